"""Many tickets on one issue and one ticket on many: each side gets its own version of each text."""

from typing import Any

import pytest

from app.document import Document, Mention, Paragraph, Text, to_plain
from app.model import EventKind, Issue, Person, Side, Ticket
from tests.services.world import FABRIKAM, JANE, NORTHWIND, OMAR, RAVI, World

JANE_CALLED = Person(
    id="501", name="Jane Roe", email="jane@northwind.example", phone="+49 30 901820",
    side=Side.CUSTOMER,
)  # fmt: skip
OMAR_CALLED = Person(
    id="502", name="Omar Haddad", email="omar@fabrikam.example", phone="+44 20 7946 0991",
    side=Side.CUSTOMER,
)  # fmt: skip
OF_JANE = ("Jane", "Roe", "Northwind", "northwind.example", "901820")
OF_OMAR = ("Omar", "Haddad", "Fabrikam", "fabrikam.example", "7946 0991", "79460991")
BOTH = (
    "Jane Roe of Northwind Traders (jane@northwind.example, +49 30 901820) and Omar Haddad of "
    "Fabrikam (omar@fabrikam.example, +44 20 7946 0991) see the same fault. The fix is in 4.19."
)
VARIANTS = [
    BOTH,
    BOTH.upper(),
    "Callers: 0049 30 901820 and 02079460991. The fix is in 4.19.",
    "JANE ROE / NORTHWIND, o.haddad@fabrikam.example, https://northwind.example/b: fixed in 4.19.",
    "Roe and Haddad, both at it. Northwind's and Fabrikam's exports. The fix is in 4.19.",
    "```\nuser=jane@northwind.example tenant=fabrikam.example\n```\nThe fix is in 4.19.",
]


async def two_customers(world: World) -> tuple[Ticket, Ticket, Issue]:
    """One issue with a ticket of each of two customers who know nothing of one another."""
    first, issue, _ = await world.pair(requester=JANE_CALLED, organization=NORTHWIND)
    second = world.ticket(OMAR_CALLED, FABRIKAM)
    await world.link(second, issue)
    return first, second, issue


def none_of(words: tuple[str, ...], text: str) -> bool:
    return not [word for word in words if word.casefold() in text.casefold()]


@pytest.mark.parametrize("text", VARIANTS)
async def test_each_ticket_gets_its_own_version_without_the_other_customer(
    world: World, text: str
) -> None:
    first, second, issue = await two_customers(world)
    await world.engineer_writes(issue, text)
    (for_jane,), (for_omar,) = world.on_ticket(first), world.on_ticket(second)
    assert none_of(OF_OMAR, for_jane), for_jane
    assert none_of(OF_JANE, for_omar), for_omar
    for told in (for_jane, for_omar):
        assert "4.19" in told


async def test_a_mention_and_a_split_name_do_not_carry_the_other_customer(world: World) -> None:
    first, second, issue = await two_customers(world)
    document = Document(
        (
            Paragraph((Text("Ask "), Text("Omar Had"), Text("dad"), Text(" or "))),
            Paragraph((Mention("712020:x", "@Jane Roe"), Text(" first."))),
        )
    )
    await world.engineer_writes(issue, document)
    assert none_of(OF_OMAR, world.on_ticket(first)[-1])
    assert none_of(OF_JANE, world.on_ticket(second)[-1])


async def test_a_corrected_answer_is_corrected_for_each_ticket_in_its_own_version(
    world: World,
) -> None:
    first, second, issue = await two_customers(world)
    comment = await world.engineer_writes(issue, "Looking.")
    world.tracker.edit_comment(issue.id, comment.id, BOTH)
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    for ticket, strangers in ((first, OF_OMAR), (second, OF_JANE)):
        told = world.on_ticket(ticket)[-1]
        assert "4.19" in told
        assert none_of(strangers, told), told


async def test_a_failed_copy_to_one_ticket_does_not_hold_up_the_other(world: World) -> None:
    first, second, issue = await two_customers(world)
    await world.linking.pause((await links(world, first))[0].id, by="operator")
    await world.engineer_writes(issue, "The fix is in 4.19.")
    assert world.on_ticket(first) == []
    assert "4.19" in world.on_ticket(second)[-1]


async def test_what_one_customer_writes_reaches_the_issue_and_never_the_other_ticket(
    world: World,
) -> None:
    first, second, issue = await two_customers(world)
    await world.customer_writes(first, "Jane Roe here: it fails since Monday.", JANE_CALLED)
    assert "fails since Monday" in world.on_issue(issue)[-1]
    assert [to_plain(one.body) for one in world.desk.comments[second.id]] == []


# ---- the gate of many tickets --------------------------------------------------------------------


async def links(world: World, ticket: Ticket) -> Any:
    return await world.store.read(lambda tx: tx.links.of_ticket(ticket.id))


async def test_one_complete_packet_opens_and_the_counts_and_the_worst_severity_are_shown(
    world: World,
) -> None:
    first, second, issue = await two_customers(world)
    await world.complete(first, severity="P3")
    await world.complete(second, severity="P1", steps="")
    assert world.token(issue).startswith("ok:")
    shown = world.reasons(issue)
    assert "2 tickets, 2 customers, worst severity P1" in shown
    assert none_of((*OF_JANE, *OF_OMAR), shown)
    for link in world.tracker.links[issue.id]:
        assert none_of((*OF_JANE, *OF_OMAR), f"{link.title} {link.summary}")


async def test_tickets_of_one_customer_are_counted_as_one(world: World) -> None:
    first, issue, _ = await world.pair()
    await world.link(world.ticket(JANE, NORTHWIND), issue)
    assert "2 tickets, 1 customer" in world.reasons(issue)
    assert first.id


async def test_the_gate_stays_open_until_the_last_complete_packet_breaks(world: World) -> None:
    first, second, issue = await two_customers(world)
    await world.complete(first)
    await world.complete(second)
    await world.complete(first, steps="")
    assert world.token(issue).startswith("ok:")
    await world.complete(second, steps="")
    assert world.token(issue) == ""


# ---- one ticket on many issues -------------------------------------------------------------------


async def test_one_packet_opens_the_gate_of_each_of_its_issues_with_a_value_of_its_own(
    world: World,
) -> None:
    ticket, first, _ = await world.pair()
    second = world.tracker.add_issue()
    await world.link(ticket, second)
    await world.complete(ticket)
    values = {world.token(first), world.token(second)}
    assert len(values) == 2
    assert all(value.startswith("ok:") for value in values)
    await world.complete(ticket, steps="")
    assert [world.token(one) for one in (first, second)] == ["", ""]


async def test_answers_on_each_issue_come_to_the_one_ticket_once(world: World) -> None:
    ticket, first, _ = await world.pair()
    second = world.tracker.add_issue()
    await world.link(ticket, second)
    await world.engineer_writes(first, "The export stops at a limit.", RAVI)
    await world.engineer_writes(second, "The limit is gone in 4.19.", RAVI)
    told = world.on_ticket(ticket)
    assert len(told) == 2
    assert "at a limit" in told[0]
    assert "4.19" in told[1]


async def test_what_the_customer_writes_goes_to_each_issue_once(world: World) -> None:
    ticket, first, _ = await world.pair()
    second = world.tracker.add_issue()
    await world.link(ticket, second)
    await world.customer_writes(ticket, "It fails since Monday.")
    for issue in (first, second):
        copies = [text for text in world.on_issue(issue) if "since Monday" in text]
        assert len(copies) == 1
    assert OMAR.name not in " ".join(world.on_issue(first))
