"""What PostgreSQL adds: many writers at a time, other machines, a server that comes and goes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import create_engine

from app.clock import SystemClock
from app.errors import SettingsError, StaleWrite, StoreUnavailable
from app.gate.packet import Packet
from app.model import Context, System
from app.ports import Transaction, UnitOfWork
from app.records import AuditEntry, Claim, Trait
from app.redaction.pseudonyms import Pseudonym, Pseudonyms
from app.store import open_store
from app.store.postgres_engine import PostgresOptions, driver_of
from tests.contract.store import make_copy
from tests.contract.store_queue import NOON, add, claim, finish, make_event
from tests.postgres import AT_ONCE, running_postgres
from tests.unit.store.support import KEY
from tests.unit.store.test_processes import drain

QUICK = PostgresOptions(connect_seconds=2, lock_seconds=0.3, patience_seconds=5.0)
PAIR, CUSTOMER = "ticket:1", "org:1"


@pytest.fixture
async def stores(postgres_url: str) -> AsyncIterator[list[UnitOfWork]]:
    """Two machines' worth."""
    async with AsyncExitStack() as stack:
        opened = [open_store(postgres_url, KEY) for _ in range(2)]
        yield [await stack.enter_async_context(one) for one in opened]


async def all_at_once(
    stores: list[UnitOfWork], number: int, work: Callable[[int], Callable[[Transaction], object]]
) -> list[object]:
    """The answers, or errors, of so many functions that the stores run at the same time."""
    writes = [stores[n % len(stores)].write(work(n)) for n in range(number)]
    return await asyncio.gather(*writes, return_exceptions=True)


async def test_of_one_event_told_many_times_at_once_one_is_kept(stores: list[UnitOfWork]) -> None:
    event = make_event()
    answers = await all_at_once(
        stores, 12, lambda _: lambda tx: tx.deliveries.add(event, "link:a", NOON)
    )
    assert sum(answer is not None for answer in answers) == 1
    counts = await stores[0].read(lambda tx: tx.deliveries.counts())
    assert counts["waiting"] == 1


async def test_what_many_add_to_one_lane_at_once_is_all_there_and_counted(
    stores: list[UnitOfWork],
) -> None:
    answers = await all_at_once(
        stores, 24, lambda _: lambda tx: tx.deliveries.add(make_event(), "link:a", NOON)
    )
    added = {getattr(answer, "id", None) for answer in answers}
    worked = []
    while (one := await stores[0].write(_claim)) is not None:
        worked.append(one.delivery.id)
        await finish(stores[1], one)
    assert set(worked) == added
    assert len(worked) == 24


def _claim(tx: Transaction) -> Claim | None:
    return tx.deliveries.claim("w", NOON, timedelta(minutes=1))


async def test_relays_of_two_machines_work_off_every_delivery_once_and_in_order(
    stores: list[UnitOfWork],
) -> None:
    added = {lane: [(await add(stores[0], lane)).id for _ in range(8)] for lane in "abcdef"}
    worked: dict[str, list[str]] = {lane: [] for lane in added}
    await asyncio.gather(*(drain(stores[n % 2], worked, n) for n in range(6)))
    assert worked == added


async def test_a_number_that_many_count_up_loses_none(stores: list[UnitOfWork]) -> None:
    """As any function that reads and then writes by what it read."""

    def count_up(tx: Transaction) -> None:
        tx.facts.set("number", str(int(tx.facts.get("number") or 0) + 1))

    answers = await all_at_once(stores, 20, lambda _: count_up)
    assert answers == [None] * 20
    assert await stores[0].read(lambda tx: tx.facts.get("number")) == "20"


async def test_an_effect_is_begun_by_one_alone(stores: list[UnitOfWork]) -> None:
    answers = await all_at_once(
        stores, 10, lambda n: lambda tx: tx.effects.begin("m1", str(n), "issue:1", NOON)
    )
    assert sum(answer is None for answer in answers) == 1
    assert sum(isinstance(answer, StaleWrite) for answer in answers) == 9


