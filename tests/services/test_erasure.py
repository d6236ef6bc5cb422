"""One customer is erased over all pairs, and only that one."""

import pytest

from app.errors import InputRefused
from app.services.erasure import Erasure
from tests.services.world import FABRIKAM, OMAR, World


async def test_a_customer_s_pairs_are_all_found(world: World) -> None:
    _, issue, first = await world.pair()
    second = await world.link(world.ticket(), issue)
    await world.link(world.ticket(OMAR, FABRIKAM), issue)
    found = await Erasure(world.store, world.clock).find("org:71")
    assert {link.id for link in found.links} == {first.id, second.id}


async def test_after_the_erasure_nothing_of_the_customer_is_known_in_any_pair(world: World) -> None:
    ticket, issue, link = await world.pair()
    other = await world.link(world.ticket(), issue)
    await world.customer_writes(ticket, "Jane Roe asks again.")
    assert await Erasure(world.store, world.clock).erase("org:71", "an operator") == 2

    def known(tx: object) -> list[object]:
        pairs = (link.pair, other.pair)
        return [tx.vault.context(pair) for pair in pairs] + [  # type: ignore[attr-defined]
            tx.vault.pseudonyms(pair, "org:71").entries  # type: ignore[attr-defined]
            for pair in pairs
        ]

    assert await world.store.read(known) == [None, None, (), ()]


@pytest.mark.parametrize("copies", [False, True])
async def test_the_work_that_an_erasure_causes_brings_nothing_back(
    world: World, *, copies: bool
) -> None:
    ticket, issue, link = await world.pair()
    await world.complete(ticket)
    await world.customer_writes(ticket, "Jane Roe asks again.")
    await Erasure(world.store, world.clock).erase("org:71", "an operator", copies=copies)
    await world.settle()
    assert world.token(issue) == ""
    assert await world.store.read(lambda tx: tx.vault.customer_of(link.pair)) is None
    await world.customer_writes(ticket, "Jane Roe comes back.")
    assert await world.store.read(lambda tx: tx.vault.customer_of(link.pair)) == "org:71"


async def test_another_customer_s_pair_is_untouched(world: World) -> None:
    _, issue, _ = await world.pair()
    other = await world.link(world.ticket(OMAR, FABRIKAM), issue)
    await Erasure(world.store, world.clock).erase("org:71", "an operator")
    assert await world.store.read(lambda tx: tx.vault.context(other.pair)) is not None


async def test_an_erasure_is_told_in_the_audit_without_a_name(world: World) -> None:
    await world.pair()
    await Erasure(world.store, world.clock).erase("org:71", "an operator")
    (entry,) = await world.store.read(lambda tx: tx.audit.of_subject("customer:org:71"))
    assert (entry.actor, entry.action, entry.detail) == (
        "an operator",
        "customer erased",
        "1 pairs",
    )


@pytest.mark.parametrize("name", ["", "Northwind", "org:", "org:7x", "ticket:7"])
async def test_a_customer_is_named_by_an_id(world: World, name: str) -> None:
    with pytest.raises(InputRefused):
        await Erasure(world.store, world.clock).erase(name, "an operator")


async def test_a_gate_that_rested_on_an_erased_packet_is_shut(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    assert world.token(issue)
    await Erasure(world.store, world.clock).erase("org:71", "an operator")
    await world.settle()
    assert world.token(issue) == ""
    assert not (await world.packets.view(ticket.id)).may_escalate
