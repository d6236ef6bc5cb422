"""What commands change in a process, and tests put back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog


@contextmanager
def kept_logging() -> Iterator[None]:
    """Put back where this process's log lines go: a command sends them to its own stderr.

    A library that configures logging may silence every logger that there is (`lint-imports` does).
    """
    ours, others, level = structlog.get_config(), logging.root.handlers[:], logging.root.level
    heard = {logger for logger in _loggers() if not logger.disabled}
    try:
        yield
    finally:
        structlog.configure(**ours)
        logging.root.handlers[:] = others
        logging.root.setLevel(level)
        for logger in heard:
            logger.disabled = False


def _loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logger for logger in known if isinstance(logger, logging.Logger)]
