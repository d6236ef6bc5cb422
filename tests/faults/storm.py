"""One storm: processes, people, weather and kills, then calm and a verdict."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select

from app.store.tables import deliveries
from connectors.sandbox.webhooks import Switches
from tests.faults.fleet import Fleet, Member, relay, running_fleet, web
from tests.faults.ground import Ground, open_ground
from tests.faults.people import People
from tests.faults.verdict import Verdict, engine_url, judge, outcomes

DRAIN_SECONDS = 240.0
QUIET_ROUNDS = 4
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How hard it storms. `pause` is the mean of seconds between two kills."""

    seed: int
    kills: int
    pairs: int = 8
    rate: float = 6.0
    pause: float = 0.9
    webs: int = 2
    relays: int = 2


@dataclass
class Summary:
    """Numbers of one storm, as they are printed."""

    engine: str
    seed: int
    kills: int = 0
    kills_by_process: dict[str, int] = field(default_factory=dict)
    pairs: int = 0
    actions: int = 0
    comments: int = 0
    webhook_attempts: int = 0
    webhook_answers: dict[str, int] = field(default_factory=dict)
    accepted: int = 0
    effects: int = 0
    copies: int = 0
    lost: int = 0
    doubled: int = 0
    stale: int = 0
    disordered: int = 0
    leaks: int = 0
    unsettled: int = 0
    forgotten: int = 0
    lost_at_vendor: int = 0
    missing_after_reconcile: int = 0
    weather: dict[str, int] = field(default_factory=dict)
    drain_seconds: float = 0.0
    seconds: float = 0.0
    broken: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.broken

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.ok, **asdict(self)}


async def run_storm(
    database_url: str, folder: Path, plan: Plan, tell: Tell = lambda _: None
) -> Summary:
    """Storm over a database that is empty, and judge what is left. `folder` takes the logs."""
    began = time.monotonic()
    rng = random.Random(plan.seed)  # noqa: S311 - a schedule that can be played again
    summary = Summary(database_url.partition(":")[0], plan.seed, pairs=plan.pairs)
    async with open_ground(database_url, rng, webs=plan.webs) as ground:
        people = People(ground, await ground.open_pairs(plan.pairs), rng, plan.rate)
        async with running_fleet(folder, ground.env, members_of(ground, plan)) as fleet:
            async with working(people), switching(ground, rng):
                await _kill_all(fleet, rng, plan, summary, tell)
            summary.drain_seconds = round(await settle(ground, fleet), 1)
            _count(summary, ground, people, fleet, judge(ground, people.said, fleet.logs()))
            await _reconcile(summary, ground, people, fleet)
    summary.seconds = round(time.monotonic() - began, 1)
    return summary


def members_of(ground: Ground, plan: Plan) -> list[Member]:
    """The processes of a plan."""
    webs = [web(f"web-{n}", port) for n, port in enumerate(ground.ports)]
    return [*webs, *(relay(f"relay-{n}") for n in range(plan.relays))]


@asynccontextmanager
async def working(people: People) -> AsyncIterator[None]:
    """People are at work while the block runs. What stops them ends the test."""
    stop = asyncio.Event()
    task = asyncio.create_task(people.work(stop))
    try:
        yield
    finally:
        stop.set()
        await task


@asynccontextmanager
async def switching(ground: Ground, rng: random.Random) -> AsyncIterator[None]:
    """Webhooks come twice, thrice and in disorder for a while, then again as they should."""
    task = asyncio.create_task(_switch(ground, rng))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        _configure(ground, Switches())


async def _switch(ground: Ground, rng: random.Random) -> None:
    while True:
        reorder, duplicate = rng.random() < 0.4, rng.choice((0, 0, 1, 2))
        _configure(ground, Switches(reorder=reorder, duplicate=duplicate))
        await asyncio.sleep(0.5)


def _configure(ground: Ground, switches: Switches) -> None:
    for app in (ground.zendesk, ground.jira):
        app.state.outbox.configure(switches)


async def _kill_all(
    fleet: Fleet, rng: random.Random, plan: Plan, summary: Summary, tell: Tell
) -> None:
    while fleet.kills < plan.kills:
        await asyncio.sleep(rng.uniform(0.1, 2 * plan.pause))
        victim = rng.choice([one for one in fleet.members if one.is_alive])
        await fleet.kill(victim)
        fleet.start(victim)
        by_process = summary.kills_by_process
        by_process[victim.name] = by_process.get(victim.name, 0) + 1
        if fleet.kills % 10 == 0:
            tell(f"{fleet.kills} of {plan.kills} kills")


async def settle(ground: Ground, fleet: Fleet, within: float = DRAIN_SECONDS) -> float:
    """Lift the faults and wait until nothing is under way; the seconds that took.

    What waits after `within` seconds is for the verdict to tell.
    """
    began = time.monotonic()
    ground.calm()
    await fleet.mend()
    engine = create_engine(engine_url(ground.settings.database_url))
    waiting = select(func.count()).where(deliveries.c.state == "waiting")
    quiet = 0
    while quiet < QUIET_ROUNDS and time.monotonic() - began < within:
        sent = await ground.drain()
        with engine.connect() as connection:
            left = connection.execute(waiting).scalar_one()
        quiet = 0 if sent or left else quiet + 1
        await asyncio.sleep(0.1)
    engine.dispose()
    return time.monotonic() - began


async def _reconcile(summary: Summary, ground: Ground, people: People, fleet: Fleet) -> None:
    """What the vendors gave up to deliver is found, and then nothing at all may be missing."""
    code = await fleet.run("reconcile", "--full")
    await settle(ground, fleet)
    broken = judge(ground, people.said, fleet.logs(), reconciled=True).broken
    summary.missing_after_reconcile = sum(map(len, broken.values()))
    if broken or code != 0:
        told = [line for lines in broken.values() for line in lines]
        summary.broken["after reconcile"] = [f"exit {code}", *told]


def _count(
    summary: Summary, ground: Ground, people: People, fleet: Fleet, verdict: Verdict
) -> None:
    summary.kills = fleet.kills
    summary.actions, summary.comments = people.actions, len(people.said)
    told = outcomes(ground)
    summary.webhook_attempts, summary.webhook_answers = told.total(), dict(sorted(told.items()))
    summary.accepted, summary.effects = verdict.accepted, verdict.effects
    summary.copies, summary.lost_at_vendor = verdict.copies, verdict.lost_at_vendor
    for name in ("lost", "doubled", "stale", "disordered", "leaks", "unsettled", "forgotten"):
        setattr(summary, name, len(getattr(verdict, name)))
    weather = ground.weathers[0].met + ground.weathers[1].met
    summary.weather = dict(sorted(weather.items()))
    summary.broken = verdict.broken
    if fleet.died:
        summary.broken["died by themselves"] = fleet.died
