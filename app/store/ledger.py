"""What was sent and decided: effects, copies, gates, audit and facts. Ids, states and digests."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, select, tuple_, update

from app.errors import NotStored, StaleWrite
from app.model import Audience, Finding, System
from app.records import AuditEntry, Copy, CopyKey, EffectRecord, EffectState, GateRecord
from app.store.chaining import make_stamp
from app.store.scope import Scope
from app.store.statements import Record, insert_new, upsert
from app.store.tables import audit, copies, effects, facts, gates

_FINDINGS = TypeAdapter(tuple[Finding, ...])
_SOURCE_OF = {System.ZENDESK: System.JIRA, System.JIRA: System.ZENDESK}


_FACT = select(facts.c.value).where(facts.c.name == bindparam("name"))
"""Made once: it is asked with every claim."""


class SqlEffects:
    """The port `Effects`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def get(self, marker: str) -> EffectRecord | None:
        row = self._connection.execute(select(effects).where(effects.c.marker == marker)).first()
        return to_effect(row) if row is not None else None

    def unsettled_at(self, target: str) -> Sequence[EffectRecord]:
        """By the index on targets, where those without an outcome stand beside each other."""
        begun = (effects.c.remote_id.is_(None), effects.c.state == EffectState.BEGUN.value)
        found = select(effects).where(effects.c.target == target, *begun)
        ordered = found.order_by(effects.c.begun_at, effects.c.marker)
        return tuple(map(to_effect, self._connection.execute(ordered)))

    def begin(
        self, marker: str, delivery_id: str, target: str, now: datetime, digest: str = ""
    ) -> None:
        """Raises StaleWrite when the effect was begun already."""
        values = {
            "marker": marker,
            "delivery_id": delivery_id,
            "target": target,
            "state": EffectState.BEGUN.value,
            "begun_at": now,
            "digest": digest,
        }
        if not insert_new(self._connection, effects, values):
            raise StaleWrite(f"The write {marker} to {target} was begun by another relay.")

    def applied(self, marker: str, remote_id: str, now: datetime) -> None:
        """Raises NotStored when it was never begun."""
        statement = update(effects).where(effects.c.marker == marker)
        values = {"state": EffectState.APPLIED.value, "remote_id": remote_id, "applied_at": now}
        if self._connection.execute(statement.values(values)).rowcount == 0:
            raise NotStored(f"The write {marker} was never begun, so it cannot be applied.")

    def made_beside(self, target: str, remote_id: str, beside: str) -> Sequence[str]:
        """Of what the same delivery made there, that which no other made."""
        maker = select(effects.c.delivery_id).where(
            effects.c.target == target, effects.c.remote_id == remote_id
        )
        there = select(effects.c.remote_id).where(
            effects.c.target == beside, effects.c.remote_id.is_not(None)
        )
        others = there.where(effects.c.delivery_id.not_in(maker))
        own = there.where(effects.c.delivery_id.in_(maker), effects.c.remote_id.not_in(others))
        return tuple(self._connection.execute(own.order_by(effects.c.marker)).scalars())

    def abandon(self, marker: str, begun_at: datetime) -> None:
        """Forget that it was begun then. An effect that was applied stays known."""
        begun = (effects.c.state == EffectState.BEGUN.value, effects.c.begun_at == begun_at)
        self._connection.execute(delete(effects).where(effects.c.marker == marker, *begun))


