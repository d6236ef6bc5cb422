"""Policy files that change while the service runs: taken when they hold, else the old ones stay."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from app import bootstrap
from app.services.policy_source import ActivePolicies
from tests.fakes.clock import FixedClock
from tests.fakes.policies import SHIPPED
from tests.fakes.store import MemoryStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "policies"))


@pytest.fixture
async def source(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ActivePolicies]:
    """Policies that are watched while the test runs."""
    monkeypatch.setattr(bootstrap, "POLICY_WATCH_SECONDS", 0.01)
    watched = ActivePolicies(MemoryStore(), FixedClock(), folder, imports=True)
    await watched.start()
    watch = asyncio.create_task(bootstrap._watch_policies(watched))
    await asyncio.sleep(0.05)
    yield watched
    assert not watch.done(), "the watch ended by itself"
    watch.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watch


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - a file's change rings no bell
            await asyncio.sleep(0.01)


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


async def test_a_changed_file_is_in_force_soon(source: ActivePolicies, folder: Path) -> None:
    before = source.current().version
    rewrite(folder / "gates" / "escalation.yaml", "mode: enforce", "mode: warn")
    await until(lambda: source.current().version != before)
    assert source.current().gate.mode == "warn"


async def test_files_that_do_not_hold_leave_the_last_good_ones_and_are_told(
    source: ActivePolicies, folder: Path
) -> None:
    before = source.current()
    gates = folder / "gates" / "escalation.yaml"
    rewrite(gates, "mode: enforce", "mode: enforce\nsurprise: 1")
    await until(lambda: bool(source.last_failure()))
    assert source.current() == before
    assert any("escalation.yaml" in problem for problem in source.last_failure())
    rewrite(gates, "surprise: 1", "")
    await until(lambda: not source.last_failure())
    assert source.current().version == before.version


async def test_a_folder_that_goes_away_leaves_the_last_good_ones_and_comes_back(
    source: ActivePolicies, folder: Path
) -> None:
    before = source.current()
    away = folder.with_name("elsewhere")
    await asyncio.to_thread(folder.rename, away)
    await until(lambda: bool(source.last_failure()))
    assert source.current() == before
    await asyncio.to_thread(away.rename, folder)
    await until(lambda: not source.last_failure())


async def test_a_file_that_leads_nowhere_does_not_end_the_watch(
    source: ActivePolicies, folder: Path
) -> None:
    """As a mounted secret does for a moment while it is swapped."""
    (folder / "gates" / "dangling.yaml").symlink_to(folder / "nowhere.yaml")
    before = source.current().version
    await asyncio.sleep(0.05)
    (folder / "gates" / "dangling.yaml").unlink()
    rewrite(folder / "gates" / "escalation.yaml", "mode: enforce", "mode: warn")
    await until(lambda: source.current().version != before)
