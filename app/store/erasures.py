"""Customers' keys by their own names, so that an erasure can be done again after a restore."""

from collections.abc import Sequence

from sqlalchemy import select

from app.store.scope import Scope
from app.store.tables import customers

_MANY = 500


class SqlErasures:
    """The port `Erasures`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def key_of(self, customer: str) -> str | None:
        statement = select(customers.c.key_id).where(customers.c.customer == customer)
        found: str | None = self._connection.execute(statement).scalar()
        return found

    def holders(self, keys: Sequence[str]) -> Sequence[str]:
        found: list[str] = []
        for start in range(0, len(keys), _MANY):
            some = customers.c.key_id.in_(keys[start : start + _MANY])
            found += self._connection.execute(select(customers.c.customer).where(some)).scalars()
        return tuple(sorted(found))
