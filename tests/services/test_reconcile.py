"""Webhooks are lost; reconcile finds what they would have told, once, and puts it in line."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.document import from_plain
from app.effects import RedactTicketComment
from app.errors import StaleWrite, VendorUnreachable, WriteRefused
from app.model import EventKind, Issue, Restriction, System, Ticket, TicketLink
from app.records import DeliveryState, RunKind
from app.services.modes import Modes
from app.services.reconcile_rounds import ReconcileRounds
from app.services.reconciling import Outcome, PairDrift, Scope
from app.sync.drift import DriftKind
from app.sync.echo import copy_marker
from tests.services.world import GATE_FIELD, JANE, RAVI, World

ALL = Scope(full=True)


async def find(world: World) -> list[DriftKind]:
    outcome = await world.reconciling.find(ALL, hear)
    return [drift.kind for pair in outcome.found for drift in pair.drifts]


async def mend(world: World) -> Outcome:
    """One reconcile, worked off; a second one must find nothing."""
    world.clock.pass_time(120)
    outcome = await world.reconciling.run(ALL, hear)
    await world.settle()
    assert await find(world) == []
    return outcome


def hear(pair: PairDrift) -> None:
    assert pair.error is None


async def started() -> tuple[World, Ticket, Issue, TicketLink]:
    world = World()
    ticket, issue, link = await world.pair()
    return world, ticket, issue, link


def written(world: World, issue: Issue, text: str, **more: Any) -> None:
    """By an engineer, now, and nobody is told."""
    made = world.tracker.add_comment(issue.id, RAVI, text, **more)
    world.tracker.set_comment(issue.id, made.id, created_at=world.clock.now())


async def test_a_pair_in_line_has_no_drift_and_costs_no_write() -> None:
    world, ticket, issue, _ = await started()
    await world.customer_writes(ticket, "It still fails.")
    await world.engineer_writes(issue, "We see it too.")
    before = (len(world.desk.writes), len(world.tracker.writes))
    assert await find(world) == []
    assert (await mend(world)).counts["drifts"] == 0
    assert (len(world.desk.writes), len(world.tracker.writes)) == before


async def test_comments_whose_webhooks_were_lost_are_copied_once_each() -> None:
    world, ticket, issue, _ = await started()
    world.desk.add_comment(ticket.id, JANE, "The import stops at row 40.")
    written(world, issue, "Row 40 holds a null.")
    assert await find(world) == [DriftKind.MISSING, DriftKind.MISSING]
    await mend(world)
    assert len(world.on_issue(issue)) == 1
    assert len(world.on_ticket(ticket)) == 1


async def test_a_webhook_that_comes_after_all_doubles_nothing() -> None:
    world, ticket, issue, _ = await started()
    comment = world.desk.add_comment(ticket.id, JANE, "The import stops at row 40.")
    await mend(world)
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    assert len(world.on_issue(issue)) == 1


async def test_an_edit_that_was_not_told_reaches_the_copy() -> None:
    world, ticket, issue, _ = await started()
    comment = await world.engineer_writes(issue, "Fixed in 4.1.")
    world.tracker.edit_comment(issue.id, comment.id, "Fixed in 4.2.")
    assert await find(world) == [DriftKind.EDITED]
    await mend(world)
    assert "4.2" in world.on_ticket(ticket)[-1]
    assert "4.1" not in "".join(world.on_ticket(ticket))


async def test_an_edit_that_redaction_makes_the_same_is_looked_at_once() -> None:
    world, ticket, issue, _ = await started()
    comment = await world.customer_writes(ticket, "Call me: +49 30 901820")
    world.desk.set_comment(ticket.id, comment.id, body=from_plain("Call me: +49 (30) 901820"))
    await mend(world)
    assert len(world.on_issue(issue)) == 1


async def test_a_copy_goes_when_its_source_was_deleted_unheard() -> None:
    world, ticket, issue, _ = await started()
    comment = await world.engineer_writes(issue, "Their key is wrong.")
    world.tracker.remove_comment(issue.id, comment.id)
    assert await find(world) == [DriftKind.SOURCE_GONE]
    await mend(world)
    assert "key" not in "".join(world.on_ticket(ticket))


async def test_a_copy_that_somebody_deleted_stays_away() -> None:
    world, ticket, issue, _ = await started()
    await world.customer_writes(ticket, "It still fails.")
    world.tracker.comments[issue.id].clear()
    assert await find(world) == [DriftKind.COPY_GONE]
    await mend(world)
    assert world.on_issue(issue) == []
    assert await find(world) == []


async def test_of_two_copies_the_later_one_is_removed() -> None:
    world, ticket, issue, _ = await started()
    await world.customer_writes(ticket, "It still fails.")
    first = world.tracker.comments[issue.id][-1]
    double = world.tracker.add_comment(issue.id, world.tracker.me, first.body, marker=first.marker)
    assert await find(world) == [DriftKind.DOUBLED]
    await mend(world)
    assert [one.id for one in world.tracker.comments[issue.id]] == [first.id]
    assert double.id != first.id


async def test_a_double_in_zendesk_is_blackened() -> None:
    world, ticket, issue, _ = await started()
    await world.engineer_writes(issue, "We see it too.")
    first = world.desk.comments[ticket.id][-1]
    double = world.desk.add_comment(
        ticket.id, world.desk.me, first.body, public=False, marker=first.marker
    )
    assert await find(world) == [DriftKind.DOUBLED]
    await mend(world)
    redacted = [w.comment_id for w in world.desk.writes if isinstance(w, RedactTicketComment)]
    assert redacted == [double.id]


async def test_fields_that_nobody_told_of_are_brought_in_line() -> None:
    world, ticket, issue, _ = await started()
    world.desk.change(ticket.id, priority="urgent")
    world.tracker.change(issue.id, status="In Progress")
    assert DriftKind.FIELDS in await find(world)
    await mend(world)
    shown = world.desk.tickets[ticket.id].fields[world.desk.fields["Engineering status"]]
    assert shown
    assert world.tracker.issues[issue.id].priority == "Highest"


async def test_a_field_whose_text_is_held_is_no_drift_and_the_others_are() -> None:
    world = World()
    text = {"zendesk": "Symptom", "jira": "Symptom", "direction": "to_jira"}
    world.policies.change({"mapping.fields": (text,)})
    ticket, issue, _ = await world.pair(fields={"3605": "no labels"})
    world.policies.change({"redaction.entities.email.engineering": "hold"})
    fields = {**world.desk.tickets[ticket.id].fields, "3605": "mail to ops@elsewhere.example fails"}
    world.desk.change(ticket.id, fields=fields)
    assert await find(world) == []
    world.desk.change(ticket.id, priority="urgent")
    await mend(world)
    assert world.tracker.issues[issue.id].priority == "Highest"
    assert world.field(issue, "customfield_10202") == "no labels"


async def test_a_new_key_is_followed() -> None:
    world, _, issue, link = await started()
    world.tracker.issues[issue.id] = replace(world.tracker.issues[issue.id], key="ENG-900")
    assert DriftKind.KEY in await find(world)
    await mend(world)
    known = await world.store.read(lambda tx: tx.links.get(link.id))
    assert known is not None
    assert known.issue_key == "ENG-900"


async def test_a_remote_link_that_was_removed_is_put_back() -> None:
    world, _, issue, _ = await started()
    assert len(world.tracker.links[issue.id]) == 1
    world.tracker.links[issue.id].clear()
    assert await find(world) == [DriftKind.REMOTE_LINK]
    await mend(world)
    assert len(world.tracker.links[issue.id]) == 1


async def test_a_gate_value_that_somebody_typed_is_cleared() -> None:
    world, _, issue, _ = await started()
    fields = {**(world.tracker.issues[issue.id].fields or {}), GATE_FIELD: "ok:typed"}
    world.tracker.change(issue.id, fields=fields)
    assert await find(world) == [DriftKind.GATE]
    await mend(world)
    assert world.token(issue) == ""


async def test_what_a_person_has_discarded_is_no_drift() -> None:
    world, ticket, issue, _ = await started()
    comment = world.desk.add_comment(ticket.id, JANE, "Never mind.")
    world.tracker.fail_next(WriteRefused("refused", status=400))
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    (parked,) = await world.stuck()
    assert parked.state is DeliveryState.PARKED
    assert await find(world) == []
    await world.store.write(lambda tx: tx.deliveries.discard(parked.id, world.clock.now()))
    assert await find(world) == []
    assert world.on_issue(issue) == []


async def test_what_the_policy_leaves_where_it_is_is_no_drift() -> None:
    world, _, issue, _ = await started()
    written(world, issue, "For us alone.", restriction=Restriction(kind="role", value="Admins"))
    assert await find(world) == []


async def test_a_ticket_that_is_gone_is_told_and_holds_up_no_other() -> None:
    world, ticket, _, _ = await started()
    other, issue, _ = await world.pair()
    world.desk.add_comment(other.id, JANE, "Hello?")
    world.desk.delete(ticket.id)
    told: list[PairDrift] = []
    outcome = await world.reconciling.run(ALL, told.append)
    await world.settle()
    assert [one.error for one in told] == ["not-found", None]
    assert outcome.counts == {"pairs": 2, "drifts": 1, "unmended": 1}
    assert len(world.on_issue(issue)) == 1


async def test_after_a_restore_copies_are_taken_over_and_none_is_sent_again() -> None:
    world, ticket, issue, link = await started()
    backup = world.store._state.copy()
    await world.customer_writes(ticket, "The import stops at row 40.")
    await world.engineer_writes(issue, "Row 40 holds a null.")
    writes = (len(world.desk.writes), len(world.tracker.writes))
    world.store._state = backup
    assert set(await find(world)) == {DriftKind.UNRECORDED}
    await mend(world)
    assert (len(world.on_issue(issue)), len(world.on_ticket(ticket))) == (1, 1)
    assert (len(world.desk.writes), len(world.tracker.writes)) == writes
    assert len(await world.store.read(lambda tx: tx.copies.of_link(link.id))) == 2


async def test_after_a_restore_relaying_takes_over_what_it_finds() -> None:
    world, ticket, issue, _ = await started()
    backup = world.store._state.copy()
    comment = await world.customer_writes(ticket, "The import stops at row 40.")
    world.store._state = backup
    world.clock.pass_time(60)
    world.comments.adopting.doubt()
    happened = world.clock.now() - timedelta(seconds=60)
    await world.zendesk(
        EventKind.COMMENT_ADDED, ticket, comment_id=comment.id, occurred_at=happened
    )
    await world.settle()
    assert len(world.on_issue(issue)) == 1
    world.desk.set_comment(ticket.id, comment.id, body=from_plain("It stops at row 41."))
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    assert len(world.on_issue(issue)) == 1
    assert "41" in world.on_issue(issue)[0]


async def test_only_one_process_reconciles_and_a_dead_ones_run_is_taken_up() -> None:
    world, ticket, issue, _ = await started()
    world.desk.add_comment(ticket.id, JANE, "Hello?")
    now = world.clock.now()
    await world.store.write(lambda tx: tx.runs.start(RunKind.RECONCILE, {"full": "yes"}, now))
    with pytest.raises(StaleWrite):
        await world.reconciling.run(ALL, hear)
    world.clock.pass_time(600)
    await world.reconciling.run(ALL, hear)
    await world.settle()
    assert len(world.on_issue(issue)) == 1


async def test_what_changed_is_found_by_both_vendors_own_lists() -> None:
    world, ticket, issue, _ = await started()
    for _ in range(3):
        await world.pair()
    world.desk.add_comment(ticket.id, JANE, "Hello?")
    outcome = await world.reconciling.run(Scope(), hear)
    await world.settle()
    assert outcome.counts["pairs"] == 4
    assert len(world.on_issue(issue)) == 1
    last = await world.reconciling.last()
    assert last is not None
    assert (last.pairs, last.drifts) == (4, 1)


async def test_a_write_whose_outcome_nobody_will_learn_is_settled_by_its_marker() -> None:
    world, ticket, issue, _ = await started()
    await world.customer_writes(ticket, "It still fails.")
    place, now = f"issue:{issue.id}", world.clock.now()
    await world.store.write(lambda tx: tx.effects.begin("al-lost", "gone", place, now))
    world.clock.pass_time(60)
    assert await find(world) == [DriftKind.UNSETTLED]
    await mend(world)
    assert await world.store.read(lambda tx: tx.effects.get("al-lost")) is None


async def test_a_copy_of_nothing_is_told_and_left_for_a_person() -> None:
    world, _, issue, _ = await started()
    marker = copy_marker("d", "issue:1", System.ZENDESK, "424242")
    orphan = world.tracker.add_comment(issue.id, world.tracker.me, "Whose is it?", marker=marker)
    assert await find(world) == [DriftKind.ORPHANED]
    outcome = await world.reconciling.run(ALL, hear)
    await world.settle()
    assert outcome.counts["unmended"] == 1
    assert [one.id for one in world.tracker.comments[issue.id]] == [orphan.id]


async def test_copies_of_another_tickets_comments_on_the_same_issue_are_its_own() -> None:
    world, ticket, issue, _ = await started()
    other = world.ticket()
    await world.link(other, issue)
    await world.customer_writes(ticket, "It fails here.")
    await world.customer_writes(other, "It fails here too.")
    assert await find(world) == []
    await mend(world)
    assert len(world.on_issue(issue)) == 2


def rounds(world: World) -> ReconcileRounds:
    return ReconcileRounds(
        world.reconciling, Modes(world.store, world.clock), world.clock, timedelta(minutes=15)
    )


async def test_every_quarter_of_an_hour_one_process_looks() -> None:
    world, ticket, issue, _ = await started()
    ours, theirs = rounds(world), rounds(world)
    assert not await ours.look()
    world.desk.add_comment(ticket.id, JANE, "Hello?")
    world.clock.pass_time(900)
    assert await ours.look()
    assert not await theirs.look()
    await world.settle()
    assert len(world.on_issue(issue)) == 1
    world.clock.pass_time(900)
    assert await theirs.look()


async def test_while_sending_is_stopped_nothing_is_looked_for() -> None:
    world, _, _, _ = await started()
    ours = rounds(world)
    world.clock.pass_time(900)
    modes = Modes(world.store, world.clock)
    await modes.stop(by="test")
    reads = world.desk.reads
    assert not await ours.look()
    assert world.desk.reads == reads
    await modes.start(by="test")
    assert await ours.look()


async def test_a_vendor_that_is_away_is_asked_again_later_and_less_often() -> None:
    world, _, _, _ = await started()
    ours = rounds(world)
    world.clock.pass_time(900)
    world.desk.fail_next(VendorUnreachable("gone", sent=False), write=False)
    assert not await ours.look()
    reads = world.desk.reads
    assert not await ours.look()
    assert world.desk.reads == reads
    world.clock.pass_time(61)
    assert await ours.look()
