import pytest

from app.model import Agent, Issue, Ticket
from app.ports import Transaction
from app.services.erasure import Erasure
from app.services.sidebar_views import Suspect
from app.services.suspects import HELD_NOTE, MOST, Suspects
from app.services.views import PacketChange
from tests.services.world import AGENT, FABRIKAM, JANE, OMAR, World

TRACE = """java.lang.NullPointerException: row is null
    at com.acme.export.LabelWriter.write(LabelWriter.java:214)
    at com.acme.export.Job.run(Job.java:80)"""
SAME = TRACE.replace("214", "219").replace("80", "85")
KNOWN = "customfield_10301"


class Access:
    """Lets the agent see all tickets but the hidden ones."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()

    async def may_see(self, agent_id: str, ticket_id: int) -> bool:
        return ticket_id not in self.hidden


@pytest.fixture
def access() -> Access:
    return Access()


@pytest.fixture
def suspects(world: World, access: Access) -> Suspects:
    world.tracker.field_names["Known issue"] = KNOWN
    return Suspects(
        world.store, world.desk, access, world.tracker, world.disclosure, world.traits, world.clock
    )


async def other_pair(world: World, text: str = TRACE) -> tuple[Ticket, Issue]:
    """A linked ticket of another customer that tells of a crash."""
    ticket, issue, _ = await world.pair(requester=OMAR, organization=FABRIKAM)
    await world.customer_writes(ticket, text, OMAR)
    return ticket, issue


def crashed(world: World, text: str = SAME) -> Ticket:
    """A ticket that nobody has linked yet, and that tells of a crash."""
    ticket = world.ticket()
    world.desk.add_comment(ticket.id, JANE, text, public=True)
    return ticket


async def test_another_ticket_with_the_same_trace_is_found_before_escalating(
    world: World, suspects: Suspects
) -> None:
    other, issue = await other_pair(world)
    found = await suspects.of_ticket(crashed(world).id, agent=AGENT)
    assert [(one.ticket_id, one.match, one.issue_key) for one in found] == [
        (other.id, "trace", issue.key)
    ]
    assert found[0].reason == "It has the same stack trace."


async def test_a_trace_in_a_packet_counts_as_one_in_a_comment(
    world: World, suspects: Suspects
) -> None:
    other = world.ticket(OMAR, FABRIKAM)
    view = await world.packets.view(other.id)
    await world.packets.save_packet(
        other.id, PacketChange(items={"logs": TRACE}), etag=view.etag, agent=AGENT
    )
    found = await suspects.of_ticket(crashed(world).id, agent=AGENT)
    assert [one.ticket_id for one in found] == [other.id]


async def test_what_stood_in_a_ticket_before_its_link_counts(
    world: World, suspects: Suspects
) -> None:
    world.policies.change({"mapping.comments.history": "none"})
    other = crashed(world, TRACE)
    await world.link(other, world.tracker.add_issue())
    found = await suspects.of_ticket(crashed(world).id, agent=AGENT)
    assert [one.ticket_id for one in found] == [other.id]


async def test_the_same_error_code_is_found(world: World, suspects: Suspects) -> None:
    other, _ = await other_pair(world, "It says ERR_LABEL_QUEUE since noon.")
    found = await suspects.of_ticket(crashed(world, "We see ERR_LABEL_QUEUE").id, agent=AGENT)
    assert [(one.ticket_id, one.match) for one in found] == [(other.id, "error_code")]


async def test_an_error_code_in_a_ticket_field_is_found(world: World, suspects: Suspects) -> None:
    world.policies.change({"mapping.suspects.error_code_fields": ["Symptom"]})
    other, _ = await other_pair(world, "Error code: 40132")
    ticket = world.ticket(fields={"3605": "40132"})
    found = await suspects.of_ticket(ticket.id, agent=AGENT)
    assert [one.ticket_id for one in found] == [other.id]


async def test_tickets_of_the_same_issue_are_found(world: World, suspects: Suspects) -> None:
    ticket, issue, _ = await world.pair()
    other = world.ticket(OMAR, FABRIKAM)
    await world.link(other, issue)
    found = await suspects.of_ticket(ticket.id, agent=AGENT)
    assert [(one.ticket_id, one.match, one.issue_key) for one in found] == [
        (other.id, "issue", issue.key)
    ]


async def test_the_likeliest_come_first_and_each_ticket_once(
    world: World, suspects: Suspects
) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, f"{SAME}\nERR_LABEL_QUEUE")
    coded, _ = await other_pair(world, "ERR_LABEL_QUEUE")
    linked = world.ticket(OMAR, FABRIKAM)
    await world.link(linked, issue)
    both, _ = await other_pair(world, f"{TRACE}\nERR_LABEL_QUEUE")
    found = await suspects.of_ticket(ticket.id, agent=AGENT)
    assert [one.ticket_id for one in found] == [both.id, linked.id, coded.id]
    assert found[0].reason == "It has the same stack trace. It names the same error code."


async def test_a_code_that_everybody_meets_does_not_crowd_a_trace_out(
    world: World, suspects: Suspects
) -> None:
    other, _ = await other_pair(world)
    code = (await world.traits.find(["ERR_NETWORK"]))[0]

    def crowd(tx: Transaction) -> None:
        for number in range(900_000, 900_060):
            tx.traits.add(number, [code], world.clock.now())

    await world.store.write(crowd)
    ticket = crashed(world, f"{SAME}\nERR_NETWORK")
    found = await suspects.of_ticket(ticket.id, agent=AGENT)
    assert found[0].ticket_id == other.id


async def test_what_is_longer_ago_than_the_policy_says_is_no_suspect(
    world: World, suspects: Suspects
) -> None:
    await other_pair(world)
    world.clock.pass_time(days=31)
    assert await suspects.of_ticket(crashed(world).id, agent=AGENT) == ()


async def test_another_crash_and_the_ticket_itself_are_no_suspects(
    world: World, suspects: Suspects
) -> None:
    await other_pair(world, TRACE.replace("LabelWriter", "Invoice").replace("Job", "Billing"))
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, SAME)
    assert await suspects.of_ticket(ticket.id, agent=AGENT) == ()


async def test_of_a_hidden_ticket_only_its_issue_is_told(
    world: World, suspects: Suspects, access: Access
) -> None:
    other, issue = await other_pair(world)
    access.hidden = {other.id}
    found = await suspects.of_ticket(crashed(world).id, agent=AGENT)
    assert [(one.ticket_id, one.issue_key) for one in found] == [(None, issue.key)]
    told = "".join(one.model_dump_json() for one in found)
    assert str(other.id) not in told
    assert other.subject not in told


async def test_no_more_are_shown_than_can_be_asked_about(world: World, suspects: Suspects) -> None:
    ticket, issue, _ = await world.pair()
    for _ in range(MOST + 2):
        await world.link(world.ticket(OMAR, FABRIKAM), issue)
    assert len(await suspects.of_ticket(ticket.id, agent=AGENT)) == MOST


# ---- notes ---------------------------------------------------------------------------------------


async def note_of(world: World, suspects: Suspects, note: str, **issue: object) -> Suspect:
    _, made = await other_pair(world)
    world.tracker.change(made.id, fields={KNOWN: note}, **issue)
    [found] = await suspects.of_ticket(crashed(world).id, agent=AGENT)
    return found


async def test_the_known_issue_note_is_shown_as_redaction_leaves_it(
    world: World, suspects: Suspects
) -> None:
    note = "Exports stop at 10,000 rows; see https://build.corp.internal/job/7 for the trace."
    found = await note_of(world, suspects, note)
    assert found.known_issue_note.startswith("Exports stop at 10,000 rows")
    assert "corp.internal" not in found.known_issue_note


async def test_another_customer_named_in_a_note_is_not_shown(
    world: World, suspects: Suspects
) -> None:
    found = await note_of(world, suspects, "Seen by Omar Haddad of Fabrikam; restart helps.")
    assert "Omar" not in found.known_issue_note
    assert "Fabrikam" not in found.known_issue_note
    assert "restart helps" in found.known_issue_note


async def test_a_note_is_shown_only_where_the_agent_may_see_a_ticket_of_its_issue(
    world: World, suspects: Suspects, access: Access
) -> None:
    other, issue = await other_pair(world)
    world.tracker.change(issue.id, fields={KNOWN: "Restart helps."})
    access.hidden = {other.id}
    mine = crashed(world)
    [barred] = await suspects.of_ticket(mine.id, agent=AGENT)
    assert (barred.issue_key, barred.known_issue_note) == (issue.key, "")
    await world.link(mine, issue)
    [linked] = await suspects.of_ticket(mine.id, agent=AGENT)
    assert linked.known_issue_note == "Restart helps."


async def test_a_note_of_a_restricted_issue_is_not_shown(world: World, suspects: Suspects) -> None:
    found = await note_of(world, suspects, "Restart helps.", security_level="Staff only")
    assert found.known_issue_note == ""


async def test_a_note_that_is_held_is_only_said_to_be_there(
    world: World, suspects: Suspects
) -> None:
    rule = world.policies.current().redaction.entities["stack_trace"]
    held = {**rule.model_dump(), "customer": "hold"}
    world.policies.change({"redaction.entities.stack_trace": held})
    assert (await note_of(world, suspects, TRACE)).known_issue_note == HELD_NOTE


# ---- what is kept --------------------------------------------------------------------------------


async def test_an_erased_customers_tickets_are_no_suspects(
    world: World, suspects: Suspects
) -> None:
    await other_pair(world)
    await Erasure(world.store, world.clock).erase(f"org:{FABRIKAM.id}", "operator")
    assert await suspects.of_ticket(crashed(world).id, agent=AGENT) == ()


async def test_looking_for_suspects_keeps_nothing(world: World, suspects: Suspects) -> None:
    first, second = crashed(world), crashed(world)
    await suspects.of_ticket(first.id, agent=AGENT)
    assert await suspects.of_ticket(second.id, agent=Agent(id="9")) == ()


async def test_no_text_of_a_ticket_is_kept_with_its_traits(world: World) -> None:
    await other_pair(world, f"{TRACE}\nERR_LABEL_QUEUE")
    kept = str(world.store._state.traits)
    for word in ("LabelWriter", "NullPointer", "ERR_LABEL_QUEUE", "Omar"):
        assert word not in kept
