"""Deciding an issue's gate and bringing Jira in line, in the order in which it is safe.

What closes is written first and alone: nothing that is read, redacted or refused after it may keep
the gate open. What opens is written last, with its reasons.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from app.errors import Held, VendorError, WriteRefused
from app.gate.decision import Decision
from app.gate.rollup import roll_up
from app.gate.token import make_token
from app.model import EventKind, InboundEvent, Ticket, TicketLink
from app.ports import Clock
from app.records import Delivery
from app.services.emergency import Release
from app.services.gate_deciding import GateDeciding
from app.services.gate_rechecks import WAIVER_LEAD
from app.services.gate_records import Verdict
from app.services.gate_standing import KnownGate, Standing
from app.services.gate_writing import GateWriting

log = structlog.get_logger()

Deciding = asyncio.Task[tuple[Decision, Sequence[Ticket]]]


@dataclass(frozen=True, slots=True)
class GateSettling:
    deciding: GateDeciding
    writing: GateWriting
    clock: Clock
    gate_key: bytes

    @asynccontextmanager
    async def begun(self, known: KnownGate, event: InboundEvent) -> AsyncIterator[Deciding | None]:
        """Begin to decide while the issue is read, where a decision is sure to be wanted.

        What became of it concerns only who awaits it within the block.
        """
        if event.kind is not EventKind.PACKET_CHANGED or not known.links:
            yield None
            return
        task = asyncio.create_task(self._decide_links(known.links))
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.wait({task})
            if not task.cancelled():
                task.exception()

    async def settle(
        self, standing: Standing, delivery: Delivery, decided: Deciding | None = None
    ) -> Verdict:
        """Decide, and write what Jira does not show yet. `decided` is of `begun`, if it began.

        Raises VendorError and Held. A gate that cannot be decided is cleared where what stands
        there is not ours or a text is held, and opened in an emergency release. One whose waiver
        ends is shut first: whether it can be decided is not waited for.
        """
        if not standing.has_ended(self.clock.now() + WAIVER_LEAD):
            return await self._settle(standing, delivery, decided)
        await self.writing.shut(standing.issue.id, delivery.id)
        at = self.clock.now()
        try:
            verdict = await self._settle(standing.shut, delivery, decided)
        except (Held, VendorError):
            await self.writing.record_cleared(standing.issue.id)
            raise
        return verdict.shut(verdict.shut_at or at)

    async def _settle(
        self, standing: Standing, delivery: Delivery, decided: Deciding | None
    ) -> Verdict:
        release = standing.known.release
        try:
            verdict = await self._decide(standing, decided)
        except (Held, VendorError) as error:
            if release is None:
                await self._clear_after(error, standing, delivery)
                raise
            return await self._open_undecided(standing, release, delivery)
        try:
            return await self._write(standing, verdict, delivery)
        except (Held, VendorError):
            if release is None:
                raise
            return await self._open_undecided(standing, release, delivery)

    async def show(self, standing: Standing, verdict: Verdict, delivery: Delivery) -> None:
        """How each ticket's link reads, once the gate is recorded. Raises VendorError and Held.

        While a text is held no gate stays open. In an emergency release neither is a failure.
        """
        try:
            await self.writing.write_links(standing, verdict, delivery)
        except (Held, VendorError) as error:
            if standing.known.release is not None:
                log.warning("links not written", issue=standing.issue.id, code=error.code)
                return
            if isinstance(error, Held) and verdict.token is not None:
                await self.writing.clear(standing.issue.id, delivery.id)
            raise

    async def _decide_links(self, links: Sequence[TicketLink]) -> tuple[Decision, Sequence[Ticket]]:
        return await self.deciding.decide_issue(links, at=self.clock.now() + WAIVER_LEAD)

    async def _decide(self, standing: Standing, decided: Deciding | None) -> Verdict:
        if decided is not None:
            decision, tickets = await decided
        else:
            decision, tickets = await self._decide_links(standing.known.links)
        token = self._token(standing.issue.id, decision, standing.known.release)
        return Verdict(decision, tickets, token)

    async def _write(self, standing: Standing, verdict: Verdict, delivery: Delivery) -> Verdict:
        shuts = bool(standing.fields.token) and verdict.token is None
        if shuts:
            await self.writing.shut(standing.issue.id, delivery.id)
            standing = standing.shut
            verdict = verdict.shut(self.clock.now())
        try:
            return await self._show(standing, verdict, delivery)
        except (Held, VendorError) as error:
            if shuts:
                await self.writing.record_cleared(standing.issue.id)
            await self._clear_after(error, standing, delivery)
            raise

    async def _show(self, standing: Standing, verdict: Verdict, delivery: Delivery) -> Verdict:
        """Write value and reasons.

        Where transitions are taken back, a project without the gate's fields (a team's own) is
        guarded all the same: that Jira refuses them is no failure there.
        """
        try:
            written = await self.writing.write_fields(standing, verdict, delivery)
        except WriteRefused:
            if standing.fields.token or standing.issue.project not in self.writing.policy.revert:
                raise
            log.warning("gate fields refused", issue=standing.issue.id)
            return Verdict(verdict.decision, verdict.tickets, None)
        return verdict.shown(written=written)

    async def _clear_after(
        self, error: Held | VendorError, standing: Standing, delivery: Delivery
    ) -> None:
        """No value stays that is not ours, and none at all while a text is held."""
        if standing.fields.token and (standing.foreign or isinstance(error, Held)):
            await self.writing.clear(standing.issue.id, delivery.id)

    async def _open_undecided(
        self, standing: Standing, release: Release, delivery: Delivery
    ) -> Verdict:
        """In an emergency a gate that cannot be decided is opened without a word."""
        decision = roll_up([], self.writing.policy)
        verdict = Verdict(decision, (), self._token(standing.issue.id, decision, release))
        if verdict.value is not None:
            await self.writing.open_only(standing.issue.id, verdict.value, delivery.id)
        return verdict

    def _token(self, issue_id: str, decision: Decision, release: Release | None) -> str | None:
        """None while closed, and for an issue without a ticket whatever the policy's mode is.

        In an emergency every issue has one.
        """
        if decision.passes and decision.ticket_id is not None:
            return make_token(self.gate_key, issue_id, decision.digest).value
        if release is not None:
            return make_token(self.gate_key, issue_id, release.digest).value
        return None
