"""Runs `airlock` as a process of its own, as an administrator or a supervisor does."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.demo.world import World
from tests.e2e.support import ROOT
from tests.nursery import Child, Outputs, run_child, start_child

SECONDS = 60.0


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def json_lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


async def airlock(*args: str, env: Mapping[str, str], stdin: str = "", cwd: Path) -> Ran:
    """Run one command to its end; the environment holds nothing of this process's settings."""
    return Ran(*await run_child(list(args), env, cwd, stdin, SECONDS))


async def start(args: list[str], cwd: Path) -> Process:
    """Start this Python from nothing with these arguments and no setting; its outputs are pipes."""
    inherited = {name: value for name, value in os.environ.items() if "AIRLOCK" not in name}
    return await asyncio.create_subprocess_exec(
        sys.executable, *args, env={**inherited, "PYTHONPATH": str(ROOT)}, cwd=cwd,
        stdin=DEVNULL, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip


@asynccontextmanager
async def keep_running(
    args: list[str], env: Mapping[str, str], cwd: Path, log: Path
) -> AsyncIterator[Child]:
    """`airlock` with these arguments, told to stop when the block ends if it has not by then."""
    child = start_child(args, env, cwd, Outputs(os.devnull, str(log), str(log)))
    try:
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(signal.SIGTERM)
        await asyncio.wait_for(child.wait(), 30)


def environment(world: World) -> dict[str, str]:
    """The settings of a world's service, as an administrator would set them."""
    settings = world.service.settings
    zendesk, jira = settings.zendesk, settings.jira
    secrets = {
        "AIRLOCK_SECRET_KEY": settings.secret_key,
        "AIRLOCK_ZENDESK__CLIENT_SECRET": zendesk.client_secret,
        "AIRLOCK_JIRA__API_TOKEN": jira.api_token,
    }
    return {
        "AIRLOCK_DATABASE_URL": settings.database_url,
        "AIRLOCK_POLICY_DIR": str(settings.policy_dir),
        "AIRLOCK_ZENDESK__BASE_URL": zendesk.base_url or "",
        "AIRLOCK_ZENDESK__CLIENT_ID": zendesk.client_id or "",
        "AIRLOCK_JIRA__BASE_URL": jira.base_url or "",
        "AIRLOCK_JIRA__EMAIL": jira.email or "",
        **{name: value.get_secret_value() for name, value in secrets.items() if value},
    }
