"""Bad input and bad weather: each with its clear answer, and nothing lost."""

import asyncio
import dataclasses
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.bootstrap import open_store
from app.demo import script
from app.demo.actors import SidebarUser
from app.records import Delivery
from app.store.sqlite import SqliteOptions
from connectors.sandbox.faults import Fault
from connectors.sandbox.jira.config import BRIDGE
from tests.e2e.conftest import OpenTown
from tests.e2e.running import airlock, environment
from tests.e2e.signing import (
    jira_headers,
    jira_secret,
    signed,
    zendesk_headers,
    zendesk_secret,
)
from tests.e2e.support import POLICIES, Pair, Town, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

SYSTEMS = pytest.mark.parametrize("system", ["zendesk", "jira"])


async def post(
    town: Town, system: str, body: bytes, headers: dict[str, str]
) -> tuple[int, dict[str, Any]]:
    answer = await town.http.post(f"/webhooks/{system}", content=body, headers=headers)
    problem: dict[str, Any] = answer.json()
    return answer.status_code, problem


def comment_body(pair: Pair, system: str) -> bytes:
    """A body that would be accepted, were it only signed well."""
    if system == "jira":
        told = {"webhookEvent": "jira:issue_updated", "issue": {"id": pair.issue_id}}
        return json.dumps(told).encode()
    return json.dumps({"ticket_id": pair.ticket}).encode()


# ---- the door ------------------------------------------------------------------------------------


@SYSTEMS
@pytest.mark.parametrize("how", ["missing", "wrong", "of another body", "empty"])
async def test_a_signature_that_is_not_the_vendors_is_refused_and_nothing_is_stored(
    town: Town, system: str, how: str
) -> None:
    pair = await town.open_pair()
    body, before = comment_body(pair, system), await town.counts()
    sign = zendesk_headers if system == "zendesk" else jira_headers
    name = "X-Zendesk-Webhook-Signature" if system == "zendesk" else "X-Hub-Signature"
    right = signed(town.world, system, body)
    headers = {
        "missing": {key: value for key, value in right.items() if key != name},
        "wrong": sign("not-the-secret", body),
        "of another body": signed(town.world, system, body + b" "),
        "empty": {**right, name: ""},
    }[how]
    status, problem = await post(town, system, body, headers)
    assert (status, problem["code"]) == (401, "signature-refused")
    assert await town.counts() == before
    assert (await post(town, system, body, right))[0] == 202, "the same body, signed well"


@pytest.mark.parametrize("minutes", [6, -6, 60 * 24])
async def test_a_zendesk_timestamp_far_from_now_is_refused(town: Town, minutes: int) -> None:
    body = comment_body(await town.open_pair(), "zendesk")
    headers = zendesk_headers(zendesk_secret(town.world), body, age=timedelta(minutes=minutes))
    status, problem = await post(town, "zendesk", body, headers)
    assert (status, problem["code"]) == (401, "signature-refused")


async def test_a_zendesk_timestamp_of_a_slow_retry_is_taken(town: Town) -> None:
    body = comment_body(await town.open_pair(), "zendesk")
    headers = zendesk_headers(zendesk_secret(town.world), body, age=timedelta(minutes=4))
    assert (await post(town, "zendesk", body, headers))[0] == 202


@SYSTEMS
@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[1, 2]", b'"text"', b"null", b'{"a": ', b"\xff\xfe", b"7" * 5000]
)
async def test_a_body_that_is_no_json_object_is_refused(
    town: Town, system: str, body: bytes
) -> None:
    before = await town.counts()
    status, problem = await post(town, system, body, signed(town.world, system, body))
    assert (status, problem["code"]) == (400, "not-an-object")
    assert await town.counts() == before


@SYSTEMS
async def test_an_oversized_body_is_refused(town: Town, system: str) -> None:
    limit = town.world.service.settings.max_body_bytes
    for size in (limit + 1, 4 * limit):
        body = b'{"ticket_id": 1, "x": "' + b"x" * size + b'"}'
        status, problem = await post(town, system, body, signed(town.world, system, body))
        assert (status, problem["code"]) == (413, "payload-too-large")


