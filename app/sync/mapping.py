"""Fields, priority, status and owner: one update of the other side, or none.

The policy names fields by title or id; `FieldIds` turns titles into ids. A value crosses as a word
of the policy or as redacted text, never as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.effects import FieldValue, PolicyWord, UpdateIssue, UpdateTicket
from app.model import Issue, RedactedText, Ticket, TicketLink
from app.sync.conflict import settle
from app.sync.echo import marker_for
from app.sync.policy import FieldMapping, MappingPolicy, StatusWords


@dataclass(frozen=True, slots=True)
class FieldIds:
    """Each vendor's field ids by title; a name that is not listed is an id already."""

    zendesk: Mapping[str, str] = field(default_factory=dict)
    jira: Mapping[str, str] = field(default_factory=dict)

    def of_zendesk(self, name: str) -> str:
        """The id of the ticket field that the policy calls so."""
        return self.zendesk.get(name, name)

    def of_jira(self, name: str) -> str:
        """The id of the issue field that the policy calls so."""
        return self.jira.get(name, name)


Texts = Mapping[str, RedactedText]


def jira_field_names(policy: MappingPolicy) -> tuple[str, ...]:
    """Names of the Jira fields that planning must know of an issue, as the policy has them."""
    return tuple(dict.fromkeys(mapping.jira for mapping in policy.fields))


def texts_for_jira(ticket: Ticket, ids: FieldIds, policy: MappingPolicy) -> Mapping[str, str]:
    """Raw ticket fields that must be redacted for Jira first, by the policy's Jira name."""
    values = {
        mapping.jira: ticket.fields.get(ids.of_zendesk(mapping.zendesk), "")
        for mapping in policy.fields
        if mapping.direction == "to_jira" and not mapping.values
    }
    return {name: text for name, text in values.items() if text}


def texts_for_zendesk(issue: Issue, ids: FieldIds, policy: MappingPolicy) -> Mapping[str, str]:
    """Raw issue fields that must be redacted for Zendesk first, by the policy's Zendesk name.

    The owner's name is among them where the policy shows it.
    """
    values = {
        mapping.zendesk: _jira_value(issue, ids, mapping) or ""
        for mapping in policy.fields
        if mapping.direction == "to_zendesk" and not mapping.values
    }
    if policy.owner and policy.owner.show == "name" and issue.assignee:
        values[policy.owner.zendesk_field] = issue.assignee.name
    return {name: text for name, text in values.items() if text}


def plan_ticket_changes(
    ticket: Ticket,
    issue: Issue,
    policy: MappingPolicy,
    *,
    ids: FieldIds,
    texts: Texts,
    delivery_id: str,
) -> UpdateIssue | None:
    """Bring the issue's priority and fields in line with the ticket; None when they are.

    `texts` holds what `texts_for_jira` asked for, redacted, under the same names; a field whose
    text is not among them (held) is left as it is.
    """
    fields: dict[str, FieldValue] = _priority_to_jira(ticket, issue, policy)
    for mapping in policy.fields:
        fields.update(_field_to_jira(mapping, ticket, issue, ids, texts))
    if not fields:
        return None
    return UpdateIssue(issue.id, fields, marker_for(delivery_id, f"issue:{issue.id}:fields"))


def new_issue_fields(
    ticket: Ticket, policy: MappingPolicy, *, ids: FieldIds, texts: Texts
) -> Mapping[str, FieldValue]:
    """The mapped fields that an issue starts with; values that the ticket lacks are left out."""
    blank = Issue(
        id="", key="", project="", summary="", status="", updated_at=ticket.updated_at, fields={}
    )
    update = plan_ticket_changes(ticket, blank, policy, ids=ids, texts=texts, delivery_id="")
    return update.fields if update else {}


def plan_issue_changes(
    link: TicketLink,
    issue: Issue,
    ticket: Ticket,
    policy: MappingPolicy,
    *,
    ids: FieldIds,
    texts: Texts,
    status_changed: bool,
    delivery_id: str,
) -> UpdateTicket | None:
    """Bring the ticket's fields, tag, priority and status in line with the issue; else None.

    The ticket's own status is touched only when the issue's has just changed (`status_changed`),
    so that an agent who sets it otherwise is not overruled. A closed ticket takes no writes.
    """
    if ticket.closed:
        return None
    words = policy.status.to_zendesk.get(issue.status, StatusWords())
    fields = {
        name: value
        for name, value in _ticket_fields(issue, ticket, policy, words, ids, texts).items()
        if ticket.fields.get(name, "") != _plain(value)
    }
    status = words.status if status_changed and words.status != ticket.status else None
    tags = (PolicyWord(words.tag),) if words.tag and words.tag not in ticket.tags else ()
    priority = _priority_to_zendesk(ticket, issue, policy)
    if not (fields or status or tags or priority):
        return None
    return UpdateTicket(
        link.ticket_id,
        marker_for(delivery_id, f"ticket:{link.ticket_id}:fields"),
        status=PolicyWord(status) if status else None,
        priority=priority,
        fields=fields or None,
        add_tags=tags,
    )


