"""What the mapping's model cannot see: references to the gate, templates, ambiguous values."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from app.document import from_plain
from app.gate.policy import GatePolicy
from app.policy.checks_gate import ZENDESK_PRIORITIES, check_unique
from app.policy.checks_operating import check_operating, try_operating_examples
from app.policy.problems import Fault, Faults, Trail
from app.sync.crossing import carries_mark
from app.sync.customer_update import Commitments, find_problems
from app.sync.policy import Direction, FieldMapping, MappingPolicy
from app.sync.sidebar_policy import UpdatePolicy

_EXAMPLE_DAY = date(2026, 11, 23)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_mapping(policy: MappingPolicy, gate: GatePolicy | None) -> Faults:
    """Every reference, template and table that does not hold; `gate` is None when it is broken."""
    if gate is not None:
        yield from _check_issue(policy, gate)
        yield from _check_sidebar(policy, gate)
    yield from _check_templates(policy)
    yield from _check_priority(policy)
    yield from _check_comments(policy)
    yield from _check_fields(policy)
    yield from check_operating(policy, gate)


def try_mapping_examples(policy: MappingPolicy) -> Faults:
    """The public mark (each of `hit` carries it, no `miss` one does) and the update's words."""
    yield from try_update_examples(policy.customer_update)
    yield from try_operating_examples(policy)
    mark = policy.comments.to_zendesk.public_mark
    trail: Trail = ("comments", "to_zendesk", "public_mark")
    if mark is None:
        return
    if not (mark.examples.hit and mark.examples.miss):
        cure = "add `examples:` with one or more under `hit` and under `miss`"
        yield Fault(trail, "the public mark has no examples", cure)
    for at, text in enumerate(mark.examples.hit):
        if not carries_mark(from_plain(text), mark.text):
            what = "this comment would not be public"
            yield Fault((*trail, "examples", "hit", at), what, "begin it with the mark and a space")
    for at, text in enumerate(mark.examples.miss):
        if carries_mark(from_plain(text), mark.text):
            what = "this comment would be public"
            yield Fault((*trail, "examples", "miss", at), what, "move it to `hit`, or mend it")


def try_update_examples(policy: UpdatePolicy) -> Faults:
    """The customer update's words against their examples, as if nobody had committed to a thing."""
    trail: Trail = ("customer_update", "examples")
    if (policy.jargon or policy.promises) and not (
        policy.examples.hits and policy.examples.near_misses
    ):
        cure = "add `examples:` with one or more under `hits` and under `near_misses`"
        yield Fault(("customer_update",), "the customer update has no examples", cure)
    for at, text in enumerate(policy.examples.hits):
        if not _update_problems(text, policy):
            what, cure = "nothing is found in this sentence", "add its word, or move the sentence"
            yield Fault((*trail, "hits", at), what, cure)
    for at, text in enumerate(policy.examples.near_misses):
        if _update_problems(text, policy):
            what, cure = "something is found in this sentence", "take the word out, or move it"
            yield Fault((*trail, "near_misses", at), what, cure)


def _update_problems(text: str, policy: UpdatePolicy) -> tuple[str, ...]:
    return find_problems("understanding", text, Commitments(), policy, _EXAMPLE_DAY)


def _check_sidebar(policy: MappingPolicy, gate: GatePolicy) -> Faults:
    for at, key in enumerate(policy.customer_update.commitment_items):
        if key not in gate.items:
            trail: Trail = ("customer_update", "commitment_items", at)
            yield Fault(trail, f"`{key}` is no item of the gate", "add it in gates, or correct it")
    point = policy.customer_update.escalation_point
    for name in set(_PLACEHOLDER.findall(point)) - {"agent"}:
        trail = ("customer_update", "escalation_point")
        yield Fault(trail, f"nothing stands for {{{name}}}", "write {agent}")


