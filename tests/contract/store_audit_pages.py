"""What every store promises of the audit's pages."""

from datetime import UTC, datetime, timedelta

import pytest

from app.ports import UnitOfWork
from app.ports_audit import AuditColumn
from app.records import AuditEntry

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def fill(store: UnitOfWork, count: int = 7) -> None:
    for number in range(count):
        entry = AuditEntry(
            at=AT + timedelta(seconds=number),
            actor=f"agent:{number % 2}",
            action=("read", "released", "held")[number % 3],
            subject=f"ticket:{number}",
        )
        await store.write(lambda tx, one=entry: tx.audit.add(one))


class AuditPagesContract:
    async def test_pages_of_the_audit_follow_each_other_without_gap_or_double(
        self, store: UnitOfWork
    ) -> None:
        await fill(store)
        seen: list[str] = []
        before: int | None = None
        while page := await store.read(lambda tx, b=before: tx.audit_pages.page(3, b)):
            seen += [line.entry.subject for line in page]
            before = page[-1].id
        assert seen == [f"ticket:{number}" for number in (6, 5, 4, 3, 2, 1, 0)]

    @pytest.mark.parametrize(
        ("column", "value", "numbers"),
        [
            ("subject", "ticket:2", [2]),
            ("action", "released", [4, 1]),
            ("actor", "agent:1", [5, 3, 1]),
            ("actor", "agent:9", []),
        ],
    )
    async def test_the_audit_is_read_by_one_value(
        self, store: UnitOfWork, column: AuditColumn, value: str, numbers: list[int]
    ) -> None:
        await fill(store)
        page = await store.read(lambda tx: tx.audit_pages.page(50, None, (column, value)))
        assert [line.entry.subject for line in page] == [f"ticket:{n}" for n in numbers]
