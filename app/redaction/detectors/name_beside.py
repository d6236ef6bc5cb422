"""People told by whom or what stands beside them: the second of two joined by `and`, whoever a
role `is`, and given names of two syllables with a hyphen (`Min-jung Seo`, `Wu Chia-ling`).
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.name_roles import borne_words
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import gates, one_of, phrases, words

_UPPER = "[A-ZÀ-ÞĀ-ŽΆ-ΫЀ-Я]"
_LOWER = "[a-zà-ÿā-žά-ώа-џ]"
_WORD = rf"{_UPPER}(?:['’]{_UPPER})?{_LOWER}{{1,20}}(?:['’-]?{_UPPER}?{_LOWER}{{1,20}})?"
_PAIR = rf"{_WORD}(?: (?:de|da|van|von|bin|al|el|di|del|der|den|dos|ben))?(?: {_WORD}){{1,2}}"

_DUTIES = phrases(
    """admin, administrator, sysadmin, owner, contact, contact person, manager, supervisor, lead,
    team lead, driver, nurse, doctor, teacher, principal, foreman, technician, electrician,
    caretaker, keyholder, key holder, approver, signatory, director, accountant, bookkeeper,
    secretary, assistant, deputy, successor, predecessor, consultant, contractor, engineer on site,
    operator, dispatcher, coordinator, officer, trainer, tutor, landlord, tenant, patient, pupil,
    student, resident, guest, passenger, courier, cashier, chef, cook, captain, pharmacist,
    receptionist, librarian, treasurer, chairman, chairwoman, chairperson, trustee, beneficiary,
    ansprechpartner, ansprechpartnerin, leiter, leiterin, verantwortlicher, verantwortliche,
    verantwortlich, zuständig, fahrer, fahrerin, pfleger, krankenschwester, ärztin, arzt, inhaber,
    inhaberin, hausmeister, betreuer, betreuerin, lehrer, lehrerin, eigentümer, responsable, gérant,
    gérante, propriétaire, chauffeur, infirmière, infirmier, médecin, directeur, directrice,
    administrateur, interlocuteur, interlocutrice, référent, référente, administrador,
    administradora, encargado, encargada, dueño, dueña, propietario, propietaria, conductor,
    conductora, enfermera, enfermero, médico, médica, gerente, jefe, jefa, contacto, director,
    directora, referente, titolare, responsabile, autista, infermiera, infermiere, medico,
    amministratore, proprietario, direttore, direttrice, dono, dona, motorista, enfermeira,
    enfermeiro, proprietário, beheerder, eigenaar, eigenares, contactpersoon, bestuurder,
    verpleegkundige, leidinggevende, ansvarig, ägare, förare, sjuksköterska, kontaktperson,
    ansvarlig, eier, ejer, sjåfør, chauffør, sykepleier, sygeplejerske, kuljettaja, omistaja,
    kierowca, właściciel, właścicielka, kierownik, kierowniczka, pielęgniarka, opiekun, řidič,
    majitel, majitelka, vedoucí, vodič, tulajdonos, vezető, kapcsolattartó, șofer, proprietar,
    yönetici, sürücü, sahibi, sorumlu"""
)
_IS = r"(?i:is|are|ist|sind|est|es|è|é|är|er|on|jest|je|este|was|war|était|era|var|byl|byla|=|:)"
_SITE = (
    r"(?: (?i:on|of|at|for|in|für|am|im|vor|pour|de|du|para|del|per|van|voor|op|på)"
    r" [\w'-]{2,16}){0,2}"
)

_LINKS = phrases(
    "and, und, et, y, e, en, och, og, i, a, ja, és, și, &, plus, sowie, or, oder, with"
)
_FIRST = r"(?:\[(?:person-\d+|customer|engineer-\d+)\]|" + rf"{_WORD}(?: {_WORD}){{0,2}})"

_SURNAMES = words(
    """
    kim lee yi rhee park pak bak choi choe jung jeong chung kang cho jo yoon yun jang chang lim im
    rim han oh seo suh shin sin kwon gwon hwang ahn an song ryu yoo yu hong jeon jun ko go moon mun
    yang son sohn bae baek paik heo hur huh nam shim sim noh roh ha joo ju koo goo ku gu min woo na
    jin ji chi um eom chae won cheon chun bang kong gong hyun ham byun byeon yeom yeo choo chu do
    seok sul seol ma gil wi pyo myung ki ban wang keum bong tak eun kwak gwak cha sung seong
    chen tan lin huang li wang wu liu tsai cai hsu xu cheng hsieh xie kuo guo hung chiu tseng zeng
    liao lai chou zhou yeh ye su chuang lu chiang jiang ho he hsiao xiao lo luo kao gao chien chan
    wong leung cheung lau ng kwok tang chow yeung tsang fung yip poon tse mak ma tam ip zhang zhao
    sun zhu hu deng feng cao peng pan yuan dong fan fu shen wei yao lau teo ong goh koh chua sim toh
    """
)
_PIECE = re.compile(
    r"(?:ch|zh|sh|ts|tz|hs|[bcdfghjklmnpqrstwxyz])?(?:h|w|y)?[aeiou]{1,3}[aeiou]?(?:ng|[nmklptr]|h|ck)?"
)
_NO_NAME = words("in on up off out to by ins outs of no so at")


def _joined(candidate: Candidate) -> Candidate | None:
    """The second of two, where the first is put in another's place or begins with a given name."""
    line = candidate.view.text[max(0, candidate.start - _REACH) : candidate.start]
    first = _BEFORE.search(line.rpartition("\n")[2])
    if first is None:
        return None
    parts = fold(first[1]).split() if first[1] else []
    if parts and not (len(parts) > 1 and parts[0] in stock().given and _is_people(parts[1:])):
        return None
    return borne_words(candidate)


