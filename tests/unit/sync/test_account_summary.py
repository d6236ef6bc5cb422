from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.sync.account_summary import AccountCase, summarise

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEVERITIES = ("P1", "P2", "P3", "P4")


def case(
    severity: str | None = "P2", began: int = 2, ended: int | None = None, due: int = 5,
    blocked_on: str = "engineering",
) -> AccountCase:  # fmt: skip
    return AccountCase(
        severity,
        NOW - timedelta(days=began),
        NOW - timedelta(days=ended) if ended is not None else None,
        blocked_on,
        NOW + timedelta(hours=due),
    )


def told(*cases: AccountCase) -> str:
    return " ".join(summarise("Contoso", cases, SEVERITIES, NOW))


def test_a_week_with_work_in_it_is_told_in_three_sentences() -> None:
    cases = (
        case("P2"), case("P1", began=20, due=3, blocked_on="customer"), case("P3", 6, ended=1),
    )  # fmt: skip
    assert told(*cases) == (
        "In the week to 23 November 2026, 2 escalations of Contoso began, 1 ended, and 2 are open. "
        "The worst is P1; 1 with our engineers and 1 with the account itself. "
        "The next update is due by 23 November 2026, 15:00 UTC."
    )


def test_what_is_overdue_is_said_first() -> None:
    assert told(case(due=-3), case(due=4)).endswith("1 update is overdue and must go out today.")


def test_a_quiet_week_says_so() -> None:
    assert told(case(began=30, ended=10)) == (
        "Contoso had no escalation in the week to 23 November 2026. "
        "Nothing waits for anybody. No update is owed."
    )


cases = st.lists(
    st.builds(
        case,
        st.sampled_from([*SEVERITIES, None, "gone"]),
        st.integers(0, 40),
        st.none() | st.integers(0, 40),
        st.integers(-100, 100),
        st.sampled_from(["support", "engineering", "customer"]),
    ),
    max_size=8,
)


@given(cases)
def test_there_are_three_sentences_whatever_happened(found: list[AccountCase]) -> None:
    sentences = summarise("Contoso", found, SEVERITIES, NOW)
    assert len(sentences) == 3
    assert all(one.endswith(".") and one.count(". ") == 0 for one in sentences)
    assert "Contoso" in sentences[0]
