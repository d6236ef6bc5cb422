"""The weekly numbers in words: how many, how long, and the line of context. Pure."""

from collections.abc import Sequence

from app.services.weekly_views import Count, Figure, WeekPoint

NO_VALUE = "–"
NOTABLE = 0.25
"""By what part of the mean a number must differ to be the week's line of context."""


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 ticket`, `2 tickets`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def short(value: float | None, unit: str) -> str:
    """The number as a figure shows it, with its unit."""
    if value is None:
        return NO_VALUE
    if unit == "hours":
        return duration(value)
    if unit == "%":
        return f"{value:.0f} %"
    whole = unit == "escalations" and value == int(value)
    return f"{value:.0f}" if whole else f"{value:.1f}"


def judged(figure: Figure) -> str:
    """`better`, `worse`, or why neither."""
    if figure.is_better is None:
        return "level" if figure.trend == "level" else "no trend"
    return "better" if figure.is_better else "worse"


def duration(hours: float) -> str:
    """`45 min`, `7.5 h`, `3.2 days`."""
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"


def trend_words(figure: Figure) -> str:
    """`up from a mean of 4.0 in the four weeks before`."""
    if figure.trend == "unknown":
        return "no weeks before to compare with" if figure.mean is None else "nothing to compare"
    mean = short(figure.mean, figure.unit)
    if figure.trend == "level":
        return f"about the mean of the four weeks before, {mean}"
    return f"{figure.trend} from a mean of {mean} in the four weeks before"


def context_line(
    point: WeekPoint, figures: Sequence[Figure], missed: Sequence[Count], repeats: Sequence[Count]
) -> str:
    """What stands out most in the week, as one sentence."""
    if not point.escalations and not point.tries:
        return "Nothing was escalated to engineering this week."
    by_key = {figure.key: figure for figure in figures}
    lines = (
        _shared_component(point, repeats),
        _moved("Escalations", by_key["escalations"]),
        _lacked(point, missed),
        _repeated(point),
        _waiting(point),
    )
    return next((line for line in lines if line), "Nothing stands out against the weeks before.")


def _shared_component(point: WeekPoint, repeats: Sequence[Count]) -> str:
    first = repeats[0] if repeats else None
    if first is None or first.number < 2 or first.number * 2 < point.repeats:
        return ""
    return f"{first.number} of {point.repeats} repeats share the component {first.label}."


def _moved(what: str, figure: Figure) -> str:
    if figure.value is None or not figure.mean:
        return ""
    change = (figure.value - figure.mean) / figure.mean
    if abs(change) < NOTABLE:
        return ""
    verb = "rose" if change > 0 else "fell"
    now, before = short(figure.value, figure.unit), short(figure.mean, figure.unit)
    return f"{what} {verb} to {now} per 100 tickets, from a mean of {before}."


def _lacked(point: WeekPoint, missed: Sequence[Count]) -> str:
    if not missed or missed[0].number * 3 < point.tries:
        return ""
    first = missed[0]
    tries = plural(point.tries, "first try", "first tries")
    return f"{first.number} of {tries} lacked: {first.label}."


def _repeated(point: WeekPoint) -> str:
    if not point.repeats:
        return ""
    verb = "repeats" if point.repeats == 1 else "repeat"
    of = plural(point.escalations, "escalation")
    return f"{point.repeats} of {of} {verb} a root cause of the 30 days before."


def _waiting(point: WeekPoint) -> str:
    if not point.open:
        return ""
    verb = "was" if point.open == 1 else "were"
    return f"{plural(point.open, 'urgent escalation')} {verb} not confirmed at the week's end."
