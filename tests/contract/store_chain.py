"""What the store promises of the audit's chain and of the service's own keys."""

from datetime import UTC, datetime

from app.ports import Transaction, UnitOfWork
from app.records import AuditEntry
from app.records_chain import ChainCursor
from tests.contract.store_private import CUSTOMER, TABLE, remember

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEGINNING = ChainCursor()
FIRST_ENTRY = ChainCursor(position=-(2**63))


def note(tx: Transaction, *subjects: str) -> None:
    for subject in subjects:
        tx.audit.add(AuditEntry(at=NOW, actor="airlock", action="sent", subject=subject))


class ChainContract:
    async def test_a_new_store_has_the_chains_beginning(self, store: UnitOfWork) -> None:
        head = await store.read(lambda tx: tx.chain.head())
        assert head.position == 0
        assert await store.read(lambda tx: tx.chain.digest_at(0)) == head.digest
        assert await store.read(lambda tx: tx.chain.digest_at(1)) is None

    async def test_entries_are_linked_once_and_in_small_batches(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: note(tx, "a", "b", "c"))
        assert [await store.write(lambda tx: tx.chain.seal(2)) for _ in range(3)] == [2, 1, 0]
        first = await store.read(lambda tx: tx.chain.head())
        await store.write(lambda tx: note(tx, "d"))
        await store.write(lambda tx: tx.chain.seal(2))
        head = await store.read(lambda tx: tx.chain.head())
        assert (first.position, head.position) == (3, 4)
        assert await store.read(lambda tx: tx.chain.digest_at(3)) == first.digest != head.digest

    async def test_a_check_goes_page_by_page_and_finds_nothing(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: note(tx, "a", "b", "c"))
        await store.write(lambda tx: tx.chain.seal(10))
        cursor, problems = await store.read(lambda tx: tx.chain.check(BEGINNING, 2))
        assert (cursor.position, list(problems)) == (1, [])
        cursor, problems = await store.read(lambda tx: tx.chain.check(cursor, 10))
        assert (cursor.position, cursor.checked, list(problems)) == (3, 4, [])
        assert await store.read(lambda tx: tx.chain.check(cursor, 10)) == (cursor, problems)

    async def test_entries_that_wait_for_a_link_are_counted(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: note(tx, "a"))
        await store.write(lambda tx: tx.chain.seal(10))
        await store.write(lambda tx: note(tx, "b", "c"))
        cursor, problems = await store.read(lambda tx: tx.chain.check_unlinked(FIRST_ENTRY, 1))
        cursor, more = await store.read(lambda tx: tx.chain.check_unlinked(cursor, 10))
        assert (cursor.checked, [*problems, *more]) == (2, [])
        assert await store.read(lambda tx: tx.chain.check_unlinked(cursor, 10)) == (cursor, more)

    async def test_a_service_key_stays_what_it_was_at_first(self, store: UnitOfWork) -> None:
        [master] = await store.read(lambda tx: tx.masters.names())
        first = await store.write(lambda tx: tx.masters.service_key("digest", {master: b"1" * 32}))
        again = await store.write(lambda tx: tx.masters.service_key("digest", {master: b"2" * 32}))
        other = await store.write(lambda tx: tx.masters.service_key("trait", {master: b"3" * 32}))
        assert (first, again, other) == (b"1" * 32, b"1" * 32, b"3" * 32)

    async def test_without_another_key_there_is_nothing_to_rotate(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: remember(tx, *TABLE.entries))
        done = await store.write(lambda tx: tx.masters.rotate(10))
        assert (done.rewrapped, done.left) == (0, 0)
        assert await store.read(lambda tx: tx.masters.earlier()) == 0
        assert await store.write(lambda tx: tx.masters.retire()) == 0
        assert await store.read(lambda tx: tx.vault.customer_of("ticket:35436")) == CUSTOMER

    async def test_a_customers_key_is_known_by_its_id_until_it_is_erased(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: remember(tx, *TABLE.entries))
        key = await store.read(lambda tx: tx.erasures.key_of(CUSTOMER))
        assert key is not None
        found = await store.read(lambda tx: tx.erasures.holders([key, "unknown"]))
        assert list(found) == [CUSTOMER]
        await store.write(lambda tx: tx.vault.erase(CUSTOMER))
        assert await store.read(lambda tx: tx.erasures.key_of(CUSTOMER)) is None
        assert list(await store.read(lambda tx: tx.erasures.holders([key]))) == []
