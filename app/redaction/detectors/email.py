"""E-mail addresses, also as people spell them to hide them from machines."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_CHARACTER = r"0-9A-Za-z\x{C0}-\x{10FFFF}"
_LOCAL = rf"[{_CHARACTER}_](?:[{_CHARACTER}_.%+'!$*^~-]*[{_CHARACTER}_+-])?"
_DOMAIN = rf"(?:[{_CHARACTER}][{_CHARACTER}-]*\.)+[{_CHARACTER}-]*[{_CHARACTER}]"
_PLAIN = r"[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_+-])?"
_LABEL = r"[a-z0-9][a-z0-9-]*"
_BRACKETED_AT = r"[ \t]*[\[({<][ \t]*(?:at|@)[ \t]*[\])}>][ \t]*"
_AT = rf"(?:{_BRACKETED_AT}|[ \t]+at[ \t]+|[ \t]?@[ \t]?)"
_BRACKETED_DOT = r"[ \t]*[\[({<][ \t]*(?:dot|\.)[ \t]*[\])}>][ \t]*"
_TOP = r"(?:com|net|org|io|de|fr|uk|eu|co|example|test|info|biz|us|ch|at|nl|it|es|pl|se|dev|app)"

_SPELLED_AT = re.compile(r"\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*|\s+at\s+|\s*@\s*")
_SPELLED_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*|\s+dot\s+|\s*\.\s*")


def _read(candidate: Candidate) -> Candidate:
    text = candidate.text.lower()
    return candidate._replace(value=_SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", text)))


def _email(name: str, regex: str, *gates: str) -> Pattern:
    return Pattern("email", name, regex, gates, Rank.CHECKED, ignore_case=True, check=_read)


# A space behind the dot alone ends a sentence: the next word is no top-level domain.
_SPLIT_DOT = r"(?:\.| \. ?)"

PATTERNS = (
    _email("email", rf"{_LOCAL}@(?:{_DOMAIN}|\[\d+(?:\.\d+){{3}}\])", "@"),
    _email("email-spelled", rf"{_PLAIN}{_AT}{_LABEL}(?:{_BRACKETED_DOT}{_LABEL})+", "at", "@"),
    _email(
        "email-spoken",
        rf"{_PLAIN}{_AT}{_LABEL}(?:[ \t]+dot[ \t]+{_LABEL})*[ \t]+dot[ \t]+{_TOP}\b",
        "at",
        "@",
    ),
    _email(
        "email-spelled-at",
        rf"{_PLAIN}{_BRACKETED_AT}{_LABEL}(?:\.{_LABEL})+",
        "at",
        "@",
    ),
    _email(
        "email-split",
        rf"{_PLAIN} ?@ ?{_LABEL}(?:{_SPLIT_DOT}{_LABEL})*{_SPLIT_DOT}{_TOP}\b",
        "@",
    ),
)
