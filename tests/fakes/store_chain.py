"""The audit's chain and the service's keys in memory: places and digests, without a secret."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import islice

from app.records import AuditEntry
from app.records_chain import ChainCursor, ChainHead, ChainProblem, Rotation


class MemoryChain:
    def __init__(self, audit: dict[int, AuditEntry], links: dict[int, bytes]) -> None:
        self._audit = audit
        self._links = links

    def seal(self, limit: int) -> int:
        waiting = list(islice(list(self._audit.values())[len(self._links) :], limit))
        for entry in waiting:
            before = self._links.get(len(self._links), b"")
            made = hashlib.sha256(before + entry.model_dump_json().encode()).digest()
            self._links[len(self._links) + 1] = made
        return len(waiting)

    def head(self) -> ChainHead:
        position = len(self._links)
        return ChainHead(position, self.digest_at(position) or "")

    def digest_at(self, position: int) -> str | None:
        if position == 0:
            return bytes(32).hex()
        digest = self._links.get(position)
        return digest.hex() if digest is not None else None

    def check(self, cursor: ChainCursor, limit: int) -> tuple[ChainCursor, Sequence[ChainProblem]]:
        end = min(cursor.position + limit, len(self._links))
        return ChainCursor(end, checked=cursor.checked + end - cursor.position), ()

    def check_unlinked(
        self, cursor: ChainCursor, limit: int
    ) -> tuple[ChainCursor, Sequence[ChainProblem]]:
        first = max(cursor.position + 1, len(self._links))
        end = min(first + limit, len(self._audit))
        if end <= first:
            return cursor, ()
        return ChainCursor(end - 1, checked=cursor.checked + end - first), ()


class MemoryMasters:
    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = keys

    def names(self) -> Sequence[str]:
        return ("memory",)

    def service_key(self, name: str, candidates: Mapping[str, bytes]) -> bytes:
        return self._keys.setdefault(name, next(iter(candidates.values())))

    def rotate(self, limit: int) -> Rotation:
        return Rotation(0, 0)

    def earlier(self) -> int:
        return 0

    def retire(self) -> int:
        return 0


class MemoryErasures:
    """A customer's key is named after the customer."""

    def __init__(self, customers: dict[str, str]) -> None:
        self._customers = customers

    def key_of(self, customer: str) -> str | None:
        return f"key-of-{customer}" if customer in self._customers.values() else None

    def holders(self, keys: Sequence[str]) -> Sequence[str]:
        known = sorted(set(self._customers.values()))
        return tuple(one for one in known if f"key-of-{one}" in keys)
