"""Which limits a call to Zendesk meets, and what the headers of its answer say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.pacing import Reading
from connectors.zendesk.limits import call_of, readings

ACCOUNT, UPDATES, EXPORTS = "zendesk:account", "zendesk:ticket-updates", "zendesk:exports"
UPDATE = call_of("PUT", "/api/v2/tickets/17")
READ = call_of("GET", "/api/v2/tickets/17")
# As vendors' pages and recordings show them (PLATFORM.md, A3).
TOLD = {
    "x-rate-limit": "700",
    "x-rate-limit-remaining": "699",
    "ratelimit-limit": "700",
    "ratelimit-remaining": "699",
    "ratelimit-reset": "41",
    "zendesk-rate-limit-tickets-update": "total=20; remaining=19; resets=59",
}


@pytest.mark.parametrize(
    ("method", "path", "keys"),
    [
        ("GET", "/api/v2/tickets/17", (ACCOUNT,)),
        ("PUT", "/api/v2/tickets/17", (ACCOUNT, UPDATES, "zendesk:ticket:17")),
        ("PUT", "/api/v2/tickets/17.json", (ACCOUNT, UPDATES, "zendesk:ticket:17")),
        ("PUT", "/api/v2/tickets/17/tags", (ACCOUNT,)),
        ("PUT", "/api/v2/comment_redactions/5", (ACCOUNT,)),
        ("GET", "/api/v2/incremental/tickets/cursor", (ACCOUNT, EXPORTS)),
    ],
)
def test_a_call_meets_the_limits_of_its_kind(method: str, path: str, keys: tuple[str, ...]) -> None:
    assert call_of(method, path).keys == keys


def test_the_headers_tell_of_the_account_and_of_the_updates() -> None:
    assert readings(UPDATE, 200, TOLD) == (
        Reading(ACCOUNT, 700, 699, 41.0),
        Reading(UPDATES, 20, 19, 59.0),
    )


def test_the_older_names_tell_the_same_without_the_reset() -> None:
    older = {"x-rate-limit": "400", "x-rate-limit-remaining": "3"}
    assert readings(READ, 200, older) == (Reading(ACCOUNT, 400, 3, None),)


def test_an_answer_without_headers_says_nothing() -> None:
    assert readings(READ, 200, {}) == ()


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        (TOLD, "zendesk:ticket:17"),
        ({**TOLD, "zendesk-rate-limit-tickets-update": "total=20; remaining=0; resets=9"}, UPDATES),
        ({**TOLD, "ratelimit-remaining": "0"}, ACCOUNT),
        ({}, "zendesk:ticket:17"),
    ],
)
def test_a_refusal_is_of_the_limit_that_is_used_up(headers: dict[str, str], key: str) -> None:
    refused = readings(UPDATE, 429, {**headers, "retry-after": "93"})[-1]
    assert refused == Reading(key, closed_for=93.0)


def test_a_refused_read_closes_the_account() -> None:
    assert readings(READ, 429, {"retry-after": "7"}) == (Reading(ACCOUNT, closed_for=7.0),)


def test_a_refusal_that_names_no_pause_is_taken_for_a_minutes() -> None:
    assert readings(READ, 429, {}) == (Reading(ACCOUNT, closed_for=60.0),)


@given(st.dictionaries(st.sampled_from(sorted(TOLD)), st.text(max_size=40)), st.integers(200, 599))
def test_headers_of_any_content_are_read_without_an_error(
    headers: dict[str, str], status: int
) -> None:
    for reading in readings(UPDATE, status, headers):
        assert reading.allowed is None or reading.allowed > 0
        assert reading.left is None or reading.left >= 0
