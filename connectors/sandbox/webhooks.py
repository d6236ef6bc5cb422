"""Sends a sandbox system's webhooks, with the vendor's retries and with faults on demand.

Deliveries run at the same time, as the vendors' do: even without the switch no order is promised.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field

Event = TypeVar("Event")

_WINDOW_SECONDS = 0.05
_WINDOW_EVENTS = 4
_KEPT_ATTEMPTS = 5000


@dataclass(frozen=True)
class WebhookRequest:
    """One HTTP POST to a receiver: the exact bytes that are signed and sent."""

    url: str
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True)
class WebhookAttempt:
    """What was sent and what came back; `status` is None when no answer came, `error` says why."""

    attempt: int
    request: WebhookRequest
    status: int | None
    error: str | None
    response_headers: Mapping[str, str] = field(default_factory=dict)
    response_body: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def summary(self) -> dict[str, object]:
        """Return the attempt as the control route shows it, without bodies."""
        return {
            "url": self.request.url,
            "attempt": self.attempt,
            "status": self.status,
            "error": self.error,
            "at": self.at.isoformat(),
        }


class Switches(BaseModel):
    """Faults of delivery.

    `duplicate`: so many further copies of each event. `drop`: the next so many are never sent.
    `reorder`: events that come within 50 ms (or four of them) are sent last first, one by one.
    `hold`: events wait until it is switched off again.
    """

    model_config = ConfigDict(extra="forbid")

    duplicate: int = Field(default=0, ge=0)
    drop: int = Field(default=0, ge=0)
    reorder: bool = False
    hold: bool = False


BuildRequest = Callable[[Event, int], WebhookRequest]
"""(event, attempt) -> request; attempt is 0 for the first delivery and 1 for the first retry."""
ShouldRetry = Callable[[int, int | None, Mapping[str, str]], float | None]
"""(attempt just made, status or None without an answer, response headers) -> seconds to the next
attempt, or None when there is none."""


class Outbox(Generic[Event]):
    """Delivers events to receivers; nothing survives the process.

    Delays of retries are multiplied with `time_scale`. The client belongs to the caller, and its
    time-out is the vendor's. What is enqueued before `start` or after `stop` waits for `start`.
    """

    def __init__(
        self,
        build_request: BuildRequest[Event],
        should_retry: ShouldRetry,
        client: httpx.AsyncClient,
        time_scale: float = 1.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._build_request = build_request
        self._should_retry = should_retry
        self._client = client
        self._time_scale = time_scale
        self._sleep = sleep
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: list[Event] = []
        self._window: list[Event] = []
        self._timer: asyncio.TimerHandle | None = None
        self._running = False
        self._undrained: list[WebhookAttempt] = []
        self.switches = Switches()
        self.attempts: deque[WebhookAttempt] = deque(maxlen=_KEPT_ATTEMPTS)

    async def start(self) -> None:
        """Begin to deliver, with what is waiting first."""
        self._running = True
        self._release()

    async def stop(self) -> None:
        """Cancel what is under way; it is not sent later."""
        self._running = False
        self._close_window(send=False)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def enqueue(self, event: Event) -> None:
        """Take an event for delivery; returns at once. Must be called from the loop's thread."""
        if self.switches.drop > 0:
            left = self.switches.drop - 1
            self.switches = Switches(**{**self.switches.model_dump(), "drop": left})
            return
        for _ in range(1 + self.switches.duplicate):
            self._route(event)

    def configure(self, switches: Switches) -> None:
        """Put these switches in place of the former; ending `hold` sends what it held."""
        self.switches = switches
        if not switches.reorder:
            self._close_window(send=True)
        self._release()

    async def drain(self) -> list[WebhookAttempt]:
        """Wait until nothing is pending, retries included; return the attempts since last time.

        Events under `hold` are not waited for. What a delivery raised is raised here.
        """
        self._close_window(send=True)
        while self._tasks:
            done, _ = await asyncio.wait(set(self._tasks))
            for task in done:
                task.result()
            self._close_window(send=True)
        attempts, self._undrained = self._undrained, []
        return attempts

    async def try_once(self, event: Event) -> WebhookAttempt:
        """Send an event now, outside the switches, once; the attempt is recorded."""
        made = await self._attempt(self._build_request(event, 0), 0)
        self.attempts.append(made)
        return made

    async def clear(self) -> None:
        """Cancel what is under way and forget switches, waiting events and attempts."""
        was_running = self._running
        await self.stop()
        self._running = was_running
        self._waiting.clear()
        self._undrained.clear()
        self.attempts.clear()
        self.switches = Switches()

    @property
    def held(self) -> int:
        """How many events wait for `hold` to end or for `start`."""
        return len(self._waiting)

    def _route(self, event: Event) -> None:
        if not self._running or self.switches.hold:
            self._waiting.append(event)
        elif self.switches.reorder:
            self._window.append(event)
            self._arm_window()
        else:
            self._spawn([event])

    def _release(self) -> None:
        if not self._running or self.switches.hold:
            return
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            self._route(event)

    def _arm_window(self) -> None:
        if len(self._window) >= _WINDOW_EVENTS:
            self._close_window(send=True)
        elif self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(_WINDOW_SECONDS, lambda: self._close_window(send=True))

    def _close_window(self, *, send: bool) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        window, self._window = self._window, []
        if send and window:
            self._spawn(window[::-1])

    def _spawn(self, events: list[Event]) -> None:
        task = asyncio.create_task(self._deliver_all(events))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver_all(self, events: list[Event]) -> None:
        for event in events:
            await self._deliver(event)

    async def _deliver(self, event: Event) -> None:
        attempt = 0
        while True:
            made = await self._attempt(self._build_request(event, attempt), attempt)
            self.attempts.append(made)
            self._undrained.append(made)
            delay = self._should_retry(attempt, made.status, made.response_headers)
            if delay is None:
                return
            await self._sleep(delay * self._time_scale)
            attempt += 1

    async def _attempt(self, request: WebhookRequest, attempt: int) -> WebhookAttempt:
        try:
            response = await self._client.post(
                request.url, content=request.content, headers=dict(request.headers)
            )
        except httpx.TransportError as error:
            return WebhookAttempt(attempt, request, None, type(error).__name__)
        headers = dict(response.headers)
        return WebhookAttempt(attempt, request, response.status_code, None, headers, response.text)
