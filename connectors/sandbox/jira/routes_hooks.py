"""Registered webhooks: an administrator's, and those that an OAuth app registers for itself."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn, MaxResults, StartAt
from connectors.sandbox.jira.hooks import Delivery, given_up
from connectors.sandbox.jira.jql import parse_query
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import AdminHook, DynamicHook, Json
from connectors.sandbox.jira.views import millis, page_bean
from connectors.sandbox.webhooks import Outbox

router = APIRouter()
_LIFE = timedelta(days=30)
_MOST = 5
_FILTER = "issue-related-events-section"
_ADMIN_EVENTS = frozenset(
    {"jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created"}
    | {"comment_updated", "comment_deleted", "issue_property_set", "issue_property_deleted"}
    | {"issuelink_created", "issuelink_deleted", "attachment_created", "attachment_deleted"}
    | {"project_created", "project_updated", "project_deleted", "user_created", "user_updated"}
    | {"jira:version_released", "sprint_started", "sprint_closed", "worklog_created"}
)
_APP_EVENTS = frozenset(
    {"jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created"}
    | {"comment_updated", "comment_deleted", "issue_property_set", "issue_property_deleted"}
)


@router.get("/rest/webhooks/1.0/webhook")
async def admin_hooks(call: CallIn) -> list[Json]:
    access.require_admin(call.state, call.user)
    return [_view(call, one) for one in call.state.admin_hooks.values()]


@router.post("/rest/webhooks/1.0/webhook", status_code=201)
async def register(call: CallIn, body: Json) -> Json:
    """Register a webhook; its secret is never shown again."""
    access.require_admin(call.state, call.user)
    _check(call, body)
    number = call.state.next_id("hook", 1)
    now = call.state.now()
    call.state.admin_hooks[number] = hook = AdminHook(
        number, "", "", [], {}, False, "", True, call.user.account_id, now
    )
    _fill(call, hook, body)
    return _view(call, hook)


def _check(call: Call, body: Json) -> None:
    if not body.get("name") or not str(body.get("url") or "").startswith(("http://", "https://")):
        raise JiraError(400, "A webhook needs a name and an http or https url.")
    if unknown := set(body.get("events") or []) - _ADMIN_EVENTS:
        raise JiraError(400, f"These events are unknown: {', '.join(sorted(unknown))}")
    jql = (body.get("filters") or {}).get(_FILTER) or body.get("jqlFilter") or ""
    if jql:
        parse_query(call.state, jql)


def _fill(call: Call, hook: AdminHook, body: Json) -> None:
    hook.name = body.get("name", hook.name)
    hook.url = body.get("url", hook.url)
    hook.events = list(body.get("events", hook.events))
    hook.filters = dict(body.get("filters") or hook.filters)
    hook.exclude_body = bool(body.get("excludeBody", hook.exclude_body))
    hook.secret = str(body.get("secret") or hook.secret)
    hook.enabled = bool(body.get("enabled", hook.enabled))
    hook.changed_by, hook.changed_at = call.user.account_id, call.state.now()


def _view(call: Call, hook: AdminHook) -> Json:
    user = call.state.users[hook.changed_by]
    return {
        "self": f"{call.shape.base}/rest/webhooks/1.0/webhook/{hook.hook_id}",
        "name": hook.name,
        "url": hook.url,
        "events": hook.events,
        "filters": hook.filters,
        "excludeBody": hook.exclude_body,
        "enabled": hook.enabled,
        "isSigned": bool(hook.secret),
        "lastUpdatedUser": hook.changed_by,
        "lastUpdatedDisplayName": user.display_name,
        "lastUpdated": millis(hook.changed_at),
    }


def _hook(call: Call, hook_id: int) -> AdminHook:
    access.require_admin(call.state, call.user)
    hook = call.state.admin_hooks.get(hook_id)
    if hook is None:
        raise JiraError(404, "The webhook does not exist.")
    return hook


@router.get("/rest/webhooks/1.0/webhook/{hook_id}")
async def admin_hook(call: CallIn, hook_id: int) -> Json:
    return _view(call, _hook(call, hook_id))


@router.put("/rest/webhooks/1.0/webhook/{hook_id}")
async def change(call: CallIn, hook_id: int, body: Json) -> Json:
    hook = _hook(call, hook_id)
    _check(call, {"name": hook.name, "url": hook.url, **body})
    _fill(call, hook, body)
    return _view(call, hook)


@router.delete("/rest/webhooks/1.0/webhook/{hook_id}", status_code=204)
async def remove(call: CallIn, hook_id: int) -> None:
    del call.state.admin_hooks[_hook(call, hook_id).hook_id]


def _app(call: Call) -> None:
    if not call.by_oauth:
        raise JiraError(
            403, "The caller is not a Connect app, or an OAuth 2.0 app with a valid token."
        )


def _own(call: Call) -> list[DynamicHook]:
    _app(call)
    return [one for one in call.state.dynamic_hooks.values() if one.owner == call.user.account_id]


@router.get("/rest/api/{version}/webhook")
async def app_hooks(call: CallIn, start: StartAt = 0, size: MaxResults = 100) -> Json:
    found = [
        {
            "id": one.hook_id,
            "url": one.url,
            "events": one.events,
            "jqlFilter": one.jql,
            "expirationDate": millis(one.expires),
            **({"fieldIdsFilter": one.field_ids} if one.field_ids else {}),
            **({"issuePropertyKeysFilter": one.property_keys} if one.property_keys else {}),
        }
        for one in _own(call)
    ]
    return page_bean(call.shape, "webhook", found, start, size)


@router.post("/rest/api/{version}/webhook")
async def register_for_app(call: CallIn, body: Json) -> Json:
    """Register up to five webhooks for the calling app; each answers for itself."""
    _app(call)
    url = str(body.get("url") or "")
    return {
        "webhookRegistrationResult": [
            _register_one(call, url, one) for one in body.get("webhooks") or []
        ]
    }


def _register_one(call: Call, url: str, asked: Json) -> Json:
    errors = sorted(
        f"The event {event} is unsupported" for event in set(asked["events"]) - _APP_EVENTS
    )
    try:
        parse_query(call.state, asked.get("jqlFilter") or "")
    except JiraError as error:
        errors += error.said()
    if len(_own(call)) >= _MOST:
        errors.append(f"An app may register {_MOST} webhooks for a user")
    if errors:
        return {"errors": errors}
    number = call.state.next_id("app hook", 1000)
    call.state.dynamic_hooks[number] = DynamicHook(
        number, call.user.account_id, url, list(asked["events"]), asked["jqlFilter"],
        list(asked.get("fieldIdsFilter") or []), list(asked.get("issuePropertyKeysFilter") or []),
        call.state.now() + _LIFE,
    )  # fmt: skip
    return {"createdWebhookId": number}


@router.delete("/rest/api/{version}/webhook", status_code=202)
async def remove_for_app(call: CallIn, body: Json) -> None:
    for one in _chosen(call, body):
        del call.state.dynamic_hooks[one.hook_id]


@router.put("/rest/api/{version}/webhook/refresh")
async def refresh(call: CallIn, body: Json) -> Json:
    """Give the app's webhooks another 30 days."""
    expires = call.state.now() + _LIFE
    for one in _chosen(call, body):
        one.expires = expires
    return {"expirationDate": millis(expires)}


def _chosen(call: Call, body: Json) -> Iterable[DynamicHook]:
    wanted = set(body.get("webhookIds") or [])
    return [one for one in _own(call) if one.hook_id in wanted]


@router.get("/rest/api/{version}/webhook/failed")
async def failed(
    call: CallIn,
    request: Request,
    size: MaxResults = 100,
    after: Annotated[int, Query()] = 0,
) -> Json:
    """Return deliveries that failed for good, oldest first."""
    _app(call)
    outbox: Outbox[Delivery] = request.app.state.outbox
    found = [one for one in given_up(outbox.attempts) if one["failureTime"] > after]
    return {"values": found[:size], "maxResults": size}
