"""What Airlock needs in a Zendesk account: planned as a diff, made on request, made once.

Webhooks come by events or, where the plan has none, by triggers; a webhook serves one of the two
(docs/vendors.md). Blocking: for commands and worker threads. Every function raises leaves of
VendorError.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from zenpy.lib.api_objects import TicketField, Trigger, Webhook

from app.errors import NotFound, VendorMisread
from connectors.zendesk.blocking import BlockingDesk, vendor_errors
from connectors.zendesk.inbound import SUBSCRIPTIONS

Route = Literal["events", "triggers"]
Kind = Literal["webhook", "trigger", "ticket_field"]

WEBHOOK_NAME = "Airlock"
COMMENT_TRIGGER = "Airlock: a comment was added"
CHANGE_TRIGGER = "Airlock: a ticket was created or changed"
_BY_TRIGGER = ("conditional_ticket_events",)


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """A ticket field by its title; `options` are name and value, for type `tagger` alone."""

    title: str
    type: str = "text"
    description: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One thing to make, or to change where `target` names what is there."""

    kind: Kind
    name: str
    wanted: Mapping[str, Any]
    target: str | None = None

    def lines(self) -> tuple[str, ...]:
        """The step as a person reads it, a line a property."""
        verb = "change" if self.target else "create"
        head = f"{verb} {self.kind.replace('_', ' ')} {self.name!r}"
        return (head, *(f"  {key}: {_shown(value)}" for key, value in self.wanted.items()))


@dataclass(frozen=True, slots=True)
class Made:
    """What a step made: the vendor's id, for the policy or the settings."""

    kind: Kind
    name: str
    id: str


def plan_setup(
    desk: BlockingDesk,
    endpoint: str,
    *,
    route: Route = "events",
    fields: Sequence[FieldWanted] = (),
    watched_fields: Sequence[int] = (),
) -> list[SetupStep]:
    """What is missing for `endpoint` to be called and for the policy's fields to be there.

    Empty when all is there. `watched_fields` are custom fields whose change a trigger tells.
    Triggers tell of no deletion, merge or redaction; reconciling finds those.
    """
    webhook = _find_webhook(desk, endpoint, route)
    steps = _plan_webhook(webhook, endpoint, route)
    if route == "triggers":
        webhook_id = str(webhook.id) if webhook else None
        steps += _plan_triggers(desk, endpoint, webhook_id, watched_fields)
    return [*steps, *_plan_fields(desk, fields)]


def apply_setup(desk: BlockingDesk, steps: Sequence[SetupStep]) -> list[Made]:
    """Make the steps in their order; a step that fails leaves the ones before it made."""
    return [_apply(desk, step) for step in steps]


def signing_secret(desk: BlockingDesk, endpoint: str, route: Route = "events") -> str:
    """The secret that Zendesk signs this endpoint's webhooks with. Raises NotFound."""
    webhook = _find_webhook(desk, endpoint, route)
    if webhook is None:
        raise NotFound("Zendesk has no webhook of ours: run `airlock setup zendesk`", sent=False)
    with vendor_errors("reading the webhook's signing secret"):
        secret = getattr(desk.zenpy.webhooks.show_secret(str(webhook.id)), "secret", None)
    if not isinstance(secret, str) or not secret:
        raise VendorMisread("Zendesk's answer holds no signing secret")
    return secret


ADVICE = (
    "Put the webhook's signing secret into AIRLOCK_ZENDESK__WEBHOOK_SECRETS, a JSON list; Zendesk "
    "shows it to administrators at the webhook. Until then every delivery is refused."
)
"""What to tell after a webhook was made. It names the place and not the secret."""


# ---- planning ------------------------------------------------------------------------------------


def _find_webhook(desk: BlockingDesk, endpoint: str, route: Route) -> Any:
    with vendor_errors("listing webhooks"):
        for webhook in desk.zenpy.webhooks.list(page_size=100):
            by_trigger = list(webhook.subscriptions or []) == list(_BY_TRIGGER)
            if webhook.endpoint == endpoint and by_trigger is (route == "triggers"):
                return webhook
    return None


def _plan_webhook(webhook: Any, endpoint: str, route: Route) -> list[SetupStep]:
    subscriptions = _BY_TRIGGER if route == "triggers" else SUBSCRIPTIONS
    if webhook is None:
        wanted = {
            "name": WEBHOOK_NAME,
            "endpoint": endpoint,
            "http_method": "POST",
            "request_format": "json",
            "status": "active",
            "subscriptions": list(subscriptions),
        }
        return [SetupStep("webhook", WEBHOOK_NAME, wanted)]
    missing = set(subscriptions) - set(webhook.subscriptions or [])
    if webhook.status == "active" and not missing:
        return []
    every = sorted({*(webhook.subscriptions or []), *subscriptions})
    wanted = {"status": "active", "subscriptions": every}
    return [SetupStep("webhook", str(webhook.name), wanted, str(webhook.id))]


