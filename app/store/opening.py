"""Opens the store that a database URL names."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import SettingsError
from app.ports import UnitOfWork
from app.store.postgres import open_postgres
from app.store.postgres_engine import PostgresOptions
from app.store.sqlite import SqliteOptions, open_sqlite

_POSTGRES = frozenset({"postgresql", "postgres"})
_SETTING = "AIRLOCK_DATABASE_URL"


@asynccontextmanager
async def open_store(
    url: str,
    vault_key: bytes | Sequence[bytes],
    options: SqliteOptions | PostgresOptions | None = None,
) -> AsyncIterator[UnitOfWork]:
    """Open the database, bring it to this release's schema, and close it when the block ends.

    `url` is `sqlite:///relative/path`, `sqlite:////absolute/path` or
    `postgresql://role:password@host:port/database`, with libpq's parameters (`?sslmode=…`) behind
    it. `vault_key` is secret bytes from which the vault's master key is derived, or several of
    which the first seals; options of the other engine do nothing. Raises SettingsError,
    StoreUnavailable or StoreMisplaced. Use it in the event loop that opened it.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() in _POSTGRES:
        limits = options if isinstance(options, PostgresOptions) else PostgresOptions()
        opened: AbstractAsyncContextManager[UnitOfWork] = open_postgres(parsed, vault_key, limits)
    else:
        chosen = options if isinstance(options, SqliteOptions) else SqliteOptions()
        opened = open_sqlite(_path_of(parsed), vault_key, chosen)
    async with opened as store:
        yield store


def _path_of(parsed: URL) -> Path:
    if parsed.get_backend_name() != "sqlite" or parsed.query:
        raise SettingsError(
            f"{_SETTING}: must be sqlite:///PATH with nothing behind the path, or postgresql://…."
        )
    if not parsed.database or parsed.database == ":memory:":
        raise SettingsError(
            f"{_SETTING}: names no file; what is accepted must outlive the process."
        )
    return Path(parsed.database)


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        # The parser's own messages quote the URL, or what stands in the port's place: a part of a
        # password that was not percent-encoded.
        raise SettingsError(
            f"{_SETTING}: is no URL; use sqlite:///PATH or postgresql://ROLE:PASSWORD@HOST/NAME, "
            "with `:`, `/`, `@`, `?`, `#` and `%` in the password percent-encoded."
        ) from None
