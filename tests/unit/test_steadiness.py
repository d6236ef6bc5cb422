"""A clock is trusted with the past only after it has gone with real seconds for the whole span."""

from datetime import timedelta

import pytest

from app.services.steadiness import Steadiness
from tests.fakes.clock import FixedClock

SPAN = timedelta(seconds=50)


class Machine:
    """A clock that a test may set, and seconds that only grow."""

    def __init__(self) -> None:
        self.clock = FixedClock()
        self.seconds = 0.0
        self.steadiness = Steadiness(self.clock, SPAN, lambda: self.seconds)
        self.steadiness.holds()

    def passes(self, seconds: float) -> bool:
        """Real time passes; whether the clock is trusted then."""
        self.seconds += seconds
        self.clock.pass_time(seconds)
        return self.steadiness.holds()


def test_a_clock_is_trusted_once_the_span_has_passed_since_the_start() -> None:
    machine = Machine()
    assert not machine.passes(49)
    assert machine.passes(1)
    assert machine.passes(1000)


@pytest.mark.parametrize("jump", [3600, -3600, 2])
def test_after_a_jump_the_whole_span_must_pass_anew(jump: float) -> None:
    machine = Machine()
    assert machine.passes(100)
    machine.clock.pass_time(jump)
    assert not machine.steadiness.holds()
    assert not machine.passes(49)
    assert machine.passes(1)


def test_a_clock_that_is_adjusted_by_a_little_stays_trusted() -> None:
    machine = Machine()
    assert machine.passes(100)
    machine.clock.pass_time(0.5)
    assert machine.steadiness.holds()
