"""Webhooks carry the vendor's envelope, headers and signature, and its retries."""

import json
import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.webhooks import Switches
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.events import TRIGGERED, should_retry, signature
from tests.sandbox.zendesk.conftest import SECRET, Receiver, change, expected_signature
from tests.shared_data import shared_path


async def test_a_delivery_is_signed_over_timestamp_and_raw_body(
    api: httpx.AsyncClient, app: FastAPI, subscribed: str, receiver: Receiver, ticket_id: int
) -> None:
    await app.state.outbox.drain()
    assert len(receiver.requests) == 2
    for request in receiver.requests:
        assert request.headers["X-Zendesk-Webhook-Signature"] == expected_signature(SECRET, request)
        assert request.headers["X-Zendesk-Webhook-Id"] == subscribed
        assert request.headers["X-Zendesk-Account-Id"] == "22129848"
        assert request.headers["User-Agent"] == "Zendesk Webhook"
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
            request.headers["X-Zendesk-Webhook-Signature-Timestamp"],
        )
        assert request.content.startswith(b'{\n   "')
        assert request.content.endswith(b"}\n")


def test_the_signature_is_the_vendors_and_not_the_obsolete_one() -> None:
    vectors = json.loads(shared_path("signature_vectors.json").read_text())
    zendesk = [vector for vector in vectors if vector["vendor"] == "Zendesk"]
    for vector in zendesk:
        if "body" in vector:
            body = vector["body"].encode()
        else:
            folder = shared_path("zendesk-events/aaronellington")
            body = (folder / vector["body_file"]).read_bytes()
        made = signature(vector["secret"], vector["timestamp"], body)
        assert (made == vector["signature"]) == ("OBSOLETE" not in vector["source"])


async def test_a_new_ticket_is_told_with_its_first_comment(
    app: FastAPI, subscribed: str, receiver: Receiver, ticket_id: int
) -> None:
    await app.state.outbox.drain()
    created, comment = receiver.event("created"), receiver.event("comment_added")
    assert sorted(receiver.kinds()) == ["comment_added", "created"]
    assert created["subject"] == f"zen:ticket:{ticket_id}"
    assert created["detail"]["id"] == str(ticket_id)
    assert (created["detail"]["status"], created["detail"]["priority"]) == ("OPEN", "HIGH")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z", created["time"])
    said = comment["event"]["comment"]
    assert (said["is_public"], said["author"]["is_staff"]) == (True, False)
    positions = {b["event"]["meta"]["sequence"]["position"] for b in receiver.bodies}
    assert positions == {1, 2}


@pytest.mark.parametrize(
    ("update", "kind", "event"),
    [
        ({"status": "solved"}, "status_changed", {"current": "SOLVED", "previous": "OPEN"}),
        ({"priority": "urgent"}, "priority_changed", {"current": "URGENT", "previous": "HIGH"}),
        ({"type": "problem"}, "type_changed", {"current": "PROBLEM", "previous": None}),
        ({"subject": "New"}, "subject_changed", {"current": "New", "previous": "Import stops"}),
        ({"tags": ["vip"]}, "tags_changed", {"tags_added": ["vip"], "tags_removed": []}),
        ({"external_id": "E1"}, "external_id_changed", {"current": "E1", "previous": None}),
    ],
)
async def test_each_change_is_told_with_its_former_value(
    api: httpx.AsyncClient,
    app: FastAPI,
    ticket_id: int,
    subscribed: str,
    receiver: Receiver,
    update: dict[str, Any],
    kind: str,
    event: dict[str, Any],
) -> None:
    await change(api, ticket_id, **update)
    await app.state.outbox.drain()
    told = receiver.event(kind)["event"]
    assert {key: told[key] for key in event} == event


async def test_a_custom_field_is_told_with_its_definition(
    api: httpx.AsyncClient,
    app: FastAPI,
    desk: Desk,
    ticket_id: int,
    subscribed: str,
    receiver: Receiver,
) -> None:
    field = next(f for f in desk.ticket_fields.values() if f["title"] == "Environment")
    await change(api, ticket_id, custom_fields=[{"id": field["id"], "value": "production"}])
    await app.state.outbox.drain()
    told = receiver.event("custom_field_changed")["event"]
    about = {"id": str(field["id"]), "title": "Environment", "type": "tagger"}
    assert (told["custom_field"], told["current"]) == (about, "production")


