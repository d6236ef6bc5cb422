"""Exactly one effect: the journal around every outbound write.

An effect is begun in the store before the call and applied in the store after it. When a crash or
a time-out left one begun, its outcome is unknown: after the vendor can no longer commit it late,
its marker is looked for, and only if it is not there is the write sent again. Effects that may be
repeated without harm are not journalled.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.effects import (
    Applied,
    AttachToIssue,
    CreateIssue,
    Effect,
    PostIssueComment,
    PutRemoteLink,
    RedactTicketComment,
    RemoveRemoteLink,
    TicketEffect,
    UpdateTicket,
)
from app.errors import VendorError, VendorTimeout
from app.model import Finding, System
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import EffectRecord, EffectState
from app.services.accounts import OwnAccounts
from app.services.holding import LaneHold
from app.services.modes import Modes
from app.services.pulse import Tally
from app.services.rehearsing import kind_of, shadow_of
from app.services.sightings import Sightings


@dataclass(frozen=True, slots=True)
class Done:
    """An effect that came about: the vendor's answer, and the digest of the text that it holds.

    That is the earlier attempt's text where that one is found to have been committed: its source
    may have been edited since.
    """

    applied: Applied
    digest: str


AfterEffect = Callable[[Transaction, Done], None]


class Outbox:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        clock: Clock,
        horizon: timedelta,
        modes: Modes,
        tally: Tally | None = None,
        elapsed: Callable[[], float] | None = None,
        longest: timedelta = timedelta(0),
        limit: timedelta | None = None,
    ) -> None:
        """`elapsed`: seconds that only grow, for what must not depend on a clock that may jump.

        `longest`: how long after its beginning a write that brings files goes out at the latest.
        `limit`: how long a write may take in all; `horizon` is longer by the time within which a
        vendor may still commit one that was cut off.
        """
        self._longest = longest
        self._limit = limit
        self._sightings = Sightings(horizon, elapsed)
        self.modes = modes
        self._tally = tally or Tally()
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._clock = clock
        self._horizon = horizon
        self._accounts = OwnAccounts(store, desk, tracker)

    async def send(
        self,
        effect: Effect,
        *,
        delivery_id: str,
        digest: str = "",
        after: AfterEffect | None = None,
        findings: Sequence[Finding] = (),
    ) -> Applied:
        """Bring the effect about once. `after` is committed together with its result.

        `digest` is that of the effect's text, for `after` to be told what was really written. In
        the mode `shadow` it is recorded with its `findings` and nothing is sent: no id comes back,
        and `after` is left out.

        Raises VendorError; VendorTimeout also while an earlier attempt may still be committed;
        SendingStopped while sending is stopped; LaneLost for a delivery whose lane is another's.
        """
        if self.modes.rehearses:
            return await self.rehearse(effect, delivery_id, digest, findings)
        # Before the first write, because its own webhook is known as ours by its author.
        await self._accounts.own_id(system_of(effect))
        if is_repeatable(effect):
            return await self._send_repeatable(effect, digest, after)
        at = self._sent_by(effect)
        record = await self._begin(effect, delivery_id, digest, at)
        if record is not None and record.state is EffectState.APPLIED:
            return Applied(record.remote_id or "")
        done = await self._find_earlier(effect, record) if record is not None else None
        if record is not None and done is None:
            at = self._sent_by(effect)
            await self._begin_again(record, delivery_id, digest, at)
        if done is None:
            done = Done(await self._apply(effect, at), digest)
        await self._settle(effect.marker, done, after)
        return done.applied

    async def is_first(self, effect: Effect) -> bool:
        """Whether it would be sent now, and the journal knows no earlier attempt of it."""
        if self.modes.rehearses:
            return False
        return await self._store.read(lambda tx: tx.effects.get(effect.marker)) is None

    async def rehearse(
        self, effect: Effect, delivery_id: str, digest: str, findings: Sequence[Finding]
    ) -> Applied:
        """Record what would have been sent."""
        shadow = shadow_of(
            effect,
            delivery_id=delivery_id,
            target=target_of(effect),
            digest=digest,
            findings=findings,
            now=self._clock.now(),
        )
        await self._store.write(lambda tx: tx.life.note_shadow(shadow))
        return Applied("")

    async def recover(self, record: EffectRecord, place: int | str, *, after: AfterEffect) -> None:
        """Learn whether a begun write took place, and settle it or forget that it was begun.

        `place` is a ticket's id (a number) or an issue's (a text). Raises VendorTimeout while the
        write may still be committed, and VendorError.
        """
        self._wait_for_horizon(record)
        found = await self._find_marker(place, record.marker)
        if found is None:
            await self._store.write(lambda tx: _abandon(tx, record))
            return
        await self._settle(record.marker, Done(Applied(found), record.digest), after)

    async def _send_repeatable(
        self, effect: Effect, digest: str, after: AfterEffect | None
    ) -> Applied:
        await self._store.read(self._gate())
        done = Done(await self._call(effect), digest)
        if after is not None:
            await self._store.write(lambda tx: after(tx, done))
        return done.applied

    def _gate(self) -> Callable[[Transaction], None]:
        """What refuses a write before it begins: the mode, and a lane that is lost."""
        hold, now = LaneHold(), self._clock.now()

        def gate(tx: Transaction) -> None:
            self.modes.require_sending(tx)
            hold.require(tx, now)

        return gate

    def _sent_by(self, effect: Effect) -> datetime:
        """From when on the horizon counts: files are on their way for long before the write is."""
        return self._clock.now() + (self._longest if _brings_files(effect) else timedelta(0))

    async def _begin(
        self, effect: Effect, delivery_id: str, digest: str, at: datetime
    ) -> EffectRecord | None:
        gate = self._gate()

        def begin(tx: Transaction) -> EffectRecord | None:
            gate(tx)
            known = tx.effects.get(effect.marker)
            if known is None:
                tx.effects.begin(effect.marker, delivery_id, target_of(effect), at, digest)
            return known

        known = await self._store.write(begin)
        self._sightings.note(effect.marker, at if known is None else known.begun_at)
        return known

    async def _begin_again(
        self, record: EffectRecord, delivery_id: str, digest: str, at: datetime
    ) -> None:
        """Raises VendorTimeout when another attempt has taken the write over since."""
        gate = self._gate()

        def renew(tx: Transaction) -> None:
            gate(tx)
            _abandon(tx, record)
            tx.effects.begin(record.marker, delivery_id, record.target, at, digest)

        await self._store.write(renew)
        self._sightings.note(record.marker, at)

    async def _apply(self, effect: Effect, at: datetime) -> Applied:
        try:
            return await self._call(effect)
        except VendorError as error:
            sent = error.sent
            await self._store.write(lambda tx: self._end(tx, effect, at, sent=sent))
            raise

    def _end(self, tx: Transaction, effect: Effect, at: datetime, *, sent: bool) -> None:
        """Forget an attempt that wrote nothing; of another that failed the horizon begins now."""
        known, now = tx.effects.get(effect.marker), self._clock.now()
        if known is None or known.begun_at != at or (sent and at <= now):
            return
        tx.effects.abandon(effect.marker, at)
        if sent:
            tx.effects.begin(effect.marker, known.delivery_id, known.target, now, known.digest)

    async def _call(self, effect: Effect) -> Applied:
        try:
            applied = await self._within_limit(effect)
        except VendorError as error:
            self._tally.count("effect", system_of(effect).value, kind_of(effect), error.code)
            raise
        self._tally.count("effect", system_of(effect).value, kind_of(effect), "applied")
        return applied

    async def _within_limit(self, effect: Effect) -> Applied:
        """However slowly the vendor answers, nothing is under way when the horizon is counted."""
        if self._limit is None:
            return await self._apply_there(effect)
        files = self._longest if _brings_files(effect) else timedelta(0)
        try:
            async with asyncio.timeout((self._limit + files).total_seconds()):
                return await self._apply_there(effect)
        except TimeoutError as error:
            raise VendorTimeout(
                "The write took longer than a call may take; its outcome is open."
            ) from error

    async def _apply_there(self, effect: Effect) -> Applied:
        if isinstance(effect, TicketEffect):
            return await self._desk.apply(effect)
        return await self._tracker.apply(effect)

    def _wait_for_horizon(self, record: EffectRecord) -> None:
        soon = self._clock.now() < record.begun_at + self._horizon
        if soon or not self._sightings.is_over(record.marker, record.begun_at):
            raise VendorTimeout(
                "An earlier attempt of this write may still be committed by the vendor; "
                "its marker is looked for when that time is over."
            )

    async def _find_earlier(self, effect: Effect, record: EffectRecord) -> Done | None:
        self._wait_for_horizon(record)
        if isinstance(effect, CreateIssue):
            issue = await self._tracker.find_created_issue(effect.marker)
            return Done(Applied(issue.id, issue.key), record.digest) if issue is not None else None
        place = effect.ticket_id if isinstance(effect, TicketEffect) else effect.issue_id
        found = await self._find_marker(place, effect.marker)
        return Done(Applied(found), record.digest) if found is not None else None

    async def _find_marker(self, place: int | str, marker: str) -> str | None:
        if isinstance(place, int):
            return await self._desk.find_marker(place, marker)
        return await self._tracker.find_marker(place, marker)

    async def _settle(self, marker: str, done: Done, after: AfterEffect | None) -> None:
        now = self._clock.now()

        def settle(tx: Transaction) -> None:
            tx.effects.applied(marker, done.applied.remote_id, now)
            if after is not None:
                after(tx, done)

        await self._store.write(settle)


def _abandon(tx: Transaction, record: EffectRecord) -> None:
    """Forget that it was begun, if the journal still says what was read before the search.

    Of several that searched at the same time and found nothing, only the first may send again.
    """
    known = tx.effects.get(record.marker)
    if known is None or known.state is not EffectState.BEGUN or known.begun_at != record.begun_at:
        raise VendorTimeout(
            "Another attempt has taken this write over; its outcome is not known yet."
        )
    tx.effects.abandon(record.marker, record.begun_at)


def _brings_files(effect: Effect) -> bool:
    if isinstance(effect, UpdateTicket):
        return effect.comment is not None and bool(effect.comment.files)
    return isinstance(effect, AttachToIssue)


def is_repeatable(effect: Effect) -> bool:
    """Whether bringing it about twice leaves what once leaves: it sets, upserts or deletes."""
    match effect:
        case PostIssueComment() | AttachToIssue() | CreateIssue():
            return False
        case UpdateTicket():
            return effect.comment is None
        case _:
            return True


def system_of(effect: Effect) -> System:
    """Which vendor the effect goes to."""
    return System.ZENDESK if isinstance(effect, TicketEffect) else System.JIRA


def target_of(effect: Effect) -> str:
    """Where the effect goes, as an id that is safe to store and log."""
    match effect:
        case UpdateTicket() | RedactTicketComment():
            return f"ticket:{effect.ticket_id}"
        case CreateIssue():
            return f"project:{effect.project.value}"
        case PutRemoteLink() | RemoveRemoteLink():
            return f"remote-link:{effect.issue_id}"
        case AttachToIssue():
            return f"issue-file:{effect.issue_id}"
        case _:
            return f"issue:{effect.issue_id}"
