"""Vehicles: the plates that a word calls so, and chassis numbers."""

import re

from app.redaction.detectors.cues import compact, is_something_else, spell
from app.redaction.detectors.shapes import Token
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import phrases

VINS = phrases(
    """vin, vin number, vehicle identification number, chassis, chassis number, chassis no,
    fahrgestellnummer, fin-nummer, fahrzeug-identifizierungsnummer, numéro de châssis,
    número de bastidor, bastidor, chasis, chassi, numero di telaio, telaio, chassisnummer,
    numer vin, nr vin, şasi no"""
)
PLATES = phrases(
    """licence plate, license plate, licence plate number, license plate number, number plate,
    plate number, plate no, plates, reg plate, registration plate, vehicle registration,
    vehicle reg, reg., reg no, reg no., rego, viatura, plakası, plakam, plakalı, kenteken is,
    bil med reg, matrícula do carro, vettura targata, car registration, car reg, van reg,
    truck reg, vehicle plate, plate,
    tag number,
    vehicle no, vehicle number, registration number, kennzeichen,
    autokennzeichen, kfz-kennzeichen, nummernschild, plaque d'immatriculation,
    immatriculation, immatriculée, immatriculé, plaque, matrícula, matriculado, placa, placas,
    patente, placa do carro, targa, targato, targata, kenteken, kentekenplaat, nummerplaat,
    registreringsnummer, registreringsskylt, regnr, nummerplade, rekisterinumero,
    rekisteritunnus, tablica rejestracyjna, numer rejestracyjny, nr rejestracyjny,
    rejestracja, nr rej, nr rej., nr. rej., numer rej., rej., tablice, kfz-kz, kfz-kz., kennz.,
    amtl. kennzeichen, reg.nr, reg. nr, regn.nr, matr., immat., immatr., номер машины,
    рег. номер авто, ečv, ecv, špz, plaka no, rendsz., spz, poznávací značka, rendszám,
    număr de înmatriculare, registarska oznaka,
    plaka, biển số, nomor polisi, plat nomor, госномер, гос номер, гос. номер, номерной знак,
    регистрационен номер, πινακίδα, لوحة السيارة, 车牌, 車牌, ナンバー, ナンバープレート, 차량번호,
    ทะเบียนรถ"""
)
_CAPITAL = "A-ZÄÖÜ"
_PLATE = (
    rf"(?:[{_CAPITAL}]{{1,4}}[ ·-]{{1,3}}){{0,2}}[{_CAPITAL}]{{0,5}}\d[{_CAPITAL}0-9]{{0,7}}"
    rf"(?:[ ·-]{{1,3}}[{_CAPITAL}0-9]{{1,7}}){{0,3}}|[А-Я]\d{{3}}[А-Я]{{2}} ?\d{{0,3}}|"
    r"[\x{4E00}-\x{9FFF}][A-Z][·. ]?[A-Z0-9]{5,6}|"
    r"[\x{4E00}-\x{9FFF}]{1,4} ?\d{2,3} ?[\x{3041}-\x{3093}] ?\d\d-\d\d"
)
_DRIVEN = phrases(
    """car, van, truck, lorry, trailer, vehicle, taxi, motorbike, motorcycle, scooter, registration,
    reg, auto, fahrzeug, wagen, lkw, pkw, anhänger, voiture, véhicule, camion, remorque, coche,
    vehículo, camión, furgoneta, veicolo, automobile, furgone, carro, veículo, caminhão, voertuig,
    vrachtwagen, transporter, lieferwagen, kleinbus, sprinter, sattelzug, zugmaschine,
    minibus, reisebus, linienbus, omnibus, autocar, wohnmobil,
    fourgon, utilitaire, autobus, furgón, motorrad, bestelbus,
    bestelauto, aanhanger, varebil, skåpbil, släpvagn, lastbil,
    bil, bilen, viatura, araç, auto met, samochód, pojazd,
    ciężarówka"""
)
"""Words that a plate stands beside, and much else: only what no code is written like counts."""

