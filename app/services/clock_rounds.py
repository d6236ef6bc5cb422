"""What keeps the clocks of silence right: new pairs, pairs of which something was heard, policies.

Webhooks only mark a clock; a round beside the relay reads the pair, as bulk work, so that it takes
nothing from what people wait for.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from app.errors import Held, StoreError, VendorError
from app.model import EventKind, LinkState, System, TicketLink
from app.ports import Clock, PolicySet, PolicySource, Transaction, UnitOfWork
from app.records import Delivery
from app.records_clocks import EscalationClock
from app.services.clock_reading import ClockReading
from app.services.gate_rechecks import is_gate_lane
from app.services.modes import Modes
from app.services.urgency import in_bulk
from app.sync.silence import due_at

log = structlog.get_logger()

ROUND_SECONDS = 20.0
BATCH = 25
"""Pairs that one round reads, three calls each."""
PAGE = 200
COMMITTED_AFTER = timedelta(seconds=10)
LATER = timedelta(minutes=10)
"""What cannot be read now is read again then."""
SEEN_FACT = "clocks:seen"
POLICY_FACT = "clocks:policy"
TURN_FACT = "clocks:turn"
_CONCERNS = {
    System.ZENDESK: frozenset(
        {
            EventKind.COMMENT_ADDED, EventKind.CHANGED, EventKind.LINKED, EventKind.DELETED,
            EventKind.ERASED, EventKind.MERGED, EventKind.PACKET_CHANGED,
        }
    ),
    System.JIRA: frozenset({EventKind.CHANGED, EventKind.DELETED}),
}  # fmt: skip


def mark(tx: Transaction, delivery: Delivery, now: datetime) -> None:
    """Have the pair's clock read anew, where the delivery may have moved it."""
    if delivery.event.kind not in _CONCERNS[delivery.event.system]:
        return
    _, _, subject = delivery.lane.partition(":")
    if is_gate_lane(delivery.lane):
        if delivery.event.kind is EventKind.PACKET_CHANGED:
            tx.clocks.look_again_at_issue(subject, now)
    else:
        tx.clocks.look_again(subject, now)


class ClockRounds:
    def __init__(
        self,
        store: UnitOfWork,
        reading: ClockReading,
        policies: PolicySource,
        modes: Modes,
        clock: Clock,
    ) -> None:
        self._store = store
        self._reading = reading
        self._policies = policies
        self._modes = modes
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Round after round until `stop` is set."""
        while not stop.is_set():
            try:
                await self.go()
            except StoreError as error:
                log.error("store out of reach", code=error.code)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), ROUND_SECONDS)

    async def go(self) -> int:
        """One round, unless another process had its turn just now; how many pairs were read.

        Raises StoreError. A pair that cannot be read is put off.
        """
        if not await self._store.write(self._take_turn):
            return 0
        await self._set_anew()
        links = await self._store.read(self._to_read)
        with in_bulk():
            for link in links:
                await self._read(link)
        await self._store.write(lambda tx: self._note_seen(tx, links))
        return len(links)

    def _take_turn(self, tx: Transaction) -> bool:
        """Nothing is read while sending is stopped."""
        now = self._clock.now()
        last = tx.facts.get(TURN_FACT)
        if last is not None and abs(now - datetime.fromisoformat(last)).total_seconds() < (
            ROUND_SECONDS / 2
        ):
            return False
        if not self._modes.works(tx):
            return False
        tx.facts.set(TURN_FACT, now.isoformat())
        return True

    def _to_read(self, tx: Transaction) -> Sequence[TicketLink]:
        """Those that are marked, then links that were made since the last one that was seen."""
        marked = [
            link
            for clock in tx.clocks.to_look_at(self._clock.now(), BATCH)
            if (link := tx.links.get(clock.link_id)) is not None
        ]
        fresh = tx.links.all(BATCH, tx.facts.get(SEEN_FACT))
        return (*marked, *(one for one in fresh if tx.clocks.get(one.id) is None))

    def _note_seen(self, tx: Transaction, read: Sequence[TicketLink]) -> None:
        """The links up to here have a clock, or could not be given one.

        One that was made just now is not passed by: a link before it may not be committed yet.
        """
        seen, settled = tx.facts.get(SEEN_FACT), self._clock.now() - COMMITTED_AFTER
        for link in tx.links.all(BATCH, seen):
            unknown = link not in read and tx.clocks.get(link.id) is None
            if unknown or link.created_at > settled:
                break
            seen = link.id
        if seen is not None:
            tx.facts.set(SEEN_FACT, seen)

    async def _read(self, link: TicketLink) -> None:
        try:
            await self._reading.read(link)
        except (VendorError, Held) as error:
            log.warning("clock not read", link=link.id, code=error.code)
            later = self._clock.now() + LATER
            await self._store.write(lambda tx: self._put_off(tx, link, later))

    def _put_off(self, tx: Transaction, link: TicketLink, later: datetime) -> None:
        """One that has no clock yet gets one that says only what the link itself does."""
        if tx.clocks.get(link.id) is None and link.state is not LinkState.ENDED:
            tx.clocks.save(self._bare(link))
        tx.clocks.look_again(link.id, later)

    def _bare(self, link: TicketLink) -> EscalationClock:
        rules = self._policies.current().mapping.silence
        return EscalationClock(
            link_id=link.id,
            ticket_id=link.ticket_id,
            issue_id=link.issue_id,
            issue_key=link.issue_key,
            customer="",
            opened_at=link.created_at,
            due_at=due_at(link.created_at, None, None, rules),
        )

    async def _set_anew(self) -> None:
        """After the policies changed: other intervals, other due times."""
        policies = self._policies.current()
        if await self._store.read(lambda tx: tx.facts.get(POLICY_FACT)) == policies.version:
            return
        after: str | None = ""
        while after is not None:
            after = await self._store.write(partial(_recount, policies, after))
        await self._store.write(lambda tx: tx.facts.set(POLICY_FACT, policies.version))


def _recount(policies: PolicySet, after: str, tx: Transaction) -> str | None:
    """Count a page of due times anew; the last link, None at the end."""
    rules, page = policies.mapping.silence, tx.clocks.open(PAGE, after)
    for clock in page:
        due = due_at(clock.silent_since, clock.promised_at, clock.severity, rules)
        if due != clock.due_at:
            tx.clocks.save(clock.changed(due_at=due))
    return page[-1].link_id if len(page) == PAGE else None
