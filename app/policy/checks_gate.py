"""What the gate's model cannot see: references, and rules against their own examples."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from app.gate.policy import SEVERITY, GatePolicy, ItemPolicy, QualityRules
from app.gate.quality import Bearings, find_weaknesses
from app.policy.problems import Fault, Faults, Trail

ZENDESK_PRIORITIES = ("low", "normal", "high", "urgent")
EXAMPLES_ENTERED = datetime(2026, 1, 1, tzinfo=UTC)
"""When the examples are taken to be entered, so that a good deadline stays a good one."""


def check_gate(policy: GatePolicy) -> Faults:
    """Every reference and rule that does not hold."""
    yield from _check_references(policy)
    yield from _check_severities(policy)
    yield from _check_fields(policy)
    for key, item in policy.items.items():
        yield from _check_item(key, item, policy)


def try_gate_examples(policy: GatePolicy) -> Faults:
    """Every example that its item's rules judge otherwise, and rules without examples."""
    everybody = tuple(name for names in policy.authorities.values() for name in names)
    bearings = Bearings(EXAMPLES_ENTERED, everybody)
    for key, item in policy.items.items():
        trail: Trail = ("items", key)
        if item.rules != QualityRules() and not (item.examples.good and item.examples.weak):
            cure = "add `examples:` with one or more under `good` and under `weak`"
            yield Fault((*trail, "rules"), f"the rules of `{key}` have no examples", cure)
        for at, text in enumerate(item.examples.good):
            reasons = find_weaknesses(text, item, None, bearings)
            if reasons:
                what = f"this good example of `{key}` is found weak ({reasons[0]})"
                yield Fault((*trail, "examples", "good", at), what, "loosen the rule or mend it")
        for at, text in enumerate(item.examples.weak):
            if not find_weaknesses(text, item, None, bearings):
                what = f"this weak example of `{key}` passes all rules"
                yield Fault((*trail, "examples", "weak", at), what, "add a rule or move it to good")


def _check_references(policy: GatePolicy) -> Faults:
    known = policy.items.keys()
    asked: list[tuple[Trail, str]] = []
    asked += [(("every_packet", at), key) for at, key in enumerate(policy.every_packet)]
    for name, pattern in policy.patterns.items():
        asked += [(("patterns", name, "items", at), key) for at, key in enumerate(pattern.items)]
    for trail, key in asked:
        if key not in known:
            yield Fault(trail, f"`{key}` is no item", "add it under `items`, or correct the name")
    for key in known - {key for _, key in asked}:
        cure = "name it in `every_packet` or a pattern, or delete it"
        yield Fault(("items", key), f"nothing asks for `{key}`", cure)
    if policy.default_pattern not in policy.patterns:
        what = f"`{policy.default_pattern}` is no pattern"
        yield Fault(("default_pattern",), what, f"write one of {_listed(policy.patterns)}")
    if SEVERITY not in policy.every_packet:
        cure = "add `severity` to it: without one nobody can tell the worst of several tickets"
        yield Fault(("every_packet",), "no packet is asked for its severity", cure)


def _check_severities(policy: GatePolicy) -> Faults:
    yield from check_unique(("severities",), policy.severities)
    for priority, severity in policy.severity_by_priority.items():
        trail: Trail = ("severity_by_priority", priority)
        if priority not in ZENDESK_PRIORITIES:
            cure = f"write one of {_listed(ZENDESK_PRIORITIES)}"
            yield Fault(trail, f"`{priority}` is no priority of Zendesk", cure)
        if severity not in policy.severities:
            yield _unknown_severity(trail, severity, policy)


def _check_fields(policy: GatePolicy) -> Faults:
    if policy.gate_field == policy.reasons_field:
        what = "the gate and its reasons go to one field"
        yield Fault(("reasons_field",), what, "name a second field")
    transitions = [f"{guarded.project} → {guarded.to_status}" for guarded in policy.guarded]
    yield from check_unique(("guarded",), transitions)


def _check_item(key: str, item: ItemPolicy, policy: GatePolicy) -> Faults:
    trail: Trail = ("items", key)
    for at, severity in enumerate(item.required_for):
        if severity not in policy.severities:
            yield _unknown_severity((*trail, "required_for", at), severity, policy)
    if key == SEVERITY and (item.choices or item.ticket_field or item.required_for):
        cure = "leave out `choices`, `ticket_field` and `required_for`; `severities` is the choice"
        yield Fault(trail, "the severity is always chosen by a person", cure)
    yield from check_unique((*trail, "choices"), item.choices)


def _unknown_severity(trail: Trail, severity: str, policy: GatePolicy) -> Fault:
    cure = f"write one of {_listed(policy.severities)}"
    return Fault(trail, f"`{severity}` is no severity", cure)


def check_unique(trail: Trail, values: Iterable[str]) -> Faults:
    """A fault for each value that stands in a list more than once."""
    seen: Counter[str] = Counter()
    for at, value in enumerate(values):
        seen[value] += 1
        if seen[value] > 1:
            yield Fault((*trail, at), f"`{value}` stands here twice", "keep one of the two")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
