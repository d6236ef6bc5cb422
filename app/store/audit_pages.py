"""The port `AuditPages` in SQL."""

from collections.abc import Sequence

from sqlalchemy import select

from app.ports_audit import AuditColumn, AuditLine
from app.store.ledger import to_entry
from app.store.scope import Scope
from app.store.tables import audit


class SqlAuditPages:
    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def page(
        self, limit: int, before: int | None = None, where: tuple[AuditColumn, str] | None = None
    ) -> Sequence[AuditLine]:
        statement = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            statement = statement.where(audit.c.id < before)
        if where is not None:
            statement = statement.where(audit.c[where[0]] == where[1])
        rows = self._connection.execute(statement)
        return tuple(AuditLine(row.id, to_entry(row)) for row in rows)
