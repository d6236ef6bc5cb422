"""zenpy, the client that setup and backfill use, works against a served sandbox."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
import requests
from fastapi import FastAPI
from zenpy import Zenpy
from zenpy.lib.api_objects import Comment, Ticket, TicketField, Webhook
from zenpy.lib.exception import RecordNotFoundException

from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.desk import Desk

Answer = TypeVar("Answer")


@pytest.fixture
async def url(app: FastAPI) -> AsyncIterator[str]:
    async with serve(app) as base_url:
        yield base_url


@pytest.fixture
def zenpy(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", urlsplit(url).netloc)
    with requests.Session() as session:
        session.auth = ("bridge@acme.example/token", "sandbox-api-token")
        session.authorized = True
        yield Zenpy(subdomain="acme", session=session, disable_cache=True)


async def threaded(work: Callable[[], Answer]) -> Answer:
    """zenpy blocks, so it runs beside the loop that serves the sandbox."""
    return await asyncio.to_thread(work)


def _made(zenpy: Any, subject: str) -> int:
    given = Ticket(subject=subject, comment=Comment(body=f"About {subject}", public=True))
    return int(zenpy.tickets.create(given).ticket.id)


async def test_zenpy_creates_comments_and_reads_back(zenpy: Any, desk: Desk) -> None:
    def work() -> list[str]:
        ticket = zenpy.tickets(id=_made(zenpy, "One"))
        ticket.comment = Comment(body="A note", public=False)
        ticket.status = "open"
        zenpy.tickets.update(ticket)
        return [comment.body for comment in zenpy.tickets.comments(ticket.id)]

    assert await threaded(work) == ["About One", "A note"]
    assert desk.tickets[1].status == "open"


async def test_zenpy_exports_all_changed_tickets_page_by_page(zenpy: Any, app: FastAPI) -> None:
    def make() -> None:
        for number in range(7):
            _made(zenpy, f"Ticket {number}")

    await threaded(make)
    app.state.clock.advance(3600)
    since = datetime.now(UTC) - timedelta(hours=1)

    def export() -> list[int]:
        stream = zenpy.tickets.incremental(start_time=since, paginate_by_time=False, per_page=3)
        return [ticket.id for ticket in stream]

    assert await threaded(export) == [1, 2, 3, 4, 5, 6, 7]


async def test_zenpy_exports_ticket_events_with_their_comments(zenpy: Any, app: FastAPI) -> None:
    await threaded(lambda: _made(zenpy, "One"))
    app.state.clock.advance(3600)
    since = int((datetime.now(UTC) - timedelta(hours=1)).timestamp())

    def export() -> list[Any]:
        events = zenpy.tickets.events(since, include=["comment_events"])
        return [child for event in events for child in event.child_events]

    bodies = [child.get("body") for child in await threaded(export)]
    assert "About One" in bodies


async def test_zenpy_pages_through_a_list_by_cursor_and_by_offset(zenpy: Any, desk: Desk) -> None:
    def work() -> tuple[list[int], list[int]]:
        by_cursor = [user.id for user in zenpy.users(cursor_pagination=2)]
        return by_cursor, [user.id for user in zenpy.users(per_page=2)]

    everyone = list(desk.users)
    assert await threaded(work) == (everyone, everyone)


async def test_zenpy_finds_people_and_fields(zenpy: Any) -> None:
    def work() -> tuple[str, list[str], list[str]]:
        found = [user.name for user in zenpy.users.search(query="maria")]
        field = zenpy.ticket_fields.create(TicketField(type="text", title="Gate"))
        titles = [known.title for known in zenpy.ticket_fields()]
        return field.title, found, titles

    title, found, titles = await threaded(work)
    assert (title, found) == ("Gate", ["Maria Delgado"])
    assert "Gate" in titles


async def test_zenpy_makes_a_webhook_and_reads_its_secret(zenpy: Any, desk: Desk) -> None:
    def work() -> tuple[str, str]:
        given = Webhook(
            name="bridge",
            endpoint="http://airlock.test/hook",
            http_method="POST",
            request_format="json",
            status="active",
            subscriptions=["zen:event-type:ticket.comment_added"],
        )
        made = zenpy.webhooks.create(given)
        return made.id, zenpy.webhooks.show_secret(made).secret

    webhook_id, secret = await threaded(work)
    assert desk.webhooks[webhook_id]["secret"] == secret


async def test_zenpy_searches_tickets(zenpy: Any) -> None:
    def work() -> list[int]:
        _made(zenpy, "One")
        _made(zenpy, "Two")
        return [ticket.id for ticket in zenpy.search("Two", type="ticket")]

    assert await threaded(work) == [2]


async def test_zenpy_reads_the_vendors_not_found(zenpy: Any) -> None:
    with pytest.raises(RecordNotFoundException):
        await threaded(lambda: zenpy.tickets(id=404))
