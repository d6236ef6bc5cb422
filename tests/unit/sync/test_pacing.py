"""Budgets: no window too full, no rush, the urgent first, everyone in the end."""

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sync.limits import documented
from app.sync.pacing import (
    LONGEST_CLOSED,
    Ask,
    Budget,
    Go,
    Limit,
    Reading,
    Urgency,
    Wait,
    decide,
    give_back,
    in_force,
    learn,
    left_now,
    says_less,
)

NOON = 1_763_812_800.0
TICKET = documented(0.2)["zendesk:ticket"]
UPDATES = documented(0.2)["zendesk:ticket-updates"]

limits = st.builds(
    Limit,
    allowed=st.integers(1, 200),
    seconds=st.sampled_from([1.0, 2.0, 30.0, 60.0, 600.0]),
    burst=st.sampled_from([0.1, 0.2, 0.34, 0.5, 1.0]),
    hold=st.sampled_from([0.0, 0.5, 1.0, 5.0]),
    bulk=st.sampled_from([0.05, 0.2, 1.0]),
)
asks = st.builds(
    Ask,
    urgency=st.sampled_from(Urgency),
    wanted=st.integers(1, 16),
    promised=st.booleans(),
)
steps = st.lists(st.tuples(st.floats(0, 0.3), asks), max_size=120)
"""How far the clock goes, in windows, and who asks then."""


def run(
    limit: Limit, script: list[tuple[float, Ask]], budget: Budget | None = None
) -> list[tuple[float, int, Urgency]]:
    """The grants of a script: when, how many, to whom."""
    budget, now, grants = budget or Budget("a:b"), NOON, []
    for step, ask in script:
        now += step * limit.seconds
        answer = decide(budget, limit, ask, now)
        budget = answer.budget
        if isinstance(answer, Go):
            grants.append((now, answer.granted, ask.urgency))
    return grants


def fullest(grants: list[tuple[float, int]], window: float) -> int:
    """The most that was granted in any window of so many seconds."""
    times = [at for at, count in grants for _ in range(count)]
    return max(
        (bisect_right(times, start + window) - n for n, start in enumerate(times)), default=0
    )


@given(limits, steps)
@settings(max_examples=300)
def test_no_window_ever_sees_more_than_the_vendor_allows(
    limit: Limit, script: list[tuple[float, Ask]]
) -> None:
    grants = [(at, count) for at, count, _ in run(limit, script)]
    assert fullest(grants, limit.seconds + limit.hold) <= limit.allowed


@given(limits, steps)
def test_bulk_work_keeps_within_its_share_and_leaves_the_rest(
    limit: Limit, script: list[tuple[float, Ask]]
) -> None:
    grants = [(at, count) for at, count, who in run(limit, script) if who is Urgency.BULK]
    share = max(1, int(limit.allowed * limit.bulk))
    assert fullest(grants, limit.seconds) <= share


@given(limits, steps, asks)
def test_the_same_question_has_the_same_answer_and_waiting_ends_later(
    limit: Limit, script: list[tuple[float, Ask]], ask: Ask
) -> None:
    budget, now = Budget("a:b"), NOON
    for step, one in script:
        now += step * limit.seconds
        budget = decide(budget, limit, one, now).budget
    answer = decide(budget, limit, ask, now)
    assert answer == decide(budget, limit, ask, now)
    if isinstance(answer, Wait):
        assert answer.until > now
    else:
        assert 1 <= answer.granted <= ask.wanted


@given(limits, st.integers(2, 40))
def test_everyone_who_comes_back_when_told_gets_through_in_the_order_of_coming(
    limit: Limit, many: int
) -> None:
    budget, waiting, served = Budget("a:b"), [], []
    for n in range(many):
        answer = decide(budget, limit, Ask(), NOON)
        budget = answer.budget
        if isinstance(answer, Wait):
            waiting.append((answer.until, n))
    first = min(waiting, default=(0.0, 0))[0]
    while waiting:
        waiting.sort()
        now, n = waiting.pop(0)
        answer = decide(budget, limit, Ask(promised=True), now)
        budget = answer.budget
        if isinstance(answer, Wait):
            waiting.append((answer.until, n))
        else:
            served.append(n)
        assert now <= first + (many + 1) * limit.apart
    assert served == sorted(served)


def test_a_newcomer_does_not_pass_those_who_were_promised_a_call() -> None:
    budget = spend_all(UPDATES)
    first = decide(budget, UPDATES, Ask(), NOON)
    second = decide(first.budget, UPDATES, Ask(), NOON)
    assert isinstance(first, Wait)
    assert isinstance(second, Wait)
    assert first.until < second.until
    newcomer = decide(second.budget, UPDATES, Ask(), first.until)
    assert isinstance(newcomer, Wait)
    assert newcomer.until > second.until
    assert isinstance(decide(newcomer.budget, UPDATES, Ask(promised=True), first.until), Go)


def test_people_go_before_deliveries_and_deliveries_before_bulk_work() -> None:
    budget, order = Budget("a:b"), []
    for urgency in (Urgency.BULK, Urgency.LIVE, Urgency.FIRST):
        while isinstance(answer := decide(budget, UPDATES, Ask(urgency), NOON), Go):
            budget = answer.budget
            order.append(urgency)
    assert order.count(Urgency.BULK) <= UPDATES.at_once / 2
    assert order.count(Urgency.FIRST) >= 2, "bulk and deliveries had left the last for people"


