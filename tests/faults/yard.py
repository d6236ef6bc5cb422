"""Ground, people and processes put together, for scenarios of a few seconds."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Select, create_engine, delete, func, insert, select, update
from sqlalchemy.exc import OperationalError

from app.settings import RelaySettings
from app.store.listening import CHANNEL
from app.store.tables import deliveries, effects, facts, lanes
from app.store.tables_budgets import outages
from tests.e2e.support import Pair
from tests.faults.allowances import Allowed
from tests.faults.balancer import Answer
from tests.faults.fences import refusals
from tests.faults.fleet import Fleet, relay, running_fleet, web
from tests.faults.ground import FAST, Ground, open_ground
from tests.faults.people import People, Said
from tests.faults.storm import settle
from tests.faults.verdict import Verdict, claims, copies_of, engine_url, judge


@dataclass
class Yard:
    """What a scenario needs at hand; the weather is fair until the scenario says otherwise."""

    ground: Ground
    people: People
    fleet: Fleet

    @property
    def pairs(self) -> list[Pair]:
        return self.people.pairs

    async def settle(self, within: float = 60.0) -> float:
        """Until nothing is under way any more; the seconds that took."""
        return await settle(self.ground, self.fleet, within)

    async def customers_write(self, count: int) -> None:
        for _ in range(count):
            await self.people.customer_writes()

    async def both_write(self, count: int) -> None:
        """So many on each side."""
        for _ in range(count):
            await self.people.customer_writes()
            await self.people.engineer_writes()

    def judge(self) -> Verdict:
        return judge(self.ground, self.people.said, self.fleet.logs())

    def arrived(self) -> int:
        """How many of the comments have a copy."""
        return sum(self.has_copy(one) for one in self.people.said)

    def has_copy(self, said: Said) -> bool:
        return bool(copies_of(self.ground, said))

    def copies(self, said: Said) -> int:
        return len(copies_of(self.ground, said))

    def claims(self) -> list[tuple[str, str]]:
        """The lanes that are claimed, and by which worker."""
        return claims(self.ground.settings.database_url)

    def is_writable(self) -> bool:
        """Whether nobody holds locks on the lanes for longer than a transaction takes."""
        engine = create_engine(engine_url(self.ground.settings.database_url))
        patience = {"sqlite": "PRAGMA busy_timeout = 500", "postgresql": "SET lock_timeout = 500"}
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql(patience[engine.dialect.name])
                connection.execute(update(lanes).values(tail=lanes.c.tail))
        except OperationalError:
            return False
        finally:
            engine.dispose()
        return True

    def fence_of(self, lane: str) -> int:
        """How often the lane has been claimed."""
        return int(self._rows(select(lanes.c.fence).where(lanes.c.name == lane))[0])

    def refusals(self, name: str) -> list[tuple[str, int]]:
        """Lane and fence of each commit that a relay was refused for its fence."""
        return list(refusals((self.fleet.folder / f"{name}.log").read_text()))

    async def pause(self, seconds: float) -> None:
        """Let the processes work for a while: they have clocks of their own."""
        await asyncio.sleep(seconds)

    def begun_writes(self) -> int:
        """How many writes are under way now, or of unknown outcome."""
        return len(self._rows(select(effects.c.marker).where(effects.c.state == "begun")))

    def states(self) -> set[str]:
        """The states in which the deliveries of pairs are that are not done."""
        unsettled = select(deliveries.c.state).where(
            deliveries.c.lane.startswith("link:"), deliveries.c.state != "done"
        )
        return set(self._rows(unsettled))

    def is_down(self) -> bool:
        """Whether a vendor is known to be down."""
        return bool(
            self._rows(select(outages.c.down_since).where(outages.c.down_since.is_not(None)))
        )

    def down_for(self) -> float:
        """For how many seconds of the store's time the vendors have been looked for in vain."""
        return float(max(self._rows(select(outages.c.probe_at - outages.c.down_since))))

    def wake(self) -> None:
        """Tell the relays of work, so that those that wait look at their clocks again."""
        engine = create_engine(engine_url(self.ground.settings.database_url))
        with engine.begin() as connection:
            connection.execute(delete(facts).where(facts.c.name == "woken"))
            connection.execute(insert(facts).values(name="woken", value="by a test"))
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_notify(CHANNEL, "a test")))
        engine.dispose()

    def _rows(self, statement: Select[Any]) -> list[Any]:
        engine = create_engine(engine_url(self.ground.settings.database_url))
        with engine.connect() as connection:
            found = list(connection.execute(statement).scalars())
        engine.dispose()
        return found

    def answers(self, outcome: str) -> list[Answer]:
        """The attempts of webhooks that were answered so."""
        every = (one for balancer in self.ground.balancers for one in balancer.answers)
        return [one for one in every if one.outcome == outcome]


@asynccontextmanager
async def open_yard(
    database_url: str,
    folder: Path,
    *,
    pairs: int = 3,
    webs: int = 1,
    relays: int = 1,
    settings: RelaySettings = FAST,
    seed: int = 7,
    env: dict[str, str] | None = None,
    env_of: dict[str, dict[str, str]] | None = None,
    allowed: Allowed | None = None,
) -> AsyncIterator[Yard]:
    """Pairs are linked, what follows from that is done, and the processes run.

    `env` is added to everyone's settings, `env_of` to those of the process of that name. What is
    `allowed` is counted from the beginning, the linking included.
    """
    rng = random.Random(seed)  # noqa: S311 - people's choices, to be played again
    async with open_ground(database_url, rng, webs=webs, relay=settings, allowed=allowed) as ground:
        ground.calm()
        people = People(ground, await ground.open_pairs(pairs), rng, rate=5.0)
        members = [
            *(web(f"web-{n}", port) for n, port in enumerate(ground.ports)),
            *(relay(f"relay-{n}") for n in range(relays)),
        ]
        for member in members:
            member.env = (env_of or {}).get(member.name, {})
        async with running_fleet(folder, {**ground.env, **(env or {})}, members) as fleet:
            yard = Yard(ground, people, fleet)
            await yard.settle()
            yield yard
