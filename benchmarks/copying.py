"""From the webhook to the copy, beside the bare vendor calls that the copy needs."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from app.demo.story import Story, link_issue, open_story, open_ticket
from app.demo.world import World, choose_ports, open_world
from benchmarks.result import Result
from connectors.sandbox.jira.config import BRIDGE, RateLimits
from connectors.sandbox.zendesk.config import Limits

ROUNDS = 50
WARM = 5
POLICIES = Path(__file__).parents[1] / "policies"
FREE = Limits(requests_per_minute=100_000, updates_per_minute=100_000, updates_per_ticket=100_000)

FREE_IN_JIRA = RateLimits(100_000, 100_000, 100_000, 100_000)


@asynccontextmanager
async def linked_pair() -> AsyncIterator[Story]:
    """A world with one ticket linked to one issue, at rest."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        world = await stack.enter_async_context(
            open_world(folder, POLICIES, choose_ports(None), limits=FREE, jira_limits=FREE_IN_JIRA)
        )
        story = await stack.enter_async_context(open_story(world, lambda _: None))
        for act in (open_ticket, link_issue):
            await act(story)
            await world.settle()
        yield story


class Watch:
    """Notes when Zendesk hands a webhook over and when Jira takes a comment."""

    def __init__(self, world: World) -> None:
        self._desk = world.zendesk_app.state.desk
        self._send = self._desk.send
        self._desk.send = self._sent
        world.jira_app.state.jira.listeners.append(self._heard)
        self.sent = 0.0
        self.took = 0.0
        self.copied = asyncio.Event()

    def _sent(self, delivery: Any) -> None:
        self.sent = time.perf_counter()
        self._send(delivery)

    def _heard(self, happening: Any) -> None:
        if happening.event == "comment_created":
            self.took = time.perf_counter() - self.sent
            self.copied.set()


async def measure_latency() -> Result:
    """Milliseconds at the median from a comment's webhook to its copy in Jira."""
    async with linked_pair() as story:
        agent = int((await story.helpdesk.find_user("dana@acme.example"))["id"])
        watch, times = Watch(story.world), []
        for number in range(WARM + ROUNDS):
            watch.copied.clear()
            body = f"Comment {number}: the export of row {number * 7919} stops again."
            await story.helpdesk.comment(story.first_ticket, body, agent, public=True)
            await watch.copied.wait()
            times.append(watch.took * 1000)
            await story.world.settle()
        value = statistics.median(times[WARM:])
        bare = statistics.median([await _bare_calls(story) for _ in range(ROUNDS)])
        worst = max(times[WARM:])
    note = f"median of {ROUNDS}, worst {worst:.0f} ms; reference: the same four calls alone"
    return Result("copy_latency_over_vendors", value, "ms", bare, note)


async def _bare_calls(story: Story) -> float:
    started = time.perf_counter()
    ticket = f"/tickets/{story.first_ticket}"
    await story.helpdesk.call("GET", f"{ticket}?include=users,organizations")
    query = "sort=-created_at&include=users&page[size]=25"
    await story.helpdesk.call("GET", f"{ticket}/comments?{query}")
    await story.engineer.call("GET", "/issue/ENG-1")
    blocks = [{"type": "paragraph", "content": [{"type": "text", "text": "a bare comment"}]}]
    await story.engineer.comment("ENG-1", blocks)
    return (time.perf_counter() - started) * 1000


async def measure_calls() -> Result:
    """Calls to both vendors for one comment, beside the least that a copy can need."""
    async with linked_pair() as story:
        agent = int((await story.helpdesk.find_user("dana@acme.example"))["id"])
        for number in range(3):
            body = f"Comment {number} of a conversation."
            await story.helpdesk.comment(story.first_ticket, body, agent, public=True)
            await story.world.settle()
            logs = [app.state.requests for app in _vendors(story.world)]
            before = sum(len(log.entries) for log in logs)
        await story.helpdesk.comment(story.first_ticket, "The last one.", agent, public=True)
        await story.world.settle()
        calls = sum(len(log.entries) for log in logs) - before - 1
    note = f"all calls as {BRIDGE.login}, echo included; reference: one read and one write"
    return Result("vendor_calls_per_comment", calls, "calls", 2, note)


def _vendors(world: World) -> list[Any]:
    return [world.zendesk_app, world.jira_app]
