"""Links made, removed and paused."""

import pytest

from app.errors import NotFound, NotStored
from app.model import EventKind
from app.services.linking import key_in
from tests.services.world import World


async def test_linking_twice_makes_one_link_and_copies_nothing_twice(world: World) -> None:
    ticket = world.ticket()
    world.desk.add_comment(ticket.id, ticket.requester, "An old message.")
    issue = world.tracker.add_issue()
    first, second = await world.link(ticket, issue), await world.link(ticket, issue)
    assert first == second
    assert len(world.on_issue(issue)) == 1
    linked = [e for e in await world.audit(f"link:{first.id}") if e.action == "linked"]
    assert [entry.actor for entry in linked] == ["agent:601"]


async def test_a_ticket_or_issue_that_does_not_exist_cannot_be_linked(world: World) -> None:
    with pytest.raises(NotFound):
        await world.linking.link(4711, world.tracker.add_issue().key, by="operator")
    with pytest.raises(NotFound):
        await world.linking.link(world.ticket().id, "ENG-404", by="operator")
    assert await world.store.read(lambda tx: tx.links.all()) == ()


async def test_a_paused_link_keeps_what_arrives_and_sends_it_when_resumed(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.linking.pause(link.id, by="operator")
    await world.customer_writes(ticket, "It fails.")
    assert (world.on_issue(issue), await world.waiting()) == ([], 1)
    await world.settle_later(days=30)
    assert (await world.stuck(), await world.waiting()) == ([], 1)
    await world.linking.resume(link.id, by="operator")
    await world.settle_later(60)
    assert (len(world.on_issue(issue)), await world.waiting()) == (1, 0)


async def test_a_paused_delivery_says_so(world: World) -> None:
    ticket, _, link = await world.pair()
    await world.linking.pause(link.id, by="operator")
    comment = world.desk.add_comment(ticket.id, ticket.requester, "It fails.")
    answer = await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    delivery = await world.store.read(lambda tx: tx.deliveries.get(answer.delivery or ""))
    assert delivery is not None
    assert (delivery.reason, delivery.attempts) == ("The link is paused.", 0)


async def test_a_removed_link_carries_nothing_more_and_leaves_the_copies(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "The first.")
    late = world.desk.add_comment(ticket.id, ticket.requester, "The second.")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=late.id)
    await world.linking.remove(link.id, by="operator")
    await world.settle()
    assert len(world.on_issue(issue)) == 1
    answer = await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id="9")
    assert answer.outcome == "ignored"
    assert await world.stuck() == []


async def test_a_link_that_does_not_exist_is_told_so(world: World) -> None:
    for change in (world.linking.remove, world.linking.pause, world.linking.resume):
        with pytest.raises(NotStored, match="airlock links list"):
            await change("01UNKNOWN", by="operator")


async def test_what_people_do_to_a_link_is_audited(world: World) -> None:
    _, _, link = await world.pair()
    await world.linking.pause(link.id, by="operator")
    await world.linking.resume(link.id, by="operator")
    await world.linking.remove(link.id, by="operator")
    actions = [entry.action for entry in await world.audit(f"link:{link.id}")]
    assert actions[:3] == ["unlinked", "resumed", "paused"]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("ENG-42", "ENG-42"),
        (" ENG-42 ", "ENG-42"),
        ("https://acme.atlassian.net/browse/ENG-42", "ENG-42"),
        ("https://acme.atlassian.net/browse/eng-42?focusedId=7", "ENG-42"),
        ("https://acme.atlassian.net/jira/boards/1?selectedIssue=ENG-42", "ENG-42"),
        ("https://acme.atlassian.net/jira/core/projects/ENG/issues/ENG-42", "ENG-42"),
        ("https://elsewhere.example/help", "https://elsewhere.example/help"),
    ],
)
def test_an_address_that_was_pasted_names_its_issue(given: str, key: str) -> None:
    assert key_in(given) == key
