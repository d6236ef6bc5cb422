"""The demo from start to end: start the systems, play the story, check it, show it, stay."""

import asyncio
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from rich.console import Console

from app.demo.checks import check_story
from app.demo.people import make_people
from app.demo.report import print_report, print_where_to_click, print_who_may_enter, summarize
from app.demo.story import Story, open_story, play, read_sides
from app.demo.world import choose_ports, open_world


async def run_demo(
    console: Console, first_port: int | None, policy: Path, *, stay: bool, quiet: bool
) -> dict[str, Any]:
    """The summary of the story. With `stay` it serves the pages until it is cancelled.

    `quiet` leaves the report out. OSError when a port is taken.
    """
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="airlock-demo-"))
        ports = choose_ports(first_port)
        people = make_people() if stay else ()
        opened = open_world(Path(folder), policy, ports, people=people)
        world = await stack.enter_async_context(opened)
        story = await stack.enter_async_context(open_story(world, console.print))
        await play(story)
        summary = await summarize_story(story)
        if not quiet:
            print_report(console, summary)
        if stay:
            print_where_to_click(console, story)
            print_who_may_enter(console, people)
            await asyncio.Event().wait()
        return summary


async def summarize_story(story: Story) -> dict[str, Any]:
    """Steps, both sides, what was withheld, and every leak."""
    sides = await read_sides(story)
    entries = await story.world.service.store.read(lambda tx: tx.audit.recent(1000))
    counts = Counter(finding.entity for entry in entries for finding in entry.findings)
    return summarize(story, sides, dict(sorted(counts.items())), check_story(story))
