"""What becomes of a delivery after an error: a pure decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import (
    AirlockError,
    CredentialsRefused,
    Held,
    StoreError,
    VendorBusy,
    VendorError,
    VendorFault,
)

FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=15)
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
    """Decide by the error's kind, `Retry-After` first, then exponential with jitter.

    `jitter` is 0 to 1. A write whose outcome is unknown waits at least `horizon`, because the
    vendor may still commit it. Refused credentials never park a delivery: nothing is lost while
    an administrator mends them.
    """
    if isinstance(error, Held):
        return Hold()
    if isinstance(error, CredentialsRefused):
        return Postpone(now + CREDENTIALS_DELAY * (1 + jitter), count=False)
    if isinstance(error, VendorBusy):
        return Postpone(now + _asked_delay(error.retry_after, attempts, jitter), count=False)
    if isinstance(error, StoreError):
        return Postpone(now + _backoff(attempts, jitter), count=False)
    if not error.retryable or attempts + 1 >= max_attempts:
        return Park()
    return Postpone(now + _delay(error, attempts, horizon, jitter), count=True)


def _delay(error: AirlockError, attempts: int, horizon: timedelta, jitter: float) -> timedelta:
    delay = _backoff(attempts, jitter)
    if isinstance(error, VendorFault) and error.retry_after is not None:
        delay = max(delay, timedelta(seconds=error.retry_after))
    if isinstance(error, VendorError) and error.sent:
        delay = max(delay, horizon)
    return delay


def _asked_delay(retry_after: float | None, attempts: int, jitter: float) -> timedelta:
    if retry_after is None:
        return _backoff(attempts, jitter)
    return timedelta(seconds=retry_after * (1 + 0.1 * jitter))


def _backoff(attempts: int, jitter: float) -> timedelta:
    longest = min(FIRST_DELAY * (1 << min(attempts, 10)), LONGEST_DELAY)
    return longest * (0.5 + 0.5 * jitter)
