"""`airlock policy …`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.lazily import Named, group_of
from app.cli.output import (
    Exit,
    console,
    policy_dir,
    print_json,
    print_lines,
    told_errors,
)
from app.policy.loading import lint as lint_directory
from app.policy.loading import load_directory
from app.policy.ownership_page import render_ownership
from app.policy.problems import Problem
from app.policy.schema import json_schema
from app.policy.table import render_table

LATER = (
    Named(
        "diff",
        "app.cli.policy_diff",
        "Show what changed between two policy folders, and what it would have done.",
    ),
    Named(
        "publish",
        "app.cli.policy_publishing",
        "Put a folder's policies in force, for all processes and machines.",
    ),
    Named(
        "history",
        "app.cli.policy_publishing",
        "List what was published, the newest first: that one is in force.",
    ),
    Named(
        "rollback",
        "app.cli.policy_publishing",
        "Put an earlier publication in force once more.",
    ),
    Named(
        "export",
        "app.cli.policy_publishing",
        "Write the files of a publication into a folder, to compare them or to keep them.",
    ),
)

policy_app = typer.Typer(
    cls=group_of(LATER),
    help="Policies: check, compare, describe and publish them.",
    no_args_is_help=True,
)

Directory = Annotated[
    Path | None,
    typer.Argument(
        exists=True,
        file_okay=False,
        help="The policy folder; the one of the settings when left out.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(policy_app, name="policy")


@policy_app.command()
def lint(directory: Directory = None, as_json: AsJson = False) -> None:
    """Tell every mistake of the policy files at once, and run the examples in them.

    A line each: `file:line: what is wrong, and the cure`. Lines with `warning:` are to think
    about; only the others make the files unusable and end with exit code 1.

    Examples:

        airlock policy lint

        airlock policy lint policies --json
    """
    folder = policy_dir(directory)
    problems = lint_directory(folder)
    errors = sum(not problem.warning for problem in problems)
    if as_json:
        print_json({"ok": not errors, "problems": [_plain(problem) for problem in problems]})
    else:
        for problem in problems:
            print_lines(str(problem))
    warnings = len(problems) - errors
    if errors:
        console.print(f"{errors} errors and {warnings} warnings in {folder}", style="red")
        raise typer.Exit(Exit.NO)
    console.print(f"{folder}: fine" + (f", {warnings} warnings" if warnings else ""), style="green")


def _plain(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "severity": "warning" if problem.warning else "error",
        "what": problem.what,
        "cure": problem.cure,
    }


@policy_app.command()
def schema() -> None:
    """Print the JSON Schema of the policy files, for an editor.

    Example: airlock policy schema > policies/schema/policy.json
    """
    print_lines(json.dumps(json_schema(), indent=2))


@policy_app.command()
def table(directory: Directory = None) -> None:
    """Print who gets to read what, as the page docs/disclosure.md.

    Example: airlock policy table > docs/disclosure.md
    """
    with told_errors():
        print_lines(render_table(load_directory(policy_dir(directory)).redaction))


@policy_app.command()
def ownership(directory: Directory = None) -> None:
    """Print who owns what, as the page docs/ownership.md.

    Example: airlock policy ownership > docs/ownership.md
    """
    with told_errors():
        policies = load_directory(policy_dir(directory))
        print_lines(render_ownership(policies.mapping.ownership, policies.gate.severities))
