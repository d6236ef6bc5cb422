"""Logging: one JSON object a line on stderr, events in fixed words, fields of a closed list.

An AST check holds the fields of every log call; nothing here adds a traceback, whose values might
quote private text.
"""

import logging
import sys
from typing import TextIO

import structlog


def configure_logging(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send the service's log lines to `stream` (stderr); other libraries only from warnings up."""
    target = stream if stream is not None else sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(target),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(stream=target, level=logging.WARNING, force=True)
