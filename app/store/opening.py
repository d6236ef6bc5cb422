"""Opens the store that a database URL names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import SettingsError
from app.ports import UnitOfWork
from app.store.sqlite import SqliteOptions, open_sqlite

_SETTING = "AIRLOCK_DATABASE_URL"


@asynccontextmanager
async def open_store(
    url: str, vault_key: bytes, options: SqliteOptions | None = None
) -> AsyncIterator[UnitOfWork]:
    """Open the database, bring it to this release's schema, and close it when the block ends.

    `url` is `sqlite:///relative/path` or `sqlite:////absolute/path`. `vault_key` is secret bytes
    from which the vault's master key is derived. Raises SettingsError, StoreUnavailable or
    StoreMisplaced. Use it in the event loop that opened it.
    """
    path = _path_of(url)
    async with open_sqlite(path, vault_key, options or SqliteOptions()) as store:
        yield store


def _path_of(url: str) -> Path:
    parsed = _parse(url)
    scheme = parsed.get_backend_name()
    if scheme in {"postgresql", "postgres"}:
        raise SettingsError(f"{_SETTING}: PostgreSQL comes with a later release; use sqlite:///….")
    if scheme != "sqlite" or parsed.query:
        raise SettingsError(f"{_SETTING}: must be sqlite:///PATH with nothing behind the path.")
    if not parsed.database or parsed.database == ":memory:":
        raise SettingsError(
            f"{_SETTING}: names no file; what is accepted must outlive the process."
        )
    return Path(parsed.database)


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError:
        # The parser's own message quotes the URL, which may hold a password.
        raise SettingsError(f"{_SETTING}: is no URL; use sqlite:///PATH.") from None
