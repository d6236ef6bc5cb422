"""What services answer to the web and the command line: frozen, and free of private text.

`GateView` is the body of `GET /api/tickets/{ticket_id}/gate` as the contract fixes it.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from app.model import Finding, Model


class GateState(StrEnum):
    UNLINKED = "unlinked"
    INCOMPLETE = "incomplete"
    READY = "ready"
    WAIVED = "waived"
    ESCALATED = "escalated"
    BLOCKED = "blocked"
    HELD = "held"
    SYNC_ERROR = "sync_error"


class GateItem(Model):
    """One packet item as the agent sees it. `value` is the agent's own entry, for the form."""

    key: str
    label: str
    state: Literal["present", "missing", "weak", "waived"]
    reason: str = ""
    hint: str = ""
    value: str = ""
    choices: tuple[str, ...] = ()
    multiline: bool = True


class LinkView(Model):
    id: str
    issue_key: str
    url: str
    status: str | None = None
    state: str
    refused_at: datetime | None = None


class SyncView(Model):
    """Health of the ticket's lanes. `reason` is the stuck delivery's code in plain words.

    `correlation` is the id of the delivery that is stuck or tried again, `attempts` how often it
    was tried, `next_try_at` when it will be next; None where nothing will try by itself.
    """

    state: Literal["ok", "waiting", "error"]
    last_done_at: datetime | None = None
    waiting: int = 0
    stuck: int = 0
    reason: str = ""
    attempts: int = 0
    correlation: str | None = None
    next_try_at: datetime | None = None


class ReleaseView(Model):
    """An emergency release: all gates are open. `until` None means until somebody closes it."""

    by: str
    since: datetime
    until: datetime | None = None


class SavedView(Model):
    """Who saved the packet last, by Zendesk's user id, and when."""

    by: str
    at: datetime


class WaiverView(Model):
    """An exception in force, for an item's key or `*`. Its reason stays sealed."""

    item: str
    by: str
    until: datetime


class WaiverTerms(Model):
    """The policy's bounds of an exception; without `roles` nobody may grant one."""

    roles: tuple[str, ...] = ()
    max_days: int = 7
    min_reason_words: int = 4
    whole_packet: bool = False


class GateView(Model):
    """`may_escalate` says whether the gate lets pass: open, released, or in a mode that only warns.

    `warnings` never close the gate. `release` is the emergency release in force, if there is one.
    """

    ticket_id: int
    state: GateState
    may_escalate: bool
    etag: str
    pattern: str
    patterns: tuple[str, ...] = ()
    pattern_labels: Mapping[str, str] = {}
    severity: str | None = None
    severities: tuple[str, ...] = ()
    items: tuple[GateItem, ...] = ()
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    release: ReleaseView | None = None
    saved: SavedView | None = None
    waivers: tuple[WaiverView, ...] = ()
    waiver_terms: WaiverTerms = WaiverTerms()
    owner: str | None = None
    links: tuple[LinkView, ...] = ()
    withheld: Mapping[str, int] = {}
    sync: SyncView
    policy: str


class PacketChange(Model):
    """What the sidebar saves; an item set to an empty string is removed."""

    pattern: str | None = None
    severity: str | None = None
    items: Mapping[str, str] = {}


class Preview(Model):
    """Exactly what Jira would hold. `digest` is shown back with the order to escalate."""

    summary: str
    description: str
    description_html: str = ""
    fields: Mapping[str, str]
    withheld: Mapping[str, int]
    findings: tuple[Finding, ...]
    preview_digest: str
    policy: str


class Escalation(Model):
    issue_key: str
    url: str
    created: bool


class WaiverRequest(Model):
    """`item` is a packet item's key, or `*` for the whole packet."""

    item: str
    reason: str
    until: datetime


class TransitionQuestion(Model):
    issue_key: str = Field(max_length=255)
    from_status: str = Field(max_length=255)
    to_status: str = Field(max_length=255)


class TransitionAnswer(Model):
    """The shape that Jira's validators expect (Forge: `result`, `errorMessage`)."""

    result: bool
    errorMessage: str = ""  # noqa: N815 - the vendor's spelling


class Acceptance(Model):
    """The answer to a webhook. `reason` says in fixed words why it was ignored or parked."""

    outcome: Literal["accepted", "duplicate", "ignored", "parked"]
    delivery: str | None = None
    reason: str | None = None
