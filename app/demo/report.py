"""The story's end: both sides side by side, what was withheld, and where to click."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from app.demo.people import DemoPerson
from app.demo.private import Leak
from app.demo.story import Story


def summarize(
    story: Story, sides: dict[str, Any], withheld: dict[str, int], leaks: list[Leak]
) -> dict[str, Any]:
    """The object that `--json` prints."""
    return {
        "ok": not leaks and all(step.ok for step in story.steps),
        "steps": [{"name": s.name, "ok": s.ok, "detail": s.detail} for s in story.steps],
        "zendesk": sides["zendesk"],
        "jira": sides["jira"],
        "withheld": withheld,
        "leaks": [{"place": x.place, "secret": x.secret, "form": x.form} for x in leaks],
    }


def print_report(console: Console, summary: dict[str, Any]) -> None:
    """Both sides, for a person."""
    table = Table(title="One escalation, two audiences", expand=True, show_lines=True)
    table.add_column("Zendesk: the customer's side", ratio=1, overflow="fold")
    table.add_column("Jira: engineering's side", ratio=1, overflow="fold")
    table.add_row(_zendesk(summary["zendesk"]), _jira(summary["jira"]))
    console.print(table)
    withheld = ", ".join(f"{kind} ×{count}" for kind, count in summary["withheld"].items())
    console.print(Panel(withheld or "nothing", title="Withheld on the way"))
    for leak in summary["leaks"]:
        console.print(f"LEAK: {leak['secret']} in {leak['place']} ({leak['form']})", style="red")
    if not summary["leaks"]:
        console.print("Nothing private stands on the wrong side.", style="green")


def _zendesk(tickets: dict[str, Any]) -> str:
    parts = []
    for number, comments in tickets.items():
        parts.append(f"TICKET {number}")
        parts.extend(
            f"({'public' if one['public'] else 'internal note'})\n{one['text'].strip()}"
            for one in comments
        )
    return _plain("\n\n".join(parts))


def _jira(issue: dict[str, Any]) -> str:
    parts = [f"{issue['key']} · {issue['status']}\n{issue['summary']}"]
    parts.extend(f"(comment)\n{text.strip()}" for text in issue["comments"])
    parts.append("attachments: " + (", ".join(issue["attachments"]) or "none"))
    parts.append("links: " + ", ".join(issue["remote_links"]))
    return _plain("\n\n".join(parts))


def _plain(text: str) -> str:
    """Square brackets are placeholders here, not rich's markup."""
    return text.replace("[", "\\[")


def print_where_to_click(console: Console, story: Story) -> None:
    """The pages that stay open until Ctrl-C."""
    world = story.world
    agent = f"{world.zendesk_url}/agent/tickets"
    console.print("\nOpen until Ctrl-C:")
    console.print(f"  the ticket with its sidebar  {agent}/{story.first_ticket}")
    console.print(f"  the second ticket            {agent}/{story.second_ticket}")
    console.print(f"  the issue with its buttons   {world.jira_url}/browse/{story.issue}")
    console.print(f"  the console                  {world.service_url}/console")
    console.print(f"  the service's health         {world.service_url}/health/ready")


def print_who_may_enter(console: Console, people: Sequence[DemoPerson]) -> None:
    """The console's accounts, whose passwords end with this demo."""
    console.print("\nSign in to the console as:")
    for person in people:
        roles = ", ".join(person.roles).replace("_", " ")
        console.print(f"  {person.name:<7} {person.password}  ({roles})", markup=False)
