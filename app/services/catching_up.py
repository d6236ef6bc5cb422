"""A pair that was away is back: what was missed is looked at, and every copy is looked at again."""

from collections.abc import Iterable, Iterator, Sequence

from app.model import EventKind, IssueComment, LinkState, System, TicketComment, TicketLink
from app.ports import Clock, IssueTracker, PolicySource, TicketDesk, Transaction, UnitOfWork
from app.records import Delivery, DeliveryState
from app.services.copy_work import queue_comments
from app.services.news import News, load_news


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

        What a person has discarded or must settle first is left to that. Raises VendorError.
        """
        if link.state is not LinkState.ACTIVE:
            return
        history = self._policies.current().mapping.comments.history
        told = await self._desk.fetch_comments(link.ticket_id)
        written = await self._tracker.fetch_comments(link.issue_id)
        said = {System.ZENDESK: [*_foreign(told)], System.JIRA: [*_foreign(written)]}

        def queue(tx: Transaction) -> None:
            news = load_news(tx, link, history)
            copies = [one for one in tx.copies.of_link(link.id) if not one.deleted]
            for source, comments in said.items():
                copied = [one.source_comment_id for one in copies if one.source is source]
                missed = _missed(tx, link, source, comments, news)
                self._queue(tx, link, source, [*copied, *missed], delivery.id)

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


def _missed(
    tx: Transaction, link: TicketLink, source: System, comments: Iterable[AnyComment], news: News
) -> Iterator[str]:
    told = {
        one.event.comment_id
        for one in tx.upkeep.pending(link.lane)
        if one.event.system is source and one.state is not DeliveryState.WAITING
    }
    had = {one.source_comment_id for one in tx.copies.of_link(link.id) if one.source is source}
    for one in comments:
        if one.id in had or (one.id not in told and news.takes(source, one.created_at)):
            yield one.id
