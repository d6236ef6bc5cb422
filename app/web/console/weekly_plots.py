"""The weekly report's plots."""

from collections.abc import Sequence

from app.services.weekly_views import WeekPoint, WeekReport
from app.web.console.charts import Axes, Plot, Series, bar_plot, line_plot

LONG = 96
"""From so many hours on times are told in days."""


def plots_of(report: WeekReport) -> tuple[Plot, ...]:
    """One plot for each figure, of all weeks up to this one."""
    weeks = report.weeks
    places = [one.week[5:] for one in weeks]
    return (
        bar_plot(
            Axes("escalations", "Escalations per 100 tickets", "per 100 tickets", places),
            [one.per_hundred for one in weeks],
        ),
        bar_plot(
            Axes("repeats", "Repeats of a root cause within 30 days", "escalations", places),
            [float(one.repeats) if one.is_known else None for one in weeks],
        ),
        _times(weeks, places, "/".join(report.urgent)),
        bar_plot(
            Axes("compliance", "Packets complete at the first try", "% of first tries", places),
            [one.compliance for one in weeks],
            most=100,
        ),
    )


def _times(weeks: Sequence[WeekPoint], places: Sequence[str], urgent: str) -> Plot:
    long = max((one.p90_hours or 0 for one in weeks), default=0) >= LONG
    size, unit = (24.0, "days") if long else (1.0, "hours")
    axes = Axes("resolution", f"{urgent} from escalation to confirmed resolution", unit, places)
    half = [_in(one.median_hours, size) for one in weeks]
    most = [_in(one.p90_hours, size) for one in weeks]
    return line_plot(axes, (Series("median", half), Series("90th percentile", most, dashed=True)))


def _in(hours: float | None, size: float) -> float | None:
    return hours / size if hours is not None else None
