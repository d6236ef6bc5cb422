"""The literals of which one stands in every match of a pattern: gates for patterns of the house.

A gate is compared with the text's bytes in lower case, ASCII letters only (`Canonical.lowered`).
What cannot be known makes a pattern ungated, never wrongly gated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.redaction.regex_tree import Choice, Node, One, Repeat, Sequence, Word, read_pattern

SHORTEST = 2
"""A shorter gate stands in nearly every text."""
_LONGEST = 24
_MOST = 400
_MANY = 3
"""Characters of a class that are too many to write out."""

Strings = frozenset[str]
_EMPTY: Strings = frozenset({""})


@dataclass(frozen=True, slots=True)
class _Told:
    """Of a part: all that it can match, if that is little, and what every match must hold."""

    exact: Strings | None
    needed: Strings | None


_UNKNOWN = _Told(None, None)


@lru_cache(maxsize=1024)
def required_literals(pattern: str, *, ignore_case: bool = False) -> tuple[str, ...]:
    """Literals in lower case of which one stands in every match; empty when none is known.

    The pattern is one that RE2 takes.
    """
    tree = read_pattern(pattern, ignore_case=ignore_case)
    needed = _tell(tree).needed if tree is not None else None
    return tuple(sorted(_shortest(needed))) if needed is not None else ()


def _tell(node: Node) -> _Told:
    match node:
        case One():
            return _of_one(node)
        case Word(text):
            return _told(frozenset({text.lower()}), None)
        case Sequence(parts):
            return _of_sequence(parts)
        case Choice(branches):
            return _of_choice([_tell(branch) for branch in branches])
        case Repeat(inner, least, most):
            return _of_repeat(_tell(inner), least, most)


@lru_cache(maxsize=1024)
def _of_one(one: One) -> _Told:
    if not one.complete:
        return _UNKNOWN
    letters = frozenset(sign.lower() if sign.isascii() else sign for sign in one.members)
    return _told(letters, None) if len(letters) <= _MANY else _UNKNOWN


def _of_sequence(parts: Iterable[Node]) -> _Told:
    run, whole, needed = _EMPTY, True, None
    for told in map(_tell, parts):
        longer = _joined(run, told.exact) if told.exact is not None else None
        if longer is not None:
            run = longer
            continue
        whole = False
        needed = _better(needed, run, told.needed)
        run = told.exact if told.exact is not None else _EMPTY
    return _told(run if whole else None, _better(needed, run))


def _of_choice(branches: list[_Told]) -> _Told:
    exact, needed = frozenset[str](), frozenset[str]()
    known = all(told.exact is not None for told in branches)
    held = all(told.needed is not None for told in branches)
    for told in branches:
        exact |= told.exact or frozenset()
        needed |= told.needed or frozenset()
    return _told(
        exact if known and len(exact) <= _MOST else None,
        needed if held and len(needed) <= _MOST else None,
    )


def _of_repeat(inner: _Told, least: int, most: int | None) -> _Told:
    if least == 0:
        optional = inner.exact | _EMPTY if inner.exact is not None and most == 1 else None
        return _Told(optional, None)
    run: Strings | None = _EMPTY
    for _ in range(min(least, _LONGEST)):
        run = _joined(run, inner.exact) if run is not None and inner.exact is not None else None
    exact = run if least == most and least <= _LONGEST else None
    return _told(exact, _better(inner.needed, run))


def _joined(first: Strings, second: Strings) -> Strings | None:
    """Each of the first followed by each of the second; None when that is too much to keep."""
    if first is _EMPTY:
        return second
    if len(first) * len(second) > _MOST:
        return None
    longer = frozenset(one + other for one in first for other in second)
    return longer if max(map(len, longer)) <= _LONGEST else None


def _told(exact: Strings | None, needed: Strings | None) -> _Told:
    return _Told(exact, _better(needed, exact))


def _better(*choices: Strings | None) -> Strings | None:
    """The choice that opens for the fewest texts; None when none is of use as a gate."""
    fit = [one for one in choices if one and min(map(len, one)) >= SHORTEST]
    return min(fit, key=_how_often) if len(fit) > 1 else fit[0] if fit else None


_BITS = {" ": 2.5, "e": 3.5, ".": 5.0, "-": 5.0, ":": 5.0, "\n": 5.0}
_BITS |= dict.fromkeys("taoinsr", 4.0) | dict.fromkeys("hldcum", 4.7)
_BITS |= dict.fromkeys("0123456789", 4.5) | dict.fromkeys("@$%#~^|{}\\/", 10.0)
"""How rare a sign is in prose and logs: the logarithm of its share to the base two, negated."""
_OTHER = 6.0


def how_often(strings: Iterable[str]) -> float:
    """About how often one of the strings stands at a place of a text: a guess, to compare by."""
    return sum(_share(one) for one in strings)


@lru_cache(maxsize=4096)
def _share(string: str) -> float:
    return float(2.0 ** -sum(_BITS.get(sign, _OTHER) for sign in string))


@lru_cache(maxsize=1024)
def _how_often(strings: Strings) -> float:
    return how_often(strings)


def _shortest(strings: Strings) -> list[str]:
    """Without those that hold another."""
    kept = list[str]()
    for one in sorted(strings, key=len):
        if not any(other in one for other in kept):
            kept.append(one)
    return kept
