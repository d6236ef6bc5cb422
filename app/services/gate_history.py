"""What the audit tells of guarded transitions that took place."""

from datetime import datetime

from app.model import Model
from app.ports import Transaction
from app.records import AuditEntry
from app.services.gate_passages import PASSED, PASSED_CLOSED


class PastPassage(Model):
    """A guarded transition: `lacking` holds item keys, `mode` is the gate's at that moment.

    `issue` is the key where a ticket is linked to it still, else Jira's id; `by` is Jira's account.
    """

    at: datetime
    issue: str
    clean: bool
    lacking: tuple[str, ...] = ()
    mode: str = ""
    cause: str = ""
    by: str = ""


def passages_since(tx: Transaction, since: datetime) -> tuple[PastPassage, ...]:
    """Guarded transitions from that moment on, in the order in which Airlock heard of them."""
    entries = tx.audit.of_actions((PASSED, PASSED_CLOSED), since)
    return tuple(_read(tx, entry) for entry in entries)


def _read(tx: Transaction, entry: AuditEntry) -> PastPassage:
    issue_id = entry.subject.removeprefix("issue:")
    links = tx.links.of_issue(issue_id)
    is_clean = entry.action == PASSED
    parts = [part.strip() for part in entry.detail.split(";")]
    lacking, mode, cause = ("", "", entry.detail) if is_clean else (*parts, "", "")[:3]
    return PastPassage(
        at=entry.at,
        issue=links[0].issue_key if links else issue_id,
        clean=is_clean,
        lacking=tuple(filter(None, lacking.split(","))),
        mode=mode,
        cause=cause,
        by=entry.actor.removeprefix("jira").removeprefix(":"),
    )
