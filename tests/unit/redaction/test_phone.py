"""Phone numbers as people of many countries write them, and figures that are none."""

import re

import pytest

from app.redaction.detectors.phone import digits_of
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

WITHOUT_CUE = [
    "+54 9 11 2345 6789", "+61 412 345 678", "+43 664 1234567", "+32 470 12 34 56",
    "+55 11 91234-5678", "+1 604 555 0147", "+56 9 8765 4321", "+86 138 0013 8000",
    "+57 312 345 6789", "+385 91 234 5678", "+420 601 234 567", "+45 20 12 34 56",
    "+20 100 123 4567", "+372 5123 4567", "+358 40 123 4567", "+33 6 12 34 56 78",
    "+49 (0)151 23456789", "+30 694 123 4567", "+852 9123 4567", "+36 30 123 4567",
    "+354 611 1234", "+91-98765-43210", "+62 812-3456-7890", "+353 85 123 4567",
    "+972 54-123-4567", "+39 333 1234567", "+81-90-1234-5678", "+254 712 345678",
    "+82 10-1234-5678", "+352 621 123 456", "+60 12-345 6789", "+52 55 1234 5678",
    "+31 6 12345678", "+64 21 123 4567", "+234 803 123 4567", "+47 412 34 567",
    "+51 912 345 678", "+63 917 123 4567", "+48 601 234 567", "+351 912 345 678",
    "+40 722 123 456", "+7 912 345-67-89", "+966 50 123 4567", "+65 9123 4567",
    "+27 82 123 4567", "+34 612 34 56 78", "+46 70-123 45 67", "+41 79 123 45 67",
    "+886 912 345 678", "+66 81-234-5678", "+90 532 123 45 67", "+380 67 123 45 67",
    "+971 50 123 4567", "+44 (0)20 7946 0018", "+84 912 345 678", "(+34) 612 345 678",
    "0044 20 7946 0018", "011 44 20 7946 0018", "06 12 34 56 78", "06.12.34.56.78",
    "(212) 555-0147", "212.555.0147", "1-212-555-0147", "07700 900123", "020 7946 0018",
    "0151/2345678", "030 / 90 18 20-44", "333 1234567", "612 34 56 78", "(11) 91234-5678",
    "98765 43210", "090-1234-5678", "0412 345 678", "(02) 9374 4000", "138 0013 8000",
    "010-1234-5678", "06-12345678", "070-123 45 67", "079 123 45 67", "0470 12 34 56",
    "0532 123 45 67", "8 (912) 345-67-89", "8-912-345-67-89", "054-123-4567", "0803 123 4567",
    "0712 345678", "082 123 4567", "012-345 6789", "0812-3456-7890", "0917 123 4567",
    "085 123 4567", "021 123 4567", "0612345678", "07700900123", "+4915123456789",
]  # fmt: skip
WITH_CUE = [
    "tlm. 912 555 034", "meu zap (11) 9 8765-0123", "tālr. 2912 3344",
    "Tel.: 90 18 20", "telefon 601 234 567", "téléphone : 612345678", "móvil 912345678",
    "celular: 5512345678", "cellulare 3331234567", "telefoon 020-1234567", "puhelin 040 123456",
    "τηλ. 210 1234567", "тел. 123-45-67", "電話 1234-5678", "电话：62345678", "전화 1234-5678",
    "هاتف 55123456", "phone 5550147", "fax: 555-0147", "WhatsApp 919876543210",
    "ring 20 12 34 56", "call me on 9123 4567", "Reach me on 55 01 23 45", "dial 555-0147",
    "Meine Nummer: 123 456 789", "zadzwoń 601 234 567", "Contacto: 912 345 678",
    "bel me op 55 12 34 56", "tel:5550147", "P: 5550147", "phone=2125550147",
    "Phone:\n55 01 23 45", "Mobile no. 9123 4567", "my number is 123 456 7890",
]  # fmt: skip
NO_PHONES = [
    "Shard, 2125550178 and Wave 2125550178 are keys.",
    "Cases one, two and three pass, four and five fail.",
    "It was 2026-11-22 10:15:00, or 20261122101500, or 2026-11-22T10:15:00+02:00.",
    "Version 10.0.19045.3693, build 12345.678, 4.18.2-555 and 06.12.2026 1 fail.",
    "Order 212-555-0147, ticket 0612345678, invoice no. 0612 345 678, SKU 555-0199-A.",
    "Rows 100000-250000, then 65000 70000 and 65000-70000 again.",
    "Look at 40.712776, -74.005974 and +48.858370, +2.294481.",
    "It is 12 345 678 bytes, 1 234 567 rows and 10 000 000 in all.",
    "ISBN 978-3-16-148410-0 and EAN 4012345123456 print.",
    "The dump says 00000010  01 02 03 04 05 06 07 08 09 0a.",
    "WHERE id IN (12345678, 23456789) AND parent_id = 0612345678",
    "Code 0x80070057, ORA-00600, 1603-2201-4455.",
    "It listens on 127.0.0.1:8080 and took 1700000000 or 1700000000123.",
    "The function call 12345678 failed, we call 5000 times.",
    "id 12345678-1234-1234-1234-123456789012 is gone, INV-2024-0612-3456 too.",
    "The number 1 234 567 is shown, and $ 1 200 300.00 is paid.",
    "Mobile app version 2.3.4567 build 7654321 crashes.",
    "The phone field accepts 10 digits only; 12345678901 is refused.",
]


