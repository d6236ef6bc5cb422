"""The long forms: `--kills 200`, half of the kills on each engine, and `--scenarios`."""

import argparse
import asyncio
import contextlib
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.forms import LongForms
from tests.faults.storm import Plan, Summary, run_storm
from tests.postgres import running_postgres


def main() -> int:
    """0 when every promise held on every engine, else 1. The kills' summary is JSON on stdout."""
    wanted = read_arguments(sys.argv[1:])
    if wanted.scenarios is not None:
        return _run_scenarios(wanted.scenarios)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it tells of connections cut
    engines = ("sqlite", "postgresql") if wanted.engine == "both" else (wanted.engine,)
    summaries = [_run(engine, wanted, wanted.kills // len(engines)) for engine in engines]
    print(json.dumps([one.as_json() for one in summaries], indent=2))  # noqa: T201
    return 0 if all(one.ok for one in summaries) else 1


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    """What is wanted; exits with 2 for what it does not know."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="over all engines")
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=40)
    parser.add_argument("--rate", type=float, default=6.0, help="people's actions a second")
    parser.add_argument("--pause", type=float, default=0.9, help="mean seconds between two kills")
    parser.add_argument(
        "--scenarios", nargs="?", const="", metavar="WORDS",
        help="instead of the kills: all scenarios in their long forms, or those that pytest's -k "
        "finds by these words; a line each on stdout",
    )  # fmt: skip
    parser.add_argument("--keep", type=Path, help="a folder in which logs and database stay")
    return parser.parse_args(words)


def _run_scenarios(words: str) -> int:
    """All of them, whether or not one breaks."""
    forms, here = LongForms(), str(Path(__file__).parent)
    code = pytest.main(
        [
            here, "-q", "--no-header", "-p", "no:cacheprovider", "-k", words,
            # The storm has imported pytest's plugins already.
            "-W", "ignore::pytest.PytestAssertRewriteWarning",
        ],
        plugins=[forms],
    )  # fmt: skip
    print("\n".join(["", *map(str, forms.lines.values())]))  # noqa: T201
    return 0 if code == pytest.ExitCode.OK else 1


def _run(engine: str, wanted: argparse.Namespace, kills: int) -> Summary:
    plan = Plan(wanted.seed, kills, wanted.pairs, wanted.rate, wanted.pause)

    def tell(line: str) -> None:
        print(f"{engine}: {line}", file=sys.stderr, flush=True)  # noqa: T201

    with _folder(wanted.keep) as folder, _database(engine, folder) as url:
        summary = asyncio.run(run_storm(url, folder, plan, tell))
    tell(f"{'held' if summary.ok else 'BROKEN'} after {summary.seconds} s")
    for name, found in summary.broken.items():
        tell(f"{name}: {found}")
    return summary


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield Path(tempfile.mkdtemp(dir=keep))
        return
    with tempfile.TemporaryDirectory(prefix="airlock-faults-") as folder:
        yield Path(folder)


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    with contextlib.ExitStack() as stack:
        if engine == "sqlite":
            yield f"sqlite:///{folder}/airlock.db"
        else:
            yield stack.enter_context(running_postgres(durable=True)).new_database()


if __name__ == "__main__":
    sys.exit(main())
