"""The policies that ship, as a source whose parts a test may set otherwise."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from app.policy.loading import load_directory
from app.ports import PolicySet, Transaction

SHIPPED = Path(__file__).parents[2] / "policies"


@cache
def shipped() -> PolicySet:
    return load_directory(SHIPPED)


class FixedPolicies:
    """`change` sets parts by their path, as in `change({"mapping.delivery.on_parked": "wait"})`.

    `outdated` says that others were published, which this process does not have yet.
    """

    def __init__(self, policies: PolicySet | None = None) -> None:
        self._policies = policies or shipped()
        self._changes = 0
        self.failure: tuple[str, ...] = ()
        self.outdated = False

    def current(self) -> PolicySet:
        return self._policies

    def last_failure(self) -> tuple[str, ...]:
        return self.failure

    def in_force(self, tx: Transaction) -> bool:
        return not self.outdated

    def change(self, parts: Mapping[str, Any]) -> None:
        tree = self._policies.model_dump()
        for path, value in parts.items():
            *way, last = path.split(".")
            place = tree
            for step in way:
                place = place[step]
            place[last] = value.model_dump() if isinstance(value, BaseModel) else value
        self._changes += 1
        tree["version"] = f"{shipped().version}-changed-{self._changes}-{id(self):x}"
        self._policies = PolicySet.model_validate(tree)
