"""The audit's chain, the change of the secret key, erasures: what commands need of the store."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.records_chain import ChainCursor, ChainHead, ChainProblem, Rotation


class AuditChain(Protocol):
    """Links that make an edit, a removal or an addition of audit entries known.

    An entry is linked a moment after it was written, in the order of linking.
    """

    def seal(self, limit: int) -> int:
        """Link up to `limit` entries that have no link yet; how many.

        Raises StaleWrite when another process is linking at the same moment.
        """
        ...

    def head(self) -> ChainHead:
        """The newest link."""
        ...

    def digest_at(self, position: int) -> str | None:
        """The digest of a link, None where there is none."""
        ...

    def check(self, cursor: ChainCursor, limit: int) -> tuple[ChainCursor, Sequence[ChainProblem]]:
        """Check the links that follow the cursor; the same cursor comes back at the end."""
        ...

    def check_unlinked(
        self, cursor: ChainCursor, limit: int
    ) -> tuple[ChainCursor, Sequence[ChainProblem]]:
        """Check the entries without a link, by id; those that the service wrote are counted."""
        ...


class Masters(Protocol):
    """The keys that a change of the secret key is about."""

    def names(self) -> Sequence[str]:
        """Names of the master keys that this process was given, in the order of their secrets."""
        ...

    def service_key(self, name: str, candidates: Mapping[str, bytes]) -> bytes:
        """A key that stays the same when the secret key changes.

        At first it is one of the candidates, which are by the name of their master key.
        """
        ...

    def rotate(self, limit: int) -> Rotation:
        """Wrap up to `limit` customers' keys, and the service's own, with the current secret key.

        Raises StoreUnavailable when the secret key that one is wrapped with was not given.
        """
        ...

    def earlier(self) -> int:
        """How many secret keys besides the present one have not been retired yet."""
        ...

    def retire(self) -> int:
        """Forget the secret keys that nothing is sealed with any more; how many."""
        ...


class Erasures(Protocol):
    """Customers' keys by their names, which outlive the keys in a list outside the database."""

    def key_of(self, customer: str) -> str | None:
        """The id of the customer's present key; None when it has none."""
        ...

    def holders(self, keys: Sequence[str]) -> Sequence[str]:
        """The customers whose present key is one of these."""
        ...
