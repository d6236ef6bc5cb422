"""From a verified webhook to durable deliveries: one commit, then the answer.

Nothing is asked of a vendor here. What concerns no link is ignored with its reason; what was
signed but not understood is parked for a person.
"""

from collections.abc import Sequence

from app.model import (
    EventKind,
    Ignored,
    InboundEvent,
    LinkState,
    ParseOutcome,
    System,
    TicketLink,
    Unsupported,
)
from app.ports import Clock, Transaction, UnitOfWork
from app.services.accounts import is_ours
from app.services.gate_standing import deletion_fact
from app.services.probing import note_return
from app.services.views import Acceptance
from app.sync.extent import extent_of

GATE_KINDS = frozenset(
    {
        EventKind.CHANGED,
        EventKind.CREATED,
        EventKind.MERGED,
        EventKind.DELETED,
        EventKind.ERASED,
        EventKind.ATTACHMENT_ADDED,
    }
)
"""Kinds after which the gate is decided anew, besides what the pair's own lane does."""
TAKEN_BACK = frozenset({EventKind.COMMENT_CHANGED, EventKind.COMMENT_DELETED})
"""Kinds after which a ticket may no longer hold the file or link that answered an item. The pair's
lane may be paused or busy, and the gate must not stay open for that."""
NO_GATE_FIELDS = frozenset(
    {"assignee", "attachment", "comment", "component", "components", "description", "duedate"}
    | {"environment", "fixversions", "issuelinks", "labels", "link", "priority", "reporter"}
    | {"remoteissuelink", "resolution", "summary", "timeestimate", "timespent", "versions"}
)
"""Jira's own fields that say nothing of a gate. Any other may be the gate field or a move: the
field's id is not known here, and a Data Center may name fields instead."""
RESTORED = "deleted"
"""What Zendesk says has changed of a ticket that was restored; Airlock restores none."""
NEVER_OURS = frozenset({"assignee", "key", "project", "status"})
"""What the ticket shows of an issue and Airlock never writes there."""


class Intake:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def accept(
        self, system: System, outcome: ParseOutcome, *, fallback_id: str
    ) -> Acceptance:
        """Store what must be worked on and answer what became of it.

        `fallback_id` is the dedup key of a body that was not understood. Raises StoreUnavailable;
        then nothing was stored and the vendor should try again.
        """
        match outcome:
            case Ignored():
                return Acceptance(outcome="ignored", reason=outcome.reason)
            case Unsupported():
                return await self._park(system, outcome, fallback_id)
            case InboundEvent():
                return await self._store.write(lambda tx: self._enqueue(tx, outcome))

    async def _park(self, system: System, outcome: Unsupported, fallback_id: str) -> Acceptance:
        pointer = InboundEvent(
            system=system, kind=EventKind.CHANGED, event_id=fallback_id, subject="unread"
        )
        now = self._clock.now()
        delivery = await self._store.write(
            lambda tx: tx.deliveries.park_unread(pointer, outcome.reason, now)
        )
        if delivery is None:
            return Acceptance(outcome="duplicate")
        return Acceptance(outcome="parked", delivery=delivery.id, reason=outcome.reason)

    def _enqueue(self, tx: Transaction, event: InboundEvent) -> Acceptance:
        links = links_of(tx, event)
        ours = event.kind is EventKind.CHANGED and is_ours(tx, event.system, event.actor_id)
        if ours and note_return(tx, event, self._clock.now()):
            return Acceptance(outcome="ignored", reason="our own probe")
        lanes = (*lanes_for(event, links, ours=ours), *_lanes_to_shut(tx, event, links))
        lanes = (*lanes, *_ended_lanes(tx, event))
        if event.kind is EventKind.MERGED and event.changed:
            tx.facts.set(merge_fact(event.subject), event.changed[0])
        if links and event.system is System.JIRA and event.kind is EventKind.DELETED:
            tx.facts.set(deletion_fact(event.subject), event.event_id)
        if not lanes:
            reason = "our own change" if links else "not linked"
            return Acceptance(outcome="ignored", reason=reason)
        now = self._clock.now()
        added = [tx.deliveries.add(event, lane, now) for lane in lanes]
        fresh = [delivery.id for delivery in added if delivery is not None]
        if not fresh:
            return Acceptance(outcome="duplicate")
        return Acceptance(outcome="accepted", delivery=fresh[0])


def merge_fact(ticket: str) -> str:
    """The name under which the store remembers into which ticket one was merged.

    Of tickets without a link too: tickets are merged one into the other, and told of in any order.
    """
    return f"merged:ticket:{ticket}"


def _ended_lanes(tx: Transaction, event: InboundEvent) -> Sequence[str]:
    """The lanes of links that ended, whose copies follow what becomes of their sources."""
    ended = [one for one in links_of(tx, event, ended=True) if one.state is LinkState.ENDED]
    return [one.lane for one in ended if extent_of(one, event) != "nothing"]


def links_of(tx: Transaction, event: InboundEvent, *, ended: bool = False) -> Sequence[TicketLink]:
    """The links that an event of either vendor concerns."""
    if event.system is System.ZENDESK:
        return tx.links.of_ticket(int(event.subject), ended=ended)
    return tx.links.of_issue(event.subject, event.issue_key, ended=ended)


def lanes_for(event: InboundEvent, links: Sequence[TicketLink], *, ours: bool) -> tuple[str, ...]:
    """The pair's lane for each link, and each issue's gate lane where the gate may change.

    `ours` says that our own account changed something: the pair has that already. The gate is
    looked at all the same: a person or a rule may use our account, what Airlock writes into a
    ticket's field may answer the packet, and a status that it sets shows in Jira's link. Tags alone
    are none of that.
    """
    lanes = [] if ours and not _is_news(event) else [link.lane for link in links]
    if not (ours and event.system is System.ZENDESK and set(event.changed) == {"tags"}):
        lanes.extend(gate_lanes(event, links))
    return tuple(dict.fromkeys(lanes))


def gate_lanes(event: InboundEvent, links: Sequence[TicketLink]) -> Sequence[str]:
    """The gate lanes of an event: in Jira also of an issue that is not linked.

    A value may be typed there, or come with a clone or a move. The gate of an issue that is deleted
    went with it.
    """
    in_jira = event.system is System.JIRA
    if event.kind not in GATE_KINDS or (in_jira and event.kind is EventKind.DELETED):
        return ()
    if links or not in_jira:
        return [link.gate_lane for link in links]
    touches = event.kind is EventKind.CREATED or _may_touch_gate(event.changed)
    return (f"gate:{event.subject}",) if touches else ()


def _lanes_to_shut(
    tx: Transaction, event: InboundEvent, links: Sequence[TicketLink]
) -> Sequence[str]:
    """The lanes of gates that are open, or being decided, where an answer may be taken back."""
    if event.system is not System.ZENDESK or event.kind not in TAKEN_BACK:
        return ()
    lanes = {link.gate_lane: tx.gates.get(link.issue_id) for link in links}
    return [
        lane
        for lane, gate in lanes.items()
        if (gate is not None and gate.token is not None) or tx.deliveries.waiting_in(lane)
    ]


def _may_touch_gate(changed: Sequence[str]) -> bool:
    """Whether the gate field, status or project may be among the changes; unsaid, they may."""
    return not changed or any(name.lower() not in NO_GATE_FIELDS for name in changed)


def _is_news(event: InboundEvent) -> bool:
    """Whether a change by our own account is none that Airlock makes: someone else uses it."""
    if event.system is not System.JIRA:
        return RESTORED in event.changed
    return not event.changed or bool(NEVER_OURS & {name.lower() for name in event.changed})
