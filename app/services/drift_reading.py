"""A pair as it stands at both vendors and in our records, ready to be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.model import (
    Issue,
    IssueComment,
    LinkState,
    System,
    TicketComment,
    TicketLink,
)
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_export import ReconcileDesk, ReconcileTracker
from app.ports_upkeep import SourceKey
from app.records import Copy, DeliveryState, EffectRecord, GateRecord, Pending
from app.services.accounts import OwnAccounts
from app.services.adopting import copied
from app.services.disclosure import Disclosure
from app.services.field_drift import Behind, FieldDrift
from app.services.news import News, load_news
from app.sync.crossing import comment_crosses_to_jira, comment_crosses_to_zendesk
from app.sync.drift import Recorded, Remark, SideView, Snapshot
from app.sync.echo import MARKER_PREFIX, origin_of
from app.sync.sources import source_bytes
from app.sync.wording import remote_link_url

UNKNOWN_READING = ""
"""How the source of a copy read of which nothing was noted: it is looked at once."""
ONLY_REMOVALS = frozenset({LinkState.PAUSED, LinkState.ENDED})
"""Nothing is sent for these; what must not be read any more is taken back all the same."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of a pair. `alone` says that neither side is linked to another."""

    copies: Sequence[Copy]
    sources: Mapping[SourceKey, str]
    pending: Sequence[Pending]
    gate: GateRecord | None
    gate_pending: int
    unsettled: Sequence[EffectRecord]
    alone: bool
    news: News


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair's snapshot with what mending needs besides."""

    link: TicketLink
    snapshot: Snapshot
    issue_key: str
    zendesk: Mapping[str, TicketComment]
    jira: Mapping[str, IssueComment]
    ahead: Behind


