"""One delivery, worked on: which service it goes to, and what becomes of it when that fails."""

import random
from collections.abc import Sequence
from datetime import timedelta

import structlog

from app.errors import AirlockError, HeldForReview, LaneLost, NotUnderstood, StoreError
from app.model import Cause, EventKind, LinkState, System, TicketLink
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records import Claim, Delivery
from app.services.catching_up import CatchingUp
from app.services.changes import Changes
from app.services.clock_rounds import mark
from app.services.comments import Comments
from app.services.copy_work import RETURNED
from app.services.endings import Endings
from app.services.gate_rechecks import is_gate_lane, queue_gates
from app.services.gatekeeping import Gatekeeping
from app.services.holding import working_for
from app.services.linking import HISTORY, Linking
from app.services.mending import Mending
from app.services.merging import Merging
from app.services.one_update import OneUpdate
from app.services.pacing import NOT_OUR_TURN, Pacer
from app.services.pausing import Pausing
from app.services.pulse import Tally
from app.services.retry import (
    DEFECT,
    Hold,
    Park,
    Postpone,
    Verdict,
    decide_retry,
    keep_trying,
    lane_waits,
)
from app.services.reviewing import review_of
from app.services.together import Together, may_have_company
from app.services.urgency import Work, current, working
from app.sync.extent import Extent, extent_of, is_about_comment
from app.sync.limits import ticket_update
from app.sync.pacing import Urgency

log = structlog.get_logger()

GONE_KINDS = frozenset({EventKind.DELETED, EventKind.ERASED})
SECOND_LOOKS = frozenset({EventKind.RESWEPT, EventKind.DRIFTED})
PAUSE = timedelta(seconds=30)
COMPANY = 100
"""So many deliveries of one lane at most are settled by one look."""


