"""What is opened, what is made, and what is refused."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from app.errors import SettingsError, StoreMisplaced, StoreUnavailable
from app.ports import Transaction
from app.store import open_store
from app.store.migrate import SCRIPTS
from app.store.place import refuse_network_place
from app.store.sqlite import SqliteOptions
from tests.unit.store.support import KEY, files_of, query, traced, url_of


def set_fact(name: str, tx: Transaction) -> None:
    tx.facts.set(name, name)


async def test_opening_again_keeps_what_was_stored(tmp_path: Path) -> None:
    for value in ("1", "2"):
        async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
            await store.write(partial(set_fact, value))
    async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
        assert await store.read(lambda tx: (tx.facts.get("1"), tx.facts.get("2"))) == ("1", "2")


def make_first_release(path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    engine = create_engine(url_of(path))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.execute(text("INSERT INTO facts VALUES ('kept', 'kept')"))
    finally:
        engine.dispose()


async def test_a_database_of_the_first_release_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    make_first_release(path)
    async with open_store(url_of(path), KEY) as store:
        assert await store.read(lambda tx: tx.facts.get("kept")) == "kept"
        assert not await store.read(lambda tx: tx.sign_outs.is_refused("d"))
    assert query(path, "SELECT count(*) FROM ticket_traits") == [(0,)]


async def test_commits_reach_the_disk_before_they_are_answered(tmp_path: Path) -> None:
    with traced() as trace:
        async with open_store(url_of(tmp_path / "a.db"), KEY):
            for pragma, expected in (("journal_mode", "wal"), ("synchronous", 2)):
                assert trace.writer.execute(f"PRAGMA {pragma}").fetchone() == (expected,)
            assert trace.writer.execute("PRAGMA foreign_keys").fetchone() == (1,)


async def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
        await store.write(lambda tx: tx.facts.set("mode", "live"))
        modes = files_of(tmp_path)
    assert modes == dict.fromkeys(("a.db", "a.db-wal", "a.db-shm"), 0o600)


async def test_a_database_of_a_later_release_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with open_store(url_of(path), KEY):
        pass
    query(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SettingsError, match="later release"):
        async with open_store(url_of(path), KEY):
            pass
    assert query(path, "SELECT version_num FROM alembic_version") == [("9999",)]


async def test_another_secret_key_is_refused(tmp_path: Path) -> None:
    async with open_store(url_of(tmp_path / "a.db"), KEY):
        pass
    with pytest.raises(SettingsError, match="AIRLOCK_SECRET_KEY"):
        async with open_store(url_of(tmp_path / "a.db"), b"another secret key of 32 bytes.."):
            pass
    async with open_store(url_of(tmp_path / "a.db"), KEY):
        pass


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://airlock:hunter2@db/airlock?no_such=1", "does not know"),
        ("mysql://airlock:hunter2@db/airlock", "sqlite:///"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///a.db?mode=ro", "nothing behind the path"),
        ("airlock:hunter2@db", "no URL"),
        ("postgresql://airlock@db:hunter2/airlock", "percent-encoded"),
        ("postgresql://airlock:pass@db:5432:hunter2/airlock", "percent-encoded"),
    ],
)
async def test_a_url_that_cannot_be_served_is_told_without_its_password(
    url: str, says: str
) -> None:
    with pytest.raises(SettingsError, match=says) as refused:
        async with open_store(url, KEY):
            pass
    assert "hunter2" not in str(refused.value)
    assert "AIRLOCK_DATABASE_URL" in str(refused.value)


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="folder"):
        async with open_store(url_of(tmp_path / "nowhere" / "a.db"), KEY):
            pass


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("This is a shopping list, not a database. " * 50)
    with pytest.raises(StoreUnavailable, match="no database"):
        async with open_store(url_of(tmp_path / "a.db"), KEY):
            pass


async def test_a_database_that_stays_locked_while_it_is_opened_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with open_store(url_of(path), KEY):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable, match="locked"):
            async with open_store(url_of(path), KEY, SqliteOptions(busy_seconds=0.05)):
                pass


@pytest.mark.parametrize(
    ("place", "refused"),
    [
        ("/data/a.db", False),
        ("/data/share/a.db", True),
        ("/data/share/local/a.db", False),
        ("/data/my disk/a.db", True),
        ("/home/x/remote/a.db", True),
        ("/sharepoint/a.db", False),
        ("/twice/a.db", True),
    ],
)
def test_a_network_file_system_is_refused(tmp_path: Path, place: str, *, refused: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/vda / ext4 rw 0 0\n"
        "filer:/export /data/share nfs4 rw 0 0\n"
        "/dev/vdb /data/share/local xfs rw 0 0\n"
        "//filer/disk /data/my\\040disk cifs rw 0 0\n"
        "me@host: /home/x/remote fuse.sshfs rw 0 0\n"
        "host:/x /share nfs rw 0 0\n"
        "/dev/vdc /twice ext4 rw 0 0\n"
        "host:/y /twice nfs rw 0 0\n"
    )
    if refused:
        with pytest.raises(StoreMisplaced, match="network file system"):
            refuse_network_place(Path(place), mounts)
    else:
        refuse_network_place(Path(place), mounts)


def test_a_system_that_lists_no_mounts_is_trusted(tmp_path: Path) -> None:
    refuse_network_place(tmp_path / "a.db", tmp_path / "no-such-file")
