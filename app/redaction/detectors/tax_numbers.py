"""Numbers under which people and companies pay taxes."""

import re

from stdnum.eu import vat
from stdnum.gb import vat as gb_vat
from stdnum.in_ import pan
from stdnum.pt import nif

from app.redaction.detectors.cues import compact, cued, identifier
from app.redaction.detectors.shapes import Row, Token, numbered
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import phrases, words

_KIND = "tax_number"


def _tax(module: str, *shapes: str) -> Row:
    return numbered(_KIND, module, *shapes)


TAX_NUMBERS = (
    _tax("br.cnpj", "99.999.999/9999-99", "99999999/9999-99", "AA.AAA.AAA/AAAA-99"),
    _tax("ca.bn", "999999999AA9999", "999999999 AA 9999", "999999999 AA9999"),
    _tax("mx.rfc", "AAAA999999AA9", "AAAA999999A99", "AAAA999999AAA", "AAAA999999999",
         "AAA999999AA9", "AAA999999A99", "AAA999999AAA", "AAA999999999"),
    _tax("co.nit", "999.999.999-9"),
    _tax("ve.rif", "A-99999999-9", "A999999999", "A-999999999"),
    _tax("pl.nip", "999-999-99-99", "999-99-99-999"),
    _tax("hu.anum", "99999999-9-99"),
    _tax("ch.uid", "AAA-999.999.999", "AAA999999999", "AAA 999.999.999"),
    _tax("in_.gstin", "99AAAAA9999A9A9", "99AAAAA9999A9AA", "99AAAAA9999AAA9", "99AAAAA9999AAAA"),
    _tax("id.npwp", "99.999.999.9-999.999"),
    _tax("ke.pin", "A999999999A"),
    _tax("au.abn", "99 999 999 999"),
    _tax("ru.inn", "999999999999"),
    _tax("cn.uscc", "99999999AA9999999A", "99999999AA99999999"),
    _tax("fr.siret", "999 999 999 99999"),
    _tax("es.cif", "A-99999999", "A99999999", "A9999999A"),
    _tax("nl.btw", "999999999A99"),
)  # fmt: skip

_VAT_COUNTRIES = (
    "AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI"
)
_ATTEMPTS = 4


def _vat(candidate: Candidate) -> Candidate | None:
    """Groups behind the number are given back one by one."""
    text = candidate.text
    for _ in range(_ATTEMPTS):
        number = compact(text)
        if vat.is_valid(number) or (
            number[:2] in {"GB", "XI"} and gb_vat.is_valid(number[2:]) and len(number) > 7
        ):
            return candidate._replace(end=candidate.start + len(text), value=number.lower())
        text = text.rpartition(" ")[0]
    return None


PHRASES = phrases(
    """tax code, davčna št., davčna številka, id za ddv, tax id, tax identification,
    tax identification number, taxpayer id,
    taxpayer identification, tax number, tax no, tax reference, tax file number, tax payer,
    federal tax id, employer identification, employer identification number, employer id,
    vat id, vat number, vat no, vat reg, vat registration, vat registration number,
    gst number, gstin, gst/hst, hst number, unique taxpayer reference, business number,
    pan card, pan number, company registration number, company registration, company no,
    company number, registered number, registered no, registered in england, registered in wales,
    registered in scotland, registered in ireland, companies house, charity number, charity no,
    registered charity, eori, eori number, uen, acn, duns, duns number, d-u-n-s,
    handelsregister, amtsgericht, handelsregisternummer, registre du commerce, rcs,
    ird number, steuernummer, steuer-nr,
    steuernr, st.-nr, steuer-id, steuer-identifikationsnummer, steueridentifikationsnummer,
    steuerliche identifikationsnummer, identifikationsnummer, idnr, ust-id, ust-idnr,
    ust-id-nr, ustid, ust.-id, ust-identnummer, umsatzsteuer-id,
    umsatzsteuer-identifikationsnummer, umsatzsteueridentifikationsnummer, umsatzsteuernummer,
    mwst-nummer, mwst-nr, uid-nummer, unternehmens-identifikationsnummer, numéro fiscal,
    identifiant fiscal, numéro de tva, n° tva, tva intracommunautaire, numéro siret,
    numéro siren, número fiscal, identificación fiscal, número de identificación fiscal,
    número de identificación tributaria, cuit, cuil, número de contribuinte, contribuinte,
    cnpj, nipc, partita iva, p. iva, p.iva, p.i., btw, btw-nummer, btw nummer, btw-nr, rsin,
    kvk-nummer, ondernemingsnummer, momsnummer, momsregistreringsnummer, organisationsnummer,
    org.nr, org nr, orgnr, orgnummer, org.nummer, org-nr, organisasjonsnr,
    organisasjonsnummer, y-tunnus, alv-numero, cvr-nummer, vsk-númer,
    numer nip, numer identyfikacji podatkowej, ič dph, daňové identifikační číslo, adószám,
    adószáma,
    adószámom, adószámunk, adószámát, adóazonosító jel, adóazonosító jele,
    adóazonosító, adóazonosító jel, cod fiscal, cod de înregistrare fiscală, porezni broj,
    davčna številka, poreski broj, vergi no, vergi numarası, vergi kimlik, npwp, mã số thuế,
    tax file, идентификационный номер налогоплательщика, булстат, αριθμός φορολογικού μητρώου,
    ח.פ, ח"פ, ע.מ, עוסק פטור, מספר עוסק, bir tin, kra pin, kra pin no, tin no, abn no, acn no,
    рег. номер, код єдрпоу, код за єдрпоу, ідентифікаційний код, ідентифікаційний номер, mst,
    רקם עוסק, עוסק מורשה, الرقم الضريبي, 税号, 纳税人识别号, 統一編號, 法人番号,
    사업자등록번호, 사업자 등록번호, 사업자번호, 사업자 번호, 법인등록번호,
    เลขประจำตัวผู้เสียภาษี"""
)
SHORT_NAMES = dict.fromkeys(
    words(
        """
        ein tin pan nit nip ruc rif inn tfn ird vat utr gst abn tva cui pib cvr nif cif cuit cnpj
        siren siret vkn vkno nipc mva инн огрн кпп ипн еик єдрпоу αφμ унп бин бік mst bir brn kra
        gstn ičo dič ico dic regon krs
        """
    ),
    _KIND,
)
"""Names that are other words too: they count in capitals, or before a colon or an equals sign."""


