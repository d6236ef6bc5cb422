"""Addresses that hardly a street's word tells: lots of a ward, floors of a building, flats in a
tower, kilometres of a road, and streets whose number has a word of its own.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.address_checks import address, street
from app.redaction.detectors.address_words import CITIES
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME

_UP = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_NAME = (
    r"(?:(?:St|Sta|Sto|Subd|Ave|Rd|Bldg|Gen|Dr|Brgy|Mt|Ing|Prof)\.|"
    rf"{_UP}[\wÀ-ɏΆ-ϿЀ-ӿ'’-]*)"
)
_STEP = rf"(?:{_NAME}|\d{{1,5}}[A-Za-z]?)"
_PART = rf"{_STEP}(?: (?:{_STEP}|of|de|del|ng|sa|the)){{0,3}}"
_PARTS = rf"(?:,[ \n]{{1,3}}{_PART}){{0,4}}"
_BUILDINGS = (
    r"Plaza|House|Building|Bldg\.?|Tower|Towers|Centre|Center|Court|Complex|Mall|Heights|Arcade|"
    r"Park|Chambers|Place|Annex|Apartments|Mansion|Mansions|Gardens|Estate|Villas|Residences|Square"
)
_TRAILING = re.compile(r"(?:, (?:and|but|so|or|und|et|y)\b.*|[ ,.]+)$")


def _settled(candidate: Candidate) -> Candidate:
    """Without the sentence's stop."""
    text = _TRAILING.sub("", candidate.text)
    return address(candidate._replace(end=candidate.start + len(text)))


def _ward(candidate: Candidate) -> Candidate | None:
    """Parts of which one is numbered, or a town that is known."""
    parts = [part.strip(" \n.") for part in candidate.text.split(",")]
    known = any(fold(part) in CITIES for part in parts)
    numbered = any(map(str.isdigit, candidate.text))
    return _settled(candidate) if len(parts) > 1 and (known or numbered) else None


def _lot(candidate: Candidate) -> Candidate | None:
    """A block and a lot, or a phase: two of one kind are a list of something else."""
    kinds = {found.lower()[:3] for found in re.findall(r"Blk|Block|Lot|Phase", candidate.text)}
    return _ward(candidate) if len(kinds) > 1 else None


def _floor(candidate: Candidate) -> Candidate | None:
    """A storey of a building that has a name, or in a town that is known."""
    parts = [part.strip(" \n.") for part in re.split(r"[,\n]", candidate.text)]
    first = fold(parts[0]).split()[0]
    known = any(fold(part) in CITIES for part in parts)
    housed = re.search(rf"\b(?:{_BUILDINGS})(?:\W|$)", candidate.text) is not None
    return _settled(candidate) if (known or housed) and first not in NOT_A_NAME else None


def _pattern(name: str, regex: str, gates: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("postal_address", name, regex, gates, rank=Rank.SHAPE, check=check)


PATTERNS = (
    _pattern(
        "address-numbered-word",
        r"(?:^|[^\w/.-])((?i:str\.|strada|bd\.|b-dul|bdul\.?|șos\.|sos\.|șoseaua|intr\.|intrarea|al\.|"
        rf"aleea|cal\.|calea|splaiul|"
        rf"piața) (?:{_NAME}(?:, ?| )){{1,5}}?[Nn]r\.? ?\d{{1,4}}[A-Za-z]?"
        r"(?:, ?(?:bl|sc|et|ap|parter|cam|int|corp|sector|sect)\b\.? ?[A-Z0-9]{0,4}){0,6})",
        ("nr",),
        street(sure=True),
    ),
    _pattern(
        "address-kilometre",
        r"\b((?i:rodovia|rod\.|estrada|carretera|ctra\.|autopista|autov[ií]a|ruta|strada statale|"
        r"s\.?s\.?|b[rp]-\d{2,3}|sc-\d{3}|sp-\d{3}|highway|hwy\.?|national road|route nationale)"
        r"[ ,][^\n,;:]{0,40}?,? ?(?i:km\.?|kilómetro|quilômetro) ?\d{1,4}(?:[.,+]\d{1,3})?"
        rf"{_PARTS})",
        ("km", "metro"),
        street(sure=True),
    ),
    _pattern(
        "address-ward",
        rf"\b((?:(?:Blk\.?|Block|Lot|Phase|Unit|No\.) ?\d{{1,4}}[A-Z]?,? ){{0,3}}"
        rf"(?:Brgy\.?|Bgy\.?|Barangay|Purok|Sitio|Subd\.|Poblacion) {_PART}{_PARTS})",
        ("brgy", "bgy", "barangay", "purok", "sitio", "subd.", "poblacion"),
        _ward,
    ),
    _pattern(
        "address-lot",
        rf"\b((?:(?:Blk\.?|Block|Lot|Phase) ?\d{{1,4}}[A-Z]?,? ){{2,3}}{_PART}{_PARTS})",
        ("blk", "block", "lot", "phase"),
        _lot,
    ),
    _pattern(
        "address-floor",
        rf"\b((?:{_NAME} ){{1,5}}?(?:{_NAME}),? (?:\d{{1,2}}(?:st|nd|rd|th) [Ff]l(?:oor|r)?\b\.?|"
        rf"(?:[Gg]round|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth) [Ff]loor|"
        rf"[Ff]loor \d{{1,2}}\b){_PARTS})",
        (" floor", " flr", "st fl", "nd fl", "rd fl", "th fl"),
        _floor,
    ),
    _pattern(
        "address-floor-first",
        rf"\b((?:\d{{1,2}}(?:st|nd|rd|th) [Ff]l(?:oor|r)?\b\.?|\d{{1,2}}/F\.?),? "
        rf"(?:{_NAME} ){{0,4}}(?:{_BUILDINGS})(?:,? \d{{1,4}})?{_PARTS})",
        (" floor", " flr", "st fl", "nd fl", "rd fl", "th fl", "/f"),
        _floor,
    ),
    _pattern(
        "address-flat",
        r"\b((?i:flat|unit|room|rm\.?|apt\.?|suite|shop|villa) ?\d{0,5}[A-Za-z]?, ?"
        r"(?:\d{1,2}/[FG]\.?|(?:[Tt]ower|[Bb]lock|[Bb]lk|[Bb]uilding|[Bb]ldg|[Pp]hase|[Ww]ing|"
        rf"[Ll]evel|[Ff]loor) ?[\dA-Z]{{1,3}}\b),? {_PART}{_PARTS})",
        ("/f", "/g", "tower", "block", "blk", "build", "bldg", "phase", "wing", "level", "floor"),
        _settled,
    ),
)
