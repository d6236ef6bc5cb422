"""What operators and their machines ask: alive, ready, measured."""

from typing import Literal

from fastapi import APIRouter, Depends
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, Response

from app.model import Model
from app.web.documents import answers
from app.web.room import IsOperator, TheRoom, require_operator

router = APIRouter(tags=["operations"])


class Liveness(Model):
    status: Literal["live"] = "live"


class CheckView(Model):
    name: str
    ok: bool
    detail: str = ""


class Readiness(Model):
    """`checks` are told to operators and loopback only."""

    status: Literal["ready", "not ready"]
    checks: tuple[CheckView, ...] | None = None


@router.get("/health/live", operation_id="live")
async def live() -> Liveness:
    """The process answers; nothing else is asked."""
    return Liveness()


@router.get(
    "/health/ready",
    operation_id="ready",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not ready"}},
)
async def ready(room: TheRoom, operator: IsOperator) -> Response:
    """200 when every check holds, else 503."""
    checks = await room.parts.health.checks()
    told = tuple(CheckView(name=c.name, ok=c.ok, detail=c.detail) for c in checks)
    holds = all(check.ok for check in checks)
    view = Readiness(status="ready" if holds else "not ready", checks=told if operator else None)
    content = view.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, 200 if holds else 503)


@router.get(
    "/metrics",
    operation_id="metrics",
    dependencies=[Depends(require_operator)],
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}, **answers(401)},
)
async def metrics(room: TheRoom) -> Response:
    """Prometheus text of this process."""
    return Response(
        generate_latest(room.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )
