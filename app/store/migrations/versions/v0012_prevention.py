"""Prevention actions, pods, runbooks, known issues and their search.

The search is SQLite's FTS5 over the table of known issues, kept up by triggers, or an index over
PostgreSQL's text vectors.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS: Final = "title_words, body_words"
OLD_WORDS: Final = "'delete', old.number, old.title_words, old.body_words"
INTO: Final = "INSERT INTO known_issue_search"
ADD: Final = f"{INTO} (rowid, {WORDS}) VALUES (new.number, new.title_words, new.body_words);"
TAKE: Final = f"{INTO} (known_issue_search, rowid, {WORDS}) VALUES ({OLD_WORDS});"
TRIGGERS: Final = (("INSERT", ADD), ("DELETE", TAKE), ("UPDATE", TAKE + ADD))


def upgrade() -> None:
    _make_actions()
    _make_pods_and_runbooks()
    _make_known_issues()
    postgresql = op.get_bind().dialect.name == "postgresql"
    (_index_words_postgresql if postgresql else _index_words_sqlite)()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _keyed() -> tuple[sa.Column[int], sa.Column[int]]:
    number = sa.Column("number", NUMBER, primary_key=True, autoincrement=True)
    return number, sa.Column("version", sa.Integer(), nullable=False)


def _make_actions() -> None:
    op.create_table(
        "prevention_actions",
        *_keyed(),
        _word("driver_kind"),
        _text("driver_key"),
        _word("kind"),
        _word("owner"),
        _text("root_cause"),
        sa.Column("due", sa.Date(), nullable=False),
        _word("week"),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        _word("opened_by"),
        _word("state"),
        _text("reason"),
        sa.Column("settled_at", sa.BigInteger()),
    )
    op.create_index("ix_prevention_actions_state", "prevention_actions", ["state", "number"])
    chosen = sa.text("state = 'open'")
    op.create_index(
        "ix_prevention_actions_driver", "prevention_actions", ["driver_kind", "driver_key"],
        sqlite_where=chosen, postgresql_where=chosen,
    )  # fmt: skip


def _make_pods_and_runbooks() -> None:
    op.create_table(
        "pods",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("components"),
        _word("system"),
        _word("target"),
        _word("owner"),
    )
    op.create_table(
        "runbooks",
        *_keyed(),
        _text("title"),
        _text("body"),
        _word("author"),
        _word("changed_by"),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        _word("owner"),
        _word("pod"),
        sa.Column("fresh_until", sa.Date(), nullable=False),
        _word("state"),
        _word("reviewed_by"),
        sa.Column("reviewed_at", sa.BigInteger()),
    )
    op.create_index("ix_runbooks_state", "runbooks", ["state", "fresh_until", "number"])


def _make_known_issues() -> None:
    op.create_table(
        "known_issues",
        *_keyed(),
        _text("title"),
        _text("symptoms"),
        _text("workaround"),
        sa.Column("runbook", NUMBER),
        sa.Column("issue_key", sa.String()),
        _text("components"),
        _word("state"),
        _word("safety"),
        _word("policy"),
        _word("changed_by"),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        _text("title_words"),
        _text("body_words"),
    )
    op.create_index("ix_known_issues_state", "known_issues", ["state", "number"])
    op.create_index("ix_known_issues_key", "known_issues", ["issue_key"])
    op.create_table(
        "known_issue_traces",
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("number", NUMBER, sa.ForeignKey("known_issues.number"), primary_key=True),
    )


def _index_words_sqlite() -> None:
    op.execute(
        f"CREATE VIRTUAL TABLE known_issue_search USING fts5({WORDS}, content='known_issues', "
        "content_rowid='number', tokenize='unicode61 remove_diacritics 0')"
    )
    for act, work in TRIGGERS:
        name = f"known_issues_{act.lower()}_words"
        op.execute(f"CREATE TRIGGER {name} AFTER {act} ON known_issues BEGIN {work} END")


def _index_words_postgresql() -> None:
    op.execute(
        "CREATE INDEX ix_known_issues_words ON known_issues USING gin ("
        "(setweight(to_tsvector('simple', title_words), 'A')"
        " || setweight(to_tsvector('simple', body_words), 'B')))"
    )
