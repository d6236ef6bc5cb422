"""What the console's pages of escalations ask, in one place."""

from datetime import date

from app.ports import PolicySource
from app.records_console import ConsolePerson
from app.services.account_summaries import AccountSummaries, AccountSummary
from app.services.engineer_sync import EngineerSync
from app.services.sync_files import write_agenda
from app.services.sync_posting import SyncPosting
from app.services.sync_views import Agenda, Posted
from app.sync.ownership_table import OwnershipTable, tabulate


class SyncDesk:
    def __init__(
        self,
        sync: EngineerSync,
        posting: SyncPosting,
        summaries: AccountSummaries,
        policies: PolicySource,
    ) -> None:
        self._sync = sync
        self._posting = posting
        self._summaries = summaries
        self._policies = policies

    async def agenda(self, day: date | None = None) -> Agenda:
        return await self._sync.agenda(day)

    async def agenda_file(self, day: date | None = None) -> str:
        return write_agenda(await self._sync.agenda(day))

    async def look(self, notes: str) -> Posted:
        return await self._posting.look(notes)

    async def post(self, notes: str, *, person: ConsolePerson) -> Posted:
        return await self._posting.post(notes, by=person.id)

    async def summaries(self) -> tuple[AccountSummary, ...]:
        return await self._summaries.draft()

    def ownership(self) -> OwnershipTable:
        policies = self._policies.current()
        return tabulate(policies.mapping.ownership, policies.gate.severities)
