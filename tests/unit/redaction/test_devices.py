"""Addresses, devices, sessions and vehicles."""

import pytest

from tests.unit.redaction.support import ENGINEERING, kinds, plain

PRIVATE = [
    # (kind, text, what must not survive)
    ("ip_address", "from 203.0.113.7:8443 today", "203.0.113.7"),
    ("ip_address", "https://198.51.100.23/login", "198.51.100.23"),
    ("ip_address", "block 198.51.100.0/24", "198.51.100"),
    ("ip_address", "[2001:db8:85a3::8a2e:370:7334]:443", "8a2e"),
    ("ip_address", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "8a2e"),
    ("internal_address", "10.20.30.40/24 is ours", "10.20.30.40"),
    ("internal_address", "Client 172.16.5.9 gets 502", "172.16.5.9"),
    ("internal_address", "ip-10-0-3-17 is slow", "10-0-3-17"),
    ("internal_address", "fe80::1ff:fe23:4567:890a%eth0", "fe23"),
    ("mac_address", "00:1a:2b:3c:4d:5e and 00-1A-2B-3C-4D-5F", "3c:4d"),
    ("mac_address", "cisco 001a.2b3c.4d5e", "2b3c"),
    ("mac_address", "MAC 001A2B3C4D5E", "001A2B"),
    ("device_id", "Serial number: C02XK1ZJJG5H", "C02XK1"),
    ("device_id", "S/N 5CD1234XYZ is broken", "5CD1234"),
    ("device_id", "Seriennummer DE-4471-0092", "4471"),
    ("device_id", "IMEI 490154203237518", "490154203237518"),
    ("device_id", "imei: 35-209900-176148-1", "209900"),
    ("device_id", "asset tag LT-00412", "00412"),
    ("device_id", "deviceId=9f8b7c6d-1234-4abc-8def-0123456789ab", "9f8b7c6d"),
    ("device_id", '"udid": "00008030-001C2D3E4F5A6B7C"', "001C2D3E"),
    ("device_id", "ICCID 8949020000012345678", "8949020"),
    ("device_id", "número de serie es AB123456", "AB123456"),
    ("device_id", "序列号：SN20231122A", "20231122A"),
    ("session_id", "session 8f14e45fceea167a5a36dedd4bea2543 ended", "8f14e45f"),
    ("vehicle", "VIN 1HGCM82633A004352", "1HGCM8"),
    ("vehicle", "license plate 7ABC123", "7ABC123"),
    ("vehicle", "Kennzeichen: M-AB 1234", "AB 1234"),
    ("vehicle", "number plate AB12 CDE", "AB12"),
    ("vehicle", "plaque AB-123-CD", "AB-123"),
    ("vehicle", "kenteken GH-123-J", "GH-123"),
    ("vehicle", "matrícula 1234 BBC", "1234 BBC"),
    ("vehicle", "车牌京A12345", "A12345"),
]  # fmt: skip

HARMLESS = [
    "It binds 127.0.0.1:8080, ::1 and 0.0.0.0 with mask 255.255.255.0.",
    "Version 4.12.0.7 and v10.2.3.4 of the agent; upgrade from 2.14.0.1 to 2.14.0.3.",
    "Section 4.3.2.1 and OID 2.5.4.10 are named.",
    "std::vector<int> and a::b at 10:20:30.123456.",
    "The serial number is missing and the device id column is empty.",
    "The session ends after 30 minutes; session timeout 1800.",
    "The plate was not read at 10:15. Every plate shows 3 errors.",
    "The request id 8f14e45fceea167a5a36dedd4bea2543 is in the log.",
    "Serial port COM3 at 115200 baud, the serial queue is full.",
    "The boilerplate of 2026 and the template 12 are old.",
    "The matrix 12-34-56 and the date 22-11-2026 are shown.",
    "Span 00f067aa0ba902b7 of trace 4bf92f3577b34da6a3ce929d0e0e4736.",
]


@pytest.mark.parametrize(("kind", "text", "secret"), PRIVATE)
def test_addresses_and_devices_do_not_reach_engineering(kind: str, text: str, secret: str) -> None:
    assert secret.casefold() not in plain(text, ENGINEERING).casefold()
    assert kind in kinds(text, ENGINEERING)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_every_machine_has_reaches_engineering(text: str) -> None:
    assert plain(text, ENGINEERING) == text


def test_two_spellings_of_one_address_have_one_placeholder() -> None:
    told = plain("MAC 00-1A-2B-3C-4D-5E is 001a.2b3c.4d5e", ENGINEERING)
    assert told.count("[mac-1]") == 2
