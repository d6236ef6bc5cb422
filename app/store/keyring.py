"""The vault's keys: the master key wraps a key per customer, which wraps a key per pair."""

from sqlalchemy import delete, func, select, update

from app.errors import StoreUnavailable
from app.store.ids import IdMaker
from app.store.scope import Scope
from app.store.seal import Key
from app.store.statements import insert_new, upsert
from app.store.tables import (
    contexts,
    customers,
    masters,
    packets,
    pairs,
    pseudonyms,
    traits,
    waivers,
)


class Keyring:
    """Finds and makes the keys of pairs.

    A pair belongs to the customer for whom its key was made: a later call that names another
    customer changes nothing, so that everything of a pair is erased with one key. Only after that
    customer was erased does the pair go to the next one that is named.
    """

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._ids: IdMaker = scope.ids
        self._master = scope.master
        self._signals = scope.signals

    def find(self, pair: str) -> Key | None:
        """The pair's key; None when it never had one or its customer was erased."""
        row = self._connection.execute(
            select(
                pairs.c.wrapped,
                customers.c.key_id,
                customers.c.master_id,
                customers.c.wrapped.label("outer"),
            )
            .join(customers, customers.c.key_id == pairs.c.customer_key)
            .where(pairs.c.pair == pair)
        ).first()
        if row is None:
            return None
        master = self._master.named(row.master_id)
        outer = master.unwrap(row.outer, "vault_customers", row.key_id)
        return outer.unwrap(row.wrapped, "vault_pairs", pair)

    def obtain(self, pair: str, customer: str) -> Key:
        """The pair's key, made for this customer if the pair has none that can be read."""
        return self.find(pair) or self._make_pair(pair, customer)

    def customer_of(self, pair: str) -> str | None:
        """The customer that the pair belongs to, while that one is not erased."""
        statement = (
            select(customers.c.customer)
            .join(pairs, customers.c.key_id == pairs.c.customer_key)
            .where(pairs.c.pair == pair)
        )
        found: str | None = self._connection.execute(statement).scalar()
        return found

    def erase(self, customer: str) -> int:
        """Delete the customer's key; the number of pairs whose key went with it."""
        condition = customers.c.customer == customer
        key_id = self._connection.execute(select(customers.c.key_id).where(condition)).scalar()
        if key_id is None:
            return 0
        self._connection.execute(delete(customers).where(condition))
        self._forget_traits(key_id)
        self._signals.erased = True
        count = select(func.count()).where(pairs.c.customer_key == key_id)
        return self._connection.execute(count).scalar_one()

    def forget(self, pair: str) -> None:
        """Delete one pair's key and what it sealed. Fine when there is none."""
        self._clear(pair)
        self._connection.execute(delete(traits).where(traits.c.pair == pair))
        self._connection.execute(delete(pairs).where(pairs.c.pair == pair))
        self._signals.erased = True

    def _forget_traits(self, key_id: str) -> None:
        """What the customer's tickets were known by is not sealed: it goes at once."""
        owned = select(pairs.c.pair).where(pairs.c.customer_key == key_id)
        self._connection.execute(delete(traits).where(traits.c.pair.in_(owned)))

    def _make_pair(self, pair: str, customer: str) -> Key:
        self._clear(pair)
        key_id, outer = self._customer_key(customer)
        inner = Key.make()
        values = {"customer_key": key_id, "wrapped": inner.wrap_in(outer, "vault_pairs", pair)}
        upsert(self._connection, pairs, {"pair": pair}, values)
        return inner

    def _customer_key(self, customer: str) -> tuple[str, Key]:
        row = self._connection.execute(
            select(customers).where(customers.c.customer == customer)
        ).first()
        if row is not None:
            master = self._master.named(row.master_id)
            return row.key_id, master.unwrap(row.wrapped, "vault_customers", row.key_id)
        self._expect_in_use()
        key = Key.make()
        key_id = key.digest("key-id").hex()[:32]
        values = {
            "key_id": key_id,
            "customer": customer,
            "master_id": self._master.id,
            "wrapped": key.wrap_in(self._master, "vault_customers", key_id),
        }
        insert_new(self._connection, customers, values)
        return key_id, key

    def _expect_in_use(self) -> None:
        """A process that was left running with a key that is retired must seal nothing more."""
        present = select(masters.c.key_id).where(masters.c.key_id == self._master.id)
        if self._connection.execute(present).first() is None:
            raise StoreUnavailable(
                "This process runs with a secret key that was replaced: nothing was stored. Set "
                "the new AIRLOCK_SECRET_KEY here too, and start it again."
            )

    def _clear(self, pair: str) -> None:
        """Remove what an erased customer's key had sealed: no one can read it any more."""
        for table in (pseudonyms, contexts, waivers):
            self._connection.execute(delete(table).where(table.c.pair == pair))
        self._connection.execute(update(packets).where(packets.c.pair == pair).values(sealed=None))
