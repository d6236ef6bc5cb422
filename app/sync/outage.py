"""Whether a vendor is down, for all processes: after some failures in a row it is left alone.

While it is down one call at a time looks whether it is back. When it is, calls begin slowly. Times
are seconds since 1970.
"""

from dataclasses import asdict, dataclass
from typing import Any

FAILURES = 5
"""So many in a row, by different calls or without any answer, and the vendor counts as down."""
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 60.0
PROBE_SECONDS = 60.0
"""For how long a probe may be under way before another call takes its place."""
RAMP_SECONDS = 30.0
SLOWEST = 10.0


@dataclass(frozen=True, slots=True)
class Outage:
    """How a vendor answers. `down_since` is None while it is taken to be up.

    `failures` count those since the last success. `last_call` is the one that failed last, a
    digest. `probe_at` is when a probe may go; `back_at` is when the last outage ended.
    """

    system: str
    failures: int = 0
    last_call: str = ""
    down_since: float | None = None
    probe_at: float = 0.0
    back_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Probe:
    """This call may go, and it alone; the state must be stored first."""

    outage: Outage


def admit(outage: Outage, now: float) -> Outage | Probe | float:
    """The same state when the vendor is up; a Probe; or the moment when to ask again."""
    if outage.down_since is None:
        return outage
    probe_at = min(outage.probe_at, now + PROBE_SECONDS)
    if now < probe_at:
        return probe_at
    return Probe(_with(outage, probe_at=now + PROBE_SECONDS))


def failed(outage: Outage, call: str, now: float, *, certain: bool) -> Outage:
    """After a call that the vendor did not answer properly.

    `certain` says that it lies at the vendor (no connection, a gateway's error). Of the other
    failures those of one call alone, however often, may be that call's own fault.
    """
    counts = certain or call != outage.last_call
    outage = _with(outage, failures=outage.failures + counts, last_call=call)
    if outage.failures < FAILURES:
        return outage
    pauses = outage.failures - FAILURES
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(pauses, 10))
    down_since = now if outage.down_since is None else outage.down_since
    return _with(outage, down_since=down_since, probe_at=now + pause)


def succeeded(outage: Outage, now: float) -> Outage:
    """After an answer: the vendor is up, and from an outage it comes back slowly."""
    back_at = now if outage.down_since is not None else outage.back_at
    return Outage(outage.system, back_at=back_at)


def slowness(outage: Outage, now: float) -> float:
    """By how much the distances between calls are stretched: from ten times down to once."""
    passed = now - outage.back_at
    if not 0 <= passed < RAMP_SECONDS:
        return 1.0
    return max(1.0, SLOWEST * (1 - passed / RAMP_SECONDS))


def _with(outage: Outage, **changes: Any) -> Outage:
    return Outage(**{**asdict(outage), **changes})
