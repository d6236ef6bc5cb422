"""Names behind the labels of receipts, cards and forms: `CARDHOLDER: MISS E FAULKNER`. They may
stand in capitals, and may be words that are hardly ever used: `Pupil: Temperance Oyelaran`.
"""

import re

from app.redaction.canonical import fold
from app.redaction.company_words import LIKELY
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases

_LABELS = phrases(
    """cardholder, cardholder name, card holder, name on card, name on the card, account holder,
    account name, legal name, pupil, pupil name, student, student name, patient, patient name,
    passenger, passenger name, guest name, visitor, employee, employee name, beneficiary,
    beneficiary name, payee, signed by, sold to, ship to, bill to, deliver to, attn, customer name,
    client name, cashier, karteninhaber, kontoinhaber, titulaire, titular,
    intestatario,
    kaarthouder, rekeninghouder, posiadacz karty, versicherter, fahrer, schüler, élève, alumno,
    paciente, paziente, leerling, storeman, foreman, consignee, resident, caller,
    receiver, sender, recipient, addressee, truck driver, lorry driver, taxi driver, bus driver,
    delivery driver, transporter driver, courier, caretaker, janitor, landlord, writer,
    homeowner, leaseholder, empfänger, absender, mieter, bewohner, fahrgast, expéditeur,
    locataire, remitente, inquilino, mittente, inquilino, nadawca, odbiorca, lokator, příjemce,
    odesílatel, příjemkyně, afzender, ontvanger, huurder, avsändare, mottagare, gönderen, alıcı"""
)
_WORKERS = phrases(
    """medewerker, medewerkster, werknemer, werkneemster, mitarbeiter, mitarbeiterin, arbeitnehmer,
    arbeitnehmerin, salarié, salariée, employé, employée, empleado, empleada, trabajador,
    trabajadora, dipendente, funcionário, funcionária, colaborador, colaboradora, pracownik,
    pracownica, zaměstnanec, zaměstnankyně, anställd, medarbetare, ansatt, medarbejder,
    työntekijä, huurster, mieterin, schülerin, patiënt, patiënte, cliënt, cliënte"""
)
"""Behind these a screen's words stand in capitals as well: `Mitarbeiter Anlegen`."""

_LABELS_ABROAD = listed(
    """vevő, érintett vevő, ügyfél, utas, címzett, beteg, páciens, szülő, gyermek, sofőr, bérlő,
    pasager, pacient, pacientă, destinatar, expeditor, elev, părinte, șofer, chiriaș, пътник,
    клиент, клиентка, пациент, пациентка, получател, подател, дете, родител, ученик, шофьор,
    купувач, наемател, kooperant, kupac, putnik, pacijent, pacijentica, primatelj, pošiljatelj,
    korisnik, korisnica, vlagatelj, vlagateljica, stranka, potnik, najemnik, dijak, kupec,
    zákazník, zákaznice, zákazníčka, cestující, pacientka, žiadateľ, žadatel, dítě, dieťa,
    nájemník, nájomca, klient, patsient, laps, ema, isa, reisija, üürnik, klients, īrniece,
    īrnieks, pacients, saņēmējs, bērns, klientas, darbuotoja, darbuotojas, pacientas, pacientė,
    gavėjas, vaikas, kund, köpare, elev, chaufför, hyresgäst, anhörig, kunde, kjøper, køber,
    sjåfør, leietaker, lejer, pårørende, asiakas, potilas, ostaja, lapsi, vuokralainen, πελάτης,
    πελάτισσα, ασθενής, επιβάτης, ενοικιαστής, μισθωτής, müşteri, hasta, yolcu, kiracı, öğrenci,
    покупатель, пассажир, контрагент, арендатор, получатель, отправитель, клієнт, клієнтка,
    гість, пацієнт, пацієнтка, покупець, отримувач, орендар, pasien, pelanggan, penerima,
    pengirim, pembeli, murid, pesakit, khách hàng, bệnh nhân, người nhận, khách thuê"""
)
_TITLE = r"(?:(?i:mr|mrs|miss|ms|mx|dr|prof|herr|frau|mme|sig|sra|sr|mdm|shri|smt|oom)\.? )?"
_SMALL = "[a-zà-ÿā-žά-ώа-џạ-ỹ]"
_LARGE = "[A-ZÀ-ÞĀ-ŽΆ-ΫЀ-ЯẠ-Ỹ]"
_WORD = (
    rf"{_LARGE}(?:[A-ZÀ-Þ'’-]{{1,24}}|"
    rf"{_SMALL}{{1,24}}(?:['’-]?{_LARGE}{_SMALL}{{1,24}})?|\.?)"
)
_HYPHENED = rf"(?:-(?:(?:de[nr]?|van|von|ter|ten|el|al|da|di|dos|del) ){{1,2}}{_WORD})?"
_SIGN = r"(?:[ \t.]{0,20}[:=][ \t]{0,12}\n?[ \t]{0,12}|[ \t]{1,3}(?:is[ \t])?)"
_PART = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def borne_words(candidate: Candidate) -> Candidate | None:
    """Two parts at least, of which none is said every day and one is a surname or no word."""
    end, parts = candidate.start, list[str]()
    for found in _PART.finditer(candidate.text):
        part = fold(found.group())
        if len(part) > 1 and (_is_said(part) or _is_label(found.group())):
            break
        parts.append(part)
        end = candidate.start + found.end()
    told = any(_may_be_borne(part) for part in parts if len(part) > 1)
    if len(parts) < 2 or not told or not LIKELY.isdisjoint(parts):
        return None
    return candidate._replace(end=end, value=" ".join(parts))


