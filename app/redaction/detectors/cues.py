"""Numbers that only the words around them tell: which words, how near, and what is no number."""

import re
from collections.abc import Callable, Iterable

from app.redaction.canonical import canonicalise, fold
from app.redaction.detectors.any_case import lowered
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import QUANTITY

_NUMBER = (
    r"(?i:[ _.-]{0,2}(?:numbers?|nummer|numero|n[uú]mero|num[eé]ro|numer|nr|no|num|identifier|id|"
    r"code|n[º°o]|#)\.?)?"
)
_ASIDE = r"(?: ?\([^()\n\x02]{0,40}\))?"
_SIGN = r"[^A-Za-z0-9\n\x02]"
VALUE = (
    r"(?:[A-Z]{1,4}[ .-]?|[A-Za-z]{1,6})?\d[A-Za-z0-9]*"
    r"(?:[ ./-]{1,2}[A-Z]{0,4}\d[A-Za-z0-9]*|[ -][A-Z]\b|\(\d\)){0,8}"
)
"""An identifier as people write it: digits, capitals among them, single signs between groups."""

MACHINE = r"[A-Za-z0-9][A-Za-z0-9:_.-]{3,79}"
"""An identifier that machines write: no white space."""

_IS = r"(?i:is|was|are|ist|war|lautet|es|est|era|sono|as|for|=)"
_WHOSE = r"[^0-9\n\x02]{1,14}?"
_ELSE = re.compile(
    r"\b(?:errors?|exception|fehler|erreur|(?:error|status|exit|response|http|return)[ -]?code|"
    r"status|http|versions?|release|build|ports?|lines?|rows?|zeilen?|pages?|step|tickets?|case|"
    r"requests?|trace|trace[ -]?id|request[ -]?id|correlation[ -]?id|span|event|job|commit|since|"
    r"after|before|until|from|than|about|over|nearly|around|size|length|limit|up to|most|least|"
    r"timestamp|order|bestellung|pedido|commande|ordine|table|column|field|in|im|seit)"
    r"[\s:#=(\"'\[]{0,4}(?:no\.?|nr\.?|number|id|#)?[\s:#=(\"'\[]{0,4}$"
)
_DATED = re.compile(r"\d{4}([-./])\d\d?\1\d\d?\b|\d\d?([-./])\d\d?\2(?:\d\d){1,2}\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIELD = re.compile(r"[^ ]+")
_LONGEST_GROUP = 7
_WHOLE = 9
_LONGEST = 34
_REACH = 40


def spell(choices: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """A group that matches any of the phrases, and its gates.

    Phrases in ASCII match in any case; others, of which the version without diacritics is looked
    for too, as they are, with a capital first or in capitals, since gates know the case of ASCII
    alone.
    """
    both = {variant for choice in choices for variant in (_seen(choice), fold(_seen(choice)))}
    parts, gates = list[str](), set[str]()
    for choice in sorted(both, key=lambda choice: (-len(choice), choice)):
        parts.append(_any_case(choice) if choice.isascii() else _capital(choice))
        gates.update(_spellings(choice) if choice.isascii() else {choice[1:].lower()})
        if not choice.isascii() and choice.upper() != choice:
            parts.append(_fixed(choice.upper()))
            gates.add(lowered(choice.upper()))
    kept = (gate for gate in gates if not any(o != gate and o in gate for o in gates))
    return f"(?:{'|'.join(parts)})", tuple(sorted(kept))


def _seen(choice: str) -> str:
    return canonicalise(choice).text


def _any_case(choice: str) -> str:
    """Keys of data write two words as one, or with a sign between them."""
    gap = "[ _-]?" if choice.count(" ") == 1 else " "
    return f"(?i:{re.escape(choice)})".replace("\\ ", gap)


def _spellings(choice: str) -> set[str]:
    gaps = ("", " ", "_", "-") if choice.count(" ") == 1 else (" ",)
    return {choice.lower().replace(" ", gap) for gap in gaps}


def _capital(choice: str) -> str:
    first = "".join(sorted({choice[0], choice[0].upper()}))
    return f"[{first}]{_fixed(choice[1:])}"


def _fixed(choice: str) -> str:
    return re.escape(choice).replace("\\ ", " ")


def cued(
    entity: str,
    name: str,
    choices: Iterable[str],
    check: Check,
    *,
    value: str = VALUE,
    reach: int = 30,
    behind: bool = True,
) -> tuple[Pattern, ...]:
    """Values up to `reach` characters behind one of the phrases, on the same line, and values that
    a sentence calls by it (`X is my phrase`) where `behind` says so."""
    words, gates = spell(choices)
    between = f"(?:{_SIGN}[^0-9\\n\\x02]{{0,{reach}}}?)?"
    ahead = rf"(?:^|[^A-Za-z]){words}{_NUMBER}{_ASIDE}{between}({value})"
    named = rf"({value})[ ,(\t]{{1,3}}{_IS}{_WHOSE}{words}"
    patterns = [Pattern(entity, name, ahead, gates, rank=Rank.CHECKED, check=check)]
    if behind:
        patterns.append(
            Pattern(entity, f"{name}-behind", named, gates, rank=Rank.CHECKED, check=check)
        )
    return tuple(patterns)


def assigned(
    entity: str, name: str, choices: Iterable[str], check: Check, *, value: str = MACHINE
) -> Pattern:
    """Values that stand right behind one of the phrases, or behind `is`, `:` and the like."""
    words, gates = spell(choices)
    sign = r"(?i:[\"'`]?[ \t]*(?:is|was|are|ist|war|lautet|es|est|e|:|=|#|->)?[ \t]*[\"'`(\[{]*)"
    of = r"(?i: (?:of|for|on|in|from|von|vom|des|der|du|de|del|di|van) [^\n\x02:=0-9]{1,40}?)"
    told = r"(?i:[ \t](?:is|was|ist|war|lautet|es|est|e)[ \t:])"
    sign_of = rf"(?:{of}[ \t]*(?:[:=#]|->)|{of}{told})[ \t]*[\"'`(\[{{]*"
    regex = rf"(?:^|[^A-Za-z]){words}{_NUMBER}{_ASIDE}(?:{sign_of}|{sign})({value})"
    return Pattern(entity, name, regex, gates, rank=Rank.CHECKED, check=check)


def identifier(least: int, most: int = _LONGEST, *, dated: bool = True) -> Check:
    """Takes what holds `least` to `most` letters and digits, a third of them digits at least, and
    counts, dates (where `dated`) or names nothing else. Its value is without signs and case."""

    def check(candidate: Candidate) -> Candidate | None:
        found = trimmed(candidate)
        text = found.text
        plain = compact(text)
        digits = sum(map(str.isdigit, plain))
        if not least <= len(plain) <= most or 3 * digits < len(plain):
            return None
        other = is_something_else(found, dated=dated)
        return None if other else found._replace(value=plain.lower())

    return check


def token(least: int) -> Check:
    """Takes what machines write: `least` characters or more, a digit among them, no date."""

    def check(candidate: Candidate) -> Candidate | None:
        text = candidate.text.rstrip(":_.-")
        found = candidate._replace(end=candidate.start + len(text))
        plain = compact(text)
        if len(plain) < least or not any(map(str.isdigit, plain)) or is_something_else(found):
            return None
        return found._replace(value=plain.lower())

    return check


def compact(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text))


def trimmed(candidate: Candidate) -> Candidate:
    """Without what merely follows: dates, times, years, another number, the word `I`."""
    text, end, size = candidate.text, 0, 0
    fields = list(_FIELD.finditer(text))
    for number, found in enumerate(fields):
        field = found.group()
        if number and _is_other(field, compact(fields[0].group()), size):
            break
        end, size = found.end(), size + len(compact(field))
    if len(fields) > 1 and end == len(text) and _is_time(candidate):
        end = fields[-2].end()
    return candidate._replace(end=candidate.start + len(text[:end].rstrip("./- ")))


def _is_other(field: str, first: str, size: int) -> bool:
    """Whether a group of signs behind a space is no longer a part of the number."""
    if field in {"I", "A"} and not first[0].isalpha():
        return True
    if len(field) == 1 and field.isalpha():
        return False
    late = size >= _WHOLE and _YEAR.fullmatch(field) is not None
    whole = len(first) > _LONGEST_GROUP or len(compact(field)) > _LONGEST_GROUP + 3
    return late or whole or _DATED.match(field) is not None


def _is_time(candidate: Candidate) -> bool:
    return re.match(r":\d", candidate.after(2)) is not None


def is_inside(candidate: Candidate) -> bool:
    """Whether the number goes on at either end. Scripts without spaces write on at once."""
    return any(
        sign.isalnum() and sign.isascii() for sign in (candidate.before(1), candidate.after(1))
    )


def is_something_else(candidate: Candidate, *, dated: bool = True) -> bool:
    """Whether the number stands inside a longer one, or is a date, a year or how many."""
    text, before = candidate.text, candidate.before(_REACH)
    if is_inside(candidate):
        return True
    if (dated and _DATED.fullmatch(text) is not None) or _YEAR.fullmatch(text) is not None:
        return True
    counted = text.replace(".", "").replace(",", "").isdigit()
    return (counted and QUANTITY.match(candidate.after(24)) is not None) or (
        _ELSE.search(before) is not None
    )


def either(*checks: Callable[[Candidate], Candidate | None]) -> Check:
    """The first of the checks that takes the candidate."""

    def check(candidate: Candidate) -> Candidate | None:
        return next((found for each in checks if (found := each(candidate)) is not None), None)

    return check
