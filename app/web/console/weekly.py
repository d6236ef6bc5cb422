"""The weekly numbers: a week's report, its numbers as CSV, the root causes of its escalations."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query
from starlette.responses import HTMLResponse, Response

from app.errors import AirlockError, InputRefused, StaleWrite
from app.services.weekly import LONGEST_LABEL, LONGEST_LINE, PAGE
from app.services.weekly_views import WeekPoint, WeekReport
from app.services.weeks import WEEK, name_of, named, start_of
from app.web.console.visits import ConsoleVisit, Operating, Seeing
from app.web.console.weekly_plots import plots_of

router = APIRouter(prefix="/console/weekly", include_in_schema=False)

CHOICES = 53
Week = Annotated[str | None, Query(max_length=20)]
Text = Annotated[str, Form(max_length=2000)]
_COLUMNS = tuple(name for name in WeekPoint.model_fields if name != "start")


@router.get("")
async def get_weekly(visit: Seeing, week: Week = None) -> Response:
    """The report of a week; of the last one that is over if none is chosen."""
    return await _page(visit, week)


async def _page(
    visit: ConsoleVisit, week: str | None, error: AirlockError | None = None, typed: str = ""
) -> HTMLResponse:
    """With an error, `typed` is the line that was not kept."""
    try:
        report = await visit.parts.weekly.report(week or None)
    except InputRefused as refused:
        report, error = await visit.parts.weekly.report(), refused
    return visit.page(
        "console/weekly.html",
        status=_status(error),
        typed=typed,
        report=report,
        plots_of_report=plots_of(report),
        weeks=_choices(visit),
        error=str(error or ""),
        longest=LONGEST_LINE,
    )


def _status(error: AirlockError | None) -> int:
    if error is None:
        return 200
    return 412 if isinstance(error, StaleWrite) else 422


def _choices(visit: ConsoleVisit) -> list[tuple[str, str]]:
    """The running week and a year back, each with its first day."""
    this = start_of(visit.now)
    starts = [this - number * WEEK for number in range(CHOICES)]
    return [(name_of(one), f"{name_of(one)}, from {one:%-d %b %Y}") for one in starts]


@router.post("/line")
async def post_line(
    visit: Operating, week: Annotated[str, Form(max_length=20)], line: Text = "", was: Text = ""
) -> Response:
    """A person's line of context for the week; an empty one brings back the made one."""
    try:
        await visit.parts.weekly.write_line(week, line, visit.person.id, was=was)
    except (InputRefused, StaleWrite) as refused:
        return await _page(visit, week, refused, line)
    return visit.go(f"/console/weekly?week={week}")


@router.get("/numbers.csv")
async def get_numbers(visit: Seeing, week: Week = None) -> Response:
    """The numbers behind the plots."""
    report = await visit.parts.weekly.report(week or None)
    name = f"airlock-{report.week}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(as_csv(report), media_type="text/csv; charset=utf-8", headers=headers)


def as_csv(report: WeekReport) -> str:
    """A line for each week, oldest first; times are hours. Nothing in it is free text."""
    told = io.StringIO()
    rows = csv.writer(told, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for point in report.weeks:
        values = point.model_dump()
        rows.writerow(["" if values[name] is None else values[name] for name in _COLUMNS])
    return told.getvalue()


@router.get("/escalations")
async def get_escalations(
    visit: Seeing,
    week: Week = None,
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The escalations of a week, whose root cause people name."""
    return await _escalations(visit, _week_of(visit, week), after)


async def _escalations(
    visit: ConsoleVisit,
    week: str,
    after: str | None,
    error: AirlockError | None = None,
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """With an error, `typed` are labels that were not kept, by escalation."""
    found = await visit.parts.weekly.escalations(week, after)
    return visit.page(
        "console/weekly_escalations.html",
        status=_status(error),
        error=str(error or ""),
        typed=typed or {},
        escalations=found,
        week=week,
        after=after,
        more=found[-1].id if len(found) == PAGE else None,
        longest=LONGEST_LABEL,
    )


def _week_of(visit: ConsoleVisit, week: str | None) -> str:
    """The week's own name; last week's for none."""
    return name_of(named(week) if week else start_of(visit.now - timedelta(weeks=1)))


@router.post("/escalations/cause")
async def post_cause(
    visit: Operating,
    escalation: Annotated[str, Form(max_length=200)],
    week: Annotated[str, Form(max_length=20)],
    label: Text = "",
    was: Text = "",
    after: Annotated[str | None, Form(max_length=200)] = None,
) -> Response:
    """Name the root cause, so that repeats of it are counted; an empty one takes the name away."""
    chosen = _week_of(visit, week)
    try:
        await visit.parts.weekly.name_cause(escalation, label, visit.person.id, was=was)
    except (InputRefused, StaleWrite) as refused:
        return await _escalations(visit, chosen, after or None, refused, {escalation: label})
    more = f"&after={quote(after)}" if after else ""
    return visit.go(f"/console/weekly/escalations?week={chosen}{more}")
