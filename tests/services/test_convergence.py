"""Whatever people do and whatever the vendors fail at, the copies end as their sources stand."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.document import from_plain
from app.errors import CredentialsRefused, VendorBusy, VendorError, VendorFault, VendorUnreachable
from app.model import EventKind, Issue, Ticket
from tests.fakes.issue_tracker import FakeIssueTracker
from tests.fakes.ticket_desk import REDACTED, FakeTicketDesk
from tests.services.world import JANE, RAVI, World

acts = st.sampled_from(["add", "edit", "delete", "tell again", "work", "time"])
faults = st.sampled_from(["none", "none", "lost", "busy", "down", "broken", "revoked", "read"])
steps = st.lists(st.tuples(acts, faults, st.integers(0, 5)), max_size=14)


def arm(vendor: FakeTicketDesk | FakeIssueTracker, fault: str) -> None:
    errors: dict[str, VendorError] = {
        "busy": VendorBusy("slow down", retry_after=5),
        "down": VendorUnreachable("no connection", sent=False),
        "broken": VendorFault("502", status=502),
        "revoked": CredentialsRefused("401", status=401),
        "read": VendorFault("503", status=503),
    }
    if fault == "lost":
        vendor.lose_next_answer()
    elif fault in errors:
        vendor.fail_next(errors[fault], write=fault != "read")


async def finish(world: World) -> None:
    """The vendors are well again and there is time enough."""
    world.desk._failures.clear()
    world.tracker._failures.clear()
    for _ in range(40):
        await world.settle_later(3600)
    assert (await world.waiting(), await world.stuck()) == (0, [])


class FromJira:
    """An engineer at work, with the texts as they stand in Jira."""

    def __init__(self, world: World, issue: Issue) -> None:
        self.world, self.issue = world, issue
        self.texts: dict[str, str] = {}
        self.count = 0

    async def act(self, act: str, pick: int) -> None:
        known = list(self.texts)
        if act == "add" or not known:
            await self._add()
            return
        comment_id = known[pick % len(known)]
        if act == "edit":
            self.texts[comment_id] = text = self._words()
            self.world.tracker.edit_comment(self.issue.id, comment_id, text)
            await self._tell(EventKind.COMMENT_CHANGED, comment_id)
        elif act == "delete":
            del self.texts[comment_id]
            self.world.tracker.remove_comment(self.issue.id, comment_id)
            await self._tell(EventKind.COMMENT_DELETED, comment_id)
        else:
            await self._tell(EventKind.COMMENT_ADDED, comment_id)

    async def _add(self) -> None:
        text = self._words()
        comment = self.world.tracker.add_comment(self.issue.id, RAVI, text)
        self.texts[comment.id] = text
        await self._tell(EventKind.COMMENT_ADDED, comment.id)

    async def _tell(self, kind: EventKind, comment_id: str) -> None:
        await self.world.jira(kind, self.issue, comment_id=comment_id)

    def _words(self) -> str:
        self.count += 1
        return f"Version {self.count} of what we know."


class FromZendesk:
    """A customer whose comments are edited (redacted) by an agent; Zendesk deletes none."""

    def __init__(self, world: World, ticket: Ticket) -> None:
        self.world, self.ticket = world, ticket
        self.texts: dict[str, str] = {}
        self.count = 0

    async def act(self, act: str, pick: int) -> None:
        known = list(self.texts)
        if act == "add" or not known:
            self.count += 1
            text = f"Version {self.count} of what we see."
            comment = self.world.desk.add_comment(self.ticket.id, JANE, text)
            self.texts[comment.id] = text
            await self._tell(EventKind.COMMENT_ADDED, comment.id)
            return
        comment_id = known[pick % len(known)]
        if act == "edit":
            self.count += 1
            self.texts[comment_id] = text = f"Version {self.count} of what we see."
            self.world.desk.set_comment(self.ticket.id, comment_id, body=from_plain(text))
        await self._tell(
            EventKind.COMMENT_CHANGED if act == "edit" else EventKind.COMMENT_ADDED, comment_id
        )

    async def _tell(self, kind: EventKind, comment_id: str) -> None:
        await self.world.zendesk(kind, self.ticket, comment_id=comment_id)


async def play(
    world: World,
    person: FromJira | FromZendesk,
    target: FakeTicketDesk | FakeIssueTracker,
    source: FakeTicketDesk | FakeIssueTracker,
    todo: list[tuple[str, str, int]],
) -> None:
    for act, fault, pick in todo:
        arm(source if fault == "read" else target, fault)
        if act == "work":
            await world.settle()
        elif act == "time":
            await world.settle_later(60 * (pick + 1))
        else:
            await person.act(act, pick)
    await finish(world)


def last_lines(texts: list[str]) -> list[str]:
    return sorted(text.split("\n")[-1] for text in texts)


@given(todo=steps)
@settings(max_examples=60, deadline=None)
async def test_the_notes_on_a_ticket_end_as_the_issue_s_comments_stand(
    todo: list[tuple[str, str, int]],
) -> None:
    world = World()
    ticket, issue, _ = await world.pair()
    engineer = FromJira(world, issue)
    await play(world, engineer, world.desk, world.tracker, todo)
    standing = [text for text in world.on_ticket(ticket) if text != REDACTED]
    assert last_lines(standing) == sorted(engineer.texts.values())


@given(todo=steps)
@settings(max_examples=60, deadline=None)
async def test_the_copies_on_an_issue_end_as_the_ticket_s_comments_stand(
    todo: list[tuple[str, str, int]],
) -> None:
    world = World()
    ticket, issue, _ = await world.pair()
    customer = FromZendesk(world, ticket)
    await play(world, customer, world.tracker, world.desk, todo)
    assert last_lines(world.on_issue(issue)) == sorted(customer.texts.values())
