"""Links of tickets and issues."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, or_, select, update

from app.errors import NotStored
from app.model import Cause, LinkState, TicketLink
from app.store.scope import Scope
from app.store.statements import Record, insert_new
from app.store.tables import links

_BY_ID = select(links).where(links.c.id == bindparam("link"))
_OF_TICKET = (
    select(links)
    .where(links.c.ticket_id == bindparam("ticket"), links.c.state != LinkState.ENDED.value)
    .order_by(links.c.id)
)
"""Made once: they are asked with every webhook and every delivery."""


class SqlLinks:
    """The port `Links`. Sequences are in the order in which links were made."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._ids = scope.ids

    def add(self, ticket_id: int, issue_id: str, issue_key: str, now: datetime) -> TicketLink:
        """Link the two; an existing link of them stands, and one that ended is active again."""
        values = {
            "id": self._ids.make(now),
            "ticket_id": ticket_id,
            "issue_id": issue_id,
            "issue_key": issue_key,
            "state": LinkState.ACTIVE.value,
            "created_at": now,
        }
        insert_new(self._connection, links, values)
        pair = (links.c.ticket_id == ticket_id, links.c.issue_id == issue_id)
        ended = update(links).where(*pair, links.c.state == LinkState.ENDED.value)
        self._connection.execute(ended.values(state=LinkState.ACTIVE.value, cause=None))
        return self._find(*pair)[0]

    def get(self, link_id: str) -> TicketLink | None:
        row = self._connection.execute(_BY_ID, {"link": link_id}).first()
        return to_link(row) if row is not None else None

    def of_ticket(self, ticket_id: int, *, ended: bool = False) -> Sequence[TicketLink]:
        if ended:
            return self._find(links.c.ticket_id == ticket_id)
        return tuple(map(to_link, self._connection.execute(_OF_TICKET, {"ticket": ticket_id})))

    def of_issue(
        self, issue_id: str, issue_key: str | None = None, *, ended: bool = False
    ) -> Sequence[TicketLink]:
        """By id, or by key where the caller knows only that; `issue_id` may be a key too."""
        keys = [issue_id] if issue_key is None else [issue_id, issue_key]
        named = or_(links.c.issue_id == issue_id, links.c.issue_key.in_(keys))
        return self._find(named, *_unless(ended))

    def all(
        self, limit: int = 1000, after: str | None = None, *, ended: bool = False
    ) -> Sequence[TicketLink]:
        """A page of all links, beginning behind the link with the id `after`."""
        behind = [links.c.id > after] if after is not None else []
        return self._find(*behind, *_unless(ended), limit=limit)

    def set_state(self, link_id: str, state: LinkState, cause: Cause | None = None) -> None:
        """Raises NotStored."""
        self._set(link_id, state=state.value, cause=cause.value if cause is not None else None)

    def set_key(self, link_id: str, issue_key: str) -> None:
        """Raises NotStored."""
        self._set(link_id, issue_key=issue_key)

    def _set(self, link_id: str, **values: str | None) -> None:
        statement = update(links).where(links.c.id == link_id).values(values)
        if self._connection.execute(statement).rowcount == 0:
            raise NotStored(
                f"There is no link {link_id}; `airlock links list` shows those that are."
            )

    def _find(
        self, *conditions: ColumnElement[bool], limit: int | None = None
    ) -> tuple[TicketLink, ...]:
        statement = select(links).where(*conditions).order_by(links.c.id).limit(limit)
        return tuple(map(to_link, self._connection.execute(statement)))


def _unless(ended: bool) -> list[ColumnElement[bool]]:
    return [] if ended else [links.c.state != LinkState.ENDED.value]


def to_link(row: Record) -> TicketLink:
    return TicketLink(
        id=row.id,
        ticket_id=row.ticket_id,
        issue_id=row.issue_id,
        issue_key=row.issue_key,
        state=LinkState(row.state),
        cause=Cause(row.cause) if row.cause is not None else None,
        created_at=row.created_at,
    )
