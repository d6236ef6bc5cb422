"""Runs the examples that rules carry against the policy that they stand in."""

import re
from collections.abc import Iterator

from app.document import Document, Inline, LineBreak, Mention, Paragraph, Text
from app.model import Action, Audience
from app.redaction.engine import redact
from app.redaction.policy import Examples, Problem, RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms

_MENTION = re.compile(r"@\{([^}]+)\}")


def find_failing_examples(policy: RedactionPolicy) -> tuple[Problem, ...]:
    """Each example in which its rule finds nothing, and each near miss in which it does."""
    return tuple(_failing(policy))


def _failing(policy: RedactionPolicy) -> Iterator[Problem]:
    for name, rule in policy.entities.items():
        yield from _try(policy, name, rule.examples, ("entities", name))
    parts = (("terms", policy.terms), ("patterns", policy.patterns), ("remarks", policy.remarks))
    for part, rules in parts:
        for index, own in enumerate(rules):
            yield from _try(policy, own.entity, own.examples, (part, index))


def _try(
    policy: RedactionPolicy, entity: str, examples: Examples, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    for index, text in enumerate(examples.hits):
        if not _finds(policy, entity, text):
            place = (*path, "examples", "hits", index)
            yield Problem(place, f"finds no {entity} here; widen the rule or correct the example")
    for index, text in enumerate(examples.near_misses):
        if _finds(policy, entity, text):
            place = (*path, "examples", "near_misses", index)
            yield Problem(place, f"finds {entity} here; narrow the rule or correct the example")


def _finds(policy: RedactionPolicy, entity: str, text: str) -> bool:
    rule = policy.entities[entity]
    audience = next((one for one in Audience if rule.action_for(one) is not Action.ALLOW), None)
    if audience is None:
        return _finds(_strict(policy, entity), entity, text)
    redaction = redact(
        read_example(text),
        audience=audience,
        policy=policy,
        version=f"examples:{id(policy)}",
        context=policy.example_context,
        pseudonyms=Pseudonyms(),
    )
    if rule.action_for(audience) is Action.HOLD:
        return redaction.text is None
    return any(finding.entity == entity for finding in redaction.findings)


def _strict(policy: RedactionPolicy, entity: str) -> RedactionPolicy:
    """The policy as if the kind, which both may see, were dropped: then it shows."""
    rule = policy.entities[entity]
    dropped = rule.model_validate({**rule.model_dump(), "customer": Action.DROP})
    return policy.model_validate(
        {**policy.model_dump(), "entities": {**policy.entities, entity: dropped}}
    )


def read_example(text: str) -> Document:
    """An example as a document: a line feed is a break, `@{Jane Roe}` a mention."""
    inlines: list[Inline] = []
    for line in text.split("\n"):
        inlines.append(LineBreak())
        for number, part in enumerate(_MENTION.split(line)):
            inlines.append(Mention("example", part) if number % 2 else Text(part))
    return Document((Paragraph(tuple(inlines[1:])),))
