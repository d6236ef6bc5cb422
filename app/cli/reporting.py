"""`airlock report`: what the mode `shadow` would have sent, and the weekly numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app.bootstrap import open_service, rehearse
from app.cli.accounts import accounts
from app.cli.output import console, print_json, print_lines, print_table, run, settings
from app.cli.weekly import baseline, weekly
from app.effects import Effect
from app.living import open_switch
from app.services.outbox import target_of
from app.services.rehearsing import kind_of, texts_of
from app.services.shadow_report import Reporting, ShadowReport
from app.settings import Settings

Days = Annotated[int, typer.Option(min=1, max=366, help="How far back it looks.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Show = Annotated[
    str | None, typer.Option(help="A delivery's id: read its source anew and print its text.")
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    group = typer.Typer(help="What Airlock did, or would have done.", no_args_is_help=True)
    group.command("shadow")(shadow)
    group.command("weekly")(weekly)
    group.command("baseline")(baseline)
    group.command("accounts")(accounts)
    app.add_typer(group, name="report")


def shadow(days: Days = 7, as_json: AsJson = False, show: Show = None) -> None:
    """Tell what would have been sent while the mode was `shadow`: how much, where to, what of it
    redaction took out, and what it would have held. No text is kept, so that `--show` reads the
    source again and prints, here alone, what would be sent now.

    Examples:

        airlock report shadow --days 14

        airlock report shadow --show 01JD3Y8Q2N5W7T9V1X3Z5B7D9F
    """
    if show is not None:
        _tell_effects(show, run(_rehearse(settings(), show)), as_json=as_json)
        return
    found = run(_report(settings(), days))
    if as_json:
        print_json(_as_json(found))
    else:
        _tell(found)


async def _report(config: Settings, days: int) -> ShadowReport:
    async with open_switch(config) as service:
        return await Reporting(service.store, service.clock).report(days)


async def _rehearse(config: Settings, delivery_id: str) -> Sequence[Effect]:
    async with open_service(config) as service:
        delivery = await Reporting(service.store, service.clock).delivery(delivery_id)
        return await rehearse(service.base, delivery)


def _as_json(found: ShadowReport) -> Mapping[str, object]:
    newest = [one.model_dump(mode="json") for one in found.deliveries]
    return {**asdict(found), "since": found.since.isoformat(), "deliveries": newest}


def _tell(found: ShadowReport) -> None:
    console.print(
        f"{found.writes} writes would have been sent since {found.since:%Y-%m-%d %H:%M} UTC."
    )
    for title, counts in (
        ("writes", found.kinds),
        ("to", found.places),
        ("for", found.audiences),
        ("taken out", found.findings),
        ("held for a person", found.held),
    ):
        if counts:
            print_table(title, ("what", "count"), [(k, str(n)) for k, n in counts.items()])
    rows = [(f"{one.at:%m-%d %H:%M}", one.kind, one.target, one.delivery_id) for one in
            found.deliveries]  # fmt: skip
    if rows:
        print_table("the newest", ("at", "what", "to", "delivery"), rows)


def _tell_effects(delivery_id: str, effects: Sequence[Effect], *, as_json: bool) -> None:
    told = [
        {"what": kind_of(one), "to": target_of(one), "texts": [t.plain for t in texts_of(one)]}
        for one in effects
    ]
    if as_json:
        print_json({"delivery": delivery_id, "effects": told})
        return
    if not told:
        console.print("Nothing would be sent for it now.", style="yellow")
    for one in told:
        console.print(f"{one['what']} → {one['to']}", style="bold", markup=False)
        for text in one["texts"]:
            print_lines(text)
