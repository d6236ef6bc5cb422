"""Which field changes the other side has not followed: planned as always, and not sent."""

from collections.abc import Mapping, Sequence
from functools import partial

from app.effects import UpdateTicket
from app.model import Audience, Issue, System, Ticket, TicketLink
from app.ports import IssueTracker, TicketDesk
from app.services.disclosure import Disclosure
from app.services.field_texts import redact_fields
from app.sync.mapping import (
    FieldIds,
    jira_field_names,
    plan_issue_changes,
    plan_ticket_changes,
    texts_for_jira,
    texts_for_zendesk,
)

Behind = Mapping[System, tuple[str, ...]]
"""The sides that are ahead of the other one, and what changed there."""
STATUS = ("status",)


class FieldDrift:
    def __init__(self, desk: TicketDesk, tracker: IssueTracker, disclosure: Disclosure) -> None:
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure

    async def ids(self) -> FieldIds:
        """Both vendors' fields by title. Raises VendorError."""
        return FieldIds(await self._desk.field_ids(), await self._tracker.field_ids())

    async def wanted(self) -> Sequence[str]:
        """Ids of the issue's fields that `ahead` needs."""
        ids = await self.ids()
        return [ids.of_jira(name) for name in jira_field_names(self._disclosure.policies.mapping)]

    async def ahead(self, link: TicketLink, ticket: Ticket, issue: Issue) -> Behind:
        """Which side has changes that the other must follow, by the policy. Nothing is sent.

        A field whose text is held is left out, as it is in relaying.
        """
        ids, mapping = await self.ids(), self._disclosure.policies.mapping
        redact = partial(redact_fields, self._disclosure, ticket=ticket, issue=issue, ids=ids)
        there = await redact(texts_for_jira(ticket, ids, mapping), Audience.ENGINEERING)
        to_issue = plan_ticket_changes(
            ticket, issue, mapping, ids=ids, texts=there.texts, delivery_id="drift"
        )
        back = await redact(texts_for_zendesk(issue, ids, mapping), Audience.CUSTOMER)
        to_ticket = plan_issue_changes(
            link, issue, ticket, mapping,
            ids=ids, texts=back.texts, status_changed=False, delivery_id="drift",
        )  # fmt: skip
        found: dict[System, tuple[str, ...]] = {}
        if to_issue is not None and not ticket.closed:
            found[System.ZENDESK] = ()
        if to_ticket is not None:
            found[System.JIRA] = STATUS if self._shows_status(to_ticket, ids) else ()
        return found

    def _shows_status(self, effect: UpdateTicket, ids: FieldIds) -> bool:
        """The ticket shows another status than the issue has: that move was never followed."""
        shown = self._disclosure.policies.mapping.status.zendesk_field
        in_field = bool(shown) and ids.of_zendesk(shown or "") in (effect.fields or {})
        return in_field or bool(effect.add_tags)
