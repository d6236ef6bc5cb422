from pathlib import Path
from typing import Any

import httpx
import pytest

from app.errors import RedactionFailed, StoreUnavailable
from app.services.views import GateState, SyncView
from app.web.pages import preview_markup
from app.web.parts import WebConfig
from tests.web.support import SECRET_TEXT, SESSION_KEY, TICKET, World, url_token

PANEL = f"/sidebar/tickets/{TICKET}"
HTMX = {"HX-Request": "true"}
CSP = (
    "default-src 'none'; script-src 'self' https://static.zdassets.com; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors https://acme.zendesk.com"
)


async def open_page(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post("/sidebar", data={"token": url_token()})


async def test_the_page_is_framed_by_zendesk_alone_and_runs_only_known_scripts(
    client: httpx.AsyncClient,
) -> None:
    for answer in (await open_page(client), await client.get("/sidebar")):
        assert answer.headers["content-security-policy"] == CSP
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "x-frame-options" not in answer.headers


async def test_the_policy_follows_the_settings() -> None:
    config = {
        "zendesk_url": "http://127.0.0.1:8081/",
        "sdk_url": "http://127.0.0.1:8081/zaf_sdk.js",
    }
    async with World(config=config).client() as client:
        policy = (await client.get("/sidebar")).headers["content-security-policy"]
    assert "script-src 'self' http://127.0.0.1:8081;" in policy
    assert policy.endswith("frame-ancestors http://127.0.0.1:8081")


@pytest.mark.parametrize("url", ["acme.zendesk.com", "javascript:alert(1)", "https://u@h/", ""])
def test_an_origin_that_is_none_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        WebConfig(zendesk_url=url, session_key=SESSION_KEY)


async def test_the_page_has_no_inline_script_or_style(client: httpx.AsyncClient) -> None:
    html = (await open_page(client)).text
    assert "<script>" not in html
    assert "<style" not in html
    assert " style=" not in html
    assert " on" not in html.replace(" only", "").replace(" one", "")
    assert "autofocus" not in html


async def test_the_page_loads_the_sdk_and_the_built_files(client: httpx.AsyncClient) -> None:
    html = (await open_page(client)).text
    assert 'src="https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js"' in html
    assert 'src="/static/dist/sidebar-A.js"' in html
    assert 'href="/static/dist/sidebar-A.css"' in html
    assert "&#34;allowEval&#34;: false" in html


async def test_a_page_without_a_token_says_where_it_belongs(client: httpx.AsyncClient) -> None:
    answer = await client.get("/sidebar")
    assert answer.status_code == 200
    assert "Open this in Zendesk" in answer.text
    assert "airlock-session" not in answer.text


async def test_without_built_files_the_page_says_how_to_build_them(
    world: World, tmp_path: Path
) -> None:
    world.dist = tmp_path
    async with world.client() as client:
        answer = await open_page(client)
    assert answer.status_code == 503
    assert "make install" in answer.text
    assert "airlock-session" not in answer.text


STATES = {
    GateState.UNLINKED: "Not linked",
    GateState.INCOMPLETE: "Incomplete",
    GateState.READY: "Ready",
    GateState.WAIVED: "Open by exception",
    GateState.ESCALATED: "Escalated",
    GateState.BLOCKED: "Blocked in Jira",
    GateState.HELD: "Held for review",
    GateState.SYNC_ERROR: "Sync error",
}


@pytest.mark.parametrize("state", list(GateState))
async def test_each_state_is_told_in_words(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], state: GateState
) -> None:
    world.gate.override["state"] = state
    html = (await client.get(PANEL, headers=agent)).text
    assert f"<strong>{STATES[state]}</strong>" in html


