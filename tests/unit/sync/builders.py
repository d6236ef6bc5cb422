"""Tickets, issues, comments and policies for the planners' tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.document import Document, from_plain
from app.model import (
    Audience,
    Issue,
    IssueComment,
    Person,
    RedactedText,
    Side,
    Ticket,
    TicketComment,
    TicketLink,
)
from app.sync.policy import MappingPolicy

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LINK = TicketLink(id="l1", ticket_id=7, issue_id="10001", issue_key="ENG-1", created_at=NOW)
CUSTOMER = Person(id="1", name="Carla Mendes", side=Side.CUSTOMER)
AGENT = Person(id="2", name="Dana Whitfield", side=Side.SUPPORT)
ENGINEER = Person(id="3", name="Ravi Patel", side=Side.ENGINEERING)

BASE: dict[str, Any] = {
    "issues": {
        "project": "ENG",
        "issue_type": "Bug",
        "text": {
            "summary_item": "context",
            "summary_prefix": "{severity}:",
            "summary_limit": 60,
            "description_items": ["context", "severity", "tried"],
        },
    },
    "priority": {"values": {"urgent": "Highest", "normal": "Medium"}},
}


@dataclass(frozen=True)
class KnownCopy:
    target_comment_id: str | None = "900"
    digest: str = "d1"
    public: bool = False
    deleted: bool = False


def make_mapping(**changes: Any) -> MappingPolicy:
    return MappingPolicy.model_validate({**BASE, **changes})


def make_text(text: str, audience: Audience = Audience.ENGINEERING) -> RedactedText:
    """Stands in for redaction's result."""
    return RedactedText(from_plain(text), audience, "v1")


def make_ticket(**changes: Any) -> Ticket:
    values = {
        "id": 7,
        "subject": "Labels",
        "status": "open",
        "priority": "urgent",
        "requester": CUSTOMER,
        "updated_at": NOW,
    }
    return Ticket(**{**values, **changes})


def make_issue(**changes: Any) -> Issue:
    values = {
        "id": "10001",
        "key": "ENG-1",
        "project": "ENG",
        "summary": "Labels",
        "status": "To Do",
        "updated_at": NOW,
        "priority": "Highest",
        "fields": {},
    }
    return Issue(**{**values, **changes})


def make_ticket_comment(body: str = "It fails", **changes: Any) -> TicketComment:
    values = {"id": "5", "author": CUSTOMER, "public": True, "body": from_plain(body)}
    return TicketComment(**{**values, "created_at": NOW, **changes})


def make_issue_comment(body: str | Document = "Found it", **changes: Any) -> IssueComment:
    document = from_plain(body) if isinstance(body, str) else body
    values = {"id": "6", "author": ENGINEER, "body": document, "created_at": NOW}
    return IssueComment(**{**values, "updated_at": NOW, **changes})
