"""Real webhook bodies, and small ones of our own in the same shapes, posted to the service."""

import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.captured import FOLDERS, FOLLOWED, LOOKED_AT, RESPONSES, TABLES, Expected
from tests.e2e.effects import Scene, check, prepare
from tests.e2e.seeding import seed_pair
from tests.e2e.signing import jira_headers, signed, zendesk_headers
from tests.e2e.support import Town, kinds
from tests.shared_data import shared_path

pytestmark = pytest.mark.asyncio(loop_scope="module")

CAPTURED = [(system, name) for system, table in TABLES.items() for name in table]


def captured_body(system: str, name: str) -> bytes:
    return shared_path(f"{FOLDERS[system]}/{name}").read_bytes()


def accepted_files(system: str) -> list[str]:
    return [name for name, one in TABLES[system].items() if one.outcome == "accepted"]


async def post(town: Town, system: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
    answer = await town.http.post(f"/webhooks/{system}", content=body, headers=headers)
    return answer.status_code, answer.json()


@asynccontextmanager
async def linked(town: Town, system: str, expected: Expected) -> AsyncIterator[Scene | None]:
    """The pair that the body is about; None for a body about no pair. Unlinked afterwards."""
    if not expected.subject:
        yield None
        return
    pair = await seed_pair(town, system, expected.subject, expected.key)
    try:
        yield Scene(town, system, pair, expected)
    finally:
        await town.world.service.linking.remove(pair.link, by="test")


async def expect(town: Town, system: str, body: bytes, expected: Expected) -> None:
    """Post the body, correctly signed, and hold answer and effect against the table."""
    async with linked(town, system, expected) as scene:
        if scene is not None:
            await prepare(scene)
        status, answer = await post(town, system, body, signed(town.world, system, body))
        await town.settle()
        assert (status, answer["outcome"]) == (202, expected.outcome), answer
        assert expected.reason in answer.get("reason", "")
        if scene is not None:
            await check(scene)


# ---- captured bodies -----------------------------------------------------------------------------


@pytest.mark.parametrize("system", FOLDERS)
async def test_the_table_names_every_captured_file(system: str) -> None:
    folder = shared_path(FOLDERS[system])
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.json")}
    table = TABLES[system]
    assert found - RESPONSES == set(table), "a file without a row, or a row without a file"


@pytest.mark.parametrize(("system", "name"), CAPTURED, ids=lambda value: Path(value).stem)
async def test_a_captured_body_has_its_outcome_and_effect(
    town: Town, system: str, name: str
) -> None:
    await expect(town, system, captured_body(system, name), TABLES[system][name])


@pytest.mark.parametrize("system", FOLDERS)
async def test_captured_bodies_about_what_is_not_linked_lead_to_no_write(
    town: Town, system: str
) -> None:
    logs = town.world.zendesk_app.state.requests, town.world.jira_app.state.requests
    for log in logs:
        log.clear()
    stuck = len(await town.stuck())
    for name in accepted_files(system):
        body = captured_body(system, name) + b"\n"  # another body than the one posted above
        status, answer = await post(town, system, body, signed(town.world, system, body))
        assert status == 202
        if name in LOOKED_AT:
            assert answer["outcome"] == "accepted", name
        elif name in FOLLOWED:
            assert answer["outcome"] in {"accepted", "ignored"}, name
        else:
            assert answer == {"outcome": "ignored", "reason": "not linked"}, name
    await town.settle()
    assert [kinds(log.entries)[0] for log in logs] == [[], []]
    assert len(await town.stuck()) == stuck


@pytest.mark.parametrize(("system", "name"), CAPTURED, ids=lambda value: Path(value).stem)
async def test_a_captured_body_that_is_not_signed_by_the_vendor_is_refused(
    town: Town, system: str, name: str
) -> None:
    body = captured_body(system, name)
    sign = zendesk_headers if system == "zendesk" else jira_headers
    before = await town.counts()
    for headers in (
        {},
        sign("another-secret", body),
        {**signed(town.world, system, body + b" "), "Content-Type": "application/json"},
    ):
        status, problem = await post(town, system, body, headers)
        assert (status, problem["status"]) == (401, 401)
    assert await town.counts() == before


# ---- bodies of our own ---------------------------------------------------------------------------


def zendesk_event(kind: str, **event: Any) -> dict[str, Any]:
    """An event in the envelope of docs/vendors.md: ids as text, REST's words in upper case."""
    return {
        "account_id": 1,
        "detail": {"actor_id": "4711", "id": "71234", "status": "OPEN", "priority": "URGENT"},
        "event": event,
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, kind)),
        "subject": "zen:ticket:71234",
        "time": "2026-11-20T08:15:30.123456789Z",
        "type": f"zen:event-type:{kind}",
        "zendesk_event_version": "2022-11-06",
    }


