"""Values planted in every door, in fair weather and foul, stand in nothing that operators read."""

import json
from pathlib import Path

import httpx
import pytest

from app.demo import script
from app.demo.private import find_leaks
from connectors.sandbox.faults import Fault
from tests.e2e.running import airlock, environment
from tests.e2e.signing import signed
from tests.e2e.support import REQUESTER, Pair, Town
from tests.e2e.surfaces import PLANTED, search_surfaces, service_surfaces

pytestmark = pytest.mark.asyncio(loop_scope="module")

VALUE = {secret.name: secret.value for secret in PLANTED}
CUSTOMER_TEXT = (
    f"{VALUE['name']} here, {VALUE['e-mail']}, {VALUE['phone']}. I paid with {VALUE['card']} from "
    f"{VALUE['iban']}; the password is {VALUE['password']}"
)
ENGINEER_TEXT = (
    f"{VALUE['host']} throws in {VALUE['function']}(). The customer is {VALUE['remark']}. "
    f"Ask {VALUE['name']}."
)
TEXTS = pytest.mark.parametrize("system", ["zendesk", "jira"])


async def write(town: Town, pair: Pair, system: str) -> None:
    if system == "zendesk":
        await town.customer_writes(pair, CUSTOMER_TEXT)
    else:
        await town.engineer_writes(pair, ENGINEER_TEXT)


async def assert_clean(town: Town) -> None:
    assert await search_surfaces(town) == []


async def test_the_search_finds_what_is_planted(town: Town) -> None:
    """The search itself can fail: a planted line in the log is found."""
    before = len(town.world.logs.getvalue())
    town.world.logs.write(json.dumps({"event": VALUE["e-mail"]}))
    found = await search_surfaces(town)
    town.world.logs.seek(before)
    town.world.logs.truncate()
    assert {(leak.place, leak.secret) for leak in found} >= {("log", "e-mail")}


@TEXTS
async def test_a_comment_that_crosses_leaves_no_word_of_itself(town: Town, system: str) -> None:
    pair = await town.open_pair(CUSTOMER_TEXT)
    await write(town, pair, system)
    await town.settle()
    surfaces = await service_surfaces(town)
    assert len(surfaces["audit"]) > 2
    await assert_clean(town)


@TEXTS
@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 500])
async def test_a_vendor_that_refuses_leaves_no_word_of_what_was_sent(
    town: Town, system: str, status: int
) -> None:
    pair = await town.open_pair()
    app = town.world.jira_app if system == "zendesk" else town.world.zendesk_app
    for method in ("POST", "PUT"):
        fault = Fault(method=method, path="comment|tickets", kind="status", status=status, times=2)
        app.state.faults.add(fault)
    await write(town, pair, system)
    await town.settle()
    await assert_clean(town)


@TEXTS
async def test_bodies_that_are_not_understood_leave_no_word_of_themselves(
    town: Town, system: str
) -> None:
    texts = {"text": CUSTOMER_TEXT, VALUE["name"]: [ENGINEER_TEXT]}
    bodies = [
        json.dumps(texts).encode(),
        json.dumps({"webhookEvent": VALUE["e-mail"], "type": VALUE["e-mail"], **texts}).encode(),
        json.dumps({"ticket_id": VALUE["name"], "issue": {"id": VALUE["e-mail"]}}).encode(),
        CUSTOMER_TEXT.encode(),
    ]
    for body in bodies:
        answer = await town.http.post(
            f"/webhooks/{system}", content=body, headers=signed(town.world, system, body)
        )
        assert not find_leaks("answer", answer.content, PLANTED)
    await town.settle()
    await assert_clean(town)


async def test_what_an_agent_types_is_in_no_error_and_no_row(town: Town) -> None:
    ticket = await town.open_ticket(CUSTOMER_TEXT, subject=CUSTOMER_TEXT[:80])
    agent = await town.sidebar()
    path = f"/api/tickets/{ticket}"
    etag = (await agent.call("GET", f"{path}/gate"))["etag"]
    change = {"severity": "P2", "pattern": "bug", "items": {**script.ITEMS, "tried": CUSTOMER_TEXT}}
    await agent.call("PUT", f"{path}/packet", change, etag=etag)
    wrong = [
        ("PUT", f"{path}/packet", {**change, "pattern": CUSTOMER_TEXT}, etag),
        ("POST", f"{path}/escalate", {"preview_digest": CUSTOMER_TEXT}, ""),
        ("POST", f"{path}/waiver", {"reason": CUSTOMER_TEXT, CUSTOMER_TEXT: 1}, ""),
    ]
    for method, where, body, tag in wrong:
        with pytest.raises(httpx.HTTPStatusError) as refused:
            await agent.call(method, where, body, tag)
        assert not find_leaks("problem", refused.value.response.content, PLANTED)
    preview = await agent.call("POST", f"{path}/preview")
    await agent.call("POST", f"{path}/escalate", {"preview_digest": preview["preview_digest"]})
    await town.settle()
    await assert_clean(town)


async def test_the_names_of_files_are_in_no_row(town: Town) -> None:
    pair = await town.open_pair()
    author = await town.user(REQUESTER)
    token = await town.helpdesk.upload(f"{VALUE['name']}.log", CUSTOMER_TEXT.encode())
    comment = {"body": "See the file.", "author_id": author, "uploads": [token], "public": True}
    await town.helpdesk.call("PUT", f"/tickets/{pair.ticket}", {"ticket": {"comment": comment}})
    await town.settle()
    await assert_clean(town)


async def test_the_commands_show_no_word_of_what_is_stuck(town: Town, tmp_path: Path) -> None:
    pair = await town.open_pair()
    await town.admin.call("DELETE", f"/issue/{pair.issue}")
    await town.settle()
    await town.customer_writes(pair, CUSTOMER_TEXT)
    await town.settle()
    env = environment(town.world)
    for command in (("deadletters", "list", "--json"), ("links", "list", "--json"), ("doctor",)):
        ran = await airlock(*command, env=env, cwd=tmp_path)
        assert not find_leaks("command", (ran.out + ran.err).encode(), PLANTED)
    await assert_clean(town)
