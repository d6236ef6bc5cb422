"""A synthetic round trip: a harmless change on both sides of one pair, whose webhooks must come.

A tag on the ticket, a label on the issue; put on, and the next time taken off. Only our account's
own change of just that, on that ticket or issue, counts as its return.
"""

import asyncio
import contextlib
from datetime import datetime, timedelta

import structlog

from app.errors import AirlockError, VendorError
from app.model import InboundEvent, LinkState, System, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_life import VendorLife
from app.records_life import ProbeSign
from app.services.accounts import OwnAccounts
from app.services.modes import Modes

log = structlog.get_logger()

LOOK_SECONDS = 10.0
OVERDUE = timedelta(minutes=5)
"""Jira aims to deliver within 30 seconds, and in its slow lane within 15 minutes."""
_MARKS = {System.ZENDESK: frozenset({"tags"}), System.JIRA: frozenset({"labels"})}


class Probing:
    """`link_id` is the pair; None probes nothing."""

    def __init__(
        self,
        store: UnitOfWork,
        desk: VendorLife,
        tracker: VendorLife,
        accounts: OwnAccounts,
        clock: Clock,
        modes: Modes,
        *,
        link_id: str | None,
        every: timedelta,
    ) -> None:
        self._store = store
        self._vendors = {System.ZENDESK: desk, System.JIRA: tracker}
        self._accounts = accounts
        self._clock = clock
        self._modes = modes
        self._link_id = link_id
        self._every = every

    async def run(self, stop: asyncio.Event) -> None:
        """Probe whenever it is time, until `stop` is set."""
        while not stop.is_set() and self._link_id is not None:
            try:
                await self.probe()
            except AirlockError as error:
                log.warning("not probed", code=error.code)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def probe(self) -> None:
        """Change both sides if it is time; nothing while nothing is sent, or the link is paused."""
        link = await self._store.read(lambda tx: tx.links.get(self._link_id or ""))
        if link is None or link.state is LinkState.PAUSED or not await self._modes.sends():
            return
        for system in self._vendors:
            await self._probe(system, subject_of(link, system))

    async def _probe(self, system: System, subject: str) -> None:
        """The mark is noted before it is made: its webhook may be faster than the answer."""
        now = self._clock.now()

        def take(tx: Transaction) -> ProbeSign | None:
            known = load_probe(tx, system)
            if known is not None and now < known.sent_at + self._every:
                return None
            sign = _sent(known, subject, now)
            tx.facts.set(_fact(system), sign.model_dump_json())
            return sign

        sign = await self._store.write(take)
        if sign is None:
            return
        try:
            await self._accounts.own_id(system)  # by it the returning webhook is known
            await self._modes.require()
            await self._vendors[system].touch(subject, on=sign.on)
        except VendorError as error:
            log.warning("not probed", system=system.value, code=error.code)


def subject_of(link: TicketLink, system: System) -> str:
    """The pair's ticket or issue, as that vendor's webhooks name it."""
    return str(link.ticket_id) if system is System.ZENDESK else link.issue_id


def note_return(tx: Transaction, event: InboundEvent, now: datetime) -> bool:
    """Whether a change by our own account is the probe that is under way; then it has come back."""
    if frozenset(event.changed) != _MARKS[event.system]:
        return False
    sign = load_probe(tx, event.system)
    if sign is None or sign.subject != event.subject:
        return False
    if sign.back_at is None:
        seconds = max(0.0, (now - sign.sent_at).total_seconds())
        kept = {**sign.model_dump(), "back_at": now, "seconds": seconds, "lost": 0}
        back = ProbeSign.model_validate(kept)
        tx.facts.set(_fact(event.system), back.model_dump_json())
    return True


def load_probe(tx: Transaction, system: System) -> ProbeSign | None:
    """The probe of this side that was sent last."""
    kept = tx.facts.get(_fact(system))
    return ProbeSign.model_validate_json(kept) if kept else None


def is_lost(sign: ProbeSign, now: datetime) -> bool:
    """Whether a probe did not come back in time, and none has since."""
    return sign.lost > 0 or (sign.back_at is None and now > sign.sent_at + OVERDUE)


def _sent(known: ProbeSign | None, subject: str, now: datetime) -> ProbeSign:
    if known is None or known.subject != subject:
        return ProbeSign(subject=subject, sent_at=now, on=True)
    lost = known.lost + 1 if known.back_at is None else 0
    return ProbeSign(
        subject=subject, sent_at=now, on=not known.on, seconds=known.seconds, lost=lost
    )


def _fact(system: System) -> str:
    return f"life:probe:{system.value}"
