"""People whom the context does not know, where they stand; and ordinary words that stand there."""

import pytest

from tests.unit.redaction.support import CUSTOMER, ENGINEERING, plain

FOUND = [
    ("Ask Katarzyna Wójcik", "Ask [person-1]"),
    ("Ask Zbyszko Wójcik about it", "Ask [person-1] about it"),
    ("Peter Schmidt here", "[person-1] here"),
    ("Zbyszko Schmidt here", "[person-1] here"),
    ("Hello Support, I'm Peter", "Hello Support, I'm [person-1]"),
    ("Hello Support, I'm Zbyszko.", "Hello Support, I'm [person-1]."),
    ("Hi, I'm Peter", "Hi, I'm [person-1]"),
    ("user Peter Schmidt cannot log in", "user [person-1] cannot log in"),
    ("user Zbyszko Schmidt cannot log in", "user [person-1] cannot log in"),
    ("It fails.\n\n-- \nPeter Schmidt\nCEO", "It fails.\n\n-- \n[person-1]\nCEO"),
    ("Zbyszko Schmidt | Head of IT", "[person-1] | Head of IT"),
    ("> Zbyszko Schmidt wrote:", "> [person-1] wrote:"),
    ("MfG Zbyszko Schmidt", "MfG [person-1]"),
    ("hi peter, thanks", "hi [person-1], thanks"),
    ("cc Priya, Zbyszko", "cc [person-1], [person-2]"),
    ("From: Schmidt, Peter", "From: [person-1]"),
    ("To: Bogna Meier; Zbyszko Kraus", "To: [person-1]; [person-2]"),
    ("Hallo Herr Dr. Schmidt", "Hallo Herr Dr. [person-1]"),
    ("The screen of Łukasz is white", "The screen of [person-1] is white"),
    ("Then Peter van der Meer tried", "Then [person-1] tried"),
    ("Peter's screen", "[person-1]'s screen"),
]

LEFT = [
    "It was assigned to Group 3.",
    "Please include Header row and footer.",
    "The lead Time is long.",
    "Name: Weekly report",
    "From: Export\nTo: Import",
    "To: Settings, Privacy, Cookies",
    "Cc: Finance; Sales",
    "Import Job reported an error.",
    "Ask IT Security or contact Customer Support.",
    "I'm German. I am Admin.",
    "Thanks will do. Hi there, thanks.",
    "Order Number | Status",
    "The office in San Marco is closed.",
    "It fails with Visual Studio Code.",
    "User Interface Settings are gone.",
    "Please use the till on the left, Max Length is 40.",
]


@pytest.mark.parametrize(("text", "told"), FOUND)
def test_an_unknown_person_is_hidden_in_ordinary_positions(text: str, told: str) -> None:
    assert plain(text, ENGINEERING) == told
    assert plain(text, CUSTOMER) == told


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_words_where_a_name_could_stand_are_left(text: str) -> None:
    assert plain(text, ENGINEERING) == text
    assert plain(text, CUSTOMER) == text
