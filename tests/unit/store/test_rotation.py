"""The secret key is replaced: nothing that was kept is lost, doubled or left under the old one."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import SettingsError, StoreUnavailable
from app.keys import ServiceKeys
from app.ports import Transaction, UnitOfWork
from app.records_chain import ChainFault, ChainHead
from app.services.auditing import AuditCheck, AuditSealing
from app.services.rotating import KeyRotation, Rotated
from app.store import open_store
from app.store.chaining import make_stamp
from app.store.seal import MasterKey
from app.unlocking import unlock, vault_keys
from tests.contract.store_chain import note
from tests.contract.store_private import CONTEXT, CUSTOMER, PACKET, PAIR, TABLE, save_packet
from tests.fakes.clock import FixedClock
from tests.unit.store.support import query, url_of
from tests.unit.store.test_chain import ROW

OLD, NEW, THIRD = b"old" * 11, b"new" * 11, b"third" * 7
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CUSTOMERS = 5


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def opened(path: Path, *secrets: bytes) -> AbstractAsyncContextManager[UnitOfWork]:
    return open_store(url_of(path), vault_keys(secrets))


def fill(tx: Transaction) -> None:
    tx.vault.remember(PAIR, CUSTOMER, TABLE)
    tx.vault.save_context(PAIR, CUSTOMER, CONTEXT)
    save_packet(tx, PACKET, None)
    for number in range(CUSTOMERS - 1):
        tx.vault.save_context(f"ticket:{number}", f"org:{number}", CONTEXT)
    note(tx, "a", "b")


def look(tx: Transaction) -> Sequence[object]:
    packet = tx.packets.get(35436)
    return (
        tx.vault.pseudonyms(PAIR, CUSTOMER).entries,
        tx.vault.context(PAIR),
        tx.vault.context("ticket:3"),
        packet.packet if packet is not None else None,
    )


EXPECTED = (TABLE.entries, CONTEXT, CONTEXT, PACKET)


@pytest.fixture
async def keys(path: Path) -> ServiceKeys:
    """A vault of five customers under the old key, and the service's keys then."""
    async with opened(path, OLD) as store:
        await store.write(fill)
        await AuditSealing(store, FixedClock(NOW)).seal_all()
        return await unlock(store, (OLD,))


async def rotate(store: UnitOfWork) -> Rotated:
    return await KeyRotation(store, FixedClock(NOW)).run("somebody")


async def test_everything_is_read_before_during_and_after_the_change(
    path: Path, keys: ServiceKeys
) -> None:
    async with opened(path, NEW, OLD) as store:
        assert await store.read(look) == EXPECTED
        step = await store.write(lambda tx: tx.masters.rotate(2))
        assert 0 < step.left < CUSTOMERS
        assert await store.read(look) == EXPECTED
    async with opened(path, NEW, OLD) as store:
        done = await rotate(store)
        assert (done.rewrapped > 0, done.retired) == (True, 1)
        assert await store.read(look) == EXPECTED
    async with opened(path, NEW) as store:
        assert await store.read(look) == EXPECTED
        assert await rotate(store) == Rotated(0, 0)


async def test_nothing_is_left_that_the_old_key_opens(path: Path, keys: ServiceKeys) -> None:
    async with opened(path, NEW, OLD) as store:
        await rotate(store)
    wrapped = query(path, "SELECT master_id FROM vault_customers")
    wrapped += query(path, "SELECT master_id FROM service_keys")
    assert set(wrapped) == {(MasterKey(vault_keys((NEW,))[0]).id,)}


async def test_the_keys_of_kept_digests_survive_and_that_of_the_gate_is_new(
    path: Path, keys: ServiceKeys
) -> None:
    async with opened(path, NEW, OLD) as store:
        during = await unlock(store, (NEW, OLD))
        await rotate(store)
    async with opened(path, NEW) as store:
        after = await unlock(store, (NEW,))
    assert keys.digest == during.digest == after.digest
    assert keys.trait == during.trait == after.trait
    assert keys.gate != during.gate == after.gate
    assert during.sessions == (*after.sessions, *keys.sessions)


async def test_a_vault_from_before_kept_keys_keeps_those_of_the_key_it_is_sealed_with(
    path: Path, keys: ServiceKeys
) -> None:
    query(path, "DELETE FROM service_keys WHERE name IN ('digest', 'trait')")
    async with opened(path, NEW, OLD) as store:
        assert (await unlock(store, (NEW, OLD))).digest == keys.digest


async def test_an_entity_has_the_same_placeholder_afterwards(path: Path, keys: ServiceKeys) -> None:
    async with opened(path, NEW, OLD) as store:
        await rotate(store)
        await store.write(lambda tx: tx.vault.remember(PAIR, CUSTOMER, TABLE))
        assert await store.read(look) == EXPECTED


