"""The packet as the sidebar sees and changes it: gate view, saving, waivers."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import InputRefused, RoleRefused, StaleWrite
from app.gate.decision import WHOLE_PACKET, Decision, ItemResult, active_waivers
from app.gate.packet import Packet, Waiver, moments_of
from app.gate.policy import SEVERITY, GatePolicy
from app.gate.quality import is_reason
from app.model import Agent, EventKind, InboundEvent, System, Ticket, TicketLink
from app.ports import Clock, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery, DeliveryState, GateRecord, StoredPacket
from app.services.context import customer_key
from app.services.disclosure import Disclosure
from app.services.emergency import Release, load_release
from app.services.gate_course import notices_of, opened_by_others, shared_gates
from app.services.gate_rechecks import failing_gates
from app.services.gatekeeping import Gatekeeping
from app.services.recording import note_packet
from app.services.sync_health import sync_view
from app.services.traits import TraitKeeper
from app.services.views import (
    GateItem,
    GateState,
    GateView,
    LinkView,
    PacketChange,
    ReleaseView,
    SavedView,
    WaiverRequest,
    WaiverTerms,
    WaiverView,
)

_VERSION = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of one ticket, read in one transaction.

    `stuck` holds what is parked or held, and what waits of gates that fail to be written.
    """

    packet: StoredPacket | None
    links: Sequence[TicketLink]
    gates: Sequence[GateRecord]
    stuck: Sequence[Delivery]
    waiting: int
    audit: Sequence[AuditEntry]
    waivers: Sequence[Waiver] = ()
    notices: Sequence[str] = ()
    release: Release | None = None
    retrying: Sequence[Delivery] = ()
    shared: frozenset[str] = frozenset()


