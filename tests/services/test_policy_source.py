"""The policies in force: one publication for all processes, whatever their folders hold."""

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.errors import PolicyError, SendingStopped
from app.policy.files import digest_of
from app.policy.loading import load_texts
from app.records_policies import NewPublication, PolicyOrigin
from app.services.modes import Modes
from app.services.policy_source import ActivePolicies
from tests.fakes.clock import FixedClock
from tests.fakes.store import MemoryStore
from tests.unit.policy.files import GATES, write_policies

FILE = Path("gates") / "main.yaml"
WARNING = GATES + "mode: warn\n"
Open = Callable[..., Awaitable[ActivePolicies]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_policies(tmp_path / "policies")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def opened(store: MemoryStore, folder: Path) -> Open:
    async def open_one(at: Path = folder, *, imports: bool = True) -> ActivePolicies:
        made = ActivePolicies(store, FixedClock(), at, imports=imports)
        await made.start()
        return made

    return open_one


async def publish(store: MemoryStore, text: str = WARNING, version: str = "") -> None:
    """As the console does."""
    before = await store.read(lambda tx: tx.policies.files(1))
    files = {**before, FILE.as_posix(): text}
    version = version or load_texts(files).version
    new = NewPublication(version, digest_of(files), PolicyOrigin.CONSOLE, "local:ada", "Because.")
    await store.write(
        lambda tx: tx.policies.publish(
            new, files, expected=tx.policies.newest(), now=FixedClock().now()
        )
    )


async def in_force(store: MemoryStore, policies: ActivePolicies) -> bool:
    return await store.read(policies.in_force)


async def test_the_first_start_publishes_the_folder_and_the_second_nothing(
    store: MemoryStore, opened: Open
) -> None:
    first = await opened()
    again = await opened()
    (one,) = await store.read(lambda tx: tx.policies.history())
    assert first.current() == again.current()
    assert (one.version, one.origin) == (first.current().version, PolicyOrigin.DIRECTORY)
    (entry,) = await store.read(lambda tx: tx.audit.of_subject("policies:1"))
    assert (entry.action, entry.actor) == ("policies published", "service")
    assert await in_force(store, again)


async def test_what_the_console_publishes_holds_everywhere_soon_and_over_a_restart(
    store: MemoryStore, opened: Open
) -> None:
    running = await opened()
    await publish(store)
    assert not await in_force(store, running)
    assert await running.look()
    assert running.current().gate.mode == "warn"
    assert await in_force(store, running)
    restarted = await opened()
    assert restarted.current().gate.mode == "warn"
    assert restarted.last_failure() == ()


async def test_nothing_is_sent_under_policies_that_others_have_replaced(
    store: MemoryStore, opened: Open
) -> None:
    running = await opened()
    modes = Modes(store, FixedClock(), in_force=running.in_force)
    assert await store.read(modes.works)
    await publish(store)
    assert not await store.read(modes.works)
    with pytest.raises(SendingStopped, match="published just now"):
        await modes.require()
    await running.look()
    await modes.require()


async def test_a_machine_with_an_older_folder_undoes_nothing_and_says_so(
    store: MemoryStore, opened: Open, folder: Path, tmp_path: Path
) -> None:
    older = Path(shutil.copytree(folder, tmp_path / "older"))
    await opened()
    (folder / FILE).write_text(WARNING)
    await opened()
    late = await opened(older)
    assert late.current().gate.mode == "warn"
    assert "an earlier publication" in late.last_failure()[0]


async def test_new_files_beside_new_words_of_the_console_wait_for_a_person(
    store: MemoryStore, opened: Open, folder: Path
) -> None:
    running = await opened()
    await publish(store)
    (folder / FILE).write_text(GATES.replace("Who and how many.", "Who?"))
    await running.look()
    assert running.current().gate.mode == "warn"
    (told,) = running.last_failure()
    assert "local:ada" in told
    assert "airlock policy publish" in told
    await publish(store, (folder / FILE).read_text("utf-8"))
    await running.look()
    assert running.last_failure() == ()
    assert running.current().gate.items["context"].hint == "Who?"


async def test_files_turned_back_while_the_service_watches_are_in_force_again(
    opened: Open, folder: Path
) -> None:
    running = await opened()
    (folder / FILE).write_text(WARNING)
    assert await running.look()
    (folder / FILE).write_text(GATES)
    assert await running.look()
    assert running.current().gate.mode == "enforce"


async def test_a_folder_that_does_not_hold_starts_with_what_was_published(
    opened: Open, folder: Path
) -> None:
    await opened()
    (folder / FILE).write_text(GATES + "mod: warn\n")
    restarted = await opened()
    assert restarted.current().gate.mode == "enforce"
    assert "did you mean `mode`" in restarted.last_failure()[0]
    shutil.rmtree(folder)
    assert (await opened()).current().gate.mode == "enforce"


async def test_without_a_folder_and_without_a_publication_nothing_starts(
    opened: Open, tmp_path: Path
) -> None:
    with pytest.raises(PolicyError, match="no such folder"):
        await opened(tmp_path / "nowhere")


async def test_a_publication_that_cannot_be_read_leaves_the_last_good_one_and_sends_nothing(
    store: MemoryStore, opened: Open
) -> None:
    running = await opened()
    await publish(store, "schema: 2", "f" * 16)
    assert not await running.look()
    assert not await running.look()
    assert running.current().gate.mode == "enforce"
    assert "publication 2 of the policies cannot be read" in running.last_failure()[0]
    assert not await in_force(store, running)


async def test_a_start_with_a_publication_that_cannot_be_read_serves_pages_and_sends_nothing(
    store: MemoryStore, opened: Open
) -> None:
    await opened()
    await publish(store, "schema: 2", "f" * 16)
    started = await opened()
    assert started.current().gate.mode == "enforce"
    assert "nothing is sent" in started.last_failure()[0]
    assert not await in_force(store, started)
    await publish(store)
    assert await started.look()
    assert await in_force(store, started)
    assert started.last_failure() == ()


async def test_a_command_goes_by_what_is_published_and_publishes_nothing(
    store: MemoryStore, opened: Open, folder: Path
) -> None:
    command = await opened(imports=False)
    assert command.current().gate.mode == "enforce"
    assert await in_force(store, command)
    assert not await store.read(lambda tx: tx.policies.history())
    await opened()
    (folder / FILE).write_text(WARNING)
    assert (await opened(imports=False)).current().gate.mode == "enforce"


class Restorable:
    """A store in whose place another may be put, as a restore from a backup does."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)


async def test_after_a_restore_others_may_have_the_number_of_those_that_were_lost(
    store: MemoryStore, opened: Open, folder: Path
) -> None:
    await opened()
    await publish(store)
    place = Restorable(store)
    running = ActivePolicies(place, FixedClock(), folder)  # type: ignore[arg-type]  # it forwards
    await running.start()
    place.store = MemoryStore()
    await ActivePolicies(place.store, FixedClock(), folder, imports=True).start()
    await publish(place.store, GATES.replace("Who and how many.", "Who?"))
    assert not await in_force(place.store, running)
    await running.look()
    assert (running.current().gate.mode, running.last_failure()) == ("enforce", ())
    assert running.current().gate.items["context"].hint == "Who?"
    assert await in_force(place.store, running)


async def test_files_that_are_not_what_was_published_are_not_gone_by(
    store: MemoryStore, opened: Open
) -> None:
    running = await opened()
    files = {**await store.read(lambda tx: tx.policies.files(1)), FILE.as_posix(): WARNING}
    new = NewPublication("v", "another digest", PolicyOrigin.COMMAND, "local:ada", "Because.")
    await store.write(
        lambda tx: tx.policies.publish(new, files, expected=1, now=FixedClock().now())
    )
    for policies in (running, await opened()):
        await policies.look()
        assert policies.current().gate.mode == "enforce"
        assert "not those that were published" in "\n".join(policies.last_failure())
        assert not await in_force(store, policies)
