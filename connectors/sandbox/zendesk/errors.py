"""The vendor's refusals, as status and body."""

from typing import Any


class Refusal(Exception):
    """Ends a request with the vendor's status and JSON body."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"{status} {body.get('error')}")
        self.status = status
        self.body = body


def not_found() -> Refusal:
    """404, for what does not exist and for what is deleted."""
    return Refusal(404, {"error": "RecordNotFound", "description": "Not found"})


def invalid(field: str, description: str, code: str | None = None) -> Refusal:
    """422 for one field of a record."""
    detail = {"description": description} | ({"error": code} if code else {})
    body = {"description": "Record validation errors", "details": {field: [detail]}}
    return Refusal(422, {"error": "RecordInvalid", **body})


def bad_request(description: str) -> Refusal:
    """400 for a request that the vendor cannot read."""
    return Refusal(400, {"error": "InvalidRequest", "description": description})


def forbidden() -> Refusal:
    """403 for a credential without the right."""
    body = {"title": "Forbidden", "message": "You do not have access to this page."}
    return Refusal(403, {"error": body})


def unauthenticated() -> Refusal:
    """401 for missing or unknown credentials."""
    return Refusal(401, {"error": "Couldn't authenticate you"})


def conflict() -> Refusal:
    """409 for a safe update of a ticket that has changed."""
    text = "Safe Update prevented the update due to outdated ticket data."
    return Refusal(409, {"error": "UpdateConflict", "description": text})


_BODIES: dict[int, dict[str, Any]] = {
    401: {"error": "Couldn't authenticate you"},
    404: {"error": "RecordNotFound", "description": "Not found"},
    429: {
        "error": "APIRateLimitExceeded",
        "description": "Number of allowed API requests per minute exceeded",
    },
    500: {"error": "InternalError", "description": "Something went wrong on the vendor's side"},
    503: {"error": "ServiceUnavailable", "description": "The service is not available"},
}


def error_body(status: int) -> dict[str, Any]:
    """Return the vendor's body for a status that a fault or a rate limit answers with."""
    default = {"error": f"Status{status}", "description": "The request was not carried out"}
    return _BODIES.get(status, default)
