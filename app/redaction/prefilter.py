"""Which patterns a text may match: told by their literals, or by one pass of the accelerator.

A prefilter may name too many patterns, never too few. It is asked once for each text.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol

from ahocorasick_rs import BytesAhoCorasick

from app.errors import ExtraMissing
from app.redaction.canonical import Canonical
from app.redaction.literals import how_often, required_literals


class Filterable(Protocol):
    """What a prefilter needs to know of a pattern."""

    @property
    def regex(self) -> str: ...
    @property
    def gates(self) -> tuple[str, ...]: ...
    @property
    def ignore_case(self) -> bool: ...


class Prefilter(Protocol):
    def open(self, view: Canonical) -> Iterable[int]:
        """Numbers of the patterns that the text may match, each once, in any order."""
        ...


class GateFilter:
    """By the literals of which one stands in every match; a pattern without any is always run.

    A literal of one sign stands at many places: it is looked for by itself, for its first alone.
    """

    def __init__(self, patterns: Sequence[Filterable]) -> None:
        gates = [gates_of(pattern) for pattern in patterns]
        self._ungated = {number for number, found in enumerate(gates) if not found}
        owners: dict[bytes, list[int]] = {}
        for number, found in enumerate(gates):
            for gate in found:
                owners.setdefault(gate.encode(), []).append(number)
        self._signs = [(gate, owners.pop(gate)) for gate in list(owners) if len(gate) == 1]
        self._gates = BytesAhoCorasick(list(owners)) if owners else None
        self._owners = list(owners.values())

    def open(self, view: Canonical) -> Iterable[int]:
        """Patterns one of whose literals the text holds."""
        lowered = view.lowered
        signs = (numbers for sign, numbers in self._signs if sign in lowered)
        if self._gates is None:
            return self._ungated.union(*signs)
        found = self._gates.find_matches_as_indexes(lowered, overlapping=True)
        told = (self._owners[gate] for gate in {hit[0] for hit in found})
        return self._ungated.union(*signs, *told)


_MUCH = 3
"""A pattern's own gates are known to be good: a guess must be this much better."""


def gates_of(pattern: Filterable) -> tuple[str, ...]:
    """The gates that the pattern brings, or those that are read off it if these are much rarer."""
    return _rarer(pattern.gates, pattern.regex, pattern.ignore_case)


@lru_cache(maxsize=8192)
def _rarer(gates: tuple[str, ...], regex: str, ignore_case: bool) -> tuple[str, ...]:
    """Kept for the next version of the policy, of which most patterns are those of the last."""
    derived = required_literals(regex, ignore_case=ignore_case)
    if gates and not (derived and how_often(derived) * _MUCH < how_often(gates)):
        return gates
    return derived


def require_accelerator() -> ModuleType:
    """The accelerator's module. Raises ExtraMissing where the extra `fast` is not installed."""
    try:
        return import_module("hyperscan")
    except ImportError:
        raise ExtraMissing("The accelerator is not installed; install airlock[fast].") from None


_LITTLE = 3
"""Literals of up to so many letters stand in many texts."""
_LONGEST = 120


class VectorFilter:
    """By one pass of Hyperscan (Vectorscan) over the patterns that literals tell little of.

    Others, long ones (which take it seconds to compile) and those that it cannot take are left to
    their literals. Raises ExtraMissing where the
    extra `fast` is not installed. Hyperscan's prefilter mode names a superset of the matches:
    intel.github.io/hyperscan/dev-reference/compilation.html, "Prefiltering Mode".
    """

    def __init__(self, patterns: Sequence[Filterable]) -> None:
        self._hyperscan: Any = require_accelerator()
        taken, left = list[int](), list[int]()
        for number, pattern in enumerate(patterns):
            (taken if self._takes(pattern) else left).append(number)
        self._database = self._compile([(number, patterns[number]) for number in taken])
        self._left = left
        self._rest = GateFilter([patterns[number] for number in left])

    def open(self, view: Canonical) -> Iterable[int]:
        """Patterns that match, or that Hyperscan cannot tell of."""
        numbers = {self._left[number] for number in self._rest.open(view)}

        def note(number: int, *_: object) -> None:
            numbers.add(number)

        self._database.scan(view.data, match_event_handler=note)
        return numbers

    def _takes(self, pattern: Filterable) -> bool:
        gates = gates_of(pattern)
        told = gates and min(map(len, gates)) > _LITTLE
        if told or len(pattern.regex) > _LONGEST or not pattern.regex.isascii():
            return False
        try:
            self._compile([(0, pattern)])
        except self._hyperscan.error:
            return False
        return True

    def _compile(self, numbered: Sequence[tuple[int, Filterable]]) -> Any:
        database = self._hyperscan.Database(mode=self._hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=[pattern.regex.encode() for _, pattern in numbered],
            ids=[number for number, _ in numbered],
            flags=[self._flags(pattern) for _, pattern in numbered],
        )
        return database

    def _flags(self, pattern: Filterable) -> int:
        flags: int = (
            self._hyperscan.HS_FLAG_PREFILTER
            | self._hyperscan.HS_FLAG_SINGLEMATCH
            | self._hyperscan.HS_FLAG_UTF8
            | self._hyperscan.HS_FLAG_ALLOWEMPTY
        )
        return flags | self._hyperscan.HS_FLAG_CASELESS if pattern.ignore_case else flags
