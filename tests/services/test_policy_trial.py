"""Other policies, tried on the texts that were mirrored last."""

from typing import Any

import pytest

from app.errors import VendorBusy
from app.model import Audience, TicketComment
from app.policy.trial import Difference
from app.ports import PolicySet
from app.services.erasure import Erasure
from app.services.policy_trial import TEXTS_A_MINUTE, PolicyTrial, Unread
from tests.fakes.policies import FixedPolicies
from tests.fakes.ticket_desk import FakeTicketDesk
from tests.services.world import World

MAIL = "Write to ops@fabrikam.example, contract 7710-22."


def policies(**parts: Any) -> PolicySet:
    fixed = FixedPolicies()
    fixed.change({path.replace("__", "."): value for path, value in parts.items()})
    return fixed.current()


async def look(world: World, count: int, new: PolicySet) -> list[Difference | Unread]:
    async def pause(seconds: float) -> None:
        world.clock.pass_time(seconds)

    trial = PolicyTrial(world.store, world.desk, world.tracker, world.clock, pause)
    old = world.policies.current()
    return [one async for one in trial.against_last(count, old, new)]


async def test_the_last_texts_of_both_sides_are_tried_newest_first(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "The export stops.")
    world.clock.pass_time(1)
    mail = await world.customer_writes(ticket, MAIL)
    world.clock.pass_time(1)
    fixed = await world.engineer_writes(issue, "It is in commit 9fceb02d0a now.")
    shown = policies(
        redaction__entities__email__engineering="allow",
        redaction__entities__commit__customer="allow",
    )
    first, second = await look(world, 2, shown)
    assert isinstance(first, Difference)
    assert isinstance(second, Difference)
    assert first.where == {
        "link": link.id, "ticket": ticket.id, "issue": issue.key,
        "source": "jira", "comment": fixed.id,
    }  # fmt: skip
    assert (first.audience, first.gained, first.lost) == (Audience.CUSTOMER, {}, {"commit": 1})
    assert second.where["comment"] == mail.id
    assert (second.audience, second.lost) == (Audience.ENGINEERING, {"email": 1})


async def test_a_field_newly_marked_private_is_looked_for(world: World) -> None:
    ticket, _, _ = await world.pair(fields={"3690": "kestrel-nine"})
    await world.customer_writes(ticket, "The export of kestrel-nine stops.")
    private = ("Account number", "3690")
    (one,) = await look(world, 1, policies(redaction__private_fields=private))
    assert isinstance(one, Difference)
    assert one.altered
    assert one.gained.get("customer_term") == 1


async def test_nothing_is_kept_or_written_and_no_text_is_told(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, MAIL)
    before = (
        await world.store.read(lambda tx: tx.vault.pseudonyms(link.pair, "org:1")),
        await world.store.read(lambda tx: tx.vault.context(link.pair)),
        world.on_issue(issue),
    )
    (one,) = await look(world, 5, policies(redaction__entities__email__engineering="drop"))
    after = (
        await world.store.read(lambda tx: tx.vault.pseudonyms(link.pair, "org:1")),
        await world.store.read(lambda tx: tx.vault.context(link.pair)),
        world.on_issue(issue),
    )
    assert after == before
    assert "fabrikam" not in repr(one)
    assert isinstance(one, Difference)
    assert one.acted["email"] == "pseudonymise → drop"


async def test_comments_that_would_no_longer_cross_are_told(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "It is mended.")
    held = policies(redaction__entities__email__engineering="hold")
    await world.customer_writes(ticket, MAIL)
    first, second = await look(world, 2, held)
    states = {(one.before, one.after) for one in (first, second) if isinstance(one, Difference)}
    assert states == {("sent", "held"), ("sent", "sent")}


async def test_a_text_that_is_gone_or_of_an_erased_customer_is_told_as_not_read(
    world: World,
) -> None:
    ticket, _, link = await world.pair()
    comment = await world.customer_writes(ticket, MAIL)
    world.desk.comments[ticket.id].remove(comment)
    new = policies(redaction__rehydrate=False)
    (gone,) = await look(world, 1, new)
    assert isinstance(gone, Unread)
    assert gone.reason == "it is no longer there"
    customer = await world.store.read(lambda tx: tx.vault.customer_of(link.pair))
    assert customer is not None
    await Erasure(world.store, world.clock).erase(customer, "test")
    (erased,) = await look(world, 1, new)
    assert isinstance(erased, Unread)
    assert erased.reason == "its customer was erased"


async def test_reading_keeps_below_the_share_of_bulk_work(world: World) -> None:
    ticket, _, _ = await world.pair()
    for number in range(3):
        await world.customer_writes(ticket, f"Message {number}.")
    began = world.clock.now()
    await look(world, 3, policies(redaction__rehydrate=False))
    assert (world.clock.now() - began).total_seconds() >= 3 * 60 / TEXTS_A_MINUTE


class BusyDesk(FakeTicketDesk):
    """Refuses one read, as the vendor does when too much is asked."""

    busy: float | None = None

    async def fetch_comment(self, ticket_id: int, comment_id: str) -> TicketComment:
        if self.busy is not None:
            pause, self.busy = self.busy, None
            raise VendorBusy("Zendesk asks for a pause.", retry_after=pause)
        return await super().fetch_comment(ticket_id, comment_id)


async def test_a_vendor_that_asks_for_a_pause_gets_it_if_it_is_not_too_long() -> None:
    desk = BusyDesk()
    world = World(desk=desk)
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, MAIL)
    began, new = world.clock.now(), policies(redaction__rehydrate=False)
    desk.busy = 30
    (one,) = await look(world, 1, new)
    assert isinstance(one, Difference)
    assert (world.clock.now() - began).total_seconds() >= 30
    desk.busy = 4000
    with pytest.raises(VendorBusy):
        await look(world, 1, new)
