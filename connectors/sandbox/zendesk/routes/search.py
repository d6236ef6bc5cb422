"""Search, in the small part of the vendor's syntax that tools use."""

import re
import shlex
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import bad_request
from connectors.sandbox.zendesk.model import Record, Ticket
from connectors.sandbox.zendesk.paging import paged
from connectors.sandbox.zendesk.render import ticket_json, with_url
from connectors.sandbox.zendesk.routes.common import Caller, TheDesk

router = APIRouter(prefix="/api/v2")

_TERM = re.compile(r"(\w+)(:|>=|<=|>|<)(.*)", re.DOTALL)
_COMPARE: dict[str, Callable[[str, str], bool]] = {
    ":": lambda actual, given: actual == given or (given == "none" and actual == ""),
    ">": lambda actual, given: actual > given,
    "<": lambda actual, given: actual < given,
    ">=": lambda actual, given: actual >= given,
    "<=": lambda actual, given: actual <= given,
}
_KINDS = ("ticket", "user", "organization")


@router.get("/search")
async def search(request: Request, desk: TheDesk, caller: Caller) -> Record:
    """Find tickets, users and organizations by `type:`, `field:value`, comparisons and words."""
    results = _results(desk, request.query_params.get("query", ""))
    page = paged(request, desk.base_url, "results", results, lambda entry: entry)
    return page | {"facets": None}


@router.get("/search/count")
async def count(request: Request, desk: TheDesk, caller: Caller) -> Record:
    return {"count": len(_results(desk, request.query_params.get("query", "")))}


def _results(desk: Desk, query: str) -> list[Record]:
    terms, words = _parsed(query)
    kinds = [value for name, _, value in terms if name == "type"] or list(_KINDS)
    rest = [term for term in terms if term[0] not in ("type", "order_by", "sort")]
    every = [entry for kind in kinds for entry in _entries(desk, kind)]
    return [entry for entry in every if _fits(entry, rest, words)]


def _parsed(query: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    try:
        parts = shlex.split(query)
    except ValueError as error:
        raise bad_request("query: has an open quotation mark") from error
    matches = [(_TERM.fullmatch(part), part) for part in parts]
    terms = [(m[1].lower(), m[2], m[3]) for m, _ in matches if m]
    return terms, [part.lower() for m, part in matches if not m]


def _entries(desk: Desk, kind: str) -> list[Record]:
    if kind == "ticket":
        return [_ticket(desk, ticket) for ticket in desk.live_tickets()]
    known = {"user": desk.users, "organization": desk.organizations}.get(kind, {})
    return [{**with_url(desk, f"{kind}s", e), "result_type": kind} for e in known.values()]


def _ticket(desk: Desk, ticket: Ticket) -> Record:
    return {**ticket_json(desk, ticket), "result_type": "ticket"}


def _fits(entry: Record, terms: list[tuple[str, str, str]], words: list[str]) -> bool:
    text = " ".join(str(entry.get(k) or "") for k in ("subject", "description", "name", "email"))
    return all(word in text.lower() for word in words) and all(
        _term_fits(entry, *term) for term in terms
    )


def _term_fits(entry: Record, name: str, operator: str, given: str) -> bool:
    aliases = {"updated": "updated_at", "created": "created_at", "requester": "requester_id"}
    actual: Any = entry.get(aliases.get(name, name))
    if isinstance(actual, list):
        return given in actual
    return _COMPARE[operator](str(actual if actual is not None else "").lower(), given.lower())
