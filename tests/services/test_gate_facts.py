"""What the gate is told besides the packet, and what it costs to find out."""

from typing import Any

import pytest

from app.document import Card, Document, Paragraph, Text
from app.document import Link as TextLink
from app.errors import VendorTimeout
from app.gate.decision import Decision
from app.model import Person, Side, Ticket
from app.services.views import PacketChange
from tests.fakes.issue_tracker import FakeLink
from tests.services.world import AGENT, JANE, RAVI, World

DANA = Person(id="602", name="Dana Whitfield", email="dana@acme.example", side=Side.SUPPORT)
COPIED = Person(id="650", name="Ravi Menon", email="ravi@eng.example", side=Side.CUSTOMER)
TRACES = {"gate.items.logs.link_answers": ("traces.example",)}


async def decide(world: World, ticket: Ticket) -> Decision:
    return await world.gatekeeping.decide_ticket(world.desk.tickets[ticket.id])


async def states(world: World, ticket: Ticket) -> dict[str, str]:
    return {item.key: item.state for item in (await decide(world, ticket)).items}


async def ready(world: World, **ticket: Any) -> Ticket:
    made, _issue, _link = await world.pair(**ticket)
    await world.complete(made)
    assert (await decide(world, made)).open
    return made


@pytest.mark.parametrize(
    ("staff", "groups", "state"),
    [
        ([], [], "present"),
        ([DANA], [], "present"),
        ([DANA.model_copy(update={"active": False})], [], "weak"),
        ([DANA, DANA.model_copy(update={"id": "9", "active": False})], [], "present"),
        ([], ["Dana  whitfield"], "weak"),
        ([DANA], ["Dana Whitfield"], "present"),
    ],
    ids=["nobody", "a person", "inactive", "two of one name", "a group", "both"],
)
async def test_the_owner_is_whom_zendesk_knows_by_that_name(
    world: World, staff: list[Person], groups: list[str], state: str
) -> None:
    world.desk.staff, world.desk.groups = staff, groups
    ticket, _issue, _link = await world.pair()
    await world.complete(ticket)
    assert (await states(world, ticket))["owner"] == state


async def test_an_owner_who_leaves_closes_the_gate_at_the_next_look(world: World) -> None:
    world.desk.staff = [DANA]
    ticket = await ready(world)
    world.desk.staff = [DANA.model_copy(update={"active": False})]
    assert (await decide(world, ticket)).open, "an answer is believed for some minutes"
    world.clock.pass_time(301)
    assert (await decide(world, ticket)).lacking == ("owner",)


async def test_an_owner_is_found_by_address_and_before_a_comma(world: World) -> None:
    world.desk.staff = [DANA.model_copy(update={"active": False})]
    ticket, _issue, _link = await world.pair()
    for owner in ("DANA@acme.example", "Dana Whitfield, head of support"):
        await world.complete(ticket, owner=owner)
        assert (await decide(world, ticket)).lacking == ("owner",)


async def test_nothing_is_decided_while_the_directory_does_not_answer(world: World) -> None:
    ticket = await ready(world)
    world.clock.pass_time(301)
    world.desk.fail_next(VendorTimeout("no answer"), write=False)
    with pytest.raises(VendorTimeout):
        await decide(world, ticket)


async def test_a_complete_packet_is_decided_without_reading_comments_or_issues(
    world: World,
) -> None:
    ticket = await ready(world)
    asked, told = world.tracker.reads, world.desk.reads
    await decide(world, ticket)
    assert (world.tracker.reads, world.desk.reads) == (asked, told)


@pytest.mark.parametrize(
    "text",
    [
        Document((Paragraph((Text("the run", link=TextLink("https://traces.example/7")),)),)),
        Document((Paragraph((Card("https://traces.example/7"),)),)),
        "It is here: https://traces.example/7, have a look",
    ],
    ids=["a link", "a card", "plain text"],
)
async def test_a_link_in_the_conversation_answers_what_it_may(world: World, text: Any) -> None:
    world.policies.change(TRACES)
    ticket, _issue, _link = await world.pair()
    await world.complete(ticket, logs="")
    assert (await states(world, ticket))["logs"] == "missing"
    await world.customer_writes(ticket, "See https://elsewhere.example/7")
    assert (await states(world, ticket))["logs"] == "missing"
    await world.customer_writes(ticket, text)
    assert (await states(world, ticket))["logs"] == "present"


async def test_a_link_that_a_customer_writes_opens_the_gate_in_jira(world: World) -> None:
    world.policies.change(TRACES)
    ticket, issue, _link = await world.pair()
    await world.complete(ticket, logs="")
    assert not world.token(issue)
    await world.customer_writes(ticket, "The trace: https://traces.example/7")
    assert world.token(issue)


async def test_a_remote_link_on_the_issue_answers_too(world: World) -> None:
    world.policies.change(TRACES)
    ticket, issue, _link = await world.pair()
    await world.complete(ticket, logs="")
    link = FakeLink("1", "trace", "https://traces.example/7", "Trace", "", resolved=False)
    world.tracker.links[issue.id].append(link)
    assert (await states(world, ticket))["logs"] == "present"


async def test_a_field_of_the_linked_issue_answers_what_it_may(world: World) -> None:
    world.policies.change({"gate.items.environment.jira_field": "Component area"})
    ticket, issue, _link = await world.pair()
    await world.complete(ticket, environment="")
    assert (await states(world, ticket))["environment"] == "missing"
    world.tracker.change(issue.id, fields={"customfield_10201": "Release 4.18.2"})
    assert (await states(world, ticket))["environment"] == "present"


async def test_an_issue_that_is_gone_answers_nothing(world: World) -> None:
    world.policies.change({"gate.items.environment.jira_field": "Component area", **TRACES})
    ticket, issue, _link = await world.pair()
    await world.complete(ticket, environment="", logs="")
    world.tracker.delete_issue(issue.id)
    assert (await decide(world, ticket)).lacking == ("environment", "logs")


async def test_an_engineer_whom_the_issue_has_shown_is_warned_of_on_the_customer_s_thread(
    world: World,
) -> None:
    ticket, issue, _link = await world.pair(collaborators=(COPIED,))
    assert (await decide(world, ticket)).warnings == ()
    await world.engineer_writes(issue, "I am looking into it.", RAVI)
    (warning,) = (await decide(world, ticket)).warnings
    assert "An engineer is copied" in warning
    assert "Ravi" not in warning


@pytest.mark.parametrize("named", ["ravi@eng.example", "@eng.example", "ravi  MENON"])
async def test_an_engineer_whom_the_policy_names_is_warned_of(world: World, named: str) -> None:
    world.policies.change({"gate.engineers": (named,)})
    ticket = world.ticket(collaborators=(COPIED, JANE))
    assert len((await decide(world, ticket)).warnings) == 1
    follows = world.ticket(collaborators=(COPIED,), followers=(COPIED.id,))
    assert (await decide(world, follows)).warnings == ()


async def test_a_deadline_that_was_saved_in_time_stays_good(world: World) -> None:
    ticket, _issue, _link = await world.pair()
    items = {"respond_by": "2099-01-01 10:00 Z"}
    now = world.clock.now().strftime("%Y-%m-%d %H:%M Z")
    for text, state in ((now, "weak"), (items["respond_by"], "present")):
        view = await world.packets.view(ticket.id)
        change = PacketChange(pattern="clarification", items={"respond_by": text})
        await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
        assert (await states(world, ticket))["respond_by"] == state
    world.clock.pass_time(days=365 * 80)
    assert (await states(world, ticket))["respond_by"] == "present"
