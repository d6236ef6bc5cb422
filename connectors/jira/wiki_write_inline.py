"""The inlines of `Document` to Jira's wiki markup; no text of theirs can become markup."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.document import Card, Inline, Link, Mark, Text, plain_inline
from connectors.jira.adf_inline import clean
from connectors.jira.wiki_inline import BLANK, MARKS, is_letter

SPACED = "spaced"
_SIGNS = {mark: sign for sign, mark in MARKS.items()}
_BLOCK_START = re.compile(r"(\s*(?:h[1-6]|bq))\.")
_EMOTICON = re.compile(r"\((?:[a-zA-Z]{1,7}|[-+!/?]|\*[rgby]?)\)")
_MACRO_NAME = re.compile(r"(?:code|noformat|quote|panel|color|anchor|html)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#|\w+;)")
_LINKABLE = re.compile(r"(?:https?://|ftp://|mailto:|tel:)[^\s|\[\]{}\\!^]+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/|\[\]{}\\!^][^\s|\[\]{}\\!^]*", re.IGNORECASE)
_AFTER_MARK = " .,:;)"

Piece = Text | Card


def write_lines(inlines: Iterable[Inline], edges: str = "") -> str:
    """A run as lines; "" when a reader would see nothing of it.

    With `edges=SPACED` spaces at the beginning and end are kept although they touch a sign.
    """
    lines = [_line(pieces, edges) for pieces in _split(inlines)]
    if lines == [""]:
        return ""
    return "\n".join(line or BLANK for line in lines)


def write_cell(inlines: Iterable[Inline]) -> str:
    """A run on one line of markup, with forced line breaks."""
    return r"\\ ".join(_line(pieces, SPACED) for pieces in _split(inlines))


def _split(inlines: Iterable[Inline]) -> list[list[Piece]]:
    """The run in lines of texts and addresses; all else is the text that a reader sees."""
    lines: list[list[Piece]] = [[]]
    for inline in inlines:
        if isinstance(inline, Card) and _WEB.fullmatch(inline.url):
            lines[-1].append(inline)
            continue
        whole = inline if isinstance(inline, Text) else Text(plain_inline(inline))
        for index, text in enumerate(clean(whole.text).split("\n")):
            if index:
                lines.append([])
            _append(lines[-1], Text(text, whole.marks, whole.link))
    return lines


def _append(pieces: list[Piece], text: Text) -> None:
    """Add a text; one that looks like the one before goes on with it."""
    last = pieces[-1] if pieces else None
    if isinstance(last, Text) and (last.marks, last.link) == (text.marks, text.link):
        pieces[-1] = Text(last.text + text.text, text.marks, text.link)
    elif text.text:
        pieces.append(text)


def _line(pieces: Sequence[Piece], edges: str) -> str:
    ends = (None, *pieces, None)
    written = "".join(
        _write(ends[at], piece, ends[at + 2], is_first=at == 0, is_last=at + 1 == len(pieces))
        for at, piece in enumerate(pieces)
    )
    written = _BLOCK_START.sub(r"\1&#46;", written, count=1) if _starts(written) else written
    if edges == SPACED or not written.strip():
        return _kept(written)
    return written


def _starts(written: str) -> bool:
    return _BLOCK_START.match(written) is not None


def _kept(line: str) -> str:
    """Spaces at either end as entities."""
    if line[:1].isspace():
        line = f"&#{ord(line[0])};{line[1:]}"
    return f"{line[:-1]}&#{ord(line[-1])};" if line[-1:].isspace() else line


# ---- texts ---------------------------------------------------------------------------------------


def _write(
    before: Piece | None, piece: Piece, after: Piece | None, *, is_first: bool, is_last: bool
) -> str:
    if isinstance(piece, Card):
        return f"[{piece.url}]"
    href = _address(piece.link)
    inner = piece.text.strip() if piece.marks or href else piece.text
    if not inner:
        return piece.text
    start = piece.text.index(inner)
    lead, trail = piece.text[:start], piece.text[start + len(inner) :]
    bare = not href and not piece.marks
    marks = piece.marks
    text = "".join(_escaped(inner, first=bare and is_first, last=bare and is_last))
    if href:
        text, marks = f"[{text}{href}]", marks - {Mark.CODE}
    is_apart = _is_apart(before, lead, after, trail)
    return f"{lead}{_wrapped(text, marks, bare_signs=is_apart)}{trail}"


def _is_apart(before: Piece | None, lead: str, after: Piece | None, trail: str) -> bool:
    """Whether signs can stand without braces: nothing but the line's end or a space around."""
    starts = bool(lead) or before is None or (isinstance(before, Text) and _ends_in_space(before))
    if trail or after is None:
        return starts
    return starts and isinstance(after, Text) and not after.marks and after.text[0] in _AFTER_MARK


