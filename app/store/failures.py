"""Which errors of the database mean that it is unavailable, and what a person does about them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from app.errors import StoreUnavailable

_CURES = {
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


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the error is about the database itself, so that its transaction is lost."""
    return isinstance(error, DBAPIError) and _primary_code(error) in _CURES


def to_store_error(error: BaseException) -> BaseException:
    """StoreUnavailable for what `is_unavailable` knows; any other error as it is."""
    if not isinstance(error, DBAPIError) or not is_unavailable(error):
        return error
    unavailable = StoreUnavailable(
        f"The database is out of reach, nothing was stored: {_CURES[_primary_code(error)]}."
    )
    unavailable.__cause__ = error
    return unavailable


@contextmanager
def store_errors(*passing: int) -> Iterator[None]:
    """Raise errors of the block as `to_store_error` has them, but those with a passing code."""
    try:
        yield
    except DBAPIError as error:
        if _primary_code(error) in passing or not is_unavailable(error):
            raise
        raise to_store_error(error) from error


def _primary_code(error: DBAPIError) -> int:
    code: int = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