def _of_worker(candidate: Candidate) -> Candidate | None:
    """The same with a word that somebody is known to bear."""
    found, known = borne_words(candidate), stock()
    parts = [fold(part) for part in _PART.findall(found.text)] if found is not None else []
    pieces = [piece for part in parts for piece in part.split("-")]
    borne = any(known.is_name(piece) and piece not in known.common for piece in pieces)
    return found if borne else None


_GOES_ON = re.compile(r" [^\W\d_]{3,}")


def _of_role_abroad(candidate: Candidate) -> Candidate | None:
    """The same where no sentence goes on with it: `Müşteri: Yeni Kayıt ekranı` is no name."""
    found = borne_words(candidate)
    if found is None or _GOES_ON.match(found.view.text, found.end) is not None:
        return None
    return found


def _may_be_borne(part: str) -> bool:
    known = stock()
    return known.is_name(part) or part not in known.words or known.is_rare(part)


def _is_label(part: str) -> bool:
    """`OIB` behind a name begins the next field."""
    return part.isupper() and len(part) <= _LONGEST_LABEL and not stock().is_name(fold(part))


_LONGEST_LABEL = 4


def _is_said(part: str) -> bool:
    known = stock()
    return part in NOT_A_NAME or (part in known.common and not known.is_name(part))


_ABROAD, _ABROAD_GATES = spell(_LABELS_ABROAD)

PATTERNS = (
    Pattern(
        "person_name",
        "name-of-role-abroad",
        rf"(?:^|[^\w]){_ABROAD}(?: \d)?[ \t]?:[ \t]{{0,4}}{_TITLE}({_WORD}(?: {_WORD}){{1,3}})",
        _ABROAD_GATES,
        rank=Rank.CUE,
        check=_of_role_abroad,
    ),
    Pattern(
        "person_name",
        "name-of-role",
        rf"(?i:(?:^|[^\w]){one_of(_LABELS)}){_SIGN}{_TITLE}"
        rf"({_WORD}(?: {_WORD}){{1,3}})(?:[^\w]|$)",
        gates(_LABELS),
        rank=Rank.CUE,
        check=borne_words,
    ),
    Pattern(
        "person_name",
        "name-of-worker",
        rf"(?i:(?:^|[^\w]){one_of(_WORKERS)}){_SIGN}{_TITLE}"
        rf"({_WORD}(?: {_WORD}){{1,3}}{_HYPHENED})(?:[^\w]|$)",
        gates(_WORKERS),
        rank=Rank.CUE,
        check=_of_worker,
    ),
)
