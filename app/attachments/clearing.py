"""The only place where a file becomes one that may cross."""

from app.attachments.content import Spooled
from app.attachments.job import Outcome
from app.effects import ClearedFile
from app.errors import UnreadableContent
from app.model import RedactedText


def clear_file(name: RedactedText, outcome: Outcome, content: Spooled | None) -> ClearedFile:
    """A file whose name was redacted and whose content was treated.

    Raises UnreadableContent, with the reason in fixed words, for one that may not cross.
    """
    if outcome.reason is not None or content is None:
        raise UnreadableContent(outcome.reason or "its content cannot be checked")
    return ClearedFile(name, content, outcome.content_type)
