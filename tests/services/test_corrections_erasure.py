"""The copies of an erased customer's words, where they are asked to go."""

from app.services.erasure import Erasure
from tests.services.world import FABRIKAM, OMAR, World


async def test_an_erasure_takes_the_copies_along_where_that_is_asked_for(world: World) -> None:
    ticket, issue, _ = await world.pair()
    other = world.ticket(OMAR, FABRIKAM)
    await world.link(other, issue)
    await world.customer_writes(ticket, "Jane Roe sees it.", files=[("a.txt", b"line one")])
    await world.customer_writes(other, "We see it too.", OMAR)
    await world.engineer_writes(issue, "We look at it.")
    await Erasure(world.store, world.clock).erase("org:71", "an operator", copies=True)
    await world.settle()
    assert [text.split("\n")[-1] for text in world.on_issue(issue)] == ["We see it too."]
    assert world.tracker.files[issue.id] == []
    assert len(world.on_ticket(ticket)) == 1, "what engineers wrote is not the customer's"


async def test_an_erasure_leaves_the_copies_where_that_is_not_asked_for(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Jane Roe sees it.")
    await Erasure(world.store, world.clock).erase("org:71", "an operator")
    await world.settle()
    assert len(world.on_issue(issue)) == 1


async def test_the_copies_of_a_link_that_ended_go_too(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "Jane Roe sees it.")
    await world.linking.remove(link.id, by="admin")
    await Erasure(world.store, world.clock).erase("org:71", "an operator", copies=True)
    await world.settle()
    assert world.on_issue(issue) == []
