"""The server serves inside the running loop, and both sandbox systems by one call."""

import asyncio
import socket

import httpx
import pytest

from connectors.sandbox.server import run_sandbox, serve
from tests.sandbox.common.system import System


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


async def test_both_systems_are_served_until_the_task_is_cancelled() -> None:
    zendesk, jira = _free_port(), _free_port()
    running = asyncio.create_task(run_sandbox(zendesk, jira))
    patient = httpx.AsyncHTTPTransport(retries=6)
    async with httpx.AsyncClient(transport=patient) as client:
        for port in (zendesk, jira):
            url = f"http://127.0.0.1:{port}/_sandbox/requests"
            assert (await client.get(url)).status_code == 200
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{zendesk}/")


async def test_a_taken_port_is_an_error_at_once() -> None:
    async with serve(System().app) as url:
        with pytest.raises(OSError, match="in use"):
            async with serve(System().app, port=int(url.rpartition(":")[2])):
                pass


async def test_the_address_is_free_again_after_the_block() -> None:
    port = _free_port()
    for _ in range(2):
        async with serve(System().app, port=port) as url, httpx.AsyncClient() as client:
            assert (await client.get(f"{url}/_sandbox/requests")).status_code == 200
