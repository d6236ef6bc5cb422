"""Policy files as texts by name, wherever they are kept: a folder, the database, a draft."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import PolicyError
from app.policy.problems import Problem

FOLDERS = REDACTION, GATES, MAPPING = "redaction", "gates", "mapping"
SUFFIXES = (".yaml", ".yml")
MAX_FILE_BYTES = 1_000_000
_NAME = re.compile(rf"(?:{'|'.join(FOLDERS)})/[A-Za-z0-9][A-Za-z0-9_.-]{{0,80}}\.ya?ml")


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One file. `name` is as problems tell it; `read` gives a byte more than the limit at most,
    and raises OSError."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Folder:
    """One policy's files; `exists` is False where a directory has no such folder."""

    name: str
    files: tuple[PolicyFile, ...]
    exists: bool = True


def is_file_name(name: str) -> bool:
    """Whether a draft's file may be called so: `redaction/ours.yaml`."""
    return _NAME.fullmatch(name) is not None and ".." not in name


def folder_on_disk(folder: Path) -> Folder:
    """The YAML files of a folder, by name."""
    paths = sorted(path for suffix in SUFFIXES for path in folder.glob(f"*{suffix}"))
    files = tuple(PolicyFile(path.as_posix(), _reader(path)) for path in paths)
    return Folder(folder.as_posix(), files, folder.is_dir())


def folder_of_texts(texts: Mapping[str, str], folder: str, place: str = "") -> Folder:
    """Those of the texts that are of a folder; `place` stands before their names in problems."""
    names = sorted(name for name in texts if name.startswith(f"{folder}/"))
    files = tuple(PolicyFile(f"{place}{name}", _giver(texts[name])) for name in names)
    return Folder(f"{place}{folder}", files)


def read_texts(directory: Path) -> dict[str, str]:
    """The texts of a directory's policy files. Raises PolicyError for one that cannot be read."""
    texts: dict[str, str] = {}
    problems: list[str] = []
    for name in FOLDERS:
        folder = folder_on_disk(directory / name)
        problems += [] if folder.exists else [str(no_such(folder))]
        for file in folder.files:
            text, problem = decode(file)
            texts[f"{name}/{file.name.rpartition('/')[2]}"] = text or ""
            problems += [str(problem)] if problem is not None else []
    if problems:
        raise PolicyError(tuple(problems))
    return texts


def no_such(folder: Folder) -> Problem:
    """A folder that is not there."""
    cure = "make it, or name the folder that holds redaction, gates and mapping"
    return Problem(folder.name, 1, "there is no such folder", cure)


def decode(file: PolicyFile) -> tuple[str | None, Problem | None]:
    """The file's text, or what keeps it from being read."""
    try:
        content = file.read()
        if len(content) > MAX_FILE_BYTES:
            what = f"larger than {MAX_FILE_BYTES} bytes"
            return None, Problem(file.name, 1, what, "split it into several files")
        return content.decode("utf-8-sig"), None
    except OSError as error:
        what, cure = f"cannot be read ({error.strerror})", "check the file and its rights"
    except UnicodeDecodeError:
        what, cure = "not in UTF-8", "save it in UTF-8"
    return None, Problem(file.name, 1, what, cure)


def digest_of(texts: Mapping[str, str]) -> str:
    """64 hex digits that name these very texts, comments and order included."""
    content = json.dumps(dict(texts), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def fingerprint(directory: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when a file of the directory does; cheap enough to ask for every few seconds."""
    looks = (_look_at(path) for path in sorted(directory.rglob("*.y*ml")))
    return tuple(look for look in looks if look is not None)


def _look_at(path: Path) -> tuple[str, int, int] | None:
    """None for a file that goes away meanwhile, as editors and mounted volumes swap theirs."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return str(path), stat.st_mtime_ns, stat.st_size


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        with path.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1)

    return read


def _giver(text: str) -> Callable[[], bytes]:
    return text.encode
