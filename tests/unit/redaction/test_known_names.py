"""The forms of what the context knows: those that must be found, and what they must not take."""

import pytest

from app.document import from_plain
from app.model import Context, KnownPerson, Side
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms
from tests.unit.redaction.support import ENGINEERING, POLICY


def _told(text: str, name: str, organization: str = "", term: str = "") -> str:
    person = KnownPerson(name=name, side=Side.CUSTOMER, role="customer")
    redaction = redact(
        from_plain(text),
        audience=ENGINEERING,
        policy=POLICY,
        version="shipped",
        context=Context(
            people=(person,),
            organizations=(organization,) if organization else (),
            terms=(term,) if term else (),
        ),
        pseudonyms=Pseudonyms(),
    )
    assert redaction.text is not None
    return redaction.text.plain


FOUND = [
    ("Maria Delgado-Ruiz", "Delgado here", "[customer] here"),
    ("Maria Delgado-Ruiz", "M. Delgado wrote", "[customer] wrote"),
    ("Maria Delgado-Ruiz", "login mdelgado", "login [customer]"),
    ("Maria Delgado-Ruiz", "login mdelgadoruiz", "login [customer]"),
    ("Maria Delgado-Ruiz", "Report Delgado.csv", "Report [customer].csv"),
    ("Anna-Lena Schmidt", "Anna called", "[customer] called"),
    ("Anna-Lena Schmidt", "annalena.schmidt", "[customer]"),
    ("Seán O'Brien-Łukasz", "Seán O'Brien called", "[customer] called"),
    ("Seán O'Brien-Łukasz", "O'Brien called", "[customer] called"),
    ("Seán O'Brien-Łukasz", "login sobrien", "login [customer]"),
    ("Vincent van den Berg", "V. d. Berg called", "[customer] called"),
    ("Vincent van den Berg", "v.d. Berg called", "[customer] called"),
    ("Vincent van den Berg", "Berg, Vincent van den", "[customer]"),
    ("Anna Ivers", "A. Ivers and Anna I. called", "[customer] and [customer]. called"),
    ("Sam Smith", "S Smith and sam.s called", "[customer] and [customer] called"),
    ("May Tran", "May said so", "[customer] said so"),
    ("No Name", "It is No Name again", "It is [customer] again"),
    ("Jörg Müller", "Joerg Mueller and Mullers file", "[customer] and [customer] file"),
    ("Veikko Rautiainen", "Veikon ja Rautiaisen raportti", "[customer] ja [customer] raportti"),
    ("Jan Kowalski", "Zgłoszenie Kowalskiego", "Zgłoszenie [customer]"),
    ("Евгения Голубцова", "golubtsova cannot log in", "[customer] cannot log in"),
    ("Maartje van der Berg", "login vanderberg", "login [customer]"),
    ("Jean-Baptiste Lhermitte", "JB Lhermitte or jblhermitte", "[customer] or [customer]"),
    ("Priyanka Venkat", "priyankav-ipad prints", "[customer]-ipad prints"),
    ("Robert Lindqvist", "I asked Bob about it", "I asked [customer] about it"),
    ("田中太郎", "報告は田中太郎からです", "報告は[customer]からです"),
]

LEFT = [
    ("Anna Ivers", "I told Anna I have it", "I told [customer] I have it"),
    ("Tom Anders", "Give Tom a call", "Give [customer] a call"),
    ("Tom Anders", "GIVE TOM A CALL", "GIVE [customer] A CALL"),
    ("Sam Smith", "It's Sam again", "It's [customer] again"),
    ("Ravi Smith", "It\u2019s Ravi again", "It\u2019s [customer] again"),
    ("Maria Delgado-Ruiz", "The ruins of the delegate", "The ruins of the delegate"),
    ("Vincent van den Berg", "The van has the den", "The van has the den"),
    ("Test", "A test account fails the test", "A test account fails the test"),
    ("Unknown Admin", "Unknown error for the admin", "Unknown error for the admin"),
    ("Grace Power", "The power is out", "The power is out"),
    ("No Name", "There is no name in it", "There is no name in it"),
    ("Ernst Klein", "Die Schrift ist zu klein", "Die Schrift ist zu klein"),
    ("Luna Petit", "Le bouton est trop petit", "Le bouton est trop petit"),
    ("김민지", "간마자 is a word", "간마자 is a word"),
    ("May Tran", "It will break in May, or on May 3", "It will break in May, or on May 3"),
]


@pytest.mark.parametrize(("name", "text", "told"), [*FOUND, *LEFT])
def test_a_person_is_found_by_every_form_and_no_ordinary_word_is_taken(
    name: str, text: str, told: str
) -> None:
    assert _told(text, name) == told


@pytest.mark.parametrize(
    ("organization", "text", "told"),
    [
        (
            "Northwind Traders International",
            "NTI and nti-prod",
            "[organization] and [organization]-prod",
        ),
        ("Lale Bahçesi A.Ş.", "LALEBAHCESI-POS-03 is out", "[organization]-POS-03 is out"),
        ("Target", "Target is out, the target is not", "[organization] is out, the target is not"),
        ("Summit Foods", "At the summit of the page", "At the summit of the page"),
        ("Summit Foods", "Our tenant is summit", "Our tenant is [organization]"),
        ("Export Co", "Export Co is out", "[organization] is out"),
        ("Export Co", "The export fails", "The export fails"),
        ("The North", "I asked The North about it", "I asked The [organization] about it"),
        ("The North", "Look at the north side", "Look at the north side"),
    ],
)
def test_a_company_named_like_a_word_is_found_where_it_is_a_name(
    organization: str, text: str, told: str
) -> None:
    assert _told(text, "Jane Roe", organization) == told


@pytest.mark.parametrize("written", ["AL-99120", "AL99120", "al 99120", "AL_99120"])
def test_a_code_is_found_with_any_sign_between_letters_and_digits(written: str) -> None:
    assert _told(f"It is {written} again", "Jane Roe", "", "AL-99120") == (
        "It is [customer-data-1] again"
    )
    assert _told("It is AL-99121 again", "Jane Roe", "", "AL-99120") == "It is AL-99121 again"
