"""Traits, reviews and ended sessions in memory."""

from collections.abc import Sequence
from datetime import datetime

from app.errors import NotStored
from app.records import Review, Sighting, Trait

Bearing = tuple[int, str, str]
"""A ticket, and the kind and digest of what it bears."""


class MemoryTraits:
    def __init__(self, traits: dict[Bearing, datetime]) -> None:
        self._traits = traits

    def add(self, ticket_id: int, found: Sequence[Trait], seen_at: datetime) -> None:
        for trait in found:
            key = (ticket_id, trait.kind, trait.digest)
            self._traits[key] = max(seen_at, self._traits.get(key, seen_at))

    def shared(
        self, ticket_id: int, found: Sequence[Trait], since: datetime, limit: int = 50
    ) -> Sequence[Sighting]:
        wanted: dict[tuple[str, str], Trait] = {(one.kind, one.digest): one for one in found}
        sightings = [
            Sighting(
                ticket_id=ticket, kind=wanted[kind, digest].kind, digest=digest, seen_at=seen_at
            )
            for (ticket, kind, digest), seen_at in self._traits.items()
            if (kind, digest) in wanted and ticket != ticket_id and seen_at >= since
        ]
        ordered = sorted(sightings, key=lambda one: one.ticket_id)
        return tuple(sorted(ordered, key=lambda one: one.seen_at, reverse=True)[:limit])

    def of_ticket(self, ticket_id: int) -> Sequence[Sighting]:
        found = [
            Sighting(ticket_id=ticket, kind=kind, digest=digest, seen_at=seen_at)
            for (ticket, kind, digest), seen_at in sorted(self._traits.items())
            if ticket == ticket_id
        ]
        return tuple(sorted(found, key=lambda one: one.seen_at, reverse=True))

    def forget(self, before: datetime) -> None:
        for key in [key for key, seen_at in self._traits.items() if seen_at < before]:
            del self._traits[key]


def forget(traits: dict[Bearing, datetime], ticket_id: int) -> None:
    for key in [key for key in traits if key[0] == ticket_id]:
        del traits[key]


class MemoryReviews:
    def __init__(self, reviews: dict[tuple[str, str], Review]) -> None:
        self._reviews = reviews

    def note(self, review: Review) -> None:
        key = (review.link_id, review.digest)
        known = self._reviews.get(key, review)
        released = {"released_by": known.released_by, "released_at": known.released_at}
        for place, former in self._reviews.items():
            if former.delivery_id == review.delivery_id:
                self._reviews[place] = former.model_copy(update={"delivery_id": ""})
        self._reviews[key] = review.model_copy(update=released)

    def of_delivery(self, delivery_id: str) -> Review | None:
        found = (one for one in self._reviews.values() if one.delivery_id == delivery_id)
        return next(found, None)

    def release(self, link_id: str, digest: str, by: str, now: datetime) -> None:
        review = self._reviews.get((link_id, digest))
        if review is None:
            raise NotStored("This text is not held.")
        released = {"released_by": by, "released_at": now}
        self._reviews[link_id, digest] = review.model_copy(update=released)

    def is_released(self, link_id: str, digest: str) -> bool:
        review = self._reviews.get((link_id, digest))
        return review is not None and review.released_at is not None


class MemorySignOuts:
    def __init__(self, sign_outs: dict[str, datetime], tokens: dict[str, datetime]) -> None:
        self._sign_outs = sign_outs
        self._tokens = tokens

    def sign_out(self, agent_id: str, at: datetime) -> None:
        self._sign_outs[agent_id] = at

    def signed_out_at(self, agent_id: str) -> datetime | None:
        return self._sign_outs.get(agent_id)

    def refuse_token(self, digest: str, until: datetime, now: datetime) -> None:
        for expired in [known for known, end in self._tokens.items() if end < now]:
            del self._tokens[expired]
        self._tokens[digest] = until

    def is_refused(self, digest: str) -> bool:
        return digest in self._tokens
