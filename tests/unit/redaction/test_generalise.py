"""Rough sizes, months and countries."""

from decimal import Decimal

import pytest

from app.redaction.generalise import COUNTRIES, is_general, round_amount, round_date


@pytest.mark.parametrize(
    ("amount", "rough"),
    [("0", "about 1"), ("0.2", "about 1"), ("7", "about 1"), ("1250", "about 1,000"),
     ("240000", "about 100,000"), ("99999999", "about 10,000,000")],
)  # fmt: skip
def test_an_amount_keeps_its_order_of_magnitude(amount: str, rough: str) -> None:
    assert round_amount(Decimal(amount), "EUR") == f"{rough} EUR"


def test_a_date_keeps_its_month() -> None:
    assert (round_date(1984, 5), round_date(1984)) == ("May 1984", "1984")


def test_what_is_made_here_is_known_as_such() -> None:
    made = [round_amount(Decimal(10**n), "USD") for n in range(16)]
    assert all(map(is_general, [*made, round_date(2001, 12), *COUNTRIES]))


@pytest.mark.parametrize("text", ["about 240,000 EUR", "12 May 1984", "Jane Roe", "4711", ""])
def test_a_value_is_not_taken_for_a_general_form(text: str) -> None:
    assert not is_general(text)
