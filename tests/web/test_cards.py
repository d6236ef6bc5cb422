"""The sidebar's cards as fragments: what they show, what they order, what they refuse."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.errors import VendorFault
from app.model import Action, Finding
from app.services.sidebar_views import StuckItem, Suspect
from app.services.views import GateState, WaiverTerms, WaiverView
from app.web.pages import counted, marked, preview_markup
from tests.web.support import ADMIN, SUPPORT, TICKET, World

PANEL = f"/sidebar/tickets/{TICKET}"
HTMX = {"HX-Request": "true"}


async def send(
    client: httpx.AsyncClient, session: dict[str, str], path: str, data: Any = None, **more: str
) -> httpx.Response:
    return await client.post(PANEL + path, data=data, headers=session | HTMX | more)


def suspect(world: World, ticket: int | None = 31) -> Suspect:
    return Suspect(
        ticket_id=ticket,
        match="trace",
        reason="The same stack trace.",
        issue_key="ENG-7",
        seen_at=world.clock.now() - timedelta(days=3),
        known_issue_note="Fixed in 4.19 <b>",
    )


def stuck(**more: Any) -> StuckItem:
    about: dict[str, Any] = {
        "id": "d1", "kind": "held", "direction": "to_jira", "reason": "A rule holds it.",
        "cure": "Read it.", "may_discard": True, "may_release": True, "digest": "digest-d1",
    }  # fmt: skip
    return StuckItem(at=World().clock.now(), **(about | more))


# ---- the form as it is written -------------------------------------------------------------------


async def test_a_draft_is_judged_without_being_saved(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    answer = await send(client, agent, "/packet/judge", {"item.context": "All", "item.steps": ""})
    assert "With these answers: 1 of 2 missing. Not saved yet." in answer.text
    assert 'id="item-context-badge" class="badge present" hx-swap-oob="true"' in answer.text
    assert 'data-judges="item-steps" data-lacks="true"' in answer.text
    assert (world.gate.items, world.gate.version) == ({}, 0)


async def test_the_form_for_another_kind_keeps_the_text_and_what_it_was_begun_upon(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    data = {"etag": "7.x", "packet": "abc", "pattern": "call", "item.context": "Mine"}
    more = {"item.unasked": "Kept for the other kind"}
    answer = await send(client, agent, "/packet/draft", data | more)
    assert 'name="etag" value="7.x"' in answer.text
    assert 'name="packet" value="abc"' in answer.text
    assert '<option value="call" selected>' in answer.text
    assert "\nMine</textarea>" in answer.text
    assert 'name="item.unasked" value="Kept for the other kind"' in answer.text
    assert "Stored meanwhile" not in answer.text


# ---- suspects ------------------------------------------------------------------------------------


async def test_suspects_are_told_without_a_ticket_that_the_agent_may_not_see(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.found = (suspect(world), suspect(world, ticket=None))
    html = (await client.get(f"{PANEL}/suspects", headers=agent)).text
    assert "Ticket 31" in html
    assert "A ticket that you may not see" in html
    assert "Fixed in 4.19 &lt;b&gt;" in html
    assert html.count("Link ENG-7 instead") == 2


async def test_an_issue_that_is_linked_already_is_not_offered_again(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.issue, world.gate.found = "ENG-7", (suspect(world),)
    html = (await client.get(f"{PANEL}/suspects", headers=agent)).text
    assert "instead" not in html


async def test_a_preview_stands_when_suspects_cannot_be_looked_up_and_says_so(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(*_: object, **__: object) -> tuple[Suspect, ...]:
        raise VendorFault("down")

    monkeypatch.setattr(world.gate, "suspects", down)
    html = (await send(client, agent, "/preview")).text
    assert "[customer] cannot log in" in html
    assert "could not be looked up" in html


# ---- what waits ----------------------------------------------------------------------------------


async def test_what_waits_is_told_with_its_cure_and_by_kinds(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.stuck_items = {"d1": stuck(kinds={"shared_secret": 2}, attempts=3)}
    html = (await client.get(f"{PANEL}/stuck", headers=agent)).text
    assert "Held text: from the ticket to Jira" in html
    assert "<strong>A rule holds it.</strong> Read it." in html
    assert "tried 3 times, found: shared secret\u00a0×2" in html


async def test_only_what_the_policy_allows_is_offered(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    barred = stuck(may_release=False, may_discard=False, may_retry=False, digest=None)
    world.gate.stuck_items = {"d1": barred}
    html = (await client.get(f"{PANEL}/stuck", headers=agent)).text
    assert "<button" not in html
    assert "release" not in html


async def test_a_held_text_is_released_by_the_digest_that_was_read(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.stuck_items = {"d1": stuck()}
    held = (await client.get(f"{PANEL}/stuck/d1", headers=agent)).text
    digest = held.partition('name="digest" value="')[2].partition('"')[0]
    order = {"digest": digest, "reason": "The lead agreed"}
    answer = await send(client, agent, "/stuck/d1/release", order)
    assert "Released" in answer.text
    assert world.gate.settled == {"d1": "released by 101: The lead agreed"}


async def test_a_retry_from_the_status_block_shows_the_whole_panel(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.stuck_items = {"d1": stuck()}
    answer = await send(client, agent, "/stuck/d1/retry", **{"HX-Target": "panel"})
    assert 'id="status"' in answer.text
    assert "Tried again" in answer.text


@pytest.mark.parametrize("order", ["discard", "release"])
async def test_discarding_and_releasing_take_a_reason(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], order: str
) -> None:
    world.gate.stuck_items = {"d1": stuck()}
    answer = await send(client, agent, f"/stuck/d1/{order}", {"digest": "digest-d1"})
    assert answer.status_code == 422
    assert world.gate.settled == {}


# ---- exceptions ----------------------------------------------------------------------------------


async def test_exceptions_are_offered_to_the_policy_s_roles_alone(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], admin: dict[str, str]
) -> None:
    world.gate.override["waiver_terms"] = WaiverTerms(roles=("admin",))
    assert "Grant the exception" not in (await client.get(PANEL, headers=agent)).text
    html = (await client.get(PANEL, headers=admin)).text
    assert "Grant the exception" in html
    assert "The whole packet" not in html


async def test_an_exception_in_force_names_who_granted_it_and_its_end(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    until = world.clock.now() + timedelta(days=1)
    world.gate.override["waivers"] = (WaiverView(item="steps", by=ADMIN.id, until=until),)
    html = (await client.get(PANEL, headers=agent)).text
    assert "Steps: granted by Ada, it ends" in html


async def test_a_name_that_zendesk_does_not_tell_keeps_no_panel_away(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    until = world.clock.now() + timedelta(days=1)
    world.gate.override["waivers"] = (WaiverView(item="*", by="77", until=until),)
    assert (await client.get(PANEL, headers=agent)).status_code == 200
    world.directory.failure = VendorFault("down")
    html = (await client.get(PANEL, headers=agent)).text
    assert "The whole packet: granted by someone else" in html


async def test_an_exception_is_granted_for_so_many_days(
    client: httpx.AsyncClient, world: World, admin: dict[str, str]
) -> None:
    order = {"item": "steps", "days": "3", "reason": "Seen live by an engineer"}
    answer = await send(client, admin, "/waiver", order)
    assert "Exception granted" in answer.text
    assert world.gate.waived


# ---- the customer update -------------------------------------------------------------------------


async def test_a_customer_update_is_drafted_with_its_problems(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.issue = "ENG-7"
    html = (await client.get(f"{PANEL}/update", headers=agent)).text
    assert html.count('name="part.') == 6
    assert "It is in progress.</textarea>" in html
    assert "Not ready" in html


async def test_only_a_text_that_was_checked_and_holds_is_given_to_be_inserted(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.issue = "ENG-7"
    refused = await send(client, agent, "/update", {"part.state_change": "x", "insert": "1"})
    assert 'id="draft"' not in refused.text
    assert "Not inserted" in refused.text
    page = (await client.get(f"{PANEL}/update", headers=agent)).text
    names = [piece.partition('"')[0] for piece in page.split('name="')[1:] if "part." in piece[:6]]
    full = dict.fromkeys(names, "We look into it.") | {"insert": "1"}
    assert 'id="draft"' in (await send(client, agent, "/update", full)).text
    full.pop("insert")
    assert 'id="draft"' not in (await send(client, agent, "/update", full)).text


# ---- leaving, and looking in from elsewhere ------------------------------------------------------


async def test_signing_out_ends_the_session(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await client.post("/sidebar/logout", headers=agent | HTMX)
    assert "Signed out" in answer.text
    assert (await client.get(PANEL, headers=agent)).status_code == 401


async def test_the_previews_window_holds_nothing_by_itself(client: httpx.AsyncClient) -> None:
    answer = await client.get("/sidebar/preview")
    assert 'name="airlock-mode" content="preview"' in answer.text
    assert "airlock-session" not in answer.text
    assert "frame-ancestors https://acme.zendesk.com" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/suspects"), ("GET", "/stuck"), ("GET", "/stuck/d1"), ("GET", "/update"),
        ("POST", "/packet/judge"), ("POST", "/packet/draft"), ("POST", "/stuck/d1/retry"),
        ("POST", "/stuck/d1/discard"), ("POST", "/stuck/d1/release"), ("POST", "/waiver"),
        ("POST", "/update"),
    ],
)  # fmt: skip
async def test_no_card_is_for_an_agent_without_the_right_to_the_ticket(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], method: str, path: str
) -> None:
    world.access.visible.discard((SUPPORT.id, TICKET))
    forbidden = await client.request(method, PANEL + path, headers=agent | HTMX)
    assert forbidden.status_code == 403
    assert forbidden.headers["hx-retarget"] == "#panel"
    assert (await client.request(method, PANEL + path, headers=HTMX)).status_code == 401


async def test_a_language_is_taken_from_the_request_and_told_in_the_answer(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.override["state"] = GateState.READY
    answer = await client.get(PANEL, headers=agent | {"Accept-Language": "de-CH"})
    assert "<strong>Bereit</strong>" in answer.text
    assert answer.headers["content-language"] == "de"


# ---- what is marked ------------------------------------------------------------------------------


def test_what_stands_in_for_something_withheld_is_marked_and_nothing_else() -> None:
    html = "<p>[customer] saw [a list] <script>x</script></p>"
    assert preview_markup(html, ["[customer]"]) == "<p><mark>[customer]</mark> saw [a list] </p>"
    assert marked("<i> [email-1]", ["[email-1]"]) == "&lt;i&gt; <mark>[email-1]</mark>"


def test_kinds_are_counted_in_words() -> None:
    assert counted([("api_token", 2), ("email", 1)]) == "api token\u00a0×2, email\u00a0×1"


async def test_the_preview_marks_what_was_found(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.findings = (
        Finding(
            entity="customer_person",
            detector="dictionary",
            placeholder="[customer]",
            action=Action.PSEUDONYMISE,
        ),
    )
    html = (await send(client, agent, "/preview")).text
    assert "<mark>[customer]</mark> cannot log in" in html
    assert "<li>customer person: dictionary</li>" in html
