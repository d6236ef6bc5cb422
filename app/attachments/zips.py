"""ZIP containers opened within limits, and written anew."""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO

from app.attachments.content import CHUNK
from app.errors import UnreadableContent

MAX_RATIO = 200
"""How many times larger than its packed form a part may be; real text packs a tenth of that."""

_SMALL = 1024 * 1024
_ENCRYPTED = 0x1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def checked_entries(
    archive: zipfile.ZipFile, most: int, unpacked: int
) -> Sequence[zipfile.ZipInfo]:
    """The entries of an archive that can be opened at bounded cost.

    Raises UnreadableContent for too many entries, more than `unpacked` bytes, entries that share
    their data, that are packed beyond reason or are encrypted.
    """
    entries = archive.infolist()
    if len(entries) > most:
        raise UnreadableContent("it has more entries than are allowed")
    if sum(entry.file_size for entry in entries) > unpacked or any(map(_is_bomb, entries)):
        raise UnreadableContent("it is larger than allowed when unpacked")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableContent("it is encrypted")
    if any(entry.compress_type not in _METHODS for entry in entries) or _overlap(entries):
        raise UnreadableContent("it is packed in an unusual way")
    return entries


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The entry's content, for what is known to be small."""
    return b"".join(entry_chunks(archive, entry, most))


def entry_chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """The entry's content piece by piece; never more than `most` bytes nor than it declared."""
    with archive.open(entry) as file:
        yield from bounded_chunks(file, min(most, entry.file_size))


def bounded_chunks(file: IO[bytes], most: int) -> Iterator[bytes]:
    """What a packed file unpacks to. Raises UnreadableContent past `most` bytes."""
    size = 0
    try:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise UnreadableContent("it is larger than allowed when unpacked")
            yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise UnreadableContent("it is damaged") from None


def write_entry(
    archive: zipfile.ZipFile, name: str, content: bytes, *, stored: bool = False
) -> None:
    """Add an entry that tells nothing but its name and content."""
    archive.writestr(plain_info(name, stored=stored), content)


def plain_info(name: str, *, stored: bool = False) -> zipfile.ZipInfo:
    """The head of an entry: no time, no owner, no extra fields."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def is_link(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry is anything but a file or a folder."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in {0, stat.S_IFREG, stat.S_IFDIR}


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(_SMALL, entry.compress_size * MAX_RATIO)


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two entries share their data, as in an archive that unpacks to itself over again."""
    end = -1
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + entry.compress_size
    return False