class Packets:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        disclosure: Disclosure,
        gatekeeping: Gatekeeping,
        clock: Clock,
        traits: TraitKeeper,
        *,
        jira_url: str,
    ) -> None:
        self._store = store
        self._desk = desk
        self._disclosure = disclosure
        self._gatekeeping = gatekeeping
        self._clock = clock
        self._traits = traits
        self._jira_url = jira_url.rstrip("/")

    async def view(self, ticket_id: int) -> GateView:
        """The gate of the ticket as it stands. Raises VendorError when Zendesk cannot be read."""
        ticket = await self._desk.fetch_ticket(ticket_id)
        return await self._view(ticket)

    async def judge(self, ticket_id: int, change: PacketChange) -> GateView:
        """The gate as it would stand with this change, of which nothing is stored.

        What the vendors said may be a minute old, so that writing asks them little. Raises
        InputRefused as `save_packet` does, and VendorError.
        """
        policy = self._disclosure.policies.gate
        _check_change(change, policy)
        stored = await self._store.read(lambda tx: tx.packets.get(ticket_id))
        before = stored.packet if stored is not None else None
        draft = _apply(change, before, policy, self._clock.now())
        ticket, decision = await self._gatekeeping.decide_draft(ticket_id, draft)
        return await self._shown(ticket, decision, draft)

    async def _view(self, ticket: Ticket) -> GateView:
        return await self._shown(ticket, await self._gatekeeping.decide_ticket(ticket))

    async def _shown(
        self, ticket: Ticket, decision: Decision, draft: Packet | None = None
    ) -> GateView:
        policies = self._disclosure.policies
        labels = policies.gate.labels
        known = await self._store.read(lambda tx: _load(tx, ticket.id, labels))
        packet = draft or (known.packet.packet if known.packet is not None else None)
        sync = sync_view(known.audit, known.stuck, known.retrying, known.waiting)
        state = state_of(decision, known)
        pattern = packet.pattern if packet is not None else policies.gate.default_pattern
        items = tuple(_item(result, packet, policies.gate) for result in decision.items)
        links = tuple(self._link_view(link, known.gates) for link in known.links)
        opened = opened_by_others(known.shared, known.links, decision)
        view = GateView(
            ticket_id=ticket.id,
            state=state,
            may_escalate=decision.passes or known.release is not None,
            etag="",
            pattern=pattern,
            patterns=tuple(policies.gate.patterns),
            pattern_labels={name: one.label for name, one in policies.gate.patterns.items()},
            severity=decision.severity,
            severities=policies.gate.severities,
            items=items,
            reasons=decision.reasons,
            warnings=(*decision.warnings, *opened, *known.notices),
            release=_release(known.release),
            owner=decision.owner,
            links=links,
            withheld=_withheld(known.audit),
            sync=sync,
            policy=policies.version,
            saved=_saved(known.packet),
            waivers=_in_force(known.waivers, self._clock.now()),
            waiver_terms=_terms(policies.gate),
        )
        return GateView(**{**dict(view), "etag": _etag(known.packet, view)})

    def _link_view(self, link: TicketLink, gates: Sequence[GateRecord]) -> LinkView:
        gate = next((gate for gate in gates if gate.issue_id == link.issue_id), None)
        return LinkView(
            id=link.id,
            issue_key=link.issue_key,
            url=f"{self._jira_url}/browse/{link.issue_key}",
            status=gate.status if gate is not None else None,
            state=link.state.value,
            refused_at=gate.refused_at if gate is not None and not gate.open else None,
        )

    async def save_packet(
        self, ticket_id: int, change: PacketChange, *, etag: str | None, agent: Agent
    ) -> GateView:
        """Save items and queue the gate's new decision, in one commit.

        A save that breaks the packet returns once Jira's gate is shut, if Jira takes that soon.
        Raises StaleWrite when the packet is no longer the one that `etag` was given for, and
        InputRefused for a pattern, severity or item that the policy does not have.
        """
        policy = self._disclosure.policies.gate
        _check_change(change, policy)
        ticket = await self._desk.fetch_ticket(ticket_id)
        expected = _version_of(etag)
        bears = await self._traits.find(tuple(change.items.values()))

        def save(tx: Transaction) -> None:
            before = tx.packets.get(ticket_id)
            if (before.version if before is not None else 0) != expected:
                raise StaleWrite("The packet was changed meanwhile; reload to see that change.")
            known = before.packet if before is not None else None
            packet = _apply(change, known, policy, self._clock.now())
            stored = tx.packets.save(
                ticket_id,
                packet,
                customer=customer_key(ticket),
                expected=before.version if before is not None else None,
                by=agent.id,
                now=self._clock.now(),
            )
            tx.traits.add(ticket_id, bears, self._clock.now())
            note_packet(tx, ticket_id, packet)
            self.enqueue_decision(tx, ticket_id, f"packet:{ticket_id}:{stored.version}")

        await self._store.write(save)
        view = await self._view(ticket)
        if view.may_escalate or not await self._gatekeeping.wait_until_shut(ticket_id):
            return view
        return await self._view(ticket)

    async def waive(self, ticket_id: int, request: WaiverRequest, *, agent: Agent) -> GateView:
        """Grant an exception. Raises RoleRefused or InputRefused by the policy's bounds."""
        now = self._clock.now()
        _check_waiver(request, agent, self._disclosure.policies.gate, now)
        ticket = await self._desk.fetch_ticket(ticket_id)
        waiver = Waiver(item=request.item, reason=request.reason, by=agent.id, until=request.until)

        def grant(tx: Transaction) -> None:
            tx.packets.add_waiver(ticket_id, waiver, customer=customer_key(ticket))
            tx.audit.add(
                AuditEntry(
                    at=now,
                    actor=f"agent:{agent.id}",
                    action="waived",
                    subject=f"ticket:{ticket_id}",
                    detail=f"{request.item} until {request.until.isoformat()}",
                )
            )
            self.enqueue_decision(tx, ticket_id, f"waiver:{ticket_id}:{now.isoformat()}")

        await self._store.write(grant)
        return await self._view(ticket)

    def enqueue_decision(self, tx: Transaction, ticket_id: int, event_id: str) -> None:
        """Queue a new decision in the gate lane of each issue that the ticket is linked to."""
        event = InboundEvent(
            system=System.ZENDESK,
            kind=EventKind.PACKET_CHANGED,
            event_id=event_id,
            subject=str(ticket_id),
        )
        for lane in {link.gate_lane for link in tx.links.of_ticket(ticket_id)}:
            tx.deliveries.add(event, lane, self._clock.now())


def state_of(decision: Decision, known: Known) -> GateState:
    """One word for the whole: what is wrong comes before what is missing."""
    if not known.links:
        return GateState.UNLINKED
    states = {delivery.state for delivery in known.stuck}
    if DeliveryState.HELD in states:
        return GateState.HELD
    if states:
        return GateState.SYNC_ERROR
    if any(gate.escalated for gate in known.gates):
        return GateState.ESCALATED
    if decision.open:
        return GateState.WAIVED if decision.state == "waived" else GateState.READY
    refused = any(gate.refused_at is not None for gate in known.gates)
    return GateState.BLOCKED if refused else GateState.INCOMPLETE


def _load(tx: Transaction, ticket_id: int, labels: Mapping[str, str]) -> Known:
    links = tx.links.of_ticket(ticket_id)
    gates = [gate for link in links if (gate := tx.gates.get(link.issue_id)) is not None]
    lanes = [lane for link in links for lane in (link.lane, link.gate_lane)]
    stuck = [delivery for lane in lanes for delivery in tx.deliveries.stuck(lane)]
    retrying = [delivery for lane in lanes for delivery in tx.deliveries.postponed(lane)]
    stuck.extend(failing_gates(retrying))
    waiting = sum(tx.deliveries.waiting_in(lane) for lane in lanes)
    audit = [entry for link in links for entry in tx.audit.of_subject(f"link:{link.id}")]
    packet, waivers = tx.packets.get(ticket_id), tx.packets.waivers(ticket_id)
    notices, release = notices_of(tx, links, labels), load_release(tx)
    return Known(
        packet, links, gates, stuck, waiting, audit, waivers, notices, release, retrying,
        shared_gates(tx, links),
    )  # fmt: skip


