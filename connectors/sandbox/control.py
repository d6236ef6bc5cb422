"""The control routes of a sandbox system, under `/_sandbox`, for loopback callers alone."""

import ipaddress
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request

from connectors.sandbox.faults import Fault, FaultBoard, RequestLog
from connectors.sandbox.webhooks import Outbox, Switches


def require_loopback(request: Request) -> None:
    """Refuse with 403 every caller whose address is not this machine's loopback."""
    host = request.client.host if request.client else ""
    if host != "localhost" and not _is_loopback(host):
        raise HTTPException(403, "the sandbox's control routes and pages answer loopback only")


def control_router(
    log: RequestLog,
    board: FaultBoard,
    outbox: Outbox[Any],
    reset: Callable[[], Awaitable[None]],
) -> APIRouter:
    """Return the control routes; `reset` puts the vendor's state back to its seed."""
    router = APIRouter(prefix="/_sandbox", dependencies=[Depends(require_loopback)])
    _add_requests(router, log)
    _add_faults(router, board)
    _add_webhooks(router, outbox)

    @router.post("/reset", status_code=204)
    async def start_over() -> None:
        board.clear()
        log.clear()
        await outbox.clear()
        await reset()

    return router


def _add_requests(router: APIRouter, log: RequestLog) -> None:
    @router.get("/requests")
    async def requests() -> list[dict[str, object]]:
        return log.entries

    @router.delete("/requests", status_code=204)
    async def forget_requests() -> None:
        log.clear()


def _add_faults(router: APIRouter, board: FaultBoard) -> None:
    @router.post("/faults", status_code=201)
    async def add_fault(fault: Fault) -> list[Fault]:
        board.add(fault)
        return board.pending()

    @router.delete("/faults", status_code=204)
    async def clear_faults() -> None:
        board.clear()


def _add_webhooks(router: APIRouter, outbox: Outbox[Any]) -> None:
    @router.post("/webhooks")
    async def switch(switches: Switches) -> Switches:
        outbox.configure(switches)
        return outbox.switches

    @router.post("/webhooks/drain")
    async def drain() -> dict[str, object]:
        attempts = await outbox.drain()
        summaries = [attempt.summary() for attempt in attempts]
        return {"count": len(summaries), "held": outbox.held, "attempts": summaries}


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
