"""The webhook that an administrator registers: signed, for the policy's projects alone."""

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, objects, text
from connectors.jira.setup_steps import SetupConfig, SetupStep, StepAction

EVENTS = (
    "jira:issue_created", "jira:issue_updated", "jira:issue_deleted",
    "comment_created", "comment_updated", "comment_deleted",
)  # fmt: skip
_ROUTE = "/rest/webhooks/1.0/webhook"
_FILTER = "issue-related-events-section"


def webhook_step(admin: JiraAdmin, config: SetupConfig, *, write: bool) -> SetupStep:
    """Register or correct the webhook with our address; its secret is never shown or compared.

    Jira does not tell a webhook's secret, only whether it has one: after a change of the secret,
    delete the webhook in Jira and run this again.
    """
    wanted = _wanted(config)
    listed = objects(admin.call("GET", _ROUTE, doing="read the webhooks"), "webhooks")
    found = next((one for one in listed if one.get("url") == config.webhook_url), None)
    diff = _diff(found or {}, wanted)
    if found is not None and not diff:
        return SetupStep(StepAction.KEEP, "webhook", _kept(admin))
    if write:
        number = text(found, "self", "a webhook").rpartition("/")[2] if found else None
        body = {**wanted, "secret": config.webhook_secret}
        method, route = ("PUT", f"{_ROUTE}/{number}") if number else ("POST", _ROUTE)
        admin.call(method, route, body, doing="register the webhook")
    if found is None:
        return SetupStep(StepAction.CREATE, "webhook", "register the webhook", diff)
    return SetupStep(StepAction.CHANGE, "webhook", "correct the webhook", diff)


def remove_webhook(admin: JiraAdmin, config: SetupConfig, *, write: bool) -> SetupStep:
    """Delete the webhook with our address."""
    listed = objects(admin.call("GET", _ROUTE, doing="read the webhooks"), "webhooks")
    found = next((one for one in listed if one.get("url") == config.webhook_url), None)
    if found is None:
        return SetupStep(StepAction.KEEP, "webhook", "is not there")
    if write:
        number = text(found, "self", "a webhook").rpartition("/")[2]
        admin.call("DELETE", f"{_ROUTE}/{number}", doing="delete the webhook")
    diff = (f"- {config.webhook_url}",)
    return SetupStep(StepAction.REMOVE, "webhook", "delete the webhook", diff)


def _kept(admin: JiraAdmin) -> str:
    if admin.is_cloud:
        return "is registered, enabled and signed"
    return "is registered and enabled; a Data Center does not tell whether it signs"


def _wanted(config: SetupConfig) -> Json:
    keys = ", ".join(f'"{key}"' for key in config.projects)
    return {
        "name": config.webhook_name,
        "url": config.webhook_url,
        "events": list(EVENTS),
        "filters": {_FILTER: f"project in ({keys})"},
        "excludeBody": False,
        "enabled": True,
    }


def _diff(found: Json, wanted: Json) -> tuple[str, ...]:
    lines: list[str] = []
    for name, value in wanted.items():
        has = found.get(name)
        if _comparable(has) != _comparable(value) and not (has is None and value is False):
            lines += [f"- {name}: {has}"] if name in found else []
            lines.append(f"+ {name}: {value}")
    if found.get("isSigned") is False or not found:
        lines.append("+ secret")
    return tuple(lines)


def _comparable(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, list) else value
