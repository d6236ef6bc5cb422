"""What is left of a value when only its rough size, time or place may be told.

The forms are closed: `FORM` matches all that these functions can make and nothing that a person's
value could be written as, so that a text may carry them without being looked at again.
"""

import re
from decimal import Decimal

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_LARGEST = 12
COUNTRIES = frozenset(
    """
    Argentina;Australia;Austria;Belgium;Brazil;Bulgaria;Canada;Chile;China;Colombia;Croatia;Czechia;
    Denmark;Egypt;Estonia;Finland;France;Germany;Greece;Hong Kong;Hungary;Iceland;India;Indonesia;
    Ireland;Israel;Italy;Japan;Kenya;Latvia;Lithuania;Luxembourg;Malaysia;Mexico;Netherlands;
    New Zealand;Nigeria;Norway;Pakistan;Peru;Philippines;Poland;Portugal;Romania;Saudi Arabia;
    Serbia;Singapore;Slovakia;Slovenia;South Africa;South Korea;Spain;Sweden;Switzerland;Taiwan;
    Thailand;    Turkey;Ukraine;United Arab Emirates;United Kingdom;United States;Vietnam
    """.replace("\n", "")
    .replace("    ", "")
    .split(";")
)
FORM = (
    rf"(?:about 1(?:0{{0,2}})(?:,000){{0,4}}(?: [A-Z]{{3}})?|(?:(?:{'|'.join(_MONTHS)}) )?"
    rf"(?:19|20)\d\d|{'|'.join(sorted(COUNTRIES))})"
)
_FORM = re.compile(FORM)


def round_amount(amount: Decimal, currency: str = "") -> str:
    """The order of magnitude: `about 10,000 EUR` for all from 10,000 up to 100,000.

    `currency` is an ISO 4217 code or empty. Less than 1 is `about 1`.
    """
    power = min(max(amount.adjusted(), 0), _LARGEST) if amount else 0
    size = f"about {10**power:,}"
    return f"{size} {currency}" if currency else size


def round_date(year: int, month: int | None = None) -> str:
    """`May 1984`, or the year alone where the month is not known."""
    return f"{_MONTHS[month - 1]} {year}" if month else str(year)


def is_general(text: str) -> bool:
    """Whether the text is one that this module could have made."""
    return _FORM.fullmatch(text) is not None
