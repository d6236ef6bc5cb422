"""Held texts: the list without a text, and one that is read, released or rejected."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from app.errors import InputRefused, StaleWrite
from app.web.console import work_words as words
from app.web.console.choices import Id, Reason
from app.web.console.visits import ConsoleVisit, Operating, Seeing
from app.web.pages import marked

HERE = "/console/held"
router = APIRouter(prefix=HERE, include_in_schema=False)

After = Annotated[str | None, Query(max_length=80)]
Digest = Annotated[str, Form(max_length=128)]


@router.get("")
async def get_held(visit: Seeing, after: After = None) -> Response:
    """Fifty, the oldest first: why each is held, and nothing of what it says."""
    page = await visit.parts.work.held.page(after)
    return visit.page(
        "console/held_list.html",
        page=page,
        words=words,
        first=HERE if after else None,
        further=f"{HERE}?{urlencode({'after': page.further})}" if page.further else None,
    )


@router.get("/{delivery_id}")
async def get_held_text(visit: Operating, delivery_id: Id) -> Response:
    """What a release would send, read now; this look is in the audit."""
    return await _shown(visit, delivery_id)


@router.post("/{delivery_id}/release")
async def post_release(
    visit: Operating, delivery_id: Id, digest: Digest = "", reason: Reason = ""
) -> Response:
    """Let the very text that was read cross."""
    held, by = visit.parts.work.held, visit.person.id
    try:
        await held.release(delivery_id, digest=digest, reason=reason.strip(), by=by)
    except InputRefused as error:
        return await _shown(visit, delivery_id, 422, str(error))
    except StaleWrite as error:
        return await _shown(visit, delivery_id, 409, str(error))
    return visit.go(f"/console/deliveries/{delivery_id}")


@router.post("/{delivery_id}/retry")
async def post_retry(visit: Operating, delivery_id: Id) -> Response:
    """Have it checked anew."""
    await visit.parts.work.held.retry(delivery_id, by=visit.person.id)
    return visit.go(f"/console/deliveries/{delivery_id}")


@router.post("/{delivery_id}/reject")
async def post_reject(visit: Operating, delivery_id: Id, reason: Reason = "") -> Response:
    """Never to cross."""
    held = visit.parts.work.held
    try:
        await held.reject(delivery_id, reason=reason.strip(), by=visit.person.id)
    except InputRefused as error:
        return await _shown(visit, delivery_id, 422, str(error))
    return visit.go(f"/console/deliveries/{delivery_id}")


async def _shown(
    visit: ConsoleVisit, delivery_id: str, status: int = 200, notice: str = ""
) -> Response:
    page = await visit.parts.work.held.read(delivery_id, by=visit.person.id)
    findings = page.reading.findings if page.reading is not None else ()
    text = page.reading.text if page.reading is not None else ""
    return visit.page(
        "console/held_text.html",
        status,
        page=page,
        words=words,
        notice=notice,
        text=marked(text, [one.placeholder for one in findings]),
        findings=findings,
    )
