"""Which agent may see and edit which ticket, and who counts as an operator."""

import hmac
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from starlette.requests import Request

from app.errors import AccessRefused
from app.model import Right
from app.ports import Clock
from app.web.services import TicketRights

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")

ACCESS_LIFE = timedelta(seconds=30)
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


class Remembered(Generic[Key, Answer]):
    """Answers of a slow question, kept for `life`. A failure is never kept."""

    def __init__(
        self,
        question: Callable[[Key], Awaitable[Answer]],
        clock: Clock,
        life: timedelta,
        limit: int = 10_000,
    ) -> None:
        self._question = question
        self._clock = clock
        self._life = life
        self._limit = limit
        self._answers: dict[Key, tuple[datetime, Answer]] = {}

    async def ask(self, key: Key) -> Answer:
        """The kept answer while it is fresh, else a new one; raises what the question raises."""
        kept = self._answers.get(key)
        if kept is not None and self._clock.now() < kept[0]:
            return kept[1]
        answer = await self._question(key)
        if len(self._answers) >= self._limit:
            self._answers.clear()
        self._answers[key] = (self._clock.now() + self._life, answer)
        return answer


class TicketDoor:
    """Lets an agent to a ticket only if Zendesk would show it, and to change something there only
    if Zendesk lets them edit it; remembers that for 30 seconds.
    """

    def __init__(self, access: TicketRights, clock: Clock) -> None:
        async def right_to(key: tuple[str, int]) -> Right:
            return await access.right_to(*key)

        self._answers = Remembered(right_to, clock, ACCESS_LIFE)

    async def require(self, agent_id: str, ticket_id: int, *, editing: bool = False) -> None:
        """Raises AccessRefused, or what the question to Zendesk raises: then nothing is shown."""
        right = await self._answers.ask((agent_id, ticket_id))
        if right is Right.NONE:
            raise AccessRefused(f"agent {agent_id} may not see ticket {ticket_id}")
        if editing and right is not Right.EDIT:
            raise AccessRefused(f"agent {agent_id} may not edit ticket {ticket_id}")

    async def may_edit(self, agent_id: str, ticket_id: int) -> bool:
        """Whether to offer changes; `require` decides on each of them."""
        return await self._answers.ask((agent_id, ticket_id)) is Right.EDIT


def same_secret(given: str, *expected: str | None) -> bool:
    """Compare with each in constant time; nothing equals a secret that is not set."""
    same = [hmac.compare_digest(given.encode(), one.encode()) for one in expected if one]
    return any(same)


def is_loopback(request: Request, public_url: str | None) -> bool:
    """Whether the caller is this machine itself and not a proxy on it.

    A service with a public address stands behind a proxy that may name neither itself nor its
    caller, so that there nobody counts as local. Without one, a proxy is known by its forwarding
    headers, or by a host name other than the machine's own.
    """
    if public_url is not None and not _is_local(urlsplit(public_url).hostname or ""):
        return False
    client = request.client
    if client is None or any(name in request.headers for name in _FORWARDED):
        return False
    return _is_local(client.host) and _is_local(request.url.hostname or "")


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
