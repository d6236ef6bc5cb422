"""What one comment costs in calls to the vendors, echo webhooks included."""

import pytest
import pytest_asyncio

from connectors.sandbox.faults import RequestLog
from tests.e2e.support import Pair, Town, kinds

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def pair(town: Town) -> Pair:
    """A pair over which comments have crossed both ways, so that token and names are known."""
    pair = await town.open_pair()
    await town.customer_writes(pair, "Is there any news?")
    await town.engineer_writes(pair, "It is being looked at.")
    await town.settle()
    assert town.copies_with(pair.issue, "any news")
    assert town.notes_with(pair.ticket, "looked at")
    return pair


def start_counting(town: Town) -> tuple[RequestLog, RequestLog]:
    logs = town.world.zendesk_app.state.requests, town.world.jira_app.state.requests
    for log in logs:
        log.clear()
    return logs


async def test_a_ticket_comment_costs_one_jira_write_and_three_reads_at_most(
    town: Town, pair: Pair
) -> None:
    author = await town.user("maria.delgado@northwind.example")
    zendesk, jira = start_counting(town)
    await town.helpdesk.comment(pair.ticket, "It stops at row 10,000.", author, public=True)
    await town.settle()
    assert len(town.copies_with(pair.issue, "row 10,000")) == 1

    zendesk_writes, zendesk_reads = kinds(zendesk.entries)
    jira_writes, jira_reads = kinds(jira.entries)
    assert zendesk_writes == [f"PUT /api/v2/tickets/{pair.ticket}"], "the customer's own request"
    assert jira_writes == [f"POST /rest/api/3/issue/{pair.issue_id}/comment"]
    assert len(zendesk_reads + jira_reads) <= 3, zendesk_reads + jira_reads


async def test_an_issue_comment_costs_one_zendesk_write_and_two_reads_at_most(
    town: Town, pair: Pair
) -> None:
    zendesk, jira = start_counting(town)
    await town.engineer_writes(pair, "A fix is on its way.")
    await town.settle()
    assert len(town.notes_with(pair.ticket, "fix is on its way")) == 1

    zendesk_writes, zendesk_reads = kinds(zendesk.entries)
    jira_writes, jira_reads = kinds(jira.entries)
    assert jira_writes == [f"POST /rest/api/3/issue/{pair.issue}/comment"], "the engineer's own"
    assert zendesk_writes == [f"PUT /api/v2/tickets/{pair.ticket}"]
    assert len(zendesk_reads + jira_reads) <= 2, zendesk_reads + jira_reads


async def test_the_counts_are_what_a_person_reads_on_the_sandbox(town: Town, pair: Pair) -> None:
    start_counting(town)
    await town.engineer_writes(pair, "Counted over HTTP.")
    await town.settle()
    answer = await town.http.get(f"{town.world.zendesk_url}/_sandbox/requests")
    writes, _ = kinds(answer.json())
    assert writes == [f"PUT /api/v2/tickets/{pair.ticket}"]


@pytest.mark.parametrize("comment_first", [True, False])
async def test_a_comment_and_a_move_that_wait_together_cost_one_zendesk_write(
    town: Town, pair: Pair, comment_first: bool
) -> None:
    """The stop switch makes them wait; on a busy day the queue does."""
    await town.world.service.modes.stop(by="test")
    await write_and_move(town, pair, "It stops again at row 40,000.", comment_first=comment_first)
    lane, store = f"link:{pair.link}", town.world.service.store
    assert await store.read(lambda tx: tx.deliveries.waiting_in(lane)) >= 2
    zendesk, _ = start_counting(town)
    await town.world.service.modes.start(by="test")
    await town.settle()
    assert len(town.notes_with(pair.ticket, "stops again")) == 1
    assert town.ticket_field(pair.ticket, "Engineering status") == "Being worked on"
    zendesk_writes, _ = kinds(zendesk.entries)
    assert zendesk_writes == [f"PUT /api/v2/tickets/{pair.ticket}"]


async def write_and_move(town: Town, pair: Pair, text: str, *, comment_first: bool) -> None:
    """An engineer does both, and Jira has told of both in that order."""
    for writes in (comment_first, not comment_first):
        if writes:
            await town.engineer_writes(pair, text)
        else:
            taken = await town.engineer.take_transition(pair.issue, "In Progress")
            assert taken == (204, [])
        await town.world.jira_app.state.outbox.drain()
