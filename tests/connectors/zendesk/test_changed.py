"""What is asked of Zendesk in bulk, before the sandbox."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import respx

from app.errors import VendorMisread, WriteRefused
from app.ports_export import NativeLink
from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from connectors.zendesk.auth import BearerToken
from connectors.zendesk.client import ZendeskClient
from tests.connectors.zendesk.sandbox import CREDENTIALS

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TICKET = {"ticket": {"subject": "Import", "comment": {"body": "It stops."}}}


class World:
    def __init__(self, client: ZendeskClient, api: httpx.AsyncClient) -> None:
        self.client = client
        self._api = api

    async def new_ticket(self) -> int:
        return int((await self.post("/tickets", TICKET))["ticket"]["id"])

    async def put(self, path: str, body: object) -> None:
        answer = await self._api.put(f"/api/v2{path}", json=body)
        answer.raise_for_status()

    async def post(self, path: str, body: object) -> dict[str, dict[str, int]]:
        answer = await self._api.post(f"/api/v2{path}", json=body)
        answer.raise_for_status()
        found: dict[str, dict[str, int]] = answer.json()
        return found


@pytest.fixture
def lag() -> int:
    return 0


@pytest.fixture
async def world(lag: int) -> AsyncIterator[World]:
    config = ZendeskSandboxConfig(export_lag_seconds=lag, export_page_size=2)
    api_auth = (f"{config.api_email}/token", config.api_token)
    async with (
        serve(create_app(config)) as base,
        httpx.AsyncClient() as http,
        httpx.AsyncClient(base_url=base, auth=api_auth) as api,
    ):
        yield World(ZendeskClient(http, base, CREDENTIALS), api)


async def all_pages(client: ZendeskClient, since: datetime) -> tuple[list[int], str]:
    found: list[int] = []
    cursor: str | None = None
    while True:
        page = await client.changed_tickets(since, cursor)
        found.extend(page.ids)
        cursor = page.cursor
        if page.is_last:
            return found, cursor


async def test_every_changed_ticket_is_exported_and_the_cursor_leads_on(world: World) -> None:
    made = [await world.new_ticket() for _ in range(5)]
    found, cursor = await all_pages(world.client, LONG_AGO)
    assert set(made) <= set(found)
    assert len(found) == len(set(found))
    page = await world.client.changed_tickets(LONG_AGO, cursor)
    assert (page.ids, page.is_last) == ((), True)


@pytest.mark.parametrize("lag", [60])
async def test_the_newest_minute_is_left_out(world: World) -> None:
    made = await world.new_ticket()
    found, _ = await all_pages(world.client, LONG_AGO)
    assert made not in found
    with pytest.raises(WriteRefused):
        await world.client.changed_tickets(datetime.now(UTC) - timedelta(seconds=5), None)


async def test_zendesk_s_own_links_to_jira_are_read(world: World) -> None:
    number = await world.new_ticket()
    for issue in ("10001", "10002"):
        link = {"ticket_id": number, "issue_id": issue, "issue_key": f"PROJ-{issue}"}
        await world.post("/jira/links", {"link": link})
    found = [link async for link in world.client.native_links()]
    assert [replace(link, created_at=None) for link in found] == [
        NativeLink(number, "10001", "PROJ-10001"),
        NativeLink(number, "10002", "PROJ-10002"),
    ]
    now = datetime.now(UTC)
    assert all(now - (link.created_at or LONG_AGO) < timedelta(minutes=5) for link in found)


async def test_tickets_are_counted_by_when_they_were_created(world: World) -> None:
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    before = await world.client.count_tickets(now - hour, now + hour)
    for _ in range(3):
        await world.new_ticket()
    assert await world.client.count_tickets(now - hour, now + hour) == before + 3
    assert await world.client.count_tickets(now + hour, now + 2 * hour) == 0


async def test_it_is_told_when_a_ticket_was_solved_last(world: World) -> None:
    number = await world.new_ticket()
    assert await world.client.solved_at(number) is None
    for status in ("solved", "open", "solved", "closed"):
        await world.put(f"/tickets/{number}", {"ticket": {"status": status}})
    solved = await world.client.solved_at(number)
    assert solved is not None
    assert datetime.now(UTC) - solved < timedelta(minutes=5)


@respx.mock
async def test_a_count_in_another_shape_is_told() -> None:
    respx.get(path="/api/v2/search/count").respond(json={"count": "many"})
    async with httpx.AsyncClient() as http:
        client = ZendeskClient(http, "https://acme.zendesk.com", BearerToken("t"))
        with pytest.raises(VendorMisread):
            await client.count_tickets(LONG_AGO, LONG_AGO + timedelta(days=1))


@pytest.mark.parametrize(
    "answer",
    [{"tickets": []}, {"tickets": [{"no": "id"}], "end_of_stream": True}, {"end_of_stream": False}],
)
@respx.mock
async def test_an_export_in_another_shape_is_not_taken_for_its_end(answer: object) -> None:
    respx.get(path="/api/v2/incremental/tickets/cursor").respond(json=answer)
    async with httpx.AsyncClient() as http:
        client = ZendeskClient(http, "https://acme.zendesk.com", BearerToken("t"))
        with pytest.raises(VendorMisread):
            await client.changed_tickets(LONG_AGO, None)
