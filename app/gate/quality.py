"""Whether an entry says enough to act on; each reason is a sentence that tells what to add.

Rules look at the entry alone and never quote it. Apart from the rules that bound an entry
(`max_characters`, `one_question`, `one_person`), text added to a good entry leaves it good.
All expressions are linear in the text.
"""

import re
import unicodedata
from collections.abc import Callable

from app.gate.policy import ItemPolicy, QualityRules
from app.gate.words import GROUPS, NUMBER_WORDS, PLACEHOLDERS, ROLES, UNITS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NUMBERED = re.compile(r"(?:^|\s)(?:step\s*)?\d{1,2}[.):]\s*(?=[^\W\d_])", re.IGNORECASE)
_ARROW = re.compile(r"->|=>|→|⇒|➜|\s>\s")
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
_QUESTION_MARK = re.compile(r"[?？؟]+(?=\s|$|[\"')\]])")
_SEPARATOR = re.compile(r"[/;&\n+]")
_OPEN_QUESTION = re.compile(
    r"^\W*(?:any (?:idea|ideas|thoughts|update|updates|news|help)|thoughts|ideas|help|why|how|what"
    r"|please (?:advise|help|check|look)|can (?:you|someone|anyone) (?:look|check|help|advise)"
    r"|what(?:'s| is) (?:going on|happening|wrong|up))\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)


def find_weaknesses(
    text: str, item: ItemPolicy, choices: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Everything that keeps an entry from answering its item, as sentences; empty when it does.

    `choices` replaces the item's own (the severities of the policy).
    """
    closed = item.choices if choices is None else choices
    if not text.strip():
        return ("Nothing is entered.",)
    if closed:
        return () if text.strip() in closed else (f"Choose one of: {', '.join(closed)}.",)
    if _is_placeholder(text, item):
        return ("This is a placeholder; say what is known, or what was looked at and not found.",)
    return tuple(filter(None, (check(text, item.rules) for check in _CHECKS)))


def _is_placeholder(text: str, item: ItemPolicy) -> bool:
    plain = _fold(text)
    if plain in (_fold(item.hint), _fold(item.label)):
        return True
    words = [_fold(word) for word in text.split()]
    meaningful = [word for word in words if word]
    return all(word in PLACEHOLDERS or _is_mash(word) for word in meaningful)


def _fold(text: str) -> str:
    """Lower case, compatibility forms, single spaces, no punctuation at the ends of words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(filter(None, (word.strip(".,;:!?-_…*#()[]<>\"'") for word in folded.split())))


def _is_mash(word: str) -> bool:
    """One or a few characters over and over: `aaaa`, `asdfasdf`, `....`."""
    return any(
        len(word) > len(unit) and word == unit * (len(word) // len(unit))
        for unit in (word[:1], word[:4], word[:6])
        if unit and not unit.isdigit()
    )


def _too_few_words(text: str, rules: QualityRules) -> str:
    if _count_words(text) >= rules.min_words:
        return ""
    return f"Too short to act on; {rules.min_words} different words or more are expected."


def _count_words(text: str) -> int:
    """Different words; in scripts without spaces, two characters count as one."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return sum(max(1, len(_UNSPACED.findall(word)) // 2) for word in words)


def _too_long(text: str, rules: QualityRules) -> str:
    if rules.max_characters is None or len(text.strip()) <= rules.max_characters:
        return ""
    return f"Too long; say it in {rules.max_characters} characters."


def _too_few_steps(text: str, rules: QualityRules) -> str:
    if _count_steps(text) >= rules.min_steps:
        return ""
    return f"No steps to follow; list {rules.min_steps} or more, one a line or numbered."


def _count_steps(text: str) -> int:
    lines = sum(1 for line in text.splitlines() if _count_words(line) >= 2)
    numbered = len(_NUMBERED.findall(text))
    arrows = len(_ARROW.findall(text))
    return max(lines, numbered, arrows + 1 if arrows else 0)


def _no_number(text: str, rules: QualityRules) -> str:
    if not rules.needs_number or _has_number(text):
        return ""
    return "No number and no deadline; say how many, how much, or by when."


def _has_number(text: str) -> bool:
    if any(character.isdigit() for character in _NAMING_NUMBER.sub(" ", text)):
        return True
    return any(word.casefold() in NUMBER_WORDS for word in _WORD.findall(text))


def _no_version(text: str, rules: QualityRules) -> str:
    if not rules.needs_version or _VERSION.search(text):
        return ""
    return "No version; name the product's version or build, and those of what it runs on."


def _no_link(text: str, rules: QualityRules) -> str:
    if not rules.needs_link or _LINK.search(text):
        return ""
    return "Nothing to open; give a link, a file's name or a trace id, or attach the log."


def _not_one_question(text: str, rules: QualityRules) -> str:
    if not rules.one_question:
        return ""
    # A question mark inside a URL asks nothing: only one at the end of a word does.
    asked = [part for part in _QUESTION_MARK.split(text)[:-1] if _WORD.search(part)]
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
    words = {word.casefold() for word in _WORD.findall(text) if not word.isdigit()}
    if words & GROUPS or words <= UNITS:
        return "This is a group; name the one person who answers for it."
    if _names_several(text, words):
        return "More than one name; name the one person who answers for it."
    return ""


def _names_several(text: str, words: set[str]) -> bool:
    """A comma may part a name from its role: "Ana Ruiz, head of support"."""
    after_comma = {word.casefold() for word in _WORD.findall(text.partition(",")[2])}
    separated = bool(_SEPARATOR.search(text.strip())) or "and" in words
    return separated or bool(after_comma and not after_comma & ROLES)


_CHECKS: tuple[Callable[[str, QualityRules], str], ...] = (
    _too_few_words,
    _too_long,
    _too_few_steps,
    _no_number,
    _no_version,
    _no_link,
    _not_one_question,
    _not_one_person,
)
