"""Bank accounts and the numbers of banks, told by the words around them."""

import re

from stdnum import iban
from stdnum.us import rtn

from app.redaction.detectors.cues import compact, cued, identifier, spell
from app.redaction.hits import Hit, Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import phrases, words

_KIND = "bank_account"
PHRASES = phrases(
    """bank account, bank account number, bank acct, bank acc, account and routing,
    checking account, savings account, current account, checking acct, beneficiary account,
    settlement account, routing number, routing no, routing, aba number, aba routing,
    sort code, sort-code, sortcode, bsb, bsb number, ifsc, ifsc code, micr code, branch code,
    till number, till no, till no., paybill, paybill number, paybill no, lipa na m-pesa,
    m-pesa till,
    mpesa till, business shortcode, buy goods till, gcash number, gcash no, gcash,
    bank code, bank number, wire to, wire account, ach account, direct debit, sepa mandate,
    mandate reference, creditor identifier, iban, kontonummer, konto-nr, konto nr, kto-nr,
    kto.-nr, kto nr, ktonr, kto:, kto., bankkonto, bankverbindung, bankleitzahl, blz,
    girokonto, mandatsreferenz, gläubiger-id, compte bancaire, numéro de compte, clé rib,
    code rib, relevé d'identité bancaire, code banque, code guichet, mandat sepa,
    cuenta bancaria, número de cuenta, cuenta corriente, cuenta de ahorros, clabe,
    conto corrente, conto bancario, numero di conto, coordinate bancarie, conta bancária,
    conta corrente, número da conta, agência e conta, agência, bankrekening, rekeningnummer,
    bankrekeningnummer, bankkontonummer, clearingnummer, bankgiro, plusgiro, tilinumero,
    reg.nr. og konto, konto bankowe, numer konta, numer rachunku, rachunek bankowy,
    nr rachunku, číslo účtu, č. účtu, č.ú., č. ú., č.účtu, bankovní účet, číslo bankovního účtu,
    bankszámla, bankszámlaszám,
    számlaszám, cont bancar, broj računa, žiro račun, banka hesabı, hesap no, hesap numarası,
    nomor rekening, rekening, no rekening, no rek, số tài khoản, номер счета, номер счёта,
    р/с, р/сч, р/р, к/с, расч. счет, stk, số tk, rek bca, rek bni, rek bri, rek mandiri, norek,
    no.rek, konto bank, расчетный счет, расчётный счёт, банковский счет, банкова сметка,
    номер рахунку,
    λογαριασμός, αριθμός λογαριασμού, חשבון בנק, מספר חשבון, رقم الحساب, حساب بنكي, 银行账号,
    银行账户, 账号, 銀行帳號, 帳號, 口座番号, 口座, 계좌번호, 계좌, เลขที่บัญชี, เลขบัญชี"""
)
SHORT_NAMES = dict.fromkeys(words("kto rib cbu cvu nib ccc aba rtn micr rek stk бик"), _KIND)
"""Names that are other words too: they count in capitals, or before a colon or an equals sign."""

_BIC_WORDS = phrases(
    """bic, swift, bic code, swift code, swift/bic, bic/swift, swift-bic, bic-code, swift-code"""
)
_VALUE = (
    r"(?:[A-Z]{2}\d{2}[ -]?[A-Z]{0,4}[ -]?|[A-Z]{4}0|[A-Z]{1,4}[ -]?)?\d[A-Za-z0-9]*"
    r"(?:[ ./-]{1,3}\d[A-Za-z0-9]*|[ ./-][A-Z]{1,4}\d[A-Za-z0-9]*){0,9}"
)
_BANK = re.compile(
    r"\b(?:bank|iban|bic|swift|routing|sort[ -]code|wire|transfer|sepa|bacs|ach|bsb|blz|deposit|"
    r"refund|payout|ueberweisung|uberweisung|virement|transferencia|bonifico)\b"
)
_NEAR = 90
_account = identifier(6, 34, dated=False)


def _called(candidate: Candidate) -> Candidate | None:
    """Codes of banks may hold more letters than digits; an IBAN that holds is a kind of its own."""
    found = _account(candidate)
    plain = compact(candidate.text)
    if iban.is_valid(plain, check_country=False):
        return None
    if found is None and re.fullmatch(r"[A-Z]{4}0[A-Z0-9]{6}|[A-Z]{2}\d{2}\w{11,30}", plain):
        return candidate._replace(value=plain.lower())
    return found


def _near_bank(candidate: Candidate) -> Candidate | None:
    around = candidate.before(_NEAR) + " " + candidate.after(_NEAR)
    found = _account(candidate)
    return found if found is not None and _BANK.search(around) is not None else None


def _alone(candidate: Candidate) -> Candidate | None:
    """Figures that are no part of a longer row of figures and hyphens."""
    longer = candidate.before(1) == "-" or candidate.after(1) == "-"
    return None if longer else candidate


def _paired(candidate: Candidate) -> Candidate | None:
    """A sort code with its account, and no two ways to write a day."""
    if _DAY.search(candidate.text) is not None or _alone(candidate) is None:
        return None
    return _near_bank(candidate)


_DAY = re.compile(r"(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])$")


def _routing(candidate: Candidate) -> Candidate | None:
    """Nine digits whose check digit holds, where a bank is spoken of."""
    return _near_bank(candidate) if rtn.is_valid(candidate.text) else None


COUNTRIES = words(
    """
    AD AE AF AL AM AR AT AU AZ BA BB BD BE BG BH BO BR BS BW BY CA CH CI CL CM CN CO CR CU CY CZ DE
    DK DO DZ EC EE EG ES ET FI FR GB GE GH GI GR GT HK HN HR HU ID IE IL IN IQ IR IS IT JM JO JP KE
    KH KR KW KY KZ LB LI LK LT LU LV LY MA MC MD ME MG MK MN MT MU MV MX MY MZ NA NG NI NL NO NP NZ
    OM PA PE PH PK PL PT PY QA RO RS RU RW SA SD SE SG SI SK SM SN SV TH TN TR TW TZ UA UG US UY UZ
    VA VE VN XK YE ZA ZM ZW
    """
)


def _bic(candidate: Candidate) -> Candidate | None:
    """The fifth and sixth letter are a country; words in capitals seldom are so."""
    plain = compact(candidate.text)
    return candidate._replace(value=plain.lower()[:8]) if plain[4:6] in COUNTRIES else None


_ROUTED, _ROUTED_GATES = spell(
    phrases(
        "routing, wire, aba number, transit, direct deposit, ach transfer, ach debit, ach payment"
    )
)
_BICS, _BIC_GATES = spell(_BIC_WORDS)
_ACCOUNTS, _ACCOUNT_GATES = spell(
    phrases("account, acct, a/c, acc no, kto, konto, compte, cuenta, conto, rekening")
)

_SORT = re.compile(r"\d\d[- ]\d\d[- ]\d\d|\d{6}")
_BESIDE_SORT = re.compile(r"\b(?:accounts?|acct?|iban|bank)\b|\[account-")


def sort_in_cell(cell: Candidate, _: str) -> Hit | None:
    """What a table calls `sort` only, beside accounts: the number of a bank."""
    above = cell.view.folded[max(0, cell.start - _TABLE) : cell.start]
    if _SORT.fullmatch(cell.text) is None or _BESIDE_SORT.search(above) is None:
        return None
    return Hit(cell.start, cell.end, _KIND, "column", Rank.CHECKED, compact(cell.text))


_TABLE = 4000

