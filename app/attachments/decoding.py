"""The bytes of a text file as text, piece by piece.

UTF-8 is what a text is, UTF-16 where a byte order mark says so, Latin-1 where the file's type
declares it. What is none of these is not the text that it claims to be.
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

_DECLARED = {
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
}
_MARKED = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_RUN_SIGNS = string.ascii_letters + string.digits + "+/=_-"
_LONG_RUN = re.compile(rf"[A-Za-z0-9+/=_-]{{{LONGEST_RUN},}}")
_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[@-Z\\^_])")


def read_text(file: BinaryIO, charset: str = "") -> Iterator[str]:
    """The text of a file, in pieces of any length, with long runs of data withheld.

    Raises UnreadableContent for what cannot be decoded or holds NUL; nothing is quoted.
    """
    return _without_runs(_decoded(file, charset))


def without_terminal_codes(text: str) -> str:
    """The text without what colours it on a terminal, which could part a name unseen."""
    return _TERMINAL.sub("", text) if "\x1b" in text else text


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
    return _DECLARED.get(declared, "utf-8-sig")


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
