"""Whether a text that can only cross as it is holds anything private."""

from collections.abc import Iterable

from app.attachments.names import entity_of
from app.attachments.passages import passages
from app.errors import UnreadableContent
from app.redaction.files import FileRedactor

FOUND = "it holds something private"


def refuse_private(lines: Iterable[str], redactor: FileRedactor) -> None:
    """Raises UnreadableContent when redaction would change anything in the lines.

    A line that is the head of a private column (`E-mail`, `Password`) counts too: what stands under
    it is private whatever it looks like.
    """
    pieces = (_told(line) for line in lines)
    for passage in passages(pieces, redactor.private_spans):
        around = "".join((passage.before, passage.text, passage.after))
        if redactor.private_spans(around):
            raise UnreadableContent(FOUND)


def _told(line: str) -> str:
    if entity_of(line.rstrip(" :")) is not None:
        raise UnreadableContent(FOUND)
    return f"{line}\n"
