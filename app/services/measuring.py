"""The service in numbers: one read of the store, for all processes together."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.model import System
from app.ports import Clock, Transaction, UnitOfWork
from app.records import RunKind
from app.records_life import Mode
from app.services.emergency import load_release
from app.services.gate_meter import load_meter
from app.services.gate_rechecks import failing_gates
from app.services.gate_views import GateCounts
from app.services.life_checks import LifeRules, Vitals, load_vitals
from app.services.measures import Measures, RunMeasures, VendorMeasures
from app.services.pacing import Pacer
from app.services.probing import is_lost
from app.services.pulse import Pulse
from app.services.silence import longest_usual

FAILING_LIMIT = 1_000


class Measuring:
    def __init__(
        self,
        store: UnitOfWork,
        clock: Clock,
        setting: Mode,
        rules: LifeRules,
        pulse: Pulse,
        pacer: Pacer | None = None,
    ) -> None:
        self._pacer = pacer
        self._store = store
        self._clock = clock
        self._setting = setting
        self._rules = rules
        self._pulse = pulse

    async def measure(self) -> Measures:
        """All of it at this moment, with what this process has counted. Raises StoreError."""
        await self._pulse.flush()
        return await self._store.read(self._measure)

    def _measure(self, tx: Transaction) -> Measures:
        now = self._clock.now()
        vitals = load_vitals(tx, self._setting)
        oldest, switch = tx.deliveries.oldest_waiting(), vitals.standing.switch
        released, last = load_release(tx) is not None, vitals.reconcile
        return Measures(
            mode=vitals.standing.mode,
            stopped_seconds=_age(switch.since if switch is not None else None, now) or 0.0,
            deliveries=tx.deliveries.counts(),
            backlog=vitals.backlog,
            oldest_seconds=_age(oldest, now) or 0.0,
            blocked_lanes=vitals.blocked_lanes,
            effects_open=tx.life.begun_effects(),
            gates_unwritten=len(failing_gates(tx.deliveries.postponed(limit=FAILING_LIMIT))),
            gates=GateCounts(meter=load_meter(tx), released=released),
            tallies=tx.life.tallies(),
            audit_position=tx.chain.head().position,
            vendors={one.value: self._vendor(vitals, one, now) for one in System},
            runs=_runs(tx, now),
            reconcile_seconds=_age(last.began, now) if last is not None else None,
            reconcile_drifts=last.drifts if last is not None else 0,
            reconcile_unmended=last.unmended if last is not None else 0,
            down_seconds={
                one.system: max(0.0, now.timestamp() - one.down_since)
                for one in tx.budgets.outages()
                if one.down_since is not None
            },
            limits=self._pacer.left(tx.budgets.all()) if self._pacer is not None else {},
        )

    def _vendor(self, vitals: Vitals, system: System, now: datetime) -> VendorMeasures:
        sign, heard, probe = vitals.signs[system], vitals.heard[system], vitals.probes[system]
        limit = longest_usual(heard, now, self._rules.silence) if heard is not None else None
        expires = sign.expires_at if sign is not None else None
        return VendorMeasures(
            heard_seconds=_age(heard.last, now) if heard is not None else None,
            silence_limit_seconds=limit.total_seconds() if limit is not None else None,
            webhook_asked_seconds=_age(sign.at, now) if sign is not None else None,
            webhook_ok=sign.ok if sign is not None else None,
            webhook_failed=sign.failed if sign is not None else 0,
            webhook_invoked=sign.invoked if sign is not None else 0,
            expires_seconds=_span(expires - now) if expires is not None else None,
            probe_seconds=probe.seconds if probe is not None else None,
            probe_lost=probe is not None and is_lost(probe, now),
        )


def _runs(tx: Transaction, now: datetime) -> Mapping[str, RunMeasures]:
    found = {kind.value: tx.runs.latest(kind) for kind in RunKind}
    return {
        kind: RunMeasures(run.state.value, _age(run.updated_at, now) or 0.0, run.counts)
        for kind, run in found.items()
        if run is not None
    }


def _age(at: datetime | None, now: datetime) -> float | None:
    return max(0.0, _span(now - at)) if at is not None else None


def _span(span: timedelta) -> float:
    return span.total_seconds()
