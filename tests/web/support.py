"""Stand-ins for what the web room asks of the services: small, and honest about errors."""

import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI

from app.errors import (
    GateClosed,
    NotAnObject,
    NotStored,
    PreviewStale,
    RoleRefused,
    SignatureRefused,
    StaleWrite,
)
from app.model import (
    Agent,
    EventKind,
    Finding,
    Ignored,
    InboundEvent,
    ParseOutcome,
    Right,
    System,
    Unsupported,
)
from app.records_life import Mode
from app.services.escalation_views import DueEscalation
from app.services.life_checks import LifeRules
from app.services.measuring import Measuring
from app.services.prevention_views import KnownIssueHint
from app.services.pulse import Pulse
from app.services.sidebar_views import (
    CustomerUpdate,
    HeldText,
    StuckItem,
    Suspect,
    UpdateEdit,
    UpdatePart,
)
from app.services.views import (
    Acceptance,
    Escalation,
    GateItem,
    GateState,
    GateView,
    LinkView,
    PacketChange,
    Preview,
    SyncView,
    TransitionAnswer,
    TransitionQuestion,
    WaiverRequest,
)
from app.sync.customer_update import LABELS, join_parts
from app.web.app import create_app
from app.web.console.parts import ConsoleParts
from app.web.parts import WebConfig, WebParts
from tests.fakes.store import MemoryStore
from tests.web.console.parts import console_parts

ZENDESK = "https://acme.zendesk.com"
AUDIENCE = f"{ZENDESK}/api/v2/apps/installations/7.json"
SESSION_KEY = b"k" * 32
GATE_SECRET = "the-gate-secret"
OPERATOR = "the-operator-token"
TICKET = 35
SECRET_TEXT = "Jane Roe of Initech cannot log in"
SUPPORT = Agent(id="101", name="Dana")
ADMIN = Agent(id="900", name="Ada", role="admin")
BUILT = Path(__file__).parent / "built"


@cache
def app_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def other_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: RSAPrivateKey) -> str:
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def url_token(key: Any = None, algorithm: str = "RS256", **claims: Any) -> str:
    """A signed URL token as Zendesk makes it; a claim given as None is left out."""
    now = int(time.time())
    body = {
        "iss": "acme.zendesk.com",
        "aud": AUDIENCE,
        "sub": SUPPORT.id,
        "iat": now,
        "nbf": now,
        "exp": now + 60,
        "qsh": "0" * 64,
        "context": {"product": "support", "location": "ticket_sidebar"},
    } | claims
    kept = {name: value for name, value in body.items() if value is not None}
    return jwt.encode(kept, app_key() if key is None else key, algorithm=algorithm)


@dataclass
class ManualClock:
    time: datetime = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def pass_by(self, **amount: float) -> None:
        self.time += timedelta(**amount)


@dataclass
class FakeDoor:
    """Opens for the header `x-signature: good` or a path token `good`; reads three words."""

    failure: Exception | None = None

    def open(self, headers: Mapping[str, str], body: bytes, path_token: str | None) -> ParseOutcome:
        if self.failure is not None:
            raise self.failure
        if "good" not in (headers.get("x-signature"), path_token):
            raise SignatureRefused("signature missing or wrong")
        if not body.startswith(b"{"):
            raise NotAnObject("no JSON object")
        if b"strange" in body:
            return Unsupported(reason="unknown event")
        if b"dull" in body:
            return Ignored(reason="not followed")
        return InboundEvent(
            system=System.ZENDESK, kind=EventKind.COMMENT_ADDED, event_id="e1", subject="35"
        )


@dataclass
class FakeIntake:
    stored: dict[str, str] = field(default_factory=dict)
    failure: Exception | None = None

    async def accept(
        self, system: System, outcome: ParseOutcome, *, fallback_id: str
    ) -> Acceptance:
        if self.failure is not None:
            raise self.failure
        if isinstance(outcome, Ignored):
            return Acceptance(outcome="ignored", reason=outcome.reason)
        name = outcome.event_id if isinstance(outcome, InboundEvent) else fallback_id
        key = f"{system.value}:{name}"
        if key in self.stored:
            return Acceptance(outcome="duplicate")
        self.stored[key] = f"d{len(self.stored) + 1}"
        if isinstance(outcome, Unsupported):
            return Acceptance(outcome="parked", delivery=self.stored[key], reason=outcome.reason)
        return Acceptance(outcome="accepted", delivery=self.stored[key])


