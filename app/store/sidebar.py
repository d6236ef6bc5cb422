"""What is kept for the sidebar: traits of tickets, reviews of held texts, ended sessions."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, tuple_, update

from app.errors import NotStored
from app.records import Review, Sighting, Trait
from app.store.scope import Scope
from app.store.statements import Record, insert_new, upsert
from app.store.tables import refused_tokens, reviews, sign_outs, traits


class SqlTraits:
    """The port `Traits`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def add(self, ticket_id: int, found: Sequence[Trait], seen_at: datetime) -> None:
        """Keep them; of a trait that is known the later time stands."""
        for trait in found:
            key = {"pair": f"ticket:{ticket_id}", "kind": trait.kind, "digest": trait.digest}
            values = {**key, "ticket_id": ticket_id, "seen_at": seen_at}
            if not insert_new(self._connection, traits, values):
                known = update(traits).where(*(traits.c[name] == key[name] for name in key))
                later = known.where(traits.c.seen_at < seen_at)
                self._connection.execute(later.values(seen_at=seen_at))

    def shared(
        self, ticket_id: int, found: Sequence[Trait], since: datetime, limit: int = 50
    ) -> Sequence[Sighting]:
        """Where other tickets bore one of them at or after `since`, the latest first."""
        wanted = [(trait.kind, trait.digest) for trait in found]
        if not wanted:
            return ()
        statement = select(traits).where(
            tuple_(traits.c.kind, traits.c.digest).in_(wanted),
            traits.c.ticket_id != ticket_id,
            traits.c.seen_at >= since,
        )
        latest = statement.order_by(traits.c.seen_at.desc(), traits.c.ticket_id).limit(limit)
        return tuple(map(_to_sighting, self._connection.execute(latest)))

    def of_ticket(self, ticket_id: int) -> Sequence[Sighting]:
        """What the ticket bears, the latest first."""
        statement = select(traits).where(traits.c.pair == f"ticket:{ticket_id}")
        latest = statement.order_by(traits.c.seen_at.desc(), traits.c.kind, traits.c.digest)
        return tuple(map(_to_sighting, self._connection.execute(latest)))

    def forget(self, before: datetime) -> None:
        """Forget what was seen last before then."""
        self._connection.execute(delete(traits).where(traits.c.seen_at < before))


class SqlReviews:
    """The port `Reviews`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def note(self, review: Review) -> None:
        """Keep that the delivery is held for this text. What was released stays so."""
        values = {
            "delivery_id": review.delivery_id,
            "kinds": json.dumps(dict(review.kinds), sort_keys=True),
            "held_at": review.held_at,
        }
        key = {"link_id": review.link_id, "digest": review.digest}
        former = update(reviews).where(reviews.c.delivery_id == review.delivery_id)
        self._connection.execute(former.values(delivery_id=""))
        upsert(self._connection, reviews, key, values)

    def of_delivery(self, delivery_id: str) -> Review | None:
        """What the delivery was held for last."""
        statement = select(reviews).where(reviews.c.delivery_id == delivery_id)
        row = self._connection.execute(statement).first()
        return _to_review(row) if row is not None else None

    def release(self, link_id: str, digest: str, by: str, now: datetime) -> None:
        """This very text may cross. Raises NotStored when it is not held."""
        statement = update(reviews).where(reviews.c.link_id == link_id, reviews.c.digest == digest)
        values = {"released_by": by, "released_at": now}
        if self._connection.execute(statement.values(values)).rowcount == 0:
            raise NotStored("This text is not held; reload to see what is.")

    def is_released(self, link_id: str, digest: str) -> bool:
        statement = select(reviews.c.released_at).where(
            reviews.c.link_id == link_id, reviews.c.digest == digest
        )
        return self._connection.execute(statement).scalar() is not None


class SqlSignOuts:
    """The port `SignOuts`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def sign_out(self, agent_id: str, at: datetime) -> None:
        """End all sessions of the agent that began at or before `at`."""
        upsert(self._connection, sign_outs, {"agent_id": agent_id}, {"at": at})

    def signed_out_at(self, agent_id: str) -> datetime | None:
        statement = select(sign_outs.c.at).where(sign_outs.c.agent_id == agent_id)
        at: datetime | None = self._connection.execute(statement).scalar()
        return at

    def refuse_token(self, digest: str, until: datetime, now: datetime) -> None:
        """Refuse the signed token with this digest until it has expired; forget expired ones."""
        self._connection.execute(delete(refused_tokens).where(refused_tokens.c.until < now))
        upsert(self._connection, refused_tokens, {"digest": digest}, {"until": until})

    def is_refused(self, digest: str) -> bool:
        statement = select(refused_tokens.c.digest).where(refused_tokens.c.digest == digest)
        return self._connection.execute(statement).first() is not None


def _to_sighting(row: Record) -> Sighting:
    return Sighting(ticket_id=row.ticket_id, kind=row.kind, digest=row.digest, seen_at=row.seen_at)


def _to_review(row: Record) -> Review:
    return Review(
        link_id=row.link_id,
        digest=row.digest,
        delivery_id=row.delivery_id,
        kinds=json.loads(row.kinds),
        held_at=row.held_at,
        released_by=row.released_by,
        released_at=row.released_at,
    )
