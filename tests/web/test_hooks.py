from collections.abc import AsyncIterator

import httpx
import pytest

from app.errors import StoreUnavailable
from tests.web.support import SECRET_TEXT, World, drip

GOOD = {"X-Signature": "good"}
PATHS = ["/webhooks/zendesk", "/webhooks/jira"]


@pytest.mark.parametrize("path", PATHS)
async def test_a_signed_webhook_is_accepted_once_and_then_known(
    client: httpx.AsyncClient, path: str
) -> None:
    first = await client.post(path, content=b"{}", headers=GOOD)
    again = await client.post(path, content=b"{}", headers=GOOD)
    assert (first.status_code, first.json()) == (202, {"outcome": "accepted", "delivery": "d1"})
    assert (again.status_code, again.json()) == (202, {"outcome": "duplicate"})


async def test_what_does_not_matter_is_ignored_with_its_reason(client: httpx.AsyncClient) -> None:
    answer = await client.post("/webhooks/jira", content=b'{"dull": 1}', headers=GOOD)
    assert (answer.status_code, answer.json()) == (
        202,
        {"outcome": "ignored", "reason": "not followed"},
    )


async def test_what_is_signed_but_not_understood_is_parked_once(client: httpx.AsyncClient) -> None:
    body = b'{"strange": 1}'
    first = await client.post("/webhooks/zendesk", content=body, headers=GOOD)
    again = await client.post("/webhooks/zendesk", content=body, headers=GOOD)
    other = await client.post("/webhooks/zendesk", content=b'{"strange": 2}', headers=GOOD)
    assert [a.json()["outcome"] for a in (first, again, other)] == ["parked", "duplicate", "parked"]


@pytest.mark.parametrize("path", PATHS)
async def test_an_unsigned_webhook_is_refused_and_nothing_is_stored(
    client: httpx.AsyncClient, world: World, path: str
) -> None:
    answer = await client.post(path, content=b"{}")
    assert (answer.status_code, answer.json()["code"]) == (401, "signature-refused")
    assert world.intake.stored == {}


async def test_a_path_token_stands_in_for_a_signature_at_jira(client: httpx.AsyncClient) -> None:
    good = await client.post("/webhooks/jira/good", content=b"{}")
    wrong = await client.post("/webhooks/jira/guess", content=b"{}")
    assert (good.status_code, wrong.status_code) == (202, 401)


async def test_zendesk_has_no_path_token(client: httpx.AsyncClient) -> None:
    assert (await client.post("/webhooks/zendesk/good", content=b"{}")).status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff\xfe", b"nonsense"])
async def test_what_is_no_json_object_gets_400(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/webhooks/zendesk", content=body, headers=GOOD)
    assert (answer.status_code, answer.json()["code"]) == (400, "not-an-object")


async def test_a_body_that_declares_too_much_gets_413_unread(
    client: httpx.AsyncClient, world: World
) -> None:
    answer = await client.post("/webhooks/zendesk", content=b"{" + b"x" * 5000, headers=GOOD)
    assert (answer.status_code, answer.json()["code"]) == (413, "payload-too-large")
    assert world.intake.stored == {}


async def test_a_stream_without_end_is_answered_and_cut_off(
    client: httpx.AsyncClient, world: World
) -> None:
    pieces = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal pieces
        while True:
            pieces += 1
            yield b"{" + b"x" * 1_000_000

    answer = await client.post("/webhooks/zendesk", content=endless(), headers=GOOD)
    assert answer.status_code == 413
    assert pieces < 40
    assert world.intake.stored == {}


async def test_a_stream_within_the_limit_is_taken_whole(client: httpx.AsyncClient) -> None:
    answer = await client.post("/webhooks/zendesk", content=drip(b"{", b"", b"}"), headers=GOOD)
    assert answer.json()["outcome"] == "accepted"


async def test_a_store_that_cannot_write_asks_the_vendor_to_come_back(
    client: httpx.AsyncClient, world: World
) -> None:
    world.intake.failure = StoreUnavailable("the database is locked")
    answer = await client.post("/webhooks/zendesk", content=b"{}", headers=GOOD)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["cache-control"] == "no-store"
    world.intake.failure = None
    retried = await client.post("/webhooks/zendesk", content=b"{}", headers=GOOD)
    assert retried.json()["outcome"] == "accepted"


async def test_a_fault_in_parsing_is_a_503_that_the_vendor_retries_and_tells_nothing(
    client: httpx.AsyncClient, world: World
) -> None:
    world.zendesk_door.failure = RecursionError(SECRET_TEXT)
    answer = await client.post("/webhooks/zendesk", content=b"{}", headers=GOOD)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert SECRET_TEXT not in answer.text
