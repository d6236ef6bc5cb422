"""`airlock stop` and `airlock start`: the switch that stops all sending at once, and back.

They need the database alone, so that they help when the vendors or the policies are the trouble.
"""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

import typer

from app.cli.output import Exit, console, print_json, run, settings
from app.living import ModeSwitch, open_switch
from app.ports import Transaction
from app.services.modes import Switch
from app.services.shadow_report import Brought, bring_over
from app.settings import Settings

BY = "command line"
ON_THE_WIRE = timedelta(minutes=1)
"""A write that was begun longer ago has an unknown outcome and is not under way."""
POLL_SECONDS = 0.1
LEAST_SECONDS = 2.5
"""A write that passed the switch before, and waited for its turn at the vendor, is out by then."""

Reason = Annotated[str, typer.Option(help="Why, without anybody's name; it is audited.")]
FromShadow = Annotated[
    bool, typer.Option("--from-shadow", help="Send what the mode `shadow` has recorded.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(stop)
    app.command()(start)


def stop(reason: Reason = "", as_json: AsJson = False) -> None:
    """Stop all sending at once, on all machines, while the services run. Nothing is lost.

    Webhooks are still taken and kept. It returns once no write is under way any more, and tells
    when one still is. Example: airlock stop --reason "customer names seen in Jira"
    """
    switch, kept, under_way, waiting = run(_stop(settings(), reason))
    console.print(f"Sending is stopped since {switch.since:%Y-%m-%d %H:%M:%S} UTC.", style="bold")
    if reason and not kept:
        console.print("The reason may not be kept as it is, so it was left out.", style="yellow")
    if under_way:
        console.print(f"{under_way} writes were under way and may still arrive.", style="yellow")
    console.print(f"{waiting} deliveries wait. `airlock start` lets them go on.")
    if as_json:
        print_json({"switch": _told(switch), "under_way": under_way, "waiting": waiting})


async def _stop(config: Settings, reason: str) -> tuple[Switch, bool, int, int]:
    async with open_switch(config) as service:
        switch = await service.modes.stop(by=BY)
        told = await service.redact(reason) if reason else ""
        if told:
            switch = await service.modes.explain(told, by=BY) or switch
        under_way = await _wait_for_writes(service, config.relay.call_timeout_seconds)
        counts = await service.store.read(lambda tx: tx.deliveries.counts())
        return switch, bool(told), under_way, counts.get("waiting", 0)


def _told(switch: Switch) -> dict[str, object]:
    """Without a reason where none was given or kept."""
    return switch.model_dump(mode="json", exclude=None if switch.reason else {"reason"})


async def _wait_for_writes(service: ModeSwitch, seconds: float) -> int:
    """Until the writes that were begun before are answered; how many are not, after `seconds`.

    Edits and values are not in the journal: a lane that a relay still works in may have one.
    """
    loop = asyncio.get_running_loop()
    end, since = loop.time() + seconds, service.clock.now() - ON_THE_WIRE
    await asyncio.sleep(LEAST_SECONDS)
    while True:
        left = await service.store.read(partial(_under_way, since, service.clock.now()))
        if not left or loop.time() >= end:
            return left
        await asyncio.sleep(POLL_SECONDS)


def _under_way(since: datetime, now: datetime, tx: Transaction) -> int:
    return max(tx.life.begun_effects(since), tx.life.claimed_lanes(now))


def start(from_shadow: FromShadow = False, as_json: AsJson = False) -> None:
    """Let sending go on after `airlock stop`; what waits is worked off, paced as always.

    With --from-shadow what the mode `shadow` has recorded is queued, too; see docs/modes.md.
    Exit 1 when it was not stopped by the switch, or the setting AIRLOCK_MODE still stops it.

    Examples:

        airlock start

        airlock start --from-shadow
    """
    if from_shadow:
        _start_from_shadow(run(_bring_over(settings())), as_json=as_json)
        return
    switch, waiting, mode = run(_start(settings()))
    if switch is None:
        console.print("Sending was not stopped by `airlock stop`.", style="yellow")
    else:
        console.print("The stop switch is off.", style="bold")
        console.print(f"{waiting} deliveries wait.")
    if mode != "live":
        console.print(f"AIRLOCK_MODE is `{mode}`: nothing is sent until that is changed.")
    if as_json:
        told = _told(switch) if switch is not None else None
        print_json({"switch": told, "waiting": waiting, "mode": mode})
    if switch is None or mode == "stopped":
        raise typer.Exit(Exit.NO)


async def _bring_over(config: Settings) -> Brought:
    async with open_switch(config) as service:
        brought = await bring_over(service.store, service.modes, service.clock, by=BY)
        await service.modes.start(by=BY)
        return brought


def _start_from_shadow(brought: Brought, *, as_json: bool) -> None:
    console.print(f"{brought.queued} deliveries of the mode `shadow` are queued.", style="bold")
    if brought.gone:
        console.print(f"{brought.gone} are not kept any more; `airlock reconcile` finds those.")
    if as_json:
        print_json({"queued": brought.queued, "gone": brought.gone})


async def _start(config: Settings) -> tuple[Switch | None, int, str]:
    async with open_switch(config) as service:
        switch = await service.modes.start(by=BY)
        counts = await service.store.read(lambda tx: tx.deliveries.counts())
        return switch, counts.get("waiting", 0), service.modes.setting.value
