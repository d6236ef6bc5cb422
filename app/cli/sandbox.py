"""`airlock sandbox`: both vendors on this machine, to try things on."""

import asyncio
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from app.cli.output import Exit, console, print_lines
from connectors.sandbox.jira.config import BRIDGE
from connectors.sandbox.server import run_sandbox
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(sandbox)


def sandbox(
    zendesk_port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port of the sandbox Zendesk.")
    ] = 8091,
    jira_port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port of the sandbox Jira.")
    ] = 8092,
    sidebar_url: Annotated[
        str, typer.Option(help="Where the sandbox Zendesk's tickets find Airlock's sidebar.")
    ] = "http://127.0.0.1:8080/sidebar",
) -> None:
    """Run a Zendesk and a Jira that keep state and behave like the vendors, on loopback.

    On stdout stand the settings with which Airlock reaches them; secrets of your own are missing.

    Example: airlock sandbox --zendesk-port 8091 --jira-port 8092
    """
    base_url = f"http://127.0.0.1:{zendesk_port}"
    zendesk = create_app(ZendeskSandboxConfig(base_url=base_url, sidebar_url=sidebar_url))
    settings = (
        *_sandbox_settings(zendesk_port, jira_port),
        *sidebar_settings(
            zendesk.state.sidebar_key.audience, zendesk.state.sidebar_key.public_pem(), base_url
        ),
    )
    print_lines("\n".join(settings))
    sys.stdout.flush()
    console.print(f"Zendesk: http://127.0.0.1:{zendesk_port}/agent/")
    console.print(f"Jira:    http://127.0.0.1:{jira_port}/browse/")
    try:
        asyncio.run(run_sandbox(zendesk_port, jira_port, zendesk))
    except KeyboardInterrupt:
        console.print("stopped")
    except OSError as error:
        console.print(f"cannot listen: {error.strerror}; choose other ports", style="red")
        raise typer.Exit(Exit.OUT_OF_REACH) from None


def _sandbox_settings(zendesk_port: int, jira_port: int) -> Iterator[str]:
    zendesk = ZendeskSandboxConfig()
    yield f"AIRLOCK_ZENDESK__BASE_URL=http://127.0.0.1:{zendesk_port}"
    yield f"AIRLOCK_ZENDESK__CLIENT_ID={zendesk.oauth_client_id}"
    yield f"AIRLOCK_ZENDESK__CLIENT_SECRET={zendesk.oauth_client_secret}"
    yield f"AIRLOCK_JIRA__BASE_URL=http://127.0.0.1:{jira_port}"
    yield f"AIRLOCK_JIRA__EMAIL={BRIDGE.email}"
    yield f"AIRLOCK_JIRA__API_TOKEN={BRIDGE.token}"


def sidebar_settings(audience: str, pem: str, base_url: str) -> Iterator[str]:
    """The lines for the sandbox's app, which is installed; its key is made anew with each run."""
    yield f"AIRLOCK_SIDEBAR__AUDIENCE={audience}"
    yield f"AIRLOCK_SIDEBAR__SDK_URL={base_url}/zaf_sdk.js"
    yield f'AIRLOCK_SIDEBAR__APP_PUBLIC_KEY="{pem.strip()}"'
