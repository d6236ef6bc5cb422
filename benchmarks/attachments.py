"""What a very large attachment costs: the memory of the process that redacts it."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.attachments.job import Job
from app.attachments.running import WORKER
from app.model import Audience
from app.policy.loading import load_directory
from app.redaction.policy import AttachmentRule, FileTreatment
from benchmarks.result import Result

LARGE = 1_000_000_000
SMALL = 1_000_000
SECONDS = 24 * 3600

_EVERY = 40
"""One line in so many names somebody."""


async def measure_peak_memory(size: int = LARGE) -> Result:
    """The peak of the process that redacts a log of `size` bytes, beside that for a megabyte."""
    with tempfile.TemporaryDirectory() as name:
        small = peak_megabytes(Path(name, "small"), SMALL)
        large = peak_megabytes(Path(name, "large"), size)
    return Result(
        "redact_peak_memory_1GB",
        large,
        "MB",
        small,
        f"peak resident memory of the process for a log of {size:,} bytes; beside it, for one of"
        f" {SMALL:,} bytes, most of which is the program itself",
    )


def peak_megabytes(folder: Path, size: int) -> float:
    """Redact a log of so many bytes as an attachment is redacted; the peak in MB (10^6 bytes)."""
    folder.mkdir()
    with (folder / "source").open("w", encoding="utf-8") as log:
        log.writelines(log_lines(size))
    (folder / "job.json").write_text(_job().model_dump_json(), "utf-8")
    with contextlib.ExitStack() as stack:
        modes = {"job.json": "rb", "source": "rb", "outcome.json": "wb", "content": "wb"}
        files = [stack.enter_context((folder / one).open(mode)) for one, mode in modes.items()]
        numbers = [file.fileno() for file in files]
        worker = [sys.executable, "-m", WORKER, *map(str, numbers), str(SECONDS)]
        answer = subprocess.run(  # noqa: S603 - our own modules
            [sys.executable, "-m", "benchmarks.peak", ",".join(map(str, numbers)), *worker],
            env={**os.environ, "MALLOC_ARENA_MAX": "1"},
            pass_fds=numbers,
            check=True,
            stdout=subprocess.PIPE,
        )
    assert (folder / "content").stat().st_size > size // 2
    return int(answer.stdout) / 1_000_000


def log_lines(size: int) -> Iterator[str]:
    """Lines of a log, no two alike, together at least `size` bytes."""
    written = number = 0
    while written < size:
        number += 1
        line = _line(number)
        written += len(line)
        yield line


def _line(number: int) -> str:
    head = f"2026-11-22T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z INFO "
    if number % _EVERY == 0:
        return (
            f"{head}user{number % 4001}@customer{number % 211}.example signed in from the portal\n"
        )
    return (
        f"{head}export of batch {number} finished in {number % 977} ms, {number % 89} rows left\n"
    )


def _job() -> Job:
    policies = load_directory(Path(__file__).parents[1] / "policies")
    rule = AttachmentRule(
        content_type="text/*", treatment=FileTreatment.REDACT, max_bytes=2 * LARGE
    )
    policy = type(policies.redaction).model_validate(
        {**policies.redaction.model_dump(), "attachments": [rule.model_dump()]}
    )
    return Job(
        file_name="service.log",
        content_type="text/plain",
        audience=Audience.ENGINEERING,
        policy=policy,
        version=policies.version,
        context=policy.example_context,
    )
