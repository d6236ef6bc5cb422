"""`airlock setup zendesk`, `setup jira`, `setup sidebar`."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import console, print_json, print_lines, settings, told_errors
from app.credentials import jira_credentials, require, secret_of, zendesk_credentials
from app.errors import SettingsError
from app.installing import jira_setup_config, zendesk_endpoint, zendesk_fields
from app.living import policies_in_force
from app.settings import Settings
from connectors.jira import setup as jira_setup
from connectors.jira.admin import JiraAdmin, connect
from connectors.jira.setup_steps import SetupConfig, SetupStep, StepAction
from connectors.zendesk import setup as zendesk_setup
from connectors.zendesk.blocking import open_desk
from connectors.zendesk.sidebar import BY_HAND, app_version, is_packaged, package_app

setup_app = typer.Typer(
    help="Show as a diff what the vendors lack, and make it with --apply.", no_args_is_help=True
)

ADVICE = (
    "Put the webhook's signing secret into AIRLOCK_ZENDESK__WEBHOOK_SECRETS, a JSON list; until "
    "then every delivery is refused. `airlock setup zendesk --show-secret` prints it."
)

Apply = Annotated[bool, typer.Option("--apply", help="Make it; without, it is only shown.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
AppPackage = Annotated[
    Path, typer.Option("--app", help="Where the sidebar app's package is written.")
]
PACKAGE = Path("sidebar.zip")


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(setup_app, name="setup")


@setup_app.command()
def zendesk(
    apply: Apply = False,
    triggers: Annotated[
        bool, typer.Option("--triggers", help="Use triggers, where the plan has no ticket events.")
    ] = False,
    show_secret: Annotated[
        bool, typer.Option("--show-secret", help="Print the webhook's signing secret and stop.")
    ] = False,
    package: AppPackage = PACKAGE,
    as_json: AsJson = False,
) -> None:
    """The webhook, the ticket fields and the sidebar app. Running it again changes nothing.

    Zendesk takes the app by hand: its package is written, and the steps that are left are printed.

    Example: airlock setup zendesk, then airlock setup zendesk --apply
    """
    config = settings()
    with told_errors():
        base_url = require(config.zendesk.base_url, "AIRLOCK_ZENDESK__BASE_URL")
        public_url = require(config.public_url, "AIRLOCK_PUBLIC_URL")
        endpoint = zendesk_endpoint(public_url)
        route: zendesk_setup.Route = "triggers" if triggers else "events"
        with closing(open_desk(base_url, zendesk_credentials(config.zendesk))) as desk:
            if show_secret:
                print_lines(zendesk_setup.signing_secret(desk, endpoint, route))
                return
            fields = zendesk_fields(asyncio.run(policies_in_force(config)))
            steps = zendesk_setup.plan_setup(desk, endpoint, route=route, fields=fields)
            app = _app_lines(public_url, package)
            lines = [*(line for step in steps for line in step.lines()), *app]
            _tell(lines, as_json=as_json, applied=apply)
            if apply and steps:
                zendesk_setup.apply_setup(desk, steps)
                console.print(ADVICE)
            if apply and app:
                _write_app(public_url, package, base_url)


def _app_lines(public_url: str, package: Path) -> list[str]:
    """The step of the sidebar app: none where the package lies there, or where none can be made."""
    try:
        if is_packaged(public_url, package):
            return []
    except SettingsError as error:
        console.print(f"The sidebar app is left out: {error}", style="yellow")
        return []
    return [
        f"write sidebar app {str(package)!r}",
        f"  version: {app_version()}",
        f"  page: {public_url.rstrip('/')}/sidebar",
    ]


def _write_app(public_url: str, package: Path, zendesk: str) -> Path:
    path = package_app(public_url, package).resolve()
    console.print(BY_HAND.format(path=path, zendesk=zendesk.rstrip("/")), soft_wrap=True)
    return path


@setup_app.command()
def jira(
    apply: Apply = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take our rules off the workflows again.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help="With --undo: fields and webhook too.")
    ] = False,
    shared: Annotated[
        bool,
        typer.Option("--shared", help="Change workflows too that other projects share."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The gate's fields, screens, webhook and workflow rules in Jira. Again changes nothing.

    Example: airlock setup jira, then airlock setup jira --apply; back: --undo --apply
    """
    if everything and not undo:
        raise typer.BadParameter("--everything says what --undo takes away: give both")
    config = settings()
    with told_errors():
        admin, wanted = _open_jira(config, shared=shared)
        found = _jira_steps(admin, wanted, apply=apply, undo=undo, everything=everything)
        steps = [step for step in found if step.action is not StepAction.KEEP]
        _tell(_jira_lines(steps), as_json=as_json, applied=apply)
        by_hand = sum(step.action is StepAction.BY_HAND for step in steps)
        if by_hand:
            console.print(f"{by_hand} left to be done by hand, as told above", style="yellow")


def _open_jira(config: Settings, *, shared: bool) -> tuple[JiraAdmin, SetupConfig]:
    """Signed in, and what the policies and settings ask for."""
    wanted = jira_setup_config(
        asyncio.run(policies_in_force(config)),
        require(config.public_url, "AIRLOCK_PUBLIC_URL"),
        _jira_secret(config),
        shared=shared,
    )
    base_url = require(config.jira.base_url, "AIRLOCK_JIRA__BASE_URL")
    return connect(base_url, jira_credentials(config.jira)), wanted


def _jira_steps(
    admin: JiraAdmin, wanted: SetupConfig, *, apply: bool, undo: bool, everything: bool
) -> list[SetupStep]:
    if undo:
        take = jira_setup.apply_undo if apply else jira_setup.plan_undo
        return take(admin, wanted, everything=everything)
    return (jira_setup.apply_setup if apply else jira_setup.plan_setup)(admin, wanted)


@setup_app.command()
def sidebar(
    target: Annotated[Path, typer.Argument(help="Where to write it.")] = PACKAGE,
    as_json: AsJson = False,
) -> None:
    """Write the sidebar app's package, and tell how it is uploaded in Zendesk's Admin Center.

    Example: airlock setup sidebar sidebar.zip
    """
    config = settings()
    with told_errors():
        public_url = require(config.public_url, "AIRLOCK_PUBLIC_URL")
        base_url = config.zendesk.base_url or "https://SUB.zendesk.com"
        path = _write_app(public_url, target, base_url)
    if as_json:
        page = f"{public_url.rstrip('/')}/sidebar"
        print_json({"package": str(path), "version": app_version(), "page": page})


def _jira_secret(config: Settings) -> str:
    secrets = [secret_of(secret) for secret in config.jira.webhook_secrets]
    return require(next(iter(secrets), None), "AIRLOCK_JIRA__WEBHOOK_SECRETS")


def _jira_lines(steps: Sequence[SetupStep]) -> list[str]:
    return [
        line
        for step in steps
        for line in (f"{step.action.value} {step.subject}: {step.summary}", *step.diff)
    ]


def _tell(lines: Sequence[str], *, as_json: bool, applied: bool) -> None:
    if as_json:
        print_json({"changes": list(lines), "applied": applied})
    for line in () if as_json else lines:
        print_lines(line)
    if not lines:
        console.print("nothing to change", style="green")
    else:
        console.print("done" if applied else "shown only; --apply makes it")
