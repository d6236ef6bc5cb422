"""What the gates did, counted in the store: one count for all processes, and past a restart."""

from app.ports import Transaction, UnitOfWork
from app.services.emergency import load_release
from app.services.gate_views import GateCounts, Meter

_FACT = "gate:meter"


def load_meter(tx: Transaction) -> Meter:
    """What was counted so far."""
    kept = tx.facts.get(_FACT)
    return Meter.model_validate_json(kept) if kept else Meter()


def save_meter(tx: Transaction, meter: Meter) -> None:
    """Keep the new counts."""
    tx.facts.set(_FACT, meter.model_dump_json(exclude_defaults=True))


class GateCounting:
    def __init__(self, store: UnitOfWork) -> None:
        self._store = store

    async def counts(self) -> GateCounts:
        """The counts of all processes together."""
        return await self._store.read(
            lambda tx: GateCounts(meter=load_meter(tx), released=load_release(tx) is not None)
        )
