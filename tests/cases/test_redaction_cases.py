"""The bar for redaction: nothing that must not survive does; of what must survive, 98 in 100 do."""

from pathlib import Path

import pytest

from app.policy.loading import load_directory
from app.ports import PolicySet
from tests.cases.redaction import FOLDER, Case, Verdict, judge, read_cases

FEWEST_CASES = 1500
MUST_SURVIVE = 0.98
OPEN = frozenset((FOLDER / "open.txt").read_text("utf-8").split())
"""Cases that are known to leak still, each to be mended; one that no longer does must be struck."""
TOPICS = sorted(path.name for path in FOLDER.glob("*.jsonl"))


@pytest.fixture(scope="module")
def policies() -> PolicySet:
    return load_directory(Path(__file__).parents[2] / "policies")


@pytest.fixture(scope="module")
def verdicts(policies: PolicySet) -> dict[str, list[Verdict]]:
    return {topic: list(judge(read_cases([topic]), policies)) for topic in TOPICS}


def _told(verdict: Verdict, strings: list[str]) -> str:
    return f"{verdict.case.id} to {verdict.case.to}: {strings}"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_survives_that_must_not(topic: str, verdicts: dict[str, list[Verdict]]) -> None:
    leaking = [one for one in verdicts[topic] if one.leaks]
    leaks = [_told(one, one.leaks) for one in leaking if one.case.id not in OPEN]
    assert not leaks, "\n".join(leaks)


def test_every_open_case_is_still_open(verdicts: dict[str, list[Verdict]]) -> None:
    leaking = {one.case.id for found in verdicts.values() for one in found if one.leaks}
    assert leaking >= OPEN, f"mended: {sorted(OPEN - leaking)}"


def test_at_least_98_of_100_strings_that_must_survive_do(
    verdicts: dict[str, list[Verdict]],
) -> None:
    every = [one for found in verdicts.values() for one in found]
    wanted = sum(len(one.case.stays) for one in every)
    lost = [_told(one, one.lost) for one in every if one.lost]
    count = sum(len(one.lost) for one in every)
    assert count <= wanted * (1 - MUST_SURVIVE), f"{count} of {wanted}\n" + "\n".join(lost)


def test_the_suite_is_as_large_as_promised_and_covers_both_directions() -> None:
    cases = list(read_cases())
    assert len(cases) >= FEWEST_CASES
    assert len({case.id for case in cases}) == len(cases)
    for target in ("jira", "zendesk"):
        assert sum(case.to == target for case in cases) > FEWEST_CASES / 10


class TestTheJudge:
    """The judge itself can say no."""

    def test_a_leak_and_a_loss_are_told(self, policies: PolicySet) -> None:
        line = {"id": "x", "format": "text", "input": "The export of amina@contoso.example fails."}
        case = Case("x", "jira", line, ("export",), ("contoso",), held=False)
        (verdict,) = judge([case], policies)
        assert (verdict.leaks, verdict.lost) == (["export"], ["contoso"])

    @pytest.mark.parametrize("written", ["ex\u200bport", "export", "ex&#112;ort"])
    def test_what_the_eye_reads_counts(self, policies: PolicySet, written: str) -> None:
        line = {"id": "x", "format": "text", "input": f"The {written} fails."}
        (verdict,) = judge([Case("x", "jira", line, ("export",), (), held=False)], policies)
        assert verdict.leaks == ["export"]
