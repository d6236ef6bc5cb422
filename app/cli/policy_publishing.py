"""`airlock policy publish`, `history`, `rollback` and `export`."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from app.cli.output import console, policy_dir, print_json, print_table, run, settings
from app.errors import InputRefused
from app.living import ModeSwitch, open_switch
from app.policy.files import FOLDERS
from app.records_policies import Publication
from app.services.policy_publishing import PolicyPublishing
from app.settings import Settings

T = TypeVar("T")
BY = "command line"
NOT_KEPT = "a reason that could not be kept"
"""Redaction held it, or there is no policy yet that could tell."""

Reason = Annotated[
    str,
    typer.Option(
        "--reason", help="Why, for the history and the audit. Redaction takes out what is private."
    ),
]
Which = Annotated[str, typer.Argument(help="A number or version of `airlock policy history`.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(publish)
    app.command()(history)
    app.command()(rollback)
    app.command()(export)


def publish(
    reason: Reason,
    directory: Annotated[
        Path | None,
        typer.Argument(exists=True, file_okay=False, help="The folder; else that of the settings."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put a folder's policies in force, for all processes and machines.

    They must pass `airlock policy lint`. Running services follow within seconds.

    Example: airlock policy publish policies --reason "Names of the new product"
    """
    folder = policy_dir(directory)
    _said(_put(reason, lambda to, why: to.publish_folder(folder, why, by=BY)), as_json)


def history(
    count: Annotated[int, typer.Option("--count", min=1, max=1000, help="How many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")] = False,
) -> None:
    """List what was published, the newest first: that one is in force.

    Example: airlock policy history --json
    """
    found = _ask(lambda to: to.history(count))
    if as_json:
        for one in found:
            print_json(_plain(one))
        return
    rows = [
        (str(one.number), one.version, f"{one.published_at:%Y-%m-%d %H:%M}", _who(one), _why(one))
        for one in found
    ]
    print_table("publications", ("", "version", "at (UTC)", "by", "reason"), rows)


def rollback(version: Which, reason: Reason, as_json: AsJson = False) -> None:
    """Put an earlier publication in force once more.

    Example: airlock policy rollback 3 --reason "The new rule hides order numbers"
    """
    _said(_put(reason, lambda to, why: to.roll_back(version, why, by=BY)), as_json)


def export(
    directory: Annotated[Path, typer.Argument(file_okay=False, help="A new or empty folder.")],
    version: Annotated[
        str | None, typer.Option("--version", help="A number or version; else what is in force.")
    ] = None,
) -> None:
    """Write the files of a publication into a folder, to compare them or to keep them.

    Example: airlock policy export policies-now
    """
    made, files = _ask(lambda to: to.files_of(version))
    if directory.exists() and any(directory.iterdir()):
        raise typer.BadParameter(f"{directory} holds something already; name a new folder")
    for folder in FOLDERS:
        (directory / folder).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (directory / name).write_text(text, encoding="utf-8")
    console.print(f"{directory}: {len(files)} files of publication {made.number}, {made.version}")


def _ask(what: Callable[[PolicyPublishing], Awaitable[T]]) -> T:
    async def answer(config: Settings) -> T:
        async with open_switch(config) as opened:
            return await what(_publishing(opened))

    return run(answer(settings()))


def _put(
    reason: str, what: Callable[[PolicyPublishing, str], Awaitable[Publication]]
) -> Publication:
    """Publish for a reason, which is kept as redaction leaves it."""

    async def answer(config: Settings) -> Publication:
        if not reason.strip():
            raise InputRefused("A publication takes a reason: say in a sentence why.")
        async with open_switch(config) as opened:
            kept = await opened.redact(reason.strip())
            if not kept:
                console.print(f"The reason may not be kept as it is: “{NOT_KEPT}”.", style="yellow")
            return await what(_publishing(opened), kept or NOT_KEPT)

    return run(answer(settings()))


def _publishing(opened: ModeSwitch) -> PolicyPublishing:
    """The database alone: no vendor is asked, and no policy must be in force yet."""
    return PolicyPublishing(opened.store, opened.clock, opened.settings.policy_dir)


def _said(made: Publication, as_json: bool) -> None:
    if as_json:
        print_json(_plain(made))
    console.print(f"publication {made.number}, version {made.version}, is in force", style="green")


def _plain(one: Publication) -> dict[str, object]:
    return {**asdict(one), "origin": one.origin.value, "published_at": one.published_at.isoformat()}


def _who(one: Publication) -> str:
    second = f", approved by {one.approved_by}" if one.approved_by else ""
    return f"{one.published_by} ({one.origin.value}){second}"


def _why(one: Publication) -> str:
    return f"{one.reason} (as {one.restores})" if one.restores else one.reason
