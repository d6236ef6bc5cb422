"""The escalation packet as it lives with a ticket, and waivers of its items."""

from collections.abc import Mapping
from datetime import datetime

from app.model import Model


class Packet(Model):
    """What support entered so far. `items` maps an item's key to its text; empty ones are absent.

    `pattern` and `severity` are words of the gate policy; severity is None until it was chosen.
    `entered` holds the moment (aware, UTC) at which each entry last became what it is: a deadline
    that was far enough away then does not become too near by waiting.
    """

    pattern: str
    severity: str | None = None
    items: Mapping[str, str] = {}
    entered: Mapping[str, datetime] = {}


class Waiver(Model):
    """An authorised exception. `item` is an item's key, or `*` for the whole packet.

    It ends at `until`, whatever else happens. `reason` is private text, like the packet's.
    """

    item: str
    reason: str
    by: str
    until: datetime


def moments_of(
    items: Mapping[str, str], before: Packet | None, at: datetime
) -> Mapping[str, datetime]:
    """When each of `items` became what it is, if they are saved at `at`, for `Packet.entered`.

    An entry that is saved again as it was keeps its moment; outer white space changes nothing.
    """
    known = before.entered if before is not None else {}
    old = before.items if before is not None else {}
    return {
        key: known[key] if key in known and old.get(key, "").strip() == text.strip() else at
        for key, text in items.items()
    }
