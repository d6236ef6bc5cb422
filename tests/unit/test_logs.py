"""One JSON object a line, for machines; nothing of other libraries below a warning."""

import asyncio
import io
import json
import logging
import logging.config
from collections.abc import Iterator
from datetime import datetime

import pytest
import structlog

from app.logs import ToldDefects, configure_logging
from tests.keeping import kept_logging


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Where the log goes while the test runs; afterwards everything is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    for handler in handlers:
        root.removeHandler(handler)
    configure_logging(stream)
    yield stream
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_is_a_json_object_with_its_time_and_level(lines: io.StringIO) -> None:
    structlog.get_logger().info("delivered", delivery="01A", lane="link:1")
    (line,) = [json.loads(text) for text in lines.getvalue().splitlines()]
    at = datetime.fromisoformat(line.pop("timestamp"))
    assert at.utcoffset() is not None
    assert line == {"event": "delivered", "level": "info", "delivery": "01A", "lane": "link:1"}


def test_what_is_below_the_level_is_not_written(lines: io.StringIO) -> None:
    structlog.get_logger().debug("noise")
    assert lines.getvalue() == ""


def test_other_libraries_are_heard_only_from_warnings_up(lines: io.StringIO) -> None:
    logging.getLogger("httpx").info("GET https://acme.zendesk.com/api/v2/tickets/7")
    assert lines.getvalue() == ""
    logging.getLogger("uvicorn").warning("closing")
    assert "closing" in lines.getvalue()


def test_a_line_feed_in_a_value_makes_no_second_line(lines: io.StringIO) -> None:
    structlog.get_logger().info("delivered", delivery='x\n{"event": "forged"}')
    assert len(lines.getvalue().splitlines()) == 1


def test_no_traceback_is_written_even_inside_of_an_except(lines: io.StringIO) -> None:
    try:
        int("Jane Roe's own words")
    except ValueError:
        structlog.get_logger().error("defect", error_type="ValueError")
    assert "Jane" not in lines.getvalue()


async def test_what_other_libraries_say_of_an_error_has_no_message(lines: io.StringIO) -> None:
    try:
        int("Jane Roe's own words")
    except ValueError as error:
        told = {"message": "Task exception was never retrieved", "exception": error}
        asyncio.get_running_loop().call_exception_handler(told)
    (line,) = [json.loads(text) for text in lines.getvalue().splitlines()]
    assert line["logger"] == "asyncio"
    assert line["error_type"] == "ValueError"
    assert line["where"].startswith("test_logs.py:")
    assert "Jane" not in lines.getvalue()


def test_a_library_that_silences_all_loggers_does_so_for_its_own_test_alone(
    lines: io.StringIO,
) -> None:
    with kept_logging():
        logging.config.dictConfig({"version": 1})
        logging.getLogger("asyncio").warning("unheard")
    logging.getLogger("asyncio").warning("heard")
    (line,) = [json.loads(text) for text in lines.getvalue().splitlines()]
    assert line["event"] == "heard"


def test_a_command_that_ends_in_a_defect_tells_its_place_and_not_its_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as end, ToldDefects():
        int("Jane Roe's own words")
    told = capsys.readouterr().err
    assert end.value.code == 1
    assert "ValueError" in told
    assert "test_logs.py" in told
    assert "Jane" not in told
