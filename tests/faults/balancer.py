"""Stands between the sandbox's webhooks and the web processes, and keeps what each was answered."""

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

ACCEPTED = frozenset({"accepted", "duplicate"})


@dataclass(frozen=True)
class Answer:
    """One attempt of one webhook: what it was about, and what became of it.

    `outcome` is Airlock's word, or what went wrong; `identity` tells events apart.
    """

    system: str
    identity: str
    event: str
    comment: str | None
    subject: str
    outcome: str
    delivery: str | None
    seconds: float
    retry_after: str = ""

    @property
    def is_accepted(self) -> bool:
        """Whether Airlock has said that it keeps the event."""
        return self.outcome in ACCEPTED

    @property
    def is_about_comment(self) -> bool:
        """Jira tells of a comment as of an issue's change too, which is the same happening."""
        return self.event.rpartition(".")[2].startswith("comment_")


@dataclass
class Balancer(httpx.AsyncBaseTransport):
    """Sends each request to one of the ports, chosen by chance; a dead one refuses it."""

    system: str
    ports: list[int]
    rng: random.Random
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=50))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(port=self.rng.choice(self.ports))
        request.headers["Host"] = f"{request.url.host}:{request.url.port}"
        body = await request.aread()
        began = time.monotonic()
        try:
            response = await self._inner.handle_async_request(request)
            content = await response.aread()
        except httpx.TransportError as error:
            self._note(body, type(error).__name__, None, began)
            raise
        outcome, delivery = _read(response.status_code, content)
        later = response.headers.get("retry-after", "")
        self._note(body, outcome, delivery, began, later)
        headers = {"retry-after": later}
        return httpx.Response(response.status_code, headers=headers, content=content)

    async def aclose(self) -> None:
        await self._inner.aclose()

    def _note(
        self, body: bytes, outcome: str, delivery: str | None, began: float, later: str = ""
    ) -> None:
        event = json.loads(body)
        seconds = time.monotonic() - began
        self.answers.append(
            Answer(self.system, *identify(event), outcome, delivery, seconds, later)
        )  # fmt: skip

    def accepted(self) -> Iterator[Answer]:
        return (one for one in self.answers if one.is_accepted)


def identify(event: dict[str, Any]) -> tuple[str, str, str | None, str]:
    """What tells the event from others, its name, its comment's id and its ticket or issue."""
    if "webhookEvent" in event:
        comment = event.get("comment", {}).get("id")
        issue = event.get("issue", {}).get("id", "")
        identity = f"{event['timestamp']}:{event['webhookEvent']}:{issue}:{comment}"
        return identity, event["webhookEvent"], comment, issue
    detail, inner = event.get("detail", {}), event.get("event", {})
    comment = inner.get("comment", {}).get("id")
    return event["id"], event["type"], comment, str(detail.get("id", ""))


def _read(status: int, content: bytes) -> tuple[str, str | None]:
    if status != 202:
        return f"status {status}", None
    told = json.loads(content)
    return told["outcome"], told.get("delivery")
