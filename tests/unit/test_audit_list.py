"""`airlock audit list`: as far back as it is asked to go, and it says when that is not the end."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import auditing, modes
from app.cli.root import app

ROUNDS = 3


@pytest.fixture(autouse=True)
def stopped_and_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database whose audit has two entries for each round."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIRLOCK_DATABASE_URL", f"sqlite:///{tmp_path}/a.db")
    monkeypatch.setenv("AIRLOCK_SECRET_KEY", "7f0c1d9e5b3a48c6" * 4)
    monkeypatch.setattr(auditing, "PAGE", 2)
    monkeypatch.setattr(modes, "LEAST_SECONDS", 0)
    for _ in range(ROUNDS):
        for command in ("stop", "start"):
            assert CliRunner().invoke(app, [command]).exit_code == 0


def listed(*words: str) -> tuple[list[str], Result]:
    answer = CliRunner().invoke(app, ["audit", "list", "--json", *words])
    assert answer.exit_code == 0, answer.stderr
    return [json.loads(line)["action"] for line in answer.stdout.splitlines()], answer


def test_it_reads_page_after_page_and_says_nothing_of_what_is_left_when_nothing_is() -> None:
    actions, answer = listed("--since", "2020-01-01")
    assert actions == ["sending started", "sending stopped"] * ROUNDS
    assert "older entries" not in answer.stderr


def test_it_says_that_there_are_older_ones_than_were_asked_for() -> None:
    actions, answer = listed("--limit", "3")
    assert actions == ["sending started", "sending stopped", "sending started"]
    assert "older entries" in answer.stderr
