"""The audit for the console: a page at a time, and what the last check of its chain found."""

from dataclasses import dataclass
from datetime import datetime

from app.model import Model
from app.ports import Transaction, UnitOfWork
from app.ports_audit import AuditColumn
from app.records import AuditEntry
from app.services.auditing import load_checked

PAGE = 50


class AuditCheckView(Model):
    """What `airlock audit verify` found last; `at` is None where it never ran."""

    at: datetime | None = None
    whole: bool = False
    checked: int = 0
    problems: int = 0


class AuditRow(Model):
    """One entry. `kinds` are what was found in its text, `email ×2`; never values."""

    at: datetime
    actor: str
    action: str
    subject: str
    policy: str = ""
    kinds: str = ""
    detail: str = ""


class AuditPage(Model):
    """`older` is where the next page begins, None on the last one."""

    rows: tuple[AuditRow, ...]
    older: int | None
    check: AuditCheckView


@dataclass(frozen=True, slots=True)
class AuditReading:
    store: UnitOfWork

    async def page(
        self, before: int | None = None, where: tuple[AuditColumn, str] | None = None
    ) -> AuditPage:
        """Fifty entries, newest first. Raises StoreError."""
        return await self.store.read(lambda tx: _page(tx, before, where))


def _page(tx: Transaction, before: int | None, where: tuple[AuditColumn, str] | None) -> AuditPage:
    lines = tx.audit_pages.page(PAGE + 1, before, where)
    shown = lines[:PAGE]
    checked = load_checked(tx)
    view = AuditCheckView() if checked is None else AuditCheckView(**checked.model_dump())
    return AuditPage(
        rows=tuple(_row(line.entry) for line in shown),
        older=shown[-1].id if len(lines) > PAGE else None,
        check=view,
    )


def _row(entry: AuditEntry) -> AuditRow:
    counts: dict[str, int] = {}
    for finding in entry.findings:
        counts[finding.entity] = counts.get(finding.entity, 0) + 1
    kinds = (f"{kind.replace('_', ' ')} ×{times}" for kind, times in sorted(counts.items()))
    return AuditRow(
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        policy=(entry.policy or "")[:12],
        kinds=", ".join(kinds),
        detail=entry.detail,
    )
