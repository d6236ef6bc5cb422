"""The texts of fields, as the other side may read them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Held
from app.model import Audience, Context, Issue, RedactedText, Ticket
from app.services.context import assignee_of, context_of_ticket, customer_key, merge
from app.services.disclosure import Disclosure, Scope
from app.sync.mapping import FieldIds


@dataclass(frozen=True, slots=True)
class FieldTexts:
    """`texts` by the names of their fields, and the names of those whose text is held."""

    texts: Mapping[str, RedactedText]
    held: tuple[str, ...]


async def redact_fields(
    disclosure: Disclosure,
    raw: Mapping[str, str],
    audience: Audience,
    ticket: Ticket,
    issue: Issue,
    ids: FieldIds,
) -> FieldTexts:
    """Redact each field's text for its readers, by what is known of the ticket's customer."""
    scope = Scope(f"ticket:{ticket.id}", customer_key(ticket))
    known = await disclosure.learn(
        scope, context_of_ticket(ticket, disclosure.policies, ids.zendesk)
    )
    context = merge(known, Context(people=assignee_of(issue)))
    texts: dict[str, RedactedText] = {}
    held: list[str] = []
    for name, text in raw.items():
        try:
            disclosed = await disclosure.disclose_line(
                text, audience=audience, scope=scope, context=context
            )
        except Held:
            held.append(name)
        else:
            texts[name] = disclosed.text
    return FieldTexts(texts, tuple(held))
