"""Passports and driving licences: by the words around their numbers, and by their printed lines."""

import re

from app.redaction.detectors import document_scans
from app.redaction.detectors.cues import cued, identifier
from app.redaction.detectors.shapes import Token
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import phrases

PASSPORTS = phrases(
    """passport, passport number, passport no, passport id, travel document, reisepass,
    reisepassnummer, passnummer, pass-nr, passeport, numéro de passeport, pasaporte,
    número de pasaporte, passaporte, passaporto, paspoort, paspoortnummer, pasnummer,
    passin numero, passnumret, pasport, paszport, paszportu, cestovní pas, cestovného pasu,
    číslo pasu, útlevél, útlevélszám, pașaport, pasaport, putovnica, putni list, pasoš,
    potni list, hộ chiếu, paspor, pasport antarabangsa, διαβατήριο, паспорт, паспорта,
    загранпаспорт, דרכון, جواز السفر, جواز سفر, پاسپورت, 护照, 護照, パスポート, 旅券番号,
    visa number, visa no, visa sticker, visa sticker number, visa foil number, visa grant number,
    entry permit, entry permit number, emirates visa, visumnummer, visum nr, numéro de visa,
    número de visado, número de visa, numero del visto, número do visto, numer wizy, viisumi number,
    여권, 여권번호, หนังสือเดินทาง, पासपोर्ट"""
)
LICENCES = phrases(
    """driving licence, driving license, driver licence, driver license, driver's licence,
    driver's license, drivers licence, drivers license, drivers' license, driver's permit,
    driver's lic, cdl, cdl number, cdl no, cdl no., commercial driver's license, dl number, dl no,
    dl#, dl #, dvla number, führerschein, führerscheinnummer,
    führerausweis, permis de conduire, numéro de permis, licencia de conducir,
    permiso de conducir, licencia de conductor, carnet de conducir, carta de condução,
    carteira de motorista, cnh, carteira de habilitação, patente di guida, patente n, patente,
    rijbewijs, rijbewijsnummer, körkort, körkortsnummer, førerkort, kørekort, ajokortti,
    prawo jazdy, prawa jazdy, řidičský průkaz, řidičského průkazu, vodičský preukaz,
    jogosítvány, vezetői engedély, permis auto, permis de conducere, vozačka dozvola,
    vozniško dovoljenje, sürücü belgesi, ehliyet, surat izin mengemudi, giấy phép lái xe,
    lesen memandu, άδεια οδήγησης, водительское удостоверение, водительские права,
    водительского удостоверения, шофьорска книжка, רישיון נהיגה, رخصة القيادة, رخصة قيادة,
    驾驶证, 驾照, 運転免許証, 免許証番号, 운전면허, 운전면허번호, ใบขับขี่"""
)
SHORT_NAMES = {"dl": "driving_licence"}
"""It counts in capitals, or before a colon or an equals sign."""

_LETTERS = (
    r"\d{2} ?\d{2}[, ]{1,2}(?:номер|№|[Nn]r?o?\.?) ?\d{6}|"
    r"(?:[A-Z]{1,5}[ -]?|[a-z]{1,3})?\d[A-Za-z0-9]*"
    r"(?:[ /-]?[A-Z]{0,4}\d[A-Za-z0-9]*|[ -][A-Z]\b){0,6}"
)
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 4


def _mostly_letters(candidate: Candidate) -> Candidate | None:
    """British licences and others hold more letters than digits."""
    text = candidate.text
    whole = len(text) >= 8 and text.upper() == text and len(_DIGIT.findall(text)) >= _FEWEST_DIGITS
    return candidate._replace(value=text.lower()) if whole else None


def _document(least: int) -> Check:
    numbered = identifier(least, 20)

    def check(candidate: Candidate) -> Candidate | None:
        return numbered(candidate) or _mostly_letters(candidate)

    return check


_BRITISH = re.compile(r"[A-Z][A-Z9]{4}\d[0156]\d[0-3]\d\d[A-Z9]{2}\d[A-Z]{2}(?:\d\d)?")
_PRINTED = re.compile(
    r"[PIACV][A-Z<][A-Z]{3}[A-Z0-9]*<[A-Z0-9<]*|[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]*|"
    r"\d{7}[MFX<]\d{7}[A-Z<]{3}[A-Z0-9<]*"
)


def _british(text: str) -> str | None:
    return text.lower() if _BRITISH.fullmatch(text) is not None else None


def _printed(text: str) -> str | None:
    """A line that machines read (ICAO 9303): names, or number, birth, sex and expiry."""
    return text.lower() if _PRINTED.fullmatch(text) is not None else None


DOCUMENT_TOKENS = (
    Token("driving_licence", "driving-licence-british", frozenset({16, 18}), _british),
    Token("passport", "machine-readable", frozenset(range(26, 45)), _printed),
)

_SPACED = r"[A-Z][A-Z9]{4} [0123456789][0156]\d[0-3]\d\d [A-Z9]{2}\d[A-Z]{2}"

PATTERNS = (
    Pattern(
        "driving_licence",
        "driving-licence-grouped",
        rf"\b({_SPACED})\b",
        tuple(f" {tens}{one}" for tens in "0123456789" for one in "0156"),
        rank=Rank.CHECKED,
    ),
    *cued("passport", "passport-cue", PASSPORTS, _document(6), value=_LETTERS),
    *cued("driving_licence", "driving-licence-cue", LICENCES, _document(5), value=_LETTERS),
    *document_scans.PATTERNS,
)
