"""The same work in procrastinate (a lock a lane) and in DBOS (a partition of its queue a lane)."""

import asyncio
import signal
import threading
from collections.abc import Callable
from typing import Any

import procrastinate
from dbos import DBOS, SetEnqueueOptions

from benchmarks.lanes import AT_ONCE, LANES, Notes, events

QUEUE = "deliveries"
POLL_SECONDS = 0.05


def procrastinate_app(url: str, notes: Notes | None = None) -> procrastinate.App:
    """An app with the one task; without notes it only takes events."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    @app.task(name="deliver", queue=QUEUE)
    async def deliver(lane: int, number: int) -> None:
        if notes is not None:
            notes.handle(lane, number)

    return app


async def fill_procrastinate(url: str) -> None:
    """Make the tables and accept every event, each in a transaction of its own, lane by lane."""
    app = procrastinate_app(url)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        gate = asyncio.Semaphore(AT_ONCE)

        async def accept(lane: int, number: int) -> None:
            async with gate:
                job = app.configure_task("deliver", queue=QUEUE, lock=f"lane-{lane}")
                await job.defer_async(lane=lane, number=number)

        todo = list(events())
        for start in range(0, len(todo), LANES):
            await asyncio.gather(*(accept(*one) for one in todo[start : start + LANES]))


def start_dbos(url: str, notes: Notes | None) -> Callable[..., Any]:
    """Launch DBOS in this process and return the workflow; its queue keeps a lane in order."""
    DBOS(config={
        "name": "benchmark", "system_database_url": url, "log_level": "ERROR",
        "application_version": "1", "executor_id": f"e{threading.get_native_id()}",
    })  # fmt: skip

    @DBOS.workflow(name="deliver")
    def deliver(lane: int, number: int) -> None:
        if notes is not None:
            notes.handle(lane, number)

    if notes is None:
        DBOS.listen_queues([])
    DBOS.launch()
    DBOS.register_queue(
        QUEUE, worker_concurrency=AT_ONCE, partition_concurrency=1,
        polling_interval_sec=POLL_SECONDS,
    )  # fmt: skip
    return deliver


def fill_dbos(url: str) -> None:
    """Accept every event; nothing is worked on here."""
    deliver = start_dbos(url, None)
    queue = DBOS.retrieve_queue(QUEUE)
    assert queue is not None
    for lane, number in events():
        with SetEnqueueOptions(queue_partition_key=f"lane-{lane}"):
            queue.enqueue(deliver, lane, number)
    DBOS.destroy()


def drain_dbos(url: str, notes: Notes) -> None:
    """Until SIGTERM."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    start_dbos(url, notes)
    stop.wait()
    DBOS.destroy()
