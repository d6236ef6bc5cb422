"""Which of Zendesk's limits a call meets, and what an answer's headers say of them.

Names and forms as Zendesk's pages tell them (docs/vendors.md): `ratelimit-limit`, `-remaining` and
`-reset` for the account's minute, with `x-rate-limit` and `x-rate-limit-remaining` beside them;
`zendesk-rate-limit-tickets-update: total=…; remaining=…; resets=…` for the updates of tickets. Of
one user's updates of one ticket no header tells, only the refusal.
"""

import re
from collections.abc import Mapping

from app.ports_budgets import Call
from app.sync.limits import ZENDESK_ACCOUNT, ZENDESK_EXPORTS, ZENDESK_UPDATES, ticket_update
from app.sync.pacing import Reading
from connectors.zendesk.faults import retry_after

SYSTEM = "zendesk"
UNSAID_SECONDS = 60.0
"""The pause after a refusal that names none: the length of Zendesk's windows."""
_TICKET = re.compile(r"/api/v2/tickets/(\d{1,19})(?:\.json)?", re.ASCII)
_PART = re.compile(r"(total|remaining|resets)=(\d{1,9})", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def call_of(method: str, path: str) -> Call:
    """The call with the keys of all limits that it meets; `path` is without a query."""
    return Call(SYSTEM, f"{method} {path}", (ZENDESK_ACCOUNT, *_narrow(method, path)))


def _narrow(method: str, path: str) -> tuple[str, ...]:
    if path.startswith("/api/v2/incremental/"):
        return (ZENDESK_EXPORTS,)
    ticket = _TICKET.fullmatch(path) if method == "PUT" else None
    return ticket_update(ticket.group(1)) if ticket else ()


def readings(call: Call, status: int, headers: Mapping[str, str]) -> tuple[Reading, ...]:
    """What the answer says of each limit; `headers` must find names in any case."""
    told = [one for one in (_account(headers), _updates(headers)) if one is not None]
    if status != 429:
        return tuple(told)
    pause = retry_after(headers)
    refused = Reading(_refused(call, told), closed_for=UNSAID_SECONDS if pause is None else pause)
    return (*told, refused)


def _refused(call: Call, told: list[Reading]) -> str:
    """The limit that a refusal is about: one that is used up, else the narrowest of the call."""
    spent = [one.key for one in told if one.left == 0 and one.key in call.keys]
    return spent[-1] if spent else call.keys[-1]


def _account(headers: Mapping[str, str]) -> Reading | None:
    allowed = _number(headers.get("ratelimit-limit", headers.get("x-rate-limit", "")))
    left = _number(headers.get("ratelimit-remaining", headers.get("x-rate-limit-remaining", "")))
    resets = _number(headers.get("ratelimit-reset", ""))
    if allowed is None and left is None:
        return None
    return Reading(ZENDESK_ACCOUNT, allowed or None, left, _seconds(resets))


def _updates(headers: Mapping[str, str]) -> Reading | None:
    parts = dict(_PART.findall(headers.get("zendesk-rate-limit-tickets-update", "")))
    if not parts:
        return None
    allowed, left = _number(parts.get("total", "")), _number(parts.get("remaining", ""))
    return Reading(
        ZENDESK_UPDATES, allowed or None, left, _seconds(_number(parts.get("resets", "")))
    )


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text.strip()) else None


def _seconds(number: int | None) -> float | None:
    return None if number is None else float(number)
