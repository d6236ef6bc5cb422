"""The search over known issues as each engine does it, over words that hold no operators."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text

LONG: Final = 4
"""From so many characters on, a word of the query also finds what begins with it."""

_SQLITE: Final = text(
    "SELECT number FROM known_issue_search JOIN known_issues"
    " ON known_issues.number = known_issue_search.rowid"
    " WHERE known_issue_search MATCH :words AND (:fixed OR state = 'open')"
    " ORDER BY bm25(known_issue_search, 4.0, 1.0), number DESC LIMIT :limit"
)
_VECTOR: Final = (
    "(setweight(to_tsvector('simple', title_words), 'A')"
    " || setweight(to_tsvector('simple', body_words), 'B'))"
)
_POSTGRESQL: Final = text(
    f"SELECT number FROM known_issues, to_tsquery('simple', :words) AS query"  # noqa: S608 - fixed
    f" WHERE {_VECTOR} @@ query AND (:fixed OR state = 'open')"
    f" ORDER BY ts_rank('{{0.1, 0.1, 0.25, 1.0}}', {_VECTOR}, query) DESC, number DESC LIMIT :limit"
)


def ranked(
    connection: Connection, words: Sequence[str], limit: int, *, fixed: bool
) -> tuple[int, ...]:
    """Numbers of the known issues that hold one of the words, the likeliest first.

    The words are letters and digits alone (`app.sync.search_words`), so that none is an operator.
    """
    postgresql = connection.dialect.name == "postgresql"
    statement, query = (_POSTGRESQL, _tsquery) if postgresql else (_SQLITE, _match)
    given = {"words": query(words), "limit": limit, "fixed": fixed}
    return tuple(connection.execute(statement, given).scalars())


def _match(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"{"*" if len(word) >= LONG else ""}' for word in words)


def _tsquery(words: Sequence[str]) -> str:
    return " | ".join(f"'{word}'{':*' if len(word) >= LONG else ''}" for word in words)
