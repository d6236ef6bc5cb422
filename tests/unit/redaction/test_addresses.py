"""Postal addresses as many countries write them, and words of software that look alike."""

import pytest

from app.document import Document, Heading, LineBreak, Paragraph, Text
from app.redaction.detectors.address_words import country_of
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

ADDRESSES = [
    # (address, what is told of it)
    ("12 Baker Street, London NW1 6XE", "United Kingdom"),
    ("Flat 3, 221B Baker Street, London", "United Kingdom"),
    ("5 Ferncliffe Gardens, EH10 5QX", "United Kingdom"),
    ("123 Main St, Springfield, IL 62704-1234, USA", "United States"),
    ("350 Fifth Ave., Floor 21, New York NY 10118", "United States"),
    ("Suite 400, 500 5th Avenue, New York, NY 10110", "United States"),
    ("Hauptstraße 12, 10115 Berlin", "Germany"),
    ("Am Markt 5, 04109 Leipzig", "Germany"),
    ("Mariahilfer Gürtel 18/2/11, 1150 Wien", "Austria"),
    ("12 bis rue des Tilleuls, 69003 Lyon", "France"),
    ("Rue de la Loi 16, 1000 Bruxelles", "Belgium"),
    ("Keizersgracht 123, 1015 CJ Amsterdam", "Netherlands"),
    ("Calle Mayor 5, 3º B, 28013 Madrid, España", "Spain"),
    ("Via Roma 10, 00184 Roma", "Italy"),
    ("Rua das Flores 118, 2.º Esq., 4050-262 Porto", "Portugal"),
    ("Rua Bela Cintra, 756, apto 92, São Paulo - SP, CEP 01415-002", "Brazil"),
    ("Av. Insurgentes Sur 1602, Col. Crédito Constructor, C.P. 03940, CDMX", "Mexico"),
    ("Av. Corrientes 2457 piso 5, C1046AAL Buenos Aires", "Argentina"),
    ("ul. Długa 7/9, 00-238 Warszawa", "Poland"),
    ("Dlouhá 733/29, 110 00 Praha", "Czechia"),
    ("Masarykovo nám. 15/3, 602 00 Brno", "Czechia"),
    ("Am Alten Hafen 14b · 28195 Bremen", "Germany"),
    ("Via della Repubblica, 112/A – 40127 Bologna (BO)", "Italy"),
    ("Kazım Mah. 1187. Sok. No:12/3 35100 Bornova/İzmir", "Turkey"),
    ("79040, м. Львів, вул. Городоцька, буд. 155, кв. 38", "Ukraine"),
    ("1180, boul. Talbot, app. 5, Montréal", "Canada"),
    ("9 Harbour Steps, St Ives TR26 1PR", "United Kingdom"),
    ("Calle 5 de Mayo 1207-3, CDMX", "Mexico"),
    ("1200 NW Naito Pkwy • Suite 600 • Portland, Oregon 97209", "United States"),
    ("Åboulevarden 37, 3. tv., 8000 Aarhus C", "Denmark"),
    ("Storgatan 14 lgh 1203, 903 26 Umeå", "Sweden"),
    ("Storgata 5, 0155 Oslo", "Norway"),
    ("Vesterbrogade 212, 3. tv., 1620 København V", "Denmark"),
    ("Mannerheimintie 92 A 14, 00250 Helsinki", "Finland"),
    ("9 Castle Terrace, Kinsale, Co. Cork, P17 XN52", "Ireland"),
    ("4820, rue Saint-Denis, app. 3, Montréal QC H2J 2L6", "Canada"),
    ("Unit 5/118 Wattle Street, Ultimo NSW 2007", "Australia"),
    ("45 Queen Street, Auckland 1010", "New Zealand"),
    ("Flat 402, Shanti Residency, 7th Cross, Indiranagar, Bengaluru 560038", "India"),
    ("1-2-3 Shibuya-ku, Tokyo 150-0002", "Japan"),
    ("〒150-0043 東京都渋谷区道玄坂2-10-7", "Japan"),
    ("北京市朝阳区建国路88号", "China"),
    ("서울시 강남구 테헤란로 152", "South Korea"),
    ("Atatürk Cad. No: 12/4, Kadıköy, İstanbul", "Turkey"),
    ("Λεωφόρος Συγγρού 143, 171 21 Αθήνα", "Greece"),
    ("вул. Хрещатик 22, Київ", "Ukraine"),
    ("Jl. Sudirman No. 5, Jakarta 10220", "Indonesia"),
    ("No. 7, Jalan Ampang, 50450 Kuala Lumpur", "Malaysia"),
    ("12 Kenyatta Avenue, Nairobi", "Kenya"),
    ("PO Box 4471, Christchurch 8140", "New Zealand"),
]
NO_ADDRESSES = [
    "The address is wrong since 5 May. The street field is empty.",
    "We use 3 Google Drive folders and 2 Shared Drive mounts.",
    "It takes 3 Business days and 5 New Way reports.",
    "iPad 2, Notepad 3, Spark 3, String 5, Ring 3, Gate 4 and Aggregate 5.",
    "Via Chrome 120 it works, via Teams 2 not. Via API 2.",
    "Court 5 booking fails in room Plaza 5.",
    "Windows 11, 22631 Build and Office 16, 2024 Edition.",
    "Log 12, 50000 Rows, then 1024 MB Free and 8080 IS Busy.",
    "Open Street 1 in the list, section 5 of Main Street Report.",
    "The house 12, the flat 3, the block 4 are in the list, all empty.",
    "Main Street style tiles are missing at zoom 14, Street View is off.",
    "Read archive.zip, 12345.zip or zip 12345 files.",
    "IN 20000 cases it is OK 20000 times, id 12345.",
    "Seite 3 • 200 Einträge, Teil 4 | 404 Treffer, Step 2 | 500 Internal.",
    "Das Feld Straße 2 ist leer.",
]


