"""A comment and the changes that wait beside it, in one update of the ticket.

Zendesk allows one user few updates of a ticket, and an engineer who moves an issue often writes a
comment with it. The update is the comment's: the journal knows it by the comment's marker, so that
after an unknown outcome the comment is looked for, and the changes, which may be repeated, are
looked at once more.
"""

from functools import partial

import structlog

from app.effects import UpdateTicket
from app.errors import AirlockError, StoreError
from app.model import LinkState, TicketLink
from app.services.carrying import Carry
from app.services.changes import Changes
from app.services.comments import Comments
from app.services.together import Together

log = structlog.get_logger()


class OneUpdate:
    def __init__(self, comments: Comments, changes: Changes) -> None:
        self._comments = comments
        self._changes = changes

    async def relay_comment(
        self, link: TicketLink, together: Together, *, only_corrections: bool
    ) -> bool:
        """As `Comments.relay`; the changes behind the comment go along with it."""
        few, changes = only_corrections, together.changes
        if changes is None or link.state is not LinkState.ACTIVE:
            return await self._comments.relay(link, together.head, only_corrections=few)
        look = partial(self._changes.plan_for_ticket, link, changes)
        carry = Carry(self._changes.outbox, look)
        found = await self._comments.relay(link, together.head, only_corrections=few, carry=carry)
        if carry.done:
            together.served = together.behind
        return found

    async def relay_changes(self, link: TicketLink, together: Together) -> None:
        """As `Changes.relay`; they go along with a comment that waits behind them.

        Where they cannot, they go first, as they came.
        """
        plan = await self._plan_with_comment(link, together)
        if plan is None:
            together.leave_comment()
            await self._changes.relay(link, together.changes or together.head)
        elif not await self._went_along(link, together, plan):
            await self._changes.send(plan, together.head)
        together.served = together.behind

    async def _plan_with_comment(self, link: TicketLink, together: Together) -> UpdateTicket | None:
        """What the comment behind the changes is to take along, if there is one and it may."""
        changes = together.changes
        if changes is None or together.comment is None or link.state is not LinkState.ACTIVE:
            return None
        return await self._changes.plan_for_ticket(link, changes)

    async def _went_along(self, link: TicketLink, together: Together, plan: UpdateTicket) -> bool:
        """Whether they are on the ticket. A comment that is not done is left to its own work."""
        carry = Carry(self._changes.outbox, partial(_known, plan), or_alone=False)
        try:
            found = await self._comments.relay(link, together.comment or together.head, carry=carry)
        except StoreError:
            raise
        except AirlockError as error:
            if error.retryable:
                raise  # it may be under way, or lies at the vendor: those behind wait too
            log.warning("a comment is left behind its changes", code=error.code)
            found = False
        if not carry.done and (not found or together.tells_twice):
            together.leave_comment()
        return carry.done


async def _known(plan: UpdateTicket) -> UpdateTicket:
    return plan
