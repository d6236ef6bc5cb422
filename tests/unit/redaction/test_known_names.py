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
    ("Zbigniew Sroka", "Pytałem, a Zbyszek wie", "Pytałem, a [customer] wie"),
    ("Aino Virtanen", "Virtaselle tuli virhe", "[customer] tuli virhe"),
    ("Оксана Бойчук", "Бойчукові прийшов лист", "[customer] прийшов лист"),
    ("黒川 真琴", "黒川です。黒川様、真琴さん", "[customer]です。[customer]様、[customer]さん"),
    ("陈晓梅", "我们请晓梅说明", "我们请晓梅说明"),
    ("陈晓梅", "联系 晓梅：没有", "联系 [customer]：没有"),
    ("Σπύρος Λάμπρου", "Του Σπύρου το κινητό", "Του [customer] το κινητό"),
    ("Will May", "Then Will May will call", "Then [customer] will call"),
    (
        "Jonas Winter",
        "Login: winter is off; user=winter",
        "Login: [customer] is off; user=[customer]",
    ),
    ("Mark Rose", "ops-mark and mark-laptop3", "ops-[customer] and [customer]-laptop3"),
    ("Mark Rose", "mark-laptop3 is slow", "[customer]-laptop3 is slow"),
    ("Robin Page", "hi, this is robin from sales", "hi, this is [customer] from sales"),
    ("Robin Page", "Then Robin (Page) left", "Then [customer] left"),
    ("Ines de la Torre", "Dice Torre que no", "Dice [customer] que no"),
    ("Ines de la Torre", "Dice de la Torre que no", "Dice [customer] que no"),
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
    ("May Tran", "It broke in April and May", "It broke in April and May"),
    ("Jonas Winter", "Im Winter und seit letztem Winter", "Im Winter und seit letztem Winter"),
    ("Robin Page", "See Page 3, then page 4", "See Page 3, then page 4"),
    ("Ines de la Torre", "La torre de control", "La torre de control"),
    ("Ines de la Torre", "el panel de la torre", "el panel de la torre"),
    ("Robin Page", "The login page and user page", "The login page and user page"),
    ("Robin Page", "a sub-page and page-break", "a sub-page and page-break"),
    ("Will May", "In May will be more", "In May will be more"),
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
        ("Box", "box-prod-3 and box-db1 fail", "[organization]-prod-3 and [organization]-db1 fail"),
        ("Bodegas Molino Rojo", "Pide Molino Rojo", "Pide [organization]"),
        ("Bodegas Molino Rojo", "El molino no gira", "El molino no gira"),
        ("Box", "The box-shadow and the mailbox", "The box-shadow and the mailbox"),
        ("Gap Inc.", "I told Gap Inc. so", "I told [organization]. so"),
        ("Laine & Lin SAS", "laine&lin, then Laine et Lin", "[organization], then [organization]"),
        ("Λευκή Ακτή ΑΕ", "ο σταθμός της Λευκής Ακτής", "ο σταθμός της [organization]"),
        ("Tulpenhof B.V.", "See tulpenhofbv.csv", "See [organization].csv"),
        ("Dunmore Credit Union", "Ask dunmorecu for it", "Ask [organization] for it"),
        ("Pivovar Zlatý Zubr", "Ve Zlatém Zubru stojí", "Ve [organization] stojí"),
        ("Hurtownia Kłos", "Nie ma w Hurtowni Kłos", "Nie ma w [organization]"),
        ("Kuusirinne Oy", "Kuusirinteessä tulee virhe", "[organization] tulee virhe"),
    ],
)
def test_a_company_named_like_a_word_is_found_where_it_is_a_name(
    organization: str, text: str, told: str
) -> None:
    assert _told(text, "Jane Roe", organization) == told


def test_a_short_label_of_a_domain_counts_in_capitals_and_in_compounds() -> None:
    known = Context(domains=("dsk.example",))
    told = redact(
        from_plain("dsk-nas2 and DSK asks; the dsk is a word, 12dsk too"),
        audience=ENGINEERING,
        policy=POLICY,
        version="shipped",
        context=known,
        pseudonyms=Pseudonyms(),
    )
    assert told.text is not None
    assert told.text.plain == (
        "[organization]-nas2 and [organization] asks; the dsk is a word, 12dsk too"
    )


def test_an_address_spells_a_name_that_no_rule_turns_into_letters() -> None:
    known = Context(
        people=(
            KnownPerson(
                name="黒川 真琴", email="m.kurokawa@a.example", side=Side.CUSTOMER, role="customer"
            ),
        )
    )
    told = redact(
        from_plain("Kurokawa and mkurokawa are one"),
        audience=ENGINEERING,
        policy=POLICY,
        version="shipped",
        context=known,
        pseudonyms=Pseudonyms(),
    )
    assert told.text is not None
    assert told.text.plain == "[customer] and [customer] are one"


@pytest.mark.parametrize("written", ["AL-99120", "AL99120", "al 99120", "AL_99120"])
def test_a_code_is_found_with_any_sign_between_letters_and_digits(written: str) -> None:
    assert _told(f"It is {written} again", "Jane Roe", "", "AL-99120") == (
        "It is [customer-data-1] again"
    )
    assert _told("It is AL-99121 again", "Jane Roe", "", "AL-99120") == "It is AL-99121 again"
