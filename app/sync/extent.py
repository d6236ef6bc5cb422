"""How much of an event is worked on for a link that is not active: a pure decision."""

from typing import Literal

from app.model import Cause, EventKind, InboundEvent, LinkState, System, TicketLink

Extent = Literal["all", "corrections", "nothing"]

COMMENT_KINDS = frozenset(
    {
        EventKind.COMMENT_ADDED,
        EventKind.COMMENT_CHANGED,
        EventKind.COMMENT_DELETED,
        EventKind.ATTACHMENT_ADDED,
    }
)


_NEWS = frozenset({EventKind.COMMENT_ADDED, EventKind.ATTACHMENT_ADDED})


def is_about_comment(event: InboundEvent) -> bool:
    """Whether it asks for one comment's copy to be looked at."""
    own = event.kind in (EventKind.WITHDRAWN, EventKind.RESWEPT) and event.comment_id is not None
    return own or event.kind in COMMENT_KINDS


def extent_of(link: TicketLink, event: InboundEvent) -> Extent:
    """`corrections` are for copies that stand. A copy that must go goes however the link stands.

    Of a ticket that was deleted whatever Zendesk tells may mean that it was restored.
    """
    if link.state in (LinkState.ACTIVE, LinkState.PAUSED) or event.kind is EventKind.WITHDRAWN:
        return "all"
    if link.state is LinkState.ENDED:
        return _of_ended(link.cause, event)
    if link.cause is Cause.TICKET_DELETED:
        issue_gone = event.kind is EventKind.DELETED
        return "all" if event.system is System.ZENDESK or issue_gone else "nothing"
    return "corrections" if is_about_comment(event) else "all"


def _of_ended(cause: Cause | None, event: InboundEvent) -> Extent:
    """After a merge the ticket is closed, but its last comments may be told of late."""
    if cause not in (Cause.MERGED, Cause.UNLINKED):
        return "nothing"
    if event.kind in (EventKind.ERASED, EventKind.DRIFTED):
        return "all"
    if cause is Cause.MERGED and event.system is System.ZENDESK:
        again = event.kind is EventKind.MERGED
        return "all" if again or is_about_comment(event) else "nothing"
    return "corrections" if is_about_comment(event) and event.kind not in _NEWS else "nothing"
