"""`airlock sync` and `airlock report accounts` against both vendors over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from app.cli.root import app
from app.demo.story import plain_adf
from app.services.sync_files import read_notes
from connectors.sandbox.jira.config import BRIDGE
from tests.e2e.running import Ran
from tests.e2e.site import Site, open_site
from tests.e2e.support import REQUESTER

pytestmark = pytest.mark.asyncio(loop_scope="module")

DECISION = "Raise the row limit to 50,000."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with open_site(tmp_path_factory.mktemp("site")) as opened:
        yield opened


async def airlock(site: Site, *args: str) -> Ran:
    """A command in a thread of this process."""
    ran = await asyncio.to_thread(CliRunner().invoke, app, list(args), env=site.env)
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


async def open_pair(site: Site) -> tuple[int, str]:
    requester = (await site.helpdesk.find_user(REQUESTER))["id"]
    comment = {"body": "Export stops at 10,000 rows.", "author_id": requester}
    ticket = {"subject": "Export", "requester_id": requester, "comment": comment}
    number = await site.helpdesk.create_ticket(ticket)
    issue = await site.engineer.create_issue("ENG", "Bug", "Export stops")
    linked = await airlock(site, "links", "add", str(number), issue, "--json")
    assert linked.code == 0, linked.err
    return number, issue


def said(site: Site, ticket: int, issue: str) -> tuple[int, list[bool]]:
    """How often the issue was told the decision, and of the ticket's notes whether public."""
    found = site.jira.state.jira.find_issue(issue).comments
    ours = [one for one in found if one.author == BRIDGE.account_id]
    notes = [
        one for one in site.zendesk.state.desk.tickets[ticket].comments if DECISION in one.body
    ]
    return sum(DECISION in plain_adf(one.body) for one in ours), [one.public for one in notes]


async def test_notes_are_shown_then_told_once_on_both_sides(site: Site, tmp_path: Path) -> None:
    ticket, issue = await open_pair(site)
    file = tmp_path / "sync.yaml"
    file.write_text(f"date: 2026-11-24\ncases:\n  - id: {issue}\n    decision: {DECISION}\n")
    looked = await airlock(site, "sync", "notes", str(file))
    assert (looked.code, looked.out.count(DECISION)) == (0, 2), looked.err
    assert said(site, ticket, issue) == (0, [])
    for outcome in ("posted", "known"):
        told = await airlock(site, "sync", "notes", str(file), "--apply", "--json")
        assert told.code == 0, told.err
        assert [one["outcome"] for one in told.json["postings"]] == [outcome, outcome]
        assert said(site, ticket, issue) == (1, [False])


async def test_mistakes_in_notes_end_the_command_with_their_lines(
    site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "sync.yaml"
    file.write_text("date: Tuesday\ncases:\n  - id: ENG-999\n    decisions: None.\n")
    refused = await airlock(site, "sync", "notes", str(file), "--apply")
    assert refused.code == 1
    assert refused.out.splitlines() == [
        "sync.yaml:1: `date`: is no day; write it as 2026-11-24",
        "sync.yaml:4: `cases.decisions` is no key of these notes; did you mean `decision`?",
    ]


async def test_the_agenda_is_a_file_that_reads_back(site: Site) -> None:
    await open_pair(site)
    made = await airlock(
        site, "sync", "agenda", "--date", "2026-11-24", "--attendee", "Exports team"
    )
    assert made.code == 0, made.err
    notes, source = read_notes(made.out, "sync.yaml")
    assert source.problems == []
    assert notes is not None
    assert (notes.date.isoformat(), notes.attendees) == ("2026-11-24", ("Exports team",))


async def test_without_strategic_accounts_nothing_is_drafted(site: Site) -> None:
    told = await airlock(site, "report", "accounts", "--json")
    assert (told.code, told.out) == (0, "")
    assert "names no account" in told.err
