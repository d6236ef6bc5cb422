"""The port `History` in memory, counted in plain Python: the SQL is compared with it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from app.errors import NotStored
from app.ports_history import REPEAT_WITHIN
from app.records_history import Escalated, Span, Try, WeekCounts, WeekLine

WEEK = timedelta(weeks=1)


@dataclass
class MemoryHistory:
    days: dict[datetime, tuple[int, datetime]] = field(default_factory=dict)
    tries: dict[tuple[int, int], Try] = field(default_factory=dict)
    escalations: dict[str, Escalated] = field(default_factory=dict)
    lines: dict[str, WeekLine] = field(default_factory=dict)

    def count_tickets(self, day: datetime, number: int, now: datetime) -> None:
        self.days[day] = (number, now)

    def counted_days(self, since: datetime) -> Mapping[datetime, datetime]:
        return {day: at for day, (_, at) in self.days.items() if day >= since}

    def note_try(self, one: Try) -> None:
        missed = tuple(sorted(set(one.missed)))
        number = len(self.tries_of(one.ticket_id)) + 1
        self.tries[one.ticket_id, number] = one.model_copy(update={"missed": missed})

    def tries_of(self, ticket_id: int) -> Sequence[Try]:
        return tuple(one for (ticket, _), one in sorted(self.tries.items()) if ticket == ticket_id)

    def escalated(self, one: Escalated) -> bool:
        return self.escalations.setdefault(one.id, one) is one

    def get(self, escalation_id: str) -> Escalated | None:
        return self.escalations.get(escalation_id)

    def of_ticket(self, ticket_id: int) -> Sequence[Escalated]:
        return tuple(one for one in self._ordered() if one.ticket_id == ticket_id)

    def between(
        self, since: datetime, until: datetime, limit: int = 1000, after: str | None = None
    ) -> Sequence[Escalated]:
        last = self.escalations.get(after or "")
        behind = [one for one in self._ordered() if last is None or _key(one) > _key(last)]
        return tuple(one for one in behind if since <= one.at < until)[:limit]

    def change(self, escalation_id: str, values: Mapping[str, object]) -> None:
        if escalation_id not in self.escalations:
            raise NotStored(f"No escalation {escalation_id} is recorded.")
        known = self.escalations[escalation_id]
        self.escalations[escalation_id] = known.model_copy(update=values)

    def move(self, escalation_id: str, ticket_id: int) -> None:
        known = self.escalations.pop(escalation_id, None)
        if known is not None:
            self.escalated(known.model_copy(update={"ticket_id": ticket_id}))

    def known_prints(self, prints: Collection[str], since: datetime) -> Collection[str]:
        borne = {one.fingerprint for one in self.escalations.values() if one.at >= since}
        return frozenset(one for one in prints if one in borne)

    def weeks(self, span: Span) -> Sequence[WeekCounts]:
        number = (span.end - span.start) // WEEK
        return tuple(self._week(span.start + n * WEEK, span.urgent) for n in range(number))

    def _week(self, start: datetime, urgent: Sequence[str]) -> WeekCounts:
        span = Span(start, start + WEEK)
        days = [count for day, (count, _) in self.days.items() if start <= day < span.end]
        first = self._first_tries(span)
        pressing = [one for one in self.escalations.values() if one.severity in urgent]
        took = sorted(
            (one.confirmed_at - one.at).total_seconds()
            for one in pressing
            if one.confirmed_at is not None and start <= one.confirmed_at < span.end
        )
        still = [one for one in pressing if one.at < span.end]
        return WeekCounts(
            start=start,
            tickets=sum(days),
            days=len(days),
            escalations=len(self.between(start, span.end, limit=10**9)),
            repeats=len(self.repeats(span, limit=10**9)),
            tries=len(first),
            complete=sum(one.complete for one in first),
            confirmed=len(took),
            half=took[ceil(len(took) * 0.5) - 1] if took else None,
            most=took[-(-len(took) * 9 // 10) - 1] if took else None,
            open=sum(one.confirmed_at is None or one.confirmed_at >= span.end for one in still),
        )

    def repeats(self, span: Span, limit: int = 1000) -> Sequence[Escalated]:
        of_span = self.between(span.start, span.end, limit=10**9)
        every = self._ordered()
        found = [one for one in of_span if any(makes_repeat(other, one) for other in every)]
        return tuple(found[:limit])

    def missed(self, span: Span, limit: int = 20) -> Sequence[tuple[str, int]]:
        counts = Counter(item for one in self._first_tries(span) for item in one.missed)
        return sorted(counts.items(), key=lambda found: (-found[1], found[0]))[:limit]

    def line(self, week: str) -> WeekLine | None:
        found = self.lines.get(week)
        return found if found is not None and found.text else None

    def write_line(self, line: WeekLine) -> None:
        self.lines[line.week] = line

    def _first_tries(self, span: Span) -> Sequence[Try]:
        first = [one for (_, number), one in self.tries.items() if number == 1]
        return [one for one in first if span.start <= one.at < span.end]

    def _ordered(self) -> Sequence[Escalated]:
        return sorted(self.escalations.values(), key=_key)


def makes_repeat(other: Escalated, this: Escalated) -> bool:
    """Whether the other came before this one and makes it a repeat."""
    same_cause = this.cause is not None and other.cause == this.cause
    timely = this.at - REPEAT_WITHIN <= other.at < this.at
    other_ticket = other.ticket_id != this.ticket_id
    return timely and other_ticket and (same_cause or other.issue_id == this.issue_id)


def _key(one: Escalated) -> tuple[datetime, str]:
    return one.at, one.id
