"""Several processes and the vendors' limits: one store, one clock, no vendor."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.errors import NotOurTurn, StoreUnavailable
from app.ports_budgets import Call
from app.services.pacing import PATIENCE_SECONDS, Pacer
from app.services.urgency import Work, in_bulk, working
from app.sync.limits import documented, issue_write, ticket_update
from app.sync.outage import FAILURES
from app.sync.pacing import Reading, Urgency
from tests.fakes.clock import FixedClock
from tests.fakes.store import MemoryStore

READ = Call("zendesk", "GET /api/v2/tickets/17", ("zendesk:account",))
UPDATE = Call("zendesk", "PUT /api/v2/tickets/17", ("zendesk:account", *ticket_update(17)))
COMMENT = Call("jira", "POST /rest/api/3/issue/1/comment", ("jira:post", *issue_write("1")))


class CountingStore(MemoryStore):
    """Counts the writes; `down` makes them fail."""

    writes = 0
    down = False

    async def write(self, work: Callable[..., object]) -> object:  # type: ignore[override] # any T
        self.writes += 1
        if self.down:
            raise StoreUnavailable("out of reach")
        return await super().write(work)


@dataclass
class Town:
    """Three processes."""

    clock: FixedClock = field(default_factory=FixedClock)
    store: CountingStore = field(default_factory=CountingStore)

    def __post_init__(self) -> None:
        self.pacers = [
            Pacer(self.store, self.clock, documented(0.2), sleep=self.sleep) for _ in range(3)
        ]

    async def sleep(self, seconds: float) -> None:
        self.clock.pass_time(seconds)

    async def goes(self, call: Call, process: int = 0, work: Work | None = None) -> bool:
        with working(work or Work(Urgency.LIVE)):
            try:
                await self.pacers[process].admit(call)
            except NotOurTurn:
                return False
            return True

    async def use_up(self, call: Call) -> None:
        """Take what deliveries may take at once."""
        begun = self.clock.now()
        while await self.goes(call) and self.clock.now() == begun:
            pass

    async def until_refused(self, call: Call, process: int = 0) -> int:
        """How many calls go out before one would have to wait for long."""
        sent = 0
        while await self.goes(call, process):
            sent += 1
            assert sent < 1000
        return sent


@pytest.fixture
def town() -> Town:
    return Town()


async def test_what_one_process_has_used_the_others_do_not_use_again(town: Town) -> None:
    begun = town.clock.now()
    sent = [0, 0, 0]
    while (town.clock.now() - begun).total_seconds() < 55:
        for n in range(3):
            sent[n] += await town.goes(UPDATE, n)
        town.clock.pass_time(0.05)
    assert sum(sent) <= 30, "one user has thirty updates of one ticket in ten minutes"
    assert min(sent) >= 1


async def test_a_call_that_must_wait_long_says_when_its_turn_comes(town: Town) -> None:
    await town.until_refused(UPDATE)
    with working(Work(Urgency.LIVE)), pytest.raises(NotOurTurn) as caught:
        await town.pacers[1].admit(UPDATE)
    assert caught.value.sent is False
    assert caught.value.retry_after is not None
    assert caught.value.retry_after > PATIENCE_SECONDS
    town.clock.pass_time(caught.value.retry_after + 120)
    assert await town.goes(UPDATE, 1, Work(Urgency.LIVE, promised=True))


async def test_a_read_asks_the_store_only_once_in_a_while(town: Town) -> None:
    work = Work()
    for _ in range(30):
        assert await town.goes(READ, work=work)
    assert town.store.writes <= 10


async def test_a_refusal_stops_all_processes_until_its_pause_is_over(town: Town) -> None:
    await town.pacers[0].answered(COMMENT, [Reading("jira:post", closed_for=30)])
    assert [await town.goes(COMMENT, n) for n in range(3)] == [False, False, False]
    town.clock.pass_time(30)
    assert await town.goes(COMMENT, 2)
    assert town.pacers[0].meter.refused == {"jira:post": 1}


async def test_what_was_granted_for_reads_does_not_outlive_a_refusal(town: Town) -> None:
    for _ in range(5):
        await town.goes(READ)
    await town.pacers[0].answered(READ, [Reading("zendesk:account", closed_for=60)])
    assert not await town.goes(READ)


async def test_the_write_that_a_delivery_leads_to_is_kept_for_it(town: Town) -> None:
    begun = Work(Urgency.LIVE, intends=ticket_update(17))
    assert await town.goes(READ, work=begun)
    await town.pacers[1].answered(UPDATE, [Reading("zendesk:ticket-updates", closed_for=30)])
    assert await town.goes(UPDATE, work=begun)
    assert not await town.goes(UPDATE, work=begun), "it was one, and it is used"


async def test_a_delivery_whose_write_must_wait_reads_nothing_first(town: Town) -> None:
    await town.until_refused(UPDATE)
    assert not await town.goes(READ, 1, Work(Urgency.LIVE, intends=ticket_update(17)))
    assert await town.goes(READ, 1)


@pytest.mark.parametrize("urgency", [Urgency.LIVE, Urgency.BULK])
async def test_a_write_that_was_not_needed_is_given_back(town: Town, urgency: Urgency) -> None:
    for _ in range(50):
        work = Work(urgency, intends=ticket_update(17))
        assert await town.goes(READ, work=work)
        await town.pacers[0].release(work)
        town.clock.pass_time(1)


async def test_people_get_through_where_deliveries_wait(town: Town) -> None:
    call = Call("zendesk", "PUT x", ("zendesk:ticket-updates",))
    await town.use_up(call)
    begun = town.clock.now()
    await town.pacers[1].admit(call)
    assert town.clock.now() == begun


async def test_bulk_work_takes_its_share_and_no_more(town: Town) -> None:
    sent, begun = 0, town.clock.now()
    while (town.clock.now() - begun).total_seconds() < 60:
        with in_bulk():
            try:
                await town.pacers[0].admit(READ)
                sent += (town.clock.now() - begun).total_seconds() < 60
            except NotOurTurn as error:
                town.clock.pass_time(error.retry_after or 1)
    assert 20 <= sent <= 40, "a fifth of two hundred"


async def test_a_vendor_that_is_down_is_left_alone_by_all_and_found_again(town: Town) -> None:
    for _ in range(FAILURES):
        down = await town.pacers[0].failed(READ, certain=True)
    assert down
    assert [await town.goes(READ, n) for n in range(3)] == [False] * 3
    assert await town.goes(COMMENT), "the other vendor is up"
    town.clock.pass_time(60)
    assert [await town.goes(READ, n) for n in range(3)] == [True, False, False], "one looks"
    await town.pacers[0].answered(READ, [])
    town.clock.pass_time(30)
    assert [await town.goes(READ, n) for n in range(3)] == [True] * 3


async def test_who_comes_back_after_an_outage_does_not_rush_in(town: Town) -> None:
    for _ in range(FAILURES):
        await town.pacers[0].failed(READ, certain=True)
    town.clock.pass_time(60)
    await town.goes(READ)
    await town.pacers[0].answered(READ, [])
    assert await town.until_refused(READ, 1) < 10


async def test_without_the_store_no_call_goes_out_and_none_is_counted_as_sent(town: Town) -> None:
    town.store.down = True
    with pytest.raises(NotOurTurn) as caught:
        await town.pacers[0].admit(READ)
    assert (caught.value.sent, caught.value.in_outage) == (False, False)
    await town.pacers[0].answered(READ, [Reading("zendesk:account", closed_for=1)])
    assert not await town.pacers[0].failed(READ, certain=True)


async def test_a_call_that_must_wait_first_is_not_the_one_that_looks_for_a_vendor(
    town: Town,
) -> None:
    await town.until_refused(UPDATE)
    for _ in range(FAILURES):
        await town.pacers[0].failed(READ, certain=True)
    town.clock.pass_time(6)
    assert not await town.goes(UPDATE), "its ticket has had its updates"
    assert await town.goes(READ, 1), "somebody looks whether it is back"
