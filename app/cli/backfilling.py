"""`airlock backfill`: pairs that existed before are linked, and their history is copied."""

import asyncio
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.bootstrap import Service, open_service
from app.cli.output import Exit, console, print_json, run, settings
from app.errors import InputRefused
from app.logs import configure_logging
from app.records import RunKind
from app.repairs import make_backfilling, make_pairs_found
from app.services.backfilling import Backfilling, Step
from app.services.pairs_found import FoundPair, PairsFound, from_lines
from app.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a pair, then a sum.")]
SHARE = "AIRLOCK_BULK_SHARE"
OUTCOMES = ("linked", "known", "ended", "failed")
LONG_AGO = "2000-01-01T00:00:00+00:00"


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(backfill)


def backfill(
    from_zendesk_links: Annotated[
        bool, typer.Option("--from-zendesk-links", help="Those of Zendesk's own Jira integration.")
    ] = False,
    from_jira_links: Annotated[
        bool, typer.Option("--from-jira-links", help="Those of which Jira holds a link of ours.")
    ] = False,
    pairs: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="A CSV file: a ticket's number and an issue's key a line.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Only tickets or issues changed since then (ISO 8601).")
    ] = None,
    history: Annotated[
        str | None,
        typer.Option(help="Older comments to copy: all, none or how many."),
    ] = None,
    share: Annotated[
        float | None, typer.Option(min=0.01, max=1, help="Share of the vendors' limits to use.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the backfill that was cut off.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Give up the one that was cut off and begin anew.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the pairs and link none.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Link the pairs that existed before Airlock, and copy their history.

    Without a source it takes Zendesk's own Jira links. Exit 1: some could not be linked.

    Example: airlock backfill --from-zendesk-links --history all --dry-run
    """
    if sum((from_zendesk_links, from_jira_links, pairs is not None)) > 1:
        raise typer.BadParameter("give one of --from-zendesk-links, --from-jira-links and --pairs")
    source = f"file:{pairs}" if pairs is not None else "jira" if from_jira_links else "zendesk"
    given = {"source": source, "since": _checked_since(since), "history": _checked(history)}
    options = {name: value for name, value in given.items() if value}
    if share is not None:
        os.environ[SHARE] = str(share)  # of this process alone; read with all other settings
    how = _How(dry_run=dry_run, resume=resume, anew=anew, as_json=as_json)
    raise typer.Exit(run(_backfill(settings(), options, how)))


@dataclass(frozen=True, slots=True)
class _How:
    dry_run: bool
    resume: bool
    anew: bool
    as_json: bool


def _checked(history: str | None) -> str:
    if history is None or history in ("all", "none") or history.isdecimal():
        return history or ""
    raise typer.BadParameter("--history is all, none or a number")


def _checked_since(since: str | None) -> str:
    if since is None:
        return ""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise typer.BadParameter("--since is a time such as 2026-11-22T09:00:00Z") from None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return aware.isoformat()


async def _backfill(config: Settings, options: Mapping[str, str], how: _How) -> Exit:
    configure_logging(sys.stderr)
    async with open_service(config) as service:
        found = make_pairs_found(service.base)
        if how.dry_run:
            return _show(await _find(found, options), as_json=how.as_json)
        if not await service.modes.sends():
            raise InputRefused(
                "Nothing is sent now (`airlock stop`, or AIRLOCK_MODE), so that nothing can be "
                "copied. Look with --dry-run, or start sending first."
            )
        if how.resume:
            options = await _options_of_last(service, options)
        pairs = await _find(found, options)
        filling = make_backfilling(service.base, service.linking)
        if how.anew:
            await filling.give_up()
        counts = await _run(service, filling, options, pairs, how)
        return _sum_up(counts, as_json=how.as_json)


async def _options_of_last(service: Service, given: Mapping[str, str]) -> Mapping[str, str]:
    """Those that the backfill was begun with, whatever is given now."""
    left = await service.store.read(lambda tx: tx.runs.unfinished(RunKind.BACKFILL))
    return left.options if left is not None else given


async def _find(found: PairsFound, options: Mapping[str, str]) -> Sequence[FoundPair]:
    since = datetime.fromisoformat(options["since"]) if "since" in options else None
    source = options["source"]
    if source == "zendesk":
        return await found.from_zendesk(since)
    if source == "jira":
        return await found.from_jira(since or datetime.fromisoformat(LONG_AGO))
    return from_lines(_lines_of(Path(source.removeprefix("file:"))))


def _lines_of(path: Path) -> Sequence[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(f"{path}: cannot be read as text ({type(error).__name__})") from error


async def _run(
    service: Service,
    filling: Backfilling,
    options: Mapping[str, str],
    pairs: Sequence[FoundPair],
    how: _How,
) -> Mapping[str, int]:
    """Relays here too, so that the history goes on where no relay runs."""
    run_ = await filling.begin(options, resume=how.resume)
    stop = asyncio.Event()
    working = asyncio.create_task(service.relay.work(stop))
    try:
        with _progress(len(pairs), as_json=how.as_json) as tell:
            counts = await filling.run(run_, pairs, tell)
    finally:
        stop.set()
        await working
    return counts


@contextmanager
def _progress(total: int, *, as_json: bool) -> Iterator["Telling"]:
    columns = (
        TextColumn("pairs"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console) as shown:
        yield Telling(shown, total, as_json=as_json)


class Telling:
    """Shows each pair's outcome as it comes."""

    def __init__(self, shown: Progress, total: int, *, as_json: bool) -> None:
        self._shown = shown
        self._task = shown.add_task("pairs", total=total, said="")
        self._as_json = as_json

    def __call__(self, step: Step) -> None:
        counts = step.counts
        done = sum(counts[name] for name in OUTCOMES)
        said = ", ".join(f"{counts[name]} {name}" for name in OUTCOMES)
        self._shown.update(self._task, completed=done, said=said)
        line = {"ticket": step.pair.ticket_id, "issue": step.pair.issue, "outcome": step.outcome}
        if self._as_json:
            print_json(line)
        elif step.outcome not in ("linked", "known", "ended"):
            self._shown.console.print(
                f"ticket {step.pair.ticket_id} and {step.pair.issue}: {step.outcome}"
            )


def _show(pairs: Sequence[FoundPair], *, as_json: bool) -> Exit:
    for pair in pairs:
        if as_json:
            print_json({"ticket": pair.ticket_id, "issue": pair.issue, "outcome": "found"})
        else:
            console.print(f"ticket {pair.ticket_id}  {pair.issue}")
    if as_json:
        print_json({"pairs": len(pairs), "linked": 0})
    console.print(f"{len(pairs)} pairs found; nothing was linked")
    return Exit.FINE


def _sum_up(found: Mapping[str, int], *, as_json: bool) -> Exit:
    counts = {**dict.fromkeys(OUTCOMES, 0), **found}
    if as_json:
        print_json(counts)
    console.print(
        f"{counts['linked']} pairs linked, {counts['known']} were linked before, "
        f"{counts['ended']} were linked once and are no more, "
        f"{counts['failed']} could not be: not readable, or of a project that no policy names"
    )
    return Exit.NO if counts["failed"] else Exit.FINE
