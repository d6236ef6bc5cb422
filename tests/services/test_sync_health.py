"""What a ticket's sync view tells while deliveries wait, fail and are given up."""

from app.errors import VendorFault
from app.services.views import GateState
from tests.services.world import World


async def test_when_all_is_well_the_last_copy_is_told(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, "It stopped again.")
    sync = (await world.packets.view(ticket.id)).sync
    assert (sync.state, sync.waiting, sync.stuck) == ("ok", 0, 0)
    assert sync.last_done_at == world.clock.now()
    assert (sync.correlation, sync.next_try_at, sync.attempts) == (None, None, 0)


async def test_what_is_tried_again_is_told_with_its_next_try(world: World) -> None:
    ticket, _, _ = await world.pair()
    world.tracker.fail_next(VendorFault("down", status=503))
    await world.customer_writes(ticket, "It stopped again.")
    sync = (await world.packets.view(ticket.id)).sync
    assert (sync.state, sync.attempts, sync.waiting) == ("waiting", 1, 1)
    assert sync.next_try_at is not None
    assert sync.next_try_at > world.clock.now()
    delivery = await world.store.read(lambda tx: tx.deliveries.get(sync.correlation or ""))
    assert delivery is not None
    assert delivery.reason == sync.reason


async def test_what_was_given_up_is_told_by_its_number(world: World) -> None:
    world.policies.change({"mapping.delivery.max_attempts": 1})
    ticket, _, _ = await world.pair()
    world.tracker.fail_next(VendorFault("down", status=503))
    await world.customer_writes(ticket, "It stopped again.")
    view = await world.packets.view(ticket.id)
    (letter,) = await world.stuck()
    assert view.state is GateState.SYNC_ERROR
    assert (view.sync.state, view.sync.correlation) == ("error", letter.id)
    assert view.sync.next_try_at is None
