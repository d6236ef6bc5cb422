"""The escalation packet as it lives with a ticket, and waivers of its items."""

from collections.abc import Mapping
from datetime import datetime

from app.model import Model


class Packet(Model):
    """What support entered so far. `items` maps an item's key to its text; empty ones are absent.

    `pattern` and `severity` are words of the gate policy; severity is None until it was chosen.
    """

    pattern: str
    severity: str | None = None
    items: Mapping[str, str] = {}


class Waiver(Model):
    """An authorised exception. `item` is an item's key, or `*` for the whole packet.

    It ends at `until`, whatever else happens. `reason` is private text, like the packet's.
    """

    item: str
    reason: str
    by: str
    until: datetime
