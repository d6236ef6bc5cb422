"""What the store keeps of the service's own life, as frozen records. No text, no names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from app.model import Audience, Model


class Mode(StrEnum):
    """`live` sends; `shadow` does everything but send; `stopped` accepts and stores only."""

    LIVE = "live"
    SHADOW = "shadow"
    STOPPED = "stopped"


class Shadow(Model):
    """A write that the mode `shadow` planned and did not send.

    `findings` counts what redaction found, by kind; `digest` is keyed; `kind` is the effect's name
    in words. `brought_at` is when its delivery was queued again after the mode had ended.
    """

    marker: str
    delivery_id: str
    target: str
    kind: str
    audience: Audience | None = None
    findings: Mapping[str, int] = {}
    digest: str = ""
    policy: str = ""
    at: datetime
    brought_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many deliveries are in this state for this reason; `lane` tells pairs from gates.

    Of a waiting one the reason is why it was tried in vain, empty when it was not tried yet.
    """

    state: str
    lane: Literal["pair", "gate"]
    reason: str
    count: int