def test_bulk_work_without_end_holds_no_delivery_up() -> None:
    budget, now = Budget("a:b"), NOON
    for _ in range(2000):
        now += 0.05
        budget = decide(budget, UPDATES, Ask(Urgency.BULK), now).budget
    answer = decide(budget, UPDATES, Ask(Urgency.LIVE), now)
    assert isinstance(answer, Go)


def spend_all(limit: Limit, urgency: Urgency = Urgency.LIVE) -> Budget:
    budget = Budget("a:b")
    while isinstance(answer := decide(budget, limit, Ask(urgency), NOON), Go):
        budget = answer.budget
    return budget


def test_when_a_pause_ends_what_has_waited_does_not_rush_in() -> None:
    closed = learn(Budget("a:b"), UPDATES, Reading("a:b", closed_for=30), NOON)
    assert isinstance(decide(closed, UPDATES, Ask(Urgency.FIRST), NOON + 29), Wait)
    script = [(0.0, Ask(Urgency.FIRST))] * 50
    grants = run(replace(UPDATES, seconds=UPDATES.seconds), script, replace(closed, closed_until=0))
    assert sum(count for _, count, _ in grants) <= 1
    opened = [decide(closed, UPDATES, Ask(Urgency.FIRST), NOON + 30)]
    opened.append(decide(opened[0].budget, UPDATES, Ask(Urgency.FIRST), NOON + 30))
    assert [type(one) for one in opened] == [Go, Wait]


def test_ten_engineers_comments_go_at_once_and_the_eleventh_waits_its_turn() -> None:
    budget, now, sent = Budget("zendesk:ticket:17"), NOON, []
    while len(sent) < 100:
        answer = decide(budget, TICKET, Ask(Urgency.FIRST), now)
        budget = answer.budget
        if isinstance(answer, Go):
            sent.append(now)
        else:
            now = answer.until
    assert sent.count(NOON) == 10
    assert max(late - soon for soon, late in pairwise(sent)) < 30
    assert fullest([(at, 1) for at in sent], 600) <= 30


def test_what_others_have_used_is_not_used_again() -> None:
    told = Reading("a:b", allowed=100, left=3, resets_in=40)
    assert says_less(Budget("a:b", allowed=100), UPDATES, told, NOON)
    budget = learn(Budget("a:b"), UPDATES, told, NOON)
    sent = sum(count for _, count, _ in run(UPDATES, [(0.01, Ask(Urgency.FIRST))] * 60, budget))
    assert sent <= 3
    assert isinstance(decide(budget, UPDATES, Ask(Urgency.FIRST), NOON + 40), Go)


def test_our_own_calls_alone_are_no_news() -> None:
    budget = spend_all(UPDATES)
    spent = Reading("a:b", left=100 - UPDATES.at_once, resets_in=60)
    assert not says_less(replace(budget, allowed=100), UPDATES, spent, NOON)


def test_an_older_answer_does_not_raise_what_a_newer_one_has_told() -> None:
    budget = learn(Budget("a:b"), UPDATES, Reading("a:b", left=2, resets_in=30), NOON)
    budget = learn(budget, UPDATES, Reading("a:b", left=90, resets_in=31), NOON)
    assert budget.left == 2


def test_the_vendors_own_number_takes_the_place_of_the_documented_one() -> None:
    budget = learn(Budget("a:b"), UPDATES, Reading("a:b", allowed=300), NOON)
    assert in_force(UPDATES, budget).allowed == 300
    assert left_now(budget, UPDATES, NOON) == 30


def test_little_left_stops_bulk_work_alone() -> None:
    budget = learn(Budget("a:b"), UPDATES, Reading("a:b", near=True), NOON)
    assert isinstance(decide(budget, UPDATES, Ask(Urgency.BULK), NOON), Wait)
    assert isinstance(decide(budget, UPDATES, Ask(Urgency.LIVE), NOON), Go)


@pytest.mark.parametrize("back", [60.0, 3600.0, 86_400.0 * 365])
def test_a_clock_that_is_set_back_stops_nothing_for_long(back: float) -> None:
    budget = spend_all(UPDATES)
    budget = learn(budget, UPDATES, Reading("a:b", left=0, resets_in=60), NOON)
    answer = decide(budget, UPDATES, Ask(promised=True), NOON - back)
    assert isinstance(answer, Wait)
    assert answer.until <= NOON - back + UPDATES.seconds + UPDATES.hold


def test_no_pause_is_longer_than_an_hour() -> None:
    closed = learn(Budget("a:b"), UPDATES, Reading("a:b", closed_for=1e9), NOON)
    assert closed.closed_until == NOON + LONGEST_CLOSED


def test_a_call_that_was_not_made_may_be_made_by_another() -> None:
    budget = spend_all(UPDATES, Urgency.FIRST)
    assert isinstance(decide(budget, UPDATES, Ask(Urgency.FIRST), NOON), Wait)
    assert isinstance(decide(give_back(budget, UPDATES), UPDATES, Ask(Urgency.FIRST), NOON), Go)


def test_after_an_outage_calls_go_out_slowly() -> None:
    def sent(slow: float) -> int:
        budget, now, count = Budget("a:b"), NOON, 0
        for _ in range(100):
            now += 0.1
            answer = decide(budget, UPDATES, Ask(Urgency.FIRST), now, slow=slow)
            budget, count = answer.budget, count + isinstance(answer, Go)
        return count

    assert 1 <= sent(10.0) <= sent(1.0) / 3
