"""A folder to type commands in, beside a sandbox Zendesk and a sandbox Jira that answer them."""

import asyncio
import json
import os
import secrets
import shlex
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, chdir
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from typer.testing import CliRunner

from app.cli.root import app
from app.demo.actors import Helpdesk
from app.demo.world import choose_ports
from connectors.sandbox.jira.app import create_app as create_jira
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig
from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.app import create_app as create_zendesk
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from tests.keeping import kept_logging
from tests.shared_data import ROOT

REQUESTER = "maria.delgado@northwind.example"
OWN_PROCESS = {"demo", "serve", "resweep"}
"""They listen, or take the process's signals."""
SAMPLE = '{"id": "1", "format": "text", "input": "Mail me at jo@example.org"}\n'
"""A file that a page asks for where nothing but an editor writes it."""
SHELL = set("|&;<>$`*")


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    command: str
    code: int
    out: str
    words: str

    def __str__(self) -> str:
        return f"$ {self.command}\nexit {self.code}\n{self.out}\n{self.words}"


@dataclass(frozen=True)
class Place:
    """`values` are what a person would put in the place of the README's examples."""

    folder: Path
    port: int
    values: Mapping[str, str]

    def write_settings(self, names: list[str], **more: str) -> None:
        """Write `.env` with the named settings, and those that only the sandbox needs."""
        given = {name: self.values[name] for name in names if name in self.values} | more
        lines = [f"{name}={value}" for name, value in given.items()]
        (self.folder / ".env").write_text("\n".join(lines) + "\n", encoding="utf-8")

    async def start(self, command: str) -> asyncio.subprocess.Process:
        """Start a command in this folder, with nothing of this process's own settings."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("AIRLOCK_")}
        path = os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", "")))
        return await asyncio.create_subprocess_exec(
            "/bin/sh", "-c", f"exec {command}" if command.startswith("airlock serve") else command,
            cwd=self.folder, env={**kept, "PATH": path, "COLUMNS": "200"},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def run(self, command: str) -> Answer:
        """Run a command to its end: where it can be in a thread of this process, which is sooner
        there than a process of its own."""
        words = plain_words(command)
        if words is not None:
            return await asyncio.to_thread(self._call, command, *words)
        process = await self.start(command)
        out, told = await process.communicate()
        return Answer(command, process.returncode or 0, out.decode(), told.decode())

    def _call(self, command: str, words: list[str], into: str | None) -> Answer:
        own = {name: None for name in os.environ if name.startswith("AIRLOCK_")}
        with chdir(self.folder), kept_logging():
            ran = CliRunner().invoke(app, words, env={**own, "COLUMNS": "200"})
            if into is not None:
                Path(into).write_text(ran.stdout, encoding="utf-8")
        # An error that is not told as an exit is a defect: pytest shows it best.
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return Answer(command, ran.exit_code, ran.stdout, ran.stderr)


def plain_words(command: str) -> tuple[list[str], str | None] | None:
    """The arguments of an `airlock` that nothing but its stdout leaves, and the file it goes to;
    None for what needs a shell or a process of its own."""
    line, _, into = command.partition(" > ")
    name, *words = shlex.split(line)
    if name != "airlock" or words[0] in OWN_PROCESS or SHELL & set(command.replace(">", "", 1)):
        return None
    return words, into or None


@asynccontextmanager
async def open_place(folder: Path) -> AsyncIterator[Place]:
    """Serve both sandbox systems while the block runs; ticket 1 and issue ENG-1 are there."""
    shutil.copytree(ROOT / "policies", folder / "policies")
    (folder / "samples.jsonl").write_text(SAMPLE, encoding="utf-8")
    port = choose_ports(None).service
    zendesk_config, jira_config = ZendeskSandboxConfig(), JiraSandboxConfig()
    zendesk = create_zendesk(zendesk_config)
    async with serve(zendesk) as zendesk_url, serve(create_jira(jira_config)) as jira_url:
        await _open_ticket(zendesk_url, zendesk_config)
        values = {
            **_zendesk_values(zendesk, zendesk_url, zendesk_config),
            **_jira_values(jira_url, jira_config),
            "AIRLOCK_SECRET_KEY": secrets.token_hex(32),
            "AIRLOCK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        yield Place(folder, port, values)


def _zendesk_values(app: FastAPI, url: str, config: ZendeskSandboxConfig) -> dict[str, str]:
    key = app.state.sidebar_key
    return {
        "AIRLOCK_ZENDESK__BASE_URL": url,
        "AIRLOCK_ZENDESK__CLIENT_ID": config.oauth_client_id,
        "AIRLOCK_ZENDESK__CLIENT_SECRET": config.oauth_client_secret,
        "AIRLOCK_SIDEBAR__AUDIENCE": key.audience,
        "AIRLOCK_SIDEBAR__APP_PUBLIC_KEY": f'"{key.public_pem()}"',
    }


def _jira_values(url: str, config: JiraSandboxConfig) -> dict[str, str]:
    return {
        "AIRLOCK_JIRA__BASE_URL": f"{url}/ex/jira/{config.cloud_id}",
        "AIRLOCK_JIRA__SITE_URL": url,
        "AIRLOCK_JIRA__CLIENT_ID": BRIDGE.client_id,
        "AIRLOCK_JIRA__CLIENT_SECRET": BRIDGE.client_secret,
        "AIRLOCK_JIRA__TOKEN_URL": f"{url}/oauth/token",
        "AIRLOCK_JIRA__WEBHOOK_SECRETS": json.dumps([secrets.token_hex(32)]),
    }


async def _open_ticket(url: str, config: ZendeskSandboxConfig) -> None:
    helpdesk = Helpdesk(url, config.api_email, config.api_token)
    requester = await helpdesk.find_user(REQUESTER)
    comment = {"body": "The export ends early.", "author_id": requester["id"]}
    ticket = {"subject": "Export", "requester_id": requester["id"], "comment": comment}
    await helpdesk.create_ticket(ticket)
    await helpdesk.close()
