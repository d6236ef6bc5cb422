"""Names that letters, voice mails and copied chats tell: trades and kin in front of a name, whose
child somebody is, who stands above a message, who signs with a given name alone.
"""

import re

from app.redaction.canonical import fold
from app.redaction.company_words import AT_WORK, LIKELY
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.detectors.names import NAME, is_ordinary
from app.redaction.hits import Rank
from app.redaction.name_cues import LABELS
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases

_TRADES = listed(
    """rechtsanwalt, rechtsanwältin, ra, rain, anwalt, anwältin, notar, notarin, meister, schwester,
    pfleger, pflegerin, lehrer, lehrerin, erzieher, erzieherin, hausmeister, fahrer, fahrerin,
    bürger, bürgerin, schüler, schülerin, mieter, mieterin, bewohner, bewohnerin, patientin,
    avvocato, avv., geom., rag., maestra, maestro, autista, paziente, signorina, infermiera,
    infirmière, infirmier, chauffeur, élève, patiente, locataire, maître, profesora, profesor,
    paciente, enfermera, enfermero, conductor, alumna, alumno, encargada, encargado, motorista,
    aluna, aluno, enfermeira, professora, leerling, bewoner, patiënt, verpleegkundige, chauffeur,
    kolegu, kolegyni, kolegę, koleżankę, žák, žákyně, pacient, pacientka, pacienta, pacjent,
    pacjentka, uczeń, uczennica, pasien, siswa, siswi, karyawan, nhân viên, öğrenci, hasta,
    plumber, electrician, porter, janitor, caretaker, midwife, courier, postman, salesman,
    saleswoman, bookkeeper, landlord, solicitor, barrister, attorney, paralegal, employee, pupil,
    student, resident,
    tenant, policyholder, guest"""
)
_IS = r"(?i:,? (?:is|ist|est|es|è|é|je|jest|är|er)|:)?"
_WHOSE = listed(
    """her, his, their, our, my, su, sus, haar, zijn, hun, onze, njezin, njegov, njegova, njezina,
    jej, jego, ich, její, jeho, ihr, ihre, ihren, ihrem, sein, seine, seinen, son, sa, leur, suo,
    sua, hans, hennes, hendes, deres, seu, lui, ei"""
)
_KIN = listed(
    """zoon, dochter, man, vrouw, moeder, vader, broer, zus, muž, žena, sin, kći, kćer, syn, córka,
    mąż, żona, dcera, manžel, manželka, sohn, tochter, mann, frau, mutter, vater, bruder, schwester,
    fils, fille, mari, femme, mère, père, frère, sœur, marito, moglie, figlio, figlia, madre, padre,
    fratello, sorella, zia, zio, sønn, datter, son, dotter, make, maka, filho, filha, marido,
    esposa,
    hijo, hija, soț, soția, fiul, fiica"""
)
_FROM = r"(?:du|de la|des|de|del|della|da|do|dari|vom|von|van|från|fra|from)"
_CALLER = (
    r"(?i:ici|c'est|saya|soy|sono|aqui é|hier ist|hier spricht|det är|det er|this is|it's|its)"
)
_ALONE = r"[a-zà-ÿ]{3,16}"


def _valued(candidate: Candidate) -> Candidate:
    return candidate._replace(value=" ".join(fold(candidate.text).split()))


def _unsaid(part: str) -> bool:
    """Whether a folded word may be a name: in no dictionary, or on a list of names."""
    word = part.strip(".'").removesuffix("'s")
    told = word in NOT_A_NAME or word in LABELS
    return not told and (word not in stock().words or stock().is_name(word))


def _person(candidate: Candidate) -> Candidate | None:
    """The words as far as each may be one of a name; acronyms are of things."""
    end = 0
    for found in re.finditer(r"\S+", candidate.text):
        if not _unsaid(fold(found.group())) or (found.group().isupper() and len(found[0]) > 2):
            break
        end = found.end()
    if not end:
        return None
    return _valued(candidate._replace(end=candidate.start + end))


def _strange(candidate: Candidate) -> Candidate | None:
    """A word that no dictionary has, or a given name that is hardly a word."""
    parts, known = [part.strip(".'") for part in fold(candidate.text).split()], stock()
    word = parts[0]
    taken = word in known.given or (word not in known.words and not is_ordinary(word))
    if not taken and len(parts) > 1 and word not in known.common:
        return _of_two(candidate, parts)
    return _person(candidate) if taken else None


