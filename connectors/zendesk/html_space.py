"""White space as HTML shows it: runs count as one space, none stands at a line's ends."""

import re
from collections.abc import Sequence
from itertools import groupby

from app.document import Inline, LineBreak, Text

_SPACES = re.compile(r"[ \t\n\r\f]+")


def tidy(run: Sequence[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts of one style, collapse white space, drop breaks at both ends.

    Empty where the run shows nothing. Linear in the length of the run.
    """
    joined = _join(run)
    lines = _trim_lines(joined)
    while lines and isinstance(lines[-1], LineBreak):
        lines.pop()
    start = 0
    while start < len(lines) and isinstance(lines[start], LineBreak):
        start += 1
    return tuple(lines[start:])


def _style(node: Inline) -> object:
    return (node.marks, node.link) if isinstance(node, Text) else None


def _join(run: Sequence[Inline]) -> list[Inline]:
    joined: list[Inline] = []
    for style, nodes in groupby(run, _style):
        if style is None:
            joined.extend(nodes)
            continue
        texts = [node for node in nodes if isinstance(node, Text)]
        whole = _SPACES.sub(" ", "".join(text.text for text in texts))
        joined.append(Text(whole, texts[0].marks, texts[0].link))
    return joined


def _trim_lines(run: Sequence[Inline]) -> list[Inline]:
    """Drop a space at a line's start, at its end, and after another space."""
    kept: list[Inline] = []
    for node in run:
        if isinstance(node, Text):
            _keep_text(node, kept)
            continue
        if isinstance(node, LineBreak):
            _trim_end(kept)
        kept.append(node)
    _trim_end(kept)
    return kept


def _keep_text(node: Text, kept: list[Inline]) -> None:
    text = node.text.removeprefix(" ") if _after_space(kept) else node.text
    if text:
        kept.append(Text(text, node.marks, node.link))


def _after_space(kept: Sequence[Inline]) -> bool:
    last = kept[-1] if kept else LineBreak()
    return isinstance(last, LineBreak) or (isinstance(last, Text) and last.text.endswith(" "))


def _trim_end(kept: list[Inline]) -> None:
    last = kept[-1] if kept else None
    if isinstance(last, Text) and last.text.endswith(" "):
        kept.pop()
        if last.text != " ":
            kept.append(Text(last.text.removesuffix(" "), last.marks, last.link))
