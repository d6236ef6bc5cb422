"""What the web asks of the gate, in one place: each call goes to the service that answers it."""

from app.model import Agent
from app.services.customer_update import CustomerUpdates
from app.services.escalation import Escalations
from app.services.escalation_views import DueEscalation
from app.services.escalations_due import EscalationsDue
from app.services.gatekeeping import Gatekeeping
from app.services.known_issue_hints import KnownIssueHints
from app.services.linking import Linking, key_in
from app.services.packets import Packets
from app.services.prevention_views import KnownIssueHint
from app.services.sidebar_views import CustomerUpdate, HeldText, StuckItem, Suspect, UpdateEdit
from app.services.stuck import StuckTexts
from app.services.suspects import Suspects
from app.services.views import (
    Escalation,
    GateView,
    PacketChange,
    Preview,
    TransitionAnswer,
    TransitionQuestion,
    WaiverRequest,
)


class Sidebar:
    def __init__(
        self,
        packets: Packets,
        escalations: Escalations,
        linking: Linking,
        gatekeeping: Gatekeeping,
        suspects: Suspects,
        stuck: StuckTexts,
        updates: CustomerUpdates,
        hints: KnownIssueHints,
        due: EscalationsDue,
    ) -> None:
        self._packets = packets
        self._escalations = escalations
        self._linking = linking
        self._gatekeeping = gatekeeping
        self._suspects = suspects
        self._stuck = stuck
        self._updates = updates
        self._hints = hints
        self._due = due

    async def view(self, ticket_id: int) -> GateView:
        return await self._packets.view(ticket_id)

    async def save_packet(
        self, ticket_id: int, change: PacketChange, *, etag: str | None, agent: Agent
    ) -> GateView:
        return await self._packets.save_packet(ticket_id, change, etag=etag, agent=agent)

    async def judge(self, ticket_id: int, change: PacketChange) -> GateView:
        return await self._packets.judge(ticket_id, change)

    async def preview(self, ticket_id: int, *, agent: Agent) -> Preview:
        return await self._escalations.preview(ticket_id, agent=agent)

    async def escalate(
        self,
        ticket_id: int,
        *,
        preview_digest: str,
        issue_key: str | None,
        agent: Agent,
        another: bool = False,
    ) -> Escalation:
        return await self._escalations.escalate(
            ticket_id,
            preview_digest=preview_digest,
            issue_key=key_in(issue_key) if issue_key else None,
            agent=agent,
            another=another,
        )

    async def link(self, ticket_id: int, issue_key: str, *, agent: Agent) -> GateView:
        await self._linking.link(ticket_id, key_in(issue_key), by=f"agent:{agent.id}")
        return await self._packets.view(ticket_id)

    async def waive(self, ticket_id: int, request: WaiverRequest, *, agent: Agent) -> GateView:
        return await self._packets.waive(ticket_id, request, agent=agent)

    async def decide_transition(self, question: TransitionQuestion) -> TransitionAnswer:
        return await self._gatekeeping.decide_transition(question)

    async def suspects(self, ticket_id: int, *, agent: Agent) -> tuple[Suspect, ...]:
        return await self._suspects.of_ticket(ticket_id, agent=agent)

    async def stuck(self, ticket_id: int, *, agent: Agent) -> tuple[StuckItem, ...]:
        return await self._stuck.of_ticket(ticket_id, agent=agent)

    async def held_text(self, ticket_id: int, delivery_id: str, *, agent: Agent) -> HeldText:
        return await self._stuck.held_text(ticket_id, delivery_id, agent=agent)

    async def retry(
        self, ticket_id: int, delivery_id: str, *, agent: Agent
    ) -> tuple[StuckItem, ...]:
        return await self._stuck.retry(ticket_id, delivery_id, agent=agent)

    async def discard(
        self, ticket_id: int, delivery_id: str, *, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        return await self._stuck.discard(ticket_id, delivery_id, reason=reason, agent=agent)

    async def release(
        self, ticket_id: int, delivery_id: str, *, digest: str, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        return await self._stuck.release(
            ticket_id, delivery_id, digest=digest, reason=reason, agent=agent
        )

    async def customer_update(
        self,
        ticket_id: int,
        *,
        agent: Agent,
        issue_key: str | None = None,
        no_news: bool = False,
    ) -> CustomerUpdate:
        draft = self._updates.draft_no_news if no_news else self._updates.draft
        return await draft(ticket_id, issue_key=issue_key)

    async def check_update(
        self, ticket_id: int, edit: UpdateEdit, *, agent: Agent, issue_key: str | None = None
    ) -> CustomerUpdate:
        return await self._updates.check(ticket_id, edit, issue_key=issue_key)

    async def silence(self, ticket_id: int) -> DueEscalation | None:
        return await self._due.of_ticket(ticket_id)

    async def known_issues(self, ticket_id: int, *, agent: Agent) -> tuple[KnownIssueHint, ...]:
        return await self._hints.of_ticket(ticket_id)

    async def known_issue(self, ticket_id: int, number: int, *, agent: Agent) -> KnownIssueHint:
        return await self._hints.one(ticket_id, number)
