"""Whatever people, vendors and machines do in whatever order, the promise of the bridge holds.

Two tickets of two customers share one issue. At every moment no text stands twice, nothing private
is on the other side and each lane is in order; when all is worked off the copies say what their
sources say. A webhook that was lost is made up for by what a reconciliation queues: a pointer to
each comment that was missed.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.document import from_plain
from app.errors import CredentialsRefused, VendorBusy, VendorError, VendorFault, VendorUnreachable
from app.model import EventKind, InboundEvent, Issue, Restriction, System, Ticket, TicketLink
from app.ports import PolicySet
from app.records import DeliveryState
from tests.fakes.clock import FixedClock
from tests.fakes.policies import FixedPolicies
from tests.fakes.ticket_desk import REDACTED, START
from tests.services.crashing import Crash, CrashingStore, LateDesk, LateTracker
from tests.services.world import FABRIKAM, HORIZON, JANE, LEASE, NORTHWIND, OMAR, RAVI, World

T = TypeVar("T")
OF_JANE = ("jane", "roe", "northwind", "901820")
OF_OMAR = ("omar", "haddad", "fabrikam")
AT_ONCE = 3
OF_SELF = (
    "Call Jane Roe of Northwind (jane@northwind.example, +49 30 901820).",
    "Write to Omar Haddad (omar@fabrikam.example) of Fabrikam.",
)
"""What a customer says of themselves; engineers, who see both tickets, say it of both."""
TOKEN = re.compile(r"Version \d+ of what (?:they|we) know")
picks = st.integers(0, 30)
FAULTS: dict[str, VendorError] = {
    "busy": VendorBusy("slow down", retry_after=5),
    "down": VendorUnreachable("no connection", sent=False),
    "broken": VendorFault("502", status=502),
    "revoked": CredentialsRefused("401", status=401),
    "unread": VendorFault("503", status=503),
}
faults = st.sampled_from(["none", "lost", "late", *FAULTS])
kills = st.tuples(st.integers(1, 5), st.booleans())
sequels = st.one_of(st.none(), st.just(""), faults, kills)
"""What follows on an act: no webhook yet, one that waits, or one that is worked on at once, while
the vendors fail or until the relay is killed."""
Sequel = str | tuple[int, bool] | None


@cache
def both_policies() -> tuple[PolicySet, PolicySet]:
    """The policy that ships, but for internal notes, which stay; and one that masks more."""
    source = FixedPolicies()
    source.change({"mapping.comments.to_jira.internal": "ignore"})
    first = source.current()
    source.change({"redaction.entities.email.engineering": "mask"})
    return first, source.current()


@dataclass(frozen=True)
class Source:
    """A comment as it stands with its author; `crosses` says whether a copy may."""

    place: int
    id: str
    text: str
    crosses: bool = True


@dataclass
class People:
    """What people of one side have written, and the webhooks that are still under way."""

    sources: list[Source] = field(default_factory=list)
    mail: list[InboundEvent] = field(default_factory=list)
    lost: list[InboundEvent] = field(default_factory=list)

    def standing(self) -> list[str]:
        return sorted(token_of(one.text) for one in self.sources if one.crosses)


def token_of(text: str) -> str:
    found = TOKEN.search(text)
    assert found is not None, "a copy lost the words that were to stay"
    return found[0]


class Bridge(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.store = CrashingStore()
        plain = World()
        self.desk = LateDesk(fields=plain.desk.fields)
        self.tracker = LateTracker(field_names=plain.tracker.field_names)
        self.policies = FixedPolicies(both_policies()[0])
        self.world = World(
            store=self.store,
            desk=self.desk,
            tracker=self.tracker,
            policies=self.policies,
            clock=FixedClock(START - timedelta(minutes=1)),
        )
        self.support, self.engineers = People(), People()
        self.count = 0
        self.tickets: list[Ticket] = []
        self.links: list[TicketLink] = []

    def run(self, work: Coroutine[None, None, T]) -> T:
        return self.runner.run(work)

    @initialize()
    def link_two_tickets(self) -> None:
        self.issue: Issue = self.tracker.add_issue()
        self.tickets = [self.world.ticket(JANE, NORTHWIND), self.world.ticket(OMAR, FABRIKAM)]
        self.links = [self.run(self.world.link(one, self.issue)) for one in self.tickets]

    # ---- people ----------------------------------------------------------------------------------

    def words(self, which: int | None = None) -> str:
        self.count += 1
        if which is None:
            return f"Version {self.count} of what we know. {' '.join(OF_SELF)}"
        return f"Version {self.count} of what they know. {OF_SELF[which]}"

    @rule(which=st.integers(0, 1), sequel=sequels)
    def customer_writes(self, which: int, sequel: Sequel) -> None:
        text, person = self.words(which), (JANE, OMAR)[which]
        comment = self.desk.add_comment(self.tickets[which].id, person, text)
        self.support.sources.append(Source(which, comment.id, text))
        self.told(self.support, EventKind.COMMENT_ADDED, self.support.sources[-1], sequel)

    @rule(sequel=sequels)
    def engineer_writes(self, sequel: Sequel) -> None:
        text = self.words()
        comment = self.tracker.add_comment(self.issue.id, RAVI, text)
        self.engineers.sources.append(Source(0, comment.id, text))
        last = self.engineers.sources[-1]
        self.told(self.engineers, EventKind.COMMENT_ADDED, last, sequel)

    @precondition(lambda self: self.support.sources)
    @rule(pick=picks, private=st.booleans(), sequel=sequels)
    def agent_changes_a_comment(self, pick: int, private: bool, sequel: Sequel) -> None:
        """Redacted to other words, or made an internal note (and never public again)."""
        source = self.support.sources[pick % len(self.support.sources)]
        ticket = self.tickets[source.place].id
        if private:
            changed = replace(source, crosses=False)
            self.desk.set_comment(ticket, source.id, public=False)
        else:
            changed = replace(source, text=self.words(source.place))
            self.desk.set_comment(ticket, source.id, body=from_plain(changed.text))
        self.keep(self.support, source, changed)
        self.told(self.support, EventKind.COMMENT_CHANGED, changed, sequel)

    @precondition(lambda self: self.engineers.sources)
    @rule(pick=picks, restricted=st.booleans(), sequel=sequels)
    def engineer_changes_a_comment(self, pick: int, restricted: bool, sequel: Sequel) -> None:
        source = self.engineers.sources[pick % len(self.engineers.sources)]
        if restricted:
            changed = replace(source, crosses=False)
            limit = Restriction(kind="role", value="Administrators")
            self.tracker.set_comment(self.issue.id, source.id, restriction=limit)
        else:
            changed = replace(source, text=self.words())
            self.tracker.edit_comment(self.issue.id, source.id, changed.text)
        self.keep(self.engineers, source, changed)
        self.told(self.engineers, EventKind.COMMENT_CHANGED, changed, sequel)

    @precondition(lambda self: self.engineers.sources)
    @rule(pick=picks, sequel=sequels)
    def engineer_deletes_a_comment(self, pick: int, sequel: Sequel) -> None:
        source = self.engineers.sources.pop(pick % len(self.engineers.sources))
        self.tracker.remove_comment(self.issue.id, source.id)
        self.told(self.engineers, EventKind.COMMENT_DELETED, source, sequel)

    @rule(pick=picks, to_desk=st.booleans())
    def vendor_tells_of_our_own_writing(self, pick: int, to_desk: bool) -> None:
        """Our copies come back as webhooks like anybody's comments."""
        place = pick % 2
        here = self.desk.comments[self.tickets[place].id] if to_desk else self.comments_of_issue()
        own = [one for one in here if one.author in (self.desk.me, self.tracker.me)]
        if own:
            people = self.support if to_desk else self.engineers
            told = Source(place, own[pick % len(own)].id, "")
            self.told(people, EventKind.COMMENT_ADDED, told)

    @staticmethod
    def keep(people: People, old: Source, new: Source) -> None:
        people.sources[people.sources.index(old)] = new

    # ---- webhooks --------------------------------------------------------------------------------

    def told(self, people: People, kind: EventKind, source: Source, sequel: Sequel = None) -> None:
        """The vendor sends a webhook; when it arrives, and whether, may be another rule's."""
        event = self.event(people, kind, source)
        if sequel is None:
            people.mail.append(event)
            return
        self.arrive(event)
        if isinstance(sequel, tuple):
            self.relay_is_killed(*sequel)
        elif sequel:
            self.relay_works(sequel)

    def event(self, people: People, kind: EventKind, source: Source) -> InboundEvent:
        self.count += 1
        from_ticket = people is self.support
        return InboundEvent(
            system=System.ZENDESK if from_ticket else System.JIRA,
            kind=kind,
            event_id=f"event-{self.count}",
            subject=str(self.tickets[source.place].id) if from_ticket else self.issue.id,
            issue_key=None if from_ticket else self.issue.key,
            comment_id=source.id,
        )

    def arrive(self, event: InboundEvent) -> None:
        self.run(self.world.intake.accept(event.system, event, fallback_id="fallback"))

    @precondition(lambda self: self.support.mail or self.engineers.mail)
    @rule(pick=picks, times=st.integers(0, 2), from_desk=st.booleans())
    def webhook_arrives(self, pick: int, times: int, from_desk: bool) -> None:
        """Out of order, twice, or never."""
        people = self.support if from_desk and self.support.mail else self.engineers
        people = people if people.mail else self.support
        event = people.mail.pop(pick % len(people.mail))
        if not times:
            people.lost.append(event)
        for _ in range(times):
            self.arrive(event)

    # ---- vendors and machines --------------------------------------------------------------------

    @rule(fault=faults)
    def relay_works(self, fault: str) -> None:
        """On a few deliveries, while the vendors fail at their next call, or do not."""
        for vendor in (self.desk, self.tracker):
            self.arm(vendor, fault)
        for _ in range(AT_ONCE):
            self.run(self.work_once())
        self.disarm()

    @staticmethod
    def arm(vendor: LateDesk | LateTracker, fault: str) -> None:
        if fault == "late":
            vendor.late = True
        elif fault == "lost":
            vendor.lose_next_answer()
        elif fault in FAULTS:
            vendor.fail_next(FAULTS[fault], write=fault != "unread")

    def disarm(self) -> None:
        for vendor in (self.desk, self.tracker):
            vendor._failures.clear()
            vendor.late = False

    @rule(commit=st.integers(1, 5), after=st.booleans())
    def relay_is_killed(self, commit: int, after: bool) -> None:
        """At one of its commits; its lane waits for the end of the lease."""
        self.store.die_at(commit, after=after)
        try:
            for _ in range(AT_ONCE):
                self.run(self.work_once())
        except Crash:
            pass
        finally:
            self.store.live_on()

    async def work_once(self) -> None:
        claim = await self.world.claim()
        if claim is not None:
            await self.world.relaying.run(claim)

    @rule(seconds=st.sampled_from([1, 31, LEASE.total_seconds() + 1, 3600]))
    def time_passes(self, seconds: float) -> None:
        """A vendor commits late within the horizon, never after it."""
        self.run(self.commit_late())
        self.world.clock.pass_time(seconds)

    async def commit_late(self) -> None:
        await self.desk.commit_late()
        await self.tracker.commit_late()

    # ---- operators -------------------------------------------------------------------------------

    @rule()
    def policy_changes(self) -> None:
        first, second = both_policies()
        now = self.policies.current()
        self.policies._policies = second if now is first else first

    @rule(which=st.integers(0, 1), resume=st.booleans())
    def link_is_paused_or_resumed(self, which: int, resume: bool) -> None:
        linking, link = self.world.linking, self.links[which].id
        self.run(linking.resume(link, by="op") if resume else linking.pause(link, by="op"))

    # ---- what holds at every moment --------------------------------------------------------------

    def comments_of_issue(self) -> list[object]:
        return list(self.tracker.comments[self.issue.id])

    def notes(self) -> Iterator[tuple[int, list[str]]]:
        for at, ticket in enumerate(self.tickets):
            yield at, [text for text in self.world.on_ticket(ticket) if text != REDACTED]

    @invariant()
    def no_text_stands_twice(self) -> None:
        places = [self.world.on_issue(self.issue), *(notes for _, notes in self.notes())]
        for texts in places if self.links else ():
            doubled = [text for text, times in Counter(texts).items() if times > 1]
            assert not doubled, doubled

    @invariant()
    def nothing_private_is_on_the_other_side(self) -> None:
        if not self.links:
            return
        for text in self.world.on_issue(self.issue):
            assert not found_in(text, (*OF_JANE, *OF_OMAR)), text
        for at, notes in self.notes():
            for text in notes:
                assert not found_in(text, OF_OMAR if at == 0 else OF_JANE), text
                assert not found_in(text, ("ravi", "menon")), text

    @invariant()
    def lanes_are_in_order(self) -> None:
        """Nothing of a pair is done while something that came before it waits.

        But comparing it: of a paused pair that takes away what must go and sends nothing.
        """
        for link in self.links:
            placed = [
                one for one in self.store._state.deliveries.values()
                if one.delivery.lane == link.lane
                and one.delivery.event.kind is not EventKind.DRIFTED
            ]  # fmt: skip
            states = [one.delivery.state for one in sorted(placed, key=lambda one: one.position)]
            waiting = states.index(DeliveryState.WAITING) if DeliveryState.WAITING in states else -1
            assert waiting < 0 or DeliveryState.DONE not in states[waiting:], states

    # ---- the end ---------------------------------------------------------------------------------

    def teardown(self) -> None:
        try:
            if self.links:
                self.finish()
        finally:
            self.runner.close()

    def finish(self) -> None:
        """All is well again, and there is time enough."""
        self.disarm()
        self.run(self.commit_late())
        for link in self.links:
            self.run(self.world.linking.resume(link.id, by="op"))
        for people in (self.support, self.engineers):
            self.reconcile(people)
        for _ in range(12):
            self.run(self.world.settle_later(3600 + HORIZON.total_seconds()))
        assert self.run(self.world.waiting()) == 0
        assert self.run(self.world.stuck()) == []
        self.check_end()

    def reconcile(self, people: People) -> None:
        """What is under way arrives; of what was lost the comments are looked at anew."""
        for event in people.mail:
            self.arrive(event)
        for event in people.lost:
            self.count += 1
            gone = event.comment_id not in {one.id for one in people.sources}
            kind = EventKind.COMMENT_DELETED if gone else EventKind.COMMENT_CHANGED
            if event.comment_id in {one.id for one in people.sources} or event.kind is kind:
                again = {"event_id": f"event-{self.count}", "kind": kind}
                self.arrive(event.model_copy(update=again))

    def check_end(self) -> None:
        self.no_text_stands_twice()
        self.nothing_private_is_on_the_other_side()
        on_issue = self.world.on_issue(self.issue)
        assert sorted(map(token_of, on_issue)) == self.support.standing()
        for _, notes in self.notes():
            assert sorted(map(token_of, notes)) == self.engineers.standing()


def found_in(text: str, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word in text.casefold()]


TestBridge = pytest.mark.timeout(400)(Bridge.TestCase)
TestBridge.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
