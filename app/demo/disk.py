"""A database's files as they lie on the disk, while the database is in use."""

import subprocess
import sys
from pathlib import Path

_COPY = "import shutil, sys; shutil.copyfileobj(open(sys.argv[1], 'rb'), sys.stdout.buffer)"


def read_apart(path: Path) -> bytes:
    """The file's content, read by a process of its own. Raises CalledProcessError when it is gone.

    SQLite's locks belong to the process: closing any other handle of the same file would let them
    all go, and another process would then take the database for nobody's and cut its shared memory
    away below us. Source: sqlite.org/howtocorrupt.html, section 2.2.
    """
    command = [sys.executable, "-I", "-S", "-c", _COPY, str(path)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603 - ours
