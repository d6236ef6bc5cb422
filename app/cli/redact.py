"""`airlock redact`: texts on stdin, redacted texts on stdout."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import print_json, settings, told_errors
from app.cli.redacting import Target, redact_lines
from app.foundation import open_tools
from app.policy.loading import load_directory


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(redact)


def redact(
    to: Annotated[Target, typer.Option("--to", help="Whose eyes the text is for.")],
    policy: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="The policy folder.")
    ] = None,
) -> None:
    """Redact JSON lines from stdin to JSON lines on stdout, one for one.

    A line that cannot be parsed or checked comes back held, with a reason and no text. The
    settings AIRLOCK_REDACTION__… count here too.

    Example: echo '{"id":"1","format":"text","input":"Mail me: a@b.example"}' | airlock redact
    --to jira
    """
    config = settings()
    with told_errors():
        policies = load_directory(policy if policy is not None else config.policy_dir)
        tools = open_tools(config.redaction)
        for answer in redact_lines(sys.stdin.buffer, to, policies, tools):
            print_json(answer)
