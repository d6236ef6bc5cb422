"""What every store keeps of policies. Subclass it and give `store`."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from app.errors import NotStored, StaleWrite
from app.ports import Transaction, UnitOfWork
from app.records_policies import (
    NOTHING,
    DraftState,
    NewPublication,
    PolicyDraft,
    PolicyOrigin,
    Publication,
    Verdict,
)
from tests.contract.store_queue import NOON, minutes

FILES = {"gates/a.yaml": "schema: 1\nabout: Käse\n"}
NEW = NewPublication("abc1", "d1", PolicyOrigin.CONSOLE, "local:ada", "Because.", "local:ben", None)


async def publish(
    store: UnitOfWork, expected: int, new: NewPublication = NEW, **files: str
) -> Publication:
    texts = files or FILES
    return await store.write(
        lambda tx: tx.policies.publish(new, texts, expected=expected, now=minutes(expected))
    )


def draft(draft_id: str = "01A", **values: object) -> PolicyDraft:
    made = PolicyDraft(draft_id, 1, {"gates/a.yaml": None}, "local:ada", ("local:ada",), NOON)
    return replace(made, **values)  # type: ignore[arg-type] # the test names the fields


def begin(one: PolicyDraft, tx: Transaction) -> None:
    tx.policies.add_draft(one)


def say(one: Verdict, tx: Transaction) -> None:
    tx.policies.add_verdict(one)


class PoliciesContract:
    async def test_nothing_is_in_force_before_anything_was_published(
        self, store: UnitOfWork
    ) -> None:
        assert await store.read(lambda tx: tx.policies.newest()) == 0
        assert await store.read(lambda tx: tx.policies.standing()) == NOTHING
        assert await store.read(lambda tx: tx.policies.get(1)) is None
        with pytest.raises(NotStored):
            await store.read(lambda tx: tx.policies.files(1))

    async def test_what_was_published_last_is_in_force_and_its_files_come_back_as_they_were(
        self, store: UnitOfWork
    ) -> None:
        first = await publish(store, 0)
        second = await publish(store, 1, replace(NEW, version="abc2", digest="d2"), a="b")
        assert await store.read(lambda tx: tx.policies.standing()) == (2, "d2")
        assert await store.read(lambda tx: tx.policies.newest()) == 2
        assert await store.read(lambda tx: tx.policies.get(1)) == first
        assert await store.read(lambda tx: tx.policies.files(1)) == FILES
        assert await store.read(lambda tx: tx.policies.files(2)) == {"a": "b"}
        assert await store.read(lambda tx: tx.policies.history()) == (second, first)
        assert await store.read(lambda tx: tx.policies.history(1, 2)) == (first,)
        assert (first.published_by, first.approved_by) == ("local:ada", "local:ben")

    async def test_who_publishes_upon_an_older_one_is_refused(self, store: UnitOfWork) -> None:
        await publish(store, 0)
        for expected in (0, 2):
            with pytest.raises(StaleWrite):
                await publish(store, expected, replace(NEW, digest="d9"))
        assert await store.read(lambda tx: tx.policies.newest()) == 1
        assert not await store.read(lambda tx: tx.policies.knows("d9"))

    async def test_of_several_who_publish_at_once_one_does(self, store: UnitOfWork) -> None:
        news = [replace(NEW, digest=f"d{n}", by=f"local:{n}") for n in range(4)]
        made = await asyncio.gather(
            *(publish(store, 0, new) for new in news), return_exceptions=True
        )
        (winner,) = (one for one in made if isinstance(one, Publication))
        assert sum(isinstance(one, StaleWrite) for one in made) == 3
        assert await store.read(lambda tx: tx.policies.history()) == (winner,)

    async def test_the_same_files_may_be_published_again_and_are_known(
        self, store: UnitOfWork
    ) -> None:
        await publish(store, 0)
        again = await publish(store, 1, replace(NEW, restores=1))
        assert again.restores == 1
        assert await store.read(lambda tx: tx.policies.files(2)) == FILES
        assert await store.read(lambda tx: tx.policies.knows("d1"))
        assert not await store.read(lambda tx: tx.policies.knows("d7"))

    async def test_a_publication_is_found_by_the_beginning_of_its_version(
        self, store: UnitOfWork
    ) -> None:
        await publish(store, 0)
        newer = await publish(store, 1, replace(NEW, version="abd"))
        assert await store.read(lambda tx: tx.policies.find("ab")) == newer
        found = await store.read(lambda tx: tx.policies.find("abc"))
        assert found is not None
        assert found.number == 1
        assert await store.read(lambda tx: tx.policies.find("_bc")) is None

    async def test_a_draft_comes_back_and_ends_when_it_is_over(self, store: UnitOfWork) -> None:
        for one in ("01A", "01B"):
            await store.write(partial(begin, draft(one)))
        found = await store.read(lambda tx: tx.policies.drafts())
        assert found == (draft("01B"), draft("01A"))
        over = draft("01B", state=DraftState.PUBLISHED, published=4)
        saved = await store.write(lambda tx: tx.policies.save_draft(over, expected=1))
        assert saved == replace(over, revision=2)
        assert await store.read(lambda tx: tx.policies.draft("01B")) == saved
        assert await store.read(lambda tx: tx.policies.drafts()) == (draft("01A"),)

    async def test_who_saves_an_older_revision_of_a_draft_is_refused(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.policies.add_draft(draft()))
        mine = draft(changes={"gates/a.yaml": "mine"})
        await store.write(lambda tx: tx.policies.save_draft(mine, expected=1))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.policies.save_draft(draft(), expected=1))
        kept = await store.read(lambda tx: tx.policies.draft("01A"))
        assert kept is not None
        assert (kept.changes, kept.revision) == ({"gates/a.yaml": "mine"}, 2)

    async def test_what_was_said_of_a_draft_is_told_in_its_order(self, store: UnitOfWork) -> None:
        said = [
            Verdict("01A", 2, False, "local:ben", minutes(1), "Too wide."),
            Verdict("01A", 4, True, "local:ben", minutes(2)),
        ]
        for one in said:
            await store.write(partial(say, one))
        assert list(await store.read(lambda tx: tx.policies.verdicts("01A"))) == said
        assert not await store.read(lambda tx: tx.policies.verdicts("01B"))
