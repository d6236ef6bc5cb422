"""Gates that no packet can open, and rules that do nothing: warnings, for the files can be used."""

from collections.abc import Iterator, Mapping

from app.gate.decision import decide
from app.gate.entry import GateEntry
from app.gate.packet import Packet
from app.gate.policy import SEVERITY, GatePolicy, ItemPolicy, QualityRules
from app.gate.quality import Bearings, find_weaknesses
from app.gate.sentences import PARAGRAPH_WORDS
from app.policy.checks_gate import EXAMPLES_ENTERED, example_bearings
from app.policy.problems import Fault, Faults, Trail


def advise_on_gate(policy: GatePolicy) -> Faults:
    """Every warning. The policy's references must hold (`check_gate` has seen to that)."""
    for key, item in policy.items.items():
        for what, cure in _contradictions(item):
            yield Fault(("items", key), f"`{key}` {what}", cure, warning=True)
    yield from _never_open(policy)


def _contradictions(item: ItemPolicy) -> Iterator[tuple[str, str]]:
    rules = item.rules
    if item.choices and rules != QualityRules():
        yield "has rules that are never asked, for it has choices", "delete one of the two"
        return
    if rules.max_characters is not None and _least_characters(rules) > rules.max_characters:
        yield "asks for more than its `max_characters` hold", "raise that, or ask for less"
    parted = (rules.paragraphs or 0) > 1
    if parted and (rules.one_sentence or rules.one_question or rules.one_person):
        yield "asks for paragraphs and for one thing alone", "delete one of the two rules"
    if parted and not item.multiline:
        yield "asks for paragraphs in a field of one line", "delete `multiline: false`"
    if rules.hours_ahead is not None and (item.ticket_field or item.jira_field):
        yield (
            "counts hours from when it is entered, which nobody knows of a field's value",
            "take `ticket_field` and `jira_field` away: only the sidebar can answer it",
        )


def _least_characters(rules: QualityRules) -> int:
    """What the shortest text has that obeys the other sizes: words of one letter, single signs."""
    paragraphs = rules.paragraphs or 0
    words = 2 * rules.min_words - 1
    steps = 3 * rules.min_steps - 2
    return max(words, steps, paragraphs * 2 * PARAGRAPH_WORDS)


def _never_open(policy: GatePolicy) -> Faults:
    """Items that stay lacking in a packet of nothing but good examples."""
    told: set[str] = set()
    for pattern in policy.patterns:
        for severity in policy.severities:
            for key, reason in _lacking(pattern, severity, policy).items():
                if key in told or _has_faulty_examples(policy.items[key], policy):
                    continue
                told.add(key)
                what = f"no good example of `{key}` opens a gate of `{pattern}` at {severity}"
                cure = "add one that does, or loosen the rule"
                trail: Trail = ("items", key)
                yield Fault(trail, f"{what} ({reason})", cure, warning=True)


def _lacking(pattern: str, severity: str, policy: GatePolicy) -> Mapping[str, str]:
    bearings = Bearings(EXAMPLES_ENTERED, policy.authorities_for(severity))
    items: dict[str, str] = {}
    for key in policy.keys_of(pattern):
        if key != SEVERITY:
            items[key] = _good_answer(key, policy.items[key], bearings, items)
    packet = Packet(
        pattern=pattern,
        severity=severity,
        items=items,
        entered=dict.fromkeys(items, EXAMPLES_ENTERED),
    )
    decision = decide(GateEntry(0, packet), policy, at=EXAMPLES_ENTERED)
    return {item.key: item.reason for item in decision.items if item.key in decision.lacking}


def _good_answer(key: str, item: ItemPolicy, bearings: Bearings, used: Mapping[str, str]) -> str:
    """A choice, a good example that no other item took, else words that obey no rule but some."""
    if item.choices:
        return item.choices[0]
    fresh = [text for text in item.examples.good if text not in used.values()]
    good = [text for text in fresh if not find_weaknesses(text, item, None, bearings)]
    return next(iter([*good, *fresh, *item.examples.good]), f"What there is to say about {key}")


def _has_faulty_examples(item: ItemPolicy, policy: GatePolicy) -> bool:
    """Of these it is told already that they are missing, or found weak."""
    if item.rules == QualityRules():
        return False
    bearings = example_bearings(policy)
    return all(find_weaknesses(text, item, None, bearings) for text in item.examples.good)