class SqlCopies:
    """The port `Copies`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def get(self, link_id: str, source: System, comment_id: str) -> Copy | None:
        statement = select(copies).where(
            copies.c.link_id == link_id,
            copies.c.source == source.value,
            copies.c.source_comment_id == comment_id,
        )
        row = self._connection.execute(statement).first()
        return _to_copy(row) if row is not None else None

    def find_target(self, target: System, target_comment_id: str) -> Copy | None:
        """The copy that was written as this comment of `target`; the newest if there are more."""
        statement = select(copies).where(
            copies.c.target_comment_id == target_comment_id,
            copies.c.source == _SOURCE_OF[target].value,
        )
        row = self._connection.execute(statement.order_by(copies.c.saved_at.desc())).first()
        return _to_copy(row) if row is not None else None

    def save(self, copy: Copy, now: datetime) -> None:
        """Insert or replace by link, source and source comment."""
        values = copy.model_dump(mode="json")
        key = {name: values.pop(name) for name in ("link_id", "source", "source_comment_id")}
        first = {**key, **values, "first_at": now, "saved_at": now}
        if not insert_new(self._connection, copies, first):
            statement = update(copies).where(*(copies.c[name] == key[name] for name in key))
            self._connection.execute(statement.values({**values, "saved_at": now}))

    def of_link(self, link_id: str) -> Sequence[Copy]:
        """In the order in which they were first saved."""
        statement = select(copies).where(copies.c.link_id == link_id)
        ordered = statement.order_by(copies.c.first_at, copies.c.source_comment_id)
        return tuple(map(_to_copy, self._connection.execute(ordered)))

    def standing(
        self, limit: int, after: CopyKey | None = None, since: datetime | None = None
    ) -> Sequence[Copy]:
        """Looks at all copies from `after` on: for commands, not for relaying."""
        key = tuple_(copies.c.link_id, copies.c.source, copies.c.source_comment_id)
        statement = select(copies).where(copies.c.deleted.is_(False))
        if after is not None:
            statement = statement.where(key > after)
        if since is not None:
            statement = statement.where(copies.c.saved_at >= since)
        page = statement.order_by(*key.clauses).limit(limit)
        return tuple(map(_to_copy, self._connection.execute(page)))

    def recent(self, limit: int) -> Sequence[Copy]:
        """Copies that stand, newest first. Looks at all copies: for commands, not for relaying."""
        statement = select(copies).where(copies.c.deleted.is_(False))
        newest = statement.order_by(copies.c.saved_at.desc(), copies.c.source_comment_id)
        return tuple(map(_to_copy, self._connection.execute(newest.limit(limit))))


class SqlGates:
    """The port `Gates`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def get(self, issue_id: str) -> GateRecord | None:
        row = self._connection.execute(select(gates).where(gates.c.issue_id == issue_id)).first()
        return _to_gate(row) if row is not None else None

    def save(self, record: GateRecord) -> None:
        values = record.model_dump()
        upsert(self._connection, gates, {"issue_id": values.pop("issue_id")}, values)

    def due(self, now: datetime) -> Sequence[GateRecord]:
        """Those whose `valid_until` has come, the one that is overdue the longest first."""
        statement = select(gates).where(gates.c.valid_until <= now)
        ordered = statement.order_by(gates.c.valid_until, gates.c.issue_id)
        return tuple(map(_to_gate, self._connection.execute(ordered)))

    def all(self, limit: int = 1000, after: str | None = None) -> Sequence[GateRecord]:
        """A page by issue id, after the one that ended the page before."""
        statement = select(gates).where(gates.c.issue_id > (after or ""))
        page = statement.order_by(gates.c.issue_id).limit(limit)
        return tuple(map(_to_gate, self._connection.execute(page)))


class SqlAudit:
    """The port `Audit`: entries are added and read, never changed. Sequences are newest first."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._master = scope.master

    def add(self, entry: AuditEntry) -> None:
        values = entry.model_dump()
        values["audience"] = entry.audience.value if entry.audience is not None else None
        values["findings"] = _FINDINGS.dump_json(entry.findings).decode()
        values["stamp"] = make_stamp(self._master.audit, self._master.id, values)
        self._connection.execute(insert(audit).values(values))

    def of_subject(self, subject: str, limit: int = 100) -> Sequence[AuditEntry]:
        statement = select(audit).where(audit.c.subject == subject)
        newest = statement.order_by(audit.c.id.desc()).limit(limit)
        return tuple(map(to_entry, self._connection.execute(newest)))

    def recent(self, limit: int = 100) -> Sequence[AuditEntry]:
        newest = select(audit).order_by(audit.c.id.desc()).limit(limit)
        return tuple(map(to_entry, self._connection.execute(newest)))

    def of_actions(self, actions: Sequence[str], since: datetime) -> Sequence[AuditEntry]:
        """Oldest first. Looks at the whole audit: for commands, not for relaying."""
        statement = select(audit).where(audit.c.action.in_(actions), audit.c.at >= since)
        return tuple(map(to_entry, self._connection.execute(statement.order_by(audit.c.id))))


class SqlFacts:
    """The port `Facts`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def get(self, name: str) -> str | None:
        value: str | None = self._connection.execute(_FACT, {"name": name}).scalar()
        return value

    def set(self, name: str, value: str) -> None:
        upsert(self._connection, facts, {"name": name}, {"value": value})


def to_effect(row: Record) -> EffectRecord:
    return EffectRecord(
        row.marker,
        row.target,
        EffectState(row.state),
        row.begun_at,
        row.remote_id,
        row.digest,
        row.delivery_id,
    )


def _to_copy(row: Record) -> Copy:
    return Copy(
        link_id=row.link_id,
        source=System(row.source),
        source_comment_id=row.source_comment_id,
        target_comment_id=row.target_comment_id,
        digest=row.digest,
        policy=row.policy,
        public=row.public,
        deleted=row.deleted,
    )


def _to_gate(row: Record) -> GateRecord:
    return GateRecord(
        issue_id=row.issue_id,
        token=row.token,
        reasons_digest=row.reasons_digest,
        open=row.open,
        decided_at=row.decided_at,
        status=row.status,
        escalated=row.escalated,
        refused_at=row.refused_at,
        valid_until=row.valid_until,
    )


def to_entry(row: Record) -> AuditEntry:
    return AuditEntry(
        at=row.at,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        audience=Audience(row.audience) if row.audience is not None else None,
        policy=row.policy,
        findings=_FINDINGS.validate_json(row.findings),
        detail=row.detail,
    )
