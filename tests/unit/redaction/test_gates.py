"""Every match of a gated pattern holds one of its gates: proven on the parsed patterns."""

import re
from collections.abc import Iterable
from re import _constants as op
from re import _parser as parser

import pytest

from app.redaction import compiled
from app.redaction.detectors import codebase, places, trace_causes, trace_frames
from app.redaction.detectors.any_case import lowered
from app.redaction.patterns import Pattern
from tests.unit.redaction.support import POLICY

PATTERNS = [
    *(pattern for family in compiled._FAMILIES for pattern in family.PATTERNS),
    *trace_frames.FRAMES,
    *trace_causes.CAUSES,
    *places.patterns_of(POLICY.internal),
    codebase.issue_keys(()),
]
GATED = [pattern for pattern in PATTERNS if pattern.gates]
FEW = 16
UNKNOWN = ""


class Proof:
    """Follows every way through a pattern, remembering the last characters of each.

    A way that has met a gate is done; what cannot be known forgets its last characters, which can
    only make the proof harder.
    """

    def __init__(self, gates: Iterable[str]) -> None:
        self.gates = tuple(gates)
        self.kept = max(map(len, self.gates)) - 1

    def follow(self, items: Iterable[tuple[object, object]], ways: set[str]) -> set[str]:
        for code, argument in items:
            ways = self.step(code, argument, ways)
        return ways

    def step(self, code: object, argument: object, ways: set[str]) -> set[str]:
        if code is op.LITERAL:
            return self.add({lowered(chr(argument))}, ways)
        if code is op.IN:
            return self.choose(argument, ways)
        if code is op.BRANCH:
            return set().union(*(self.follow(branch, ways) for branch in argument[1]))
        if code is op.SUBPATTERN:
            return self.follow(argument[-1], ways)
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            return self.repeat(*argument, ways)
        if code is op.AT:
            return ways
        assert code in (op.ANY, op.NOT_LITERAL), code
        return {UNKNOWN} if ways else set()

    def choose(self, members: list[tuple[object, object]], ways: set[str]) -> set[str]:
        single = all(code is op.LITERAL for code, _ in members)
        if not single or len(members) > FEW:
            return {UNKNOWN} if ways else set()
        return self.add({lowered(chr(value)) for _, value in members}, ways)

    def repeat(self, least: int, most: int, inner: object, ways: set[str]) -> set[str]:
        after = self.follow(inner, ways) if least else ways | self.follow(inner, ways)
        return after | {UNKNOWN} if after and most > 1 else after

    def add(self, characters: set[str], ways: set[str]) -> set[str]:
        longer = {way + character for way in ways for character in characters}
        open_ways = {way for way in longer if not any(gate in way for gate in self.gates)}
        return {way[-self.kept :] if self.kept else UNKNOWN for way in open_ways}


def _as_python(regex: str) -> str:
    return re.sub(r"\\x\{([0-9A-F]+)\}", lambda found: f"\\U{found[1]:0>8}", regex)


@pytest.mark.parametrize("pattern", GATED, ids=lambda pattern: pattern.name)
def test_a_gate_stands_in_every_match(pattern: Pattern) -> None:
    proof = Proof(pattern.gates)
    parsed = parser.parse(_as_python(pattern.regex))
    assert proof.follow(parsed, {UNKNOWN}) == set()


def test_the_proof_refuses_a_gate_that_a_match_can_do_without() -> None:
    parsed = parser.parse(r"(?:alpha|beta) \d+")
    assert Proof(("alpha",)).follow(parsed, {UNKNOWN})
    assert not Proof(("alpha", "eta ")).follow(parsed, {UNKNOWN})


def test_gates_are_in_lower_case() -> None:
    assert all(gate == lowered(gate) for pattern in GATED for gate in pattern.gates)
