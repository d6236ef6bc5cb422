"""What `/metrics` tells of the gates."""

from datetime import UTC, datetime

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from app.services.gate_views import BOUNDS, GateCounts, Meter
from app.web.metrics import GateCollector

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def told(counts: GateCounts) -> dict[str, float]:
    """Every sample by its name and labels, as a scraper reads it."""
    registry = CollectorRegistry()
    registry.register(GateCollector(counts))
    families = text_string_to_metric_families(generate_latest(registry).decode())
    return {
        sample.name + "".join(f"|{one}" for one in sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_windows_are_a_histogram_that_counts_each_once() -> None:
    meter = Meter()
    for seconds in (0.0, 0.05, 0.3, 2_000.0):
        meter = meter.closed_within(seconds)
    found = told(GateCounts(meter=meter, released=False))
    name = "airlock_gate_window_seconds"
    assert [found[f"{name}_bucket|{bound}"] for bound in (0.05, 0.25, 0.5, 900.0)] == [2, 2, 3, 3]
    assert (found[f"{name}_bucket|+Inf"], found[f"{name}_count"]) == (4, 4)
    assert found[f"{name}_sum"] == 2_000.35
    assert max(BOUNDS) == 900.0


def test_passages_are_counted_by_outcome_and_foreign_values_too() -> None:
    meter = Meter().passed("passed", NOON).passed("closed", NOON).passed("passed", NOON)
    found = told(GateCounts(meter=meter.wrote_foreign(), released=True))
    assert found["airlock_gate_passages_total|passed"] == 2
    assert found["airlock_gate_passages_total|closed"] == 1
    assert (found["airlock_gate_foreign_values_total"], found["airlock_gate_released"]) == (1, 1)


def test_before_anything_happened_the_counts_are_zero() -> None:
    found = told(GateCounts(meter=Meter(), released=False))
    assert (found["airlock_gate_released"], found["airlock_gate_window_seconds_count"]) == (0, 0)
    # Without it the first passage of a closed gate would be no increase.
    assert found["airlock_gate_passages_total|closed"] == 0
