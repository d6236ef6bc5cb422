"""What the store keeps for the sidebar, as protocols; `app.ports` has the rest of a transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.records import Review, Sighting, Trait


class Traits(Protocol):
    """Traits of tickets: keyed digests, never text. Erased with the pair's customer."""

    def add(self, ticket_id: int, found: Sequence[Trait], seen_at: datetime) -> None:
        """Keep them; of a trait that is known the later time stands."""
        ...

    def shared(
        self, ticket_id: int, found: Sequence[Trait], since: datetime, limit: int = 50
    ) -> Sequence[Sighting]:
        """Where other tickets bore one of them at or after `since`, the latest first."""
        ...

    def of_ticket(self, ticket_id: int) -> Sequence[Sighting]:
        """What the ticket bears, the latest first."""
        ...

    def forget(self, before: datetime) -> None:
        """Forget what was seen last before then."""
        ...


class Reviews(Protocol):
    """Texts that a rule holds for a person."""

    def note(self, review: Review) -> None:
        """Keep that the delivery is held for this text. What was released stays so."""
        ...

    def of_delivery(self, delivery_id: str) -> Review | None:
        """What the delivery was held for last."""
        ...

    def release(self, link_id: str, digest: str, by: str, now: datetime) -> None:
        """This very text may cross. Raises NotStored when it is not held."""
        ...

    def is_released(self, link_id: str, digest: str) -> bool: ...


class SignOuts(Protocol):
    """Sessions that were ended before their time, for all processes."""

    def sign_out(self, agent_id: str, at: datetime) -> None:
        """End all sessions of the agent that began at or before `at`."""
        ...

    def signed_out_at(self, agent_id: str) -> datetime | None: ...

    def refuse_token(self, digest: str, until: datetime, now: datetime) -> None:
        """Refuse the signed token with this digest until it has expired; forget expired ones."""
        ...

    def is_refused(self, digest: str) -> bool: ...


class SidebarTransaction(Protocol):
    """The part of a transaction that `app.ports.Transaction` takes from here."""

    @property
    def traits(self) -> Traits: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def sign_outs(self) -> SignOuts: ...