@SYSTEMS
async def test_what_is_signed_but_not_understood_is_parked_and_listed(
    town: Town, system: str, tmp_path: Path
) -> None:
    body = json.dumps({"from": "tomorrow", "system": system}).encode()
    headers = signed(town.world, system, body)
    status, answer = await post(town, system, body, headers)
    assert (status, answer["outcome"]) == (202, "parked")
    again = await post(town, system, body, headers)
    assert again == (202, {"outcome": "duplicate"})

    listed = await airlock(
        "deadletters", "list", "--json", env=environment(town.world), cwd=tmp_path
    )
    (letter,) = [one for one in listed.json_lines if one["id"] == answer["delivery"]]
    assert letter["state"] == "parked"
    assert letter["reason"] == answer["reason"]
    assert "tomorrow" not in listed.out


# ---- what is no longer there ---------------------------------------------------------------------


async def parked(town: Town, lane: str) -> list[Delivery]:
    """What is parked of a lane. One comment in Jira makes two webhooks, so it may be two."""
    await town.settle()
    found = [one for one in await town.stuck() if one.lane.endswith(lane)]
    assert found
    return found


async def test_a_comment_for_a_deleted_ticket_waits_for_its_return_and_other_pairs_go_on(
    town: Town,
) -> None:
    gone, other = await town.open_pair(), await town.open_pair()
    await town.helpdesk.call("DELETE", f"/tickets/{gone.ticket}")
    await town.settle()
    await town.engineer_writes(gone, "Into the void.")
    await town.engineer_writes(other, "Still here.")
    await town.settle()
    assert town.notes_with(other.ticket, "Still here")
    assert not [one for one in await town.stuck() if one.lane.endswith(gone.link)]
    await town.helpdesk.call("PUT", f"/deleted_tickets/{gone.ticket}/restore")
    await town.settle()
    assert len(town.notes_with(gone.ticket, "Into the void")) == 1


async def test_a_comment_for_a_deleted_issue_goes_nowhere_and_other_pairs_go_on(town: Town) -> None:
    gone, other = await town.open_pair(), await town.open_pair()
    await town.admin.call("DELETE", f"/issue/{gone.issue}")
    await town.settle()
    await town.customer_writes(gone, "Into the void.")
    await town.customer_writes(other, "Still here.")
    await town.settle()
    assert town.copies_with(other.issue, "Still here")
    assert not [one for one in await town.stuck() if one.lane.endswith(gone.link)]


async def test_a_parked_comment_arrives_when_it_is_replayed_after_the_cure(
    town: Town, tmp_path: Path
) -> None:
    pair = await town.open_pair()
    board = town.world.zendesk_app.state.faults
    path = f"/tickets/{pair.ticket}"
    board.add(Fault(method="PUT", path=path, kind="status", status=422, times=20))
    await town.engineer_writes(pair, "Kept for later.")
    letters = await parked(town, pair.link)
    board.clear()
    env = environment(town.world)
    for letter in letters:
        shown = await airlock("deadletters", "show", letter.id, "--json", env=env, cwd=tmp_path)
        assert (shown.json["id"], shown.json["state"]) == (letter.id, "parked")
        ran = await airlock("deadletters", "replay", letter.id, "--json", env=env, cwd=tmp_path)
        assert (ran.code, ran.json) == (0, {"id": letter.id, "state": "waiting"}), ran.err
    await town.settle()
    assert len(town.notes_with(pair.ticket, "Kept for later")) == 1


# ---- policies ------------------------------------------------------------------------------------


