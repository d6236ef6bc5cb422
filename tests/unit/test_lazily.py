"""The list of commands tells what the commands tell, and loads none of them."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from typer.testing import CliRunner

from app.cli import policies
from app.cli.lazily import Named, load
from app.cli.root import COMMANDS, app

LISTS = [COMMANDS, policies.LATER]
HEAVY = ("fastapi", "sqlalchemy", "alembic", "httpx", "pydantic", "re2", "app.settings")


@pytest.mark.parametrize("listed", LISTS, ids=["airlock", "airlock policy"])
def test_a_list_says_of_each_command_what_the_command_says_first(listed: Sequence[Named]) -> None:
    for named in listed:
        told = load(named.module)[named.name].help or ""
        assert " ".join(told.split("\n\n")[0].split()) == named.about


def test_every_command_that_a_listed_module_makes_is_listed() -> None:
    made = {name for module in {named.module for named in COMMANDS} for name in load(module)}
    assert made == {named.name for named in COMMANDS}


def test_the_list_of_commands_shows_them_all_and_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom app.cli.root import app\n"
        "try:\n    app(['--help'])\nfinally:\n"
        f"    print('loaded:', *sorted({set(HEAVY)} & sys.modules.keys()))\n"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    shown, _, loaded = done.stdout.partition("loaded:")
    assert [named.name for named in COMMANDS if f" {named.name} " not in shown] == []
    assert loaded.strip() == ""


def test_a_command_that_is_listed_is_told_in_full_when_it_is_asked_for() -> None:
    answer = CliRunner().invoke(app, ["policy", "diff", "--help"])
    assert answer.exit_code == 0
    assert "--samples" in answer.stdout


def test_a_name_that_is_not_listed_is_wrong_use() -> None:
    answer = CliRunner().invoke(app, ["polici"])
    assert answer.exit_code == 2
    assert "No such command" in answer.stderr
