"""Which deliveries of a lane one piece of work serves: those that wait for the same ticket."""

from collections.abc import Sequence
from itertools import takewhile

from app.model import EventKind, InboundEvent, System
from app.records import Delivery
from app.services.gate_rechecks import is_gate_lane

COMMENTS = frozenset({EventKind.COMMENT_ADDED, EventKind.COMMENT_CHANGED})


class Together:
    """A delivery and those right behind it: changes of its side, and at most one comment.

    Jira may tell of a comment more than once. All were accepted before the work on them begins and
    never tried, so that one look at both sides serves all of them. What comes behind anything else
    keeps its place. `served` are those behind that the work on the first one has settled too.
    """

    def __init__(self, head: Delivery, behind: Sequence[Delivery] = ()) -> None:
        self.head = head
        self.behind = company_of(head, behind)
        self.served: tuple[Delivery, ...] = ()

    @property
    def comment(self) -> Delivery | None:
        """What told of the comment among them first."""
        return next(iter(self._comments), None)

    @property
    def tells_twice(self) -> bool:
        """Whether more than one of them tells of the comment, perhaps of another text of it."""
        return len(self._comments) > 1

    @property
    def changes(self) -> Delivery | None:
        """Their changes as if all of them had been told by the first."""
        changes = [one for one in self._all if one.event.kind is EventKind.CHANGED]
        return joined(changes[0], changes[1:]) if changes else None

    def leave_comment(self) -> None:
        """The comment and what is behind it are left to their own work."""
        self.behind = _changes_right_behind(self.behind)

    @property
    def _comments(self) -> list[Delivery]:
        return [one for one in self._all if one.event.kind in COMMENTS]

    @property
    def _all(self) -> tuple[Delivery, ...]:
        return (self.head, *self.behind)


def may_have_company(delivery: Delivery) -> bool:
    """Whether those behind it need to be asked for."""
    event = delivery.event
    if is_gate_lane(delivery.lane):
        return False
    return event.kind is EventKind.CHANGED or _may_be_joined(delivery)


def company_of(delivery: Delivery, behind: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Of those behind, in order, the ones that one piece of work serves with it."""
    if not may_have_company(delivery):
        return ()
    system = delivery.event.system
    near = takewhile(lambda one: one.event.system is system and one.reason_code is None, behind)
    if not _may_be_joined(delivery):
        return _changes_right_behind(tuple(near))
    return tuple(_up_to_another_comment(delivery, tuple(near)))


def joined(delivery: Delivery, company: Sequence[Delivery]) -> Delivery:
    """The delivery as if all that changed had been told by it."""
    if not company:
        return delivery
    changed = (name for one in (delivery, *company) for name in one.event.changed)
    told = InboundEvent(**{**dict(delivery.event), "changed": tuple(dict.fromkeys(changed))})
    return Delivery(**{**dict(delivery), "event": told})


def _may_be_joined(delivery: Delivery) -> bool:
    """Whether a comment and changes may go in one update: to a ticket alone, and not after one of
    them has failed, so that neither fails for the other's sake twice."""
    event = delivery.event
    kinds = COMMENTS | {EventKind.CHANGED}
    return event.system is System.JIRA and event.kind in kinds and delivery.attempts == 0


def _up_to_another_comment(head: Delivery, near: Sequence[Delivery]) -> Sequence[Delivery]:
    told = head.event.comment_id
    for number, one in enumerate(near):
        if one.event.kind in COMMENTS and one.event.comment_id == (told or one.event.comment_id):
            told = one.event.comment_id
        elif one.event.kind is not EventKind.CHANGED:
            return near[:number]
    return near


def _changes_right_behind(behind: Sequence[Delivery]) -> tuple[Delivery, ...]:
    return tuple(takewhile(lambda one: one.event.kind is EventKind.CHANGED, behind))
