"""Runbooks and known issues, and the search over known issues, in SQL."""

import json
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, func, insert, select

from app.ports_prevention import PAGE
from app.records_prevention import IssueState, KnownIssue, Runbook, RunbookState, changed
from app.store.numbered import Numbered
from app.store.scope import Scope
from app.store.statements import Record
from app.store.tables_prevention import known_issue_traces, known_issues, runbooks
from app.store.word_search import ranked
from app.sync.search_words import query_words, words_in


class SqlRunbooks:
    """The port `Runbooks`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._rows = Numbered(scope.connection, runbooks)

    def add(self, runbook: Runbook) -> Runbook:
        return changed(runbook, **self._rows.add(_of_runbook(runbook)))

    def get(self, number: int) -> Runbook | None:
        row = self._rows.get(number)
        return _to_runbook(row) if row is not None else None

    def save(self, runbook: Runbook) -> Runbook:
        version = self._rows.save(runbook.number, runbook.version, _of_runbook(runbook))
        return changed(runbook, version=version)

    def page(
        self, state: RunbookState | None = None, after: int | None = None, limit: int = PAGE
    ) -> Sequence[Runbook]:
        chosen = state.value if state is not None else None
        return tuple(map(_to_runbook, self._rows.page(chosen, after, limit)))

    def past(self, today: date, limit: int = PAGE) -> Sequence[Runbook]:
        stale = select(runbooks).where(
            runbooks.c.state == RunbookState.REVIEWED.value, runbooks.c.fresh_until < today
        )
        ordered = stale.order_by(runbooks.c.fresh_until, runbooks.c.number).limit(limit)
        return tuple(map(_to_runbook, self._connection.execute(ordered)))

    def titles(self, numbers: Collection[int]) -> dict[int, str]:
        chosen = select(runbooks.c.number, runbooks.c.title).where(runbooks.c.number.in_(numbers))
        return {row.number: row.title for row in self._connection.execute(chosen)}

    def outdated(self, owners: Collection[str] | None = None) -> int:
        chosen = select(func.count()).where(runbooks.c.state == RunbookState.OUTDATED.value)
        if owners is not None:
            chosen = chosen.where(runbooks.c.owner.in_(owners))
        return self._connection.execute(chosen).scalar_one()


class SqlKnownIssues:
    """The port `KnownIssues`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._rows = Numbered(scope.connection, known_issues)

    def add(self, issue: KnownIssue, traces: Sequence[str]) -> KnownIssue:
        added = changed(issue, **self._rows.add(_of_issue(issue)))
        self._set_traces(added.number, traces)
        return added

    def get(self, number: int) -> KnownIssue | None:
        row = self._rows.get(number)
        return _to_issue(row) if row is not None else None

    def save(self, issue: KnownIssue, traces: Sequence[str]) -> KnownIssue:
        version = self._rows.save(issue.number, issue.version, _of_issue(issue))
        self._set_traces(issue.number, traces)
        return changed(issue, version=version)

    def page(
        self, state: IssueState | None = None, after: int | None = None, limit: int = PAGE
    ) -> Sequence[KnownIssue]:
        chosen = state.value if state is not None else None
        return tuple(map(_to_issue, self._rows.page(chosen, after, limit)))

    def search(self, words: str, limit: int = 20, *, fixed: bool = True) -> Sequence[KnownIssue]:
        """Ranked by the engine: BM25 on SQLite, `ts_rank` on PostgreSQL, a title's words fourfold.

        sqlite.org/fts5.html section 5.1.1; postgresql.org/docs/current/textsearch-controls.html.
        """
        wanted = query_words(words)
        numbers = ranked(self._connection, wanted, limit, fixed=fixed) if wanted else ()
        found = {one.number: one for one in self._where(known_issues.c.number.in_(numbers), limit)}
        return tuple(found[number] for number in numbers)

    def with_trace(self, digests: Collection[str], limit: int = 20) -> Sequence[KnownIssue]:
        bearing = select(known_issue_traces.c.number).where(
            known_issue_traces.c.digest.in_(digests)
        )
        return self._where(known_issues.c.number.in_(bearing) & _OPEN, limit)

    def with_key(self, keys: Collection[str], limit: int = 20) -> Sequence[KnownIssue]:
        return self._where(known_issues.c.issue_key.in_(keys) & _OPEN, limit)

    def _where(self, condition: ColumnElement[bool], limit: int) -> Sequence[KnownIssue]:
        chosen = select(known_issues).where(condition)
        ordered = chosen.order_by(known_issues.c.number.desc()).limit(limit)
        return tuple(map(_to_issue, self._connection.execute(ordered)))

    def _set_traces(self, number: int, traces: Sequence[str]) -> None:
        former = delete(known_issue_traces).where(known_issue_traces.c.number == number)
        self._connection.execute(former)
        rows = [{"digest": digest, "number": number} for digest in dict.fromkeys(traces)]
        if rows:
            self._connection.execute(insert(known_issue_traces), rows)


_OPEN = known_issues.c.state == IssueState.OPEN.value


def _of_runbook(runbook: Runbook) -> dict[str, object]:
    values = runbook.model_dump(exclude={"number", "version"})
    return {**values, "state": runbook.state.value}


def _to_runbook(row: Record) -> Runbook:
    return Runbook(**row._asdict())


def _of_issue(issue: KnownIssue) -> dict[str, object]:
    body = "\n".join((issue.symptoms, *issue.components, issue.workaround))
    return {
        **issue.model_dump(exclude={"number", "version"}),
        "components": json.dumps(issue.components),
        "state": issue.state.value,
        "title_words": " ".join(words_in(f"{issue.title} {issue.issue_key or ''}")),
        "body_words": " ".join(words_in(body)),
    }


def _to_issue(row: Record) -> KnownIssue:
    values = row._asdict()
    del values["title_words"], values["body_words"]
    return KnownIssue(**{**values, "components": tuple(json.loads(values["components"]))})
