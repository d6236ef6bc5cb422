"""What reached the vendors under which claim: lane, fence, machine, begin and end of each write.

Every call of a process that traces says in headers for which claim it is made. The door before a
vendor notes them, so that what is judged is what the vendor saw, in its order.
"""

import asyncio
import json
import math
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import LaneLost

VARIABLE = "FAULTS_TRACE"
"""Set for a process whose calls shall say for which claim they are made."""
LANE, FENCE, WORKER = "x-trace-lane", "x-trace-fence", "x-trace-worker"
ASKS = ("/search", "/oauth/", "/jql", "/expression")
"""What is asked by POST, and writes nothing."""
LONGEST_HOLD = 120.0


@dataclass
class Write:
    """One write as the vendor saw it; times are seconds that only grow."""

    lane: str
    fence: int
    worker: str
    begun: float
    ended: float = math.inf

    @property
    def pid(self) -> int:
        return int(self.worker.partition("-")[0])


@dataclass(frozen=True)
class Caught:
    """A read that is held: the machine is between its claim and its write."""

    lane: str
    fence: int


@dataclass
class Trace:
    """All writes at both vendors in the order of their coming, and a trap for one machine."""

    writes: list[Write] = field(default_factory=list)
    trapped: int | None = None
    caught: Caught | None = None
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def set_trap(self, pid: int) -> None:
        """Hold the next read that this process makes for a pair's delivery."""
        self.trapped, self.caught = pid, None
        self._released = asyncio.Event()

    def release(self) -> None:
        self._released.set()

    async def hold(self, claim: Caught) -> None:
        """Until the trap is opened."""
        self.trapped, self.caught = None, claim
        await asyncio.wait_for(self._released.wait(), LONGEST_HOLD)

    def machines(self) -> set[int]:
        """The processes that have written for pairs."""
        return {one.pid for one in self.writes}

    def out_of_order(self) -> list[str]:
        """Writes for a lane whose fence is older than one that wrote before; must be none.

        And writes of two claims of one lane that were under way at the same time.
        """
        by_lane: dict[str, list[Write]] = defaultdict(list)
        for one in sorted(self.writes, key=lambda write: write.begun):
            by_lane[one.lane].append(one)
        return [fault for found in by_lane.values() for fault in _faults(found)]


def refusals(log: str) -> Iterator[tuple[str, int]]:
    """Lane and fence of each commit that a relay was refused because its fence was old."""
    code = LaneLost("").code
    for line in log.splitlines():
        if '"lane lost"' in line:
            told = json.loads(line)
            if told["code"] == code:
                yield told["lane"], told["fence"]


def _faults(writes: list[Write]) -> Iterator[str]:
    for early, late in pairwise(writes):
        if late.fence < early.fence:
            yield f"{early.lane}: fence {late.fence} wrote after {early.fence}"
        if late.fence > early.fence and early.ended > late.begun:
            yield f"{early.lane}: fences {early.fence} and {late.fence} wrote at once"


class TraceMiddleware:
    """Notes the writes that say for which claim they are made, and holds a trapped read."""

    def __init__(self, app: ASGIApp, trace: Trace) -> None:
        self._app = app
        self._trace = trace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        told = {name.decode(): value.decode() for name, value in scope.get("headers", [])}
        if scope["type"] != "http" or not told.get(LANE, "").startswith("link:"):
            await self._app(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD"):
            await self._read(told, scope, receive, send)
        elif any(one in scope["path"] for one in ASKS):
            await self._app(scope, receive, send)
        else:
            await self._write(told, scope, receive, send)

    async def _read(
        self, told: Mapping[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        if told[WORKER].startswith(f"{self._trace.trapped}-"):
            await self._trace.hold(Caught(told[LANE], int(told[FENCE])))
        await self._app(scope, receive, send)

    async def _write(
        self, told: Mapping[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        one = Write(told[LANE], int(told[FENCE]), told[WORKER], time.monotonic())
        self._trace.writes.append(one)

        async def until_answered(message: Message) -> None:
            one.ended = min(one.ended, time.monotonic())
            await send(message)

        await self._app(scope, receive, until_answered)
