"""What finding drift asks of the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.model import InboundEvent, System
from app.ports_upkeep import SourceKey
from app.records import DeliveryState, EffectRecord, EffectState, Pending
from app.store.ledger import to_effect
from app.store.scope import Scope
from app.store.statements import upsert
from app.store.tables import deliveries, effects
from app.store.tables_runs import copy_sources

_OPEN = tuple(state.value for state in DeliveryState if state is not DeliveryState.DONE)

_BEGUN = effects.c.state == EffectState.BEGUN.value


class SqlUpkeep:
    """The port `Upkeep`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def note_source(self, link_id: str, source: SourceKey, digest: str) -> None:
        key = {"link_id": link_id, "source": source[0].value, "comment_id": source[1]}
        upsert(self._connection, copy_sources, key, {"digest": digest})

    def sources(self, link_id: str) -> Mapping[SourceKey, str]:
        statement = select(copy_sources).where(copy_sources.c.link_id == link_id)
        rows = self._connection.execute(statement)
        return {(System(row.source), row.comment_id): row.digest for row in rows}

    def pending(self, lane: str) -> Sequence[Pending]:
        statement = (
            select(deliveries.c.id, deliveries.c.event, deliveries.c.state)
            .where(deliveries.c.lane == lane, deliveries.c.state.in_(_OPEN))
            .order_by(deliveries.c.position)
        )
        return tuple(
            Pending(row.id, InboundEvent.model_validate_json(row.event), DeliveryState(row.state))
            for row in self._connection.execute(statement)
        )

    def unsettled(self, before: datetime) -> Sequence[EffectRecord]:
        statement = select(effects).where(_BEGUN, effects.c.begun_at < before)
        ordered = statement.order_by(effects.c.begun_at, effects.c.marker)
        return tuple(map(to_effect, self._connection.execute(ordered)))