@dataclass
class FakeGatekeeping:
    """One ticket with two packet items; `override` replaces parts of the view."""

    items: dict[str, str] = field(default_factory=dict)
    version: int = 0
    issue: str | None = None
    issues_made: int = 0
    waived: bool = False
    failure: Exception | None = None
    override: dict[str, Any] = field(default_factory=dict)
    asked: list[TransitionQuestion] = field(default_factory=list)
    found: tuple[Suspect, ...] = ()
    hints: tuple[KnownIssueHint, ...] = ()
    clock: DueEscalation | None = None
    findings: tuple[Finding, ...] = ()
    stuck_items: dict[str, StuckItem] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)
    update: dict[str, str] = field(default_factory=lambda: {"state_change": "It is in progress."})

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure

    @property
    def complete(self) -> bool:
        return self.waived or {"context", "steps"} <= self.items.keys()

    def _state(self) -> GateState:
        if self.issue is None:
            return GateState.UNLINKED
        return GateState.READY if self.complete else GateState.INCOMPLETE

    def _item(self, key: str, label: str) -> GateItem:
        value = self.items.get(key, "")
        if value:
            return GateItem(key=key, label=label, state="present", value=value)
        return GateItem(
            key=key, label=label, state="missing", reason="Nothing was entered.", hint="Say how."
        )

    def _links(self) -> tuple[LinkView, ...]:
        if self.issue is None:
            return ()
        url = f"https://jira.test/browse/{self.issue}"
        return (LinkView(id="l1", issue_key=self.issue, url=url, status="Triage", state="active"),)

    async def view(self, ticket_id: int) -> GateView:
        self._fail()
        content: dict[str, Any] = {
            "ticket_id": ticket_id,
            "state": self._state(),
            "may_escalate": self.complete,
            "etag": f"{self.version}.{self.issue}",
            "pattern": "bug",
            "patterns": ("bug", "call"),
            "severities": ("P1", "P2"),
            "items": (self._item("context", "Context"), self._item("steps", "Steps")),
            "owner": "Dana",
            "links": self._links(),
            "withheld": {"email": 2, "token": 1},
            "sync": SyncView(
                state="ok", last_done_at=datetime(2026, 11, 22, 9, 11, 48, tzinfo=UTC)
            ),
            "policy": "abcdef0123456789",
        }
        return GateView(**(content | self.override))

    async def save_packet(
        self, ticket_id: int, change: PacketChange, *, etag: str | None, agent: Agent
    ) -> GateView:
        self._fail()
        if etag != (await self.view(ticket_id)).etag:
            raise StaleWrite("the packet was changed meanwhile")
        merged = self.items | dict(change.items)
        self.items = {key: value for key, value in merged.items() if value}
        self.version += 1
        return await self.view(ticket_id)

    async def judge(self, ticket_id: int, change: PacketChange) -> GateView:
        self._fail()
        kept, self.items = self.items, self.items | dict(change.items)
        try:
            return await self.view(ticket_id)
        finally:
            self.items = kept

    def _digest(self) -> str:
        return f"digest-of-{self.version}"

    async def preview(self, ticket_id: int, *, agent: Agent) -> Preview:
        self._fail()
        return Preview(
            summary="[customer] cannot log in",
            description="Steps: open the page",
            fields={"severity": "P1"},
            withheld={"email": 2},
            findings=self.findings,
            preview_digest=self._digest(),
            policy="abcdef0123456789",
        )

    async def escalate(
        self,
        ticket_id: int,
        *,
        preview_digest: str,
        issue_key: str | None,
        agent: Agent,
        another: bool = False,
    ) -> Escalation:
        self._fail()
        if not self.complete:
            raise GateClosed("incomplete", ("Steps: nothing was entered",))
        if preview_digest != self._digest():
            raise PreviewStale("previewed something else")
        created = another or (self.issue is None and issue_key is None)
        self.issues_made += created
        self.issue = "ENG-42" if created else issue_key or self.issue
        return Escalation(
            issue_key=self.issue, url=f"https://jira.test/browse/{self.issue}", created=created
        )

    async def link(self, ticket_id: int, issue_key: str, *, agent: Agent) -> GateView:
        self._fail()
        self.issue = issue_key
        return await self.view(ticket_id)

    async def waive(self, ticket_id: int, request: WaiverRequest, *, agent: Agent) -> GateView:
        if agent.role != "admin":
            raise RoleRefused("this role may not grant exceptions")
        self.waived = True
        return await self.view(ticket_id)

    async def suspects(self, ticket_id: int, *, agent: Agent) -> tuple[Suspect, ...]:
        self._fail()
        return self.found

    async def known_issues(self, ticket_id: int, *, agent: Agent) -> tuple[KnownIssueHint, ...]:
        self._fail()
        return self.hints

    async def known_issue(self, ticket_id: int, number: int, *, agent: Agent) -> KnownIssueHint:
        for hint in self.hints:
            if hint.number == number:
                return hint
        raise NotStored("not shown any more")

    async def stuck(self, ticket_id: int, *, agent: Agent) -> tuple[StuckItem, ...]:
        self._fail()
        return tuple(self.stuck_items.values())

    async def held_text(self, ticket_id: int, delivery_id: str, *, agent: Agent) -> HeldText:
        item = self._stuck_item(delivery_id)
        return HeldText(
            text="Held for [person]",
            readers="engineering",
            withheld=item.kinds,
            digest=item.digest or "",
        )

    async def retry(
        self, ticket_id: int, delivery_id: str, *, agent: Agent
    ) -> tuple[StuckItem, ...]:
        self._settle(delivery_id, f"retried by {agent.id}")
        return tuple(self.stuck_items.values())

    async def discard(
        self, ticket_id: int, delivery_id: str, *, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        self._settle(delivery_id, f"discarded by {agent.id}: {reason}")
        return tuple(self.stuck_items.values())

    async def release(
        self, ticket_id: int, delivery_id: str, *, digest: str, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        if digest != self._stuck_item(delivery_id).digest:
            raise StaleWrite("the text was edited")
        self._settle(delivery_id, f"released by {agent.id}: {reason}")
        return tuple(self.stuck_items.values())

    def _stuck_item(self, delivery_id: str) -> StuckItem:
        self._fail()
        if delivery_id not in self.stuck_items:
            raise NotStored("no such delivery")
        return self.stuck_items[delivery_id]

    def _settle(self, delivery_id: str, how: str) -> None:
        self._stuck_item(delivery_id)
        del self.stuck_items[delivery_id]
        self.settled[delivery_id] = how

    async def customer_update(
        self,
        ticket_id: int,
        *,
        agent: Agent,
        issue_key: str | None = None,
        no_news: bool = False,
    ) -> CustomerUpdate:
        self._fail()
        return self._update(dict.fromkeys(LABELS, "No news.") if no_news else self.update)

    async def silence(self, ticket_id: int) -> DueEscalation | None:
        self._fail()
        return self.clock

    async def check_update(
        self, ticket_id: int, edit: UpdateEdit, *, agent: Agent, issue_key: str | None = None
    ) -> CustomerUpdate:
        self._fail()
        return self._update(edit.parts)

    def _update(self, texts: Mapping[str, str]) -> CustomerUpdate:
        parts = tuple(
            UpdatePart(
                key=key,
                label=label,
                text=texts.get(key, ""),
                problems=() if texts.get(key) else ("Nothing is written yet.",),
            )
            for key, label in LABELS.items()
        )
        ready = not any(part.problems for part in parts)
        return CustomerUpdate(parts=parts, text=join_parts(texts), ready=ready, etag="u1")

    async def decide_transition(self, question: TransitionQuestion) -> TransitionAnswer:
        self._fail()
        self.asked.append(question)
        if self.complete:
            return TransitionAnswer(result=True)
        return TransitionAnswer(result=False, errorMessage="Steps: nothing was entered")


@dataclass
class FakeDirectory:
    agents: dict[str, Agent] = field(default_factory=lambda: {a.id: a for a in (SUPPORT, ADMIN)})
    failure: Exception | None = None

    async def agent(self, user_id: str) -> Agent | None:
        if self.failure is not None:
            raise self.failure
        return self.agents.get(user_id)


@dataclass
class FakeAccess:
    visible: set[tuple[str, int]] = field(
        default_factory=lambda: {(SUPPORT.id, TICKET), (ADMIN.id, TICKET)}
    )
    readers: set[str] = field(default_factory=set)
    failure: Exception | None = None

    async def right_to(self, agent_id: str, ticket_id: int) -> Right:
        if self.failure is not None:
            raise self.failure
        if (agent_id, ticket_id) not in self.visible:
            return Right.NONE
        return Right.SEE if agent_id in self.readers else Right.EDIT


@dataclass
class FakeSignOuts:
    """What all processes know of ended sessions; `world.ended` may be shared by several worlds."""

    agents: dict[str, datetime] = field(default_factory=dict)
    tokens: dict[str, datetime] = field(default_factory=dict)
    failure: Exception | None = None
    clock: ManualClock = field(default_factory=ManualClock)

    async def end(self, agent_id: str, token: str, until: datetime) -> None:
        if self.failure is not None:
            raise self.failure
        self.agents[agent_id] = self.clock.now()
        self.tokens[token] = until

    async def ended_at(self, agent_id: str) -> datetime | None:
        if self.failure is not None:
            raise self.failure
        return self.agents.get(agent_id)

    async def is_refused(self, token: str) -> bool:
        if self.failure is not None:
            raise self.failure
        return token in self.tokens


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    detail: str = ""
    vital: bool = True


@dataclass
class FakeHealth:
    result: tuple[Check, ...] = (Check("database", True, "waiting 0"),)

    async def checks(self) -> tuple[Check, ...]:
        return self.result


@dataclass
class World:
    """One application over stand-ins, and a browser, vendor or operator in front of it."""

    intake: FakeIntake = field(default_factory=FakeIntake)
    zendesk_door: FakeDoor = field(default_factory=FakeDoor)
    jira_door: FakeDoor = field(default_factory=FakeDoor)
    gate: FakeGatekeeping = field(default_factory=FakeGatekeeping)
    directory: FakeDirectory = field(default_factory=FakeDirectory)
    access: FakeAccess = field(default_factory=FakeAccess)
    health: FakeHealth = field(default_factory=FakeHealth)
    clock: ManualClock = field(default_factory=ManualClock)
    ended: FakeSignOuts = field(default_factory=FakeSignOuts)
    config: dict[str, Any] = field(default_factory=dict)
    store: MemoryStore = field(default_factory=MemoryStore)
    dist: Path = BUILT
    console: ConsoleParts = field(default_factory=console_parts)

    def __post_init__(self) -> None:
        self.ended.clock = self.clock
        self.pulse = Pulse(self.store, self.clock)

    def app(self) -> FastAPI:
        settings: dict[str, Any] = {
            "zendesk_url": ZENDESK,
            "session_key": SESSION_KEY,
            "app_public_keys": (pem(app_key()),),
            "audience": AUDIENCE,
            "gate_bearer": GATE_SECRET,
            "operator_token": OPERATOR,
            "max_body_bytes": 4096,
        }
        parts = WebParts(
            config=WebConfig(**(settings | self.config)),
            intake=self.intake,
            zendesk_door=self.zendesk_door,
            jira_door=self.jira_door,
            gatekeeping=self.gate,
            directory=self.directory,
            access=self.access,
            sign_outs=self.ended,
            health=self.health,
            clock=self.clock,
            pulse=self.pulse,
            console=self.console,
            measuring=Measuring(self.store, self.clock, Mode.LIVE, LifeRules(), self.pulse),
        )
        return create_app(parts, self.dist)

    def client(
        self, peer: str = "203.0.113.9", base: str = "https://airlock.test"
    ) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app(), client=(peer, 40000))
        return httpx.AsyncClient(transport=transport, base_url=base)


async def sign_in(client: httpx.AsyncClient, agent: Agent = SUPPORT) -> dict[str, str]:
    """The header of an agent who opened the sidebar."""
    page = await client.post("/sidebar", data={"token": url_token(sub=agent.id)})
    assert page.status_code == 200, page.text
    bearer = page.text.partition('name="airlock-session" content="')[2].partition('"')[0]
    return {"Authorization": f"Bearer {bearer}"}


async def drip(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
