"""Open escalations, and when each customer must hear from us."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.records_clocks import DueKey, EscalationClock


class Clocks(Protocol):
    """One for each link that is or was an escalation, by the link's id."""

    def get(self, link_id: str) -> EscalationClock | None: ...
    def of_ticket(self, ticket_id: int) -> Sequence[EscalationClock]: ...
    def save(self, clock: EscalationClock) -> None:
        """Insert or replace."""
        ...

    def look_again(self, link_id: str, at: datetime) -> None:
        """Something happened there: it is read again at this time. Fine when there is none."""
        ...

    def look_again_at_issue(self, issue_id: str, at: datetime) -> None: ...
    def to_look_at(self, now: datetime, limit: int) -> Sequence[EscalationClock]:
        """Those whose `look_at` has come, the longest waiting first; closed ones too."""
        ...

    def due(self, limit: int, after: DueKey | None = None) -> Sequence[EscalationClock]:
        """A page of the open ones by due time."""
        ...

    def open(self, limit: int, after: str | None = None) -> Sequence[EscalationClock]:
        """A page of the open ones by link id."""
        ...

    def asking(self, limit: int, after: str | None = None) -> Sequence[EscalationClock]:
        """As `open`, of those that ask engineering something and wait for its answer."""
        ...

    def of_customer(self, customer: str, since: datetime) -> Sequence[EscalationClock]:
        """The customer's open ones, and those closed from then on."""
        ...
