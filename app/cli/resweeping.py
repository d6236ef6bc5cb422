"""`airlock resweep`: copies that stand, looked at again under the policy in force."""

import asyncio
import logging
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.bootstrap import Service, open_service
from app.cli.output import Exit, console, print_json, print_table, run, settings
from app.errors import InputRefused
from app.logs import configure_logging
from app.records import Run, RunState
from app.services.resweep_choice import Choice, choice_of, chosen_copies, key_of
from app.services.resweep_issues import StillStands
from app.services.resweeping import Look, Result, Resweeping
from app.settings import Settings
from app.sweeps import make_issue_texts, make_resweeping

TROUBLE = ("hold", "held", "failed", "paused", "unread")
"""Outcomes after which a person is asked for."""


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(resweep)


def resweep(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read, tell, send nothing.")] = False,
    link: Annotated[str | None, typer.Option(help="One link's copies, by its id.")] = None,
    project: Annotated[str | None, typer.Option(help="Those of a project's issues.")] = None,
    since: Annotated[str | None, typer.Option(help="Those sent since then (ISO 8601).")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    resume: Annotated[str | None, typer.Option(help="Go on with a run, by its id.")] = None,
) -> None:
    """Redact again what was sent already, under the policy now in force.

    Each source is read again. A copy in Jira is edited, one in Zendesk blackened and written anew,
    one that may no longer cross is taken away. Told are counts and ids, never text. Ctrl-C ends it
    after the copy under way; --resume goes on.

    Exit 1: something is held, failed or still stands, or the run was stopped; 3: out of reach.

    Examples:

        airlock resweep --dry-run

        airlock resweep --project ENG --yes
    """
    if sum(one is not None for one in (link, project, since, resume)) > 1:
        raise typer.BadParameter("give one of --link, --project, --since and --resume")
    choice = Choice(link, project, _moment(since))
    if not (dry_run or yes or resume) and not _agrees():
        raise typer.Exit(Exit.WRONG_USE)
    report = run(_resweep(settings(), choice, dry_run=dry_run, resume=resume))
    _show(report, as_json=as_json)
    raise typer.Exit(Exit.NO if report.needs_person else Exit.FINE)


def _moment(since: str | None) -> datetime | None:
    if since is None:
        return None
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise typer.BadParameter("--since is a date such as 2026-11-22") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _agrees() -> bool:
    if not console.is_terminal:
        console.print("This changes copies at both vendors: look with --dry-run, then say --yes.")
        return False
    return typer.confirm("Change the copies at both vendors?", err=True)


@dataclass
class Report:
    """`links` holds, for each outcome, the ids of the links and how many of their copies it met."""

    policy: str
    dry_run: bool
    run: str = ""
    stopped: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    links: dict[str, Counter[str]] = field(default_factory=dict)
    stands: list[StillStands] = field(default_factory=list)

    def add(self, outcome: str, link: str) -> None:
        """Count a copy of the link."""
        self.counts[outcome] += 1
        self.links.setdefault(outcome, Counter())[link] += 1

    @property
    def needs_person(self) -> bool:
        """Whether something is left that no resweep mends."""
        return self.stopped or bool(self.stands) or any(self.counts[one] for one in TROUBLE)

    def as_object(self) -> dict[str, Any]:
        """As `--json` prints it."""
        known: dict[str, Any] = {
            "policy": self.policy,
            "dry_run": self.dry_run,
            "counts": dict(self.counts),
            "links": {outcome: dict(found) for outcome, found in self.links.items()},
            "stands": [
                {
                    "link": one.link.id,
                    "issue": one.link.issue_key,
                    "place": one.place,
                    "kinds": one.kinds,
                    "cure": one.cure,
                }
                for one in self.stands
            ],
        }
        if self.dry_run:
            return {**known, "kinds": dict(self.kinds)}
        return {**known, "run": self.run, "stopped": self.stopped}


async def _resweep(
    config: Settings, choice: Choice, *, dry_run: bool, resume: str | None
) -> Report:
    configure_logging(sys.stderr, logging.WARNING)
    async with open_service(config) as service:
        sweep = make_resweeping(service.base)
        report = Report(service.policies.current().version, dry_run)
        if dry_run:
            await _look(service, sweep, choice, report)
        else:
            choice = await _carry_out(service, sweep, choice, resume, report)
        if not report.stopped:
            async for one in make_issue_texts(service.base).look(choice):
                report.stands.append(one)
    return report


async def _look(service: Service, sweep: Resweeping, choice: Choice, report: Report) -> None:
    total = await _count(service, choice, None)
    with _progress() as bar:
        task = bar.add_task("looking", total=total)
        async for one in sweep.look(choice):
            _note_look(report, one)
            bar.advance(task)


def _note_look(report: Report, look: Look) -> None:
    report.add(look.step, look.chosen.link.id)
    report.kinds.update(look.kinds)


async def _carry_out(
    service: Service, sweep: Resweeping, choice: Choice, resume: str | None, report: Report
) -> Choice:
    if not await service.modes.sends():
        raise InputRefused(
            "Nothing is sent now (`airlock stop`, or AIRLOCK_MODE), so that nothing can be "
            "redacted again. Look with --dry-run, or start sending first."
        )
    taken = await (sweep.take_up(resume) if resume is not None else sweep.begin(choice))
    report.run, choice = taken.id, choice_of(taken.options)
    report.counts.update(taken.counts)
    async with _stopping() as stop, _relaying(service):
        await _follow(service, sweep, taken, stop, report)
    left = await service.store.read(lambda tx: tx.runs.get(taken.id))
    report.stopped = left is not None and left.state is RunState.STOPPED
    return choice


async def _follow(
    service: Service, sweep: Resweeping, taken: Run, stop: asyncio.Event, report: Report
) -> None:
    choice = choice_of(taken.options)
    with _progress() as bar:
        task = bar.add_task("resweeping", total=await _count(service, choice, taken.cursor))
        async for one in sweep.carry_out(taken, stop):
            _note_result(report, one)
            bar.advance(task)


def _note_result(report: Report, result: Result) -> None:
    report.add(result.outcome, result.chosen.link.id)


async def _count(service: Service, choice: Choice, cursor: str | None) -> int:
    total = 0
    async for _ in chosen_copies(service.store, choice, key_of(cursor)):
        total += 1
    return total


@asynccontextmanager
async def _relaying(service: Service) -> AsyncIterator[None]:
    """A relay of our own, so that it goes on whether or not the service runs beside."""
    stop = asyncio.Event()
    working = asyncio.create_task(service.relay.work(stop))
    try:
        yield
    finally:
        stop.set()
        await working


@asynccontextmanager
async def _stopping() -> AsyncIterator[asyncio.Event]:
    """Set by Ctrl-C and SIGTERM; what is under way is finished first."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=console, transient=True)


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        print_json(report.as_object())
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.counts.items()))
    console.print(f"{'would be' if report.dry_run else 'copies'}: {said or 'none'}")
    if report.kinds:
        lost = ", ".join(f"{kind} {count}" for kind, count in sorted(report.kinds.items()))
        console.print(f"in the texts that would change: {lost}")
    if report.stands and not as_json:
        rows = [(one.link.issue_key, one.place, _said(one), one.cure) for one in report.stands]
        print_table("still stands", ("issue", "where", "finds", "what can be done"), tuple(rows))
    if report.stopped:
        console.print(f"stopped; go on with: airlock resweep --resume {report.run}")


def _said(one: StillStands) -> str:
    if one.kinds is None:
        return "may not cross now"
    return ", ".join(f"{kind} {count}" for kind, count in sorted(one.kinds.items()))
