"""The engineer sync: its agenda, its file, and what becomes of its notes on both sides."""

from dataclasses import dataclass
from datetime import date

import pytest

from app.errors import SendingStopped, VendorTimeout
from app.model import Issue, Person, Side, Ticket
from app.records_life import Mode
from app.services.clock_reading import ClockReading
from app.services.clock_rounds import ClockRounds
from app.services.engineer_sync import EngineerSync
from app.services.erasure import Erasure
from app.services.sync_files import read_notes, write_agenda
from app.services.sync_posting import ACTION, SyncPosting
from app.services.sync_views import Agenda, Posted
from tests.services.world import FABRIKAM, JANE, NORTHWIND, OMAR, RAVI, World

NOTES = """\
date: 2026-11-24
attendees: [Support lead, Engineering on duty]
cases:
  - id: {key}
    owner: Exports team
    due: 2026-11-27
    decision: Raise the row limit to 50,000.
    followup: Jane Roe of Northwind Traders sends a second file.
"""
BY = "local:dana"


@dataclass
class Syncs:
    world: World

    def __post_init__(self) -> None:
        world = self.world
        sides = (world.store, world.desk, world.tracker)
        self.rounds = ClockRounds(
            world.store, ClockReading(*sides, world.policies, world.clock), world.policies,
            world.modes, world.clock,
        )  # fmt: skip
        self.sync = EngineerSync(
            *sides, world.disclosure, world.clock, jira_url="https://jira.example"
        )
        self.posting = SyncPosting(*sides, world.disclosure, world.outbox, world.clock)

    async def agenda(self) -> Agenda:
        self.world.clock.pass_time(30)
        await self.rounds.go()
        return await self.sync.agenda()


@pytest.fixture
def syncs(world: World) -> Syncs:
    return Syncs(world)


async def asking(world: World, severity: str = "P1", **more: object) -> tuple[Ticket, Issue]:
    """A pair whose packet is complete: it asks engineering something."""
    ticket, issue, _ = await world.pair(**more)
    await world.complete(ticket, severity=severity)
    return ticket, issue


def outcomes(posted: Posted) -> dict[str, str]:
    return {one.target: one.outcome for one in posted.postings}


def said(issue: Issue, decision: str) -> str:
    return f"date: 2026-11-24\ncases:\n  - id: {issue.key}\n    decision: {decision}\n"


