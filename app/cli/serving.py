"""`airlock serve`, `relay`, `doctor`, `openapi`."""

import asyncio
import json
import signal
import socket
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
from app.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(serve)
    app.command()(relay)
    app.command()(doctor)
    app.command()(openapi)


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
    async with open_service(config, imports=True) as service:
        await service.modes.note_start()
        await service.relay.run(stop)


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
