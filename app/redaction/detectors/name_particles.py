"""Small words within surnames (van der Berg, al-Hassan, de la Cruz), and surnames written small."""

import re

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors.name_kinds import kind_of_word
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, words

_ALONE = (
    "van|von|vom|de|der|den|del|della|dos|das|do|la|le|los|las|da|di|du|des|bin|bint|ibn|ben|al|el|"
    "vd|zu|zum|zur|ter|ten|te|'t|af|av|y|e|ould"
)
_HYPHENED = "al|el|an|ad|ar|as|ash|at|az|ez|es|ould"
PARTICLES = rf"(?:(?:{_ALONE})[ \t]){{0,3}}(?:(?:{_HYPHENED})-|[dl]')?"
"""What may stand in front of a surname's capital, for a pattern."""

_DESKS = words(
    """
    rezeption buchhaltung verwaltung personalabteilung vertrieb technik zentrale geschaftsleitung
    hotline kasse post bank versicherung firma abteilung stadt gemeinde comptabilite direction
    accueil caisse banque mairie compta recepcion contabilidad ventas direccion compras almacen
    oficina empresa amministrazione contabilita reparto ufficio ditta boekhouding receptie afdeling
    gemeente recepcao compras vendas contabilidade
    """
)
_FAMILY = r"[A-ZÀ-ÖØ-ÞĀ-ſ][A-Za-zÀ-ɏ'-]+"
_NEXT = re.compile(
    r" (?:(?:[Vv]an|[Vv]on|ter|ten|bin|bint|ibn|ben|ould|af|av|zu)(?: (?:der|den|de|het|'t|la))?|"
    rf"de l[ao]s?|[Ee]l|[Aa]l|[Dd]e|[Dd]i|[Dd]u|do|[Dd]a|dos|[Dd]el|[Dd]ella|[Ll]o|'t) {_FAMILY}|"
    rf" (?:{_HYPHENED})-{_FAMILY}| d'{_FAMILY}| (?:N[ií]c?|[ÓO]|U[ií]|Mac|Mc|Nic|Mag|ap) {_FAMILY}|"
    r" [A-ZÀ-ÖØ-ÞĀ-ſ][A-Za-zÀ-ɏ']+-(?:(?:de|den|der|van|von|ter|ten|te|'t|el|al|da|di|dos|del|"
    r"la)[ -])"
    rf"{{1,2}}{_FAMILY}"
)
_IN_FRONT = re.compile(
    r"(?<![\w'-])((?:(?:[Vv]an|[Vv]on)(?: (?:der|den|de|het|'t))?|ter|[Dd]e [Ll]a|de los|"
    rf"[Ee]l|bin|ibn) |(?:{_HYPHENED})-)$"
)
_BEHIND_TITLE = re.compile(
    r"(?i:se[nñ]or(?:a|ita)?|monsieur|madame|signora?|herrn?|frau|meneer|mevrouw|do[nñ]a?) "
    r"((?:(?:van|von|der|den|de|del|della|la|las|los|di|da|zu|du) ){1,3})$"
)
_ENDS = (
    *(f" {word} " for word in _ALONE.split("|")),
    *(f" {word}-" for word in _HYPHENED.split("|")),
)
_LAST = 8
_SMALL = re.compile(r" ([a-zà-ÿ'-]{2,24})(?![\w@./-])")
_LONGEST, _SHORTEST = 32, 3


def is_family(name: str) -> bool:
    """Whether a surname can follow particles: neither a desk nor an everyday word."""
    word, known = fold(name).strip("'"), stock()
    everyday = word in known.common and not known.is_name(word)
    return not everyday and word not in NOT_A_NAME and word not in _DESKS


def with_particles(view: Canonical, start: int, end: int, *, english: bool) -> tuple[int, int]:
    """A name with the surname behind it that begins with particles, and with those in front: in
    English, where these words mean nothing else, and behind a title."""
    found = _NEXT.match(view.text, end)
    if found is not None and is_family(re.split("[ '-]", found.group().removesuffix("'s"))[-1]):
        end += len(found.group().removesuffix("'s"))
    if view.text[max(0, start - _LAST) : start].lower().endswith(_ENDS):
        before = _IN_FRONT if english else _BEHIND_TITLE
        told = before.search(view.text, max(0, start - _LONGEST), start)
        start = start if told is None else told.start(1)
    return start, end


def with_surname(candidate: Candidate) -> Candidate:
    """A given name in small letters with the surname that follows it so."""
    found, known = _SMALL.match(candidate.view.text, candidate.end), stock()
    word = fold(found[1]) if found is not None else ""
    borne = word in known.surnames or kind_of_word(word, word.capitalize(), known) == "S"
    if found is None or not borne or word in known.common or word in NOT_A_NAME:
        return candidate
    return candidate._replace(end=found.end(), value=fold(candidate.text + found.group()))


def unknown_pair(candidate: Candidate) -> Candidate | None:
    """Two words in small letters that are hardly ever said, behind what people are spoken to by."""
    found, known = _SMALL.match(candidate.view.text, candidate.end), stock()
    if found is None:
        return None
    pair = [fold(candidate.text), fold(found[1])]
    said = pair[0] in known.common or pair[1] in known.words or not NOT_A_NAME.isdisjoint(pair)
    if said or min(map(len, pair)) < _SHORTEST:
        return None
    return candidate._replace(end=found.end(), value=" ".join(pair))


def _hyphened(candidate: Candidate) -> Candidate | None:
    if candidate.text.endswith("'s"):
        candidate = candidate._replace(end=candidate.end - 2)
    family = candidate.text.split()[-1]
    return candidate._replace(value=fold(candidate.text)) if is_family(family) else None


PATTERNS = (
    Pattern(
        "person_name",
        "name-hyphened-article",
        rf"(?:^|[\s(\"])((?:al|el)-{_FAMILY})",
        ("al-", "el-"),
        rank=Rank.CUE,
        check=_hyphened,
    ),
    Pattern(
        "person_name",
        "name-monsieur",
        rf"(?:^|[\s(])(?:M|MM)\. ({PARTICLES}{_FAMILY})",
        ("m. ",),
        rank=Rank.CUE,
        check=_hyphened,
    ),
)
"""Surnames that begin with the Arabic article in small letters, wherever they stand."""