@pytest.mark.parametrize("number", WITHOUT_CUE)
def test_a_number_with_a_shape_of_its_own_needs_no_word_beside_it(number: str) -> None:
    told = plain(f"Then {number} and the export fails")
    assert re.fullmatch(r"Then \[(?:phone|national-id)-1\] and the export fails", told)


READ_OUT = [
    "five five five, zero one seven six",
    "oh seven double nine, four four six triple two",
    "null eins sieben sechs, fünf fünf fünf, null eins",
    "seis uno dos, cuatro cuatro ocho, nueve cero tres",
    "pięć jeden dwa, pięć pięć pięć, zero jeden osiem",
    "п'ять п'ять п'ять, нуль один, чотири два",
    "zéro six un deux trois cinq huit",
    "fire en to, fem fem fem, null en åtte",
]
COUNTED = [
    "It counts one two three four five six seven and stops.",
    "Ten nine eight seven six five four three two one, then it hangs.",
    "From one to two to three to four to five.",
    "Step three of five, page one of two.",
]


@pytest.mark.parametrize("number", READ_OUT)
def test_a_number_may_be_read_out(number: str) -> None:
    assert plain(f"Then {number}. The export fails.") == "Then [phone-1]. The export fails."


def test_a_word_of_another_language_ends_a_number_that_is_read_out() -> None:
    told = plain("Ruf null acht null zwei, fünf fünf fünf um zehn an.")
    assert told == "Ruf [phone-1] um zehn an."


@pytest.mark.parametrize("text", COUNTED)
def test_who_counts_reads_no_number_out(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("text", WITH_CUE)
def test_what_is_dialled_is_a_phone_number(text: str) -> None:
    told = plain(f"{text}, the export fails.")
    assert "[phone-1], the export fails." in told
    assert digits_of(text) not in digits_of(told)


@pytest.mark.parametrize("text", NO_PHONES)
def test_other_figures_stay(text: str) -> None:
    assert "phone" not in kinds(text)


@pytest.mark.parametrize(
    "text", ["555-0147 is my cell", "2125550147 (mobile)", "55 1234 5678 es mi celular"]
)
def test_the_word_may_stand_behind_the_number(text: str) -> None:
    assert plain(text).startswith("[phone-1]")


@pytest.mark.parametrize(
    "extension", [" ext. 12", " x12", " extension 12", ", ext 12", " Durchwahl 12", " poste 12"]
)
def test_an_extension_goes_with_its_number(extension: str) -> None:
    assert plain(f"Ask +1 212 555 0147{extension} about it") == "Ask [phone-1] about it"


def test_numbers_side_by_side_are_two() -> None:
    told = plain("Office 07700 900123 / 020 7946 0018, or 0151 2345678 - 030 1234567.")
    assert not set("0123456789") & set(re.sub(r"\[phone-[1-4]\]", "", told))
    assert len(set(re.findall(r"\[phone-\d\]", told))) == 4


def test_one_number_has_one_placeholder_however_it_is_written() -> None:
    told = plain("+44 20 7946 0018, 0044 20 79460018, 020 7946 0018, (020) 7946-0018.")
    assert told == "[phone-1], [phone-1], [phone-1], [phone-1]."


def test_the_customers_own_number_may_be_read_by_the_customer_and_others_not() -> None:
    told = plain("Call +49 30 901820 or +44 7700 900812.", CUSTOMER)
    assert told == "Call +49 30 901820 or [phone-1]."
    assert "901820" not in plain("Call +49 30 901820.", ENGINEERING)
