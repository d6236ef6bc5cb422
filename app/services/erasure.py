"""Erasing one customer over all pairs: one key is deleted, and nothing it sealed can be read."""

import re
from dataclasses import dataclass

from app.errors import InputRefused
from app.model import TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry
from app.services.gate_rechecks import queue_gates

_CUSTOMER = re.compile(r"(?:org|user):\d{1,20}")


@dataclass(frozen=True, slots=True)
class Erasable:
    """What an erasure concerns: the customer (`org:ID` or `user:ID`) and its linked pairs."""

    customer: str
    links: tuple[TicketLink, ...]


class Erasure:
    """Copies already sent hold placeholders, which nobody can turn back afterwards. A backup made
    before keeps the sealed rows and the key: it is to be deleted or outlived.
    """

    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def find(self, customer: str) -> Erasable:
        """The links whose ticket belongs to the customer. Raises InputRefused for no such form."""
        check_customer(customer)
        return Erasable(customer, await self._store.read(lambda tx: _links_of(tx, customer)))

    async def erase(self, customer: str, by: str) -> int:
        """Delete the customer's key; the number of pairs that became unreadable. Cannot be undone.

        The packets go too, so that the gates which rested on them are decided anew, and shut.
        Raises InputRefused.
        """
        check_customer(customer)
        now = self._clock.now()

        def write(tx: Transaction) -> int:
            issues = [link.issue_id for link in _links_of(tx, customer)]
            pairs = tx.vault.erase(customer)
            queue_gates(tx, issues, f"erased:{customer}:{now.isoformat()}", now)
            if pairs:
                tx.audit.add(
                    AuditEntry(
                        at=now, actor=by, action="customer erased", subject=f"customer:{customer}",
                        detail=f"{pairs} pairs",
                    )
                )  # fmt: skip
            return pairs

        return await self._store.write(write)


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
    while page := tx.links.all(after=after):
        found += [link for link in page if tx.vault.customer_of(link.pair) == customer]
        after = page[-1].id
    return tuple(found)
