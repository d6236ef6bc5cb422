"""Each fault does to a request what its name says, to the requests it names and no others."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import ValidationError

from connectors.sandbox.faults import Fault, FaultBoard
from connectors.sandbox.server import serve
from tests.sandbox.common.system import System


@pytest.fixture
async def system() -> System:
    return System()


@pytest.fixture
async def client(system: System) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(system.app) as url, httpx.AsyncClient(base_url=url, timeout=5) as client:
        yield client


async def test_a_time_out_after_the_write_leaves_the_write_in_place(
    system: System, client: httpx.AsyncClient
) -> None:
    system.board.add(Fault(kind="timeout_after_write"))
    with pytest.raises(httpx.ReadTimeout):
        await client.post("/api/things", timeout=0.1)
    assert system.written == 1
    await system.outbox.drain()
    assert system.receiver.bodies == [b"event 1"]
    assert system.log.entries == [
        {"method": "POST", "path": "/api/things", "query": "", "status": None}
    ]


async def test_a_silent_request_does_not_hold_up_the_end_of_the_server(system: System) -> None:
    system.board.add(Fault(kind="timeout_after_write", seconds=60))
    async with httpx.AsyncClient() as client:
        async with serve(system.app) as url:
            hanging = asyncio.create_task(client.post(f"{url}/api/things", timeout=60))
            await system.wrote.wait()
            began = time.monotonic()
        with pytest.raises(httpx.TransportError):
            await hanging
    assert time.monotonic() - began < 3


async def test_silence_ends_after_its_seconds_without_an_answer(
    system: System, client: httpx.AsyncClient
) -> None:
    system.board.add(Fault(kind="timeout_after_write", seconds=0.05))
    with pytest.raises(httpx.TransportError):
        await client.post("/api/things")
    assert system.written == 1


async def test_a_late_write_is_made_after_the_caller_has_given_up(
    system: System, client: httpx.AsyncClient
) -> None:
    system.board.add(Fault(kind="late_write", seconds=0.3))
    with pytest.raises(httpx.ReadTimeout):
        await client.post("/api/things", content=b"x" * 300_000, timeout=0.1)
    assert system.written == 0
    await asyncio.wait_for(system.wrote.wait(), 5)
    assert system.written == 1


async def test_a_status_fault_answers_in_the_vendors_words_and_runs_nothing(
    system: System, client: httpx.AsyncClient
) -> None:
    system.board.add(Fault(kind="status", status=429, retry_after=7))
    answer = await client.post("/api/things", content=b"x" * 300_000)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert answer.json() == {"vendor": 429}
    assert system.written == 0
    assert (await client.post("/api/things")).status_code == 201


async def test_a_reset_cuts_the_connection_and_runs_nothing(
    system: System, client: httpx.AsyncClient
) -> None:
    system.board.add(Fault(kind="reset"))
    with pytest.raises(httpx.TransportError):
        await client.post("/api/things")
    assert system.written == 0


async def test_latency_delays_and_then_answers(system: System, client: httpx.AsyncClient) -> None:
    system.board.add(Fault(kind="latency", seconds=0.2))
    began = time.monotonic()
    assert (await client.post("/api/things")).status_code == 201
    assert time.monotonic() - began >= 0.2


async def test_faults_are_set_and_cleared_over_http(
    system: System, client: httpx.AsyncClient
) -> None:
    fault = {"kind": "status", "status": 500, "times": 5}
    assert (await client.post("/_sandbox/faults", json=fault)).status_code == 201
    assert (await client.post("/api/things")).status_code == 500
    assert (await client.delete("/_sandbox/faults")).status_code == 204
    assert (await client.post("/api/things")).status_code == 201
    assert (await client.post("/_sandbox/faults", json={"kind": "fire"})).status_code == 422


async def test_the_control_routes_are_neither_recorded_nor_met_by_faults(
    system: System, client: httpx.AsyncClient
) -> None:
    system.board.add(Fault(kind="status"))
    assert (await client.get("/_sandbox/requests")).json() == []
    await client.post("/api/things?page=2")
    recorded = (await client.get("/_sandbox/requests")).json()
    assert recorded == [{"method": "POST", "path": "/api/things", "query": "page=2", "status": 503}]
    await client.delete("/_sandbox/requests")
    assert (await client.get("/_sandbox/requests")).json() == []


async def test_a_caller_from_another_machine_is_refused(system: System) -> None:
    transport = httpx.ASGITransport(system.app, client=("192.0.2.7", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as stranger:
        assert (await stranger.get("/_sandbox/requests")).status_code == 403


async def test_reset_forgets_state_requests_and_faults(
    system: System, client: httpx.AsyncClient
) -> None:
    await client.post("/api/things")
    system.board.add(Fault(kind="status", times=9))
    assert (await client.post("/_sandbox/reset")).status_code == 204
    assert (system.written, system.log.entries, system.board.pending()) == (0, [], [])


def test_a_fault_skips_then_meets_then_is_spent() -> None:
    board = FaultBoard()
    board.add(Fault(kind="status", method="PUT", path=r"/things/\d+$", skip=1, times=2))
    taken = [bool(board.take("PUT", "/api/things/5", "instead")) for _ in range(5)]
    assert taken == [False, True, True, False, False]


@pytest.mark.parametrize(
    ("method", "path", "when"),
    [("POST", "/api/things/5", "instead"), ("PUT", "/api/other", "instead")],
)
def test_a_fault_leaves_other_requests_alone(method: str, path: str, when: str) -> None:
    board = FaultBoard()
    board.add(Fault(kind="status", method="PUT", path=r"/things/\d+$"))
    assert board.take(method, path, "instead") is None
    assert board.take("PUT", "/api/things/5", "after") is None
    assert board.take("PUT", "/api/things/5", "instead") is not None


def test_a_path_that_is_no_regular_expression_is_refused() -> None:
    with pytest.raises(ValidationError, match="no regular expression"):
        Fault(kind="status", path="(")
