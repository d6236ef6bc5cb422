"""`airlock audit verify`, `head`, `list`: who did what, and whether the record is whole."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Annotated

import typer

from app.cli.output import Exit, console, print_json, print_lines, print_table, run, settings
from app.living import open_switch
from app.ports import Transaction
from app.ports_audit import AuditColumn, AuditLine
from app.records import AuditEntry
from app.records_chain import ChainFault, ChainHead, ChainProblem
from app.services.auditing import AuditCheck, AuditReport, AuditSealing
from app.settings import Settings

PAGE = 1000
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
_WORDS = {
    ChainFault.EDITED: "is not as it was written",
    ChainFault.MISSING: "was removed",
    ChainFault.ADDED: "was not written by this service",
    ChainFault.TRUNCATED: "is not there any more: the end of the audit was cut off",
    ChainFault.REPLACED: "is not the expected one: the audit was replaced",
}

audit = typer.Typer(no_args_is_help=True, help="Who did what, and whether the record is whole.")


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(audit, name="audit")


@audit.command()
def verify(
    expect: Annotated[
        str | None,
        typer.Option(help="POSITION:DIGEST that `airlock audit head` printed at another time."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that no entry was edited, removed, added or moved. Exit 1 when one was.

    Without --expect a cut-off end cannot be told from an audit that was never longer.

    Examples:

        airlock audit verify

        airlock audit verify --expect "$(cat airlock-audit-head.txt)"
    """
    report = run(_verify(settings(), _head_of(expect)))
    if as_json:
        print_json(_report(report))
    _tell(report)
    if not report.whole:
        raise typer.Exit(Exit.NO)


@audit.command()
def head(as_json: AsJson = False) -> None:
    """Print the newest link as POSITION:DIGEST, to be kept where this database's owner is not.

    Example: airlock audit head
    """
    newest = run(_head(settings()))
    if as_json:
        print_json({"position": newest.position, "digest": newest.digest})
    else:
        print_lines(f"{newest.position}:{newest.digest}")


@audit.command("list")
def show(
    subject: Annotated[
        str | None, typer.Option(help="Only of this, such as ticket:35436 or issue:10001.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Only from this day on, YYYY-MM-DD.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="At most so many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Show the newest entries: when, who, what, of what. Findings are counts, never values.

    Examples:

        airlock audit list --subject issue:10001

        airlock audit list --since 2026-11-01 --json
    """
    entries, more = run(_list(settings(), subject, _day(since), limit))
    if more:
        console.print(f"There are older entries than these {limit}: raise --limit.", style="yellow")
    if as_json:
        for entry in entries:
            print_json(entry.model_dump(mode="json"))
        return
    rows = [
        (f"{one.at:%Y-%m-%d %H:%M:%S}", one.actor, one.action, one.subject, one.detail)
        for one in entries
    ]
    print_table("audit", ("at (UTC)", "who", "what", "of what", ""), tuple(rows))


async def _verify(config: Settings, expected: ChainHead | None) -> AuditReport:
    async with open_switch(config) as service:
        check = AuditCheck(service.store)
        report = await check.verify(expected)
        await check.note(report, service.clock.now())
        return report


async def _head(config: Settings) -> ChainHead:
    async with open_switch(config) as service:
        return await AuditSealing(service.store, service.clock).seal_all()


async def _list(
    config: Settings, subject: str | None, since: datetime | None, limit: int
) -> tuple[list[AuditEntry], bool]:
    """The newest that are asked for, and whether there are older ones of them."""
    where: tuple[AuditColumn, str] | None = ("subject", subject) if subject else None
    found: list[AuditEntry] = []
    before: int | None = None
    async with open_switch(config) as service:
        while True:
            page = await service.store.read(partial(_page, before, where))
            wanted = [one.entry for one in page if since is None or one.entry.at >= since]
            found += wanted
            if len(found) > limit:
                return found[:limit], True
            if len(wanted) < len(page) or len(page) < PAGE:
                return found, False
            before = page[-1].id


def _page(
    before: int | None, where: tuple[AuditColumn, str] | None, tx: Transaction
) -> Sequence[AuditLine]:
    return tx.audit_pages.page(PAGE, before, where)


def _head_of(text: str | None) -> ChainHead | None:
    if text is None:
        return None
    match = _HEAD.fullmatch(text.strip())
    if match is None:
        raise typer.BadParameter(
            "POSITION:DIGEST, as `airlock audit head` prints it", param_hint="--expect"
        )
    return ChainHead(int(match[1]), match[2])


def _day(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise typer.BadParameter("a day as YYYY-MM-DD", param_hint="--since") from None


def _report(report: AuditReport) -> dict[str, object]:
    problems = [
        {"fault": one.fault.value, "position": one.position, "entry": one.entry_id}
        for one in report.problems
    ]
    return {
        "whole": report.whole,
        "head": {"position": report.head.position, "digest": report.head.digest},
        "checked": report.checked,
        "waiting": report.waiting,
        "older": report.older,
        "problems": problems,
    }


def _tell(report: AuditReport) -> None:
    for problem in report.problems:
        console.print(f"{_place(problem)} {_WORDS[problem.fault]}", style="red")
    if report.whole:
        waiting = f", {report.waiting} wait to be linked" if report.waiting else ""
        console.print(f"whole: {report.checked} links checked{waiting}", style="green")
    if report.older:
        console.print(
            f"{report.older} entries are older than the chain and were linked as they stood; if "
            "this number grows, the chain was made anew",
            style="yellow",
        )


def _place(problem: ChainProblem) -> str:
    if problem.entry_id:
        return f"entry {problem.entry_id}"
    return f"link {problem.position}"
