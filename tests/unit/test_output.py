"""How commands speak: data on stdout, words on stderr, exit codes that mean something."""

import io
import json
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from app import errors
from app.cli import output
from app.cli.output import (
    Exit,
    exit_code_of,
    print_json,
    print_lines,
    print_table,
    run,
    told_errors,
)
from app.errors import AirlockError, PolicyError, SettingsError, VendorUnreachable


def leaves(root: type[AirlockError]) -> list[type[AirlockError]]:
    below = root.__subclasses__()
    return [leaf for child in below for leaf in leaves(child)] if below else [root]


EXPECTED = {
    errors.ConfigurationError: Exit.WRONG_USE,
    errors.Refused: Exit.NO,
    errors.Held: Exit.NO,
    errors.NotStored: Exit.NO,
    errors.NotFound: Exit.NO,
    errors.StoreError: Exit.OUT_OF_REACH,
    errors.VendorError: Exit.OUT_OF_REACH,
}


@pytest.mark.parametrize(
    "leaf",
    [leaf for leaf in leaves(AirlockError) if leaf.__module__ == "app.errors"],
    ids=lambda leaf: leaf.__name__,
)
def test_a_script_learns_of_every_error_what_the_contract_says(leaf: type[AirlockError]) -> None:
    error = leaf.__new__(leaf)
    told = exit_code_of(error)
    wanted = next((code for kind, code in EXPECTED.items() if isinstance(error, kind)), Exit.NO)
    assert told is wanted
    assert told is not Exit.FINE


def test_the_codes_are_the_contract_s() -> None:
    assert [(code.name, code.value) for code in Exit] == [
        ("FINE", 0),
        ("NO", 1),
        ("WRONG_USE", 2),
        ("OUT_OF_REACH", 3),
    ]


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> Console:
    """The console for people, as it writes to a file."""
    console = Console(record=True, highlight=False, width=200, quiet=False, file=None)
    monkeypatch.setattr(output, "console", console)
    return console


def test_an_error_is_told_in_its_own_words_and_ends_with_its_code(stderr: Console) -> None:
    with pytest.raises(typer.Exit) as end, told_errors():
        raise VendorUnreachable("No connection to [bold]Jira[/bold].", sent=False)
    assert end.value.exit_code == Exit.OUT_OF_REACH
    assert stderr.export_text().strip() == "VendorUnreachable: No connection to [bold]Jira[/bold]."


def test_every_problem_of_a_policy_is_told(stderr: Console) -> None:
    with pytest.raises(typer.Exit) as end, told_errors():
        raise PolicyError(("gates/a.yaml:3: one", "gates/a.yaml:9: two"))
    assert end.value.exit_code == Exit.WRONG_USE
    told = stderr.export_text()
    assert "gates/a.yaml:3: one" in told
    assert "gates/a.yaml:9: two" in told


def test_a_defect_is_not_dressed_up_as_an_error_of_ours() -> None:
    with pytest.raises(ZeroDivisionError), told_errors():
        raise ZeroDivisionError


def test_a_command_s_work_gives_its_result_or_ends_with_a_code(stderr: Console) -> None:
    async def fine() -> int:
        return 7

    async def refused() -> int:
        raise SettingsError("AIRLOCK_MODE: no")

    assert run(fine()) == 7
    broken: Coroutine[Any, Any, int] = refused()
    with pytest.raises(typer.Exit) as end:
        run(broken)
    assert end.value.exit_code == Exit.WRONG_USE
    assert "AIRLOCK_MODE: no" in stderr.export_text()


def test_data_goes_to_stdout_as_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "Zoë", "path": Path("a")})
    print_json({})
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == [{"name": "Zoë", "path": "a"}, {}]
    assert err == ""


def test_half_a_character_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"text": "half \ud800 a sign"})
    out = capsys.readouterr().out
    assert json.loads(out.encode()) == {"text": "half \ud800 a sign"}


def test_a_terminal_that_knows_only_ascii_gets_the_same_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    print_json({"text": "Zoë 😀"})
    assert json.loads(raw.getvalue()) == {"text": "Zoë 😀"}


@pytest.mark.parametrize("text", ["one\ntwo", "one\ntwo\n"])
def test_lines_end_with_exactly_one_line_feed(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_lines(text)
    assert capsys.readouterr().out == "one\ntwo\n"


def test_a_table_is_for_people_and_leaves_stdout_clean(
    stderr: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    stderr.stderr = True
    print_table("Links", ("id", "issue"), [("01A", "ENG-1")])
    assert capsys.readouterr().out == ""
    assert "ENG-1" in stderr.export_text()


def test_a_placeholder_in_a_table_is_text_and_no_markup(stderr: Console) -> None:
    print_table("doctor", ("detail",), [("[customer] wrote [email-1]",), ("a [/b] c",)])
    told = stderr.export_text()
    assert "[customer] wrote [email-1]" in told
    assert "a [/b] c" in told


HOSTILE = "a\x1b]0;title\x07b\x9b31m\u202ec\rd"


def test_a_ticket_s_text_moves_no_operator_s_terminal(
    stderr: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    stderr.stderr = True
    print_table("doctor", ("detail",), [(HOSTILE,)])
    print_lines(HOSTILE)
    print_json({"text": HOSTILE})
    lines, data = capsys.readouterr().out.splitlines()
    assert lines == r"a\x1b]0;title\x07b\u009b31m\u202ec\x0dd"
    assert json.loads(data) == {"text": HOSTILE}
    for told in (data, stderr.export_text(styles=False)):
        assert not {"\x1b", "\x07", "\x9b", "\r"} & set(told)


def test_the_console_for_people_is_stderr() -> None:
    assert output.console.stderr
