"""`airlock report weekly`: the weekly numbers, printed or posted."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import open_service
from app.cli.output import console, print_json, print_lines, run, settings
from app.living import open_switch
from app.reports import make_baselining, make_report_rounds, make_weekly, make_weekly_posting
from app.services.policy_source import ActivePolicies
from app.services.weekly import Weekly
from app.services.weekly_text import plain_report
from app.services.weekly_views import WeekReport
from app.settings import Settings
from app.web.console.weekly_report import html_report


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"


Week = Annotated[
    str | None, typer.Option(help="The ISO week, as 2026-W47; the last one that is over if none.")
]
As = Annotated[Format, typer.Option("--format", help="How it is printed.")]
Out = Annotated[Path | None, typer.Option(help="The file to write instead of stdout.")]
Post = Annotated[bool, typer.Option("--post", help="Post it to AIRLOCK_REPORT__CHAT_WEBHOOK.")]
Ticket = Annotated[
    int | None, typer.Option(min=1, help="Write it on this ticket as an internal note, once.")
]


def weekly(
    week: Week = None,
    form: As = Format.TEXT,
    out: Out = None,
    post: Post = False,
    ticket: Ticket = None,
) -> None:
    """Print the numbers of a week: escalations to engineering per 100 tickets, repeats of a root
    cause, time from escalation to confirmed resolution, packets complete at the first try.

    What each means: docs/weekly.md.

    Examples:

        airlock report weekly

        airlock report weekly --week 2026-W47 --format html --out weekly.html

        airlock report weekly --post
    """
    report = run(_bring(settings(), week, ticket, post=post))
    text = _formed(report, form)
    if out is not None:
        out.write_text(text, encoding="utf-8")
        console.print(f"Week {report.week} is written to {out}.", markup=False)
    elif form is Format.JSON:
        print_json(report.model_dump(mode="json"))
    else:
        print_lines(text)


def baseline(
    anew: Annotated[bool, typer.Option("--anew", help="Read it again though it was read.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Read the last 30 days' tickets and escalations from Zendesk and Jira, for weeks to compare
    with. A relay does so by itself at its first start; what was cut off goes on.

    Example: airlock report baseline
    """
    counts = run(_read_baseline(settings(), anew=anew))
    if as_json:
        print_json({"done": True, **(counts or {})})
    elif counts is None:
        console.print("The baseline was read before; `--anew` reads it again.")
    else:
        console.print(
            f"{counts['pairs']} pairs were linked in the last 30 days: {counts['recorded']} are "
            f"recorded now, {counts['known']} were, {counts['left_out']} could not be read or are "
            "of other projects."
        )


async def _read_baseline(config: Settings, *, anew: bool) -> Mapping[str, int] | None:
    async with open_service(config) as service:
        await make_report_rounds(service.base).count()
        return await make_baselining(service.base).run(_tell_progress, anew=anew)


def _tell_progress(counts: Mapping[str, int]) -> None:
    read = counts["recorded"] + counts["known"] + counts["left_out"]
    if read % 50 == 0:
        console.print(f"{read} of {counts['pairs']} pairs")


async def _bring(
    config: Settings, week: str | None, ticket: int | None, *, post: bool
) -> WeekReport:
    """The report, after it was posted where that is wanted."""
    if not post and ticket is None:
        return await _read(config, week)
    async with open_service(config) as service:
        report = await make_weekly(service.base).report(week)
        posting = make_weekly_posting(service.base)
        if post:
            await posting.to_chat(report)
        if ticket is not None:
            await posting.to_ticket(report, ticket)
        return report


async def _read(config: Settings, week: str | None) -> WeekReport:
    """From the database alone: no vendor is asked."""
    async with open_switch(config) as service:
        policies = ActivePolicies(service.store, service.clock, config.policy_dir)
        await policies.start()
        return await Weekly(service.store, policies, service.clock).report(week)


def _formed(report: WeekReport, form: Format) -> str:
    match form:
        case Format.TEXT:
            return plain_report(report) + "\n"
        case Format.JSON:
            return report.model_dump_json(indent=2) + "\n"
        case Format.HTML:
            return html_report(report)
