"""The one way from a text to a text that may cross."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest

from app.document import Document, from_plain
from app.errors import RedactionFailed, StaleWrite
from app.model import Audience, Context, KnownPerson
from app.ports import Transaction
from app.records import DeliveryState
from app.redaction.compiled import _compile
from app.redaction.pseudonyms import Pseudonym, Pseudonyms
from app.services.disclosure import CLASH_RETRIES, MAX_CHARACTERS, Disclosed, Scope
from tests.fakes.store import MemoryStore
from tests.services.world import FABRIKAM, OMAR, World

T = TypeVar("T")
SCOPE = Scope("ticket:7", "org:71")
MAIL = "Write to ops@elsewhere.example please."


async def disclose(world: World, text: Document | str, context: Context | None = None) -> Disclosed:
    document = from_plain(text) if isinstance(text, str) else text
    return await world.disclosure.disclose(
        document, audience=Audience.ENGINEERING, scope=SCOPE, context=context or Context()
    )


async def pseudonyms(world: World) -> Pseudonyms:
    return await world.store.read(lambda tx: tx.vault.pseudonyms(SCOPE.pair, SCOPE.customer))


async def test_what_a_placeholder_stands_for_is_kept_in_the_vault_alone(world: World) -> None:
    disclosed = await disclose(world, MAIL)
    assert "[email-1]" in disclosed.text.plain
    assert [entry.original for entry in (await pseudonyms(world)).entries] == [
        "ops@elsewhere.example"
    ]
    assert "ops@" not in repr(disclosed)


async def test_a_placeholder_that_another_process_gave_first_is_respected(
    world: World, store: "ClashingStore"
) -> None:
    """Between reading the table and keeping it another process numbers another address."""
    other = Pseudonym(
        kind="email", value="first@b.example", original="first@b.example", placeholder="[email-1]"
    )
    store.clash(SCOPE, Pseudonyms(entries=(other,)))
    disclosed = await disclose(world, MAIL)
    assert "[email-2]" in disclosed.text.plain
    assert len((await pseudonyms(world)).entries) == 2


async def test_a_table_that_keeps_changing_holds_the_text(
    world: World, store: "ClashingStore"
) -> None:
    store.clash_always()
    with pytest.raises(RedactionFailed, match="kept changing"):
        await disclose(world, MAIL)


class ClashingStore(MemoryStore):
    """Another process gets in between a read of the vault and the next write to it."""

    def __init__(self) -> None:
        super().__init__()
        self._between: list[tuple[Scope, Pseudonyms]] = []
        self._always = False

    def clash(self, scope: Scope, table: Pseudonyms) -> None:
        self._between.append((scope, table))

    def clash_always(self) -> None:
        self._always = True

    async def write(self, work: Callable[[Transaction], T]) -> T:
        if self._always:
            raise StaleWrite("another process was first")
        while self._between:
            scope, table = self._between.pop()
            await super().write(partial(_remember, scope=scope, table=table))
        return await super().write(work)


def _remember(tx: Transaction, *, scope: Scope, table: Pseudonyms) -> None:
    tx.vault.remember(scope.pair, scope.customer, table)


@pytest.fixture
def store() -> ClashingStore:
    return ClashingStore()


@pytest.fixture
def world(store: ClashingStore) -> World:
    return World(store=store)


async def test_texts_of_one_pair_at_the_same_time_share_one_table(world: World) -> None:
    texts = [f"Write to person{number % 3}@elsewhere.example." for number in range(9)]
    done = await asyncio.gather(*(disclose(world, text) for text in texts))
    by_text = {text: one.text.plain for text, one in zip(texts, done, strict=True)}
    assert len(set(by_text.values())) == 3
    assert [one.text.plain for one in done] == [by_text[text] for text in texts]
    assert CLASH_RETRIES >= 2


async def test_a_text_that_is_too_long_is_held_and_not_quoted(world: World) -> None:
    with pytest.raises(RedactionFailed) as failure:
        await disclose(world, "secret " * (MAX_CHARACTERS // 7 + 1))
    assert "secret" not in str(failure.value)


async def test_a_line_is_one_line(world: World) -> None:
    disclosed = await world.disclosure.disclose_line(
        "Export\n  fails\tagain",
        audience=Audience.ENGINEERING,
        scope=SCOPE,
        context=Context(),
    )
    assert disclosed.text.plain == "Export fails again"


async def test_what_was_once_known_of_a_pair_is_not_forgotten(world: World) -> None:
    jane, mark = KnownPerson(name="Jane Roe"), KnownPerson(name="Mark Okafor")
    await world.disclosure.learn(SCOPE, Context(people=(jane,)))
    known = await world.disclosure.learn(SCOPE, Context(people=(mark,), terms=("NW-1",)))
    assert known == Context(people=(jane, mark), terms=("NW-1",))


async def test_a_person_who_left_the_ticket_is_still_withheld(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.desk.change(ticket.id, requester=OMAR)
    await world.customer_writes(ticket, "Jane Roe started it, I go on.", OMAR)
    (copy,) = world.on_issue(issue)
    assert "Jane" not in copy
    assert "Roe" not in copy


async def test_private_fields_are_looked_for_in_every_text(world: World) -> None:
    ticket, issue, _ = await world.pair(fields={"3601": "NW-2291-B"})
    await world.customer_writes(ticket, "It is about NW-2291-B again.")
    assert "NW-2291-B" not in world.on_issue(issue)[0]


async def test_nothing_is_sent_for_a_customer_who_was_erased(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.store.write(lambda tx: tx.vault.erase("org:71"))
    await world.engineer_writes(issue, "We look into it.")
    (held,) = await world.stuck()
    assert (held.state, held.reason_code) == (DeliveryState.HELD, "redaction-failed")
    assert str(ticket.id) in (held.reason or "")
    assert world.on_ticket(ticket) == []


async def test_what_belongs_to_the_other_ticket_alone_is_a_stranger(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.link(world.ticket(OMAR, FABRIKAM), issue)
    _, context = await world.disclosure.context_for_customer(link)
    assert set(context.other_customers) >= {"Fabrikam", "Omar Haddad", "omar@fabrikam.example"}
    assert "Northwind Traders" not in context.other_customers
    assert "Jane Roe" not in context.other_customers
    assert ticket.id == link.ticket_id


async def test_two_tickets_of_one_customer_are_not_strangers_to_each_other(world: World) -> None:
    _, issue, link = await world.pair()
    await world.link(world.ticket(), issue)
    _, context = await world.disclosure.context_for_customer(link)
    assert context.other_customers == ()


def test_a_digest_tells_texts_apart_and_depends_on_their_order(world: World) -> None:
    async def both() -> tuple[Disclosed, Disclosed]:
        return await disclose(world, "One text."), await disclose(world, "Another text.")

    one, two = asyncio.run(both())
    digest = world.disclosure.digest
    assert digest([one.text, two.text]) != digest([two.text, one.text])
    assert digest([one.text]) == digest([one.text]) != digest([two.text])


async def test_what_was_prepared_is_not_compiled_again_for_a_text(world: World) -> None:
    await world.disclosure.prepare()
    before = _compile.cache_info().misses
    await disclose(world, MAIL)
    assert _compile.cache_info().misses == before
