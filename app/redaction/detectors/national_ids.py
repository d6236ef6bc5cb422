"""Numbers that states give to people: with check digits where there are any, or told by a word."""

import re

from app.redaction.canonical import Canonical
from app.redaction.detectors.cues import cued, identifier
from app.redaction.detectors.shapes import Row, is_technical, numbered
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import phrases, words

_KIND = "national_id"


def _id(module: str, *shapes: str) -> Row:
    return numbered(_KIND, module, *shapes)


def _american(view: Canonical, start: int, end: int) -> str | None:
    """Nothing else is written so, and there is no check digit; also numbers that nobody has."""
    return None if is_technical(view, start) else view.text[start:end].replace("-", "")


NATIONAL_IDS = (
    Row(_KIND, "us-ssn", ("999-99-9999",), _american),
    _id("ca.sin", "999-999-999"),
    _id("mx.curp", "AAAA999999AAAAAA99", "AAAA999999AAAAAAA9"),
    _id("br.cpf", "999.999.999-99", "999999999-99"),
    _id("cl.rut", "99.999.999-9", "99.999.999-A", "9.999.999-9", "9.999.999-A", "99999999-A"),
    _id("do.cedula", "999-9999999-9"),
    _id("es.dni", "99999999A", "99999999-A", "99.999.999-A", "99.999.999A"),
    _id("es.nie", "A9999999A", "A-9999999-A", "A9999999-A"),
    _id("it.codicefiscale", "AAAAAA99A99A999A", "AAA AAA 99A99 A999A", "AAA AAA 99A99A999A"),
    _id("fr.nir", "9 99 99 99 999 999 99", "9 99 99 99 999 999", "999999999999999",
        "9 99 9A 999 999 99", "9999999999999 99", "9.99.99.99.999.999.99"),
    _id("be.nn", "99.99.99-999.99", "99.99.99.999.99", "999999-999-99", "999999 999 99",
        "99 99 99 999 99", "999999-999.99"),
    _id("de.idnr", "99 999 999 999", "99999999999"),
    _id("ch.ssn", "999.9999.9999.99", "999 9999 9999 99", "9999999999999"),
    _id("se.personnummer", "999999-9999", "99999999-9999", "99999999 9999"),
    _id("dk.cpr", "999999-9999"),
    _id("no.fodselsnummer", "99999999999", "999999 99999", "999999-99999"),
    _id("fi.hetu", "999999-999A", "999999-9999", "999999A999A", "999999A9999"),
    _id("is_.kennitala", "999999-9999"),
    _id("ee.ik", "99999999999"),
    _id("lv.pvn", "999999-99999"),
    _id("cz.rc", "999999/9999", "999999/999"),
    _id("pt.cc", "99999999 9 AA9", "999999999AA9", "99999999-9AA9", "99999999 9AA9"),
    _id("ie.pps", "9999999A", "9999999AA", "9999999 A", "9999999 AA"),
    _id("tr.tckimlik", "99999999999", "999 999 999 99"),
    _id("cn.ric", "999999999999999999", "99999999999999999A", "999999 99999999 9999",
        "999999 99999999 999A", "999999-99999999-9999"),
    _id("kr.rrn", "999999-9999999"),
    _id("my.nric", "999999-99-9999"),
    _id("th.pin", "9-9999-99999-99-9", "9 9999 99999 99 9"),
    _id("in_.aadhaar", "9999 9999 9999", "9999-9999-9999"),
    _id("pk.cnic", "99999-9999999-9"),
    _id("za.idnr", "9999999999999", "999999 9999 999", "999999 9999 9 99"),
    _id("gb.nhs", "999 999 9999"),
    _id("ar.cuit", "99-99999999-9", "99 99999999 9"),
)  # fmt: skip

