"""What the weekly numbers are counted from."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from app.records_history import Escalated, Span, Try, WeekCounts, WeekLine

REPEAT_WITHIN = timedelta(days=30)
"""How long before an escalation another of the same root cause makes it a repeat."""


class History(Protocol):
    """Tickets per day, escalations and tries. What is counted is counted by the database."""

    def count_tickets(self, day: datetime, number: int, now: datetime) -> None:
        """So many tickets were created on the day that begins then; replaces what was known."""
        ...

    def counted_days(self, since: datetime) -> Mapping[datetime, datetime]:
        """The days from then on whose tickets are counted, and when each was counted last."""
        ...

    def note_try(self, one: Try) -> None:
        """Keep it; a ticket's tries are numbered from one."""
        ...

    def tries_of(self, ticket_id: int) -> Sequence[Try]:
        """In their order."""
        ...

    def escalated(self, one: Escalated) -> bool:
        """Keep an escalation that is not known; whether it was new. A known one stays as it is."""
        ...

    def get(self, escalation_id: str) -> Escalated | None: ...
    def of_ticket(self, ticket_id: int) -> Sequence[Escalated]:
        """Oldest first."""
        ...

    def between(
        self, since: datetime, until: datetime, limit: int = 1000, after: str | None = None
    ) -> Sequence[Escalated]:
        """A page of those of this time, oldest first; `after` is the last page's last id."""
        ...

    def change(self, escalation_id: str, values: Mapping[str, object]) -> None:
        """Set attributes by their names. Raises NotStored."""
        ...

    def move(self, escalation_id: str, ticket_id: int) -> None:
        """Another ticket took its ticket's place; one that it has of that issue already stands.

        Nothing for one that is not recorded.
        """
        ...

    def known_prints(self, prints: Collection[str], since: datetime) -> Collection[str]:
        """Which of the fingerprints escalations since then bear."""
        ...

    def weeks(self, span: Span) -> Sequence[WeekCounts]:
        """Each week of the span, in order, those without anything too."""
        ...

    def repeats(self, span: Span, limit: int = 1000) -> Sequence[Escalated]:
        """The escalations of this time that repeat one of the 30 days before, oldest first."""
        ...

    def missed(self, span: Span, limit: int = 20) -> Sequence[tuple[str, int]]:
        """Items that first tries of this time lacked, and in how many; the most missed first."""
        ...

    def line(self, week: str) -> WeekLine | None: ...
    def write_line(self, line: WeekLine) -> None:
        """Insert or replace by week; an empty text takes it away."""
        ...
