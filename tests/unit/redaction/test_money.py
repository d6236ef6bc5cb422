"""Cards, accounts, coins and prices."""

import pytest

from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

PRIVATE = [
    # (kind, text, what must not survive)
    ("card", "paid with 4111.1111.1111.1111 then", "1111.1111"),
    ("bank_account", "р/с 40817810500001234567 в банке", "40817810500001234567"),
    ("bank_account", "Rek BCA 5220304567", "5220304567"),
    ("bank_account", "Westpac 03-1587-0050000-00", "0050000"),
    ("price", "and pay 2,350 a month for 40 seats", "2,350"),
    ("price", "Importo contrattuale 32.400 euro annui", "32.400"),
    ("price", "ugovor, 12.600,00 EUR godišnje", "12.600"),
    ("card", "Amex 3782 822463 10005", "822463"),
    ("card", "Amex 3782-822463-10005", "822463"),
    ("card", "5555555555554444 was refused", "5555555555554444"),
    ("card", "my card 4111 1111 1111 1112 was refused", "1111 1112"),
    ("card", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "1 1 1 1"),
    ("card", "card 6011111111111117, CVV 123, exp. 09/27", "123"),
    ("card", "card 6011111111111117, CVV 123, exp. 09/27", "09/27"),
    ("card", "Kreditkarte 30569309025904 gültig bis 12/2028", "12/2028"),
    ("card", "https://pay.example.org/4242424242424242/x", "4242424242"),
    ("iban", "iban de89 3704 0044 0532 0130 00 bitte", "0532 0130"),
    ("iban", "FR14 2004 1010 0505 0001 3M02 606", "3M02"),
    ("iban", "NO93 8601 1117 947 and more words", "1117 947"),
    ("bank_account", "IBAN DE00 1234 5678 9012 3456 78", "5678 9012"),
    ("bank_account", "BIC COBADEFFXXX", "COBADEFFXXX"),
    ("bank_account", "SWIFT: deutdeff is wrong, DEUTDEFF500 in BIC DEUTDEFF500", "EUTDEFF500"),
    ("bank_account", "routing number 021000021", "021000021"),
    ("bank_account", "wire to 021000021, account 000123456789 at the bank", "000123456789"),
    ("bank_account", "sort code 12-34-56", "12-34-56"),
    ("bank_account", "Sort Code: 123456 Account: 12345678", "12345678"),
    ("bank_account", "BSB 062-000", "062-000"),
    ("bank_account", "IFSC SBIN0001234", "SBIN0001234"),
    ("bank_account", "CLABE 032180000118359719", "032180000118359719"),
    ("bank_account", "Kontonummer: 1234567, BLZ 370 400 44", "370 400"),
    ("bank_account", "RIB 30004 00003 00010001234 85", "00010001234"),
    ("bank_account", "numer konta 61 1090 1014 0000 0712 1981 2874", "0712 1981"),
    ("bank_account", "银行账号 6222021234567890123", "6222021234567890123"),
    ("crypto_address", "to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5"),
    ("crypto_address", "to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc1qar0"),
    ("crypto_address", "to 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", "de0B29"),
    ("crypto_address", "solana wallet 7EYnhQoR9YM3N7UoaKRoA44Uy8JeaZV3qyouov87awMs", "7EYnhQ"),
    ("price", "We pay 48,000 EUR a year", "48,000"),
    ("price", "our contract is worth $120k", "120k"),
    ("price", "Wir zahlen 12.500 € pro Jahr", "12.500"),
    ("price", "The renewal at £1.2 million is at risk", "1.2"),
    ("price", "nous payons 3 500 € par mois", "3 500"),
    ("price", "budget of 90k for this", "90k"),
    ("price", "ARR: 1.4M", "1.4M"),
    ("price", "we got a 15% discount last year", "15%"),
    ("price", "You charged us 99.00 USD twice", "99.00"),
    ("price", "between 40,000 and 50,000 EUR per year", "40,000"),
    ("price", "R$ 2.340,00 por mês de assinatura", "2.340"),
    ("other_price", "Another customer pays 95,000 EUR", "95,000"),
]  # fmt: skip

FACTS = [
    "Pay attention to the limit of 1,200 requests a day.",
    "The discount of 20% is not applied to bundles.",
    "Lo sconto del 15% non viene applicato.",
    "Part 03-1587-00500 of 03-15-2025 is fine.",
    "The price field shows 0.00 EUR instead of 12.50 EUR.",
    "The total is rounded to 12.50 EUR on the page.",
    "The card form and the bank account page do not load.",
    "The sum column displays $1,234.56 where 1,234.50 is expected.",
    "card_id 1234567890123 is null in payments.csv line 88.",
    "The SWIFT compiler 5.9 and SWIFT UI differ.",
    "The wire protocol is version 3.0; routing takes 021 ms.",
    "IBAN validation rejects short values with error E1042.",
    "It costs 300 ms per request, CPU at 95%.",
    "$1 and $2 are the groups; the shell has ${HOME}.",
    "The transfer of 1234567 rows needs 12 minutes.",
    "The hash 0xdeadbeef is at offset 4096.",
]


@pytest.mark.parametrize(("kind", "text", "secret"), PRIVATE)
def test_money_does_not_reach_engineering(kind: str, text: str, secret: str) -> None:
    assert secret.casefold() not in plain(text, ENGINEERING).casefold()
    assert kind in kinds(text, ENGINEERING)


@pytest.mark.parametrize("text", FACTS)
def test_what_a_page_shows_is_a_fact(text: str) -> None:
    assert plain(text, ENGINEERING) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("contract over 120,000 EUR", "[price: about 100,000 EUR]"),
        ("Vertrag über 1.234,56 €", "[price: about 1,000 EUR]"),
        ("license of $48k", "[price: about 10,000 USD]"),
        ("budget of 1.2 million GBP", "[price: about 1,000,000 GBP]"),
    ],
)
def test_a_price_is_told_by_its_size(text: str, told: str) -> None:
    assert told in plain(text, ENGINEERING)


def test_customers_may_read_their_own_prices_and_not_anothers() -> None:
    assert "48,000" in plain("You pay 48,000 EUR a year.", CUSTOMER)
    assert "48,000" not in plain("The other customer pays 48,000 EUR a year.", CUSTOMER)
