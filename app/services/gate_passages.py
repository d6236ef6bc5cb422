"""Guarded transitions that took place: recorded, and taken back where the policy asks for it.

Jira alone can refuse one. What it let pass while the gate was closed (a packet that broke a moment
before, a value that was not ours, a project whose workflow holds no rule) is told afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.gate.decision import Decision
from app.gate.names import plain_name
from app.model import InboundEvent, Issue, Move, Ticket
from app.ports import Clock, IssueTracker, Transaction, UnitOfWork
from app.records import Delivery
from app.records_history import Try
from app.services.gate_course import (
    Course,
    Notice,
    Revert,
    Stand,
    load_course,
    save_course,
)
from app.services.gate_meter import load_meter, save_meter
from app.services.gate_reverting import GateReverting, owe, pause_of
from app.services.gate_standing import audit_row, first_course, tells_of_move
from app.services.gate_writing import GateWriting
from app.services.outbox import Outbox
from app.services.recording import note_try

PASSED = "transition passed the gate"
PASSED_CLOSED = "transition passed while closed"
STALE = "stale value"
"""What stood in the field was ours, of whatever packet."""
NO_TICKET = "ticket"
"""What an issue without a ticket lacks, where items are named by their keys."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A guarded move, and whether the gate was open to it; `outcome` is the meter's word."""

    move: Move
    clean: bool
    stand: Stand | None
    cause: str

    @property
    def lacking(self) -> tuple[str, ...]:
        """Keys of the items that were lacking."""
        if self.clean:
            return ()
        return (self.stand.lacking if self.stand is not None else ()) or (NO_TICKET,)

    @property
    def mode(self) -> str:
        """The gate's mode at that moment; an issue that was never decided is under the policy."""
        return self.stand.mode if self.stand is not None else "enforce"

    @property
    def told(self) -> str:
        """The audit's detail; of a clean one only that Jira did not see our value, if so."""
        if self.clean:
            return "" if self.cause == STALE else self.cause
        return f"{','.join(self.lacking)}; {self.mode}; {self.cause}"

    @property
    def outcome(self) -> str:
        """What is counted."""
        if self.clean:
            return "passed"
        return {"warn": "warned", "release": "released"}.get(self.mode, "closed")


class GatePassages:
    def __init__(
        self,
        store: UnitOfWork,
        tracker: IssueTracker,
        outbox: Outbox,
        writing: GateWriting,
        clock: Clock,
    ) -> None:
        self._store = store
        self._tracker = tracker
        self._reverting = GateReverting(store, outbox, writing, clock)
        self._writing = writing
        self._clock = clock

    async def may_have_moved(self, issue: Issue, event: InboundEvent) -> bool:
        """Whether the issue's history must be read, or a move that was begun be taken back."""
        course = await self._store.read(lambda tx: load_course(tx, issue.id))
        if tells_of_move(event):
            return True
        return course is not None and (course.status != issue.status or course.revert is not None)

    async def look(
        self, issue: Issue, decision: Decision, tickets: Sequence[Ticket], delivery: Delivery
    ) -> None:
        """Record the guarded moves since the last look, and take the last one back where due.

        Raises VendorError and Held; each move is recorded once however often this runs.
        """
        if not await self.may_have_moved(issue, delivery.event):
            return
        gate = (await self._writing.field_ids()).gate
        moves = await self._tracker.fetch_moves(issue.id, gate)
        revert = await self._store.write(
            lambda tx: self._record(tx, issue, moves, decision, delivery)
        )
        if revert is not None:
            await self._reverting.take_back(issue, revert, decision, tickets)

    def _record(
        self,
        tx: Transaction,
        issue: Issue,
        moves: Sequence[Move],
        decision: Decision,
        delivery: Delivery,
    ) -> Revert | None:
        """An issue of which nothing was known stays so, unless a guarded move is found."""
        policy, known = self._writing.policy, load_course(tx, issue.id)
        course = known or first_course(delivery, None, issue)
        fresh = [one for one in moves if one.number > course.seen and one.at >= course.since]
        passages = [
            _judge(one, course, decision)
            for one in fresh
            if policy.guards(issue.project, one.from_status, one.to_status)
        ]
        if known is None and not passages:
            return None
        _tell(tx, issue, passages)
        _note_tries(tx, decision, passages)
        seen = max((one.number for one in moves), default=0)
        course = course.changed(seen=max(seen, course.seen), status=issue.status)
        stands = fresh[-1].to_status if fresh else issue.status
        bad = [one for one in passages if one.outcome == "closed"]
        opted = issue.project in policy.revert and not decision.passes
        revert = self._revert(course, bad[-1].move if bad else None, stands, wanted=opted)
        notice = _notice(course, issue, bad, decision)
        save_course(tx, issue.id, course.changed(notice=notice, revert=revert))
        return _due(tx, issue, revert, stands)

    def _revert(
        self, course: Course, bad: Move | None, stands: str, *, wanted: bool
    ) -> Revert | None:
        """The last move that passed while closed is taken back from wherever it led to.

        What is being taken back is ended; a person who took it back meanwhile has done it.
        """
        revert = course.revert
        if bad is not None:
            revert = Revert(number=bad.number, from_status=bad.from_status, to_status=bad.to_status)
        elif revert is None or revert.not_before is None:
            return revert.led_to(stands) if revert is not None else None
        if not wanted or revert.is_undone(stands):
            return None
        return revert.led_to(stands, pause_of(course, self._clock.now()))


def _due(tx: Transaction, issue: Issue, revert: Revert | None, stands: str) -> Revert | None:
    """What can be taken back now; not in a pause, nor on an issue that was read before it moved."""
    if revert is None:
        return None
    if revert.not_before is not None:
        owe(tx, issue.id, revert.not_before)
        return None
    return revert if plain_name(stands) == plain_name(issue.status) else None


def _tell(tx: Transaction, issue: Issue, passages: Sequence[Passage]) -> None:
    meter = load_meter(tx)
    for one in passages:
        meter = meter.passed(one.outcome, one.move.at)
        detail = one.told
        action = PASSED if one.clean else PASSED_CLOSED
        actor = f"jira:{one.move.actor_id}" if one.move.actor_id else "jira"
        tx.audit.add(audit_row(issue.id, action, one.move.at, actor, detail))
    if passages:
        save_meter(tx, meter)


def _note_tries(tx: Transaction, decision: Decision, passages: Sequence[Passage]) -> None:
    """A guarded move asks for a complete packet as much as the sidebar does."""
    for one in passages if decision.ticket_id is not None else ():
        ticket_id, at = decision.ticket_id, one.move.at
        note_try(tx, Try(ticket_id=ticket_id, at=at, complete=one.clean, missed=one.lacking))


def _judge(move: Move, course: Course, decision: Decision) -> Passage:
    clean, stand = course.judged(move)
    if stand is None:
        clean = decision.open
    known = {one.token for one in course.stands if one.token}
    cause = "no value" if not move.value else "foreign value"
    return Passage(move, clean, stand, STALE if move.value in known else cause)


def _notice(
    course: Course, issue: Issue, bad: Sequence[Passage], decision: Decision
) -> Notice | None:
    """A newer one replaces an older; none is left once the gate is open or the issue moved on."""
    if bad:
        last = bad[-1]
        return Notice(
            kind="passed", at=last.move.at, to_status=last.move.to_status, lacking=last.lacking
        )
    notice = course.notice
    if notice is None or decision.open:
        return None
    moved_on = notice.kind == "passed" and notice.to_status != issue.status
    return None if moved_on else notice
