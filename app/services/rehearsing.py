"""What the mode `shadow` keeps of a write that it does not send: what, where to, and no text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime

from app.effects import Effect, TicketEffect
from app.model import Audience, Finding, RedactedText
from app.records_life import Shadow

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def shadow_of(
    effect: Effect,
    *,
    delivery_id: str,
    target: str,
    digest: str,
    findings: Sequence[Finding],
    now: datetime,
) -> Shadow:
    """The record of a write that was planned; `findings` are those of its text."""
    versions = [text.policy for text in texts_of(effect)]
    return Shadow(
        marker=effect.marker,
        delivery_id=delivery_id,
        target=target,
        kind=kind_of(effect),
        audience=Audience.CUSTOMER if isinstance(effect, TicketEffect) else Audience.ENGINEERING,
        findings=dict(Counter(finding.entity for finding in findings)),
        digest=digest,
        policy=versions[0] if versions else "",
        at=now,
    )


def kind_of(effect: Effect) -> str:
    """The effect's name in words, such as `post issue comment`."""
    return _HUMP.sub(" ", type(effect).__name__).lower()


def texts_of(value: object) -> Iterator[RedactedText]:
    """Every text that an effect holds, in the order of its fields."""
    if isinstance(value, RedactedText):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from texts_of(getattr(value, part.name))
