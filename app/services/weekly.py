"""The weekly numbers: what a week's report says, from what the database counted."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.errors import InputRefused, StaleWrite
from app.gate.policy import GatePolicy
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records import AuditEntry
from app.records_history import Escalated, Span, WeekCounts, WeekLine
from app.services.weekly_views import Count, Figure, Trend, WeekPoint, WeekReport
from app.services.weekly_words import context_line, duration, plural
from app.services.weeks import WEEK, name_of, named, start_of

SHOWN_WEEKS = 13
MEAN_WEEKS = 4
DAYS = 7
LEVEL = 0.05
"""By what part of the mean a number may differ and count as level."""
LONGEST_LINE = 300
LONGEST_LABEL = 100
PAGE = 50
EVERY = 1_000_000


class Weekly:
    def __init__(self, store: UnitOfWork, policies: PolicySource, clock: Clock) -> None:
        self._store = store
        self._policies = policies
        self._clock = clock

    async def report(self, week: str | None = None) -> WeekReport:
        """A week's report; the last week that is over unless one is named.

        Raises InputRefused for what is no week, or one that has not begun, and StoreError.
        """
        now = self._clock.now()
        start = _begun(week, now) if week is not None else start_of(now) - WEEK
        policy = self._policies.current().gate
        return await self._store.read(lambda tx: read_report(tx, start, policy, now))

    async def write_line(self, week: str, text: str, by: str, *, was: str) -> None:
        """Keep a person's line of context for the week; an empty one brings back the made one.

        `was` is the line that the person saw written there, empty for a made one. Raises StaleWrite
        when another stands there now, InputRefused for what is no week, or a line that is too long.
        """
        line, now = " ".join(text.split()), self._clock.now()
        if len(line) > LONGEST_LINE:
            raise InputRefused(f"A line of context has at most {LONGEST_LINE} characters.")
        name = name_of(_begun(week, now))

        def write(tx: Transaction) -> None:
            known = tx.history.line(name)
            _refuse_overwriting(known.text if known is not None else "", was, line)
            tx.history.write_line(WeekLine(week=name, text=line, by=by, at=now))
            action = "line of the week written" if line else "line of the week taken away"
            tx.audit.add(AuditEntry(at=now, actor=by, action=action, subject=f"week:{name}"))

        await self._store.write(write)

    async def escalations(self, week: str, after: str | None = None) -> Sequence[Escalated]:
        """A page of the week's escalations, oldest first. Raises InputRefused for no week."""
        start = named(week)
        return await self._store.read(
            lambda tx: tx.history.between(start, start + WEEK, PAGE, after)
        )

    async def name_cause(self, escalation_id: str, label: str, by: str, *, was: str) -> None:
        """Set the label of the escalation's root cause; an empty one takes it away.

        `was` is the label that the person saw. Raises StaleWrite when it is another one now,
        NotStored, and InputRefused for a label that is too long.
        """
        text, now = " ".join(label.split()), self._clock.now()
        if len(text) > LONGEST_LABEL:
            raise InputRefused(f"A root cause has at most {LONGEST_LABEL} characters.")

        def change(tx: Transaction) -> None:
            known = tx.history.get(escalation_id)
            _refuse_overwriting((known.root_cause or "") if known else was, was, text)
            tx.history.change(escalation_id, {"root_cause": text or None})
            subject = f"escalation:{escalation_id}"
            tx.audit.add(AuditEntry(at=now, actor=by, action="root cause named", subject=subject))

        await self._store.write(change)


def _begun(week: str, now: datetime) -> datetime:
    start = named(week)
    if start > now:
        raise InputRefused("This week has not begun.")
    return start


def _refuse_overwriting(stands: str, was: str, wanted: str) -> None:
    if stands not in (" ".join(was.split()), wanted):
        raise StaleWrite("Someone else changed it meanwhile. Look at what stands there, then save.")


def read_report(tx: Transaction, start: datetime, policy: GatePolicy, now: datetime) -> WeekReport:
    """The report of the week that begins then."""
    urgent, end = policy.severities[:2], start + WEEK
    before = max(SHOWN_WEEKS - 1, MEAN_WEEKS)
    counted = tx.history.weeks(Span(start - before * WEEK, end, urgent))
    points = [_point(one, now) for one in counted]
    span = Span(start, end, urgent)
    missed = _missed(tx.history.missed(span), policy)
    repeats = by_component(tx.history.repeats(span, EVERY))
    figures = make_figures(points, urgent, ended=now >= end)
    line = tx.history.line(name_of(start))
    made = context_line(points[-1], figures, missed, repeats)
    return WeekReport(
        week=name_of(start),
        start=start,
        end=end,
        counted_at=now,
        ended=now >= end,
        urgent=tuple(urgent),
        figures=figures,
        weeks=tuple(points),
        missed=missed,
        repeats_by_component=repeats,
        line=line.text if line is not None else made,
        line_by=line.by if line is not None else None,
    )


