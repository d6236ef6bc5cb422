"""The customer update: drafted from the issue's movement, checked, and never sent from here."""

import hashlib
from collections.abc import Mapping

from app.errors import InputRefused, NotStored
from app.model import TicketLink
from app.ports import IssueTracker, UnitOfWork
from app.services.sidebar_views import CustomerUpdate, UpdateEdit, UpdatePart
from app.sync.customer_update import LABELS, join_parts


class CustomerUpdates:
    def __init__(self, store: UnitOfWork, tracker: IssueTracker) -> None:
        self._store = store
        self._tracker = tracker

    async def draft(self, ticket_id: int, *, issue_key: str | None = None) -> CustomerUpdate:
        """What can be said of the issue today. Raises NotStored without an issue."""
        link = await self._link(ticket_id, issue_key)
        issue = await self._tracker.fetch_issue(link.issue_id)
        return _checked({"state_change": f"Engineering's status: {issue.status}."}, link)

    async def check(
        self, ticket_id: int, edit: UpdateEdit, *, issue_key: str | None = None
    ) -> CustomerUpdate:
        """The parts as written, checked. Raises InputRefused for a part that is none."""
        if not edit.parts.keys() <= LABELS.keys():
            raise InputRefused("The customer update has no such part.")
        return _checked(edit.parts, await self._link(ticket_id, issue_key))

    async def _link(self, ticket_id: int, issue_key: str | None) -> TicketLink:
        links = await self._store.read(lambda tx: tx.links.of_ticket(ticket_id))
        for link in links:
            if issue_key in (None, link.issue_key):
                return link
        raise NotStored("The ticket is not linked to this issue, so there is nothing to tell.")


def _checked(texts: Mapping[str, str], link: TicketLink) -> CustomerUpdate:
    parts = tuple(
        UpdatePart(
            key=key,
            label=label,
            text=texts.get(key, ""),
            problems=() if texts.get(key, "").strip() else ("Nothing is written yet.",),
        )
        for key, label in LABELS.items()
    )
    return CustomerUpdate(
        parts=parts,
        text=join_parts(texts),
        ready=not any(part.problems for part in parts),
        etag=hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()[:16],
    )
