"""Fuzz one target for some seconds.

Prints what libFuzzer says. The exit code is 0 when nothing was found; else the input that broke
the promise is left in the folder that `--keep` names, to be run again by `--input FILE`.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["connectors", "app.document"]):
    from tests.fuzz.targets import SHARED, TARGETS, WORDS

from tests.shared_data import SHARED_DATA

SEEDS = Path(__file__).with_name("seeds")
LONGEST = 20_000
"""Bytes of an input."""
SLOWEST = 5
"""Seconds for one input of that length; some hundred times what it takes."""


def main() -> None:
    """Run the target until the time is over or something is found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=list(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--input", type=Path, help="run this input alone")
    asked = parser.parse_args()
    if asked.input:
        TARGETS[asked.target](asked.input.read_bytes())
        return
    asked.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "found")
        found.mkdir()
        atheris.Setup(_options(asked, found), TARGETS[asked.target])
        atheris.Fuzz()


def _options(asked: argparse.Namespace, found: Path) -> list[str]:
    """libFuzzer's own words (https://llvm.org/docs/LibFuzzer.html#options)."""
    words = found.with_suffix(".words")
    words.write_text("".join(f"{json.dumps(word)}\n" for word in WORDS[asked.target]), "utf-8")
    folders = [SEEDS / asked.target, *(SHARED_DATA / one for one in SHARED.get(asked.target, ()))]
    return [
        sys.argv[0],
        f"-max_total_time={asked.seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        "-rss_limit_mb=0",  # a process begins with the peak of the one that started it
        f"-artifact_prefix={asked.keep}{os.sep}{asked.target}-",
        f"-dict={words}",
        "-print_final_stats=1",
        "-verbosity=0",
        str(found),
        *(str(folder) for folder in folders if folder.is_dir()),
    ]


if __name__ == "__main__":
    main()
