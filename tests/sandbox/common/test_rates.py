"""A window allows its limit, tells what is left and fills again when its time is over."""

import pytest

from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.rates import RateWindow, Reading


def _headers(reading: Reading) -> dict[str, str]:
    headers = {"left": str(reading.remaining), "reset": str(reading.reset)}
    return headers if reading.allowed else {**headers, "retry-after": str(reading.reset)}


def test_a_window_allows_its_limit_and_refuses_the_next() -> None:
    now = [100.0]
    window = RateWindow(2, 60, lambda: now[0], _headers)
    assert window.take() == (True, {"left": "1", "reset": "60"})
    now[0] = 130.0
    assert window.take() == (True, {"left": "0", "reset": "30"})
    assert window.take() == (False, {"left": "0", "reset": "30", "retry-after": "30"})


def test_a_window_is_full_again_when_its_time_is_over() -> None:
    now = [0.0]
    window = RateWindow(1, 10, lambda: now[0], _headers)
    assert window.take()[0]
    assert not window.take()[0]
    now[0] = 10.0
    assert window.take()[0]


def test_keys_are_counted_apart() -> None:
    window = RateWindow(1, 10, lambda: 0.0, _headers)
    assert window.take("ada")[0]
    assert window.take("bob")[0]
    assert not window.take("ada")[0]


def test_the_clock_moves_forward_only() -> None:
    clock = SandboxClock()
    before = clock.now()
    clock.advance(3600)
    assert (clock.now() - before).total_seconds() >= 3600
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)
