"""What stands in the files is ciphertext, and an erased key is gone from them."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UnreadableContent
from app.ports import Transaction
from app.store import open_store
from app.store.seal import Key, MasterKey
from tests.contract.store_private import (
    CONTEXT,
    CUSTOMER,
    PACKET,
    PAIR,
    TABLE,
    WAIVER,
    remember,
    save_packet,
)
from tests.unit.store.support import KEY, query, raw_bytes, url_of

PRIVATE = (
    "Maria",
    "Delgado",
    "northwind freight",
    "Northwind Freight",
    "maria@northwind.example",
    "NW-4471",
    "cannot ship",
    "on a plane",
)


def fill(tx: Transaction) -> None:
    remember(tx, *TABLE.entries)
    tx.vault.save_context(PAIR, CUSTOMER, CONTEXT)
    save_packet(tx, PACKET, None)
    tx.packets.add_waiver(35436, WAIVER, customer=CUSTOMER)


def disguises(value: str) -> list[bytes]:
    """The value as it is, and as base64 wherever it begins in a longer text."""
    plain = value.encode()
    shifted = (base64.b64encode(b"." * shift + plain)[4 if shift else 0 : -4] for shift in range(3))
    return [plain, *(text for text in shifted if len(text) > 4)]


async def test_no_private_value_stands_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with open_store(url_of(path), KEY) as store:
        await store.write(fill)
        journal = raw_bytes(path)
    assert b"[customer]" in journal
    for content in (journal, raw_bytes(path)):
        found = [value for value in PRIVATE for form in disguises(value) if form in content]
        assert not found


async def test_an_erased_key_leaves_the_file_and_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with open_store(url_of(path), KEY) as store:
        await store.write(fill)
        [(wrapped,)] = query(path, "SELECT wrapped FROM vault_customers")
        assert isinstance(wrapped, bytes)
        assert wrapped in raw_bytes(path)
        await store.write(lambda tx: tx.vault.erase(CUSTOMER))
        await store.write(lambda tx: tx.facts.get("mode"))
        assert wrapped not in raw_bytes(path)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE vault_contexts SET sealed = (SELECT sealed FROM vault_contexts WHERE pair = 'b')",
        "UPDATE vault_contexts SET sealed = CAST(substr(sealed, 1, 40) || x'00' AS BLOB)",
        "UPDATE vault_contexts SET sealed = CAST(x'02' || substr(sealed, 2) AS BLOB)",
        "UPDATE vault_contexts SET sealed = x''",
        "UPDATE vault_pairs SET wrapped = (SELECT wrapped FROM vault_pairs WHERE pair = 'b')",
    ],
)
async def test_a_sealed_row_that_was_tampered_with_does_not_open(
    tmp_path: Path, tampering: str
) -> None:
    path = tmp_path / "a.db"
    async with open_store(url_of(path), KEY) as store:
        await store.write(lambda tx: tx.vault.save_context("a", CUSTOMER, CONTEXT))
        await store.write(lambda tx: tx.vault.save_context("b", CUSTOMER, CONTEXT))
        query(path, tampering)
        with pytest.raises(UnreadableContent, match="does not open"):
            await store.read(lambda tx: tx.vault.context("a"))


@given(st.binary(), st.text(), st.text())
def test_what_was_sealed_opens_only_where_it_belongs(value: bytes, one: str, two: str) -> None:
    key = Key.make()
    sealed = key.seal(value, one)
    assert key.open(sealed, one) == value
    for stranger, bound in ((Key.make(), (one,)), (key, (one, two)), (key, (one + "x",))):
        with pytest.raises(UnreadableContent):
            stranger.open(sealed, *bound)


@given(st.text(), st.text())
def test_a_digest_tells_apart_where_its_parts_end(one: str, two: str) -> None:
    key = Key.make()
    assert key.digest(one, two) == key.digest(one, two)
    assert key.digest(one, two) != key.digest(one + two)
    assert key.digest(one, two) != Key.make().digest(one, two)


def test_the_master_keys_name_depends_on_the_secret_alone() -> None:
    assert MasterKey(KEY).id == MasterKey(KEY).id
    assert MasterKey(KEY).id != MasterKey(KEY[::-1]).id


def test_a_key_does_not_show_itself() -> None:
    key = MasterKey(KEY)
    assert KEY.decode() not in repr(key)
    assert "_raw" not in repr(key)
