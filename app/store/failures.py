"""Which errors of the database mean that it is unavailable, and what a person does about them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from app.errors import StoreUnavailable

_SQLITE_CURES = {
    sqlite3.SQLITE_BUSY: "it is locked by another process; find the one that holds it",
    sqlite3.SQLITE_LOCKED: "it is locked; find the process that holds it",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; check it and its free space",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened; check the folder and its permissions",
    sqlite3.SQLITE_PERM: "its file may not be opened; check the permissions",
    sqlite3.SQLITE_READONLY: "it cannot be written to; check the permissions and the disk",
    sqlite3.SQLITE_CORRUPT: "its file is damaged; restore a backup",
    sqlite3.SQLITE_NOTADB: "its file is no database; check AIRLOCK_DATABASE_URL",
    sqlite3.SQLITE_PROTOCOL: "it is locked by too many processes at once; try again",
    sqlite3.SQLITE_NOMEM: "the machine is out of memory",
    sqlite3.SQLITE_INTERRUPT: "its work was interrupted; try again",
}

READ_ONLY = "25006"
"""PostgreSQL's code of a statement that writes where nothing may be written."""

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES_CURES = {
    READ_ONLY: "it takes no writes; connect to the primary, not to a standby",
    "25P03": "its connection was idle within a transaction for too long; try again",
    "28000": "it refuses the role; check AIRLOCK_DATABASE_URL and pg_hba.conf",
    "28P01": "it refuses the password; check AIRLOCK_DATABASE_URL",
    "3D000": "there is no such database; make it, or check AIRLOCK_DATABASE_URL",
    "40001": "too many wrote the same rows at once; try again",
    "40P01": "too many waited for each other; try again",
    "42501": "its role may not do that; grant it what docs/database.md lists",
    "53100": "the server's disk is full; free some space",
    "53200": "the server is out of memory",
    "53300": "it has no connection left; raise max_connections or run fewer processes",
    "53400": "a limit of the server is reached; see its log",
    "55P03": "a row or table is locked by another session; see pg_stat_activity",
    "57014": "a statement took too long; see pg_stat_activity and the server's load",
    "57P01": "the server is stopping; start it again",
    "57P02": "the server is restarting after a crash; see its log",
    "57P03": "the server is starting; wait, or see its log",
    "58030": "the server's disk could not be read or written; check it",
    "XX001": "its files are damaged; restore a backup",
    "XX002": "an index is damaged; rebuild it or restore a backup",
}
# What libpq says without a code; beyond these the words may be in any language.
_POSTGRES_WORDS = {
    "password authentication failed": "28P01",
    "no password supplied": "28P01",
    "no pg_hba.conf entry": "28000",
    "too many clients": "53300",
    "connection slots": "53300",
    "is shutting down": "57P01",
    "is starting up": "57P03",
    "in recovery mode": "57P02",
}
_NO_ANSWER = (
    "PostgreSQL does not answer or closed the connection; check that it runs and that "
    "AIRLOCK_DATABASE_URL names its host, port, database and role"
)
_REPEATABLE = frozenset({"40001", "40P01"})
_CONTESTED = frozenset({"23503", "23505"})


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the error is about the database itself, so that its transaction is lost."""
    return isinstance(error, DBAPIError) and _cure_of(error) is not None


def to_store_error(error: BaseException) -> BaseException:
    """StoreUnavailable for what `is_unavailable` knows; any other error as it is."""
    cure = _cure_of(error) if isinstance(error, DBAPIError) else None
    if cure is None:
        return error
    unavailable = StoreUnavailable(f"The database is out of reach, nothing was stored: {cure}.")
    unavailable.__cause__ = error
    return unavailable


@contextmanager
def store_errors(*passing: int | str) -> Iterator[None]:
    """Raise errors of the block as `to_store_error` has them, but those with a passing code."""
    try:
        yield
    except DBAPIError as error:
        if _code_of(error) in passing or not is_unavailable(error):
            raise
        raise to_store_error(error) from error


def met_others(error: DBAPIError) -> bool:
    """Whether PostgreSQL undid the transaction because of others: it may succeed when run anew."""
    return _code_of(error) in _REPEATABLE


def may_have_met_others(error: DBAPIError) -> bool:
    """Whether a row that others wrote since the transaction began may be what was in the way."""
    return _code_of(error) in _CONTESTED


def is_locked(error: DBAPIError) -> bool:
    """Whether PostgreSQL gave up because another session had the table or row."""
    return _code_of(error) in {"55P03", "40P01"}


def _cure_of(error: DBAPIError) -> str | None:
    code = _code_of(error)
    if isinstance(code, int):
        return _SQLITE_CURES.get(code)
    known = _POSTGRES_CURES.get(code) if code else None
    if known is None and isinstance(error.orig, psycopg.OperationalError):
        return _NO_ANSWER
    return known


def _code_of(error: DBAPIError) -> int | str:
    """SQLite's primary code, or PostgreSQL's SQLSTATE, empty when it gave none."""
    if isinstance(error.orig, psycopg.Error):
        return error.orig.sqlstate or _code_in_words(error.orig)
    code: int = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF


def _code_in_words(error: psycopg.Error) -> str:
    said = str(error)
    return next((code for words, code in _POSTGRES_WORDS.items() if words in said), "")
