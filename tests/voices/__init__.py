"""Sentences of engineers and customers by which the words of the tones are weighed.

Each file is lines of four columns parted by tabs: whom it goes `to` (`zendesk`, `jira`), whether
it `goes` (is withheld) or `stays`, its language, and the sentence. The sentences of the redaction
cases are weighed with them, as the policies without their tones judge them.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from app.cli.redacting import Line, read_document
from app.document import to_plain
from app.errors import AirlockError
from app.model import Action, Audience
from app.policy.loading import load_directory
from app.redaction.canonical import canonicalise, fold
from app.redaction.compiled import Compiled, compile_policy
from app.redaction.detectors.sentences import split_sentences
from app.redaction.detectors.tone_scales import read_words
from app.redaction.hits import Hit
from app.redaction.policy import Examples
from tests.cases.redaction import Case, read_cases

FOLDER = Path(__file__).parent
POLICIES = FOLDER.parents[1] / "policies"
TOLD = {"zendesk": {"remark", "roadmap", "security_finding"}, "jira": {"customer_rant"}}
"""The kinds that make a sentence of a case one that goes."""
OF_RULES, OF_MENDED = 5, 3
"""How much the examples of the policies count, which lint asks for each, and sentences that were
judged wrongly once."""


class Voice(NamedTuple):
    """A sentence, folded, without the names that its case's context knows."""

    to: str
    goes: bool
    language: str
    words: frozenset[str]
    text: str
    times: int = 1
    """As much as so many sentences it counts."""


def read_voices() -> Iterator[Voice]:
    """The sentences that were written to be weighed."""
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            to, label, language, text = line.split("\t")
            words = frozenset(read_words(canonicalise(text).folded))
            times = OF_MENDED if path.stem == "mended" else 1
            yield Voice(to, label == "goes", language, words, text, times)


def read_examples() -> Iterator[Voice]:
    """What the rules of the policies say that they find, and what they leave."""
    policy = load_directory(POLICIES).redaction
    for rule in (*policy.remarks, *policy.tones):
        yield from _examples(_side(rule.entity), rule.examples, goes=True)
    for kind, entity in policy.entities.items():
        told = any(kind in kinds for kinds in TOLD.values())
        if told or entity.customer is not Action.ALLOW:
            yield from _examples(_side(kind), entity.examples, goes=told)
        if not told and entity.engineering is not Action.ALLOW:
            yield from _examples("jira", entity.examples, goes=False)


def _side(kind: str) -> str:
    return "jira" if kind in TOLD["jira"] else "zendesk"


def _examples(to: str, examples: Examples, *, goes: bool) -> Iterator[Voice]:
    for label, texts in ((goes, examples.hits), (False, examples.near_misses)):
        for text in texts:
            words = frozenset(read_words(canonicalise(text).folded))
            yield Voice(to, label, "rule", words, text, OF_RULES)


def read_told_by_cases() -> Iterator[Voice]:
    """The sentences of the redaction cases, as the other rules of the policies judge them."""
    policy = load_directory(POLICIES).redaction.model_copy(update={"tones": ()})
    compiled = {
        "jira": compile_policy(policy, "voices", Audience.ENGINEERING),
        "zendesk": compile_policy(policy, "voices", Audience.CUSTOMER),
    }
    seen = set[tuple[str, str]]()
    for case in read_cases():
        for voice in _read_case(case, compiled[case.to]):
            if (case.to, voice.text) not in seen:
                seen.add((case.to, voice.text))
                yield voice


def _read_case(case: Case, compiled: Compiled) -> Iterator[Voice]:
    try:
        view = canonicalise(to_plain(read_document(Line.model_validate(case.line))))
    except (ValueError, RecursionError, AirlockError):
        return
    names = _words_of_context(case)
    hits = [*compiled.find_unknown(view)]
    for start, end in split_sentences(view.text):
        words = read_words(view.folded[start:end])
        words = {word for word in words if names.isdisjoint(word.split())}
        near = [hit for hit in hits if hit.start < end and start < hit.end]
        goes = _goes(case, view.folded[start:end], near, start, end)
        if len(words) > 1 and goes is not None:
            yield Voice(case.to, goes, "case", frozenset(words), view.folded[start:end])


def _goes(case: Case, sentence: str, hits: Sequence[Hit], start: int, end: int) -> bool | None:
    """Whether the sentence goes as a whole; None where that cannot be told."""
    spaced = " ".join(sentence.split())
    named = [gone for gone in case.gone if " ".join(fold(gone).split()) in spaced]
    told = [hit for hit in hits if hit.entity in TOLD[case.to]]
    if not told and any(_touch(" ".join(fold(kept).split()), spaced) for kept in case.stays):
        return False
    if not told and named:
        said = "talk" in case.id and any(" " in gone for gone in named)
        return True if said and not hits else None
    if not told:
        return False if not hits or case.to == "jira" else None
    covered = sum(min(hit.end, end) - max(hit.start, start) for hit in told)
    if named or covered > 0.6 * (end - start):
        return True
    return None


def _touch(one: str, other: str) -> bool:
    return one in other or other in one


def _words_of_context(case: Case) -> frozenset[str]:
    """Names are of their cases; their words say nothing of a tone."""
    said = json.dumps(case.line.get("context") or {}, ensure_ascii=False)
    return frozenset(re.findall(r"[^\W\d_]+", fold(said)))