def jira_event(event: str, **parts: Any) -> dict[str, Any]:
    """A webhook's body of docs/vendors.md, with the issue that the table below names."""
    issue = {"id": "71001", "key": "OWN-7", "fields": {"summary": "Own"}}
    return {"timestamp": 1795161600000, "webhookEvent": event, "issue": issue, **parts}


A_USER = {"accountId": "712020:engineer-account"}
COMMENT = {"id": "71500", "body": "Stale wiki *text*", "author": A_USER, "updateAuthor": A_USER}
STATUS_ITEM = {"field": "status", "fieldId": "status", "from": "1", "to": "3"}


def ticket(effect: str, comment: str = "") -> Expected:
    return Expected("accepted", effect, "71234", comment=comment)


def issue(effect: str, comment: str = "") -> Expected:
    return Expected("accepted", effect, "71001", "OWN-7", comment)


OWN: dict[str, tuple[str, dict[str, Any], Expected]] = {
    "a comment is added": (
        "zendesk",
        zendesk_event("ticket.comment_added", comment={"id": "71700", "is_public": True}),
        ticket("copied", "71700"),
    ),
    "a file is linked": (
        "zendesk",
        zendesk_event(
            "ticket.attachment_linked_to_comment",
            comment={"id": "71701", "attachment": {"id": "1", "filename": "export.log"}},
        ),
        ticket("with file", "71701"),
    ),
    "a priority is changed": (
        "zendesk",
        zendesk_event("ticket.priority_changed", current="URGENT", previous=None),
        ticket("priority"),
    ),
    "a trigger names a ticket": (
        "zendesk",
        {"ticket_id": "71234", "updated_at": "2026-11-20T08:15:30Z"},
        ticket("priority"),
    ),
    "a trigger names a comment": (
        "zendesk",
        {"ticket": {"id": 71234}, "latest_comment_id": "71702"},
        ticket("copied", "71702"),
    ),
    "a user is created": (
        "zendesk",
        zendesk_event("user.created"),
        Expected("ignored", reason="about a user"),
    ),
    "a service level comes near": (
        "zendesk",
        zendesk_event("ticket.next_sla_breach_changed"),
        Expected("ignored", reason="service levels"),
    ),
    "an event of tomorrow": (
        "zendesk",
        zendesk_event("ticket.teleported"),
        Expected("parked", reason="not known"),
    ),
    "an event without a ticket": (
        "zendesk",
        {**zendesk_event("ticket.tags_changed"), "detail": {}, "subject": ""},
        Expected("parked", reason="names no ticket"),
    ),
    "an object that says nothing": (
        "zendesk",
        {"hello": "world"},
        Expected("parked", reason="names no ticket"),
    ),
    "a comment is created": (
        "jira",
        jira_event("comment_created", comment=COMMENT),
        issue("copied", "71500"),
    ),
    "a self-hosted Jira tells of a comment": (
        "jira",
        jira_event(
            "jira:issue_updated",
            issue_event_type_name="issue_commented",
            user={"name": "eli"},
            comment=COMMENT,
        ),
        issue("copied", "71500"),
    ),
    "a comment is updated": (
        "jira",
        jira_event("comment_updated", comment=COMMENT),
        issue("corrected", "71500"),
    ),
    "a comment is deleted": (
        "jira",
        jira_event("comment_deleted", comment=COMMENT),
        issue("removed", "71500"),
    ),
    "a status is changed": (
        "jira",
        jira_event("jira:issue_updated", user=A_USER, changelog={"items": [STATUS_ITEM]}),
        issue("fields"),
    ),
    "an issue is deleted": ("jira", jira_event("jira:issue_deleted", user=A_USER), issue("noted")),
    "work is logged": (
        "jira",
        jira_event("jira:issue_updated", issue_event_type_name="issue_worklog_updated"),
        Expected("ignored", reason="work logs"),
    ),
    "a sprint is started": (
        "jira",
        {"webhookEvent": "sprint_started", "sprint": {"id": 1}},
        Expected("ignored", reason="sprints"),
    ),
    "a webhook of tomorrow": (
        "jira",
        {"webhookEvent": "jira:issue_teleported"},
        Expected("parked", reason="unknown webhook event"),
    ),
    "a body that names no event": (
        "jira",
        {"issue": {"id": "71001"}},
        Expected("parked", reason="names no webhook event"),
    ),
}


@pytest.mark.parametrize("name", OWN)
async def test_a_body_of_our_own_has_its_outcome_and_effect(town: Town, name: str) -> None:
    system, body, expected = OWN[name]
    await expect(town, system, json.dumps(body).encode(), expected)
