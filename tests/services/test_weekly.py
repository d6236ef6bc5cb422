"""The weekly numbers against a week that was counted by hand, and a year that was counted anew."""

import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from app.errors import InputRefused, StaleWrite
from app.ports import Transaction, UnitOfWork
from app.records_history import Escalated, Span, Try
from app.services.weekly import Weekly
from app.services.weekly_text import plain_report
from app.services.weekly_views import WeekReport
from app.services.weeks import name_of, named, start_of
from app.store import open_store
from tests.contract.store_history import DAY, HOUR, MONDAY, WEEK, escalated
from tests.fakes.clock import FixedClock
from tests.fakes.policies import FixedPolicies
from tests.fakes.store import MemoryStore

KEY = b"a secret key of 32 bytes......"
URGENT = ("P1", "P2")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def weekly(store: UnitOfWork, now: datetime = MONDAY + WEEK + HOUR) -> Weekly:
    return Weekly(store, FixedPolicies(), FixedClock(now))


def count_whole_week(tx: Transaction, start: datetime, tickets: int) -> None:
    for day in range(7):
        tx.history.count_tickets(start + day * DAY, 0 if day else tickets, start + WEEK)


def known_week(tx: Transaction) -> None:
    """A hand-counted week: 200 tickets, 8 escalations, 4 of 6 first tries complete."""
    for day in range(7):
        tx.history.count_tickets(MONDAY + day * DAY, 20 if day > 4 else 32, MONDAY + WEEK)
    for week in range(1, 5):
        start = MONDAY - week * WEEK
        count_whole_week(tx, start, 100)
        tx.history.escalated(escalated(week, start + HOUR))
    for number in range(8):
        hours = (None, 2, 4, 60)[number % 4]
        at = MONDAY + number * HOUR
        tx.history.escalated(
            escalated(
                10 + number, at,
                severity="P1" if number < 4 else "P3",
                root_cause="label printer" if number in (1, 3, 5) else None,
                component="billing",
                confirmed_at=at + hours * HOUR if hours else None,
            )
        )  # fmt: skip
    for number in range(6):
        missed = () if number < 4 else ("steps", "logs")[: number - 3]
        at = MONDAY + number * HOUR
        tx.history.note_try(
            Try(ticket_id=10 + number, at=at, complete=number < 4, missed=tuple(missed))
        )
    tx.history.note_try(Try(ticket_id=15, at=MONDAY + DAY, complete=True))


async def known_report(store: MemoryStore) -> WeekReport:
    await store.write(known_week)
    return await weekly(store).report()


async def test_the_figures_of_a_known_week(store: MemoryStore) -> None:
    report = await known_report(store)
    assert (report.week, report.ended) == ("2026-W47", True)
    values = {one.key: (one.value, one.mean, one.trend) for one in report.figures}
    assert values == {
        "escalations": (4.0, 1.0, "up"),
        "repeats": (2.0, 0.0, "up"),
        "resolution": (4.0, None, "unknown"),
        "compliance": (pytest.approx(200 / 3), None, "unknown"),
    }
    point = report.weeks[-1]
    assert (point.tickets, point.escalations, point.repeats) == (200, 8, 2)
    assert (point.confirmed, point.median_hours, point.p90_hours, point.open) == (3, 4, 60, 1)
    assert [(one.label, one.number) for one in report.missed] == [
        ("Steps to reproduce", 2),
        ("Logs", 1),
    ]
    assert [(one.key, one.number) for one in report.repeats_by_component] == [("billing", 2)]


async def test_the_report_reads_as_text(store: MemoryStore) -> None:
    text = plain_report(await known_report(store))
    assert text.splitlines()[:2] == [
        "Airlock, week 2026-W47 (16 Nov to 22 Nov 2026, UTC)",
        "2 of 2 repeats share the component billing.",
    ]
    assert "Escalations per 100 tickets: 4.0 (8 escalations, 200 tickets created)" in text
    assert "up from a mean of 1.0 in the four weeks before: worse" in text
    assert "3 confirmed, 90th percentile 2.5 days; 1 open at the week's end" in text


