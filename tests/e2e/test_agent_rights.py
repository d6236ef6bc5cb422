"""Who may see what of a ticket, with the real service between both sandbox systems."""

import httpx
import pytest
import pytest_asyncio

from tests.e2e.support import AGENT, Pair, Town, read_bearer
from tests.web.routes import at, routes_of_a_ticket

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAM = "sam@acme.example"
TRACE = """java.lang.IllegalStateException: the queue is shut
    at com.acme.labels.Printer.enqueue(Printer.java:{line})
    at com.acme.labels.Run.go(Run.java:{line})"""


async def bearer(town: Town, email: str, token: str | None = None) -> dict[str, str]:
    token = token or await signed(town, email)
    page = await town.http.post("/sidebar", data={"token": token})
    return {"Authorization": f"Bearer {read_bearer(page)}"}


async def signed(town: Town, email: str) -> str:
    token = town.world.zendesk_app.state.sidebar_key.token(await town.user(email))
    assert isinstance(token, str)
    return token


def group(town: Town, name: str) -> int:
    groups = town.world.zendesk_app.state.desk.groups.values()
    return next(int(one["id"]) for one in groups if one["name"] == name)


@pytest_asyncio.fixture(loop_scope="module")
async def private(town: Town) -> Pair:
    """A linked ticket of a private group, to which Dana belongs and Sam does not."""
    pair = await town.open_pair(TRACE.format(line=214))
    town.ticket(pair.ticket).group_id = group(town, "Escalations")
    return pair


async def test_an_agent_without_the_right_gets_nothing_from_any_route(
    town: Town, private: Pair
) -> None:
    sam = await bearer(town, SAM)
    routes = routes_of_a_ticket(town.world.service.app)
    assert len(routes) > 15
    for method, path in routes:
        hidden = await town.http.request(method, at(path, private.ticket), headers=sam)
        absent = await town.http.request(method, at(path, 999_999), headers=sam)
        assert hidden.status_code == 403, (method, path)
        assert (hidden.status_code, hidden.text) == (absent.status_code, absent.text)
        assert "Export" not in hidden.text


async def test_a_member_of_the_group_gets_the_ticket(town: Town, private: Pair) -> None:
    dana = await bearer(town, AGENT)
    answer = await town.http.get(f"/api/tickets/{private.ticket}/gate", headers=dana)
    assert answer.status_code == 200
    assert answer.json()["links"][0]["issue_key"] == private.issue


async def test_an_end_user_has_no_session(town: Town) -> None:
    token = await signed(town, "maria.delgado@northwind.example")
    page = await town.http.post("/sidebar", data={"token": token})
    assert page.status_code == 401
    assert "airlock-session" not in page.text


async def test_a_token_that_was_signed_out_of_cannot_be_replayed(town: Town) -> None:
    token = await signed(town, AGENT)
    session = await bearer(town, AGENT, token)
    assert (await town.http.post("/api/session/logout", headers=session)).status_code == 204
    replayed: httpx.Response = await town.http.post("/sidebar", data={"token": token})
    assert replayed.status_code == 401
    assert (await town.http.post("/api/session/logout", headers=session)).status_code == 401


async def test_a_repeat_suspect_of_a_hidden_ticket_is_its_issue_alone(
    town: Town, private: Pair
) -> None:
    ticket = await town.open_ticket(TRACE.format(line=230))
    town.ticket(ticket).group_id = group(town, "Support")
    path = f"/api/tickets/{ticket}/suspects"
    seen = (await town.http.get(path, headers=await bearer(town, AGENT))).json()
    hidden = (await town.http.get(path, headers=await bearer(town, SAM))).json()
    assert (seen[0]["ticket_id"], seen[0]["match"]) == (private.ticket, "trace")
    assert (hidden[0]["ticket_id"], hidden[0]["issue_key"]) == (None, private.issue)


async def test_the_update_is_drafted_from_what_happened_in_jira(town: Town) -> None:
    pair = await town.open_pair()
    town.issue(pair.issue).values["duedate"] = "2099-12-03"
    await town.engineer_writes(pair, "The export stops when an order has no address.")
    session = await bearer(town, AGENT)
    path = f"/api/tickets/{pair.ticket}/customer-update"
    draft = (await town.http.get(path, headers=session)).json()
    said = {part["key"]: part["text"] for part in draft["parts"]}
    assert said["understanding"] == "The export stops when an order has no address."
    assert said["milestone"] == "You will hear from us by 3 December 2099."
    assert town.notes_with(pair.ticket, "3 December 2099") == []
