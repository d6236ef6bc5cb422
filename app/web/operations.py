"""What operators and their machines ask: alive, ready, measured."""

from collections.abc import Sequence
from typing import Literal

from fastapi import APIRouter, Depends
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, Response

from app.errors import StoreError
from app.model import Model
from app.web.documents import answers
from app.web.metrics import GateCollector
from app.web.room import IsOperator, TheRoom, require_operator
from app.web.service_metrics import ServiceCollector, StoreCollector
from app.web.services import HealthCheck

router = APIRouter(tags=["operations"])


class Liveness(Model):
    status: Literal["live"] = "live"


class CheckView(Model):
    name: str
    ok: bool
    detail: str = ""


class Readiness(Model):
    """`degraded`: the work is done, and a person must look at a check that fails.

    `checks` are told to operators and loopback only.
    """

    status: Literal["ready", "degraded", "not ready"]
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
    """200 when the service can do its work, else 503."""
    checks = await room.parts.health.checks()
    told = tuple(CheckView(name=c.name, ok=c.ok, detail=c.detail) for c in checks)
    view = Readiness(status=_status(checks), checks=told if operator else None)
    content = view.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, 503 if view.status == "not ready" else 200)


def _status(checks: Sequence[HealthCheck]) -> Literal["ready", "degraded", "not ready"]:
    failing = [check for check in checks if not check.ok]
    if any(check.vital for check in failing):
        return "not ready"
    return "degraded" if failing else "ready"


@router.get(
    "/metrics",
    operation_id="metrics",
    dependencies=[Depends(require_operator)],
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}, **answers(401, 429)},
)
async def metrics(room: TheRoom) -> Response:
    """Prometheus text: how this process answers, and the whole service as the store knows it."""
    told = CollectorRegistry()
    try:
        measures = await room.parts.measuring.measure()
    except StoreError:
        told.register(StoreCollector(up=False))
    else:
        for collector in (
            StoreCollector(up=True), ServiceCollector(measures), GateCollector(measures.gates),
        ):  # fmt: skip
            told.register(collector)
    text = generate_latest(room.metrics.registry) + generate_latest(told)
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})
