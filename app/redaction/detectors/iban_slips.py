"""Account numbers of the bank in groups of four, of which one sign is wrong or was left out: no
check digit holds, and the form with a word of the bank beside it tells as much.
"""

import re

from app.redaction.detectors.banking import COUNTRIES
from app.redaction.detectors.cues import compact
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_FEWEST_DIGITS = 10
_PAID = (
    r"(?:prélèvement|virement|compte|lastschrift|überweisung|bankkonto|cuenta bancaria|"
    r"adeudo|transferencia|domiciliación|addebito|bonifico|conto corrente|przelew\w*|rachun\w*|"
    r"incasso|overschrijving|bankrekening|direct debit|bank transfer|bank account|"
    r"account number|kontonummer|numer konta|iban|"
    r"conta bancária|transferência|betalning|överföring|bankovní účet|platb[auy])"
)
_GATES = (
    "vement", "virement", "compte", "lastschrift", "berweisung", "bankkonto",
    "cuenta banc", "adeudo", "transferencia", "domicilia", "addebito", "bonifico", "conto corrente",
    "przelew", "rachun", "incasso", "overschrijving", "bankrekening", "direct debit",
    "bank transfer", "bank account", "account number", "kontonummer", "numer konta",
    "iban", "conta banc", "transferência", "betalning", "verföring", "bankovn", "platb",
)  # fmt: skip


def _slip(candidate: Candidate) -> Candidate | None:
    """Of a country that has such numbers, and mostly of figures."""
    plain = compact(candidate.text).upper()
    figures = len(re.findall(r"\d", plain))
    taken = plain[:2] in COUNTRIES and figures >= _FEWEST_DIGITS and 2 * figures > len(plain)
    return candidate._replace(value=plain.lower()) if taken else None


PATTERNS = (
    Pattern(
        "iban",
        "iban-slip",
        rf"\b(?i:{_PAID})[^\n\x02\[\]]{{0,30}}?[^A-Za-z0-9]"
        r"([A-Za-z]{2}\d\d[ -][A-Za-z0-9]{4}(?:[ -][A-Za-z]{0,3}\d[A-Za-z0-9]{0,3}){2,7})\b",
        _GATES,
        rank=Rank.CHECKED,
        check=_slip,
    ),
)
