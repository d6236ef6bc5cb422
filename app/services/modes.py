"""Whether anything is sent: the setting, and the stop switch that holds for all processes at once.

The switch is a fact in the store. It is looked at in the transaction that begins a write, so that
after it was thrown no write begins; deliveries wait as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import SendingStopped
from app.model import Model
from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry
from app.records_life import Mode

STOP_FACT = "mode:stop"
LIVE_FACT = "mode:live-since"
STARTED_FACT = "mode:started"
SPAN_FACT = "mode:shadow-span"
STOPPED, STARTED, EXPLAINED = "sending stopped", "sending started", "reason of the stop"

SHADOWS_KEPT = timedelta(days=90)


class Switch(Model):
    """Who stopped all sending, since when, and why. The reason is as redaction left it."""

    by: str
    since: datetime
    reason: str = ""


class ShadowSpan(Model):
    """From the first start in `shadow` to the next one in `live`; open while that has not come."""

    begin: datetime
    end: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.begin <= at and (self.end is None or at < self.end)


class Started(Model):
    """The mode that a relaying process was started in last."""

    mode: Mode
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """`setting` is this process's; `started` is told by whichever process relays."""

    setting: Mode
    switch: Switch | None
    live_since: datetime | None
    started: Started | None

    @property
    def mode(self) -> Mode:
        """What holds: whichever of setting and switch says `stopped` wins."""
        return Mode.STOPPED if self.switch is not None else self.setting


class Modes:
    """`setting` is AIRLOCK_MODE; it is this process's for as long as it runs.

    `in_force` says whether this process goes by the policies that were published last: it works
    on nothing and sends nothing while it does not.
    """

    def __init__(
        self,
        store: UnitOfWork,
        clock: Clock,
        setting: Mode = Mode.LIVE,
        in_force: Callable[[Transaction], bool] = lambda _: True,
    ) -> None:
        self._in_force = in_force
        self._store = store
        self._clock = clock
        self.setting = setting

    @property
    def rehearses(self) -> bool:
        """Whether writes are planned and recorded instead of sent."""
        return self.setting is Mode.SHADOW

    def works(self, tx: Transaction) -> bool:
        """Whether deliveries are worked on; in `shadow` they are."""
        free = self.setting is not Mode.STOPPED and load_switch(tx) is None
        return free and self._in_force(tx)

    def require_sending(self, tx: Transaction) -> None:
        """Raises SendingStopped unless a write may begin in this very transaction."""
        if self.setting is Mode.STOPPED:
            raise SendingStopped("Sending is stopped (AIRLOCK_MODE); nothing was sent.")
        if load_switch(tx) is not None:
            raise SendingStopped("Sending is stopped (`airlock stop`); nothing was sent.")
        if not self._in_force(tx):
            raise SendingStopped("Other policies were published just now; nothing was sent.")
        if self.rehearses:
            raise SendingStopped("Airlock runs in the mode `shadow`: it sends nothing yet.")

    async def require(self) -> None:
        """Raises SendingStopped unless a write may begin now."""
        await self._store.read(self.require_sending)

    async def sends(self) -> bool:
        """Whether a write may begin now."""
        return (await self.standing()).mode is Mode.LIVE

    async def standing(self) -> Standing:
        """What holds now."""
        return await self._store.read(lambda tx: load_standing(tx, self.setting))

    async def stop(self, *, by: str) -> Switch:
        """No write begins once this has returned; one that was begun may still arrive.

        The switch that was thrown first stands.
        """
        now = self._clock.now()

        def throw(tx: Transaction) -> Switch:
            known = load_switch(tx)
            if known is not None:
                return known
            switch = Switch(by=by, since=now)
            tx.facts.set(STOP_FACT, switch.model_dump_json())
            tx.audit.add(_entry(by, STOPPED, now))
            return switch

        return await self._store.write(throw)

    async def explain(self, reason: str, *, by: str) -> Switch | None:
        """Keep why it was stopped; `reason` is as redaction left it. None when it was started."""
        now = self._clock.now()

        def keep(tx: Transaction) -> Switch | None:
            switch = load_switch(tx)
            if switch is None:
                return None
            told = Switch(by=switch.by, since=switch.since, reason=reason)
            tx.facts.set(STOP_FACT, told.model_dump_json())
            tx.audit.add(_entry(by, EXPLAINED, now, reason))
            return told

        return await self._store.write(keep)

    async def start(self, *, by: str) -> Switch | None:
        """Take the switch back; what it was, or None where it was not thrown.

        Gates that waited are written before any copy: what was open too long shuts first.
        """
        now = self._clock.now()

        def release(tx: Transaction) -> Switch | None:
            known = load_switch(tx)
            if known is not None:
                tx.facts.set(STOP_FACT, "")
                tx.deliveries.put_gates_first(now)
                tx.audit.add(_entry(by, STARTED, now, f"stopped since {known.since.isoformat()}"))
            return known

        return await self._store.write(release)

    async def note_start(self) -> None:
        """A process that relays has started with this setting.

        Live sending counts from the first such start, and anew after `shadow`. What shadow has
        recorded is forgotten after ninety days.
        """
        now = self._clock.now()

        def note(tx: Transaction) -> None:
            standing = load_standing(tx, self.setting)
            span = load_shadow_span(tx)
            shadowed = span is not None and span.end is None
            if self.setting is Mode.LIVE and (standing.live_since is None or shadowed):
                tx.facts.set(LIVE_FACT, now.isoformat())
            tx.life.forget_shadows(now - SHADOWS_KEPT)
            self._note_span(tx, span, now)
            tx.facts.set(STARTED_FACT, Started(mode=self.setting, at=now).model_dump_json())

        await self._store.write(note)

    def _note_span(self, tx: Transaction, span: ShadowSpan | None, now: datetime) -> None:
        """Several spans become one: what was said between them has its copies."""
        begin = span.begin if span is not None else now
        if self.setting is Mode.SHADOW:
            tx.facts.set(SPAN_FACT, ShadowSpan(begin=begin).model_dump_json())
        elif self.setting is Mode.LIVE and span is not None and span.end is None:
            tx.facts.set(SPAN_FACT, ShadowSpan(begin=begin, end=now).model_dump_json())


def load_shadow_span(tx: Transaction) -> ShadowSpan | None:
    """When nothing was sent for the mode `shadow`, and was not brought over since."""
    kept = tx.facts.get(SPAN_FACT)
    return ShadowSpan.model_validate_json(kept) if kept else None


def forget_shadow_span(tx: Transaction) -> None:
    """What was said then is to be sent like everything else."""
    tx.facts.set(SPAN_FACT, "")


def load_switch(tx: Transaction) -> Switch | None:
    """The stop switch while it is thrown."""
    kept = tx.facts.get(STOP_FACT)
    return Switch.model_validate_json(kept) if kept else None


def load_standing(tx: Transaction, setting: Mode) -> Standing:
    """What holds for a process with this setting."""
    live, started = tx.facts.get(LIVE_FACT), tx.facts.get(STARTED_FACT)
    return Standing(
        setting=setting,
        switch=load_switch(tx),
        live_since=datetime.fromisoformat(live) if live else None,
        started=Started.model_validate_json(started) if started else None,
    )


def _entry(by: str, action: str, now: datetime, detail: str = "") -> AuditEntry:
    return AuditEntry(at=now, actor=by, action=action, subject="service", detail=detail)