@pytest.fixture
def policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the policies that may be edited; the service looks for changes all the time."""
    monkeypatch.setattr("app.bootstrap.POLICY_WATCH_SECONDS", 0.05)
    return Path(shutil.copytree(POLICIES, tmp_path / "policies"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def version(town: Town) -> str:
    return town.world.service.policies.current().version


async def test_a_policy_with_an_unknown_key_is_refused_at_start(
    policies: Path, tmp_path: Path
) -> None:
    edit(policies / "mapping" / "mapping.yaml", "schema: 1", "schema: 1\nsurprise: 1")
    env = {
        "AIRLOCK_POLICY_DIR": str(policies),
        "AIRLOCK_DATABASE_URL": f"sqlite:///{tmp_path}/a.db",
        "AIRLOCK_SECRET_KEY": "0123456789abcdef" * 4,
        "AIRLOCK_ZENDESK__BASE_URL": "http://127.0.0.1:1",
        "AIRLOCK_ZENDESK__OAUTH_TOKEN": "x",
        "AIRLOCK_JIRA__BASE_URL": "http://127.0.0.1:1",
        "AIRLOCK_JIRA__PERSONAL_ACCESS_TOKEN": "x",
    }
    ran = await airlock("serve", "--port", "0", env=env, cwd=tmp_path)
    assert ran.code == 2
    said = "".join(ran.err.split())
    assert "mapping.yaml:" in said
    assert "surprise" in said


async def test_a_policy_that_breaks_later_leaves_the_last_good_one_in_force(
    towns: OpenTown, policies: Path
) -> None:
    path = policies / "gates" / "escalation.yaml"
    good = path.read_text()
    async with towns(policy_dir=policies) as town:
        before = version(town)
        source = town.world.service.policies
        edit(path, "mode: enforce", "mode: enforce\nsurprise: 1")
        await eventually(lambda: bool(source.last_failure()))
        assert "surprise" in "".join(source.last_failure())
        assert version(town) == before
        ready = await town.http.get("/health/ready")
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
        assert "surprise" in ready.text
        pair = await town.open_pair("Words under the last good policy.")
        assert town.copies_with(pair.issue, "last good policy")

        path.write_text(good.replace("mode: enforce", "mode: warn"))
        await eventually(lambda: version(town) != before)
        assert not source.last_failure()
        assert source.current().gate.mode == "warn"


async def fill_packet(town: Town, ticket: int) -> SidebarUser:
    """An agent completes the ticket's packet."""
    agent = await town.sidebar()
    path = f"/api/tickets/{ticket}"
    change = {"severity": script.SEVERITY, "pattern": "bug", "items": script.ITEMS}
    etag = (await agent.call("GET", f"{path}/gate"))["etag"]
    await agent.call("PUT", f"{path}/packet", change, etag=etag)
    return agent


async def test_a_policy_that_names_a_field_which_jira_lacks_says_so_until_it_is_corrected(
    towns: OpenTown, policies: Path
) -> None:
    async with towns(policy_dir=policies) as town:
        pair = await town.open_pair()
        path, before = policies / "gates" / "escalation.yaml", version(town)
        edit(path, "gate_field: Airlock gate", "gate_field: Tor")
        await eventually(lambda: version(town) != before)
        agent = await fill_packet(town, pair.ticket)
        await eventually(partial(waits_for, town, f"gate:{pair.issue_id}", "Tor"))
        shown = await agent.call("GET", f"/api/tickets/{pair.ticket}/gate")
        assert shown["sync"]["state"] == "error"

        edit(path, "gate_field: Tor", "gate_field: Airlock gate")
        await eventually(lambda: version(town) == before)
        await town.settle()
        value = town.issue(pair.issue).values[town.jira_field_id("Airlock gate")]
        assert value.startswith("ok:")


async def test_a_policy_that_names_a_project_which_jira_lacks_is_told_to_who_escalates(
    towns: OpenTown, policies: Path
) -> None:
    async with towns(policy_dir=policies) as town:
        guarded = "  - project: NOPE\n    to_status: Escalated\n  - project: ENG"
        edit(policies / "gates" / "escalation.yaml", "  - project: ENG", guarded)
        edit(policies / "mapping" / "mapping.yaml", "project: ENG", "project: NOPE")
        current = town.world.service.policies.current
        await eventually(lambda: current().mapping.issues.project == "NOPE")
        ticket = await town.open_ticket()
        agent, path = await fill_packet(town, ticket), f"/api/tickets/{ticket}"
        digest = (await agent.call("POST", f"{path}/preview"))["preview_digest"]
        with pytest.raises(httpx.HTTPStatusError) as refused:
            await agent.call("POST", f"{path}/escalate", {"preview_digest": digest})
        told = refused.value.response.json()
        assert (told["status"], told["code"]) == (422, "write-refused")
        assert "project" in told["fields"]


# ---- credentials ---------------------------------------------------------------------------------


async def test_a_comment_written_while_jira_refuses_us_arrives_afterwards(town: Town) -> None:
    pair = await town.open_pair()
    state = town.world.jira_app.state.jira
    good = state.config
    accounts = [
        dataclasses.replace(one, token="changed") if one.login == BRIDGE.login else one
        for one in good.accounts
    ]
    state.config = dataclasses.replace(good, accounts=tuple(accounts))
    await town.customer_writes(pair, "Written in the dark.")
    await eventually(partial(postponed, town, "credentials-refused"))
    assert not town.copies_with(pair.issue, "in the dark")
    state.config = good
    await town.settle()
    assert len(town.copies_with(pair.issue, "in the dark")) == 1