async def test_a_packet_is_saved_by_one_alone(stores: list[UnitOfWork]) -> None:
    def save(n: int) -> Callable[[Transaction], object]:
        return lambda tx: tx.packets.save(
            1, Packet(pattern="bug"), customer=CUSTOMER, expected=None, by=str(n), now=NOON
        )

    answers = await all_at_once(stores, 8, save)
    assert sum(isinstance(answer, StaleWrite) for answer in answers) == 7
    stored = await stores[0].read(lambda tx: tx.packets.get(1))
    assert stored is not None
    assert stored.version == 1


async def test_a_placeholder_never_stands_for_two(stores: list[UnitOfWork]) -> None:
    def remember(n: int) -> Callable[[Transaction], object]:
        entry = Pseudonym(
            kind="email", value=f"{n % 4}@x.example", original="x", placeholder="[email-1]"
        )
        return lambda tx: tx.vault.remember(PAIR, CUSTOMER, Pseudonyms(entries=(entry,)))

    answers = await all_at_once(stores, 12, remember)
    kept = await stores[0].read(lambda tx: tx.vault.pseudonyms(PAIR, CUSTOMER))
    assert len(kept.entries) == 1
    assert all(answer is None or isinstance(answer, StaleWrite) for answer in answers)


async def test_a_pair_gets_one_key_whoever_comes_first(stores: list[UnitOfWork]) -> None:
    context = Context()
    answers = await all_at_once(
        stores,
        8,
        lambda n: lambda tx: tx.vault.save_context(f"ticket:{n % 2}", CUSTOMER, context),
    )
    assert answers == [None] * 8
    found = await stores[1].read(lambda tx: [tx.vault.context(f"ticket:{n}") for n in range(2)])
    assert found == [context, context]


async def test_what_is_the_same_is_kept_once_whoever_comes_first(
    stores: list[UnitOfWork],
) -> None:
    def keep(n: int) -> Callable[[Transaction], object]:
        def work(tx: Transaction) -> str:
            tx.copies.save(make_copy("871"), NOON)
            tx.traits.add(1, [Trait(kind="trace", digest="d")], NOON)
            tx.audit.add(AuditEntry(at=NOON, actor=str(n), action="seen", subject="ticket:1"))
            return tx.links.add(1, "10001", "OPS-1", NOON).id

        return work

    answers = await all_at_once(stores, 10, keep)
    assert len(set(answers)) == 1
    assert all(isinstance(answer, str) for answer in answers)
    entries = await stores[0].read(lambda tx: tx.audit.of_subject("ticket:1"))
    assert len(entries) == 10


async def test_a_waiting_relay_hears_what_another_machine_added(
    stores: list[UnitOfWork],
) -> None:
    relay, web = stores
    for _ in range(3):
        await relay.wait_for_work(0.05)
    waiting = asyncio.create_task(relay.wait_for_work(60))
    await asyncio.sleep(0)
    await add(web, "link:a")
    await asyncio.wait_for(waiting, 10)


