"""`airlock policy publish`, `history`, `rollback` and `export`: what is in force, and why."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli.output import Exit
from app.cli.root import app
from app.living import policies_in_force
from app.settings import load_settings
from tests.fakes.policies import SHIPPED

FILE = Path("gates") / "escalation.yaml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIRLOCK_DATABASE_URL", f"sqlite:///{tmp_path}/a.db")
    monkeypatch.setenv("AIRLOCK_SECRET_KEY", "7f0c1d9e5b3a48c6" * 4)
    return Path(shutil.copytree(SHIPPED, tmp_path / "policies"))


def rewrite(folder: Path, old: str, new: str) -> None:
    text = (folder / FILE).read_text("utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new), "utf-8")


def policy(*words: str) -> Result:
    return CliRunner().invoke(app, ["policy", *words])


def history() -> list[tuple[int, str, str, int | None]]:
    lines = [json.loads(line) for line in policy("history", "--json").stdout.splitlines()]
    return [(one["number"], one["reason"], one["origin"], one["restores"]) for one in lines]


def test_what_is_published_and_rolled_back_stands_in_the_history(folder: Path) -> None:
    first = policy("publish", "--reason", "The first", "--json")
    assert first.exit_code == Exit.FINE, first.stderr
    rewrite(folder, "mode: enforce", "mode: warn")
    second = json.loads(policy("publish", "--reason", "Only warn", "--json").stdout)
    assert second["version"] != json.loads(first.stdout)["version"]
    back = policy("rollback", json.loads(first.stdout)["version"], "--reason", "Too mild")
    assert "publication 3" in back.stderr
    assert history() == [
        (3, "Too mild", "command", 1),
        (2, "Only warn", "command", None),
        (1, "The first", "command", None),
    ]


def test_files_in_which_lint_finds_an_error_are_not_published(folder: Path) -> None:
    rewrite(folder, "mode: enforce", "mod: enforce")
    answer = policy("publish", "--reason", "Why not")
    assert answer.exit_code == Exit.WRONG_USE
    assert "did you mean `mode`" in answer.stderr
    assert history() == []


def test_a_publication_takes_a_reason() -> None:
    assert policy("publish").exit_code == Exit.WRONG_USE
    blank = policy("publish", "--reason", "  ")
    assert (blank.exit_code, history()) == (Exit.NO, [])
    assert "takes a reason" in blank.stderr


def test_what_is_private_in_a_reason_is_not_kept() -> None:
    policy("publish", "--reason", "maria.delgado@northwind.example saw her phone 202 555 0143")
    policy("rollback", "1", "--reason", "asked for by maria.delgado@northwind.example")
    (_, back, *_), (_, first, *_) = history()
    assert "maria" not in f"{back} {first}"
    assert "0143" not in first
    assert ("saw her phone" in first, back.startswith("asked for by")) == (True, True)


def test_a_publication_that_there_is_not_cannot_come_back() -> None:
    answer = policy("rollback", "7", "--reason", "Why not")
    assert answer.exit_code == Exit.NO
    assert "airlock policy history" in answer.stderr


def test_what_is_in_force_can_be_written_down_to_compare_it(folder: Path) -> None:
    policy("publish", "--reason", "The first")
    rewrite(folder, "mode: enforce", "mode: warn")
    assert policy("export", "now").exit_code == Exit.FINE
    assert Path("now", FILE).read_bytes() == (SHIPPED / FILE).read_bytes()
    told = policy("diff", "now", "policies").stdout
    assert "gates: mode: enforce → warn" in told
    again = policy("export", "now")
    assert again.exit_code == Exit.WRONG_USE
    assert "holds something already" in again.stderr


def test_commands_go_by_what_is_in_force_and_not_by_the_folder(folder: Path) -> None:
    rewrite(folder, "mode: enforce", "mode: warn")
    policy("publish", "--reason", "Only warn")
    rewrite(folder, "mode: warn", "mode: enforce")
    assert asyncio.run(policies_in_force(load_settings())).gate.mode == "warn"
