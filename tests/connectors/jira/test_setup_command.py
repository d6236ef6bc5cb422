"""`airlock setup jira` as an administrator runs it: what is shown, done, and taken back."""

import asyncio
import json

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli.root import app
from connectors.sandbox.jira.config import ADMIN
from connectors.sandbox.jira.seed_workflows import SOFTWARE
from tests.connectors.jira.setup_site import Site
from tests.shared_data import ROOT


@pytest.fixture(autouse=True)
def _settings(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AIRLOCK_POLICY_DIR": str(ROOT / "policies"),
        "AIRLOCK_PUBLIC_URL": "https://airlock.test",
        "AIRLOCK_JIRA__BASE_URL": site.base,
        "AIRLOCK_JIRA__EMAIL": ADMIN.email,
        "AIRLOCK_JIRA__API_TOKEN": ADMIN.token,
        "AIRLOCK_JIRA__WEBHOOK_SECRETS": '["a webhook secret of a test"]',
    }.items():
        monkeypatch.setenv(name, value)


async def run(*args: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, ["setup", "jira", *args])


async def test_every_rule_is_shown_and_nothing_is_done_without_apply(site: Site) -> None:
    shown = await run()
    assert (shown.exit_code, site.writes()) == (0, [])
    assert "  transition Escalate (21): To Do, Triage → Escalated\n+ validator" in shown.stdout
    assert "shown only; --apply makes it" in shown.stderr
    assert "a webhook secret of a test" not in shown.output


async def test_applied_twice_the_second_says_that_there_is_nothing_to_change(site: Site) -> None:
    first = await run("--apply")
    assert "read back: nothing else in it changed" in first.stdout
    version = site.app.state.jira.workflows[SOFTWARE].version_number
    second = await run("--apply")
    assert (second.exit_code, second.stdout) == (0, "")
    assert "nothing to change" in second.stderr
    assert site.app.state.jira.workflows[SOFTWARE].version_number == version


async def test_the_way_back_is_shown_first_and_leaves_the_site_as_it_was(site: Site) -> None:
    seed = site.workflow()
    await run("--apply")
    shown = await run("--undo", "--json")
    told = json.loads(shown.stdout)
    assert not told["applied"]
    assert any(line.startswith("- validator fieldRequired") for line in told["changes"])
    assert site.workflow() != seed
    await run("--undo", "--apply")
    assert site.workflow() == seed
    assert len(site.app.state.jira.admin_hooks) == 1
    await run("--undo", "--everything", "--apply")
    assert site.app.state.jira.admin_hooks == {}


async def test_a_conflict_ends_with_words_and_a_code_and_overwrites_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        site.stored().version_number += 1

    monkeypatch.setattr("app.cli.setup.connect", lambda *_: site.admin)
    with site.meanwhile("/workflows/update/validation", change):
        ran = await run("--apply")
    assert ran.exit_code == 3
    assert "changed by somebody else" in ran.stderr
    assert site.transition("Escalate")["validators"] == []


async def test_everything_without_the_undo_is_a_wrong_use(site: Site) -> None:
    assert (await run("--everything", "--apply")).exit_code == 2
    assert site.writes() == []
