"""What every store keeps of the vendors' limits, and what is settled together. Subclass it."""

import asyncio

import pytest

from app.errors import LaneLost
from app.ports import Transaction, UnitOfWork
from app.sync.limits import ZENDESK_UPDATES, ticket_update
from app.sync.outage import Outage
from app.sync.pacing import Budget
from tests.contract.store_queue import add, claim, minutes

ACCOUNT = Budget("zendesk:account", 1763812800.25, 1763812801.5, 1763812802.75, 3.0, 4.0, 41, 700)
TICKET = Budget("zendesk:ticket:17", full_at=1763812800.0)


class BudgetsContract:
    # ---- what waits behind a delivery ------------------------------------------------------------

    async def test_what_waits_behind_a_delivery_is_told_in_the_order_of_its_lane(
        self, store: UnitOfWork
    ) -> None:
        first = await add(store, "link:1", minutes(0))
        behind = [await add(store, "link:1", minutes(n)) for n in (1, 2, 3)]
        await add(store, "link:2", minutes(4))
        claimed = await claim(store, minutes(5))
        assert claimed.delivery.id == first.id
        found = await store.read(lambda tx: tx.followers.of(claimed, 2))
        assert [one.id for one in found] == [one.id for one in behind[:2]]

    async def test_what_is_done_together_is_not_run_again_and_the_rest_goes_on(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "link:1", minutes(0))
        behind = [await add(store, "link:1", minutes(n)) for n in (1, 2, 3)]
        claimed = await claim(store, minutes(5))

        def together(tx: Transaction) -> None:
            tx.followers.settle(claimed, behind[:2], minutes(6))
            tx.deliveries.finish(claimed, minutes(6))

        await store.write(together)
        counts = await store.read(lambda tx: tx.deliveries.counts())
        assert (counts["waiting"], counts["done"]) == (1, 3)
        assert await store.read(lambda tx: tx.deliveries.waiting_in("link:1")) == 1
        assert (await claim(store, minutes(7))).delivery.id == behind[2].id

    async def test_who_has_lost_the_lane_settles_nothing_of_it(self, store: UnitOfWork) -> None:
        await add(store, "link:1", minutes(0))
        behind = await add(store, "link:1", minutes(1))
        lost = await claim(store, minutes(2))
        await claim(store, minutes(60))
        with pytest.raises(LaneLost):
            await store.write(lambda tx: tx.followers.settle(lost, [behind], minutes(61)))
        assert (await store.read(lambda tx: tx.deliveries.counts()))["waiting"] == 2

    # ---- limits ----------------------------------------------------------------------------------

    async def test_a_budget_comes_back_as_it_was_saved(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.budgets.save([ACCOUNT, TICKET]))
        found = await store.write(lambda tx: tx.budgets.load([TICKET.key, ACCOUNT.key]))
        assert found == {ACCOUNT.key: ACCOUNT, TICKET.key: TICKET}

    async def test_a_budget_that_was_never_saved_is_a_full_one(self, store: UnitOfWork) -> None:
        keys = ticket_update(17)
        found = await store.write(lambda tx: tx.budgets.load(keys))
        assert found == {key: Budget(key) for key in keys}

    async def test_of_a_budget_that_is_saved_again_the_last_stands(self, store: UnitOfWork) -> None:
        later = Budget(ZENDESK_UPDATES, full_at=9.0)
        await store.write(lambda tx: tx.budgets.save([Budget(ZENDESK_UPDATES, allowed=300)]))
        await store.write(lambda tx: tx.budgets.save([later]))
        found = await store.write(lambda tx: tx.budgets.load([ZENDESK_UPDATES]))
        assert found[ZENDESK_UPDATES] == later

    async def test_what_many_take_at_the_same_time_is_all_counted(self, store: UnitOfWork) -> None:
        def take(tx: Transaction) -> None:
            known = tx.budgets.load([ZENDESK_UPDATES])[ZENDESK_UPDATES]
            tx.budgets.save([Budget(known.key, full_at=known.full_at + 1)])

        await store.write(lambda tx: tx.budgets.save([Budget(ZENDESK_UPDATES)]))
        await asyncio.gather(*(store.write(take) for _ in range(20)))
        found = await store.write(lambda tx: tx.budgets.load([ZENDESK_UPDATES]))
        assert found[ZENDESK_UPDATES].full_at == 20

    async def test_only_the_wide_limits_are_listed(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.budgets.save([TICKET, ACCOUNT]))
        assert await store.read(lambda tx: tx.budgets.all()) == (ACCOUNT,)

    async def test_tickets_that_are_quiet_for_long_are_forgotten(self, store: UnitOfWork) -> None:
        closed = Budget("jira:issue-2s:10001", full_at=5.0, closed_until=TICKET.full_at)
        quiet = Budget("zendesk:ticket:18", full_at=TICKET.full_at - 1)
        await store.write(lambda tx: tx.budgets.save([ACCOUNT, TICKET, closed, quiet]))
        await store.write(lambda tx: tx.budgets.forget(TICKET.full_at))
        keys = [one.key for one in (ACCOUNT, TICKET, closed, quiet)]
        found = await store.write(lambda tx: tx.budgets.load(keys))
        assert found[quiet.key] == Budget(quiet.key)
        assert [found[one.key] for one in (ACCOUNT, TICKET, closed)] == [ACCOUNT, TICKET, closed]

    async def test_an_outage_comes_back_as_it_was_saved(self, store: UnitOfWork) -> None:
        assert await store.write(lambda tx: tx.budgets.outage("jira")) == Outage("jira")
        down = Outage("jira", 7, "digest", 1763812800.5, 1763812860.25, 2.0)
        await store.write(lambda tx: tx.budgets.save_outage(down))
        assert await store.write(lambda tx: tx.budgets.outage("jira")) == down
        assert await store.write(lambda tx: tx.budgets.outage("zendesk")) == Outage("zendesk")
        assert await store.read(lambda tx: tx.budgets.outages()) == (down,)
