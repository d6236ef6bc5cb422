"""Erasing one customer over all pairs: one key is deleted, and nothing it sealed can be read."""

import asyncio
import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from app.errors import InputRefused, StaleWrite, StoreError
from app.model import System, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry
from app.services.copy_work import queue_withdrawals
from app.services.gate_rechecks import queue_gates

log = structlog.get_logger()

ERASED_FACT = "erased:last"
WATCH_SECONDS = 2.0
Note = Callable[[str, str, datetime], None]
"""Keeps the customer and the id of its key outside the database, before the key is deleted."""
_CUSTOMER = re.compile(r"(?:org|user):\d{1,20}")


@dataclass(frozen=True, slots=True)
class Erasable:
    """What an erasure concerns: the customer (`org:ID` or `user:ID`) and its linked pairs."""

    customer: str
    links: tuple[TicketLink, ...]


class Erasure:
    """Copies already sent hold placeholders, which nobody can turn back afterwards.

    A backup made before holds the sealed rows and the key, sealed itself with the secret key:
    `replay` takes the key out of a restored one, by the list that `note` keeps outside.
    """

    def __init__(self, store: UnitOfWork, clock: Clock, note: Note = lambda *_: None) -> None:
        self._store = store
        self._clock = clock
        self._note = note

    async def find(self, customer: str) -> Erasable:
        """The links whose ticket belongs to the customer. Raises InputRefused for no such form."""
        check_customer(customer)
        return Erasable(customer, await self._store.read(lambda tx: _links_of(tx, customer)))

    async def erase(self, customer: str, by: str, *, copies: bool = False) -> int:
        """Delete the customer's key; the number of pairs that became unreadable. Cannot be undone.

        The packets go too, so that the gates which rested on them are decided anew, and shut. With
        `copies` those of the tickets' comments are taken away from Jira by the pairs' lanes.
        Raises InputRefused, and StaleWrite when the customer's key changed meanwhile.
        """
        check_customer(customer)
        now = self._clock.now()
        key = await self._store.read(lambda tx: tx.erasures.key_of(customer))
        if key is not None:
            self._note(customer, key, now)

        def erase(tx: Transaction) -> int:
            if tx.erasures.key_of(customer) != key:
                raise StaleWrite("The customer has got another key just now: erase them again.")
            for link in _links_of(tx, customer) if copies else ():
                queue_withdrawals(tx, link, System.ZENDESK, f"erased:{now.isoformat()}", now)
            return _erase(tx, customer, by, now)

        return await self._store.write(erase)

    async def replay(self, keys: Sequence[str], by: str) -> tuple[str, ...]:
        """Erase again what a restored backup brought back: the customers who hold these keys.

        A customer who came back later has another key, and stays.
        """
        now = self._clock.now()

        def write(tx: Transaction) -> tuple[str, ...]:
            back = tuple(tx.erasures.holders(keys))
            for customer in back:
                _erase(tx, customer, by, now)
            return back

        if not keys or not await self._store.read(lambda tx: tx.erasures.holders(keys)):
            return ()
        return await self._store.write(write)


def _erase(tx: Transaction, customer: str, by: str, now: datetime) -> int:
    issues = [link.issue_id for link in _links_of(tx, customer)]
    pairs = tx.vault.erase(customer)
    queue_gates(tx, issues, f"erased:{customer}:{now.isoformat()}", now)
    tx.facts.set(ERASED_FACT, f"{now.isoformat()} {customer}")
    if pairs:
        tx.audit.add(
            AuditEntry(
                at=now, actor=by, action="customer erased", subject=f"customer:{customer}",
                detail=f"{pairs} pairs",
            )
        )  # fmt: skip
    return pairs


class ErasureWatch:
    """Lets go of what a process holds in memory of anybody, once somebody was erased anywhere."""

    def __init__(self, store: UnitOfWork, *forget: Callable[[], None]) -> None:
        self._store = store
        self._forget = forget
        self._seen: str | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look every few seconds until the event is set."""
        while not stop.is_set():
            await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), WATCH_SECONDS)

    async def look(self) -> None:
        """Forget if there was an erasure since the last look."""
        try:
            told = await self._store.read(lambda tx: tx.facts.get(ERASED_FACT))
        except StoreError as error:
            log.warning("erasures not looked at", code=error.code)
            return
        if told != self._seen:
            self._seen = told
            for forget in self._forget:
                forget()


def check_customer(customer: str) -> None:
    """Raise InputRefused when this names no customer."""
    if _CUSTOMER.fullmatch(customer) is None:
        raise InputRefused(
            "A customer is named by Zendesk's id: org:ID (the organization), or user:ID (a "
            "requester without one)."
        )


def _links_of(tx: Transaction, customer: str) -> tuple[TicketLink, ...]:
    found: list[TicketLink] = []
    after: str | None = None
    while page := tx.links.all(after=after, ended=True):
        found += [link for link in page if tx.vault.customer_of(link.pair) == customer]
        after = page[-1].id
    return tuple(found)