async def test_a_week_with_days_that_were_not_counted_is_not_compared(store: MemoryStore) -> None:
    def five_alike(tx: Transaction) -> None:
        for week in range(5):
            start = MONDAY - week * WEEK
            for number in range(7):
                at = start + number * HOUR
                tx.history.escalated(escalated(10 * week + number, at))
            for day in range(2 if not week else 7):
                tx.history.count_tickets(start + day * DAY, 30, start + WEEK)

    await store.write(five_alike)
    [first, *_] = (await weekly(store).report()).figures
    assert (first.value, first.mean, first.trend) == (None, pytest.approx(700 / 210), "unknown")
    assert "7 escalations, 60 tickets created on the 2 days counted so far" in first.more


async def test_quiet_weeks_count_in_the_mean_of_repeats(store: MemoryStore) -> None:
    def quiet(tx: Transaction) -> None:
        for week in range(1, 5):
            count_whole_week(tx, MONDAY - week * WEEK, 100)
        for number in range(4):
            at = MONDAY + number * HOUR
            tx.history.escalated(escalated(number, at, root_cause="label printer"))

    await store.write(quiet)
    repeats = (await weekly(store).report()).figures[1]
    assert (repeats.value, repeats.mean, repeats.trend) == (3.0, 0.0, "up")


async def test_a_week_that_runs_on_is_not_judged(store: MemoryStore) -> None:
    await store.write(known_week)
    report = await weekly(store, MONDAY + DAY).report("2026-W47")
    assert {one.trend for one in report.figures} == {"unknown"}
    assert "open so far" in report.figures[2].more


async def test_a_week_without_anything_says_so(store: MemoryStore) -> None:
    report = await weekly(store).report()
    assert report.line == "Nothing was escalated to engineering this week."
    assert [one.value for one in report.figures] == [None, 0.0, None, None]


async def test_a_persons_line_stands_until_it_is_emptied(store: MemoryStore) -> None:
    numbers = weekly(store)
    await store.write(known_week)
    await numbers.write_line("2026-W47", " A release\n went wrong. ", "console:dana", was="")
    report = await numbers.report("2026-W47")
    assert (report.line, report.line_by) == ("A release went wrong.", "console:dana")
    await numbers.write_line("2026-W47", "", "console:dana", was="A release went wrong.")
    assert (await numbers.report("2026-W47")).line_by is None
    with pytest.raises(InputRefused):
        await numbers.write_line("2026-W47", "x" * 301, "console:dana", was="")


async def test_of_two_who_write_at_once_the_second_is_told(store: MemoryStore) -> None:
    numbers = weekly(store)
    await store.write(known_week)
    await numbers.write_line("2026-W47", "A release went wrong.", "console:dana", was="")
    with pytest.raises(StaleWrite):
        await numbers.write_line("2026-W47", "It was the printer.", "console:eli", was="")
    assert (await numbers.report("2026-W47")).line_by == "console:dana"
    (one, *_) = await numbers.escalations("2026-W47")
    seen = one.root_cause or ""
    await numbers.name_cause(one.id, "Slow disk", "console:dana", was=seen)
    with pytest.raises(StaleWrite):
        await numbers.name_cause(one.id, "Printer", "console:eli", was=seen)
    assert (await numbers.escalations("2026-W47"))[0].root_cause == "Slow disk"


async def test_a_week_that_has_not_begun_or_is_none_is_refused(store: MemoryStore) -> None:
    for week in ("2026-W49", "2026-W99", "W47", "2026-11-16", "9999-W52"):
        with pytest.raises(InputRefused):
            await weekly(store).report(week)
    with pytest.raises(InputRefused):
        await weekly(store).escalations("9999-W52")
    assert not (await weekly(store).report("2026-W48")).ended


def test_weeks_are_iso_weeks() -> None:
    assert name_of(named("2026-W01")) == "2026-W01"
    assert named("2026-W01") == datetime(2025, 12, 29, tzinfo=UTC)
    assert name_of(start_of(datetime(2027, 1, 3, 23, 59, tzinfo=UTC))) == "2026-W53"
    with pytest.raises(InputRefused):
        named("2027-W53")


# ---- a year --------------------------------------------------------------------------------------

YEAR = named("2025-W48")


def made_year(seed: int) -> tuple[list[Escalated], list[Try], dict[datetime, int]]:
    """What may happen in a year, at random."""
    dice = random.Random(seed)  # noqa: S311 - a generator of test data
    days = {YEAR + n * DAY: dice.randrange(0, 90) for n in range(364) if dice.random() > 0.02}
    escalations = [_made(dice, number) for number in range(700)]
    tries = []
    for number in range(400):
        at = YEAR + dice.random() * 364 * DAY
        for _ in range(dice.randrange(1, 4)):
            missed = tuple(dice.sample(("logs", "steps", "context", "owner"), dice.randrange(4)))
            tries.append(Try(ticket_id=number, at=at, complete=not missed, missed=missed))
            at += dice.random() * 3 * DAY
    return escalations, tries, days


