"""By what tickets of one cause are known: keyed digests of stack traces and error codes.

Nothing of a text is kept but the digest, which nobody without the service's key can make or try.
"""

import asyncio
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.ports import UnitOfWork
from app.records import Trait, TraitKind
from app.sync.fingerprint import error_codes, fingerprints

KEPT = timedelta(days=180)
"""The longest that `suspects.days` may be."""


class TraitKeeper:
    def __init__(self, store: UnitOfWork, key: bytes) -> None:
        self._store = store
        self._key = key

    async def find(self, texts: Sequence[str], codes: Sequence[str] = ()) -> tuple[Trait, ...]:
        """What the texts bear; `codes` are error codes that stand in fields of their own."""
        return await asyncio.to_thread(self._find, texts, codes)

    async def keep(self, ticket_id: int, texts: Sequence[str], seen_at: datetime) -> None:
        """Keep what the texts bear, if they bear anything. Raises StoreError."""
        found = await self.find(texts)
        if found:
            await self._store.write(lambda tx: tx.traits.add(ticket_id, found, seen_at))

    async def forget_old(self, now: datetime) -> None:
        """Forget what no policy can ask for any more."""
        await self._store.write(lambda tx: tx.traits.forget(now - KEPT))

    def _find(self, texts: Sequence[str], codes: Sequence[str]) -> tuple[Trait, ...]:
        traces = (print_ for text in texts for print_ in fingerprints(text))
        said = (code for text in texts for code in error_codes(text))
        named = (code.strip().upper() for code in codes if code.strip())
        found = [*self._traits("trace", traces), *self._traits("error_code", (*named, *said))]
        return tuple(dict.fromkeys(found))

    def _traits(self, kind: TraitKind, values: Iterable[str]) -> Iterable[Trait]:
        for value in values:
            message = f"{kind}\0{value}".encode(errors="replace")
            yield Trait(kind=kind, digest=hmac.digest(self._key, message, "sha256").hex())