PHRASES = phrases(
    """social security, social security number, social sec, soc sec, ssn, ss#, ss #, ss number,
    c.f., cod. fisc., cod.fisc., fnr, fnr., fødselsnr, fødselsnr., pers.nr, persnr.,
    αδτ, α.δ.τ., αρ. ταυτότητας, ci seria, c.i. seria, seria ci, полис омс, полиса омс, омс,
    bpjs, kartu bpjs, scn, upn, bar no, bar no., bar number, sra no, sra no., gmc number, nmc pin,
    unique pupil number, občanka, č. op, číslo op, č. OP, číslo OP,
    national id, national identity, national identity number, national identification,
    national insurance, national insurance number, ni number, ni no, nino, nhs,
    identity number, identity card, identity document, id card, id card number, government id,
    estonian id, latvian id, lithuanian id, finnish id, swedish id, norwegian id, danish id,
    icelandic id, german id, french id, spanish id, italian id, portuguese id, belgian id, dutch id,
    polish id, czech id, slovak id, hungarian id, romanian id, bulgarian id, greek id, turkish id,
    croatian id, serbian id, slovenian id, ukrainian id, indian id, chinese id, taiwanese id,
    malaysian id, indonesian id, thai id, nigerian id, kenyan id, ghanaian id, south african id,
    egyptian id, saudi id, israeli id, brazilian id, chilean id, colombian id, mexican id,
    citizen id, citizenship number, personal identity, personal identification number,
    personal id, personal code, resident registration, residence permit, residence card,
    alien registration, alien number, a-number, green card, social insurance, health card,
    health insurance number, medicare, medicaid, medicare number, individual number,
    my number card, mynumber, voter id, ration card, kvnr, krankenversichertennr,
    aadhaar, aadhar, adhaar, uidai,
    emirates id, civil id, iqama, qid, hkid, mykad, nric, ic number, ic no, cnic, nicop, bvn,
    philhealth, philsys, sss number, sss no, sss no., gsis, umid, pag-ibig, pag-ibig mid, ktp,
    npwp pribadi, cccd, cmnd, căn cước,
    chứng minh nhân dân, rsa id, sa id number, my id number, huduma, national registration, ohip,
    ramq, assurance sociale, numéro de sécu, sécurité sociale, numéro national,
    registre national, carte d'identité, carte nationale d'identité, carte vitale,
    numéro fiscal de référence, permis de séjour, titre de séjour, personalausweis,
    personalausweisnummer, ausweisnummer, ausweis-nr, ausweis, identitätskarte,
    identifikationsnummer, sozialversicherung, sozialversicherungsnummer,
    sozialversicherungsnr, rentenversicherungsnummer, rentenversicherung, sv-nummer, sv-nr,
    svnr, krankenversicherung, krankenversicherungsnummer, krankenversichertennummer,
    versichertennummer, versicherungsnummer, aufenthaltstitel, ahv, ahv-nummer, ahvn13, avs,
    numero avs, documento de identidad, documento nacional, documento nacional de identidad,
    número de identidad, cédula, cédula de ciudadanía, cédula de identidad, seguridad social,
    carnet de identidad, carné de identidad, dni, curp, número de seguro social,
    afiliación ss, número de afiliación, n.º afiliación, nº afiliación,
    resident registration, resident reg, resident no, resident number,
    documento identità, carta d'identità, carta di identità, codice fiscale,
    tessera sanitaria, permesso di soggiorno, cpf, carteira de identidade, cartão de cidadão,
    cartão do cidadão, bilhete de identidade, registro geral, rg nº, rg número,
    título de eleitor, número de utente, segurança social, burgerservicenummer, bsn,
    sofinummer, identiteitskaart, rijksregisternummer, rijksregister, insz,
    verblijfsvergunning, personnummer, samordningsnummer, personnr, fødselsnummer, cpr,
    cpr-nummer, cpr-nr, henkilötunnus, hetu, kennitala, isikukood, personas kods,
    asmens kodas, pesel, dowód osobisty, dowodu osobistego, numer dowodu, nr dowodu,
    seria i numer dowodu, rodné číslo, rodného čísla, občanský průkaz, občanského průkazu,
    občiansky preukaz, občianskeho preukazu, cnp, cod numeric personal, carte de identitate,
    buletin, személyi igazolvány, személyi szám, személyi azonosító, taj szám, taj-szám,
    tajszám, oib, jmbg, osobna iskaznica, lična karta, matični broj, emšo, tc kimlik,
    t.c. kimlik, t.c. no, tc no, tc kimlik no,
    kimlik numarası, kimlik no, tckn, teudat zehut, mispar zehut, snils, egn,
    amka, amka number, kartu tanda penduduk, nomor induk, kad pengenalan, лична карта,
    личная карта, удостоверение личности, единен граждански номер, ταυτότητα, ταυτότητας,
    תעודת זהות, מספר זהות, ת.ז, ת"ז, کد ملی, کدملی, شماره ملی, شماره شناسنامه,
    الرقم الوطني, رقم الإقامة, आधार, आधार संख्या,
    आधार नंबर, رقم الهوية, الرقم القومي, بطاقة الهوية, 身份证, 身份证号,
    身份证号码, 身分證, 身分證字號, 身份證, 身份証, マイナンバー, 個人番号, 주민등록번호, 주민번호,
    외국인등록번호, เลขบัตรประชาชน, เลขประจำตัวประชาชน, บัตรประชาชน"""
)
SHORT_NAMES = dict.fromkeys(
    words(
        """
        npi dea sin nin nie rut nin nik nir nss rg nis mbi crn ic fin itin emso ssn nino dni cpf bsn
        pesel oib
        sss bin idnp emšo taj op cnp egn snils tckn nric егн снилс иин жсн рнокпп емшо јмбг амка
        αμκα іпн iin jshshir pinfl
        """
    ),
    _KIND,
)
"""Names that are other words too: they count in capitals, or before a colon or an equals sign."""

