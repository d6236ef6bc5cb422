"""A vendor of one route, to try the common machinery on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, Request

from connectors.sandbox.control import control_router
from connectors.sandbox.faults import (
    FaultBoard,
    FaultMiddleware,
    RequestLog,
    RequestLogMiddleware,
)
from connectors.sandbox.webhooks import Outbox, WebhookRequest


def is_api(path: str) -> bool:
    return path.startswith("/api/")


class Receiver:
    """A webhook receiver: answers from a list, 200 when it is empty, and keeps what it got."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.bodies: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(request.content)
        answer = self.answers.pop(0) if self.answers else httpx.Response(200)
        if isinstance(answer, Exception):
            raise answer
        return answer


def outbox_to(receiver: Receiver, retries: int = 0) -> Outbox[str]:
    """An outbox of strings that tries again so often after anything but a 200."""

    def should_retry(attempt: int, status: int | None, _headers: object) -> float | None:
        return None if status == 200 or attempt >= retries else 60.0

    return Outbox(
        lambda event, attempt: WebhookRequest(
            "http://receiver.test/", {"X-Attempt": str(attempt)}, event.encode()
        ),
        should_retry,
        httpx.AsyncClient(transport=httpx.MockTransport(receiver)),
        time_scale=0.0001,
    )


class System:
    """The app with its parts; `written` counts the writes that took place."""

    def __init__(self) -> None:
        self.board = FaultBoard()
        self.log = RequestLog(is_api)
        self.receiver = Receiver()
        self.outbox = outbox_to(self.receiver)
        self.written = 0
        self.wrote = asyncio.Event()
        self.app = self._app()

    async def reset(self) -> None:
        self.written = 0

    def _app(self) -> FastAPI:
        @asynccontextmanager
        async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
            await self.outbox.start()
            yield
            await self.outbox.stop()

        app = FastAPI(lifespan=lifespan)
        app.include_router(control_router(self.log, self.board, self.outbox, self.reset))

        @app.post("/api/things", status_code=201)
        async def write(_request: Request) -> dict[str, int]:
            self.written += 1
            self.wrote.set()
            self.outbox.enqueue(f"event {self.written}")
            return {"written": self.written}

        app.add_middleware(
            FaultMiddleware,
            board=self.board,
            error_body=lambda status: {"vendor": status},
            is_api=is_api,
        )
        app.add_middleware(RequestLogMiddleware, log=self.log)
        return app
