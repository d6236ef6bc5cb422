import pytest
import structlog

from tests.services.world import World


@pytest.fixture(autouse=True)
def _own_logs() -> None:
    """What a command of another test set up may lead to a stream that is closed by now."""
    structlog.reset_defaults()


@pytest.fixture
def world() -> World:
    return World()
