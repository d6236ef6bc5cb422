"""`airlock erase`: one customer, over all pairs."""

from typing import Annotated

import typer

from app.bootstrap import open_service
from app.cli.output import Exit, console, print_json, run, settings
from app.errors import InputRefused
from app.services.erasure import Erasure, check_customer
from app.settings import Settings

BY = "command line"


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(erase)


def erase(
    customer: Annotated[str, typer.Argument(help="org:ID or user:ID, by Zendesk's id.")],
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without, only show.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Make everything that is kept of a customer unreadable, over all pairs, for good.

    Copies in Jira keep their placeholders; nobody can turn them back afterwards. Nothing more is
    sent for these tickets until they are read again. Backups made before hold the key still.
    Exit 1 when nothing is kept of that customer.

    Examples:

        airlock erase org:360011

        airlock erase user:900112 --apply
    """
    done = run(_erase(settings(), _named(customer), apply=apply))
    if as_json:
        print_json(done)
    if not done["pairs"]:
        console.print(f"{customer}: nothing is kept", style="yellow")
        raise typer.Exit(Exit.NO)
    what = "erased" if apply else "would be erased; run it again with --apply"
    console.print(f"{customer}: {done['pairs']} pairs {what}")


def _named(customer: str) -> str:
    try:
        check_customer(customer)
    except InputRefused as error:
        raise typer.BadParameter(str(error)) from None
    return customer


async def _erase(config: Settings, customer: str, *, apply: bool) -> dict[str, object]:
    async with open_service(config) as service:
        erasure = Erasure(service.store, service.clock)
        links = [link.id for link in (await erasure.find(customer)).links]
        pairs = await erasure.erase(customer, BY) if apply else len(links)
    return {"customer": customer, "pairs": pairs, "links": links, "erased": apply and pairs > 0}
