"""Exactly one effect, whatever happened to the attempt before."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.effects import (
    Applied,
    AttachToIssue,
    CreateIssue,
    DeleteAttachment,
    DeleteIssueComment,
    EditIssueComment,
    Effect,
    GateToken,
    NewTicketComment,
    PolicyWord,
    PostIssueComment,
    PutRemoteLink,
    RedactTicketComment,
    UpdateIssue,
    UpdateTicket,
)
from app.errors import VendorBusy, VendorError, VendorFault, VendorTimeout, WriteRefused
from app.model import Audience, Context, RedactedText
from app.records import EffectState
from app.services.disclosure import Scope
from app.services.outbox import Outbox, is_repeatable, target_of
from tests.fakes.issue_tracker import FakeIssueTracker
from tests.services.world import GATE_FIELD, HORIZON, World


async def text(world: World, words: str, audience: Audience) -> RedactedText:
    disclosed = await world.disclosure.disclose_line(
        words, audience=audience, scope=Scope("ticket:1", "user:1"), context=Context()
    )
    return disclosed.text


async def post(world: World, issue_id: str, marker: str = "al-1") -> PostIssueComment:
    return PostIssueComment(
        issue_id, await text(world, "Hello there.", Audience.ENGINEERING), marker
    )


async def note(world: World, ticket_id: int, marker: str = "al-1") -> UpdateTicket:
    body = await text(world, "Hello there.", Audience.CUSTOMER)
    return UpdateTicket(ticket_id, marker, comment=NewTicketComment(body))


async def state_of(world: World, marker: str = "al-1") -> EffectState | None:
    record = await world.store.read(lambda tx: tx.effects.get(marker))
    return record.state if record is not None else None


async def test_what_was_applied_is_not_applied_again(world: World) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    first = await world.outbox.send(effect, delivery_id="d1")
    second = await world.outbox.send(effect, delivery_id="d1")
    assert first == second
    assert len(world.on_issue(issue)) == 1
    assert await state_of(world) is EffectState.APPLIED


async def test_what_follows_is_committed_once_together_with_the_result(world: World) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)

    async def send() -> Applied:
        return await world.outbox.send(
            effect,
            delivery_id="d1",
            after=lambda tx, done: tx.facts.set("made", done.applied.remote_id),
        )

    applied = await send()
    assert await world.store.read(lambda tx: tx.facts.get("made")) == applied.remote_id
    await world.store.write(lambda tx: tx.facts.set("made", "seen"))
    await send()
    assert await world.store.read(lambda tx: tx.facts.get("made")) == "seen"


async def test_a_lost_answer_is_looked_for_only_when_it_can_no_longer_come_late(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    world.tracker.lose_next_answer()
    with pytest.raises(VendorTimeout):
        await world.outbox.send(effect, delivery_id="d1")
    assert await state_of(world) is EffectState.BEGUN
    reads = world.tracker.reads
    world.clock.pass_time(HORIZON.total_seconds() - 1)
    with pytest.raises(VendorTimeout):
        await world.outbox.send(effect, delivery_id="d1")
    assert world.tracker.reads == reads
    world.clock.pass_time(1)
    found = await world.outbox.send(effect, delivery_id="d1")
    assert found.remote_id == world.tracker.comments[issue.id][0].id
    assert len(world.on_issue(issue)) == 1


async def test_a_lost_write_is_sent_again_after_the_horizon(world: World) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    world.tracker.fail_next(VendorTimeout("no answer"))
    with pytest.raises(VendorTimeout):
        await world.outbox.send(effect, delivery_id="d1")
    world.clock.pass_time(HORIZON.total_seconds())
    await world.outbox.send(effect, delivery_id="d1")
    assert len(world.on_issue(issue)) == 1
    assert await state_of(world) is EffectState.APPLIED


async def test_of_several_that_find_nothing_at_the_same_time_one_sends_again() -> None:
    tracker = SearchedTogether()
    world = World(tracker=tracker)
    issue = tracker.add_issue()
    effect = await post(world, issue.id)
    tracker.fail_next(VendorTimeout("no answer"))
    with pytest.raises(VendorTimeout):
        await world.outbox.send(effect, delivery_id="d1")
    world.clock.pass_time(HORIZON.total_seconds())
    answers = await asyncio.gather(
        *(world.outbox.send(effect, delivery_id="d1") for _ in range(3)), return_exceptions=True
    )
    assert len(world.on_issue(issue)) == 1
    assert sorted(type(answer).__name__ for answer in answers) == [
        "Applied", "VendorTimeout", "VendorTimeout",
    ]  # fmt: skip


async def test_a_recovery_that_finds_nothing_forgets_no_attempt_that_began_meanwhile(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    records = []
    for _ in range(2):
        world.tracker.fail_next(VendorTimeout("no answer"))
        with pytest.raises(VendorTimeout):
            await world.outbox.send(effect, delivery_id="d1")
        records.append(await world.store.read(lambda tx: tx.effects.get("al-1")))
        world.clock.pass_time(HORIZON.total_seconds())
    assert records[0] is not None
    with pytest.raises(VendorTimeout):
        await world.outbox.recover(records[0], issue.id, after=lambda _tx, _done: None)
    assert await state_of(world) is EffectState.BEGUN


class SearchedTogether(FakeIssueTracker):
    """A search for a marker ends only when three of them are under way."""

    def __init__(self) -> None:
        super().__init__()
        self._all = asyncio.Barrier(3)

    async def find_marker(self, issue: str, marker: str) -> str | None:
        found = await super().find_marker(issue, marker)
        await self._all.wait()
        return found


async def test_a_write_sent_again_and_lost_again_waits_its_own_horizon(world: World) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    for _ in range(2):
        world.tracker.fail_next(VendorTimeout("no answer"))
        with pytest.raises(VendorTimeout):
            await world.outbox.send(effect, delivery_id="d1")
        world.clock.pass_time(HORIZON.total_seconds())
    world.clock.pass_time(-1)
    with pytest.raises(VendorTimeout, match="may still be committed"):
        await world.outbox.send(effect, delivery_id="d1")


@pytest.mark.parametrize(
    "error",
    [
        VendorBusy("slow down", retry_after=3),
        WriteRefused("no", status=400),
        VendorError("not sent", sent=False),
    ],
)
async def test_what_was_certainly_not_written_is_forgotten_and_sent_at_once_next_time(
    world: World, error: VendorError
) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    world.tracker.fail_next(error)
    with pytest.raises(type(error)):
        await world.outbox.send(effect, delivery_id="d1")
    assert await state_of(world) is None
    await world.outbox.send(effect, delivery_id="d1")
    assert len(world.on_issue(issue)) == 1


async def test_a_crash_after_the_write_leaves_one_effect(world: World) -> None:
    """The store fails when the result is to be kept: as if the process had died there."""
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    await world.store.write(lambda tx: tx.effects.begin("al-1", "d1", "issue", world.clock.now()))
    await world.tracker.apply(effect)
    world.clock.pass_time(HORIZON.total_seconds())
    await world.outbox.send(effect, delivery_id="d1")
    assert len(world.on_issue(issue)) == 1


async def test_a_lost_note_on_a_ticket_is_found_by_its_marker(world: World) -> None:
    ticket = world.ticket()
    effect = await note(world, ticket.id)
    world.desk.lose_next_answer(VendorFault("502", status=502))
    with pytest.raises(VendorFault):
        await world.outbox.send(effect, delivery_id="d1")
    world.clock.pass_time(HORIZON.total_seconds())
    found = await world.outbox.send(effect, delivery_id="d1")
    assert [c.id for c in world.desk.comments[ticket.id]] == [found.remote_id]


async def test_a_found_earlier_write_is_kept_with_the_text_that_it_really_holds(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    kept: list[str] = []

    async def send(digest: str) -> None:
        await world.outbox.send(
            effect,
            delivery_id="d1",
            digest=digest,
            after=lambda _, done: kept.append(done.digest),
        )

    world.tracker.lose_next_answer()
    with pytest.raises(VendorTimeout):
        await send("the first text")
    world.clock.pass_time(HORIZON.total_seconds())
    await send("the edited text")
    assert kept == ["the first text"]


async def test_what_may_be_repeated_is_sent_each_time_and_not_journalled(world: World) -> None:
    issue = world.tracker.add_issue()
    effect = UpdateIssue(issue.id, {GATE_FIELD: GateToken("ok:1")}, "al-1")
    world.tracker.lose_next_answer()
    with pytest.raises(VendorTimeout):
        await world.outbox.send(effect, delivery_id="d1")
    await world.outbox.send(effect, delivery_id="d1")
    assert world.token(issue) == "ok:1"
    assert await state_of(world) is None


@given(faults=st.lists(st.sampled_from(["lost", "fails", "busy", "none"]), max_size=6))
async def test_whatever_goes_wrong_in_whatever_order_there_is_one_comment_in_the_end(
    faults: list[str],
) -> None:
    world = World()
    issue = world.tracker.add_issue()
    effect = await post(world, issue.id)
    for fault in [*faults, "none"]:
        match fault:
            case "lost":
                world.tracker.lose_next_answer()
            case "fails":
                world.tracker.fail_next(VendorTimeout("no answer"))
            case "busy":
                world.tracker.fail_next(VendorBusy("slow down", retry_after=1))
        with suppress(VendorTimeout, VendorBusy):
            await world.outbox.send(effect, delivery_id="d1")
        world.tracker._failures.clear()
        world.clock.pass_time(HORIZON.total_seconds())
    assert len(world.on_issue(issue)) == 1


def examples() -> dict[str, tuple[Effect, bool, str]]:
    word = PolicyWord("ENG")
    blank: RedactedText = None  # type: ignore[assignment]  # not looked at here
    return {
        "post": (PostIssueComment("1", blank, "m"), False, "issue:1"),
        "attach": (AttachToIssue("1", None, "m"), False, "issue-file:1"),  # type: ignore[arg-type]  # not looked at here
        "create": (CreateIssue(word, word, blank, blank, {}, "m"), False, "project:ENG"),
        "note": (UpdateTicket(7, "m", comment=NewTicketComment(blank)), False, "ticket:7"),
        "ticket fields": (UpdateTicket(7, "m"), True, "ticket:7"),
        "issue fields": (UpdateIssue("1", {}, "m"), True, "issue:1"),
        "edit": (EditIssueComment("1", "2", blank, "m"), True, "issue:1"),
        "delete": (DeleteIssueComment("1", "2", "m"), True, "issue:1"),
        "detach": (DeleteAttachment("1", "2", "m"), True, "issue:1"),
        "redact": (RedactTicketComment(7, "2", "m"), True, "ticket:7"),
        "link": (PutRemoteLink("1", "g", "u", blank, blank, False, "m"), True, "remote-link:1"),
    }


@pytest.mark.parametrize("name", examples())
def test_only_what_makes_something_new_is_journalled(name: str) -> None:
    effect, repeatable, target = examples()[name]
    assert (is_repeatable(effect), target_of(effect)) == (repeatable, target)


async def test_a_write_that_takes_too_long_is_cut_off_and_looked_for_after_the_horizon(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = Outbox(
        world.store, world.desk, world.tracker, world.clock, HORIZON, world.modes,
        limit=timedelta(milliseconds=50),
    )  # fmt: skip
    issue = world.tracker.add_issue()
    effect, apply = await post(world, issue.id), world.tracker.apply

    async def dawdle(effect: Effect) -> Applied:
        await apply(effect)
        return await asyncio.Future()

    monkeypatch.setattr(world.tracker, "apply", dawdle)
    for _ in range(2):  # whoever asks again meanwhile writes nothing
        with pytest.raises(VendorTimeout):
            await outbox.send(effect, delivery_id="d1")
    assert await state_of(world) is EffectState.BEGUN
    monkeypatch.setattr(world.tracker, "apply", apply)
    world.clock.pass_time(HORIZON.total_seconds() + 1)
    await outbox.send(effect, delivery_id="d1")
    assert len(world.on_issue(issue)) == 1
    assert await state_of(world) is EffectState.APPLIED
