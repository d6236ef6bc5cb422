"""Keys that outlive the secret key they came from, wrapped by the master key.

Digests that are kept for long (of copies, reviews, traits) and old parts of the audit's chain could
not be checked any more once their secret key is gone; so their keys are kept, sealed, instead.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from app.store.seal import Key, MasterKey
from app.store.statements import insert_new
from app.store.tables import customers, masters
from app.store.tables_chain import service_keys

TABLE = "service_keys"
AUDIT = "audit:"


class ServiceKeys:
    def __init__(self, connection: Connection, master: MasterKey) -> None:
        self._connection = connection
        self._master = master

    def keep(self, name: str, raw: bytes) -> None:
        """Keep a key under a name, as the newest; one that is there already stays as it is."""
        highest = self._connection.execute(select(func.max(service_keys.c.number))).scalar()
        values = {
            "name": name,
            "number": (highest or 0) + 1,
            "master_id": self._master.id,
            "wrapped": self._master.seal(raw, TABLE, name),
        }
        insert_new(self._connection, service_keys, values)

    def has(self, name: str) -> bool:
        """Whether a key of this name is kept."""
        statement = select(service_keys.c.name).where(service_keys.c.name == name)
        return self._connection.execute(statement).first() is not None

    def obtain(self, name: str, candidates: Mapping[str, bytes]) -> bytes:
        """The kept key; at first, that of the candidates which belongs to the sealed customers.

        `candidates` has one for each master key that was given, by the master key's name.
        """
        held = select(customers.c.master_id).limit(1)
        owner = self._connection.execute(held).scalar() or self._master.id
        self.keep(name, candidates[owner])
        statement = select(service_keys).where(service_keys.c.name == name)
        row = self._connection.execute(statement).one()
        return self._master.named(row.master_id).open(row.wrapped, TABLE, name)

    def audit_keys(self) -> dict[str, bytes]:
        """The audit's keys by the name of their master key, the oldest first."""
        statement = select(service_keys).where(service_keys.c.name.startswith(AUDIT))
        rows = self._connection.execute(statement.order_by(service_keys.c.number))
        return {
            row.name.removeprefix(AUDIT): self._master.named(row.master_id).open(
                row.wrapped, TABLE, row.name
            )
            for row in rows
        }

    def stamping_keys(self) -> dict[str, bytes]:
        """Those of master keys in use: a retired one's stamp on a new entry is worth nothing."""
        used = set(self._connection.execute(select(masters.c.key_id)).scalars())
        return {key_id: key for key_id, key in self.audit_keys().items() if key_id in used}


def rewrap(master: MasterKey, wrapped: bytes, master_id: str, *bound: str) -> bytes:
    """The same secret, sealed by this master key instead of the one that is named."""
    inner: Key = master.named(master_id).unwrap(wrapped, *bound)
    return inner.wrap_in(master, *bound)