PATTERNS = (
    Pattern(
        _KIND,
        "pix-key",
        r"(?i:chave[ _-]?pix(?: aleat[oó]ria)?(?: [eé]|:|=)?[ \t\"']*)"
        r"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})",
        ("pix",),
        rank=Rank.CHECKED,
    ),
    *cued(_KIND, "bank-account-cue", PHRASES, _called, value=_VALUE),
    Pattern(
        _KIND,
        "bank-account-near",
        rf"(?:^|[^A-Za-z]){_ACCOUNTS}(?i:s|nummer)?(?i:[ _-]?(?:numbers?|no|nr|num|#)\b\.?)?"
        rf"[^A-Za-z0-9\n\x02]{{0,4}}(?i:is |was |ending )?({_VALUE})",
        _ACCOUNT_GATES,
        rank=Rank.CHECKED,
        check=_near_bank,
    ),
    Pattern(
        _KIND,
        "routing-number",
        rf"(?:^|[^A-Za-z]){_ROUTED}[^\n\x02]{{0,60}}?\b(\d{{9}})\b",
        _ROUTED_GATES,
        rank=Rank.CHECKED,
        check=_routing,
    ),
    Pattern(
        _KIND,
        "bic",
        rf"(?:^|[^A-Za-z]){_BICS}[^A-Za-z0-9\n\x02]{{0,5}}(?i:is |ist |est |es |code )?"
        r"[^A-Za-z0-9\n\x02]{0,3}([A-Z]{4}[ -]?[A-Z]{2}[ -]?[A-Z0-9]{2}(?:[ -]?[A-Z0-9]{3})?)\b",
        _BIC_GATES,
        rank=Rank.CHECKED,
        check=_bic,
    ),
    Pattern(
        _KIND,
        "account-behind-bank",
        r"(?i:\b(?:(?:sort[ -]?code|bsb|blz|bankleitzahl|transit|routing|institution|ifsc|"
        r"ag[eê]ncia|sucursal|filial|guichet|abi)\b|ag\.)"
        r"[^\n\x02]{0,40}?\b(?:acc|acct|account|a/c|ac|konto|kto|conta|c/c|cuenta|compte|conto)\b\.?"
        r"(?: ?(?:no|nr|number|nummer|#)\.?)?[ :#]{1,3})"
        r"(\d[\d -]{4,16}(?:\d|X))\b",
        (
            "sort",
            "bsb",
            "blz",
            "bankleitzahl",
            "transit",
            "routing",
            "institution",
            "ifsc",
            "agencia",
            "agência",
            "ag.",
            "sucursal",
            "filial",
            "guichet",
            "abi",
        ),
        rank=Rank.CHECKED,
        check=_account,
    ),
    Pattern(
        _KIND,
        "account-japanese",
        r"(?:普通|当座|貯蓄)(?:預金|口座)?[ :：　]{0,3}(?:No\.? ?)?([0-9]{6,8})\b",
        ("普通", "当座", "貯蓄"),
        rank=Rank.CHECKED,
    ),
    Pattern(
        _KIND,
        "sort-code",
        r"(?i:\bsort|\bs/c)[ :#]{1,2}(\d\d-\d\d-\d\d)\b",
        ("sort", "s/c"),
        rank=Rank.CHECKED,
    ),
    Pattern(
        _KIND,
        "creditor-id",
        r"\b([A-Z]{2}\d\dZZZ[A-Z0-9]{8,28})\b",
        ("zzz",),
        rank=Rank.CHECKED,
    ),
    Pattern(
        _KIND,
        "sort-code-of-bank",
        r"\b(?i:natwest|barclays|lloyds|hsbc|santander|halifax|monzo|starling|nationwide|tsb|rbs|"
        r"metro bank|first direct|co-?op(?:erative)? bank|aib|ulster bank|danske)[^\n\d\x02]{0,16}"
        r"(\d\d-\d\d-\d\d(?:(?: and|,|/|;| a/?c| acc(?:oun)?t)*[ :]{1,2}\d{4} ?\d{4})?)\b",
        (
            "natwest",
            "barclays",
            "lloyds",
            "hsbc",
            "santander",
            "halifax",
            "monzo",
            "starling",
            "nationwide",
            "tsb",
            "rbs",
            "metro bank",
            "first direct",
            "op bank",
            "erative bank",
            "aib",
            "ulster bank",
            "danske",
        ),
        rank=Rank.CHECKED,
    ),
    Pattern(
        _KIND,
        "sort-code-and-account",
        r"\b((?:\d\d-\d\d-\d\d|\d{3}-\d{3})(?: ?[/,|] ?| {1,3})\d{8,9})\b",
        ("-",),
        rank=Rank.CHECKED,
        check=_paired,
    ),
    Pattern(
        _KIND,
        "registration-danish",
        r"(?i:\breg\.? ?(?:nr|nummer)\.?)[ :]{1,2}(\d{4})(?:[ ,/]{1,3}(?:og )?(?i:kto|konto))",
        ("reg",),
        rank=Rank.CHECKED,
    ),
    Pattern(
        _KIND,
        "account-new-zealand",
        r"\b(\d\d-\d{4}-\d{7}-\d{2,3})\b",
        ("-",),
        rank=Rank.CHECKED,
        check=_alone,
    ),
    Pattern(
        _KIND,
        "upi",
        r"(?i:\b(?:upi|vpa)\b[^\n\x02]{0,20}?)\b([\w.-]{2,60}@[a-z]{2,20})\b",
        ("upi", "vpa"),
        rank=Rank.CHECKED,
    ),
    Pattern(
        _KIND,
        "transit-number",
        r"(?i:\btransit(?: ?(?:no|number|#)\.?)?[ :#]{1,3}(?:is )?)(\d{5}(?:-\d{3})?)\b",
        ("transit",),
        rank=Rank.CHECKED,
    ),
)
