"""A file system of a few megabytes that can be filled to the last byte, where it may be mounted."""

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILLER = "filler"
BLOCK = 4096


class SmallDisk:
    """A tmpfs; what is written to it beyond its size fails with ENOSPC, as on any full disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Take every block that is left."""
        with (self.folder / FILLER).open("ab", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"\0" * BLOCK)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        (self.folder / FILLER).unlink()


@contextmanager
def mounted(megabytes: int, owner: str | None = None) -> Iterator[SmallDisk | None]:
    """One mounted at a new folder, for `owner` if named; None where this user may not mount."""
    folder = Path(tempfile.mkdtemp(prefix="airlock-disk-"))
    try:
        if not _mount(folder, megabytes):
            yield None
            return
        try:
            if owner is not None:
                shutil.chown(folder, owner)
            yield SmallDisk(folder)
        finally:
            subprocess.run([_program("umount"), "--lazy", str(folder)], check=True)  # noqa: S603 - ours
    finally:
        folder.rmdir()


def _mount(folder: Path, megabytes: int) -> bool:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    size = f"size={megabytes}m,mode=0755"
    done = subprocess.run(  # noqa: S603 - the system's own program
        [_program("mount"), "-t", "tmpfs", "-o", size, "tmpfs", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode == 0


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found is not None
    return found
