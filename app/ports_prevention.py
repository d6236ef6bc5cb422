"""Prevention actions, runbooks and known issues."""

from typing import Protocol


class Prevention(Protocol):
    """Prevention actions, runbooks and known issues."""
