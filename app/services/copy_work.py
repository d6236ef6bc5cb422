"""Work for copies, queued in their pair's lane so that it runs in order with what people do."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.model import EventKind, InboundEvent, System, TicketLink
from app.ports import Transaction
from app.records import DeliveryState

RETURNED = "returned"
"""What a RESWEPT event says has changed when the whole pair is to be looked at again."""


def queue_withdrawals(
    tx: Transaction, link: TicketLink, source: System, cause: str, now: datetime
) -> int:
    """Take away the copies that stand of one side's comments, once for each cause; how many."""
    chosen = standing_copies(tx, link, source)
    queue_comments(tx, link, source, chosen, EventKind.WITHDRAWN, cause, now)
    return len(chosen)


def queue_second_looks(
    tx: Transaction, link: TicketLink, source: System, cause: str, now: datetime
) -> None:
    """Look again at the copies that stand of one side's comments, once for each cause."""
    chosen = standing_copies(tx, link, source)
    queue_comments(tx, link, source, chosen, EventKind.RESWEPT, cause, now)


def standing_copies(tx: Transaction, link: TicketLink, source: System) -> Sequence[str]:
    """The comments of one side that have a copy now."""
    copies = tx.copies.of_link(link.id)
    return [one.source_comment_id for one in copies if one.source is source and not one.deleted]


def queue_comments(
    tx: Transaction,
    link: TicketLink,
    source: System,
    comments: Iterable[str],
    kind: EventKind,
    cause: str,
    now: datetime,
) -> None:
    """Work on comments of one side, whether they have a copy or not."""
    for comment in comments:
        tx.deliveries.add(comment_event(link, source, comment, kind, cause), link.lane, now)


def comment_event(
    link: TicketLink, source: System, comment: str, kind: EventKind, cause: str
) -> InboundEvent:
    """Our own work on one comment, once for each cause."""
    return InboundEvent(
        system=source,
        kind=kind,
        event_id=f"{kind.value}:{cause}:{source.value}:{comment}",
        subject=str(link.ticket_id) if source is System.ZENDESK else link.issue_id,
        issue_key=link.issue_key,
        comment_id=comment,
    )


def queue_return(tx: Transaction, link: TicketLink, cause: str, now: datetime) -> None:
    """The link is back: all of the pair is to be looked at again."""
    event = InboundEvent(
        system=System.JIRA,
        kind=EventKind.RESWEPT,
        event_id=f"returned:{cause}",
        subject=link.issue_id,
        issue_key=link.issue_key,
        changed=(RETURNED,),
    )
    tx.deliveries.add(event, link.lane, now)


def queue_mending(tx: Transaction, link: TicketLink, event_id: str, now: datetime) -> bool:
    """Have the pair looked at in its lane, unless that waits already; whether it was added."""
    waiting = tx.upkeep.pending(link.lane)
    if any(
        one.event.kind is EventKind.DRIFTED and one.state is DeliveryState.WAITING
        for one in waiting
    ):
        return False
    event = InboundEvent(
        system=System.ZENDESK,
        kind=EventKind.DRIFTED,
        event_id=event_id,
        subject=str(link.ticket_id),
        issue_key=link.issue_key,
    )
    return tx.deliveries.add(event, link.lane, now) is not None
