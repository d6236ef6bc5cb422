"""How much is measured: in full, or a little of it where BENCH_QUICK is set."""

import os

QUICK = "BENCH_QUICK"


def sized(full: int, quick: int) -> int:
    """The count for this run."""
    return quick if os.environ.get(QUICK) else full
