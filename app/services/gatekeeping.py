"""The gate of an issue: decided from the packets of its tickets, written into Jira's gate field.

Everything that may change the decision ends as a delivery in the issue's gate lane; `refresh` runs
there, one at a time for an issue. What is written is a keyed value that only we can make; any other
value is cleared.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime

from app.errors import Held, NotFound
from app.gate.decision import Decision
from app.gate.names import plain_name
from app.gate.packet import Packet
from app.gate.rollup import roll_up
from app.model import Issue, Ticket, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_facts import GateDesk
from app.records import Delivery, GateRecord
from app.services.disclosure import Disclosure
from app.services.emergency import Emergency, Jira, load_release
from app.services.gate_deciding import GateDeciding
from app.services.gate_intent import settle_intent
from app.services.gate_passages import GatePassages
from app.services.gate_rechecks import (
    POLICY_FACT,
    enqueue_due,
    queue_gates,
    queue_linked,
    queue_pages,
)
from app.services.gate_records import Verdict, keep
from app.services.gate_reverting import queue_owed
from app.services.gate_rounds import GateRounds
from app.services.gate_settling import GateSettling
from app.services.gate_standing import KnownGate, Standing, load_known, since_when, waits_to_shut
from app.services.gate_sweeping import GateSweeping
from app.services.gate_transitions import GateTransitions
from app.services.gate_writing import GateWriting
from app.services.outbox import Outbox
from app.services.views import TransitionAnswer, TransitionQuestion

SHUT_POLL_SECONDS = 0.01


class Gatekeeping:
    def __init__(
        self,
        store: UnitOfWork,
        desk: GateDesk,
        tracker: Jira,
        disclosure: Disclosure,
        outbox: Outbox,
        clock: Clock,
        *,
        gate_key: bytes,
        zendesk_url: str,
        shut_within: float = 0.0,
    ) -> None:
        """`shut_within`: for how many seconds a save that breaks a packet waits for Jira."""
        self._shut_within = shut_within
        self._modes = outbox.modes
        self._store = store
        self._disclosure = disclosure
        self._clock = clock
        self._rechecked: str | None = None
        self._key_name = hashlib.sha256(b"name:" + gate_key).hexdigest()[:8]
        self._deciding = GateDeciding(store, desk, tracker, disclosure, clock)
        self._writing = GateWriting(
            store, desk, tracker, disclosure, outbox, clock, zendesk_url=zendesk_url
        )
        self._settling = GateSettling(self._deciding, self._writing, clock, gate_key)
        self._transitions = GateTransitions(store, tracker, disclosure, self._deciding, clock)
        self.emergency = Emergency(store, tracker, disclosure, clock)
        self._sweeping = GateSweeping(store, tracker, self._writing, clock)
        self._rounds = GateRounds(store, clock)
        self._passages = GatePassages(store, tracker, outbox, self._writing, clock)

    async def decide_ticket(self, ticket: Ticket) -> Decision:
        """The gate's decision over this ticket's packet as it stands now."""
        return await self._deciding.decide_ticket(ticket)

    def forget(self) -> None:
        """Let go of what is held of tickets in memory."""
        self._deciding.forget()

    async def decide_draft(self, ticket_id: int, draft: Packet) -> tuple[Ticket, Decision]:
        """The decision as it would be with this packet, and the ticket that it is about."""
        return await self._deciding.decide_draft(ticket_id, draft)

    def seen(self, ticket_id: int) -> Ticket | None:
        """The ticket as this process decided about it last, if that is minutes ago at most."""
        return self._deciding.seen(ticket_id)

    async def named_fields(self, ticket: Ticket) -> dict[str, str]:
        """The ticket's field values under their ids and under their titles."""
        return await self._deciding.named_fields(ticket)

    async def decide_issue(self, links: Sequence[TicketLink]) -> tuple[Decision, Sequence[Ticket]]:
        """The decision over all tickets of one issue; a deleted ticket has no say."""
        return await self._deciding.decide_issue(links)

    async def decide_transition(self, question: TransitionQuestion) -> TransitionAnswer:
        """Answer a validator that can call out. Whoever asks treats every error as a no."""
        return await self._transitions.decide(question)

    async def refresh(self, issue_id: str, delivery: Delivery) -> None:
        """Bring the gate field, the reasons field and the remote links up to date.

        An issue without a link is cleared. What cannot be decided does not stay open on a value
        that is not ours, nor on a text that is held; in an emergency release it is opened all the
        same. Raises VendorError and Held; a failed write leaves the record as it was, so that the
        next try starts from what Jira really holds.
        """
        event = delivery.event
        known = await self._store.read(lambda tx: load_known(tx, issue_id, event))
        if known.is_elsewhere(event, self._disclosure.policies.gate):
            return
        if self._writing.rehearses:
            await self._rehearse(issue_id, known, delivery)
            return
        if known.is_unsafe_after(delivery):
            await self._writing.clear(issue_id, delivery.id)
            known = await self._store.read(lambda tx: load_known(tx, issue_id, event))
        began = self._clock.now()
        async with self._settling.begun(known, event) as decided:
            standing = await self._look(issue_id, known, delivery)
            if standing is None or not await self._has_work(standing, delivery):
                return
            fits = decided if standing.known is known else None
            verdict = await self._settling.settle(standing, delivery, fits)
        await self._record(standing, verdict, delivery, began)
        await self._settling.show(standing, verdict, delivery)
        await self._passages.look(standing.issue, verdict.decision, verdict.tickets, delivery)

    async def _rehearse(self, issue_id: str, known: KnownGate, delivery: Delivery) -> None:
        """In the mode `shadow`: what would be written is recorded, and no gate as written."""
        standing = await self._look(issue_id, known, delivery)
        policy = self._disclosure.policies.gate
        if standing is None or standing.is_settled(policy):
            return
        if standing.issue.project in policy.projects:
            verdict = await self._settling.settle(standing, delivery)
            await self._settling.show(standing, verdict, delivery)

    async def _has_work(self, standing: Standing, delivery: Delivery) -> bool:
        """Whether the gate must be settled. Of an issue that nobody linked only moves are told."""
        policy, issue = self._disclosure.policies.gate, standing.issue
        if issue.project not in policy.projects:
            await self._writing.leave(standing, delivery.id)
            return False
        moved = await self._passages.may_have_moved(issue, delivery.event)
        if not standing.is_settled(policy):
            return True
        if moved and standing.known.before is None:
            await self._passages.look(issue, roll_up([], policy), (), delivery)
            return False
        return moved

    async def _look(self, issue_id: str, known: KnownGate, delivery: Delivery) -> Standing | None:
        """Read the issue, once; None where it is gone, or where another lane is its own."""
        try:
            issue = await self._writing.fetch_issue(issue_id)
        except NotFound:
            if known.links and not known.deleted:
                raise
            return None
        except Held:
            # Nobody can tell what stands in the field: our own write must not begin this anew.
            if not known.ours:
                await self._writing.clear(issue_id, delivery.id)
            raise
        if issue.id != issue_id:
            await self._hand_over(issue.id, delivery)
            return None
        return Standing(known, issue, await self._writing.fields_of(issue))

    async def _hand_over(self, issue_id: str, delivery: Delivery) -> None:
        """Of an issue of which only the key was told: two lanes must not write its gate at once."""
        now = self._clock.now()
        lane = f"gate:{issue_id}"
        await self._store.write(lambda tx: tx.deliveries.add(delivery.event, lane, now))

    async def _record(
        self, standing: Standing, verdict: Verdict, delivery: Delivery, began: datetime
    ) -> None:
        now = self._clock.now()
        since = since_when(delivery, standing.known.before, began)

        def save(tx: Transaction) -> None:
            before = tx.gates.get(standing.issue.id)
            tx.gates.save(self._renew(standing.issue, verdict, before, now))
            keep(tx, standing, verdict, delivery, since, now)
            settle_intent(tx, standing.issue.id, delivery.id, verdict.token)
            if load_release(tx) != standing.known.release:
                # Opened or closed while this was decided: its own pages may have come before us.
                queue_gates(tx, [standing.issue.id], f"release-changed:{delivery.id}", now)

        await self._store.write(save)

    def _renew(
        self, issue: Issue, verdict: Verdict, before: GateRecord | None, now: datetime
    ) -> GateRecord:
        policy, decision = self._disclosure.policies.gate, verdict.decision
        escalated = plain_name(issue.status) in policy.guarded_statuses
        return GateRecord(
            issue_id=issue.id,
            token=verdict.token,
            reasons_digest=digest_reasons(decision.reasons),
            open=decision.open,
            decided_at=now,
            status=issue.status,
            escalated=escalated or (before is not None and before.escalated),
            refused_at=before.refused_at if before is not None else None,
            valid_until=decision.valid_until,
        )

    async def wait_until_shut(self, ticket_id: int) -> bool:
        """Return when no gate of the ticket's issues waits to be shut, or after `shut_within`.

        Whether there was one to wait for. The lane shuts them, so that no write of an older
        decision can come after. A gate that cannot be written now is not waited for, and none
        while sending is stopped.
        """

        def waits(tx: Transaction) -> bool:
            return self._modes.works(tx) and waits_to_shut(tx, ticket_id)

        for waited in range(round(self._shut_within / SHUT_POLL_SECONDS)):
            if not await self._store.read(waits):
                return waited > 0
            await asyncio.sleep(SHUT_POLL_SECONDS)
        return self._shut_within > 0

    async def recheck_release(self) -> None:
        """Close an emergency release whose end has come; go on with a closing that broke off."""
        await self.emergency.close_ended()

    async def sweep(self) -> None:
        """Now and then, queue each issue in whose gate field a value stands that is not ours.

        For those of whose change no webhook tells: an import, a clone made while nothing ran.
        Raises VendorError.
        """
        await self._sweeping.sweep()

    async def recheck_due(self) -> None:
        """Queue a new decision for each gate whose waiver has ended, again until it is taken.

        So are the issues that are to be taken back after a pause, and now and then each open gate.
        """
        now = self._clock.now()
        await self._store.write(lambda tx: enqueue_due(tx, now))
        await self._store.write(lambda tx: queue_owed(tx, now))
        await self._rounds.go()

    async def recheck_policy(self) -> None:
        """Queue a new decision for every linked issue if policies or gate key are not last time's.

        With a new key the value that stands is still known as ours, and is written anew.

        Last time is kept in the store, so that a change made while nothing ran is known too. What
        was asked of the store once is not asked again until the policies change: processes that
        were given different policies must not take turns for ever.
        """
        version = f"{self._disclosure.policies.version}:{self._key_name}"
        if version == self._rechecked:
            return
        if await self._store.read(lambda tx: tx.facts.get(POLICY_FACT)) != version:
            await self._enqueue_all(version)
        self._rechecked = version

    async def _enqueue_all(self, version: str) -> None:
        """The time is part of the cause, because a policy may come back."""
        now = self._clock.now()
        cause = f"policy:{version}:{now.isoformat()}"
        async for _ in queue_pages(self._store, queue_linked, cause, now):
            pass
        await self._store.write(lambda tx: tx.facts.set(POLICY_FACT, version))


def digest_reasons(reasons: Sequence[str]) -> str:
    """Tells whether the reasons changed."""
    return hashlib.sha256("\n".join(reasons).encode()).hexdigest()
