"""Files that are treated in a process, and processes that have to be ended."""

import asyncio
import gzip
import os
import sys
from pathlib import Path

import pytest

from app.attachments.clearing import clear_file
from app.attachments.content import Spooled
from app.attachments.job import Outcome
from app.attachments.running import FileRunner
from app.document import Document
from app.errors import UnreadableContent
from app.model import Audience, RedactedText
from tests.unit.attachments.support import MAIL, job_for

LOG = f"10:15 export of {MAIL} failed\n"


async def test_a_large_text_is_redacted_in_a_process_of_its_own() -> None:
    content = Spooled(LOG.encode() * 4000)
    outcome, treated = await FileRunner().run(job_for("a.log", "text/plain"), content)
    assert (outcome.reason, outcome.content_type) == (None, "text/plain")
    assert [entry.original for entry in outcome.pseudonyms.entries] == [MAIL]
    assert treated is not None
    assert treated.open().read().decode() == LOG.replace(MAIL, "[email-1]") * 4000


async def test_an_archive_is_opened_in_a_process_of_its_own() -> None:
    content = Spooled(gzip.compress(LOG.encode()))
    _, treated = await FileRunner().run(job_for("a.log.gz", "application/gzip"), content)
    assert treated is not None
    assert gzip.decompress(treated.open().read()).decode() == LOG.replace(MAIL, "[email-1]")


WORKERS = {
    "never_ends": "while True: pass",
    "sleeps": "import time; time.sleep(600)",
    "fails": "raise SystemExit(3)",
    "crashes": "import os; os.kill(os.getpid(), 11)",
    "says_nothing": "",
    "takes_all_memory": (
        "import sys, app.attachments.child as c\nc._limit(60)\nx = bytearray(3 << 30)\n"
    ),
    "lies": ('import os, sys\nos.write(int(sys.argv[3]), b\'{"reason": "none", "more": 1}\')\n'),
}


@pytest.mark.parametrize("name", WORKERS)
async def test_a_process_that_does_not_come_to_an_outcome_lets_nothing_cross(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"worker_{name}.py").write_text(WORKERS[name])
    monkeypatch.syspath_prepend(str(tmp_path))
    runner = FileRunner(f"worker_{name}")
    job, content = job_for("a.zip", "application/zip"), Spooled(b"PK\x03\x04")
    outcome, treated = await runner.run(job, content, seconds=3)
    assert treated is None
    assert outcome.reason in {"it took too long to check", "its content cannot be checked"}


async def test_a_process_gets_no_setting_of_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRLOCK_SECRET_KEY", "a secret of the service")
    monkeypatch.setenv("HOME_OF_SECRETS", "another")
    (tmp_path / "worker_tells.py").write_text(
        "import os, sys, pathlib\n"
        f"pathlib.Path({str(tmp_path)!r}, 'seen').write_text(repr(dict(os.environ)))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    await FileRunner("worker_tells").run(
        job_for("a.zip", "application/zip"), Spooled(b"PK\x03\x04")
    )
    seen = (tmp_path / "seen").read_text()
    assert "SECRET" not in seen.upper()
    assert "PYTHONPATH" in seen


async def test_no_process_outlives_the_one_who_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "pid"
    os.mkfifo(mark)
    (tmp_path / "worker_waits.py").write_text(
        "import os, pathlib, time\n"
        f"with open({str(mark)!r}, 'w') as mark: mark.write(str(os.getpid()))\n"
        "time.sleep(600)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    running = asyncio.create_task(
        FileRunner("worker_waits").run(job_for("a.zip", "application/zip"), Spooled(b"PK\x03\x04"))
    )
    process = int(await asyncio.to_thread(mark.read_text))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


SEES = """
import os, pathlib, sys
job, source = (os.read(int(number), 1 << 20) for number in sys.argv[1:3])
home = pathlib.Path(os.environ["TMPDIR"])
named = [str(path) for path in home.rglob("*")]
told = [part for part in sys.argv + list(os.environ.values()) if "northwind" in part]
with open(%r, "w") as seen:
    seen.write(repr((b"northwind" in job, source, named, told, home.stat().st_mode & 0o77)))
"""


async def test_what_a_process_works_on_has_no_name_on_any_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "worker_sees.py").write_text(SEES % str(tmp_path / "seen"))
    monkeypatch.syspath_prepend(str(tmp_path))
    job = job_for(f"{MAIL}.zip", "application/zip")
    await FileRunner("worker_sees").run(job, Spooled(b"PK\x03\x04"))
    assert (tmp_path / "seen").read_text() == repr((True, b"PK\x03\x04", [], [], 0))


async def test_a_text_that_makes_its_reader_stumble_does_not_cross_and_raises_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(*_: object) -> None:
        raise RecursionError(MAIL)

    monkeypatch.setattr("app.attachments.running.treat_job", stumble)
    outcome, treated = await FileRunner().run(job_for("a.txt", "text/plain"), Spooled(b"a"))
    assert (outcome.reason, treated) == ("its content cannot be checked", None)


async def test_where_no_process_can_be_started_a_file_does_not_cross(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    job, content = job_for("a.zip", "application/zip"), Spooled(b"PK\x03\x04")
    outcome, treated = await FileRunner().run(job, content)
    assert (outcome.reason, treated) == ("its content cannot be checked", None)


async def test_nothing_is_started_when_there_is_no_time_left() -> None:
    runner = FileRunner("no_such_module")
    outcome, treated = await runner.run(job_for("a.txt", "text/plain"), Spooled(b"a"), seconds=0)
    assert (outcome.reason, treated) == ("it took too long to check", None)


def test_content_of_any_length_is_read_again_from_its_beginning(tmp_path: Path) -> None:
    content = Spooled(b"a" * 300_000)
    content.write(b"b")
    assert content.size == len(content.open().read()) == len(content.open().read()) == 300_001
    with (tmp_path / "copy").open("wb") as file:
        content.save(file)
    assert (tmp_path / "copy").stat().st_size == 300_001
    assert sys.getsizeof(content) < 1000


def test_a_file_that_may_not_cross_is_never_cleared() -> None:
    name = RedactedText(Document(), Audience.ENGINEERING, "policy")
    with pytest.raises(UnreadableContent, match="it is encrypted"):
        clear_file(name, Outcome(reason="it is encrypted"), Spooled(b"a"))
    with pytest.raises(UnreadableContent, match="cannot be checked"):
        clear_file(name, Outcome(reason=None), None)
