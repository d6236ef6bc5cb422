"""Where vendors' documents and captured payloads are read in place, and the skip that names them.

The folder stands beside the repository and is never part of it. A test that needs a file of it asks
here, so that it is skipped by name, not failed, on a machine that lacks the folder.
"""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


def shared_path(relative: str) -> Path:
    """Return the file or folder, or skip the calling test by its name."""
    path = SHARED_DATA / relative
    if not path.exists():
        pytest.skip(f"shared data is absent: {relative}")
    return path
