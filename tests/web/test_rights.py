"""Every route that shows or changes something of a ticket, found in the application itself."""

import httpx
import pytest

from app.errors import VendorTimeout
from tests.web.routes import at, routes_of_a_ticket
from tests.web.support import SECRET_TEXT, SUPPORT, TICKET, World

EVERY = routes_of_a_ticket(World().app())


def untouched(world: World) -> bool:
    gate = world.gate
    return (gate.version, gate.issue, gate.waived, gate.settled) == (0, None, False, {})


def test_the_table_holds_both_rooms_of_the_sidebar() -> None:
    assert {path.split("/")[1] for _, path in EVERY} == {"api", "sidebar"}
    assert ("POST", "/api/tickets/{ticket_id}/stuck/d1/release") in EVERY
    assert ("GET", "/api/tickets/{ticket_id}/gate") in EVERY


@pytest.mark.parametrize(("method", "path"), EVERY)
async def test_no_ticket_is_shown_without_a_session(
    client: httpx.AsyncClient, world: World, method: str, path: str
) -> None:
    world.gate.items["context"] = SECRET_TEXT
    answer = await client.request(method, at(path, TICKET))
    assert answer.status_code == 401
    assert SECRET_TEXT not in answer.text


@pytest.mark.parametrize(("method", "path"), EVERY)
async def test_an_agent_without_the_right_sees_nothing_and_changes_nothing(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], method: str, path: str
) -> None:
    world.gate.items["context"] = SECRET_TEXT
    world.access.visible.clear()
    answer = await client.request(
        method, at(path, TICKET), headers=agent | {"If-Match": '"0.None"'}
    )
    assert answer.status_code == 403
    assert SECRET_TEXT not in answer.text
    assert "x-airlock-session" not in answer.headers
    assert untouched(world)


CHANGING = [(method, path) for method, path in EVERY if method != "GET"]


@pytest.mark.parametrize(("method", "path"), CHANGING)
async def test_an_agent_who_may_only_read_a_ticket_changes_nothing(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], method: str, path: str
) -> None:
    world.access.readers.add(SUPPORT.id)
    answer = await client.request(
        method, at(path, TICKET), headers=agent | {"If-Match": '"0.None"'}
    )
    assert answer.status_code == 403
    assert untouched(world)


async def test_an_agent_who_may_only_read_a_ticket_sees_its_gate(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.access.readers.add(SUPPORT.id)
    for path in ("/api/tickets/{ticket_id}/gate", "/sidebar/tickets/{ticket_id}"):
        assert (await client.get(at(path, TICKET), headers=agent)).status_code == 200


async def test_an_agent_who_may_only_read_a_ticket_is_offered_no_change(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    panel = at("/sidebar/tickets/{ticket_id}", TICKET)
    offered = (await client.get(panel, headers=agent)).text
    world.access.readers.add(SUPPORT.id)
    world.clock.pass_by(minutes=1)
    shown = (await client.get(panel, headers=agent)).text
    assert "data-write" in offered
    assert "data-write" not in shown
    assert '<fieldset class="bare" disabled>' in shown
    assert "You may read this ticket" in shown


@pytest.mark.parametrize(("method", "path"), EVERY)
async def test_a_ticket_that_is_not_there_answers_as_one_that_may_not_be_seen(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], method: str, path: str
) -> None:
    world.access.visible = {(SUPPORT.id, 1)}
    hidden = await client.request(method, at(path, TICKET), headers=agent)
    absent = await client.request(method, at(path, 999_999), headers=agent)
    assert (hidden.status_code, hidden.text) == (absent.status_code, absent.text)
    assert dict(hidden.headers) == dict(absent.headers)


@pytest.mark.parametrize(("method", "path"), EVERY)
async def test_when_zendesk_cannot_be_asked_nothing_is_shown(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], method: str, path: str
) -> None:
    world.access.failure = VendorTimeout("no answer")
    answer = await client.request(
        method, at(path, TICKET), headers=agent | {"If-Match": '"0.None"'}
    )
    assert answer.status_code == 504
    assert untouched(world)
