"""`airlock serve`, `relay`, `sandbox`, `doctor`, `openapi`, `settings`."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from app.bootstrap import describe_api, open_service
from app.cli.doctoring import ask_vendors, examine, policy_checks, settings_checks
from app.cli.output import (
    Exit,
    console,
    print_json,
    print_lines,
    print_table,
    run,
    settings,
    told_errors,
)
from app.errors import PolicyError
from app.logs import configure_logging
from app.main import serve as serve_app
from app.services.life_checks import Check
from app.settings import Settings, render_settings

AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(serve)
    app.command()(relay)
    app.command()(sandbox)
    app.command()(doctor)
    app.command()(openapi)
    app.command("settings")(show_settings)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8080,
    workers: Annotated[int, typer.Option(min=1, help="Web processes.")] = 1,
    no_relay: Annotated[bool, typer.Option("--no-relay", help="Leave relaying to others.")] = False,
) -> None:
    """Run the web service, with a relay inside unless --no-relay.

    Example: airlock serve --host 0.0.0.0 --port 8080
    """
    _check_listening(host, port)
    with told_errors():
        serve_app(settings(), host=host, port=port, workers=workers, with_relay=not no_relay)


def _check_listening(host: str, port: int) -> None:
    """Exit 3 with words when nothing can listen there; uvicorn tells it as a log line alone."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        console.print(
            f"cannot listen on {host}, port {port}: {error.strerror}; "
            "choose another --port or --host, or end what listens there",
            style="red", markup=False, soft_wrap=True,
        )  # fmt: skip
        raise typer.Exit(Exit.OUT_OF_REACH) from None


def relay() -> None:
    """Run a relay process alone; several may run.

    Example: airlock relay
    """
    configure_logging()
    run(_relay(settings()))


async def _relay(config: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with open_service(config) as service:
        await service.modes.note_start()
        await service.relay.run(stop)


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
    from connectors.sandbox.server import run_sandbox
    from connectors.sandbox.zendesk.app import create_app
    from connectors.sandbox.zendesk.config import ZendeskSandboxConfig

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
    from connectors.sandbox.jira.config import BRIDGE
    from connectors.sandbox.zendesk.config import ZendeskSandboxConfig

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


def doctor(as_json: AsJson = False) -> None:
    """Check settings, policies, database, both vendors and the guarded transitions.

    Each line says what is wrong and the cure. Example: airlock doctor
    """
    checks = run(_doctor(settings()))
    if as_json:
        found = [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks]
        print_json({"ok": all(c.ok for c in checks), "checks": found})
    else:
        rows = [("ok" if c.ok else "BAD", c.name, c.detail) for c in checks]
        print_table("doctor", ("", "check", "detail"), rows)
    if not all(check.ok for check in checks):
        raise typer.Exit(Exit.NO)


async def _doctor(config: Settings) -> tuple[Check, ...]:
    try:
        async with open_service(config) as service:
            await ask_vendors(service)
            return (*await service.health.checks(), *await examine(service))
    except PolicyError as error:
        return (*settings_checks(config), *policy_checks(error))


def openapi() -> None:
    """Print the service's own OpenAPI document.

    Example: airlock openapi > openapi.json
    """
    print_lines(json.dumps(describe_api(), indent=2))


def show_settings() -> None:
    """Print every setting with its default, as the page docs/settings.md.

    Example: airlock settings
    """
    print_lines(render_settings())
