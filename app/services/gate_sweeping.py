"""Looks for values in the gate field of which nobody told us."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from app.ports import Clock, Transaction, UnitOfWork
from app.ports_search import IssueSearch
from app.services.gate_rechecks import queue_gates
from app.services.gate_writing import GateWriting

EVERY = timedelta(minutes=10)
_FACT = "gate:swept"


class GateSweeping:
    def __init__(
        self, store: UnitOfWork, search: IssueSearch, writing: GateWriting, clock: Clock
    ) -> None:
        self._store = store
        self._search = search
        self._writing = writing
        self._clock = clock

    async def sweep(self) -> None:
        """Queue the issues whose value is not the recorded one, unless that was done lately.

        Lately is the same for all processes.
        Jira's search lags behind: a value of ours that it does not know yet is at worst looked at
        once more. Raises VendorError; then it is tried again at the next call.
        """
        now = self._clock.now()
        swept = await self._store.read(lambda tx: tx.facts.get(_FACT))
        if swept is not None and now < datetime.fromisoformat(swept) + EVERY:
            return
        gate = (await self._writing.field_ids()).gate
        async for page in self._search.issues_with_value(self._writing.policy.projects, gate):
            await self._store.write(partial(_queue_strangers, page=page, now=now))
        await self._store.write(lambda tx: tx.facts.set(_FACT, now.isoformat()))


def _queue_strangers(tx: Transaction, page: Mapping[str, str], now: datetime) -> int:
    records = {issue_id: tx.gates.get(issue_id) for issue_id in page}
    strangers = [
        issue_id
        for issue_id, value in page.items()
        if (record := records[issue_id]) is None or record.token != value
    ]
    return queue_gates(tx, strangers, f"sweep:{now.isoformat()}", now)
