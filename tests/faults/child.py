"""What runs in a process of the fleet: `airlock`, as an administrator starts it."""

import os
import sys
from collections.abc import Mapping
from typing import Any

from tests.faults import fences
from tests.faults.clocks import EVERYWHERE, VARIABLE, ShiftedClock

SLOW = "FAULTS_SLOW"
"""Set for a process whose tries shall be as far apart as they are in earnest."""
HURRY = {"FIRST_DELAY": 0.05, "LONGEST_DELAY": 0.4, "CREDENTIALS_DELAY": 0.2}
"""Seconds between tries, so that the tests wait for no clock. What decides on them is the same."""


def run_airlock(args: list[str], env: Mapping[str, str], log: str, folder: str) -> None:
    """Run one command until it ends; both outputs go to the log."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    for name in [name for name in os.environ if "AIRLOCK" in name]:
        del os.environ[name]
    os.environ.update(env)
    os.chdir(folder)
    _hurry()
    _shift_clock()
    _trace()
    sys.argv = ["airlock", *args]
    from app.cli import main

    main()


def _shift_clock() -> None:
    """Let the system's clock be off as the file says that the variable names, if it is set."""
    if VARIABLE in os.environ:
        from app.clock import SystemClock

        shifted = ShiftedClock(VARIABLE)
        SystemClock.now = lambda _: shifted.now()  # type: ignore[method-assign] # a test's clock
    if EVERYWHERE in os.environ:
        from app.clock import SystemClock
        from app.store.listening import DatabaseClock

        same = ShiftedClock(EVERYWHERE)
        SystemClock.now = lambda _: same.now()  # type: ignore[method-assign] # a test's clock
        DatabaseClock.now = lambda _: same.now()  # type: ignore[method-assign] # a test's clock


def _trace() -> None:
    """Let each call to a vendor say for which claim it is made, if the variable is set."""
    if fences.VARIABLE not in os.environ:
        return
    import httpx

    from app.services import holding

    send = httpx.AsyncClient.send

    async def traced(
        self: httpx.AsyncClient, request: httpx.Request, **options: Any
    ) -> httpx.Response:
        claim = holding._claim.get()
        if claim is not None:
            request.headers[fences.LANE] = claim.delivery.lane
            request.headers[fences.FENCE] = str(claim.fence)
            request.headers[fences.WORKER] = claim.worker
        return await send(self, request, **options)

    httpx.AsyncClient.send = traced  # type: ignore[method-assign] # seen from outside


def _hurry() -> None:
    from datetime import timedelta

    from app.services import retry

    if SLOW in os.environ:
        return
    for name, seconds in HURRY.items():
        if not hasattr(retry, name):
            raise AttributeError(f"app.services.retry has no {name} any more: mend HURRY")
        setattr(retry, name, timedelta(seconds=seconds))
