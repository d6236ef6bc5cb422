"""Merged tickets: the issue goes on with the one that is left, and nothing of the other leaks."""

import pytest

from app.model import Cause, EventKind, Issue, LinkState, System, Ticket, TicketLink
from tests.services.world import FABRIKAM, JANE, LENA, OMAR, World

LINE = "was merged into ticket"


@pytest.fixture
async def pair(world: World) -> tuple[Ticket, Issue, TicketLink]:
    return await world.pair()


async def merge(world: World, source: Ticket, target: Ticket) -> None:
    """As Zendesk does it: a comment on both, the source closed, and the events of it."""
    told = world.desk.add_comment(source.id, LENA, f"Merged into #{target.id}.", public=False)
    world.desk.set_comment(source.id, told.id, merged=True)
    await world.zendesk(EventKind.COMMENT_ADDED, source, comment_id=told.id)
    world.desk.change(source.id, status="closed")
    text = (
        f"Request #{source.id} was closed and merged into this request. It said: Jane Roe sees it"
    )
    quoted = world.desk.add_comment(target.id, LENA, text, public=False)
    world.desk.set_comment(target.id, quoted.id, merged=True)
    await world.zendesk(EventKind.COMMENT_ADDED, target, comment_id=quoted.id)
    await world.zendesk(EventKind.MERGED, source, changed=(str(target.id),))
    await world.settle()


async def links_of(world: World, ticket: Ticket) -> list[tuple[str, LinkState, Cause | None]]:
    found = await world.store.read(lambda tx: tx.links.of_ticket(ticket.id, ended=True))
    return [(one.issue_id, one.state, one.cause) for one in found]


def lines(world: World, issue: Issue) -> list[str]:
    return [text for text in world.on_issue(issue) if LINE in text]


Pair = tuple[Ticket, Issue, TicketLink]


async def test_the_issue_goes_on_with_the_ticket_that_is_left(world: World, pair: Pair) -> None:
    source, issue, _ = pair
    target = world.ticket()
    await merge(world, source, target)
    await world.customer_writes(target, "It fails here too.")
    await world.engineer_writes(issue, "We look at it.")
    assert await links_of(world, source) == [(issue.id, LinkState.ENDED, Cause.MERGED)]
    assert await links_of(world, target) == [(issue.id, LinkState.ACTIVE, None)]
    assert any("fails here too" in text for text in world.on_issue(issue))
    assert [text.split("\n")[-1] for text in world.on_ticket(target)] == ["We look at it."]
    assert world.on_ticket(source) == []
    assert await world.stuck() == []


async def test_engineers_are_told_by_one_neutral_line(world: World, pair: Pair) -> None:
    source, issue, _ = pair
    target = world.ticket()
    await merge(world, source, target)
    await world.zendesk(EventKind.MERGED, source, changed=(str(target.id),))
    await world.settle()
    assert lines(world, issue) == [f"Ticket #{source.id} was merged into ticket #{target.id}."]


async def test_the_line_is_written_once_though_its_answer_was_lost(
    world: World, pair: Pair
) -> None:
    source, issue, _ = pair
    target = world.ticket()
    world.tracker.lose_next_answer()
    await merge(world, source, target)
    await world.settle_later(600)
    assert len(lines(world, issue)) == 1


async def test_what_zendesk_writes_in_a_merge_is_not_copied(world: World, pair: Pair) -> None:
    source, issue, _ = pair
    target = world.ticket()
    await world.link(target, issue)
    await merge(world, source, target)
    assert [text for text in world.on_issue(issue) if LINE not in text] == []
    assert await links_of(world, target) == [(issue.id, LinkState.ACTIVE, None)]


async def test_the_link_on_the_issue_to_the_merged_ticket_goes(world: World, pair: Pair) -> None:
    source, issue, _ = pair
    await world.complete(source)
    target = world.ticket()
    await merge(world, source, target)
    assert [one.global_id for one in world.tracker.links[issue.id]] == [
        f"airlock:ticket={target.id}"
    ]


async def test_an_open_gate_stays_open_when_the_same_customer_s_tickets_are_merged(
    world: World, pair: Pair
) -> None:
    source, issue, _ = pair
    await world.complete(source)
    assert world.token(issue)
    target = world.ticket()
    await merge(world, source, target)
    assert world.token(issue)
    packet = await world.store.read(lambda tx: tx.packets.get(target.id))
    assert packet is not None


