"""What the console's work pages show: ids, states, counts and times.

The one view with text is `HeldReading`: it is read from the vendor for the one who asks, redacted,
and kept nowhere.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from app.model import Finding, LinkState, Model, TicketLink
from app.records import Delivery
from app.services.escalation_views import DueEscalation

PAGE = 50
"""How many lines a page of a list has."""
MOST_AT_ONCE = 100
"""How many dead letters one replay takes."""

Direction = Literal["to_jira", "to_zendesk", "gate", "own", "unread"]


class WriteLine(Model):
    """A write of a delivery. `at` is when it was begun; `done` is False while nobody knows."""

    at: datetime
    delivery_id: str
    target: str
    done: bool
    remote_id: str | None = None


class AuditLine(Model):
    """An audit entry; `found` counts by kind what redaction took out."""

    at: datetime
    actor: str
    action: str
    detail: str
    found: Mapping[str, int]


class DeliveryLine(Model):
    """A delivery in a list, with the way it goes."""

    delivery: Delivery
    direction: Direction


class DeliveryList(Model):
    """A page of deliveries; `further` asks for the next one, None at the end."""

    lines: tuple[DeliveryLine, ...]
    further: str | None = None


class DeliveryDetail(Model):
    """A delivery with its pair, what it wrote, what the audit says of it, and what to do."""

    delivery: Delivery
    direction: Direction
    link: TicketLink | None
    writes: tuple[WriteLine, ...]
    audit: tuple[AuditLine, ...]
    cure: str = ""


class PairLine(Model):
    """A pair in a list. `gate_open` is None where no gate is known."""

    link: TicketLink
    ticket_url: str
    issue_url: str
    waiting: int = 0
    parked: int = 0
    held: int = 0
    last_done_at: datetime | None = None
    gate_open: bool | None = None


class PairList(Model):
    """A page of pairs; `further` asks for the next one, None at the end."""

    lines: tuple[PairLine, ...]
    further: str | None = None


class Moment(Model):
    """Something in the course of a pair: exactly one of the three."""

    at: datetime
    delivery: DeliveryLine | None = None
    write: WriteLine | None = None
    audit: AuditLine | None = None


class PairPage(Model):
    """A pair with what happened to it, the newest first; `further` is where earlier things begin.

    `lacking` are the labels of what its gate lacks, `person_paused` says that a person paused it.
    """

    line: PairLine
    lacking: tuple[str, ...]
    person_paused: bool
    moments: tuple[Moment, ...]
    further: datetime | None = None


class DriftLine(Model):
    """One difference between the sides of a pair, in words, and what is done about it."""

    what: str
    side: str
    comment: str
    cure: str
    mendable: bool


class DriftFound(Model):
    """What a look at both sides found; `problem` says what kept it from being taken."""

    at: datetime
    lines: tuple[DriftLine, ...] = ()
    problem: str = ""


class CauseLine(Model):
    """Dead letters of one cause, with what to do about them."""

    code: str
    count: int
    oldest: datetime
    newest: datetime
    cure: str


class DeadLetter(Model):
    """A dead letter with its pair. A gate's is only replayed, never discarded."""

    line: DeliveryLine
    link: TicketLink | None
    cure: str
    may_discard: bool


class DeadLetterList(Model):
    """A page of the dead letters of a cause; `further` asks for the next one."""

    letters: tuple[DeadLetter, ...]
    further: str | None = None


class PlannedWrite(Model):
    """What would be sent: what it is, where to, and its texts as redaction leaves them."""

    kind: str
    target: str
    texts: tuple[str, ...]


class ReplayPlan(Model):
    """What a replay would send now; `problem` says why it would come back."""

    letter: DeadLetter
    writes: tuple[PlannedWrite, ...] = ()
    problem: str = ""


class Receipt(Model):
    """What a replay came to: those that are queued, and those that were none any more."""

    queued: tuple[str, ...]
    gone: tuple[str, ...]


class HeldLine(Model):
    """A held text in the list: nothing of it, only why it is held and since when.

    `kinds` counts what it is held for; `releasable` says that a person may let it cross.
    """

    line: DeliveryLine
    link: TicketLink | None
    kinds: Mapping[str, int]
    releasable: bool
    cure: str


class HeldList(Model):
    """A page of held texts; `further` asks for the next one."""

    lines: tuple[HeldLine, ...]
    further: str | None = None


class HeldReading(Model):
    """What a release would send, for whom, and what redaction found; `digest` names it."""

    text: str
    readers: Literal["engineering", "support", "customer"]
    findings: tuple[Finding, ...]
    digest: str


class HeldPage(Model):
    """A held text's page: `reading` unless `problem` says why it cannot be shown."""

    held: HeldLine
    reading: HeldReading | None = None
    problem: str = ""


class BoardLine(Model):
    """An open escalation on the board.

    `gate` says how its gate stands, None where nothing was decided; `lacking` are the labels of
    what it lacks in the policy's words; `team` is the owning team's.
    """

    due: DueEscalation
    link_state: LinkState
    gate_open: bool | None
    lacking: tuple[str, ...]
    ticket_url: str
    issue_url: str
    refused_at: datetime | None = None


class BoardPage(Model):
    """A page of the board; `further` asks for the next one. `urgent` names the first severities."""

    lines: tuple[BoardLine, ...]
    urgent: tuple[str, ...]
    further: str | None = None