def _permanent_account(text: str) -> str | None:
    """India's: the fourth letter tells who pays."""
    return text.lower() if pan.is_valid(text) else None


_FISCAL = re.compile(r"[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z]")


def _fiscal(text: str) -> str | None:
    """Italy's code of a person; one with a slip in it tells as much."""
    return text.lower() if _FISCAL.fullmatch(text) is not None else None


TAX_TOKENS = (
    Token(_KIND, "in-pan", frozenset({10}), _permanent_account),
    Token("national_id", "it-fiscal-code", frozenset({16}), _fiscal),
)


def _portuguese(candidate: Candidate) -> Candidate | None:
    return candidate if nif.is_valid(candidate.text) else None


_PLAIN = re.compile(
    r"AT U\d{8}|BE (?:[01]\d{9}|\d{9})|BG \d{9,10}|CY \d{8}[A-Z]|CZ \d{8,10}|"
    r"(?:DE|EE|EL|GR|PT) \d{9}|(?:DK|FI|HU|LU|MT|SI) \d{8}|ES [A-Z]?\d{7,8}[A-Z]?|"
    r"FR \d{11}|(?:GB|XI) (?:\d{9}|\d{12})|(?:HR|IT|LV) \d{11}|IE \d{7}[A-Z]{1,2}|"
    r"LT (?:\d{9}|\d{12})|NL \d{9}B\d\d|(?:PL|SK) \d{10}|RO \d{6,10}|SE \d{12}"
)
"""How long each country's numbers are, without their signs between."""

_DATED = re.compile(r"\D*(?:19|20)\d\d [01]?\d [0-3]?\d$")


def _told(candidate: Candidate) -> Candidate | None:
    """A number of its country's shape: no version and no date behind two letters."""
    number = compact(candidate.text)
    if _DATED.match(candidate.text) or _PLAIN.fullmatch(f"{number[:2]} {number[2:]}") is None:
        return None
    return candidate._replace(value=number.lower())


_MEXICAN = Pattern(
    _KIND,
    "rfc-told",
    r"\b(?:RFC|R\.F\.C\.?)(?: (?:del? \w+|es))?[ :=]{1,3}([A-ZÑ&]{3,4}-?\d{6}-?[A-Z0-9]{3})\b",
    ("rfc", "r.f.c"),
    rank=Rank.CHECKED,
)
"""Also with a wrong check digit, behind its name."""

_SOUTH_AFRICAN = Pattern(
    _KIND,
    "company-south-african",
    r"\b((?:19|20)\d\d/\d{6}/(?:0[678]|1\d|2[1-6]))\b",
    ("/06", "/07", "/08", "/1", "/2"),
    rank=Rank.CHECKED,
)
"""The year, a running number and what sort of company it is."""

PATTERNS = (
    _MEXICAN,
    _SOUTH_AFRICAN,
    Pattern(
        _KIND,
        "company-portuguese",
        r"\b(?i:empresa|sociedade|firma|cliente|fornecedor|entidade)\b[^\d\n\x02.\[\]*]{0,12} "
        r"(\d{9})\b",
        ("empresa", "sociedade", "firma", "cliente", "fornecedor", "entidade"),
        rank=Rank.CHECKED,
        check=_portuguese,
    ),
    Pattern(
        _KIND,
        "vat-number",
        rf"\b((?:{_VAT_COUNTRIES})[ -]?[A-Z]?\d(?:[ .-]?(?:\d|[A-Z]{{1,2}})){{6,11}})\b",
        rank=Rank.CHECKED,
        check=_vat,
    ),
    Pattern(
        _KIND,
        "vat-told",
        r"(?:\b(?:BTW(?:[ -]?(?:n[ro]\b|nummer|id\b|identif\w*)|:)|MwSt|DPH|PVM|PVN|KMKR)|"
        r"ÁFA|ДДС|НДС|ПДВ|ΑΦΜ|ΦΠΑ)"
        rf"[^0-9A-Z\n\x02]{{0,20}}?(?:No\.? ?)?((?:{_VAT_COUNTRIES})[ -]?"
        r"(?:[A-Z]?\d(?: ?\d){5,11}(?:[A-Z]{1,2}|B\d\d)?|[01]?\d{3}\.\d{3}\.\d{3}))\b",
        ("btw", "mwst", "dph", "pvm", "pvn", "kmkr", "Áfa", "ДДС", "НДС", "ПДВ", "ΑΦΜ", "ΦΠΑ"),
        rank=Rank.CHECKED,
        check=_told,
    ),
    *cued(_KIND, "tax-number-cue", PHRASES, identifier(7, 20)),
)
