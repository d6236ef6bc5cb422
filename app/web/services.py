"""What the web room asks of the services, as protocols that they satisfy by their shape.

The web imports no client, no table and no service; `bootstrap` wires the real things, tests wire
fakes. Unless a method says more it may raise any leaf of `app.errors`, which `app.web.errors` turns
into a problem document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.model import Agent, ParseOutcome, Right, System
from app.services.escalation_views import DueEscalation
from app.services.measures import Measures
from app.services.prevention_views import KnownIssueHint
from app.services.sidebar_views import CustomerUpdate, HeldText, StuckItem, Suspect, UpdateEdit
from app.services.views import (
    Acceptance,
    Escalation,
    GateView,
    PacketChange,
    Preview,
    TransitionAnswer,
    TransitionQuestion,
    WaiverRequest,
)


class Intake(Protocol):
    async def accept(
        self, system: System, outcome: ParseOutcome, *, fallback_id: str
    ) -> Acceptance:
        """Store the outcome durably, then answer. Raises StoreUnavailable: nothing was stored.

        `fallback_id` is the SHA-256 of the body in hex: the dedup key of what names no event id.
        """
        ...


class WebhookDoor(Protocol):
    """One per vendor: the connector's pure verify and parse with the secrets in force."""

    def open(self, headers: Mapping[str, str], body: bytes, path_token: str | None) -> ParseOutcome:
        """Raises SignatureRefused, NotAnObject. Header names are lower case."""
        ...


class Gatekeeping(Protocol):
    """The gate as agents and validators see it.

    An `etag` is opaque and stands without quotes, in `GateView.etag` as well as in arguments. It
    changes whenever anything else that the agent sees changes.
    """

    async def view(self, ticket_id: int) -> GateView: ...

    async def save_packet(
        self, ticket_id: int, change: PacketChange, *, etag: str | None, agent: Agent
    ) -> GateView:
        """Raises StaleWrite when the packet is no longer the one that `etag` was given for.

        The web always gives one. Raises InputRefused for what the policy does not have.
        """
        ...

    async def judge(self, ticket_id: int, change: PacketChange) -> GateView:
        """The gate as it would stand with this change; nothing is stored. Raises InputRefused."""
        ...

    async def preview(self, ticket_id: int, *, agent: Agent) -> Preview: ...

    async def escalate(
        self,
        ticket_id: int,
        *,
        preview_digest: str,
        issue_key: str | None,
        agent: Agent,
        another: bool = False,
    ) -> Escalation:
        """Create the issue, or link `issue_key`. Raises GateClosed, PreviewStale.

        Repeating it never creates a second issue. `another` creates one for a changed packet
        although the ticket has issues.
        """
        ...

    async def link(self, ticket_id: int, issue_key: str, *, agent: Agent) -> GateView: ...

    async def waive(self, ticket_id: int, request: WaiverRequest, *, agent: Agent) -> GateView:
        """Raises AccessRefused when this agent may not grant exceptions, and InputRefused."""
        ...

    async def decide_transition(self, question: TransitionQuestion) -> TransitionAnswer: ...

    async def suspects(self, ticket_id: int, *, agent: Agent) -> Sequence[Suspect]:
        """Tickets of the last 30 days that may have the same cause, the newest first."""
        ...

    async def stuck(self, ticket_id: int, *, agent: Agent) -> Sequence[StuckItem]:
        """Dead letters and held texts of this ticket, the oldest first."""
        ...

    async def held_text(self, ticket_id: int, delivery_id: str, *, agent: Agent) -> HeldText:
        """What a release would send. Raises NotStored, AccessRefused, Held, StaleWrite."""
        ...

    async def retry(self, ticket_id: int, delivery_id: str, *, agent: Agent) -> Sequence[StuckItem]:
        """Try it again; what is stuck then. Raises NotStored for what is not of this ticket."""
        ...

    async def discard(
        self, ticket_id: int, delivery_id: str, *, reason: str, agent: Agent
    ) -> Sequence[StuckItem]:
        """Never send it. Raises NotStored, InputRefused, and AccessRefused by the policy."""
        ...

    async def release(
        self, ticket_id: int, delivery_id: str, *, digest: str, reason: str, agent: Agent
    ) -> Sequence[StuckItem]:
        """Let the very text that was held cross. Raises NotStored, AccessRefused, InputRefused.

        Raises StaleWrite when `digest` is not that of the text that was held.
        """
        ...

    async def customer_update(
        self,
        ticket_id: int,
        *,
        agent: Agent,
        issue_key: str | None = None,
        no_news: bool = False,
    ) -> CustomerUpdate:
        """The six parts, drafted from the issue's movement. Raises NotStored without an issue.

        `issue_key` chooses among several issues of the ticket; None takes the first linked. With
        `no_news` they say that nothing has moved, and when the customer hears again.
        """
        ...

    async def silence(self, ticket_id: int) -> DueEscalation | None:
        """When the customer must hear from us; None where no escalation is open."""
        ...

    async def check_update(
        self, ticket_id: int, edit: UpdateEdit, *, agent: Agent, issue_key: str | None = None
    ) -> CustomerUpdate:
        """The parts as the agent wrote them, checked again."""
        ...

    async def known_issues(self, ticket_id: int, *, agent: Agent) -> Sequence[KnownIssueHint]:
        """Up to three that the ticket resembles, as its customer might read them."""
        ...

    async def known_issue(self, ticket_id: int, number: int, *, agent: Agent) -> KnownIssueHint:
        """One of them. Raises NotStored when it is not among them any more."""
        ...


class TicketRights(Protocol):
    async def right_to(self, agent_id: str, ticket_id: int) -> Right:
        """What Zendesk would let this agent do with the ticket; what is not understood is no.

        Raises VendorError.
        """
        ...


class AgentDirectory(Protocol):
    async def agent(self, user_id: str) -> Agent | None:
        """The active agent or administrator with this Zendesk user id; None for anyone else."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """An agent and the bearer that proves it for the next minutes."""

    agent: Agent
    bearer: str


class Sessions(Protocol):
    async def sign_in(self, token: str) -> Session:
        """Take Zendesk's signed URL token. Raises AccessRefused."""
        ...

    async def resume(self, bearer: str) -> Session:
        """Take a bearer of ours and renew it. Raises AccessRefused."""
        ...

    async def sign_out(self, bearer: str) -> None:
        """End all sessions of the bearer's agent that began by now. Raises AccessRefused."""
        ...


class SignOuts(Protocol):
    """Sessions that were ended, as every process of the service knows them."""

    async def end(self, agent_id: str, token: str, until: datetime) -> None:
        """`token` is the signed token's digest, `until` its own expiry."""
        ...

    async def ended_at(self, agent_id: str) -> datetime | None: ...

    async def is_refused(self, token: str) -> bool: ...


class Measuring(Protocol):
    async def measure(self) -> Measures:
        """The service in numbers, over all processes. Raises StoreError."""
        ...


class Listening(Protocol):
    def webhook(self, system: System, outcome: str, *, genuine: bool) -> None:
        """A webhook came; `genuine` if the vendor has signed it. Stores nothing by itself."""
        ...


class HealthCheck(Protocol):
    """`detail` is for operators: fixed words and ids, no ticket or issue text and no secret."""

    @property
    def name(self) -> str: ...
    @property
    def ok(self) -> bool: ...
    @property
    def detail(self) -> str: ...
    @property
    def vital(self) -> bool:
        """Whether the service cannot do its work while the check fails."""
        ...


class Health(Protocol):
    async def checks(self) -> Sequence[HealthCheck]:
        """Every check with its state; a check that fails is told, not raised."""
        ...
