"""What every store keeps for the sidebar: traits, reviews, ended sessions. Subclass it."""

import pytest

from app.errors import NotStored
from app.model import Context
from app.ports import UnitOfWork
from app.records import Review, Trait
from tests.contract.store_queue import NOON, minutes

TRACE, OTHER = Trait(kind="trace", digest="t1"), Trait(kind="trace", digest="t2")
CODE = Trait(kind="error_code", digest="t1")
REVIEW = Review(link_id="l1", digest="d1", delivery_id="e1", kinds={"remark": 2}, held_at=NOON)


class SidebarContract:
    # ---- traits ----------------------------------------------------------------------------------

    async def test_tickets_that_share_a_trait_are_found_the_latest_first(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.traits.add(1, [TRACE, CODE], minutes(1)))
        await store.write(lambda tx: tx.traits.add(2, [TRACE], minutes(2)))
        await store.write(lambda tx: tx.traits.add(3, [OTHER], minutes(3)))
        found = await store.read(lambda tx: tx.traits.shared(9, [TRACE, CODE], NOON))
        assert [(one.ticket_id, one.kind) for one in found[:1]] == [(2, "trace")]
        assert {(one.ticket_id, one.kind) for one in found[1:]} == {(1, "trace"), (1, "error_code")}

    async def test_neither_the_ticket_itself_nor_what_is_long_ago_is_found(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.traits.add(1, [TRACE], NOON))
        assert not await store.read(lambda tx: tx.traits.shared(1, [TRACE], NOON))
        assert not await store.read(lambda tx: tx.traits.shared(2, [TRACE], minutes(1)))
        assert not await store.read(lambda tx: tx.traits.shared(2, [], NOON))

    async def test_of_a_trait_that_is_seen_again_the_later_time_stands(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.traits.add(1, [TRACE], minutes(5)))
        await store.write(lambda tx: tx.traits.add(1, [TRACE], minutes(1)))
        found = await store.read(lambda tx: tx.traits.shared(2, [TRACE], NOON))
        assert [one.seen_at for one in found] == [minutes(5)]

    async def test_what_an_erased_customers_tickets_bore_is_forgotten(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.vault.save_context("ticket:1", "org:600", Context()))
        await store.write(lambda tx: tx.vault.save_context("ticket:2", "org:700", Context()))
        await store.write(lambda tx: tx.traits.add(1, [TRACE], NOON))
        await store.write(lambda tx: tx.traits.add(2, [TRACE], NOON))
        await store.write(lambda tx: tx.vault.erase("org:600"))
        found = await store.read(lambda tx: tx.traits.shared(9, [TRACE], NOON))
        assert [one.ticket_id for one in found] == [2]

    async def test_what_was_seen_too_long_ago_is_forgotten(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.traits.add(1, [TRACE], NOON))
        await store.write(lambda tx: tx.traits.add(2, [TRACE], minutes(5)))
        await store.write(lambda tx: tx.traits.forget(minutes(5)))
        found = await store.read(lambda tx: tx.traits.shared(9, [TRACE], NOON))
        assert [one.ticket_id for one in found] == [2]

    # ---- reviews ---------------------------------------------------------------------------------

    async def test_a_held_text_is_known_by_its_delivery_and_released_by_its_digest(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.reviews.note(REVIEW))
        assert await store.read(lambda tx: tx.reviews.of_delivery("e1")) == REVIEW
        assert not await store.read(lambda tx: tx.reviews.is_released("l1", "d1"))
        await store.write(lambda tx: tx.reviews.release("l1", "d1", "agent:7", minutes(1)))
        assert await store.read(lambda tx: tx.reviews.is_released("l1", "d1"))
        assert not await store.read(lambda tx: tx.reviews.is_released("l1", "d2"))
        assert not await store.read(lambda tx: tx.reviews.is_released("l2", "d1"))

    async def test_what_was_released_stays_so_when_it_is_noted_again(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.reviews.note(REVIEW))
        await store.write(lambda tx: tx.reviews.release("l1", "d1", "agent:7", minutes(1)))
        await store.write(lambda tx: tx.reviews.note(REVIEW))
        assert await store.read(lambda tx: tx.reviews.is_released("l1", "d1"))

    async def test_a_delivery_that_is_held_anew_is_known_by_the_newest_text(
        self, store: UnitOfWork
    ) -> None:
        newer = REVIEW.model_copy(update={"digest": "d2"})
        await store.write(lambda tx: tx.reviews.note(REVIEW))
        await store.write(lambda tx: tx.reviews.note(newer))
        assert await store.read(lambda tx: tx.reviews.of_delivery("e1")) == newer
        await store.write(lambda tx: tx.reviews.note(REVIEW))
        assert await store.read(lambda tx: tx.reviews.of_delivery("e1")) == REVIEW
        assert await store.read(lambda tx: tx.reviews.of_delivery("e9")) is None

    async def test_a_text_that_is_not_held_cannot_be_released(self, store: UnitOfWork) -> None:
        with pytest.raises(NotStored):
            await store.write(lambda tx: tx.reviews.release("l1", "d1", "agent:7", NOON))

    # ---- sessions --------------------------------------------------------------------------------

    async def test_a_sign_out_is_remembered_for_its_agent_alone(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.sign_outs.sign_out("101", NOON))
        await store.write(lambda tx: tx.sign_outs.sign_out("101", minutes(1)))
        assert await store.read(lambda tx: tx.sign_outs.signed_out_at("101")) == minutes(1)
        assert await store.read(lambda tx: tx.sign_outs.signed_out_at("102")) is None

    async def test_a_token_is_refused_until_it_has_expired(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.sign_outs.refuse_token("a", minutes(1), NOON))
        assert await store.read(lambda tx: tx.sign_outs.is_refused("a"))
        await store.write(lambda tx: tx.sign_outs.refuse_token("b", minutes(9), minutes(2)))
        assert not await store.read(lambda tx: tx.sign_outs.is_refused("a"))
        assert await store.read(lambda tx: tx.sign_outs.is_refused("b"))
