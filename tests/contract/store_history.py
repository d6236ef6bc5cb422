"""What every store keeps for the weekly numbers. Subclass it and give `store`."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from app.errors import NotStored
from app.ports import Transaction, UnitOfWork
from app.records import Trait
from app.records_history import Escalated, Span, Try, WeekCounts, WeekLine

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
WEEK, DAY, HOUR = timedelta(weeks=1), timedelta(days=1), timedelta(hours=1)
SPAN = Span(MONDAY - WEEK, MONDAY + WEEK, ("P1", "P2"))


def escalated(ticket: int, at: datetime, **more: object) -> Escalated:
    given: dict[str, object] = {"issue_id": f"{ticket}0", "issue_key": f"ENG-{ticket}", **more}
    return Escalated.model_validate({"ticket_id": ticket, "at": at, **given})


async def keep(store: UnitOfWork, *every: Escalated) -> None:
    await store.write(lambda tx: [tx.history.escalated(one) for one in every])


async def weeks(store: UnitOfWork, span: Span = SPAN) -> tuple[WeekCounts, ...]:
    return tuple(await store.read(lambda tx: tx.history.weeks(span)))


def count_day(day: datetime, number: int, tx: Transaction) -> None:
    tx.history.count_tickets(day, number, day + DAY)


def note(one: Try, tx: Transaction) -> None:
    tx.history.note_try(one)


def bear(found: tuple[Trait, ...], at: datetime, tx: Transaction) -> None:
    tx.traits.add(7, found, at)


class HistoryContract:
    async def test_an_escalation_is_recorded_once(self, store: UnitOfWork) -> None:
        one = escalated(1, MONDAY, severity="P1", component="billing")
        assert await store.write(lambda tx: tx.history.escalated(one)) is True
        again = escalated(1, MONDAY + DAY, severity="P4")
        assert await store.write(lambda tx: tx.history.escalated(again)) is False
        assert await store.read(lambda tx: tx.history.get(one.id)) == one
        assert await store.read(lambda tx: tx.history.of_ticket(1)) == (one,)

    async def test_what_is_changed_changes_the_cause_too(self, store: UnitOfWork) -> None:
        await keep(store, escalated(1, MONDAY), escalated(2, MONDAY + DAY))
        named = {"root_cause": "Label  Printer"}
        await store.write(lambda tx: tx.history.change("1:10", named))
        assert await store.read(lambda tx: tx.history.repeats(SPAN)) == ()
        alike = {"root_cause": "label printer"}
        await store.write(lambda tx: tx.history.change("2:20", alike))
        (found,) = await store.read(lambda tx: tx.history.repeats(SPAN))
        assert (found.id, found.root_cause) == ("2:20", "label printer")

    async def test_what_is_not_recorded_cannot_be_changed(self, store: UnitOfWork) -> None:
        with pytest.raises(NotStored):
            await store.write(lambda tx: tx.history.change("9:9", {"pod": "billing"}))

    async def test_an_escalation_moves_to_the_ticket_that_takes_its_place(
        self, store: UnitOfWork
    ) -> None:
        one = escalated(1, MONDAY, severity="P1")
        await keep(store, one, escalated(2, MONDAY + DAY, issue_id="10"))
        await store.write(lambda tx: tx.history.move("1:10", 3))
        assert await store.read(lambda tx: tx.history.of_ticket(1)) == ()
        moved = one.model_copy(update={"ticket_id": 3})
        assert await store.read(lambda tx: tx.history.of_ticket(3)) == (moved,)
        await store.write(lambda tx: tx.history.move("3:10", 2))
        (kept,) = await store.read(lambda tx: tx.history.of_ticket(2))
        assert kept.at == MONDAY + DAY
        await store.write(lambda tx: tx.history.move("9:9", 2))

    async def test_escalations_are_listed_by_pages(self, store: UnitOfWork) -> None:
        every = [escalated(number, MONDAY + HOUR * (number // 2)) for number in range(5)]
        await keep(store, *every)
        until = MONDAY + DAY
        first = await store.read(lambda tx: tx.history.between(MONDAY, until, 3))
        rest = await store.read(lambda tx: tx.history.between(MONDAY, until, 3, first[-1].id))
        assert [*first, *rest] == every

    async def test_known_fingerprints_are_told(self, store: UnitOfWork) -> None:
        await keep(store, escalated(1, MONDAY, fingerprint="aa"))
        wanted = ("aa", "bb")
        assert await store.read(lambda tx: tx.history.known_prints(wanted, MONDAY)) == {"aa"}
        later = MONDAY + DAY
        assert await store.read(lambda tx: tx.history.known_prints(wanted, later)) == frozenset()

    async def test_tickets_are_counted_by_day_and_the_last_count_stands(
        self, store: UnitOfWork
    ) -> None:
        for day, number in ((MONDAY - DAY, 7), (MONDAY, 40), (MONDAY, 50), (MONDAY + DAY, 30)):
            await store.write(partial(count_day, day, number))
        before, this = await weeks(store)
        assert (before.tickets, before.days, this.tickets, this.days) == (7, 1, 80, 2)
        days = await store.read(lambda tx: tx.history.counted_days(MONDAY))
        assert days == {MONDAY: MONDAY + DAY, MONDAY + DAY: MONDAY + 2 * DAY}

    async def test_only_a_tickets_first_try_tells_of_its_packet(self, store: UnitOfWork) -> None:
        tries = (
            Try(ticket_id=1, at=MONDAY, complete=False, missed=("logs", "steps")),
            Try(ticket_id=1, at=MONDAY + HOUR, complete=False, missed=("logs",)),
            Try(ticket_id=1, at=MONDAY + 2 * HOUR, complete=True),
            Try(ticket_id=2, at=MONDAY, complete=True),
            Try(ticket_id=3, at=MONDAY, complete=False, missed=("logs",)),
        )
        for one in tries:
            await store.write(partial(note, one))
        assert await store.read(lambda tx: tx.history.tries_of(1)) == tries[:3]
        _, this = await weeks(store)
        assert (this.tries, this.complete) == (3, 1)
        missed = await store.read(lambda tx: tx.history.missed(SPAN))
        assert [tuple(one) for one in missed] == [("logs", 2), ("steps", 1)]

    async def test_a_repeat_shares_cause_or_issue_with_another_ticket_of_thirty_days(
        self, store: UnitOfWork
    ) -> None:
        known = {"component": "billing", "fingerprint": "aa"}
        await keep(
            store,
            escalated(1, MONDAY - timedelta(days=31), **known),
            escalated(2, MONDAY - 7 * DAY, **known),
            escalated(3, MONDAY + DAY, **known),
            escalated(4, MONDAY + DAY, component="login", fingerprint="aa"),
            escalated(5, MONDAY + 2 * DAY, component="billing"),
            escalated(6, MONDAY + 3 * DAY, component="billing"),
            escalated(7, MONDAY + 4 * DAY, issue_id="60"),
            escalated(3, MONDAY + 5 * DAY, issue_id="31", root_cause="typo"),
            escalated(3, MONDAY + 6 * DAY, issue_id="32", root_cause="typo"),
        )
        found = await store.read(lambda tx: tx.history.repeats(SPAN))
        assert [one.id for one in found] == ["2:20", "3:30", "7:60"]
        before, this = await weeks(store)
        assert (before.escalations, before.repeats) == (1, 1)
        assert (this.escalations, this.repeats) == (7, 2)

    async def test_thirty_days_to_the_moment_are_a_repeat_and_one_more_is_none(
        self, store: UnitOfWork
    ) -> None:
        for ticket, back in ((1, timedelta(days=30)), (2, timedelta(days=30, microseconds=1))):
            cause = f"cause {ticket}"
            await keep(store, escalated(ticket, MONDAY - back, root_cause=cause))
            await keep(store, escalated(ticket + 10, MONDAY, root_cause=cause))
        assert [one.ticket_id for one in await store.read(lambda tx: tx.history.repeats(SPAN))] == [
            11
        ]

    async def test_times_are_of_the_urgent_that_were_confirmed_in_the_week(
        self, store: UnitOfWork
    ) -> None:
        def took(ticket: int, hours: int, severity: str = "P1") -> Escalated:
            end = MONDAY + 2 * DAY
            return escalated(ticket, end - hours * HOUR, severity=severity, confirmed_at=end)

        await keep(store, *(took(number, number) for number in range(1, 11)), took(50, 500, "P3"))
        _, this = await weeks(store)
        assert (this.confirmed, this.half, this.most) == (10, 5 * 3600, 9 * 3600)

    async def test_what_is_open_is_counted_at_each_weeks_end(self, store: UnitOfWork) -> None:
        await keep(
            store,
            escalated(1, MONDAY - 30 * DAY, severity="P1"),
            escalated(2, MONDAY - 30 * DAY, severity="P2", confirmed_at=MONDAY - 20 * DAY),
            escalated(3, MONDAY - 3 * DAY, severity="P2", confirmed_at=MONDAY + DAY),
            escalated(4, MONDAY + DAY, severity="P1"),
            escalated(5, MONDAY + DAY, severity="P4"),
        )
        assert [one.open for one in await weeks(store)] == [2, 2]

    async def test_a_week_without_anything_is_told_too(self, store: UnitOfWork) -> None:
        assert await weeks(store) == (WeekCounts(MONDAY - WEEK), WeekCounts(MONDAY))

    async def test_a_line_that_a_person_wrote_is_kept_until_it_is_emptied(
        self, store: UnitOfWork
    ) -> None:
        line = WeekLine(week="2026-W47", text="A release went wrong.", by="dana", at=MONDAY)
        await store.write(lambda tx: tx.history.write_line(line))
        assert await store.read(lambda tx: tx.history.line("2026-W47")) == line
        empty = line.model_copy(update={"text": ""})
        await store.write(lambda tx: tx.history.write_line(empty))
        assert await store.read(lambda tx: tx.history.line("2026-W47")) is None

    async def test_a_tickets_traits_are_told_the_latest_first(self, store: UnitOfWork) -> None:
        for digest, at in (("aa", MONDAY), ("bb", MONDAY + DAY)):
            found = (Trait(kind="trace", digest=digest),)
            await store.write(partial(bear, found, at))
        seen = await store.read(lambda tx: tx.traits.of_ticket(7))
        assert [one.digest for one in seen] == ["bb", "aa"]
