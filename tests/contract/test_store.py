"""The stores in memory, in SQLite and in PostgreSQL, through one suite."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.ports import UnitOfWork
from app.store import open_store
from tests.contract.store import StoreContract
from tests.contract.store_audit_pages import AuditPagesContract
from tests.contract.store_budgets import BudgetsContract
from tests.contract.store_chain import ChainContract
from tests.contract.store_clocks import ClocksContract
from tests.contract.store_corrections import CorrectionsContract
from tests.contract.store_gates import GatesContract
from tests.contract.store_history import HistoryContract
from tests.contract.store_life import LifeContract
from tests.contract.store_policies import PoliciesContract
from tests.contract.store_prevention import PreventionContract
from tests.contract.store_retention import RetentionContract
from tests.contract.store_runs import RunsContract
from tests.contract.store_sessions import SessionsContract
from tests.contract.store_upkeep import UpkeepContract
from tests.contract.store_views import ViewsContract
from tests.fakes.store import MemoryStore

KEY = b"a secret key of 32 bytes......"


class WholeContract(
    StoreContract,
    RetentionContract,
    GatesContract,
    RunsContract,
    UpkeepContract,
    LifeContract,
    CorrectionsContract,
    ChainContract,
    BudgetsContract,
    ClocksContract,
    PoliciesContract,
    PreventionContract,
    HistoryContract,
    SessionsContract,
    AuditPagesContract,
    ViewsContract,
):
    """All that a store must do."""


class TestMemoryStore(WholeContract):
    @pytest.fixture
    def store(self) -> UnitOfWork:
        return MemoryStore()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the first opening leaves it: making its tables is most of an opening."""
    file = tmp_path_factory.mktemp("made") / "airlock.db"

    async def make() -> None:
        async with open_store(f"sqlite:///{file}", KEY):
            pass

    asyncio.run(make())
    return file


class TestSqliteStore(WholeContract):
    @pytest.fixture
    async def store(self, made: Path, tmp_path: Path) -> AsyncIterator[UnitOfWork]:
        file = shutil.copy(made, tmp_path)
        async with open_store(f"sqlite:///{file}", KEY) as opened:
            yield opened


class TestPostgresStore(WholeContract):
    @pytest.fixture
    async def store(self, postgres_url: str) -> AsyncIterator[UnitOfWork]:
        async with open_store(postgres_url, KEY) as opened:
            yield opened
