"""Settings that are read from files, as containers are given their secrets: `NAME_FILE`.

Nothing that stands in a file is ever quoted in an error.
"""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SUFFIX = "_FILE"
LARGEST_FILE = 64 * 1024


@dataclass
class FromFiles:
    """What the files held, by the settings' names, and what was wrong with some of them."""

    values: dict[str, object] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_files(given: Mapping[str, str | None], fileable: Mapping[str, bool]) -> FromFiles:
    """Read the file of each setting whose `NAME_FILE` is given.

    `fileable` tells of each name whether it is a list. A list's file holds JSON, or an entry a
    line. A line end at the end of a file does not belong to the secret.
    """
    found = FromFiles()
    named = {name.upper(): value for name, value in given.items()}
    for name, many in fileable.items():
        path = named.get(name + SUFFIX)
        if path is None:
            continue
        if name in named:
            found.problems.append(f"{name}: is set, and {name}{SUFFIX} too; keep one of them")
            continue
        try:
            text = _read(Path(path))
        except OSError as error:
            reason = errno.errorcode.get(error.errno or 0, "error")
            found.problems.append(f"{name}{SUFFIX}: the file cannot be read ({reason})")
        except ValueError as error:
            found.problems.append(f"{name}{SUFFIX}: {error}")
        else:
            found.values[name] = _entries(text) if many else text
    return found


def nest(values: Mapping[str, object], prefix: str, nesting: str) -> dict[str, Any]:
    """The values as the settings' constructor takes them, groups as mappings."""
    tree: dict[str, Any] = {}
    for name, value in values.items():
        group, _, rest = name.removeprefix(prefix).lower().partition(nesting)
        inner = tree.setdefault(group, {}) if rest else None
        if isinstance(inner, dict):
            inner[rest] = value
        else:
            tree[group] = value
    return tree


def _read(path: Path) -> str:
    with open(path, "rb", opener=_open_regular) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError("the file is too large to hold a secret")
    try:
        text = content.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError("the file is no UTF-8 text") from None
    if not text:
        raise ValueError("the file is empty")
    return text


def _open_regular(path: str, flags: int) -> int:
    """Never waits, as a pipe that nobody writes to would have us do."""
    number = os.open(path, flags | os.O_NONBLOCK)
    kind = os.fstat(number).st_mode
    if not stat.S_ISREG(kind):
        os.close(number)
        what = "a folder" if stat.S_ISDIR(kind) else "a pipe or a device"
        raise ValueError(f"names {what}; name a regular file that holds the secret")
    return number


def _entries(text: str) -> list[str] | str:
    """A JSON list as it is, to be parsed like any other; else the lines that hold something."""
    return text if text.lstrip().startswith("[") else list(_lines(text))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield line.strip()
