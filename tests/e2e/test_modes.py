"""The stop switch and the mode `shadow`, with processes of their own and real HTTP."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, closing
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from app.demo.actors import paragraph
from app.demo.story import plain_adf
from connectors.sandbox.zendesk.model import Record
from tests.e2e.running import keep_running
from tests.e2e.site import Site, open_site
from tests.e2e.support import AGENT, REQUESTER, eventually, kinds
from tests.nursery import Child

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(400)]
SLOW = 120.0
"""Seconds; processes of their own begin slowly on a busy machine."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with open_site(tmp_path_factory.mktemp("modes")) as site:
        made = await asyncio.gather(
            site.airlock("setup", "zendesk", "--apply"), site.airlock("setup", "jira", "--apply")
        )
        assert [one.code for one in made] == [0, 0], [one.err for one in made]
        secret = (await site.airlock("setup", "zendesk", "--show-secret")).out.strip()
        site.env["AIRLOCK_ZENDESK__WEBHOOK_SECRETS"] = json.dumps([secret])
        site.env["AIRLOCK_LIFE__WATCH_MINUTES"] = "0.01"
        yield site


def relaying(site: Site) -> AbstractAsyncContextManager[Child]:
    """`airlock relay`, a process beside the web's."""
    return keep_running(["relay"], site.env, site.folder, site.folder / "relay.log")


async def open_pair(site: Site, text: str) -> tuple[int, str]:
    requester = int((await site.helpdesk.find_user(REQUESTER))["id"])
    ticket = await site.helpdesk.create_ticket(
        {
            "subject": "Export",
            "requester_id": requester,
            "comment": {"body": text, "author_id": requester},
        }
    )
    return ticket, await site.engineer.create_issue("ENG", "Bug", "Export stops")


async def link(site: Site, pair: tuple[int, str]) -> None:
    added = await site.airlock("links", "add", str(pair[0]), pair[1])
    assert added.code == 0, added.err


async def write(site: Site, ticket: int, text: str) -> None:
    agent = int((await site.helpdesk.find_user(AGENT))["id"])
    await site.helpdesk.comment(ticket, text, agent, public=True)
    await site.zendesk.state.outbox.drain()  # the vendor promises no order


def copies(site: Site, key: str) -> list[str]:
    """The texts that stand on the issue, oldest first."""
    return [plain_adf(one.body) for one in site.jira.state.jira.find_issue(key).comments]


def lines(texts: list[str]) -> Iterator[int]:
    """The numbers of the lines that were written, in the order in which they stand."""
    for text in texts:
        if "line number" in text:
            yield int(text.rpartition("line number")[2].split()[0].rstrip("."))


def writes_to(site: Site) -> list[str]:
    """What anybody wrote to either vendor, the token's exchange apart."""
    logs = [app.state.requests.entries for app in (site.zendesk, site.jira)]
    found = [line for log in logs for line in kinds(log)[0]]
    return [line for line in found if "/oauth/" not in line]


async def told_by_ready(site: Site) -> tuple[str, dict[str, bool]]:
    answer = await site.http.get("/health/ready")
    assert answer.status_code == 200
    body = answer.json()
    return body["status"], {one["name"]: one["ok"] for one in body["checks"]}


# ---- the stop switch -----------------------------------------------------------------------------


async def test_after_airlock_stop_no_process_writes_until_the_start_and_nothing_is_lost(
    site: Site,
) -> None:
    pair = ticket, issue = await open_pair(site, "The first words.")
    async with site.serving(), relaying(site):
        await link(site, pair)
        await eventually(lambda: len(copies(site, issue)) == 1, SLOW)
        for number in range(6):
            await write(site, ticket, f"This is line number {number}.")
        await eventually(lambda: 0 in lines(copies(site, issue)), SLOW)

        stopped = await site.airlock("stop", "--reason", "Names were seen in Jira", "--json")
        assert stopped.code == 0, stopped.err
        assert stopped.json["under_way"] == 0
        assert stopped.json["switch"]["reason"] == "Names were seen in Jira"
        before = copies(site, issue)
        for number in range(6, 12):
            await write(site, ticket, f"This is line number {number}.")
        ready = (await site.http.get("/health/ready")).json()
        (mode,) = (one for one in ready["checks"] if one["name"] == "mode")
        assert (ready["status"], mode["ok"]) == ("degraded", False)
        assert "Names were seen in Jira" in mode["detail"]
        assert copies(site, issue) == before, "nothing was sent after the command had returned"

        started = await site.airlock("start")
        assert started.code == 0, started.err
        await eventually(lambda: len(list(lines(copies(site, issue)))) == 12, SLOW)
    assert list(lines(copies(site, issue))) == list(range(12)), "in order, and each once"


