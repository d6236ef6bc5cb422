"""A database restored from an older backup: what was sent since is known by its marker.

The service runs on it at once, as it would; `airlock reconcile --after-restore` finds the rest.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo, sql

from tests.faults.verdict import judge
from tests.faults.yard import Yard, open_yard

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

KEPT = "airlock_backup"


class Backups:
    """Of one database, as an operator makes them: SQLite's own copy, or PostgreSQL's."""

    def __init__(self, engine: str, url: str, folder: Path) -> None:
        self._engine = engine
        self._url = url
        self._folder = folder

    def make(self) -> None:
        if self._engine == "postgresql":
            self._copy(self._name, f"{self._name}_kept")
            return
        with closing(sqlite3.connect(self._file)) as live, closing(self._open_copy()) as copy:
            live.backup(copy)

    def restore(self) -> None:
        """While no process runs."""
        if self._engine == "postgresql":
            self._copy(f"{self._name}_kept", self._name)
            return
        for path in self._file.parent.glob(f"{self._file.name}*"):
            path.unlink()
        with closing(self._open_copy()) as copy, closing(sqlite3.connect(self._file)) as live:
            copy.backup(live)

    @property
    def _file(self) -> Path:
        return self._folder / "airlock.db"

    @property
    def _name(self) -> str:
        return str(conninfo.conninfo_to_dict(self._url)["dbname"])

    def _open_copy(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / f"{KEPT}.sqlite")

    def _copy(self, source: str, target: str) -> None:
        server = self._url.replace(f"/{self._name}", "/postgres")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(target))
            )
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(target), sql.Identifier(source)
                )
            )


async def stop_all(yard: Yard) -> None:
    for member in yard.fleet.members:
        await yard.fleet.stop(member)


async def start_all(yard: Yard) -> None:
    await yard.fleet.mend()
    for member in yard.fleet.webs:
        await yard.fleet.ready(member)


async def test_a_restored_backup_doubles_and_loses_nothing(
    engine: str, database: str, tmp_path: Path
) -> None:
    backups = Backups(engine, database, tmp_path)
    async with open_yard(database, tmp_path, pairs=2) as yard:
        await yard.both_write(2)
        await yard.settle()
        await stop_all(yard)
        await asyncio.to_thread(backups.make)
        await start_all(yard)
        await yard.both_write(3)
        await yard.people.engineer_edits()
        await yard.people.engineer_deletes()
        await yard.people.agent_redacts()
        await yard.settle()
        await stop_all(yard)
        await asyncio.to_thread(backups.restore)
        await start_all(yard)
        await yard.people.engineer_edits()
        await yard.both_write(1)
        await yard.settle()
        code = await yard.fleet.run("reconcile", "--after-restore")
        await yard.settle()
        assert code == 0
        found = judge(yard.ground, yard.people.said, yard.fleet.logs(), reconciled=True).broken
        found.pop("forgotten", None)  # the backup knows of no delivery that came after it
        assert found == {}
