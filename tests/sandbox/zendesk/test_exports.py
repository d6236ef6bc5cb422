"""Incremental exports: nothing missed, nothing of the newest minute, deletions shown."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from tests.sandbox.zendesk.conftest import change

LONG_AGO = 1_600_000_000


@pytest.fixture
def later(app: FastAPI, ticket_id: int) -> Iterator[FastAPI]:
    """A ticket that is old enough for the export."""
    app.state.clock.advance(120)
    return app


async def test_the_newest_minute_is_left_out(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int
) -> None:
    path = f"/api/v2/incremental/tickets/cursor?start_time={LONG_AGO}"
    assert (await api.get(path)).json()["tickets"] == []
    app.state.clock.advance(61)
    assert [t["id"] for t in (await api.get(path)).json()["tickets"]] == [ticket_id]


async def test_the_last_cursor_finds_only_what_changed_since(
    api: httpx.AsyncClient, later: FastAPI, ticket_id: int
) -> None:
    path = "/api/v2/incremental/tickets/cursor"
    first = (await api.get(path, params={"start_time": LONG_AGO})).json()
    assert first["end_of_stream"] is True
    again = (await api.get(path, params={"cursor": first["after_cursor"]})).json()
    assert (again["tickets"], again["after_cursor"]) == ([], first["after_cursor"])
    await change(api, ticket_id, priority="low")
    later.state.clock.advance(120)
    third = (await api.get(path, params={"cursor": first["after_cursor"]})).json()
    assert [ticket["id"] for ticket in third["tickets"]] == [ticket_id]


async def test_a_deleted_ticket_is_exported_as_deleted(
    api: httpx.AsyncClient, later: FastAPI, ticket_id: int
) -> None:
    await api.delete(f"/api/v2/tickets/{ticket_id}")
    later.state.clock.advance(120)
    path = f"/api/v2/incremental/tickets/cursor?start_time={LONG_AGO}"
    assert [t["status"] for t in (await api.get(path)).json()["tickets"]] == ["deleted"]


@pytest.mark.parametrize("query", ["", "start_time=soon", "cursor=!!", "cursor=bm9wZQ=="])
async def test_an_export_without_a_readable_start_is_refused(
    api: httpx.AsyncClient, query: str
) -> None:
    answer = await api.get(f"/api/v2/incremental/tickets/cursor?{query}")
    assert answer.status_code == 400


async def test_a_start_in_the_newest_minute_is_refused(
    api: httpx.AsyncClient, app: FastAPI
) -> None:
    now = int(app.state.clock.now().timestamp())
    answer = await api.get(f"/api/v2/incremental/tickets?start_time={now}")
    assert (answer.status_code, answer.json()["error"]) == (422, "InvalidValue")


async def test_ticket_events_tell_of_comments_and_hold_them_only_when_asked(
    api: httpx.AsyncClient, later: FastAPI
) -> None:
    path = f"/api/v2/incremental/ticket_events?start_time={LONG_AGO}"
    bare = (await api.get(path)).json()
    full = (await api.get(f"{path}&include=comment_events")).json()
    assert "The import stops" not in str(bare)
    flags = [e for e in bare["ticket_events"][0]["child_events"] if "comment_present" in e]
    assert flags[0]["comment_public"] is True
    assert "The import stops" in str(full)


async def test_a_second_is_never_split_over_two_pages(api: httpx.AsyncClient, app: FastAPI) -> None:
    for number in range(6):
        given = {"subject": f"T{number}", "comment": {"body": "x"}}
        await api.post("/api/v2/tickets", json={"ticket": given})
        if number in (1, 3):
            app.state.clock.advance(5)
    app.state.clock.advance(120)
    seen: list[int] = []
    url: str | None = f"/api/v2/incremental/tickets?start_time={LONG_AGO}&per_page=1"
    while url:
        page = (await api.get(url)).json()
        seen += [ticket["id"] for ticket in page["tickets"]]
        url = None if page["end_of_stream"] else page["next_page"]
    assert seen == [1, 2, 3, 4, 5, 6]


async def test_exports_have_an_allowance_of_their_own(
    api: httpx.AsyncClient, later: FastAPI
) -> None:
    path = f"/api/v2/incremental/tickets/cursor?start_time={LONG_AGO}"
    statuses = [(await api.get(path)).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
