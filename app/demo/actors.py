"""The people of the story, each over the API or the page that they would use."""

from collections.abc import Mapping
from typing import Any

from connectors.http import open_client
from connectors.sandbox.jira.config import Account


class Helpdesk:
    """Zendesk's people. The administrator's account writes in a person's name, as the API can."""

    def __init__(self, base_url: str, email: str, token: str) -> None:
        self._http = open_client(
            base_url=f"{base_url}/api/v2", auth=(f"{email}/token", token), timeout=10
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """One call that must succeed."""
        answer = await self._http.request(method, path, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def find_user(self, email: str) -> Mapping[str, Any]:
        users = (await self.call("GET", "/users"))["users"]
        found: Mapping[str, Any] = next(user for user in users if user["email"] == email)
        return found

    async def field_id(self, title: str) -> int:
        fields = (await self.call("GET", "/ticket_fields"))["ticket_fields"]
        return int(next(field["id"] for field in fields if field["title"] == title))

    async def upload(self, name: str, content: bytes) -> str:
        """The token of an upload."""
        answer = await self._http.post(
            "/uploads",
            params={"filename": name},
            content=content,
            headers={"Content-Type": "text/plain"},
        )
        answer.raise_for_status()
        return str(answer.json()["upload"]["token"])

    async def create_ticket(self, ticket: Mapping[str, object]) -> int:
        answer = await self.call("POST", "/tickets", {"ticket": ticket})
        return int(answer["ticket"]["id"])

    async def comment(self, ticket_id: int, body: str, author: int, *, public: bool) -> None:
        comment = {"body": body, "author_id": author, "public": public}
        await self.call("PUT", f"/tickets/{ticket_id}", {"ticket": {"comment": comment}})


class Engineer:
    """An engineer who works in Jira."""

    def __init__(self, base_url: str, account: Account) -> None:
        self._http = open_client(
            base_url=f"{base_url}/rest/api/3", auth=(account.email, account.token), timeout=10
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """One call that must succeed."""
        answer = await self._http.request(method, path, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def create_issue(self, project: str, kind: str, summary: str) -> str:
        fields = {
            "project": {"key": project},
            "issuetype": {"name": kind},
            "summary": summary,
        }
        return str((await self.call("POST", "/issue", {"fields": fields}))["key"])

    async def comment(self, key: str, blocks: list[dict[str, Any]]) -> str:
        body = {"body": {"type": "doc", "version": 1, "content": blocks}}
        return str((await self.call("POST", f"/issue/{key}/comment", body))["id"])

    async def edit_comment(self, key: str, comment: str, blocks: list[dict[str, Any]]) -> None:
        body = {"body": {"type": "doc", "version": 1, "content": blocks}}
        await self.call("PUT", f"/issue/{key}/comment/{comment}", body)

    async def delete_comment(self, key: str, comment: str) -> None:
        await self.call("DELETE", f"/issue/{key}/comment/{comment}")

    async def take_transition(self, key: str, to_status: str) -> tuple[int, list[str]]:
        """Jira's status code and its messages; 204 is a transition taken."""
        found = await self.call("GET", f"/issue/{key}/transitions")
        chosen = next(one for one in found["transitions"] if one["to"]["name"] == to_status)
        answer = await self._http.post(
            f"/issue/{key}/transitions", json={"transition": {"id": chosen["id"]}}
        )
        messages = answer.json().get("errorMessages", []) if answer.content else []
        return answer.status_code, messages


class SidebarUser:
    """An agent in the sidebar: signed in by Zendesk's token, then bearer by bearer."""

    def __init__(self, service_url: str) -> None:
        self._http = open_client(base_url=service_url, timeout=20)
        self._bearer = ""

    async def close(self) -> None:
        await self._http.aclose()

    async def sign_in(self, token: str, bearer_of: Any) -> None:
        """POST the signed URL token, as Zendesk's iframe does; `bearer_of` reads the page."""
        answer = await self._http.post("/sidebar", data={"token": token})
        answer.raise_for_status()
        self._bearer = bearer_of(answer)

    async def call(self, method: str, path: str, body: object = None, etag: str = "") -> Any:
        """One call that must succeed; the bearer is renewed from the answer."""
        headers = {"Authorization": f"Bearer {self._bearer}"}
        if etag:
            headers["If-Match"] = f'"{etag}"'
        answer = await self._http.request(method, path, json=body, headers=headers)
        answer.raise_for_status()
        self._bearer = answer.headers.get("X-Airlock-Session", self._bearer)
        return answer.json()


def paragraph(text: str) -> dict[str, Any]:
    """ADF of one paragraph."""
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}


def code(text: str) -> dict[str, Any]:
    """ADF of a code block."""
    return {"type": "codeBlock", "content": [{"type": "text", "text": text}]}
