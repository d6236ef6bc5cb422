"""Deliveries: the list with its filters, and one with its writes and what the audit says."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.model import EventKind, System
from app.ports_views import DEPTH, Wanted
from app.records import DeliveryState
from app.services.work_views import PAGE
from app.web.console import work_words as words
from app.web.console.choices import Chosen, Id, chosen
from app.web.console.visits import Seeing

HERE = "/console/deliveries"
router = APIRouter(prefix=HERE, include_in_schema=False)

After = Annotated[str | None, Query(max_length=80)]


@router.get("")
async def get_deliveries(
    visit: Seeing, state: Chosen = "", system: Chosen = "", kind: Chosen = "", after: After = None
) -> Response:
    """Fifty, the newest first. Of a system or a kind, those among so many."""
    wanted = Wanted(chosen(DeliveryState, state), chosen(System, system), chosen(EventKind, kind))
    page = await visit.parts.work.deliveries.page(wanted, after)
    filters = {"state": wanted.state, "system": wanted.system, "kind": wanted.kind}
    query = {name: value.value for name, value in filters.items() if value is not None}
    return visit.page(
        "console/deliveries.html",
        page=page,
        query=query,
        words=words,
        searched=DEPTH if {"system", "kind"} & query.keys() and len(page.lines) < PAGE else 0,
        first=_address(query) if after else None,
        further=_address(query | {"after": page.further}) if page.further else None,
    )


@router.get("/{delivery_id}")
async def get_delivery(visit: Seeing, delivery_id: Id) -> Response:
    """One, with all that is known of it."""
    detail = await visit.parts.work.deliveries.get(delivery_id)
    return visit.page("console/delivery.html", one=detail, words=words, notice="")


def _address(query: Mapping[str, str]) -> str:
    return f"{HERE}?{urlencode(query)}" if query else HERE