async def test_what_is_taken_from_a_comment_is_told(
    api: httpx.AsyncClient,
    app: FastAPI,
    desk: Desk,
    ticket_id: int,
    subscribed: str,
    receiver: Receiver,
) -> None:
    token = (await api.post("/api/v2/uploads?filename=a.txt", content=b"a")).json()["upload"]
    await change(api, ticket_id, comment={"body": "file", "uploads": [token["token"]]})
    comment = desk.tickets[ticket_id].comments[-1]
    path = f"/api/v2/tickets/{ticket_id}/comments/{comment.id}"
    await api.put(f"{path}/attachments/{comment.attachments[0].id}/redact")
    await api.put(f"{path}/redact", json={"text": "file"})
    await api.put(f"{path}/make_private")
    await api.delete(f"/api/v2/tickets/{ticket_id}")
    await api.put(f"/api/v2/deleted_tickets/{ticket_id}/restore")
    await app.state.outbox.drain()
    assert {
        "attachment_linked_to_comment",
        "attachment_redacted_from_comment",
        "comment_redacted",
        "comment_made_private",
        "soft_deleted",
        "undeleted",
    } <= set(receiver.kinds())
    linked = receiver.event("attachment_linked_to_comment")["event"]["comment"]
    assert (linked["id"], linked["attachment"]["filename"]) == (str(comment.id), "a.txt")


async def test_a_webhook_hears_only_what_it_subscribed_to(
    api: httpx.AsyncClient, app: FastAPI, receiver: Receiver, ticket_id: int
) -> None:
    webhook = {
        "name": "status",
        "endpoint": "http://airlock.test/hook",
        "subscriptions": ["zen:event-type:ticket.status_changed"],
    }
    await api.post("/api/v2/webhooks", json={"webhook": webhook})
    await change(api, ticket_id, status="pending", comment={"body": "x"})
    await app.state.outbox.drain()
    assert receiver.kinds() == ["status_changed"]


async def test_a_change_without_effect_is_not_told(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, subscribed: str, receiver: Receiver
) -> None:
    await change(api, ticket_id, status="open", priority="high")
    await app.state.outbox.drain()
    assert receiver.requests == []


async def test_the_events_have_the_shape_of_the_captured_ones(
    api: httpx.AsyncClient, app: FastAPI, subscribed: str, receiver: Receiver, ticket_id: int
) -> None:
    await change(api, ticket_id, status="solved", priority="urgent")
    await app.state.outbox.drain()
    for kind in ("created", "comment_added", "status_changed", "priority_changed"):
        captured = json.loads(shared_path(f"zendesk-events/dust_ticket_{kind}.json").read_text())
        made = receiver.event(kind)
        assert set(captured) == set(made)
        assert set(captured["detail"]) == set(made["detail"])
        assert set(captured["event"]) <= set(made["event"])


@pytest.mark.parametrize(
    ("attempt", "status", "headers", "delay"),
    [
        (0, 200, {}, None),
        (0, 500, {}, None),
        (0, 401, {}, None),
        (4, None, {}, 16.0),
        (5, None, {}, None),
        (2, 409, {}, 4.0),
        (3, 409, {}, None),
        (0, 503, {}, None),
        (0, 503, {"retry-after": "30"}, 30.0),
        (0, 429, {"retry-after": "59"}, 59.0),
        (0, 429, {"retry-after": "60"}, None),
    ],
)
def test_the_vendor_retries_time_outs_conflicts_and_what_asks_for_it(
    attempt: int, status: int | None, headers: dict[str, str], delay: float | None
) -> None:
    assert should_retry(attempt, status, headers) == delay


async def test_retries_keep_body_and_invocation_and_are_shown_as_attempts(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, subscribed: str, receiver: Receiver
) -> None:
    receiver.answers = [httpx.ReadTimeout("late"), httpx.Response(409), httpx.Response(202)]
    await change(api, ticket_id, subject="Other")
    await app.state.outbox.drain()
    assert len({request.content for request in receiver.requests}) == 1
    invocations = (await api.get(f"/api/v2/webhooks/{subscribed}/invocations")).json()
    (invocation,) = invocations["invocations"]
    assert (invocation["status"], invocation["status_code"]) == ("success", 202)
    path = f"/api/v2/webhooks/{subscribed}/invocations/{invocation['id']}/attempts"
    attempts = (await api.get(path)).json()["attempts"]
    assert [a["status_code"] for a in attempts] == [0, 409, 202]
    assert attempts[0]["status"] == "timeout"
    assert json.loads(attempts[0]["request"]["payload"])["event"]["current"] == "Other"


async def test_a_duplicate_is_the_same_event_in_another_invocation(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, subscribed: str, receiver: Receiver
) -> None:
    app.state.outbox.configure(Switches(duplicate=1))
    await change(api, ticket_id, subject="Other")
    await app.state.outbox.drain()
    first, second = receiver.bodies
    ids = {r.headers["X-Zendesk-Webhook-Invocation-Id"] for r in receiver.requests}
    assert (first["id"] == second["id"], len(ids)) == (True, 2)


