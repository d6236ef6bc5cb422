"""Webhooks accepted durably, beside the same route with nothing stored."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime

import httpx

from app.demo.world import World
from app.model import ParseOutcome, System
from app.services.views import Acceptance
from benchmarks.copying import linked_pair
from benchmarks.result import Result

EVENTS = 600
AT_ONCE = 32


class StoresNothing:
    """Answers as the intake does and keeps nothing."""

    async def accept(
        self, system: System, outcome: ParseOutcome, *, fallback_id: str
    ) -> Acceptance:
        return Acceptance(outcome="accepted", delivery="none")


async def measure_accept() -> Result:
    """Durable accepts a second through the whole application, in process."""
    async with linked_pair() as story:
        world, ticket = story.world, story.first_ticket
        durable = await _rate(world, ticket, "durable")
        room = world.service.app.state.room
        parts = {**room.parts.__dict__, "intake": StoresNothing()}
        room.__dict__["parts"] = type(room.parts)(**parts)
        bare = await _rate(world, ticket, "bare")
    note = f"{EVENTS} signed events, {AT_ONCE} at once; reference: the route without storage"
    return Result("accept_vs_bare_route", durable, "events/s", bare, note)


async def _rate(world: World, ticket: int, run: str) -> float:
    secret = world.service.settings.zendesk.webhook_secrets[0].get_secret_value()
    requests = [_signed(ticket, f"{run}-{number}", secret) for number in range(EVENTS)]
    transport = httpx.ASGITransport(world.service.app)
    gate = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(transport=transport, base_url=world.service_url) as client:

        async def post(body: bytes, headers: dict[str, str]) -> None:
            async with gate:
                answer = await client.post("/webhooks/zendesk", content=body, headers=headers)
                assert answer.status_code == 202, answer.text

        started = time.perf_counter()
        await asyncio.gather(*(post(body, headers) for body, headers in requests))
        return EVENTS / (time.perf_counter() - started)


def _signed(ticket: int, event: str, secret: str) -> tuple[bytes, dict[str, str]]:
    body = json.dumps(
        {
            "id": event,
            "type": "zen:event-type:ticket.comment_added",
            "subject": f"zen:ticket:{ticket}",
            "time": datetime.now(UTC).isoformat(),
            "detail": {"id": str(ticket)},
            "event": {"comment": {"id": event.removeprefix("durable-"), "is_public": True}},
        }
    ).encode()
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    mac = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).digest()
    return body, {
        "X-Zendesk-Webhook-Signature": base64.b64encode(mac).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": stamp,
        "Content-Type": "application/json",
    }
