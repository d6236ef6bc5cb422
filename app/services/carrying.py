"""The update that posts a comment takes along what else the ticket must be told."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog

from app.effects import Applied, Effect, UpdateTicket
from app.errors import VendorError, WriteRefused
from app.model import Finding
from app.services.outbox import AfterEffect, Outbox

log = structlog.get_logger()

Send = Callable[[Effect], Awaitable[Applied]]
Look = Callable[[], Awaitable[UpdateTicket | None]]
"""What a ticket must be told of its issue's changes, as they are now; None where nothing may be."""


class Carry:
    """Sends as the outbox does; the update that posts a comment takes the changes along.

    `done` once they are on the ticket, or the ticket was found to agree. With `or_alone` the
    comment goes without them where they cannot be read, or Zendesk refuses the update of both.
    """

    def __init__(self, outbox: Outbox, look: Look, *, or_alone: bool = True) -> None:
        self._outbox = outbox
        self._look = look
        self._or_alone = or_alone
        self.done = False

    async def send(
        self,
        effect: Effect,
        *,
        delivery_id: str,
        digest: str = "",
        after: AfterEffect | None = None,
        findings: Sequence[Finding] = (),
    ) -> Applied:
        """As `Outbox.send`. What was begun before is not known to have brought the changes."""
        send = partial(
            self._outbox.send, delivery_id=delivery_id, digest=digest, after=after,
            findings=findings,
        )  # fmt: skip
        if not isinstance(effect, UpdateTicket) or not await self._outbox.is_first(effect):
            return await send(effect)
        added = await self._read()
        if added is None:
            return await send(effect)
        return await self._send_both(effect, with_changes(effect, added), send)

    async def _send_both(self, alone: UpdateTicket, both: UpdateTicket, send: Send) -> Applied:
        try:
            applied = await send(both)
        except WriteRefused as error:
            if both == alone or not self._or_alone:
                raise
            log.warning("changes refused with a comment", code=error.code)
            return await send(alone)
        self.done = True
        return applied

    async def _read(self) -> UpdateTicket | None:
        try:
            return await self._look()
        except VendorError as error:
            if not self._or_alone:
                raise
            log.warning("changes not read with a comment", code=error.code)
            return None


def with_changes(comment: UpdateTicket, changes: UpdateTicket) -> UpdateTicket:
    """The update that posts the comment, under its marker, with the changes of the other one."""
    return UpdateTicket(
        comment.ticket_id,
        comment.marker,
        comment.comment,
        changes.status,
        changes.priority,
        changes.fields,
        changes.add_tags,
    )