_WRITTEN = (
    r"[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]\d{1,3} [A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z]|"  # Britain
    r"[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}|"  # India
    r"[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}|"  # France, Italy
    rf"[{_CAPITAL}]{{1,3}}[- ][A-Z]{{1,2}}[ -]?\d{{1,4}}[EH]?|"  # Germany
    r"\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}|"  # Spain
    r"[A-Z]{2}-\d{3}-[A-Z]|\d-[A-Z]{3}-\d{2,3}|\d\d-[A-Z]{2,3}-\d{1,2}|"  # Netherlands, Belgium
    r"\d[A-Z]{3}\d{3}|[A-Z]{3}\d{4}|[A-Z]{3}\d[A-Z]\d\d|"  # America
    r"[A-Z]{2} \d{1,4}-\d\d|"  # Ghana
    r"[A-Z]{3} \d\d[A-Z\d]|[A-Z]{2} \d{5}|[A-Z]{2,3} \d{4,5}[A-Z]{0,2}|"  # the North, Poland
    r"\d{2,3}-(?:[A-Z]|[CKLMWDTL][A-Z])-\d{1,6}|"  # Ireland
    r"[A-Z]{1,2}-\d{3,5} ?[A-Z]{1,2}|\d\d [A-Z]{1,3} \d{2,4}"  # Austria, Turkey
)
_BESIDE = (
    r"(?i:[ .,:;(|\t\"'#-]{1,3}(?:registration|reg|plates?|number|no|nr|with|is|mit|avec|con|the|"
    r"my|our)\b\.?){0,3}[ .,:;(|\t\"'#-]{1,3}"
)
_MODEL = (
    r"(?: (?:służbow[ey]|firmow[ey]|de service|de société|aziendale|de empresa|van de zaak)|"
    r"[: ]{1,2}[A-Z][\w-]{1,12}(?: [A-Z][\w-]{1,12})?,)?"
)
"""Whose it is, or its make and model: `Vehicle: VW Golf, `."""
_CHASSIS = "A-HJ-NPR-Z0-9"
_ALLOWED = re.compile(f"[{_CHASSIS}]{{17}}")
_LONGEST_PLATE = 10
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(
        zip(
            "ABCDEFGHJKLMNPRSTUVWXYZ",
            (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)),
            strict=True,
        )
    ),
}


def _vin(text: str) -> str | None:
    """North America's check digit, which the rest of the world often has too."""
    if _ALLOWED.fullmatch(text) is None:
        return None
    total = sum(_VALUES[sign] * weight for sign, weight in zip(text, _WEIGHTS, strict=True))
    holds = text[8] == "0123456789X"[total % 11]
    mixed = any(map(str.isalpha, text[:8])) and text[13:].isdigit()
    return text.lower() if holds and mixed else None


def _called_vin(candidate: Candidate) -> Candidate | None:
    text = compact(candidate.text)
    return candidate._replace(value=text.lower()) if any(map(str.isdigit, text)) else None


def _goes_on(candidate: Candidate) -> bool:
    after = candidate.after(1)
    return after.isalnum() and after.isascii()


def _plate(candidate: Candidate) -> Candidate | None:
    """Groups behind the plate are given back; a plate holds letters and digits, or five digits."""
    text = candidate.text
    while text:
        plain = compact(text)
        digits = sum(map(str.isdigit, plain))
        enough = (
            4 <= len(plain) <= _LONGEST_PLATE and digits and (digits < len(plain) or digits > 4)
        )
        if enough and text[-1].isalnum() and not _goes_on(candidate):
            return candidate._replace(end=candidate.start + len(text), value=plain.lower())
        text = re.sub(r"[ ·-]*[^ ·-]*$", "", text)
    return None


def _written(candidate: Candidate) -> Candidate | None:
    """What is written as some country writes its plates."""
    if _goes_on(candidate) or is_something_else(candidate):
        return None
    return candidate._replace(value=compact(candidate.text).lower())


_VIN, _VIN_GATES = spell(VINS)
_DRIVE, _DRIVE_GATES = spell(_DRIVEN)
_CALLED, _CALLED_GATES = spell(PLATES)
VEHICLE_TOKENS = (Token("vehicle", "vin", frozenset({17}), _vin),)

PATTERNS = (
    Pattern(
        "vehicle",
        "vin-cue",
        rf"(?:^|[^A-Za-z]){_VIN}(?i:[ _-]?(?:number|no|nr)\b\.?)?[^A-Za-z0-9\n\x02]"
        r"[^0-9\n\x02]{0,20}?"
        rf"\b((?i:[{_CHASSIS}]{{17}})|"
        rf"[{_CHASSIS}]{{3}}[ -][{_CHASSIS}]{{6}}[ -][{_CHASSIS}]{{8}})\b",
        _VIN_GATES,
        rank=Rank.CHECKED,
        check=_called_vin,
    ),
    Pattern(
        "vehicle",
        "plate-cue",
        rf"(?:^|[^A-Za-z]){_CALLED}(?i:[ _-]?(?:number|nummer|no|nr)\b\.?)?"
        rf"[^A-Za-z0-9\n\x02](?:[^0-9\n\x02]{{0,24}}?[^\w\n\x02])??({_PLATE})",
        _CALLED_GATES,
        rank=Rank.CHECKED,
        check=_plate,
    ),
    Pattern(
        "vehicle",
        "plate-beside",
        rf"(?:^|[^A-Za-z]){_DRIVE}{_MODEL}{_BESIDE}({_WRITTEN})\b",
        _DRIVE_GATES,
        rank=Rank.CHECKED,
        check=_written,
    ),
    Pattern(
        "vehicle",
        "ship",
        r"\b(?:IMO|MMSI)(?: (?:no\.?|nr\.?|number|Nummer))?[ :#]{1,2}(\d{7}|\d{9})\b",
        ("imo", "mmsi"),
        rank=Rank.CHECKED,
    ),
    Pattern(
        "vehicle",
        "plate-of-bus",
        rf"\b[Bb]us ([{_CAPITAL}]{{1,3}}-[A-Z]{{1,2}} ?\d{{1,4}}[EH]?)\b",
        ("bus ",),
        rank=Rank.CHECKED,
        check=_written,
    ),
)
