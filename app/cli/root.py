"""All commands together."""

import logging

import typer

from app.cli import (
    auditing,
    backfilling,
    demo,
    erasing,
    gate,
    links,
    modes,
    policies,
    repairing,
    reporting,
    resweeping,
    serving,
    setup,
    vault,
)
from app.logs import ToldDefects, configure_logging

HELP = """Airlock bridges Zendesk and Jira.

Nothing customer-private reaches Jira, nothing engineer-private reaches Zendesk; and an issue is
not escalated until its packet is complete.

Try it without an account: airlock demo
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
demo.register(app)
serving.register(app)
modes.register(app)
reporting.register(app)
policies.register(app)
gate.register(app)
links.register(app)
repairing.register(app)
resweeping.register(app)
setup.register(app)
backfilling.register(app)
erasing.register(app)
auditing.register(app)
vault.register(app)


def main() -> None:
    """The entry point of the `airlock` command. A defect's message is never printed."""
    configure_logging(level=logging.WARNING)
    with ToldDefects():
        app()
