"""What is told of the audit's chain and of a change of the secret key. No value of an entry."""

from dataclasses import dataclass
from enum import StrEnum


class ChainFault(StrEnum):
    """EDITED: not as it was linked. MISSING: removed. ADDED: not written by the service.

    TRUNCATED: the end is gone. REPLACED: another chain than the one that was expected.
    """

    EDITED = "edited"
    MISSING = "missing"
    ADDED = "added"
    TRUNCATED = "truncated"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """A link by its place and digest (64 hex digits); 0 is the chain's beginning."""

    position: int
    digest: str


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """Where the chain is broken: the link's place, the entry's id, as far as they are known."""

    fault: ChainFault
    position: int | None = None
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChainCursor:
    """How far a check has come: the last link, or the last entry's id; and what it has counted.

    `older` are linked entries without a stamp, which the chain took as they were when it began.
    """

    position: int = -1
    digest: bytes | None = None
    key_number: int = 0
    checked: int = 0
    older: int = 0


@dataclass(frozen=True, slots=True)
class Rotation:
    """How far a change is: keys wrapped anew in this step, and those that are left."""

    rewrapped: int
    left: int
