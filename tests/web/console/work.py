"""The work pages over the real services: only the vendors and the database are in memory."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from app.effects import Effect
from app.errors import WriteRefused
from app.model import EventKind, InboundEvent, Issue, System, Unsupported
from app.ports import Transaction
from app.records import Delivery
from app.services.accounts import OwnAccounts
from app.services.clock_reading import ClockReading
from app.services.comments import Comments
from app.services.console_board import Board
from app.services.dead_letters import DeadLetters
from app.services.delivery_lists import DeliveryLists
from app.services.escalations_due import EscalationsDue
from app.services.held_texts import HeldTexts
from app.services.pair_pages import PairPages, Places
from app.services.provisional import Provisional
from app.services.reviewing import Reviewing
from app.services.shadow_report import Rehearsal
from app.services.work_pages import WorkPages
from tests.fakes.store import MemoryStore
from tests.services.world import DIGEST_KEY, HORIZON, LEASE, World
from tests.web.console.support import Browser, ConsoleWorld

_TAGS = re.compile(r"<[^>]+>")
PLACES = Places("https://acme.zendesk.com", "https://jira.example")
WHY = "Looked at it with the customer."


async def read(browser: Browser, path: str, status: int = 200) -> str:
    """The page's words."""
    answer = await browser.get(path)
    assert answer.status_code == status, answer.text
    return words_of(answer.text)


def words_of(html: str) -> str:
    return " ".join(_TAGS.sub(" ", html).split())


def next_page(html: str) -> str:
    found = re.search(r'href="([^"]+)" rel="next"', html)
    assert found is not None
    return found[1].replace("&amp;", "&")


@dataclass
class WorkWorld:
    """The services, and a console in front of them."""

    services: World = field(default_factory=World)

    @cached_property
    def console(self) -> ConsoleWorld:
        """An application with the work pages, made once."""
        services = self.services
        return ConsoleWorld(store=services.store, clock=services.clock, work=self.pages())

    def pages(self) -> WorkPages:
        """As `app.workdesk` puts them together."""
        here = self.services
        store, clock = here.store, here.clock
        reading = ClockReading(store, here.desk, here.tracker, here.policies, clock)
        due = EscalationsDue(store, reading, here.policies, clock)
        return WorkPages(
            deliveries=DeliveryLists(store, clock),
            pairs=PairPages(store, here.linking, here.reconciling, here.disclosure, clock, PLACES),
            letters=DeadLetters(store, self.rehearse, here.disclosure, clock),
            held=HeldTexts(store, self._trial(), here.disclosure, clock),
            board=Board(store, due, here.policies, clock, PLACES),
        )

    async def rehearse(self, delivery: Delivery) -> Sequence[Effect]:
        """As `app.bootstrap` does."""
        here = self.services
        store = Provisional(here.store)
        outbox = Rehearsal(store, here.desk, here.tracker, here.clock, HORIZON)
        dry = World(
            here.clock, cast(MemoryStore, store), here.policies, here.desk, here.tracker,
            own_outbox=outbox,
        )  # fmt: skip
        await dry.relaying.rehearse(delivery)
        return outbox.effects

    def _trial(self) -> Comments:
        here = self.services
        store, desk, tracker = here.store, here.desk, here.tracker
        return Comments(
            store, desk, tracker, OwnAccounts(store, desk, tracker), here.disclosure, here.files,
            here.outbox, here.clock, here.traits,
            Reviewing(store, here.disclosure, DIGEST_KEY, trial=True),
        )  # fmt: skip

    # ---- what happened before --------------------------------------------------------------------

    async def dead_letter(self, text: str = "It stopped again.") -> tuple[Issue, Delivery]:
        """A comment that Jira would not take."""
        here = self.services
        ticket, issue, _ = await here.pair()
        here.tracker.fail_next(WriteRefused("Jira refused the comment", status=400))
        await here.customer_writes(ticket, text)
        return issue, (await here.stuck())[-1]

    async def defect(self) -> Delivery:
        """A delivery that a mistake of ours stopped."""
        here = self.services
        _, _, link = await here.pair()
        now = here.clock.now()

        def park(tx: Transaction) -> Delivery:
            event = InboundEvent(
                system=System.JIRA, kind=EventKind.CHANGED, event_id="e", subject=link.issue_id
            )
            tx.deliveries.add(event, link.lane, now)
            claimed = tx.deliveries.claim("one", now, LEASE)
            assert claimed is not None
            tx.deliveries.park(claimed, "defect", "A mistake in Airlock.", now)
            return claimed.delivery

        return await here.store.write(park)

    async def unread(self) -> Delivery:
        """What came and was not understood."""
        outcome = Unsupported(reason="The body has no issue.")
        await self.services.intake.accept(System.JIRA, outcome, fallback_id="a-digest")
        return (await self.services.stuck())[-1]

    async def held_text(self, text: str = "Labels are blank for Jane Roe.") -> tuple[Issue, str]:
        """A customer's comment that the mapping holds for a person; the delivery's id."""
        here = self.services
        ticket, issue, _ = await here.pair()
        here.policies.change({"mapping.comments.to_jira.public": "hold"})
        await here.customer_writes(ticket, text)
        return issue, (await here.stuck())[-1].id

    async def actions(self, subject: str | None = None) -> list[str]:
        """What the audit tells, the newest first."""
        return [entry.action for entry in await self.services.audit(subject)]
