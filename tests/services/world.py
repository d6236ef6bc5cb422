"""The services wired to vendors and a store in memory, and what people do on both sides.

A test acts through the fakes (a customer comments, an engineer edits), tells the service as the
vendors' webhooks would, lets the deliveries be worked off, and looks at both sides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from app.document import to_plain
from app.model import (
    Agent,
    EventKind,
    InboundEvent,
    Issue,
    IssueComment,
    Organization,
    Person,
    Side,
    System,
    Ticket,
    TicketComment,
    TicketLink,
)
from app.records import AuditEntry, Claim, Delivery
from app.records_life import Mode
from app.relay import Relay
from app.services.accounts import OwnAccounts
from app.services.catching_up import CatchingUp
from app.services.changed_pairs import ChangedPairs
from app.services.changes import Changes
from app.services.comments import Comments
from app.services.disclosure import Disclosure
from app.services.drift_reading import DriftReading
from app.services.endings import Endings
from app.services.escalation import Escalations
from app.services.field_drift import FieldDrift
from app.services.files import Files
from app.services.gatekeeping import Gatekeeping
from app.services.health import Health
from app.services.intake import Intake
from app.services.linking import Linking
from app.services.mending import Mending
from app.services.merging import Merging
from app.services.modes import Modes
from app.services.outbox import Outbox
from app.services.packets import Packets
from app.services.reconciling import Reconciling
from app.services.relaying import Relaying
from app.services.reviewing import Reviewing
from app.services.traits import TraitKeeper
from app.services.views import Acceptance, PacketChange
from tests.fakes.clock import FixedClock
from tests.fakes.issue_tracker import FakeIssueTracker
from tests.fakes.policies import FixedPolicies
from tests.fakes.store import MemoryStore
from tests.fakes.ticket_desk import FakeTicketDesk

HORIZON = timedelta(seconds=50)
LEASE = timedelta(minutes=2)
GATE_KEY = b"the key of the gate: 32 bytes..."
DIGEST_KEY = b"the key of digests: 32 bytes...."
GATE_FIELD, REASONS_FIELD = "customfield_10101", "customfield_10102"

JANE = Person(
    id="501", name="Jane Roe", email="jane@northwind.example", phone="+49 30 901820",
    side=Side.CUSTOMER,
)  # fmt: skip
NORTHWIND = Organization(id="71", name="Northwind Traders", domains=("northwind.example",))
OMAR = Person(id="502", name="Omar Haddad", email="omar@fabrikam.example", side=Side.CUSTOMER)
FABRIKAM = Organization(id="72", name="Fabrikam", domains=("fabrikam.example",))
LENA = Person(id="601", name="Lena Fischer", side=Side.SUPPORT)
RAVI = Person(id="712020:ravi", name="Ravi Menon", side=Side.ENGINEERING)
AGENT = Agent(id="601", name="Lena Fischer")
ADMIN = Agent(id="602", name="Dana Whitfield", role="admin")

COMPLETE = {
    "context": "All 240 warehouse users cannot print labels since 09:10.",
    "steps": "1. Sign in\n2. Open Reports\n3. Press Export: the page stays empty",
    "tried": "Cleared the cache and tried a second browser; same result.",
    "question": "Is there a row limit on the quarterly export for them?",
    "environment": "Release 4.18.2, EU region",
    "logs": "Trace id 7f3a9c21",
    "disposition": "Fix",
    "acknowledgement": "21 November 2026: we have confirmed that labels cannot be printed and have "
    "filed it as a defect.\n\nYou will hear from us on 24 November with what the engineers found; "
    "our Head of Support stands for this.",
    "owner": "Dana Whitfield",
}


@dataclass
class World:
    clock: FixedClock = field(default_factory=FixedClock)
    store: MemoryStore = field(default_factory=MemoryStore)
    policies: FixedPolicies = field(default_factory=FixedPolicies)
    desk: FakeTicketDesk = field(
        default_factory=lambda: FakeTicketDesk(
            fields={
                "Account number": "3601",
                "Engineering status": "3602",
                "Engineering owner": "3603",
                "Product area": "3604",
                "Symptom": "3605",
            }
        )
    )
    tracker: FakeIssueTracker = field(
        default_factory=lambda: FakeIssueTracker(
            field_names={
                "Airlock gate": GATE_FIELD,
                "Airlock reasons": REASONS_FIELD,
                "Component area": "customfield_10201",
                "Symptom": "customfield_10202",
            }
        )
    )
    mode: Mode = Mode.LIVE
    own_outbox: Outbox | None = None
    _numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        store, desk, tracker, clock = self.store, self.desk, self.tracker, self.clock
        tracker.clock = desk.clock = clock
        self.disclosure = Disclosure(store, self.policies, DIGEST_KEY)
        self.modes = Modes(store, clock, self.mode)
        self.outbox = self.own_outbox or Outbox(
            store, desk, tracker, clock, HORIZON, self.modes, longest=LEASE
        )
        self.gatekeeping = Gatekeeping(
            store, desk, tracker, self.disclosure, self.outbox, clock,
            gate_key=GATE_KEY, zendesk_url="https://acme.zendesk.com",
        )  # fmt: skip
        self.traits = TraitKeeper(store, DIGEST_KEY)
        self.linking = Linking(store, desk, tracker, self.disclosure, clock, self.traits)
        self.packets = Packets(
            store,
            desk,
            self.disclosure,
            self.gatekeeping,
            clock,
            self.traits,
            jira_url="https://jira.example",
        )
        self.escalations = Escalations(
            store, desk, tracker, self.disclosure, self.gatekeeping, self.linking, self.outbox,
            clock, digest_key=DIGEST_KEY, jira_url="https://jira.example",
            render=lambda text: f"<p>{text.line}</p>",
        )  # fmt: skip
        self.files = Files(self.disclosure)
        self.comments = Comments(
            store, desk, tracker, OwnAccounts(store, desk, tracker), self.disclosure, self.files,
            self.outbox, clock, self.traits, Reviewing(store, self.disclosure, DIGEST_KEY),
        )  # fmt: skip
        self.endings = Endings(store, desk, tracker, self.disclosure, self.outbox, clock)
        self.changes = Changes(
            store, desk, tracker, self.disclosure, self.outbox, self.endings, clock
        )
        self.merging = Merging(
            store, desk, tracker, self.disclosure, self.outbox, self.linking, self.endings, clock
        )
        self.catching_up = CatchingUp(store, desk, tracker, self.policies, clock)
        self.drift_reading = DriftReading(
            store, desk, tracker, self.disclosure, FieldDrift(desk, tracker, self.disclosure),
            clock, zendesk_url="https://acme.zendesk.com", horizon=HORIZON,
        )  # fmt: skip
        self.mending = Mending(store, self.drift_reading, self.outbox, clock)
        self.reconciling = Reconciling(
            store, ChangedPairs(store, desk, tracker, self.policies, clock), self.drift_reading,
            clock,
        )  # fmt: skip
        self.relaying = Relaying(
            store, self.policies, clock, self.comments, self.changes, self.linking,
            self.endings, self.merging, self.catching_up, self.mending, self.gatekeeping,
            horizon=HORIZON,
        )  # fmt: skip
        self.intake = Intake(store, clock)
        self.health = Health(store, desk, tracker, self.policies, clock, self.modes)
        self.relay = self.make_relay(LEASE)

    def make_relay(self, lease: timedelta) -> Relay:
        return Relay(
            self.store, self.policies, self.relaying, self.gatekeeping, self.clock,
            modes=self.modes, lanes=2, lease=lease,
        )  # fmt: skip

    # ---- people ----------------------------------------------------------------------------------

    def ticket(
        self, requester: Person = JANE, organization: Organization | None = NORTHWIND, **more: Any
    ) -> Ticket:
        return self.desk.add_ticket(requester, organization=organization, **more)

    async def pair(self, **ticket: Any) -> tuple[Ticket, Issue, TicketLink]:
        """A ticket and an issue, linked, with nothing left to do."""
        made, issue = self.ticket(**ticket), self.tracker.add_issue()
        return made, issue, await self.link(made, issue)

    async def link(self, ticket: Ticket, issue: Issue) -> TicketLink:
        link = await self.linking.link(ticket.id, issue.key, by="agent:601")
        await self.settle()
        return link

    async def complete(self, ticket: Ticket, severity: str = "P1", **items: str) -> None:
        """The packet says all that the policy asks for; `items` are said otherwise."""
        view = await self.packets.view(ticket.id)
        change = PacketChange(severity=severity, items={**COMPLETE, **items})
        await self.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
        await self.settle()

    # ---- the vendors' webhooks -------------------------------------------------------------------

    async def tell(self, system: System, kind: EventKind, subject: str, **more: Any) -> Acceptance:
        """One webhook, each with an id of its own unless `event_id` says otherwise."""
        event = InboundEvent(
            **{
                "system": system,
                "kind": kind,
                "subject": subject,
                "event_id": f"event-{next(self._numbers)}",
                **more,
            }
        )
        return await self.intake.accept(system, event, fallback_id="fallback")

    async def zendesk(self, kind: EventKind, ticket: Ticket, **more: Any) -> Acceptance:
        return await self.tell(System.ZENDESK, kind, str(ticket.id), **more)

    async def jira(self, kind: EventKind, issue: Issue, **more: Any) -> Acceptance:
        return await self.tell(System.JIRA, kind, issue.id, **{"issue_key": issue.key, **more})

    async def customer_writes(
        self,
        ticket: Ticket,
        text: Any,
        author: Person = JANE,
        *,
        public: bool = True,
        files: Iterable[tuple[str, bytes]] = (),
    ) -> TicketComment:
        """A comment on the ticket, told and worked off."""
        comment = self.desk.add_comment(ticket.id, author, text, public=public, files=files)
        await self.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
        await self.settle()
        return comment

    async def engineer_writes(
        self, issue: Issue, text: Any, author: Person = RAVI, **more: Any
    ) -> IssueComment:
        """A comment on the issue, told and worked off."""
        comment = self.tracker.add_comment(issue.id, author, text, **more)
        await self.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
        await self.settle()
        return comment

    # ---- the relay, by hand ----------------------------------------------------------------------

    async def claim(self) -> Claim | None:
        return await self.store.write(
            lambda tx: (
                tx.deliveries.claim("worker", self.clock.now(), LEASE)
                if self.modes.works(tx)
                else None
            )
        )

    async def settle(self) -> int:
        """Work off what is ready now; how many deliveries were run."""
        runs = 0
        while (claim := await self.claim()) is not None:
            await self.relaying.run(claim)
            runs += 1
            assert runs < 200, "the deliveries never end"
        return runs

    async def settle_later(self, seconds: float = 0, *, days: float = 0) -> int:
        """As `settle`, after some time."""
        self.clock.pass_time(seconds, days=days)
        return await self.settle()

    # ---- what stands where -----------------------------------------------------------------------

    def on_issue(self, issue: Issue) -> list[str]:
        """The texts of the comments that we wrote on the issue."""
        return [
            to_plain(comment.body)
            for comment in self.tracker.comments[issue.id]
            if comment.author == self.tracker.me
        ]

    def on_ticket(self, ticket: Ticket) -> list[str]:
        """The texts of the comments that we wrote on the ticket."""
        return [
            to_plain(comment.body)
            for comment in self.desk.comments[ticket.id]
            if comment.author == self.desk.me
        ]

    def field(self, issue: Issue, name: str) -> str:
        return (self.tracker.issues[issue.id].fields or {}).get(name, "")

    def token(self, issue: Issue) -> str:
        return self.field(issue, GATE_FIELD)

    def reasons(self, issue: Issue) -> str:
        return self.field(issue, REASONS_FIELD)

    async def stuck(self) -> list[Delivery]:
        return list(await self.store.read(lambda tx: tx.deliveries.stuck()))

    async def waiting(self) -> int:
        return (await self.store.read(lambda tx: tx.deliveries.counts()))["waiting"]

    async def audit(self, subject: str | None = None) -> list[AuditEntry]:
        def look(tx: Any) -> list[AuditEntry]:
            return list(tx.audit.of_subject(subject) if subject else tx.audit.recent())

        return await self.store.read(look)
