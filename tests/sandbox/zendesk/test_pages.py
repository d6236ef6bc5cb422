"""The agent's page shows a ticket as it is, and opens the sidebar with a signed token."""

import html
import json
import re
from typing import Any

import httpx
import jwt
import pytest
from fastapi import FastAPI

from connectors.sandbox.zendesk.desk import Desk
from tests.sandbox.zendesk.conftest import change


async def _page(api: httpx.AsyncClient, path: str) -> str:
    answer = await api.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


async def _say(api: httpx.AsyncClient, ticket_id: int, **form: Any) -> httpx.Response:
    return await api.post(f"/agent/tickets/{ticket_id}/comments", data=form)


def _found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    assert match, f"the page lacks {pattern}"
    return html.unescape(match[1])


def _agent(desk: Desk) -> int:
    user = desk.user_by_email("dana@acme.example")
    assert user
    return int(user["id"])


async def test_the_list_leads_to_the_ticket(api: httpx.AsyncClient, ticket_id: int) -> None:
    page = await _page(api, "/agent/")
    assert f'href="/agent/tickets/{ticket_id}"' in page
    assert "Import stops" in page
    assert "Maria Delgado" in page


async def test_public_replies_and_internal_notes_are_told_apart(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    await _say(api, ticket_id, body="Only for us", author_id=_agent(desk), kind="internal")
    page = await _page(api, f"/agent/tickets/{ticket_id}")
    kinds = re.findall(r'<article class="comment (\w+)"', page)
    assert kinds == ["public", "internal"]
    assert page.count("Internal note</span>") == 1


async def test_what_the_requester_writes_is_public_whatever_is_chosen(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    requester = desk.tickets[ticket_id].requester_id
    await _say(api, ticket_id, body="Hello?", author_id=requester, kind="internal")
    assert desk.tickets[ticket_id].comments[-1].public


async def test_the_status_buttons_and_the_comment_menu_act(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    who = {"author_id": _agent(desk)}
    comment = desk.tickets[ticket_id].comments[0]
    path = f"/agent/tickets/{ticket_id}"
    await api.post(f"{path}/comments/{comment.id}/redact", data=who | {"text": "row 40"})
    await api.post(f"{path}/comments/{comment.id}/make_private", data=who)
    await api.post(f"{path}/status", data=who | {"status": "solved"})
    assert (comment.body, comment.public) == ("The import stops at ▇▇▇▇▇▇.", False)
    assert desk.tickets[ticket_id].status == "solved"


async def test_a_redaction_of_text_that_is_not_there_is_refused(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    comment = desk.tickets[ticket_id].comments[0]
    path = f"/agent/tickets/{ticket_id}/comments/{comment.id}/redact"
    answer = await api.post(path, data={"author_id": _agent(desk), "text": "absent"})
    assert answer.status_code == 422


async def test_a_customer_can_write_a_new_ticket(api: httpx.AsyncClient, desk: Desk) -> None:
    maria = desk.user_by_email("maria.delgado@northwind.example")
    assert maria
    form = {"subject": "New", "body": "Please help", "requester_id": maria["id"]}
    assert (await api.post("/agent/tickets", data=form)).status_code == 303
    assert desk.tickets[1].comments[0].author_id == maria["id"]


async def test_the_export_holds_internal_notes_and_history(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await change(api, ticket_id, comment={"body": "between us", "public": False})
    page = html.unescape(await _page(api, f"/agent/tickets/{ticket_id}/export"))
    whole = json.loads(page.split('<pre class="export">')[1].split("</pre>")[0])
    assert [c["body"] for c in whole["comments"]][-1] == "between us"
    assert len(whole["audits"]) == 2


async def test_hostile_text_stays_text(api: httpx.AsyncClient, app: FastAPI, desk: Desk) -> None:
    app.state.sidebar_url = "http://localhost:9/sidebar"
    hostile = "</script><script>alert(1)</script>"
    given = {"subject": hostile, "comment": {"body": hostile}, "tags": [hostile]}
    await api.post("/api/v2/tickets", json={"ticket": given})
    for path in ("/agent/", "/agent/tickets/1", "/agent/tickets/1/export"):
        assert "<script>alert" not in await _page(api, path)
    page = await _page(api, "/agent/tickets/1")
    config = json.loads(_found(r'id="zaf-config">(.*?)</script>', page))
    assert config["values"]["ticket.subject"] == hostile


async def test_the_sidebar_is_opened_by_a_post_of_a_token_that_the_public_key_verifies(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, desk: Desk
) -> None:
    app.state.sidebar_url = "http://localhost:9/sidebar?x=1"
    page = await _page(api, f"/agent/tickets/{ticket_id}?as={_agent(desk)}")
    url = httpx.URL(_found(r'action="(http[^"]+)"', page))
    token = _found(r'name="token" value="([^"]+)"', page)
    assert url.params["origin"] == "http://desk.test"
    assert (url.params["x"], url.params["app_guid"]) == ("1", app.state.sidebar_key.guid)
    pem = (await api.get("/api/v2/apps/900001/public_key.pem")).text
    audience = "https://acme.zendesk.com/api/v2/apps/installations/700001.json"
    claims = jwt.decode(
        token, pem, algorithms=["RS256"], audience=audience, issuer="acme.zendesk.com"
    )
    assert claims["sub"] == str(_agent(desk))
    assert claims["context"] == {"product": "support", "location": "ticket_sidebar"}
    assert str(ticket_id) not in {str(value) for value in claims.values()}
    assert (await api.get("/api/v2/apps/1/public_key.pem")).status_code == 404


async def test_a_page_without_a_sidebar_says_so(api: httpx.AsyncClient, ticket_id: int) -> None:
    assert "No sidebar is configured" in await _page(api, f"/agent/tickets/{ticket_id}")


async def test_pages_take_nothing_from_elsewhere(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int
) -> None:
    app.state.sidebar_url = "http://localhost:9/sidebar"
    answer = await api.get(f"/agent/tickets/{ticket_id}")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-src http://localhost:9;" in policy
    for name in ("style.css", "host.js", "live.js"):
        assert (await api.get(f"/agent/static/{name}")).status_code == 200
    assert (await api.get("/agent/static/pages.py")).status_code == 404
    assert "ZAFClient" in (await api.get("/zaf_sdk.js")).text


@pytest.mark.parametrize("path", ["/agent/", "/agent/tickets/1", "/zaf_sdk.js"])
async def test_pages_answer_this_machine_only(app: FastAPI, path: str) -> None:
    transport = httpx.ASGITransport(app, client=("192.0.2.7", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as stranger:
        assert (await stranger.get(path)).status_code == 403


async def test_a_form_of_another_site_is_refused(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    form = {"body": "forged", "author_id": str(_agent(desk)), "kind": "public"}
    answer = await api.post(
        f"/agent/tickets/{ticket_id}/comments", data=form, headers={"Origin": "http://evil.test"}
    )
    assert (answer.status_code, len(desk.tickets[ticket_id].comments)) == (403, 1)


async def test_an_open_page_learns_of_changes(api: httpx.AsyncClient, ticket_id: int) -> None:
    path = f"/agent/tickets/{ticket_id}/state.json"
    before = (await api.get(path)).json()
    await change(api, ticket_id, status="pending")
    after = (await api.get(path)).json()
    assert after["changes"] == before["changes"] + 1
    assert after["values"]["ticket.status"] == "pending"
