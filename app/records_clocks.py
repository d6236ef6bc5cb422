"""What the store keeps of an open escalation: whose turn it is, and when the customer must hear."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.model import Model


class Blocked(StrEnum):
    """On whom an escalation waits."""

    SUPPORT = "support"
    ENGINEERING = "engineering"
    CUSTOMER = "customer"


class Step(StrEnum):
    """What must happen next: COMPLETE and TELL are support's, ANSWER engineering's."""

    COMPLETE = "complete_packet"
    ANSWER = "answer_question"
    TELL = "tell_customer"
    REPLY = "customer_reply"


class EscalationClock(Model):
    """An escalation: a ticket that is linked to an issue, until the ticket is solved.

    `customer` is the vault's name of the customer (an id), `team` a key of the ownership policy,
    empty where it names none. `last_update_at` is None while the customer was told nothing in
    public. `asks`: the packet holds a question. `due_at` is when the customer must hear from us.
    At `look_at` the vendors are read again; None: not unless something happens.
    """

    link_id: str
    ticket_id: int
    issue_id: str
    issue_key: str
    customer: str
    severity: str | None = None
    team: str = ""
    assigned: bool = False
    blocked_on: Blocked = Blocked.ENGINEERING
    next_step: Step = Step.ANSWER
    asks: bool = False
    opened_at: datetime
    last_update_at: datetime | None = None
    promised_at: datetime | None = None
    due_at: datetime
    closed_at: datetime | None = None
    look_at: datetime | None = None

    @property
    def silent_since(self) -> datetime:
        """The last update, or the beginning where there was none."""
        return self.last_update_at or self.opened_at

    def changed(self, **values: object) -> "EscalationClock":
        """The same with these values."""
        return EscalationClock.model_validate({**self.model_dump(), **values})


@dataclass(frozen=True, slots=True)
class DueKey:
    """A place in the order by due time."""

    due_at: datetime
    link_id: str
