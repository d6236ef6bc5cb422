"""What must be written so that the other side agrees, in as few vendor calls as can be.

Plans are values: the same arguments give the same effects with the same markers, so that a
delivery that runs again finds what its first run wrote. Texts arrive redacted.
"""

from dataclasses import dataclass
from typing import Protocol

from app.effects import (
    ClearedFile,
    DeleteIssueComment,
    EditIssueComment,
    FieldValue,
    GateNote,
    GateToken,
    IssueEffect,
    NewTicketComment,
    PostIssueComment,
    PutRemoteLink,
    RedactTicketComment,
    TicketEffect,
    UpdateIssue,
    UpdateTicket,
)
from app.model import RedactedText, System, Ticket, TicketLink
from app.sync.echo import copy_marker, marker_for
from app.sync.policy import MappingPolicy


class KnownCopy(Protocol):
    """What is remembered of a copy; `app.records.Copy` is one.

    `target_comment_id` is None when it was never written. `digest` is that of the text sent.
    """

    @property
    def target_comment_id(self) -> str | None: ...
    @property
    def digest(self) -> str: ...
    @property
    def public(self) -> bool: ...
    @property
    def deleted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class GateFields:
    """Ids of Jira's two gate fields, and what stands there now if it was read."""

    gate: str
    reasons: str
    token: str | None = None
    reasons_text: str | None = None
    known: bool = False


def needs_correction(existing: KnownCopy | None, digest: str, *, public: bool = False) -> bool:
    """Whether a standing copy must be replaced: its text or its audience changed."""
    return _stands(existing) is not None and not _same(existing, digest, public=public)


def plan_comment_to_issue(
    link: TicketLink,
    comment_id: str,
    body: RedactedText | None,
    *,
    digest: str,
    existing: KnownCopy | None,
    delivery_id: str,
    internal: bool,
) -> tuple[IssueEffect, ...]:
    """Post a new copy, edit a changed one, delete one whose source is gone; none or one effect.

    `body` is None when the source is deleted or may no longer cross. `internal` is true on service
    desk issues, whose comments their customers would see.
    """
    place = f"issue:{link.issue_id}:comment:{comment_id}"
    marker = copy_marker(delivery_id, place, System.ZENDESK, comment_id)
    target = _stands(existing)
    if body is None:
        return (DeleteIssueComment(link.issue_id, target, marker),) if target else ()
    if target is None:
        return (PostIssueComment(link.issue_id, body, marker, internal=internal),)
    if _same(existing, digest):
        return ()
    return (EditIssueComment(link.issue_id, target, body, marker),)


def plan_comment_to_ticket(
    link: TicketLink,
    comment_id: str,
    body: RedactedText | None,
    *,
    digest: str,
    existing: KnownCopy | None,
    delivery_id: str,
    public: bool = False,
    files: tuple[ClearedFile, ...] = (),
) -> tuple[TicketEffect, ...]:
    """Post a new copy; replace a changed one by redacting it first, for Zendesk cannot edit.

    One effect for a new comment or a deletion, two for a correction. `body` is None when the
    source is deleted or may no longer cross.
    """
    target = _stands(existing)
    where = f"ticket:{link.ticket_id}:comment:{comment_id}"
    if target and body and _same(existing, digest, public=public):
        return ()
    effects: list[TicketEffect] = []
    if target:
        effects.append(RedactTicketComment(link.ticket_id, target, marker_for(delivery_id, where)))
    if body:
        comment = NewTicketComment(body, public=public, files=files)
        marker = copy_marker(delivery_id, where, System.JIRA, comment_id, 1)
        effects.append(UpdateTicket(link.ticket_id, marker, comment=comment))
    return tuple(effects)


def plan_remote_link(
    link: TicketLink,
    ticket: Ticket,
    policy: MappingPolicy,
    *,
    url: str,
    title: RedactedText,
    summary: RedactedText,
    delivery_id: str,
) -> PutRemoteLink:
    """The issue's link to the ticket, upserted under a global id of the ticket's number."""
    return PutRemoteLink(
        issue_id=link.issue_id,
        global_id=remote_link_id(link),
        url=url,
        title=title,
        summary=summary,
        resolved=ticket.status in policy.remote_link.resolved_statuses,
        marker=marker_for(delivery_id, f"issue:{link.issue_id}:link:{link.ticket_id}"),
    )


def remote_link_id(link: TicketLink) -> str:
    """The global id of the issue's link to the ticket."""
    return f"airlock:ticket={link.ticket_id}"


def plan_gate_fields(
    issue_id: str,
    fields: GateFields,
    token: GateToken | None,
    reasons: RedactedText | None,
    *,
    delivery_id: str,
    state: str | None = None,
) -> UpdateIssue | None:
    """Both gate fields in one write; None when they are known to hold these values already.

    With `state` (the decision's word) the issue's gate property says the same in that write.
    """
    wanted: dict[str, FieldValue] = {}
    if not fields.known or (fields.token or None) != (token.value if token else None):
        wanted[fields.gate] = token
    if not fields.known or (fields.reasons_text or "").split() != _words(reasons):
        wanted[fields.reasons] = reasons
    if not wanted:
        return None
    note = GateNote(state, token is not None, reasons) if state is not None else None
    return UpdateIssue(issue_id, wanted, _gate_marker(issue_id, delivery_id), note)


def plan_gate_clearing(issue_id: str, gate_field: str, *, delivery_id: str) -> UpdateIssue:
    """Empty the gate field, and it alone; the issue's gate property is closed with it."""
    note = GateNote("incomplete", complete=False)
    return UpdateIssue(issue_id, {gate_field: None}, _gate_marker(issue_id, delivery_id), note)


def _gate_marker(issue_id: str, delivery_id: str) -> str:
    return marker_for(delivery_id, f"issue:{issue_id}:gate")


def _words(text: RedactedText | None) -> list[str]:
    """Compared by words: Jira gives white space back in its own way."""
    return text.plain.split() if text else []


def _stands(existing: KnownCopy | None) -> str | None:
    return None if existing is None or existing.deleted else existing.target_comment_id


def _same(existing: KnownCopy | None, digest: str, *, public: bool = False) -> bool:
    return existing is not None and existing.digest == digest and existing.public == public
