"""`airlock vault rotate`: the secret key is replaced by another."""

from typing import Annotated

import typer

from app.cli.output import console, print_json, run, settings
from app.living import open_switch
from app.services.rotating import KeyRotation, Rotated
from app.settings import Settings

BY = "command line"
REMOVE = "Take AIRLOCK_PREVIOUS_SECRET_KEYS out of every process's settings; destroy the old key."

vault = typer.Typer(no_args_is_help=True, help="The vault of private values and its key.")


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(vault, name="vault")


@vault.callback()
def about() -> None:
    """Keep this a group: its commands are named."""


@vault.command()
def rotate(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Wrap every customer's key with the present AIRLOCK_SECRET_KEY, while the service runs.

    The earlier one stands in AIRLOCK_PREVIOUS_SECRET_KEYS, in every process's settings, until this
    has said that it is done (docs/secrets.md). A run that broke off is gone on with by another.

    Example: airlock vault rotate
    """
    done = run(_rotate(settings()))
    if as_json:
        print_json({"rewrapped": done.rewrapped, "retired": done.retired})
    if done.retired:
        console.print(f"{done.rewrapped} keys wrapped anew, {done.retired} secret keys retired")
        console.print(REMOVE)
    else:
        console.print("nothing is sealed with an earlier secret key")


async def _rotate(config: Settings) -> Rotated:
    async with open_switch(config) as service:
        return await KeyRotation(service.store, service.clock).run(BY, _tell)


def _tell(left: int) -> None:
    console.print(f"{left} left")
