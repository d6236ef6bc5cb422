"""Whether an entry says enough to act on; each reason is a sentence that tells what to add.

Rules look at the entry and its bearings alone and never quote it. Apart from the rules that bound
an entry (`max_characters`, `paragraphs`, `one_sentence`, `one_question`, `one_person`), text added
at the end of a good entry leaves it good. All expressions are linear in the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.gate.moments import explain_deadline, has_date
from app.gate.placeholders import fold, is_placeholder, says_nothing
from app.gate.policy import ItemPolicy, QualityRules
from app.gate.sentences import (
    PARAGRAPH_WORDS,
    WORD,
    count_paragraphs,
    count_sentences,
    count_steps,
    count_words,
)
from app.gate.words import GROUPS, NUMBER_WORDS, ROLES, UNITS

# A number that names something (an error, a version, a severity) does not size an impact.
_NAMING_NUMBER = re.compile(
    r"\b(?:error|errors|http|https|code|status|version|ticket|case|sev|severity)[\s:#-]{0,3}\d[\d.]*"
    r"|#\d+|\b[vps]\d[\d.]*",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\d\.\d|\bv\d|\b(?=[0-9a-f]{0,39}\d)(?=[0-9a-f]{0,39}[a-f])[0-9a-f]{7,40}\b"
    r"|\b(?:version|release|build|rev|revision|patch|update|commit|tag)\b\W{0,3}\w{0,20}\d"
    r"|\b(?:chrome|firefox|safari|edge|windows|macos|ios|ipados|android|ubuntu|debian|rhel|java|jdk"
    r"|python|node|ruby|php|go|postgres|postgresql|mysql|oracle|redis|kafka|kubernetes|outlook)"
    r"[ /-]\d",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://\S{3}|\b[\w.-]{1,100}\.(?:log|txt|zip|gz|tgz|har|json|csv|dmp|pcap|out)\b"
    r"|\b(?:trace|request|correlation|span|session)[ _-]?id\b\W{0,3}\w",
    re.IGNORECASE,
)
_QUESTION_MARK = re.compile(r"[?？؟](?=\s|$|[\"')\]])")
_SEPARATOR = re.compile(r"[/;&\n+]")
_OPEN_QUESTION = re.compile(
    r"^\W*(?:any (?:idea|ideas|thoughts|update|updates|news|help)|thoughts|ideas|help|why|how|what"
    r"|please (?:advise|help|check|look)|can (?:you|someone|anyone) (?:look|check|help|advise)"
    r"|what(?:'s| is) (?:going on|happening|wrong|up))\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bearings:
    """What a rule must know besides the entry's text.

    `entered` is when it was made, None where nobody knows (a field's value). `authorities` are the
    names of those who may stand for a promise to the customer.
    """

    entered: datetime | None = None
    authorities: tuple[str, ...] = ()


NOWHERE = Bearings()


def find_weaknesses(
    text: str,
    item: ItemPolicy,
    choices: tuple[str, ...] | None = None,
    bearings: Bearings = NOWHERE,
) -> tuple[str, ...]:
    """Everything that keeps an entry from answering its item, as sentences; empty when it does.

    `choices` replaces the item's own (the severities of the policy).
    """
    if not text.strip():
        return ("Nothing is entered.",)
    if choices is not None:
        return _not_among(choices, known=text.strip() in choices)
    if item.choices:
        return _not_among(item.choices, known=_is_choice(text, item.choices))
    if is_placeholder(text, item):
        return ("This is a placeholder; say what is known, or what was looked at and not found.",)
    told = [check(text, item.rules) for check in _CHECKS]
    told += [_no_authority(text, item.rules, bearings), _no_deadline(text, item.rules, bearings)]
    return tuple(filter(None, told))


def is_reason(text: str, min_words: int) -> bool:
    """Whether a waiver's reason says something in so many different words."""
    return not says_nothing(text) and count_words(text) >= min_words


def _not_among(choices: tuple[str, ...], *, known: bool) -> tuple[str, ...]:
    return () if known else (f"Choose one of: {', '.join(choices)}.",)


def _is_choice(text: str, choices: tuple[str, ...]) -> bool:
    """Zendesk tells an option by its tag, such as `configuration_change`."""
    plain = fold(text.replace("_", " "))
    return any(plain == fold(choice.replace("_", " ")) for choice in choices)


def _too_few_words(text: str, rules: QualityRules) -> str:
    if not rules.min_words or count_words(text) >= rules.min_words:
        return ""
    return f"Too short to act on; {rules.min_words} different words or more are expected."


def _too_long(text: str, rules: QualityRules) -> str:
    if rules.max_characters is None or len(text.strip()) <= rules.max_characters:
        return ""
    return f"Too long; say it in {rules.max_characters} characters."


def _too_few_steps(text: str, rules: QualityRules) -> str:
    if not rules.min_steps or count_steps(text) >= rules.min_steps:
        return ""
    return f"No steps to follow; list {rules.min_steps} or more, one a line or numbered."


def _other_paragraphs(text: str, rules: QualityRules) -> str:
    if rules.paragraphs is None or count_paragraphs(text) == rules.paragraphs:
        return ""
    expected = "one paragraph" if rules.paragraphs == 1 else f"{rules.paragraphs} paragraphs"
    return f"Not {expected} of {PARAGRAPH_WORDS} words or more; a blank line parts paragraphs."


def _no_number(text: str, rules: QualityRules) -> str:
    if not rules.needs_number or _has_number(text):
        return ""
    return "No number and no deadline; say how many, how much, or by when."


def _has_number(text: str) -> bool:
    if any(character.isdigit() for character in _NAMING_NUMBER.sub(" ", text)):
        return True
    return any(word.casefold() in NUMBER_WORDS for word in WORD.findall(text))


def _no_date(text: str, rules: QualityRules) -> str:
    if not rules.needs_date or has_date(text):
        return ""
    return "No date; write the day on which it is said, such as 2026-12-01."


def _no_version(text: str, rules: QualityRules) -> str:
    if not rules.needs_version or _VERSION.search(text):
        return ""
    return "No version; name the product's version or build, and those of what it runs on."


def _no_link(text: str, rules: QualityRules) -> str:
    if not rules.needs_link or _LINK.search(text):
        return ""
    return "Nothing to open; give a link, a file's name or a trace id, or attach the log."


def _not_one_sentence(text: str, rules: QualityRules) -> str:
    if not rules.one_sentence or count_sentences(text) == 1:
        return ""
    return "Not one sentence; say it in a single one."


def _not_one_question(text: str, rules: QualityRules) -> str:
    if not rules.one_question:
        return ""
    # A question mark inside a URL asks nothing: only one at the end of a word does.
    asked = [part for part in _QUESTION_MARK.split(text)[:-1] if WORD.search(part)]
    if not asked:
        return "No question mark; ask what engineering is to answer."
    if len(asked) > 1:
        return "Several questions; ask the one whose answer unblocks the customer."
    if _OPEN_QUESTION.match(text):
        return "Too open; ask what a yes, a value or a date can answer."
    return ""


def _not_one_person(text: str, rules: QualityRules) -> str:
    if not rules.one_person:
        return ""
    words = {word.casefold() for word in WORD.findall(text) if not word.isdigit()}
    if words & GROUPS or words <= UNITS:
        return "This is a group; name the one person who answers for it."
    if _names_several(text, words):
        return "More than one name; name the one person who answers for it."
    return ""


def _names_several(text: str, words: set[str]) -> bool:
    """A comma may part a name from its role: "Ana Ruiz, head of support"."""
    after_comma = {word.casefold() for word in WORD.findall(text.partition(",")[2])}
    separated = bool(_SEPARATOR.search(text.strip())) or "and" in words
    return separated or bool(after_comma and not after_comma & ROLES)


def _no_authority(text: str, rules: QualityRules, bearings: Bearings) -> str:
    if not rules.names_authority:
        return ""
    plain = f" {fold(text)} ".replace("'s ", " ")
    if any(f" {fold(name)} " in plain for name in bearings.authorities if fold(name)):
        return ""
    if not bearings.authorities:
        return "The policy names nobody who may stand for it; tell whoever keeps the policy."
    return f"Names nobody who may stand for it; name one of: {', '.join(bearings.authorities)}."


def _no_deadline(text: str, rules: QualityRules, bearings: Bearings) -> str:
    if rules.hours_ahead is None:
        return ""
    return explain_deadline(text, rules.hours_ahead, bearings.entered)


_CHECKS: tuple[Callable[[str, QualityRules], str], ...] = (
    _too_few_words,
    _too_long,
    _too_few_steps,
    _other_paragraphs,
    _no_number,
    _no_date,
    _no_version,
    _no_link,
    _not_one_sentence,
    _not_one_question,
    _not_one_person,
)
