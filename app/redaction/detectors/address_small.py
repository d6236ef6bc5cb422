"""Addresses that other detectors pass by: all in small letters with a postal code behind, postal
codes and towns where the street stands elsewhere, and the Canadian codes that are no British ones.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.address_checks import address, postcode
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, QUANTITY, words

_SMALL = "[a-zà-öø-ÿā-ſ]"
_WORD = rf"{_SMALL}{{2,20}}(?:[.'’-]{_SMALL}{{1,20}}){{0,2}}"
_NUMBER = r"\d{1,4} ?[a-z]?(?:[-/]\d{1,3}[a-z]?)?"
_ENDS = (
    "straße", "strasse", "str.", "gasse", "weg", "steig", "platz", "allee", "ring", "ufer",
    "damm", "stieg", "graben", "markt", "hof", "berg", "chaussee", "promenade", "kai", "zeile",
    "straat", "laan", "plein", "gracht", "kade", "dijk", "singel", "steeg", "dreef", "pad",
    "vej", "gade", "gatan", "vägen", "veien", "vegen", "gata", "torget", "stigen", "plads", "allé",
    "katu", "tie", "kuja", "utca", "út", "tér",
)  # fmt: skip
"""How streets are called whose number stands behind."""

_HEADS = (
    "rue", "avenue", "av.", "boulevard", "bd", "chemin", "impasse", "allée", "place", "quai",
    "route", "via", "viale", "piazza", "corso", "vicolo", "strada", "calle", "c/", "avenida",
    "avda.", "plaza", "paseo", "carrer", "rua", "travessa", "praça", "largo", "ul.", "al.", "os.",
    "ulica", "jalan",
)  # fmt: skip
"""Streets' words that stand in front of the name."""

_CODE = r"(?:[a-z]{1,2}-)?(?:\d{4,5}(?: ?[a-z]{2}\b)?|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2})"
_TOWN = rf"{_WORD}(?:[ -](?:am|an der|im|in der|bei|ob|sur|sous|de|la|le|del|{_WORD})){{0,2}}?"
_BEHIND = rf"(?:, ?|\n| - | | in ){_CODE} {_TOWN}"
_DIGITS = "0123456789"

_COUNTED = words(
    fold(
        """datensätze zeilen punkte seiten artikel euro stück benutzer nutzer kunden einträge bytes
    dateien fehler mails tickets sekunden minuten stunden tage wochen monate jahre uhr rows users
    files errors items lines records requests seconds minutes hours days pages euros lignes
    fichiers clients regels bestanden klanten gebruikers righe utenti filas usuarios linhas
    wierszy rader filer und oder and or mal prozent kb mb gb ms kg km m x"""
    )
)
"""What a number in front counts, and no town."""


def _is_town(word: str) -> bool:
    folded = fold(word)
    return folded not in _COUNTED and folded not in NOT_A_NAME and folded not in stock().common


def _lowered(candidate: Candidate) -> Candidate | None:
    """A street, its number, a postal code and what may be a town."""
    tail = _LAST.search(candidate.text)
    if tail is None or not _is_town(tail[1]) or _SAID.search(fold(candidate.text)) is not None:
        return None
    return address(candidate)


_SAID = re.compile(
    r"^(?:\w+ )?(?:der|die|das|den|dem|ein\w*|kein\w*|mein\w*|unser\w*|the|this|my|our) |"
    r"^(?:via|route|place|strada) (?:il|lo|le|la|the|un|una|une|an?|your|my|import|export|api|csv) "
)
"""A street with an article in front, or a way by which something is done: no address."""


