"""The service's processes: started, killed, stopped, paused.

Each is a process of its own, with its own memory, sockets and connections to the database. They
come from the nursery, so that two hundred starts cost no more than two hundred starts.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import httpx

from connectors.http import open_client
from tests.e2e.support import eventually
from tests.faults.child import run_airlock
from tests.nursery import nursery

READY_SECONDS = 40.0


@dataclass
class Member:
    """One process of the fleet; `port` is None for a relay, `env` is added to the fleet's."""

    name: str
    args: list[str]
    port: int | None = None
    process: ForkServerProcess | None = None
    starts: int = 0
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def pid(self) -> int:
        assert self.process is not None
        assert self.process.pid is not None
        return self.process.pid

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.is_alive()


@dataclass
class Fleet:
    """`env` is an administrator's; the logs stand in `folder`, one a process."""

    folder: Path
    env: Mapping[str, str]
    members: list[Member]
    kills: int = 0
    died: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._context = nursery()

    @property
    def webs(self) -> list[Member]:
        return [one for one in self.members if one.port is not None]

    @property
    def relays(self) -> list[Member]:
        return [one for one in self.members if one.port is None]

    def start(self, member: Member) -> None:
        """Start it; returns at once."""
        member.starts += 1
        log = str(self.folder / f"{member.name}.log")
        settings = {**self.env, **member.env}
        member.process = self._context.Process(
            target=run_airlock, args=(member.args, settings, log, str(self.folder)), daemon=True
        )
        member.process.start()

    async def kill(self, member: Member) -> None:
        """End it where it stands: it settles nothing and says nothing."""
        if not member.is_alive:
            self.died.append(member.name)
            return
        os.kill(member.pid, signal.SIGKILL)
        self.kills += 1
        await self.gone(member)

    async def stop(self, member: Member, within: float = 25.0) -> float:
        """Ask it to stop; the seconds that took. TimeoutError when it does not."""
        began = asyncio.get_running_loop().time()
        self.signal(member, signal.SIGTERM)
        await self.gone(member, within)
        return asyncio.get_running_loop().time() - began

    def signal(self, member: Member, number: signal.Signals) -> None:
        os.kill(member.pid, number)

    async def gone(self, member: Member, within: float = 10.0) -> None:
        """Return once it has ended; TimeoutError when it does not."""
        await eventually(lambda: not member.is_alive, seconds=within)

    async def ready(self, member: Member) -> None:
        """Return once a web process answers; TimeoutError when it does not."""
        async with open_client() as http:
            await eventually(lambda: self._answers(http, member), seconds=READY_SECONDS)

    async def _answers(self, http: httpx.AsyncClient, member: Member) -> bool:
        with contextlib.suppress(httpx.TransportError):
            answer = await http.get(f"http://127.0.0.1:{member.port}/health/live")
            return answer.status_code == 200
        return False

    async def run(self, *args: str, within: float = 300.0) -> int:
        """Run one command to its end; its exit code. What it says goes to the logs."""
        command = Member(args[0], list(args))
        self.start(command)
        await self.gone(command, within)
        assert command.process is not None
        return command.process.exitcode or 0

    async def mend(self) -> None:
        """Start every process that is not running."""
        for member in self.members:
            if not member.is_alive:
                self.start(member)

    async def close(self) -> None:
        for member in self.members:
            if member.is_alive:
                os.kill(member.pid, signal.SIGCONT)
                os.kill(member.pid, signal.SIGKILL)
                await self.gone(member)

    def logs(self) -> bytes:
        """All that the processes have said."""
        return b"\n".join(path.read_bytes() for path in sorted(self.folder.glob("*.log")))


def web(name: str, port: int) -> Member:
    """`airlock serve` without a relay inside."""
    return Member(name, ["serve", "--port", str(port), "--no-relay"], port)


def relay(name: str) -> Member:
    """`airlock relay`."""
    return Member(name, ["relay"])


@asynccontextmanager
async def running_fleet(
    folder: Path, env: Mapping[str, str], members: list[Member]
) -> AsyncIterator[Fleet]:
    """All of them started and the web processes answering; killed when the block ends."""
    fleet = Fleet(folder, env, members)
    try:
        for member in members:
            fleet.start(member)
        for member in fleet.webs:
            await fleet.ready(member)
        yield fleet
    finally:
        await fleet.close()
