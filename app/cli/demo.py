"""`airlock demo`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import Exit, console, print_json, told_errors

DEFAULT_PORT = 8090


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(demo)


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Play, check and exit.")] = False,
    port: Annotated[
        int | None, typer.Option(min=1, max=65533, help="First of three ports in a row.")
    ] = None,
    policy: Annotated[Path, typer.Option(help="The policy folder.")] = Path("policies"),
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Play one escalation between a sandbox Zendesk and a sandbox Jira, then serve their pages.

    With --headless it exits 1 if anything private stands on the wrong side.

    Example: airlock demo, or airlock demo --headless --json
    """
    # Here and not above, so that no other command has the sandbox in its process.
    from app.demo.running import run_demo

    first = port if port is not None else None if headless else DEFAULT_PORT
    with told_errors():
        try:
            work = run_demo(console, first, policy, stay=not headless, quiet=as_json)
            summary = asyncio.run(work)
        except KeyboardInterrupt:
            console.print("stopped")
            return
        except OSError as error:
            console.print(f"cannot listen: {error.strerror}; choose another --port", style="red")
            raise typer.Exit(Exit.OUT_OF_REACH) from None
    if as_json:
        print_json(summary)
    if not summary["ok"]:
        raise typer.Exit(Exit.NO)
