"""The audit: who did what."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.ports_audit import AuditColumn
from app.web.console.visits import Seeing

router = APIRouter(prefix="/console/audit")

Value = Annotated[str, Query(max_length=200)]
Before = Annotated[int | None, Query(ge=1, le=2**63 - 1)]
HERE = "/console/audit"


@router.get("")
async def get_audit(
    visit: Seeing, by: AuditColumn = "subject", value: Value = "", before: Before = None
) -> Response:
    """Fifty entries, newest first, all or those of one subject, action or actor."""
    value = value.strip()
    page = await visit.parts.audit.page(before, (by, value) if value else None)
    chosen = {"by": by, "value": value} if value else {}
    return visit.page(
        "console/audit.html",
        page=page,
        by=by,
        value=value,
        first=_address(chosen) if before is not None else None,
        next=_address(chosen | {"before": page.older}) if page.older is not None else None,
    )


def _address(query: Mapping[str, object]) -> str:
    return f"{HERE}?{urlencode(query)}" if query else HERE
