from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.sync.agenda import Candidate, choose_cases
from app.sync.operating_policy import SyncPolicy

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEVERITIES = ("P1", "P2", "P3", "P4")
POLICY = SyncPolicy(most=8, urgent=("P1", "P2"))


def candidate(
    link: str, issue: str, severity: str | None = "P3", age: int = 0, *, needs: bool = True
) -> Candidate:
    return Candidate(link, issue, severity, NOON - timedelta(hours=age), needs)


def order(*candidates: Candidate) -> list[str]:
    return [case.issue_id for case in choose_cases(candidates, POLICY, SEVERITIES).cases]


candidates = st.lists(
    st.builds(
        candidate,
        st.uuids().map(str),
        st.sampled_from([str(number) for number in range(30)]),
        st.sampled_from([*SEVERITIES, None]),
        st.integers(0, 500),
        needs=st.booleans(),
    ),
    max_size=40,
)


@given(candidates, st.integers(1, 12))
def test_the_agenda_is_bounded_and_holds_only_what_needs_the_engineer(
    found: list[Candidate], most: int
) -> None:
    choice = choose_cases(found, SyncPolicy(most=most, urgent=("P1", "P2")), SEVERITIES)
    needing = {one.issue_id for one in found if one.needs_engineer}
    assert len(choice.cases) == min(most, len(needing))
    assert len(choice.cases) + choice.left_out == len(needing)
    assert {case.issue_id for case in choice.cases} <= needing


@given(candidates)
def test_no_urgent_case_stands_behind_one_that_is_not(found: list[Candidate]) -> None:
    cases = choose_cases(found, POLICY, SEVERITIES).cases
    urgent = [case.severity in POLICY.urgent for case in cases]
    assert urgent == sorted(urgent, reverse=True)
    others = [case.opened_at for case in cases if case.severity not in POLICY.urgent]
    assert others == sorted(others)


def test_a_p1_comes_before_an_older_p2_and_both_before_the_oldest() -> None:
    found = [candidate("a", "1", "P3", 900), candidate("b", "2", "P2", 50)]
    assert order(*found, candidate("c", "3", "P1", 1)) == ["3", "2", "1"]


def test_tickets_of_one_issue_are_one_case_with_the_worst_severity() -> None:
    found = [candidate("a", "1", "P3", 9), candidate("b", "1", "P1", 2), candidate("c", "2", "P2")]
    first, _ = choose_cases(found, POLICY, SEVERITIES).cases
    assert (first.severity, first.link_ids) == ("P1", ("b", "a"))
    assert first.opened_at == NOON - timedelta(hours=9)
