"""What running the service for long needs of a transaction, besides the story of each pair."""

from typing import Protocol

from app.ports_life import Life
from app.ports_runs import Runs


class RunningTransaction(Protocol):
    """Repositories of pacing, long runs, modes and the audit's chain."""

    @property
    def runs(self) -> Runs: ...
    @property
    def life(self) -> Life: ...
