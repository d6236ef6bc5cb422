"""The baseline: the escalations of the last 30 days, read from the vendors at the first start.

Links that Zendesk's own Jira integration made tell their time; so do our own that were made before
escalations were recorded. How each stands is read from the ticket, the issue and its history,
within the share of the vendors' limits that bulk work has. docs/weekly.md says what is not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from app.errors import Held, NotFound, PermissionRefused, StaleWrite
from app.gate.severity import proposed_severity
from app.model import Cause, Issue
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.ports_export import ReconcileDesk, ReconcileTracker
from app.records import Run, RunKind, RunState
from app.records_history import Escalated
from app.services.backfilling import BY as BACKFILL
from app.services.backfilling import LEASE
from app.services.life_checks import Check
from app.services.recording import COMPONENTS, component_of
from app.services.resolutions import resolved_in, solution_of
from app.services.urgency import in_bulk

DAYS = timedelta(days=30)
PAGE = 500
OF_ONE_PAIR = (Held, NotFound, PermissionRefused)
"""What keeps one pair from being read, and no other."""


@dataclass(frozen=True, slots=True, order=True)
class OldPair:
    """A ticket and an issue that were linked then."""

    ticket_id: int
    issue_id: str
    at: datetime

    @property
    def place(self) -> str:
        """Sorts as the pairs do."""
        return f"{self.ticket_id:020d}:{self.issue_id}"


class Baselining:
    def __init__(
        self,
        store: UnitOfWork,
        desk: ReconcileDesk,
        tracker: ReconcileTracker,
        policies: PolicySource,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._policies = policies
        self._clock = clock

    async def check(self) -> Check:
        """How far it is, for `airlock doctor`; never a fault."""
        run = await self._store.read(lambda tx: tx.runs.latest(RunKind.BASELINE))
        return Check("weekly baseline", True, _standing(run))

    async def run(
        self, tell: Callable[[Mapping[str, int]], None] = lambda counts: None, *, anew: bool = False
    ) -> Mapping[str, int] | None:
        """Read what is not read yet, from where it was cut off; what was counted.

        None when it was done before, unless `anew`. Raises StaleWrite when another process is at
        it, VendorError and StoreError; what was recorded stays, and it can go on.
        """
        run = await self._store.write(lambda tx: self._take(tx, anew=anew))
        if run is None:
            return None
        ended = RunState.STOPPED
        try:
            with in_bulk():
                run = await self._read_all(run, tell)
            ended = RunState.DONE
        finally:
            await self._store.write(lambda tx: tx.runs.finish(run, ended, self._clock.now()))
        return run.counts

    def _take(self, tx: Transaction, *, anew: bool) -> Run | None:
        now = self._clock.now()
        left = tx.runs.unfinished(RunKind.BASELINE)
        if left is not None:
            if left.is_worked_on(now, LEASE):
                raise StaleWrite("Another process reads the baseline now.")
            return tx.runs.take_up(left.id, now, LEASE)
        if tx.runs.latest(RunKind.BASELINE) is not None and not anew:
            return None
        return tx.runs.start(RunKind.BASELINE, {"since": (now - DAYS).isoformat()}, now)

    async def _read_all(self, run: Run, tell: Callable[[Mapping[str, int]], None]) -> Run:
        since = datetime.fromisoformat(run.options["since"])
        pairs = [one for one in await self._pairs() if since <= one.at <= run.started_at]
        counts = {"recorded": 0, "known": 0, "left_out": 0, **run.counts, "pairs": len(pairs)}
        for pair in pairs:
            if run.cursor is not None and pair.place <= run.cursor:
                continue
            counts[await self._record(pair)] += 1
            run = await self._keep(run, pair.place, counts)
            tell(run.counts)
        return await self._keep(run, run.cursor, counts)

    async def _keep(self, run: Run, cursor: str | None, counts: Mapping[str, int]) -> Run:
        now = self._clock.now()
        return await self._store.write(lambda tx: tx.runs.advance(run, cursor, counts, now))

    async def _pairs(self) -> list[OldPair]:
        """Zendesk's own links before ours, which may have been made for pairs that were older."""
        found = {(one.ticket_id, one.issue_id): one for one in await self._own_pairs()}
        try:
            async for link in self._desk.native_links():
                if link.created_at is not None:
                    pair = OldPair(link.ticket_id, link.issue_id, link.created_at)
                    found[pair.ticket_id, pair.issue_id] = pair
        except PermissionRefused:
            return sorted(found.values())  # the account is no administrator's: only ours are known
        return sorted(found.values())

    async def _own_pairs(self) -> list[OldPair]:
        """Links of ours, but those that `airlock backfill` made: their time is not the pair's."""
        found: list[OldPair] = []
        after: str | None = None
        while True:
            page, after = await self._store.read(partial(_own_page, after))
            found.extend(page)
            if after is None:
                return found

    async def _record(self, pair: OldPair) -> str:
        """Read how it stands, and keep it; the name of what it is counted as."""
        if await self._store.read(partial(_is_known, pair)):
            return "known"
        try:
            one = await self._read(pair)
        except OF_ONE_PAIR:
            return "left_out"
        if one is None:
            return "left_out"
        recorded = await self._store.write(lambda tx: tx.history.escalated(one))
        return "recorded" if recorded else "known"

    async def _read(self, pair: OldPair) -> Escalated | None:
        """None for an issue of a project that the policies do not name."""
        issue = await self._tracker.fetch_issue(pair.issue_id, [COMPONENTS])
        policies = self._policies.current()
        if issue.project not in policies.projects:
            return None
        ticket = await self._desk.fetch_ticket(pair.ticket_id)
        resolved_at, reopened = await self._resolution(issue, pair.at)
        solved_at = await solution_of(self._desk, ticket) if resolved_at is not None else None
        packet = await self._store.read(lambda tx: tx.packets.get(ticket.id))
        severity = packet.packet.severity if packet is not None else None
        return Escalated(
            ticket_id=ticket.id,
            issue_id=issue.id,
            issue_key=issue.key,
            at=pair.at,
            severity=severity or proposed_severity(ticket.priority, policies.gate),
            pattern=packet.packet.pattern if packet is not None else None,
            component=component_of(issue),
            owner_id=ticket.assignee.id if ticket.assignee is not None else None,
            resolved_at=resolved_at,
            confirmed_at=max(resolved_at, solved_at) if resolved_at and solved_at else None,
            reopened=reopened,
        )

    async def _resolution(self, issue: Issue, since: datetime) -> tuple[datetime | None, int]:
        """When the issue came to its present status, if that is one of what is done; how often it
        was moved out of it before."""
        if not issue.done:
            return None, 0
        moves = await self._tracker.fetch_moves(issue.id, "status")
        left = [one for one in moves if one.from_status == issue.status and one.at >= since]
        return max(resolved_in(moves, issue), since), len(left)


