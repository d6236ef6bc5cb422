"""What is wrong with a policy file, told so that its author can put it right."""

from collections.abc import Iterator
from dataclasses import dataclass

Trail = tuple[str | int, ...]
"""The keys and positions that lead to a place in a policy: `("items", "context", "rules")`."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `line` counts from 1; `what` and `cure` quote keys and words of the policy."""

    file: str
    line: int
    what: str
    cure: str

    def __str__(self) -> str:
        """`file:line: what, and the cure`."""
        return f"{self.file}:{self.line}: {self.what}; {self.cure}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake at a place in the merged policy, whose file and line are looked up later."""

    trail: Trail
    what: str
    cure: str


Faults = Iterator[Fault]
