"""Lists of the console, a page at a time.

Every list is paged by key and read from an index, so that a page costs the same however much there
is. What nobody indexes is looked for among so many rows and no more; the page says how far it got.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.model import EventKind, LinkState, System, TicketLink
from app.records import AuditEntry, Delivery, DeliveryState, EffectRecord
from app.records_clocks import DueKey, EscalationClock

DEPTH = 5_000
"""Among how many deliveries one page looks for those of a system and a kind."""


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """A place among deliveries, by the time at which they were accepted."""

    accepted_at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries are shown; None stands for all."""

    state: DeliveryState | None = None
    system: System | None = None
    kind: EventKind | None = None


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """`further` is where the next page begins; None when there is nothing behind this one.

    With a filter a page may hold few deliveries, or none, and go on all the same.
    """

    found: tuple[Delivery, ...]
    further: DeliveryKey | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Dead letters of one reason code."""

    code: str
    count: int
    oldest: datetime
    newest: datetime


@dataclass(frozen=True, slots=True)
class LaneCounts:
    """How many of a lane's deliveries wait, are dead letters, and are held."""

    waiting: int = 0
    parked: int = 0
    held: int = 0


class Views(Protocol):
    """Lists of the console, a page at a time."""

    def deliveries(
        self,
        wanted: Wanted,
        limit: int,
        after: DeliveryKey | None = None,
        depth: int = DEPTH,
    ) -> DeliveryPage:
        """The newest first. A system or a kind is looked for in `depth` deliveries."""
        ...

    def deliveries_of(self, lane: str, limit: int, until: datetime) -> Sequence[Delivery]:
        """The lane's, accepted at that time or before, the newest first."""
        ...

    def causes(self) -> Sequence[Cause]:
        """Dead letters by reason code, the most frequent first."""
        ...

    def stuck(
        self,
        state: DeliveryState,
        limit: int,
        after: DeliveryKey | None = None,
        code: str | None = None,
    ) -> Sequence[Delivery]:
        """Dead letters (of one reason code, or of all) or held deliveries, the oldest first."""
        ...

    def pairs(
        self,
        limit: int,
        after: str | None = None,
        *,
        state: LinkState | None = None,
        ticket_id: int | None = None,
        issue_key: str | None = None,
    ) -> Sequence[TicketLink]:
        """Links by their id, the newest first; those that ended too."""
        ...

    def lanes(self, names: Sequence[str]) -> Mapping[str, LaneCounts]:
        """Of the lanes that there are."""
        ...

    def last_done(self, lanes: Sequence[str]) -> Mapping[str, datetime]:
        """When a delivery of the lane was last done; lanes where that is not known are missing."""
        ...

    def effects_of(self, deliveries: Sequence[str]) -> Sequence[EffectRecord]:
        """The writes of these deliveries, in the order in which they were begun."""
        ...

    def audit_of(self, subject: str, limit: int, until: datetime) -> Sequence[AuditEntry]:
        """Of that time or before, the newest first."""
        ...

    def escalations(
        self, severity: str, limit: int, after: DueKey | None = None
    ) -> Sequence[EscalationClock]:
        """Open ones of this severity by due time."""
        ...

    def escalations_beside(
        self, severities: Sequence[str], limit: int, after: DueKey | None = None
    ) -> Sequence[EscalationClock]:
        """Open ones of none of these severities, or without one, by due time."""
        ...
