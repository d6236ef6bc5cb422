"""A write counts as long begun only after real seconds, whatever the clock has done meanwhile."""

from datetime import timedelta

import pytest

from app.services import sightings
from app.services.sightings import Sightings
from tests.fakes.clock import NOON

SPAN = timedelta(seconds=50)


class Machine:
    """Seconds that only grow, and a process that has just started."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.sightings = Sightings(SPAN, lambda: self.seconds)

    def is_over(self, marker: str = "write-1") -> bool:
        return self.sightings.is_over(marker, NOON)


def test_the_span_begins_with_the_first_sighting() -> None:
    machine = Machine()
    assert not machine.is_over()
    machine.seconds += 49
    assert not machine.is_over()
    machine.seconds += 1
    assert machine.is_over()


def test_a_write_that_this_process_began_itself_is_seen_at_its_beginning() -> None:
    machine = Machine()
    machine.sightings.note("write-1", NOON)
    machine.seconds += 50
    assert machine.is_over()


def test_another_attempt_of_the_same_write_is_waited_for_anew() -> None:
    machine = Machine()
    machine.is_over()
    machine.seconds += 50
    assert not machine.sightings.is_over("write-1", NOON + timedelta(seconds=1))


def test_what_was_forgotten_waits_anew_and_is_never_taken_for_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sightings, "REMEMBERED", 2)
    machine = Machine()
    for number in range(3):
        assert not machine.is_over(f"write-{number}")
    machine.seconds += 50
    assert machine.is_over("write-2")
    assert not machine.is_over("write-0")


def test_without_such_seconds_the_journal_is_trusted() -> None:
    assert Sightings(SPAN).is_over("write-1", NOON)
