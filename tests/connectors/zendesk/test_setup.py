"""Setup, export and their blocking client, before a sandbox over HTTP."""

import logging
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import requests
from zenpy.lib.exception import RatelimitBudgetExceeded

from app.errors import (
    CredentialsRefused,
    NotFound,
    VendorBusy,
    VendorFault,
    VendorMisread,
    VendorUnreachable,
)
from app.model import EventKind, InboundEvent
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from connectors.sandbox.zendesk.triggers import rendered
from connectors.zendesk.auth import ApiToken, BearerToken, OAuthClient
from connectors.zendesk.blocking import BlockingDesk, open_desk, vendor_errors
from connectors.zendesk.inbound import parse
from connectors.zendesk.setup import (
    ADVICE,
    FieldWanted,
    Route,
    apply_setup,
    plan_setup,
    signing_secret,
)
from tests.connectors.zendesk.sandbox import CREDENTIALS, Running, running

ENDPOINT = "https://airlock.example/webhooks/zendesk"
FIELDS = (
    FieldWanted("Account number"),
    FieldWanted("Escalation", "tagger", "Why", (("Bug", "esc_bug"), ("Call", "esc_call"))),
)


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(ZendeskSandboxConfig(export_lag_seconds=0, export_page_size=2)) as server:
        yield server


@pytest.fixture
def desk(server: Running) -> Iterator[BlockingDesk]:
    requests.post(f"{server.base_url}/_sandbox/reset", timeout=5).raise_for_status()
    with closing(open_desk(server.base_url, CREDENTIALS)) as desk:
        yield desk


def post(desk: BlockingDesk, path: str, body: dict[str, Any]) -> dict[str, Any]:
    response = desk.session.post(f"{desk.base_url}{path}", json=body)
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer


def new_ticket(desk: BlockingDesk) -> int:
    ticket = {"subject": "Import stops", "comment": {"body": "It stops."}}
    return int(post(desk, "/api/v2/tickets", {"ticket": ticket})["ticket"]["id"])


# ---- setup ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["events", "triggers"])
def test_what_was_made_is_not_planned_again(desk: BlockingDesk, route: Route) -> None:
    steps = plan_setup(desk, ENDPOINT, route=route, fields=FIELDS)
    made = apply_setup(desk, steps)
    assert [one.name for one in made] == [step.name for step in steps]
    assert all(one.id for one in made)
    assert plan_setup(desk, ENDPOINT, route=route, fields=FIELDS) == []


def test_planning_makes_nothing(desk: BlockingDesk, server: Running) -> None:
    assert plan_setup(desk, ENDPOINT, fields=FIELDS)
    assert not server.desk.webhooks


def test_only_the_missing_fields_are_planned(desk: BlockingDesk) -> None:
    steps = plan_setup(desk, ENDPOINT, fields=FIELDS)
    assert [(step.kind, step.name) for step in steps] == [
        ("webhook", "Airlock"),
        ("ticket_field", "Escalation"),
    ]


def test_a_step_reads_as_a_diff(desk: BlockingDesk) -> None:
    webhook, field = plan_setup(desk, ENDPOINT, fields=FIELDS)
    assert webhook.lines()[0] == "create webhook 'Airlock'"
    assert f"  endpoint: {ENDPOINT}" in webhook.lines()
    assert "  type: tagger" in field.lines()


def test_a_field_s_options_are_made_with_it(desk: BlockingDesk, server: Running) -> None:
    apply_setup(desk, plan_setup(desk, ENDPOINT, fields=FIELDS))
    field = next(f for f in server.desk.ticket_fields.values() if f["title"] == "Escalation")
    assert [option["value"] for option in field["custom_field_options"]] == ["esc_bug", "esc_call"]


def test_a_webhook_that_was_switched_off_or_lost_an_event_is_mended(
    desk: BlockingDesk, server: Running
) -> None:
    (made,) = apply_setup(desk, plan_setup(desk, ENDPOINT))
    webhook = server.desk.webhooks[made.id]
    webhook["status"] = "inactive"
    lost = webhook["subscriptions"].pop()
    (step,) = plan_setup(desk, ENDPOINT)
    assert step.lines()[0] == "change webhook 'Airlock'"
    apply_setup(desk, [step])
    assert webhook["status"] == "active"
    assert lost in webhook["subscriptions"]
    assert plan_setup(desk, ENDPOINT) == []


def test_a_trigger_that_was_changed_is_mended(desk: BlockingDesk, server: Running) -> None:
    apply_setup(desk, plan_setup(desk, ENDPOINT, route="triggers"))
    trigger = next(iter(server.desk.triggers.values()))
    trigger["actions"][0]["value"][1] = "{}"
    (step,) = plan_setup(desk, ENDPOINT, route="triggers")
    apply_setup(desk, [step])
    assert plan_setup(desk, ENDPOINT, route="triggers") == []
    assert len(server.desk.triggers) == 2


