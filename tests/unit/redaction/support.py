"""The policies that ship, short ways to redact with them, and a count of what that takes."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from app.document import Document, from_plain, iter_nodes
from app.model import Audience, RedactedText
from app.policy.loading import load_directory
from app.redaction.engine import Redaction, redact
from app.redaction.pseudonyms import Pseudonyms
from app.redaction.recogniser import PLAIN, Tools

POLICY = load_directory(Path(__file__).parents[3] / "policies").redaction
CONTEXT = POLICY.example_context
CUSTOMER, ENGINEERING = Audience.CUSTOMER, Audience.ENGINEERING


def run(
    source: Document | str,
    audience: Audience = ENGINEERING,
    pseudonyms: Pseudonyms | None = None,
    tools: Tools = PLAIN,
) -> Redaction:
    """Redact with the policies that ship, for the customer of their examples."""
    return redact(
        from_plain(source) if isinstance(source, str) else source,
        audience=audience,
        policy=POLICY,
        version="shipped",
        context=CONTEXT,
        pseudonyms=pseudonyms or Pseudonyms(),
        tools=tools,
    )


def crossed(source: Document | str, audience: Audience = ENGINEERING) -> RedactedText:
    """The text that crosses; fails when it was held."""
    redaction = run(source, audience)
    assert redaction.text is not None, redaction.held
    return redaction.text


def plain(source: Document | str, audience: Audience = ENGINEERING) -> str:
    """As plain text."""
    return crossed(source, audience).plain


def kinds(source: Document | str, audience: Audience = ENGINEERING) -> set[str]:
    """The kinds that were found."""
    return {finding.entity for finding in run(source, audience).findings}


def every_string(document: Document) -> list[str]:
    """All strings of the nodes, attributes too, and the paragraphs' joined text."""
    found = []
    for node in iter_nodes(document):
        for name in node.__slots__:
            value = getattr(node, name)
            found.extend(
                [value] if isinstance(value, str) else [str(value)] if name == "link" else []
            )
    return found


def count_steps(work: Callable[[], object]) -> int:
    """How many functions `work` calls, ours and the interpreter's: the same on any machine."""
    steps = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return steps
