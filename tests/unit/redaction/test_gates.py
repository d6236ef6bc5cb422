"""Every match of a gated pattern holds one of its gates: proven on the parsed patterns."""

import re
from collections.abc import Iterable, Sequence
from re import _constants as op
from re import _parser as parser
from string import ascii_letters, ascii_lowercase, digits

import pytest

from app.redaction import compiled
from app.redaction.detectors import codebase, places, trace_causes, trace_frames
from app.redaction.detectors.any_case import lowered
from app.redaction.patterns import Pattern
from app.redaction.prefilter import gates_of
from tests.unit.redaction.support import POLICY

PATTERNS = [
    *(pattern for family in compiled._FAMILIES for pattern in family.PATTERNS),
    *trace_frames.FRAMES,
    *trace_causes.CAUSES,
    *places.patterns_of(POLICY.internal),
    codebase.issue_keys(()),
]
GATED = [(pattern, gates) for pattern in PATTERNS if (gates := gates_of(pattern))]
FEW = 16
UNKNOWN = ""
FIRST_SIGN = 0xE000
CATEGORIES = {op.CATEGORY_WORD: f"{ascii_letters}{digits}_", op.CATEGORY_DIGIT: digits}
Items = Sequence[tuple[object, object]]


class Proof:
    """Follows every way through a pattern, remembering the last characters of each.

    A way that has met a gate is done; what cannot be known forgets its last characters, which can
    only make the proof harder. So does what can be many, but that it is one of these is remembered
    by a sign: gates that begin or end with each of them are a gate with the sign.
    """

    def __init__(self, gates: Iterable[str]) -> None:
        self.gates = frozenset(gates)
        self.kept = max(map(len, self.gates)) - 1
        self.signs: dict[frozenset[str], str] = {}

    def follow(self, items: Items, ways: set[str]) -> set[str]:
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
        if len(members) <= FEW and all(code is op.LITERAL for code, _ in members):
            return self.add({lowered(chr(value)) for _, value in members}, ways)
        known = [_known(code, value) for code, value in members]
        if not ways or not all(known):
            return {UNKNOWN} if ways else set()
        sign = self.sign(frozenset(lowered("".join(known))))
        return {sign} if self.add({sign}, ways) else set()

    def sign(self, characters: frozenset[str]) -> str:
        """What stands in a way for one of them."""
        if characters not in self.signs:
            sign = self.signs[characters] = chr(FIRST_SIGN + len(self.signs))
            first = {gate[1:] for gate in self.gates if gate[0] in characters}
            last = {gate[:-1] for gate in self.gates if gate[-1] in characters}
            self.gates |= {
                *(sign + rest for rest in first if all(c + rest in self.gates for c in characters)),
                *(rest + sign for rest in last if all(rest + c in self.gates for c in characters)),
            }
        return self.signs[characters]

    def repeat(self, least: int, most: int, inner: Items, ways: set[str]) -> set[str]:
        after = self.follow(inner, ways) if least else ways | self.follow(inner, ways)
        if not after or most == 1:
            return after
        one_sign = len(inner) == 1 and inner[0][0] is op.IN
        return after | (self.follow(inner, {UNKNOWN}) if one_sign else {UNKNOWN})

    def add(self, characters: set[str], ways: set[str]) -> set[str]:
        """A way that was open holds a gate now if it ends with one."""
        longer = {way + character for way in ways for character in characters}
        gates = tuple(self.gates)
        open_ways = {way for way in longer if not way.endswith(gates)}
        return {way[-self.kept :] if self.kept else UNKNOWN for way in open_ways}


def _known(code: object, value: object) -> str:
    """The characters of a part of a class, as RE2 reads it; nothing where they are too many."""
    if code is op.LITERAL:
        return chr(value)
    if code is op.RANGE and value[1] - value[0] < len(ascii_letters):
        return "".join(map(chr, range(value[0], value[1] + 1)))
    return CATEGORIES.get(value, "") if code is op.CATEGORY else ""


def _as_python(regex: str) -> str:
    return re.sub(r"\\x\{([0-9A-F]+)\}", lambda found: f"\\U{found[1]:0>8}", regex)


@pytest.mark.parametrize(("pattern", "gates"), GATED, ids=[one.name for one, _ in GATED])
def test_a_gate_stands_in_every_match(pattern: Pattern, gates: tuple[str, ...]) -> None:
    """Whether the pattern brings its gates or they are read off it."""
    proof = Proof(gates)
    parsed = parser.parse(_as_python(pattern.regex))
    assert proof.follow(parsed, {UNKNOWN}) == set()


def test_the_proof_refuses_a_gate_that_a_match_can_do_without() -> None:
    parsed = parser.parse(r"(?:alpha|beta) \d+")
    assert Proof(("alpha",)).follow(parsed, {UNKNOWN})
    assert not Proof(("alpha", "eta ")).follow(parsed, {UNKNOWN})


def test_the_proof_follows_classes_of_characters() -> None:
    parsed = parser.parse(r"[A-Z][b-d]*Error")
    assert Proof(tuple(f"{sign}error" for sign in "bcd")).follow(parsed, {UNKNOWN})
    assert not Proof(tuple(f"{sign}error" for sign in ascii_lowercase)).follow(parsed, {UNKNOWN})


def test_gates_are_in_lower_case() -> None:
    assert all(gate == lowered(gate) for _, gates in GATED for gate in gates)
