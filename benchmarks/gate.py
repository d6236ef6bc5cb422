"""From the last packet item to an open transition, and from a broken packet to a shut one."""

import asyncio
import statistics
import time
from collections.abc import Iterable
from typing import Any

from app.demo.story import Story, complete_packet
from benchmarks.copying import linked_pair
from benchmarks.result import Result
from connectors.sandbox.jira.state import Happening

TRIALS = 40
WARM = 5
PAUSE = 0.7
"""Seconds between two saves: Jira takes 100 writes to an issue in 30 seconds, and the service keeps
to that. Saves at once after one another would measure this wait."""
GATE = "Airlock gate"


class GateWatch:
    """Notes when Jira takes a change of the gate field."""

    def __init__(self, story: Story) -> None:
        story.world.jira_app.state.jira.listeners.append(self._heard)
        self.written = asyncio.Event()
        self.at = 0.0

    def _heard(self, happening: Happening) -> None:
        if any(item["field"] == GATE for item in happening.items or []):
            self.at = time.perf_counter()
            self.written.set()


def measure_gate() -> Iterable[Result]:
    """Milliseconds at the median for opening and for shutting, beside the vendor calls alone."""
    return asyncio.run(_measure())


async def _measure() -> tuple[Result, Result]:
    async with linked_pair() as story:
        watch = GateWatch(story)
        await complete_packet(story)
        await story.world.settle()
        opened, shut = [], []
        for trial in range(WARM + TRIALS):
            shut.append(await _trial(story, watch, ""))
            if not trial:
                assert (await story.engineer.take_transition(story.issue, "Escalated"))[0] == 400
            words = f"Restarted it and tried a second browser, trial {trial}; no change."
            opened.append(await _trial(story, watch, words))
        bare = [await _bare_calls(story) for _ in range(TRIALS)]
        assert (await story.engineer.take_transition(story.issue, "Escalated"))[0] == 204
    return (
        _result("gate_latency", "saving the last item until the gate is open", opened, bare),
        _result("gate_latency_shut", "breaking the packet until the gate is shut", shut, bare),
    )


def _result(name: str, what: str, times: list[float], bare: list[float]) -> Result:
    kept = times[WARM:]
    note = (
        f"from {what}: median of {len(kept)}, worst {max(kept):.0f} ms; reference: the vendor "
        f"calls alone (read ticket and issue, write the fields), worst {max(bare):.0f} ms"
    )
    return Result(name, statistics.median(kept), "ms", statistics.median(bare), note)


async def _trial(story: Story, watch: GateWatch, tried: str) -> float:
    """Save one item and wait until Jira holds what follows; milliseconds from the save."""
    await asyncio.sleep(PAUSE)
    watch.written.clear()
    etag = (await _gate(story))["etag"]
    started = time.perf_counter()
    await story.sidebar.call("PUT", _path(story, "packet"), {"items": {"tried": tried}}, etag=etag)
    await watch.written.wait()
    elapsed = (watch.at - started) * 1000
    await story.world.settle()
    return elapsed


async def _gate(story: Story) -> Any:
    return await story.sidebar.call("GET", _path(story, "gate"))


def _path(story: Story, what: str) -> str:
    return f"/api/tickets/{story.first_ticket}/{what}"


async def _bare_calls(story: Story) -> float:
    started = time.perf_counter()
    await story.helpdesk.call("GET", f"/tickets/{story.first_ticket}?include=users,organizations")
    await story.engineer.call("GET", "/issue/ENG-1")
    await story.engineer.call("PUT", "/issue/ENG-1", {"fields": {"labels": ["bench"]}})
    return (time.perf_counter() - started) * 1000
