"""Budgets and outages in memory."""

from collections.abc import Iterable, Mapping, Sequence

from app.sync.outage import Outage
from app.sync.pacing import Budget


class MemoryBudgets:
    def __init__(self, budgets: dict[str, Budget], outages: dict[str, Outage]) -> None:
        self._budgets = budgets
        self._outages = outages

    def load(self, keys: Sequence[str]) -> Mapping[str, Budget]:
        return {key: self._budgets.get(key, Budget(key)) for key in sorted(keys)}

    def save(self, changed: Iterable[Budget]) -> None:
        self._budgets.update({one.key: one for one in changed})

    def outage(self, system: str) -> Outage:
        return self._outages.get(system, Outage(system))

    def save_outage(self, outage: Outage) -> None:
        self._outages[outage.system] = outage

    def all(self) -> Sequence[Budget]:
        return tuple(self._budgets[key] for key in sorted(self._budgets) if key.count(":") < 2)

    def outages(self) -> Sequence[Outage]:
        return tuple(self._outages[system] for system in sorted(self._outages))

    def forget(self, before: float) -> None:
        for key, one in list(self._budgets.items()):
            if key.count(":") == 2 and max(one.full_at, one.closed_until) < before:
                del self._budgets[key]
