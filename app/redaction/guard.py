"""Whether a word that is also a name is used as a name here."""

import re

from app.redaction.canonical import Canonical
from app.redaction.detectors.name_places import Place
from app.redaction.words import words

_CUE = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thank you|thx|regards|cheers|best|mr|mrs|ms|dr|from|cc|"
    r"ask|tell|told|asked|with|by|for|client|customer|contact|colleague)[ ,.:]{1,3}|@)$"
)
_STRONG_CUE = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thx|regards|cheers|mr|mrs|ms|dr)[ ,.:]{1,3}|@|-)$"
)
_START = re.compile(r"(?:^|[.!?:\n\x02>*-]|[\"'(\[])\s*$")
_VERB = re.compile(
    r"'s\b|,| (?:is|was|has|had|said|says|wrote|writes|called|cannot|can't|can|could|did|does|do|"
    r"reported|tried|asked|confirmed|needs|wants|thinks|from|and|told|mentioned|will|would|gets|got|"
    r"sees|saw|sent|here|again|also|just|at|who|still|uses)\b"
)
_JOINED = re.compile(r"[-_][A-Z]*\d|[-_][A-Z]{2}")
_ACCOUNT = re.compile(
    r"\b(?:tenant|workspace|subdomain|slug|realm|instance|mandant)(?: (?:is|name|id|called|named))?"
    r"[ :=\"'`/]{1,3}$"
)
_HOST = re.compile(r"\.(?:[a-z0-9-]{2,30}\.){1,3}[a-z]{2,10}\b")
_ALONE = re.compile(r"[ \t]*[.!]?[ \t]*(?:\n|\x02|$)")
_REACH = 24
_MONTHS = words(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday summer autumn winter spring"""
)
_WHEN = re.compile(
    r"(?:\b(?:in|since|until|till|of|during|early|mid|late|last|next|this|before|after|every|on)"
    r"|\d(?:st|nd|rd|th|\.)?)[ -]$"
)
_DAY = re.compile(r",? \d")


def is_name_here(view: Canonical, start: int, end: int, *, plural: bool = False) -> bool:
    """Capitals inside a sentence, greetings and verbs of people tell a name from a word.

    At a sentence's start a `plural` is the word's: `Fields in the second tab`.
    """
    before = view.folded[max(0, start - _REACH) : start]
    if _is_date(view, start, end):
        return False
    if not view.text[start].isupper():
        return _STRONG_CUE.search(before) is not None or _is_account(view, before, end)
    if _JOINED.match(view.text, end) is not None:
        return True
    place = Place(view, start, end, owns=view.folded[end : end + 2] == "'s")
    if place.labelled:
        return False
    if _START.search(before) is None or (place.human and not plural) or place.asked or place.title:
        return True
    after = view.folded[end : end + _REACH]
    return (
        _CUE.search(before) is not None
        or _VERB.match(after) is not None
        or _ALONE.match(after) is not None
    )


def _is_account(view: Canonical, before: str, end: int) -> bool:
    """Whether a small letter's word is what somebody's account is called, or leads a host."""
    return _ACCOUNT.search(before) is not None or _HOST.match(view.folded, end) is not None


def _is_date(view: Canonical, start: int, end: int) -> bool:
    """Months and days of the week, where a time is told."""
    if view.folded[start:end] not in _MONTHS:
        return False
    before, after = view.folded[max(0, start - _REACH) : start], view.folded[end : end + _REACH]
    return _WHEN.search(before) is not None or _DAY.match(after) is not None