async def test_events_arrive_in_disorder_when_asked(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, subscribed: str, receiver: Receiver
) -> None:
    app.state.outbox.configure(Switches(reorder=True))
    await change(api, ticket_id, subject="Other", priority="low")
    await app.state.outbox.drain()
    assert receiver.kinds() == ["priority_changed", "subject_changed"]


async def test_a_trigger_sends_the_authors_body_with_its_placeholders_filled(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, receiver: Receiver
) -> None:
    webhook = {
        "name": "by trigger",
        "endpoint": "http://airlock.test/trigger",
        "subscriptions": [TRIGGERED],
        "authentication": {"type": "bearer_token", "data": {"token": "t0ken"}},
    }
    made = (await api.post("/api/v2/webhooks", json={"webhook": webhook})).json()["webhook"]
    body = '{"id": "{{ticket.id}}", "said": "{{ticket.latest_comment.value}}", "x": "{{no.such}}"}'
    trigger = {
        "title": "Tell the bridge",
        "conditions": {"all": [{"field": "status", "operator": "is", "value": "pending"}]},
        "actions": [{"field": "notification_webhook", "value": [made["id"], body]}],
    }
    assert (await api.post("/api/v2/triggers", json={"trigger": trigger})).status_code == 201
    await change(api, ticket_id, comment={"body": 'with "quotes"\nand lines'})
    await change(api, ticket_id, status="pending")
    await app.state.outbox.drain()
    (request,) = receiver.requests
    said = {"id": str(ticket_id), "said": 'with "quotes"\nand lines', "x": ""}
    assert json.loads(request.content) == said
    assert request.headers["Authorization"] == "Bearer t0ken"


@pytest.mark.parametrize(
    "conditions",
    [
        {"all": [{"field": "phase_of_moon", "operator": "is", "value": "full"}]},
        {"any": [{"operator": "is"}]},
    ],
)
async def test_a_trigger_that_the_sandbox_would_not_carry_out_is_refused(
    api: httpx.AsyncClient, conditions: dict[str, Any]
) -> None:
    action = {"field": "notification_webhook", "value": ["id", "{}"]}
    trigger = {"title": "T", "conditions": conditions, "actions": [action]}
    answer = await api.post("/api/v2/triggers", json={"trigger": trigger})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "change_to",
    [
        {"name": ""},
        {"endpoint": "ftp://airlock.test"},
        {"subscriptions": ["zen:event-type:ticket.unheard_of"]},
        {"subscriptions": [TRIGGERED, "zen:event-type:ticket.created"]},
        {"http_method": "GET"},
    ],
)
async def test_a_webhook_that_the_vendor_would_refuse_is_refused(
    api: httpx.AsyncClient, change_to: dict[str, Any]
) -> None:
    webhook = {"name": "w", "endpoint": "http://airlock.test", "subscriptions": [TRIGGERED]}
    answer = await api.post("/api/v2/webhooks", json={"webhook": webhook | change_to})
    assert answer.status_code == 400


async def test_a_signing_secret_is_shown_only_by_its_own_route_and_rotates(
    api: httpx.AsyncClient, subscribed: str
) -> None:
    path = f"/api/v2/webhooks/{subscribed}"
    first = (await api.get(f"{path}/signing_secret")).json()["signing_secret"]
    assert (first["algorithm"], first["secret"]) == ("SHA256", SECRET)
    assert SECRET not in (await api.get(path)).text + (await api.get("/api/v2/webhooks")).text
    second = (await api.post(f"{path}/signing_secret")).json()["signing_secret"]
    assert second["secret"] != SECRET


async def test_a_paused_or_deleted_webhook_hears_nothing(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, subscribed: str, receiver: Receiver
) -> None:
    path = f"/api/v2/webhooks/{subscribed}"
    paused = await api.patch(path, json={"webhook": {"status": "inactive"}})
    await change(api, ticket_id, subject="While paused")
    deleted = await api.delete(path)
    await change(api, ticket_id, subject="After deletion")
    await app.state.outbox.drain()
    assert (paused.status_code, deleted.status_code, receiver.requests) == (204, 204, [])


async def test_the_test_of_an_unmade_webhook_is_signed_with_the_public_secret(
    api: httpx.AsyncClient, receiver: Receiver
) -> None:
    asked = {"request": {"endpoint": "http://airlock.test/hook", "payload": "{}"}}
    answer = await api.post("/api/v2/webhooks/test", json=asked)
    (request,) = receiver.requests
    public = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
    assert answer.json()["response"]["status"] == 200
    assert request.headers["X-Zendesk-Webhook-Signature"] == expected_signature(public, request)
