"""Of paused and unlinked pairs reconcile finds what must not be read any more, and nothing new."""

import pytest

from app.document import from_plain
from app.errors import WriteRefused
from app.model import EventKind, Issue, Restriction, Ticket, TicketLink
from app.sync.drift import DriftKind
from tests.services.test_reconcile import ALL, find, hear, mend, started, written
from tests.services.world import JANE, World


async def paused(text: str) -> tuple[World, Ticket, Issue, TicketLink, str]:
    """A copied comment of the customer's, and a link that was paused since; the comment's id."""
    world, ticket, issue, link = await started()
    comment = await world.customer_writes(ticket, text)
    await world.linking.pause(link.id, by="agent:601")
    return world, ticket, issue, link, comment.id


async def test_nothing_new_crosses_for_a_paused_pair() -> None:
    world, ticket, issue, _, _ = await paused("It still fails.")
    world.desk.add_comment(ticket.id, JANE, "Hello?")
    world.desk.change(ticket.id, priority="urgent")
    assert await find(world) == []
    await mend(world)
    assert len(world.on_issue(issue)) == 1
    assert world.tracker.issues[issue.id].priority == issue.priority


async def test_a_redaction_unheard_takes_the_copy_of_a_paused_pair_until_it_is_resumed() -> None:
    world, ticket, issue, link, comment = await paused("Our key is swordfish-4711-tango.")
    world.desk.set_comment(ticket.id, comment, body=from_plain("Our key is gone."))
    assert await find(world) == [DriftKind.EDITED]
    await mend(world)
    assert world.on_issue(issue) == []
    await world.linking.resume(link.id, by="agent:601")
    await world.settle_later(60)
    (copy,) = world.on_issue(issue)
    assert "gone" in copy
    assert "swordfish" not in copy


async def test_a_deletion_unheard_takes_the_copy_of_a_paused_pair_behind_what_waits() -> None:
    world, ticket, issue, link = await started()
    comment = await world.engineer_writes(issue, "Their key is wrong.")
    await world.linking.pause(link.id, by="agent:601")
    world.desk.add_comment(ticket.id, JANE, "Hello?")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id="9001")
    await world.settle()
    world.tracker.remove_comment(issue.id, comment.id)
    assert await find(world) == [DriftKind.SOURCE_GONE]
    await mend(world)
    assert "key" not in "".join(world.on_ticket(ticket))
    assert await world.waiting() == 2, "what waited and what comes again, no look at the pair"


async def test_a_restriction_unheard_is_found_though_news_of_the_comment_waits() -> None:
    world, ticket, issue, link = await started()
    comment = await world.engineer_writes(issue, "Row 40 holds a null.")
    await world.linking.pause(link.id, by="agent:601")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert "null" in "".join(world.on_ticket(ticket))
    only = Restriction(kind="role", value="Admins")
    world.tracker.set_comment(issue.id, comment.id, restriction=only)
    await mend(world)
    assert "null" not in "".join(world.on_ticket(ticket))


async def test_an_edit_that_redaction_makes_the_same_leaves_a_paused_pair_as_it_is() -> None:
    world, ticket, issue, _, comment = await paused("Call me: +49 30 901820")
    world.desk.set_comment(ticket.id, comment, body=from_plain("Call me: +49 (30) 901820"))
    await mend(world)
    assert len(world.on_issue(issue)) == 1


async def test_a_removal_that_fails_for_a_paused_pair_is_queued_once() -> None:
    world, ticket, issue, _, comment = await paused("Our key is swordfish-4711-tango.")
    world.desk.set_comment(ticket.id, comment, body=from_plain("Our key is gone."))
    for _ in range(3):
        for _ in range(2):
            world.tracker.fail_next(WriteRefused("refused", status=403))
        await world.reconciling.run(ALL, hear)
        await world.settle_later(60)
        assert len(world.on_issue(issue)) == 1
    assert await world.waiting() == 1
    for _ in range(3):
        await world.settle_later(60)
    assert world.on_issue(issue) == []


async def test_what_webhooks_missed_while_a_pair_was_paused_crosses_when_it_is_resumed() -> None:
    world, ticket, issue, link, _ = await paused("It still fails.")
    world.clock.pass_time(60)
    world.desk.add_comment(ticket.id, JANE, "Hello?")
    await world.linking.resume(link.id, by="agent:601")
    await world.settle()
    assert len(world.on_issue(issue)) == 2


@pytest.mark.parametrize("gone", [True, False])
async def test_what_becomes_of_a_source_unheard_is_followed_after_its_pair_was_unlinked(
    *, gone: bool
) -> None:
    world, ticket, issue, link = await started()
    comment = await world.engineer_writes(issue, "Their key is wrong.")
    await world.linking.remove(link.id, by="agent:601")
    await world.settle()
    written(world, issue, "For us alone.")
    if gone:
        world.tracker.remove_comment(issue.id, comment.id)
    else:
        only = Restriction(kind="role", value="Admins")
        world.tracker.set_comment(issue.id, comment.id, restriction=only)
    assert await find(world) == [DriftKind.SOURCE_GONE if gone else DriftKind.EDITED]
    await mend(world)
    assert "key" not in "".join(world.on_ticket(ticket))
    assert "alone" not in "".join(world.on_ticket(ticket))


async def test_an_unlinked_pair_without_copies_is_not_looked_at() -> None:
    world, _, _, link = await started()
    await world.linking.remove(link.id, by="agent:601")
    assert (await world.reconciling.find(ALL, hear)).pairs == 0
