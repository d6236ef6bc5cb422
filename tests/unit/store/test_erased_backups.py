"""What an erasure means for the file, for backups made before it, and for running processes."""

import json
import resource
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.erasure_log import ErasureLog
from app.errors import SettingsError
from app.model import Audience
from app.ports import Transaction, UnitOfWork
from app.redaction.context import Lexicon
from app.redaction.dictionary import (
    _context_dictionary,
    _table_dictionary,
    dictionaries_of,
    forget_people,
)
from app.services.erasure import Erasure, ErasureWatch
from app.services.rotating import KeyRotation
from app.store import open_store
from app.unlocking import vault_keys
from tests.contract.store_private import CONTEXT, CUSTOMER, PACKET, PAIR, TABLE, save_packet
from tests.fakes.clock import FixedClock
from tests.unit.store.support import query, raw_bytes, url_of
from tests.unit.store.test_vault import PRIVATE, disguises

OLD, NEW = b"old" * 11, b"new" * 11
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OTHER = "org:601"


def fill(tx: Transaction) -> None:
    tx.vault.remember(PAIR, CUSTOMER, TABLE)
    tx.vault.save_context(PAIR, CUSTOMER, CONTEXT)
    save_packet(tx, PACKET, None)
    tx.vault.save_context("ticket:9", OTHER, CONTEXT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "a.db"


@pytest.fixture
def listed(tmp_path: Path) -> ErasureLog:
    return ErasureLog(tmp_path / "erasures.jsonl")


@pytest.fixture
async def backup(path: Path, listed: ErasureLog) -> Path:
    """A backup from before the customer was erased in the database."""
    path.parent.mkdir()
    async with open_store(url_of(path), vault_keys((OLD,))) as store:
        await store.write(fill)
    copy = path.parent.parent / "backup.db"
    shutil.copy(path, copy)
    async with open_store(url_of(path), vault_keys((OLD,))) as store:
        assert await erasure(store, listed).erase(CUSTOMER, "somebody") == 1
    return copy


def erasure(store: UnitOfWork, listed: ErasureLog) -> Erasure:
    return Erasure(store, FixedClock(NOW), listed.note)


async def test_nothing_in_the_database_opens_what_was_the_customers(
    path: Path, backup: Path
) -> None:
    content = raw_bytes(path)
    assert not [one for one in PRIVATE for form in disguises(one) if form in content]
    [(gone,)] = query(backup, "SELECT wrapped FROM vault_customers WHERE customer = 'org:600'")
    assert isinstance(gone, bytes)
    assert gone not in content
    assert query(path, "SELECT customer FROM vault_customers") == [(OTHER,)]


async def test_the_list_of_erasures_names_the_customer_by_id_and_no_value(
    backup: Path, listed: ErasureLog
) -> None:
    (line,) = listed.path.read_text().splitlines()
    told = json.loads(line)
    assert (set(told), told["customer"]) == ({"at", "customer", "key"}, CUSTOMER)
    assert listed.path.stat().st_mode & 0o777 == 0o600
    assert (told["key"],) == listed.keys()


async def test_a_restored_backup_is_erased_again_by_the_list_and_others_stay(
    backup: Path, listed: ErasureLog
) -> None:
    async with open_store(url_of(backup), vault_keys((OLD,))) as store:
        assert await erasure(store, listed).replay(listed.keys(), "airlock") == (CUSTOMER,)
        assert await store.read(lambda tx: tx.vault.context(PAIR)) is None
        assert await store.read(lambda tx: tx.vault.context("ticket:9")) == CONTEXT
        assert await erasure(store, listed).replay(listed.keys(), "airlock") == ()
        told = await store.read(lambda tx: tx.audit.of_subject(f"customer:{CUSTOMER}"))
    assert [entry.action for entry in told] == ["customer erased"]


async def test_a_customer_who_came_back_is_not_erased_by_the_old_list(
    path: Path, backup: Path, listed: ErasureLog
) -> None:
    async with open_store(url_of(path), vault_keys((OLD,))) as store:
        await store.write(lambda tx: tx.vault.save_context(PAIR, CUSTOMER, CONTEXT))
        assert await erasure(store, listed).replay(listed.keys(), "airlock") == ()
        assert await store.read(lambda tx: tx.vault.context(PAIR)) == CONTEXT


async def test_without_the_list_a_backup_and_its_secret_key_give_the_customer_back(
    backup: Path,
) -> None:
    """The documented limit (docs/erasure.md): this is what the list and the new key are for."""
    async with open_store(url_of(backup), vault_keys((OLD,))) as store:
        assert await store.read(lambda tx: tx.vault.context(PAIR)) == CONTEXT


async def test_once_the_secret_key_is_replaced_and_destroyed_no_earlier_backup_opens(
    path: Path, backup: Path
) -> None:
    async with open_store(url_of(path), vault_keys((NEW, OLD))) as store:
        await KeyRotation(store, FixedClock(NOW)).run("somebody")
        assert await store.read(lambda tx: tx.vault.context("ticket:9")) == CONTEXT
    with pytest.raises(SettingsError, match="sealed with another key"):
        async with open_store(url_of(backup), vault_keys((NEW,))):
            pass


async def test_an_erasure_that_cannot_be_listed_does_not_take_place(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    async with open_store(url_of(path), vault_keys((OLD,))) as store:
        nowhere = ErasureLog(tmp_path / "no" / "folder")
        with pytest.raises(SettingsError, match="AIRLOCK_ERASURE_LOG"):
            await erasure(store, nowhere).erase(OTHER, "somebody")
        assert await store.read(lambda tx: tx.vault.context("ticket:9")) == CONTEXT


def test_a_line_that_was_cut_off_spoils_no_later_one(tmp_path: Path) -> None:
    log = ErasureLog(tmp_path / "erasures.jsonl")
    log.note("org:1", "first", NOW)
    whole = log.path.read_bytes()
    for cut in range(len(whole)):
        log.path.write_bytes(whole + whole[:cut])
        log.note("org:2", "second", NOW)
        assert log.keys() == ("first", "second")


def test_an_erasure_whose_line_is_cut_off_by_a_full_disk_does_not_take_place(
    tmp_path: Path,
) -> None:
    log = ErasureLog(tmp_path / "erasures.jsonl")
    log.note("org:1", "first", NOW)
    size, before = log.path.stat().st_size, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, before[1]))
    try:
        with pytest.raises(SettingsError, match="nothing was erased"):
            log.note("org:2", "second", NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert log.keys() == ("first",)


def test_a_last_line_that_was_cut_off_is_passed_over_and_a_spoilt_one_is_told(
    listed: ErasureLog,
) -> None:
    assert listed.keys() == ()
    listed.note(CUSTOMER, "k1", NOW)
    with listed.path.open("a") as file:
        file.write('{"at": "2026-')
    assert listed.keys() == ("k1",)
    listed.path.write_text("spoilt\n")
    with pytest.raises(SettingsError, match="line 1"):
        listed.keys()


async def test_another_process_lets_go_of_what_it_holds_in_memory(
    path: Path, backup: Path, listed: ErasureLog
) -> None:
    forgotten: list[str] = []
    async with (
        open_store(url_of(path), vault_keys((OLD,))) as here,
        open_store(url_of(path), vault_keys((OLD,))) as there,
    ):
        watch = ErasureWatch(there, lambda: forgotten.append("all"))
        await watch.look()
        before = len(forgotten)
        await watch.look()
        assert len(forgotten) == before
        await erasure(here, listed).erase(OTHER, "somebody")
        await watch.look()
    assert len(forgotten) == before + 1


async def test_no_dictionary_of_anybody_is_left_after_it() -> None:
    for audience in Audience:
        dictionaries_of(CONTEXT, TABLE.entries, audience, Lexicon(frozenset(), frozenset()))
    assert _context_dictionary.cache_info().currsize
    forget_people()
    assert _context_dictionary.cache_info().currsize == 0
    assert _table_dictionary.cache_info().currsize == 0
