"""Treats a file where it can be killed: small plain texts in a thread, all else in a process.

A process that takes too long, needs too much memory or fails in any way means that the file does
not cross. It gets none of the service's settings, so none of its secrets.
"""

import asyncio
import contextlib
import math
import os
import signal
import sys
import tempfile
from typing import IO, BinaryIO, NamedTuple, cast

from app.attachments.content import Spooled, chunks_of, load
from app.attachments.job import Job, Outcome
from app.attachments.kinds import HEAD, Form, form_of, true_type
from app.attachments.treating import CANNOT_BE_CHECKED, treat_job
from app.errors import UnreadableContent

WORKER = "app.file_worker"
TOO_LONG = "it took too long to check"

IN_THREAD = 64 * 1024
"""Bytes of a text that is redacted in a fraction of a second; starting a process takes longer."""

_BASE_SECONDS = 60
_BYTES_A_SECOND = 32 * 1024

_STUMBLES = (
    ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What a hostile file could make a reader stumble over, a full disk and an outcome that is none:
a file that cannot be treated keeps no comment from crossing. What it says is not told: it might
quote the file."""

_PLAIN = frozenset({Form.TEXT, Form.TABLE, Form.JSON, Form.JSON_LINES})


class FileRunner:
    """Runs jobs. `worker` is the module that a process runs."""

    def __init__(self, worker: str = WORKER) -> None:
        self._worker = worker

    async def run(
        self, job: Job, content: Spooled, seconds: float = math.inf
    ) -> tuple[Outcome, Spooled | None]:
        """What became of the file, and its content when that may cross. Raises nothing for a file
        that cannot be treated, or not in so many seconds."""
        if seconds < 1:
            return Outcome(reason=TOO_LONG), None
        try:
            if content.size <= IN_THREAD and _is_plain(job, content):
                return await asyncio.to_thread(treat_job, job, content, None)
            return await self._apart(job, content, seconds)
        except _STUMBLES:
            return Outcome(reason=CANNOT_BE_CHECKED), None

    async def _apart(
        self, job: Job, content: Spooled, seconds: float
    ) -> tuple[Outcome, Spooled | None]:
        """Nothing that the process reads or writes has a name: it is gone with us and with it."""
        enough = _BASE_SECONDS + content.size // _BYTES_A_SECOND
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="airlock-"))
            files = _Files(*(stack.enter_context(tempfile.TemporaryFile()) for _ in range(4)))
            await asyncio.to_thread(_pack, files, job, content)
            reason = await self._process(folder, files, int(min(enough, seconds)))
            if reason is not None:
                return Outcome(reason=reason), None
            return await asyncio.to_thread(_unpack, files)

    async def _process(self, folder: str, files: "_Files", seconds: int) -> str | None:
        """None when the process came to an outcome, else why there is none."""
        numbers = [file.fileno() for file in files]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._worker,
            *map(str, numbers),
            str(seconds),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(folder),
            pass_fds=numbers,
            start_new_session=True,
        )
        try:
            code = await asyncio.wait_for(process.wait(), seconds)
        except TimeoutError:
            return TOO_LONG
        finally:
            await _end(process)
        return None if code == 0 else CANNOT_BE_CHECKED


class _Files(NamedTuple):
    """What the process reads, and what it writes."""

    job: IO[bytes]
    source: IO[bytes]
    outcome: IO[bytes]
    content: IO[bytes]


async def _end(process: asyncio.subprocess.Process) -> None:
    """Whatever happened here, nothing of the process goes on."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _environment(folder: str) -> dict[str, str]:
    """Where the code is and where temporary files go; nothing else of ours."""
    return {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
        "TMPDIR": folder,
        "LC_ALL": "C.UTF-8",
    }


def _pack(files: _Files, job: Job, content: Spooled) -> None:
    files.job.write(job.model_dump_json().encode())
    for chunk in chunks_of(content.open()):
        files.source.write(chunk)
    for file in (files.job, files.source):
        file.flush()
        file.seek(0)


def _unpack(files: _Files) -> tuple[Outcome, Spooled | None]:
    files.outcome.seek(0)
    outcome = Outcome.model_validate_json(files.outcome.read())
    if outcome.reason is not None:
        return outcome, None
    files.content.seek(0)
    return outcome, load(cast("BinaryIO", files.content))


def _is_plain(job: Job, content: Spooled) -> bool:
    try:
        kind = true_type(job.content_type, job.file_name, content.open().read(HEAD))
    except UnreadableContent:
        return True
    return form_of(kind) in _PLAIN
