"""What a redaction policy says that cannot work, with its place in the merged policy, so that a
loader can name the line."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import re2

from app.model import Action, Audience
from app.redaction.kinds import ENTITIES
from app.redaction.policy import RedactionPolicy, own_rules, quiet_options
from app.redaction.word_problems import find_bad_words

MAX_PROGRAM_SIZE = 5000
MAX_PATTERNS = 100
"""Patterns of the house's own; each costs a little in every text that holds one of its literals."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold. `path` leads to the place by keys and indexes of the merged
    policy, as in `("patterns", 0, "pattern")`; `what` says it with the cure."""

    path: tuple[str | int, ...]
    what: str


def find_problems(policy: RedactionPolicy) -> tuple[Problem, ...]:
    """Everything in the policy that cannot work, all at once; empty when it can be used."""
    return (
        *_entity_problems(policy),
        *_audience_problems(policy),
        *_rule_problems(policy),
        *_pattern_problems(policy),
        *(Problem(place, what) for place, what in find_bad_words(policy)),
    )


def _entity_problems(policy: RedactionPolicy) -> Iterator[Problem]:
    own = {rule.entity for _, rules in own_rules(policy) for rule in rules}
    for name in sorted(ENTITIES - policy.entities.keys()):
        yield Problem(("entities",), f"no rule for {name}; add one, with `allow` if it may be seen")
    for name, rule in policy.entities.items():
        if name not in ENTITIES | own:
            yield Problem(("entities", name), "nothing finds this kind; remove it or add a pattern")
        if Action.GENERALISE in (rule.customer, rule.engineering) and not rule.sentence:
            yield Problem(("entities", name), "generalise needs a sentence; add `sentence`")


def _audience_problems(policy: RedactionPolicy) -> Iterator[Problem]:
    for audience in Audience:
        if audience not in policy.audiences:
            yield Problem(("audiences",), f"nothing is said of {audience}; add what it may see")


def _rule_problems(policy: RedactionPolicy) -> Iterator[Problem]:
    names: Counter[str] = Counter()
    for part, rules in own_rules(policy):
        for index, rule in enumerate(rules):
            what = kind_problem(rule.entity, policy.entities)
            if what is not None:
                yield Problem((part, index, "entity"), what)
            names[rule.name] += 1
            if names[rule.name] > 1:
                yield Problem((part, index, "name"), "another rule has this name; choose another")
    for index, remark in enumerate(policy.remarks):
        what = kind_problem(remark.also, policy.entities) if remark.also is not None else None
        if what is not None:
            yield Problem(("remarks", index, "also"), what)


def kind_problem(name: str, known: Iterable[str]) -> str | None:
    """Why a rule cannot find things of this kind, or None when it can."""
    known = set(known)
    if name in known:
        return None
    close = difflib.get_close_matches(name, sorted(known), n=1)
    cure = f"did you mean `{close[0]}`?" if close else "add it under `entities`"
    return f"there is no kind named {name}; {cure}"


def _pattern_problems(policy: RedactionPolicy) -> Iterator[Problem]:
    if len(policy.patterns) > MAX_PATTERNS:
        many = f"{len(policy.patterns)} patterns of {MAX_PATTERNS}; put some together, or use terms"
        yield Problem(("patterns", MAX_PATTERNS), many)
    for index, rule in enumerate(policy.patterns):
        what = pattern_problem(rule.pattern, ignore_case=rule.ignore_case)
        if what is not None:
            yield Problem(("patterns", index, "pattern"), what)


_AROUND = "there is no look-around: write what stands around, and a group ( ) for what is private"
_CURES = (
    ("(?<", _AROUND),
    ("(?=", _AROUND),
    ("(?!", _AROUND),
    ("invalid escape sequence: \\", "write the sign without a backslash; references do not exist"),
    ("missing )", "close the group, or write \\( for a bracket in the text"),
    ("unexpected )", "open the group, or write \\) for a bracket in the text"),
    ("missing ]", "close the class, or write \\[ for a bracket in the text"),
    ("repetition", "write \\ before a sign that stands for itself, and repeat 1000 times at most"),
)


def pattern_problem(pattern: str, *, ignore_case: bool = False) -> str | None:
    """Why RE2 cannot use the pattern within bounds, or None when it can."""
    try:
        compiled = re2.compile(pattern.encode(), quiet_options(ignore_case=ignore_case))
    except re2.error as error:
        reason = error.args[0] if error.args else b""
        reason = reason.decode() if isinstance(reason, bytes) else reason
        cure = next((cure for part, cure in _CURES if part in reason), "mend the pattern there")
        return f"not a pattern that RE2 can use ({reason}); {cure}"
    if compiled.programsize > MAX_PROGRAM_SIZE:
        return f"needs {compiled.programsize} steps of {MAX_PROGRAM_SIZE}; use smaller repeats"
    if compiled.fullmatch(b"") is not None:
        return "matches nothing at all; make some part of it required"
    return None
