"""`airlock demo`."""

import asyncio
import contextlib
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.output import Exit, console, print_json, told_errors
from app.demo.checks import check_story
from app.demo.report import print_report, print_where_to_click, summarize
from app.demo.story import Story, open_story, play, read_sides
from app.demo.world import choose_ports, open_world

DEFAULT_PORT = 8090


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(demo)


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Play, check and exit.")] = False,
    port: Annotated[int | None, typer.Option(help="First of three ports in a row.")] = None,
    policy: Annotated[Path, typer.Option(help="The policy folder.")] = Path("policies"),
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Play one escalation between a sandbox Zendesk and a sandbox Jira, then serve their pages.

    With --headless it exits 1 if anything private stands on the wrong side.

    Example: airlock demo, or airlock demo --headless --json
    """
    first = port if port is not None else None if headless else DEFAULT_PORT
    with told_errors(), contextlib.suppress(KeyboardInterrupt):
        summary = asyncio.run(_demo(first, policy, headless=headless, as_json=as_json))
        if not summary["ok"]:
            raise typer.Exit(Exit.NO)


async def _demo(
    first_port: int | None, policy: Path, *, headless: bool, as_json: bool
) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="airlock-demo-"))
        ports = choose_ports(first_port)
        world = await stack.enter_async_context(open_world(Path(folder), policy, ports))
        story = await stack.enter_async_context(open_story(world, console.print))
        await play(story)
        summary = await _summarize(story)
        if as_json:
            print_json(summary)
        else:
            print_report(console, summary)
        if not headless:
            print_where_to_click(console, story)
            await asyncio.Event().wait()
        return summary


async def _summarize(story: Story) -> dict[str, Any]:
    sides = await read_sides(story)
    entries = await story.world.service.store.read(lambda tx: tx.audit.recent(1000))
    counts = Counter(finding.entity for entry in entries for finding in entry.findings)
    return summarize(story, sides, dict(sorted(counts.items())), check_story(story))
