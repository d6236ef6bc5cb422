"""Words of a policy that stand for nothing, or for everything."""

import re
from collections.abc import Iterator
from math import prod

from app.redaction.canonical import fold
from app.redaction.detectors.tone_scales import is_readable
from app.redaction.phrase_forms import CHOICE
from app.redaction.policy import RedactionPolicy

MAX_ALTERNATIVES = 500_000
"""Of one phrase; the beginnings of all are written out."""

_HOST = re.compile(r"(?:\*\.)?[\w-]+(?:\.[\w-]+)*")
_TYPE = re.compile(r"[\w.+*-]+/[\w.+*-]+")

Found = tuple[tuple[str | int, ...], str]
"""The place by keys and indexes of the merged policy, and what is wrong with the cure."""


def find_bad_words(policy: RedactionPolicy) -> Iterator[Found]:
    """Every entry of a list that could never be found, or would be found everywhere."""
    for place, word in _words(policy):
        if not any(map(str.isalnum, fold(word))):
            yield place, "this word holds no letter and no digit; write a word, or delete the entry"
    for place, phrase in _phrases(policy):
        problem = _phrase_problem(phrase)
        if problem is not None:
            yield place, problem
    for place, word in _weighed(policy):
        if not is_readable(word):
            yield place, f"`{word}` can stand in no sentence; {_NO_TONE}"
    yield from _weighed_twice(policy)
    yield from _places(policy)


def _weighed_twice(policy: RedactionPolicy) -> Iterator[Found]:
    seen = set[tuple[str | int, str]]()
    for place, word in _weighed(policy):
        key = (place[1], fold(word))
        if key in seen:
            yield place, f"`{word}` has points in this rule already; keep it in one of the places"
        seen.add(key)


def _weighed(policy: RedactionPolicy) -> Iterator[Found]:
    for at, rule in enumerate(policy.tones):
        for number, weight in enumerate(rule.weights):
            for word in weight.words.split(","):
                yield ("tones", at, "weights", number, "words"), word.strip()


def _places(policy: RedactionPolicy) -> Iterator[Found]:
    for at, host in enumerate(policy.internal.hosts):
        if not _HOST.fullmatch(host):
            yield ("internal", "hosts", at), _NO_HOST
    for at, rule in enumerate(policy.attachments):
        if not _TYPE.fullmatch(rule.content_type):
            yield ("attachments", at, "content_type"), _NO_TYPE


_NO_TONE = (
    "write a word, two words, or four letters and … for words that begin so; "
    "of Chinese, Japanese and Korean one letter, or two side by side"
)
_NO_HOST = "this is no host; write `wiki.corp`, or `*.corp` for all hosts that end so"
_NO_TYPE = "this is no content type; write one like `text/csv` or `text/*`"


def _words(policy: RedactionPolicy) -> Iterator[Found]:
    for at, rule in enumerate(policy.terms):
        for number, word in enumerate(rule.words):
            yield ("terms", at, "words", number), word
    for at, remark in enumerate(policy.remarks):
        for number, word in enumerate(remark.unless):
            yield ("remarks", at, "unless", number), word
        for number, word in enumerate(remark.beside):
            yield ("remarks", at, "beside", number), word
    for name in ("common_words", "generic_words", "product_words", "private_fields"):
        for number, word in enumerate(getattr(policy, name)):
            yield (name, number), word


def _phrases(policy: RedactionPolicy) -> Iterator[Found]:
    for at, rule in enumerate(policy.remarks):
        for number, phrase in enumerate(rule.phrases):
            yield ("remarks", at, "phrases", number), phrase


def _phrase_problem(phrase: str) -> str | None:
    rest = CHOICE.sub("", phrase)
    if "(" in rest or ")" in rest:
        return "this phrase holds a bracket without its other half; write `(one|two)`"
    choices = [choice.split("|") for choice in CHOICE.findall(phrase)]
    if prod(map(len, choices)) > MAX_ALTERNATIVES:
        return f"this phrase stands for more than {MAX_ALTERNATIVES} phrases; split it"
    shortest = rest.rpartition(" ... ")[2] + "".join(min(choice, key=len) for choice in choices)
    if not any(map(str.isalnum, fold(shortest))):
        return "this phrase can stand for nothing; write a word outside the brackets"
    return None
