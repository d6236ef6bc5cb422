"""What customers' letters tell in passing, and what stands there of no person."""

import pytest

from tests.unit.redaction.support import ENGINEERING, plain

FOUND = [
    ("Matter 2024/0173 - Pembroke v. Ashdown - bundle", "Matter 2024/0173 - [person-1] - bundle"),
    ("Ja guten Tag, Wagenknecht-Brömmel mein Name", "Ja guten Tag, [person-1] mein Name"),
    ('buzzer "Nwosu-Reid" please', 'buzzer "[person-1]" please'),
    ("abito in via Etnea 999 Catania", "abito in [a postal address]"),
    ("device serials: ZQ-5520-118833, ZQ-5520-118841", "device serials: [device-1]"),
    ("Meter serial 19P 0554 882.", "Meter serial [device-1]."),
    ("Her record (ID 20448812, 2nd grade) fails", "Her record (ID [account-1], 2nd grade) fails"),
    ("IDは himari.takanashi です", "IDは [handle-1] です"),
    ("he is lorcan_mcg on insta", "he is [handle-1] on insta"),
    ("har nulstillet koden til Sommer-Ko99! men", "har nulstillet koden til [password] men"),
    ("Kovácsné Szentgyörgyi Piroska ügyfelünk", "[person-1] ügyfelünk"),
    ("(lorcan mcgettigan, x)", "([person-1], x)"),
    ("baja médica por ansiedad", "baja médica por [a matter of somebody's health]"),
    ('{"first": "Maude", "last": "Ruthven-Poe"}', '{"first": "[person-1]", "last": "[person-2]"}'),
]
LEFT = [
    "In case Release v. Build 7 it stops",
    "I sent it via Chrome 120 and Windows 11",
    "user name is required",
    "It runs on steam",
    "(see above) (rose garden)",
    "The serials: see the list",
    "It is the last: 7",
]


@pytest.mark.parametrize(("written", "wanted"), FOUND)
def test_what_is_told_in_passing_is_taken(written: str, wanted: str) -> None:
    assert plain(written, ENGINEERING) == wanted


@pytest.mark.parametrize("written", LEFT)
def test_what_tells_of_nobody_stays(written: str) -> None:
    assert plain(written, ENGINEERING) == written
