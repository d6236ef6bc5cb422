"""`airlock gate`."""

from typing import Annotated

import typer

from app.bootstrap import open_service
from app.cli.output import Exit, console, print_json, print_lines, run, settings
from app.gate.decision import Decision
from app.settings import Settings


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("gate")(gate)


def gate(
    subject: Annotated[str, typer.Argument(help="A ticket's number or an issue's key.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Tell whether the gate is open, and if not, why. Exit 0 open, 1 closed.

    Example: airlock gate 4711 or airlock gate ENG-42
    """
    decision = run(_decide(settings(), subject))
    if as_json:
        print_json({"open": decision.open, "state": decision.state, "reasons": decision.reasons})
    else:
        console.print("open" if decision.open else "closed", style="bold")
        for reason in decision.reasons:
            print_lines(f"- {reason}")
    if not decision.open:
        raise typer.Exit(Exit.NO)


async def _decide(config: Settings, subject: str) -> Decision:
    async with open_service(config) as service:
        if subject.isdigit():
            ticket = await service.zendesk.fetch_ticket(int(subject))
            return await service.gatekeeping.decide_ticket(ticket)
        issue = await service.jira.fetch_issue(subject)
        links = await service.store.read(lambda tx: tx.links.of_issue(issue.id, issue.key))
        decision, _ = await service.gatekeeping.decide_issue(links)
        return decision
