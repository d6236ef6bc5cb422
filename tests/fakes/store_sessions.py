"""The port `ConsoleSessions` in memory."""

from dataclasses import replace
from datetime import datetime

from app.records_console import ConsoleSession


class MemoryConsoleSessions:
    def __init__(self, sessions: dict[str, ConsoleSession]) -> None:
        self._sessions = sessions

    def add(self, session: ConsoleSession) -> None:
        assert session.digest not in self._sessions
        self._sessions[session.digest] = session

    def get(self, digest: str) -> ConsoleSession | None:
        return self._sessions.get(digest)

    def touch(self, digest: str, at: datetime) -> None:
        if digest in self._sessions:
            self._sessions[digest] = replace(self._sessions[digest], seen_at=at)

    def end(self, digest: str) -> None:
        self._sessions.pop(digest, None)

    def forget(self, begun_before: datetime, seen_before: datetime) -> None:
        for digest, one in list(self._sessions.items()):
            if one.begun_at < begun_before or one.seen_at < seen_before:
                del self._sessions[digest]
