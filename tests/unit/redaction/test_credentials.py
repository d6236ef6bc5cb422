"""Headers, addresses with passwords and blocks of private keys."""

import pytest

from tests.unit.redaction.support import kinds, plain

LINE = "q7Jx0pVd3nWc8rTz" * 4
BEGIN, END = "-----BEGIN RSA " + "PRIVATE KEY-----", "-----END RSA " + "PRIVATE KEY-----"


@pytest.mark.parametrize(
    "block",
    [
        f"{BEGIN}\n{LINE}\n{LINE}\n{END}",
        f"{BEGIN}\\n{LINE}\\n{LINE}\\n{END}\\n",
        f"{BEGIN}\n{LINE}\n{LINE[:30]}",
        f"{BEGIN} {LINE} {LINE} {END}",
        f"> {BEGIN}\n> {LINE}\n> {END}",
        f"{LINE}\n{LINE}\n{END}",
    ],
)
def test_a_private_key_goes_whole_and_the_text_around_it_stays(block: str) -> None:
    told = plain(f"The file holds this:\n{block}\nnginx: key values mismatch")
    assert LINE[:16] not in told
    assert LINE[-12:] not in told
    assert told.startswith("The file holds this:")
    assert told.endswith("nginx: key values mismatch")


def test_the_head_of_a_key_alone_is_no_key() -> None:
    text = f"The head {BEGIN} is refused by the form."
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("authorization: SSWS 00ab12cd34ef56gh78", "00ab12cd34ef56gh78"),
        ("'Authorization': 'Token 9f8e7d6c5b4a392817'", "9f8e7d6c5b4a"),
        ("Set-Cookie: sessionid=9f8e7d6c5b4a392817; Path=/; HttpOnly", "9f8e7d6c5b4a"),
        ("X-Auth-Token: 9f8e7d6c5b4a392817", "9f8e7d6c5b4a"),
        ("mongodb://root:Kiwi44@mongo:27017", "Kiwi44"),
        ("ftp://bob:Ki#wi44@ftp.partner.example/in", "wi44"),
        ("jdbc:oracle:thin:scott/Kiwi44@//host:1521/X", "Kiwi44"),
        ("app:Kiwi44@tcp(db:3306)/shop", "Kiwi44"),
    ],
)
def test_a_secret_in_a_header_or_an_address_passes_to_nobody(text: str, secret: str) -> None:
    assert secret not in plain(text)
    assert "credential" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer $TOKEN works, Authorization: Token xxxx does not.",
        "Cookie: theme=dark; lang=en and Set-Cookie: lang=en; Path=/",
        "X-Api-Key header is required, WWW-Authenticate: Negotiate",
        "postgres://localhost:5432/test and https://host:8080/path/@scope/pkg",
        "postgres://user:password@host/db is what the manual says.",
    ],
)
def test_headers_and_addresses_without_a_secret_stay(text: str) -> None:
    assert "credential" not in kinds(text)


def test_harmless_cookies_behind_a_secret_one_stay() -> None:
    told = plain("Cookie: sid=9f8e7d6c5b4a392817; theme=dark CSRF token mismatch")
    assert told == "Cookie: sid=[secret]; theme=dark CSRF token mismatch"
