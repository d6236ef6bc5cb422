"""What is kept of escalations for the weekly numbers: ids, words of the policy, counts, digests.

No record names a customer or holds text of a ticket or an issue. What the numbers mean is written
in docs/weekly.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.model import Model


class Escalated(Model):
    """A ticket that was handed to engineering: its link to one issue.

    `severity` and `pattern` are the packet's now. `root_cause` is a label that people set;
    `fingerprint` is the keyed digest of a stack trace that the ticket bears. `confirmed_at` is when
    the issue was resolved and the ticket solved, both. `reopened` counts how often one of the two
    did not hold any more.
    """

    ticket_id: int
    issue_id: str
    issue_key: str
    at: datetime
    severity: str | None = None
    pattern: str | None = None
    component: str | None = None
    root_cause: str | None = None
    fingerprint: str | None = None
    owner_id: str | None = None
    pod: str | None = None
    resolved_at: datetime | None = None
    confirmed_at: datetime | None = None
    reopened: int = 0

    @property
    def id(self) -> str:
        """The same however often one is recorded."""
        return f"{self.ticket_id}:{self.issue_id}"

    @property
    def cause(self) -> str | None:
        """What two escalations of one root cause share; None while it is not known."""
        if self.root_cause:
            return f"label:{' '.join(self.root_cause.casefold().split())}"
        if self.fingerprint:
            return f"trace:{self.component or ''}:{self.fingerprint}"
        return None


class Try(Model):
    """Somebody asked to escalate a ticket. `missed` are the items that were missing or weak."""

    ticket_id: int
    at: datetime
    complete: bool
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """One ISO week, counted. `days` of it have their tickets counted.

    `half` and `most` are the median and the 90th percentile of the seconds from escalation to
    confirmed resolution, of the `confirmed` urgent ones of the week; `open` is how many urgent ones
    were not confirmed at its end.
    """

    start: datetime
    tickets: int = 0
    days: int = 0
    escalations: int = 0
    repeats: int = 0
    tries: int = 0
    complete: int = 0
    confirmed: int = 0
    half: float | None = None
    most: float | None = None
    open: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks from `start` (a Monday, 00:00 UTC) to before `end`; what is urgent in them."""

    start: datetime
    end: datetime
    urgent: Sequence[str] = ()


class WeekLine(Model):
    """The line of context that a person wrote for a week, by the person's id."""

    week: str
    text: str
    by: str
    at: datetime
