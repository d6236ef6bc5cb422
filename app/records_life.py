"""What the store keeps of the service's own life, as frozen records. No text, no names."""

from collections import Counter
from collections.abc import Iterable, Mapping
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


def by_state(found: Iterable[Backlog]) -> Counter[str]:
    """How many deliveries are in each state; what is done is not among them."""
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.state] += one.count
    return counts


class WebhookSign(Model):
    """How our webhook stands at a vendor. `problems` are fixed words for an operator.

    `invoked` and `failed` count the last hour as far as the vendor tells; `expires_at` is of one
    that ends by itself.
    """

    at: datetime
    problems: tuple[str, ...] = ()
    invoked: int = 0
    failed: int = 0
    expires_at: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether it is registered, enabled, complete and not failing."""
        return not self.problems


class ProbeSign(Model):
    """A synthetic change on one side: when it was made, and when its webhook came back.

    `seconds` is how long the last one that came back took; `lost` counts those in a row that did
    not. `on` is what the change was: the mark put on, or taken off.
    """

    subject: str
    sent_at: datetime
    back_at: datetime | None = None
    seconds: float | None = None
    lost: int = 0
    on: bool = True
