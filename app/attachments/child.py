"""Inside the process that treats one file: limits first, then the job, then the outcome.

The process is given four open files that have no name: it reads the job and the source, and writes
the outcome and the content. Whenever and however it ends, nothing of them stays behind. It says
nothing on its outputs: what it could say might quote the file.
"""

import os
import resource
import sys

from app.attachments.content import load
from app.attachments.job import Job
from app.attachments.markup import Html
from app.attachments.treating import treat_job

MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space. What a text needs is a tenth of it; pictures and documents need more."""

LARGEST = 3 * 1024 * 1024 * 1024
"""Bytes of one file that may be written."""


def run_child(arguments: list[str], html: Html) -> int:
    """Treat a file: the numbers of the job's, the source's, the outcome's and the content's open
    files, then the processor seconds it may take. Answers 0 when there is an outcome."""
    job_at, source_at, outcome_at, content_at, seconds = map(int, arguments)
    _limit(seconds)
    with os.fdopen(job_at, "rb") as file:
        job = Job.model_validate_json(file.read())
    with os.fdopen(source_at, "rb") as file:
        source = load(file)
    outcome, content = treat_job(job, source, html)
    if content is not None:
        with os.fdopen(content_at, "wb") as file:
            content.save(file)
    with os.fdopen(outcome_at, "wb") as file:
        file.write(outcome.model_dump_json().encode())
    return 0


def _limit(seconds: int) -> None:
    sys.setrecursionlimit(2000)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
