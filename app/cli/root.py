"""All commands together."""

import gc
import logging

import typer

from app.cli.lazily import MARKUP, Named, group_of
from app.logs import ToldDefects, configure_logging

HELP = """Airlock bridges Zendesk and Jira.

Nothing customer-private reaches Jira, nothing engineer-private reaches Zendesk; and an issue is
not escalated until its packet is complete.

Try it without an account: airlock demo
"""

COMMANDS = (
    Named(
        "demo",
        "app.cli.demo",
        "Play one escalation between a sandbox Zendesk and a sandbox Jira, then serve their pages.",
    ),
    Named(
        "serve", "app.cli.serving", "Run the web service, with a relay inside unless --no-relay."
    ),
    Named("relay", "app.cli.serving", "Run a relay process alone; several may run."),
    Named(
        "sandbox",
        "app.cli.sandbox",
        "Run a Zendesk and a Jira that keep state and behave like the vendors, on loopback.",
    ),
    Named(
        "doctor",
        "app.cli.serving",
        "Check settings, policies, database, both vendors and the guarded transitions.",
    ),
    Named("openapi", "app.cli.serving", "Print the service's own OpenAPI document."),
    Named(
        "settings",
        "app.cli.telling",
        "Print every setting with its default, as the page docs/settings.md.",
    ),
    Named(
        "stop",
        "app.cli.modes",
        "Stop all sending at once, on all machines, while the services run. Nothing is lost.",
    ),
    Named(
        "start",
        "app.cli.modes",
        "Let sending go on after `airlock stop`; what waits is worked off, paced as always.",
    ),
    Named(
        "redact",
        "app.cli.redact",
        "Redact JSON lines from stdin to JSON lines on stdout, one for one.",
    ),
    Named(
        "gate",
        "app.cli.gate",
        "Tell whether the gate is open, and if not, why. Exit 0 open, 1 closed.",
    ),
    Named(
        "reconcile",
        "app.cli.repairing",
        "Find what webhooks missed and mend it; first the pairs that differ are shown.",
    ),
    Named(
        "resweep",
        "app.cli.resweeping",
        "Redact again what was sent already, under the policy now in force.",
    ),
    Named(
        "backfill",
        "app.cli.backfilling",
        "Link the pairs that existed before Airlock, and copy their history.",
    ),
    Named(
        "erase",
        "app.cli.erasing",
        "Make everything that is kept of a customer unreadable, over all pairs, for good.",
    ),
    Named("report", "app.cli.reporting", "What Airlock did, or would have done."),
    Named("policy", "app.cli.policies", "Policies: check, compare, describe and publish them."),
    Named("sync", "app.cli.syncing", "The engineer sync: its agenda, and its notes."),
    Named("links", "app.cli.links", "Which ticket is linked to which issue."),
    Named("deadletters", "app.cli.links", "Deliveries that wait for a person."),
    Named(
        "setup", "app.cli.setup", "Show as a diff what the vendors lack, and make it with --apply."
    ),
    Named("console", "app.cli.consoling", "Who may enter the console."),
    Named("audit", "app.cli.auditing", "Who did what, and whether the record is whole."),
    Named("vault", "app.cli.vault", "The vault of private values and its key."),
)

app = typer.Typer(
    cls=group_of(COMMANDS),
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=MARKUP,
    pretty_exceptions_enable=False,
)


@app.callback(help=HELP)
def about() -> None:
    """Keep this a group: its commands are in COMMANDS."""


COLLECT_AFTER = 20_000
"""Objects. What a process loads at its start stays to its end: to look through it for garbage after
each 700, as Python does unless told, took a quarter of the start."""


def main() -> None:
    """The entry point of the `airlock` command. A defect's message is never printed."""
    gc.set_threshold(COLLECT_AFTER)
    configure_logging(level=logging.WARNING)
    with ToldDefects():
        app()
