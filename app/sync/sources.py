"""How a comment reads, as bytes for a keyed digest; and whether anything is left to read."""

import json

from app.document import Document, canonical_bytes, to_plain
from app.model import IssueComment, TicketComment

_BLACK = "▇"
"""What Zendesk leaves of a letter that was redacted."""


def source_bytes(comment: TicketComment | IssueComment, level: str | None = None) -> bytes:
    """All of a comment that says what its copy must be: text, readers and files.

    `level` is the security level of its issue, which says who reads it too. The same in every
    process. A change that does not show here needs no correction.
    """
    files = [[file.id, file.file_name, file.size] for file in comment.attachments]
    readers = [*_readers(comment), *([f"level:{level}"] if level is not None else [])]
    said = json.dumps([readers, files], ensure_ascii=True, separators=(",", ":"))
    return said.encode() + b"\x00" + canonical_bytes(comment.body)


def is_blackened(body: Document) -> bool:
    """Whether redaction took every letter and digit: such a copy stands no more."""
    text = to_plain(body)
    return _BLACK in text and not any(one.isalnum() for one in text.replace(_BLACK, ""))


def same_words(one: Document, other: Document) -> bool:
    """Whether both say the same, whatever a vendor made of the white space."""
    return to_plain(one).split() == to_plain(other).split()


def _readers(comment: TicketComment | IssueComment) -> list[str]:
    if isinstance(comment, TicketComment):
        return ["public" if comment.public else "internal"]
    rule = comment.restriction
    restricted = [rule.kind, rule.value] if rule is not None else []
    return [str(comment.internal), *restricted]