def _plan_triggers(
    desk: BlockingDesk, endpoint: str, webhook_id: str | None, watched: Sequence[int]
) -> list[SetupStep]:
    with vendor_errors("listing triggers"):
        present = {str(trigger.title): trigger for trigger in desk.zenpy.triggers()}
    steps = []
    for title, conditions, body in _triggers(watched):
        wanted = {"title": title, "conditions": conditions, "endpoint": endpoint, "body": body}
        trigger = present.get(title)
        if trigger is None:
            steps.append(SetupStep("trigger", title, wanted))
        elif not _as_wanted(trigger, conditions, webhook_id, body):
            steps.append(SetupStep("trigger", title, wanted, str(trigger.id)))
    return steps


def _triggers(watched: Sequence[int]) -> list[tuple[str, Mapping[str, Any], str]]:
    """Two, because a trigger does not tell what changed: the one with a comment names it."""
    about = {
        "airlock": 1,
        "ticket_id": "{{ticket.id}}",
        "updated_at": "{{ticket.updated_at_with_timestamp}}",
        "actor_id": "{{current_user.id}}",
    }
    comment = {**about, "comment_id": "{{ticket.latest_comment.id}}"}
    commented = [_condition("comment_is_public", "is", value) for value in ("true", "false")]
    fields = ["status", "priority", *(f"custom_fields_{number}" for number in watched)]
    changed = [_condition("update_type", "is", "Create")]
    changed += [_condition(name, "changed", None) for name in fields]
    return [
        (COMMENT_TRIGGER, {"all": [], "any": commented}, json.dumps(comment)),
        (CHANGE_TRIGGER, {"all": [], "any": changed}, json.dumps(about)),
    ]


def _condition(field: str, operator: str, value: str | None) -> Mapping[str, Any]:
    return {"field": field, "operator": operator, "value": value}


def _as_wanted(
    trigger: Any, conditions: Mapping[str, Any], webhook_id: str | None, body: str
) -> bool:
    present = trigger.to_dict()
    action = {"field": "notification_webhook", "value": [webhook_id, body]}
    shown = [{key: entry.get(key) for key in action} for entry in present.get("actions") or []]
    same = _triples(present.get("conditions")) == _triples(conditions)
    return present.get("active") is not False and same and shown == [action]


def _triples(conditions: Any) -> set[tuple[str, str, str, str]]:
    """Conditions without order and without what the vendor adds; no value is as good as empty."""
    groups = conditions if isinstance(conditions, dict) else {}
    return {
        (group, str(entry.get("field")), str(entry.get("operator")), str(entry.get("value") or ""))
        for group in ("all", "any")
        for entry in groups.get(group) or []
    }


def _plan_fields(desk: BlockingDesk, fields: Sequence[FieldWanted]) -> list[SetupStep]:
    if not fields:
        return []
    with vendor_errors("listing ticket fields"):
        titles = {str(field.title) for field in desk.zenpy.ticket_fields()}
    return [_plan_field(field) for field in fields if field.title not in titles]


def _plan_field(field: FieldWanted) -> SetupStep:
    wanted: dict[str, Any] = {"title": field.title, "type": field.type}
    if field.description:
        wanted["description"] = field.description
    if field.options:
        wanted["custom_field_options"] = [{"name": n, "value": v} for n, v in field.options]
    return SetupStep("ticket_field", field.title, wanted)


# ---- making --------------------------------------------------------------------------------------


def _apply(desk: BlockingDesk, step: SetupStep) -> Made:
    make = {"webhook": _make_webhook, "trigger": _make_trigger, "ticket_field": _make_field}
    verb = "changing" if step.target else "creating"
    with vendor_errors(f"{verb} a {step.kind.replace('_', ' ')}"):
        return Made(step.kind, step.name, make[step.kind](desk, step))


def _make_webhook(desk: BlockingDesk, step: SetupStep) -> str:
    if step.target is None:
        return _id(desk.zenpy.webhooks.create(Webhook(**step.wanted)))
    desk.zenpy.webhooks.patch(Webhook(id=step.target, **step.wanted))
    return step.target


def _make_trigger(desk: BlockingDesk, step: SetupStep) -> str:
    webhook = _find_webhook(desk, step.wanted["endpoint"], "triggers")
    if webhook is None:
        raise NotFound("the trigger's webhook is not there: plan the setup again", sent=False)
    action = {"field": "notification_webhook", "value": [str(webhook.id), step.wanted["body"]]}
    trigger = Trigger(
        title=step.name, conditions=step.wanted["conditions"], actions=[action], active=True
    )
    if step.target is None:
        return _id(desk.zenpy.triggers.create(trigger))
    trigger.id = int(step.target)
    return _id(desk.zenpy.triggers.update(trigger))


def _make_field(desk: BlockingDesk, step: SetupStep) -> str:
    return _id(desk.zenpy.ticket_fields.create(TicketField(**step.wanted)))


def _id(made: Any) -> str:
    number = getattr(made, "id", None)
    if number is None:
        raise VendorMisread("Zendesk's answer does not name what was made")
    return str(number)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return json.dumps(value)
