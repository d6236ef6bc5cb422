import base64
import hashlib
import hmac
import json
import time
from typing import Any

import httpx
import jwt
import pytest

from app.errors import SettingsError, StoreUnavailable, VendorUnreachable
from app.web.parts import WebConfig
from tests.web.support import (
    ADMIN,
    AUDIENCE,
    SESSION_KEY,
    SUPPORT,
    TICKET,
    World,
    app_key,
    other_key,
    pem,
    sign_in,
    url_token,
)

GATE = f"/api/tickets/{TICKET}/gate"
LOGOUT = "/api/session/logout"


async def test_an_agent_who_opens_the_sidebar_gets_a_session_that_works(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get(GATE, headers=await sign_in(client))
    assert answer.status_code == 200


@pytest.mark.parametrize("subject", [101, "101", "https://acme.zendesk.com/api/v2/users/101.json"])
async def test_each_form_of_the_subject_names_the_agent(
    client: httpx.AsyncClient, subject: Any
) -> None:
    page = await client.post("/sidebar", data={"token": url_token(sub=subject)})
    assert "airlock-session" in page.text


async def test_the_issuer_may_carry_its_scheme(client: httpx.AsyncClient) -> None:
    token = url_token(iss="https://acme.zendesk.com")
    assert (await client.post("/sidebar", data={"token": token})).status_code == 200


def unsigned(token: str) -> str:
    body = token.split(".")[1]
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode().rstrip("=")
    return f"{head}.{body}."


def confused() -> str:
    """HS256 with the public key as the secret: the classic confusion of algorithms."""
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in (
            {"alg": "HS256", "typ": "JWT"},
            jwt.decode(url_token(), options={"verify_signature": False}),
        )
    )
    mac = hmac.new(pem(app_key()).encode(), head + b"." + body, hashlib.sha256).digest()
    return b".".join((head, body, base64.urlsafe_b64encode(mac).rstrip(b"="))).decode()


SIDEBAR = {"product": "support", "location": "ticket_sidebar"}
BAD_TOKENS = {
    "none at all": lambda: "",
    "no token": lambda: "nonsense",
    "another key": lambda: url_token(other_key()),
    "alg none": lambda: unsigned(url_token()),
    "HS256 over the public key": confused,
    "HS256 over a secret": lambda: url_token("s" * 32, "HS256"),
    "another RSA algorithm": lambda: url_token(algorithm="RS512"),
    "expired": lambda: url_token(exp=int(time.time()) - 60),
    "without expiry": lambda: url_token(exp=None),
    "not yet valid": lambda: url_token(nbf=int(time.time()) + 600),
    "another installation": lambda: url_token(aud=AUDIENCE.replace("7", "8")),
    "without audience": lambda: url_token(aud=None),
    "another account's installation": lambda: url_token(aud=AUDIENCE.replace("acme", "evil")),
    "another subdomain": lambda: url_token(iss="evil.zendesk.com"),
    "a subdomain that only begins alike": lambda: url_token(iss="acme.zendesk.com.evil.test"),
    "issued in the future": lambda: url_token(iat=int(time.time()) + 600),
    "without the time it was made": lambda: url_token(iat=None),
    "without issuer": lambda: url_token(iss=None),
    "another place in Zendesk": lambda: url_token(context=SIDEBAR | {"location": "nav_bar"}),
    "without context": lambda: url_token(context=None),
    "without subject": lambda: url_token(sub=None),
    "a subject that is no id": lambda: url_token(sub="dana"),
    "an end user": lambda: url_token(sub="555"),
}