def _made(dice: random.Random, number: int) -> Escalated:
    at = YEAR + dice.random() * 364 * DAY
    over = dice.random() < 0.8
    return escalated(
        number % 650, at,
        issue_id=str(dice.randrange(600) + number * (dice.random() < 0.9)),
        severity=dice.choice(("P1", "P2", "P3", None)),
        component=dice.choice(("billing", "login", None)),
        root_cause=dice.choice((None, None, "Printer", "printer ", "Import")),
        fingerprint=dice.choice((None, *"abcdefgh")),
        confirmed_at=at + dice.random() * 20 * DAY if over else None,
    )  # fmt: skip


def counted_anew(
    escalations: Sequence[Escalated], tries: Sequence[Try], days: dict[datetime, int]
) -> Iterator[tuple[object, ...]]:
    """Each week of the year, counted without a database."""
    kept = list({one.id: one for one in reversed(escalations)}.values())
    first = list({one.ticket_id: one for one in reversed(tries)}.values())
    for n in range(52):
        start, end = YEAR + n * WEEK, YEAR + (n + 1) * WEEK
        inside = [one for one in kept if start <= one.at < end]
        asked = [one for one in first if start <= one.at < end]
        urgent = [one for one in kept if one.severity in URGENT]
        ended = [one for one in urgent if one.confirmed_at and start <= one.confirmed_at < end]
        took = sorted((one.confirmed_at or end) - one.at for one in ended)
        open_ones = [one for one in urgent if one.at < end and (one.confirmed_at or end) >= end]
        yield (
            sum(number for day, number in days.items() if start <= day < end),
            sum(start <= day < end for day in days),
            len(inside),
            sum(any(_repeats(one, other) for other in kept) for one in inside),
            len(asked),
            sum(one.complete for one in asked),
            len(took),
            rank(took, Fraction(1, 2)),
            rank(took, Fraction(9, 10)),
            len(open_ones),
        )


def _repeats(one: Escalated, other: Escalated) -> bool:
    if other.ticket_id == one.ticket_id or not timedelta() < one.at - other.at <= 30 * DAY:
        return False
    if other.issue_id == one.issue_id:
        return True
    if one.root_cause or other.root_cause:
        words = [(each.root_cause or "").strip().lower() for each in (one, other)]
        return bool(words[0]) and words[0] == words[1]
    traces = [(each.fingerprint, each.component) for each in (one, other)]
    return one.fingerprint is not None and traces[0] == traces[1]


def rank(ordered: Sequence[timedelta], part: Fraction) -> float | None:
    """The smallest value that so large a part of all does not exceed."""
    for place, value in enumerate(ordered, 1):
        if place >= part * len(ordered):
            return value.total_seconds()
    return None


@pytest.fixture(params=["sqlite", "postgres"])
async def year_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[UnitOfWork]:
    url = f"sqlite:///{tmp_path}/year.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(open_store(url, KEY))


async def test_the_weeks_of_a_generated_year_equal_an_independent_count(
    year_store: UnitOfWork,
) -> None:
    escalations, tries, days = made_year(20261122)

    def fill(tx: Transaction) -> None:
        for one in escalations:
            tx.history.escalated(one)
        for each in tries:
            tx.history.note_try(each)
        for day, number in days.items():
            tx.history.count_tickets(day, number, day + DAY)

    await year_store.write(fill)
    span = Span(YEAR, YEAR + 52 * WEEK, URGENT)
    weeks = await year_store.read(lambda tx: tx.history.weeks(span))
    expected = list(counted_anew(escalations, tries, days))
    for week, independent in zip(weeks, expected, strict=True):
        counted = (
            week.tickets, week.days, week.escalations, week.repeats, week.tries, week.complete,
            week.confirmed, week.half, week.most, week.open,
        )  # fmt: skip
        assert counted == independent, name_of(week.start)
    assert sum(week.repeats for week in weeks) > 50
    repeats = await year_store.read(lambda tx: tx.history.repeats(span, 10_000))
    assert len(repeats) == sum(week.repeats for week in weeks)
