"""Comments: both pagings, files, and every way to take text out of them."""

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.zendesk import text
from connectors.sandbox.zendesk.desk import Desk
from tests.sandbox.zendesk.conftest import change


async def _fill(api: httpx.AsyncClient, ticket_id: int, count: int) -> None:
    for number in range(count):
        comment = {"body": f"note {number}", "public": False}
        await change(api, ticket_id, comment=comment)


async def test_the_cursor_leads_through_all_comments_once(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await _fill(api, ticket_id, 6)
    url: str | None = f"/api/v2/tickets/{ticket_id}/comments?page[size]=3"
    bodies: list[str] = []
    while url:
        page = (await api.get(url)).json()
        bodies += [comment["body"] for comment in page["comments"]]
        assert page["meta"]["has_more"] == (page["links"]["next"] is not None)
        url = page["links"]["next"]
    assert bodies == ["The import stops at row 40.", *[f"note {n}" for n in range(6)]]


async def test_the_newest_page_comes_first_when_asked(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await _fill(api, ticket_id, 3)
    path = f"/api/v2/tickets/{ticket_id}/comments"
    cursor = (await api.get(path, params={"page[size]": 2, "sort": "-created_at"})).json()
    assert [c["body"] for c in cursor["comments"]] == ["note 2", "note 1"]
    offset = (await api.get(path, params={"sort_order": "desc", "per_page": 1})).json()
    assert [c["body"] for c in offset["comments"]] == ["note 2"]


async def test_each_paging_takes_only_its_own_sort_parameter(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await _fill(api, ticket_id, 1)
    path = f"/api/v2/tickets/{ticket_id}/comments"
    offset = (await api.get(path, params={"sort": "-created_at"})).json()
    cursor = (await api.get(path, params={"page[size]": 5, "sort_order": "desc"})).json()
    assert offset["comments"][-1]["body"] == cursor["comments"][-1]["body"] == "note 0"


async def test_offset_paging_counts_and_links_both_ways(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await _fill(api, ticket_id, 4)
    path = f"/api/v2/tickets/{ticket_id}/comments"
    page = (await api.get(path, params={"per_page": 2, "page": 2})).json()
    assert page["count"] == 5
    assert len((await api.get(page["next_page"])).json()["comments"]) == 1
    assert len((await api.get(page["previous_page"])).json()["comments"]) == 2


@pytest.mark.parametrize("query", ["page[after]=!!", "page[size]=zero", "per_page=-1"])
async def test_a_page_that_cannot_be_read_is_refused(
    api: httpx.AsyncClient, ticket_id: int, query: str
) -> None:
    answer = await api.get(f"/api/v2/tickets/{ticket_id}/comments?{query}")
    assert answer.status_code == 400


async def test_authors_come_with_the_comments_when_asked(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    answer = await api.get(f"/api/v2/tickets/{ticket_id}/comments?include=users")
    assert [user["name"] for user in answer.json()["users"]] == ["Maria Delgado"]


async def test_html_is_stored_without_what_could_run(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    given = "<p>Hello <b>you</b></p><script>steal()</script><img src=x onerror=steal()>"
    await change(api, ticket_id, comment={"html_body": given})
    comment = (await api.get(f"/api/v2/tickets/{ticket_id}/comments")).json()["comments"][-1]
    assert "<b>you</b>" in comment["html_body"]
    assert "steal" not in comment["html_body"]
    assert comment["body"] == "Hello you"


async def test_an_uploaded_file_arrives_with_its_bytes(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    made = await api.post(
        "/api/v2/uploads?filename=log 1.txt",
        content=b"line\n",
        headers={"Content-Type": "text/plain"},
    )
    token = made.json()["upload"]["token"]
    await change(api, ticket_id, comment={"body": "The log", "uploads": [token]})
    comment = (await api.get(f"/api/v2/tickets/{ticket_id}/comments")).json()["comments"][-1]
    file = comment["attachments"][0]
    assert (file["file_name"], file["size"]) == ("log 1.txt", 5)
    got = await api.get(file["content_url"], auth=httpx.Auth())
    assert (got.content, got.headers["content-type"]) == (b"line\n", "text/plain; charset=utf-8")
    again = {"ticket": {"comment": {"body": "x", "uploads": [token]}}}
    assert (await api.put(f"/api/v2/tickets/{ticket_id}", json=again)).status_code == 422


async def test_an_upload_expires_and_can_be_deleted(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int
) -> None:
    first, second = [
        (await api.post("/api/v2/uploads?filename=a.txt", content=b"a")).json()["upload"]["token"]
        for _ in range(2)
    ]
    assert (await api.delete(f"/api/v2/uploads/{first}")).status_code == 204
    assert (await api.delete(f"/api/v2/uploads/{first}")).status_code == 404
    app.state.clock.advance(3601)
    late = {"ticket": {"comment": {"body": "x", "uploads": [second]}}}
    assert (await api.put(f"/api/v2/tickets/{ticket_id}", json=late)).status_code == 422
    assert (await api.post("/api/v2/uploads", content=b"a")).status_code == 400


async def test_marked_text_is_redacted_everywhere_it_stands(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    comment = desk.tickets[ticket_id].comments[0]
    marked = comment.html_body.replace("row 40", "<redact>row 40</redact>")
    answer = await api.put(
        f"/api/v2/comment_redactions/{comment.id}",
        json={"ticket_id": ticket_id, "html_body": marked},
    )
    assert answer.json()["comment"]["plain_body"] == "The import stops at ▇▇▇▇▇▇."
    whole = [
        (await api.get(f"/api/v2/tickets/{ticket_id}{part}")).text
        for part in ("", "/comments", "/audits")
    ]
    assert "row 40" not in "".join(whole)


async def test_redaction_of_a_text_that_is_not_the_comment_is_refused(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    comment = desk.tickets[ticket_id].comments[0]
    answer = await api.put(
        f"/api/v2/comment_redactions/{comment.id}",
        json={"ticket_id": ticket_id, "html_body": "<p><redact>Another text</redact></p>"},
    )
    assert answer.status_code == 400
    assert comment.body == "The import stops at row 40."


async def test_only_the_new_redaction_works_on_a_closed_ticket(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    await change(api, ticket_id, status="closed")
    comment = desk.tickets[ticket_id].comments[0]
    old = await api.put(
        f"/api/v2/tickets/{ticket_id}/comments/{comment.id}/redact", json={"text": "import"}
    )
    marked = comment.html_body.replace("import", "<redact>import</redact>")
    new = await api.put(
        f"/api/v2/comment_redactions/{comment.id}",
        json={"ticket_id": ticket_id, "html_body": marked},
    )
    assert (old.status_code, new.status_code) == (422, 200)


async def test_the_old_redaction_removes_each_occurrence(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await change(api, ticket_id, comment={"body": "a <key> and a <key>\n\nend"})
    comment = (await api.get(f"/api/v2/tickets/{ticket_id}/comments")).json()["comments"][-1]
    answer = await api.put(
        f"/api/v2/tickets/{ticket_id}/comments/{comment['id']}/redact", json={"text": "<key>"}
    )
    assert answer.json()["comment"]["body"] == "a ▇▇▇▇▇ and a ▇▇▇▇▇\n\nend"


async def test_a_redacted_file_loses_its_name_and_bytes(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    made = await api.post("/api/v2/uploads?filename=secret.txt", content=b"secret")
    token = made.json()["upload"]["token"]
    await change(api, ticket_id, comment={"body": "file", "uploads": [token]})
    comment = (await api.get(f"/api/v2/tickets/{ticket_id}/comments")).json()["comments"][-1]
    file = comment["attachments"][0]
    path = f"/api/v2/tickets/{ticket_id}/comments/{comment['id']}/attachments/{file['id']}/redact"
    answer = await api.put(path)
    assert answer.json()["attachment"]["file_name"] == "redacted.txt"
    assert b"secret" not in (await api.get(file["content_url"])).content


async def test_a_comment_made_private_stays_private(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    comment = desk.tickets[ticket_id].comments[0]
    path = f"/api/v2/tickets/{ticket_id}/comments/{comment.id}/make_private"
    assert (await api.put(path)).status_code == 200
    shown = (await api.get(f"/api/v2/tickets/{ticket_id}/comments")).json()["comments"][0]
    assert shown["public"] is False


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <redact>b&amp;c</redact></p>", "<p>a ▇▇▇</p>"),
        ('<a href="http://x" redact><redact>link</redact></a>!', "▇▇▇▇!"),
        ('<p>x<img src="y" redact></p>', "<p>x</p>"),
        ("<p><redact>a<b>c</b></redact>d</p>", "<p>▇<b>▇</b>d</p>"),
    ],
)
def test_redact_marks_take_what_they_mark_and_nothing_else(markup: str, expected: str) -> None:
    assert text.redacted(markup) == expected


def test_the_text_of_html_keeps_its_lines() -> None:
    assert text.text_of("<p>one<br>two</p><ul><li>a &lt; b</li></ul>") == "one\ntwo\n\na < b"
