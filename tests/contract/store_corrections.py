"""What every store keeps for corrections. Subclass it and give `store`."""

from app.model import Cause, Context, LinkState, System, TicketLink
from app.ports import Transaction, UnitOfWork
from app.records import Copy, FileCopy
from tests.contract.store_queue import NOON, minutes


def a_file(number: str, comment: str = "871", target: str | None = "30001") -> FileCopy:
    return FileCopy(
        link_id="a-link",
        source_comment_id=comment,
        source_file_id=number,
        target_file_id=target,
        digest="d1",
    )


def a_copy(link: str, comment: str, source: System = System.ZENDESK, **more: object) -> Copy:
    known = {"target_comment_id": f"t{comment}", "digest": "d1", "policy": "v1", **more}
    return Copy.model_validate(
        {"link_id": link, "source": source, "source_comment_id": comment, **known}
    )


class CorrectionsContract:
    async def test_a_link_that_ended_is_told_only_where_it_is_asked_for(
        self, store: UnitOfWork
    ) -> None:
        made = await store.write(lambda tx: tx.links.add(35436, "10001", "OPS-1", NOON))

        def end(tx: Transaction) -> list[tuple[TicketLink, ...]]:
            tx.links.set_state(made.id, LinkState.ENDED, Cause.MERGED)
            found = (
                tx.links.of_ticket(35436),
                tx.links.of_issue("10001"),
                tx.links.all(),
                tx.links.of_ticket(35436, ended=True),
                tx.links.of_issue("10001", ended=True),
                tx.links.all(ended=True),
            )
            return list(map(tuple, found))

        found = await store.write(end)
        ended = await store.read(lambda tx: tx.links.get(made.id))
        assert ended is not None
        assert (ended.state, ended.cause) == (LinkState.ENDED, Cause.MERGED)
        assert found == [(), (), (), (ended,), (ended,), (ended,)]

    async def test_a_link_that_is_made_again_is_the_same_and_active(
        self, store: UnitOfWork
    ) -> None:
        made = await store.write(lambda tx: tx.links.add(35436, "10001", "OPS-1", NOON))
        await store.write(lambda tx: tx.links.set_state(made.id, LinkState.ENDED, Cause.UNLINKED))
        again = await store.write(lambda tx: tx.links.add(35436, "10001", "OPS-1", minutes(5)))
        assert again == made

    async def test_a_paused_link_that_is_made_again_stays_paused(self, store: UnitOfWork) -> None:
        made = await store.write(lambda tx: tx.links.add(35436, "10001", "OPS-1", NOON))
        await store.write(lambda tx: tx.links.set_state(made.id, LinkState.PAUSED))
        again = await store.write(lambda tx: tx.links.add(35436, "10001", "OPS-1", NOON))
        assert again.state is LinkState.PAUSED

    async def test_the_files_of_a_comment_are_kept_replaced_and_forgotten(
        self, store: UnitOfWork
    ) -> None:
        pending, other = a_file("1", target=None), a_file("2", target="30002")
        for one in (pending, other, a_file("3", comment="872")):
            await store.write(lambda tx, file=one: tx.file_copies.save(file))
        await store.write(lambda tx: tx.file_copies.save(a_file("1")))

        def look(tx: Transaction) -> tuple[FileCopy, ...]:
            return tuple(tx.file_copies.of_comment("a-link", "871"))

        assert await store.read(look) == (a_file("1"), other)
        for _ in range(2):
            await store.write(lambda tx: tx.file_copies.forget(other))
        assert await store.read(look) == (a_file("1"),)

    async def test_a_file_that_two_comments_brought_is_shared(self, store: UnitOfWork) -> None:
        first, second, alone = a_file("1"), a_file("9", comment="872"), a_file("2", target="30002")
        for one in (first, second, alone):
            await store.write(lambda tx, file=one: tx.file_copies.save(file))

        def look(tx: Transaction) -> list[bool]:
            return [tx.file_copies.shared(one) for one in (first, second, alone)]

        assert await store.read(look) == [True, True, False]

    async def test_one_pair_is_forgotten_and_the_customer_s_others_stay(
        self, store: UnitOfWork
    ) -> None:
        known = Context(organizations=("Northwind",))

        def fill(tx: Transaction) -> None:
            for pair in ("ticket:1", "ticket:2"):
                tx.vault.save_context(pair, "org:71", known)

        await store.write(fill)
        for _ in range(2):
            await store.write(lambda tx: tx.vault.forget("ticket:1"))

        def look(tx: Transaction) -> list[object]:
            pairs = ("ticket:1", "ticket:2")
            return [f(pair) for pair in pairs for f in (tx.vault.context, tx.vault.customer_of)]

        assert await store.read(look) == [None, None, known, "org:71"]

    async def test_standing_copies_come_in_pages_by_their_key(self, store: UnitOfWork) -> None:
        copies = [
            a_copy("a", "2"),
            a_copy("a", "1", System.JIRA),
            a_copy("b", "1", deleted=True),
            a_copy("b", "3"),
        ]
        for minute, one in enumerate(copies):
            await store.write(lambda tx, c=one, m=minute: tx.copies.save(c, minutes(m)))
        first = await store.read(lambda tx: tx.copies.standing(2))
        rest = await store.read(lambda tx: tx.copies.standing(2, after=first[-1].key))
        late = await store.read(lambda tx: tx.copies.standing(9, since=minutes(1)))
        assert [*first, *rest] == [copies[1], copies[0], copies[3]]
        assert list(late) == [copies[1], copies[3]]
