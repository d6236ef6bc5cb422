"""Suspects, what is stuck and the customer update as JSON."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from app.errors import HeldForReview, NotStored, RedactionFailed, VendorBusy
from app.services.sidebar_views import StuckItem, Suspect
from tests.web.support import SECRET_TEXT, TICKET, World

BASE = f"/api/tickets/{TICKET}"
AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
HELD = StuckItem(
    id="01HELD",
    kind="held",
    at=AT,
    direction="to_jira",
    issue_key="ENG-42",
    reason="The policy holds public comments for a person.",
    cure="Read it, then release it as it stands.",
    kinds={"health": 1},
    may_release=True,
    digest="d1",
)


@pytest.fixture
def stuck(world: World) -> World:
    world.gate.stuck_items["01HELD"] = HELD
    return world


async def test_suspects_tell_a_hidden_tickets_issue_and_nothing_else(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.found = (
        Suspect(ticket_id=None, match="trace", reason="Same.", issue_key="ENG-7", seen_at=AT),
    )
    answer = await client.get(f"{BASE}/suspects", headers=agent)
    assert answer.json() == [
        {
            "ticket_id": None,
            "subject_hidden": True,
            "match": "trace",
            "reason": "Same.",
            "issue_key": "ENG-7",
            "seen_at": "2026-11-21T08:00:00Z",
            "known_issue_note": "",
        }
    ]


async def test_what_is_stuck_is_listed_with_what_may_be_done(
    client: httpx.AsyncClient, stuck: World, agent: dict[str, str]
) -> None:
    [item] = (await client.get(f"{BASE}/stuck", headers=agent)).json()
    assert (item["id"], item["kind"], item["may_release"]) == ("01HELD", "held", True)
    assert item["kinds"] == {"health": 1}


async def test_a_held_text_is_shown_as_it_would_be_sent(
    client: httpx.AsyncClient, stuck: World, agent: dict[str, str]
) -> None:
    text = (await client.get(f"{BASE}/stuck/01HELD", headers=agent)).json()
    assert text == {
        "text": "Held for [person]",
        "readers": "engineering",
        "withheld": {"health": 1},
        "digest": "d1",
    }


ORDERS: list[tuple[str, dict[str, str] | None, str]] = [
    ("retry", None, "retried by 101"),
    ("discard", {"reason": "Not needed now"}, "discarded by 101: Not needed now"),
    ("release", {"reason": "It is fine", "digest": "d1"}, "released by 101: It is fine"),
]


@pytest.mark.parametrize(("order", "body", "done"), ORDERS)
async def test_an_order_settles_one_delivery_and_tells_what_is_left(
    client: httpx.AsyncClient,
    stuck: World,
    agent: dict[str, str],
    order: str,
    body: Any,
    done: str,
) -> None:
    answer = await client.post(f"{BASE}/stuck/01HELD/{order}", json=body, headers=agent)
    assert (answer.status_code, answer.json()) == (200, [])
    assert stuck.gate.settled == {"01HELD": done}


async def test_a_release_of_another_text_than_the_held_one_is_stale(
    client: httpx.AsyncClient, stuck: World, agent: dict[str, str]
) -> None:
    order = {"reason": "It is fine", "digest": "d2"}
    answer = await client.post(f"{BASE}/stuck/01HELD/release", json=order, headers=agent)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale-write")
    assert stuck.gate.settled == {}


@pytest.mark.parametrize(
    ("order", "body"),
    [
        ("release", {"digest": "d1"}),
        ("release", {"reason": "It is fine"}),
        ("release", {"reason": "It is fine", "digest": "gräßlich"}),
        ("release", {"reason": "x" * 501, "digest": "d1"}),
        ("discard", {}),
        ("discard", {"reason": ""}),
    ],
)
async def test_an_order_that_lacks_something_does_nothing(
    client: httpx.AsyncClient, stuck: World, agent: dict[str, str], order: str, body: Any
) -> None:
    answer = await client.post(f"{BASE}/stuck/01HELD/{order}", json=body, headers=agent)
    assert answer.status_code == 422
    assert stuck.gate.settled == {}


async def test_what_is_not_stuck_here_is_not_found(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await client.post(f"{BASE}/stuck/01OTHER/retry", headers=agent)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-stored")


async def test_the_update_is_drafted_with_its_version_and_checked_again(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    draft = await client.get(f"{BASE}/customer-update", headers=agent)
    assert draft.headers["etag"] == f'"{draft.json()["etag"]}"'
    assert [part["key"] for part in draft.json()["parts"]][:2] == ["state_change", "understanding"]
    assert not draft.json()["ready"]
    parts = {part["key"]: "Said plainly." for part in draft.json()["parts"]}
    checked = await client.post(f"{BASE}/customer-update", json={"parts": parts}, headers=agent)
    assert checked.json()["ready"]
    assert "Said plainly." in checked.json()["text"]


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (NotStored(SECRET_TEXT), 404),
        (RedactionFailed(SECRET_TEXT), 409),
        (HeldForReview(SECRET_TEXT, digest="d1", kinds={"health": 1}), 409),
        (VendorBusy(SECRET_TEXT, retry_after=7), 503),
    ],
)
async def test_an_error_is_a_problem_document_without_its_text(
    client: httpx.AsyncClient,
    world: World,
    agent: dict[str, str],
    failure: Exception,
    status: int,
) -> None:
    world.gate.failure = failure
    for path in ("/suspects", "/stuck", "/stuck/01HELD", "/customer-update"):
        answer = await client.get(f"{BASE}{path}", headers=agent)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert SECRET_TEXT not in answer.text
