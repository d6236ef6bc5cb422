"""The service as an administrator runs it: set up, served and asked from the command line."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio
from click.testing import Result
from typer.testing import CliRunner

from app.cli.root import app
from app.demo.actors import paragraph
from app.demo.story import plain_adf
from connectors.sandbox.faults import Fault
from tests.e2e.running import start
from tests.e2e.site import Site, open_site
from tests.e2e.support import AGENT, POLICIES, REQUESTER, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bare_site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with open_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(bare_site: Site) -> Site:
    """Set up by `airlock setup … --apply`, with Zendesk's secret put into the settings."""
    made = await asyncio.gather(
        bare_site.airlock("setup", "zendesk", "--apply"),
        bare_site.airlock("setup", "jira", "--apply"),
    )
    assert [one.code for one in made] == [0, 0], [one.err for one in made]
    secret = (await bare_site.airlock("setup", "zendesk", "--show-secret")).out.strip()
    bare_site.env["AIRLOCK_ZENDESK__WEBHOOK_SECRETS"] = json.dumps([secret])
    return bare_site


# ---- setup ---------------------------------------------------------------------------------------


async def test_setup_shows_what_it_would_make_and_makes_nothing(bare_site: Site) -> None:
    zendesk, jira = await asyncio.gather(
        bare_site.airlock("setup", "zendesk", "--json"), bare_site.airlock("setup", "jira")
    )
    assert (zendesk.code, jira.code) == (0, 0), zendesk.err + jira.err
    assert zendesk.json["changes"]
    assert not zendesk.json["applied"]
    assert "Airlock gate" in jira.out
    assert "--apply" in jira.err
    assert not bare_site.zendesk.state.desk.webhooks
    assert not bare_site.jira.state.jira.admin_hooks


async def test_setup_run_a_second_time_changes_nothing(site: Site) -> None:
    again = await asyncio.gather(
        site.airlock("setup", "zendesk", "--apply"), site.airlock("setup", "jira", "--apply")
    )
    for ran in again:
        assert (ran.code, ran.out) == (0, ""), ran.err
        assert "nothing to change" in ran.err
    assert len(site.zendesk.state.desk.webhooks) == 1
    assert len(site.jira.state.jira.admin_hooks) == 1


# ---- serving -------------------------------------------------------------------------------------


async def test_serve_bridges_two_systems_that_it_knows_by_address_alone(site: Site) -> None:
    ticket, issue = await open_ticket(site, "The first words."), await open_issue(site)
    async with site.serving():
        added = await site.airlock("links", "add", str(ticket), issue, "--json")
        assert (added.code, added.json["issue_key"]) == (0, issue), added.err
        agent = int((await site.helpdesk.find_user(AGENT))["id"])
        await site.helpdesk.comment(ticket, "It stops at row 10,000.", agent, public=True)
        await eventually(lambda: said_on(site, issue, "row 10,000") == 1)
        await site.engineer.comment(issue, [paragraph("A fix is on its way.")])
        await eventually(lambda: noted_on(site, ticket, "fix is on its way") == 1)

    listed = await site.airlock("links", "list", "--json")
    assert [(one["ticket_id"], one["issue_key"]) for one in listed.json_lines] == [(ticket, issue)]
    assert said_on(site, issue, "The first words") == 1, "history from before the link"


async def open_ticket(site: Site, text: str) -> int:
    requester = int((await site.helpdesk.find_user(REQUESTER))["id"])
    comment = {"body": text, "author_id": requester}
    fields = {"subject": "Export", "requester_id": requester, "comment": comment}
    return await site.helpdesk.create_ticket(fields)


async def open_issue(site: Site) -> str:
    return await site.engineer.create_issue("ENG", "Bug", "Export stops")


def said_on(site: Site, key: str, text: str) -> int:
    comments = site.jira.state.jira.find_issue(key).comments
    return sum(text in plain_adf(one.body) for one in comments)


def noted_on(site: Site, number: int, text: str) -> int:
    comments = site.zendesk.state.desk.tickets[number].comments
    return sum(text in one.body for one in comments)