@pytest.mark.parametrize(("address", "country"), ADDRESSES)
def test_an_address_becomes_its_country(address: str, country: str) -> None:
    told = plain(f"Please ship it to {address}. It fails since Monday.")
    assert told == f"Please ship it to [address: {country}]. It fails since Monday."


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_words_that_look_alike_stay(text: str) -> None:
    assert "postal_address" not in kinds(text)


@pytest.mark.parametrize("gap", [" · ", " | ", " • "])
def test_a_footer_parts_street_and_town_by_signs(gap: str) -> None:
    told = plain(f"Kessler Bau{gap}Alte Straße 8{gap}21335 Lüneburg")
    assert "Straße" not in told
    assert "Lüneburg" not in told


def test_lines_of_one_address_are_one() -> None:
    told = plain("Ship it.\n2200 Harbor Bay Parkway\nSuite 310\nAlameda, CA 94502\n\nIt fails.")
    assert told.split() == ["Ship", "it.", "[address:", "United", "States]", "It", "fails."]


def test_an_address_over_line_breaks_and_blocks_is_one() -> None:
    lines = (Text("88 Orchard Row"), LineBreak(), Text("Bath"), LineBreak(), Text("BA2 4QT"))
    document = Document((Heading(2, (Text("Ship to"),)), Paragraph(lines)))
    assert plain(document).splitlines()[-1] == "[address: United Kingdom]"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Lieferanschrift: Unterm Dorf 3 b\n\nEs fehlt.", "Unterm Dorf"),
        ("כתובת: הרצל 58, תל אביב 6688312. המפה", "הרצל"),
        ("street=417 Juniper Street\nzip=30308\nstate=ok", "30308"),
        ('{"zip": "30308"}', "30308"),
        ("my postcode is SW1A 1AA", "SW1A"),
        ("She lives at 4 Privet Drive.", "Privet"),
        ("邮编200030。", "200030"),
    ],
)
def test_a_field_tells_what_is_an_address(text: str, secret: str) -> None:
    assert secret not in plain(text)
    assert "postal_address" in kinds(text)


def test_where_no_country_shows_a_sentence_stands_once() -> None:
    told = plain("He lives at 12 Oakfield Road, she lives at 9 Elmfield Road.")
    assert told == "He lives at [a postal address], she lives at […]."


def test_toward_the_customer_an_address_has_a_number() -> None:
    text = "It went to 12 Baker Street, London, not to 14 Quarry Lane."
    assert plain(text, CUSTOMER) == "It went to [address-1], not to [address-2]."
    assert "Baker" not in plain(text, ENGINEERING)


def test_a_country_is_told_only_where_it_shows() -> None:
    assert country_of("12 Oakfield Road") == ""
    assert country_of("12 Oakfield Road, Deutschland") == "Germany"
