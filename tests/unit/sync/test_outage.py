"""When a vendor counts as down, who looks whether it is back, and how calls begin again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.sync.outage import (
    FAILURES,
    LONGEST_PAUSE,
    RAMP_SECONDS,
    SLOWEST,
    Outage,
    Probe,
    admit,
    failed,
    slowness,
    succeeded,
)

NOON = 1_763_812_800.0


def down(failures: int = FAILURES) -> Outage:
    outage = Outage("jira")
    for _ in range(failures):
        outage = failed(outage, "a call", NOON, certain=True)
    return outage


def test_a_vendor_is_down_after_five_failures_in_a_row() -> None:
    assert down(FAILURES - 1).down_since is None
    assert down(FAILURES).down_since == NOON
    assert succeeded(down(FAILURES - 1), NOON) == Outage("jira")


def test_one_call_that_fails_again_and_again_does_not_speak_for_the_vendor() -> None:
    outage = Outage("jira")
    for _ in range(50):
        outage = failed(outage, "POST comment", NOON, certain=False)
    assert outage.down_since is None
    for call in "abcd":
        outage = failed(outage, call, NOON, certain=False)
    assert outage.down_since == NOON


def test_one_call_at_a_time_looks_whether_it_is_back() -> None:
    outage = down()
    assert admit(outage, NOON) == outage.probe_at
    probe = admit(outage, outage.probe_at)
    assert isinstance(probe, Probe)
    assert isinstance(admit(probe.outage, outage.probe_at), float)
    again = failed(probe.outage, "a call", outage.probe_at, certain=True)
    assert again.probe_at > outage.probe_at
    assert again.down_since == NOON


@given(st.integers(FAILURES, 10_000))
def test_it_is_looked_for_at_least_once_a_minute(failures: int) -> None:
    outage = replace(Outage("jira"), failures=failures)
    assert failed(outage, "x", NOON, certain=True).probe_at <= NOON + LONGEST_PAUSE


def test_a_probe_that_never_ended_gives_way_to_another() -> None:
    probe = admit(down(), NOON + 3600)
    assert isinstance(probe, Probe)
    assert isinstance(admit(probe.outage, NOON + 3600 + 61), Probe)


def test_a_clock_that_is_set_back_stops_the_looking_for_a_minute_at_most() -> None:
    until = admit(down(), NOON - 86_400)
    assert isinstance(until, float)
    assert until <= NOON - 86_400 + 60


@given(st.floats(0, RAMP_SECONDS))
def test_calls_begin_slowly_and_then_faster(passed: float) -> None:
    back = succeeded(down(), NOON)
    assert back.down_since is None
    assert slowness(back, NOON) == SLOWEST
    assert slowness(back, NOON + passed) >= slowness(back, NOON + passed + 1)
    assert slowness(back, NOON + RAMP_SECONDS) == 1.0
    assert slowness(Outage("jira"), NOON) == 1.0
