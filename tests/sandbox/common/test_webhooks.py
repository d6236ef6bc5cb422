"""The outbox sends each event, tries again as the policy says and misbehaves when it is told to."""

import httpx
import pytest

from connectors.sandbox.webhooks import Switches
from tests.sandbox.common.system import Receiver, System, outbox_to


async def test_what_is_enqueued_before_the_start_is_sent_at_the_start() -> None:
    receiver = Receiver()
    outbox = outbox_to(receiver)
    outbox.enqueue("early")
    assert (await outbox.drain(), receiver.bodies) == ([], [])
    await outbox.start()
    await outbox.drain()
    assert receiver.bodies == [b"early"]


async def test_a_failed_delivery_is_tried_again_until_the_policy_ends_it() -> None:
    receiver = Receiver(httpx.ReadTimeout("late"), httpx.Response(503), httpx.Response(200))
    outbox = outbox_to(receiver, retries=5)
    await outbox.start()
    outbox.enqueue("one")
    attempts = await outbox.drain()
    assert [(a.attempt, a.status, a.error) for a in attempts] == [
        (0, None, "ReadTimeout"),
        (1, 503, None),
        (2, 200, None),
    ]
    assert [a.request.headers["X-Attempt"] for a in attempts] == ["0", "1", "2"]


async def test_a_delivery_that_the_policy_gives_up_is_not_sent_again() -> None:
    receiver = Receiver(*[httpx.Response(500) for _ in range(9)])
    outbox = outbox_to(receiver, retries=2)
    await outbox.start()
    outbox.enqueue("one")
    assert len(await outbox.drain()) == 3
    assert await outbox.drain() == []


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        (Switches(), [b"a", b"b", b"c"]),
        (Switches(duplicate=1), [b"a", b"a", b"b", b"b", b"c", b"c"]),
        (Switches(drop=2), [b"c"]),
        (Switches(reorder=True), [b"c", b"b", b"a"]),
        (Switches(hold=True), []),
    ],
)
async def test_the_switches_change_what_arrives(switches: Switches, expected: list[bytes]) -> None:
    receiver = Receiver()
    outbox = outbox_to(receiver)
    await outbox.start()
    outbox.configure(switches)
    for event in "abc":
        outbox.enqueue(event)
    await outbox.drain()
    assert receiver.bodies == expected


async def test_held_events_are_sent_when_holding_ends() -> None:
    receiver = Receiver()
    outbox = outbox_to(receiver)
    await outbox.start()
    outbox.configure(Switches(hold=True))
    outbox.enqueue("kept")
    assert (outbox.held, receiver.bodies) == (1, [])
    outbox.configure(Switches())
    await outbox.drain()
    assert receiver.bodies == [b"kept"]


async def test_the_switches_and_the_drain_answer_over_http() -> None:
    system = System()
    transport = httpx.ASGITransport(system.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        await system.outbox.start()
        answer = await client.post("/_sandbox/webhooks", json={"duplicate": 2})
        assert answer.json() == {"duplicate": 2, "drop": 0, "reorder": False, "hold": False}
        await client.post("/api/things")
        drained = (await client.post("/_sandbox/webhooks/drain")).json()
        assert (drained["count"], drained["held"]) == (3, 0)
        assert [a["status"] for a in drained["attempts"]] == [200, 200, 200]
        assert (await client.post("/_sandbox/webhooks", json={"fire": 1})).status_code == 422
