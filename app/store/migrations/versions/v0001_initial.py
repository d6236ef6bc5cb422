"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    _links()
    _queue()
    _ledger()
    _vault()
    _packets()


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("issue_id", sa.String(), nullable=False),
        sa.Column("issue_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("ticket_id", "issue_id", name="uq_links_ticket_issue"),
    )
    op.create_index("ix_links_issue_id", "links", ["issue_id"])
    op.create_index("ix_links_issue_key", "links", ["issue_key"])


def _queue() -> None:
    op.create_table(
        "lanes",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("tail", sa.BigInteger(), nullable=False),
        sa.Column("head_id", sa.String()),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("worker", sa.String()),
        sa.Column("claimed_until", sa.BigInteger()),
        sa.Column("blocked_by", sa.String()),
    )
    op.create_index("ix_lanes_next", "lanes", ["next_at", "head_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("lane", sa.String(), sa.ForeignKey("lanes.name"), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger()),
        sa.Column("reason_code", sa.String()),
        sa.Column("reason", sa.Text()),
        sa.UniqueConstraint("lane", "event_id", name="uq_deliveries_lane_event"),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "accepted_at"])
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["lane", "position"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def _ledger() -> None:
    op.create_table(
        "effects",
        sa.Column("marker", sa.String(), primary_key=True),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", sa.BigInteger()),
        sa.Column("remote_id", sa.String()),
        sa.Column("digest", sa.String(), nullable=False),
    )
    _copies()
    op.create_table(
        "gates",
        sa.Column("issue_id", sa.String(), primary_key=True),
        sa.Column("token", sa.String()),
        sa.Column("reasons_digest", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String()),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("refused_at", sa.BigInteger()),
        sa.Column("valid_until", sa.BigInteger()),
    )
    op.create_index("ix_gates_valid_until", "gates", ["valid_until"])
    _audit()
    op.create_table(
        "facts",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )


def _copies() -> None:
    op.create_table(
        "copies",
        sa.Column("link_id", sa.String(), primary_key=True),
        sa.Column("source", sa.String(), primary_key=True),
        sa.Column("source_comment_id", sa.String(), primary_key=True),
        sa.Column("target_comment_id", sa.String()),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_copies_target", "copies", ["target_comment_id", "source"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _big_number(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("audience", sa.String()),
        sa.Column("policy", sa.String()),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "id"])


def _vault() -> None:
    op.create_table(
        "vault_masters",
        sa.Column("key_id", sa.String(), primary_key=True),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "vault_customers",
        sa.Column("key_id", sa.String(), primary_key=True),
        sa.Column("customer", sa.String(), nullable=False),
        sa.Column("master_id", sa.String(), sa.ForeignKey("vault_masters.key_id"), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("customer", name="uq_vault_customers_customer"),
    )
    op.create_table(
        "vault_pairs",
        sa.Column("pair", sa.String(), primary_key=True),
        sa.Column("customer_key", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_vault_pairs_customer_key", "vault_pairs", ["customer_key"])
    _sealed_values()


def _sealed_values() -> None:
    op.create_table(
        "vault_pseudonyms",
        sa.Column("pair", sa.String(), sa.ForeignKey("vault_pairs.pair"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("placeholder", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("pair", "placeholder", name="uq_pseudonyms_placeholder"),
        sa.UniqueConstraint("pair", "digest", name="uq_pseudonyms_digest"),
    )
    op.create_table(
        "vault_contexts",
        sa.Column("pair", sa.String(), sa.ForeignKey("vault_pairs.pair"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )


def _packets() -> None:
    op.create_table(
        "packets",
        sa.Column("ticket_id", sa.BigInteger(), primary_key=True),
        sa.Column("pair", sa.String(), sa.ForeignKey("vault_pairs.pair"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
    )
    op.create_index("ix_packets_pair", "packets", ["pair"])
    op.create_table(
        "waivers",
        sa.Column("id", _big_number(), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("pair", sa.String(), sa.ForeignKey("vault_pairs.pair"), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_waivers_ticket_id", "waivers", ["ticket_id"])
    op.create_index("ix_waivers_pair", "waivers", ["pair"])


def _big_number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
