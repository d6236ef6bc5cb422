"""What every store does with private values: the vault, packets, waivers. Subclass it."""

import pytest

from app.errors import StaleWrite
from app.gate.packet import Packet, Waiver
from app.model import Context, KnownPerson
from app.ports import Transaction, UnitOfWork
from app.redaction.pseudonyms import Pseudonym, Pseudonyms
from tests.contract.store_queue import NOON, minutes

PAIR, CUSTOMER = "ticket:35436", "org:600"
ORGANIZATION = Pseudonym(
    kind="organization", value="northwind freight", original="Northwind", placeholder="[customer]"
)
EMAIL = Pseudonym(
    kind="email", value="maria@northwind.example", original="Maria@…", placeholder="[email-1]"
)
TABLE = Pseudonyms(entries=(ORGANIZATION, EMAIL))
CONTEXT = Context(
    people=(KnownPerson(name="Maria Delgado", email="maria@northwind.example"),),
    organizations=("Northwind Freight",),
    terms=("NW-4471",),
)
PACKET = Packet(pattern="bug", severity="P1", items={"impact": "Maria cannot ship 40 crates."})
WAIVER = Waiver(item="steps", reason="Maria is on a plane.", by="701", until=minutes(60))


def remember(
    tx: Transaction, *entries: Pseudonym, pair: str = PAIR, customer: str = CUSTOMER
) -> None:
    tx.vault.remember(pair, customer, Pseudonyms(entries=entries))


def save_packet(tx: Transaction, packet: Packet, expected: int | None) -> int:
    stored = tx.packets.save(
        35436, packet, customer=CUSTOMER, expected=expected, by="701", now=NOON
    )
    return stored.version