def _ends_in_space(text: Text) -> bool:
    return text.text[-1:] == " "


def _wrapped(text: str, marks: frozenset[Mark], *, bare_signs: bool) -> str:
    """The text within its marks; the innermost is code, which wiki markup holds no marks in."""
    if Mark.CODE in marks:
        return f"{{{{{_no_macro(text)}}}}}"
    signs = [_SIGNS[mark] for mark in Mark if mark in marks]
    if len(signs) > 1 or not bare_signs:
        signs = [f"{{{sign}}}" for sign in signs]
    return "".join(signs) + text + "".join(reversed(signs))


def _no_macro(text: str) -> str:
    """The text, which the next brace would turn into a macro if it began with one's name."""
    return f"&#{ord(text[0])};{text[1:]}" if _MACRO_NAME.match(text) else text


def _address(link: Link | None) -> str:
    """`|address` or `|address|tip`; "" for an address that is none or holds a sign of markup."""
    if link is None or not _LINKABLE.fullmatch(link.href):
        return ""
    title = "".join(_escaped(clean(link.title), first=False, last=False))
    return f"|{clean(link.href)}" + (f"|{title}" if title and "\n" not in title else "")


def _escaped(text: str, *, first: bool, last: bool) -> Iterator[str]:
    """The text's characters, escaped; `first` and `last` say that the line begins or ends here."""
    begun = not first
    for at, character in enumerate(text):
        before = text[at - 1] if at else ""
        after = text[at + 1 : at + 2]
        yield _one(text, at, before, after, begun=begun, at_end=last and not after)
        begun = begun or not character.isspace()


def _one(text: str, at: int, before: str, after: str, *, begun: bool, at_end: bool) -> str:
    character = text[at]
    if character in "{}[]|":
        return "\\" + character
    if character in "*_+-^~":
        inside = begun and _is_inert(before, after)
        return character if inside else "\\" + character
    if character == "\\":
        return character if after and is_letter(after) else "&#92;"
    if character == "&":
        return "&#38;" if not after or _ENTITY.match(text, at) else character
    if character == "!":
        return character if at_end or after.isspace() else "\\!"
    return _rare(text, at, before, after, begun=begun)


def _is_inert(before: str, after: str) -> bool:
    """A sign within a word, or between spaces, begins and ends nothing."""
    if not before or not after:
        return False
    return (is_letter(before) and is_letter(after)) or (before.isspace() and after.isspace())


def _rare(text: str, at: int, before: str, after: str, *, begun: bool) -> str:
    """List signs at a line's start, citations, faces; a return that no line of wiki text holds."""
    match text[at]:
        case "#" if not begun:
            return "\\#"
        case "?" if "?" in (before, after) or not (before and after):
            return "\\?"
        case "(" if _EMOTICON.match(text, at) or before in ":;-":
            return "\\("
        case ")" if not before or not (is_letter(before) or before.isspace()):
            return "\\)"
        case ":" | ";" if after in ("D", "P", "p"):
            return f"&#{ord(text[at])};"
        case "\r":
            return "&#13;"
        case other:
            return other
