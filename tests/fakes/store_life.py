"""The service's own life in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from app.records import DeliveryState, EffectRecord, EffectState
from app.records_life import Backlog, Shadow
from tests.fakes.store_queue import Lane, Placed

_OPEN = (DeliveryState.WAITING, DeliveryState.PARKED, DeliveryState.HELD)


class MemoryLife:
    def __init__(
        self,
        shadows: dict[str, Shadow],
        tallies: dict[str, int],
        deliveries: Mapping[str, Placed],
        lanes: Mapping[str, Lane],
        effects: Mapping[str, EffectRecord],
    ) -> None:
        self._shadows = shadows
        self._tallies = tallies
        self._deliveries = deliveries
        self._lanes = lanes
        self._effects = effects

    def note_shadow(self, shadow: Shadow) -> None:
        self._shadows.setdefault(shadow.marker, shadow)

    def shadows(self, since: datetime, limit: int = 100_000) -> Sequence[Shadow]:
        return [one for one in self._ordered() if one.at >= since][:limit]

    def shadows_of(self, delivery_id: str) -> Sequence[Shadow]:
        return [one for one in self._ordered() if one.delivery_id == delivery_id]

    def not_brought(self, limit: int = 100) -> Sequence[str]:
        open_ones = [one for one in self._ordered() if one.brought_at is None]
        return list(dict.fromkeys(one.delivery_id for one in open_ones))[:limit]

    def brought(self, delivery_ids: Sequence[str], now: datetime) -> None:
        for marker, shadow in self._shadows.items():
            if shadow.delivery_id in delivery_ids:
                self._shadows[marker] = shadow.model_copy(update={"brought_at": now})

    def forget_shadows(self, before: datetime) -> None:
        for marker in [one.marker for one in self._shadows.values() if one.at < before]:
            del self._shadows[marker]

    def add(self, counts: Mapping[str, int]) -> None:
        for name, count in counts.items():
            self._tallies[name] = self._tallies.get(name, 0) + count

    def tallies(self) -> Mapping[str, int]:
        return dict(self._tallies)

    def backlog(self) -> Sequence[Backlog]:
        counts: Counter[tuple[str, Literal["pair", "gate"], str]] = Counter()
        for placed in self._deliveries.values():
            one = placed.delivery
            if one.state in _OPEN:
                lane: Literal["pair", "gate"] = "gate" if one.lane.startswith("gate:") else "pair"
                counts[one.state.value, lane, one.reason_code or ""] += 1
        return [Backlog(*key, count) for key, count in sorted(counts.items())]

    def blocked_lanes(self) -> int:
        return sum(lane.blocked_by is not None for lane in self._lanes.values())

    def claimed_lanes(self, now: datetime) -> int:
        held = (lane.claimed_until for lane in self._lanes.values())
        return sum(until is not None and until > now for until in held)

    def begun_effects(self, since: datetime | None = None) -> int:
        begun = [one for one in self._effects.values() if one.state is EffectState.BEGUN]
        return sum(since is None or one.begun_at >= since for one in begun)

    def _ordered(self) -> Sequence[Shadow]:
        return sorted(self._shadows.values(), key=lambda one: (one.at, one.marker))
