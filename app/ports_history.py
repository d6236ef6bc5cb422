"""What the weekly numbers are counted from."""

from typing import Protocol


class History(Protocol):
    """What the weekly numbers are counted from."""
