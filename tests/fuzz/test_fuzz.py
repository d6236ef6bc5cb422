"""A few seconds of fuzzing for each target; `python -m tests.fuzz TARGET` takes longer.

In a process of its own: libFuzzer ends it, and what it instruments must not be what others test.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
SECONDS = 2
GRACE = 60


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel for this Python")
@pytest.mark.parametrize("target", TARGETS)
def test_no_input_breaks_what_reads_it(target: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", target, "--seconds", str(SECONDS)]
    done = subprocess.run(  # noqa: S603 - our own module
        [*command, "--keep", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        timeout=SECONDS + GRACE,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, said[-4000:]
    assert "stat::number_of_executed_units: 0\n" not in said
    assert "stat::number_of_executed_units:" in said


@pytest.mark.parametrize("target", TARGETS)
def test_each_seed_holds_the_promise_where_there_is_no_fuzzer(target: str) -> None:
    seeds = sorted((Path(__file__).parent / "seeds" / target).iterdir())
    assert seeds
    for seed in seeds:
        TARGETS[target](seed.read_bytes())
