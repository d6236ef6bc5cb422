"""Whether Airlock works and sends, for the console's first page; and the stop switch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from app.errors import ConfigurationError, Held
from app.model import Audience, Context, Model
from app.ports import UnitOfWork
from app.records_console import ConsolePerson
from app.records_life import Mode, by_state
from app.services.disclosure import Disclosure
from app.services.gate_writing import NOBODY
from app.services.life_checks import Check
from app.services.modes import Modes


class StandingView(Model):
    """The mode that holds, who stopped sending and why, and how many deliveries wait where.

    `set_by_settings` is true where AIRLOCK_MODE stops sending, which no button can change.
    """

    mode: Mode
    setting: Mode
    stopped_by: str | None = None
    stopped_since: datetime | None = None
    reason: str = ""
    live_since: datetime | None = None
    waiting: int = 0
    parked: int = 0
    held: int = 0


class HealthLine(Model):
    """One check; `tone` is how bad it is."""

    name: str
    tone: Literal["good", "warn", "bad"]
    detail: str


class Checks(Protocol):
    async def checks(self) -> Sequence[Check]: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """The modes, the health and the switch."""

    modes: Modes
    health: Checks
    store: UnitOfWork
    disclosure: Disclosure

    async def look(self) -> StandingView:
        """What holds now. Raises StoreError."""
        standing = await self.modes.standing()
        counts = by_state(await self.store.read(lambda tx: tx.life.backlog()))
        switch = standing.switch
        return StandingView(
            mode=standing.mode,
            setting=standing.setting,
            stopped_by=switch.by if switch is not None else None,
            stopped_since=switch.since if switch is not None else None,
            reason=switch.reason if switch is not None else "",
            live_since=standing.live_since,
            waiting=counts["waiting"],
            parked=counts["parked"],
            held=counts["held"],
        )

    async def checks(self) -> tuple[HealthLine, ...]:
        """Every check of the service's health, what fails first."""
        found = await self.health.checks()
        lines = [HealthLine(name=c.name, tone=_tone(c), detail=c.detail) for c in found]
        return tuple(sorted(lines, key=lambda line: ("bad", "warn", "good").index(line.tone)))

    async def stop(self, reason: str, *, person: ConsolePerson) -> bool:
        """Stop all sending, on all machines; whether the reason was kept as redaction left it."""
        await self.modes.stop(by=person.id)
        told = await self._redacted(reason) if reason else ""
        if told:
            await self.modes.explain(told, by=person.id)
        return bool(told) or not reason

    async def start(self, *, person: ConsolePerson) -> None:
        """Take the switch back; fine when it was not thrown."""
        await self.modes.start(by=person.id)

    async def _redacted(self, reason: str) -> str:
        try:
            told = await self.disclosure.disclose_line(
                reason, audience=Audience.ENGINEERING, scope=NOBODY, context=Context()
            )
        except (Held, ConfigurationError):
            return ""
        return told.text.line


def _tone(check: Check) -> Literal["good", "warn", "bad"]:
    if check.ok:
        return "good"
    return "bad" if check.vital else "warn"
