"""The tables, as SQLModel classes, and the Core tables that every statement is written with.

No column but the sealed ones holds ticket or issue text: events are ids and field keys, reasons
are fixed words, findings have no values. Sealed columns hold what `seal.Key` made. Times are whole
microseconds since 1970 in UTC, which sort and compare alike on every engine.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BigNumber = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere; SQLite counts up by itself only what is declared INTEGER."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Row(SQLModel):
    metadata = MetaData()


def where(name: str, columns: tuple[str, ...], condition: str) -> Index:
    """An index of the rows for which the condition holds, on every engine."""
    chosen = text(condition)
    return Index(name, *columns, sqlite_where=chosen, postgresql_where=chosen)


def counter() -> Any:  # SQLModel's own fields are Any too
    """A column that counts from zero, also for processes that do not know it."""
    return Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


TRIED = "state = 'waiting' AND reason_code IS NOT NULL"
STUCK = "state IN ('parked', 'held')"


class LinkRow(Row, table=True):
    __tablename__ = "links"
    __table_args__ = (
        UniqueConstraint("ticket_id", "issue_id", name="uq_links_ticket_issue"),
        Index("ix_links_state", "state", "id"),
    )

    id: str = Field(primary_key=True)
    ticket_id: int = Field(sa_type=BigInteger)
    issue_id: str = Field(index=True)
    issue_key: str = Field(index=True)
    state: str
    cause: str | None
    created_at: datetime = Field(sa_type=Moment)


class LaneRow(Row, table=True):
    """A lane's head and who works on it, so that a claim never looks at the backlog.

    `next_at` is when the lane may be claimed: when its head is ready and its turn has come
    (`turn_at`), or when the lease of the one who has it ends; null when nothing waits or the
    parked delivery `blocked_by` holds the lane up. `tail` is the last position given out. `fence`
    grows with each claim. Deliveries are counted by state; those that are deleted stay counted.
    """

    __tablename__ = "lanes"
    __table_args__ = (
        Index("ix_lanes_next", "next_at", "head_id"),
        where("ix_lanes_waiting", ("name",), "waiting > 0"),
        where("ix_lanes_blocked", ("name",), "blocked_by IS NOT NULL"),
    )

    name: str = Field(primary_key=True)
    tail: int = Field(sa_type=BigInteger)
    head_id: str | None
    next_at: datetime | None = Field(sa_type=Moment)
    fence: int = Field(sa_type=BigInteger)
    worker: str | None
    claimed_until: datetime | None = Field(sa_type=Moment)
    blocked_by: str | None
    turn_at: datetime | None = Field(sa_type=Moment)
    waiting: int = counter()
    parked: int = counter()
    held: int = counter()
    done: int = counter()
    discarded: int = counter()


class DeliveryRow(Row, table=True):
    """`event` is an InboundEvent as JSON. `position` orders the lane; a replay takes the front."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("lane", "event_id", name="uq_deliveries_lane_event"),
        Index("ix_deliveries_age", "state", "accepted_at", "id"),
        where("ix_deliveries_waiting", ("lane", "position"), "state = 'waiting'"),
        where("ix_deliveries_tried", ("accepted_at", "id"), TRIED),
        where("ix_deliveries_lane_tried", ("lane", "accepted_at", "id"), TRIED),
        where("ix_deliveries_lane_stuck", ("lane", "accepted_at", "id"), STUCK),
        where("ix_deliveries_settled", ("settled_at",), "state IN ('done', 'discarded')"),
        where("ix_deliveries_cause", ("reason_code", "accepted_at", "id"), "state = 'parked'"),
    )

    id: str = Field(primary_key=True)
    lane: str = Field(foreign_key="lanes.name")
    position: int = Field(sa_type=BigInteger)
    event_id: str
    event: str = Field(sa_type=Text)
    state: str
    attempts: int
    accepted_at: datetime = Field(sa_type=Moment)
    not_before: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(sa_type=Moment)
    reason_code: str | None
    reason: str | None = Field(sa_type=Text)


class EffectRow(Row, table=True):
    __tablename__ = "effects"
    __table_args__ = (
        where("ix_effects_begun", ("begun_at",), "state = 'begun'"),
        Index("ix_effects_delivery", "delivery_id"),
        Index("ix_effects_target", "target", "remote_id"),
    )

    marker: str = Field(primary_key=True)
    delivery_id: str
    target: str
    state: str
    begun_at: datetime = Field(sa_type=Moment)
    applied_at: datetime | None = Field(sa_type=Moment)
    remote_id: str | None
    digest: str


class CopyRow(Row, table=True):
    """Outlives its link: what was sent stays known until it is erased at the vendor."""

    __tablename__ = "copies"
    __table_args__ = (Index("ix_copies_target", "target_comment_id", "source"),)

    link_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    source_comment_id: str = Field(primary_key=True)
    target_comment_id: str | None
    digest: str
    policy: str
    public: bool
    deleted: bool
    first_at: datetime = Field(sa_type=Moment)
    saved_at: datetime = Field(sa_type=Moment)


class GateRow(Row, table=True):
    __tablename__ = "gates"
    __table_args__ = (Index("ix_gates_valid_until", "valid_until"),)

    issue_id: str = Field(primary_key=True)
    token: str | None
    reasons_digest: str
    open: bool
    decided_at: datetime = Field(sa_type=Moment)
    status: str | None
    escalated: bool
    refused_at: datetime | None = Field(sa_type=Moment)
    valid_until: datetime | None = Field(sa_type=Moment)