def _is_people(parts: list[str]) -> bool:
    known = stock()
    return all(known.is_name(part) or part not in known.words for part in parts)


_REACH = 90
_BEFORE = re.compile(
    rf"(?:\[(?:person-\d+|customer|engineer-\d+)\]|({_WORD}(?: {_WORD}){{0,2}})) [^\s\[\]]{{1,5}} $"
)


def _syllables(candidate: Candidate) -> Candidate | None:
    """Two syllables of a given name beside a surname of Korea or China, on either side."""
    first, *rest = candidate.text.split()
    given, surname = (first, rest[0]) if "-" in first else (rest[0], first)
    pieces = given.lower().split("-")
    shaped = all(_PIECE.fullmatch(piece) and len(piece) > 1 for piece in pieces)
    if fold(surname) not in _SURNAMES or not shaped or not _NO_NAME.isdisjoint(pieces):
        return None
    if all(piece in stock().common and not stock().is_name(piece) for piece in pieces):
        return None
    return candidate._replace(value=fold(candidate.text))


_GIVEN = r"[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}"
_SURNAME = r"[A-Z][a-z]{1,6}"

PATTERNS = (
    Pattern(
        "person_name",
        "name-joined",
        rf"(?:[\]]|{_LOWER}) (?:{'|'.join(_LINKS)}) ({_PAIR})(?:[^\w-]|$)",
        tuple(f" {link} " for link in _LINKS),
        rank=Rank.CUE,
        check=_joined,
    ),
    Pattern(
        "person_name",
        "name-of-duty",
        rf"(?:^|[^\w]){one_of(_DUTIES)}{_SITE} {_IS} ({_PAIR})(?:[^\w-]|$)",
        gates(_DUTIES),
        rank=Rank.CUE,
        check=borne_words,
    ),
    Pattern(
        "person_name",
        "name-of-syllables",
        rf"\b({_GIVEN} {_SURNAME}|{_SURNAME} {_GIVEN})\b",
        ("-",),
        rank=Rank.CUE,
        check=_syllables,
    ),
)  # fmt: skip
