"""`airlock report accounts`: the weekly summary of each strategic account, as a draft."""

from collections.abc import Sequence
from typing import Annotated

import typer

from app.bootstrap import open_service
from app.cli.output import console, print_json, print_lines, run, settings
from app.escalating import make_account_summaries
from app.services.account_summaries import AccountSummary
from app.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object an account, a line each.")]


def accounts(as_json: AsJson = False) -> None:
    """Print three sentences for each account that `accounts` of policies/mapping names. They are
    drafts: nothing is sent, and the names are read from Zendesk for this alone.

    Example: airlock report accounts
    """
    drafts = run(_draft(settings()))
    if not drafts:
        console.print("The policy names no account (`accounts` in policies/mapping).")
    for draft in drafts:
        if as_json:
            print_json(draft.model_dump(mode="json"))
        else:
            print_lines(f"{draft.text}\n")


async def _draft(config: Settings) -> Sequence[AccountSummary]:
    async with open_service(config) as service:
        return await make_account_summaries(service.base).draft()
