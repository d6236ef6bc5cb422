"""The console's pages of the engineer sync, of who owns what, and of accounts' summaries."""

from dataclasses import dataclass

import pytest

from app.model import Issue, Ticket
from app.records_console import ConsoleRole
from app.services.account_summaries import AccountSummaries
from app.services.clock_reading import ClockReading
from app.services.clock_rounds import ClockRounds
from app.services.engineer_sync import EngineerSync
from app.services.sync_desk import SyncDesk
from app.services.sync_files import read_notes
from app.services.sync_posting import SyncPosting
from tests.services.world import NORTHWIND, World
from tests.web.console.support import ConsoleWorld

VIEWER, OPERATOR = ConsoleRole.VIEWER, ConsoleRole.OPERATOR


@dataclass
class Escalated:
    """A console over the services, and one escalation that asks engineering something."""

    services: World
    console: ConsoleWorld
    ticket: Ticket
    issue: Issue

    @property
    def notes(self) -> str:
        return (
            f"date: 2026-11-24\ncases:\n  - id: {self.issue.key}\n"
            "    decision: Jane Roe gets a limit of 50,000 rows.\n"
        )


def make_desk(world: World) -> SyncDesk:
    sides = (world.store, world.desk, world.tracker)
    return SyncDesk(
        EngineerSync(*sides, world.disclosure, world.clock, jira_url="https://jira.example"),
        SyncPosting(*sides, world.disclosure, world.outbox, world.clock),
        AccountSummaries(world.store, world.desk, world.policies, world.clock),
        world.policies,
    )


@pytest.fixture
async def escalated() -> Escalated:
    world = World()
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, severity="P1")
    reading = ClockReading(world.store, world.desk, world.tracker, world.policies, world.clock)
    await ClockRounds(world.store, reading, world.policies, world.modes, world.clock).go()
    console = ConsoleWorld(store=world.store, clock=world.clock, escalations=make_desk(world))
    return Escalated(world, console, ticket, issue)


async def test_the_agenda_shows_the_case_with_its_ask_and_to_whom_it_belongs(
    escalated: Escalated,
) -> None:
    async with escalated.console.signed_in(VIEWER) as browser:
        page = await browser.get("/console/sync/agenda?date=2026-11-24")
    assert "Engineer sync, 24 November 2026" in page.text
    assert escalated.issue.key in page.text
    assert "Is there a row limit on the quarterly export" in page.text
    assert "Engineering (nobody is assigned)" in page.text
    for private in ("Jane", "Northwind"):
        assert private not in page.text


async def test_the_agenda_is_handed_out_as_a_file_that_reads_back(escalated: Escalated) -> None:
    async with escalated.console.signed_in(VIEWER) as browser:
        answer = await browser.get("/console/sync/agenda.yaml?date=2026-11-24")
    assert 'filename="sync-2026-11-24.yaml"' in answer.headers["content-disposition"]
    notes, source = read_notes(answer.text, "sync.yaml")
    assert source.problems == []
    assert notes is not None
    assert [case.id for case in notes.cases] == [escalated.issue.key]


async def test_notes_are_shown_for_both_sides_before_an_operator_posts_them(
    escalated: Escalated,
) -> None:
    world, issue, ticket = escalated.services, escalated.issue, escalated.ticket
    async with escalated.console.signed_in(OPERATOR) as browser:
        await browser.get("/console/sync")
        looked = await browser.post("/console/sync/notes", {"notes": escalated.notes})
        assert "would be told" in looked.text
        assert "[customer] gets a limit" in looked.text
        assert 'value="post"' in looked.text
        assert world.on_issue(issue) == []
        told = await browser.post(
            "/console/sync/notes", {"notes": escalated.notes, "action": "post"}
        )
        assert f"#{ticket.id}" in told.text
        again = await browser.post("/console/sync/notes", {"notes": escalated.notes})
        assert "told before" in again.text
    assert len(world.on_issue(issue)) == len(world.on_ticket(ticket)) == 1
    actors = {one.actor for one in await world.audit() if one.action == "engineer sync noted"}
    assert actors == {"local:operator"}


async def test_mistakes_stand_beside_their_lines_and_the_text_is_kept(
    escalated: Escalated,
) -> None:
    wrong = escalated.notes.replace("decision:", "decided:") + "    due: Friday\n"
    async with escalated.console.signed_in(OPERATOR) as browser:
        await browser.get("/console/sync")
        page = await browser.post("/console/sync/notes", {"notes": wrong, "action": "post"})
    assert page.status_code == 422
    assert "Line 4: `cases.decided` is no key of these notes" in page.text
    assert "Line 5: `cases.due`: is no day" in page.text
    assert "due: Friday" in page.text
    assert escalated.services.on_issue(escalated.issue) == []


async def test_a_viewer_reads_the_agenda_and_gets_no_form(escalated: Escalated) -> None:
    async with escalated.console.signed_in(VIEWER) as browser:
        page = await browser.get("/console/sync")
        assert "<textarea" not in page.text
        refused = await browser.post("/console/sync/notes", {"notes": escalated.notes})
    assert refused.status_code == 403


async def test_ownership_is_a_page_with_contacts_by_severity(escalated: Escalated) -> None:
    async with escalated.console.signed_in(VIEWER) as browser:
        page = await browser.get("/console/ownership")
    assert "Engineering on call" in page.text
    assert '<th scope="col">P1 contact</th>' in page.text


async def test_a_strategic_account_gets_three_sentences_and_its_name_is_kept_nowhere(
    escalated: Escalated,
) -> None:
    world = escalated.services
    world.policies.change({"mapping.accounts.strategic": (NORTHWIND.id,)})
    async with escalated.console.signed_in(VIEWER) as browser:
        page = await browser.get("/console/accounts")
    assert "1 escalation of Northwind Traders began, 0 ended, and 1 is open." in page.text
    assert "The worst is P1; 1 with our engineers." in page.text
    assert "The next update is due by 22 November 2026, 16:00 UTC." in page.text
    kept = await world.store.read(lambda tx: tx.clocks.of_ticket(escalated.ticket.id))
    assert "Northwind" not in str(kept)


async def test_without_accounts_in_the_policy_the_page_says_where_they_go(
    escalated: Escalated,
) -> None:
    async with escalated.console.signed_in(VIEWER) as browser:
        page = await browser.get("/console/accounts")
    assert "The policy names no account." in page.text