@pytest.mark.parametrize("make", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
async def test_a_bad_signed_url_token_opens_nothing(client: httpx.AsyncClient, make: Any) -> None:
    answer = await client.post("/sidebar", data={"token": make()})
    assert answer.status_code == 401
    assert "airlock-session" not in answer.text
    assert "expired" in answer.text


async def test_without_a_key_or_audience_no_one_signs_in() -> None:
    for missing in ({"app_public_keys": ()}, {"audience": ""}):
        async with World(config=missing).client() as client:
            answer = await client.post("/sidebar", data={"token": url_token()})
            assert answer.status_code == 401


async def test_either_of_two_keys_signs_while_one_is_being_changed() -> None:
    world = World(config={"app_public_keys": (pem(other_key()), pem(app_key()))})
    async with world.client() as client:
        for key in (app_key(), other_key()):
            answer = await client.post("/sidebar", data={"token": url_token(key)})
            assert answer.status_code == 200


@pytest.mark.parametrize("bad", ["not a key", "-----BEGIN PUBLIC KEY-----\nAAAA\n"])
def test_a_key_that_is_none_is_told_at_the_start_by_its_setting(bad: str) -> None:
    with pytest.raises(SettingsError, match="AIRLOCK_SIDEBAR__APP_PUBLIC_KEY"):
        World(config={"app_public_keys": (bad,)}).app()


def test_a_short_session_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        WebConfig(zendesk_url="https://acme.zendesk.com", session_key=b"short")


async def test_a_directory_out_of_reach_opens_nothing(
    client: httpx.AsyncClient, world: World
) -> None:
    world.directory.failure = VendorUnreachable("no connection")
    answer = await client.post("/sidebar", data={"token": url_token()})
    assert answer.status_code == 502
    assert "airlock-session" not in answer.text


async def test_a_session_ends_after_a_quarter_of_an_hour_without_use(
    client: httpx.AsyncClient, world: World
) -> None:
    session = await sign_in(client)
    world.clock.pass_by(minutes=14)
    assert (await client.get(GATE, headers=session)).status_code == 200
    world.clock.pass_by(minutes=2)
    answer = await client.get(GATE, headers=session)
    assert (answer.status_code, answer.json()["code"]) == (401, "session-required")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_use_renews_a_session_for_twelve_hours_at_most(
    client: httpx.AsyncClient, world: World
) -> None:
    session = await sign_in(client)
    lasted = 0
    while (answer := await client.get(GATE, headers=session)).status_code == 200:
        session = {"Authorization": f"Bearer {answer.headers['x-airlock-session']}"}
        world.clock.pass_by(minutes=10)
        lasted += 10
    assert lasted == 12 * 60


async def test_an_agent_who_was_removed_is_out_within_minutes(
    client: httpx.AsyncClient, world: World
) -> None:
    session = await sign_in(client)
    world.directory.agents.clear()
    world.clock.pass_by(minutes=6)
    assert (await client.get(GATE, headers=session)).status_code == 401


async def test_a_token_of_zendesk_is_no_session(client: httpx.AsyncClient) -> None:
    answer = await client.get(GATE, headers={"Authorization": f"Bearer {url_token()}"})
    assert answer.status_code == 401


FORGED = {
    "aud": "airlock:sidebar",
    "sub": SUPPORT.id,
    "auth_time": 1,
    "exp": 2**40,
    "token": "0" * 64,
    "token_exp": 2**40,
}


@pytest.mark.parametrize(
    ("claims", "key"),
    [
        (FORGED, b"x" * 32),
        (FORGED | {"aud": "other"}, SESSION_KEY),
        ({k: v for k, v in FORGED.items() if k != "exp"}, SESSION_KEY),
    ],
    ids=["another key", "another purpose", "no end"],
)
async def test_a_forged_session_is_refused(
    client: httpx.AsyncClient, claims: dict[str, Any], key: bytes
) -> None:
    bearer = jwt.encode(claims, key, algorithm="HS256")
    answer = await client.get(GATE, headers={"Authorization": f"Bearer {bearer}"})
    assert answer.status_code == 401


async def test_a_bearer_with_all_claims_and_our_key_is_the_only_one_that_holds(
    client: httpx.AsyncClient,
) -> None:
    bearer = jwt.encode(FORGED, SESSION_KEY, algorithm="HS256")
    answer = await client.get(GATE, headers={"Authorization": f"Bearer {bearer}"})
    assert answer.status_code == 200


# ---- the end of a session ------------------------------------------------------------------------


async def open_sidebar(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/sidebar", data={"token": token})


def bearer_in(page: httpx.Response) -> dict[str, str]:
    bearer = page.text.partition('name="airlock-session" content="')[2].partition('"')[0]
    return {"Authorization": f"Bearer {bearer}"}


async def test_after_signing_out_neither_bearer_nor_token_opens_anything(
    client: httpx.AsyncClient, world: World
) -> None:
    token = url_token()
    session = bearer_in(await open_sidebar(client, token))
    renewed = (await client.get(GATE, headers=session)).headers["x-airlock-session"]
    assert (await client.post(LOGOUT, headers=session)).status_code == 204
    for bearer in (session, {"Authorization": f"Bearer {renewed}"}):
        assert (await client.get(GATE, headers=bearer)).status_code == 401
    assert (await open_sidebar(client, token)).status_code == 401


async def test_a_signature_spelled_otherwise_does_not_revive_a_used_token(
    client: httpx.AsyncClient,
) -> None:
    token = url_token()
    session = bearer_in(await open_sidebar(client, token))
    await client.post(LOGOUT, headers=session)
    for spelled in (token + "=", token + "==", token + "A", token[:-1] + "B"):
        assert (await open_sidebar(client, spelled)).status_code == 401


async def test_all_sessions_of_the_agent_end_and_nobody_elses(
    client: httpx.AsyncClient, world: World
) -> None:
    here, there = await sign_in(client), await sign_in(client)
    admin = await sign_in(client, ADMIN)
    await client.post(LOGOUT, headers=here)
    assert (await client.get(GATE, headers=there)).status_code == 401
    assert (await client.get(GATE, headers=admin)).status_code == 200


async def test_another_process_knows_of_the_end_at_once(world: World) -> None:
    other = World(ended=world.ended, clock=world.clock)
    token = url_token()
    async with world.client() as here, other.client() as there:
        session = bearer_in(await open_sidebar(here, token))
        assert (await there.get(GATE, headers=session)).status_code == 200
        await here.post(LOGOUT, headers=session)
        assert (await there.get(GATE, headers=session)).status_code == 401
        assert (await open_sidebar(there, token)).status_code == 401


async def test_an_agent_who_signed_out_may_come_back_with_a_new_token(
    client: httpx.AsyncClient, world: World
) -> None:
    await client.post(LOGOUT, headers=await sign_in(client))
    world.clock.pass_by(seconds=1)
    again = bearer_in(await open_sidebar(client, url_token(jti="another")))
    assert (await client.get(GATE, headers=again)).status_code == 200


async def test_a_token_from_before_the_sign_out_is_refused_though_nobody_used_it(
    client: httpx.AsyncClient, world: World
) -> None:
    spare = url_token(jti="spare", iat=int(world.clock.now().timestamp()) - 300)
    await client.post(LOGOUT, headers=await sign_in(client))
    assert (await open_sidebar(client, spare)).status_code == 401


async def test_a_sign_out_takes_a_session_that_holds(client: httpx.AsyncClient) -> None:
    assert (await client.post(LOGOUT)).status_code == 401
    forged = {"Authorization": "Bearer nonsense"}
    assert (await client.post(LOGOUT, headers=forged)).status_code == 401


async def test_while_ended_sessions_cannot_be_known_nothing_is_shown(
    client: httpx.AsyncClient, world: World
) -> None:
    session = await sign_in(client)
    world.ended.failure = StoreUnavailable("the disk is full")
    assert (await client.get(GATE, headers=session)).status_code == 503
    assert (await open_sidebar(client, url_token())).status_code == 503
    assert (await client.post(LOGOUT, headers=session)).status_code == 503


async def test_no_cookie_is_ever_set(client: httpx.AsyncClient) -> None:
    answer = await client.get(GATE, headers=await sign_in(client))
    assert "set-cookie" not in answer.headers
    assert not client.cookies
