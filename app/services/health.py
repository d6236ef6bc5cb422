"""Whether the service can do its work, check by check."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from app.errors import AirlockError
from app.ports import Clock, IssueTracker, PolicySource, TicketDesk, UnitOfWork
from app.records_life import by_state
from app.services.emergency import load_release
from app.services.gate_field_ids import no_such_field
from app.services.gate_meter import load_meter
from app.services.gate_rechecks import failing_gates
from app.services.life_checks import Check, LifeRules, life_checks, load_vitals
from app.services.modes import Modes

OLDEST_FINE = timedelta(minutes=10)
PASSAGE_TOLD = timedelta(days=1)
VENDOR_LIFE = timedelta(seconds=30)


class Health:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        policies: PolicySource,
        clock: Clock,
        modes: Modes,
        rules: LifeRules | None = None,
    ) -> None:
        self._modes = modes
        self._rules = rules or LifeRules()
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._policies = policies
        self._clock = clock
        self._vendors: tuple[datetime, tuple[Check, ...]] | None = None
        self._asking = asyncio.Lock()

    async def checks(self) -> tuple[Check, ...]:
        """Every check with its state; one that fails is told, not raised.

        Vital is the database alone: without it no webhook can be stored. A process that is taken
        out of service for anything else loses what it could have kept. The vendors are asked at
        most twice a minute, however often a probe asks us.
        """
        return (
            await _attempt("database", self._check_store, vital=True),
            await _attempt("oldest delivery", self._check_oldest),
            await _attempt("gates", self._check_gates),
            await _attempt("emergency release", self._check_release),
            await _attempt("transitions", self._check_passages),
            *await self._check_life(),
            *await self._check_vendors(),
            self._check_policies(),
        )

    async def _check_life(self) -> tuple[Check, ...]:
        setting = self._modes.setting
        try:
            vitals = await self._store.read(lambda tx: load_vitals(tx, setting))
        except AirlockError as error:
            return (Check("mode", False, str(error), vital=False),)
        return tuple(life_checks(vitals, self._rules, self._clock.now()))

    async def _check_vendors(self) -> tuple[Check, ...]:
        """Whoever comes while the vendors are asked waits for that answer and asks nothing."""
        async with self._asking:
            now = self._clock.now()
            if self._vendors is None or now >= self._vendors[0] + VENDOR_LIFE:
                checks = (
                    await _attempt("zendesk", self._check_zendesk),
                    await _attempt("jira", self._check_jira),
                    await _attempt("gate fields", self._check_gate_fields),
                )
                self._vendors = (now, checks)
            return self._vendors[1]

    async def _check_store(self) -> str:
        counts = by_state(await self._store.read(lambda tx: tx.life.backlog()))
        return ", ".join(f"{state} {counts[state]}" for state in ("waiting", "parked", "held"))

    async def _check_oldest(self) -> str:
        oldest = await self._store.read(lambda tx: tx.deliveries.oldest_waiting())
        if oldest is None:
            return "nothing waits"
        age = self._clock.now() - oldest
        if not await self._store.read(self._modes.works):
            return f"{int(age.total_seconds())} s; it waits for `airlock start`"
        if age > OLDEST_FINE:
            raise AirlockError(f"the oldest waits for {int(age.total_seconds())} s; see the log")
        return f"{int(age.total_seconds())} s"

    async def _check_gates(self) -> str:
        """A gate that cannot be written may stand open although it should be closed."""
        postponed = await self._store.read(lambda tx: tx.deliveries.postponed(limit=1000))
        failing = failing_gates(postponed)
        if failing:
            codes = ", ".join(sorted({one.reason_code or "" for one in failing}))
            raise AirlockError(f"{len(failing)} not written: {codes}; see the log")
        return "all written"

    async def _check_release(self) -> str:
        """An alarm until it is closed: every gate is open."""
        release = await self._store.read(load_release)
        if release is None:
            return "closed"
        end = f"until {release.until:%Y-%m-%d %H:%M} UTC" if release.until else "without an end"
        raise AirlockError(
            f"every gate is open since {release.since:%Y-%m-%d %H:%M} UTC, {end}; "
            "`airlock gate --close` ends it"
        )

    async def _check_passages(self) -> str:
        """What passed while the gate was closed is worth a look for a day."""
        meter = await self._store.read(load_meter)
        last, count = meter.last_closed_at, meter.passages.get("closed", 0)
        if last is None or self._clock.now() - last > PASSAGE_TOLD:
            return f"{meter.passages.get('passed', 0)} passed the gate, {count} while closed"
        raise AirlockError(
            f"{count} passed while the gate was closed, the last {last:%Y-%m-%d %H:%M} UTC; "
            "`airlock gate --would-have-stopped` lists them"
        )

    async def _check_zendesk(self) -> str:
        return f"account {(await self._desk.whoami()).id}"

    async def _check_jira(self) -> str:
        return f"account {(await self._tracker.whoami()).id}"

    async def _check_gate_fields(self) -> str:
        """Without them a gate is at best decided by what Airlock remembers of their ids."""
        gate, known = self._policies.current().gate, await self._tracker.field_ids()
        for name in (gate.gate_field, gate.reasons_field):
            if name not in known:
                raise AirlockError(no_such_field(name))
        return "both are there"

    def _check_policies(self) -> Check:
        """Files that are refused leave the last good version in force."""
        version = f"version {self._policies.current().version}"
        failure = self._policies.last_failure()
        if failure:
            told = "\n".join((f"{version} stays in force; the newest files are refused:", *failure))
            return Check("policies", False, told, vital=False)
        return Check("policies", True, version)


async def _attempt(name: str, check: Callable[[], Awaitable[str]], *, vital: bool = False) -> Check:
    try:
        return Check(name, True, await check(), vital)
    except AirlockError as error:
        return Check(name, False, str(error), vital)