def _standing(run: Run | None) -> str:
    if run is None:
        return (
            "not read yet: a relay does so soon after its first start, or `airlock report baseline`"
        )
    read = sum(run.counts.get(name, 0) for name in ("recorded", "known", "left_out"))
    if run.state is RunState.DONE:
        return f"read: {run.counts.get('recorded', 0)} escalations of the 30 days before"
    return f"{read} of {run.counts.get('pairs', 0)} pairs are read; it goes on by itself"


def _is_known(pair: OldPair, tx: Transaction) -> bool:
    """Recorded already; for a ticket that was merged, with the ticket that it went into."""
    if tx.history.get(f"{pair.ticket_id}:{pair.issue_id}") is not None:
        return True
    links = tx.links.of_ticket(pair.ticket_id, ended=True)
    return any(one.issue_id == pair.issue_id and one.cause is Cause.MERGED for one in links)


def _own_page(after: str | None, tx: Transaction) -> tuple[list[OldPair], str | None]:
    links = tx.links.all(PAGE, after, ended=True)
    found = []
    for link in links:
        made = [one for one in tx.audit.of_subject(f"link:{link.id}") if one.action == "linked"]
        if not any(one.actor == BACKFILL for one in made):
            found.append(OldPair(link.ticket_id, link.issue_id, link.created_at))
    return found, links[-1].id if len(links) == PAGE else None
