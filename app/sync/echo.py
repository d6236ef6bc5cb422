"""Our own writes, known by marker and author: never by comparing text, never by a cache."""

import hashlib

MARKER_PREFIX = "al-"


def marker_for(delivery_id: str, target: str, ordinal: int = 0) -> str:
    """The marker of a delivery's write to a target: `al-` and 24 hex digits, always the same.

    `target` says what is written where (`issue:10001:comment:77`); `ordinal` tells several writes
    to it apart. 96 bits, so that no two writes of one account share a marker.
    """
    content = "\x00".join((delivery_id, target, str(ordinal)))
    return MARKER_PREFIX + hashlib.sha256(content.encode()).hexdigest()[:24]


def is_echo(author_id: str, our_id: str, marker: str | None, known_copy: bool) -> bool:
    """Whether a comment is one that we wrote.

    A recorded copy is one whatever its author. Else it takes both our account and our marker: the
    account may serve a person or another tool too, and a marker can be copied.
    """
    marked = marker is not None and marker.startswith(MARKER_PREFIX)
    return known_copy or (author_id == our_id and marked)
