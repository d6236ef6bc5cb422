"""The real server over loopback: a head that does not come costs its sender the connection."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from app.http_limits import HEAD_BYTES, TimedHttp


class Hasty(TimedHttp):
    head_seconds = 0.2


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    await receive()
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hi"})


@pytest.fixture
async def port() -> AsyncIterator[int]:
    config = uvicorn.Config(
        hello, http=Hasty, h11_max_incomplete_event_size=HEAD_BYTES, log_config=None,
        lifespan="off", access_log=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    task = asyncio.create_task(server._serve([listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task


GOOD = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def test_a_connection_on_which_nothing_comes_is_closed(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_a_head_that_trickles_in_is_given_up(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = asyncio.create_task(reader.read())
    for byte in GOOD[:-2] * 100:
        if answer.done():
            break
        writer.write(bytes((byte,)))
        await asyncio.wait({answer}, timeout=0.02)
    assert (await answer).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_the_second_head_of_a_connection_is_timed_too(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GOOD)
    await reader.readuntil(b"hi")
    writer.write(GOOD[:10])
    assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_a_head_that_is_too_large_is_refused(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nX: " + b"x" * 2 * HEAD_BYTES)
    assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_a_good_request_is_answered_as_often_as_it_comes(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(3):
        writer.write(GOOD)
        assert (await reader.readuntil(b"hi")).startswith(b"HTTP/1.1 200 ")
    writer.close()
