"""A vendor that delivers: signed webhooks over loopback, by as plain a client as can be.

Each connection is kept and sends the next request when the last was answered, so that the client's
own share of the two cores is small.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

TICKETS = range(35000, 35100)
"""The tickets that are linked."""
_HEAD = (
    "POST /webhooks/zendesk HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "X-Zendesk-Webhook-Signature: {signature}\r\n"
    "X-Zendesk-Webhook-Signature-Timestamp: {stamp}\r\nContent-Length: {length}\r\n\r\n"
)


def make_requests(count: int, run: str, secret: str) -> list[bytes]:
    """As many requests, each for an event of its own."""
    return [_request(f"{run}-{number:08}", number, secret) for number in range(count)]


def _request(event: str, number: int, secret: str) -> bytes:
    ticket = TICKETS[number % len(TICKETS)]
    now = datetime.now(UTC)
    body = json.dumps(
        {
            "id": event,
            "type": "zen:event-type:ticket.comment_added",
            "subject": f"zen:ticket:{ticket}",
            "time": now.isoformat(),
            "detail": {"id": str(ticket)},
            "event": {"comment": {"id": str(number + 1), "is_public": True}},
        }
    ).encode()
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    mac = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).digest()
    signature = base64.b64encode(mac).decode()
    return _HEAD.format(signature=signature, stamp=stamp, length=len(body)).encode() + body


class Line:
    """One kept connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def post(self, request: bytes) -> None:
        """Send it and read the answer. Raises AssertionError unless that is 202, accepted."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        assert head.startswith(b"HTTP/1.1 202 "), head[:200]
        assert b'"accepted"' in body, body[:200]

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


async def open_lines(port: int, count: int) -> list[Line]:
    """Connections to the service."""
    return [Line(*await asyncio.open_connection("127.0.0.1", port)) for _ in range(count)]


async def rate_of(lines: Sequence[Line], requests: Sequence[bytes]) -> float:
    """Accepted events a second when each line sends as soon as it was answered."""
    waiting: Iterator[bytes] = iter(requests)

    async def send(line: Line) -> None:
        for request in waiting:
            await line.post(request)

    started = time.perf_counter()
    await asyncio.gather(*map(send, lines))
    return len(requests) / (time.perf_counter() - started)


async def delays_of(lines: Sequence[Line], requests: Sequence[bytes], rate: float) -> list[float]:
    """Seconds from when each event was due, at so many a second, until it was accepted.

    An event that finds every line busy waits, and its waiting counts.
    """
    free: asyncio.Queue[Line] = asyncio.Queue()
    for line in lines:
        free.put_nowait(line)
    delays: list[float] = []

    async def send(request: bytes, due: float) -> None:
        line = await free.get()
        await line.post(request)
        delays.append(time.perf_counter() - due)
        free.put_nowait(line)

    started, sending = time.perf_counter(), set()
    for number, request in enumerate(requests):
        due = started + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        sending.add(asyncio.create_task(send(request, due)))
    await asyncio.gather(*sending)
    return delays