_LAST_FOUR = Pattern(
    _KIND,
    "last-four",
    r"(?i:\blast (?:four|4)(?: digits)?(?: of)?(?: my| his| her| the| their)? "
    r"(?:ssn|social|nino|sin)\b[^\d\n\x02]{0,20})(\d{4})\b",
    ("last four", "last 4"),
    rank=Rank.CHECKED,
)
_ENDS_IN = Pattern(
    _KIND,
    "id-ends-in",
    r"(?i:\b(?:ssn|social(?: security(?: number)?)?|nino|sin)[ ,:]{1,2}"
    r"(?:last (?:four|4)(?: digits)?|ends? (?:in|with)|ending(?: in| with)?)(?: is| are|:)? )"
    r"(\d{4})\b",
    ("last four", "last 4", "ends in", "end in", "ends with", "end with", "ending"),
    rank=Rank.CHECKED,
)
_ID_NUMBER = Pattern(
    _KIND,
    "id-number-alone",
    r"(?:^|[,;(\n]|\b(?i:my|his|her)) ?(?:ID|Id) ?(?:[Nn]o|[Nn]umber|#)\.?:? ?(?:is )?(\d{7,13})\b",
    ("id no", "id number", "idno", "id #", "id#", "idnumber"),
    rank=Rank.CHECKED,
)
"""`ID No. 12345678` at the head of its clause: behind another word it numbers a thing."""

_BRITISH = Pattern(
    _KIND,
    "national-insurance",
    r"\b([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d\d \d\d \d\d [A-D])\b",
    (" a", " b", " c", " d"),
    rank=Rank.CHECKED,
)
_TOLD_OF = re.compile(r"\b(?:ni|nino|national insurance)\b")


def _told_of(candidate: Candidate) -> Candidate | None:
    """Written without gaps it may be a part's number: the text must speak of such numbers."""
    return candidate if _TOLD_OF.search(candidate.view.folded) is not None else None


_BRITISH_PLAIN = Pattern(
    _KIND,
    "national-insurance-plain",
    r"\b([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D])\b",
    tuple(f"{digit}{letter}" for digit in "0123456789" for letter in "abcd"),
    rank=Rank.CHECKED,
    check=_told_of,
)
_POLISH = Pattern(
    _KIND,
    "polish-card",
    r"(?i:\bdow[oó]d\w{0,3}(?: osobist\w{2,4})?)(?: nr\.?| numer)?[ :]{1,2}([A-Z]{3} ?\d{6})\b",
    ("dow",),
    rank=Rank.CHECKED,
)
_FAR = Pattern(
    _KIND,
    "national-id-far",
    r"\b(?:BSN|OIB|CNP|EGN|PESEL|CPF|DNI|NIE|CURP|JMBG|EMŠO|AMKA|NRIC|CNIC|SSN|NIN|CPR|AHV|AVS|"
    r"TCKN|ЕГН|СНИЛС|ЄДРПОУ|РНОКПП)\b[^0-9\n\x02:]{20,110}: ?([A-Z]?\d[\d .-]{6,14}\d[A-Z]?)\b",
    (
        *("bsn", "oib", "cnp", "egn", "pesel", "cpf", "dni", "nie", "curp", "jmbg", "em", "amka"),
        *("nric", "cnic", "ssn", "nin", "cpr", "ahv", "avs", "tckn"),
        *("ЕГН", "СНИЛС", "ЄДРПОУ", "РНОКПП"),
    ),
    rank=Rank.CHECKED,
    check=identifier(8, 16),
)
"""`BSN of the driver (Ann Roe) that we tested with: …`: whose it is stands before the colon."""

