"""Identifiers of the customer's account, told by the words in front of them."""

import re

from app.redaction.detectors.cues import spell
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import QUANTITY, gates, one_of, phrases

_WHAT = phrases(
    """account, acct, acct., customer, client, contract, subscription, tenant, license, licence,
    membership, member, user, workspace, policy, invoice, billing, loyalty, patient, employee,
    staff, admission, adm, adm., enrolment, enrollment, roll, adhérent, allocataire, abonné, assuré,
    afiliado, afiliada, afiliado n, asociado, beneficiario, beneficiário, associado, conveniado,
    socio, sócio, asegurado, assistito, iscritto, członka, członkowski, diák,
    student, pupil, learner, insurance, claim, lease, tenancy, mandate, hospital, emp,
    emp., payroll, council tax, online banking, netbanking, e-banking,
    vertrag, mandat, mandats, police, akten, subscriber, kunden, vertrags, konto, rechnungs,
    mitglieds, mandanten, versicherungs, policen, personal, plan, chart, pt, kd, kd., kdn, mdt,
    mdt., patienten, teilnehmer, compte,
    cuenta, contrat, klant, klanten, lidmaatschap, polis, factuur, relatie, kund, avtals,
    medlems, faktura, asiakas, sopimus, kunde, avtale, medlem, klienta, klienci, umowy,
    zákaznické, zmluvy, müşteri, abone, sözleşme, ügyfél, szerződés"""
)
_OF = phrases(
    """client, compte, contrat, abonné, abonnement, adhérent, facture, dossier client, police,
    assuré, sociétaire, cliente, cuenta, contrato, abonado, suscripción, socio, factura,
    póliza, empleado, paciente, apólice, assinatura, fatura, utente, contratto, abbonamento,
    polizza, fattura, tessera, klienta, umowy, faktury, polisy, zákazníka, smlouvy, účtu,
    pacienta, clientului, contractului, клиента, договора, счета, абонента, πελάτη"""
)
_CODES = phrases(
    """número, numéro, numero, n°, nº, n.º, n.°, n.o, núm, núm., no, no., num,
    num., nro, nro., code, código, codice,
    identifiant, id, référence, referencia, réf, ref, ref., numer, nr, nr., číslo, număr,
    numărul, номер, код, αριθμός"""
)
_CARRIED = phrases(
    """member card, membership card, loyalty card, bonus card, club card, library card, access card,
    carteirinha, carteirinha do convênio, carteira do plano, cartão do plano, credencial del seguro,
    key card, keycard, entry card, door card, staff card, student card, employee card, badge,
    id badge, key fob, keyfob, fob, rfid tag, rfid card, nfc tag, transponder, frequent flyer,
    frequent flyer number, card holder no, miles and more, gift card, gift card code, ski pass,
    season ticket, travel card, mitgliedskarte, mitgliedsausweis, kundenkarte, zutrittskarte,
    schlüsselkarte, bonuskarte, carte de membre, carte de fidélité, badge d'accès,
    tarjeta de socio, tarjeta de fidelidad, tessera socio, carta fedeltà, cartão de fidelidade,
    klantenkaart, lidkaart, toegangspas, medlemskort, passerkort, karta członkowska"""
)
"""What members and visitors carry; its number lets somebody in."""

_NUMBERED = phrases(
    "account, acct, acct., customer, contract, subscription, konto, allocataire, matricule, "
    "matricola, matrikelnr, matrikelnr., matrikelnummer, förderungsnr, förderungsnr., "
    "kassenzeichen, contratto è il, contrato es el, pwz, lanr, bsnr, legajo, n.º de legajo, nhc, "
    "historia clínica, colegiado, colegiada, rpps, adeli"
)
_NUMBER = (
    r"(?:(?:numbers?|nummer|no|nr|nro|num|ids?|identifier|ref|reference|key|code|numero|nummeret|szám|"
    r"száma|numarası)\b\.?|#|№|n\.?[ºo°])"
)
_IS = r"[ \t\"']*(?:is|was|lautet|ist|es(?: el)?|est(?: le)?|e|é|è|:|=|#|->)?[ \t\"'(]*"
_VALUE = r"(\d(?: \d{2,6}\b){2,4}|[A-Z0-9][A-Z0-9._/-]+(?: \d{2,6}\b){0,4})"
_FEWEST_DIGITS = 3
_FEWEST_OF_CARD = 5
_CARRIED_VALUE = (
    r"(?:\d{4} ?(?:\d{4} ?){1,3}\d{1,4}|\d[A-F\d]{3} \d{4}|\d(?: \d{2,12}){1,4}(?: \d)?|"
    r"[A-Z]{0,4}[ -]?\d[A-Z0-9]*(?:-[A-Z0-9]+){0,4}|"
    r"[A-Z0-9]{2,8}(?:-[A-Z0-9]{2,8}){1,4})"
)
_DIGIT = re.compile(r"\d")
_REACH = 24
_YEAR = re.compile(r"(?:19|20)\d\d")


