"""Who may deliver a Jira webhook."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SignatureRefused
from connectors.jira.inbound import verify
from tests.shared_data import shared_path

BODY = b'{"webhookEvent":"comment_created"}\n'


def signed(body: bytes, secret: str) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature": f"sha256={digest}"}


def test_the_vendors_own_example_is_accepted() -> None:
    signature = "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
    verify(
        {"x-hub-signature": f"sha256={signature}"}, b"Hello World!", ["It's a Secret to Everybody"]
    )


def test_the_shared_vectors_are_accepted() -> None:
    vectors = json.loads(shared_path("signature_vectors.json").read_text("utf-8"))
    for vector in (one for one in vectors if one["vendor"].startswith("Jira")):
        headers = {"X-Hub-Signature": vector["signature"]}
        verify(headers, vector["body"].encode(), [vector["secret"]])


def test_a_secret_can_be_rotated_with_both_in_force() -> None:
    verify(signed(BODY, "new"), BODY, ["old", "new"])
    verify(signed(BODY, "old"), BODY, ["old", "new"])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature": ""},
        {"X-Hub-Signature": "sha256="},
        {"X-Hub-Signature": "sha1=00"},
        {"X-Hub-Signature": "sha256=ÿ\udcff"},
        {"X-Hub-Signature": signed(BODY, "secret")["X-Hub-Signature"].removeprefix("sha256=")},
        signed(BODY, "other"),
        signed(BODY.strip(), "secret"),
    ],
)
def test_a_missing_or_wrong_signature_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(SignatureRefused):
        verify(headers, BODY, ["secret"])


@pytest.mark.parametrize("secrets", [[], [""]])
def test_without_a_secret_everything_is_refused(secrets: list[str]) -> None:
    with pytest.raises(SignatureRefused):
        verify(signed(BODY, ""), BODY, secrets)


def test_a_path_token_stands_in_for_a_signature() -> None:
    verify({}, BODY, [], path_token="token-2", path_tokens=["token-1", "token-2"])


@pytest.mark.parametrize(("token", "tokens"), [("x", ["y"]), ("", [""]), (None, ["y"]), ("x", [])])
def test_a_wrong_path_token_is_refused(token: str | None, tokens: list[str]) -> None:
    with pytest.raises(SignatureRefused):
        verify({}, BODY, ["secret"], path_token=token, path_tokens=tokens)


def test_a_path_token_does_not_outweigh_a_wrong_signature() -> None:
    with pytest.raises(SignatureRefused):
        verify(signed(BODY, "other"), BODY, ["secret"], path_token="t", path_tokens=["t"])


@given(st.binary(max_size=200), st.integers(0, 2000))
def test_any_changed_bit_of_the_body_is_noticed(body: bytes, position: int) -> None:
    changed = bytearray(body or b"x")
    changed[position % len(changed)] ^= 1 << position % 8
    with pytest.raises(SignatureRefused):
        verify(signed(body or b"x", "secret"), bytes(changed), ["secret"])
