"""Our own writes, known by marker and author: never by comparing text, never by a cache."""

import hashlib

from app.model import System

MARKER_PREFIX = "al-"
_DIGITS = 24
_ORIGIN = "."


def marker_for(delivery_id: str, target: str, ordinal: int = 0) -> str:
    """The marker of a delivery's write to a target: `al-` and 24 hex digits, always the same.

    `target` says what is written where (`issue:10001:comment:77`); `ordinal` tells several writes
    to it apart. 96 bits, so that no two writes of one account share a marker.
    """
    content = "\x00".join((delivery_id, target, str(ordinal)))
    return MARKER_PREFIX + _short(content)


def origin_of(source: System, comment_id: str) -> str:
    """By which a copy is known as this comment's, whatever became of our own records."""
    return _short(f"{source.value}\x00{comment_id}")


def copy_marker(
    delivery_id: str, target: str, source: System, comment_id: str, ordinal: int = 0
) -> str:
    """The marker under which a delivery posts the copy of a comment: `marker_for` and its origin.

    The first part differs with the delivery. The second does not: after the database was restored
    from a backup it still tells that the comment has its copy.
    """
    return marker_for(delivery_id, target, ordinal) + _ORIGIN + origin_of(source, comment_id)


def marked_origin(marker: str | None) -> str | None:
    """The origin that a copy's marker tells; None for other writes, and for what is not ours."""
    if marker is None or not marker.startswith(MARKER_PREFIX):
        return None
    return marker.partition(_ORIGIN)[2] or None


def _short(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]


def is_echo(author_id: str, our_id: str, marker: str | None, known_copy: bool) -> bool:
    """Whether a comment is one that we wrote.

    A recorded copy is one whatever its author. Else it takes both our account and our marker: the
    account may serve a person or another tool too, and a marker can be copied.
    """
    marked = marker is not None and marker.startswith(MARKER_PREFIX)
    return known_copy or (author_id == our_id and marked)
