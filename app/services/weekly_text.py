"""The weekly report as plain text: for a terminal, a chat, an internal note. Pure."""

from collections.abc import Iterator

from app.services.weekly_views import WeekReport
from app.services.weekly_words import judged, short, trend_words


def plain_report(report: WeekReport) -> str:
    """The report in a few lines."""
    return "\n".join(_lines(report))


def _lines(report: WeekReport) -> Iterator[str]:
    so_far = "" if report.ended else ", not over yet"
    days = f"{report.start:%-d %b} to {report.last_day:%-d %b %Y}"
    yield f"Airlock, week {report.week} ({days}, UTC{so_far})"
    yield report.line
    yield ""
    for figure in report.figures:
        yield f"{figure.title}: {short(figure.value, figure.unit)} ({figure.more})"
        verdict = f": {judged(figure)}" if figure.is_better is not None else ""
        yield f"    {trend_words(figure)}{verdict}"
    if report.missed:
        told = ", ".join(f"{one.label} ({one.number})" for one in report.missed[:5])
        yield f"Missed most at the first try: {told}"
