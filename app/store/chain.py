"""The links over the audit: made in small batches, by one process at a time, and checked.

Why not in the transaction that writes an entry, and what that leaves open: docs/decisions/0017.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select

from app.errors import StaleWrite
from app.records_chain import ChainCursor, ChainFault, ChainHead, ChainProblem
from app.store.chaining import is_stamped, make_link
from app.store.scope import Scope
from app.store.service_keys import ServiceKeys
from app.store.statements import Record, insert_new
from app.store.tables import audit
from app.store.tables_chain import chain

LOOK_BACK = 2_000
"""How far behind the newest linked entry one is looked for that was committed late: another process
would have to commit so many while one of our transactions, which take milliseconds, is open."""
FIRST_ID = -(2**63)
_PAGE = 500
_UNLINKED = ~exists().where(chain.c.entry_id == audit.c.id)


def begin_chain(connection: Connection, keys: ServiceKeys) -> None:
    """Make the first link, and link the entries that are older than the chain; only once."""
    key_id, key = newest(keys.audit_keys())
    first = {
        "position": 0,
        "entry_id": 0,
        "key_id": key_id,
        "digest": make_link(key, b"", 0, 0, {}),
    }
    if connection.execute(select(func.max(chain.c.position))).scalar() is not None:
        return
    if insert_new(connection, chain, first):
        older = _entries(connection, FIRST_ID, audit.c.stamp.is_(None))
        links = Links(connection, key_id, key)
        while page := list(islice(older, _PAGE)):
            links.add(page)


class Links:
    """Adds links behind the newest one."""

    def __init__(self, connection: Connection, key_id: str, key: bytes) -> None:
        self._connection = connection
        self._key_id = key_id
        self._key = key

    def add(self, entries: Sequence[Record]) -> None:
        """Link these entries in this order. Raises StaleWrite when another does so just now."""
        head = _newest_link(self._connection)
        digest = head.digest
        rows: list[dict[str, object]] = []
        for position, entry in enumerate(entries, start=head.position + 1):
            digest = make_link(self._key, digest, position, entry.id, entry._asdict())
            rows.append(
                {"position": position, "entry_id": entry.id, "key_id": self._key_id,
                 "digest": digest}
            )  # fmt: skip
        if rows and not insert_new(self._connection, chain, rows[0]):
            raise StaleWrite("Another process is linking the audit's entries.")
        if rows[1:]:
            self._connection.execute(insert(chain), rows[1:])


class SqlAuditChain:
    """The port `AuditChain`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._keys = ServiceKeys(scope.connection, scope.master)

    def seal(self, limit: int) -> int:
        """Link entries whose stamp is good; what has none stays without, and is told by a check."""
        newest_id = self._connection.execute(select(func.max(chain.c.entry_id))).scalar() or 0
        waiting = _entries(self._connection, newest_id - LOOK_BACK)
        first = next(waiting, None)
        if first is None:
            return 0
        stamping = self._keys.stamping_keys()
        both = itertools.chain((first,), waiting)
        good = (row for row in both if is_stamped(stamping, row.stamp, row._asdict()))
        entries = list(islice(good, limit))
        Links(self._connection, *newest(self._keys.audit_keys())).add(entries)
        return len(entries)

    def head(self) -> ChainHead:
        link = _newest_link(self._connection)
        return ChainHead(link.position, link.digest.hex())

    def digest_at(self, position: int) -> str | None:
        statement = select(chain.c.digest).where(chain.c.position == position)
        digest: bytes | None = self._connection.execute(statement).scalar()
        return digest.hex() if digest is not None else None

    def check(self, cursor: ChainCursor, limit: int) -> tuple[ChainCursor, Sequence[ChainProblem]]:
        joined = chain.join(audit, audit.c.id == chain.c.entry_id, isouter=True)
        statement = select(
            chain.c.position, chain.c.entry_id, chain.c.key_id, chain.c.digest, *audit.c
        ).select_from(joined)
        page = statement.where(chain.c.position > cursor.position)
        rows = self._connection.execute(page.order_by(chain.c.position).limit(limit))
        keys = list(self._keys.audit_keys().items())
        problems = self._before_the_beginning(limit) if cursor.digest is None else []
        older = cursor.older
        for row in rows:
            number, fault = _judge(row, cursor, keys)
            if row.position != cursor.position + 1:
                problems.append(ChainProblem(ChainFault.MISSING, position=cursor.position + 1))
            if fault is not None:
                problems.append(ChainProblem(fault, row.position, row.entry_id))
            older += row.position > 0 and row.id is not None and row.stamp is None
            cursor = ChainCursor(row.position, row.digest, number, cursor.checked + 1, older)
        return cursor, problems

    def _before_the_beginning(self, limit: int) -> list[ChainProblem]:
        """The chain begins at 0: a link below would hide its entry, or hold up the sealing."""
        below = select(chain.c.position, chain.c.entry_id).where(chain.c.position < 0)
        rows = self._connection.execute(below.limit(limit))
        return [ChainProblem(ChainFault.ADDED, row.position, row.entry_id) for row in rows]

    def check_unlinked(
        self, cursor: ChainCursor, limit: int
    ) -> tuple[ChainCursor, Sequence[ChainProblem]]:
        problems: list[ChainProblem] = []
        stamping = self._keys.stamping_keys()
        for row in islice(_entries(self._connection, cursor.position), limit):
            good = is_stamped(stamping, row.stamp, row._asdict()) and self._is_single(row.stamp)
            if not good:
                problems.append(ChainProblem(ChainFault.ADDED, entry_id=row.id))
            cursor = ChainCursor(row.id, checked=cursor.checked + good)
        return cursor, problems

    def _is_single(self, stamp: str) -> bool:
        """The index that holds this may have been removed by whoever copied an entry."""
        same = select(func.count()).select_from(audit).where(audit.c.stamp == stamp)
        return self._connection.execute(same).scalar() == 1


def newest(keys: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The key that new links are made with."""
    return list(keys.items())[-1]


def _judge(
    row: Record, cursor: ChainCursor, keys: Sequence[tuple[str, bytes]]
) -> tuple[int, ChainFault | None]:
    """Which of the keys made the link, and what is wrong with it. A key never comes back."""
    names = [name for name, _ in keys]
    number = names.index(row.key_id) if row.key_id in names else -1
    if number < cursor.key_number:
        return cursor.key_number, ChainFault.EDITED
    if row.id is None and row.position > 0:
        return number, ChainFault.MISSING
    before = cursor.digest if row.position > 0 else b""
    if before is None or row.position != cursor.position + 1:
        return number, None  # the link before is gone, which is told: this one cannot be checked
    values = row._asdict() if row.position > 0 else {}
    made = make_link(keys[number][1], before, row.position, row.entry_id, values)
    return number, None if made == row.digest else ChainFault.EDITED


def _newest_link(connection: Connection) -> Record:
    return connection.execute(select(chain).order_by(chain.c.position.desc()).limit(1)).one()


def _entries(
    connection: Connection, after: int, *conditions: ColumnElement[bool]
) -> Iterator[Record]:
    """Entries without a link, by id, read page by page; after `FIRST_ID` is from there on."""
    while True:
        behind = audit.c.id > after if after > FIRST_ID else audit.c.id >= FIRST_ID
        statement = select(audit).where(behind, _UNLINKED, *conditions)
        rows = connection.execute(statement.order_by(audit.c.id).limit(_PAGE)).all()
        yield from rows
        if len(rows) < _PAGE:
            return
        after = rows[-1].id
