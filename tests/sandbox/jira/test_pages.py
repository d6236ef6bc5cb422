"""The pages: what an engineer sees, and the same refusals as over REST."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.jira.config import BRIDGE, ENGINEER, SECURITY
from connectors.sandbox.jira.seed import GATE_FIELD, GATE_MESSAGE
from connectors.sandbox.jira.seed_workflows import GUARDED_TRANSITION
from tests.sandbox.jira.conftest import BASE, client_for, paragraph


@pytest.fixture
async def page(gated: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of the engineer's: no credentials, redirects followed."""
    transport = httpx.ASGITransport(app=gated)
    async with httpx.AsyncClient(
        transport=transport, base_url=BASE, follow_redirects=True
    ) as client:
        yield client


async def test_the_list_leads_to_every_issue(page: httpx.AsyncClient) -> None:
    text = (await page.get("/")).text
    for key in ("ENG-1", "ENG-2", "HELP-1", "TEAM-1"):
        assert f'href="/browse/{key}"' in text


async def test_a_page_loads_nothing_from_elsewhere(page: httpx.AsyncClient) -> None:
    response = await page.get("/browse/ENG-1")
    loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', response.text)
    assert loaded == ["/static/project.svg", "/static/jira.css"]
    for path in loaded:
        assert (await page.get(path)).status_code == 200
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_the_button_is_refused_with_the_message_and_then_taken(
    gated: FastAPI, page: httpx.AsyncClient
) -> None:
    button = f"/browse/ENG-1/transition/{GUARDED_TRANSITION}"
    assert f'action="{button}"' in (await page.get("/browse/ENG-1")).text
    refused = (await page.post(button)).text
    assert GATE_MESSAGE.replace("'", "&#39;") in refused
    assert 'role="alert"' in refused
    async with client_for(gated, BRIDGE) as bridge:
        body = {"fields": {GATE_FIELD: "ok:0123456789"}}
        await bridge.put("/rest/api/3/issue/ENG-1", json=body)
    taken = (await page.post(button)).text
    assert "refused" not in taken
    assert ">Escalated</span>" in taken


async def test_a_transition_with_a_screen_asks_for_its_fields(
    gated: FastAPI, page: httpx.AsyncClient
) -> None:
    workflow = gated.state.jira.workflows[gated.state.jira.projects["10000"].workflow_id]
    transition = workflow.transition(GUARDED_TRANSITION)
    transition["transitionScreen"] = {
        "ruleKey": "system:transition-screen", "parameters": {"screenId": "1"},
    }  # fmt: skip
    path = f"/browse/ENG-1/transition/{GUARDED_TRANSITION}"
    taken = await page.post(path, data={GATE_FIELD: "ok:0123456789", "labels": "a b"})
    assert ">Escalated</span>" in taken.text
    assert gated.state.jira.find_issue("ENG-1").values["labels"] == ["a", "b"]


async def test_a_comment_is_written_edited_and_deleted_by_hand(
    gated: FastAPI, page: httpx.AsyncClient
) -> None:
    text = "It fails:\r\n\r\n```\r\nat a.b.C\r\n```"
    shown = (await page.post("/browse/ENG-1/comment", data={"text": text})).text
    assert "<pre><code>at a.b.C</code></pre>" in shown
    assert ENGINEER.display_name in shown
    (comment,) = gated.state.jira.find_issue("ENG-1").comments
    path = f"/browse/ENG-1/comment/{comment.comment_id}"
    edited = (await page.post(path, data={"verb": "edit", "text": "<b>no</b>"})).text
    assert "&lt;b&gt;no&lt;/b&gt;" in edited
    assert "edited" in edited
    await page.post(path, data={"verb": "delete"})
    assert gated.state.jira.find_issue("ENG-1").comments == []


async def test_a_restricted_comment_wears_a_lozenge_and_is_hidden_from_others(
    gated: FastAPI, page: httpx.AsyncClient
) -> None:
    data = {"text": "For developers", "restrict": "Developers"}
    shown = (await page.post("/browse/ENG-1/comment", data=data)).text
    assert "Restricted to Developers" in shown
    async with client_for(gated, SECURITY) as client:
        rule = {"type": "role", "value": "Security"}
        body = {"body": paragraph("Between us"), "visibility": rule}
        await client.post("/rest/api/3/issue/ENG-1/comment", json=body)
    assert "Between us" not in (await page.get("/browse/ENG-1")).text
    await page.post("/browse/as", data={"account": SECURITY.account_id})
    assert "Between us" in (await page.get("/browse/ENG-1")).text


async def test_a_request_tells_public_comments_from_internal_ones(page: httpx.AsyncClient) -> None:
    await page.post("/browse/HELP-1/comment", data={"text": "To the customer"})
    data = {"text": "To us", "internal": "yes"}
    shown = (await page.post("/browse/HELP-1/comment", data=data)).text
    assert "Visible to the customer" in shown
    assert "Internal note</span>" in shown


async def test_the_history_tab_shows_the_old_value_of_an_edited_field(
    page: httpx.AsyncClient,
) -> None:
    edited = await page.post("/browse/ENG-1/edit", data={"summary": "Short", GATE_FIELD: "ok:no"})
    assert "Short" in edited.text
    text = (await page.get("/browse/ENG-1?tab=history")).text
    assert "Report export stops at 10,000 rows" in text
    assert "Escalation gate" in text


async def test_an_edit_that_jira_refuses_says_so(page: httpx.AsyncClient) -> None:
    shown = (await page.post("/browse/ENG-1/edit", data={"summary": "x" * 300})).text
    assert "exceeds the allowed limit" in shown


async def test_remote_links_and_fields_are_shown(gated: FastAPI, page: httpx.AsyncClient) -> None:
    async with client_for(gated, BRIDGE) as bridge:
        target = {"title": "Ticket 7", "url": "https://desk.test/7",
                  "status": {"resolved": False, "icon": {"title": "Blocked"}}}  # fmt: skip
        await bridge.post("/rest/api/3/issue/ENG-1/remotelink", json={"object": target})
    text = (await page.get("/browse/ENG-1")).text
    assert '<a href="https://desk.test/7" rel="noreferrer">Ticket 7</a>' in text
    assert "Blocked" in text
    assert "Escalation reasons" in text


async def test_an_issue_that_is_absent_is_a_plain_404(page: httpx.AsyncClient) -> None:
    response = await page.get("/browse/ENG-999")
    assert response.status_code == 404
    assert "does not exist" in response.text


async def test_another_sites_form_is_refused(page: httpx.AsyncClient) -> None:
    path = f"/browse/ENG-1/transition/{GUARDED_TRANSITION}"
    response = await page.post(path, headers={"Origin": "https://elsewhere.test"})
    assert response.status_code == 403


async def test_pages_answer_loopback_only(gated: FastAPI) -> None:
    transport = httpx.ASGITransport(app=gated, client=("192.0.2.7", 1))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as stranger:
        assert (await stranger.get("/browse/")).status_code == 403
