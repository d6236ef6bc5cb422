"""One walk over the sandbox Zendesk's routes, recorded, for the checks of shape."""

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; bodies are parsed, an empty answer is an empty text."""

    method: str
    path: str
    query: str
    sent: Any
    status: int
    body: Any


class Recorder:
    """Calls the sandbox and keeps each exchange."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.exchanges: list[Exchange] = []

    async def __call__(self, method: str, path: str, sent: Any = None, **more: Any) -> Any:
        answer = await self._client.request(method, path, json=sent, **more)
        assert answer.status_code < 400, f"{method} {path}: {answer.text}"
        body = answer.json() if answer.content else ""
        query = answer.request.url.query.decode()
        self.exchanges.append(
            Exchange(method, answer.request.url.path, query, sent, answer.status_code, body)
        )
        return body


async def walk(client: httpx.AsyncClient) -> list[Exchange]:
    """Visit each route once or more and return what was said."""
    call = Recorder(client)
    me = (await call("GET", "/api/v2/users/me"))["user"]["id"]
    field = await _fields(call)
    ticket = await _tickets(call, field)
    await _people(call, me)
    await _comments(call, ticket)
    await _setup(call)
    await _endings(call, ticket)
    return call.exchanges


async def _fields(call: Recorder) -> int:
    given = {"type": "text", "title": "Jira key"}
    made = (await call("POST", "/api/v2/ticket_fields", {"ticket_field": given}))["ticket_field"]
    await call("GET", "/api/v2/ticket_fields")
    await call("GET", f"/api/v2/ticket_fields/{made['id']}")
    change = {"ticket_field": {"agent_description": "Set by the bridge"}}
    await call("PUT", f"/api/v2/ticket_fields/{made['id']}", change)
    await call("GET", "/api/v2/custom_statuses")
    return int(made["id"])


async def _tickets(call: Recorder, field: int) -> int:
    given: dict[str, Any] = {"subject": "One", "comment": {"body": "First"}, "priority": "low"}
    made = (await call("POST", "/api/v2/tickets", {"ticket": given}))["ticket"]["id"]
    update: dict[str, Any] = {
        "status": "open",
        "comment": {"body": "Hello", "public": True},
        "custom_fields": [{"id": field, "value": "ENG-1"}],
    }
    await call("PUT", f"/api/v2/tickets/{made}", {"ticket": update})
    for path in ("", "/show_many?ids=1", f"/{made}?include=users", "/count"):
        await call("GET", f"/api/v2/tickets{path}")
    return int(made)


async def _people(call: Recorder, me: int) -> None:
    user = {"name": "New Person", "email": "new@northwind.example"}
    await call("POST", "/api/v2/users", {"user": user})
    for path in ("", f"/{me}", f"/show_many?ids={me}", "/search?query=dana"):
        await call("GET", f"/api/v2/users{path}")
    organization = {"organization": {"name": "Other Freight"}}
    made = (await call("POST", "/api/v2/organizations", organization))["organization"]
    for path in ("", f"/{made['id']}", f"/show_many?ids={made['id']}"):
        await call("GET", f"/api/v2/organizations{path}")
    groups = (await call("GET", "/api/v2/groups"))["groups"]
    await call("GET", f"/api/v2/groups/{groups[0]['id']}")
    await call("GET", "/api/v2/group_memberships")


async def _comments(call: Recorder, ticket: int) -> None:
    path = f"/api/v2/tickets/{ticket}"
    upload = (await call("POST", "/api/v2/uploads?filename=a.txt"))["upload"]
    await call("GET", f"/api/v2/attachments/{upload['attachment']['id']}")
    comment: dict[str, Any] = {"body": "With a file", "uploads": [upload["token"]]}
    await call("PUT", path, {"ticket": {"comment": comment}})
    comments = (await call("GET", f"{path}/comments"))["comments"]
    await call("GET", f"{path}/comments/count")
    audits = (await call("GET", f"{path}/audits"))["audits"]
    await call("GET", f"{path}/audits/{audits[-1]['id']}")
    last = comments[-1]
    marked = last["html_body"].replace("file", "<redact>file</redact>")
    redaction = {"ticket_id": ticket, "html_body": marked}
    await call("PUT", f"/api/v2/comment_redactions/{last['id']}", redaction)
    one = f"{path}/comments/{last['id']}"
    await call("PUT", f"{one}/redact", {"text": "With"})
    await call("PUT", f"{one}/attachments/{last['attachments'][0]['id']}/redact")
    await call("PUT", f"{one}/make_private")


async def _setup(call: Recorder) -> None:
    action = {"field": "notification_webhook", "value": ["an-id", "{}"]}
    conditions = {"all": [{"field": "update_type", "operator": "is", "value": "Create"}]}
    trigger = {"title": "T", "conditions": conditions, "actions": [action]}
    made = (await call("POST", "/api/v2/triggers", {"trigger": trigger}))["trigger"]["id"]
    await call("GET", "/api/v2/triggers")
    await call("GET", f"/api/v2/triggers/{made}")
    await call("PUT", f"/api/v2/triggers/{made}", {"trigger": trigger | {"title": "U"}})
    await call("GET", "/api/v2/search?query=type:organization")
    grant = {"grant_type": "client_credentials", "client_id": "airlock", "scope": "read"}
    secret = {"client_secret": "sandbox-oauth-secret"}
    await call("POST", "/oauth/tokens", grant | secret)


async def _endings(call: Recorder, ticket: int) -> None:
    given = {"ticket": {"subject": "Two", "comment": {"body": "The same"}}}
    other = (await call("POST", "/api/v2/tickets", given))["ticket"]["id"]
    merge = {"ids": [other], "target_comment": "Merged"}
    job = (await call("POST", f"/api/v2/tickets/{ticket}/merge", merge))["job_status"]["id"]
    await call("GET", f"/api/v2/job_statuses/{job}")
    await call("GET", "/api/v2/job_statuses")
    for path in ("tickets/cursor", "tickets", "ticket_events"):
        await call("GET", f"/api/v2/incremental/{path}?start_time=1600000000")
    await call("DELETE", f"/api/v2/tickets/{other}")
    await call("GET", "/api/v2/deleted_tickets")
    await call("PUT", f"/api/v2/deleted_tickets/{other}/restore")
    await call("DELETE", f"/api/v2/tickets/{other}")
    await call("DELETE", f"/api/v2/deleted_tickets/{other}")