async def test_a_comment_written_while_zendesk_refuses_us_arrives_afterwards(town: Town) -> None:
    pair = await town.open_pair()
    desk = town.world.zendesk_app.state.desk
    good = desk.config
    desk.config = good.model_copy(update={"oauth_client_secret": "changed"})
    desk.oauth_tokens.clear()
    await town.engineer_writes(pair, "Written in the dark.")
    await eventually(partial(postponed, town, "credentials-refused"))
    assert not town.notes_with(pair.ticket, "in the dark")
    desk.config = good
    await town.settle()
    assert len(town.notes_with(pair.ticket, "in the dark")) == 1


async def postponed(town: Town, code: str) -> bool:
    """Whether some delivery waits for this reason."""
    return any(reason_code == code for _, reason_code, _ in await waiting(town))


async def waits_for(town: Town, lane: str, word: str) -> bool:
    """Whether the lane waits for a reason that names this."""
    return any(name == lane and word in (reason or "") for name, _, reason in await waiting(town))


async def waiting(town: Town) -> list[tuple[str, str | None, str | None]]:
    """Lane, code and reason of what waits, as the database tells it."""

    def read() -> list[tuple[str, str | None, str | None]]:
        with closing(sqlite3.connect(town.world.database)) as db:
            query = "select lane, reason_code, reason from deliveries where state = 'waiting'"
            return db.execute(query).fetchall()

    return await asyncio.to_thread(read)


# ---- the database --------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store waits a fifth of a second for a lock, not five."""
    options = SqliteOptions(busy_seconds=0.2)
    monkeypatch.setattr("app.bootstrap.open_store", partial(open_store, options=options))


def refusals(town: Town, app: str) -> list[Any]:
    """The attempts of a vendor's webhooks that were answered 503."""
    attempts = getattr(town.world, f"{app}_app").state.outbox.attempts
    return [one for one in attempts if one.status == 503]


Write = Callable[[], Any]


async def refused_then_taken(town: Town, app: str, write: Write, cure: Write) -> None:
    """Write on one side; its webhook must be refused with 503 and, after the cure, be taken."""
    await write()
    await eventually(lambda: bool(refusals(town, app)))
    (first, *_) = refusals(town, app)
    assert first.response_headers["retry-after"] == "30"
    await cure()
    await town.settle()


async def test_a_locked_database_is_answered_503_and_the_retry_is_taken(
    towns: OpenTown, impatient: None
) -> None:
    async with towns() as town:
        pair = await town.open_pair()
        with closing(sqlite3.connect(town.world.database, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")

            async def unlock() -> None:
                other.execute("ROLLBACK")

            say = partial(town.customer_writes, pair, "Behind the lock.")
            await refused_then_taken(town, "zendesk", say, unlock)
            assert len(town.copies_with(pair.issue, "Behind the lock")) == 1

            other.execute("BEGIN EXCLUSIVE")
            answer = partial(town.engineer_writes, pair, "Locked on this side too.")
            await refused_then_taken(town, "jira", answer, unlock)
        assert len(town.notes_with(pair.ticket, "Locked on this side")) == 1


async def test_a_full_disk_is_answered_503_and_the_retry_is_taken(
    towns: OpenTown, impatient: None
) -> None:
    async with towns() as town:
        pair = await town.open_pair()
        await fill_the_disk(town)
        room = partial(limit_pages, town, 1_000_000)
        say = partial(town.customer_writes, pair, "When the disk was full.")
        await refused_then_taken(town, "zendesk", say, room)
        assert len(town.copies_with(pair.issue, "disk was full")) == 1


async def fill_the_disk(town: Town) -> None:
    """Let the file grow no more, and use up what is free in it."""
    await limit_pages(town, 1)
    for number in range(500):
        body = json.dumps({"filler": number}).encode()
        status, problem = await post(
            town, "jira", body, jira_headers(jira_secret(town.world), body)
        )
        if status == 503:
            assert problem["code"] == "store-unavailable"
            return
    pytest.fail("the database never became full")


async def limit_pages(town: Town, pages: int) -> None:
    """Below the present size SQLite takes the present size."""
    store: Any = town.world.service.store
    engine = store._writer._engine

    def limit() -> None:
        with closing(engine.raw_connection()) as raw:
            raw.driver_connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    await asyncio.to_thread(limit)
