"""`airlock console account`: a local account of the console, as a line for the settings."""

import json
import secrets
import sys
from typing import Annotated

import typer

from app.cli.output import console as words
from app.cli.output import print_lines, told_errors
from app.records_console import ConsoleRole
from app.services.console_accounts import SETTING, SHORTEST_PASSWORD, make_account

console = typer.Typer(no_args_is_help=True, help="Who may enter the console.")


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(console, name="console")


@console.callback()
def about() -> None:
    """Who may enter the console."""


@console.command()
def account(
    name: Annotated[str, typer.Argument(help="What the person signs in with.")],
    role: Annotated[
        list[ConsoleRole], typer.Option(help="What the person may do; several may be given.")
    ],
    generate: Annotated[
        bool, typer.Option("--generate", help="Make a password and tell it on stderr.")
    ] = False,
) -> None:
    """Print the line of a local account, with the hash of its password.

    The password is asked for twice on a terminal, else read from the first line of stdin. The
    line is a JSON string, to stand in the list AIRLOCK_ADMIN__ACCOUNTS. Nothing is stored.

    Examples:

        airlock console account ada --role operator --role approver

        airlock console account ada --role viewer --generate
    """
    password = secrets.token_urlsafe(16) if generate else _asked()
    with told_errors():
        made = make_account(name, role, password)
    print_lines(json.dumps(made.line))
    if generate:
        words.print(f"Password: {password}", markup=False)
    words.print(f"Put this line into the JSON list {SETTING}, then start Airlock again.")


def _asked() -> str:
    if sys.stdin.isatty():
        asked = f"Password, {SHORTEST_PASSWORD} characters or more"
        given: str = typer.prompt(asked, hide_input=True, confirmation_prompt=True, err=True)
        return given
    return sys.stdin.readline().rstrip("\r\n")
