"""What every store promises of the console's sessions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.ports import UnitOfWork
from app.records_console import ConsoleSession

BEGUN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SESSION = ConsoleSession(
    digest="d1",
    person="oidc:7",
    name="Ada",
    groups=("leads", "support"),
    proof="p",
    begun_at=BEGUN,
    seen_at=BEGUN,
)


class SessionsContract:
    async def test_a_session_is_kept_as_it_was_given(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.sessions.add(SESSION))
        assert await store.read(lambda tx: tx.sessions.get("d1")) == SESSION
        assert await store.read(lambda tx: tx.sessions.get("d2")) is None

    async def test_a_session_is_known_by_its_last_use(self, store: UnitOfWork) -> None:
        later = BEGUN + timedelta(minutes=5)
        await store.write(lambda tx: tx.sessions.add(SESSION))
        await store.write(lambda tx: tx.sessions.touch("d1", later))
        await store.write(lambda tx: tx.sessions.touch("d2", later))
        kept = await store.read(lambda tx: tx.sessions.get("d1"))
        assert kept == replace(SESSION, seen_at=later)

    async def test_a_session_that_was_ended_is_gone(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.sessions.add(SESSION))
        await store.write(lambda tx: tx.sessions.end("d1"))
        await store.write(lambda tx: tx.sessions.end("d1"))
        assert await store.read(lambda tx: tx.sessions.get("d1")) is None

    async def test_sessions_too_old_or_too_long_unused_are_forgotten(
        self, store: UnitOfWork
    ) -> None:
        hour = timedelta(hours=1)
        fresh = replace(SESSION, digest="fresh", begun_at=BEGUN + hour, seen_at=BEGUN + hour)
        unused = replace(SESSION, digest="unused", begun_at=BEGUN + hour)
        for session in (replace(SESSION, seen_at=BEGUN + hour), fresh, unused):
            await store.write(lambda tx, one=session: tx.sessions.add(one))
        half = BEGUN + hour / 2
        await store.write(lambda tx: tx.sessions.forget(half, half))
        left = await store.read(lambda tx: [tx.sessions.get(d) for d in ("d1", "unused", "fresh")])
        assert left == [None, None, fresh]
