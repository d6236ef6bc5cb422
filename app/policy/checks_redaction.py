"""The redaction policy's own findings about itself, and its rules against their examples."""

from collections.abc import Iterable, Iterator

import re2

from app.document import from_plain
from app.model import Action, Audience
from app.policy.overlaps import find_overlaps
from app.policy.pattern_cost import find_costly
from app.policy.probe_text import probe_text
from app.policy.problems import Fault, Faults, Trail
from app.policy.reading import Tree
from app.policy.word_lists import check_attachments, check_words
from app.redaction.engine import redact
from app.redaction.policy import Examples, RedactionPolicy, own_rules, quiet_options
from app.redaction.policy_problems import find_problems, kind_problem, pattern_problem
from app.redaction.pseudonyms import Pseudonyms

_VERSION = "examples"


def check_redaction(policy: RedactionPolicy) -> Faults:
    """Every reference, action and pattern that cannot work; patterns within their cost."""
    for problem in find_problems(policy):
        what, _, cure = problem.what.partition("; ")
        yield Fault(problem.path, what, cure or "correct it")


def check_loose_rules(tree: Tree) -> Faults:
    """What can be told of the rules while the policy as a whole has no shape yet."""
    entities = tree.get("entities")
    known = entities.keys() if isinstance(entities, dict) else ()
    for part in ("terms", "patterns", "remarks", "tones"):
        rules = tree.get(part)
        for at, rule in enumerate(rules if isinstance(rules, list) else ()):
            found = _loose_problems(rule, known) if isinstance(rule, dict) else ()
            for key, problem in found:
                what, _, cure = problem.partition("; ")
                yield Fault((part, at, key), what, cure)


def _loose_problems(rule: Tree, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    entity, pattern = rule.get("entity"), rule.get("pattern")
    told = {
        "entity": kind_problem(entity, known) if isinstance(entity, str) else None,
        "pattern": pattern_problem(pattern) if isinstance(pattern, str) else None,
    }
    return ((key, problem) for key, problem in told.items() if problem is not None)


def check_greed(policy: RedactionPolicy) -> Faults:
    """Patterns of the house that take most of any text: what they find says nothing, and with them
    no other rule's examples would."""
    usual = probe_text(_USUAL_LENGTH).encode()
    for at, rule in enumerate(policy.patterns):
        regex = re2.compile(rule.pattern.encode(), quiet_options(ignore_case=rule.ignore_case))
        taken = sum(end - start for start, end in (found.span() for found in regex.finditer(usual)))
        share = round(100 * taken / len(usual))
        if share > _MOST_TAKEN:
            what = f"`{rule.name}` takes {share} % of usual text"
            cure = "narrow it to what is private; the examples are tried after that"
            yield Fault(("patterns", at, "pattern"), what, cure)


_USUAL_LENGTH = 4_000
_MOST_TAKEN = 40


def try_redaction_examples(policy: RedactionPolicy) -> Faults:
    """Every example that redaction treats otherwise, as texts of the policy's own imagined pair.

    A hit must be found for one of the audiences that may not see its kind, a near miss for none.
    A kind that both may see cannot be tried.
    """
    for trail, entity, examples in _rules(policy):
        for at, text in enumerate(examples.hits):
            if _hidden_from(entity, policy) and not _is_found(text, entity, policy):
                what = f"nothing of the kind {entity} is found in this hit"
                yield Fault((*trail, "hits", at), what, "mend the rule or the example")
        for at, text in enumerate(examples.near_misses):
            if _is_found(text, entity, policy):
                what = f"something of the kind {entity} is found in this near miss"
                yield Fault((*trail, "near_misses", at), what, "narrow the rule or move it to hits")


def advise_on_redaction(policy: RedactionPolicy) -> Faults:
    """What costs too much, what stands twice, what overlaps and what never counts.

    Measures the house's patterns, so that it takes seconds for each of them.
    """
    yield from check_words(policy)
    yield from check_attachments(policy)
    yield from find_overlaps(policy, _VERSION)
    yield from find_costly(policy)


def _rules(policy: RedactionPolicy) -> Iterator[tuple[Trail, str, Examples]]:
    for name, rule in policy.entities.items():
        yield ("entities", name, "examples"), name, rule.examples
    for part, rules in own_rules(policy):
        for at, own in enumerate(rules):
            yield (part, at, "examples"), own.entity, own.examples


def _hidden_from(entity: str, policy: RedactionPolicy) -> list[Audience]:
    rule = policy.entities[entity]
    return [audience for audience in Audience if rule.action_for(audience) is not Action.ALLOW]


def _is_found(text: str, entity: str, policy: RedactionPolicy) -> bool:
    return any(_finds(text, entity, audience, policy) for audience in _hidden_from(entity, policy))


def _finds(text: str, entity: str, audience: Audience, policy: RedactionPolicy) -> bool:
    """A kind that the policy holds leaves no finding: then being held is what shows it."""
    result = redact(
        from_plain(text),
        audience=audience,
        policy=policy,
        version=_VERSION,
        context=policy.example_context,
        pseudonyms=Pseudonyms(),
    )
    if policy.entities[entity].action_for(audience) is Action.HOLD:
        return result.text is None
    return any(finding.entity == entity for finding in result.findings)
