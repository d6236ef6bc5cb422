"""Bytes of any length that stand in a temporary file, or in memory while they are few."""

import os
import tempfile
import weakref
from collections.abc import Iterator
from typing import BinaryIO, cast

IN_MEMORY = 256 * 1024
CHUNK = 64 * 1024


class Spooled:
    """Content written once and then read; what it takes is freed when nothing holds it any more.

    Not to be read by two readers at a time.
    """

    def __init__(self, content: bytes = b"") -> None:
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - outlives the call
        weakref.finalize(self, file.close)
        self._file = cast("BinaryIO", file)
        self.size = 0
        if content:
            self.write(content)

    def write(self, chunk: bytes) -> None:
        """Append to the content."""
        self._file.seek(0, os.SEEK_END)
        self.size += self._file.write(chunk)

    def writer(self) -> BinaryIO:
        """The file itself, for what writes in places; `settle` must follow."""
        self._file.seek(0)
        return self._file

    def settle(self) -> "Spooled":
        """Take what was written through `writer` for the content."""
        self.size = self._file.seek(0, os.SEEK_END)
        return self

    def open(self) -> BinaryIO:
        """The content from its beginning. It is not the reader's to close."""
        self._file.seek(0)
        return self._file

    def save(self, file: BinaryIO) -> None:
        """Write the content to a file."""
        for chunk in chunks_of(self.open()):
            file.write(chunk)

    def read(self) -> bytes:
        """All of the content, for what is known to be small."""
        return self.open().read()


def load(file: BinaryIO) -> Spooled:
    """What is left to read of a file, on its own."""
    content = Spooled()
    for chunk in chunks_of(file):
        content.write(chunk)
    return content


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """What is left to read of a file, piece by piece."""
    while chunk := file.read(CHUNK):
        yield chunk
