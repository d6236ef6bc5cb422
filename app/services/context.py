"""The pair's context: what is known of its people and values, from what was read of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from app.document import Document, Mention, iter_nodes
from app.model import (
    Context,
    Issue,
    IssueComment,
    KnownPerson,
    Person,
    Side,
    Ticket,
    TicketComment,
)
from app.ports import PolicySet

T = TypeVar("T")

SUBSCRIBER_DIGITS = 8
"""How many digits at a phone number's end tell it from others, however its beginning is written."""


def customer_key(ticket: Ticket) -> str:
    """Whose vault key wraps this pair's key: the organization's, else the requester's."""
    if ticket.organization is not None:
        return f"org:{ticket.organization.id}"
    return f"user:{ticket.requester.id}"


def context_of_ticket(ticket: Ticket, policies: PolicySet, field_ids: Mapping[str, str]) -> Context:
    """Everything about the ticket's customer that a text could name.

    The policy names private fields by title or id; `field_ids` turns titles into ids.
    """
    organization = ticket.organization
    private = [field_ids.get(name, name) for name in policies.redaction.private_fields]
    return Context(
        people=tuple(_people_of_ticket(ticket)),
        organizations=(organization.name,) if organization is not None else (),
        domains=organization.domains if organization is not None else (),
        terms=tuple(ticket.fields[name] for name in private if ticket.fields.get(name)),
    )


def author_of(comment: TicketComment, ticket: Ticket) -> Context:
    """Who wrote the comment; anyone who is not of support is taken for the customer's side."""
    author = comment.author
    named = author.name or author.email
    if author.side is Side.SYSTEM or not named or author.id == ticket.requester.id:
        return Context()
    if author.side is Side.SUPPORT:
        return Context(people=(_known(author, Side.SUPPORT, "support"),))
    return Context(people=(_known(author, Side.CUSTOMER, "person"),))


def _people_of_ticket(ticket: Ticket) -> Iterator[KnownPerson]:
    yield _known(ticket.requester, Side.CUSTOMER, "customer")
    for person in ticket.collaborators:
        if person.side is not Side.SUPPORT:
            yield _known(person, Side.CUSTOMER, "person")
    if ticket.assignee is not None:
        yield _known(ticket.assignee, Side.SUPPORT, "support")


def engineers_of(issue: Issue, comment: IssueComment) -> tuple[KnownPerson, ...]:
    """The engineering side's people that one issue and one comment of it name."""
    people = [comment.author, *([issue.assignee] if issue.assignee is not None else [])]
    known = [_known(person, Side.ENGINEERING, "engineer") for person in people]
    known.extend(
        KnownPerson(name=name, side=Side.ENGINEERING, role="engineer")
        for name in mentioned_names(comment.body)
    )
    return tuple(known)


def assignee_of(issue: Issue) -> tuple[KnownPerson, ...]:
    """Who works on the issue, whether or not they have written on it."""
    assignee = issue.assignee
    return (_known(assignee, Side.ENGINEERING, "engineer"),) if assignee is not None else ()


def mentioned_names(document: Document) -> tuple[str, ...]:
    """The names that mentions in the text carry, without the sign."""
    names = (
        node.name.removeprefix("@") for node in iter_nodes(document) if isinstance(node, Mention)
    )
    return tuple(dict.fromkeys(filter(None, names)))


def merge(known: Context, seen: Context) -> Context:
    """What was known before together with what was seen now; nothing is forgotten."""
    return Context(
        people=_join(known.people, seen.people),
        organizations=_join(known.organizations, seen.organizations),
        domains=_join(known.domains, seen.domains),
        terms=_join(known.terms, seen.terms),
        other_customers=_join(known.other_customers, seen.other_customers),
    )


def without_others(context: Context, others: Iterable[str]) -> Context:
    """The context that also names other tickets' customers, who must not appear in this pair."""
    own = set(customer_names(context))
    strangers = tuple(name for name in dict.fromkeys(others) if name not in own)
    return merge(context, Context(other_customers=strangers))


def customer_names(context: Context) -> Iterator[str]:
    """Every name and value of the context that points to its customer."""
    yield from (*context.organizations, *context.domains, *context.terms)
    for person in context.people:
        if person.side is Side.CUSTOMER:
            yield from filter(None, (person.name, person.email, person.phone))
            yield from _written_at_home(person.phone)


def _written_at_home(phone: str | None) -> Iterator[str]:
    """The number's end, which stands in it with or without the country's code or a zero before."""
    digits = "".join(filter(str.isdigit, phone or ""))
    if len(digits) > SUBSCRIBER_DIGITS:
        yield digits[-SUBSCRIBER_DIGITS:]


def _join(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _known(person: Person, side: Side, role: str) -> KnownPerson:
    return KnownPerson(
        name=person.name, email=person.email, phone=person.phone, side=side, role=role
    )
