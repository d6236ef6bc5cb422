"""The web application over the real services: only the vendors and the database are in memory."""

from dataclasses import dataclass

from pydantic import SecretStr

from app.doors import JiraDoor, ZendeskDoor
from app.model import EventKind, Ticket
from app.services.accounts import OwnAccounts
from app.services.clock_reading import ClockReading
from app.services.comments import Comments
from app.services.customer_update import CustomerUpdates
from app.services.escalations_due import EscalationsDue
from app.services.known_issue_hints import KnownIssueHints
from app.services.reviewing import Reviewing
from app.services.sidebar import Sidebar
from app.services.sign_outs import SignOuts
from app.services.stuck import StuckTexts
from app.services.suspects import Suspects
from tests.services.world import ADMIN, DIGEST_KEY, JANE
from tests.services.world import World as Services
from tests.web.support import FakeAccess, FakeDirectory, World

WEBHOOK_SECRET = "a webhook's own secret"
PATH_TOKEN = "a-path-token"


@dataclass(frozen=True)
class Whole:
    """An application, its services, and a ticket that is linked, complete and has a held text."""

    world: World
    services: Services
    ticket: Ticket
    held: str


def make_sidebar(services: Services) -> Sidebar:
    """What agents do, put together as `app.bootstrap` does."""
    store, desk, tracker, clock = (
        services.store, services.desk, services.tracker, services.clock,
    )  # fmt: skip
    accounts = OwnAccounts(store, desk, tracker)
    trial = Comments(
        store, desk, tracker, accounts, services.disclosure, services.files, services.outbox,
        clock, services.traits, Reviewing(store, services.disclosure, DIGEST_KEY, trial=True),
    )  # fmt: skip
    return Sidebar(
        services.packets, services.escalations, services.linking, services.gatekeeping,
        Suspects(store, desk, desk, tracker, services.disclosure, services.traits, clock),
        StuckTexts(store, services.disclosure, trial, clock),
        CustomerUpdates(store, desk, tracker, accounts, services.disclosure, clock),
        KnownIssueHints(
            store, desk, services.gatekeeping, services.disclosure, services.traits
        ),
        EscalationsDue(
            store, ClockReading(store, desk, tracker, services.policies, clock),
            services.policies, clock,
        ),
    )  # fmt: skip


async def make_whole() -> Whole:
    """All of it, at rest."""
    services = Services()
    ticket, _, _ = await services.pair()
    await services.complete(ticket)
    held = await _hold_a_text(services, ticket)
    secrets = [SecretStr(WEBHOOK_SECRET)]
    world = World(
        intake=services.intake,
        zendesk_door=ZendeskDoor(secrets, services.clock),
        jira_door=JiraDoor(secrets, [SecretStr(PATH_TOKEN)]),
        gate=make_sidebar(services),
        health=services.health,
        ended=SignOuts(services.store, services.clock),
        directory=FakeDirectory({ADMIN.id: ADMIN}),
        access=FakeAccess({(ADMIN.id, ticket.id)}),
        clock=services.clock,
        store=services.store,
        config={"max_body_bytes": 100_000},
    )
    return Whole(world, services, ticket, held)


async def _hold_a_text(services: Services, ticket: Ticket) -> str:
    rules = services.policies.current().mapping.comments.to_jira.public
    services.policies.change({"mapping.comments.to_jira.public": "hold"})
    comment = services.desk.add_comment(ticket.id, JANE, "Labels are blank.")
    await services.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await services.settle()
    services.policies.change({"mapping.comments.to_jira.public": rules})
    [stuck] = await services.stuck()
    return stuck.id
