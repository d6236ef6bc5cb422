"""Whoever changes the audit past the service is refused by the database, or found by a check."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from app.ports import UnitOfWork
from app.records import AuditEntry
from app.records_chain import ChainFault, ChainHead
from app.services.auditing import AuditCheck, AuditReport, AuditSealing
from app.store import open_store
from app.store.chaining import make_link, make_stamp
from app.store.ids import IdMaker
from app.store.ledger import SqlAudit
from app.store.scope import Scope
from app.store.seal import MasterKey
from tests.contract.store_chain import note
from tests.fakes.clock import FixedClock
from tests.unit.store.support import KEY, query, url_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUARDS = ("audit_no_update", "audit_no_delete", "audit_chain_no_update", "audit_chain_no_delete")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[UnitOfWork]:
    """Six linked entries."""
    async with open_store(url_of(path), KEY) as opened:
        await opened.write(lambda tx: note(tx, "a", "b", "c", "d", "e", "f"))
        await sealing(opened).seal_all()
        yield opened


def sealing(store: UnitOfWork) -> AuditSealing:
    return AuditSealing(store, FixedClock(NOW))


async def verify(store: UnitOfWork, expected: ChainHead | None = None) -> AuditReport:
    return await AuditCheck(store).verify(expected)


def found(report: AuditReport) -> list[tuple[ChainFault, int | None]]:
    return [(one.fault, one.entry_id or one.position) for one in report.problems]


def tamper(path: Path, *statements: str) -> None:
    """Change the file as one who may write to it and has taken the guards away."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for guard in GUARDS:
            connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("table", ["audit", "audit_chain"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
async def test_the_database_refuses_to_change_or_remove_an_entry(
    store: UnitOfWork, path: Path, table: str, act: str
) -> None:
    column = "actor" if table == "audit" else "key_id"
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        query(path, act.format(table, column))
    assert (await verify(store)).whole


async def test_an_untouched_audit_is_whole(store: UnitOfWork) -> None:
    report = await verify(store)
    assert (report.whole, report.checked, report.waiting, report.head.position) == (True, 7, 0, 6)


async def test_entries_without_a_link_yet_are_counted_and_nothing_is_wrong(
    store: UnitOfWork,
) -> None:
    await store.write(lambda tx: note(tx, "g"))
    report = await verify(store)
    assert (report.whole, report.waiting) == (True, 1)


@pytest.mark.parametrize(
    ("statement", "problems"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE id = 3", [(ChainFault.EDITED, 3)]),
        ("UPDATE audit SET at = at + 1 WHERE id = 6", [(ChainFault.EDITED, 6)]),
        ("UPDATE audit SET audience = 'customer' WHERE id = 1", [(ChainFault.EDITED, 1)]),
        ("UPDATE audit SET stamp = NULL WHERE id = 2", [(ChainFault.EDITED, 2)]),
        ("DELETE FROM audit WHERE id = 3", [(ChainFault.MISSING, 3)]),
        ("DELETE FROM audit WHERE id = 6", [(ChainFault.MISSING, 6)]),
        ("DELETE FROM audit_chain WHERE position = 3", [(ChainFault.MISSING, 3)]),
        ("UPDATE audit_chain SET digest = x'00' WHERE position = 6", [(ChainFault.EDITED, 6)]),
        (
            "UPDATE audit_chain SET key_id = 'none' WHERE position = 2",
            [(ChainFault.EDITED, 2)],
        ),
    ],
)
async def test_an_edited_or_removed_entry_is_told_by_its_number(
    store: UnitOfWork, path: Path, statement: str, problems: list[tuple[ChainFault, int]]
) -> None:
    tamper(path, statement)
    assert found(await verify(store)) == problems


async def test_swapped_entries_are_told(store: UnitOfWork, path: Path) -> None:
    tamper(
        path,
        "UPDATE audit SET id = 100 WHERE id = 2",
        "UPDATE audit SET id = 2 WHERE id = 4",
        "UPDATE audit SET id = 4 WHERE id = 100",
    )
    assert found(await verify(store)) == [(ChainFault.EDITED, 2), (ChainFault.EDITED, 4)]


async def test_swapped_links_are_told(store: UnitOfWork, path: Path) -> None:
    tamper(
        path,
        "UPDATE audit_chain SET position = 100 WHERE position = 2",
        "UPDATE audit_chain SET position = 2 WHERE position = 4",
        "UPDATE audit_chain SET position = 4 WHERE position = 100",
    )
    faults = {fault for fault, _ in found(await verify(store))}
    assert faults == {ChainFault.EDITED}


ROW = "at, actor, action, subject, audience, policy, findings, detail"
DIGEST = "UPDATE audit_chain SET digest = ? WHERE position = "


def copy_of(entry: int, beginning: str) -> str:
    """A statement that adds an entry like this one, with the id and stamp of `beginning`."""
    parts = ("INSERT INTO audit (id, stamp,", ROW, ") SELECT", beginning, ",", ROW)
    return " ".join((*parts, "FROM audit WHERE id =", str(entry)))


@pytest.mark.parametrize("number", [-5, 7, 100_000])
async def test_an_entry_that_another_wrote_is_told_and_never_linked(
    store: UnitOfWork, path: Path, number: int
) -> None:
    query(path, copy_of(1, f"{number}, NULL"))
    await store.write(lambda tx: note(tx, "g"))
    await sealing(store).seal_all()
    report = await verify(store)
    assert found(report) == [(ChainFault.ADDED, number)]
    assert report.head.position == 7


async def test_an_entry_with_the_lowest_number_of_all_is_told(
    store: UnitOfWork, path: Path
) -> None:
    query(path, copy_of(1, f"{-(2**63)}, NULL"))
    assert found(await verify(store)) == [(ChainFault.ADDED, -(2**63))]


async def test_a_link_below_the_beginning_hides_no_entry(store: UnitOfWork, path: Path) -> None:
    query(path, copy_of(1, "900, NULL"))
    query(path, "INSERT INTO audit_chain VALUES (-5, 900, 'guessed', x'00')")
    assert found(await verify(store)) == [(ChainFault.ADDED, 900)]


async def test_a_copied_entry_is_told(store: UnitOfWork, path: Path) -> None:
    await store.write(lambda tx: note(tx, "g"))
    copy = copy_of(7, "9, stamp")
    with pytest.raises(sqlite3.IntegrityError):
        query(path, copy)
    tamper(path, "DROP INDEX ix_audit_stamp", copy)
    assert (ChainFault.ADDED, 9) in found(await verify(store))


async def test_a_stamp_under_a_strangers_key_is_worth_nothing(
    store: UnitOfWork, path: Path
) -> None:
    [(key_id,)] = query(path, "SELECT DISTINCT key_id FROM audit_chain")
    values = {"at": NOW, "actor": "airlock", "action": "sent", "subject": "a", "audience": None,
              "policy": None, "findings": "[]", "detail": ""}  # fmt: skip
    stamp = make_stamp(b"guessed" * 5, str(key_id), values)
    query(path, copy_of(1, f"7, '{stamp}'"))
    await sealing(store).seal_all()
    assert found(await verify(store)) == [(ChainFault.ADDED, 7)]


async def test_a_cut_off_end_is_known_by_the_head_that_was_kept_elsewhere(
    store: UnitOfWork, path: Path
) -> None:
    kept = await sealing(store).seal_all()
    assert (await verify(store, kept)).whole
    tamper(path, "DELETE FROM audit_chain WHERE position > 4", "DELETE FROM audit WHERE id > 4")
    assert (await verify(store)).whole
    assert found(await verify(store, kept)) == [(ChainFault.TRUNCATED, 6)]
    await store.write(lambda tx: note(tx, "g", "h", "i"))
    await sealing(store).seal_all()
    assert found(await verify(store, kept)) == [(ChainFault.REPLACED, 6)]


async def test_a_chain_made_anew_without_the_key_is_told_link_by_link(
    store: UnitOfWork, path: Path
) -> None:
    tamper(path, "UPDATE audit SET detail = 'nothing' WHERE id = 1")
    key, digest = b"guessed" * 5, b""
    rows = query(path, " ".join(("SELECT id, stamp,", ROW, "FROM audit ORDER BY id")))
    names = ("id", "stamp", *ROW.split(", "))
    for position, row in enumerate([(), *rows]):
        values = dict(zip(names, row, strict=True)) if row else {}
        entry = int(str(values.get("id", 0)))
        digest = make_link(key, digest, position, entry, values)
        tamper(path, DIGEST.replace("?", f"x'{digest.hex()}'") + str(position))
    report = await verify(store)
    assert [fault for fault, _ in found(report)] == [ChainFault.EDITED] * 7


async def test_entries_older_than_the_chain_are_linked_when_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    async with open_store(url_of(path), KEY) as store:
        await store.write(lambda tx: note(tx, "a", "b"))
    tamper(path, "DELETE FROM audit_chain", "UPDATE audit SET stamp = NULL")
    async with open_store(url_of(path), KEY) as store:
        report = await verify(store)
        assert (report.whole, report.checked, report.waiting) == (True, 3, 0)
        assert report.older == 2
        await store.write(lambda tx: note(tx, "c"))
        await sealing(store).seal_all()
        report = await verify(store)
        assert (report.whole, report.older) == (True, 2)


async def test_a_chain_that_the_service_was_made_to_begin_anew_tells_what_it_took_unstamped(
    store: UnitOfWork, path: Path
) -> None:
    assert (await verify(store)).older == 0
    forged = "UPDATE audit SET stamp = NULL, detail = 'forged' WHERE id = 2"
    tamper(path, "DELETE FROM audit_chain", forged)
    async with open_store(url_of(path), KEY) as again:
        assert (await verify(again)).older == 1


async def test_two_processes_that_link_at_once_make_one_chain(path: Path) -> None:
    url = url_of(path)
    async with open_store(url, KEY) as one, open_store(url, KEY) as two:
        for _ in range(5):
            await one.write(lambda tx: note(tx, "a"))
            await two.write(lambda tx: note(tx, "b"))
            await sealing(one).seal_all()
            await sealing(two).seal_all()
        report = await verify(one)
    assert (report.whole, report.checked, report.waiting) == (True, 11, 0)


class TestOnPostgresql:
    @pytest.fixture
    async def store(self, postgres_url: str) -> AsyncIterator[UnitOfWork]:
        async with open_store(postgres_url, KEY) as opened:
            await opened.write(lambda tx: note(tx, "a", "b", "c"))
            await sealing(opened).seal_all()
            yield opened

    @pytest.fixture
    def connection(self, store: UnitOfWork, postgres_url: str) -> Connection:
        engine = create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
        return engine.connect()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit SET actor = 'x'",
            "DELETE FROM audit",
            "TRUNCATE audit",
            "UPDATE audit_chain SET key_id = 'x'",
            "DELETE FROM audit_chain",
            "TRUNCATE audit_chain",
        ],
    )
    async def test_the_database_refuses_to_change_or_remove_an_entry(
        self, store: UnitOfWork, connection: Connection, statement: str
    ) -> None:
        with connection, pytest.raises(DBAPIError, match="only ever added"):
            connection.execute(text(statement))
        connection.engine.dispose()
        assert (await verify(store)).whole

    async def test_an_entry_that_was_committed_late_is_linked_behind_its_followers(
        self, store: UnitOfWork, connection: Connection
    ) -> None:
        scope = Scope(connection, IdMaker(), MasterKey(KEY))
        late = AuditEntry(at=NOW, actor="airlock", action="sent", subject="late")
        with connection:
            SqlAudit(scope).add(late)
            await store.write(lambda tx: note(tx, "later", "later still"))
            before = await sealing(store).seal_all()
            connection.commit()
        connection.engine.dispose()
        after = await sealing(store).seal_all()
        assert (before.position, after.position) == (5, 6)
        assert (await verify(store)).whole

    async def test_processes_that_link_at_once_make_one_chain(
        self, store: UnitOfWork, postgres_url: str
    ) -> None:
        async with open_store(postgres_url, KEY) as other:
            for _ in range(4):
                await asyncio.gather(
                    *(one.write(lambda tx: note(tx, "x", "y")) for one in (store, other))
                )
                await asyncio.gather(
                    *(sealing(one).seal_all() for one in (store, other)), return_exceptions=True
                )
            await sealing(other).seal_all()
            report = await verify(other)
        assert (report.whole, report.waiting, report.checked) == (True, 0, 1 + 3 + 4 * 4)
