"""The service's state in numbers, as views: for `/metrics` and for the console."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.records_life import Backlog, Mode
from app.services.gate_views import GateCounts


@dataclass(frozen=True, slots=True)
class VendorMeasures:
    """One vendor's signs of life; seconds count until now, None where nothing is known.

    `probe_seconds` is how long the last synthetic change took to come back, `probe_lost` whether
    the one before it is overdue. `expires_seconds` is of webhooks that end by themselves.
    """

    heard_seconds: float | None = None
    silence_limit_seconds: float | None = None
    webhook_asked_seconds: float | None = None
    webhook_ok: bool | None = None
    webhook_failed: int = 0
    webhook_invoked: int = 0
    expires_seconds: float | None = None
    probe_seconds: float | None = None
    probe_lost: bool = False


@dataclass(frozen=True, slots=True)
class RunMeasures:
    """The last long run of its kind: how long ago it told of itself, and its counts."""

    state: str
    told_seconds: float
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything that the store knows at one moment, for all processes.

    `tallies` are counts by name, its parts divided by `|`. `audit_position` is the newest link of
    the audit's chain, `down_seconds` for how long a vendor has been taken to be down, `limits` by
    name how many calls could go out now and how many the vendor allows.
    """

    mode: Mode
    stopped_seconds: float
    deliveries: Mapping[str, int]
    backlog: Sequence[Backlog]
    oldest_seconds: float
    blocked_lanes: int
    effects_open: int
    gates_unwritten: int
    gates: GateCounts
    tallies: Mapping[str, int]
    audit_position: int
    vendors: Mapping[str, VendorMeasures] = field(default_factory=dict)
    runs: Mapping[str, RunMeasures] = field(default_factory=dict)
    reconcile_seconds: float | None = None
    reconcile_drifts: int = 0
    reconcile_unmended: int = 0
    down_seconds: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
