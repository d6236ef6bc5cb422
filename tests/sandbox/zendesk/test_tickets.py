"""Tickets behave as the vendor's: updates with audits, safe updates, refusals, deletion, merge."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.zendesk.desk import Desk
from tests.sandbox.zendesk.conftest import change


async def _audits(api: httpx.AsyncClient, ticket_id: int) -> list[dict[str, Any]]:
    return list((await api.get(f"/api/v2/tickets/{ticket_id}/audits")).json()["audits"])


async def test_an_update_answers_with_the_ticket_and_its_audit(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    answer = await change(
        api, ticket_id, status="pending", comment={"body": "Which version?", "public": True}
    )
    events = {event["type"]: event for event in answer["audit"]["events"]}
    assert answer["ticket"]["status"] == "pending"
    assert events["Comment"]["body"] == "Which version?"
    names = [e.get("field_name") for e in answer["audit"]["events"] if e["type"] == "Change"]
    assert names == ["status", "custom_status_id"]


async def test_metadata_is_read_back_from_the_audit_and_the_comment(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await change(api, ticket_id, comment={"body": "Noted"}, metadata={"bridge": "op-1"})
    assert (await _audits(api, ticket_id))[-1]["metadata"]["custom"] == {"bridge": "op-1"}
    comments = (await api.get(f"/api/v2/tickets/{ticket_id}/comments")).json()["comments"]
    assert comments[-1]["metadata"]["custom"] == {"bridge": "op-1"}


async def test_tags_are_added_and_removed_without_the_others_changing(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await change(api, ticket_id, tags=["one", "two"])
    answer = await change(api, ticket_id, additional_tags=["three"], remove_tags=["one"])
    assert answer["ticket"]["tags"] == ["three", "two"]


async def test_people_in_copy_are_kept_and_come_with_the_ticket(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    copied = next(u for u in desk.users.values() if u["email"] == "piet.vandam@northwind.example")
    await change(api, ticket_id, collaborator_ids=[copied["id"], 1])
    answer = (await api.get(f"/api/v2/tickets/{ticket_id}", params={"include": "users"})).json()
    assert answer["ticket"]["collaborator_ids"] == [copied["id"]]
    assert "Piet van Dam" in [user["name"] for user in answer["users"]]


async def test_custom_fields_are_kept_and_an_unknown_one_is_passed_over(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    field = next(f for f in desk.ticket_fields.values() if f["title"] == "Account number")
    fields = [{"id": field["id"], "value": "ACC-9"}, {"id": 1, "value": "lost"}]
    answer = await change(api, ticket_id, custom_fields=fields)
    assert {"id": field["id"], "value": "ACC-9"} in answer["ticket"]["custom_fields"]
    assert all(entry["id"] != 1 for entry in answer["ticket"]["custom_fields"])


@pytest.mark.parametrize(
    ("update", "field"),
    [
        ({"status": "sleeping"}, "status"),
        ({"priority": "huge"}, "priority"),
        ({"comment": {"body": "  "}}, "base"),
        ({"comment": {"body": "x", "author_id": 5}}, "author_id"),
        ({"comment": {"body": "x", "uploads": ["no-such-token"]}}, "base"),
        ({"assignee_id": 5}, "assignee_id"),
        ({"custom_status_id": 5}, "custom_status_id"),
    ],
)
async def test_an_update_with_a_wrong_value_is_refused_and_changes_nothing(
    api: httpx.AsyncClient, ticket_id: int, update: dict[str, Any], field: str
) -> None:
    before = (await api.get(f"/api/v2/tickets/{ticket_id}")).json()
    answer = await api.put(f"/api/v2/tickets/{ticket_id}", json={"ticket": update})
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")
    assert field in answer.json()["details"]
    assert (await api.get(f"/api/v2/tickets/{ticket_id}")).json() == before
    assert len(await _audits(api, ticket_id)) == 1


@pytest.mark.parametrize("safe_update", [True, False])
async def test_a_safe_update_of_a_ticket_that_has_changed_is_a_conflict(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, safe_update: bool
) -> None:
    seen = (await api.get(f"/api/v2/tickets/{ticket_id}")).json()["ticket"]["updated_at"]
    fresh = {"safe_update": safe_update, "updated_stamp": seen, "priority": "low"}
    await change(api, ticket_id, **fresh)
    app.state.clock.advance(2)
    await change(api, ticket_id, priority="normal")
    stale = await api.put(f"/api/v2/tickets/{ticket_id}", json={"ticket": fresh})
    assert (stale.status_code, stale.json()["error"]) == (409, "UpdateConflict")


async def test_a_closed_ticket_takes_no_update(api: httpx.AsyncClient, ticket_id: int) -> None:
    await change(api, ticket_id, status="closed")
    answer = await api.put(f"/api/v2/tickets/{ticket_id}", json={"ticket": {"status": "open"}})
    assert answer.status_code == 422
    assert "closed prevents" in answer.json()["details"]["status"][0]["description"]


async def test_a_customers_comment_opens_a_solved_ticket_again(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    await change(api, ticket_id, status="solved")
    author = desk.tickets[ticket_id].requester_id
    answer = await change(api, ticket_id, comment={"body": "Still broken", "author_id": author})
    assert answer["ticket"]["status"] == "open"


async def test_a_ticket_takes_no_more_comments_than_its_limit(
    api: httpx.AsyncClient, ticket_id: int, desk: Desk
) -> None:
    desk.config = desk.config.model_copy(update={"comments_per_ticket": 1})
    update = {"ticket": {"comment": {"body": "one too many"}}}
    assert (await api.put(f"/api/v2/tickets/{ticket_id}", json=update)).status_code == 422


async def test_a_deleted_ticket_is_not_found_until_it_is_restored(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    path = f"/api/v2/tickets/{ticket_id}"
    assert (await api.delete(path)).status_code == 204
    gone = await api.get(path)
    assert gone.status_code == 404
    assert gone.json() == {"error": "RecordNotFound", "description": "Not found"}
    listed = (await api.get("/api/v2/deleted_tickets")).json()["deleted_tickets"]
    assert [(entry["id"], entry["previous_state"]) for entry in listed] == [(ticket_id, "open")]
    await api.put(f"/api/v2/deleted_tickets/{ticket_id}/restore")
    assert (await api.get(path)).status_code == 200


async def test_a_permanently_deleted_ticket_cannot_be_restored(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await api.delete(f"/api/v2/tickets/{ticket_id}")
    job = (await api.delete(f"/api/v2/deleted_tickets/{ticket_id}")).json()["job_status"]
    done = (await api.get(f"/api/v2/job_statuses/{job['id']}")).json()["job_status"]
    assert (job["status"], done["status"]) == ("queued", "completed")
    restored = await api.put(f"/api/v2/deleted_tickets/{ticket_id}/restore")
    assert restored.status_code == 404


async def test_a_merge_closes_the_source_and_writes_private_comments(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    given = {"ticket": {"subject": "Same", "comment": {"body": "The same again"}}}
    source = (await api.post("/api/v2/tickets", json=given)).json()["ticket"]["id"]
    merge = {"ids": [source], "target_comment": "From the other", "source_comment": "Moved"}
    answer = await api.post(f"/api/v2/tickets/{ticket_id}/merge", json=merge)
    assert answer.status_code == 200
    closed = (await api.get(f"/api/v2/tickets/{source}")).json()["ticket"]
    comments = (await api.get(f"/api/v2/tickets/{ticket_id}/comments")).json()["comments"]
    assert closed["status"] == "closed"
    assert (comments[-1]["body"], comments[-1]["public"]) == ("From the other", False)


async def test_an_idempotency_key_makes_one_ticket(api: httpx.AsyncClient) -> None:
    given = {"ticket": {"subject": "Once", "comment": {"body": "only once"}}}
    key = {"Idempotency-Key": "k-1"}
    first = await api.post("/api/v2/tickets", json=given, headers=key)
    second = await api.post("/api/v2/tickets", json=given, headers=key)
    assert first.json()["ticket"]["id"] == second.json()["ticket"]["id"]
    assert [r.headers["x-idempotency-lookup"] for r in (first, second)] == ["miss", "hit"]
    other = {"ticket": {"comment": {"body": "another"}}}
    assert (await api.post("/api/v2/tickets", json=other, headers=key)).status_code == 400


async def test_show_many_leaves_out_what_does_not_exist(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    answer = await api.get(f"/api/v2/tickets/show_many?ids={ticket_id},999&include=users")
    assert [ticket["id"] for ticket in answer.json()["tickets"]] == [ticket_id]
    assert answer.json()["users"][0]["name"] == "Maria Delgado"
    many = ",".join(str(number) for number in range(101))
    assert (await api.get(f"/api/v2/tickets/show_many?ids={many}")).status_code == 400


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"ticket": 5}', b"{}"])
async def test_a_body_that_is_no_ticket_is_refused(
    api: httpx.AsyncClient, ticket_id: int, body: bytes
) -> None:
    answer = await api.put(f"/api/v2/tickets/{ticket_id}", content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidRequest")


@pytest.mark.parametrize("path", ["/api/v2/tickets/77", "/api/v2/users/77", "/api/v2/nowhere"])
async def test_what_does_not_exist_is_not_found(api: httpx.AsyncClient, path: str) -> None:
    assert (await api.get(path)).status_code == 404
