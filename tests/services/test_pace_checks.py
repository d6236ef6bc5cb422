"""What an operator reads of the vendors' limits."""

from app.services.pace_checks import pace_checks
from app.services.pacing import Pacer
from app.sync.limits import documented
from app.sync.outage import FAILURES
from app.sync.pacing import Reading
from tests.fakes.clock import FixedClock
from tests.fakes.store import MemoryStore
from tests.services.test_pacing import READ, UPDATE


async def told(store: MemoryStore, pacer: Pacer, clock: FixedClock) -> list[tuple[bool, str]]:
    return [(one.ok, one.detail) for one in await pace_checks(store, pacer, clock)]


async def test_the_limits_are_told_with_what_is_left_of_them_and_no_ticket() -> None:
    store, clock = MemoryStore(), FixedClock()
    pacer = Pacer(store, clock, documented(0.2))
    assert await told(store, pacer, clock) == [(True, "nothing was called yet")]
    await pacer.admit(UPDATE)
    ((ok, detail),) = await told(store, pacer, clock)
    assert ok
    assert detail == "zendesk:account 39 of 200, zendesk:ticket-updates 9 of 100"


async def test_a_limit_that_is_closed_for_long_is_told() -> None:
    store, clock = MemoryStore(), FixedClock()
    pacer = Pacer(store, clock, documented(0.2))
    await pacer.answered(READ, [Reading("zendesk:account", closed_for=900)])
    ((ok, detail),) = await told(store, pacer, clock)
    assert not ok
    assert "zendesk:account was refused and stays closed for 900 s" in detail
    clock.pass_time(900)
    assert [ok for ok, _ in await told(store, pacer, clock)] == [True]


async def test_a_vendor_that_is_down_is_told_with_for_how_long() -> None:
    store, clock = MemoryStore(), FixedClock()
    pacer = Pacer(store, clock, documented(0.2))
    for _ in range(FAILURES):
        await pacer.failed(READ, certain=True)
    clock.pass_time(42)
    ((ok, detail),) = await told(store, pacer, clock)
    assert not ok
    assert detail.startswith("zendesk has been down for 42 s")
