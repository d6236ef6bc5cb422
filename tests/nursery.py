"""`airlock` in processes of their own that begin with the program imported and the shipped
policies compiled: each has its own memory, sockets and connections, and no state is shared.

A start costs what a fork costs; a process from nothing takes three seconds of a core, most of it
to import and to compile, which has nothing to do with what the tests ask. That a process from
nothing runs as well is what the tests of the README ask.
"""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

PRELOAD = [
    "app.cli.root", "app.cli.serving", "app.cli.modes", "app.cli.repairing", "app.cli.resweeping",
    "app.cli.backfilling", "app.cli.erasing", "app.cli.reporting", "app.cli.policies",
    "app.cli.links", "app.cli.setup", "app.cli.gate", "app.cli.redact", "app.main",
    "app.bootstrap", "app.living", "tests.faults.child", "tests.warm",
]  # fmt: skip
WITHOUT = ("connectors.sandbox", "app.demo")
"""What a process of the service has no use for: to import it is an error there."""
PLAYING = ("demo", "sandbox")
"""The commands that have a use for it."""


@dataclass(frozen=True)
class Outputs:
    """Files that a process reads and appends to; one of both outputs goes to the same file."""

    stdin: str
    out: str
    err: str


class Child:
    """A process that runs; it answers as `asyncio.subprocess.Process` does."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    def send_signal(self, number: signal.Signals) -> None:
        """Raises ProcessLookupError when it has ended."""
        if self._process.exitcode is not None or self._process.pid is None:
            raise ProcessLookupError
        os.kill(self._process.pid, number)

    async def wait(self) -> int:
        """Its exit code, once it has ended; negative for a signal."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        return self._process.exitcode or 0


def nursery() -> ForkServerContext:
    """Where processes come from; one for all tests of a worker."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context


def start_child(args: list[str], env: Mapping[str, str], cwd: Path, outputs: Outputs) -> Child:
    """Start `airlock` with these arguments; the environment holds no setting but these."""
    process = nursery().Process(target=_run, args=(args, dict(env), str(cwd), outputs), daemon=True)
    process.start()
    return Child(process)


async def run_child(
    args: list[str], env: Mapping[str, str], cwd: Path, stdin: str, seconds: float
) -> tuple[int, str, str]:
    """Run one command to its end: its exit code and both outputs. TimeoutError when it stays."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder)
        (said / "in").write_text(stdin, encoding="utf-8")
        child = start_child(
            args, env, cwd, Outputs(f"{folder}/in", f"{folder}/out", f"{folder}/err")
        )
        try:
            async with asyncio.timeout(seconds):
                code = await child.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGKILL)
        return code, *((said / name).read_text(encoding="utf-8") for name in ("out", "err"))


def _run(args: list[str], env: dict[str, str], cwd: str, outputs: Outputs) -> None:
    _connect(outputs)
    for name in [name for name in os.environ if "AIRLOCK" in name]:
        del os.environ[name]
    os.environ.update(env)
    os.chdir(cwd)
    if args[0] not in PLAYING:
        sys.meta_path.insert(0, _Refusal())
    sys.argv = ["airlock", *args]
    from app.cli import main

    main()


def _connect(outputs: Outputs) -> None:
    append = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    os.dup2(os.open(outputs.stdin, os.O_RDONLY), 0)
    os.dup2(os.open(outputs.out, append, 0o600), 1)
    os.dup2(os.open(outputs.err, append, 0o600), 2)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - to the process's end


class _Refusal:
    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.startswith(WITHOUT):
            raise ImportError(f"{name} has no place in this process")
