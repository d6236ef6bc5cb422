"""What the gates did, counted in the store: one count for all processes, and past a restart."""

from app.ports import Transaction
from app.services.gate_views import Meter

_FACT = "gate:meter"


def load_meter(tx: Transaction) -> Meter:
    """What was counted so far."""
    kept = tx.facts.get(_FACT)
    return Meter.model_validate_json(kept) if kept else Meter()


def save_meter(tx: Transaction, meter: Meter) -> None:
    """Keep the new counts."""
    tx.facts.set(_FACT, meter.model_dump_json(exclude_defaults=True))
