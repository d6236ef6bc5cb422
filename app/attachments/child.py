"""Inside the process that treats one file: limits first, then the job, then the outcome.

The process is given a folder. It reads `job.json` and `source` from it and writes `outcome.json`
and `content`. It says nothing on its outputs: what it could say might quote the file.
"""

import resource
import sys
from pathlib import Path

from app.attachments.content import load
from app.attachments.job import Job
from app.attachments.markup import Html
from app.attachments.treating import treat_job

MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space. What a text needs is a tenth of it; pictures and documents need more."""


def run_child(arguments: list[str], html: Html) -> int:
    """Treat the file of the folder named first, in at most as many processor seconds as named
    second. Answers the exit code: 0 when there is an outcome."""
    folder, seconds = Path(arguments[0]), int(arguments[1])
    _limit(seconds)
    job = Job.model_validate_json((folder / "job.json").read_bytes())
    outcome, content = treat_job(job, load(folder / "source"), html)
    if content is not None:
        content.save(folder / "content")
    (folder / "outcome.json").write_text(outcome.model_dump_json(), "utf-8")
    return 0


def _limit(seconds: int) -> None:
    sys.setrecursionlimit(2000)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
