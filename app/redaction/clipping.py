"""A redacted line cut to a length, without cutting a placeholder in two."""

from app.document import Document, Paragraph, Text
from app.model import RedactedText

ELLIPSIS = "…"


def clip_line(text: RedactedText, limit: int) -> RedactedText:
    """The text as one line of at most `limit` characters, ended by an ellipsis where it was cut.

    It is cut between words and never inside square brackets. Text only: marks and links are gone.
    """
    line = text.line
    if len(line) > limit:
        line = _cut(line, limit - len(ELLIPSIS)) + ELLIPSIS
    return RedactedText(Document((Paragraph((Text(line),)),)), text.audience, text.policy)


def _cut(line: str, length: int) -> str:
    kept = line[:length]
    if line[length : length + 1].strip():
        kept = kept.rpartition(" ")[0] or kept
    opened = kept.rfind("[")
    if opened > kept.rfind("]"):
        kept = kept[:opened]
    return kept.rstrip()