class PrivateContract:
    # ---- packets ---------------------------------------------------------------------------------

    async def test_a_packet_is_kept_with_its_version(self, store: UnitOfWork) -> None:
        assert await store.write(lambda tx: save_packet(tx, PACKET, None)) == 1
        stored = await store.read(lambda tx: tx.packets.get(35436))
        assert stored is not None
        assert stored.packet == PACKET
        assert (stored.version, stored.saved_by, stored.saved_at) == (1, "701", NOON)
        longer = Packet(pattern="bug", items={"impact": "None ships."})
        assert await store.write(lambda tx: save_packet(tx, longer, 1)) == 2
        assert await store.read(lambda tx: tx.packets.get(1)) is None

    @pytest.mark.parametrize("expected", [None, 1, 3])
    async def test_a_packet_written_on_a_wrong_version_is_refused(
        self, store: UnitOfWork, expected: int | None
    ) -> None:
        await store.write(lambda tx: save_packet(tx, PACKET, None))
        await store.write(lambda tx: save_packet(tx, PACKET, 1))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: save_packet(tx, Packet(pattern="bug"), expected))
        stored = await store.read(lambda tx: tx.packets.get(35436))
        assert stored is not None
        assert (stored.version, stored.packet) == (2, PACKET)

    async def test_a_first_packet_that_expects_one_is_refused(self, store: UnitOfWork) -> None:
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: save_packet(tx, PACKET, 1))

    async def test_waivers_are_kept_in_the_order_they_were_given(self, store: UnitOfWork) -> None:
        other = Waiver(item="*", reason="Board call.", by="702", until=minutes(5))
        for waiver in (WAIVER, other):
            await store.write(
                lambda tx, w=waiver: tx.packets.add_waiver(35436, w, customer=CUSTOMER)
            )
        assert list(await store.read(lambda tx: tx.packets.waivers(35436))) == [WAIVER, other]
        assert list(await store.read(lambda tx: tx.packets.waivers(1))) == []

    # ---- vault -----------------------------------------------------------------------------------

    async def test_placeholders_keep_the_order_in_which_they_were_first_seen(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: remember(tx, ORGANIZATION))
        await store.write(lambda tx: remember(tx, ORGANIZATION, EMAIL))
        await store.write(lambda tx: remember(tx, EMAIL, ORGANIZATION))
        assert await store.read(lambda tx: tx.vault.pseudonyms(PAIR, CUSTOMER)) == TABLE
        others = await store.read(lambda tx: tx.vault.pseudonyms("ticket:1", CUSTOMER))
        assert others == Pseudonyms()

    @pytest.mark.parametrize(
        "clash",
        [
            Pseudonym(kind="email", value="jan@x.example", original="J", placeholder="[email-1]"),
            Pseudonym(kind="email", value=EMAIL.value, original="M", placeholder="[email-2]"),
        ],
        ids=["one placeholder, two entities", "one entity, two placeholders"],
    )
    async def test_a_placeholder_given_twice_is_refused_whole(
        self, store: UnitOfWork, clash: Pseudonym
    ) -> None:
        await store.write(lambda tx: remember(tx, EMAIL))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: remember(tx, ORGANIZATION, clash))
        known = await store.read(lambda tx: tx.vault.pseudonyms(PAIR, CUSTOMER))
        assert known == Pseudonyms(entries=(EMAIL,))

    async def test_pairs_may_give_the_same_placeholder(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: remember(tx, EMAIL))
        await store.write(lambda tx: remember(tx, EMAIL, pair="ticket:2"))
        assert await store.read(lambda tx: tx.vault.pseudonyms("ticket:2", CUSTOMER)) == (
            Pseudonyms(entries=(EMAIL,))
        )

    async def test_a_pairs_context_is_replaced(self, store: UnitOfWork) -> None:
        assert await store.read(lambda tx: tx.vault.context(PAIR)) is None
        for context in (Context(), CONTEXT):
            await store.write(lambda tx, c=context: tx.vault.save_context(PAIR, CUSTOMER, c))
            assert await store.read(lambda tx: tx.vault.context(PAIR)) == context

    async def test_a_pair_stays_with_its_first_customer(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: remember(tx, EMAIL))
        await store.write(lambda tx: tx.vault.save_context(PAIR, "user:9", CONTEXT))
        assert await store.read(lambda tx: tx.vault.customer_of(PAIR)) == CUSTOMER
        assert await store.write(lambda tx: tx.vault.erase("user:9")) == 0
        assert await store.read(lambda tx: tx.vault.context(PAIR)) == CONTEXT

    async def test_an_erased_customer_leaves_nothing_that_can_be_read(
        self, store: UnitOfWork
    ) -> None:
        def fill(tx: Transaction) -> None:
            remember(tx, ORGANIZATION, EMAIL)
            remember(tx, EMAIL, pair="ticket:2")
            remember(tx, EMAIL, pair="ticket:3", customer="org:601")
            tx.vault.save_context(PAIR, CUSTOMER, CONTEXT)
            save_packet(tx, PACKET, None)
            tx.packets.add_waiver(35436, WAIVER, customer=CUSTOMER)

        def look(tx: Transaction) -> list[object]:
            return [
                tx.vault.pseudonyms(PAIR, CUSTOMER).entries,
                tx.vault.pseudonyms("ticket:2", CUSTOMER).entries,
                tx.vault.context(PAIR),
                tx.packets.get(35436),
                tuple(tx.packets.waivers(35436)),
                tx.vault.customer_of(PAIR),
                tx.vault.pseudonyms("ticket:3", "org:601").entries,
            ]

        await store.write(fill)
        assert await store.write(lambda tx: tx.vault.erase(CUSTOMER)) == 2
        assert await store.write(lambda tx: tx.vault.erase(CUSTOMER)) == 0
        assert await store.read(look) == [(), (), None, None, (), None, (EMAIL,)]

    async def test_after_an_erasure_the_pair_begins_anew(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: remember(tx, ORGANIZATION, EMAIL))
        await store.write(lambda tx: save_packet(tx, PACKET, None))
        await store.write(lambda tx: tx.packets.add_waiver(35436, WAIVER, customer=CUSTOMER))
        await store.write(lambda tx: tx.vault.erase(CUSTOMER))
        await store.write(lambda tx: remember(tx, EMAIL, pair="ticket:4"))
        assert await store.read(lambda tx: tx.vault.context(PAIR)) is None
        await store.write(lambda tx: remember(tx, EMAIL, customer="user:9"))
        assert await store.read(lambda tx: tx.vault.customer_of(PAIR)) == "user:9"
        known = await store.read(lambda tx: tx.vault.pseudonyms(PAIR, "user:9"))
        assert known.entries == (EMAIL,)
        assert await store.read(lambda tx: tx.packets.get(35436)) is None
        assert list(await store.read(lambda tx: tx.packets.waivers(35436))) == []

    async def test_a_packets_version_counts_on_after_an_erasure(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: save_packet(tx, PACKET, None))
        await store.write(lambda tx: tx.vault.erase(CUSTOMER))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: save_packet(tx, PACKET, 1))
        assert await store.write(lambda tx: save_packet(tx, PACKET, None)) == 2
