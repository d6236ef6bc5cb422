"""Fixed windows that count a vendor's allowance."""

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """What a window holds after one request; `reset` is whole seconds, never too few, until it is
    full again."""

    allowed: bool
    limit: int
    remaining: int
    reset: int


class RateWindow:
    """Allows `limit` requests in each window of `seconds`, counted apart for each key.

    `now` gives monotonic seconds. `headers` writes the vendor's headers from a reading; it alone
    knows how the vendor calls them and when it says `Retry-After`.
    """

    def __init__(
        self,
        limit: int,
        seconds: float,
        now: Callable[[], float],
        headers: Callable[[Reading], dict[str, str]],
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._now = now
        self._headers = headers
        self._windows: dict[str, tuple[float, int]] = {}

    def take(self, key: str = "") -> tuple[bool, dict[str, str]]:
        """Count one request; returns whether it is allowed and the headers to answer with."""
        now = self._now()
        start, used = self._windows.get(key, (now, 0))
        if now - start >= self._seconds:
            start, used = now, 0
        allowed = used < self._limit
        self._windows[key] = (start, used + 1 if allowed else used)
        return allowed, self._headers(self._reading(allowed, self._windows[key], now))

    def clear(self) -> None:
        """Begin every window anew."""
        self._windows.clear()

    def _reading(self, allowed: bool, window: tuple[float, int], now: float) -> Reading:
        start, used = window
        reset = max(1, math.ceil(start + self._seconds - now))
        return Reading(allowed, self._limit, self._limit - used, reset)
