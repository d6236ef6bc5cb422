"""Which limits a call to Jira meets, and what the headers of its answer say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.pacing import Reading
from connectors.jira.limits import call_of, readings

ISSUE = ("jira:issue-2s:10001", "jira:issue-30s:10001")
COMMENT = call_of("POST", "/rest/api/3/issue/10001/comment")
READ = call_of("GET", "/rest/api/3/issue/10001")


@pytest.mark.parametrize(
    ("method", "route", "keys"),
    [
        ("GET", "/rest/api/3/issue/10001", ("jira:get",)),
        ("POST", "/rest/api/3/issue/10001/comment", ("jira:post", *ISSUE)),
        ("PUT", "/rest/api/2/issue/10001", ("jira:put", *ISSUE)),
        ("DELETE", "/rest/api/3/issue/10001/comment/7", ("jira:delete", *ISSUE)),
        ("POST", "/rest/api/3/issue", ("jira:post",)),
        ("POST", "/rest/api/3/issue/bulkfetch", ("jira:post",)),
        ("POST", "/rest/api/3/search/jql", ("jira:post",)),
        ("POST", "/rest/api/3/issue/OPS-7/comment",
         ("jira:post", "jira:issue-2s:OPS-7", "jira:issue-30s:OPS-7")),
    ],
)  # fmt: skip
def test_a_call_meets_the_limits_of_its_method_and_its_issue(
    method: str, route: str, keys: tuple[str, ...]
) -> None:
    assert call_of(method, route).keys == keys


def test_a_limit_above_the_documented_one_is_not_taken_over() -> None:
    told = {"x-ratelimit-limit": "350", "x-ratelimit-remaining": "349"}
    assert readings(READ, 200, told, None) == ()


def test_a_smaller_limit_and_little_left_are_told() -> None:
    told = {"x-ratelimit-limit": "40", "x-ratelimit-nearlimit": "true"}
    assert readings(READ, 200, told, None) == (Reading("jira:get", allowed=40, near=True),)


@pytest.mark.parametrize(
    ("reason", "keys"),
    [
        ("jira-burst-based", ["jira:post"]),
        ("jira-per-issue-on-write", list(ISSUE)),
        ("jira-quota-tenant-based", ["jira:get", "jira:post", "jira:put", "jira:delete"]),
        ("", ["jira:post"]),
        ("something-new", ["jira:post"]),
    ],
)
def test_a_refusal_closes_what_its_reason_names(reason: str, keys: list[str]) -> None:
    told = readings(COMMENT, 429, {"ratelimit-reason": reason}, 12.0)
    assert [(one.key, one.closed_for) for one in told] == [(key, 12.0) for key in keys]


def test_a_refusal_that_names_no_pause_has_one_all_the_same() -> None:
    (burst,) = readings(READ, 429, {}, None)
    assert burst == Reading("jira:get", closed_for=5.0)
    quota = readings(READ, 429, {"ratelimit-reason": "jira-quota-global"}, None)
    assert {one.closed_for for one in quota} == {60.0}


@given(
    st.dictionaries(
        st.sampled_from(["x-ratelimit-limit", "x-ratelimit-nearlimit", "ratelimit-reason"]),
        st.text(max_size=40),
    ),
    st.integers(200, 599),
    st.none() | st.floats(0, 1e9),
)
def test_headers_of_any_content_are_read_without_an_error(
    headers: dict[str, str], status: int, pause: float | None
) -> None:
    for reading in readings(COMMENT, status, headers, pause):
        assert reading.allowed is None or 0 < reading.allowed < 100
