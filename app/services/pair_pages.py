"""Pairs for the console: lists of them, and one with its course, its drift and its switches."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.errors import NotStored, VendorError
from app.model import LinkState, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_views import LaneCounts
from app.services.disclosure import Disclosure
from app.services.gate_course import load_course
from app.services.linking import Linking, key_in, paused_fact
from app.services.reconciling import PairDrift
from app.services.work_lines import audit_line, kept_reason, line_of, write_line
from app.services.work_views import (
    PAGE,
    DriftFound,
    DriftLine,
    Moment,
    PairLine,
    PairList,
    PairPage,
)
from app.sync.drift import Drift

_TICKET = re.compile(r"#?(\d{1,18})")
_TICKET_URL = re.compile(r"https?://\S*/tickets/(\d{1,18})\b")
NO_PAIR = "There is no such pair."
NOTHING = LaneCounts()


@dataclass(frozen=True, slots=True)
class Places:
    """Where people open tickets and issues."""

    zendesk: str
    jira: str

    def ticket(self, ticket_id: int) -> str:
        """The ticket's address."""
        return f"{self.zendesk.rstrip('/')}/agent/tickets/{ticket_id}"

    def issue(self, key: str) -> str:
        """The issue's address."""
        return f"{self.jira.rstrip('/')}/browse/{key}"


class Looks(Protocol):
    async def look(self, link: TicketLink) -> PairDrift: ...


@dataclass(frozen=True, slots=True)
class PairPages:
    store: UnitOfWork
    linking: Linking
    drift: Looks
    disclosure: Disclosure
    clock: Clock
    places: Places

    async def page(
        self, state: LinkState | None = None, search: str = "", after: str | None = None
    ) -> PairList:
        """The newest first; with `search` those of that ticket or issue, by number, key or URL."""
        ticket, key = read_search(search)

        def look(tx: Transaction) -> PairList:
            found = tx.views.pairs(PAGE + 1, after, state=state, ticket_id=ticket, issue_key=key)
            further = found[PAGE - 1].id if len(found) > PAGE else None
            return PairList(lines=self._lines(tx, found[:PAGE]), further=further)

        return await self.store.read(look)

    async def get(self, link_id: str, until: datetime | None = None) -> PairPage:
        """The pair, and what happened to it until then. Raises NotStored."""
        end = until or self.clock.now()

        def look(tx: Transaction) -> PairPage:
            link = _require(tx, link_id)
            course = load_course(tx, link.issue_id)
            lacking = course.stands[-1].lacking if course is not None and course.stands else ()
            moments, further = _course_of(tx, link, end)
            return PairPage(
                line=self._lines(tx, [link])[0],
                lacking=self.labels(lacking),
                person_paused=bool(tx.facts.get(paused_fact(link_id))),
                moments=moments,
                further=further,
            )

        return await self.store.read(look)

    async def look_for_drift(self, link_id: str) -> DriftFound:
        """Read both sides now and tell how they differ; nothing is changed. Raises NotStored."""
        link = await self.store.read(lambda tx: _require(tx, link_id))
        now = self.clock.now()
        try:
            found = await self.drift.look(link)
        except VendorError as error:
            return DriftFound(at=now, problem=str(error))
        if found.error is not None:
            return DriftFound(at=now, problem=f"The pair cannot be read: {found.error}.")
        return DriftFound(at=now, lines=tuple(map(_drift_line, found.drifts)))

    async def pause(self, link_id: str, *, reason: str, by: str) -> None:
        """Raises NotStored, and InputRefused for a bad reason or a link that has ended."""
        await self.linking.pause(link_id, by=by, reason=await self._reason(link_id, reason))

    async def resume(self, link_id: str, *, reason: str, by: str) -> None:
        """Raises NotStored, and InputRefused for a bad reason."""
        await self.linking.resume(link_id, by=by, reason=await self._reason(link_id, reason))

    async def remove(self, link_id: str, *, reason: str, by: str) -> None:
        """Raises NotStored, and InputRefused for a bad reason."""
        await self.linking.remove(link_id, by=by, reason=await self._reason(link_id, reason))

    def labels(self, items: Sequence[str]) -> tuple[str, ...]:
        """Items of the packet as the policy names them."""
        known = self.disclosure.policies.gate.labels
        return tuple(known.get(item, item) for item in items)

    async def _reason(self, link_id: str, reason: str) -> str:
        link = await self.store.read(lambda tx: _require(tx, link_id))
        return await kept_reason(self.disclosure, link, reason)

    def _lines(self, tx: Transaction, links: Sequence[TicketLink]) -> tuple[PairLine, ...]:
        names = [link.lane for link in links]
        lanes, done = tx.views.lanes(names), tx.views.last_done(names)
        return tuple(
            self._line(tx, link, lanes.get(link.lane, NOTHING), done.get(link.lane))
            for link in links
        )

    def _line(
        self, tx: Transaction, link: TicketLink, counts: LaneCounts, done: datetime | None
    ) -> PairLine:
        gate = tx.gates.get(link.issue_id)
        return PairLine(
            link=link,
            ticket_url=self.places.ticket(link.ticket_id),
            issue_url=self.places.issue(link.issue_key),
            waiting=counts.waiting,
            parked=counts.parked,
            held=counts.held,
            last_done_at=done,
            gate_open=gate.open if gate is not None else None,
        )


def read_search(text: str) -> tuple[int | None, str | None]:
    """The ticket's number, or the issue's key, that a person looks for; neither for nothing."""
    given = text.strip()
    number = _TICKET.fullmatch(given) or _TICKET_URL.match(given)
    if number is not None:
        return int(number[1]), None
    return None, (key_in(given).upper() if given else None)


def _require(tx: Transaction, link_id: str) -> TicketLink:
    link = tx.links.get(link_id)
    if link is None:
        raise NotStored(NO_PAIR)
    return link


def _course_of(
    tx: Transaction, link: TicketLink, until: datetime
) -> tuple[tuple[Moment, ...], datetime | None]:
    """What happened until then, and from where on there is more. Writes stand with deliveries."""
    lanes = [tx.views.deliveries_of(lane, PAGE + 1, until) for lane in (link.lane, link.gate_lane)]
    subjects = (f"link:{link.id}", f"issue:{link.issue_id}", f"ticket:{link.ticket_id}")
    told = [tx.views.audit_of(subject, PAGE + 1, until) for subject in subjects]
    every = [Moment(at=one.accepted_at, delivery=line_of(one)) for lane in lanes for one in lane]
    every += [Moment(at=one.at, audit=audit_line(one)) for page in told for one in page]
    every.sort(key=lambda moment: moment.at, reverse=True)
    kept, further = _cut(every)
    ids = [one.delivery.delivery.id for one in kept if one.delivery is not None]
    writes = [Moment(at=one.begun_at, write=write_line(one)) for one in tx.views.effects_of(ids)]
    ordered = sorted([*kept, *writes], key=lambda moment: moment.at, reverse=True)
    return tuple(ordered), further


def _cut(every: list[Moment]) -> tuple[list[Moment], datetime | None]:
    """A page of them. What happened in one moment is not torn apart, unless it fills the page."""
    if len(every) <= PAGE:
        return every, None
    edge = every[PAGE].at
    whole = [one for one in every[:PAGE] if one.at > edge]
    return (whole, edge) if whole else (every[:PAGE], edge - timedelta(microseconds=1))


def _drift_line(drift: Drift) -> DriftLine:
    return DriftLine(
        what=drift.kind.value,
        side=drift.side.value,
        comment=drift.comment_id or drift.target_id,
        cure=drift.cure.value,
        mendable=drift.mendable,
    )
