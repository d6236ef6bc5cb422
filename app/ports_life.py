"""The port of what tells that the service lives: its counts, and what `shadow` did not send."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from app.records_life import Backlog, Shadow, WebhookSign


class VendorLife(Protocol):
    """What tells whether a vendor still calls us. Every method raises leaves of VendorError."""

    async def webhook_sign(self, endpoint: str, now: datetime) -> WebhookSign:
        """How our webhook stands; reads only.

        Raises PermissionRefused where only administrators may ask.
        """
        ...

    async def renew_webhook(self, endpoint: str) -> None:
        """Give one that ends by itself its full time again; nothing for one that does not."""
        ...

    async def touch(self, subject: str, *, on: bool) -> None:
        """Put our mark on the ticket or issue, or take it off: a change no customer can see."""
        ...


class Life(Protocol):
    """Numbers that hold for all processes, and writes that were planned and not sent."""

    def note_shadow(self, shadow: Shadow) -> None:
        """Keep what would have been sent; of one marker the first time stands."""
        ...

    def shadows(self, since: datetime, limit: int = 100_000) -> Sequence[Shadow]:
        """What would have been sent since then, oldest first."""
        ...

    def shadows_of(self, delivery_id: str) -> Sequence[Shadow]:
        """What one delivery would have sent."""
        ...

    def not_brought(self, limit: int = 100) -> Sequence[str]:
        """Deliveries of the mode `shadow` that were not brought over yet, oldest first."""
        ...

    def brought(self, delivery_ids: Sequence[str], now: datetime) -> None:
        """They are brought over, or never can be."""
        ...

    def forget_shadows(self, before: datetime) -> None:
        """Forget what was recorded before then."""
        ...

    def add(self, counts: Mapping[str, int]) -> None:
        """Add to the named counts, beside other processes that do so too."""
        ...

    def tallies(self) -> Mapping[str, int]:
        """Every count by its name."""
        ...

    def backlog(self) -> Sequence[Backlog]:
        """What is not done: waiting, parked and held deliveries, by lane and reason."""
        ...

    def blocked_lanes(self) -> int:
        """Lanes that stand still behind a dead letter."""
        ...

    def claimed_lanes(self, now: datetime) -> int:
        """Lanes that a relay works in, or did when it died: until its lease is over."""
        ...

    def begun_effects(self, since: datetime | None = None) -> int:
        """Writes whose outcome is not recorded: under way, or unknown."""
        ...
