"""What becomes of a delivery after an error."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import errors
from app.errors import (
    AirlockError,
    CredentialsRefused,
    Held,
    NotOurTurn,
    SendingStopped,
    StoreError,
    StoreUnavailable,
    VendorBusy,
    VendorConflict,
    VendorError,
    VendorFault,
    VendorTimeout,
    VendorUnreachable,
)
from app.services.retry import (
    LONGEST_ASKED,
    LONGEST_DELAY,
    Hold,
    Park,
    Postpone,
    Verdict,
    decide_overrun,
    decide_retry,
)
from tests.fakes.policies import shipped

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HORIZON = timedelta(seconds=50)

waits = st.none() | st.floats()
jitters = st.floats(min_value=0, max_value=1)
attempts_made = st.integers(min_value=0, max_value=200)


def decide(
    error: AirlockError, attempts: int = 0, *, most: int = 1000, jitter: float = 0.0
) -> Verdict:
    return decide_retry(
        error, attempts=attempts, max_attempts=most, now=NOW, horizon=HORIZON, jitter=jitter
    )


def delay(error: AirlockError, attempts: int = 0, *, jitter: float = 0.0) -> timedelta:
    verdict = decide(error, attempts, jitter=jitter)
    assert isinstance(verdict, Postpone)
    return verdict.until - NOW


def in_outage(error: VendorError) -> VendorError:
    error.in_outage = True
    return error


def leaves(root: type[AirlockError]) -> list[type[AirlockError]]:
    below = root.__subclasses__()
    return [leaf for child in below for leaf in leaves(child)] if below else [root]


def make(leaf: type[AirlockError]) -> AirlockError:
    if leaf is errors.PolicyError:
        return errors.PolicyError(("a problem",))
    if leaf is errors.GateClosed:
        return errors.GateClosed("closed", ())
    if leaf is VendorBusy:
        return VendorBusy("slow down", retry_after=None)
    if leaf is errors.WriteRefused:
        return errors.WriteRefused("no", status=400)
    if leaf is errors.HeldForReview:
        return errors.HeldForReview("held", digest="d", kinds={"email": 1})
    return leaf("what happened")


LEAVES = [leaf for leaf in leaves(AirlockError) if leaf.__module__ == "app.errors"]
retryable = st.sampled_from([VendorTimeout("t"), VendorConflict("c"), VendorFault("f")])


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_error_has_a_verdict_that_keeps_its_leaf_s_promise(
    leaf: type[AirlockError],
) -> None:
    verdict = decide(make(leaf))
    if issubclass(leaf, Held):
        assert verdict == Hold()
    elif issubclass(leaf, SendingStopped):
        assert verdict == Postpone(NOW, count=False), "it waits for `airlock start` alone"
    elif leaf.retryable or issubclass(leaf, CredentialsRefused | StoreError):
        assert isinstance(verdict, Postpone)
        assert verdict.until > NOW
    else:
        assert verdict == Park()


@pytest.mark.parametrize("leaf", [leaf for leaf in LEAVES if issubclass(leaf, Held)])
def test_what_a_person_must_look_at_is_held_and_never_parked(leaf: type[AirlockError]) -> None:
    assert {decide(make(leaf), attempts, most=1) for attempts in (0, 1, 50)} == {Hold()}


@given(attempts=attempts_made, jitter=jitters, retry_after=waits)
def test_what_is_not_the_delivery_s_fault_is_never_parked_and_not_counted(
    attempts: int, jitter: float, retry_after: float | None
) -> None:
    for error in (
        CredentialsRefused("revoked"),
        VendorBusy("slow down", retry_after=retry_after),
        StoreUnavailable("full"),
        VendorUnreachable("no connection", sent=False),
        NotOurTurn("later", retry_after=retry_after),
        in_outage(VendorFault("502")),
        in_outage(VendorTimeout("silence")),
    ):
        verdict = decide(error, attempts, most=1, jitter=jitter)
        assert isinstance(verdict, Postpone)
        assert not verdict.count


@given(seconds=st.floats(min_value=0, max_value=3600), attempts=attempts_made, jitter=jitters)
def test_a_vendor_that_says_when_is_not_called_earlier(
    seconds: float, attempts: int, jitter: float
) -> None:
    said = timedelta(seconds=seconds)
    for error in (
        VendorBusy("slow down", retry_after=seconds),
        VendorFault("503", retry_after=seconds),
    ):
        assert delay(error, attempts, jitter=jitter) >= said


@given(seconds=st.floats(), attempts=attempts_made, jitter=jitters)
def test_no_vendor_s_word_stops_a_lane_for_much_more_than_an_hour(
    seconds: float, attempts: int, jitter: float
) -> None:
    for error in (
        VendorBusy("slow down", retry_after=seconds),
        VendorFault("503", retry_after=seconds),
    ):
        assert timedelta() <= delay(error, attempts, jitter=jitter) <= 1.1 * LONGEST_ASKED


@pytest.mark.parametrize(("attempts", "ends"), [(0, False), (3, False), (4, True), (9, True)])
def test_work_that_outlasts_its_lease_is_tried_as_often_as_the_policy_says(
    attempts: int, ends: bool
) -> None:
    verdict = decide_overrun(attempts=attempts, max_attempts=5, now=NOW, jitter=0.5)
    assert (verdict == Park()) is ends
    if isinstance(verdict, Postpone):
        assert (verdict.count, verdict.until > NOW) == (True, True)


@given(error=retryable, attempts=attempts_made, jitter=jitters)
def test_delays_only_grow_from_try_to_try(error: VendorError, attempts: int, jitter: float) -> None:
    assert delay(error, attempts, jitter=jitter) <= delay(error, attempts + 1, jitter=jitter)


@given(error=retryable, attempts=attempts_made, jitter=jitters)
def test_no_delay_is_longer_than_the_longest(
    error: VendorError, attempts: int, jitter: float
) -> None:
    assert delay(error, attempts, jitter=jitter) <= max(LONGEST_DELAY, HORIZON)


@given(attempts=attempts_made, jitter=jitters)
def test_a_write_whose_outcome_is_unknown_waits_until_it_can_no_longer_come_late(
    attempts: int, jitter: float
) -> None:
    for error in (VendorTimeout("no answer"), VendorFault("502"), VendorUnreachable("cut off")):
        assert delay(error, attempts, jitter=jitter) >= HORIZON


def test_a_call_that_was_never_sent_is_tried_again_soon() -> None:
    assert delay(VendorUnreachable("no connection", sent=False)) < timedelta(seconds=3)


def test_retries_are_spread() -> None:
    error = VendorUnreachable("no connection", sent=False)
    assert len({delay(error, 5, jitter=jitter / 10) for jitter in range(11)}) == 11


@given(error=retryable, most=st.integers(min_value=1, max_value=100))
def test_the_last_try_is_the_policy_s(error: VendorError, most: int) -> None:
    assert decide(error, most - 1, most=most) == Park()
    if most > 1:
        assert isinstance(decide(error, most - 2, most=most), Postpone)


@pytest.mark.parametrize("jitter", [0.0, 1.0])
def test_with_the_policy_that_ships_one_call_may_fail_for_half_a_day(jitter: float) -> None:
    tries = shipped().mapping.delivery.max_attempts
    error = VendorFault("500")
    delays = [delay(error, number, jitter=jitter) for number in range(tries - 1)]
    assert timedelta(hours=11) < sum(delays, timedelta()) < timedelta(hours=25)
    assert max(delays) <= timedelta(minutes=15)


@given(seconds=st.floats(0, 3600), jitter=jitters)
def test_who_was_promised_a_moment_comes_back_at_that_moment(seconds: float, jitter: float) -> None:
    promised = NotOurTurn("later", retry_after=seconds)
    assert delay(promised, jitter=jitter) == timedelta(seconds=seconds)
    assert delay(in_outage(promised), jitter=jitter) >= timedelta(seconds=seconds)


def test_a_write_that_an_outage_cut_off_still_waits_for_its_outcome() -> None:
    assert delay(in_outage(VendorTimeout("silence"))) >= HORIZON
