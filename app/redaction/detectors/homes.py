"""Where people live, told by the verb in front (`bor`, `residente in`,
`demeurant`) or by the postal
code behind a house and a name of no known form: `18 Cornhill, London EC3V 9ZZ`.
"""

import re

from app.redaction.detectors import address_small
from app.redaction.detectors.address_checks import address, postcode, told
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_UP = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_LIVES = listed(
    """bor, boende, boende på, wohnt, wohne, wohnhaft, wohnen, residente, residenti, abita, abito,
    domiciliato, domiciliata, vive, vivo, vivimos, domiciliado, domiciliada, demeurant, demeure,
    habite, habitant, domicilié, domiciliée, mora, moro, moramos, residente em, mieszka, mieszkam,
    zamieszkały, zamieszkała, zam., bytem, bydlí, bydlím, bytom, asuu, asun, elab, elan, lakik,
    domiciliul, domiciliat, domiciliată, locuiește, živi, stanuje, woont, wonend, wonende"""
)
_WHERE = (
    r"(?i: (?:på|i|in|im|am|an der|an|à|au|en|na|no|em|w|przy|v|u|în|op|aan de|aan))?"
    r"(?i: (?:via|viale|piazza|corso|str\.|strada|ul\.|ulici|ulica|rue|calle|c/|rua|de|der|den))?"
    r"(?i: (?:dei|degli|delle|della|del|di|des|du|la|las|los|das|dos|do|da))?"
)
_STREET = re.compile(r"[^,\n.;:0-9]{3,40} (?:n[ro]\.? ?|č\. ?|№ ?)?\d{1,4}(?:[/-]?\w{1,3}\b)?")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$")


_GERMAN = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{2,20}(?:weg|straße|strasse|gasse|allee|platz|ring|damm|ufer)\b"
    r"(?: (?:zehn|elf|zwölf|(?:ein|zwei|drei|vier|fünf|sechs?|sieb(?:en)?|acht|neun)"
    r"(?:zehn|und\w+zig)?|\w+zig|\w+ßig|hundert\w*)\b)?"
)
_ITALIAN = re.compile(
    r"(?:^|\W)(?:abit[oa]|residente|sede|intestat[oa]|nat[oa]|cliente|indirizzo|domiciliat[oa]|sono|"
    r"presso|ufficio|negozio|casa|il|della|nella|di)\W"
)


def _italian(candidate: Candidate) -> Candidate | None:
    """In an Italian sentence; in an English one `via` is a way and not a street."""
    return address(candidate) if _ITALIAN.search(candidate.before(80)) is not None else None


def _home(candidate: Candidate) -> Candidate | None:
    """An address up to a town that is known or coded, or a name and the house's number alone."""
    found = told(candidate)
    if found is not None:
        return found
    street = _STREET.match(candidate.text) or _GERMAN.match(candidate.text)
    return (
        None if street is None else address(candidate._replace(end=candidate.start + street.end()))
    )


def _coded(candidate: Candidate) -> Candidate | None:
    """What stands before a code that is one."""
    code = _POSTCODE.search(candidate.text)
    if code is None or postcode(candidate._replace(start=candidate.start + code.start())) is None:
        return None
    return address(candidate)


_WORDS, _GATES = spell(_LIVES)
_NAMED = rf"(?:{_UP}[\w'’-]+|[a-z]{{1,3}})"

PATTERNS = (
    Pattern(
        "postal_address",
        "home-via",
        r"\b((?:[Vv]ia(?:le)?|[Pp]iazza|[Cc]orso|[Vv]icolo|[Ll]argo)"
        r"(?: (?:dei|degli|delle|della|dell'|del|di|san|santa|San|Santa))? ?[A-ZÀ-Ö][a-zà-ù']+"
        r"(?: [A-ZÀ-Ö][a-zà-ù']+){0,2},? (?:n\.? ?)?[0-9]{1,4}[a-z]?(?:/[A-Za-z0-9]{1,3})?"
        r"(?:,? (?:[0-9]{5} )?[A-ZÀ-Ö][a-zà-ù]+)?)",
        ("via", "piazza", "corso", "vicolo", "largo"),
        check=_italian,
    ),
    Pattern(
        "postal_address",
        "home-hebrew",
        r"((?:ברחוב|רחוב|רח'|שדרות|בשדרות|שד') [א-ת'\" ]{2,25} [0-9]{1,4}"
        r"(?:,? ?(?:דירה|כניסה|קומה) ?[0-9א-ת]{1,3})?(?:, [א-ת]{2,12}(?: [א-ת]{2,12})?)?)",
        ("רחוב", "רח'", "שדרות", "שד'"),
    ),
    Pattern(
        "postal_address",
        "home-indonesian",
        r"\b((?:RT ?[0-9./]{1,5}[ /,]{1,2})?RW ?[0-9.]{1,4}(?:, ?[A-Z][\w. ]{2,30}){0,3}[, ]{1,2}"
        r"[0-9]{5})\b",
        ("rw",),
    ),
    Pattern(
        "postal_address",
        "home-lives",
        rf"(?:^|[^\w'-]){_WORDS}{_WHERE} ({_UP}[^\n;\x02]{{3,90}})",
        _GATES,
        rank=Rank.CUE,
        check=_home,
    ),
    Pattern(
        "postal_address",
        "home-before-code",
        rf"(?:^|[^\w.:/#-])(\d{{1,4}}[A-Za-z]?,? {_UP}[\w'’-]+(?: {_NAMED}){{0,3}},"
        rf"(?: {_UP}[\w'’-]+){{1,3}},? [A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}})\b",
        (", ",),
        check=_coded,
    ),
    *address_small.PATTERNS,
)
