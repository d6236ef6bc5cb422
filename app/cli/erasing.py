"""`airlock erase`: one customer, over all pairs."""

from typing import Annotated

import typer

from app.bootstrap import open_service
from app.cli.output import Exit, console, print_json, run, settings
from app.erasure_log import ErasureLog
from app.errors import InputRefused
from app.living import open_switch
from app.services.erasure import Erasure, Note, check_customer
from app.settings import Settings
from app.unlocking import erase_again

BY = "command line"


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(erase)


def erase(
    customer: Annotated[
        str | None, typer.Argument(help="org:ID or user:ID, by Zendesk's id.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without, only show.")] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="After a restore: erase again all that were erased.")
    ] = False,
    copies: Annotated[
        bool, typer.Option("--copies", help="Delete the copies of their comments in Jira too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Make everything that is kept of a customer unreadable, over all pairs, for good.

    Copies in Jira keep their placeholders, which nobody can turn back afterwards; with --copies
    a running relay deletes them, and what stands in issues' fields is for a person. Nothing more is
    sent for these tickets until they are read again. Backups made before hold the key still, under
    the secret key: docs/erasure.md says what to do. Exit 1 when nothing is kept of that customer.

    Examples:

        airlock erase org:360011

        airlock erase user:900112 --apply

        airlock erase --replay
    """
    if replay or customer is None:
        _again(customer, replay=replay, as_json=as_json)
        return
    done = run(_erase(settings(), _named(customer), apply=apply, copies=copies))
    if as_json:
        print_json(done)
    if not done["pairs"]:
        console.print(f"{customer}: nothing is kept", style="yellow")
        raise typer.Exit(Exit.NO)
    what = "erased" if apply else "would be erased; run it again with --apply"
    console.print(f"{customer}: {done['pairs']} pairs {what}")


def _again(customer: str | None, *, replay: bool, as_json: bool) -> None:
    if not replay or customer is not None:
        raise typer.BadParameter("either a customer, org:ID or user:ID, or --replay alone")
    config = settings()
    if config.erasure_log is None:
        raise typer.BadParameter("AIRLOCK_ERASURE_LOG names no list of erasures to go by")
    back = run(_replay(config))
    if as_json:
        print_json({"erased": list(back)})
    console.print(f"{len(back)} customers erased again")


async def _replay(config: Settings) -> tuple[str, ...]:
    async with open_switch(config) as service:
        return await erase_again(service.store, config)


def _named(customer: str) -> str:
    try:
        check_customer(customer)
    except InputRefused as error:
        raise typer.BadParameter(str(error)) from None
    return customer


async def _erase(
    config: Settings, customer: str, *, apply: bool, copies: bool
) -> dict[str, object]:
    async with open_service(config) as service:
        erasure = Erasure(service.store, service.clock, _note_of(config))
        links = [link.id for link in (await erasure.find(customer)).links]
        pairs = await erasure.erase(customer, BY, copies=copies) if apply else len(links)
    return {"customer": customer, "pairs": pairs, "links": links, "erased": apply and pairs > 0}


def _note_of(config: Settings) -> Note:
    if config.erasure_log is not None:
        return ErasureLog(config.erasure_log).note
    console.print(
        "AIRLOCK_ERASURE_LOG is not set: a restored backup will hold this customer again",
        style="yellow",
    )
    return lambda *_: None
