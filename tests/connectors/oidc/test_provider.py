"""What the console takes from an identity provider, and what it refuses."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.errors import AccessRefused, SettingsError, VendorError
from app.ports_identity import Identity, SignInRound
from connectors.oidc.provider import Client, OidcProvider
from tests.connectors.oidc.small_provider import (
    CLIENT,
    ISSUER,
    SECRET,
    SmallProvider,
    provider_key,
    strangers_key,
)
from tests.web.support import ManualClock

ROUND = SignInRound(
    address="https://airlock.test/console/sign-in/answer",
    state="state-1",
    nonce="nonce-1",
    verifier="v" * 64,
)
CLOCK = ManualClock()
NOW = int(CLOCK.now().timestamp())


def provider_of(small: SmallProvider, secret: str = SECRET) -> OidcProvider:
    return OidcProvider(small.client(), Client(ISSUER, CLIENT, secret, "groups"), CLOCK)


async def sign_in(small: SmallProvider, asked: SignInRound = ROUND) -> Identity:
    provider = provider_of(small)
    brought = small.visit(await provider.address(ROUND))
    assert brought["state"] == ROUND.state
    return await provider.identify(asked, brought["code"])


@pytest.fixture
def small() -> SmallProvider:
    return SmallProvider(CLOCK.now())


async def test_whoever_signed_in_is_known_by_subject_name_and_groups(small: SmallProvider) -> None:
    assert await sign_in(small) == Identity("u-17", "Ada Example", ("support-leads", "everyone"))


async def test_a_client_may_send_its_secret_in_the_form(small: SmallProvider) -> None:
    small.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert (await sign_in(small)).subject == "u-17"


async def test_groups_may_be_told_by_userinfo_alone(small: SmallProvider) -> None:
    small.claims, small.userinfo = {"groups": None}, {"groups": ["support-leads"]}
    assert (await sign_in(small)).groups == ("support-leads",)


async def test_userinfo_of_another_person_is_refused(small: SmallProvider) -> None:
    small.claims, small.userinfo = {"groups": None}, {"sub": "u-18", "groups": ["support-leads"]}
    with pytest.raises(AccessRefused):
        await sign_in(small)


async def test_one_group_may_stand_as_a_word(small: SmallProvider) -> None:
    small.claims = {"groups": "support-leads"}
    assert (await sign_in(small)).groups == ("support-leads",)


async def test_a_person_without_groups_has_none(small: SmallProvider) -> None:
    small.claims = {"groups": None}
    assert (await sign_in(small)).groups == ()


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example.com"},
        {"iss": None},
        {"aud": "another client"},
        {"aud": ["another client"]},
        {"aud": [CLIENT, "another client"], "azp": "another client"},
        {"aud": None},
        {"exp": NOW - 3600},
        {"exp": None},
        {"iat": None},
        {"nbf": NOW + 3600},
        {"nonce": "of another round"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"at_hash": "of another token"},
    ],
    ids=str,
)
async def test_a_token_with_a_claim_that_does_not_hold_is_refused(
    small: SmallProvider, claims: dict[str, Any]
) -> None:
    small.claims = claims
    with pytest.raises(AccessRefused):
        await sign_in(small)


async def test_a_token_that_a_stranger_signed_is_refused(small: SmallProvider) -> None:
    small.key = strangers_key()
    with pytest.raises(AccessRefused):
        await sign_in(small)


async def test_a_token_of_a_key_that_the_provider_does_not_name_is_refused(
    small: SmallProvider,
) -> None:
    small.kid = "k2"
    with pytest.raises(AccessRefused):
        await sign_in(small)


async def test_a_token_that_names_no_key_is_tried_with_all(small: SmallProvider) -> None:
    small.kid = None
    assert (await sign_in(small)).subject == "u-17"


async def test_a_token_that_nobody_signed_is_refused(small: SmallProvider) -> None:
    small.algorithm, small.key = "none", ""
    with pytest.raises(AccessRefused):
        await sign_in(small)


async def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(
    small: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = provider_key().public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    monkeypatch.setattr("jwt.algorithms.is_pem_format", lambda _key: False)
    small.algorithm, small.key = "HS256", secret
    with pytest.raises(AccessRefused):
        await sign_in(small)


async def test_a_token_signed_with_the_clients_secret_is_refused(small: SmallProvider) -> None:
    small.algorithm, small.key = "HS256", SECRET.ljust(32, "x")
    with pytest.raises(AccessRefused):
        await sign_in(small)


async def test_a_code_of_another_browsers_round_is_refused(small: SmallProvider) -> None:
    with pytest.raises(AccessRefused):
        await sign_in(small, replace(ROUND, verifier="w" * 64))


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://evil.example.com"},
        {"token_endpoint": "http://id.example.com/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
async def test_a_provider_whose_own_words_do_not_fit_is_not_used(
    small: SmallProvider, about: dict[str, Any]
) -> None:
    small.about = about
    with pytest.raises(VendorError):
        await provider_of(small).address(ROUND)


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("SECRET-TEXT"),
        httpx.ReadTimeout("SECRET-TEXT"),
        httpx.Response(503, text="SECRET-TEXT"),
        httpx.Response(302, headers={"Location": "https://evil.example.com"}),
        httpx.Response(200, text="SECRET-TEXT"),
        httpx.Response(200, json=["SECRET-TEXT"]),
    ],
    ids=["refused", "slow", "fault", "redirect", "no json", "no object"],
)
async def test_a_provider_that_does_not_answer_is_told_without_its_words(
    small: SmallProvider, failure: Any
) -> None:
    small.failure = failure
    with pytest.raises(VendorError) as told:
        await provider_of(small).address(ROUND)
    assert "SECRET-TEXT" not in str(told.value)


async def test_what_a_provider_says_of_itself_is_asked_again_after_ten_minutes() -> None:
    clock = ManualClock()
    small = SmallProvider(clock.now())
    provider = OidcProvider(small.client(), Client(ISSUER, CLIENT, SECRET, "groups"), clock)
    await provider.address(ROUND)
    small.failure = httpx.ConnectError("down")
    assert await provider.address(ROUND)
    clock.pass_by(minutes=timedelta(minutes=10).seconds // 60)
    with pytest.raises(VendorError):
        await provider.address(ROUND)


def test_an_issuer_must_be_https_or_of_this_machine() -> None:
    assert Client("http://127.0.0.1:9000", CLIENT, SECRET, "groups")
    with pytest.raises(SettingsError, match="OIDC_ISSUER"):
        Client("http://id.example.com", CLIENT, SECRET, "groups")