async def test_the_switch_works_while_policies_and_vendors_are_out_of_order(
    site: Site, tmp_path: Path
) -> None:
    broken = tmp_path / "policies"
    broken.mkdir()
    (broken / "a.yaml").write_text("no: policy\n")
    env = {
        "AIRLOCK_POLICY_DIR": str(broken),
        "AIRLOCK_DATABASE_URL": f"sqlite:///{tmp_path}/nothing-published.db",
        "AIRLOCK_JIRA__BASE_URL": "http://127.0.0.1:9",
    }
    kept, site.env = site.env, {**site.env, **env}
    try:
        stopped = await site.airlock("stop", "--reason", "Nothing works at all", "--json")
        started = await site.airlock("start")
    finally:
        site.env = kept
    assert (stopped.code, started.code) == (0, 0), stopped.err + started.err
    assert "left out" in stopped.err
    assert set(stopped.json["switch"]) == {"by", "since"}


# ---- proof of life -------------------------------------------------------------------------------


async def test_a_webhook_that_is_switched_off_at_the_vendor_is_told(site: Site) -> None:
    (webhook,) = site.zendesk.state.desk.webhooks.values()
    (hook,) = site.jira.state.jira.admin_hooks.values()
    try:
        async with site.serving():
            await eventually(lambda: _seen(site, "zendesk calls us", ok=True), SLOW)
            _switch(webhook, on=False)
            hook.enabled = False
            for name in ("zendesk calls us", "jira calls us"):
                await eventually(partial(_seen, site, name, ok=False), SLOW)
            metrics = (await site.http.get("/metrics")).text
            doctor = await site.airlock("doctor", "--json")
    finally:
        _switch(webhook, on=True)
        hook.enabled = True
    assert 'airlock_vendor_webhook_ok{system="zendesk"} 0.0' in metrics
    told = {one["name"]: one for one in doctor.json["checks"]}
    assert doctor.code == 1
    assert "switched off" in told["zendesk calls us"]["detail"]
    assert "switched off" in told["jira calls us"]["detail"]


def _switch(webhook: Record, *, on: bool) -> None:
    webhook["status"] = "active" if on else "inactive"


async def _seen(site: Site, name: str, *, ok: bool) -> bool:
    _, checks = await told_by_ready(site)
    return checks.get(name) is ok


# ---- shadow --------------------------------------------------------------------------------------


async def test_in_shadow_neither_vendor_receives_a_write_and_the_report_tells_what_would_be(
    site: Site,
) -> None:
    pair = ticket, issue = await open_pair(site, "Write to maria.delgado@northwind.example.")
    kept, site.env = site.env, {**site.env, "AIRLOCK_MODE": "shadow"}
    try:
        async with site.serving():
            before = len(writes_to(site))
            await link(site, pair)
            await write(site, ticket, "Call Maria Delgado about row 10,000.")
            await site.engineer.comment(issue, [paragraph("A fix is on its way.")])
            urgent = {"ticket": {"priority": "urgent"}}
            await site.helpdesk.call("PUT", f"/tickets/{ticket}", urgent)
            people = 3
            await eventually(lambda: recorded(site, "post issue comment") >= 2, SLOW)
            await eventually(lambda: recorded(site, "update ticket") >= 1, SLOW)
            assert (await told_by_ready(site))[1]["mode"]
            found = (await site.airlock("report", "shadow", "--json")).json
            shown = await site.airlock(
                "report", "shadow", "--show", _delivery_of(found, "post issue comment"), "--json"
            )
        assert len(writes_to(site)) == before + people, "only people wrote"
    finally:
        site.env = kept
    assert found["findings"]["email"] >= 1
    assert "Delgado" not in json.dumps(found)
    (effect, *_) = shown.json["effects"]
    assert effect["to"].startswith("issue:")
    assert any(words in effect["texts"][0] for words in ("row 10,000", "Write to [email-1]"))
    assert "elgado" not in shown.out + shown.err


async def test_going_live_sends_what_shadow_recorded_only_when_it_is_asked_for(site: Site) -> None:
    issue = max(site.jira.state.jira.issues.values(), key=lambda one: int(one.issue_id)).key
    async with site.serving():
        assert not [one for one in copies(site, issue) if "row 10,000" in one]
        brought = await site.airlock("start", "--from-shadow", "--json")
        assert brought.code == 0, brought.err
        assert brought.json["queued"] > 0
        await eventually(lambda: sum("row 10,000" in one for one in copies(site, issue)) == 1, SLOW)


def recorded(site: Site, kind: str) -> int:
    """How many writes of this kind the database holds as not sent."""
    with closing(sqlite3.connect(site.folder / "airlock.db")) as db:
        row = db.execute("select count(*) from shadows where kind = ?", [kind]).fetchone()
    return int(row[0])


def _delivery_of(found: Record, kind: str) -> str:
    return next(str(one["delivery_id"]) for one in found["deliveries"] if one["kind"] == kind)
