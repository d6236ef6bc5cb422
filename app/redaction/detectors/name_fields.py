"""Names in the fields of data, in file names and in small letters."""

import re
from itertools import pairwise

from app.redaction.canonical import fold
from app.redaction.detectors.name_kinds import kind_of_word
from app.redaction.detectors.names import NAME, UPPER, is_ordinary
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import gates, one_of, phrases

_KEYS = phrases(
    """first_name, firstname, first-name, given_name, givenname, given, last_name, lastname,
    last-name, family_name, familyname, family, surname, full_name, fullname, display_name,
    displayname, contact_name, contactname, customer_name, customername, client_name,
    patient_name, employee_name, owner_name, recipient_name, cardholder, account_holder,
    vorname, nachname, prenom, apellido, apellidos, cognome, achternaam, voornaam, nazwisko,
    imie"""
)
_SAID = phrases(
    """said, says, wrote, writes, asked, asks, told, called, reported, confirmed, mentioned,
    replied, complained, thinks, wants, tried, noticed, from"""
)
_ENDINGS = phrases(
    """.pdf, .doc, .docx, .xls, .xlsx, .png, .jpg, .jpeg, .csv, .txt, .zip, .eml, .msg, .ppt,
    .pptx, .heic, .mp4, .odt, .rtf, .vcf, .ics, .json, .jsonl, .xml, .avro, .parquet, .log,
    .gz, .7z, .tar, .bak, .p12, .pfx, .pem, .cer, .webp, .gif, .tif, .tiff, .mov, .m4a,
    .mp3, .wav, .html, .sql, .yml, .yaml"""
)
_ANY_NAME = r"[A-ZÀ-ÞĀ-ɏẠ-ỿ][a-zß-ɏẠ-ỿ'’-]+"
_STEP = re.compile(r"[^\W\d_]+")


def _field(candidate: Candidate) -> Candidate | None:
    """The value of a field that is no ordinary word."""
    parts = re.split(r"[ +]", fold(candidate.text))
    return None if all(map(is_ordinary, parts)) else candidate


def _in_file(candidate: Candidate) -> Candidate | None:
    """The given name in a file's name, and the word behind it that is no ordinary one."""
    steps = list(_STEP.finditer(candidate.text))
    for left, right in pairwise(steps):
        first, last = fold(left.group()), fold(right.group())
        if _is_borne(first, last):
            return candidate._replace(
                start=candidate.start + left.start(),
                end=candidate.start + right.end(),
                value=f"{first} {last}",
            )
    return _alone_in_file(candidate, steps)


def _alone_in_file(candidate: Candidate, steps: list[re.Match[str]]) -> Candidate | None:
    """A surname that is no word, in what an office calls its papers: `Protokoll_Kowalczyk.docx`."""
    if len(steps) < _FEWEST_STEPS or _PAPER.match(candidate.after(8)) is None:
        return None
    for step in steps:
        text, word = step.group(), fold(step.group())
        written = len(word) > _LEAST_ALONE and text[0].isupper() and text[1:].islower()
        if written and kind_of_word(word, text, stock()) == "S":
            start = candidate.start + step.start()
            return candidate._replace(start=start, end=start + len(word), value=word)
    return None


_FEWEST_STEPS, _LEAST_ALONE = 2, 4
_PAPER = re.compile(
    r"(?:[ _-]?\(\d{1,2}\))?\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|eml|msg|jpe?g|heic|vcf)"
)


def _is_borne(first: str, last: str) -> bool:
    """Given name and surname, either way round, or two words of which one is a surname alone."""
    known = stock()
    if first in known.given:
        return last not in known.common and not is_ordinary(last)
    turned = last in known.given and first in known.surnames and first not in known.common
    if turned or first in known.words or is_ordinary(first):
        return turned
    return last in known.surnames and last not in known.words and len(first) > _LEAST_OF_UNKNOWN


_LEAST_OF_UNKNOWN = 3


def _behind_given(candidate: Candidate) -> Candidate | None:
    """The value behind a given name, in a row whose columns nobody has named."""
    first = _STEP.findall(candidate.before(_LONGEST_VALUE))
    word = fold(candidate.text)
    told = bool(first) and first[-1] in stock().given
    return candidate._replace(value=word) if told and not is_ordinary(word) else None


_LONGEST_VALUE = 24


def _small(candidate: Candidate) -> Candidate | None:
    """A given name and a word that no dictionary has."""
    first, last = fold(candidate.text).split()
    known = stock()
    return candidate if first in known.given and last not in known.words else None


