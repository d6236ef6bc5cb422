"""A list that is read page by page comes to an end, whatever the pages say."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import VendorMisread
from connectors.jira.auth import PersonalToken
from connectors.jira.client import JiraClient
from connectors.jira.paging import MOST_PAGES, Pages


def page(start: int, ids: list[int], total: Any) -> dict[str, Any]:
    return {"startAt": start, "total": total, "comments": [{"id": str(one)} for one in ids]}


@given(total=st.integers(0, 40), size=st.integers(1, 9))
def test_every_entry_comes_once_and_then_it_ends(total: int, size: int) -> None:
    pages, found = Pages("comments"), []
    while pages.start is not None:
        ids = list(range(pages.start, min(total, pages.start + size)))
        found += [int(one["id"]) for one in pages.take(page(pages.start, ids, total))]
    assert found == list(range(total))


def test_an_entry_that_moved_to_the_next_page_is_not_told_twice() -> None:
    pages = Pages("comments")
    pages.take(page(0, [9, 8], 3))
    assert [one["id"] for one in pages.take(page(2, [8, 7], 4))] == ["7"]
    assert pages.start is None


@pytest.mark.parametrize(
    "second",
    [
        page(0, [1, 2], 9),
        page(4, [5, 6], 9),
        page(2, [1, 2], 9),
        page(2, [3, 4], "many"),
        page(2, [3, 4], True),
        {"total": 9, "comments": [{"id": "1"}]},
        {"startAt": None, "total": 9, "comments": [{"id": "3"}]},
    ],
)
def test_a_page_that_does_not_lead_on_is_a_misreading(second: dict[str, Any]) -> None:
    pages = Pages("comments")
    pages.take(page(0, [1, 2], 9))
    with pytest.raises(VendorMisread):
        pages.take(second)


def test_a_list_that_grows_as_fast_as_it_is_read_ends_in_an_error() -> None:
    pages = Pages("comments")
    for number in range(MOST_PAGES - 1):
        pages.take(page(number, [number], number + 2))
    last = MOST_PAGES - 1
    with pytest.raises(VendorMisread, match="end"):
        pages.take(page(last, [last], last + 2))


async def test_a_jira_that_gives_the_same_page_for_ever_is_left() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=page(0, [1, 2], 10**9))

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        jira = JiraClient(http, "https://jira.test", PersonalToken("t"))
        with pytest.raises(VendorMisread):
            await jira.find_marker("10001", "m-1")
    assert len(asked) == 2
