"""Numbers of people and companies: with check digits alone, beside a word without them."""

import pytest

from tests.unit.redaction.support import ENGINEERING, kinds, plain

CHECKED = [
    # (kind, text, what must not survive): no word tells them, their form and check digits do
    ("national_id", "the form took 219-09-9999 twice", "219-09-9999"),
    ("national_id", "see 529.982.247-25 there", "529.982.247-25"),
    ("national_id", "row 12345678Z is doubled", "12345678Z"),
    ("national_id", "row X1234567L is doubled", "X1234567L"),
    ("national_id", "for RSSMRA85T10A562S it fails", "RSSMRA85T10A562S"),
    ("national_id", "for 85.07.30-033.28 it fails", "85.07.30-033.28"),
    ("national_id", "for 756.9217.0769.85 it fails", "756.9217.0769.85"),
    ("national_id", "for 811228-9874 it fails", "811228-9874"),
    ("national_id", "for 131052-308T it fails", "131052-308T"),
    ("national_id", "for 710319/2745 it fails", "710319/2745"),
    ("national_id", "for 11010519491231002X it fails", "11010519491231002X"),
    ("national_id", "for 8001015009087 it fails", "8001015009087"),
    ("national_id", "for 6789 0123 4567 or 2341 2341 2346 it fails", "2341 2341 2346"),
    ("national_id", "for 1 85 05 78 006 084 91 it fails", "006 084 91"),
    ("tax_number", "to DE136695976 please", "DE136695976"),
    ("tax_number", "to ATU13585627 please", "ATU13585627"),
    ("tax_number", "to FR 40 303 265 045 please", "303 265 045"),
    ("tax_number", "to NL4495445B01, no, NL004495445B01 please", "NL004495445B01"),
    ("tax_number", "to 16.727.230/0001-97 please", "16.727.230/0001-97"),
    ("tax_number", "to CHE-100.155.212 please", "CHE-100.155.212"),
    ("tax_number", "to 27AAPFU0939F1ZV please", "27AAPFU0939F1ZV"),
    ("tax_number", "to 51 824 753 556 please", "51 824 753 556"),
]  # fmt: skip