def _of_two(candidate: Candidate, parts: list[str]) -> Candidate | None:
    """Two words that are hardly ever said, of which one is somebody's name."""
    known, told = stock(), not _TOLD.isdisjoint(parts)
    borne = any(known.is_name(part) or part not in known.words for part in parts)
    return _valued(candidate) if borne and not told and parts[1] not in known.common else None


def _given(candidate: Candidate) -> Candidate | None:
    """A given name that is no other word."""
    word = fold(candidate.text)
    return _valued(candidate) if word in stock().given and word not in NOT_A_NAME else None


def _one_given(candidate: Candidate) -> Candidate | None:
    """Two words of which one is a given name, either way round."""
    parts = fold(candidate.text).split()
    return None if stock().given.isdisjoint(parts) else _valued(candidate)


_DESKS = (
    "Finance", "Accounts", "Accounting", "Payroll", "Billing", "Treasury", "Sales", "Marketing",
    "Purchasing", "Procurement", "Operations", "Logistics", "Warehouse", "Production", "Quality",
    "Facilities", "Reception", "Legal", "Compliance", "Administration", "Engineering", "IT", "HR",
    "Human Resources", "Customer Service", "Buchhaltung", "Einkauf", "Vertrieb", "Verwaltung",
    "Comptabilité", "Achats", "Ventes", "Contabilidad", "Compras", "Ventas", "Contabilità",
    "Acquisti", "Vendite", "Boekhouding", "Inkoop", "Verkoop", "Księgowość", "Zakupy",
)  # fmt: skip
"""Parts of a company, as they stand below a name in a signature."""


def _above(candidate: Candidate) -> Candidate | None:
    """Who stands above a message: no head of a list."""
    parts = fold(candidate.text).split()
    told = any(part in NOT_A_NAME or part in LABELS for part in parts)
    return None if told or all(map(is_ordinary, parts)) else _valued(candidate)


def _at_desk(candidate: Candidate) -> Candidate | None:
    """Two to four words above a part of a company and its name."""
    return _above(candidate) if 2 <= len(candidate.text.split()) <= _MOST_OF_NAME else None


def _signing(candidate: Candidate) -> Candidate | None:
    """Two to four words above how they are reached: each a name or in no dictionary."""
    parts = [part.strip(".'") for part in fold(candidate.text).split()]
    if "\t" in candidate.text:
        return None
    known = 2 <= len(parts) <= _MOST_OF_NAME and _TOLD_AT_WORK.isdisjoint(parts)
    return _valued(candidate) if known and all(map(_unsaid, parts)) else None


_MOST_OF_NAME = 4
_TOLD = NOT_A_NAME | LABELS
_TOLD_AT_WORK = _TOLD | AT_WORK | LIKELY


def _small(candidate: Candidate) -> Candidate | None:
    """In small letters: a given name, or a word that no dictionary has behind a sure cue."""
    word, known = fold(candidate.text), stock()
    if word in NOT_A_NAME or (word in known.words and word not in known.given):
        return None
    return _valued(candidate)


