"""What the web room counts. Labels are fixed words and route templates, never anyone's text."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from app.model import System

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Collectors of one process in the registry that is given; `/metrics` prints that registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._webhooks = Counter(
            "airlock_webhooks_total",
            "Webhooks by system and outcome, refused ones by the code of the refusal.",
            ("system", "outcome"),
            registry=registry,
        )
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

    def webhook(self, system: System, outcome: str, seconds: float) -> None:
        """Count a webhook's outcome or the code of its refusal."""
        self._webhooks.labels(system.value, outcome).inc()
        self._webhook_seconds.labels(system.value).observe(seconds)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request; `route` is a template, `none` where no route matched."""
        known = method if method in {"GET", "POST", "PUT", "DELETE"} else "other"
        self._requests.labels(known, route, str(status)).observe(seconds)
