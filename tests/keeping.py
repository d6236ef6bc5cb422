"""What commands change in a process, and tests put back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog


@contextmanager
def kept_logging() -> Iterator[None]:
    """Put back where this process's log lines go: a command sends them to its own stderr."""
    ours, others, level = structlog.get_config(), logging.root.handlers[:], logging.root.level
    try:
        yield
    finally:
        structlog.configure(**ours)
        logging.root.handlers[:] = others
        logging.root.setLevel(level)
