"""Looking at a database's files lets none of the locks go that this process holds on them."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from app.demo.disk import read_apart

_TRY = """
import fcntl, sys
try:
    fcntl.lockf(open(sys.argv[1], "r+b"), fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    sys.exit(3)
"""
LOCKED = 3


def try_lock(path: Path) -> int:
    """What another process that asks for the lock ends with."""
    command = [sys.executable, "-I", "-S", "-c", _TRY, str(path)]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own few lines


def test_the_content_is_told_and_the_lock_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "airlock.db"
    path.write_bytes(b"\x00SQLite\xff")
    with path.open("r+b") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        assert read_apart(path) == b"\x00SQLite\xff"
        assert try_lock(path) == LOCKED
        path.read_bytes()
        assert try_lock(path) == 0, "this is what reading it in this process does"


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        read_apart(tmp_path / "none.db")
