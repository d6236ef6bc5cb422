"""Zendesk's limits at their full length, against the sandbox that enforces them, on a clock that
hurries: three processes, one store."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

import httpx
import pytest
from fastapi import FastAPI

from app.effects import NewTicketComment, UpdateTicket
from app.errors import NotOurTurn, VendorBusy
from app.services.pacing import Pacer
from app.services.urgency import Work, working
from app.sync.limits import documented, ticket_update
from app.sync.pacing import Urgency
from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.zendesk.app import create_app
from connectors.zendesk.client import ZendeskClient
from tests.connectors.zendesk.sandbox import CREDENTIALS
from tests.contract.ticket_desk import redacted
from tests.fakes.store import MemoryStore

BASE = "https://acme.zendesk.com"
LOGIN = ("bridge@acme.example/token", "sandbox-api-token")
COLLEAGUE = ("dana@acme.example/token", "sandbox-api-token")
PROCESSES = 3


@dataclass
class Hurry:
    """The sandbox's clock as everyone's; who waits moves it on."""

    clock: SandboxClock

    def now(self) -> datetime:
        return self.clock.now()

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(max(0.0, seconds))
        await asyncio.sleep(0)


@dataclass
class Town:
    app: FastAPI
    clock: Hurry
    api: httpx.AsyncClient
    clients: list[ZendeskClient]
    pacers: list[Pacer]
    refused: int = 0
    sent: int = 0

    async def ticket(self) -> int:
        made = await self.api.post("/api/v2/tickets", json={"ticket": {"comment": {"body": "x"}}})
        return int(made.json()["ticket"]["id"])

    async def comment(self, process: int, ticket: int, number: int, *, promised: bool) -> None:
        """One engineer's comment, as a delivery brings it. Raises NotOurTurn."""
        comment = NewTicketComment(redacted(f"Step {number} done."))
        work = Work(Urgency.LIVE, promised=promised, intends=ticket_update(ticket))
        with working(work):
            try:
                await self.clients[process].apply(UpdateTicket(ticket, f"m-{number}", comment))
            except NotOurTurn:
                raise
            except VendorBusy:
                self.refused += 1
                raise
            self.sent += 1

    async def colleague(self, ticket: int) -> None:
        """Another integration of the same account updates a ticket."""
        change = {"ticket": {"priority": "low"}}
        await self.api.put(f"/api/v2/tickets/{ticket}", json=change, auth=COLLEAGUE)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    app = create_app()
    clock, store = Hurry(app.state.clock), MemoryStore()
    pacers = [Pacer(store, clock, documented(0.2), sleep=clock.sleep) for _ in range(PROCESSES)]
    transport = httpx.ASGITransport(app)
    async with (
        httpx.AsyncClient(transport=transport, base_url=BASE, auth=LOGIN) as api,
        httpx.AsyncClient(transport=transport) as http,
    ):
        clients = [ZendeskClient(http, BASE, CREDENTIALS, budget=pacer) for pacer in pacers]
        yield Town(app, clock, api, clients, pacers)


async def test_a_hundred_comments_to_one_ticket_all_arrive_in_order_without_a_refusal(
    town: Town,
) -> None:
    ticket, begun = await town.ticket(), town.clock.now()
    for number in range(100):
        promised = False
        while True:
            try:
                await town.comment(number % PROCESSES, ticket, number, promised=promised)
                break
            except NotOurTurn as error:
                await town.clock.sleep(error.retry_after or 1.0)
                promised = True
    bodies = [one.body for one in town.app.state.desk.tickets[ticket].comments[1:]]
    assert bodies == [f"Step {number} done." for number in range(100)]
    assert town.refused == 0
    minutes = (town.clock.now() - begun).total_seconds() / 60
    assert 30 <= minutes <= 50, "three or four updates a minute are allowed"


async def test_beside_another_integration_no_window_sees_a_second_refusal(town: Town) -> None:
    """It takes the half of the account's updates; we want all the rest, and more."""
    tickets = [await town.ticket() for _ in range(60)]
    theirs, refusals, waits = await town.ticket(), Counter[int](), dict[int, float]()
    begun, number = town.clock.now().timestamp(), 0
    while (now := town.clock.now().timestamp() - begun) < 240:
        if number % 4 == 0:
            await town.colleague(theirs)
        number += 1
        for n, ticket in enumerate(tickets[number % 6 :: 6]):
            if waits.get(ticket, 0.0) > now:
                continue
            try:
                process = n % PROCESSES
                await town.comment(process, ticket, number, promised=ticket in waits)
                waits.pop(ticket, None)
            except VendorBusy as error:
                waits[ticket] = now + (error.retry_after or 1.0)
                refusals[int(now // 60)] += not isinstance(error, NotOurTurn)
        town.clock.clock.advance(0.25)
    assert max(refusals.values(), default=0) <= 1, refusals
    assert town.refused <= town.sent / 100
    assert town.sent >= 100, "we have used what was left to us"