def _small_self(candidate: Candidate) -> Candidate | None:
    """A given name and a word that is not often said, as people type them."""
    first, last = fold(candidate.text).split()
    known = stock()
    said = last in known.common or is_ordinary(last)
    return candidate if known.is_name(first) and not said else None


def _slashed(candidate: Candidate) -> Candidate | None:
    return candidate if stock().is_name(fold(candidate.text).split()[0].partition("-")[0]) else None


def _pattern(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("person_name", name, regex, literals, rank=Rank.CUE, check=check)


PATTERNS = (
    _pattern(
        "name-last-of-two",
        r"\"(?:first|given)\"\s?:\s?\"[^\"\n]{0,40}\",\s{0,8}(?:\"middle\"\s?:\s?\"[^\"\n]{0,40}\",\s{0,8})?"
        rf"\"(?:last|family)\"\s?:\s?\"({NAME})\"",
        ('"last"', '"family"'),
        _field,
    ),
    _pattern(
        "name-key",
        rf"(?:\b|_){one_of(_KEYS)}[\"']?[ \t]{{0,2}}[:=>][ \t]{{0,2}}[\"']?({NAME}(?:\+{NAME})?)",
        gates(_KEYS),
        _field,
    ),
    _pattern(
        "name-behind-value",
        rf"'[A-ZÀ-Þ][a-zà-ÿ'-]{{1,18}}', ?'({_ANY_NAME}(?:-{_ANY_NAME})?)'",
        ("', '", "','"),
        _behind_given,
    ),
    _pattern(
        "name-query",
        rf"[?&\s](?i:name|contact|customer|owner)=({NAME}\+{NAME})",
        ("name=", "contact=", "customer=", "owner="),
        _field,
    ),
    _pattern(
        "name-file",
        rf"([0-9A-Za-zÀ-ɏ]+(?:[_.-][0-9A-Za-zÀ-ɏ]+){{1,7}})(?:[ _-]?\([0-9]{{1,2}}\))?"
        rf"{one_of(_ENDINGS)}\b",
        gates(_ENDINGS),
        _in_file,
    ),
    _pattern(
        "name-folder",
        r"[/\\]([A-ZÀ-Þ][a-zà-ÿā-ž]{2,20}[_.-][A-ZÀ-Þ][0-9A-Za-zÀ-ɏ]{2,24})(?:[/\\]|$)",
        ("/", "\\"),
        _in_file,
    ),
    _pattern(
        "name-small",
        rf"\b([a-zà-ÿ]{{3,16}} [a-zà-ÿ'-]{{3,24}}) {one_of(_SAID)}\b",
        gates(_SAID),
        _small,
    ),
    _pattern(
        "name-self-small",
        r"(?:^|[^\w'-])(?:nazywam sie|nazywam się|my name is|mein name ist|ich heisse|ich heiße|"
        r"me llamo|mi chiamo|je m'appelle|me chamo|mijn naam is|ik heet|jmenuji se|jag heter|"
        r"jeg heter|jeg hedder|nimeni on|meu nome é|mi nombre es|il mio nome è|mon nom est) "
        r"([a-zà-ÿā-ž'-]{3,20} [a-zà-ÿā-ž'-]{3,24})\b",
        (
            *("nazywam si", "name is", "name ist", "ich hei", "me llamo", "mi chiamo"),
            *("m'appelle", "me chamo", "naam is", "ik heet", "jmenuji se", "heter "),
            *("hedder ", "nimeni on", "nome ", "nombre es", "nom est"),
        ),
        _small_self,
    ),
    _pattern(
        "name-quoted",
        rf"\b(?i:users?|employee|patient|customer|colleague|benutzer(?:in)?|usuario|"
        rf"utilisateur|utente|gebruiker) "
        rf"[\"“„«]({_ANY_NAME}(?: {_ANY_NAME}){{1,3}})[\"”“»]",
        (
            "user ",
            "users ",
            "employee ",
            "patient ",
            "customer ",
            "colleague ",
            "benutzer",
            "usuario ",
            "utilisateur ",
            "utente ",
            "gebruiker ",
        ),
        _field,
    ),
    _pattern(
        "name-slash",
        rf"(?m)^[ \t]*/[ ]?({UPPER}[a-zà-ÿ]+(?:-{UPPER}[a-zà-ÿ]+)?(?: {UPPER}[a-zà-ÿ]+)?)[ \t]*$",
        ("/",),
        _slashed,
    ),
)
