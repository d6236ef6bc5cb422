"""An agent's right to a ticket: what access needs is read, then `access` decides."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from app.errors import NotFound
from app.model import Right
from connectors.zendesk.access import (
    WireAgent,
    WireGroup,
    WireRole,
    asks_group,
    edits,
    needs_groups,
    needs_role,
    sees,
    works,
)
from connectors.zendesk.reading import Wire, WireTicket, read_part, read_parts
from connectors.zendesk.transport import Transport

PAGE = 100
Pages = Callable[[str, Mapping[str, Any]], AsyncIterator[Mapping[str, Any]]]


class _Membership(Wire):
    group_id: int


class AgentRights:
    """Reads with our own account, which must see all tickets and roles.

    `pages` reads a list to its end.
    """

    def __init__(self, transport: Transport, pages: Pages) -> None:
        self._transport = transport
        self._pages = pages

    async def right_to(self, agent_id: str, ticket_id: int) -> Right:
        """Two reads; one more each for a custom role, the ticket's group, an agent's memberships.

        NONE where agent, role or ticket is not there. Raises VendorError when Zendesk does not
        tell: then nothing may be shown.
        """
        if not (agent_id.isascii() and agent_id.isdigit()):
            return Right.NONE
        try:
            return await self._right_to(agent_id, ticket_id)
        except NotFound:
            return Right.NONE

    async def _right_to(self, agent_id: str, ticket_id: int) -> Right:
        answer = await self._transport.read(f"/api/v2/users/{agent_id}")
        agent = read_part(WireAgent, answer.get("user"), "user")
        if not works(agent):
            return Right.NONE
        found = await self._transport.read(f"/api/v2/tickets/{ticket_id}")
        ticket = read_part(WireTicket, found.get("ticket"), "ticket")
        role = await self._role_of(agent) if needs_role(agent) else None
        private = asks_group(agent, ticket) and await self._is_private(ticket)
        asks = private or needs_groups(agent, role)
        groups = await self._groups_of(agent) if asks else frozenset()
        if not sees(agent, ticket, groups, private=private, role=role):
            return Right.NONE
        return Right.EDIT if edits(agent, role) else Right.SEE

    async def _role_of(self, agent: WireAgent) -> WireRole:
        answer = await self._transport.read(f"/api/v2/custom_roles/{agent.custom_role_id}")
        return read_part(WireRole, answer.get("custom_role"), "custom role")

    async def _is_private(self, ticket: WireTicket) -> bool:
        """Whether the ticket's group is private; one that is gone is taken for it."""
        try:
            answer = await self._transport.read(f"/api/v2/groups/{ticket.group_id}")
        except NotFound:
            return True
        return not read_part(WireGroup, answer.get("group"), "group").is_public

    async def _groups_of(self, agent: WireAgent) -> frozenset[int]:
        path = f"/api/v2/users/{agent.id}/group_memberships"
        groups: set[int] = set()
        async for answer in self._pages(path, {"page[size]": PAGE}):
            memberships = read_parts(_Membership, answer, "group_memberships")
            groups.update(membership.group_id for membership in memberships)
        return frozenset(groups)
