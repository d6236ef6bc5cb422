"""Customers named one after the other behind `Affected tenants:`, on its line or those below it."""

import re
from collections.abc import Iterator

import re2

from app.redaction.canonical import Canonical
from app.redaction.hits import Hit, Rank
from app.redaction.name_stock import stock
from app.redaction.policy import quiet_options
from app.redaction.words import words

_HEAD = (
    r"\b(?:affected|impacted|concerned|same|other|further|more|known|broken|migrated|betroffene|weitere|"
    r"andere|concernés|afectados|otros|afetados|interessati|altri|getroffen|andere) "
    r"(?:tenants?|customers?|clients?|accounts?|orgs?|organi[sz]ations?|companies|kunden|mandanten|"
    r"clientes|clienti|klanten)\b[^\n:.\x02]{0,30}:"
    r"|\b(?:clients|tenants|kunden|clientes|clienti|klanten) (?:affected|impacted|concernés|"
    r"betroffen|"
    r"touchés|afectados|afetados|interessati|getroffen)\b[^\n:.\x02]{0,30}:"
    r"|\b(?:also|auch|aussi|également|también|também|anche|ook|również) (?:[\w]+ ){0,3}"
    r"(?:at|bei|chez|bij|presso|hit|affect\w+|same|seen|reported|broken|"
    r"happen\w*|down|impacted|hits|betroff\w+|gleich\w*|"
    r"gemeldet|gesehen|touchés?|concernés?|même|signalé\w*|afectad\w+|afetad\w+|mism[oa]|mesm[oa]|"
    r"visto|report\w+|colpit\w|interessat\w|stess[oa]|segnalat\w|getroffen|gemeld|zelfde|gezien|"
    r"dotyczy|zgłoszon\w+|sam\w)\b ?[\w ]{0,20}[,(]? ?"
    r"(?:[\w]+ ){0,3}(?:customers?|tenants?|clients?|accounts?|kunden(?:liste)?|clientes|clienti|"
    r"klanten(?:lijst)?|klientów)\b[^\n:.\x02]{0,20}:"
    r"|\b(?:customers?|tenants?|clients?|accounts?|kunden|clientes|clienti|klanten) (?:who|that|"
    r"with|on|die|mit|qui|avec|que|con|com|che|met) [^\n:.\x02]{0,30}\b(?:same|too|also|hit|"
    r"affected|broken|gleiche\w*|auch|même|aussi|mismo|también|mesmo|também|stesso|anche|zelfde|ook)\b"
    r"[^\n:.\x02]{0,20}:"
)
_ANY = re2.compile(_HEAD.replace(r"\x02", r"\x{02}").encode(), quiet_options(ignore_case=True))
"""Stands wherever a head does, and is faster to look for."""

_HEAD_FOUND = re.compile(_HEAD, re.IGNORECASE)
_LINE = re.compile(r"[^\n\x02]*\n?")
_ITEM = re.compile(r"[ \t>]*(?:[-*•–]|\d{1,2}[.)])?[ \t]*")
_PIECE = re.compile(r"(?:[^,;&]|&(?! ?$))+?(?=,| and | und | et | y | e | en |;|$)")
_OF_PLACE = re.compile(
    r"the (?:city|town|municipality|county|university|port|district|state|canton|diocese|parish|"
    r"borough|village|region|province) of (?=[A-Z])"
)
"""In front of a customer's name that is a place's."""

_REST = re.compile(r" ?[(\[:|\t]| [-–—] |, | since | seit | depuis | desde ")
_STOP = re.compile(r"[.!?] ")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_MOST, _MOST_WORDS = 40, 5
_NOBODY = words(
    "this one ours us none all everybody everyone n/a tbd unknown many several few some"
)


def find_customers(view: Canonical) -> Iterator[Hit]:
    """Each name of each list; the first line that is none ends it."""
    if _ANY.search(view.data) is None:
        return
    for head in _HEAD_FOUND.finditer(view.text):
        line = _LINE.match(view.text, head.end())
        if line is not None and line.group().strip():
            yield from _in_row(view, *line.span())
        else:
            yield from _below(view, line.end() if line is not None else head.end())


def _below(view: Canonical, start: int) -> Iterator[Hit]:
    for _ in range(_MOST):
        line = _LINE.match(view.text, start)
        if line is None or not line.group():
            return
        start = line.end()
        if not line.group().strip():
            continue
        found = _named(view, *line.span())
        if found is None:
            return
        yield from found


def _in_row(view: Canonical, start: int, end: int) -> Iterator[Hit]:
    stop = _STOP.search(view.text, start, end)
    end = stop.start() if stop is not None else end
    for piece in _PIECE.finditer(view.text, start, end):
        lead = re.match(r"(?:[,;]| and| und| et| y| e| en)? *", piece.group())
        at = piece.start() + (lead.end() if lead is not None else 0)
        yield from _named(view, at, piece.end()) or ()


def _named(view: Canonical, start: int, end: int) -> list[Hit] | None:
    """The name that a line begins with, if any; nothing where the line is a sentence."""
    item = _ITEM.match(view.text, start, end)
    start = item.end() if item is not None else start
    of_place = _OF_PLACE.match(view.text, start, end)
    start = of_place.end() if of_place is not None else start
    rest = _REST.search(view.text, start, end)
    text = view.text[start : rest.start() if rest is not None else end].rstrip(" \n.!")
    parts = text.split()
    if not parts or len(parts) > _MOST_WORDS or text.endswith(("?", "!")):
        return None
    if _NOBODY.issuperset(view.folded[start : start + len(text)].split()):
        return []
    if not (_DOMAIN.fullmatch(text) or _is_name(parts)):
        return None
    value = " ".join(view.folded[start : start + len(text)].split())
    return [Hit(start, start + len(text), "other_customer", "customer-list", Rank.CUE, value)]


def _is_name(parts: list[str]) -> bool:
    """Words of which the first and the last are written as names are, and not all are ordinary."""
    large = parts[0][0].isupper() and (parts[-1][0].isupper() or parts[-1][0].isdigit())
    common = stock().common
    return large and not all(part.lower().strip(".,'’") in common for part in parts)