def _priority_to_jira(ticket: Ticket, issue: Issue, policy: MappingPolicy) -> dict[str, FieldValue]:
    """Jira's priority is never cleared: most projects require one."""
    rules = policy.priority
    wanted = rules.values.get(ticket.priority or "")
    if wanted is None or settle(wanted, issue.priority, rules.direction, rules.winner) != "to_jira":
        return {}
    return {"priority": PolicyWord(wanted)}


def _priority_to_zendesk(ticket: Ticket, issue: Issue, policy: MappingPolicy) -> PolicyWord | None:
    rules = policy.priority
    back = _reversed(rules.values).get(issue.priority or "")
    ours = rules.values.get(ticket.priority or "", ticket.priority)
    way = settle(ours, issue.priority if back else None, rules.direction, rules.winner)
    return PolicyWord(back) if back and way == "to_zendesk" else None


def _field_to_jira(
    mapping: FieldMapping, ticket: Ticket, issue: Issue, ids: FieldIds, texts: Texts
) -> dict[str, FieldValue]:
    source = ticket.fields.get(ids.of_zendesk(mapping.zendesk), "")
    now = _jira_value(issue, ids, mapping)
    if _unlisted(mapping, source, now) or (
        not mapping.values and source and not texts.get(mapping.jira)
    ):
        return {}
    wanted: FieldValue = texts.get(mapping.jira)
    if mapping.values:
        wanted = _word(mapping.values.get(source))
    way = settle(_plain(wanted), now, mapping.direction, mapping.winner)
    return {ids.of_jira(mapping.jira): wanted} if way == "to_jira" else {}


def _ticket_fields(
    issue: Issue,
    ticket: Ticket,
    policy: MappingPolicy,
    words: StatusWords,
    ids: FieldIds,
    texts: Texts,
) -> dict[str, FieldValue]:
    fields: dict[str, FieldValue] = {}
    for mapping in policy.fields:
        fields.update(_field_to_zendesk(mapping, issue, ticket, ids, texts))
    if policy.owner:
        name = policy.owner.zendesk_field
        fields[ids.of_zendesk(name)] = _owner(issue, policy, texts.get(name))
    if policy.status.zendesk_field and words.shows:
        fields[ids.of_zendesk(policy.status.zendesk_field)] = PolicyWord(words.shows)
    return fields


def _field_to_zendesk(
    mapping: FieldMapping, issue: Issue, ticket: Ticket, ids: FieldIds, texts: Texts
) -> dict[str, FieldValue]:
    name = ids.of_zendesk(mapping.zendesk)
    now = ticket.fields.get(name, "")
    source = _jira_value(issue, ids, mapping)
    if _unlisted(mapping, now, source):
        return {}
    if not mapping.values:
        wanted: FieldValue = texts.get(mapping.zendesk)
        complete = bool(wanted) or not source
        return {name: wanted} if mapping.direction == "to_zendesk" and complete else {}
    back = _reversed(mapping.values).get(source or "")
    ours = mapping.values.get(now)
    way = settle(ours, source if back else None, mapping.direction, mapping.winner)
    return {name: _word(back)} if way == "to_zendesk" else {}


def _unlisted(mapping: FieldMapping, zendesk: str, jira: str | None) -> bool:
    """Both ways, a value that the policy does not list is left alone, and so is its other side."""
    if mapping.direction != "both":
        return False
    known_jira = set(mapping.values.values())
    return bool(zendesk and zendesk not in mapping.values) or bool(jira and jira not in known_jira)


def _owner(issue: Issue, policy: MappingPolicy, name: RedactedText | None) -> FieldValue:
    """The owner in the words of the policy; a name only when it arrived redacted."""
    if policy.owner is None or issue.assignee is None:
        return PolicyWord(policy.owner.unassigned) if policy.owner else None
    return name or PolicyWord(policy.owner.assigned)


def _jira_value(issue: Issue, ids: FieldIds, mapping: FieldMapping) -> str | None:
    return (issue.fields or {}).get(ids.of_jira(mapping.jira)) or None


def _reversed(values: Mapping[str, str]) -> dict[str, str]:
    """Jira's word to Zendesk's; of several the first in the policy's order."""
    return {jira: zendesk for zendesk, jira in reversed(list(values.items()))}


def _word(value: str | None) -> PolicyWord | None:
    return PolicyWord(value) if value else None


def _plain(value: FieldValue) -> str:
    match value:
        case RedactedText():
            return value.line
        case PolicyWord():
            return value.value
        case _:
            return ""
