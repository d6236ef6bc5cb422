"""The plug for finders from outside, such as those that use a language model.

They add finds; they never take any away, and what they find is acted on by the same policy. Off
unless an operator turns one on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Recognised(NamedTuple):
    """From `start` to `end` of the text given stands something of the kind `entity`."""

    start: int
    end: int
    entity: str


class Recogniser(Protocol):
    """Finds private things in a text. Shared by threads, so it must be safe to share."""

    @property
    def name(self) -> str:
        """What findings name as their detector."""
        ...

    def find(self, text: str) -> Iterable[Recognised]:
        """Everything found, in any order. Raises RedactionFailed: the text is then held."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What may help the engine. `accelerated` takes the prefilter of the extra `fast`."""

    recognisers: tuple[Recogniser, ...] = ()
    accelerated: bool = False


PLAIN = Tools()
"""Nothing from outside."""
