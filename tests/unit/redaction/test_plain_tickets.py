"""What ordinary tickets hold: things called after people, and private values beside them."""

import pytest

from app.model import Audience
from app.redaction.eponyms import is_eponym
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

THINGS = [
    "The Kalman filter and the Lanczos and Mitchell resampling diverge.",
    "Murphy's law and Ohm's law are swapped.",
    "Lucida Console and Franklin Gothic are listed, the font Garamond is not.",
    "The Stanley Cup page loads slowly.",
    "Victoria Day and Martin Luther King Day are counted.",
    "The legend swaps Teal and Amber.",
    "Ada, Pascal, Ruby and Haskell are in the list.",
    "In the list are Joule, Watt and Volt, but Henry is missing.",
    "April and June are there, May is missing; August is there twice.",
    "Der Kalman-Filter und das Bayes-Netz stehen im Menü, die Gauß-Kurve nicht.",
    "Wykres Gantta i diagram Ishikawy są puste, a filtr Kalmana nie.",
    "La loi de Murphy est dans le menu, le théorème de Bayes aussi.",
    "The Julian date is wrong, Hounsfield units are right.",
    "Der Bericht wurde erstellt von Hand.",
    "The storm was hurricane Oscar in the panel.",
    "Klicka på Spara, tryk på Beregn.",
    "It takes 120 ms. Ring tones are fine.",
    "Author in the properties is empty.",
    "The European Central Bank and the Linux Foundation publish it.",
    "See https://community.vendor.example/t5/Print-2024/ for it.",
    "Your pricing page says 9 € per month.",
    "My username is wrong, our login is broken.",
    "It was case 4 on 12/24 and file 3 of 12/20.",
]
PEOPLE = [
    ("Ask Jamie Kalman about it", "Kalman"),
    ("Ask Kalman about it", "Kalman"),
    ("The page crashed for Amber and Rose", "Amber"),
    ("Anna and Siri were there", "Anna"),
    ("Jamie and Newton had a look", "Jamie"),
    ("Victoria Daye called", "Daye"),
    ("Anna Fisher filter settings", "Fisher"),
    ("Ms. Ring called", "Ring"),
    ("Anna's law firm called", "Anna"),
    ("Anna's constant calls and Anna's identity card", "Anna"),
    ("Der Anna-Filter ist leer", "Anna"),
    ("Gemeld door Jorrit Hoekzema op versie 7", "Hoekzema"),
    ("Erstellt von Detlev Sturmhoefel", "Sturmhoefel"),
    ("Reportado por Itziar Goikoetxea", "Goikoetxea"),
]
PRIVATE = [
    ("handle", "My user name is tuba_player_71.", "tuba_player_71", ENGINEERING),
    ("password", "The recovery code I used was QX4T-9LMB-77PD.", "QX4T", ENGINEERING),
    ("account_id", "It is file no. 12 C 417/23 here.", "417/23", ENGINEERING),
    ("phone", "My extension: ext. 7731", "7731", ENGINEERING),
    ("account_id", "Aktenzeichen 7 O 113/22", "113/22", ENGINEERING),
    ("postal_address", "The mast stands at 48.2084, 16.3721 now.", "48.2084", ENGINEERING),
    ("person_name", "担当は高橋 由紀子、電話は後で。", "高橋", ENGINEERING),
    ("price", "See the pricing page. We pay 84,000 € per year.", "84,000", ENGINEERING),
    ("internal_host", "It is the order-intake-service again.", "order-intake", CUSTOMER),
    ("internal_host", "It was mail-relay-green again.", "mail-relay", CUSTOMER),
    ("source_path", "It was ledger.recompute() again.", "recompute", CUSTOMER),
]
PUBLIC = [
    "We sell software-as-a-service and self-service plans.",
    'Use <img src="a.png" width="120" height="40"> in the footer.',
    "Call response.json() and date.toISOString() then.",
    "Replace YOUR_API_KEY by your own key.",
    "Open the forum at https://community.vendor.example/start",
]


@pytest.mark.parametrize("text", THINGS)
def test_things_that_are_called_after_people_stay(text: str) -> None:
    assert plain(text, ENGINEERING) == text


@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_people_who_are_called_as_things_are_hidden(text: str, name: str) -> None:
    assert name not in plain(text, ENGINEERING)


@pytest.mark.parametrize(("kind", "text", "value", "audience"), PRIVATE)
def test_what_is_private_in_an_ordinary_ticket_goes(
    kind: str, text: str, value: str, audience: Audience
) -> None:
    assert kind in kinds(text, audience)
    assert value not in plain(text, audience)


@pytest.mark.parametrize("text", PUBLIC)
def test_examples_for_the_reader_stay(text: str) -> None:
    assert plain(text, CUSTOMER) == text


def test_compounds_of_things_are_things() -> None:
    assert is_eponym("diffie-hellman")
    assert is_eponym("floyd-warshall")
    assert not is_eponym("floyd")
    assert not is_eponym("anna-gauss")
    assert not is_eponym("anna-filter")
