"""Webhooks, their signing secrets, invocations and attempts."""

from typing import Any

from fastapi import APIRouter, Request

from connectors.sandbox.webhooks import Outbox, WebhookAttempt
from connectors.sandbox.zendesk import hooks
from connectors.sandbox.zendesk.events import Delivery, event_body
from connectors.sandbox.zendesk.model import Record, stamp
from connectors.sandbox.zendesk.routes.common import Caller, TheDesk, json_body, json_object

router = APIRouter(prefix="/api/v2/webhooks")

_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105 - the vendor's public one
_PAGE = {"meta": {"has_more": False, "after_cursor": None, "before_cursor": None}}
_LINKS = {"links": {"next": None, "prev": None}}


@router.get("")
async def list_webhooks(request: Request, desk: TheDesk, caller: Caller) -> Record:
    part = request.query_params.get("filter[name_contains]", "")
    chosen = [_shown(w) for w in desk.webhooks.values() if part in w["name"]]
    return {"webhooks": chosen, **_PAGE, **_LINKS}


@router.post("", status_code=201)
async def create(request: Request, desk: TheDesk, caller: Caller) -> Record:
    given = await json_object(request, "webhook")
    return {"webhook": _shown(hooks.create_webhook(desk, given, caller))}


@router.post("/test")
async def test(request: Request, desk: TheDesk, caller: Caller) -> Record:
    """Send a test body; before its creation a webhook signs with the vendor's public secret."""
    given = (await json_body(request)).get("request") or {}
    known = request.query_params.get("webhook_id")
    webhook = hooks.find_webhook(desk, known) if known else {"id": "", "secret": _TEST_SECRET}
    target = webhook | {k: given[k] for k in ("endpoint",) if k in given}
    body = str(given.get("payload") or event_body({"test": True}).decode()).encode()
    made = await _outbox(request).try_once(Delivery(target, body))
    return {"response": _answer(made) | {"status": made.status}}


@router.get("/{webhook_id}")
async def show(webhook_id: str, desk: TheDesk, caller: Caller) -> Record:
    return {"webhook": _shown(hooks.find_webhook(desk, webhook_id))}


@router.put("/{webhook_id}", status_code=204)
@router.patch("/{webhook_id}", status_code=204)
async def update(request: Request, webhook_id: str, desk: TheDesk, caller: Caller) -> None:
    webhook = hooks.find_webhook(desk, webhook_id)
    hooks.update_webhook(desk, webhook, await json_object(request, "webhook"), caller)


@router.delete("/{webhook_id}", status_code=204)
async def delete(webhook_id: str, desk: TheDesk, caller: Caller) -> None:
    hooks.find_webhook(desk, webhook_id)
    del desk.webhooks[webhook_id]


@router.get("/{webhook_id}/signing_secret")
async def show_secret(webhook_id: str, desk: TheDesk, caller: Caller) -> Record:
    return _secret(hooks.find_webhook(desk, webhook_id))


@router.post("/{webhook_id}/signing_secret", status_code=201)
async def rotate_secret(webhook_id: str, desk: TheDesk, caller: Caller) -> Record:
    webhook = hooks.find_webhook(desk, webhook_id)
    hooks.rotate_secret(webhook)
    return _secret(webhook)


@router.get("/{webhook_id}/invocations")
async def invocations(request: Request, webhook_id: str, desk: TheDesk, caller: Caller) -> Record:
    hooks.find_webhook(desk, webhook_id)
    newest: dict[str, WebhookAttempt] = {}
    for made in _attempts(request, webhook_id):
        newest[made.request.headers["X-Zendesk-Webhook-Invocation-Id"]] = made
    shown = [
        {
            "id": invocation,
            "latest_completed_at": stamp(made.at),
            "status": _outcome(made),
            "status_code": made.status or 0,
        }
        for invocation, made in newest.items()
    ]
    return {"invocations": shown[::-1], **_PAGE, **_LINKS}


@router.get("/{webhook_id}/invocations/{invocation_id}/attempts")
async def attempts(
    request: Request, webhook_id: str, invocation_id: str, desk: TheDesk, caller: Caller
) -> Record:
    hooks.find_webhook(desk, webhook_id)
    shown = [
        _attempt(made, invocation_id)
        for made in _attempts(request, webhook_id)
        if made.request.headers["X-Zendesk-Webhook-Invocation-Id"] == invocation_id
    ]
    return {"attempts": shown}


def _outbox(request: Request) -> Outbox[Delivery]:
    outbox: Outbox[Delivery] = request.app.state.outbox
    return outbox


def _attempts(request: Request, webhook_id: str) -> list[WebhookAttempt]:
    made = _outbox(request).attempts
    return [a for a in made if a.request.headers["X-Zendesk-Webhook-Id"] == webhook_id]


def _attempt(made: WebhookAttempt, invocation_id: str) -> Record:
    return {
        "id": f"{invocation_id}-{made.attempt + 1}",
        "invocation_id": invocation_id,
        "status": _outcome(made),
        "status_code": made.status or 0,
        "completed_at": stamp(made.at),
        "request": {
            "endpoint": made.request.url,
            "headers": _pairs(made.request.headers),
            "payload": made.request.content.decode(),
        },
        "response": _answer(made),
    }


def _outcome(made: WebhookAttempt) -> str:
    if made.status is None:
        return "timeout" if "Timeout" in (made.error or "") else "failed"
    return "success" if made.status < 300 else "failed"


def _answer(made: WebhookAttempt) -> Record:
    return {"headers": _pairs(made.response_headers), "payload": made.response_body}


def _pairs(headers: Any) -> list[Record]:
    return [{"key": key, "value": value} for key, value in headers.items()]


def _shown(webhook: Record) -> Record:
    hidden = ("secret", "authentication")
    shown = {key: value for key, value in webhook.items() if key not in hidden}
    auth = webhook["authentication"]
    if auth:
        shown["authentication"] = {k: v for k, v in auth.items() if k != "data"}
    return shown


def _secret(webhook: Record) -> Record:
    return {"signing_secret": {"algorithm": "SHA256", "secret": webhook["secret"]}}
