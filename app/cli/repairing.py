"""`airlock reconcile`: what webhooks missed, shown and mended."""

import asyncio
import contextlib
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.bootstrap import Service, open_service
from app.cli.output import Exit, console, print_json, print_table, run, settings
from app.errors import InputRefused
from app.logs import configure_logging
from app.model import EventKind, LinkState, TicketLink
from app.ports import Transaction
from app.repairs import make_reconciling
from app.services.reconciling import Outcome, PairDrift, Reconciling, Scope
from app.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a difference, then a sum.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what differs and mend nothing.")]
PATIENCE_SECONDS = 300.0
"""How long the command waits for its mending to be done."""
LOOK_SECONDS = 0.2


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(reconcile)


def reconcile(
    since: Annotated[
        str | None, typer.Option(help="Pairs that changed since this time (ISO 8601).")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="All pairs.")] = False,
    link: Annotated[str | None, typer.Option(help="One pair, by its link's id.")] = None,
    after_restore: Annotated[
        bool,
        typer.Option(
            "--after-restore", help="All pairs, as the database was restored from a backup."
        ),
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Find what webhooks missed and mend it; first the pairs that differ are shown.

    Exit 1: something differs (with --dry-run), or could not be mended.

    Example: airlock reconcile --full --dry-run
    """
    if sum((since is not None, full or after_restore, link is not None)) > 1:
        raise typer.BadParameter("give one of --since, --full and --link")
    scope = Scope(full=full or after_restore, link_id=link, since=_moment(since))
    raise typer.Exit(run(_reconcile(settings(), scope, dry_run=dry_run, as_json=as_json)))


def _moment(since: str | None) -> datetime | None:
    if since is None:
        return None
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise typer.BadParameter("--since is a time such as 2026-11-22T09:00:00Z") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


async def _reconcile(config: Settings, scope: Scope, *, dry_run: bool, as_json: bool) -> Exit:
    configure_logging(sys.stderr)
    async with open_service(config) as service:
        reconciling = make_reconciling(service.base)
        if dry_run:
            outcome = await reconciling.find(scope, _quiet)
            _show(outcome, as_json=as_json)
            _sum_up(outcome, 0, mended=False, as_json=as_json)
            return Exit.NO if outcome.found else Exit.FINE
        if not await service.modes.sends():
            raise InputRefused(
                "Nothing is sent now (`airlock stop`, or AIRLOCK_MODE), so that nothing can be "
                "mended. Look with --dry-run, or start sending first."
            )
        outcome = await reconciling.run(scope, _quiet)
        _show(outcome, as_json=as_json)
        left = await _mend(service, reconciling, outcome)
        _sum_up(outcome, left, mended=True, as_json=as_json)
        return Exit.NO if left else Exit.FINE


async def _mend(service: Service, reconciling: Reconciling, outcome: Outcome) -> int:
    """Work off what was queued, look once more, and count the pairs that still differ."""
    pairs = [pair.link for pair in outcome.found if pair.mendable]
    await work_off(service, {lane for link in pairs for lane in (link.lane, link.gate_lane)})
    left = sum(pair.error is not None for pair in outcome.found)
    for link in pairs:
        again = await reconciling.look(await _renewed(service, link))
        left += bool(again.drifts or again.error)
    return left + sum(bool(p.drifts) and not p.mendable for p in outcome.found)


async def _renewed(service: Service, link: TicketLink) -> TicketLink:
    return await service.store.read(lambda tx: tx.links.get(link.id)) or link


async def work_off(service: Service, lanes: Collection[str]) -> None:
    """Relay here until nothing waits in the lanes, for a while at most.

    Other relays may be at it too: a lane is one relay's at a time. In a paused link's lane only
    looks at the pair are worked off.
    """
    stop = asyncio.Event()
    working = asyncio.create_task(service.relay.work(stop))
    try:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while await service.store.read(lambda tx: _waiting(tx, lanes)):
                    await service.store.wait_for_work(LOOK_SECONDS)
    finally:
        stop.set()
        await working


def _waiting(tx: Transaction, lanes: Collection[str]) -> int:
    """What a person must settle first is not waited for."""
    return sum(_left(tx, lane) for lane in lanes if not tx.deliveries.stuck(lane))


def _left(tx: Transaction, lane: str) -> int:
    link = tx.links.get(lane.partition(":")[2])
    if link is None or link.lane != lane or link.state is not LinkState.PAUSED:
        return tx.deliveries.waiting_in(lane)
    return sum(one.event.kind is EventKind.DRIFTED for one in tx.upkeep.pending(lane))


def _quiet(pair: PairDrift) -> None:
    """The whole is shown at the end."""


def _show(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        for pair in outcome.found:
            for line in _lines(pair):
                print_json(line)
        return
    rows = [tuple(line.values()) for pair in outcome.found for line in _lines(pair)]
    if rows:
        print_table("drift", ("link", "ticket", "issue", "what", "side", "comment", "cure"), rows)


def _lines(pair: PairDrift) -> list[dict[str, str]]:
    link = pair.link
    place = {"link": link.id, "ticket": str(link.ticket_id), "issue": link.issue_key}
    if pair.error is not None:
        why = {"what": f"cannot be read: {pair.error}", "side": "", "comment": ""}
        return [{**place, **why, "cure": "a person must look"}]
    return [
        {
            **place,
            "what": drift.kind.value,
            "side": drift.side.value,
            "comment": drift.comment_id or drift.target_id,
            "cure": drift.cure.value,
        }
        for drift in pair.drifts
    ]


def _sum_up(outcome: Outcome, left: int, *, mended: bool, as_json: bool) -> None:
    counts = {**outcome.counts, "differ": len(outcome.found), "left": left}
    if as_json:
        print_json({**counts, "mended": mended})
    words = f"{counts['pairs']} pairs compared, {counts['differ']} differ"
    console.print(f"{words}, {left} could not be put in line" if mended else words)
