"""Lists of the console, a page at a time."""

from typing import Protocol


class Views(Protocol):
    """Lists of the console, a page at a time."""