class Relaying:
    def __init__(
        self,
        store: UnitOfWork,
        policies: PolicySource,
        clock: Clock,
        comments: Comments,
        changes: Changes,
        linking: Linking,
        endings: Endings,
        merging: Merging,
        catching_up: CatchingUp,
        mending: Mending,
        gatekeeping: Gatekeeping,
        *,
        horizon: timedelta,
        tally: Tally | None = None,
        pacer: Pacer | None = None,
    ) -> None:
        self._pacer = pacer
        self._tally = tally or Tally()
        self._store = store
        self._policies = policies
        self._clock = clock
        self._comments = comments
        self._one_update = OneUpdate(comments, changes)
        self._pausing = Pausing(store, policies, comments, changes, endings, mending)
        self._linking = linking
        self._endings = endings
        self._merging = merging
        self._catching_up = catching_up
        self._mending = mending
        self._gatekeeping = gatekeeping
        self._horizon = horizon

    def doubt_records(self) -> None:
        """The database was out of reach; it may have come back as it was at its last backup."""
        self._comments.adopting.doubt()

    async def run(self, claim: Claim) -> None:
        """Work on the claimed delivery and settle it: done, postponed, parked or held.

        Raises LaneLost when another relay took the lane meanwhile, and StoreError when the
        settlement itself cannot be stored; the lease then runs out and the delivery runs again.
        """
        work = work_of(claim.delivery)
        if work.urgency is Urgency.BULK and await self._is_waited_for(claim.delivery):
            work.urgency = Urgency.LIVE
        try:
            with working(work):
                await self._run(claim)
        finally:
            if self._pacer is not None:
                await self._pacer.release(work)

    async def rehearse(self, delivery: Delivery) -> None:
        """Work on it and settle nothing, for an outbox that sends nothing."""
        await self._work(Together(delivery))

    async def _is_waited_for(self, delivery: Delivery) -> bool:
        """Whether what people did waits in its lane behind work of no hurry."""
        return await self._store.read(lambda tx: tx.deliveries.waiting_in(delivery.lane)) > 1

    async def _run(self, claim: Claim) -> None:
        together = Together(claim.delivery, await self._behind(claim))
        try:
            with working_for(claim):
                paused = await self._work(together)
        except LaneLost:
            raise
        except AirlockError as error:
            await self._settle_failure(claim, error)
            return
        if paused:
            await self._postpone_paused(claim, together.served)
            return
        await self._store.write(lambda tx: self._finish(tx, claim, together.served))
        for one in (claim.delivery, *together.served):
            self._tally.count("delivery", one.event.kind.value, "done", "")
            log.info("delivered", delivery=one.id, lane=one.lane, kind=one.event.kind)

    async def _behind(self, claim: Claim) -> Sequence[Delivery]:
        """What waits behind it, where one look at both sides may serve some of them too."""
        if not may_have_company(claim.delivery):
            return ()
        return await self._store.read(lambda tx: tx.followers.of(claim, COMPANY))

    def _finish(self, tx: Transaction, claim: Claim, company: Sequence[Delivery]) -> None:
        now = self._clock.now()
        if company:
            tx.followers.settle(claim, company, now)
        tx.deliveries.finish(claim, now)
        for one in (claim.delivery, *company):
            mark(tx, one, now)

    async def _work(self, together: Together) -> bool:
        """Whether the delivery must wait because its link is paused."""
        delivery = together.head
        kind, _, rest = delivery.lane.partition(":")
        if kind == "gate":
            await self._gatekeeping.refresh(rest, delivery)
            return False
        if kind != "link":
            raise NotUnderstood("What came was not understood, and a replay reads it no better.")
        link = await self._store.read(lambda tx: tx.links.get(rest))
        if link is None:
            return False  # unlinked meanwhile: nothing is left to do
        if link.state is LinkState.PAUSED:
            return await self._take_back(link, together)
        return await self._work_on_link(link, together)

    async def _take_back(self, link: TicketLink, together: Together) -> bool:
        """Whether the head of a paused link's lane must wait: not where it is done already."""
        head = together.head.id
        done = await self._pausing.take_back(link)
        together.served = tuple(one for one in done if one.id != head)
        return head not in {one.id for one in done}

    async def _work_on_link(self, link: TicketLink, together: Together) -> bool:
        """Whether it must wait, because the pair is back and its link was paused."""
        delivery, event = together.head, together.head.event
        extent = extent_of(link, event)
        if extent == "nothing":
            return False
        if event.system is System.JIRA:
            current().intends = ticket_update(link.ticket_id)
        if event.kind in GONE_KINDS:
            await self._endings.relay(link, delivery)
            return False
        there = await self._look_whether_there(link, delivery)
        if there is None or there.state is LinkState.PAUSED:
            return there is not None
        if is_about_comment(event):
            await self._relay_comment(there, together, extent)
        elif event.kind is EventKind.DRIFTED:
            await self._mending.mend(there, delivery)
        elif event.kind is EventKind.MERGED and event.system is System.ZENDESK:
            await self._merging.relay(there, delivery)
        else:
            await self._relay_changes(there, together)
        return False

    async def _relay_comment(self, link: TicketLink, together: Together, extent: Extent) -> None:
        await self._look_at_gate(link, together.head)
        few = extent == "corrections"
        if not await self._one_update.relay_comment(link, together, only_corrections=few):
            await self._endings.note_move(link, together.head)

    async def _look_whether_there(self, link: TicketLink, delivery: Delivery) -> TicketLink | None:
        """The link; None while its ticket is deleted. Whatever Zendesk tells may restore it."""
        event = delivery.event
        if link.cause is not Cause.TICKET_DELETED or event.kind is EventKind.WITHDRAWN:
            return link
        return await self._endings.look_restored(link, delivery)

    async def _relay_changes(self, link: TicketLink, together: Together) -> None:
        delivery, event = together.head, together.head.event
        if event.kind is EventKind.LINKED:
            await self._linking.copy_history(link, delivery)
        if event.kind is EventKind.RESWEPT and RETURNED in event.changed:
            await self._catching_up.look_again(link, delivery)
        await self._one_update.relay_changes(link, together)

    async def _look_at_gate(self, link: TicketLink, delivery: Delivery) -> None:
        """A comment may bring, or take away, the link that answers an item of the packet."""
        from_ticket = delivery.event.system is System.ZENDESK
        if from_ticket and self._policies.current().gate.reads_links:
            cause, now = f"conversation:{delivery.id}", self._clock.now()
            await self._store.write(lambda tx: queue_gates(tx, [link.issue_id], cause, now))

    async def _postpone_paused(self, claim: Claim, done: Sequence[Delivery]) -> None:
        now = self._clock.now()

        def postpone(tx: Transaction) -> None:
            if done:
                tx.followers.settle(claim, done, now)
            tx.deliveries.postpone(claim, now + PAUSE, "paused", "The link is paused.", count=False)

        await self._store.write(postpone)

    async def _settle_failure(self, claim: Claim, error: AirlockError) -> None:
        verdict = self._judge(claim.delivery, error)
        if isinstance(error, StoreError):
            log.warning("store failed", delivery=claim.delivery.id, code=error.code)
        await self._store.write(lambda tx: self._settle(tx, claim, error, verdict))
        outcome = type(verdict).__name__.lower()
        self._tally.count("delivery", claim.delivery.event.kind.value, outcome, error.code)
        log.warning("not delivered", delivery=claim.delivery.id, code=error.code)

    def _judge(self, delivery: Delivery, error: AirlockError) -> Verdict:
        """A gate's delivery is never parked on an error of ours: what was open would stay open."""
        rules = self._policies.current().mapping.delivery
        now = self._clock.now()
        jitter = random.random()  # noqa: S311 - spreads retries, hides nothing
        verdict = decide_retry(
            error,
            attempts=delivery.attempts,
            max_attempts=rules.max_attempts,
            now=now,
            horizon=self._horizon,
            jitter=jitter,
        )
        if isinstance(verdict, Park) and is_gate_lane(delivery.lane):
            return keep_trying(attempts=delivery.attempts, now=now, jitter=jitter)
        return verdict

    def _settle(self, tx: Transaction, claim: Claim, error: AirlockError, verdict: Verdict) -> None:
        code, reason = error.code, str(error)
        match verdict:
            case Postpone():
                tx.deliveries.postpone(claim, verdict.until, code, reason, count=verdict.count)
            case Park():
                self._park(tx, claim, code, reason)
            case Hold():
                if isinstance(error, HeldForReview):
                    tx.reviews.note(review_of(claim.delivery, error, self._clock.now()))
                tx.deliveries.hold(claim, code, reason, self._clock.now())

    async def park_defect(self, claim: Claim, error_type: str) -> None:
        """Park a delivery that ran into an error outside our tree, under its type's name alone.

        The error's text might quote what was being worked on. A gate's is tried again, and its
        next attempt begins by shutting the gate. Raises LaneLost and StoreError.
        """
        log.error("defect", delivery=claim.delivery.id, error_type=error_type)
        reason = f"A defect in Airlock ({error_type}) stopped this delivery; please report it."
        await self._store.write(lambda tx: self._give_up(tx, claim, DEFECT, reason))
        self._tally.count("delivery", claim.delivery.event.kind.value, "park", DEFECT)

    async def give_up_overrun(self, claim: Claim, reason: str) -> None:
        """Settle what was cut off once too often, or is a gate's. Raises LaneLost, StoreError."""
        await self._store.write(lambda tx: self._give_up(tx, claim, "overrun", reason))

    def _give_up(self, tx: Transaction, claim: Claim, code: str, reason: str) -> None:
        """A gate's is never given up: what was open would stay open."""
        if not is_gate_lane(claim.delivery.lane):
            self._park(tx, claim, code, reason)
            return
        jitter = random.random()  # noqa: S311 - spreads retries, hides nothing
        now, attempts = self._clock.now(), claim.delivery.attempts
        later = keep_trying(attempts=attempts, now=now, jitter=jitter)
        tx.deliveries.postpone(claim, later.until, code, reason, count=later.count)

    def _park(self, tx: Transaction, claim: Claim, code: str, reason: str) -> None:
        """A pair's later deliveries wait where the policy says so; a gate's never do."""
        waits = lane_waits(claim.delivery.lane, self._policies.current().mapping.delivery)
        tx.deliveries.park(claim, code, reason, self._clock.now(), lane_waits=waits)


def work_of(delivery: Delivery) -> Work:
    """How urgent the delivery is: a gate's goes before those of pairs, a second look last."""
    urgency = Urgency.FIRST if is_gate_lane(delivery.lane) else Urgency.LIVE
    if delivery.event.kind in SECOND_LOOKS or delivery.event.event_id.startswith(HISTORY):
        urgency = Urgency.BULK
    return Work(urgency, promised=delivery.reason_code == NOT_OUR_TURN)
