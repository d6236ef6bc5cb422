"""Words that stand twice, in two lists or inside each other, and rules that others hide."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import NamedTuple

from app.policy.problems import Fault, Faults, Trail
from app.redaction.canonical import fold
from app.redaction.policy import FileTreatment, RedactionPolicy


class _Term(NamedTuple):
    word: str
    entity: str
    rule: str
    trail: Trail


def check_words(policy: RedactionPolicy) -> Faults:
    """Terms against each other and against the lists; entries that stand in a list twice."""
    terms = list(_terms(policy))
    yield from _same_terms(terms)
    yield from _contained_terms(terms)
    yield from _listed_terms(terms, policy)
    yield from _twice(policy)


def check_attachments(policy: RedactionPolicy) -> Faults:
    """Attachment rules that never count: an earlier one takes the files, or nothing can be done."""
    kinds = [rule.content_type for rule in policy.attachments]
    for at, kind in enumerate(kinds):
        earlier = next((one for one in kinds[:at] if fnmatch(kind, one)), None)
        if earlier is not None:
            what = f"`{kind}` is never looked at: `{earlier}` above takes these files"
            yield Fault(("attachments", at), what, "move it above that one, or delete it")
    for at, rule in enumerate(policy.attachments):
        drawn = rule.treatment is FileTreatment.REENCODE
        if drawn != rule.content_type.startswith("image/"):
            what = f"`{rule.content_type}` lets nothing cross: {rule.treatment.value} is not for it"
            cure = "write `reencode` for pictures and for nothing else"
            yield Fault(("attachments", at, "treatment"), what, cure)


def _terms(policy: RedactionPolicy) -> Iterator[_Term]:
    for at, rule in enumerate(policy.terms):
        for number, word in enumerate(rule.words):
            yield _Term(fold(word), rule.entity, rule.name, ("terms", at, "words", number))


def _same_terms(terms: Iterable[_Term]) -> Faults:
    first: dict[str, _Term] = {}
    for term in terms:
        other = first.setdefault(term.word, term)
        if other is term:
            continue
        if other.entity != term.entity:
            what = f"`{term.word}` is of the kind {other.entity} already, in `{other.rule}`"
            yield Fault(term.trail, what, "keep it in one of the two")
        else:
            what = f"`{term.word}` stands already in `{other.rule}`"
            yield Fault(term.trail, what, "delete one of the two", warning=True)


def _contained_terms(terms: list[_Term]) -> Faults:
    """A whole term inside a longer one: the shorter is found wherever the longer stands."""
    by_word = {term.word: term for term in terms}
    for term in terms:
        for part in _parts(term.word):
            short = by_word.get(part)
            if short is not None:
                what = f"`{term.word}` holds `{short.word}` of `{short.rule}` ({short.entity})"
                cure = "delete the longer if the shorter does, or see that both kinds are meant"
                yield Fault(term.trail, what, cure, warning=True)


def _parts(term: str) -> Iterator[str]:
    words = term.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end - start < len(words):
                yield " ".join(words[start:end])


def _listed_terms(terms: list[_Term], policy: RedactionPolicy) -> Faults:
    lists = {"common_words": policy.common_words, "generic_words": policy.generic_words}
    for name, words in lists.items():
        known = frozenset(map(fold, words))
        for term in terms:
            if term.word in known:
                what = f"the term `{term.word}` stands in `{name}` too: every sentence loses it"
                yield Fault(term.trail, what, "keep it in one of the two", warning=True)


def _twice(policy: RedactionPolicy) -> Faults:
    lists: tuple[tuple[Trail, tuple[str, ...]], ...] = (
        (("common_words",), policy.common_words),
        (("generic_words",), policy.generic_words),
        (("product_words",), policy.product_words),
        (("private_fields",), policy.private_fields),
        (("internal", "hosts"), policy.internal.hosts),
        (("internal", "not_issue_keys"), policy.internal.not_issue_keys),
        *((("remarks", at, "phrases"), rule.phrases) for at, rule in enumerate(policy.remarks)),
    )
    for trail, words in lists:
        seen: Counter[str] = Counter()
        for at, word in enumerate(words):
            seen[word.lower()] += 1
            if seen[word.lower()] == 2:
                what = f"`{word}` stands in this list twice"
                yield Fault((*trail, at), what, "delete one of the two", warning=True)
