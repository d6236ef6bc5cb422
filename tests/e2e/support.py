"""What the end-to-end tests share: people who act over HTTP, conditions that are waited for."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from app.demo.actors import Engineer, Helpdesk, SidebarUser, paragraph
from app.demo.story import plain_adf
from app.demo.world import World
from app.ports import Transaction
from app.records import AuditEntry, Delivery
from connectors.http import open_client
from connectors.sandbox.jira.config import ADMIN, ENGINEER
from connectors.sandbox.jira.records import Issue
from connectors.sandbox.zendesk.model import Comment, Ticket

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
DEADLINE = 20.0
"""Seconds after which a condition that has not come true fails its test."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.005, 0.05
"""Seconds between two looks: to look all the time would take the core from those looked at."""
REQUESTER = "maria.delgado@northwind.example"
AGENT = "dana@acme.example"

Check = Callable[[], bool | Awaitable[bool]]


async def eventually(check: Check, seconds: float = DEADLINE) -> None:
    """Return once the condition holds; TimeoutError when it does not in time."""
    pause = SHORTEST_PAUSE
    async with asyncio.timeout(seconds):
        while True:
            held = check()
            if isinstance(held, bool):
                done = held
            else:
                done = await held
            if done:
                return
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)


@dataclass(frozen=True)
class Pair:
    """A ticket and an issue that are linked."""

    ticket: int
    issue: str
    issue_id: str
    link: str = ""


@dataclass
class Town:
    """A running world with its people, and the questions that tests ask of it."""

    world: World
    helpdesk: Helpdesk
    engineer: Engineer
    admin: Engineer
    http: httpx.AsyncClient
    sidebars: list[SidebarUser] = field(default_factory=list)

    # ---- acting ----------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Return when nothing is under way on either side nor in the queue."""
        async with asyncio.timeout(DEADLINE):
            await self.world.settle()

    async def user(self, email: str) -> int:
        return int((await self.helpdesk.find_user(email))["id"])

    async def open_ticket(self, text: str = "The export stops.", **fields: Any) -> int:
        requester = await self.user(REQUESTER)
        comment = {"body": text, "author_id": requester}
        ticket = {"subject": "Export", "requester_id": requester, "comment": comment, **fields}
        return await self.helpdesk.create_ticket(ticket)

    async def open_pair(self, text: str = "The export stops.", **fields: Any) -> Pair:
        """A fresh ticket linked to a fresh issue, with all that follows from that done."""
        ticket = await self.open_ticket(text, **fields)
        issue = await self.engineer.create_issue("ENG", "Bug", "Export stops")
        pair = await self.link(ticket, issue)
        await self.settle()
        return pair

    async def link(self, ticket: int, issue: str) -> Pair:
        """Link the two once nothing is under way, so that no earlier webhook concerns the pair."""
        await self.settle()
        link = await self.world.service.linking.link(ticket, issue, by="test")
        return Pair(ticket, issue, link.issue_id, link.id)

    async def customer_writes(self, pair: Pair, text: str) -> None:
        author = await self.user(REQUESTER)
        await self.helpdesk.comment(pair.ticket, text, author, public=True)

    async def engineer_writes(self, pair: Pair, text: str) -> str:
        return await self.engineer.comment(pair.issue, [paragraph(text)])

    async def sidebar(self, agent: str = AGENT) -> SidebarUser:
        """An agent who is signed in to the sidebar, until the town is closed."""
        user = SidebarUser(self.world.service_url)
        self.sidebars.append(user)
        token = self.world.zendesk_app.state.sidebar_key.token(await self.user(agent))
        await user.sign_in(token, read_bearer)
        return user

    # ---- looking ---------------------------------------------------------------------------------

    def issue(self, key: str) -> Issue:
        found = self.world.jira_app.state.jira.find_issue(key)
        assert isinstance(found, Issue), f"the sandbox has no issue {key}"
        return found

    def ticket(self, number: int) -> Ticket:
        found = self.world.zendesk_app.state.desk.tickets[number]
        assert isinstance(found, Ticket)
        return found

    def issue_texts(self, key: str) -> list[str]:
        """The issue's comments as plain text, oldest first."""
        return [plain_adf(one.body) for one in self.issue(key).comments]

    def ticket_notes(self, number: int) -> list[Comment]:
        """What our own account wrote on the ticket."""
        desk = self.world.zendesk_app.state.desk
        bridge = desk.user_by_email(desk.config.api_email)["id"]
        return [one for one in self.ticket(number).comments if one.author_id == bridge]

    def notes_with(self, number: int, text: str) -> list[Comment]:
        return [one for one in self.ticket_notes(number) if text in one.body]

    def copies_with(self, key: str, text: str) -> list[str]:
        return [one for one in self.issue_texts(key) if text in one]

    def ticket_field(self, number: int, title: str) -> Any:
        return self.ticket(number).custom_fields.get(self.ticket_field_id(title))

    def ticket_field_id(self, title: str) -> int:
        fields = self.world.zendesk_app.state.desk.ticket_fields.values()
        return next(int(one["id"]) for one in fields if one["title"] == title)

    def jira_field_id(self, name: str) -> str:
        fields = self.world.jira_app.state.jira.fields.values()
        return next(one.field_id for one in fields if one.name == name)

    async def stuck(self) -> list[Delivery]:
        return list(await self.world.service.store.read(lambda tx: tx.deliveries.stuck()))

    async def counts(self) -> dict[str, int]:
        """How many deliveries are stored, by state."""
        return dict(await self.world.service.store.read(lambda tx: tx.deliveries.counts()))

    async def audit(self) -> list[AuditEntry]:
        def read(tx: Transaction) -> list[AuditEntry]:
            return list(tx.audit.recent(1000))

        return await self.world.service.store.read(read)


def read_bearer(page: httpx.Response) -> str:
    """The session that the sidebar's page carries."""
    found = re.search(r'<meta name="airlock-session" content="([^"]+)">', page.text)
    assert found is not None, "the sidebar's page carries no session"
    return found.group(1)


async def open_town(world: World) -> Town:
    """The people of a world; `close_town` closes their connections."""
    config = world.zendesk_app.state.desk.config
    return Town(
        world,
        Helpdesk(world.zendesk_url, config.api_email, config.api_token),
        Engineer(world.jira_url, ENGINEER),
        Engineer(world.jira_url, ADMIN),
        open_client(base_url=world.service_url, timeout=DEADLINE),
    )


async def close_town(town: Town) -> None:
    for actor in (town.helpdesk, town.engineer, town.admin, *town.sidebars):
        await actor.close()
    await town.http.aclose()


def kinds(requests: Iterable[dict[str, object]]) -> tuple[list[str], list[str]]:
    """The writes and the reads among a sandbox's recorded requests, as `METHOD path`."""
    lines = [(str(one["method"]), f"{one['method']} {one['path']}") for one in requests]
    writes = [line for method, line in lines if method not in ("GET", "HEAD")]
    return writes, [line for method, line in lines if method in ("GET", "HEAD")]
