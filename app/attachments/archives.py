"""ZIP and gzip: opened within limits, each entry treated as the file that it is, packed anew.

An entry that may not cross is told of in a list inside the new archive. The names of entries are
redacted like any text.
"""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from app.attachments.content import CHUNK, Spooled, chunks_of
from app.attachments.kinds import describe_kind
from app.attachments.zips import (
    MAX_RATIO,
    bounded_chunks,
    checked_entries,
    entry_chunks,
    is_link,
    plain_info,
)
from app.errors import Held, RedactionFailed, UnreadableContent

MAX_ENTRIES = 1000
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
MAX_DEPTH = 2
"""An archive may stand in an archive; what stands in that one stays packed and does not cross."""

ANNOUNCEMENT = "WITHHELD.txt"
CANNOT_BE_CHECKED = "its content cannot be checked"


@dataclass(frozen=True, slots=True)
class Inner:
    """A file inside an archive, as the one that treats it takes it."""

    name: str
    content: Spooled


Treat = Callable[[Inner], Spooled]
"""Treats an entry by its own rule. Raises Held when it may not cross."""


class Budget:
    """What an archive may unpack to, with all archives in it."""

    def __init__(self) -> None:
        self._bytes = MAX_UNPACKED
        self._entries = MAX_ENTRIES

    def spend(self, size: int, entries: int = 0) -> None:
        """Raises UnreadableContent when there is no more."""
        self._bytes -= size
        self._entries -= entries
        if self._bytes < 0 or self._entries < 0:
            raise UnreadableContent("it is larger than allowed when unpacked")


def open_zip(
    source: BinaryIO, treat: Treat, rename: Callable[[str], str], budget: Budget
) -> Spooled:
    """A new archive of what may cross. Raises UnreadableContent for one that cannot be opened."""
    content = Spooled()
    try:
        with zipfile.ZipFile(source) as archive:
            entries = checked_entries(archive, MAX_ENTRIES, MAX_UNPACKED)
            budget.spend(sum(entry.file_size for entry in entries), len(entries))
            with zipfile.ZipFile(content.writer(), "w", zipfile.ZIP_DEFLATED) as packed:
                _Packing(packed, treat, rename).all(archive)
    except RuntimeError:  # how zipfile says that it does not know a way of packing
        raise UnreadableContent("it is packed in an unusual way") from None
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError):
        raise UnreadableContent("it is damaged") from None
    return content.settle()


class _Packing:
    def __init__(self, packed: zipfile.ZipFile, treat: Treat, rename: Callable[[str], str]) -> None:
        self._packed = packed
        self._treat = treat
        self._rename = rename
        self._taken: set[str] = {ANNOUNCEMENT}
        self._notes: list[str] = []

    def all(self, archive: zipfile.ZipFile) -> None:
        """Every entry, in order, and the list of those that stay behind."""
        for entry in archive.infolist():
            if not entry.is_dir():
                self._one(archive, entry)
        if self._notes:
            self._packed.writestr(plain_info(ANNOUNCEMENT), "\n".join((*self._notes, "")))

    def _one(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        try:
            if is_link(entry) or _leads_out(entry.filename):
                raise UnreadableContent("it leads out of the archive")
            inner = Spooled()
            for chunk in entry_chunks(archive, entry, MAX_UNPACKED):
                inner.write(chunk)
            treated = self._treat(Inner(entry.filename, inner))
        except RedactionFailed:
            self._note(entry.filename, CANNOT_BE_CHECKED)
        except Held as held:
            self._note(entry.filename, str(held))
        else:
            self._write(self._free(self._rename(entry.filename)), treated)

    def _note(self, name: str, reason: str) -> None:
        self._notes.append(f"Withheld: one {kind_of_name(name)} ({reason}).")

    def _free(self, name: str) -> str:
        """The name, or one like it where another entry has it."""
        path = PurePosixPath(name)
        number = 1
        while str(path) in self._taken:
            number += 1
            path = PurePosixPath(name).with_stem(f"{PurePosixPath(name).stem} ({number})")
        self._taken.add(str(path))
        return str(path)

    def _write(self, name: str, content: Spooled) -> None:
        with self._packed.open(plain_info(name), "w", force_zip64=True) as file:
            for chunk in chunks_of(content.open()):
                file.write(chunk)


def open_gzip(source: BinaryIO, name: str, treat: Treat, budget: Budget) -> Spooled:
    """The one file in a gzip, treated and packed anew, without its old name and time."""
    inner = Spooled()
    for chunk in _unpacked(source):
        budget.spend(len(chunk))
        inner.write(chunk)
    treated = treat(Inner(_inner_name(name), inner))
    content = Spooled()
    with gzip.GzipFile(filename="", fileobj=content.writer(), mode="wb", mtime=0) as packed:
        for chunk in chunks_of(treated.open()):
            packed.write(chunk)
    return content.settle()


def kind_of_name(name: str) -> str:
    """Words for the kind of an entry that was not looked at, by its name's ending alone."""
    endings = {
        "image": {"png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "svg", "heic"},
        "text file": {"txt", "log", "csv", "tsv", "md", "xml", "html", "json", "ini", "conf"},
        "PDF": {"pdf"},
        "document": {"docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt"},
        "archive": {"zip", "gz", "tgz", "tar", "7z", "rar", "bz2", "xz"},
        "video": {"mp4", "mov", "avi", "mkv", "webm"},
    }
    ending = PurePosixPath(name.lower()).suffix.removeprefix(".")
    for kind, known in endings.items():
        if ending in known:
            return kind
    return describe_kind("")


def _unpacked(source: BinaryIO) -> Iterator[bytes]:
    """Bounded by what the packed size allows, so that a bomb is refused early."""
    packed = source.seek(0, 2)
    source.seek(0)
    most = min(MAX_UNPACKED, max(CHUNK * 16, packed * MAX_RATIO))
    with gzip.GzipFile(fileobj=source, mode="rb") as file:
        yield from bounded_chunks(cast("BinaryIO", file), most)


def _inner_name(name: str) -> str:
    path = PurePosixPath(name)
    if path.suffix.lower() == ".tgz":
        return f"{path.stem}.tar"
    return path.stem if path.suffix.lower() in {".gz", ".gzip"} else path.name


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True