async def test_the_agenda_tells_the_ask_the_state_and_on_whom_it_waits(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    (item,) = (await syncs.agenda()).items
    assert (item.issue_key, item.tickets, item.severity) == (issue.key, (ticket.id,), "P1")
    assert item.ask == "Is there a row limit on the quarterly export for them?"
    assert (item.status, item.blocked_on, item.owner) == (
        issue.status, "engineering", "Engineering",
    )  # fmt: skip
    assert item.url == f"https://jira.example/browse/{issue.key}"


async def test_what_waits_for_the_customer_or_asks_nothing_is_left_out(
    world: World, syncs: Syncs
) -> None:
    waiting, _ = await asking(world)
    world.desk.change(waiting.id, status="pending")
    await world.pair()
    _, issue = await asking(world, severity="P3")
    assert [one.issue_key for one in (await syncs.agenda()).items] == [issue.key]


async def test_the_ask_reaches_engineering_without_the_customers_name(
    world: World, syncs: Syncs
) -> None:
    ticket, _, _ = await world.pair()
    said = "Can Jane Roe of Northwind Traders export more than 10,000 rows at once?"
    await world.complete(ticket, question=said)
    (item,) = (await syncs.agenda()).items
    assert "export more than 10,000 rows" in item.ask
    for private in ("Jane", "Roe", "Northwind"):
        assert private not in item.ask + item.summary


async def test_an_ask_that_may_not_cross_is_told_as_held(world: World, syncs: Syncs) -> None:
    await asking(world)
    world.policies.change({"redaction.entities.customer_person.engineering": "hold"})
    ticket, _, _ = await world.pair()
    await world.complete(ticket, question="Can Jane Roe export more than 10,000 rows at once?")
    held = [one for one in (await syncs.agenda()).items if one.held]
    assert [one.tickets for one in held] == [(ticket.id,)]
    assert held[0].ask == ""


async def test_an_agenda_is_a_file_that_is_read_back_as_notes(world: World, syncs: Syncs) -> None:
    await asking(world)
    agenda = await syncs.agenda()
    text = write_agenda(agenda)
    notes, source = read_notes(text, "sync.yaml")
    assert source.problems == []
    assert notes is not None
    assert (notes.date, notes.attendees) == (agenda.day, agenda.attendees)
    (case,) = notes.cases
    assert (case.id, case.ask) == (agenda.items[0].issue_key, agenda.items[0].ask)
    assert not case.was_discussed
    assert "P1" in text


async def test_notes_reach_the_issue_and_every_ticket_each_redacted_for_its_side(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    other = world.ticket(OMAR, FABRIKAM)
    await world.link(other, issue)
    posted = await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    assert outcomes(posted) == {
        issue.key: "posted", f"#{ticket.id}": "posted", f"#{other.id}": "posted",
    }  # fmt: skip
    told = world.on_issue(issue)[-1]
    assert "Engineer sync of 24 November 2026." in told
    assert "Decision: Raise the row limit to 50,000." in told
    assert "Due: 27 November 2026" in told
    for private in ("Jane", "Northwind"):
        assert private not in told
        assert private not in world.on_ticket(other)[-1]
    assert "Jane Roe" in world.on_ticket(ticket)[-1]
    notes = [one for one in world.desk.comments[ticket.id] if one.author == world.desk.me]
    assert [one.public for one in notes] == [False]


async def test_the_same_notes_twice_are_told_once_and_changed_ones_once_more(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    text = NOTES.format(key=issue.key)
    await syncs.posting.post(text, by=BY)
    again = await syncs.posting.post(
        text.replace("attendees: [Support lead, ", "attendees: ["), by=BY
    )
    assert set(outcomes(again).values()) == {"known"}
    before = len(world.on_ticket(ticket))
    changed = await syncs.posting.post(text.replace("50,000", "80,000"), by=BY)
    assert set(outcomes(changed).values()) == {"posted"}
    assert len(world.on_ticket(ticket)) == before + 1


async def test_a_look_sends_nothing_and_shows_what_would_be_sent(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    looked = await syncs.posting.look(NOTES.format(key=issue.key))
    assert outcomes(looked) == {issue.key: "planned", f"#{ticket.id}": "planned"}
    assert all("Raise the row limit" in one.text for one in looked.postings)
    assert world.on_issue(issue) == []
    assert world.on_ticket(ticket) == []


async def test_a_lost_answer_is_looked_up_and_the_note_stands_once(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    text = NOTES.format(key=issue.key)
    world.tracker.lose_next_answer()
    with pytest.raises(VendorTimeout):
        await syncs.posting.post(text, by=BY)
    world.clock.pass_time(120)
    await syncs.posting.post(text, by=BY)
    assert sum("Raise the row limit" in one for one in world.on_issue(issue)) == 1
    assert len(world.on_ticket(ticket)) == 1


async def test_our_notes_are_not_copied_back_by_the_relay(world: World, syncs: Syncs) -> None:
    ticket, issue = await asking(world)
    await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    note = world.desk.comments[ticket.id][-1]
    await world.zendesk("comment_added", ticket, comment_id=note.id)
    comment = world.tracker.comments[issue.id][-1]
    await world.jira("comment_added", issue, comment_id=comment.id)
    await world.settle()
    assert (len(world.on_issue(issue)), len(world.on_ticket(ticket))) == (1, 1)


async def test_every_note_that_was_told_stands_in_the_audit_without_its_words(
    world: World, syncs: Syncs
) -> None:
    _, issue = await asking(world)
    await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    entries = [one for one in await world.audit() if one.action == ACTION]
    assert {one.audience for one in entries} == {"engineering", "customer"}
    assert {one.actor for one in entries} == {BY}
    assert "row limit" not in "".join(one.model_dump_json() for one in entries)


async def test_a_note_that_may_not_cross_is_held_and_the_others_are_told(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    world.policies.change({"redaction.entities.customer_person.engineering": "hold"})
    posted = await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    assert outcomes(posted) == {issue.key: "held", f"#{ticket.id}": "posted"}
    assert not posted.is_whole
    assert world.on_issue(issue) == []


async def test_every_mistake_is_told_at_once_by_its_line_and_nothing_is_posted(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    text = NOTES.format(key=issue.key) + "  - id: ENG-999\n    decision: Wait.\n"
    posted = await syncs.posting.post(text, by=BY, name="sync.yaml")
    assert [str(one) for one in posted.problems] == [
        "sync.yaml:9: `ENG-999` is linked to no ticket; correct the key, or take the case out"
    ]
    assert world.on_ticket(ticket) == []
    wrong = text.replace("due: 2026-11-27", "due: Friday").replace("owner:", "who:")
    told = "\n".join(str(one) for one in (await syncs.posting.look(wrong)).problems)
    assert "notes:5: `cases.who` is no key of these notes" in told
    assert "notes:6: `cases.due`: is no day" in told


async def test_a_case_that_was_not_spoken_about_is_not_told(world: World, syncs: Syncs) -> None:
    _, issue = await asking(world)
    text = f"date: 2026-11-24\ncases:\n  - id: {issue.key}\n    ask: A question?\n"
    assert (await syncs.posting.post(text, by=BY)).postings == ()


async def test_closed_tickets_and_paused_links_are_told_of_and_left_alone(
    world: World, syncs: Syncs
) -> None:
    ticket, issue, link = await world.pair(requester=JANE)
    await world.linking.pause(link.id, by=BY)
    posted = await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    assert outcomes(posted) == {issue.key: "skipped", f"#{ticket.id}": "skipped"}
    assert "paused" in posted.postings[0].why


async def test_whom_the_tickets_name_since_today_is_not_named_elsewhere(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    other = world.ticket(OMAR, FABRIKAM)
    await world.link(other, issue)
    new = Person(id="777", name="Ottoline Brackwater", side=Side.CUSTOMER)
    world.desk.change(other.id, collaborators=(new,))
    await syncs.posting.post(said(issue, "We wait for brackwater."), by=BY)
    assert "brackwater" not in world.on_issue(issue)[-1]
    assert "brackwater" not in world.on_ticket(ticket)[-1]
    assert "brackwater" in world.on_ticket(other)[-1]


async def test_an_assignee_who_never_wrote_is_not_named_on_the_ticket(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    world.tracker.change(issue.id, assignee=RAVI)
    await syncs.posting.post(said(issue, "Ravi Menon lifts the limit; Menon tells us."), by=BY)
    assert "Menon" not in world.on_ticket(ticket)[-1]
    assert "lifts the limit" in world.on_ticket(ticket)[-1]
    assert "Ravi Menon lifts the limit" in world.on_issue(issue)[-1]


async def test_another_customers_values_stay_away_though_jira_was_told_first(
    world: World, syncs: Syncs
) -> None:
    ticket, issue, _ = await world.pair()
    other = world.ticket(OMAR, FABRIKAM, fields={"3601": "KRYPTON-77-LL"})
    await world.link(other, issue)
    await syncs.posting.post(said(issue, "KRYPTON-77-LL of Fabrikam and Omar Haddad"), by=BY)
    for private in ("KRYPTON", "Fabrikam", "Omar", "Haddad"):
        assert private not in world.on_issue(issue)[-1] + world.on_ticket(ticket)[-1]
        assert private in world.on_ticket(other)[-1]


async def test_after_an_erasure_notes_of_the_customers_ticket_are_held(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    await Erasure(world.store, world.clock).erase(f"org:{NORTHWIND.id}", by=BY)
    posted = await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    assert outcomes(posted) == {issue.key: "held", f"#{ticket.id}": "held"}
    assert await world.store.read(lambda tx: tx.vault.context(f"ticket:{ticket.id}")) is None


async def test_what_may_not_be_told_of_an_issue_is_not_told_by_notes(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    world.tracker.change(issue.id, security_level="Staff only")
    posted = await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    assert outcomes(posted) == {issue.key: "posted", f"#{ticket.id}": "skipped"}
    assert world.on_ticket(ticket) == []


async def test_an_issue_in_a_foreign_project_is_told_nothing(world: World, syncs: Syncs) -> None:
    ticket, issue = await asking(world)
    world.tracker.change(issue.id, project="HR")
    posted = await syncs.posting.post(NOTES.format(key=issue.key), by=BY)
    assert outcomes(posted) == {issue.key: "skipped", f"#{ticket.id}": "skipped"}
    assert (world.on_issue(issue), world.on_ticket(ticket)) == ([], [])


async def test_the_same_words_written_otherwise_in_the_file_are_told_once(
    world: World, syncs: Syncs
) -> None:
    ticket, issue = await asking(world)
    await syncs.posting.post(said(issue, "Raise the limit."), by=BY)
    await syncs.posting.post(said(issue, "|\n      Raise the limit.\n"), by=BY)
    assert (len(world.on_issue(issue)), len(world.on_ticket(ticket))) == (1, 1)


async def test_while_nothing_may_be_sent_notes_are_refused() -> None:
    world = World(mode=Mode.SHADOW)
    _, issue = await asking(world)
    with pytest.raises(SendingStopped):
        await Syncs(world).posting.post(NOTES.format(key=issue.key), by=BY)


def test_a_day_is_a_day() -> None:
    notes, _ = read_notes("date: 2026-11-24\ncases: []\n", "a")
    assert notes is not None
    assert notes.date == date(2026, 11, 24)
