"""What finding drift asks of the store, besides what relaying keeps there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from app.model import System
from app.records import EffectRecord, Pending

SourceKey = tuple[System, str]
"""The side a comment was written on, and its id there."""


class Upkeep(Protocol):
    def note_source(self, link_id: str, source: SourceKey, digest: str) -> None:
        """Remember how the comment read when its copy was last brought in line: a keyed digest."""
        ...

    def sources(self, link_id: str) -> Mapping[SourceKey, str]:
        """What was noted of the link's comments."""
        ...

    def pending(self, lane: str) -> Sequence[Pending]:
        """The lane's deliveries that wait, or that a person must settle or has discarded."""
        ...

    def unsettled(self, before: datetime) -> Sequence[EffectRecord]:
        """Effects that were begun before then and never applied, oldest first."""
        ...