def _identifier(candidate: Candidate) -> Candidate | None:
    text = candidate.text.rstrip("._/-")
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS or not _DIGIT.search(text.split()[0]):
        return None
    after = candidate.view.folded[candidate.start + len(text) : candidate.end + _REACH]
    if _YEAR.fullmatch(text) or (text.isdigit() and QUANTITY.match(after)):
        return None
    value = "".join(filter(str.isalnum, text.lower()))
    return candidate._replace(end=candidate.start + len(text), value=value)


def _carried(candidate: Candidate) -> Candidate | None:
    """Enough digits, and no count of cards."""
    text = candidate.text
    after = candidate.after(_REACH)
    few = sum(map(str.isdigit, text)) < _FEWEST_OF_CARD
    if few or QUANTITY.match(after) or (after[:1].isalnum() and after[:1].isascii()):
        return None
    return candidate._replace(value="".join(filter(str.isalnum, text.lower())))


_COUNTING = re.compile(r"\d (?:of|on|to|at|in|am|pm|and|or|from|by|vom|am|von|du|de|del) \d")


def _docket(candidate: Candidate) -> Candidate | None:
    """`case 4 on 12/24` is a date."""
    return None if _COUNTING.search(candidate.text.lower()) else candidate


_NAMED, _NAMED_GATES = spell(_OF)
_CARD, _CARD_GATES = spell(_CARRIED)

PATTERNS = (
    Pattern(
        "account_id",
        "id-in-brackets",
        r"[(](?:ID|id|Id)[:#]? ?([0-9]{6,12})[),;]",
        ("(id",),
        check=_identifier,
    ),
    Pattern(
        "account_id",
        "account-of",
        rf"(?:^|[^A-Za-z]){spell(_CODES)[0]}(?:[^A-Za-z0-9\n\x02][^0-9\n\x02]{{0,14}}?)?"
        rf"[^A-Za-z0-9\n\x02]{_NAMED}(?i:{_IS}){_VALUE}",
        _NAMED_GATES,
        ignore_case=True,
        check=_identifier,
    ),
    Pattern(
        "account_id",
        "account-cue",
        rf"\b{one_of(_WHAT)}[ _-]{{0,2}}{_NUMBER}{_IS}{_VALUE}",
        gates(_WHAT),
        ignore_case=True,
        check=_identifier,
    ),
    Pattern(
        "account_id",
        "account-number",
        rf"\b{one_of(_NUMBERED)}[ \t]*[:#=]?[ \t]*((?:[A-Z]{{1,5}}[-_]?)?\d[\d._/-]{{3,}})",
        gates(_NUMBERED),
        ignore_case=True,
        check=_identifier,
    ),
    Pattern(
        "account_id",
        "docket",
        r"\b(?:file|docket|case|matter|aktenzeichen|geschäftszeichen|az)\b\.?"
        r"(?: (?:number|no|nr|ref))?\.?(?: is| ist|:)? "
        r"((?:az\.? )?\d{1,4} [a-z]{1,4} \d{1,6}/\d{2,4})\b",
        ("file", "docket", "case", "matter", "aktenzeichen", "zeichen", "az"),
        ignore_case=True,
        check=_docket,
    ),
    Pattern(
        "account_id",
        "deed",
        r"\b(?:(?i:flst|flurstück|flurst|ur-? ?nr|urk-? ?nr)\.?(?: [Nn]r\.?)?|A[Zz][.:]{0,2}) ?"
        r"(\d{1,5}/\d{1,4}(?: [A-Z]\d{2})?)\b",
        ("flst", "flurst", "urnr", "ur-nr", "ur nr", "ur- nr", "urk", "az"),
    ),
    Pattern(
        "account_id",
        "card-of-member",
        rf"(?:^|[^A-Za-z]){_CARD}(?i:s|(?:[ _(-]{{0,2}}{_NUMBER})?){_IS}"
        rf"(?i:0x[0-9a-f]+ (?:no\.?|number) )?({_CARRIED_VALUE})\b",
        _CARD_GATES,
        check=_carried,
    ),
    Pattern(
        "account_id",
        "card-with-number",
        r"(?i:\bcard|\bkarte|\bcarte|\btarjeta|\btessera|\bkaart)"
        r"(?i:[ _-]?(?:no|nr|number|id)\b\.?)?"
        r"[ :#(]{1,3}(\d{8,12})\b",
        ("card", "karte", "carte", "tarjeta", "tessera", "kaart"),
        check=_carried,
    ),
)
