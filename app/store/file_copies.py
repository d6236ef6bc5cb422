"""Files that were copied with comments."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select

from app.records import FileCopy
from app.store.scope import Scope
from app.store.statements import upsert
from app.store.tables_corrections import file_copies

_KEY = ("link_id", "source_comment_id", "source_file_id")


class SqlFileCopies:
    """The port `FileCopies`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def of_comment(self, link_id: str, comment_id: str) -> Sequence[FileCopy]:
        statement = select(file_copies).where(
            file_copies.c.link_id == link_id, file_copies.c.source_comment_id == comment_id
        )
        rows = self._connection.execute(statement.order_by(file_copies.c.source_file_id))
        return tuple(FileCopy.model_validate(row, from_attributes=True) for row in rows)

    def save(self, file: FileCopy) -> None:
        values = file.model_dump()
        upsert(self._connection, file_copies, {name: values.pop(name) for name in _KEY}, values)

    def forget(self, file: FileCopy) -> None:
        self._connection.execute(
            delete(file_copies).where(
                *(file_copies.c[name] == getattr(file, name) for name in _KEY)
            )
        )

    def shared(self, file: FileCopy) -> bool:
        others = or_(*(file_copies.c[name] != getattr(file, name) for name in _KEY))
        statement = select(file_copies.c.digest).where(
            file_copies.c.target_file_id == file.target_file_id, others
        )
        return self._connection.execute(statement.limit(1)).first() is not None
