"""Which master keys a database knows, and the change from one to the next.

A change goes in steps, while the service runs: the new key is admitted beside the old one, then
`rotate` wraps everything anew, page by page, and at the end the old key is retired: a process that
knows only the old one is refused from then on.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, delete, func, select, update

from app.errors import SettingsError
from app.records_chain import Rotation
from app.store.chain import begin_chain
from app.store.scope import Scope
from app.store.seal import MasterKey
from app.store.service_keys import AUDIT, TABLE, ServiceKeys, rewrap
from app.store.statements import insert_new
from app.store.tables import customers, masters
from app.store.tables_chain import service_keys

PROOF = b"airlock"
CUSTOMERS = "vault_customers"


def admit_master(connection: Connection, master: MasterKey) -> None:
    """Make sure that the vault was sealed with this master key, or one of its others.

    A new vault takes it; so does one that was sealed with another key that was given. The audit's
    chain begins here. Raises SettingsError when a key that something is sealed with is missing.
    """
    proofs = {row.key_id: row.proof for row in connection.execute(select(masters))}
    missing = proofs.keys() - master.all.keys()
    if missing:
        raise SettingsError(_refusal(all_missing=missing == proofs.keys()))
    for key_id, proof in proofs.items():
        master.named(key_id).open(proof, "vault_masters", key_id)
    keys = ServiceKeys(connection, master)
    if master.id not in proofs:
        _refuse_retired(keys, master.id)
        proof = master.seal(PROOF, "vault_masters", master.id)
        insert_new(connection, masters, {"key_id": master.id, "proof": proof})
    keys.keep(f"{AUDIT}{master.id}", master.audit)
    begin_chain(connection, keys)


def _refuse_retired(keys: ServiceKeys, key_id: str) -> None:
    """A key that was retired, perhaps because somebody had read it, does not come back."""
    if keys.has(f"{AUDIT}{key_id}"):
        raise SettingsError(
            "AIRLOCK_SECRET_KEY: this key was in use before and has been replaced. Set the newer "
            "one, or make another: `openssl rand -hex 32`."
        )


def _refusal(*, all_missing: bool) -> str:
    if all_missing:
        return (
            "AIRLOCK_SECRET_KEY: the vault in this database was sealed with another key. Set the "
            "key that it was made with; without it the vault cannot be read."
        )
    return (
        "AIRLOCK_PREVIOUS_SECRET_KEYS: part of the vault is still sealed with an earlier secret "
        "key. Name that one here until `airlock vault rotate` has said that it is done."
    )


class SqlMasters:
    """The port `Masters`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._master = scope.master

    def names(self) -> Sequence[str]:
        """The current key's name first, then those that are still read."""
        return (self._master.id, *(key.id for key in self._master.others))

    def service_key(self, name: str, candidates: Mapping[str, bytes]) -> bytes:
        """A key that stays the same when the secret key changes; see `ServiceKeys.obtain`."""
        return ServiceKeys(self._connection, self._master).obtain(name, candidates)

    def rotate(self, limit: int) -> Rotation:
        """Wrap up to `limit` customers' keys with the current master key; the service's own too.

        Raises StoreUnavailable when the key that one is wrapped with was not given.
        """
        done = self._rewrap(service_keys, "name", TABLE, limit)
        done += self._rewrap(customers, "key_id", CUSTOMERS, limit)
        return Rotation(done, self._left(customers) + self._left(service_keys))

    def earlier(self) -> int:
        """How many secret keys besides the present one have not been retired yet."""
        known = select(func.count()).select_from(masters)
        others = known.where(masters.c.key_id != self._master.id)
        count: int = self._connection.execute(others).scalar_one()
        return count

    def retire(self) -> int:
        """Forget the master keys that nothing is sealed with; how many."""
        used = select(customers.c.master_id).union(select(service_keys.c.master_id))
        others = masters.c.key_id.not_in(used), masters.c.key_id != self._master.id
        return self._connection.execute(delete(masters).where(*others)).rowcount

    def _rewrap(self, table: Table, key: str, bound: str, limit: int) -> int:
        foreign = select(table).where(table.c.master_id != self._master.id).limit(limit)
        rows = self._connection.execute(foreign).all()
        for row in rows:
            name = getattr(row, key)
            wrapped = rewrap(self._master, row.wrapped, row.master_id, bound, name)
            same = table.c[key] == name, table.c.master_id == row.master_id
            values = {"wrapped": wrapped, "master_id": self._master.id}
            self._connection.execute(update(table).where(*same).values(values))
        return len(rows)

    def _left(self, table: Table) -> int:
        foreign = select(func.count()).where(table.c.master_id != self._master.id)
        left: int = self._connection.execute(foreign).scalar_one()
        return left
