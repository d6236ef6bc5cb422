"""The gate while people work around it: copies of values, the moments in between, emergencies."""

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
import pytest_asyncio

from app.demo import script
from app.demo.actors import SidebarUser
from app.demo.story import plain_adf
from connectors.sandbox.faults import Fault
from tests.e2e.conftest import OpenTown
from tests.e2e.running import airlock, environment
from tests.e2e.support import POLICIES, Pair, Town, eventually
from tests.e2e.test_gate import (
    COMPLETE,
    GATE,
    REASONS,
    WAYS,
    gate_value,
    in_bulk,
    message,
    on_the_page,
    over_rest,
    save,
    status,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

BROKEN = {"items": {"tried": ""}}
BUG = "10001"


@pytest_asyncio.fixture(loop_scope="module")
async def agent(town: Town) -> SidebarUser:
    return await town.sidebar()


@pytest_asyncio.fixture(loop_scope="module")
async def ready(town: Town, agent: SidebarUser) -> Pair:
    """Linked, with a complete packet: the gate is open."""
    pair = await town.open_pair()
    await save(town, agent, pair, COMPLETE)
    return pair


async def break_packet(agent: SidebarUser, pair: Pair) -> Any:
    """Take an item away; what the sidebar is answered, with nothing waited for."""
    path = f"/api/tickets/{pair.ticket}"
    view = await agent.call("GET", f"{path}/gate")
    return await agent.call("PUT", f"{path}/packet", BROKEN, etag=view["etag"])


async def passages(town: Town, pair: Pair) -> list[tuple[str, str]]:
    subject = f"issue:{pair.issue_id}"
    rows = [row for row in reversed(await town.audit()) if row.subject == subject]
    return [(row.action, row.detail) for row in rows if row.action.startswith("transition")]


def write_policies(folder: Path, *changes: tuple[str, str]) -> Path:
    """The policies that ship, with these words of the gate's changed."""
    target = folder / "policies"
    shutil.copytree(POLICIES, target)
    file = target / "gates" / "escalation.yaml"
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")
    return target


# ---- every guarded transition, by every way in ---------------------------------------------------


async def take_by_rest(town: Town, pair: Pair, transition: str) -> str:
    answer = await town.engineer._http.post(
        f"/issue/{pair.issue}/transitions", json={"transition": {"id": transition}}
    )
    return " ".join(answer.json().get("errorMessages", [])) if answer.content else ""


async def take_on_page(town: Town, pair: Pair, transition: str) -> str:
    page = f"{town.world.jira_url}/browse/{pair.issue}/transition/{transition}"
    answer = await town.http.post(page)
    return unquote_plus(answer.headers["Location"].partition("?refused=")[2])


async def take_in_bulk(town: Town, pair: Pair, transition: str) -> str:
    inputs = [{"selectedIssueIdsOrKeys": [pair.issue], "transitionId": transition}]
    order = {"bulkTransitionInputs": inputs}
    task = await town.engineer.call("POST", "/bulk/issues/transition", order)
    progress = await town.engineer.call("GET", f"/bulk/queue/{task['taskId']}")
    return " ".join(said for one in progress["failedAccessibleIssues"].values() for said in one)


async def test_each_guarded_transition_is_refused_and_passes_by_each_way(
    towns: OpenTown, tmp_path: Path
) -> None:
    """Two statuses are guarded; into each leads a transition of another kind."""
    policies = write_policies(
        tmp_path, ("\nguarded:\n", "\nguarded:\n  - project: ENG\n    to_status: Won't Do\n")
    )
    async with towns(policy_dir=policies) as town:
        agent = await town.sidebar()
        for transition, reached in (("21", "Escalated"), ("51", "Won't Do")):
            for take in (take_by_rest, take_on_page, take_in_bulk):
                pair = await town.open_pair()
                assert message(town) in await take(town, pair, transition)
                assert status(town, pair) == "To Do"
                await save(town, agent, pair, COMPLETE)
                assert await take(town, pair, transition) == ""
                assert status(town, pair) == reached


# ---- values that came along ----------------------------------------------------------------------


async def clone(town: Town, pair: Pair) -> Pair:
    answer = await town.http.post(f"{town.world.jira_url}/browse/{pair.issue}/clone")
    key = answer.headers["Location"].rpartition("/")[2]
    await town.settle()
    return Pair(0, key, town.issue(key).issue_id)


@WAYS
async def test_a_clone_of_an_open_issue_is_refused(town: Town, ready: Pair, take: Any) -> None:
    copied = await clone(town, ready)
    assert gate_value(town, copied) is None
    assert message(town) in await take(town, copied)
    assert status(town, copied) == "To Do"


@WAYS
async def test_an_issue_that_is_moved_in_with_a_copied_value_is_refused(
    town: Town, ready: Pair, take: Any
) -> None:
    made = await town.engineer.create_issue("TEAM", "Bug", "Moves in later")
    moved = town.issue(made)
    moved.values[town.jira_field_id(GATE)] = gate_value(town, ready)
    order = {"targetToSourcesMapping": {f"ENG,{BUG}": {"issueIdsOrKeys": [made]}}}
    await town.engineer.call("POST", "/bulk/issues/move", order)
    await town.settle()
    pair = Pair(0, moved.key, moved.issue_id)
    assert moved.key.startswith("ENG-")
    assert gate_value(town, pair) is None
    assert message(town) in await take(town, pair)


async def test_an_open_issue_that_is_moved_away_and_back_stays_open(
    town: Town, ready: Pair
) -> None:
    issue = town.issue(ready.issue)
    for target in ("TEAM", "ENG"):
        order = {"targetToSourcesMapping": {f"{target},{BUG}": {"issueIdsOrKeys": [issue.key]}}}
        await town.engineer.call("POST", "/bulk/issues/move", order)
        await town.settle()
    assert await over_rest(town, Pair(ready.ticket, issue.key, issue.issue_id)) == ""


# ---- the moments between a broken packet and a closed gate ---------------------------------------


@pytest.mark.parametrize("take", [over_rest, on_the_page, in_bulk])
async def test_a_transition_right_after_the_broken_packet_was_acknowledged_is_refused(
    town: Town, agent: SidebarUser, ready: Pair, take: Callable[[Town, Pair], Any]
) -> None:
    saved = await break_packet(agent, ready)
    assert saved["state"] == "incomplete"
    assert message(town) in await take(town, ready)
    assert status(town, ready) == "To Do"
    await town.settle()
    rows = [row for row in await town.audit() if row.subject == f"issue:{ready.issue_id}"]
    (closed,) = [row for row in rows if row.action == "gate closed"]
    assert re.fullmatch(r"window \d+ ms", closed.detail)
    metrics = (await town.http.get("/metrics")).text
    assert re.search(r"^airlock_gate_window_seconds_count [1-9]", metrics, re.MULTILINE)


async def slip_through(town: Town, agent: SidebarUser, pair: Pair) -> None:
    """Jira takes no clearing for a while, and an engineer uses that."""
    path = rf"/rest/api/3/issue/{pair.issue_id}$"
    fault = Fault.model_validate(
        {"method": "PUT", "path": path, "kind": "status", "status": 503, "times": 3}
    )
    town.world.jira_app.state.faults.add(fault)
    await break_packet(agent, pair)
    assert await over_rest(town, pair) == ""
    await town.settle()


async def test_a_transition_inside_the_window_is_reported(
    town: Town, agent: SidebarUser, ready: Pair
) -> None:
    await slip_through(town, agent, ready)
    assert gate_value(town, ready) is None
    assert await passages(town, ready) == [
        ("transition passed while closed", "tried; enforce; stale value")
    ]
    shown = await agent.call("GET", f"/api/tickets/{ready.ticket}/gate")
    (warning,) = [one for one in shown["warnings"] if ready.issue in one]
    assert "while the gate was closed" in warning
    metrics = (await town.http.get("/metrics")).text
    assert 'airlock_gate_passages_total{outcome="closed"} 1.0' in metrics
    readiness = (await town.http.get("/health/ready")).json()
    (check,) = [one for one in readiness["checks"] if one["name"] == "transitions"]
    assert (check["ok"], readiness["status"]) == (False, "degraded")


async def test_a_transition_inside_the_window_is_taken_back_where_the_policy_says_so(
    towns: OpenTown, tmp_path: Path
) -> None:
    policies = write_policies(tmp_path, ("\nrevert: []\n", "\nrevert: [ENG]\n"))
    async with towns(policy_dir=policies) as town:
        agent, pair = await town.sidebar(), await town.open_pair()
        await save(town, agent, pair, COMPLETE)
        assert await town.engineer.take_transition(pair.issue, "Triage") == (204, [])
        await town.settle()
        await slip_through(town, agent, pair)
        assert status(town, pair) == "Triage"
        assert [action for action, _ in await passages(town, pair)] == [
            "transition passed while closed",
            "transition reverted",
        ]
        (said,) = [
            one for one in town.issue_texts(pair.issue) if "took this transition back" in one
        ]
        assert "What was tried: Nothing is entered yet." in said
        assert not town.notes_with(pair.ticket, "took this transition back")


async def test_where_jira_knows_no_way_back_the_transition_stands_and_is_told(
    towns: OpenTown, tmp_path: Path
) -> None:
    policies = write_policies(tmp_path, ("\nrevert: []\n", "\nrevert: [ENG]\n"))
    async with towns(policy_dir=policies) as town:
        agent, pair = await town.sidebar(), await town.open_pair()
        await save(town, agent, pair, COMPLETE)
        await slip_through(town, agent, pair)
        assert status(town, pair) == "Escalated"
        assert [action for action, _ in await passages(town, pair)] == [
            "transition passed while closed",
            "transition not reverted",
        ]


async def test_a_team_s_own_workflow_is_guarded_by_taking_back(
    towns: OpenTown, tmp_path: Path
) -> None:
    policies = write_policies(
        tmp_path,
        ("\nrevert: []\n", "\nrevert: [TEAM]\n"),
        ("\nguarded:\n", "\nguarded:\n  - project: TEAM\n    to_status: Doing\n"),
    )
    async with towns(policy_dir=policies) as town:
        key = await town.engineer.create_issue("TEAM", "Bug", "In a team's own project")
        await town.settle()
        assert await town.engineer.take_transition(key, "Doing") == (204, [])
        await town.settle()
        pair = Pair(0, key, town.issue(key).issue_id)
        assert status(town, pair) == "Backlog"
        assert (await passages(town, pair))[0] == (
            "transition passed while closed",
            "ticket; enforce; no value",
        )


# ---- one set of reasons --------------------------------------------------------------------------


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def sidebar_page(town: Town, pair: Pair) -> str:
    user = await town.sidebar()
    answer = await user._http.get(
        f"/sidebar/tickets/{pair.ticket}", headers={"Authorization": f"Bearer {user._bearer}"}
    )
    answer.raise_for_status()
    return words_of(answer.text)


async def test_five_places_tell_the_same_reasons_word_for_word(
    town: Town, agent: SidebarUser, tmp_path: Path
) -> None:
    pair = await town.open_pair()
    await save(town, agent, pair, {**COMPLETE, "items": {"tried": "Restarted it."}})
    reasons = (await agent.call("GET", f"/api/tickets/{pair.ticket}/gate"))["reasons"]
    assert len(reasons) > 3

    in_jira = plain_adf(town.issue(pair.issue).values[town.jira_field_id(REASONS)])
    assert [line for line in in_jira.splitlines() if line][1:] == reasons

    ran = await airlock("gate", pair.issue, "--json", env=environment(town.world), cwd=tmp_path)
    assert (ran.code, ran.json["reasons"]) == (1, reasons)

    token = town.world.service.settings.gate.transition_token
    assert token is not None
    answer = await town.http.post(
        "/gate/jira/transition",
        json={"issue_key": pair.issue, "from_status": "To Do", "to_status": "Escalated"},
        headers={"Authorization": f"Bearer {token.get_secret_value()}"},
    )
    assert answer.json() == {"result": False, "errorMessage": "\n".join(reasons)}

    page = await sidebar_page(town, pair)
    for reason in reasons:
        label, _, rest = reason.partition(": ")
        assert label in page
        assert rest in page

    refused = await over_rest(town, pair)
    assert message(town) in refused
    assert REASONS in refused


# ---- the command line ----------------------------------------------------------------------------


async def test_an_emergency_opens_every_gate_and_closing_shuts_them(
    towns: OpenTown, tmp_path: Path
) -> None:
    async with towns() as town:
        pair, second = await town.open_pair(), await town.open_pair()
        alone = await town.engineer.create_issue("ENG", "Bug", "Without a ticket")
        env, cwd = environment(town.world), tmp_path
        opened = await airlock(
            "gate", "--release-all", "--reason", "The gate is in the way.", "--json",
            env=env, cwd=cwd,
        )  # fmt: skip
        assert opened.code == 0, opened.err
        for key in (pair.issue, alone):
            assert await town.engineer.take_transition(key, "Escalated") == (204, [])
        readiness = (await town.http.get("/health/ready")).json()
        assert readiness["status"] == "degraded"
        assert "airlock_gate_released 1.0" in (await town.http.get("/metrics")).text
        shown = await (await town.sidebar()).call("GET", f"/api/tickets/{pair.ticket}/gate")
        assert shown["release"]["by"] == "command line"

        closed = await airlock("gate", "--close", env=env, cwd=cwd)
        assert closed.code == 0, closed.err
        await town.settle()
        assert message(town) in await over_rest(town, second)
        assert (await airlock("gate", "--close", env=env, cwd=cwd)).code == 1


async def test_a_lead_sees_what_enforcing_would_have_stopped(
    towns: OpenTown, tmp_path: Path
) -> None:
    policies = write_policies(tmp_path, ("\nmode: enforce\n", "\nmode: warn\n"))
    async with towns(policy_dir=policies) as town:
        agent, pair = await town.sidebar(), await town.open_pair()
        await save(town, agent, pair, {**COMPLETE, "items": {**script.ITEMS, "steps": ""}})
        assert await over_rest(town, pair) == ""
        await eventually(lambda: _has_passed(town, pair))
        ran = await airlock(
            "gate", "--would-have-stopped", "--days", "7", "--json",
            env=environment(town.world), cwd=tmp_path,
        )  # fmt: skip
    assert (ran.code, ran.json["lacked"]) == (0, {"steps": 1})
    (one,) = ran.json["would_have_stopped"]
    assert (one["issue"], one["mode"], one["lacking"]) == (pair.issue, "warn", ["steps"])


async def _has_passed(town: Town, pair: Pair) -> bool:
    return bool(await passages(town, pair))
