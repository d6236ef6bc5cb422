"""How commands speak: data on stdout, words on stderr, exit codes that mean something."""

import asyncio
import json
import sys
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.errors import (
    AirlockError,
    ConfigurationError,
    Held,
    NotFound,
    NotStored,
    Refused,
    StoreError,
    VendorError,
)
from app.settings import Settings, load_settings

T = TypeVar("T")

console = Console(stderr=True, highlight=False)
"""For people; stdout stays clean for data."""


class Exit(IntEnum):
    FINE = 0
    NO = 1
    WRONG_USE = 2
    OUT_OF_REACH = 3


def exit_code_of(error: AirlockError) -> Exit:
    """What a script learns of an error."""
    if isinstance(error, ConfigurationError):
        return Exit.WRONG_USE
    if isinstance(error, Refused | Held | NotStored | NotFound):
        return Exit.NO
    if isinstance(error, StoreError | VendorError):
        return Exit.OUT_OF_REACH
    return Exit.NO


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn an error of ours into its words on stderr and its exit code."""
    try:
        yield
    except AirlockError as error:
        console.print(f"[bold red]{type(error).__name__}[/]", end=": ")
        console.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(exit_code_of(error)) from None


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's coroutine; its errors are told to a person."""
    with told_errors():
        return asyncio.run(work)


def settings() -> Settings:
    """The settings, or exit 2 with every problem told at once."""
    with told_errors():
        return load_settings()


_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\u2028\u2029"}
"""Characters that JSON may hold and that some readers of lines take for a line's end."""
_C1 = {number: f"\\u{number:04x}" for number in range(127, 160)}
"""Characters that JSON may hold and that a terminal may obey; a line's end is among them."""
_DIRECTIONS = {
    number: f"\\u{number:04x}" for number in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_C0 = {number: f"\\x{number:02x}" for number in range(32) if chr(number) not in "\n\t"}
_CONTROLS = _C0 | _C1 | _DIRECTIONS


def print_json(value: object) -> None:
    """One JSON object on stdout, readable as it is where stdout can carry its characters."""
    text = json.dumps(value, ensure_ascii=False, default=str).translate(_LINE_ENDS | _C1)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, default=str)
    sys.stdout.write(text + "\n")


def print_lines(text: str) -> None:
    """Text on stdout, for what is itself the answer; no character of it moves a terminal."""
    shown = harmless(text)
    sys.stdout.write(shown if shown.endswith("\n") else shown + "\n")


def harmless(text: str) -> str:
    """The text with its control characters spelled out, for a person's terminal.

    Whoever writes a ticket could else rewrite what an operator sees, or the window's title.
    """
    return text.translate(_CONTROLS)


def print_table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table for a person, on stderr. A cell is text: `[email-1]` in it is no markup."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    console.print(table)


def policy_dir(given: Path | None) -> Path:
    """The folder named on the command line, else the one of the settings."""
    return given if given is not None else settings().policy_dir