def _check_issue(policy: MappingPolicy, gate: GatePolicy) -> Faults:
    issues = policy.issues
    if issues.project not in gate.projects:
        what = f"new issues go to `{issues.project}`, where no transition is guarded"
        cure = f"add it to `guarded` in gates, or write one of {', '.join(gate.projects)}"
        yield Fault(("issues", "project"), what, cure)
    trail: Trail = ("issues", "text")
    used = [((*trail, "summary_item"), issues.text.summary_item)]
    items = issues.text.description_items
    used += [((*trail, "description_items", at), key) for at, key in enumerate(items)]
    for place, key in used:
        if key not in gate.items:
            yield Fault(place, f"`{key}` is no item of the gate", "add it in gates, or correct it")
    yield from check_unique((*trail, "description_items"), items)


def _check_templates(policy: MappingPolicy) -> Faults:
    link = policy.remote_link
    templates: tuple[tuple[Trail, str, set[str]], ...] = (
        (("issues", "text", "summary_prefix"), policy.issues.text.summary_prefix, {"severity"}),
        (("remote_link", "title"), link.title, {"ticket"}),
        (("remote_link", "url"), link.url, {"ticket", "zendesk"}),
    )
    for trail, template, known in templates:
        for name in set(_PLACEHOLDER.findall(template)) - known:
            cure = "write " + " or ".join(f"{{{word}}}" for word in sorted(known))
            yield Fault(trail, f"nothing stands for {{{name}}}", cure)
    for trail, template in (
        (("remote_link", "title"), link.title),
        (("remote_link", "url"), link.url),
    ):
        if "{ticket}" not in template:
            yield Fault(trail, "all tickets would look the same", "put {ticket} into it")


def _check_priority(policy: MappingPolicy) -> Faults:
    for word in policy.priority.values:
        if word not in ZENDESK_PRIORITIES:
            cure = f"write one of {', '.join(ZENDESK_PRIORITIES)}"
            yield Fault(("priority", "values", word), f"`{word}` is no priority of Zendesk", cure)
    trail: Trail = ("priority", "values")
    yield from _check_way_back(trail, policy.priority.direction, policy.priority.values)


def _check_way_back(trail: Trail, direction: Direction, values: Mapping[str, str]) -> Faults:
    """Towards Zendesk a value of Jira's must lead to one of Zendesk's only."""
    if direction == "to_jira":
        return
    seen: Counter[str] = Counter()
    for zendesk, jira in values.items():
        seen[jira] += 1
        if seen[jira] > 1:
            what = f"`{jira}` stands for two values of Zendesk"
            yield Fault((*trail, zendesk), what, "keep one of them, or go `to_jira` only")


def _check_comments(policy: MappingPolicy) -> Faults:
    rules = policy.comments.to_zendesk
    for at, name in enumerate(rules.restricted):
        kind, _, value = name.partition(":")
        if kind not in ("role", "group") or not value:
            trail: Trail = ("comments", "to_zendesk", "restricted", at)
            cure = f"write `role:{name}` or `group:{name}`"
            yield Fault(trail, f"`{name}` may be a role or a group", cure)


def _check_fields(policy: MappingPolicy) -> Faults:
    for at, mapping in enumerate(policy.fields):
        trail: Trail = ("fields", at, "values")
        yield from _check_way_back(trail, mapping.direction, mapping.values)
    targets: Counter[tuple[str, str]] = Counter()
    for trail, system, name in _targets(policy):
        targets[system, name] += 1
        if targets[system, name] > 1:
            what = f"two rules write {system}'s field `{name}`"
            yield Fault(trail, what, "keep one of them")


def _targets(policy: MappingPolicy) -> Iterator[tuple[Trail, str, str]]:
    """Every field that some rule writes, with the place of the rule."""
    if policy.status.zendesk_field:
        yield ("status", "zendesk_field"), "Zendesk", policy.status.zendesk_field
    if policy.owner:
        yield ("owner", "zendesk_field"), "Zendesk", policy.owner.zendesk_field
    for at, mapping in enumerate(policy.fields):
        yield from _targets_of(("fields", at), mapping)


def _targets_of(trail: Trail, mapping: FieldMapping) -> Iterator[tuple[Trail, str, str]]:
    if mapping.direction != "to_zendesk":
        yield (*trail, "jira"), "Jira", mapping.jira
    if mapping.direction != "to_jira":
        yield (*trail, "zendesk"), "Zendesk", mapping.zendesk
