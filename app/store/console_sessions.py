"""The port `ConsoleSessions` in SQL."""

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from app.records_console import ConsoleSession
from app.store.scope import Scope
from app.store.tables_console import console_sessions


class SqlConsoleSessions:
    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def add(self, session: ConsoleSession) -> None:
        values = {**asdict(session), "groups": json.dumps(session.groups)}
        self._connection.execute(insert(console_sessions).values(values))

    def get(self, digest: str) -> ConsoleSession | None:
        statement = select(console_sessions).where(console_sessions.c.digest == digest)
        row = self._connection.execute(statement).mappings().first()
        if row is None:
            return None
        return ConsoleSession(**{**row, "groups": tuple(json.loads(row["groups"]))})

    def touch(self, digest: str, at: datetime) -> None:
        known = update(console_sessions).where(console_sessions.c.digest == digest)
        self._connection.execute(known.values(seen_at=at))

    def end(self, digest: str) -> None:
        self._connection.execute(
            delete(console_sessions).where(console_sessions.c.digest == digest)
        )

    def forget(self, begun_before: datetime, seen_before: datetime) -> None:
        for column, moment in (
            (console_sessions.c.begun_at, begun_before),
            (console_sessions.c.seen_at, seen_before),
        ):
            self._connection.execute(delete(console_sessions).where(column < moment))
