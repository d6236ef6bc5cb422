"""The weekly report as a page that stands alone: to be mailed, printed, kept."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.services.weekly_views import WeekReport
from app.services.weekly_words import judged, short, trend_words
from app.web.console.weekly_plots import plots_of
from app.web.pages import HERE


def as_day(moment: datetime) -> str:
    """`16 Nov 2026`."""
    return f"{moment:%-d %b %Y}"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "figure": short,
    "trend": trend_words,
    "judged": judged,
    "day": as_day,
}
"""What templates of the weekly numbers say values with."""


def html_report(report: WeekReport) -> str:
    """The whole report; it loads nothing from anywhere."""
    template = _environment().get_template("console/weekly_report.html")
    return template.render(report=report, plots_of_report=plots_of(report))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= FILTERS
    return made
