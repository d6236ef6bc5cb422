"""What the sidebar shows besides the gate: suspects, what is stuck, the customer update.

Frozen and free of private text, but for `UpdatePart.text` and `HeldText.text`: those were redacted
for the customer's side, whose agent reads them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from app.model import Model

MAX_PART = 4_000


class Suspect(Model):
    """Another ticket of the last 30 days that may have the same cause.

    `ticket_id` is None for a ticket that the agent may not see; its subject is never told.
    `reason` is a sentence in fixed words. `issue_key` is None where that ticket has no issue.
    """

    ticket_id: int | None
    subject_hidden: Literal[True] = True
    match: Literal["trace", "error_code", "issue"]
    reason: str
    issue_key: str | None = None
    seen_at: datetime
    known_issue_note: str = ""


class StuckItem(Model):
    """A dead letter or a held text of the ticket, in plain words and with its cure.

    `kinds` counts what a held text was held for. `digest` names the very text that was held; it is
    sent back with the order to release, and None where nobody may release.
    """

    id: str
    kind: Literal["dead_letter", "held"]
    at: datetime
    direction: Literal["to_jira", "to_zendesk", "gate"]
    issue_key: str | None = None
    reason: str
    cure: str
    attempts: int = 0
    kinds: Mapping[str, int] = {}
    may_retry: bool = True
    may_discard: bool = False
    may_release: bool = False
    digest: str | None = None


class HeldText(Model):
    """What a release would send: the text as redacted, what was withheld, and its digest.

    `readers`: `engineering` in Jira, `support` alone as an internal note, or the `customer` too.
    """

    text: str
    readers: Literal["engineering", "support", "customer"]
    withheld: Mapping[str, int] = {}
    digest: str


class UpdatePart(Model):
    """One of the six parts; `problems` are sentences that say what to change."""

    key: str
    label: str
    text: str
    problems: tuple[str, ...] = ()


class CustomerUpdate(Model):
    """A draft for the agent to insert; nothing sends it. `ready`: no part has a problem.

    `text` is all parts under their labels. `etag` names the state of issue and packet that it was
    drafted or checked against.
    """

    parts: tuple[UpdatePart, ...]
    text: str
    ready: bool
    etag: str


class UpdateEdit(Model):
    """The parts as the agent has written them, by key; a part that is left out is empty."""

    parts: Mapping[str, str] = Field(default={}, max_length=12)