async def test_another_customer_s_ticket_gets_neither_packet_nor_names(
    world: World, pair: Pair
) -> None:
    source, issue, _ = pair
    await world.complete(source)
    target = world.ticket(OMAR, FABRIKAM)
    await merge(world, source, target)
    assert await world.store.read(lambda tx: tx.packets.get(target.id)) is None
    assert not world.token(issue)
    await world.engineer_writes(issue, "Jane Roe of Northwind Traders saw the same.")
    await world.engineer_writes(issue, "Please ask [customer] once more.")
    told = "\n".join(world.on_ticket(target))
    assert "Jane" not in told
    assert "Northwind" not in told
    assert "Omar" not in told


async def test_a_name_of_the_merged_ticket_s_customer_does_not_reach_the_issue(
    world: World, pair: Pair
) -> None:
    source, issue, _ = pair
    target = world.ticket(OMAR, FABRIKAM)
    await merge(world, source, target)
    await world.customer_writes(target, "Northwind Traders told us of it.", OMAR)
    assert "Northwind" not in "\n".join(world.on_issue(issue))


async def test_tickets_merged_one_into_the_other_end_at_the_last(world: World, pair: Pair) -> None:
    source, issue, _ = pair
    middle, last = world.ticket(), world.ticket()
    await world.tell(System.ZENDESK, EventKind.MERGED, str(middle.id), changed=(str(last.id),))
    world.desk.change(middle.id, status="closed")
    await merge(world, source, middle)
    assert await links_of(world, middle) == []
    assert await links_of(world, last) == [(issue.id, LinkState.ACTIVE, None)]


async def test_each_issue_of_the_merged_ticket_goes_over(world: World, pair: Pair) -> None:
    source, issue, _ = pair
    other = world.tracker.add_issue()
    await world.link(source, other)
    target = world.ticket()
    await merge(world, source, target)
    moved = [one[0] for one in await links_of(world, target)]
    assert moved == [issue.id, other.id]


async def test_a_redaction_in_the_merged_ticket_still_reaches_the_issue(
    world: World, pair: Pair
) -> None:
    source, issue, _ = pair
    comment = await world.customer_writes(source, "The code is 4711.")
    await merge(world, source, world.ticket())
    world.desk.comments[source.id] = [
        one for one in world.desk.comments[source.id] if one.id != comment.id
    ]
    await world.zendesk(EventKind.COMMENT_CHANGED, source, comment_id=comment.id)
    await world.settle()
    assert "4711" not in "\n".join(world.on_issue(issue))


async def test_an_engineer_s_edit_takes_the_note_on_the_merged_ticket_away(
    world: World, pair: Pair
) -> None:
    source, issue, _ = pair
    comment = await world.engineer_writes(issue, "The cause is in the cache.")
    await merge(world, source, world.ticket())
    world.tracker.edit_comment(issue.id, comment.id, "The cause is elsewhere.")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    told = "\n".join(world.on_ticket(source))
    assert "cache" not in told
    assert await world.stuck() == []


async def test_a_last_comment_that_is_told_after_the_merge_still_crosses(
    world: World, pair: Pair
) -> None:
    source, issue, _ = pair
    late = world.desk.add_comment(source.id, JANE, "One more thing.")
    await merge(world, source, world.ticket())
    await world.zendesk(EventKind.COMMENT_ADDED, source, comment_id=late.id)
    await world.settle()
    assert any("One more thing." in text for text in world.on_issue(issue))


async def test_a_merge_into_a_ticket_that_is_gone_waits_for_a_person(
    world: World, pair: Pair
) -> None:
    source, _, _ = pair
    target = world.ticket()
    world.desk.delete(target.id)
    await world.zendesk(EventKind.MERGED, source, changed=(str(target.id),))
    await world.settle()
    assert [one.reason_code for one in await world.stuck()] == ["not-found"]


async def test_two_merges_to_and_fro_come_to_an_end(world: World, pair: Pair) -> None:
    source, _, link = pair
    target = world.ticket()
    await world.tell(System.ZENDESK, EventKind.MERGED, str(target.id), changed=(str(source.id),))
    await world.zendesk(EventKind.MERGED, source, changed=(str(target.id),))
    await world.settle()
    actions = [entry.action for entry in await world.audit(f"link:{link.id}")]
    assert "merged, and not told into which ticket" in actions
