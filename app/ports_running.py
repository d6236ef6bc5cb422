"""What running the service for long needs of a transaction, besides the story of each pair."""

from typing import Protocol

from app.ports_budgets import Budgets
from app.ports_chain import AuditChain, Erasures, Masters
from app.ports_corrections import FileCopies
from app.ports_followers import Followers
from app.ports_life import Life
from app.ports_runs import Runs
from app.ports_upkeep import Upkeep


class RunningTransaction(Protocol):
    """Repositories of pacing, long runs, modes and the audit's chain."""

    @property
    def budgets(self) -> Budgets: ...
    @property
    def followers(self) -> Followers: ...
    @property
    def runs(self) -> Runs: ...
    @property
    def upkeep(self) -> Upkeep: ...
    @property
    def life(self) -> Life: ...
    @property
    def file_copies(self) -> FileCopies: ...
    @property
    def chain(self) -> AuditChain: ...
    @property
    def masters(self) -> Masters: ...
    @property
    def erasures(self) -> Erasures: ...
