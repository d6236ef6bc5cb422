"""Tables whose rows have a number, a version that grows with each change, and a state."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, insert, select, update

from app.errors import NotStored, StaleWrite
from app.store.statements import Record


class Numbered:
    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table

    def add(self, values: Mapping[str, object]) -> dict[str, object]:
        """Keep a new row; its number and version."""
        new = insert(self._table).values({**values, "version": 1}).returning(self._table.c.number)
        return {"number": self._connection.execute(new).scalar_one(), "version": 1}

    def get(self, number: int) -> Record | None:
        return self._connection.execute(
            select(self._table).where(self._table.c.number == number)
        ).first()

    def save(self, number: int, version: int, values: Mapping[str, object]) -> int:
        """Replace the row; its version then. Raises StaleWrite and NotStored."""
        stored = self._table.c.number == number, self._table.c.version == version
        changed = update(self._table).where(*stored).values({**values, "version": version + 1})
        if self._connection.execute(changed).rowcount == 0:
            if self.get(number) is None:
                raise NotStored(f"There is no number {number} here any more.")
            raise StaleWrite("Someone else changed this meanwhile: look at it again, then save.")
        return version + 1

    def page(self, state: str | None, after: int | None, limit: int) -> Sequence[Record]:
        """Rows of the state, or all, the newest first, beyond the number `after`."""
        chosen = select(self._table).order_by(self._table.c.number.desc()).limit(limit)
        if state is not None:
            chosen = chosen.where(self._table.c.state == state)
        if after is not None:
            chosen = chosen.where(self._table.c.number < after)
        return self._connection.execute(chosen).fetchall()
