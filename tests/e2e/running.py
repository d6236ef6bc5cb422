"""Runs `airlock` as a process of its own, as an administrator or a supervisor does."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app.demo.world import World
from tests.e2e.support import ROOT

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
    process = await start(["-c", "from app.cli import main; main()", *args], env, cwd)
    async with asyncio.timeout(SECONDS):
        out, err = await process.communicate(stdin.encode())
    return Ran(process.returncode or 0, out.decode(), err.decode())


async def start(
    args: list[str], env: Mapping[str, str], cwd: Path, log: BinaryIO | None = None
) -> Process:
    """Start this Python with these arguments; `log` takes what it says, else it is a pipe."""
    inherited = {name: value for name, value in os.environ.items() if "AIRLOCK" not in name}
    said = log if log is not None else PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, *args, env={**inherited, "PYTHONPATH": str(ROOT), **env}, cwd=cwd,
        stdin=DEVNULL if log is not None else PIPE, stdout=said, stderr=said,
    )  # fmt: skip


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