class AuditRow(Row, table=True):
    """Only ever added to. `findings` is JSON of kinds and placeholders, without values.

    `stamp` is made with the row and proves who wrote it; null in rows older than the chain.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_subject", "subject", "id"),
        Index("ix_audit_action", "action", "id"),
        Index("ix_audit_actor", "actor", "id"),
        Index("ix_audit_stamp", "stamp", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigNumber)
    at: datetime = Field(sa_type=Moment)
    actor: str
    action: str
    subject: str
    audience: str | None
    policy: str | None
    findings: str = Field(sa_type=Text)
    detail: str = Field(sa_type=Text)
    stamp: str | None


class FactRow(Row, table=True):
    __tablename__ = "facts"

    name: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class MasterKeyRow(Row, table=True):
    """A master key that customers' keys are wrapped with: only proof of it, never the key."""

    __tablename__ = "vault_masters"

    key_id: str = Field(primary_key=True)
    proof: bytes = Field(sa_type=LargeBinary)


class CustomerKeyRow(Row, table=True):
    """One customer's key, wrapped by a master key. Deleting the row erases the customer."""

    __tablename__ = "vault_customers"
    __table_args__ = (UniqueConstraint("customer", name="uq_vault_customers_customer"),)

    key_id: str = Field(primary_key=True)
    customer: str
    master_id: str = Field(foreign_key="vault_masters.key_id")
    wrapped: bytes = Field(sa_type=LargeBinary)


class PairKeyRow(Row, table=True):
    """One pair's key, wrapped by a customer's key, which may be gone: no foreign key to it."""

    __tablename__ = "vault_pairs"

    pair: str = Field(primary_key=True)
    customer_key: str = Field(index=True)
    wrapped: bytes = Field(sa_type=LargeBinary)


class PseudonymRow(Row, table=True):
    """`digest` is a keyed digest of kind and value, to look an entity up without reading it."""

    __tablename__ = "vault_pseudonyms"
    __table_args__ = (
        UniqueConstraint("pair", "placeholder", name="uq_pseudonyms_placeholder"),
        UniqueConstraint("pair", "digest", name="uq_pseudonyms_digest"),
    )

    pair: str = Field(primary_key=True, foreign_key="vault_pairs.pair")
    position: int = Field(primary_key=True)
    kind: str
    placeholder: str
    digest: bytes = Field(sa_type=LargeBinary)
    sealed: bytes = Field(sa_type=LargeBinary)


class ContextRow(Row, table=True):
    __tablename__ = "vault_contexts"

    pair: str = Field(primary_key=True, foreign_key="vault_pairs.pair")
    sealed: bytes = Field(sa_type=LargeBinary)


class PacketRow(Row, table=True):
    """`sealed` is null after the customer was erased; the version goes on counting."""

    __tablename__ = "packets"

    ticket_id: int = Field(primary_key=True, sa_type=BigInteger)
    pair: str = Field(foreign_key="vault_pairs.pair", index=True)
    version: int
    sealed: bytes | None = Field(sa_type=LargeBinary)
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: str


class WaiverRow(Row, table=True):
    __tablename__ = "waivers"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigNumber)
    ticket_id: int = Field(sa_type=BigInteger, index=True)
    pair: str = Field(foreign_key="vault_pairs.pair", index=True)
    item: str
    by: str
    until: datetime = Field(sa_type=Moment)
    sealed: bytes = Field(sa_type=LargeBinary)


class TraitRow(Row, table=True):
    """`digest` is keyed. Rows of a ticket go when its customer is erased."""

    __tablename__ = "ticket_traits"
    __table_args__ = (
        Index("ix_ticket_traits_digest", "digest", "seen_at"),
        Index("ix_ticket_traits_seen_at", "seen_at"),
    )

    pair: str = Field(primary_key=True)
    ticket_id: int = Field(sa_type=BigInteger)
    kind: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=Moment)


class ReviewRow(Row, table=True):
    """A text that a rule holds: its keyed digest, and counts by kind as JSON."""

    __tablename__ = "reviews"

    link_id: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    delivery_id: str = Field(index=True)
    kinds: str = Field(sa_type=Text)
    held_at: datetime = Field(sa_type=Moment)
    released_by: str | None
    released_at: datetime | None = Field(sa_type=Moment)


class SignOutRow(Row, table=True):
    __tablename__ = "sign_outs"

    agent_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)


class RefusedTokenRow(Row, table=True):
    """A signed URL token that a sign-out has used up, by its digest, while it is not expired."""

    __tablename__ = "refused_tokens"
    __table_args__ = (Index("ix_refused_tokens_until", "until"),)

    digest: str = Field(primary_key=True)
    until: datetime = Field(sa_type=Moment)


metadata = Row.metadata
links = metadata.tables["links"]
lanes = metadata.tables["lanes"]
deliveries = metadata.tables["deliveries"]
effects = metadata.tables["effects"]
copies = metadata.tables["copies"]
gates = metadata.tables["gates"]
audit = metadata.tables["audit"]
facts = metadata.tables["facts"]
masters = metadata.tables["vault_masters"]
customers = metadata.tables["vault_customers"]
pairs = metadata.tables["vault_pairs"]
pseudonyms = metadata.tables["vault_pseudonyms"]
contexts = metadata.tables["vault_contexts"]
packets = metadata.tables["packets"]
waivers = metadata.tables["waivers"]
traits = metadata.tables["ticket_traits"]
reviews = metadata.tables["reviews"]
sign_outs = metadata.tables["sign_outs"]
refused_tokens = metadata.tables["refused_tokens"]