def _saved(stored: StoredPacket | None) -> SavedView | None:
    return SavedView(by=stored.saved_by, at=stored.saved_at) if stored is not None else None


def _release(release: Release | None) -> ReleaseView | None:
    if release is None:
        return None
    return ReleaseView(by=release.by, since=release.since, until=release.until)


def _in_force(waivers: Sequence[Waiver], now: datetime) -> tuple[WaiverView, ...]:
    return tuple(
        WaiverView(item=waiver.item, by=waiver.by, until=waiver.until)
        for waiver in active_waivers(waivers, now)
    )


def _terms(policy: GatePolicy) -> WaiverTerms:
    rules = policy.waivers
    return WaiverTerms(
        roles=rules.roles,
        max_days=rules.max_days,
        min_reason_words=rules.min_reason_words,
        whole_packet=rules.whole_packet,
    )


def _withheld(audit: Sequence[AuditEntry]) -> dict[str, int]:
    return dict(Counter(finding.entity for entry in audit for finding in entry.findings))


def _item(result: ItemResult, packet: Packet | None, policy: GatePolicy) -> GateItem:
    item = policy.items.get(result.key)
    value = packet.items.get(result.key, "") if packet is not None else ""
    if result.key == SEVERITY and packet is not None:
        value = packet.severity or ""
    return GateItem(
        key=result.key,
        label=result.label,
        state=result.state,
        reason=result.reason,
        hint=result.hint,
        value=value,
        choices=item.choices if item is not None else (),
        multiline=item.multiline if item is not None else True,
    )


def _etag(stored: StoredPacket | None, view: GateView) -> str:
    """The packet's version, which saving compares, and a digest of all that is shown."""
    version = stored.version if stored is not None else 0
    return f"{version}.{hashlib.sha256(view.model_dump_json().encode()).hexdigest()[:12]}"


def _version_of(etag: str | None) -> int:
    head = (etag or "").strip().removeprefix("W/").strip('"').partition(".")[0]
    if not _VERSION.fullmatch(head):
        raise StaleWrite("The request does not say which version of the packet it changes.")
    return int(head)


def _check_change(change: PacketChange, policy: GatePolicy) -> None:
    _check_text(*change.items, *change.items.values())
    unknown = [key for key in change.items if key not in policy.items]
    if unknown:
        raise InputRefused(f"The policy has no packet item {', '.join(sorted(unknown))}.")
    if change.pattern is not None and change.pattern not in policy.patterns:
        raise InputRefused("The policy has no such pattern of escalation.")
    if change.severity and change.severity not in policy.severities:
        raise InputRefused("The policy has no such severity.")


def _check_text(*texts: str) -> None:
    """Half a surrogate pair is no text: it can be neither stored nor sent."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError as error:
        raise InputRefused("A text holds half a character; write it anew.") from error


def _apply(
    change: PacketChange, before: Packet | None, policy: GatePolicy, now: datetime
) -> Packet:
    """The packet after the change. The item `severity` and the packet's severity are one."""
    merged = {**(before.items if before is not None else {}), **change.items}
    chosen = merged.pop(SEVERITY, None)
    severity = before.severity if before is not None else None
    if change.severity is not None or chosen is not None:
        severity = change.severity or chosen or None
    if severity is not None and severity not in policy.severities:
        raise InputRefused("The policy has no such severity.")
    pattern = before.pattern if before is not None else policy.default_pattern
    items = {key: text for key, text in merged.items() if text.strip()}
    return Packet(
        pattern=change.pattern or pattern,
        severity=severity,
        items=items,
        entered=moments_of(items, before, now),
    )


def _check_waiver(request: WaiverRequest, agent: Agent, policy: GatePolicy, now: datetime) -> None:
    rules = policy.waivers
    _check_text(request.item, request.reason)
    if agent.role not in rules.roles:
        raise RoleRefused("The policy does not let your role grant waivers.")
    if request.item == WHOLE_PACKET and not rules.whole_packet:
        raise InputRefused("The policy does not allow a waiver of the whole packet.")
    if request.item not in {WHOLE_PACKET, *policy.items}:
        raise InputRefused("The policy has no such packet item.")
    if request.until.tzinfo is None:
        raise InputRefused("A waiver's end names its time zone.")
    if not now < request.until <= now + timedelta(days=rules.max_days):
        raise InputRefused(f"A waiver ends within {rules.max_days} days.")
    if not is_reason(request.reason, rules.min_reason_words):
        raise InputRefused(
            f"A waiver's reason has {rules.min_reason_words} different words or more."
        )
