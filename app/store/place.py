"""Where a database file may stand.

SQLite's locks and its shared journal index do not hold between machines
(https://www.sqlite.org/wal.html, "All processes using a database must be on the same host"), so a
network file system is refused. Where the system lists no mounts, nothing can be told.
"""

import re
from pathlib import Path

from app.errors import StoreMisplaced

MOUNTS = Path("/proc/mounts")
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|beegfs|ncpfs|davfs\d?"
    r"|fuse\.(sshfs|rclone|s3fs|gcsfuse|glusterfs|ceph|davfs\d?|smb\w*|nfs\w*)"
)
_ESCAPED = re.compile(r"\\([0-7]{3})")


def refuse_network_place(path: Path, mounts: Path = MOUNTS) -> None:
    """Raises StoreMisplaced when the file would stand on a network file system."""
    kind = _kind_of_place(path.resolve(), mounts)
    if kind is not None and _NETWORK.fullmatch(kind):
        raise StoreMisplaced(
            f"The database would stand on a network file system ({kind}), where SQLite loses "
            "data. Set AIRLOCK_DATABASE_URL to a file on a local disk."
        )


def _kind_of_place(path: Path, mounts: Path) -> str | None:
    """The type of the file system that holds the path: the deepest mount, the latest of equals."""
    if not mounts.is_file():
        return None
    kind, depth = None, -1
    for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= depth:
            kind, depth = fields[2], len(point.parts)
    return kind
