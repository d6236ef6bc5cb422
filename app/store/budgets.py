"""Where every limit of the vendors' stands, and whether a vendor is down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import bindparam, delete, select

from app.store.scope import Scope
from app.store.statements import Record, upsert, upsert_all
from app.store.tables_budgets import budgets, outages
from app.sync.outage import Outage
from app.sync.pacing import Budget

_OF_ONE = budgets.c.key.like("%:%:%")
# Made once: they run with nearly every call to a vendor.
_SOME = (
    select(budgets)
    .where(budgets.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(budgets.c.key)
    .with_for_update()
)
_OUTAGE = select(outages).where(outages.c.system == bindparam("system")).with_for_update()


class SqlBudgets:
    """The port `Budgets`. Rows are locked in their keys' order, so that none waits in a ring."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def load(self, keys: Sequence[str]) -> Mapping[str, Budget]:
        rows = self._connection.execute(_SOME, {"keys": list(keys)})
        found = {row.key: _budget(row) for row in rows}
        return {key: found.get(key) or Budget(key) for key in sorted(keys)}

    def save(self, changed: Iterable[Budget]) -> None:
        rows = [asdict(one) for one in sorted(changed, key=lambda one: one.key)]
        upsert_all(self._connection, budgets, "key", rows)

    def outage(self, system: str) -> Outage:
        row = self._connection.execute(_OUTAGE, {"system": system}).first()
        return Outage(**row._asdict()) if row is not None else Outage(system)

    def save_outage(self, outage: Outage) -> None:
        values = asdict(outage)
        upsert(self._connection, outages, {"system": values.pop("system")}, values)

    def all(self) -> Sequence[Budget]:
        wide = select(budgets).where(~_OF_ONE).order_by(budgets.c.key)
        return tuple(map(_budget, self._connection.execute(wide)))

    def outages(self) -> Sequence[Outage]:
        rows = self._connection.execute(select(outages).order_by(outages.c.system))
        return tuple(Outage(**row._asdict()) for row in rows)

    def forget(self, before: float) -> None:
        past = (budgets.c.full_at < before, budgets.c.closed_until < before)
        self._connection.execute(delete(budgets).where(_OF_ONE, *past))


def _budget(row: Record) -> Budget:
    return Budget(**row._asdict())
