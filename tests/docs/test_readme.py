"""Every command of the documentation is run, as it stands there, by a test."""

import asyncio
import json
import subprocess
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.docs.pages import README, commands, pages, settings_lines
from tests.docs.place import Answer, Place, open_place
from tests.faults.__main__ import read_arguments
from tests.shared_data import ROOT

ELSEWHERE = {
    "make demo": "runs `airlock demo`, which tests/docs plays headless",
    "make test": "runs this suite; `.ci/run` runs it from a bare clone",
    ".venv/bin/python -m pip install -e '.[fast,presidio]'": "the test lock holds both extras",
    'pg_dump --format=custom --file=backup.dump "$AIRLOCK_DATABASE_URL"': "test_postgres_page.py",
    "pg_restore --list backup.dump": "test_postgres_page.py",
    "python -m tests.faults --kills 200": "tests/faults kills less often",
    "python -m tests.faults --scenarios": "tests/faults plays each in its short form",
}
ANSWER_IS_NO = {
    "airlock gate 1",
    "airlock erase org:360011",
    "airlock erase org:360011 --apply",
    "airlock erase org:360011 --copies",
    "airlock erase org:360011 --copies --apply",
}
"""Nothing is held for it yet, or of it: exit 1, and the page says so."""
NOT_SET_UP = {"airlock doctor", "airlock doctor --json"}
"""Where a page is about something else than setting the service up: exit 1."""
BEFORE = {"emergency-release.md": "airlock setup jira --apply"}
"""By page: what was done before its commands are of use."""
STANDS_FOR = {"2026-11-22T18:00": f"{datetime.now(UTC) + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
"""What a person types something of their own for."""
SERVING = "airlock serve --host 0.0.0.0 --port 8080"
SANDBOX_ONLY = "AIRLOCK_JIRA__TOKEN_URL"
"""The one setting that a real Jira does not need: where the sandbox gives out tokens."""


@pytest.mark.timeout(500)
async def test_the_readme_leads_from_nothing_to_a_running_service(tmp_path: Path) -> None:
    names = [name for name, _ in settings_lines(README)]
    async with open_place(tmp_path) as place:
        place.write_settings([*names, SANDBOX_ONLY])
        for command in commands(README):
            if command == SERVING:
                await serve_until_alive(place)
            elif command not in ELSEWHERE:
                answer = await place.run(command)
                assert answer.code == (1 if command in ANSWER_IS_NO else 0), str(answer)
                keep_secret(place, names, answer)
        assert await enforced(place) == ["ENG: Escalate"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", [page.name for page in pages() if page != README])
async def test_every_command_of_a_page_is_fine(name: str, tmp_path: Path) -> None:
    path = next(one for one in pages() if one.name == name)
    found = [one for one in commands(path) if one not in ELSEWHERE]
    if not found:
        return
    async with open_place(tmp_path) as place:
        place.write_settings(list(place.values))
        if name in BEFORE:
            await place.run(BEFORE[name])
        for command in found:
            answer = await place.run(typed(command))
            assert answer.code == (command in ANSWER_IS_NO | NOT_SET_UP), str(answer)


@pytest.mark.parametrize("command", ELSEWHERE)
def test_a_command_that_is_run_elsewhere_is_still_told(command: str) -> None:
    assert [page.name for page in pages() if command in list(commands(page))]


@pytest.mark.parametrize("command", [one for one in ELSEWHERE if one.startswith("make ")])
def test_what_make_is_asked_for_does_what_is_run_elsewhere(command: str) -> None:
    shown = subprocess.run(  # noqa: S603 - one of the table's commands, and only shown
        [*command.split(), "-n"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {"make demo": "airlock demo", "make test": "-m pytest"}[command] in shown.stdout


def test_a_setting_that_the_readme_names_is_one_that_the_sandbox_can_fill() -> None:
    names = [name for name, _ in settings_lines(README)]
    assert len(names) == len(set(names))
    assert "AIRLOCK_ZENDESK__WEBHOOK_SECRETS" in names


@pytest.mark.parametrize("words", [["--kills", "200"], ["--scenarios"]], ids=" ".join)
def test_the_long_forms_are_asked_for_as_the_page_says(words: list[str]) -> None:
    wanted = read_arguments(words)
    assert (wanted.kills, wanted.scenarios) == (200, "" if "--scenarios" in words else None)


def test_the_extras_that_the_readme_installs_are_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"fast", "presidio"} <= set(project["optional-dependencies"])


def typed(command: str) -> str:
    """The command as a person would type it today."""
    for example, own in STANDS_FOR.items():
        command = command.replace(example, own)
    return command


def keep_secret(place: Place, names: list[str], answer: Answer) -> None:
    """Do what the README asks for after the secret was printed."""
    if answer.command.endswith("--show-secret"):
        secret = json.dumps([answer.out.strip()])
        place.write_settings([*names, SANDBOX_ONLY], AIRLOCK_ZENDESK__WEBHOOK_SECRETS=secret)


async def serve_until_alive(place: Place) -> None:
    """Start the service on a free port, wait until it is ready, and stop it by a signal."""
    own = SERVING.replace("0.0.0.0", "127.0.0.1").replace("8080", str(place.port))
    process = await place.start(own)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{place.port}") as http:
        async with asyncio.timeout(60):
            while not await is_ready(http):
                assert process.returncode is None, "the service ended"
                await asyncio.sleep(0.05)
    process.terminate()
    _, words = await process.communicate()
    assert process.returncode in {0, -15}, words.decode()


async def is_ready(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/health/ready")).status_code == 200
    except httpx.ConnectError:
        return False


async def enforced(place: Place) -> list[str]:
    """The transitions that doctor calls enforced."""
    checks = json.loads((await place.run("airlock doctor --json")).out)["checks"]
    return [one["name"] for one in checks if one["detail"].startswith("enforced")]
