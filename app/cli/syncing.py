"""`airlock sync …`: the engineer sync's agenda as a file, and its notes told to both sides."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import open_service
from app.cli.output import Exit, console, print_json, print_lines, run, settings
from app.escalating import make_clock_rounds, make_engineer_sync, make_sync_posting
from app.logs import configure_logging
from app.services.sync_files import write_agenda
from app.services.sync_views import Agenda, Posted, Posting
from app.settings import Settings

Day = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="The day of the sync; today when left out."),
]
Attendees = Annotated[
    list[str] | None, typer.Option("--attendee", help="A role or a team; several times for more.")
]
Notes = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The notes, as YAML.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Apply = Annotated[bool, typer.Option("--apply", help="Post them; without it they are shown.")]
BY = "command line"
_STYLES = {"posted": "green", "held": "red", "skipped": "yellow"}


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    group = typer.Typer(help="The engineer sync: its agenda, and its notes.", no_args_is_help=True)
    group.command("agenda")(agenda)
    group.command("notes")(notes)
    app.add_typer(group, name="sync")


def agenda(day: Day = None, attendee: Attendees = None, as_json: AsJson = False) -> None:
    """Print the agenda as YAML, to be filled in: what is open and needs an engineer, P1 and P2
    first, then the oldest. What waits for the customer or asks nothing is left out.

    Example: airlock sync agenda --date 2026-11-24 > sync.yaml
    """
    made = run(_agenda(settings(), day.date() if day is not None else None, attendee or []))
    if as_json:
        print_json(made.model_dump(mode="json"))
    else:
        print_lines(write_agenda(made))
    if made.left_out:
        console.print(f"{made.left_out} more cases found no place.", style="yellow")


async def _agenda(config: Settings, day: date | None, attendees: list[str]) -> Agenda:
    configure_logging(sys.stderr)
    async with open_service(config) as service:
        await make_clock_rounds(service.base).go()
        return await make_engineer_sync(service.base).agenda(day, attendees)


def notes(file: Notes, apply: Apply = False, as_json: AsJson = False) -> None:
    """Show what the notes would tell each issue and, as internal notes, each ticket; with --apply,
    tell them. Every text is redacted for its readers; one that may not cross is held and not sent.
    The same notes posted twice are told once.

    Exit 1: the file has mistakes, or something is held.

    Examples:

        airlock sync notes sync.yaml

        airlock sync notes sync.yaml --apply
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    outcome = run(_notes(settings(), text, file.name, apply=apply))
    if as_json:
        print_json({"ok": outcome.is_whole, **outcome_as_json(outcome)})
    else:
        _tell(outcome)
    raise typer.Exit(Exit.FINE if outcome.is_whole else Exit.NO)


async def _notes(config: Settings, text: str, name: str, *, apply: bool) -> Posted:
    configure_logging(sys.stderr)
    async with open_service(config) as service:
        posting = make_sync_posting(service.base)
        if apply:
            return await posting.post(text, by=BY, name=name)
        return await posting.look(text, name=name)


def outcome_as_json(outcome: Posted) -> dict[str, object]:
    """For scripts: problems as lines, postings whole."""
    return {
        "problems": [str(one) for one in outcome.problems],
        "postings": [one.model_dump(mode="json") for one in outcome.postings],
    }


def _tell(outcome: Posted) -> None:
    for problem in outcome.problems:
        print_lines(str(problem))
    for posting in outcome.postings:
        _tell_posting(posting)
    if not (outcome.problems or outcome.postings):
        console.print("No case has a decision or a follow-up: nothing is to be told.")


def _tell_posting(posting: Posting) -> None:
    why = f": {posting.why}" if posting.why else ""
    style = _STYLES.get(posting.outcome)
    console.print(f"{posting.target} {posting.outcome}{why}", style=style, markup=False)
    if posting.text:
        print_lines(posting.text)
