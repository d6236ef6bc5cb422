"""Private values, encrypted: each pair's placeholders and context."""

import json

from sqlalchemy import insert, select

from app.errors import StaleWrite
from app.model import Context
from app.redaction.pseudonyms import Pseudonym, Pseudonyms
from app.store.keyring import Keyring
from app.store.scope import Scope
from app.store.seal import Key
from app.store.statements import Record, upsert
from app.store.tables import contexts, pseudonyms

_PSEUDONYMS = "vault_pseudonyms"
_CONTEXTS = "vault_contexts"


class SqlVault:
    """The port `Vault`. A pair belongs to the first customer that was named for it (`Keyring`)."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._keyring = Keyring(scope)

    def pseudonyms(self, pair: str, customer: str) -> Pseudonyms:
        """The pair's table in order of first sight; empty when there is none, or it was erased."""
        key = self._keyring.find(pair)
        if key is None:
            return Pseudonyms()
        rows = self._connection.execute(
            select(pseudonyms).where(pseudonyms.c.pair == pair).order_by(pseudonyms.c.position)
        )
        return Pseudonyms(entries=tuple(_open_pseudonym(key, pair, row) for row in rows))

    def remember(self, pair: str, customer: str, pseudonyms: Pseudonyms) -> None:
        """Add the entries that are not there yet; those that are there stay as they are.

        Raises StaleWrite when an entity has another placeholder by now, or a placeholder stands
        for another entity: read the table again and redact anew.
        """
        key = self._keyring.obtain(pair, customer)
        known = self._digests(pair)
        taken = set(known.values())
        for entry in pseudonyms.entries:
            digest = key.digest(entry.kind, entry.value)
            if known.get(digest) == entry.placeholder:
                continue
            if digest in known or entry.placeholder in taken:
                raise _clash(pair)
            self._insert(key, pair, len(known), digest, entry)
            known[digest] = entry.placeholder
            taken.add(entry.placeholder)

    def context(self, pair: str) -> Context | None:
        """What is known of the pair; None when nothing is, or it was erased."""
        key = self._keyring.find(pair)
        statement = select(contexts.c.sealed).where(contexts.c.pair == pair)
        sealed = self._connection.execute(statement).scalar()
        if key is None or sealed is None:
            return None
        return Context.model_validate_json(key.open(sealed, _CONTEXTS, pair))

    def save_context(self, pair: str, customer: str, context: Context) -> None:
        """Insert or replace the pair's context."""
        key = self._keyring.obtain(pair, customer)
        sealed = key.seal(context.model_dump_json().encode(), _CONTEXTS, pair)
        upsert(self._connection, contexts, {"pair": pair}, {"sealed": sealed})

    def customer_of(self, pair: str) -> str | None:
        """The customer whose key wraps the pair's key; None when there is none, or it is erased."""
        return self._keyring.customer_of(pair)

    def erase(self, customer: str) -> int:
        """Delete the customer's key: what was sealed for its pairs can never be read again."""
        return self._keyring.erase(customer)

    def forget(self, pair: str) -> None:
        """Delete the pair's key: what was sealed for it can never be read again."""
        self._keyring.forget(pair)

    def _digests(self, pair: str) -> dict[bytes, str]:
        columns = select(pseudonyms.c.digest, pseudonyms.c.placeholder)
        rows = self._connection.execute(columns.where(pseudonyms.c.pair == pair))
        return {row.digest: row.placeholder for row in rows}

    def _insert(self, key: Key, pair: str, position: int, digest: bytes, entry: Pseudonym) -> None:
        private = json.dumps([entry.value, entry.original]).encode()
        values = {
            "pair": pair,
            "position": position,
            "kind": entry.kind,
            "placeholder": entry.placeholder,
            "digest": digest,
            "sealed": key.seal(private, _PSEUDONYMS, pair, entry.kind, entry.placeholder),
        }
        self._connection.execute(insert(pseudonyms).values(values))


def _open_pseudonym(key: Key, pair: str, row: Record) -> Pseudonym:
    private = key.open(row.sealed, _PSEUDONYMS, pair, row.kind, row.placeholder)
    value, original = json.loads(private)
    return Pseudonym(kind=row.kind, value=value, original=original, placeholder=row.placeholder)


def _clash(pair: str) -> StaleWrite:
    return StaleWrite(
        f"The placeholders of {pair} were extended by another process in between; read them "
        "again and redact anew."
    )
