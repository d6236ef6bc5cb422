"""The first copy: pairs that existed before Airlock are linked, a few at a time.

Each new link queues its ticket's older comments in the pair's own lane, as work that makes way for
what people do now. The next pairs are linked when the lanes before have run empty, so that the
queue never holds more than a few pairs' history.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from app.errors import Held, InputRefused, NotFound, NotStored, PermissionRefused, StaleWrite
from app.model import LinkState, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import Run, RunKind, RunState
from app.services.linking import Linking
from app.services.pairs_found import FoundPair
from app.services.urgency import in_bulk

LEASE = timedelta(minutes=5)
HEARTBEAT = timedelta(seconds=30)
IN_FLIGHT = 4
"""Of how many pairs the history is under way at a time."""
WAIT_SECONDS = 1.0
OF_ONE_PAIR = (Held, InputRefused, NotFound, PermissionRefused)
"""What keeps one pair from being linked, and no other."""
BY = "backfill"
ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Step:
    """One pair that was looked at: `outcome` is `linked`, `known`, `ended`, or why it could not be.

    A link that was removed, or ended with its ticket or issue, is made again by a person alone.
    """

    pair: FoundPair
    outcome: str
    counts: Mapping[str, int]


class Backfilling:
    def __init__(self, store: UnitOfWork, linking: Linking, clock: Clock) -> None:
        self._store = store
        self._linking = linking
        self._clock = clock

    async def begin(self, options: Mapping[str, str], *, resume: bool) -> Run:
        """A new run, or the one that was cut off, with the options that it was begun with.

        Raises StaleWrite when another process works on one, or one is unfinished that was not to
        be resumed, and NotStored when there is none to resume.
        """
        now = self._clock.now()

        def begin(tx: Transaction) -> Run:
            left = tx.runs.unfinished(RunKind.BACKFILL)
            if resume:
                if left is None:
                    raise NotStored("No backfill was cut off: there is none to resume.")
                return tx.runs.take_up(left.id, now, LEASE)
            if left is not None and not left.is_worked_on(now, LEASE):
                raise StaleWrite(
                    "A backfill was cut off: go on with it by --resume, or give it up by --anew."
                )
            return tx.runs.start(RunKind.BACKFILL, options, now)

        return await self._store.write(begin)

    async def give_up(self) -> None:
        """End a backfill that was cut off; what it linked stays. StaleWrite if it is worked on."""
        now = self._clock.now()

        def end(tx: Transaction) -> None:
            left = tx.runs.unfinished(RunKind.BACKFILL)
            if left is not None:
                tx.runs.finish(tx.runs.take_up(left.id, now, LEASE), RunState.FAILED, now)

        await self._store.write(end)

    async def run(
        self, run: Run, pairs: Sequence[FoundPair], tell: Callable[[Step], None]
    ) -> Mapping[str, int]:
        """Link what is not linked yet, in order, from where the run stood; what was counted.

        Cut off, it is left STOPPED. Raises VendorError, StoreError, and StaleWrite when another
        process has taken the run up.
        """
        ended = RunState.STOPPED
        try:
            run = await self._link_all(run, pairs, tell)
            ended = RunState.DONE
        finally:
            await self._store.write(lambda tx: tx.runs.finish(run, ended, self._clock.now()))
        return run.counts

    async def _link_all(
        self, run: Run, pairs: Sequence[FoundPair], tell: Callable[[Step], None]
    ) -> Run:
        counts = {
            "linked": 0,
            "known": 0,
            "ended": 0,
            "failed": 0,
            **run.counts,
            "pairs": len(pairs),
        }
        under_way: list[TicketLink] = []
        for pair in pairs:
            if run.cursor is not None and _place(pair) <= run.cursor:
                continue
            link, outcome = await self._link(pair, run.options.get("history"))
            if link is not None and outcome == "linked":
                under_way.append(link)
            counts[outcome if outcome in counts else "failed"] += 1
            run = await self._keep(run, _place(pair), counts)
            tell(Step(pair, outcome, run.counts))
            run = await self._wait(run, under_way, IN_FLIGHT - 1)
        return await self._wait(run, under_way, 0)

    async def _link(self, pair: FoundPair, history: str | None) -> tuple[TicketLink | None, str]:
        before = await self._store.read(lambda tx: tx.links.of_ticket(pair.ticket_id, ended=True))
        if any(_has_ended(one, pair) for one in before):
            return None, ENDED
        try:
            with in_bulk():
                link = await self._linking.link(
                    pair.ticket_id, pair.issue, by=BY, history=history, is_escalation=False
                )
        except OF_ONE_PAIR as error:
            return None, error.code
        return link, "known" if link.id in {one.id for one in before} else "linked"

    async def _wait(self, run: Run, under_way: list[TicketLink], most: int) -> Run:
        """Until no more than so many pairs have something left to do; tells that we live."""
        while True:
            for link in [*under_way]:
                if await self._store.read(partial(_is_quiet, link.lane)):
                    under_way.remove(link)
            if len(under_way) <= most:
                return run
            await self._store.wait_for_work(WAIT_SECONDS)
            if self._clock.now() - run.updated_at > HEARTBEAT:
                run = await self._keep(run, run.cursor, run.counts)

    async def _keep(self, run: Run, cursor: str | None, counts: Mapping[str, int]) -> Run:
        now = self._clock.now()
        return await self._store.write(lambda tx: tx.runs.advance(run, cursor, counts, now))


def _has_ended(link: TicketLink, pair: FoundPair) -> bool:
    return link.state is LinkState.ENDED and pair.issue in (link.issue_id, link.issue_key)


def _is_quiet(lane: str, tx: Transaction) -> bool:
    """Nothing waits there, or a person must settle something first."""
    return not tx.deliveries.waiting_in(lane) or bool(tx.deliveries.stuck(lane))


def _place(pair: FoundPair) -> str:
    """Sorts as the pairs do."""
    return f"{pair.ticket_id:020d}:{pair.issue}"
