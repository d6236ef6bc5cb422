"""The ports of pacing: what a vendor's client asks before a call, and what the store keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.sync.outage import Outage
from app.sync.pacing import Budget, Reading


@dataclass(frozen=True, slots=True)
class Call:
    """A call to a vendor: the keys of the budgets that it meets, and a name without any text.

    `name` is the method and the path; two calls with one name are taken for the same.
    """

    system: str
    name: str
    keys: tuple[str, ...]


class RateBudget(Protocol):
    """What a vendor allows, shared by all processes.

    A client asks before each call and tells after it; telling never raises.
    """

    async def admit(self, call: Call) -> None:
        """Return when the call may go out, within a short time, or raise NotOurTurn."""
        ...

    async def answered(self, call: Call, readings: Iterable[Reading]) -> None:
        """An answer came, whatever it said; a refusal for too many calls is one too."""
        ...

    async def failed(self, call: Call, *, certain: bool) -> bool:
        """No proper answer came; whether the vendor counts as down. `certain`: not by the call."""
        ...


class Unpaced:
    """Lets every call go out: for what runs alone and briefly, such as setup and tests."""

    async def admit(self, call: Call) -> None:
        """At once."""

    async def answered(self, call: Call, readings: Iterable[Reading]) -> None:
        """Forget it."""

    async def failed(self, call: Call, *, certain: bool) -> bool:
        """No outage is ever noticed."""
        return False


UNPACED = Unpaced()


class Budgets(Protocol):
    """Where all budgets and vendors stand.

    `load` and `outage` are for writes alone: what they give is locked until the write's end.
    """

    def load(self, keys: Sequence[str]) -> Mapping[str, Budget]:
        """The budgets of all these keys, new ones where there are none yet."""
        ...

    def save(self, budgets: Iterable[Budget]) -> None: ...

    def outage(self, system: str) -> Outage:
        """How the vendor answers; a new state where there is none yet."""
        ...

    def save_outage(self, outage: Outage) -> None: ...

    def all(self) -> Sequence[Budget]:
        """Those that are not of one ticket or issue."""
        ...

    def outages(self) -> Sequence[Outage]:
        """How each vendor answers that has ever failed to."""
        ...

    def forget(self, before: float) -> None:
        """Forget the budgets of tickets and issues that have been full since before then."""
        ...
