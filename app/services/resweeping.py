"""`airlock resweep`: copies that stand are looked at again, under the policy in force.

What is to be changed is changed by the pair's own lane, so that nothing else works on the pair
meanwhile; of each lane one copy is queued at a time, behind what people did. A dry run reads and
sends nothing.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from app.errors import Held, NotFound, VendorUnreachable
from app.model import Cause, EventKind, InboundEvent, LinkState, System
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records import Copy, Delivery, DeliveryState, Run, RunKind, RunState
from app.services.comment_reading import CommentReading
from app.services.comment_state import Ready
from app.services.copy_work import comment_event
from app.services.resweep_choice import (
    Choice,
    Chosen,
    choice_of,
    chosen_copies,
    cursor_of,
    key_of,
)
from app.services.urgency import in_bulk
from app.sync.extent import extent_of
from app.sync.file_plan import plan_files
from app.sync.resweep_plan import Outlook, Step, plan_step

Outcome = Literal["unchanged", "changed", "gone", "unread", "held", "failed", "paused"]
"""`unread`: the source can be read no more, and the copy stands. `paused`: the copy was taken away
and comes again when the link is resumed."""
LEASE = timedelta(minutes=5)
POLICY = "policy"
"""The option of a run that says under which policy it began."""
LOOK_SECONDS = 0.2
PATIENCE = timedelta(minutes=10)
"""How long one copy may take; longer, and nobody works on its lane."""

Said = tuple[object, ...]
"""What a copy says, files and all, to know whether it was changed."""
Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a dry run found of one copy. `kinds` counts what its text would lose."""

    chosen: Chosen
    step: Step | Literal["gone", "unread", "paused"]
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one copy."""

    chosen: Chosen
    outcome: Outcome


class Resweeping:
    def __init__(
        self,
        store: UnitOfWork,
        policies: PolicySource,
        reading: CommentReading,
        clock: Clock,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._store = store
        self._policies = policies
        self._reading = reading
        self._clock = clock
        self._pause = pause

    # ---- a dry run -------------------------------------------------------------------------------

    async def look(self, choice: Choice) -> AsyncIterator[Look]:
        """What would be done with each copy, in order. Raises VendorError out of reach."""
        async for chosen in chosen_copies(self._store, choice):
            with in_bulk():
                yield await self._look_at(chosen)

    async def _look_at(self, chosen: Chosen) -> Look:
        copy, link = chosen.copy, chosen.link
        if copy.policy == self._policies.current().version:
            return Look(chosen, "unchanged")
        if _is_unreadable(chosen):
            return Look(chosen, "unread")
        if extent_of(link, _event(chosen, "look")) == "nothing":
            return Look(chosen, "gone")
        try:
            ready = await self._reading.read(link, copy.source, copy.source_comment_id, None)
        except NotFound:
            return Look(chosen, "gone")
        except Held:
            return Look(chosen, "hold")
        step = plan_step(copy, await self._outlook(chosen, ready))
        kinds = Counter(one.entity for one in ready.findings) if ready is not None else Counter()
        return Look(chosen, step, kinds if step != "unchanged" else Counter())

    async def _outlook(self, chosen: Chosen, ready: Ready | None) -> Outlook:
        if ready is None or ready.body is None:
            return Outlook(crosses=False)
        copy, wanted = chosen.copy, {one.id: one.digest for one in ready.files}
        known = await self._store.read(
            lambda tx: tx.file_copies.of_comment(copy.link_id, copy.source_comment_id)
        )
        plan = plan_files(known, wanted)
        differ = copy.source is System.ZENDESK and bool(plan.gone or plan.fresh)
        return Outlook(digest=ready.digest, public=ready.public, files=differ)

    # ---- a run -----------------------------------------------------------------------------------

    async def begin(self, choice: Choice) -> Run:
        """A new run. Raises StaleWrite while one is unfinished: it is to be taken up."""
        now = self._clock.now()
        options = {**choice.options, POLICY: self._policies.current().version}
        return await self._store.write(lambda tx: tx.runs.start(RunKind.RESWEEP, options, now))

    async def take_up(self, run_id: str) -> Run:
        """Go on where a run stood. Raises NotStored, and StaleWrite while another works on it."""
        now = self._clock.now()
        return await self._store.write(lambda tx: tx.runs.take_up(run_id, now, LEASE))

    async def carry_out(self, run: Run, stop: asyncio.Event) -> AsyncIterator[Result]:
        """Bring each copy in line; ends early when `stop` is set, to be taken up later.

        Raises VendorUnreachable when nobody works on a lane for long, StaleWrite when another
        process has taken the run up, and StoreError.
        """
        counts, state = Counter(run.counts), RunState.STOPPED
        try:
            async for chosen in self._chosen(run):
                if stop.is_set():
                    return
                result = await self._bring_in_line(run, chosen)
                counts[result.outcome] += 1
                run = await self._advance(run, chosen, counts)
                yield result
            state = RunState.DONE
        finally:
            await self._leave(run, state)

    async def _chosen(self, run: Run) -> AsyncIterator[Chosen]:
        """From where the run stood; from the beginning when the policy is not the one it stood
        under, and once more when it changes meanwhile."""
        choice, after, version = choice_of(run.options), key_of(run.cursor), run.options.get(POLICY)
        while True:
            current = self._policies.current().version
            async for chosen in chosen_copies(
                self._store, choice, after if version == current else None
            ):
                yield chosen
            if self._policies.current().version == current:
                return
            version = None

    async def _advance(self, run: Run, chosen: Chosen, counts: Counter[str]) -> Run:
        cursor, now = cursor_of(chosen.copy.key), self._clock.now()
        return await self._store.write(lambda tx: tx.runs.advance(run, cursor, counts, now))

    async def _leave(self, run: Run, state: RunState) -> None:
        await self._store.write(lambda tx: tx.runs.finish(run, state, self._clock.now()))

    async def _bring_in_line(self, run: Run, chosen: Chosen) -> Result:
        copy, link = chosen.copy, chosen.link
        if copy.policy == self._policies.current().version:
            return Result(chosen, "unchanged")
        if link.state is LinkState.PAUSED:
            return Result(chosen, await self._take_back(run, chosen))
        event = _event(chosen, self._cause(run))
        if _is_unreadable(chosen):
            return Result(chosen, "unread")
        if extent_of(link, event) == "nothing":
            return Result(chosen, "gone")
        before, queued = await self._store.write(
            lambda tx: (_said(tx, copy), tx.deliveries.add(event, link.lane, self._clock.now()))
        )
        if queued is None:
            return Result(chosen, "unchanged")
        return Result(chosen, await self._wait_for(queued, copy, before))

    def _cause(self, run: Run) -> str:
        """Each copy is worked on once for a run, a taking up of it, and a policy."""
        return f"{run.id}:{run.fence}:{self._policies.current().version}"

    async def _take_back(self, run: Run, chosen: Chosen) -> Outcome:
        """The copy of a paused link goes if it differs; the lane brings it again when resumed."""
        copy = chosen.copy
        with in_bulk():
            if (await self._look_at(chosen)).step == "unchanged":
                return "unchanged"
        event, lane = _event(chosen, self._cause(run)), chosen.link.lane
        await self._store.write(lambda tx: tx.deliveries.add(event, lane, self._clock.now()))
        until = self._clock.now() + PATIENCE
        while await self._store.read(lambda tx: _said(tx, copy)) is not None:
            if self._clock.now() >= until:
                return "failed"
            await self._pause(LOOK_SECONDS)
        return "paused"

    async def _wait_for(self, queued: Delivery, copy: Copy, before: Said | None) -> Outcome:
        until = self._clock.now() + PATIENCE
        while self._clock.now() < until:
            state, after = await self._store.read(lambda tx: _stand(tx, queued.id, copy))
            if state is not DeliveryState.WAITING:
                return outcome_of(state, before, after)
            await self._pause(LOOK_SECONDS)
        raise VendorUnreachable(
            f"The lane {queued.lane} did not move for {PATIENCE}. Look at `airlock doctor`; "
            "the resweep goes on where it stood with --resume.",
            sent=False,
        )


def outcome_of(state: DeliveryState, before: Said | None, after: Said | None) -> Outcome:
    """What became of a copy whose delivery is settled."""
    if state is DeliveryState.HELD:
        return "held"
    if state is not DeliveryState.DONE:
        return "failed"
    if after is None:
        return "gone"
    return "unchanged" if before == after else "changed"


def _is_unreadable(chosen: Chosen) -> bool:
    """Whether the source went with its ticket or issue, and the copy may stand."""
    gone = Cause.TICKET_DELETED if chosen.copy.source is System.ZENDESK else Cause.ISSUE_DELETED
    return chosen.link.cause is gone


def _said(tx: Transaction, copy: Copy) -> Said | None:
    """None when the copy does not stand."""
    known = tx.copies.get(*copy.key)
    if known is None or known.deleted:
        return None
    files = tx.file_copies.of_comment(copy.link_id, copy.source_comment_id)
    return known.target_comment_id, known.digest, known.public, tuple(files)


def _stand(tx: Transaction, delivery_id: str, copy: Copy) -> tuple[DeliveryState, Said | None]:
    delivery = tx.deliveries.get(delivery_id)
    state = delivery.state if delivery is not None else DeliveryState.DONE
    return state, _said(tx, copy)


def _event(chosen: Chosen, cause: str) -> InboundEvent:
    copy = chosen.copy
    return comment_event(
        chosen.link, copy.source, copy.source_comment_id, EventKind.RESWEPT, f"resweep:{cause}"
    )
