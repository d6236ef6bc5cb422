"""A pair that was away is back: what was missed is looked at, and every copy is looked at again."""

from collections.abc import Iterable, Iterator, Sequence

from app.model import EventKind, IssueComment, LinkState, System, TicketComment, TicketLink
from app.ports import Clock, IssueTracker, PolicySource, TicketDesk, Transaction, UnitOfWork
from app.records import Delivery
from app.services.copy_work import queue_comments


class CatchingUp:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        policies: PolicySource,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._policies = policies
        self._clock = clock

    async def look_again(self, link: TicketLink, delivery: Delivery) -> None:
        """Queue every comment that has a copy, or that would have one had the link been active.

        Raises VendorError.
        """
        if link.state is not LinkState.ACTIVE:
            return
        whole = self._policies.current().mapping.comments.history == "copy"
        told = await self._desk.fetch_comments(link.ticket_id)
        written = await self._tracker.fetch_comments(link.issue_id)
        missed = {
            System.ZENDESK: [one.id for one in _foreign(told) if whole or _is_new(link, one)],
            System.JIRA: [one.id for one in _foreign(written) if _is_new(link, one)],
        }

        def queue(tx: Transaction) -> None:
            copies = [one for one in tx.copies.of_link(link.id) if not one.deleted]
            for source, ids in missed.items():
                copied = [one.source_comment_id for one in copies if one.source is source]
                self._queue(tx, link, source, [*copied, *ids], delivery.id)

        await self._store.write(queue)

    def _queue(
        self, tx: Transaction, link: TicketLink, source: System, ids: Sequence[str], cause: str
    ) -> None:
        wanted, now = dict.fromkeys(ids), self._clock.now()
        queue_comments(tx, link, source, wanted, EventKind.RESWEPT, cause, now)


AnyComment = TicketComment | IssueComment


def _foreign(comments: Iterable[AnyComment]) -> Iterator[AnyComment]:
    """Those that bear no marker of ours."""
    return (one for one in comments if one.marker is None)


def _is_new(link: TicketLink, comment: AnyComment) -> bool:
    return comment.created_at >= link.created_at
