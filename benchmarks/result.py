"""One figure and the reference that was measured beside it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """`ratio` is value over reference; `note` says what was done, and how often."""

    name: str
    value: float
    unit: str
    reference: float
    note: str

    @property
    def ratio(self) -> float:
        return self.value / self.reference if self.reference else float("nan")

    def as_json(self) -> dict[str, Any]:
        """The row as `benchmarks/results.json` holds it."""
        return {**asdict(self), "ratio": self.ratio}
