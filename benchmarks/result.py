"""One figure and the reference that was measured beside it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """`ratio` is value over reference; `note` says what was done, and how often.

    `most` is the ratio that is promised not to be passed, where one is.
    """

    name: str
    value: float
    unit: str
    reference: float
    note: str
    most: float | None = None

    @property
    def ratio(self) -> float:
        return self.value / self.reference if self.reference else float("nan")

    @property
    def is_broken(self) -> bool:
        """Whether a promise was not kept."""
        return self.most is not None and self.ratio > self.most

    def as_json(self) -> dict[str, Any]:
        """The row as `benchmarks/results.json` holds it."""
        row = {**asdict(self), "ratio": self.ratio}
        del row["most"]
        return row