_LAST = re.compile(r"[0-9](?: ?[a-z]{2})? ([^\W\d_]{3,})[^\d\n]*$")
_NEAR = re.compile(
    r"\b(?:morada|rua|travessa|avenida|largo|praca|n\.? ?o|andar|esq|dto|lote|bairro|cep|"
    r"endereco|calle|c/|domicilio|direccion|piso|puerta|adresse|address|anschrift|wohnt|wohnhaft|"
    r"strasse|str|weg|gasse|platz|rue|chemin|boulevard|allee|batiment|appt|habite|demeurant|via|"
    r"viale|piazza|indirizzo|residente|abita|interno|adres|straat|laan|woont|woonachtig|ul|ulica|"
    r"mieszka|zamieszkal\w|lok|adresa|bydliste|ulice|bytem|vej|vejen|gade|bor|adress|gatan|vagen|"
    r"hus|lgh|utca|lakcim|strada|bl|sc|ap|apt|flat|street|road|lives?|living|resid\w+|delivery|"
    r"lieferadresse|adresse de livraison|shipping address)\b"
)
_CLAUSES = re.compile(r"\n\s*\n|\x02")
_REACH = 110


def _near_street(candidate: Candidate) -> Candidate | None:
    """A code and a town behind words of an address in the same paragraph."""
    town = _TOWN_AT_END.search(candidate.text)
    if town is None or QUANTITY.match(candidate.after(24)) or not _is_town(town[1]):
        return None
    before = _CLAUSES.split(candidate.before(_REACH))[-1]
    parted = _PARTED.search(before) and _PARTING.match(candidate.after(2))
    if "-" not in candidate.text and not parted:
        return None
    return address(candidate) if _NEAR.search(before) is not None else None


_PARTED = re.compile(r"(?:^|[,;|(\n]|[-–·•])[ \t]*$")
_PARTING = re.compile(r"\s*(?:$|[.,;)|\n\x02])")
_TOWN_AT_END = re.compile(r"\d ([^\W\d_]+)[^\d]*$")
_UP = "[A-ZÀ-ÖØ-ÞĀ-ſ]"
_PLACE = (
    rf"{_UP}{_SMALL}{{2,20}}(?:-{_UP}{_SMALL}{{2,20}})?"
    rf"(?: (?:de|da|do|del|la|le|les|sur|am|an der|im|den) {_UP}{_SMALL}{{2,20}}|"
    rf" {_UP}{_SMALL}{{2,20}})?"
)

PATTERNS = (
    Pattern(
        "postal_address",
        "address-small",
        rf"(?:^|[^\w/.@-])((?:{_WORD} ){{0,2}}(?:{_SMALL}{{2,20}}-?)?"
        rf"(?:{'|'.join(map(re.escape, _ENDS))}) {_NUMBER}{_BEHIND})(?:[^\w-]|$)",
        tuple(f"{end} " for end in _ENDS),
        rank=Rank.SHAPE,
        check=_lowered,
    ),
    Pattern(
        "postal_address",
        "address-small-headed",
        rf"(?:^|[^\w/.@-])((?:\d{{1,4}}(?: ?(?:bis|ter|[a-d]))?,? )?"
        rf"(?:{'|'.join(map(re.escape, _HEADS))}) (?:{_WORD} ){{0,3}}{_WORD},?"
        rf"(?: (?:n[.º°] ?)?{_NUMBER})?{_BEHIND})(?:[^\w-]|$)",
        tuple(f"{head} " for head in _HEADS),
        rank=Rank.SHAPE,
        check=_lowered,
    ),
    Pattern(
        "postal_address",
        "address-code-of-town",
        rf"(?:^|[^\w./:#-])((?:[A-Z]{{1,2}}-)?(?:\d{{4}}-\d{{3}}|\d{{2}}-\d{{3}}|\d{{5}}-\d{{3}}|"
        rf"\d{{3}} \d{{2}}|\d{{5}}|\d{{4}} [A-Z]{{2}}) {_PLACE})(?:[^\w-]|$)",
        tuple(f"{digit} " for digit in _DIGITS),
        rank=Rank.SHAPE,
        check=_near_street,
    ),
    Pattern(
        "postal_address",
        "address-code-canada",
        r"(?:^|[^\w.:/#-])([ABCEGHJ-NPRSTVXY]\d[A-Z] [0123456789][CKMV]\d)\b",
        tuple(f" {digit}{letter}" for digit in _DIGITS for letter in "ckmv"),
        rank=Rank.SHAPE,
        check=postcode,
    ),
)
