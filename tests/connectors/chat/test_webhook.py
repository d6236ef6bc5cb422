"""What is posted to a chat, and what an address must not lead to."""

import json
from collections.abc import Callable, Sequence

import httpx
import pytest

from app.errors import (
    SettingsError,
    VendorBusy,
    VendorError,
    VendorFault,
    VendorTimeout,
    VendorUnreachable,
    WriteRefused,
)
from connectors.chat.webhook import ChatWebhook

SECRET = "T000/B000/xyz"
URL = f"https://chat.example/services/{SECRET}"


def leads_to(*addresses: str) -> Callable[[str, int], object]:
    async def look_up(host: str, port: int) -> Sequence[str]:
        if not addresses:
            raise OSError
        return addresses

    return look_up


def chat(
    answer: Callable[[httpx.Request], httpx.Response], *addresses: str, url: str = URL
) -> ChatWebhook:
    found = leads_to(*(addresses or ("93.184.215.14",)))
    return ChatWebhook(url, found, httpx.MockTransport(answer))  # type: ignore[arg-type]  # a plain function


async def test_the_text_is_posted_to_the_address_that_was_checked() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, text="ok")

    await chat(answer).post("Week 2026-W47\nNothing stands out.")
    (request,) = seen
    assert request.url.host == "93.184.215.14"
    assert request.headers["host"] == "chat.example"
    assert request.extensions["sni_hostname"] == "chat.example"
    assert json.loads(request.content) == {"text": "Week 2026-W47\nNothing stands out."}


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "100.64.0.1"]
)
async def test_an_address_inside_our_own_network_is_never_called(address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError("called")

    with pytest.raises(SettingsError):
        await chat(answer, "93.184.215.14", address).post("text")


@pytest.mark.parametrize("url", ["http://chat.example/x", "chat.example/x", "https://", ""])
def test_only_https_is_an_address(url: str) -> None:
    with pytest.raises(SettingsError):
        ChatWebhook(url)


@pytest.mark.parametrize(
    ("status", "error", "sent"),
    [
        (429, VendorBusy, False),
        (500, VendorFault, True),
        (404, WriteRefused, False),
        (302, WriteRefused, False),
    ],
)
async def test_what_the_chat_answers_tells_whether_it_may_be_there(
    status: int, error: type[VendorError], sent: bool
) -> None:
    with pytest.raises(error) as told:
        await chat(lambda request: httpx.Response(status)).post("text")
    assert told.value.sent is sent
    assert SECRET not in str(told.value)


@pytest.mark.parametrize(
    ("failure", "error"),
    [(httpx.ConnectError, VendorUnreachable), (httpx.ReadTimeout, VendorTimeout)],
)
async def test_a_chat_out_of_reach_is_told_without_its_address(
    failure: type[httpx.TransportError], error: type[VendorError]
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise failure(f"at {request.url}")

    with pytest.raises(error) as told:
        await chat(answer).post("text")
    assert SECRET not in f"{told.value}{told.value.__cause__}"