def make_figures(
    points: Sequence[WeekPoint], urgent: Sequence[str], *, ended: bool
) -> tuple[Figure, ...]:
    """The four figures of the last point, each with its trend; a week that runs on has none yet."""
    this, before = points[-1], points[-1 - MEAN_WEEKS : -1]
    p90 = f", 90th percentile {duration(this.p90_hours)}" if this.p90_hours is not None else ""
    words, closing = "/".join(urgent), "at the week's end" if ended else "so far"
    rows: tuple[tuple[str, str, str, str, Sequence[float | None], float | None, str], ...] = (
        (
            "escalations", "Escalations per 100 tickets", "per 100", "down",
            [one.per_hundred for one in before], this.per_hundred,
            f"{plural(this.escalations, 'escalation')}, {_of_tickets(this)}",
        ),
        (
            "repeats", "Repeats of a root cause within 30 days", "escalations", "down",
            [float(one.repeats) for one in before if one.is_known], float(this.repeats),
            f"of {plural(this.escalations, 'escalation')}",
        ),
        (
            "resolution", f"{words} from escalation to confirmed resolution, median", "hours",
            "down", [one.median_hours for one in before], this.median_hours,
            f"{this.confirmed} confirmed{p90}; {this.open} open {closing}",
        ),
        (
            "compliance", "Packets complete at the first try", "%", "up",
            [one.compliance for one in before], this.compliance,
            f"{this.complete} of {plural(this.tries, 'first try', 'first tries')}",
        ),
    )  # fmt: skip
    return tuple(_figure(*row, ended=ended) for row in rows)


def _of_tickets(point: WeekPoint) -> str:
    counted = plural(point.tickets, "ticket")
    if point.days == DAYS:
        return f"{counted} created"
    return f"{counted} created on the {plural(point.days, 'day')} counted so far"


def _figure(
    key: str,
    title: str,
    unit: str,
    wanted: str,
    before: Sequence[float | None],
    value: float | None,
    more: str,
    *,
    ended: bool,
) -> Figure:
    known = [one for one in before if one is not None]
    mean = sum(known) / len(known) if known else None
    return Figure.model_validate(
        {
            "key": key, "title": title, "unit": unit, "value": value, "mean": mean,
            "trend": trend_of(value, mean) if ended else "unknown", "wanted": wanted, "more": more,
        }
    )  # fmt: skip


def trend_of(value: float | None, mean: float | None) -> Trend:
    """Where the value stands to the mean of the weeks before."""
    if value is None or mean is None:
        return "unknown"
    if abs(value - mean) <= LEVEL * mean:
        return "level"
    return "up" if value > mean else "down"


def by_component(repeats: Sequence[Escalated]) -> tuple[Count, ...]:
    """How many repeats each component has, the most first; those without one are left out."""
    counts = Counter(one.component for one in repeats if one.component)
    ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    return tuple(Count(key=name, label=name, number=number) for name, number in ordered)


def _missed(found: Sequence[tuple[str, int]], policy: GatePolicy) -> tuple[Count, ...]:
    labels = policy.labels
    return tuple(Count(key=key, label=labels.get(key, key), number=number) for key, number in found)


def _point(counts: WeekCounts, now: datetime) -> WeekPoint:
    """Of a week that is over, escalations are told per 100 tickets once each day was counted."""
    comparable = counts.days == DAYS or now < counts.start + WEEK
    return WeekPoint(
        week=name_of(counts.start),
        start=counts.start,
        tickets=counts.tickets,
        days=counts.days,
        escalations=counts.escalations,
        per_hundred=_share(counts.escalations, counts.tickets) if comparable else None,
        repeats=counts.repeats,
        tries=counts.tries,
        complete=counts.complete,
        compliance=_share(counts.complete, counts.tries),
        confirmed=counts.confirmed,
        median_hours=_hours(counts.half),
        p90_hours=_hours(counts.most),
        open=counts.open,
    )


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _hours(seconds: float | None) -> float | None:
    return seconds / timedelta(hours=1).total_seconds() if seconds is not None else None
