"""What the store keeps of policies: each publication, drafts of the next one, and verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Files = Mapping[str, str]
"""Policy files by name (`redaction/ours.yaml`), each with its text."""
Changes = Mapping[str, str | None]
"""Files that a draft changes or adds; None for one that it takes away."""

Standing = tuple[int, str]
"""Number and digest of a publication, by which processes know it."""
NOTHING: Standing = (0, "")
"""While nothing was ever published."""


class PolicyOrigin(StrEnum):
    """Where a publication came from: the folder as it was found, a command, or the console."""

    DIRECTORY = "directory"
    COMMAND = "command"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class NewPublication:
    """What is to be put in force. `version` is a hash of what the files say, `digest` of their
    very texts; `restores` is the publication that it brings back."""

    version: str
    digest: str
    origin: PolicyOrigin
    by: str
    reason: str
    approved_by: str | None = None
    restores: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """Policies that were put in force. `number` counts from 1: the highest one is in force."""

    number: int
    version: str
    digest: str
    origin: PolicyOrigin
    published_at: datetime
    published_by: str
    approved_by: str | None
    reason: str
    restores: int | None


class DraftState(StrEnum):
    """DRAFT may be edited; PROPOSED and APPROVED may not; the others are over."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    PUBLISHED = "published"
    DISCARDED = "discarded"


OPEN_STATES = (DraftState.DRAFT, DraftState.PROPOSED, DraftState.APPROVED, DraftState.REJECTED)


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """A change of the publication `base`. `revision` grows with each save.

    `editors` are all who had a hand in it, its author first; `restores` is the publication that
    it brings back, `published` the one that it became.
    """

    id: str
    base: int
    changes: Changes
    author: str
    editors: tuple[str, ...]
    saved_at: datetime
    revision: int = 1
    state: DraftState = DraftState.DRAFT
    reason: str = ""
    restores: int | None = None
    published: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a second person said of a revision of a draft."""

    draft: str
    revision: int
    approved: bool
    by: str
    at: datetime
    note: str = ""
