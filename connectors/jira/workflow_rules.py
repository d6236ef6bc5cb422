"""The two rules that guard a transition, and what is wrong with those that stand there. Pure.

The regular expression's rule has no message, which is why `fieldRequired` goes with it;
`ignoreContext` must be "false", because "true" skips the check where the field has no context for
the issue (docs/vendors.md).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.jira.reading import Json

RULE_KEY = "system:validate-field-value"
_REQUIRED = "fieldRequired"
_MATCHES = "fieldMatchesRegularExpression"
_FIELD_OF = {_REQUIRED: "fieldsRequired", _MATCHES: "fieldKey"}
_FORGE, _FORGE_MODULE = "forge:expression-validator", "/packet-complete"
_OURS = "ok:" + "0f" * 32
_NOT_OURS = (
    "",
    "x",
    "ok",
    "ok:",
    "ok:1",
    "ok:" + "0" * 8,
    "ok:" + "z" * 64,
    f"x{_OURS}",
    f"{_OURS}x",
)


@dataclass(frozen=True, slots=True)
class Guard:
    """What the validators of a guarded transition must say. `pattern` is the token's shape."""

    field_id: str
    pattern: str
    message: str

    def rules(self) -> tuple[Json, Json]:
        """The two rules' parameters, in Jira's words."""
        required = {
            "ruleType": _REQUIRED,
            "fieldsRequired": self.field_id,
            "ignoreContext": "false",
            "errorMessage": self.message,
        }
        matches = {"ruleType": _MATCHES, "fieldKey": self.field_id, "regexp": self.pattern}
        return required, matches


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a transition's rules.

    `open` says that an empty gate field passes, `dead` that our own value does not.
    """

    why: str
    open: bool = False
    dead: bool = False


def flaws_of(transition: Json, guard: Guard) -> list[Flaw]:
    """What is wrong with the rules, worst first; empty when Jira enforces the gate.

    The message may differ: another one enforces as well.
    """
    present = [rule["parameters"] for rule in own_rules(transition, guard.field_id)]
    required = [rule for rule in present if rule["ruleType"] == _REQUIRED]
    matches = [rule for rule in present if rule["ruleType"] == _MATCHES]
    return [*_required_flaws(required), *_matches_flaws(matches, guard.pattern)]


def _required_flaws(rules: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    if not rules:
        yield Flaw(f"no {_REQUIRED} rule on the gate field", open=True)
    elif all(_is_off(rule) for rule in rules):
        yield Flaw(f"the {_REQUIRED} rule is disabled", open=True)
    elif all(_is_off(rule) or rule.get("ignoreContext") != "false" for rule in rules):
        why = "is skipped where the gate field has no context (ignoreContext is not false)"
        yield Flaw(f"the {_REQUIRED} rule {why}", open=True)


def _matches_flaws(rules: list[Mapping[str, Any]], pattern: str) -> Iterator[Flaw]:
    active = [str(rule.get("regexp")) for rule in rules if not _is_off(rule)]
    if pattern not in active and all(is_weaker(one) for one in active):
        what = f"{active[0]} is weaker than ours" if active else f"no {_MATCHES} rule is in force"
        yield Flaw(f"{what}, so a typed text passes until it is cleared")
    for regexp in active:
        if regexp != pattern and not _accepts(regexp, _OURS):
            yield Flaw(f"{regexp} refuses our own value, so nothing can pass", dead=True)


def is_weaker(regexp: str) -> bool:
    """Whether the expression lets through a text that our token's shape does not.

    Tried on a handful of texts, with Python's expressions for Java's; one that cannot be read
    counts as weaker.
    """
    return any(_accepts(regexp, text) for text in _NOT_OURS)


def _accepts(regexp: str, text: str) -> bool:
    try:
        return re.search(regexp, text) is not None
    except re.error:
        return True


def _is_off(parameters: Mapping[str, Any]) -> bool:
    return str(parameters.get("disabled")).lower() == "true"


def own_rules(transition: Json, field_id: str) -> list[Json]:
    """The rules of our two kinds on the gate field and on no other field besides."""
    return [rule for rule in transition.get("validators") or [] if _is_own(rule, field_id)]


def _is_own(rule: Any, field_id: str) -> bool:
    parameters = rule.get("parameters") if isinstance(rule, dict) else None
    if not isinstance(parameters, dict) or rule.get("ruleKey") != RULE_KEY:
        return False
    place = _FIELD_OF.get(str(parameters.get("ruleType")))
    return place is not None and parameters.get(place) == field_id


def has_forge_rule(transition: Json) -> bool:
    """Whether the validator of our Forge app stands there and is not disabled."""
    return any(
        rule.get("ruleKey") == _FORGE and str(parameters.get("key")).endswith(_FORGE_MODULE)
        for rule in transition.get("validators") or []
        if isinstance(rule, dict) and not _is_off(parameters := rule.get("parameters") or {})
    )


def writers_of(transition: Json, field_id: str) -> list[str]:
    """Keys of the post functions that write the gate field, which only we should write."""
    targets = ("field", "targetFieldKey")
    return [
        str(action.get("ruleKey"))
        for action in transition.get("actions") or []
        if any((action.get("parameters") or {}).get(name) == field_id for name in targets)
    ]


def guarded(transition: Json, guard: Guard) -> Json:
    """The transition with both rules; the very same object where it has them already."""
    validators = list(transition.get("validators") or [])
    for parameters in guard.rules():
        _put_rule(validators, parameters, guard.field_id)
    return _with_validators(transition, validators)


def _put_rule(validators: list[Any], parameters: Json, field_id: str) -> None:
    """Set the first rule of this kind on the gate field, keeping its id, or append it."""
    for index, rule in enumerate(validators):
        if _is_own(rule, field_id) and rule["parameters"]["ruleType"] == parameters["ruleType"]:
            validators[index] = {**rule, "parameters": parameters}
            return
    validators.append({"ruleKey": RULE_KEY, "parameters": parameters})


def unguarded(transition: Json, field_id: str) -> Json:
    """The transition without our rules; the very same object where it has none."""
    kept = [rule for rule in transition.get("validators") or [] if not _is_own(rule, field_id)]
    return _with_validators(transition, kept)


def _with_validators(transition: Json, validators: list[Any]) -> Json:
    if validators == (transition.get("validators") or []):
        return transition
    return {**transition, "validators": validators}


def rule_lines(before: Json, after: Json, field_id: str) -> list[str]:
    """The rules that go (`-`) and come (`+`), each on a line that a person can read."""
    old = [_told(rule["parameters"]) for rule in own_rules(before, field_id)]
    new = [_told(rule["parameters"]) for rule in own_rules(after, field_id)]
    gone = [f"- {line}" for line in old if line not in new]
    return [*gone, *(f"+ {line}" for line in new if line not in old)]


def _told(parameters: Mapping[str, Any]) -> str:
    values = (f"{name} {value}" for name, value in parameters.items() if name != "ruleType")
    return f"validator {parameters['ruleType']}: {', '.join(values)}"
