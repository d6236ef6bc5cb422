"""How often one caller may fail at a door: sign-in, the gate's secret, an operator's token.

Counted in each process on its own, so that a caller has at most so many tries in each. A caller is
the address that uvicorn tells, behind a proxy on this machine the one that the proxy names; of
IPv6 it is the network of 64 bits that one customer has.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.ports import Clock

Door = Literal["sidebar", "gate", "operator", "console"]
WINDOW = timedelta(minutes=1)
TRIES: dict[Door, int] = {"sidebar": 30, "gate": 10, "operator": 10, "console": 10}
"""Failures in a window. Agents of one office may share an address, validators do not."""
CALLERS = 10_000
"""Callers that are remembered; the one that failed longest ago is forgotten first."""


class Knocking:
    """The failures of the last minute. Right credentials are never counted."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: OrderedDict[tuple[Door, str], deque[datetime]] = OrderedDict()

    def admit(self, request: Request, door: Door) -> None:
        """Raise 429, before anything is compared, when this caller has failed too often."""
        failures = self._recent((door, caller_of(request)))
        if failures is not None and len(failures) >= TRIES[door]:
            wait = (failures[0] + WINDOW - self._clock.now()).total_seconds()
            raise HTTPException(429, headers={"Retry-After": str(max(1, round(wait)))})

    def failed(self, request: Request, door: Door) -> None:
        """Count a failure of this caller."""
        key = (door, caller_of(request))
        failures = self._failures.setdefault(key, deque(maxlen=TRIES[door]))
        failures.append(self._clock.now())
        self._failures.move_to_end(key)
        if len(self._failures) > CALLERS:
            self._failures.popitem(last=False)

    def forgive(self, request: Request, door: Door) -> None:
        """Take back the failure counted last: the credentials turned out to be right."""
        failures = self._failures.get((door, caller_of(request)))
        if failures:
            failures.pop()

    def _recent(self, key: tuple[Door, str]) -> deque[datetime] | None:
        failures = self._failures.get(key)
        if failures is None:
            return None
        begin = self._clock.now() - WINDOW
        while failures and failures[0] <= begin:
            failures.popleft()
        return failures


def caller_of(request: Request) -> str:
    """By what a caller's failures are known."""
    host = request.client.host if request.client is not None else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return host