async def test_serve_finishes_what_it_began_when_it_is_told_to_stop(site: Site) -> None:
    ticket, issue = await open_ticket(site, "The first words."), await open_issue(site)
    board = site.jira.state.faults
    await site.airlock("links", "add", str(ticket), issue)
    async with site.serving() as process:
        await eventually(lambda: said_on(site, issue, "The first words") == 1)
        board.add(Fault(kind="latency", method="POST", path="/comment$", seconds=0.5))
        agent = int((await site.helpdesk.find_user(AGENT))["id"])
        await site.helpdesk.comment(ticket, "One more thing.", agent, public=True)
        await eventually(lambda: not board.pending())
        process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(process.wait(), 20)
    # After its shutdown uvicorn hands the signal on, as a shell expects it.
    assert code in (0, -signal.SIGTERM)
    assert said_on(site, issue, "One more thing") == 1
    assert unfinished(site) == 0, "finished and recorded, not left for a lease to end"


def unfinished(site: Site) -> int:
    """How many lanes are claimed still; what arrived while it stopped waits for the next start."""
    with closing(sqlite3.connect(site.folder / "airlock.db")) as db:
        count = db.execute("select count(*) from lanes where worker is not null").fetchone()[0]
        assert isinstance(count, int)
        return count


async def test_the_web_process_holds_nothing_of_the_sandbox(site: Site) -> None:
    code = (
        "import app.main, app.cli.serving, sys\n"
        "print([one for one in sys.modules if one.startswith(('connectors.sandbox', 'app.demo'))])"
    )
    process = await start(["-c", code], site.folder)
    out, err = await process.communicate()
    assert out.decode().strip() == "[]", err.decode()


# ---- one run of each command ---------------------------------------------------------------------


async def test_doctor_finds_a_set_up_installation_sound(site: Site) -> None:
    ran = await site.airlock("doctor", "--json")
    assert ran.code == 0, ran.err
    told = {one["name"]: one for one in ran.json["checks"]}
    assert ran.json["ok"]
    assert all(one["ok"] for one in told.values())
    (guard,) = [one for name, one in told.items() if name.startswith("ENG")]
    assert guard["detail"].startswith("enforced")


async def test_backfill_links_what_the_native_integration_linked(site: Site) -> None:
    ticket, issue = await open_ticket(site, "An older ticket."), await open_issue(site)
    found = site.jira.state.jira.find_issue(issue)
    link = {"ticket_id": ticket, "issue_id": found.issue_id, "issue_key": issue}
    await site.helpdesk.call("POST", "/jira/links", {"link": link})

    shown = await site.airlock("backfill", "--dry-run", "--json")
    found = {"ticket": ticket, "issue": issue, "outcome": "found"}
    assert (shown.code, shown.json_lines[0]) == (0, found)
    made = await site.airlock("backfill", "--history", "none")
    assert made.code == 0, made.err
    assert issue in (await site.airlock("links", "list", "--json")).out


# ---- commands that ask nobody --------------------------------------------------------------------


def invoke(*args: str, stdin: str = "") -> Result:
    """Run a command in this process: it needs neither a server nor a setting."""
    return CliRunner().invoke(app, args, input=stdin)


async def test_openapi_and_schema_are_printed_without_any_setting() -> None:
    openapi, schema = invoke("openapi"), invoke("policy", "schema")
    assert "/webhooks/zendesk" in json.loads(openapi.stdout)["paths"]
    assert json.loads(schema.stdout)["$schema"].startswith("https://json-schema.org/")


async def test_lint_finds_the_shipped_policies_fine_and_a_broken_one_by_line(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "mapping" / "mapping.yaml"
    broken.parent.mkdir()
    broken.write_text("schema: 1\nabout: x\nsurprise: 1\n")
    fine = invoke("policy", "lint", str(POLICIES))
    bad = invoke("policy", "lint", str(tmp_path), "--json")
    assert (fine.exit_code, fine.stdout) == (0, "")
    assert bad.exit_code == 1
    problems = json.loads(bad.stdout)["problems"]
    assert any(one["line"] == 3 and "surprise" in one["what"] for one in problems)


async def test_redact_answers_line_by_line() -> None:
    lines = [
        {"id": "1", "format": "text", "input": "Write to maria.delgado@northwind.example please."},
        {"id": "2", "format": "text"},
        {"id": "3", "format": "html", "input": "<p>All <b>fine</b>.</p>"},
    ]
    stdin = "".join(json.dumps(line) + "\n" for line in lines)
    ran = invoke("redact", "--to", "jira", "--policy", str(POLICIES), stdin=stdin)
    first, second, third = (json.loads(line) for line in ran.stdout.splitlines())
    assert [one["id"] for one in (first, second, third)] == ["1", "2", "3"]
    assert "maria" not in ran.stdout
    assert first["findings"][0]["entity"] == "email"
    assert second["held"]
    assert "text" not in second
    assert third["text"].strip() == "All fine."
