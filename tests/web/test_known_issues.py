"""Known issues in the sidebar: what an agent sees of them, and what it does to the panel."""

import httpx

from app.errors import StoreUnavailable
from app.services.prevention_views import KnownIssueHint
from tests.web.support import TICKET, World

PATH = f"/sidebar/tickets/{TICKET}/known-issues"
HINT = KnownIssueHint(
    number=3,
    title="Label printing <hangs>",
    workaround="Restart the print service.\nThen write to [email-1].",
    runbook="Label printers",
    issue_key="ENG-9",
    match="words",
)


async def test_the_panel_asks_for_known_issues_by_itself_and_does_not_wait(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    html = (await client.get(f"/sidebar/tickets/{TICKET}", headers=agent)).text
    assert f'hx-get="{PATH}" hx-trigger="load"' in html


async def test_an_agent_reads_title_workaround_and_runbook(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.hints = (HINT,)
    html = (await client.get(PATH, headers=agent)).text
    assert "Label printing &lt;hangs&gt;" in html
    assert "Then write to [email-1]." in html
    assert "It tells of the same symptoms. Runbook: Label printers" in html
    german = await client.get(PATH, headers={**agent, "Accept-Language": "de"})
    assert "Ähnliche bekannte Fehler" in german.text


async def test_where_nothing_is_alike_nothing_is_shown(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await client.get(PATH, headers=agent)
    assert (answer.status_code, answer.text.strip()) == (200, "")


async def test_a_search_that_fails_says_so_and_leaves_the_panel_alone(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.failure = StoreUnavailable("locked")
    answer = await client.get(PATH, headers=agent)
    assert answer.status_code == 200
    assert "hx-retarget" not in answer.headers
    assert "cannot be searched just now" in answer.text


async def test_the_workaround_is_put_into_the_reply_box_by_the_agent(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.hints = (HINT,)
    answer = await client.post(f"{PATH}/3/insert", headers=agent)
    assert 'data-draft="inserted-3"' in answer.text
    assert "Restart the print service.\nThen write to [email-1].</textarea>" in answer.text
    gone = await client.post(f"{PATH}/4/insert", headers=agent)
    assert gone.status_code == 404
