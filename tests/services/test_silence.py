"""The clock of silence over a ticket and its issue: when the customer must hear from us."""

from datetime import timedelta

import pytest

from app.errors import VendorUnreachable
from app.model import EventKind, Ticket
from app.services.clock_reading import ClockReading
from app.services.clock_rounds import BATCH, LATER, ClockRounds
from app.services.escalation_views import DueEscalation
from app.services.escalations_due import EscalationsDue
from app.sync.silence import SilenceState
from tests.fakes.clock import NOON
from tests.services.world import JANE, LENA, NORTHWIND, OMAR, RAVI, World


class Clocks:
    """The services of the clock over a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        sides = (world.store, world.desk, world.tracker)
        self.reading = ClockReading(*sides, world.policies, world.clock)
        self.rounds = ClockRounds(
            world.store, self.reading, world.policies, world.modes, world.clock
        )
        self.due = EscalationsDue(world.store, self.reading, world.policies, world.clock)

    async def open(self) -> list[DueEscalation]:
        """The open escalations, the one that is due first at the head."""
        found = await self.world.store.read(lambda tx: tx.clocks.due(100))
        return [self.due.show(one) for one in found]

    async def of(self, ticket: Ticket) -> DueEscalation:
        found = await self.due.of_ticket(ticket.id)
        assert found is not None
        return found


@pytest.fixture
def clocks(world: World) -> Clocks:
    return Clocks(world)


async def support_writes(world: World, ticket: Ticket, text: str, *, public: bool = True) -> None:
    await world.customer_writes(ticket, text, LENA, public=public)


async def test_until_the_first_update_the_clock_runs_from_the_link(
    world: World, clocks: Clocks
) -> None:
    ticket, issue, link = await world.pair()
    await world.complete(ticket, severity="P1")
    clock = await clocks.of(ticket)
    assert (clock.issue_key, clock.severity, clock.was_told) == (issue.key, "P1", False)
    assert clock.silent_since == link.created_at
    assert clock.due_at == link.created_at + timedelta(hours=4)
    assert clock.owner == "Engineering"


async def test_a_public_comment_of_support_sets_the_clock_back(
    world: World, clocks: Clocks
) -> None:
    ticket, _, _ = await world.pair()
    await world.complete(ticket, severity="P1")
    await support_writes(world, ticket, "We are on it.")
    said_at = world.desk.comments[ticket.id][-1].created_at
    clock = await clocks.of(ticket)
    assert clock.was_told
    assert clock.due_at == said_at + timedelta(hours=4)


async def test_neither_a_note_nor_the_customers_own_words_are_an_update(
    world: World, clocks: Clocks
) -> None:
    ticket, _, _ = await world.pair()
    await support_writes(world, ticket, "They called twice.", public=False)
    await world.customer_writes(ticket, "Any news?")
    await world.customer_writes(ticket, "I would like to know too.", OMAR)
    assert not (await clocks.of(ticket)).was_told


async def test_what_was_promised_is_due_when_it_was_promised_for(
    world: World, clocks: Clocks
) -> None:
    ticket, _, _ = await world.pair()
    await support_writes(world, ticket, "You will hear from us by 22 November, 17:30 UTC.")
    clock = await clocks.of(ticket)
    assert clock.due_at == clock.promised_at == NOON.replace(hour=17, minute=30)


async def test_a_customer_who_hears_nothing_becomes_overdue(world: World, clocks: Clocks) -> None:
    ticket, _, _ = await world.pair()
    await world.complete(ticket, severity="P1")
    assert (await clocks.of(ticket)).state is SilenceState.FINE
    world.clock.pass_time(3.5 * 3600)
    assert (await clocks.of(ticket)).state is SilenceState.SOON
    world.clock.pass_time(3600)
    assert (await clocks.of(ticket)).state is SilenceState.OVERDUE


async def test_a_clock_is_read_once_until_something_happens(world: World, clocks: Clocks) -> None:
    ticket, _, _ = await world.pair()
    await clocks.of(ticket)
    reads = world.desk.reads
    await clocks.of(ticket)
    assert world.desk.reads == reads
    await support_writes(world, ticket, "We are on it.")
    assert (await clocks.of(ticket)).was_told


async def test_on_whom_it_waits_follows_the_packet_the_ticket_and_the_issue(
    world: World, clocks: Clocks
) -> None:
    ticket, issue, _ = await world.pair()

    async def turn() -> tuple[str, str]:
        await world.zendesk(EventKind.CHANGED, ticket)
        await world.settle()
        clock = await clocks.of(ticket)
        return clock.blocked_on, clock.next_action

    assert await turn() == ("support", "complete_packet")
    await world.complete(ticket)
    assert await turn() == ("engineering", "answer_question")
    world.tracker.change(issue.id, assignee=RAVI)
    assert await turn() == ("engineering", "answer_question")
    assert (await clocks.of(ticket)).assigned
    world.desk.change(ticket.id, status="pending")
    assert await turn() == ("customer", "customer_reply")
    world.tracker.change(issue.id, status="Done")
    assert await turn() == ("support", "tell_customer")


async def test_a_solved_ticket_has_no_clock_and_one_that_is_opened_again_has(
    world: World, clocks: Clocks
) -> None:
    ticket, _, _ = await world.pair()
    await clocks.of(ticket)
    for status, is_open in (("solved", False), ("open", True)):
        world.desk.change(ticket.id, status=status)
        await world.zendesk(EventKind.CHANGED, ticket)
        await world.settle()
        await clocks.rounds.go()
        world.clock.pass_time(30)
        assert bool(await clocks.open()) == is_open


async def test_an_unlinked_pair_leaves_the_board(world: World, clocks: Clocks) -> None:
    ticket, _, link = await world.pair()
    await clocks.of(ticket)
    await world.linking.remove(link.id, by="agent:601")
    await world.settle()
    await clocks.rounds.go()
    assert await clocks.open() == []
    assert await clocks.due.of_ticket(ticket.id) is None


async def test_a_round_finds_new_pairs_and_they_stand_by_due_time(
    world: World, clocks: Clocks
) -> None:
    tickets = [(await world.pair(requester=JANE, organization=NORTHWIND))[0] for _ in range(3)]
    await world.complete(tickets[1], severity="P1")
    await world.complete(tickets[2], severity="P2")
    assert await clocks.rounds.go() == 3
    by_due = [tickets[1].id, tickets[2].id, tickets[0].id]
    assert [one.ticket_id for one in await clocks.open()] == by_due
    world.clock.pass_time(30)
    assert await clocks.rounds.go() == 0


async def test_two_processes_do_not_read_the_same_pairs(world: World, clocks: Clocks) -> None:
    await world.pair()
    assert (await clocks.rounds.go(), await Clocks(world).rounds.go()) == (1, 0)


async def test_a_pair_that_cannot_be_read_waits_and_holds_up_no_other(
    world: World, clocks: Clocks
) -> None:
    ticket, _, _ = await world.pair()
    other, _, _ = await world.pair()
    world.tracker.fail_next(VendorUnreachable("Down."), write=False)
    await clocks.rounds.go()
    assert len(await clocks.open()) == 2
    await support_writes(world, ticket, "We are on it.")
    world.clock.pass_time(LATER.total_seconds() + 1)
    await clocks.rounds.go()
    assert (await clocks.of(ticket)).was_told
    assert not (await clocks.of(other)).was_told


async def test_another_interval_in_the_policy_moves_what_is_due(
    world: World, clocks: Clocks
) -> None:
    ticket, _, link = await world.pair()
    await world.complete(ticket, severity="P1")
    await clocks.rounds.go()
    world.policies.change({"mapping.silence.hours": {"P1": 1}})
    world.clock.pass_time(30)
    await clocks.rounds.go()
    (item,) = await clocks.open()
    assert item.due_at == link.created_at + timedelta(hours=1)


async def test_while_sending_is_stopped_nothing_is_read(world: World, clocks: Clocks) -> None:
    await world.pair()
    await world.modes.stop(by="operator")
    assert await clocks.rounds.go() == 0


async def test_the_table_holds_no_name_and_no_text(world: World, clocks: Clocks) -> None:
    ticket, _, _ = await world.pair()
    await world.complete(ticket)
    await clocks.of(ticket)
    (kept,) = await world.store.read(lambda tx: tx.clocks.of_ticket(ticket.id))
    told = kept.model_dump_json()
    for private in ("Jane", "Northwind", "row limit", "Dana"):
        assert private not in told
    assert kept.asks
    assert kept.customer == "org:71"


async def test_every_pair_gets_its_clock_however_many_were_made_at_once(
    world: World, clocks: Clocks
) -> None:
    for number in range(BATCH + 5):
        await world.store.write(
            lambda tx, n=number: tx.links.add(n + 1, str(n), f"ENG-{n}", world.clock.now())  # type: ignore[misc] # bound now
        )
    for _ in range(3):
        world.clock.pass_time(30)
        await clocks.rounds.go()
    ticket, _, _ = await world.pair()
    world.clock.pass_time(30)
    assert await clocks.rounds.go() >= 1
    (item,) = await clocks.open()
    assert item.ticket_id == ticket.id
