"""`airlock gate --release-all` and `--close`: every gate, with progress until Jira was told.

The command works the gates off itself, so that it helps too when the service does not run.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import typer
from rich.progress import Progress, TaskID

from app.bootstrap import Service, open_service
from app.cli.output import Exit, console, print_json, run
from app.errors import VendorError
from app.services.emergency import Release, opening
from app.services.gate_rechecks import is_gate_lane
from app.settings import Settings

BY = "command line"
POLL_SECONDS = 0.2


def open_release(config: Settings, reason: str, until: datetime | None, *, as_json: bool) -> None:
    """Open every gate and tell how far it came; exit 1 when some could not be written yet."""
    if not reason:
        raise typer.BadParameter("An emergency release takes a --reason.")
    end = until.replace(tzinfo=UTC) if until is not None and until.tzinfo is None else until
    release, queued, left = run(_open(config, reason, end))
    console.print(
        "Every gate is open until it is closed: `airlock gate --close`."
        if release.until is None
        else f"Every gate is open until {release.until:%Y-%m-%d %H:%M} UTC.",
        style="bold red",
    )
    _tell(release, queued, left, as_json=as_json)


def close_release(config: Settings, *, as_json: bool) -> None:
    """End the release and decide every gate anew; exit 1 when none was open."""
    release, queued, left = run(_close(config))
    if release is None:
        console.print("No emergency release is open.", style="yellow")
        raise typer.Exit(Exit.NO)
    console.print("The emergency release is closed.", style="bold")
    _tell(release, queued, left, as_json=as_json)


def _tell(release: Release, queued: int, left: int, *, as_json: bool) -> None:
    if as_json:
        told = release.model_dump(mode="json")
        print_json({"release": told, "gates": queued, "not_written_yet": left})
    if left:
        console.print(f"{left} of {queued} gates could not be written; they are tried again.")
        raise typer.Exit(Exit.NO)


async def _open(config: Settings, reason: str, until: datetime | None) -> tuple[Release, int, int]:
    async with open_service(config) as service:
        await service.modes.require()  # without a write to Jira no gate opens or shuts
        emergency = service.gatekeeping.emergency
        release = await emergency.open(reason, by=BY, until=until)
        with _progress() as progress:
            pages = [emergency.queue_known(opening(release)), emergency.queue_unknown(release)]
            queued, left = await _work_off(service, progress, pages)
    return release, queued, left


async def _close(config: Settings) -> tuple[Release | None, int, int]:
    async with open_service(config) as service:
        await service.modes.require()  # without a write to Jira no gate opens or shuts
        emergency = service.gatekeeping.emergency
        release = await emergency.close(by=BY)
        if release is None:
            return None, 0, 0
        with _progress() as progress:
            pages = [emergency.queue_closed(release)]
            queued, left = await _work_off(service, progress, pages)
    return release, queued, left


def _progress() -> Progress:
    return Progress(console=console, transient=True)


async def _work_off(
    service: Service, progress: Progress, pages: list[AsyncIterator[int]]
) -> tuple[int, int]:
    """Queue all pages while the gates are written; how many gates, and how many are left."""
    bar = progress.add_task("gates", total=None)
    queued = 0
    async with _working(service):
        for page in pages:
            queued += await _queue(page, progress)
        left = await _wait(service, progress, bar, queued)
    return queued, left


@asynccontextmanager
async def _working(service: Service) -> AsyncIterator[None]:
    """A relay of this command's own, beside whatever others run."""
    stop = asyncio.Event()
    task = asyncio.create_task(service.relay.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _queue(pages: AsyncIterator[int], progress: Progress) -> int:
    queued = 0
    try:
        async for added in pages:
            queued += added
            progress.console.print(f"{queued} gates queued", style="dim")
    except VendorError as error:
        progress.console.print(f"Jira did not list its issues ({error.code}): those without a ")
        progress.console.print("ticket are opened when they change, or by running this again.")
    return queued


async def _wait(service: Service, progress: Progress, bar: TaskID, queued: int) -> int:
    """Until no gate waits but those that were tried in vain."""
    while True:
        waiting, failed = await service.store.read(
            lambda tx: (
                tx.deliveries.waiting_in("gate:"),
                sum(is_gate_lane(one.lane) for one in tx.deliveries.postponed(limit=100_000)),
            )
        )
        progress.update(bar, total=queued, completed=max(0, queued - waiting))
        if waiting <= failed:
            return failed
        await asyncio.sleep(POLL_SECONDS)
