"""What finding drift asks of the store, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.ports_upkeep import SourceKey
from app.records import DeliveryState, EffectRecord, EffectState, Pending
from tests.fakes.store_queue import Placed


class MemoryUpkeep:
    def __init__(
        self,
        sources: dict[tuple[str, SourceKey], str],
        deliveries: dict[str, Placed],
        effects: dict[str, EffectRecord],
    ) -> None:
        self._sources = sources
        self._deliveries = deliveries
        self._effects = effects

    def note_source(self, link_id: str, source: SourceKey, digest: str) -> None:
        self._sources[link_id, source] = digest

    def sources(self, link_id: str) -> Mapping[SourceKey, str]:
        return {key: digest for (link, key), digest in self._sources.items() if link == link_id}

    def pending(self, lane: str) -> Sequence[Pending]:
        placed = [one for one in self._deliveries.values() if one.delivery.lane == lane]
        ordered = [one.delivery for one in sorted(placed, key=lambda one: one.position)]
        return tuple(
            Pending(one.id, one.event, one.state)
            for one in ordered
            if one.state is not DeliveryState.DONE
        )

    def unsettled(self, before: datetime) -> Sequence[EffectRecord]:
        found = [
            one
            for one in self._effects.values()
            if one.state is EffectState.BEGUN and one.begun_at < before
        ]
        return tuple(sorted(found, key=lambda one: (one.begun_at, one.marker)))
