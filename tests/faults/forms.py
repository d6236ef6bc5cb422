"""Each scenario has two forms: a short one for the suite, a long and exact one for the command."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

import pytest

from tests.faults.verdict import Verdict

T = TypeVar("T")
LONGEST_SECONDS = 3600
"""What a long form may take."""


class Form(Enum):
    """How long a scenario takes. What is asserted is the same."""

    SHORT = "short"
    LONG = "long"

    def pick(self, short: T, long: T) -> T:
        """The value for this form."""
        return long if self is Form.LONG else short


@dataclass
class Line:
    """What is printed of one scenario on one engine."""

    scenario: str
    engine: str = ""
    accepted: int = 0
    lost: int = 0
    doubled: int = 0
    result: str = "held"
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = "".join(f"\n    {note}" for note in self.notes)
        counts = f"accepted {self.accepted}, lost {self.lost}, doubled {self.doubled}"
        end = f"{self.result} after {self.seconds:.0f} s{told}"
        return f"{self.scenario} [{self.engine}]: {counts}, {end}"


class LongForms:
    """A plugin of pytest's: scenarios take their long form, and each prints a line at its end."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        for item in items:
            item.add_marker(pytest.mark.timeout(LONGEST_SECONDS), append=False)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid.rpartition("::")[2].partition("[")[0].removeprefix("test_")
        line = self.lines.setdefault(report.nodeid, Line(name.replace("_", " ")))
        line.seconds += report.duration
        if not report.passed:
            line.result = "BROKEN" if report.failed else "not run"
        if report.when == "teardown":
            _fill(line, report.user_properties)
            print(f"\n{line}", flush=True)  # noqa: T201 - what the command is for


def is_long(config: pytest.Config) -> bool:
    """Whether the long forms are run."""
    return any(isinstance(one, LongForms) for one in config.pluginmanager.get_plugins())


def told(engine: str, verdicts: Sequence[Verdict]) -> dict[str, object]:
    """What the last of a scenario's verdicts says, by the names of a line's fields."""
    if not verdicts:
        return {"engine": engine}
    last = verdicts[-1]
    counts = {"accepted": last.accepted, "lost": len(last.lost), "doubled": len(last.doubled)}
    return {"engine": engine, **counts}


def _fill(line: Line, properties: Sequence[tuple[str, object]]) -> None:
    for name, value in properties:
        if name == "note":
            line.notes.append(str(value))
        else:
            setattr(line, name, value)