async def test_a_machine_whose_clock_is_wrong_goes_by_the_databases(
    stores: list[UnitOfWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that one that is ahead does not take lanes whose leases hold."""
    right = stores[0].now()
    monkeypatch.setattr(SystemClock, "now", lambda _: right + timedelta(minutes=5))
    assert abs(stores[1].now() - right) < timedelta(seconds=20)


async def test_an_id_with_a_nul_in_it_is_no_fault(stores: list[UnitOfWork]) -> None:
    """As a stranger may put it in a URL or a webhook."""
    assert await stores[0].read(lambda tx: tx.links.of_issue("OPS\0-1")) == ()
    event = make_event("a\0b")
    for kept in (True, False):
        added = await stores[0].write(lambda tx: tx.deliveries.add(event, "link:a", NOON))
        assert (added is not None) is kept


async def test_a_row_that_another_session_holds_is_told_in_time(postgres_url: str) -> None:
    async with open_store(postgres_url, KEY, QUICK) as store:
        await add(store, "link:a")
        with psycopg.connect(postgres_url) as other:
            other.execute("SELECT * FROM lanes FOR UPDATE")
            with pytest.raises(StoreUnavailable, match="locked by another session"):
                await add(store, "link:a")
        await add(store, "link:a")


async def test_a_server_that_stops_is_told_and_one_that_is_back_is_used() -> None:
    with running_postgres() as server:
        url = server.new_database()
        async with open_store(url, KEY, QUICK) as store:
            await add(store, "link:a")
            server.stop(AT_ONCE)
            for _ in range(2):
                with pytest.raises(StoreUnavailable, match="PostgreSQL"):
                    await add(store, "link:b")
                with pytest.raises(StoreUnavailable):
                    await store.read(lambda tx: tx.deliveries.counts())
            server.start()
            await add(store, "link:c")
            assert (await claim(store)).delivery.lane == "link:a"
            heard = asyncio.create_task(store.wait_for_work(60))
            await asyncio.wait_for(heard, 10)


async def test_a_server_that_restarts_between_two_writes_is_not_noticed() -> None:
    with running_postgres() as server:
        async with open_store(server.new_database(), KEY, QUICK) as store:
            await add(store, "link:a")
            server.restart()
            await add(store, "link:b")
            counts = await store.read(lambda tx: tx.deliveries.counts())
            assert counts["waiting"] == 2


async def test_a_server_with_no_connection_left_is_told() -> None:
    with running_postgres(settings=("max_connections = 6", "superuser_reserved_connections = 0",
                                    "reserved_connections = 0")) as server:  # fmt: skip
        url = server.new_database()
        async with open_store(url, KEY, QUICK) as store:
            await add(store, "link:a")
            held = [psycopg.connect(url) for _ in range(2)]
            try:
                answers = await all_at_once(
                    [store], 8, lambda n: lambda tx: tx.deliveries.add(make_event(), str(n), NOON)
                )
            finally:
                for one in held:
                    one.close()
            told = [answer for answer in answers if isinstance(answer, BaseException)]
            assert all(isinstance(one, StoreUnavailable) for one in told)
            assert all("no connection left" in str(one) for one in told)
            await add(store, "link:b")


async def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreUnavailable, match="does not answer") as refused:
        async with open_store("postgresql://u:hunter2@127.0.0.1:1/x", KEY, QUICK):
            pass
    assert "hunter2" not in str(refused.value)


async def test_another_secret_key_is_refused(postgres_url: str) -> None:
    async with open_store(postgres_url, KEY):
        pass
    with pytest.raises(SettingsError, match="AIRLOCK_SECRET_KEY"):
        async with open_store(postgres_url, b"another secret key of 32 bytes.."):
            pass


async def test_the_short_form_of_the_url_is_taken_with_libpqs_parameters(
    postgres_url: str,
) -> None:
    short = postgres_url.replace("postgresql://", "postgres://") + "?sslmode=prefer"
    async with open_store(short, KEY) as store:
        await store.write(lambda tx: tx.facts.set("mode", "live"))
        assert await store.read(lambda tx: tx.copies.find_target(System.JIRA, "1")) is None


async def test_a_closed_store_is_unavailable(postgres_url: str) -> None:
    async with open_store(postgres_url, KEY) as store:
        pass
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.write(lambda tx: tx.facts.get("mode"))


async def test_an_erased_customers_key_leaves_the_tables_file(postgres_url: str) -> None:
    async with open_store(postgres_url, KEY) as store:
        await store.write(lambda tx: tx.vault.save_context(PAIR, CUSTOMER, Context()))
        before = _pages(postgres_url)
        assert await store.write(lambda tx: tx.vault.erase(CUSTOMER)) == 1
    assert (before, _pages(postgres_url)) == (1, 0)


async def test_an_erasure_is_told_as_done_while_a_backup_reads_the_table(
    postgres_url: str,
) -> None:
    async with open_store(postgres_url, KEY, QUICK) as store:
        await store.write(lambda tx: tx.vault.save_context(PAIR, CUSTOMER, Context()))
        with psycopg.connect(postgres_url) as backup:
            backup.execute("LOCK TABLE vault_customers IN ACCESS SHARE MODE")
            assert await store.write(lambda tx: tx.vault.erase(CUSTOMER)) == 1
        assert _pages(postgres_url) == 1
        await store.write(lambda tx: tx.vault.save_context("ticket:2", "org:2", Context()))
        assert await store.write(lambda tx: tx.vault.erase("org:2")) == 1
    assert _pages(postgres_url) == 0


def _pages(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_relation_size('vault_customers') / 8192").fetchone()
        assert row is not None
        return int(row[0])


def test_a_connection_of_another_driver_is_refused_in_words() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(SettingsError, match="psycopg"):
        driver_of(connection)
    engine.dispose()
