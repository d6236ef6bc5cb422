from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.customer_update import join_parts
from app.sync.operating_policy import SilencePolicy
from app.sync.silence import SilenceState, Told, allowed, due_at, last_told, promised_in, state_at

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLICY = SilencePolicy(hours={"P1": 4, "P2": 8}, otherwise=72, soon_minutes=60, day_ends="17:00")

moments = st.integers(0, 60 * 24 * 700).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
severities = st.sampled_from(["P1", "P2", "P3", None])
texts = st.text(max_size=120) | st.from_regex(
    r"You will hear from us by [0-3]?[0-9] (November|Dec) 202[67]( at [12][0-9]:[0-9]{2} UTC)?\.",
    fullmatch=True,
)

PIECES = """next today morgen friday FR\u0130DAY by am pm 15:00 24:00 3 p.m. utc +05:30 -14:00 (IST)
    9999-12-31 within in half an hour hours 25.11. 31.2.2026 november 2026 uhr eod noon 15.30 -
    \u017fix z"""
pieces = st.sampled_from(PIECES.split())
texts |= st.lists(pieces, max_size=12).map(lambda said: f"Next update {' '.join(said)}")


@given(moments, st.none() | moments, severities)
def test_what_is_promised_never_puts_an_update_off(
    since: datetime, promised: datetime | None, severity: str | None
) -> None:
    due = due_at(since, promised, severity, POLICY)
    assert due <= since + allowed(severity, POLICY)
    assert promised is None or due <= promised


@given(moments, moments, moments)
def test_the_clock_only_ever_goes_from_fine_to_soon_to_overdue(
    due: datetime, one: datetime, other: datetime
) -> None:
    order = list(SilenceState)
    earlier, later = sorted((one, other))
    before, after = state_at(due, earlier, POLICY), state_at(due, later, POLICY)
    assert order.index(before) <= order.index(after)
    assert (after is SilenceState.OVERDUE) == (later >= due)


@given(texts, moments)
def test_a_promise_lies_ahead_of_the_moment_it_was_made(text: str, said_at: datetime) -> None:
    promised = promised_in(text, said_at, POLICY)
    assert promised is None or promised > said_at


@given(st.lists(st.tuples(moments, texts), max_size=5))
def test_the_last_update_counts_and_no_promise_is_older_than_it(
    said: list[tuple[datetime, str]],
) -> None:
    updates = [Told(at, text) for at, text in sorted(said, key=lambda one: one[0])]
    last = last_told(updates, POLICY)
    assert last.at == (updates[-1].at if updates else None)
    assert last.promised is None or last.promised > (last.at or NOON)


def test_a_p1_is_reminded_of_an_hour_before_its_four_are_over() -> None:
    due = due_at(NOON, None, "P1", POLICY)
    assert due == NOON + timedelta(hours=4)
    assert state_at(due, NOON + timedelta(hours=2, minutes=59), POLICY) is SilenceState.FINE
    assert state_at(due, NOON + timedelta(hours=3), POLICY) is SilenceState.SOON
    assert state_at(due, NOON + timedelta(hours=4), POLICY) is SilenceState.OVERDUE


def test_a_severity_that_nobody_chose_waits_as_long_as_the_policy_says_otherwise() -> None:
    assert allowed(None, POLICY) == timedelta(hours=72)


def test_a_day_that_is_promised_ends_when_the_policys_day_ends() -> None:
    said = "Our engineers look into it. You will hear from us by 24 November 2026."
    assert promised_in(said, NOON, POLICY) == datetime(2026, 11, 24, 17, tzinfo=UTC)


