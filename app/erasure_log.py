"""The file in which erasures are noted outside the database, to be done again after a restore.

One JSON object a line: when, which customer by id, and the id of the key that was deleted. A key's
id tells nothing of the key; a customer who comes back has another key, which is left alone.
"""

import errno
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import SettingsError

SETTING = "AIRLOCK_ERASURE_LOG"
_BEGINNING = '{"at": "'
"""How each line begins; one that begins so and does not end as one was cut off."""


@dataclass(frozen=True, slots=True)
class ErasureLog:
    path: Path

    def note(self, customer: str, key: str, at: datetime) -> None:
        """Append, on the disk when this returns. Raises SettingsError: then nothing was erased."""
        line = json.dumps({"at": at.isoformat(), "customer": customer, "key": key}) + "\n"
        try:
            number = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(number, "rb+", buffering=0) as file:
                _write_all(file, _line_end_for(file) + line.encode())
                os.fsync(file.fileno())
        except OSError as error:
            raise _unusable("written", error) from error

    def keys(self) -> tuple[str, ...]:
        """Ids of all keys that were deleted; none when there is no file yet. Raises SettingsError.

        A line that a crash or a full disk cut off is passed over: its erasure did not take place.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise _unusable("read", error) from error
        return tuple(dict.fromkeys(_keys_in(text)))


def _line_end_for(file: io.FileIO) -> bytes:
    """What ends a line that was cut off, so that the next one stands alone."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _write_all(file: io.FileIO, content: bytes) -> None:
    """Raises OSError when less was written, as on a disk that has just become full."""
    if file.write(content) != len(content):
        raise OSError(errno.ENOSPC, "cut off")


def _keys_in(text: str) -> Iterator[str]:
    whole, _, _ = text.rpartition("\n")
    for number, line in enumerate(whole.splitlines(), start=1):
        if _BEGINNING.startswith(line[: len(_BEGINNING)]) and not line.endswith("}"):
            continue
        try:
            yield str(json.loads(line)["key"])
        except (ValueError, TypeError, KeyError):
            raise SettingsError(
                f"{SETTING}: line {number} is not as `airlock erase` writes it; take a good copy"
            ) from None


def _unusable(what: str, error: OSError) -> SettingsError:
    code = errno.errorcode.get(error.errno or 0, "error")
    return SettingsError(f"{SETTING}: the file cannot be {what} ({code}); nothing was erased")
