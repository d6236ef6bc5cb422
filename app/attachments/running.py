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
from pathlib import Path

from pydantic import ValidationError

from app.attachments.content import Spooled, load
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
        if content.size <= IN_THREAD and _is_plain(job, content):
            return await asyncio.to_thread(treat_job, job, content, None)
        with tempfile.TemporaryDirectory(prefix="airlock-") as name:
            folder = Path(name)
            await asyncio.to_thread(_pack, folder, job, content)
            enough = _BASE_SECONDS + content.size // _BYTES_A_SECOND
            reason = await self._process(folder, int(min(enough, seconds)))
            if reason is not None:
                return Outcome(reason=reason), None
            return await asyncio.to_thread(_unpack, folder)

    async def _process(self, folder: Path, seconds: int) -> str | None:
        """None when the process came to an outcome, else why there is none."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._worker,
            str(folder),
            str(seconds),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(folder),
            start_new_session=True,
        )
        try:
            code = await asyncio.wait_for(process.wait(), seconds)
        except TimeoutError:
            return TOO_LONG
        finally:
            await _end(process)
        return None if code == 0 else CANNOT_BE_CHECKED


async def _end(process: asyncio.subprocess.Process) -> None:
    """Whatever happened here, nothing of the process goes on."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Where the code is and where temporary files go; nothing else of ours."""
    return {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
    }


def _pack(folder: Path, job: Job, content: Spooled) -> None:
    Spooled(job.model_dump_json().encode()).save(folder / "job.json")
    content.save(folder / "source")


def _unpack(folder: Path) -> tuple[Outcome, Spooled | None]:
    try:
        outcome = Outcome.model_validate_json((folder / "outcome.json").read_bytes())
        content = load(folder / "content") if outcome.reason is None else None
    except (OSError, ValidationError):
        return Outcome(reason=CANNOT_BE_CHECKED), None
    return outcome, content


def _is_plain(job: Job, content: Spooled) -> bool:
    try:
        kind = true_type(job.content_type, job.file_name, content.open().read(HEAD))
    except UnreadableContent:
        return True
    return form_of(kind) in _PLAIN