def test_another_endpoint_s_webhook_is_left_alone(desk: BlockingDesk, server: Running) -> None:
    apply_setup(desk, plan_setup(desk, "https://other.example/hook"))
    apply_setup(desk, plan_setup(desk, ENDPOINT))
    assert sorted(w["endpoint"] for w in server.desk.webhooks.values()) == [
        ENDPOINT,
        "https://other.example/hook",
    ]


def test_what_our_triggers_send_is_what_our_parser_reads(
    desk: BlockingDesk, server: Running
) -> None:
    apply_setup(desk, plan_setup(desk, ENDPOINT, route="triggers"))
    number = new_ticket(desk)
    ticket = server.desk.ticket(number)
    found = {}
    for trigger in server.desk.triggers.values():
        body = rendered(server.desk, trigger["actions"][0]["value"][1], ticket).encode()
        event = parse(body, {"X-Zendesk-Webhook-Signature-Timestamp": "2026-11-22T10:00:00Z"})
        assert isinstance(event, InboundEvent)
        assert event.subject == str(number)
        assert event.occurred_at
        found[event.kind] = event.comment_id
    assert found == {EventKind.COMMENT_ADDED: str(ticket.comments[0].id), EventKind.CHANGED: None}


@pytest.mark.parametrize("route", ["events", "triggers"])
def test_the_signing_secret_is_read_and_never_in_the_advice(
    desk: BlockingDesk, server: Running, route: Route
) -> None:
    made = apply_setup(desk, plan_setup(desk, ENDPOINT, route=route))
    secret = signing_secret(desk, ENDPOINT, route)
    assert secret == server.desk.webhooks[made[0].id]["secret"]
    assert secret not in ADVICE
    assert "AIRLOCK_ZENDESK__WEBHOOK_SECRETS" in ADVICE


def test_without_a_webhook_there_is_no_secret(desk: BlockingDesk) -> None:
    with pytest.raises(NotFound, match="airlock setup zendesk"):
        signing_secret(desk, ENDPOINT)


# ---- the blocking client -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "credentials",
    [CREDENTIALS, ApiToken("bridge@acme.example", "sandbox-api-token")],
    ids=["oauth", "api token"],
)
def test_each_kind_of_credential_signs_in(server: Running, credentials: Any) -> None:
    with closing(open_desk(server.base_url, credentials)) as desk:
        assert plan_setup(desk, ENDPOINT)


def test_a_wrong_token_is_told(server: Running) -> None:
    with (
        closing(open_desk(server.base_url, BearerToken("wrong"))) as desk,
        pytest.raises(CredentialsRefused),
    ):
        plan_setup(desk, ENDPOINT)


def test_a_wrong_oauth_client_is_told(server: Running) -> None:
    with pytest.raises(CredentialsRefused, match="AIRLOCK_ZENDESK__CLIENT_ID"):
        open_desk(server.base_url, OAuthClient("airlock", "wrong"))


def test_nobody_there_is_told() -> None:
    with (
        closing(open_desk("http://127.0.0.1:9", BearerToken("t"))) as desk,
        pytest.raises(VendorUnreachable) as gone,
    ):
        plan_setup(desk, ENDPOINT)
    assert gone.value.sent is False


def arm(desk: BlockingDesk, **fault: Any) -> None:
    response = desk.session.post(f"{desk.base_url}/_sandbox/faults", json=fault)
    response.raise_for_status()


def test_a_fault_of_the_vendor_s_is_told(desk: BlockingDesk) -> None:
    arm(desk, path="/webhooks", kind="status", status=500)
    with pytest.raises(VendorFault):
        plan_setup(desk, ENDPOINT)


def test_a_rate_limit_that_outlasts_our_patience_is_told() -> None:
    with pytest.raises(VendorBusy), vendor_errors("listing"):
        raise RatelimitBudgetExceeded("words")


def test_an_answer_that_is_no_api_s_is_misread(server: Running) -> None:
    desk = open_desk(f"{server.base_url}/agent", BearerToken("t"))
    with closing(desk), pytest.raises((VendorMisread, NotFound)):
        plan_setup(desk, ENDPOINT)


def test_a_link_to_another_host_is_not_followed(desk: BlockingDesk, server: Running) -> None:
    answer = desk.session.get("https://evil.example/api/v2/users/me")
    assert answer.json()["user"]["email"] == "bridge@acme.example"
    assert server.base_url.startswith("http://127.0.0.1")


def test_no_ticket_text_is_logged(desk: BlockingDesk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    new_ticket(desk)
    list(desk.zenpy.tickets())
    assert "Import stops" not in caplog.text
