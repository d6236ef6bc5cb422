"""What each captured webhook body must lead to: a table written by hand, from reading the bodies.

`subject` is the ticket or issue that the body is about, as the body names it; the test seeds the
sandbox with it and links it. `effect` says what must then stand on the other side:

    fields      the ticket shows the issue's status and owner
    priority    the issue has the ticket's priority
    copied      the comment stands on the other side, once
    with file   as copied, and its file is attached
    corrected   the copy says what the comment says now
    removed     the copy of the deleted comment says nothing any more
    noted       the deletion is in the audit, and the other side stands
    nothing     no write at all
"""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["accepted", "ignored", "parked"]


@dataclass(frozen=True)
class Expected:
    outcome: Outcome
    effect: str = "nothing"
    subject: str = ""
    key: str = ""
    comment: str = ""
    reason: str = ""


def tes_41(effect: str = "fields", comment: str = "") -> Expected:
    """The issue that most of the captures are about."""
    return Expected("accepted", effect, "10040", "TES-41", comment)


USER_EVENT = Expected("ignored", reason="an event about a user")

JIRA: dict[str, Expected] = {
    "vendor_docs_issue_updated.json": Expected("accepted", "fields", "99291", "JRA-20002"),
    "webhook-cloud-comment-created-mention-user.json": tes_41("copied", "10019"),
    "webhook-cloud-comment-created.json": tes_41("copied", "10019"),
    "webhook-cloud-comment-deleted.json": Expected("accepted", "removed", "10357", "KT-7", "10757"),
    "webhook-cloud-comment-updated.json": tes_41("corrected", "10019"),
    "webhook-cloud-issue-created-many-fields.json": Expected(
        "accepted", "fields", "10509", "KT-22"
    ),
    "webhook-cloud-issue-updated-custom-field.json": Expected(
        "accepted", "fields", "10368", "TES-14"
    ),
    "webhook-issue-assigned-empty-changelog.json": Expected(
        "accepted", "fields", "10001", "TEST-123"
    ),
    "webhook-issue-comment-created-indentation.json": Expected(
        "accepted", "copied", "10101", "TEST-4", "10503"
    ),
    "webhook-issue-created-no-description-nor-relevant-fields.json": tes_41(),
    "webhook-issue-created-no-description.json": tes_41(),
    "webhook-issue-created-no-relevant-fields.json": tes_41(),
    "webhook-issue-created-with-security-level.json": tes_41(),
    "webhook-issue-created.json": tes_41(),
    "webhook-issue-deleted.json": Expected("accepted", "noted", "10303", "IDT-19"),
    "webhook-issue-updated-assigned-nobody.json": tes_41(),
    "webhook-issue-updated-assigned-on-server.json": Expected(
        "accepted", "fields", "10226", "PRJA-37"
    ),
    "webhook-issue-updated-assigned.json": tes_41(),
    "webhook-issue-updated-attachments.json": tes_41(),
    "webhook-issue-updated-components.json": Expected("accepted", "fields", "10360", "TES-10"),
    "webhook-issue-updated-edited.json": tes_41(),
    "webhook-issue-updated-fix-version.json": tes_41(),
    "webhook-issue-updated-issue-type.json": tes_41(),
    "webhook-issue-updated-labels.json": tes_41(),
    "webhook-issue-updated-lowered-priority.json": tes_41(),
    "webhook-issue-updated-multiple-custom-fields.json": tes_41(),
    "webhook-issue-updated-multiple-values.json": tes_41(),
    "webhook-issue-updated-raised-priority.json": tes_41(),
    "webhook-issue-updated-rank.json": tes_41(),
    "webhook-issue-updated-renamed.json": tes_41(),
    "webhook-issue-updated-reopened-one-changelog.json": tes_41(),
    "webhook-issue-updated-reopened.json": tes_41(),
    "webhook-issue-updated-resolved-one-changelog.json": tes_41(),
    "webhook-issue-updated-resolved.json": tes_41(),
    "webhook-issue-updated-sprint.json": tes_41(),
    "webhook-issue-updated-started-working.json": tes_41(),
}

ZENDESK: dict[str, Expected] = {
    "aaronellington/webhook_trigger_ticket_update.json": Expected("accepted", "priority", "12345"),
    "aaronellington/webhook_user_group_membership_created.json": USER_EVENT,
    "dust_ticket_agent_assignment_changed.json": Expected("accepted", "priority", "5158"),
    "dust_ticket_comment_added.json": Expected("accepted", "copied", "5158", comment="9876543210"),
    "dust_ticket_created.json": Expected("accepted", "priority", "5158"),
    "dust_ticket_priority_changed.json": Expected("accepted", "priority", "5158"),
    "dust_ticket_status_changed.json": Expected("accepted", "priority", "5158"),
    "dust_user_created.json": USER_EVENT,
    "gata_ticket_comment_added.json": Expected("accepted", "copied", "24", comment="123"),
    "gata_ticket_created.json": Expected("accepted", "priority", "24"),
    "gata_ticket_tags_changed.json": Expected("accepted", "priority", "24"),
    "vendor_docs_attachment_linked_to_comment.json": Expected(
        "accepted", "with file", "19395", comment="8658726228478"
    ),
    "vendor_docs_user_active_changed.json": USER_EVENT,
    "zulip_trigger_ticket_create_update.json": Expected("accepted", "priority", "7"),
}

RESPONSES = frozenset(
    {"aaronellington/error_429.json", "aaronellington/ticket_comments_system.json"}
)
"""REST responses that stand among the webhooks: left out, by name."""

FOLLOWED = frozenset({"webhook-cloud-comment-deleted.json", "webhook-cloud-comment-updated.json"})
"""Corrections: followed for a pair that has ended too, such as an earlier case may have left."""

LOOKED_AT = frozenset(
    {
        "vendor_docs_issue_updated.json",
        "webhook-cloud-issue-created-many-fields.json",
        "webhook-cloud-issue-updated-custom-field.json",
        "webhook-issue-created-no-description-nor-relevant-fields.json",
        "webhook-issue-created-no-description.json",
        "webhook-issue-created-no-relevant-fields.json",
        "webhook-issue-created-with-security-level.json",
        "webhook-issue-created.json",
        "webhook-issue-updated-issue-type.json",
        "webhook-issue-updated-multiple-custom-fields.json",
        "webhook-issue-updated-multiple-values.json",
        "webhook-issue-updated-rank.json",
        "webhook-issue-updated-reopened.json",
        "webhook-issue-updated-resolved.json",
        "webhook-issue-updated-sprint.json",
        "webhook-issue-updated-started-working.json",
    }
)
"""Jira's bodies that are accepted although no ticket is linked: someone may have typed into the
gate field. The others are ignored then, and so are all of Zendesk's."""

FOLDERS = {"jira": "jira-webhooks", "zendesk": "zendesk-events"}
TABLES = {"jira": JIRA, "zendesk": ZENDESK}
