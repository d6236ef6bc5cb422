"""Logging: one JSON object a line on stderr, events in fixed words, fields of a closed list.

An AST check holds the fields of every log call; nothing here adds a traceback, whose values might
quote private text. What other libraries log of an error is cut down to its type and place, and so
is a defect that ends a command.
"""

import json
import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

import structlog


class Terse(logging.Formatter):
    """Another library's line as a JSON object: its first line, and of an error no message.

    asyncio and SQLAlchemy quote an error in the lines that follow and in the traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        first, _, _ = record.getMessage().partition("\n")
        told = {"event": first, "level": record.levelname.lower(), "logger": record.name}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            told |= {"error_type": type(error).__name__, "where": place_of(error)}
        return json.dumps(told, sort_keys=True)


def place_of(error: BaseException) -> str:
    """`file:line` of the frame that raised."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "unknown"
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"


class ToldDefects:
    """Ends a command at what nobody foresaw: tells its places and type, never its message."""

    def __enter__(self) -> None:
        """Nothing to begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raises SystemExit(1) instead of an Exception; lets everything else pass."""
        if not isinstance(error, Exception):
            return
        for frame in traceback.extract_tb(trace):
            sys.stderr.write(f"  {frame.filename}:{frame.lineno} in {frame.name}\n")
        sys.stderr.write(
            f"{type(error).__name__}: a defect of this program, at the last place above. Its "
            "message is left out, as it may quote private text.\n"
        )
        raise SystemExit(1) from None


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
    others = logging.StreamHandler(target)
    others.setFormatter(Terse())
    logging.basicConfig(handlers=[others], level=logging.WARNING, force=True)
