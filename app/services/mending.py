"""A pair's drift is mended in the pair's own lane: looked at once more there, then put in line.

Nothing else works on the pair meanwhile. Copies are sent, corrected and taken back by deliveries of
their own behind this one, each with its own tries; only what needs no text is done here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog

from app.effects import DeleteIssueComment, Effect, RedactTicketComment
from app.model import EventKind, InboundEvent, LinkState, System, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry, Copy, Delivery, EffectState
from app.services.adopting import copy_found, record_found
from app.services.drift_reading import DriftReading, Reading
from app.services.outbox import Outbox
from app.sync.drift import Drift, DriftKind, plan_drift
from app.sync.echo import marker_for

log = structlog.get_logger()

KINDS: Mapping[DriftKind, EventKind] = {
    DriftKind.MISSING: EventKind.COMMENT_ADDED,
    DriftKind.EDITED: EventKind.COMMENT_CHANGED,
    DriftKind.SOURCE_GONE: EventKind.COMMENT_CHANGED,
    DriftKind.UNRECORDED: EventKind.COMMENT_CHANGED,
    DriftKind.FIELDS: EventKind.CHANGED,
    DriftKind.GATE: EventKind.LINKED,
    DriftKind.REMOTE_LINK: EventKind.LINKED,
}
"""What each difference is told as, to those who would have followed its webhook."""
GATES = frozenset({DriftKind.GATE, DriftKind.REMOTE_LINK})


class Mending:
    def __init__(
        self, store: UnitOfWork, reading: DriftReading, outbox: Outbox, clock: Clock
    ) -> None:
        self._store = store
        self._reading = reading
        self._outbox = outbox
        self._clock = clock

    async def mend(self, link: TicketLink, delivery: Delivery) -> Sequence[Drift]:
        """Compare the pair as it stands now, and mend what differs. Raises VendorError and Held."""
        reading = await self._reading.read(link, without=delivery.id)
        drifts = [one for one in plan_drift(reading.snapshot) if one.mendable]
        for one in drifts:
            if one.kind is DriftKind.DOUBLED:
                await self._outbox.send(_removal(link, one, delivery.id), delivery_id=delivery.id)
        if drifts:
            now = self._clock.now()
            await self._store.write(lambda tx: _put_in_line(tx, reading, drifts, delivery, now))
            log.info("drift mended", lane=link.lane, delivery=delivery.id)
        return drifts


def _put_in_line(
    tx: Transaction, reading: Reading, drifts: Sequence[Drift], delivery: Delivery, now: datetime
) -> None:
    for one in drifts:
        match one.kind:
            case DriftKind.COPY_GONE:
                _forget(tx, reading.link, one, now)
            case DriftKind.UNRECORDED:
                _take_over(tx, reading, one, now)
            case DriftKind.KEY:
                tx.links.set_key(reading.link.id, reading.issue_key)
            case DriftKind.UNSETTLED:
                _settle(tx, reading, one, now)
        if one.kind in KINDS:
            lane = reading.link.gate_lane if one.kind in GATES else reading.link.lane
            tx.deliveries.add(_event(reading, one, _cause(reading, one, delivery)), lane, now)
    kinds = Counter(one.kind.value for one in drifts)
    detail = ", ".join(f"{kind}: {count}" for kind, count in sorted(kinds.items()))
    subject = f"link:{reading.link.id}"
    tx.audit.add(
        AuditEntry(at=now, actor="airlock", action="drift mended", subject=subject, detail=detail)
    )


def _cause(reading: Reading, drift: Drift, delivery: Delivery) -> str:
    """Each finding is worked on once for each look at the pair.

    What is found of a paused link waits in its lane until it is resumed: there, once for what the
    source says and for the copy, however often the pair is looked at meanwhile.
    """
    if reading.link.state is not LinkState.PAUSED:
        return delivery.id
    view = reading.snapshot.zendesk if drift.side is System.ZENDESK else reading.snapshot.jira
    reads = next((one.digest for one in view.remarks if one.id == drift.comment_id), "gone")
    return f"{drift.target_id}:{reads}"


def _event(reading: Reading, drift: Drift, cause: str) -> InboundEvent:
    link, side = reading.link, drift.side
    what = drift.comment_id or side.value
    return InboundEvent(
        system=side,
        kind=KINDS[drift.kind],
        event_id=f"drift:{cause}:{drift.kind.name.lower()}:{what}",
        subject=str(link.ticket_id) if side is System.ZENDESK else link.issue_id,
        issue_key=reading.issue_key,
        comment_id=drift.comment_id or None,
        changed=reading.ahead.get(side, ()) if drift.kind is DriftKind.FIELDS else (),
    )


def _forget(tx: Transaction, link: TicketLink, drift: Drift, now: datetime) -> None:
    """The copy stands no more, for somebody took it away: that stands, until its source is edited.

    It may have been taken away for what it said.
    """
    copy = tx.copies.get(link.id, drift.side, drift.comment_id)
    if copy is not None and copy.target_comment_id == drift.target_id:
        tx.copies.save(Copy.model_validate({**copy.model_dump(), "deleted": True}), now)


def _take_over(tx: Transaction, reading: Reading, drift: Drift, now: datetime) -> None:
    held = reading.jira if drift.side is System.ZENDESK else reading.zendesk
    found = held[drift.target_id]
    record_found(tx, copy_found(reading.link, drift.side, drift.comment_id, found), now)


def _settle(tx: Transaction, reading: Reading, drift: Drift, now: datetime) -> None:
    """The vendor can commit it no more: it took place if its marker stands somewhere."""
    marker = drift.target_id
    made = [one.id for one in reading.zendesk.values() if one.marker == marker]
    made += [one.id for one in reading.jira.values() if one.marker == marker]
    known = tx.effects.get(marker)
    if known is None or known.state is not EffectState.BEGUN:
        return
    if made:
        tx.effects.applied(marker, made[0], now)
    else:
        tx.effects.abandon(marker, known.begun_at)


def _removal(link: TicketLink, drift: Drift, delivery_id: str) -> Effect:
    marker = marker_for(delivery_id, f"double:{drift.target_id}")
    if drift.side is System.ZENDESK:
        return DeleteIssueComment(link.issue_id, drift.target_id, marker)
    return RedactTicketComment(link.ticket_id, drift.target_id, marker)
