"""What is wrong with a policy file, told so that its author can put it right."""

from collections.abc import Iterator
from dataclasses import dataclass

Trail = tuple[str | int, ...]
"""The keys and positions that lead to a place in a policy: `("items", "context", "rules")`."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `line` counts from 1; `what` and `cure` quote keys and words of the policy.

    A `warning` is a thing to think about: the files can be used as they are.
    """

    file: str
    line: int
    what: str
    cure: str
    warning: bool = False

    def __str__(self) -> str:
        """`file:line: what, and the cure`; of a warning, `file:line: warning: …`."""
        mark = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {mark}{self.what}; {self.cure}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake at a place in the merged policy, whose file and line are looked up later."""

    trail: Trail
    what: str
    cure: str
    warning: bool = False


Faults = Iterator[Fault]
