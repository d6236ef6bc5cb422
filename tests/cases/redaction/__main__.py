"""Run the redaction cases and print what fails: `python -m tests.cases.redaction [PREFIX ...]`."""

import sys
from collections import Counter
from pathlib import Path

from app.policy.loading import load_directory
from tests.cases.redaction import judge, read_cases


def main() -> int:
    policies = load_directory(Path(__file__).parents[3] / "policies")
    cases = list(read_cases(sys.argv[1:]))
    counts: Counter[str] = Counter()
    for verdict in judge(cases, policies):
        case = verdict.case
        counts.update(gone=len(case.gone), stays=len(case.stays))
        counts.update(leaks=len(verdict.leaks), lost=len(verdict.lost))
        if verdict.leaks or verdict.lost:
            counts["failing"] += 1
            found = verdict.answer.get("text", verdict.answer.get("reason"))
            _say(f"{case.id} -> {case.to} leaks={verdict.leaks} lost={verdict.lost}\n    {found!r}")
    _say(f"{len(cases)} cases: {dict(counts)}")
    return 1 if counts["failing"] else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