async def test_the_old_key_alone_is_refused_once_it_is_retired(
    path: Path, keys: ServiceKeys
) -> None:
    async with opened(path, NEW, OLD) as store:
        await rotate(store)
    for secrets, says in (((OLD,), "sealed with another key"), ((OLD, NEW), "was in use before")):
        with pytest.raises(SettingsError, match=says):
            async with opened(path, *secrets):
                pass


async def test_the_new_key_alone_is_refused_while_something_is_under_the_old_one(
    path: Path, keys: ServiceKeys
) -> None:
    async with opened(path, NEW, OLD) as store:
        await store.write(lambda tx: tx.masters.rotate(2))
    with pytest.raises(SettingsError, match="AIRLOCK_PREVIOUS_SECRET_KEYS"):
        async with opened(path, NEW):
            pass


async def test_processes_with_both_keys_in_either_order_work_side_by_side(
    path: Path, keys: ServiceKeys
) -> None:
    async with opened(path, OLD, NEW) as before, opened(path, NEW, OLD) as after:
        await before.write(lambda tx: tx.vault.save_context("ticket:8", "org:8", CONTEXT))
        await after.write(lambda tx: tx.vault.save_context("ticket:9", "org:9", CONTEXT))
        for store in (before, after):
            assert await store.read(lambda tx: tx.vault.context("ticket:8")) == CONTEXT
            assert await store.read(lambda tx: tx.vault.context("ticket:9")) == CONTEXT


async def test_a_process_without_the_new_key_stores_nothing_and_says_what_to_do(
    path: Path, keys: ServiceKeys
) -> None:
    async with opened(path, OLD) as left, opened(path, NEW, OLD) as store:
        await rotate(store)
        with pytest.raises(StoreUnavailable, match="AIRLOCK_PREVIOUS_SECRET_KEYS"):
            await left.read(look)
        with pytest.raises(StoreUnavailable, match="was replaced"):
            await left.write(lambda tx: tx.vault.save_context("ticket:8", "org:8", CONTEXT))


async def test_what_is_sealed_under_the_old_key_while_the_change_ends_is_wrapped_too(
    path: Path, keys: ServiceKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path, OLD, NEW) as before, opened(path, NEW, OLD) as after:
        seal_all = AuditSealing.seal_all

        async def while_another_works(sealing: AuditSealing) -> ChainHead:
            await before.write(lambda tx: tx.vault.save_context("ticket:8", "org:8", CONTEXT))
            return await seal_all(sealing)

        monkeypatch.setattr(AuditSealing, "seal_all", while_another_works)
        assert (await rotate(after)).retired == 1
    async with opened(path, NEW) as store:
        assert await store.read(lambda tx: tx.vault.context("ticket:8")) == CONTEXT


async def test_a_change_that_broke_off_before_the_old_key_was_retired_is_ended_by_the_next(
    path: Path, keys: ServiceKeys
) -> None:
    async with opened(path, NEW, OLD) as store:
        await store.write(lambda tx: tx.masters.rotate(1_000))
        assert await rotate(store) == Rotated(0, 1)


async def test_the_audit_stays_whole_over_two_changes(path: Path, keys: ServiceKeys) -> None:
    for secrets in ((NEW, OLD), (THIRD, NEW)):
        async with opened(path, *secrets) as store:
            await store.write(lambda tx: note(tx, "c"))
            await rotate(store)
            await store.write(lambda tx: note(tx, "d"))
            await AuditSealing(store, FixedClock(NOW)).seal_all()
    async with opened(path, THIRD) as store:
        report = await AuditCheck(store).verify()
    assert (report.whole, report.waiting, report.checked) == (True, 0, 1 + 2 + 2 * 3)


async def test_who_holds_the_retired_key_can_add_no_entry(path: Path, keys: ServiceKeys) -> None:
    async with opened(path, NEW, OLD) as store:
        await rotate(store)
        old = MasterKey(vault_keys((OLD,))[0])
        values = {"at": NOW, "actor": "airlock", "action": "sent", "subject": "a",
                  "audience": None, "policy": None, "findings": "[]", "detail": ""}  # fmt: skip
        stamp = make_stamp(old.audit, old.id, values)
        parts = ("INSERT INTO audit (id, stamp,", ROW, f") SELECT 50, '{stamp}',", ROW)
        query(path, " ".join((*parts, "FROM audit WHERE id = 1")))
        await AuditSealing(store, FixedClock(NOW)).seal_all()
        report = await AuditCheck(store).verify()
    assert [(one.fault, one.entry_id) for one in report.problems] == [(ChainFault.ADDED, 50)]


async def test_an_earlier_key_is_told_of_until_the_change_is_done(path: Path) -> None:
    async with opened(path, OLD) as store:
        await store.write(fill)
        assert await store.read(lambda tx: tx.masters.earlier()) == 0
    async with opened(path, NEW, OLD) as store:
        await store.write(lambda tx: tx.masters.rotate(1))
        assert await store.read(lambda tx: tx.masters.earlier()) == 1
        await KeyRotation(store, FixedClock()).run("test")
        assert await store.read(lambda tx: tx.masters.earlier()) == 0