class DriftReading:
    def __init__(
        self,
        store: UnitOfWork,
        desk: ReconcileDesk,
        tracker: ReconcileTracker,
        disclosure: Disclosure,
        fields: FieldDrift,
        clock: Clock,
        *,
        zendesk_url: str,
        horizon: timedelta,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._fields = fields
        self._clock = clock
        self._zendesk_url = zendesk_url
        self._horizon = horizon
        self._accounts = OwnAccounts(store, desk, tracker)

    async def read(self, link: TicketLink, *, without: str = "") -> Reading:
        """The pair as it stands now: some six reads, more where comments are many.

        `without` is the delivery that asks, which is not work that is still under way. Raises
        VendorError, NotFound where the ticket or the issue is gone or may not be seen any more.
        """
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        wanted = [await self._gate_field(), *await self._fields.wanted()]
        issue = await self._tracker.fetch_issue(link.issue_id, wanted)
        zendesk = {one.id: one for one in await self._desk.fetch_comments(link.ticket_id)}
        jira = {one.id: one for one in await self._tracker.fetch_comments(link.issue_id)}
        few = link.state in ONLY_REMOVALS
        ahead = {} if few else await self._fields.ahead(link, ticket, issue)
        links = () if few else await self._tracker.fetch_links(link.issue_id)
        known = await self._store.read(lambda tx: self._load(tx, link, without))
        snapshot = Snapshot(
            zendesk=await self._zendesk_view(zendesk, known),
            jira=await self._jira_view(issue, jira, known),
            fields=frozenset(ahead),
            gate_differs=self._gate_differs(issue, known, await self._gate_field()),
            remote_link_missing=self._lacks_link(link, issue, links, known),
            key_changed=issue.key != link.issue_key,
            unsettled=tuple(one.marker for one in known.unsettled),
            copies_news=link.state is LinkState.ACTIVE,
            only_removals=few,
        )
        return Reading(link, snapshot, issue.key, zendesk, jira, ahead)

    # ---- conversation ----------------------------------------------------------------------------

    async def _zendesk_view(self, comments: Mapping[str, TicketComment], known: Known) -> SideView:
        own = await self._accounts.own_id(System.ZENDESK)
        mapping = self._disclosure.policies.mapping
        remarks = [
            self._remark(
                one,
                own,
                comment_crosses_to_jira(one, mapping).kind != "ignore"
                and known.news.takes(System.ZENDESK, one.created_at),
            )
            for one in comments.values()
        ]
        return _view(System.ZENDESK, System.JIRA, remarks, known)

    async def _jira_view(
        self, issue: Issue, comments: Mapping[str, IssueComment], known: Known
    ) -> SideView:
        own = await self._accounts.own_id(System.JIRA)
        mapping = self._disclosure.policies.mapping
        remarks = [
            self._remark(
                one,
                own,
                comment_crosses_to_zendesk(one, issue, mapping).kind != "ignore"
                and known.news.takes(System.JIRA, one.created_at),
                issue.security_level,
            )
            for one in comments.values()
        ]
        return _view(System.JIRA, System.ZENDESK, remarks, known)

    def _remark(
        self,
        comment: TicketComment | IssueComment,
        own: str,
        crosses: bool,
        level: str | None = None,
    ) -> Remark:
        marked = comment.marker is not None and comment.marker.startswith(MARKER_PREFIX)
        return Remark(
            id=comment.id,
            created_at=comment.created_at,
            digest=self._disclosure.mac(source_bytes(comment, level)),
            crosses=crosses,
            ours=marked and comment.author.id == own,
            origin=copied(comment, own),
        )

    # ---- the rest --------------------------------------------------------------------------------

    def _load(self, tx: Transaction, link: TicketLink, without: str) -> Known:
        pending = [one for one in _under_way(tx, link) if one.id != without]
        others = (*tx.links.of_ticket(link.ticket_id), *tx.links.of_issue(link.issue_id))
        history = self._disclosure.policies.mapping.comments.history
        return Known(
            tx.copies.of_link(link.id),
            tx.upkeep.sources(link.id),
            pending,
            tx.gates.get(link.issue_id),
            tx.deliveries.waiting_in(link.gate_lane),
            [one for one in self._old_effects(tx, link) if _is_left(tx, one)],
            {one.id for one in others} <= {link.id},
            load_news(tx, link, history),
        )

    def _old_effects(self, tx: Transaction, link: TicketLink) -> Sequence[EffectRecord]:
        places = (f"issue:{link.issue_id}", f"ticket:{link.ticket_id}")
        old = tx.upkeep.unsettled(self._clock.now() - self._horizon)
        return [one for one in old if one.target in places]

    async def _gate_field(self) -> str:
        name = self._disclosure.policies.gate.gate_field
        return (await self._tracker.field_ids()).get(name, name)

    def _gate_differs(self, issue: Issue, known: Known, field: str) -> bool:
        if issue.project not in self._disclosure.policies.gate.projects or known.gate_pending:
            return False
        recorded = known.gate.token if known.gate is not None else None
        return ((issue.fields or {}).get(field) or None) != (recorded or None)

    def _lacks_link(
        self, link: TicketLink, issue: Issue, urls: Sequence[str], known: Known
    ) -> bool:
        policies = self._disclosure.policies
        if issue.project not in policies.gate.projects or known.gate_pending:
            return False
        return remote_link_url(self._zendesk_url, link.ticket_id, policies.mapping) not in urls


def _under_way(tx: Transaction, link: TicketLink) -> Sequence[Pending]:
    """What waits while a link is paused brings nothing in line."""
    pending = tx.upkeep.pending(link.lane)
    if link.state is not LinkState.PAUSED:
        return pending
    return [one for one in pending if one.state is not DeliveryState.WAITING]


def _view(source: System, target: System, remarks: Sequence[Remark], known: Known) -> SideView:
    """Copies of other pairs' comments, where there may be any, are none of this pair's business."""
    others = {origin_of(target, copy.source_comment_id) for copy in known.copies}
    kept = [one if known.alone or one.origin in others else _without_origin(one) for one in remarks]
    copies = {
        copy.source_comment_id: Recorded(
            copy.target_comment_id,
            known.sources.get((source, copy.source_comment_id), UNKNOWN_READING),
            copy.deleted,
        )
        for copy in known.copies
        if copy.source is source
    }
    under_way = {
        one.event.comment_id
        for one in known.pending
        if one.event.system is source and one.event.comment_id
    }
    return SideView(tuple(kept), copies, frozenset(under_way))


def _without_origin(remark: Remark) -> Remark:
    return Remark(remark.id, remark.created_at, remark.digest, remark.crosses, remark.ours)


def _is_left(tx: Transaction, effect: EffectRecord) -> bool:
    """Whether no delivery will come back to this write by itself."""
    delivery = tx.deliveries.get(effect.delivery_id)
    return delivery is None or delivery.state in (DeliveryState.DONE, DeliveryState.DISCARDED)