_RUSSIAN = Pattern(
    _KIND,
    "snils-told",
    r"(?:СНИЛС|Снилс|снилс|(?i:snils))[^0-9\n\x02]{0,70}?(\d{3}[- ]\d{3}[- ]\d{3}[- ]?\d\d)\b",
    ("СНИЛС", "Снилс", "снилс", "snils"),
    rank=Rank.CHECKED,
)
"""Also with a wrong check digit, and where other words stand in between."""

_COLOMBIAN = Pattern(
    _KIND,
    "cedula-short",
    r"\bC\. ?C\.(?: ?(?:[Nn]o\.?|[Nn]ro\.?|[Nn]°|#))?:? ?(\d{1,3}(?:\.\d{3}){2,3})\b",
    ("c.c.", "c. c."),
    rank=Rank.CHECKED,
)
_ASIDE = Pattern(
    _KIND,
    "national-id-aside",
    r"\b(?:SIN|SSN|NIN|NIF|NIE|CPF|BSN|PPS|PPSN|DNI|PESEL|NI) \([^()\n\x02]{3,60}\) ?[:=]? ?"
    r"([A-Z]{0,2}\d[\d .-]{5,14}\d ?[A-Z]{0,2})\b",
    (
        *("sin (", "ssn (", "nin (", "nif (", "nie (", "cpf (", "bsn (", "pps (", "ppsn ("),
        *("dni (", "pesel (", "ni ("),
    ),
    rank=Rank.CHECKED,
    check=identifier(8, 16),
)
"""`SIN (he typed it in the comments): ...`: what is said of it stands in between."""

_TAIWANESE = Pattern(
    _KIND,
    "taiwan-id",
    r"\b[Tt]aiwan(?:ese)?,? ?(?:ID|Id|id)[ :|=\t#]{1,5}([A-Z][12]\d{8})\b",
    ("taiwan",),
    rank=Rank.CHECKED,
)
_PRACTITIONER = Pattern(
    _KIND,
    "practitioner-brazilian",
    r"\b((?:CRM|CRO|CRP|CRF|COREN|OAB)[ /-]{1,3}(?:A[CLMP]|BA|CE|DF|ES|GO|M[AGST]|P[ABEIR]|"
    r"R[JNORS]|S[CEP]|TO)[ :.-]{0,2}(?:n[ºo°.]{1,2} ?)?\d{1,3}[.]?\d{3})\b",
    ("crm", "cro", "crp", "crf", "coren", "oab"),
    rank=Rank.CHECKED,
)
"""Doctors, dentists, psychologists, pharmacists, nurses and lawyers, each of a state's council."""

_NAMED_BEHIND = Pattern(
    _KIND,
    "id-named-behind",
    r"\b(\d[\d.]{5,12}[-]?[\dA-Z]) \((?i:es )?(?i:su|mi|tu|el|his|her|my|their|mon|son|sa|il suo|"
    r"mio|meu|seu|mein|seine?|ihre?) (?:DNI|NIF|NIE|CPF|RUT|RUN|CUIT|CUIL|SSN|PESEL|BSN|"
    r"(?i:c[eé]dula|id|id number|national id|codice fiscale|num[eé]ro de sécu|passport|"
    r"pasaporte))\)",
    ("dni)", "nif)", "nie)", "cpf)", "rut)", "run)", "cuit)", "cuil)", "ssn)", "pesel)", "bsn)",
     "dula)", " id)", "number)", "fiscale)", "cu)", "passport)", "pasaporte)"),
    rank=Rank.CHECKED,
)  # fmt: skip
_JAPANESE = Pattern(
    _KIND,
    "my-number",
    r"\bMy ?Number[ :]{1,3}(?:is )?(\d{4}[ -]?\d{4}[ -]?\d{4})\b",
    ("my number", "mynumber"),
    rank=Rank.CHECKED,
)
_GHANAIAN = Pattern(_KIND, "ghana-card", r"\b(GHA-\d{9}-\d)\b", ("gha-",), rank=Rank.CHECKED)
PATTERNS = (
    _LAST_FOUR,
    _ENDS_IN,
    _PRACTITIONER,
    _NAMED_BEHIND,
    _JAPANESE,
    _BRITISH,
    _BRITISH_PLAIN,
    _GHANAIAN,
    _TAIWANESE,
    _COLOMBIAN,
    _RUSSIAN,
    _ASIDE,
    _FAR,
    _POLISH,
    _ID_NUMBER,
    *cued(_KIND, "national-id-cue", PHRASES, identifier(6, 20), reach=38),
)
