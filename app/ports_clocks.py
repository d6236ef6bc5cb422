"""When each customer was last told something; engineer syncs."""

from typing import Protocol


class Clocks(Protocol):
    """When each customer was last told something; engineer syncs."""
