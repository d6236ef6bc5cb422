"""People named one after the other: the lines of a mail's head, and those in copy."""

import re
from collections.abc import Iterator

import re2

from app.redaction.canonical import Canonical
from app.redaction.detectors.name_desks import is_desk
from app.redaction.hits import Hit, Rank
from app.redaction.policy import quiet_options
from app.redaction.words import NOT_A_NAME

_LINE = re.compile(
    r"^[ \t>]*(?P<head>from|to|cc|bcc|sender|von|an|de|para|kopie|till|från)[ \t]*:[ \t]*"
    r"(?P<people>[^\n\x02]{1,400})|\b(?P<copy>cc)[ :]{1,2}(?P<copied>[^\n\x02]{1,400})",
    re.IGNORECASE | re.MULTILINE,
)
_ANY = re2.compile(
    rb"(?im)^[ \t>]*(?:from|to|cc|bcc|sender|von|an|de|para|kopie|till|fr.{1,2}n)[ \t]*:"
    rb"|\bcc[ :]",
    quiet_options(),
)
"""Stands wherever a line of people does, and is faster to look for."""
_PIECE = re.compile(r"[^;,]+")
_NAME = re.compile(r"[^\W\d_][\w'-]+\.?(?: [^\W\d_][\w'-]*\.?){0,3}")
_SENDERS = frozenset({"from", "von", "de", "sender"})


def find_lists(view: Canonical) -> Iterator[Hit]:
    """Each person of each list; `Schmidt, Peter` in front of a mail is one."""
    if _ANY.search(view.data) is None:
        return
    for line in _LINE.finditer(view.text):
        group = "people" if line["head"] else "copied"
        names = [*_names(view, *line.span(group))]
        if (line["head"] or "").lower() in _SENDERS and _is_turned(view, names):
            yield _hit(view, names[0][0], names[1][1])
        elif line["copy"] or ";" in line[group] or (line["head"] or "").lower().endswith("cc"):
            yield from (_hit(view, start, end) for start, end in names)


def _names(view: Canonical, start: int, end: int) -> Iterator[tuple[int, int]]:
    for piece in _PIECE.finditer(view.text, start, end):
        text = piece.group().lstrip(' "')
        found = _NAME.match(text)
        if found is None or not _is_name(found.group()):
            continue
        at = piece.end() - len(text)
        yield at, at + found.end()


def _is_name(text: str) -> bool:
    parts = text.rstrip(".").split()
    if is_desk(text):
        return False
    return all(part[0].isupper() and part.strip(".'").lower() not in NOT_A_NAME for part in parts)


def _is_turned(view: Canonical, names: list[tuple[int, int]]) -> bool:
    """Surname, comma, given name: two single words and nothing between them."""
    if len(names) != 2:
        return False
    words = [view.text[start:end] for start, end in names]
    between = view.text[names[0][1] : names[1][0]]
    return between.strip() == "," and not any(" " in word for word in words)


def _hit(view: Canonical, start: int, end: int) -> Hit:
    value = " ".join(view.folded[start:end].split())
    return Hit(start, end, "person_name", "name-list", Rank.CUE, value)
