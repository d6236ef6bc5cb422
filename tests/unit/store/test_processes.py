"""Several processes on one file, and one that is killed."""

import asyncio
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from app.ports import Transaction, UnitOfWork
from app.records import Claim
from app.store import open_store
from app.store.sqlite import SqliteOptions
from tests.contract.store_queue import NOON, add, finish
from tests.unit.store.support import KEY, query, url_of

ROOT = Path(__file__).parents[3]
ACCEPT_THEN_HANG = """
import asyncio, sys
from pathlib import Path
from app.store import open_store
from tests.contract.store_queue import add
from tests.unit.store.support import KEY, url_of

async def run():
    async with open_store(url_of(Path(sys.argv[1])), KEY) as store:
        print((await add(store, "link:a")).id, flush=True)
        await asyncio.Event().wait()

asyncio.run(run())
"""


async def test_a_delivery_outlives_a_process_that_is_killed_once_it_was_accepted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.db"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ACCEPT_THEN_HANG, str(path), cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    accepted = (await process.stdout.readline()).decode().strip()
    process.kill()
    await process.wait()
    async with open_store(url_of(path), KEY) as store:
        delivery = await store.read(lambda tx: tx.deliveries.get(accepted))
        assert delivery is not None
        claim = await store.write(lambda tx: tx.deliveries.claim("w", NOON, timedelta(minutes=1)))
        assert claim is not None
        assert claim.delivery == delivery


async def test_a_waiting_relay_hears_what_another_process_added(tmp_path: Path) -> None:
    url, options = url_of(tmp_path / "a.db"), SqliteOptions(poll_seconds=0.02)
    async with open_store(url, KEY, options) as relay, open_store(url, KEY, options) as web:
        for _ in range(3):
            await relay.wait_for_work(0.05)
        waiting = asyncio.create_task(relay.wait_for_work(60))
        await asyncio.sleep(0)
        await add(web, "link:a")
        await asyncio.wait_for(waiting, 10)


async def test_two_relays_work_off_every_delivery_once_and_in_order(tmp_path: Path) -> None:
    url = url_of(tmp_path / "a.db")
    async with open_store(url, KEY) as one, open_store(url, KEY) as two:
        added = {lane: [(await add(one, lane)).id for _ in range(8)] for lane in "abcde"}
        worked: dict[str, list[str]] = {lane: [] for lane in added}
        stores = (one, two, one, two)
        await asyncio.gather(*(drain(store, worked, n) for n, store in enumerate(stores)))
    assert worked == added


async def drain(store: UnitOfWork, worked: dict[str, list[str]], number: int) -> None:
    def claim(tx: Transaction) -> Claim | None:
        return tx.deliveries.claim(f"relay-{number}", NOON, timedelta(minutes=1))

    while (claimed := await store.write(claim)) is not None:
        worked[claimed.delivery.lane].append(claimed.delivery.id)
        await asyncio.sleep(0)
        await finish(store, claimed)


async def test_processes_that_start_together_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "a.db"

    async def start(number: int) -> None:
        async with open_store(url_of(path), KEY) as store:
            await add(store, f"link:{number}")

    await asyncio.gather(*(start(number) for number in range(4)))
    assert query(path, "SELECT count(*) FROM deliveries") == [(4,)]
    assert query(path, "SELECT count(*) FROM vault_masters") == [(1,)]
