"""`airlock gate`: how a gate stands, what enforcing would stop, and the emergency release."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from app.bootstrap import open_service
from app.cli.output import Exit, console, print_json, print_lines, print_table, run, settings
from app.cli.releasing import close_release, open_release
from app.gate.decision import Decision
from app.services.gate_history import PastPassage, passages_since
from app.settings import Settings

Subject = Annotated[str | None, typer.Argument(help="A ticket's number or an issue's key.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
WouldHave = Annotated[
    bool,
    typer.Option("--would-have-stopped", help="What passed lately that enforcing would stop."),
]
Days = Annotated[int, typer.Option(min=1, max=366, help="How far back that looks.")]
ReleaseAll = Annotated[
    bool, typer.Option("--release-all", help="Open every gate; see docs/emergency-release.md.")
]
Reason = Annotated[str, typer.Option(help="Why, without anybody's name; it is audited.")]
Until = Annotated[datetime | None, typer.Option(help="When the release ends by itself, in UTC.")]
Close = Annotated[bool, typer.Option("--close", help="End the release; decide every gate anew.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("gate")(gate)


def gate(
    subject: Subject = None,
    as_json: Json = False,
    would_have_stopped: WouldHave = False,
    days: Days = 7,
    release_all: ReleaseAll = False,
    reason: Reason = "",
    until: Until = None,
    close: Close = False,
) -> None:
    """Tell whether the gate is open, and if not, why. Exit 0 open, 1 closed.

    Examples:

        airlock gate 4711

        airlock gate ENG-42 --json

        airlock gate --would-have-stopped --days 7

        airlock gate --release-all --reason "Jira lost the gate field" --until 2026-11-22T18:00

        airlock gate --close
    """
    asked = [subject is not None, would_have_stopped, release_all, close]
    if sum(asked) != 1:
        raise typer.BadParameter("Name a ticket or an issue, or give one of the options.")
    config = settings()
    if subject is not None:
        decision, released = run(_decide(config, subject))
        _tell(decision, released=released, as_json=as_json)
    elif would_have_stopped:
        _tell_past(run(_look_back(config, days)), days, as_json=as_json)
    elif release_all:
        open_release(config, reason, until, as_json=as_json)
    else:
        close_release(config, as_json=as_json)


def _tell(decision: Decision, *, released: bool, as_json: bool) -> None:
    """The packet's decision; that an emergency release lets every issue through is told beside."""
    if released:
        console.print("Emergency release: every gate is open for now.", style="bold red")
    if as_json:
        print_json(
            {
                "open": decision.open,
                "state": decision.state,
                "reasons": decision.reasons,
                "warnings": decision.warnings,
                "severity": decision.severity,
                "tickets": decision.tickets,
                "released": released,
            }
        )
    else:
        console.print(_headline(decision), style="bold")
        for reason in decision.reasons:
            print_lines(f"- {reason}")
        for warning in decision.warnings:
            console.print(f"! {warning}", style="yellow", markup=False, soft_wrap=True)
    if not decision.open:
        raise typer.Exit(Exit.NO)


def _headline(decision: Decision) -> str:
    parts = ["open" if decision.open else "closed", decision.state]
    if decision.tickets > 1:
        parts.append(f"{decision.tickets} tickets")
    if decision.severity:
        parts.append(f"severity {decision.severity}")
    return ", ".join(parts)


async def _decide(config: Settings, subject: str) -> tuple[Decision, bool]:
    async with open_service(config) as service:
        released = await service.gatekeeping.emergency.current() is not None
        if subject.isdigit():
            ticket = await service.zendesk.fetch_ticket(int(subject))
            return await service.gatekeeping.decide_ticket(ticket), released
        issue = await service.jira.fetch_issue(subject)
        links = await service.store.read(lambda tx: tx.links.of_issue(issue.id, issue.key))
        decision, _ = await service.gatekeeping.decide_issue(links)
        return decision, released


async def _look_back(config: Settings, days: int) -> tuple[PastPassage, ...]:
    async with open_service(config) as service:
        since = service.clock.now() - timedelta(days=days)
        return await service.store.read(lambda tx: passages_since(tx, since))


def _tell_past(past: tuple[PastPassage, ...], days: int, *, as_json: bool) -> None:
    """Exit 0 whatever is found: it is a question, not a check."""
    stopped = [one for one in past if one.mode == "warn"]
    closed = [one for one in past if not one.clean]
    if as_json:
        print_json(
            {
                "days": days,
                "would_have_stopped": [one.model_dump(mode="json") for one in stopped],
                "passed_while_closed": [
                    one.model_dump(mode="json") for one in closed if one.mode != "warn"
                ],
                "passed": len(past) - len(closed),
                "lacked": _lacked(stopped),
            }
        )
        return
    rows = [
        (f"{one.at:%Y-%m-%d %H:%M}", one.issue, one.mode, ", ".join(one.lacking), one.by)
        for one in closed
    ]
    print_table(
        f"Guarded transitions without a complete packet, {days} days",
        ("when (UTC)", "issue", "mode", "lacked", "by account"),
        rows,
    )
    console.print(
        f"Enforcing would have stopped {len(stopped)} of {len(past)} guarded transitions."
    )


def _lacked(passages: list[PastPassage]) -> dict[str, int]:
    """How often each item was lacking, the most frequent first."""
    keys = [key for one in passages for key in one.lacking]
    return {key: keys.count(key) for key in sorted(set(keys), key=lambda key: -keys.count(key))}
