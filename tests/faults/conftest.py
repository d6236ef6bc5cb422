"""Each scenario runs on each engine: a test that asks for `engine` and `database` is two."""

from pathlib import Path

import pytest


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
