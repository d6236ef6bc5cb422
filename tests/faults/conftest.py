"""Each scenario runs on each engine: a test that asks for `engine` and `database` is two."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.forms import Form, is_long, told
from tests.faults.verdict import VERDICTS

Note = Callable[[str], None]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long_form: left to `python -m tests.faults`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What has no short form is left to the command."""
    if not is_long(config):
        items[:] = [one for one in items if one.get_closest_marker("long_form") is None]


@pytest.fixture
def form(request: pytest.FixtureRequest) -> Form:
    """Which form the scenario takes."""
    return Form.LONG if is_long(request.config) else Form.SHORT


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The engine's name."""
    return str(request.param)


@pytest.fixture
def database(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of this test's own."""
    if engine == "sqlite":
        return f"sqlite:///{tmp_path}/airlock.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Note:
    """Prints a measure beneath the scenario's line."""

    def one(text: str) -> None:
        record_property("note", text)
        print(text)  # noqa: T201 - the measure that the test is for

    return one


@pytest.fixture(autouse=True)
def summed_up(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Iterator[None]:
    """The last verdict stands in the scenario's line."""
    VERDICTS.clear()
    yield
    is_postgres = {"postgres", "postgres_url"} & set(request.fixturenames)
    engine = "postgresql" if "postgresql" in request.node.name or is_postgres else "sqlite"
    for name, value in told(engine, VERDICTS).items():
        record_property(name, value)
