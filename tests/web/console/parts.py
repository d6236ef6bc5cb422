"""A console that has the services which a test gives it, and no others."""

from dataclasses import dataclass, fields
from typing import Any

from app.web.console.parts import ConsoleParts


@dataclass(frozen=True)
class Absent:
    """In the place of a service that a test does not need; touching it fails the test."""

    field: str

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"this test gave its console no `{self.field}`, asked for `{name}`")


def console_parts(**given: Any) -> ConsoleParts:
    """The parts, with `Absent` for all that is not given."""
    names = {one.name for one in fields(ConsoleParts)}
    assert given.keys() <= names
    return ConsoleParts(**{name: given.get(name, Absent(name)) for name in names})
