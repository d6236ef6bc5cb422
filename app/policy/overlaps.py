"""Rules of the house that find the same thing, told by what their own examples are taken for."""

from collections.abc import Iterator
from typing import NamedTuple

from app.model import Action, Audience
from app.policy.problems import Fault, Faults, Trail
from app.redaction.canonical import canonicalise, fold
from app.redaction.compiled import compile_policy
from app.redaction.hits import HOUSE_TERMS, Hit
from app.redaction.policy import RedactionPolicy, Rule, TermRule, own_rules


class _Own(NamedTuple):
    """A rule of the house, with the values that its terms find."""

    trail: Trail
    rule: Rule
    words: frozenset[str]

    def found(self, hit: Hit) -> bool:
        if self.words:
            return hit.detector == HOUSE_TERMS and hit.value in self.words
        return hit.detector == self.rule.name


def find_overlaps(policy: RedactionPolicy, version: str) -> Faults:
    """Warnings: two rules that find one example as two kinds, and rules that find nothing new."""
    own = list(_own_rules(policy))
    told = set[frozenset[str]]()
    for one in own:
        texts = one.rule.examples.hits
        finds = [hits for text in texts for hits in _hits(text, one.rule.entity, policy, version)]
        for other in own:
            pair = frozenset((one.rule.name, other.rule.name))
            if pair not in told and any(_clash(one, other, hits) for hits in finds):
                told.add(pair)
                yield _overlap(one, other)
        others = {_who(hit, own) for hits in finds for hit in _in_their_place(one, hits)}
        if finds and all(_is_covered(one, hits) for hits in finds):
            yield _dead(one, sorted(others))


def _own_rules(policy: RedactionPolicy) -> Iterator[_Own]:
    for part, rules in own_rules(policy):
        for at, rule in enumerate(rules):
            words = rule.words if isinstance(rule, TermRule) else ()
            yield _Own((part, at), rule, frozenset(map(fold, words)))


def _hits(text: str, entity: str, policy: RedactionPolicy, version: str) -> Iterator[list[Hit]]:
    """All finds in the text, for each audience that may not see the kind."""
    view, rule = canonicalise(text), policy.entities[entity]
    for audience in Audience:
        if rule.action_for(audience) is not Action.ALLOW:
            yield list(compile_policy(policy, version, audience).find_unknown(view))


def _clash(one: _Own, other: _Own, hits: list[Hit]) -> bool:
    if one.rule.entity == other.rule.entity:
        return False
    mine, theirs = filter(one.found, hits), list(filter(other.found, hits))
    return any(hit.start < his.end and his.start < hit.end for hit in mine for his in theirs)


def _in_their_place(one: _Own, hits: list[Hit]) -> Iterator[Hit]:
    """What others find as the same kind over the whole of a find of this rule."""
    mine = list(filter(one.found, hits))
    for hit in hits:
        of_others = hit.entity == one.rule.entity and not one.found(hit)
        if of_others and any(_covers(hit, own) for own in mine):
            yield hit


def _is_covered(one: _Own, hits: list[Hit]) -> bool:
    mine = list(filter(one.found, hits))
    others = list(_in_their_place(one, hits))
    return bool(mine) and all(any(_covers(hit, own) for hit in others) for own in mine)


def _covers(hit: Hit, own: Hit) -> bool:
    return hit.start <= own.start and hit.end >= own.end


def _who(hit: Hit, own: list[_Own]) -> str:
    return next((one.rule.name for one in own if one.found(hit)), hit.detector)


def _overlap(one: _Own, other: _Own) -> Fault:
    what = (
        f"an example of `{one.rule.name}` ({one.rule.entity}) is found by "
        f"`{other.rule.name}` as {other.rule.entity} too"
    )
    return Fault(one.trail, what, "narrow one of the two: the longer find counts", warning=True)


def _dead(one: _Own, others: list[str]) -> Fault:
    what = f"all examples of `{one.rule.name}` are found without it, by {', '.join(others)}"
    return Fault(
        one.trail, what, "delete it, or add an example of what only it finds", warning=True
    )
