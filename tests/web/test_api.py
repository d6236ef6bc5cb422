import json

import httpx
import pytest

from app.errors import NotFound, RedactionFailed, VendorBusy
from tests.web.support import SECRET_TEXT, TICKET, World

BASE = f"/api/tickets/{TICKET}"


async def test_a_right_that_was_taken_away_ends_within_half_a_minute(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    assert (await client.get(f"{BASE}/gate", headers=agent)).status_code == 200
    world.access.visible.clear()
    world.clock.pass_by(seconds=31)
    assert (await client.get(f"{BASE}/gate", headers=agent)).status_code == 403


async def test_a_right_to_one_ticket_is_none_to_another(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    assert (await client.get(f"{BASE}/gate", headers=agent)).status_code == 200
    assert (await client.get("/api/tickets/36/gate", headers=agent)).status_code == 403


async def test_the_gate_has_the_shape_of_the_contract(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await client.get(f"{BASE}/gate", headers=agent)
    gate = answer.json()
    assert gate["state"] == "unlinked"
    assert {"items", "owner", "links", "withheld", "sync", "policy"} <= gate.keys()
    assert {"key", "label", "state", "reason", "hint"} <= gate["items"][0].keys()
    assert gate["withheld"] == {"email": 2, "token": 1}
    assert answer.headers["etag"] == f'"{gate["etag"]}"'
    assert answer.headers["cache-control"] == "no-store"


async def test_an_unchanged_gate_costs_no_body(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    etag = (await client.get(f"{BASE}/gate", headers=agent)).headers["etag"]
    same = await client.get(f"{BASE}/gate", headers=agent | {"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    other = await client.get(f"{BASE}/gate", headers=agent | {"If-None-Match": '"9.x"'})
    assert other.status_code == 200


async def save(
    client: httpx.AsyncClient, session: dict[str, str], etag: str, **items: str
) -> httpx.Response:
    return await client.put(
        f"{BASE}/packet", json={"items": items}, headers=session | {"If-Match": etag}
    )


async def test_a_saved_packet_answers_with_the_gate_and_its_new_version(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    first = await save(client, agent, '"0.None"', context="All of Initech", steps="1. Open")
    assert [item["state"] for item in first.json()["items"]] == ["present", "present"]
    second = await save(client, agent, first.headers["etag"], steps="")
    assert [item["state"] for item in second.json()["items"]] == ["present", "missing"]


async def test_a_tag_that_a_proxy_weakened_still_names_its_version(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    assert (await save(client, agent, 'W/"0.None"', context="x")).status_code == 200


async def test_a_stale_save_changes_nothing_and_brings_the_other_change(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    await save(client, agent, '"0.None"', context="theirs")
    answer = await save(client, agent, '"0.None"', context="mine")
    body = answer.json()
    assert (answer.status_code, body["code"]) == (412, "stale-write")
    assert body["current"]["items"][0]["value"] == "theirs"
    assert answer.headers["etag"] == f'"{body["current"]["etag"]}"'
    assert world.gate.items == {"context": "theirs"}


@pytest.mark.parametrize("tag", [None, "*", "", '"a", "b"'])
async def test_a_save_that_names_no_version_is_refused(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], tag: str | None
) -> None:
    headers = agent | ({"If-Match": tag} if tag is not None else {})
    answer = await client.put(f"{BASE}/packet", json={"items": {"context": "x"}}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (428, "version-required")
    assert world.gate.items == {}


async def fill(client: httpx.AsyncClient, session: dict[str, str]) -> None:
    answer = await save(client, session, '"0.None"', context="All", steps="1. Open")
    assert answer.status_code == 200


async def test_an_escalation_needs_the_preview_and_is_done_once(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    await fill(client, agent)
    preview = (await client.post(f"{BASE}/preview", headers=agent)).json()
    assert preview["summary"] == "[customer] cannot log in"
    order = {"preview_digest": preview["preview_digest"]}
    first = await client.post(f"{BASE}/escalate", json=order, headers=agent)
    again = await client.post(f"{BASE}/escalate", json=order, headers=agent)
    assert (first.status_code, first.json()["issue_key"], first.json()["created"]) == (
        200,
        "ENG-42",
        True,
    )
    assert (again.json()["issue_key"], again.json()["created"]) == ("ENG-42", False)
    assert world.gate.issues_made == 1


async def test_a_closed_gate_answers_with_what_is_missing(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    await save(client, agent, '"0.None"', context=SECRET_TEXT)
    order = {"preview_digest": "digest-of-1"}
    answer = await client.post(f"{BASE}/escalate", json=order, headers=agent)
    body = answer.json()
    assert (answer.status_code, body["code"]) == (409, "gate-closed")
    assert [item["key"] for item in body["missing"]] == ["steps"]
    assert body["reasons"] == ["Steps: nothing was entered"]
    assert SECRET_TEXT not in answer.text


async def test_what_changed_since_the_preview_is_not_sent(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    await fill(client, agent)
    order = {"preview_digest": "digest-of-0"}
    answer = await client.post(f"{BASE}/escalate", json=order, headers=agent)
    assert (answer.status_code, answer.json()["code"]) == (409, "preview-stale")
    assert world.gate.issue is None


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("escalate", {"preview_digest": "gräßlich"}),
        ("escalate", {"preview_digest": "\ud83d"}),
        ("escalate", {"preview_digest": "digest-of-0", "issue_key": "ENG-\ud83d"}),
        ("links", {"issue_key": "ENG-\ud83d"}),
    ],
)
async def test_an_order_that_holds_what_is_no_digest_or_no_text_is_refused(
    client: httpx.AsyncClient, agent: dict[str, str], path: str, order: dict[str, str]
) -> None:
    headers = agent | {"Content-Type": "application/json"}
    answer = await client.post(f"{BASE}/{path}", content=json.dumps(order), headers=headers)
    assert answer.status_code == 422


async def test_an_issue_that_exists_can_be_linked(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await client.post(f"{BASE}/links", json={"issue_key": "ENG-7"}, headers=agent)
    assert [link["issue_key"] for link in answer.json()["links"]] == ["ENG-7"]


async def test_linking_what_does_not_exist_is_told_as_such(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.failure = NotFound("no issue ENG-999", status=404)
    answer = await client.post(f"{BASE}/links", json={"issue_key": "ENG-999"}, headers=agent)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


WAIVER = {"item": "*", "reason": "The customer leaves tonight", "until": "2026-12-01T00:00:00Z"}


async def test_only_those_whom_the_policy_names_may_waive(
    client: httpx.AsyncClient, agent: dict[str, str], admin: dict[str, str]
) -> None:
    refused = await client.post(f"{BASE}/waiver", json=WAIVER, headers=agent)
    assert (refused.status_code, refused.json()["code"]) == (403, "role-refused")
    assert "policies/gates says who" in refused.json()["detail"]
    granted = await client.post(f"{BASE}/waiver", json=WAIVER, headers=admin)
    assert granted.status_code == 200


async def test_a_waiver_must_say_when_it_ends_in_which_time_zone(
    client: httpx.AsyncClient, world: World, admin: dict[str, str]
) -> None:
    waiver = WAIVER | {"until": "2026-12-01T00:00:00"}
    answer = await client.post(f"{BASE}/waiver", json=waiver, headers=admin)
    assert answer.status_code == 422
    assert not world.gate.waived


async def test_what_is_held_is_told_without_its_text(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.failure = RedactionFailed(SECRET_TEXT)
    answer = await client.post(f"{BASE}/preview", headers=agent)
    assert (answer.status_code, answer.json()["code"]) == (409, "redaction-failed")
    assert SECRET_TEXT not in answer.text


async def test_a_busy_vendor_passes_its_own_wait_on(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.failure = VendorBusy("rate limited", retry_after=41.6)
    answer = await client.get(f"{BASE}/gate", headers=agent)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "42")


@pytest.mark.parametrize("ticket", ["0", "-1", "abc", str(2**63)])
async def test_what_is_no_ticket_number_is_refused(
    client: httpx.AsyncClient, agent: dict[str, str], ticket: str
) -> None:
    answer = await client.get(f"/api/tickets/{ticket}/gate", headers=agent)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_large_packet_is_cut_off_as_well(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    assert (await save(client, agent, '"0.None"', context="x" * 5000)).status_code == 413
