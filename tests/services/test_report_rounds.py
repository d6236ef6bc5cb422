"""Tickets are counted once for all processes, and the report is posted once."""

from datetime import UTC, datetime, timedelta

import pytest

from app.document import to_plain
from app.errors import InputRefused, SendingStopped, VendorError, VendorTimeout, WriteRefused
from app.records_history import Escalated
from app.records_life import Mode
from app.services.baselining import Baselining
from app.services.modes import Modes
from app.services.report_rounds import PostAt, ReportRounds
from app.services.weekly import Weekly
from app.services.weekly_posting import WeeklyPosting
from tests.fakes.clock import FixedClock
from tests.services.world import World

MONDAY_SEVEN = PostAt(0, 7)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


class ChatRoom:
    """Keeps what was posted; `failure` is raised first."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.failure: VendorError | None = None

    async def post(self, text: str) -> None:
        if self.failure is not None:
            raise self.failure
        self.texts.append(text)


def world_at(now: datetime = NOW, mode: Mode = Mode.LIVE) -> World:
    return World(clock=FixedClock(now), mode=mode)


def posting(world: World, chat: ChatRoom | None) -> WeeklyPosting:
    return WeeklyPosting(world.desk, world.disclosure, world.outbox, chat)


def baselining(world: World) -> Baselining:
    return Baselining(world.store, world.desk, world.tracker, world.policies, world.clock)


def process(
    world: World, chat: ChatRoom | None = None, post_at: PostAt | None = MONDAY_SEVEN
) -> ReportRounds:
    weekly = Weekly(world.store, world.policies, world.clock)
    modes = Modes(world.store, world.clock, world.mode)
    return ReportRounds(
        world.store,
        world.desk,
        weekly,
        posting(world, chat),
        baselining(world),
        modes,
        world.clock,
        post_at,
    )


async def test_the_last_month_is_counted_at_first_and_then_what_is_not_settled() -> None:
    world = world_at()
    world.desk.created = [NOW - HOUR, NOW - DAY, NOW - DAY, NOW - 40 * DAY]
    assert await process(world).count() == 31
    world.clock.pass_time(3600)
    assert await process(world).count() == 1
    report = await Weekly(world.store, world.policies, world.clock).report()
    assert report.weeks[-1].tickets == 2


async def test_two_processes_count_once() -> None:
    world = world_at()
    assert [await process(world).count(), await process(world).count()] == [31, 0]


async def test_a_day_that_failed_is_counted_in_the_next_round() -> None:
    world = world_at()
    world.desk.fail_next(VendorTimeout("no answer", sent=False), write=False, skip=3)
    with pytest.raises(VendorTimeout):
        await process(world).count()
    world.clock.pass_time(3600)
    assert await process(world).count() == 28


async def test_the_report_is_posted_once_by_whichever_process_comes_first() -> None:
    world, chat = world_at(), ChatRoom()
    first, second = process(world, chat), process(world, chat)
    assert [await first.post(), await second.post(), await first.post()] == [True, False, False]
    (text,) = chat.texts
    assert text.startswith("Airlock, week 2026-W47")
    world.clock.pass_time(days=7)
    assert await second.post() is True


async def test_nothing_is_posted_before_its_hour_or_while_nothing_is_sent() -> None:
    early, chat = world_at(NOW - 2 * HOUR), ChatRoom()
    assert await process(early, chat).post() is False
    assert await process(world_at(), chat, None).post() is False
    assert await process(world_at(mode=Mode.SHADOW), chat).post() is False
    assert chat.texts == []


async def test_a_post_that_was_refused_is_tried_again_after_a_pause() -> None:
    world, chat = world_at(), ChatRoom()
    chat.failure = WriteRefused("refused", status=404)
    rounds = process(world, chat)
    with pytest.raises(WriteRefused):
        await rounds.post()
    chat.failure = None
    assert await rounds.post() is False
    world.clock.pass_time(20 * 60)
    assert await rounds.post() is True


async def test_a_post_that_may_have_arrived_is_never_repeated() -> None:
    world, chat = world_at(), ChatRoom()
    chat.failure = VendorTimeout("no answer", sent=True)
    with pytest.raises(VendorTimeout):
        await process(world, chat).post()
    chat.failure = None
    world.clock.pass_time(3600)
    assert await process(world, chat).post() is False
    assert chat.texts == []


async def test_a_ticket_gets_the_report_as_an_internal_note_once() -> None:
    world = world_at()
    ticket = world.ticket()
    report = await Weekly(world.store, world.policies, world.clock).report()
    for _ in range(2):
        await posting(world, None).to_ticket(report, ticket.id)
    (note,) = world.desk.comments[ticket.id][-1:]
    assert len(world.on_ticket(ticket)) == 1
    assert note.public is False
    assert to_plain(note.body).startswith("Airlock, week 2026-W47")


async def test_what_a_person_wrote_is_redacted_before_it_is_posted() -> None:
    world, chat = world_at(), ChatRoom()
    weekly = Weekly(world.store, world.policies, world.clock)
    line = "Ask jane.roe@northwind.example about it."
    await weekly.write_line("2026-W47", line, "console:dana", was="")
    await posting(world, chat).to_chat(await weekly.report())
    assert "northwind" not in chat.texts[0]
    assert "about it" in chat.texts[0]


async def test_without_a_chat_or_while_stopped_a_post_is_refused() -> None:
    world = world_at()
    report = await Weekly(world.store, world.policies, world.clock).report()
    with pytest.raises(InputRefused):
        await posting(world, None).to_chat(report)
    await world.modes.stop(by="console:dana")
    with pytest.raises(SendingStopped):
        await posting(world, ChatRoom()).to_chat(report)


def test_an_escalation_holds_no_text_of_a_ticket() -> None:
    kept = {"ticket_id", "issue_id", "issue_key", "at", "severity", "pattern", "component",
            "root_cause", "fingerprint", "owner_id", "pod", "resolved_at", "confirmed_at",
            "reopened"}  # fmt: skip
    assert set(Escalated.model_fields) == kept
