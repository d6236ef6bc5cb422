"""Whether the processes keep what they have done in memory, over an hour's worth of traffic.

A web and a relay process of their own, both sandbox systems in this one. People write, edit, delete
and redact comments and change fields on both sides; after each batch all is worked off, and the
resident memory of each process is read.
"""

import asyncio
import random
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.result import Result
from benchmarks.size import sized
from tests.faults.fleet import Fleet, relay, running_fleet, web
from tests.faults.ground import open_ground
from tests.faults.people import People
from tests.faults.storm import settle

ACTIONS = sized(1200, 90)
"""Twenty a minute for an hour, which is a busy support team's; each is a webhook or two, and most
bring a copy whose own webhook comes back."""
BATCH = sized(40, 10)
PAIRS = 40
WINDOW_SCALE = 0.02
"""The vendors' rate limits are an hour's too: their windows are shortened as the hour is."""


def measure_memory() -> Iterator[Result]:
    """Megabytes of each process in the last third of the hour, beside the first third."""
    with tempfile.TemporaryDirectory() as name:
        samples, deliveries = asyncio.run(_measure(Path(name)))
    for member, sizes in samples.items():
        third = len(sizes) // 3
        first, last = statistics.median(sizes[:third]), statistics.median(sizes[-third:])
        note = (
            f"resident memory of the {member} process over {ACTIONS} actions of people, which"
            f" stand for an hour and brought {deliveries} webhooks, on {PAIRS} pairs, SQLite;"
            " last third, reference: first third"
        )
        called = "memory_flat" if member == "relay" else f"memory_flat_{member}"
        yield Result(called, last, "MB", first, note)


async def _measure(folder: Path) -> tuple[dict[str, list[float]], int]:
    rng = random.Random(11)
    async with open_ground(f"sqlite:///{folder}/airlock.db", rng, webs=1) as ground:
        ground.calm()
        people = People(ground, await ground.open_pairs(PAIRS), rng, rate=1)
        members = [web("web", ground.ports[0]), relay("relay")]
        env = {**ground.env, "AIRLOCK_WINDOW_SCALE": str(WINDOW_SCALE)}
        async with running_fleet(folder, env, members) as fleet:
            samples: dict[str, list[float]] = {member.name: [] for member in members}
            for _ in range(ACTIONS // BATCH):
                for _ in range(BATCH):
                    await people.act()
                await settle(ground, fleet)
                _sample(fleet, samples)
        webhooks = sum(len(list(one.accepted())) for one in ground.balancers)
    return samples, webhooks


def _sample(fleet: Fleet, samples: dict[str, list[float]]) -> None:
    for member in fleet.members:
        assert member.is_alive
        samples[member.name].append(resident_megabytes(member.pid))


def resident_megabytes(pid: int) -> float:
    """The process's resident memory now, in MB (10^6 bytes), as Linux tells it."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    kilobytes = status.partition("VmRSS:")[2].split()[0]
    return int(kilobytes) * 1024 / 1_000_000
