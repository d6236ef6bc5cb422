"""The bytes of a text file as text, piece by piece.

UTF-8 is what a text is, UTF-16 where a byte order mark says so, another encoding where the file's
type declares one that is known. What is none of these is not the text that it claims to be.
"""

import codecs
import re
import string
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from app.attachments.content import chunks_of
from app.errors import UnreadableContent

WITHHELD = "[data withheld]"
"""Stands for a run of letters and digits that is longer than any word or key: a picture, a dump."""

LONGEST_RUN = 8192

_UNICODE = frozenset({"", "utf-8", "utf8", "utf-16", "us-ascii", "ascii"})
_ENCODINGS = {
    **dict.fromkeys(("latin-1", "latin1", "iso-8859-1"), "latin-1"),
    **{f"windows-125{number}": f"cp125{number}" for number in range(9)},
    **{f"cp125{number}": f"cp125{number}" for number in range(9)},
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (2, 5, 7, 9, 15)},
    **{name: name for name in ("koi8-r", "koi8-u", "gb18030", "gbk", "big5", "euc-jp", "euc-kr")},
    "gb2312": "gb18030",
}
"""Encodings by the names that types declare. None of them hides letters behind others' codes."""

_MARKED = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_RUN_SIGNS = string.ascii_letters + string.digits + "+/=_-"
_LONG_RUN = re.compile(rf"[A-Za-z0-9+/=_-]{{{LONGEST_RUN},}}")
_TERMINAL = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x9c|\x1b\\)?"
    r"|\x1b(?![\[\]$])[ -/]*[0-~]"
    r"|[^\n\x08]?\x08"
    r"|[\x01-\x07\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9a\x9e\x9f]"
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SHIFTS = re.compile(r"\x1b(?:\$|\(I)|\x0e")
_OPEN_CODE = 256


def read_text(file: BinaryIO, charset: str = "") -> Iterator[str]:
    """The text of a file, in pieces of any length, without terminal codes and with long runs of
    data withheld.

    Raises UnreadableContent for what cannot be decoded or holds NUL; nothing is quoted.
    """
    return _without_runs(_without_codes(_decoded(file, charset)))


def readable(text: str) -> str:
    """A text that was packed in another: without terminal codes, long runs of data withheld."""
    plain = without_terminal_codes(text)
    return _LONG_RUN.sub(WITHHELD, plain) if len(plain) >= LONGEST_RUN else plain


def without_terminal_codes(text: str) -> str:
    """The text without terminal codes and overstriking, which could part a name unseen."""
    return _TERMINAL.sub("", text) if _CONTROL.search(text) else text


def _without_codes(pieces: Iterable[str]) -> Iterator[str]:
    """Holds back a code that a piece's end may have cut.

    Raises UnreadableContent for codes after which letters stand for others (ISO 2022).
    """
    held = ""
    for piece in pieces:
        text = held + piece
        opened = text.rfind("\x1b", max(0, len(text) - _OPEN_CODE))
        begun = opened if opened >= 0 else max(0, len(text) - 1)
        held = text[begun:]
        yield _without_shifts(text[:begun])
    yield _without_shifts(held)


def _without_shifts(text: str) -> str:
    if _SHIFTS.search(text):
        raise UnreadableContent("its text cannot be decoded")
    return without_terminal_codes(text)


def _decoded(file: BinaryIO, charset: str) -> Iterator[str]:
    head = file.read(4)
    file.seek(0)
    decoder = codecs.getincrementaldecoder(_encoding(head, charset))()
    try:
        for chunk in chunks_of(file):
            yield _sound(decoder.decode(chunk))
        yield _sound(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        raise UnreadableContent("its text cannot be decoded") from None


def _encoding(head: bytes, charset: str) -> str:
    if head.startswith(_WIDE):
        raise UnreadableContent("its text cannot be decoded")
    for mark, encoding in _MARKED:
        if head.startswith(mark):
            return encoding
    declared = charset.strip().strip("\"'").lower()
    if declared in _UNICODE:
        return "utf-8-sig"
    if declared not in _ENCODINGS:
        raise UnreadableContent("its text cannot be decoded")
    return _ENCODINGS[declared]


def _sound(text: str) -> str:
    if "\x00" in text:
        raise UnreadableContent("it holds binary data")
    return text


def _without_runs(pieces: Iterable[str]) -> Iterator[str]:
    """Holds back a run at a piece's end until it is known how long it is."""
    held, inside = "", False
    for piece in pieces:
        fresh = piece.lstrip(_RUN_SIGNS) if inside else piece
        inside = inside and not fresh
        text = held + fresh
        ready = text.rstrip(_RUN_SIGNS)
        held = text[len(ready) :]
        yield _LONG_RUN.sub(WITHHELD, ready)
        if len(held) >= LONGEST_RUN:
            yield WITHHELD
            held, inside = "", True
    yield held
