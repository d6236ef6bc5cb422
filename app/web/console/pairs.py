"""Pairs: the list with its search, and one with its course, its drift and its switches."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Protocol
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.errors import InputRefused
from app.model import LinkState
from app.services.work_views import DriftFound
from app.web.console import work_words as words
from app.web.console.choices import Id, Reason, chosen
from app.web.console.visits import ConsoleVisit, Operating, Seeing

HERE = "/console/pairs"
router = APIRouter(prefix=HERE, include_in_schema=False)

After = Annotated[str | None, Query(max_length=64)]
Search = Annotated[str, Query(alias="q", max_length=300)]


@router.get("")
async def get_pairs(
    visit: Seeing,
    state: Annotated[str, Query(max_length=20)] = "",
    search: Search = "",
    after: After = None,
) -> Response:
    """Fifty, the newest first, or those of a ticket or an issue."""
    of_state, said = chosen(LinkState, state), search.strip()
    page = await visit.parts.work.pairs.page(of_state, said, after)
    filters = {"state": of_state.value if of_state is not None else "", "q": said}
    query = {name: value for name, value in filters.items() if value}
    return visit.page(
        "console/pairs.html",
        page=page,
        query=query,
        words=words,
        first=_address(query) if after else None,
        further=_address(query | {"after": page.further}) if page.further else None,
    )


@router.get("/{link_id}")
async def get_pair(visit: Seeing, link_id: Id, until: datetime | None = None) -> Response:
    """One pair with what happened to it, the newest first."""
    return await _shown(visit, link_id, until)


@router.post("/{link_id}/drift")
async def post_drift(visit: Operating, link_id: Id) -> Response:
    """Compare both sides now; nothing is changed."""
    found = await visit.parts.work.pairs.look_for_drift(link_id)
    if visit.is_fragment:
        return visit.fragment("console/drift.html", drift=found, words=words)
    return await _shown(visit, link_id, drift=found)


@router.post("/{link_id}/pause")
async def post_pause(visit: Operating, link_id: Id, reason: Reason = "") -> Response:
    """Keep what arrives and send nothing until it is resumed."""
    return await _changed(visit, link_id, reason, visit.parts.work.pairs.pause)


@router.post("/{link_id}/resume")
async def post_resume(visit: Operating, link_id: Id, reason: Reason = "") -> Response:
    """Go on where it was paused."""
    return await _changed(visit, link_id, reason, visit.parts.work.pairs.resume)


@router.post("/{link_id}/remove")
async def post_remove(visit: Operating, link_id: Id, reason: Reason = "") -> Response:
    """End the link; the copies stay."""
    return await _changed(visit, link_id, reason, visit.parts.work.pairs.remove)


class _Change(Protocol):
    async def __call__(self, link_id: str, /, *, reason: str, by: str) -> None: ...


async def _changed(visit: ConsoleVisit, link_id: str, reason: str, change: _Change) -> Response:
    try:
        await change(link_id, reason=reason.strip(), by=visit.person.id)
    except InputRefused as error:
        return await _shown(visit, link_id, notice=str(error))
    return visit.go(f"{HERE}/{link_id}")


async def _shown(
    visit: ConsoleVisit,
    link_id: str,
    until: datetime | None = None,
    *,
    drift: DriftFound | None = None,
    notice: str = "",
) -> Response:
    if until is not None and until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    page = await visit.parts.work.pairs.get(link_id, until)
    here = f"{HERE}/{link_id}"
    further = {"until": page.further.isoformat()} if page.further is not None else {}
    return visit.page(
        "console/pair.html",
        422 if notice else 200,
        page=page,
        words=words,
        drift=drift,
        notice=notice,
        first=here if until is not None else None,
        further=_address(further, here) if further else None,
    )


def _address(query: Mapping[str, str], path: str = HERE) -> str:
    return f"{path}?{urlencode(query)}" if query else path
