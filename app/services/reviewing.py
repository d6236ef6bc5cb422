"""Texts that a rule holds for a person: what they are known by, and when they may cross after all.

Two rules allow a review: `comments` of the mapping that holds all of a kind, and a kind of private
thing that the redaction policy holds and the mapping's `review.kinds` names. What cannot be parsed
or checked is held by no rule, and nobody can release it.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.document import Document, canonical_bytes
from app.errors import HeldForReview, RedactionFailed
from app.model import (
    Action,
    Audience,
    Context,
    Finding,
    IssueComment,
    RedactedText,
    TicketComment,
    TicketLink,
)
from app.ports import UnitOfWork
from app.records import Delivery, Review
from app.services.disclosure import Disclosed, Disclosure, Scope
from app.sync.crossing import Crossing


@dataclass(frozen=True, slots=True)
class Source:
    """The very text that is to cross: whose link, which comment, what it says and carries."""

    link_id: str
    comment_id: str
    body: Document
    files: tuple[str, ...] = ()


def source_of(link: TicketLink, comment: TicketComment | IssueComment) -> Source:
    """What a release of this comment is bound to."""
    files = tuple(file.id for file in comment.attachments)
    return Source(link.id, comment.id, comment.body, files)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A text that may cross. `digest` is that of the release that it rests on, empty without."""

    disclosed: Disclosed
    digest: str = ""
    kinds: Mapping[str, int] | None = None


class Reviewing:
    """With `trial` a held text is shown as a release would send it; nothing is sent with it."""

    def __init__(
        self, store: UnitOfWork, disclosure: Disclosure, key: bytes, *, trial: bool = False
    ) -> None:
        self._store = store
        self._disclosure = disclosure
        self._key = key
        self._trial = trial

    async def disclose(
        self,
        document: Document,
        crossing: Crossing,
        source: Source,
        *,
        audience: Audience,
        scope: Scope,
        context: Context,
        under: str = "",
    ) -> Reviewed:
        """As `Disclosure.disclose`, for a text that a person may have released.

        `under` is the release that has let the same text cross with another heading. Raises
        HeldForReview when a rule holds it and nobody has released this very text, and
        RedactionFailed when it may not cross at all.
        """
        disclosed, kinds, reason = await self._redact(document, audience, scope, context)
        if crossing.kind == "hold":
            reason = crossing.reason
        if not reason:
            return Reviewed(disclosed)
        digest = under or self._digest(source, crossing, disclosed.text, kinds)
        if not self._trial and not await self._is_released(source, digest):
            raise HeldForReview(reason, digest=digest, kinds=kinds)
        return Reviewed(disclosed, digest, kinds)

    async def _redact(
        self, document: Document, audience: Audience, scope: Scope, context: Context
    ) -> tuple[Disclosed, Mapping[str, int], str]:
        """The text; which held kinds it has lost, and why it is held for them."""
        try:
            disclosed = await self._disclosure.disclose(
                document, audience=audience, scope=scope, context=context
            )
        except RedactionFailed as error:
            lost = await self._without_held(document, audience, scope, context)
            if lost is None:
                raise
            return *lost, str(error)
        return disclosed, {}, ""

    async def _without_held(
        self, document: Document, audience: Audience, scope: Scope, context: Context
    ) -> tuple[Disclosed, Mapping[str, int]] | None:
        """The text with placeholders for the held kinds; None where more than that holds it."""
        kinds = self._reviewable(audience)
        if not kinds:
            return None
        try:
            disclosed = await self._disclosure.disclose(
                document, audience=audience, scope=scope, context=context, instead_of_hold=kinds
            )
        except RedactionFailed:
            return None
        found = _count(disclosed.findings, kinds)
        return (disclosed, found) if found else None

    def _reviewable(self, audience: Audience) -> frozenset[str]:
        policies = self._disclosure.policies
        entities = policies.redaction.entities
        return frozenset(
            kind
            for kind in policies.mapping.review.kinds
            if kind in entities and entities[kind].action_for(audience) is Action.HOLD
        )

    def _digest(
        self, source: Source, crossing: Crossing, sent: RedactedText, kinds: Mapping[str, int]
    ) -> str:
        """A keyed MAC over the source, what would be sent of it, for whom, and by which policy.

        What a person has read is released and nothing else: an edit, a change of the rules and a
        text that has become public since have another.
        """
        mac = hmac.new(self._key, digestmod=hashlib.sha256)
        words = (
            source.link_id,
            source.comment_id,
            sent.audience.value,
            "public" if crossing.public else "internal",
            sent.policy,
            *sorted(kinds),
            "",
            *source.files,
        )
        texts = (canonical_bytes(source.body), canonical_bytes(sent.document))
        for part in (*(word.encode() for word in words), *texts):
            mac.update(len(part).to_bytes(8, "big") + part)
        return mac.hexdigest()

    async def _is_released(self, source: Source, digest: str) -> bool:
        return await self._store.read(lambda tx: tx.reviews.is_released(source.link_id, digest))


def review_of(delivery: Delivery, error: HeldForReview, now: datetime) -> Review:
    """What the store keeps of a delivery that is held for review."""
    return Review(
        link_id=delivery.lane.partition(":")[2],
        digest=error.digest,
        delivery_id=delivery.id,
        kinds=error.kinds,
        held_at=now,
    )


def _count(findings: tuple[Finding, ...], kinds: frozenset[str]) -> dict[str, int]:
    return dict(Counter(one.entity for one in findings if one.entity in kinds))