async def test_the_panel_shows_what_lacks_and_why_next_to_its_field(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    html = (await client.get(PANEL, headers=agent)).text
    assert "2 of 2 missing" in html
    assert '<label for="item-steps">' in html
    assert 'aria-describedby="item-steps-help" aria-invalid="true"' in html
    assert "<strong>Nothing was entered.</strong> Say how." in html
    assert "email\u00a0×2, token\u00a0×1" in html
    assert "OK, last copy 12 s ago" in html


async def test_the_gates_reasons_stand_there_word_for_word(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    reasons = ("Context: Nothing was entered. Say how.", "Steps: Nothing was entered. Say how.")
    world.gate.override["reasons"] = reasons
    html = (await client.get(PANEL, headers=agent)).text
    assert all(f"<li>{reason}</li>" in html for reason in reasons)


async def test_many_kinds_of_what_was_withheld_are_folded(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.override["withheld"] = {"email": 2, "phone": 1, "token": 1, "host": 1}
    html = (await client.get(PANEL, headers=agent)).text
    assert "<summary>5 texts of 4 kinds</summary>" in html
    assert "email\u00a0×2, host\u00a0×1" in html


async def test_a_stuck_sync_is_told_with_its_reason(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    sync = SyncView(state="error", stuck=2, reason="permission-refused")
    world.gate.override |= {"state": GateState.SYNC_ERROR, "sync": sync}
    html = (await client.get(PANEL, headers=agent)).text
    assert "Stopped, 2 stuck: permission-refused" in html


async def test_what_an_agent_entered_is_shown_as_text_and_never_as_markup(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.items["context"] = "</textarea><script>alert(1)</script>"
    html = (await client.get(PANEL, headers=agent)).text
    assert "<script" not in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html


def form(etag: str = "0.None", **items: str) -> dict[str, str]:
    return {"etag": etag, "pattern": "bug", "severity": "P1"} | {
        f"item.{key}": value for key, value in items.items()
    }


async def send(
    client: httpx.AsyncClient, session: dict[str, str], method: str, path: str, data: Any = None
) -> httpx.Response:
    return await client.request(method, PANEL + path, data=data, headers=session | HTMX)


async def test_saving_the_form_shows_the_new_state(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    data = form(context="All of Initech\r\nsince noon", steps="1. Open")
    answer = await send(client, agent, "PUT", "/packet", data)
    assert answer.status_code == 200
    assert "<strong>Saved</strong>" in answer.text
    assert world.gate.items["context"] == "All of Initech\nsince noon"
    assert "missing" not in answer.text


async def test_a_stale_save_keeps_the_agents_text_beside_the_others(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    await send(client, agent, "PUT", "/packet", form(context="theirs"))
    stale = await send(client, agent, "PUT", "/packet", form(context="mine"))
    assert "Someone else saved meanwhile" in stale.text
    assert "\nmine</textarea>" in stale.text
    assert "<strong>Stored meanwhile:</strong> theirs" in stale.text
    assert world.gate.items["context"] == "theirs"
    etag = stale.text.partition('name="etag" value="')[2].partition('"')[0]
    again = await send(client, agent, "PUT", "/packet", form(etag, context="mine"))
    assert "<strong>Saved</strong>" in again.text
    assert world.gate.items["context"] == "mine"


async def test_escalate_appears_only_in_a_preview_and_only_when_the_gate_would_open(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    assert "Escalate</button>" not in (await client.get(PANEL, headers=agent)).text
    early = await send(client, agent, "POST", "/preview")
    assert "Escalate</button>" not in early.text
    assert "Complete the packet to escalate: 2 of 2 missing." in early.text
    await send(client, agent, "PUT", "/packet", form(context="All", steps="1. Open"))
    preview = await send(client, agent, "POST", "/preview")
    assert "[customer] cannot log in" in preview.text
    assert "Steps: open the page" in preview.text
    assert "email\u00a0×2" in preview.text
    assert "Escalate</button>" in preview.text
    assert 'name="preview_digest" value="digest-of-1"' in preview.text


async def test_escalating_shows_the_issue(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    await send(client, agent, "PUT", "/packet", form(context="All", steps="1. Open"))
    order = {"preview_digest": "digest-of-1"}
    answer = await send(client, agent, "POST", "/escalate", order)
    assert "<strong>Escalated as ENG-42</strong>" in answer.text
    assert 'href="https://jira.test/browse/ENG-42"' in answer.text
    assert world.gate.issues_made == 1


async def test_escalating_something_else_than_was_previewed_is_refused_in_words(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    await send(client, agent, "PUT", "/packet", form(context="All", steps="1. Open"))
    answer = await send(client, agent, "POST", "/escalate", {"preview_digest": "digest-of-0"})
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#notice"
    assert "The preview is out of date" in answer.text
    assert world.gate.issue is None


async def test_escalating_with_a_closed_gate_shows_what_lacks(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    answer = await send(client, agent, "POST", "/escalate", {"preview_digest": "digest-of-0"})
    assert "Not escalated" in answer.text
    assert "2 of 2 missing" in answer.text
    assert world.gate.issue is None


async def test_linking_an_issue_shows_it(client: httpx.AsyncClient, agent: dict[str, str]) -> None:
    answer = await send(client, agent, "POST", "/links", {"issue_key": " ENG-7 "})
    assert "browse/ENG-7" in answer.text
    assert "<strong>Incomplete</strong>" in answer.text


async def test_polling_an_unchanged_status_changes_nothing_in_the_page(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    etag = (await client.get(PANEL, headers=agent)).headers["etag"]
    poll = agent | HTMX | {"If-None-Match": etag}
    assert (await client.get(f"{PANEL}/status", headers=poll)).status_code == 304
    world.gate.issue = "ENG-7"
    changed = await client.get(f"{PANEL}/status", headers=poll)
    assert changed.status_code == 200
    assert changed.text.startswith('<section id="status"')


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RedactionFailed(SECRET_TEXT), 409, "Held: redaction did not finish safely"),
        (StoreUnavailable(SECRET_TEXT), 503, "Nothing could be stored"),
        (ZeroDivisionError(SECRET_TEXT), 500, "Something unexpected happened in Airlock"),
    ],
)
async def test_an_error_is_a_notice_that_leaves_the_form_alone(
    client: httpx.AsyncClient,
    world: World,
    agent: dict[str, str],
    error: Exception,
    status: int,
    words: str,
) -> None:
    world.gate.failure = error
    answer = await send(client, agent, "POST", "/preview")
    assert answer.status_code == status
    assert answer.headers["hx-retarget"] == "#notice"
    assert words in answer.text
    assert SECRET_TEXT not in answer.text
    assert "<html" not in answer.text


async def test_an_expired_session_or_a_lost_right_takes_the_ticket_off_the_page(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.access.visible.clear()
    forbidden = await client.get(PANEL, headers=agent | HTMX)
    world.clock.pass_by(hours=1)
    expired = await client.get(PANEL, headers=agent | HTMX)
    assert (forbidden.status_code, expired.status_code) == (403, 401)
    assert forbidden.headers["hx-retarget"] == expired.headers["hx-retarget"] == "#panel"
    assert "Reload the app" in expired.text


async def test_the_session_is_renewed_by_each_fragment(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await client.get(PANEL, headers=agent)
    renewed = {"Authorization": f"Bearer {answer.headers['x-airlock-session']}"}
    assert (await client.get(PANEL, headers=renewed)).status_code == 200


async def test_a_refused_order_renews_the_session_too(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await send(client, agent, "POST", "/escalate", {})
    assert answer.status_code == 422
    assert "x-airlock-session" in answer.headers


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a <strong>b</strong></p>", "<p>a <strong>b</strong></p>"),
        ("<script>x()</script><p>a</p>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<img src="https://evil.test/p.png">a', "a"),
    ],
)
def test_preview_markup_keeps_structure_alone(html: str, shown: str) -> None:
    assert preview_markup(html) == shown


async def test_a_ticket_with_an_issue_may_have_another_one_made(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.issue = "ENG-7"
    await send(client, agent, "PUT", "/packet", form("0.ENG-7", context="All", steps="1. Open"))
    preview = await send(client, agent, "POST", "/preview")
    assert "As a new issue it would hold besides" in preview.text
    assert '<option value="+">another, new issue</option>' in preview.text
    order = {"preview_digest": "digest-of-1", "issue_key": "+"}
    answer = await send(client, agent, "POST", "/escalate", order)
    assert world.gate.issues_made == 1
    assert "Escalated as" in answer.text
