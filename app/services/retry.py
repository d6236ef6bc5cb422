"""What becomes of a delivery after an error: a pure decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import (
    AirlockError,
    CredentialsRefused,
    Held,
    NotOurTurn,
    SendingStopped,
    StoreError,
    VendorBusy,
    VendorError,
    VendorFault,
    VendorUnreachable,
)
from app.sync.policy import DeliveryPolicy

FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=15)
LONGEST_ASKED = timedelta(hours=1)
"""A vendor that asks for a longer pause is asked again after this one."""
CREDENTIALS_DELAY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Postpone:
    """Try again at `until`. `count` is False where the delay is not the delivery's own fault."""

    until: datetime
    count: bool


@dataclass(frozen=True, slots=True)
class Park:
    """Retries cannot help: a dead letter."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A person must look at the content."""


Verdict = Postpone | Park | Hold


def decide_retry(
    error: AirlockError,
    *,
    attempts: int,
    max_attempts: int,
    now: datetime,
    horizon: timedelta,
    jitter: float,
) -> Verdict:
    """Decide by the error's kind: `Retry-After` up to an hour, then exponential with jitter.

    `jitter` is 0 to 1. A write whose outcome is unknown waits at least `horizon`, because the
    vendor may still commit it. What does not lie at the delivery never parks it: nothing is lost
    while an administrator mends refused credentials, or a vendor is out of reach for a day.
    """
    if isinstance(error, Held):
        return Hold()
    pause = _pause(error, attempts, jitter)
    if pause is not None:
        return Postpone(now + pause, count=False)
    if _lies_at_vendor(error):
        return Postpone(now + _delay(error, attempts, horizon, jitter), count=False)
    if not error.retryable or attempts + 1 >= max_attempts:
        return Park()
    return Postpone(now + _delay(error, attempts, horizon, jitter), count=True)


def decide_overrun(
    *, attempts: int, max_attempts: int, now: datetime, jitter: float
) -> Postpone | Park:
    """Decide on work that outlasted its lease and was cut off: a failed attempt like any other."""
    if attempts + 1 >= max_attempts:
        return Park()
    return Postpone(now + _backoff(attempts, jitter), count=True)


DEFECT = "defect"
"""The reason code of what ran into an error outside our tree."""


def lane_waits(lane: str, rules: DeliveryPolicy) -> bool:
    """Whether a lane stands still behind a dead letter; a gate's never does."""
    return rules.on_parked == "wait" and not lane.startswith("gate:")


def keep_trying(*, attempts: int, now: datetime, jitter: float) -> Postpone:
    """What takes the place of parking where giving up is not safe: a gate that does not close."""
    return Postpone(now + _backoff(attempts, jitter), count=True)


def _delay(error: AirlockError, attempts: int, horizon: timedelta, jitter: float) -> timedelta:
    delay = _backoff(attempts, jitter)
    if isinstance(error, VendorFault) and error.retry_after is not None:
        delay = max(delay, _asked(error.retry_after))
    if isinstance(error, VendorError) and error.sent:
        delay = max(delay, horizon)
    return delay


def _pause(error: AirlockError, attempts: int, jitter: float) -> timedelta | None:
    """How long to wait after what nobody tried in earnest; None after an attempt."""
    match error:
        case SendingStopped():
            return timedelta(0)  # nothing is claimed until sending is started again
        case CredentialsRefused():
            return CREDENTIALS_DELAY * (1 + jitter)
        case NotOurTurn():
            return _turn(error, attempts, jitter)
        case VendorBusy():
            return _asked_delay(error.retry_after, attempts, jitter)
        case StoreError():
            return _backoff(attempts, jitter)
        case _:
            return None


def _lies_at_vendor(error: AirlockError) -> bool:
    if isinstance(error, VendorUnreachable):
        return True
    return isinstance(error, VendorError) and error.in_outage and error.retryable


def _turn(error: NotOurTurn, attempts: int, jitter: float) -> timedelta:
    """The moment that was kept for it; those whom an outage sends away come back spread out."""
    if error.retry_after is None:
        return _backoff(attempts, jitter)
    return _asked(error.retry_after) * (1 + jitter if error.in_outage else 1)


def _asked_delay(retry_after: float | None, attempts: int, jitter: float) -> timedelta:
    if retry_after is None:
        return _backoff(attempts, jitter)
    return _asked(retry_after) * (1 + 0.1 * jitter)


def _asked(seconds: float) -> timedelta:
    # In this order, because a comparison with NaN is false: it becomes the longest pause.
    return timedelta(seconds=max(0.0, min(LONGEST_ASKED.total_seconds(), seconds)))


def _backoff(attempts: int, jitter: float) -> timedelta:
    longest = min(FIRST_DELAY * (1 << min(attempts, 10)), LONGEST_DELAY)
    return longest * (0.5 + 0.5 * jitter)
