"""Tickets that were merged: the issue goes on with the ticket that is left.

The comments that Zendesk writes in a merge quote the other ticket, maybe another customer's. They
never cross; engineers are told by a neutral line.
"""

from dataclasses import dataclass
from datetime import datetime

from app.model import Cause, Issue, LinkState, Ticket, TicketLink
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery
from app.services.context import context_of_ticket, customer_key, merge
from app.services.disclosure import Disclosure, Scope
from app.services.endings import Endings
from app.services.gate_rechecks import queue_gates
from app.services.intake import merge_fact
from app.services.linking import Linking
from app.services.notices import Notices
from app.services.outbox import Outbox
from app.services.recording import escalation_of

BY = "airlock"


@dataclass(frozen=True, slots=True)
class _Merge:
    """`same_customer` says that what is known of the one may be known of the other."""

    link: TicketLink
    delivery: Delivery
    target: Ticket
    issue: Issue
    same_customer: bool


class Merging:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        outbox: Outbox,
        linking: Linking,
        endings: Endings,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._linking = linking
        self._endings = endings
        self._clock = clock
        self._notices = Notices(desk, tracker, disclosure, outbox)

    async def relay(self, link: TicketLink, delivery: Delivery) -> None:
        """Link the issue with the ticket that is left, and end this link; its copies stand.

        Raises NotFound when the other ticket or the issue is gone, other leaves of VendorError, and
        Held.
        """
        number = await self._store.read(lambda tx: _last_target(tx, delivery.event.subject))
        if number is None:
            await self._store.write(
                lambda tx: self._note(tx, link, "merged, and not told into which ticket")
            )
            return
        if link.state is not LinkState.ENDED:
            merged = await self._look(link, delivery, number)
            await self._store.write(lambda tx: self._settle(tx, merged))
        words = self._disclosure.policies.mapping.corrections.merged
        words = words.replace("{ticket}", str(link.ticket_id)).replace("{target}", str(number))
        await self._notices.tell_issue(link, words, delivery, f"merged:{number}")
        await self._endings.remove_remote_link(link, delivery)

    async def _look(self, link: TicketLink, delivery: Delivery, number: int) -> _Merge:
        target = await self._desk.fetch_ticket(number)
        issue = await self._tracker.fetch_issue(link.issue_id)
        scope = Scope(f"ticket:{target.id}", customer_key(target))
        known, owner = await self._store.read(
            lambda tx: (tx.vault.context(link.pair), tx.vault.customer_of(link.pair))
        )
        seen = context_of_ticket(target, self._disclosure.policies, await self._desk.field_ids())
        same = owner == scope.customer
        if same and known is not None:
            seen = merge(known, seen)
        await self._disclosure.learn(scope, seen)
        return _Merge(link, delivery, target, issue, same)

    def _settle(self, tx: Transaction, merged: _Merge) -> None:
        now, link, target = self._clock.now(), merged.link, merged.target
        self._linking.add(
            tx, target.id, merged.issue.id, merged.issue.key, by=BY, is_escalation=False
        )
        tx.history.move(escalation_of(link), target.id)
        tx.links.set_state(link.id, LinkState.ENDED, Cause.MERGED)
        if merged.same_customer:
            self._move_packet(tx, merged, now)
        queue_gates(tx, [link.issue_id], f"merged:{merged.delivery.id}", now)
        whose = "the same customer" if merged.same_customer else "another customer"
        self._note(tx, link, f"merged into ticket:{target.id}", f"of {whose}; the copies stand")

    def _move_packet(self, tx: Transaction, merged: _Merge, now: datetime) -> None:
        """The gate must not shut because the packet lies with the ticket that was merged."""
        source, target = merged.link.ticket_id, merged.target
        stored, customer = tx.packets.get(source), customer_key(target)
        if stored is not None and tx.packets.get(target.id) is None:
            tx.packets.save(
                target.id, stored.packet, customer=customer, expected=None,
                by=stored.saved_by, now=now,
            )  # fmt: skip
        known = tx.packets.waivers(target.id)
        for waiver in tx.packets.waivers(source):
            if waiver not in known:
                tx.packets.add_waiver(target.id, waiver, customer=customer)

    def _note(self, tx: Transaction, link: TicketLink, action: str, detail: str = "") -> None:
        tx.audit.add(
            AuditEntry(
                at=self._clock.now(), actor=BY, action=action, subject=f"link:{link.id}",
                detail=detail,
            )
        )  # fmt: skip


def _last_target(tx: Transaction, ticket: str) -> int | None:
    """Where a chain of merges ends, as far as Zendesk has told; None when it told nothing."""
    seen = {ticket}
    target = tx.facts.get(merge_fact(ticket))
    while target is not None and target not in seen:
        seen.add(target)
        further = tx.facts.get(merge_fact(target))
        if further is None:
            return int(target)
        target = further
    return None
