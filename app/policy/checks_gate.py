"""What the gate's model cannot see: references, and rules against their own examples."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from app.gate.names import plain_name
from app.gate.policy import SEVERITY, GatePolicy, ItemPolicy, QualityRules
from app.gate.quality import Bearings, find_weaknesses
from app.policy.problems import Fault, Faults, Trail

_HOST = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.IGNORECASE)
ZENDESK_PRIORITIES = ("low", "normal", "high", "urgent")
EXAMPLES_ENTERED = datetime(2026, 1, 1, tzinfo=UTC)
"""When the examples are taken to be entered, so that a good deadline stays a good one."""


def check_gate(policy: GatePolicy) -> Faults:
    """Every reference and rule that does not hold."""
    yield from _check_references(policy)
    yield from _check_severities(policy)
    yield from _check_people(policy)
    yield from _check_fields(policy)
    for key, item in policy.items.items():
        yield from _check_item(key, item, policy)


def try_gate_examples(policy: GatePolicy) -> Faults:
    """Every example that its item's rules judge otherwise, and rules without examples."""
    bearings = example_bearings(policy)
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


def example_bearings(policy: GatePolicy) -> Bearings:
    """What the rules know of an example: whoever may stand for any severity may stand for it."""
    everybody = (name for names in policy.authorities.values() for name in names)
    return Bearings(EXAMPLES_ENTERED, tuple(dict.fromkeys(everybody)))


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


def _check_people(policy: GatePolicy) -> Faults:
    for severity, names in policy.authorities.items():
        if severity not in policy.severities:
            yield _unknown_severity(("authorities", severity), severity, policy)
        yield from _check_named(("authorities", severity), names)
    yield from _check_named(("engineers",), policy.engineers)


def _check_named(trail: Trail, names: Iterable[str]) -> Faults:
    """A name of blanks alone would stand in every text, or in none."""
    for at, name in enumerate(names):
        if not plain_name(name):
            yield Fault((*trail, at), "this name is empty", "write a name, or delete the line")


def _check_fields(policy: GatePolicy) -> Faults:
    if policy.gate_field == policy.reasons_field:
        what = "the gate and its reasons go to one field"
        yield Fault(("reasons_field",), what, "name a second field")
    transitions = [f"{guarded.project} → {guarded.to_status}" for guarded in policy.guarded]
    yield from check_unique(("guarded",), transitions)
    for at, project in enumerate(policy.revert):
        if project not in policy.projects:
            cure = f"write one of {_listed(policy.projects)}, or guard a transition of it"
            yield Fault(("revert", at), f"no transition of `{project}` is guarded", cure)


def _check_item(key: str, item: ItemPolicy, policy: GatePolicy) -> Faults:
    trail: Trail = ("items", key)
    for at, severity in enumerate(item.required_for):
        if severity not in policy.severities:
            yield _unknown_severity((*trail, "required_for", at), severity, policy)
    sources = item.ticket_field or item.jira_field or item.attachment_answers or item.link_answers
    if key == SEVERITY and (item.choices or item.required_for or sources):
        cure = "leave all but `label` and `hint` out; `severities` is the choice"
        yield Fault(trail, "the severity is always chosen by a person", cure)
    yield from check_unique((*trail, "choices"), item.choices)
    yield from _check_named((*trail, "choices"), item.choices)
    for at, host in enumerate(item.link_answers):
        if not _HOST.fullmatch(host):
            cure = "write a host such as logs.example.com, or *.example.com for all below it"
            yield Fault((*trail, "link_answers", at), f"`{host}` is no host", cure)


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
