"""Prevention actions: opened for a driver, carried from week to week until they are done."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.errors import InputRefused, NotStored
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_prevention import PAGE
from app.records import AuditEntry
from app.records_prevention import ActionState, PreventionAction, changed
from app.services.prevention_views import ActionDraft, CarriedAction
from app.services.weeks import WEEK, name_of, start_of


class PreventionActions:
    """Every change is written to the audit by the id of the person who made it."""

    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def page(self, state: ActionState, after: int | None = None) -> Sequence[CarriedAction]:
        """Fifty of the state, the newest first, beyond the number `after`."""
        found = await self._store.read(lambda tx: tx.prevention.actions.page(state, after, PAGE))
        now = self._clock.now()
        return tuple(carried(one, now) for one in found)

    async def get(self, number: int) -> PreventionAction:
        """Raises NotStored."""
        return await self._store.read(lambda tx: _get(tx, number))

    async def open(self, draft: ActionDraft, *, by: str) -> PreventionAction:
        """Open one in this week."""
        now = self._clock.now()
        action = PreventionAction(
            **draft.model_dump(include={"kind", "owner", "root_cause", "due"}),
            driver=draft.driver, week=name_of(start_of(now)), opened_at=now, opened_by=by,
        )  # fmt: skip

        def add(tx: Transaction) -> PreventionAction:
            added = tx.prevention.actions.add(action)
            tx.audit.add(_entry("prevention action opened", added, by, now))
            return added

        return await self._store.write(add)

    async def change(self, number: int, draft: ActionDraft, *, by: str) -> PreventionAction:
        """Change an open one. Raises StaleWrite, NotStored, and InputRefused for a settled one."""
        values = draft.model_dump(include={"version", "kind", "owner", "root_cause", "due"})
        values["driver"] = draft.driver
        return await self._save(number, values, "prevention action changed", by)

    async def settle(
        self, number: int, version: int, state: ActionState, *, reason: str, by: str
    ) -> PreventionAction:
        """It is done, or dropped with a reason. Raises as `change`."""
        reason = reason.strip()
        if state is ActionState.DROPPED and not reason:
            raise InputRefused("Say why it will not be done.")
        now = self._clock.now()
        values = {"version": version, "state": state, "reason": reason, "settled_at": now}
        return await self._save(number, values, f"prevention action {state.value}", by)

    async def _save(
        self, number: int, values: dict[str, object], what: str, by: str
    ) -> PreventionAction:
        def save(tx: Transaction) -> PreventionAction:
            stored = _get(tx, number)
            if stored.state is not ActionState.OPEN:
                raise InputRefused("It is settled already: open another one.")
            saved = tx.prevention.actions.save(changed(stored, **values))
            tx.audit.add(_entry(what, saved, by, self._clock.now()))
            return saved

        return await self._store.write(save)


def carried(action: PreventionAction, now: datetime) -> CarriedAction:
    """How many weeks an action has been carried over, until it was settled or until now."""
    until = action.settled_at or now
    weeks = (start_of(until) - start_of(action.opened_at)) // WEEK
    late = action.state is ActionState.OPEN and action.due < now.date()
    return CarriedAction(action, max(0, weeks), late)


def usual_due(now: datetime) -> date:
    """Two weeks from today: a proposal, no rule."""
    return now.date() + timedelta(weeks=2)


def _get(tx: Transaction, number: int) -> PreventionAction:
    found = tx.prevention.actions.get(number)
    if found is None:
        raise NotStored(f"There is no prevention action {number}.")
    return found


def _entry(what: str, action: PreventionAction, by: str, now: datetime) -> AuditEntry:
    """Ids and kinds alone: what was written stands in the row."""
    detail = f"{action.driver.kind.value}, {action.kind.value}"
    subject = f"prevention:{action.number}"
    return AuditEntry(at=now, actor=by, action=what, subject=subject, detail=detail)
