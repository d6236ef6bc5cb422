"""What the web room counts. Labels are fixed words and route templates, never anyone's text."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from app.model import System
from app.services.gate_views import BOUNDS, GateCounts

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Collectors of one process in the registry that is given; `/metrics` prints that registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._webhook_seconds = Histogram(
            "airlock_webhook_seconds",
            "From the whole body to the answer.",
            ("system",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._requests = Histogram(
            "airlock_http_request_seconds",
            "Requests by method, route and status.",
            ("method", "route", "status"),
            buckets=_SECONDS,
            registry=registry,
        )

    def webhook(self, system: System, seconds: float) -> None:
        """Measure how long a webhook waited for its answer."""
        self._webhook_seconds.labels(system.value).observe(seconds)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request; `route` is a template, `none` where no route matched."""
        known = method if method in {"GET", "POST", "PUT", "DELETE"} else "other"
        self._requests.labels(known, route, str(status)).observe(seconds)


class GateCollector(Collector):
    """What the gates did, as the store counted it for all processes."""

    def __init__(self, counts: GateCounts) -> None:
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        """The families, each with its whole history."""
        meter = self._counts.meter
        passages = CounterMetricFamily(
            "airlock_gate_passages", "Guarded transitions that took place.", labels=["outcome"]
        )
        # A series that begins with its first passage would hide that one from `increase`.
        known = {"closed": 0, **meter.passages}
        for outcome, count in sorted(known.items()):
            passages.add_metric([outcome], count)
        yield passages
        yield CounterMetricFamily(
            "airlock_gate_foreign_values", "Values in the gate field not ours.", meter.foreign
        )
        yield HistogramMetricFamily(
            "airlock_gate_window_seconds",
            "From a packet's breaking to Jira's acknowledgement that the gate is shut.",
            buckets=list(_cumulated(self._counts)),
            sum_value=meter.window_sum,
        )
        yield GaugeMetricFamily(
            "airlock_gate_released", "1 while every gate is open.", int(self._counts.released)
        )


def _cumulated(counts: GateCounts) -> Iterator[tuple[str, float]]:
    total = 0
    for bound in (*map(str, BOUNDS), "+Inf"):
        total += counts.meter.windows.get(bound, 0)
        yield bound, total