def _cue(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("person_name", name, regex, literals, rank=Rank.CUE, check=check)


def _small_full(candidate: Candidate) -> Candidate | None:
    """A given name, and a word that no dictionary has."""
    first, last = fold(candidate.text).split(" ")
    known = stock()
    taken = first in known.given and first not in known.common and last not in known.words
    return _valued(candidate) if taken else None


def _voiced(candidate: Candidate) -> Candidate | None:
    """Two words as a transcript writes them: a given name or a rare word, and no word at all."""
    first, last = fold(candidate.text).split(" ")
    known = stock()
    given = known.is_name(first) or first not in known.words or known.is_rare(first)
    borne = last not in known.words or (last in known.surnames and first in known.given)
    taken = given and borne and NOT_A_NAME.isdisjoint((first, last))
    return _valued(candidate) if taken else None


_PARTY = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ'-]+"
_AGAINST = (
    " v. ",
    " v ",
    " vs. ",
    " vs ",
    " c. ",
    " c/ ",
    " contre ",
    " contra ",
    " ./. ",
    " gegen ",
)


def _party(candidate: Candidate) -> Candidate | None:
    """Two names that no dictionary has as words alone, where a matter is spoken of."""
    parts = re.split(r" (?:v|vs|c|contre|contra|gegen)?[./]* ?", fold(candidate.text))
    return _valued(candidate) if not all(map(is_ordinary, filter(None, parts))) else None


_TRADE, _TRADE_GATES = spell(_TRADES)
_KIN_WORDS, _KIN_GATES = spell(_KIN)
_OWNERS, _ = spell(_WHOSE)
_HELD = phrases(
    """naam, cashier, operator, driver, occupant, landlord, tutor, beneficiary, owner, guardian,
    tenant, holder, parent, carer, insured, buyer, seller, keeper"""
)
_SMALL_CUES = phrases("my colleague, our colleague, a colleague, colleague, ask for, asked for")

_LABEL = (
    r"(?i:tel|telephone|phone|telefon|telefono|teléfono|téléphone|mobile|mobil|mob|cell|direct|"
    r"tlf|tfn|gsm|handy|e-?mail|mail)"
)
_REACHED = (
    rf"(?:[\d(]|[ >*_]*(?:{_LABEL}[ \t]*[:.]{{0,2}}[ \t]*[+(\d]|[TMPDCEF]:[ \t]*[+(\d]|"
    r"(?:[TMPDCEF] )?\+\d|[\w.+-]{1,64}@\w))"
)
"""How the number or the address of a signature begins."""

_REACHED_GATES = (
    *("tel", "phone", "mob", "cell", "direct", "tlf", "tfn", "gsm", "handy", "mail", "+", "@"),
    *("t:", "m:", "p:", "d:", "c:", "e:", "f:"),
    *(f"\n{sign}" for sign in "0123456789("),
)

_HUNGARIAN = r"[A-ZÁÉÍÓÖŐÚÜŰ][a-záéíóöőúüű]"
PATTERNS = (
    _cue(
        "name-small-in-brackets",
        r"[(]([a-zà-ÿ]{3,15} [a-zà-ÿ'-]{4,20})[,)]",
        ("(",),
        _small_full,
    ),
    _cue(
        "name-of-wife",
        rf"(?:^|[^\w'-])({_HUNGARIAN}{{2,20}}né(?: {_HUNGARIAN}{{2,20}}){{1,3}})(?:[^\w-]|$)",
        ("né ",),
        _valued,
    ),
    _cue(
        "name-parties",
        r"\b(?i:matter|case|causa|affaire|rechtssache|asunto|autos|sprawa|proceso|lawsuit|claim|re)\b"
        rf"[^\n\x02]{{0,24}}? ({_PARTY}(?: {_PARTY})? (?:vs?\.?|c\.|c/|contre|contra|gegen|\./\.) "
        rf"{_PARTY})",
        _AGAINST,
        _party,
    ),
    _cue(
        "name-in-front",
        rf"(?:^|[\n,.!] ?)({NAME}),? (?:(?:ist|war) )?(?:mein Name|mijn naam|mitt namn|mit navn)\b",
        ("mein name", "mijn naam", "mitt namn", "mit navn"),
        _strange,
    ),
    _cue(
        "name-in-front-hungarian",
        rf"(?:^|[\n,.!] ?)({_HUNGARIAN}{{2,20}} {_HUNGARIAN}{{2,20}}) vagyok\b",
        (" vagyok",),
        _strange,
    ),
    _cue(
        "name-at-bell",
        rf"\b(?i:buzzer|doorbell|bell|intercom|klingel|klingelschild|interphone|citofono|portero)"
        rf"[ \t]*(?i:says|reads|name|marked|labelled)?[ \t:]{{0,2}}"
        rf"[\"'“„]({NAME}(?:[/+]{NAME}){{0,2}})[\"'”“]",
        ("buzzer", "bell", "intercom", "klingel", "interphone", "citofono", "portero"),
        _strange,
    ),
    _cue(
        "name-trade",
        rf"(?:^|[^\w'-]){_TRADE}(?: (?:RA|RAin|Dr\.))?{_IS} ({NAME})",
        _TRADE_GATES,
        _strange,
    ),
    _cue(
        "name-kin-of",
        rf"(?:^|[^\w'-]){_OWNERS} {_KIN_WORDS}(?:,| [(]|) ?({NAME})",
        _KIN_GATES,
        _strange,
    ),
    _cue(
        "name-hungarian-title",
        rf"(?:^|[^\w'-])({_HUNGARIAN}{{2,20}}(?: {_HUNGARIAN}{{2,20}})?) "
        r"(?:úr|asszony|kisasszony|hölgy)",
        (" úr", "asszony", " hölgy"),
        _strange,
    ),
    _cue(
        "name-with-article",
        rf"\bbin (?:die|der) ({_PARTY} {_PARTY})\b",
        ("bin d",),
        _one_given,
    ),
    _cue(
        "name-short-title",
        rf"\b(?:Fr|Hr|Hrn|Fam)\. ({NAME})",
        ("fr. ", "hr. ", "hrn. ", "fam. "),
        _strange,
    ),
    _cue(
        "name-polish-title",
        r"\b[Pp]p?\. ((?:[A-ZŁŚŻŹĆ][a-ząćęłńóśźż]{2,16} )?[A-ZŁŚŻŹĆ][a-ząćęłńóśźż]{2,16}"
        r"(?:[scz]k(?:i|a|iej|iego|iemu|im|ą|ich)|wicz(?:a|owi|em)?|czyk(?:a|owi|iem)?|"
        r"(?:ak|ek|uk)(?:a|owi|iem)?|ow(?:a|ej|ą)))\b",
        ("p. ",),
        _valued,
    ),
    _cue(
        "name-child-of",
        r"\b(?:[SsDdWwCc]/[Oo]\.?|son of|daughter of|wife of|parent of|mother of|"
        r"father of|mum of|mom of|"
        r"dad of|guardian of|carer of) (?:(?i:late|mr|mrs|shri|smt)\.? )?"
        rf"({NAME})",
        ("/o", "son of", "daughter of", "wife of", "parent of", "mother of", "father of",
         "mum of", "mom of", "dad of", "guardian of", "carer of"),
        _strange,
    ),
    _cue(
        "name-held",
        rf"\b{one_of(_HELD)}: ?({NAME})",
        gates(_HELD),
        _person,
    ),
    _cue(
        "name-caller",
        rf"(?:^|[^\w'-]){_CALLER} ({NAME})(?:,? {_FROM} |, )",
        ("ici ", "c'est ", "saya ", "soy ", "sono ", "aqui", "hier ", "det ", "this is ", "it's ",
         "its "),
        _strange,
    ),
    _cue(
        "name-above-message",
        rf"(?m)^[ \t]*({NAME})[ \t]{{1,4}}\[?\d{{1,2}}:\d{{2}}(?::\d{{2}})?"
        r"(?: ?[AaPp]\.?[Mm]\.?)?\]?[ \t]*$",
        (":",),
        _above,
    ),
    _cue(
        "name-above-contact",
        rf"(?m)^[ >*_]*({NAME})[ *_]*(?:\n[^\n\x02]{{1,80}}){{0,3}}\n"
        rf"{_REACHED}",
        _REACHED_GATES,
        _signing,
    ),
    _cue(
        "name-above-desk",
        rf"(?m)^[ >*_]*({NAME})[ *_]*\n[ >*_]*(?:{'|'.join(_DESKS)}), ?[A-ZÀ-Þ]",
        tuple(f"{desk.lower()}," for desk in _DESKS),
        _at_desk,
    ),
    _cue(
        "name-dashed",
        rf"(?m)^[ \t]*[-–—~][ \t]?({NAME})[ \t]*(?:\n[^\n]{{0,60}}){{0,2}}\n*(?:\x02|$)",
        ("-", "–", "—", "~"),
        _given,
    ),
    _cue(
        "name-last-small",
        rf"[.!?)\"a-z0-9]\n[ \t\n]{{0,4}}({_ALONE})[.!]?[ \t]*(?:x{{1,3}})?[ \t]*\n*(?:\x02|$)",
        ("\n",),
        _given,
    ),
    _cue(
        "name-colleague-small",
        rf"\b{one_of(_SMALL_CUES)} ({_ALONE})(?: (?:on|in|at|from|and|has|had|is|was|says|said)\b|"
        r"[ \t]*(?:[.,;!\n\x02]|$))",
        gates(_SMALL_CUES),
        _small,
    ),
    _cue(
        "name-voice",
        r"\b(?i:it's|this is|my name is|my name's|i'm|i am|you're speaking (?:to|with)) "
        r"([a-zà-ÿ]{3,20} [a-zà-ÿ'-]{3,20}),? "
        r"(?i:from|at|with|of|calling|speaking|here|and|um|uh)\b",
        ("it's ", "this is ", "my name", "i'm ", "i am ", "you're speaking"),
        _voiced,
    ),
    _cue(
        "name-caller-small",
        rf"\b(?i:it's|its|it is|this is) ({_ALONE}),? (?i:from|at|in) (?:the|your|our) ",
        ("it's ", "its ", "it is ", "this is "),
        _small,
    ),
)  # fmt: skip