def test_a_time_in_utc_is_taken_as_it_is_said() -> None:
    said = "We will update you on 24 November at 09:30 UTC."
    assert promised_in(said, NOON, POLICY) == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert promised_in("Next update: 15:00 UTC.", NOON, POLICY) == NOON.replace(hour=15)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("You will hear from us within two hours.", 2),
        ("We will update you in 24 hours.", 24),
        ("We will get back to you within half an hour.", 0.5),
        ("Next update: in 45 minutes.", 0.75),
        ("Next update: Friday.", 4 * 24 + 5),
        ("You will hear from us on Friday, 27 November, by 16:00 CET.", 4 * 24 + 3),
        ("Next update at 3 pm UTC.", 3),
        ("Next update at 9:30 am UTC.", 21.5),
        ("Next update today, 08:30 PST.", 4.5),
        ("Next update tomorrow, 10:00 UTC+2.", 20),
        ("Next update tomorrow, 10:00 +05:30.", 16.5),
        ("We will let you know by end of day.", 5),
        ("We saw it last Friday; next update tomorrow.", 29),
        ("Guten Morgen, Sie hören von uns innerhalb von zwei Stunden.", 2),
        ("Sie hören von uns bis Freitag, 15 Uhr MEZ.", 4 * 24 + 2),
        ("Wir melden uns morgen bei Ihnen.", 29),
        ("Wir melden uns am 25. November 2026.", 2 * 24 + 5),
        ("Next update FRIDAY.", 4 * 24 + 5),
        ("Next update today between 14:00-16:00 UTC.", 2),
        ("Next update tomorrow between 9:00-11:00 UTC.", 21),
        ("Next update tomorrow 15:00\u201316:00 CET.", 26),
        ("We will update you by end of day tomorrow.", 29),
        ("We will update you by EOD Friday.", 4 * 24 + 5),
        ("We will update you tomorrow at 3 p.m. CET.", 26),
        ("We will update you tomorrow at 15:00 (CET).", 26),
        ("We will update you tomorrow at 15:00 (UTC+8).", 19),
        ("We will update you tomorrow at 15:00 UTC +8.", 19),
        ("We will update you tomorrow at 15:00 IST.", 21.5),
        ("We will update you tomorrow at noon.", 24),
        ("Next update: 2026-11-27T15:00Z.", 4 * 24 + 3),
        ("We will update you within 48 hours.", 48),
        ("We will update you in 2 hrs.", 2),
        ("We will update you within the next hour.", 1),
        ("We will update you within 1-2 hours.", 1),
        ("Thank you for the call today, we will update you on Thursday.", 3 * 24 + 5),
        ("We will update you next Monday.", 7 * 24 + 5),
        ("By Wednesday you will hear from us.", 2 * 24 + 5),
        ("Sie hören von uns morgen bis 15.30 Uhr.", 27.5),
        ("Sie hören von uns innerhalb der nächsten zwei Stunden.", 2),
        ("Wir melden uns bis zum 25.11. bei Ihnen.", 2 * 24 + 5),
        ("Bis morgen melden wir uns.", 29),
        ("Sie hören bis Freitag von uns.", 4 * 24 + 5),
        ("Wir melden uns bis ca. 15 Uhr.", 3),
        ("Wir melden uns zu Punkt 3 am Mittwoch.", 2 * 24 + 5),
    ],
)
def test_a_promise_is_read_as_people_write_it(said: str, hours: float) -> None:
    assert promised_in(said, NOON, POLICY) == NOON + timedelta(hours=hours)


@pytest.mark.parametrize(
    "said",
    [
        "We wanted to let you know that the service recovered within 10 minutes.",
        "Next update 9999-12-31 at 23:00 PST.",
        "We will update you in \u017fix hours or on FR\u0130DAY or fr\u0131day.",
        "Next update at 15:00+99:99.",
        "We will update you in hours.",
    ],
)
def test_what_is_odd_is_read_without_a_fault(said: str) -> None:
    found = promised_in(said, NOON, POLICY)
    assert found is None or found > NOON


@pytest.mark.parametrize("clock", ["15:00", "15:00 WXYZ", "3 pm CST", "15 Uhr"])
def test_a_time_of_a_zone_that_is_not_known_is_the_earlier_one(clock: str) -> None:
    said = f"You will hear from us tomorrow at {clock}."
    assert promised_in(said, NOON, POLICY) == NOON + timedelta(hours=27)


def test_a_time_of_a_zone_that_is_not_known_is_not_after_the_days_end() -> None:
    said = "You will hear from us tomorrow at 23:00 local time."
    assert promised_in(said, NOON, POLICY) == NOON + timedelta(hours=29)


def test_the_milestone_of_a_customer_update_is_a_promise() -> None:
    said = join_parts({"milestone": "A first answer on 25 November 2026.", "action_taken": "Read."})
    assert promised_in(said, NOON, POLICY) == datetime(2026, 11, 25, 17, tzinfo=UTC)


def test_a_day_that_is_only_told_is_no_promise() -> None:
    assert promised_in("Your contract ends on 24 November 2026.", NOON, POLICY) is None


def test_a_word_of_thanks_does_not_take_a_promise_back() -> None:
    promise = Told(NOON, "You will hear from us by 24 November 2026.")
    thanks = Told(NOON + timedelta(hours=1), "Thank you for the logs.")
    late = Told(NOON + timedelta(days=2), "Thank you for the logs.")
    assert last_told([promise, thanks], POLICY).promised == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert last_told([promise, late], POLICY).promised is None


def test_a_new_promise_stands_in_the_place_of_the_old_one() -> None:
    first = Told(NOON, "You will hear from us by 24 November 2026.")
    second = Told(NOON + timedelta(hours=1), "You will hear from us by 26 November 2026.")
    told = last_told([first, second], POLICY)
    assert told.promised == datetime(2026, 11, 26, 17, tzinfo=UTC)
