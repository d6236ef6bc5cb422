"""Taking a guarded transition back, where the policy asks for it: with a comment, or it is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.document import Document, ItemList, ListItem, Paragraph, Text
from app.effects import PolicyWord, PostIssueComment, TransitionIssue
from app.errors import PermissionRefused, WriteRefused
from app.gate.decision import Decision
from app.gate.names import plain_name
from app.model import Issue, RedactedText, Ticket
from app.ports import Clock, Transaction, UnitOfWork
from app.services.gate_course import Course, Revert, load_course, save_course
from app.services.gate_meter import load_meter, save_meter
from app.services.gate_rechecks import queue_gates
from app.services.gate_standing import audit_row
from app.services.gate_writing import GateWriting
from app.services.outbox import Outbox
from app.sync.echo import marker_for

REVERTED = "transition reverted"
NOT_REVERTED = "transition not reverted"
REVERT_PAUSE, MOST_REVERTS = timedelta(hours=1), 3
"""An issue is not taken back more often within this time: a rule in Jira may move it on for ever.
What is owed then is done when the time is over."""
_OWED = "gate:owed-reverts"
_TOOK_BACK = (
    "Airlock took this transition back: the escalation packet was incomplete when the issue was "
    "moved. Support completes it in the ticket's sidebar. What is missing:"
)


@dataclass(frozen=True, slots=True)
class GateReverting:
    store: UnitOfWork
    outbox: Outbox
    writing: GateWriting
    clock: Clock

    async def take_back(
        self, issue: Issue, revert: Revert, decision: Decision, tickets: Sequence[Ticket]
    ) -> None:
        """Move the issue back and say why; where that cannot be, only that is recorded.

        Interrupted, it is gone on with: the issue that stands where it was is not moved again, and
        the comment is posted once. Raises VendorError, and Held when the reasons may not cross.
        """
        obstacle = self._obstacle(issue, revert)
        if obstacle is None:
            body = await self.writing.redact(_words(decision), tickets)
            obstacle = await self._move(issue, revert)
            if obstacle is None:
                await self._comment(issue, revert, body)
        if obstacle is not None:
            await self._settle(issue, NOT_REVERTED, obstacle)
            return
        await self._settle(issue, REVERTED)

    def _obstacle(self, issue: Issue, revert: Revert) -> str | None:
        stands = plain_name(issue.status)
        if stands not in {plain_name(revert.from_status), plain_name(revert.to_status)}:
            return "the issue was moved on"
        if self.writing.policy.guards(issue.project, revert.to_status, revert.from_status):
            return "the way back is guarded too"
        return None

    async def _move(self, issue: Issue, revert: Revert) -> str | None:
        """None when the issue stands where it was."""
        if plain_name(issue.status) == plain_name(revert.from_status):
            return None
        operation = _operation(issue, revert)
        marker = marker_for(operation, "transition")
        effect = TransitionIssue(issue.id, PolicyWord(revert.from_status), marker)
        try:
            await self.outbox.send(effect, delivery_id=operation)
        except (WriteRefused, PermissionRefused):
            return "no transition that Airlock may take leads back"
        return None

    async def _comment(self, issue: Issue, revert: Revert, body: RedactedText) -> None:
        operation = _operation(issue, revert)
        marker = marker_for(operation, "comment")
        comment = PostIssueComment(issue.id, body, marker, internal=issue.service_desk)
        await self.outbox.send(comment, delivery_id=operation)

    async def _settle(self, issue: Issue, action: str, detail: str = "") -> None:
        now = self.clock.now()

        def settle(tx: Transaction) -> None:
            course = load_course(tx, issue.id)
            if course is None or course.revert is None:
                return
            reverted = (*course.reverted, now)[-MOST_REVERTS:]
            done = {"reverted": reverted, "notice": None} if action == REVERTED else {}
            save_course(tx, issue.id, course.changed(revert=None, **done))
            outcome = action.removeprefix("transition ")
            save_meter(tx, load_meter(tx).passed(outcome, now))
            tx.audit.add(audit_row(issue.id, action, now, detail=detail))

        await self.store.write(settle)


def pause_of(course: Course, now: datetime) -> datetime | None:
    """When the issue may be taken back again; None for now."""
    recent = [at for at in course.reverted if now < at + REVERT_PAUSE]
    return recent[-MOST_REVERTS] + REVERT_PAUSE if len(recent) >= MOST_REVERTS else None


def owe(tx: Transaction, issue_id: str, until: datetime) -> None:
    """Remember to take the issue back once a pause is over."""
    owed = json.loads(tx.facts.get(_OWED) or "{}")
    tx.facts.set(_OWED, json.dumps({**owed, issue_id: until.isoformat()}))


def queue_owed(tx: Transaction, now: datetime) -> None:
    """Queue the gates of the issues whose pause is over."""
    owed = json.loads(tx.facts.get(_OWED) or "{}")
    due = [one for one, until in owed.items() if datetime.fromisoformat(until) <= now]
    if due:
        queue_gates(tx, due, f"revert:{now.isoformat()}", now)
        left = {one: until for one, until in owed.items() if one not in due}
        tx.facts.set(_OWED, json.dumps(left))


def _operation(issue: Issue, revert: Revert) -> str:
    return f"revert:{issue.id}:{revert.number}"


def _words(decision: Decision) -> Document:
    reasons = tuple(ListItem((Paragraph((Text(one),)),)) for one in decision.reasons)
    return Document((Paragraph((Text(_TOOK_BACK),)), *((ItemList(reasons),) if reasons else ())))
