"""Private values that answer a question, or that a letter tells by whom they reach: chats with a
service desk, calls that are written down, voice mails.
"""

import re

from app.redaction.detectors import birth_dates
from app.redaction.detectors.address_checks import address
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import compact, spell
from app.redaction.detectors.phone import SIGNIFICANT
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import gates, one_of, phrases

_BORN = listed(
    """date of birth, birth date, birthday, dob, geburtsdatum, geboren, date de naissance,
    fecha de nacimiento, data di nascita, data de nascimento, geboortedatum, data urodzenia,
    datum narození, dátum narodenia, születési dátum, födelsedatum, fødselsdato, syntymäaika,
    doğum tarihi, дата рождения, дата народження, ημερομηνία γέννησης"""
)
_NUMBERS = listed(
    """customer number, account number, client number, policy number, member number,
    contract number,
    reference number, customer id, kundennummer, vertragsnummer, kontonummer, numéro de client,
    numéro client, numéro de contrat, número de cliente, número de contrato, codice cliente,
    numero cliente, código de cliente, klantnummer, polisnummer, contractnummer, numer klienta,
    číslo zákazníka, kundnummer, kundenr, asiakasnumero, müşteri numarası, номер договора,
    номер клиента"""
)
_CODES = listed(
    """postcode, post code, zip code, postleitzahl, plz, code postal, código postal, cap, cep,
    postnummer, kod pocztowy, psč, house number, huisnummer"""
)
_ASKED = (
    r"[^\n?:]{0,30}\?\n[^\n\x02]{0,48}?:[ \t]+(?:it's |it is |ja,? |si,? |sí,? |oui,? |yes,? )?"
)
_ORDINALS = phrases(
    """first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth,
    thirteenth, fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth,
    thirtieth, twenty-first, twenty-second, twenty-third, twenty-fourth, twenty-fifth, twenty-sixth,
    twenty-seventh, twenty-eighth, twenty-ninth, thirty-first"""
)
_MONTHS = phrases(
    """january, february, march, april, may, june, july, august, september, october, november,
    december"""
)
_TOLD = phrases(
    """call, calls, called, calling, sms, text, texts, texted, voicemail, message, nachricht,
    sprachnachricht, anruf, llama, llamada, mensaje, appel, appelle, chiamata, chiama, messaggio,
    liga, ligação, mensagem, belt, bericht, dzwoni, wiadomość, volá, zpráva"""
)
_FROM = r"(?:from|to|on|von|vom|an|desde el|desde|du|au|dal|dallo|al|do|para o|van|z|od|na)"


def _dialled(candidate: Candidate) -> Candidate | None:
    digits = compact(candidate.text)
    if not 9 <= len(digits) <= 13 or candidate.after(1).isalnum():
        return None
    return candidate._replace(value=digits[-SIGNIFICANT:])


def _numbered(candidate: Candidate) -> Candidate | None:
    text = candidate.text.rstrip(" ./-")
    if sum(map(str.isdigit, text)) < 5:
        return None
    return candidate._replace(end=candidate.start + len(text), value=compact(text).lower())


def _mailed(candidate: Candidate) -> Candidate | None:
    return address(candidate) if re.search(r"\d", candidate.text) else None


def _asked(entity: str, name: str, choices: tuple[str, ...], value: str, check: Check) -> Pattern:
    words, literals = spell(choices)
    regex = rf"(?:^|[^\w]){words}{_ASKED}({value})"
    return Pattern(entity, name, regex, literals, rank=Rank.CHECKED, check=check)


def _whole(candidate: Candidate) -> Candidate:
    return candidate._replace(
        value=" ".join(candidate.view.folded[candidate.start : candidate.end].split())
    )


PATTERNS = (
    _asked("birth_date", "birth-asked", _BORN,
           r"\d{1,4}(?:[-./ ]{1,2}(?:\d{1,4}|[A-Za-zÀ-ɏ]{3,12}\.?)){2}",
           birth_dates.in_cell),
    _asked("account_id", "account-asked", _NUMBERS,
           r"[A-Z]{0,4}[- ]?\d[\dA-Z]*(?:[ ./-]\d[\dA-Z]*){0,6}", _numbered),
    _asked("postal_address", "code-asked", _CODES,
           r"(?:\d{4,6}(?: ?[A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?:,? \d{1,4}[A-Za-z]?"
           r"(?: (?:bis|ter))?)?", _mailed),
    Pattern(
        "birth_date",
        "birth-spoken",
        rf"\b(?i:(?:the )?({one_of(_ORDINALS)}(?: of)? {one_of(_MONTHS)},? "
        r"(?:nineteen|twenty|two thousand)(?:[ -](?:and|hundred|oh|ten|eleven|twelve|"
        r"[a-z]{3,5}teen|"
        r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|one|two|three|four|five|six|seven|"
        r"eight|nine)){1,3}))\b",
        gates(_MONTHS),
        rank=Rank.CHECKED,
        check=_whole,
    ),
    Pattern(
        "phone",
        "phone-reached",
        rf"\b{one_of(_TOLD)}\b[^\n.;:\d\x02]{{0,24}}? {_FROM} "
        r"(\+?\d{2,4}(?: ?\d{2,4}){2,4})\b",
        gates(_TOLD),
        rank=Rank.CHECKED,
        check=_dialled,
    ),
)  # fmt: skip
