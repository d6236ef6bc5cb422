"""`airlock settings`."""

import typer

from app.cli.output import print_lines
from app.settings import render_settings


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("settings")(show_settings)


def show_settings() -> None:
    """Print every setting with its default, as the page docs/settings.md.

    Example: airlock settings
    """
    print_lines(render_settings())
