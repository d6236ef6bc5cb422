"""Who else is on an issue: other tickets' customers, authors in passing, engineers of before."""

import re

import pytest

from app.errors import InputRefused
from app.model import Person, Side
from tests.services.world import FABRIKAM, JANE, OMAR, World

BJORK = Person(id="777", name="Björk Snorradóttir", email="b.s@else.example", side=Side.CUSTOMER)
ADA = Person(id="712020:ada", name="Ada Holm", side=Side.ENGINEERING)


async def test_another_tickets_customer_is_not_named_on_the_shared_issue(world: World) -> None:
    _, issue, _ = await world.pair()
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    await world.customer_writes(second, "Same as Northwind Traders, ask Jane Roe.", OMAR)
    copied = world.on_issue(issue)[-1]
    assert "Northwind" not in copied
    assert "Jane" not in copied
    assert "another-customer" in copied


async def test_someone_whom_only_the_other_tickets_text_named_is_a_stranger_too(
    world: World,
) -> None:
    first, issue, _ = await world.pair()
    await world.customer_writes(first, "Regards,\nPeter Schmidt")
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    await world.engineer_writes(issue, "It was Peter Schmidt who saw it first.")
    assert "Schmidt" not in world.on_ticket(second)[-1]


async def test_an_author_who_is_neither_requester_nor_in_copy_is_hidden(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Snorradóttir here, for Björk too.", BJORK)
    copied = world.on_issue(issue)[-1]
    assert "Snorrad" not in copied
    assert "Björk" not in copied


async def test_engineers_of_earlier_comments_stay_known(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "I take this.", ADA)
    await world.engineer_writes(issue, "Ada Holm found it; Ada says restart.")
    assert "Ada" not in world.on_ticket(ticket)[-1]


async def test_a_ticket_linked_later_knows_the_engineers_of_before(world: World) -> None:
    _, issue, _ = await world.pair()
    await world.engineer_writes(issue, "I take this.", ADA)
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    await world.engineer_writes(issue, "Ada Holm found it.")
    assert "Ada" not in world.on_ticket(second)[-1]


async def test_placeholders_are_turned_back_while_the_issue_has_one_ticket(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Jane Roe here.")
    await world.engineer_writes(issue, "Please ask [customer] for the log.")
    assert "Jane Roe" in world.on_ticket(ticket)[-1]


async def test_on_an_issue_of_two_tickets_nobody_is_guessed(world: World) -> None:
    first, issue, _ = await world.pair()
    await world.customer_writes(first, "Jane Roe here.")
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    await world.customer_writes(second, "Omar Haddad here.", OMAR)
    await world.engineer_writes(issue, "Please ask [customer] for the log.")
    for ticket in (first, second):
        told = world.on_ticket(ticket)[-1]
        assert "[customer]" in told
        assert JANE.name not in told
        assert OMAR.name not in told


async def test_no_ticket_is_linked_into_a_project_that_the_policies_do_not_name(
    world: World,
) -> None:
    ticket, issue = world.ticket(), world.tracker.add_issue(project="TEAM")
    with pytest.raises(InputRefused):
        await world.linking.link(ticket.id, issue.key, by="agent:601")
    assert world.on_issue(issue) == []


async def test_what_jira_was_not_told_of_a_stranger_the_ticket_is_not_told_either(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    other = world.ticket(OMAR, FABRIKAM)
    await world.link(other, issue)
    await world.customer_writes(ticket, "Omar Haddad of Fabrikam told me the same.")
    await world.engineer_writes(issue, "Omar Haddad at Fabrikam has it too.")
    for private in ("Omar", "Haddad", "Fabrikam"):
        assert private not in world.on_issue(issue)[-1] + world.on_ticket(ticket)[-1]


async def test_a_strangers_placeholder_is_never_turned_back(world: World) -> None:
    ticket, _, _ = await world.pair()
    shared, issue = world.ticket(OMAR, FABRIKAM), world.tracker.add_issue()
    await world.link(ticket, issue)
    await world.link(shared, issue)
    alone = world.tracker.add_issue()
    await world.link(ticket, alone)
    await world.customer_writes(ticket, "Fabrikam told me the same.")
    placeholder = re.findall(r"\[another-customer[^]]*]", world.on_issue(alone)[-1])[0]
    await world.engineer_writes(alone, f"So {placeholder} has it as well.")
    assert "Fabrikam" not in world.on_ticket(ticket)[-1]
