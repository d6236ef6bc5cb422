"""What the store knows of the service, as Prometheus families: true for all processes at once.

Labels are fixed words: systems, states, kinds, codes. No id, no name, no text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from app.records_life import Mode
from app.services.measures import Measures, VendorMeasures

Samples = Iterable[tuple[Sequence[str], float | None]]

TALLIES = {
    "webhook": ("airlock_webhooks", "Webhooks by outcome, or code of refusal", "system outcome"),
    "effect": ("airlock_effects", "Writes to the vendors by outcome", "system kind outcome"),
    "delivery": ("airlock_worked", "Deliveries worked on, by outcome", "kind outcome reason"),
    "pacing": ("airlock_pacing", "Calls that a limit held back or refused", "what limit"),
}
"""What is counted by name: the family, what it says, and the labels that follow the first part."""


class ServiceCollector(Collector):
    """The families of one moment."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures

    def collect(self) -> Iterator[Metric]:
        """All families; one without a sample is told by its name alone."""
        yield from _state(self._measures)
        yield from _tallies(self._measures.tallies)
        yield from _vendors(self._measures)
        yield from _limits(self._measures)
        yield from _runs(self._measures)


class StoreCollector(Collector):
    """Whether the database answered this very scrape."""

    def __init__(self, *, up: bool) -> None:
        self._up = up

    def collect(self) -> Iterator[Metric]:
        """One gauge."""
        yield _gauge("airlock_store_up", "1 while the database answers.", "", [((), self._up)])


def _state(measures: Measures) -> Iterator[Metric]:
    yield _gauge(
        "airlock_mode", "1 for the mode that holds now.", "mode",
        [((mode.value,), mode is measures.mode) for mode in Mode],
    )  # fmt: skip
    yield _gauge(
        "airlock_deliveries", "Deliveries that are kept, by state.", "state",
        [((state,), count) for state, count in sorted(measures.deliveries.items())],
    )  # fmt: skip
    yield _gauge(
        "airlock_backlog", "Deliveries that are not done, by lane and reason.",
        "state lane reason",
        [((one.state, one.lane, one.reason), one.count) for one in measures.backlog],
    )  # fmt: skip
    for name, says, value in (
        ("stopped_seconds", "For how long the stop switch is on.", measures.stopped_seconds),
        ("oldest_delivery_seconds", "Age of the oldest that waits.", measures.oldest_seconds),
        ("lanes_blocked", "Lanes behind a dead letter.", measures.blocked_lanes),
        ("effects_open", "Writes without a result yet.", measures.effects_open),
        ("gates_unwritten", "Gates that cannot be written.", measures.gates_unwritten),
        ("audit_position", "The newest link of the audit.", measures.audit_position),
        ("reconcile_seconds", "Since the last reconcile began.", measures.reconcile_seconds),
        ("reconcile_drifts", "What it found untold.", measures.reconcile_drifts),
        ("reconcile_unmended", "Pairs that need a person.", measures.reconcile_unmended),
    ):
        yield _gauge(f"airlock_{name}", says, "", [((), value)])


def _tallies(tallies: Mapping[str, int]) -> Iterator[Metric]:
    split = [(name.split("|"), count) for name, count in sorted(tallies.items())]
    for first, (name, says, labels) in TALLIES.items():
        family = CounterMetricFamily(name, f"{says}.", labels=labels.split())
        for (kind, *parts), count in split:
            if kind == first and len(parts) == len(labels.split()):
                family.add_metric(parts, count)
        yield family


def _vendors(measures: Measures) -> Iterator[Metric]:
    def of(name: str, says: str, attribute: str) -> Metric:
        return _gauge(f"airlock_vendor_{name}", says, "system", _each(measures, attribute))

    yield of("heard_seconds", "Since the last genuine webhook.", "heard_seconds")
    yield of("silence_limit_seconds", "Silence longer than this is told.", "silence_limit_seconds")
    yield of("webhook_ok", "1 while our webhook stands at the vendor.", "webhook_ok")
    yield of("webhook_asked_seconds", "Since the vendor told of it.", "webhook_asked_seconds")
    yield of("webhook_invoked", "Calls that the vendor made in an hour.", "webhook_invoked")
    yield of("webhook_failed", "Those of them that failed.", "webhook_failed")
    yield of("webhook_expires_seconds", "Until the webhook ends by itself.", "expires_seconds")
    yield of("probe_seconds", "How long the last round trip took.", "probe_seconds")
    yield of("probe_lost", "1 while a round trip has not come back.", "probe_lost")
    down = dict.fromkeys(measures.vendors, 0.0) | dict(measures.down_seconds)
    yield _gauge(
        "airlock_vendor_down_seconds", "For how long the vendor has been down.", "system",
        [((system,), seconds) for system, seconds in sorted(down.items())],
    )  # fmt: skip


def _limits(measures: Measures) -> Iterator[Metric]:
    limits = sorted(measures.limits.items())
    yield _gauge(
        "airlock_limit_left", "Calls that a vendor's limit lets us make at this moment.", "limit",
        [((limit,), left) for limit, (left, _) in limits],
    )  # fmt: skip
    yield _gauge(
        "airlock_limit_allowed", "What the vendor allows within the limit's window.", "limit",
        [((limit,), allowed) for limit, (_, allowed) in limits],
    )  # fmt: skip


def _each(measures: Measures, attribute: str) -> Samples:
    def value(vendor: VendorMeasures) -> float | None:
        found = getattr(vendor, attribute)
        return None if found is None else float(found)

    return [((system,), value(vendor)) for system, vendor in sorted(measures.vendors.items())]


def _runs(measures: Measures) -> Iterator[Metric]:
    runs = sorted(measures.runs.items())
    yield _gauge(
        "airlock_run", "The last long run of its kind, by state.", "kind state",
        [((kind, run.state), 1) for kind, run in runs],
    )  # fmt: skip
    yield _gauge(
        "airlock_run_told_seconds", "Since that run told of itself.", "kind",
        [((kind,), run.told_seconds) for kind, run in runs],
    )  # fmt: skip
    yield _gauge(
        "airlock_run_counts", "What that run has counted.", "kind what",
        [((kind, what), n) for kind, run in runs for what, n in sorted(run.counts.items())],
    )  # fmt: skip


def _gauge(name: str, says: str, labels: str, samples: Samples) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=labels.split())
    for values, number in samples:
        if number is not None:
            family.add_metric(values, float(number))
    return family
