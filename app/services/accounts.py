"""Which vendor accounts are ours: how our own writes are known by their author."""

from app.model import System
from app.ports import IssueTracker, TicketDesk, Transaction, UnitOfWork


def account_fact(system: System) -> str:
    """The name under which the store remembers our account's id."""
    return f"account:{system.value}"


def is_ours(tx: Transaction, system: System, actor_id: str | None) -> bool:
    """Whether the actor is our own account; False while we do not know it yet."""
    return actor_id is not None and tx.facts.get(account_fact(system)) == actor_id


class OwnAccounts:
    """Asks each vendor once who we are, and remembers it in the store."""

    def __init__(self, store: UnitOfWork, desk: TicketDesk, tracker: IssueTracker) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._known: dict[System, str] = {}

    async def own_id(self, system: System) -> str:
        """Our account's id. Raises VendorError when it must ask and cannot."""
        if system not in self._known:
            asked = self._desk if system is System.ZENDESK else self._tracker
            account = (await asked.whoami()).id
            await self._store.write(lambda tx: tx.facts.set(account_fact(system), account))
            self._known[system] = account
        return self._known[system]
