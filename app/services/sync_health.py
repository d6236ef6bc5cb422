"""The health of a ticket's lanes: what went well last, what is stuck, what is tried next."""

from collections.abc import Sequence

from app.records import AuditEntry, Delivery
from app.services.views import SyncView


def sync_view(
    audit: Sequence[AuditEntry],
    stuck: Sequence[Delivery],
    retrying: Sequence[Delivery],
    waiting: int,
) -> SyncView:
    """`retrying` are deliveries that failed and are tried again by themselves, oldest first.

    What needs a person comes before what goes on by itself. A paused link's deliveries are
    retrying too.
    """
    sent = [entry.at for entry in audit if entry.action.startswith("copy")]
    concern = next(iter((*stuck, *retrying)), None)
    return SyncView(
        state="error" if stuck else "waiting" if waiting else "ok",
        last_done_at=max(sent, default=None),
        waiting=waiting,
        stuck=len(stuck),
        reason=concern.reason or "" if concern is not None else "",
        attempts=concern.attempts if concern is not None else 0,
        correlation=concern.id if concern is not None else None,
        next_try_at=min((one.not_before for one in retrying), default=None),
    )