NAMED = [
    # beside a word, also mistyped ones
    ("national_id", "NIN on her pass: 73829104655", "73829104655"),
    ("national_id", "SSN: 123 45 6789", "123 45 6789"),
    ("national_id", "my ssn is 123456789 ok", "123456789"),
    ("national_id", "987654321 is my social security number", "987654321"),
    ("national_id", "ssn=078051120&x=1", "078051120"),
    ("national_id", "National Insurance number QQ 12 34 56 C please", "12 34 56"),
    ("national_id", "NHS no. 943 476 5919", "943 476"),
    ("national_id", "PESEL 44051401359", "44051401359"),
    ("national_id", "Nr PESEL: 44051401358", "44051401358"),
    ("national_id", "meu CPF é 111.444.777-36", "111.444.777"),
    ("national_id", "DNI 12345678A", "12345678A"),
    ("national_id", "BSN 123456789", "123456789"),
    ("national_id", "Personalausweis L01X00T471 liegt vor", "L01X00T471"),
    ("national_id", "Sozialversicherungsnummer 65 070803 A 019", "070803"),
    ("national_id", "numéro de sécurité sociale 1850578006085", "1850578006085"),
    ("national_id", "codice fiscale: rssmra85t10a562x", "rssmra85t10a562x"),
    ("national_id", "T.C. Kimlik No: 12345678901", "12345678901"),
    ("national_id", "Aadhaar 123412341234 shared", "123412341234"),
    ("national_id", "NRIC S1234567A", "S1234567A"),
    ("national_id", "주민등록번호 900101-1234567 입니다", "900101-1234567"),
    ("national_id", "マイナンバーは123456789012です", "123456789012"),
    ("national_id", "SIN 123 456 789 on the T4", "123 456 789"),
    ("national_id", "СНИЛС 112-233-445 95", "112-233-445"),
    ("national_id", '"national_id": "AB-1234567"', "1234567"),
    ("national_id", "sorry, it is JG 12 14 45 A", "12 14 45"),
    ("national_id", "My ID No. 31245678 is refused", "31245678"),
    ("national_id", "my Ghana card: GHA-712345678-9", "712345678"),
    ("national_id", "TAJ 123 456 788", "123 456 788"),
    ("national_id", "香港身份證 A123456(3)", "123456"),
    ("national_id", "SV-Nummer hab ich wie verlangt eingegeben: 7848 120466", "7848 120466"),
    ("driving_licence", "Texas DL 18273645, thanks", "18273645"),
    ("driving_licence", "patente MI5512345K scaduta", "MI5512345K"),
    ("tax_number", "EIN 12-3456789", "12-3456789"),
    ("tax_number", "Steuer-ID 12 345 678 901", "345 678"),
    ("tax_number", "USt-IdNr.: DE123456789", "123456789"),
    ("tax_number", "VAT number GB123456789", "123456789"),
    ("tax_number", "VAT: 123456789", "123456789"),
    ("tax_number", "TVA intracommunautaire FR12345678901", "12345678901"),
    ("tax_number", "Partita IVA 12345678901", "12345678901"),
    ("tax_number", "NIP 123-456-78-90", "123-456-78"),
    ("tax_number", "ИНН 7707083893", "7707083893"),
    ("tax_number", "UTR 1234567890", "1234567890"),
    ("tax_number", "TFN 123 456 782", "123 456"),
    ("tax_number", "PAN AAAPL1234C", "AAAPL1234C"),
    ("passport", "passport C01X00T47 expired", "C01X00T47"),
    ("passport", "my passport number is 512345678.", "512345678"),
    ("passport", "Passport No: AB 1234567", "1234567"),
    ("passport", "L898902C3 is her passport number", "L898902C3"),
    ("passport", "Reisepass-Nr. C4VK6F3RN", "C4VK6F3RN"),
    ("passport", "numéro de passeport 12AB34567", "12AB34567"),
    ("passport", "护照号码 E12345678", "E12345678"),
    ("passport", "passport scan: P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "ERIKSSON"),
    ("passport", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", "L898902C36"),
    ("driving_licence", "driver's license D1234567 (CA)", "D1234567"),
    ("driving_licence", "the dvla number MORGA657054SM9IJ", "MORGA657054"),
    ("driving_licence", "permis de conduire 12AA34567", "12AA34567"),
    ("driving_licence", "Führerscheinnummer B072RRE2I55", "B072RRE2I55"),
    ("account_id", "numéro de client : 889201", "889201"),
    ("account_id", "Número de contrato: CT-88231", "88231"),
    ("account_id", "Mitgliedsnummer 5512098", "5512098"),
    ("account_id", "numer klienta 55120981", "55120981"),
    ("account_id", "klantnummer 5512098", "5512098"),
]  # fmt: skip

HARMLESS = [
    "Order ID No. 31245679 and Ticket ID number 5512349 are fine.",
    "We DL 3 files per day.",
    "Request 550e8400-e29b-41d4-a716-446655440000 took 123456 ms.",
    "The trace id 4bf92f3577b34da6a3ce929d0e0e4736 is in the log.",
    "Ticket 4820931 and order 20261122-8841 are linked to #99120.",
    "Build 20261122.4 of version 10.15.7 has commit 9fceb02d0ae598e95dc970b74767f19372d61af8.",
    "It listens on port 65535; error 0x80070005; code 1234567 in line 104412.",
    "The timestamp 1769072100 and 1769072100123 are one hour apart.",
    "Sizes are 123 456 789 bytes and 1,234,567 rows.",
    "The passport upload fails with error 500123 since 2026-11-22.",
    "The VAT rate of 19 % is wrong for 1234567 rows.",
    "The tax number field takes 11 digits, the SSN field 9.",
    "The national id is masked as ***-**-6789? No, it shows nothing.",
    "ISO 27001:2022, RFC 7519 and EN 301549 apply.",
    "The export of 2026-11-22 10:15:00 has 48,213 lines and 12 columns.",
    "The driving licence page times out after 30000 ms.",
    "Checksum d41d8cd98f00b204e9800998ecf8427e differs.",
    "Row 1048576 is the last one in Excel 16.0.17328.20162.",
    "The id column is called customer_id and holds integers.",
]


@pytest.mark.parametrize(("kind", "text", "secret"), [*CHECKED, *NAMED])
def test_numbers_of_people_and_companies_do_not_reach_engineering(
    kind: str, text: str, secret: str
) -> None:
    assert secret.casefold() not in plain(text, ENGINEERING).casefold()
    assert kind in kinds(text, ENGINEERING)


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_of_machines_reach_engineering(text: str) -> None:
    assert plain(text, ENGINEERING) == text


def test_two_spellings_of_one_number_have_one_placeholder() -> None:
    told = plain("CPF 529.982.247-25 and again cpf: 52998224725", ENGINEERING)
    assert told.count("[national-id-1]") == 2


@pytest.mark.parametrize("sign", ["\t", ";", ","])
def test_heads_below_each_other_tell_what_stands_beside_them(sign: str) -> None:
    rows = [("Vorname", "Hilda"), ("Nachname", "Brorsson"), ("Gerät", "Waage TC52")]
    told = plain("\n".join(sign.join(row) for row in rows), ENGINEERING)
    assert "Hilda" not in told
    assert "Brorsson" not in told
    assert all(word in told for word in ("Vorname", "Nachname", "Gerät", "Waage TC52"))


@pytest.mark.parametrize("sign", ["\t", " | ", ";", ","])
def test_a_column_is_private_by_its_head(sign: str) -> None:
    rows = [("name", "national_id", "rows"), ("Amy", "7788123", "4120"), ("Bo", "7788124", "4121")]
    told = plain("\n".join(sign.join(row) for row in rows), ENGINEERING)
    assert "7788123" not in told
    assert "7788124" not in told
    assert "4120" in told
    assert "4121" in told
