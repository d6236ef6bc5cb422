"""The answers that are errors, in the vendor's shapes."""

from collections.abc import Mapping
from typing import Any


class JiraError(Exception):
    """An error answer: `messages` go to `errorMessages`, `errors` names fields.

    `body` replaces both for the routes whose vendor answers in another shape.
    """

    def __init__(
        self,
        status: int,
        *messages: str,
        errors: Mapping[str, str] | None = None,
        body: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.messages = list(messages)
        self.errors = dict(errors or {})
        self.headers = dict(headers or {})
        self._body = body

    @property
    def body(self) -> dict[str, Any]:
        """Return the JSON object of the answer."""
        if self._body is not None:
            return self._body
        return {"errorMessages": self.messages, "errors": self.errors}

    def said(self) -> list[str]:
        """Return everything that a person would read, fields' errors last."""
        return [*self.messages, *self.errors.values()]


def error_body(status: int) -> dict[str, object]:
    """Return the body of an error that a switch or a limit made."""
    texts = {
        429: "Rate limit exceeded",
        502: "Bad Gateway",
        503: "Service Unavailable",
        504: "Gateway Timeout",
    }
    return {"errorMessages": [texts.get(status, "Internal server error")], "errors": {}}


def issue_missing() -> JiraError:
    """Return the answer for an issue that is absent or hidden; the two are not told apart."""
    return JiraError(404, "Issue does not exist or you do not have permission to see it.")


def unauthorized() -> JiraError:
    """Return the site's answer to missing or wrong credentials."""
    return JiraError(
        401,
        "Client must be authenticated to access this resource.",
        headers={
            "WWW-Authenticate": 'OAuth realm="sandbox"',
            "X-Seraph-LoginReason": "AUTHENTICATED_FAILED",
        },
    )


def gateway_unauthorized() -> JiraError:
    """Return the gateway's answer to missing, wrong or expired credentials."""
    return JiraError(401, body={"code": 401, "message": "Unauthorized"})
