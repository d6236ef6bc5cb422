"""Problem documents (RFC 9457) in fixed words, one kind for each leaf of the error tree.

No document repeats an exception's message or anything that the caller sent, so that none can carry
ticket or issue text. What a caller needs besides the words stands in named members.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from app import errors as e

PROBLEM_JSON = "application/problem+json"
RETRY_SECONDS = 30


class FieldProblem(BaseModel):
    """One place of a request that does not hold; never its value."""

    where: str
    what: str = Field(description="Pydantic's name of the fault, such as `missing`.")


class Problem(BaseModel):
    """RFC 9457. `code` is stable: count and branch by it."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of error is told: the status, what happened, what to do."""

    status: int
    title: str
    detail: str


_VENDOR_DOWN = "Nothing is lost. Try again in a minute; `airlock doctor` tells what is wrong."
_ADMIN = "An administrator must look: `airlock doctor` tells what is wrong."
_HELD = "Nothing was sent. A person must review it before it can be."

KINDS: Mapping[type[e.AirlockError], Kind] = {
    e.AirlockError: Kind(500, "Airlock could not do this", _ADMIN),
    e.ConfigurationError: Kind(503, "The configuration does not hold", _ADMIN),
    e.SettingsError: Kind(503, "A setting does not hold", _ADMIN),
    e.ExtraMissing: Kind(503, "A setting asks for what is not installed", _ADMIN),
    e.PolicyError: Kind(503, "A policy does not hold", "Run `airlock policy lint` and correct it."),
    e.Refused: Kind(400, "The request was refused", "Correct the request."),
    e.SignatureRefused: Kind(
        401,
        "The signature was refused",
        "Sign the raw body with the secret that both sides hold; check the clocks.",
    ),
    e.PayloadTooLarge: Kind(413, "The body is too large", "Send less, or raise the limit."),
    e.NotAnObject: Kind(400, "The body is no JSON object", "Send one JSON object as UTF-8."),
    e.NotUnderstood: Kind(422, "What came was not understood", _ADMIN),
    e.InputRefused: Kind(
        422, "The policy does not allow this", "Use the items, words and bounds of the policy."
    ),
    e.AccessRefused: Kind(403, "No access", "Ask an administrator of Zendesk for the right."),
    e.RoleRefused: Kind(
        403,
        "The policy leaves this to others",
        "Ask the lead of support: policies/gates says who grants exceptions, policies/mapping who "
        "releases and discards.",
    ),
    e.SendingStopped: Kind(503, "Sending is stopped", "Ask an operator; then try again."),
    e.StaleWrite: Kind(412, "Someone else changed this meanwhile", "Read it again, then save."),
    e.PreviewStale: Kind(409, "The preview is out of date", "Preview again, then escalate."),
    e.GateClosed: Kind(409, "The escalation packet is incomplete", "Add what `missing` names."),
    e.Held: Kind(409, "Held for review", _HELD),
    e.UnreadableContent: Kind(409, "Held: a text or file could not be read and checked", _HELD),
    e.UnclearAudience: Kind(409, "Held: it is not clear who may read the source", _HELD),
    e.HeldForReview: Kind(409, "Held: a rule keeps this text for a person", _HELD),
    e.RedactionFailed: Kind(409, "Held: redaction did not finish safely", _HELD),
    e.VendorError: Kind(502, "Zendesk or Jira failed", _VENDOR_DOWN),
    e.VendorUnreachable: Kind(502, "Zendesk or Jira is out of reach", _VENDOR_DOWN),
    e.VendorTimeout: Kind(504, "Zendesk or Jira did not answer in time", _VENDOR_DOWN),
    e.VendorBusy: Kind(503, "Zendesk or Jira asks to wait", _VENDOR_DOWN),
    e.NotOurTurn: Kind(503, "Zendesk or Jira takes no more calls just now", _VENDOR_DOWN),
    e.VendorFault: Kind(502, "Zendesk or Jira failed", _VENDOR_DOWN),
    e.VendorConflict: Kind(409, "Someone else wrote there first", "Read it again, then retry."),
    e.CredentialsRefused: Kind(502, "Zendesk or Jira refused Airlock's credentials", _ADMIN),
    e.PermissionRefused: Kind(502, "Airlock's account lacks a right", _ADMIN),
    e.NotFound: Kind(404, "There is no such ticket or issue", "Check the number or the key."),
    e.WriteRefused: Kind(422, "Zendesk or Jira refused the change", "Correct what `fields` names."),
    e.VendorMisread: Kind(502, "Zendesk or Jira answered in an unknown shape", _ADMIN),
    e.StoreError: Kind(503, "The database failed", _ADMIN),
    e.StoreUnavailable: Kind(503, "Nothing could be stored", "Try again in half a minute."),
    e.StoreMisplaced: Kind(503, "The database stands where it must not be", _ADMIN),
    e.LaneLost: Kind(503, "Another process took this over", "Try again in half a minute."),
    e.NotStored: Kind(404, "There is no such thing here", "Read the list again."),
}

UNEXPECTED = Kind(500, "Something unexpected happened in Airlock", _ADMIN)

_HTTP: Mapping[int, tuple[str, Kind]] = {
    401: (
        "session-required",
        Kind(401, "Not signed in, or the session expired", "Reload the app, or send the bearer."),
    ),
    404: ("no-such-route", Kind(404, "There is nothing at this address", "Check the path.")),
    405: ("no-such-method", Kind(405, "This address has no such method", "See `Allow`.")),
    408: ("too-slow", Kind(408, "The request came too slowly", "Send it again at once.")),
    413: ("payload-too-large", KINDS[e.PayloadTooLarge]),
    422: ("invalid-request", Kind(422, "The request is malformed", "Correct what `errors` names.")),
    428: (
        "version-required",
        Kind(428, "The version that was seen is missing", "Send its ETag as `If-Match`."),
    ),
    429: (
        "too-many-tries",
        Kind(429, "Too many tries with wrong credentials", "Wait as `Retry-After` says."),
    ),
}


def kind_of(error: e.AirlockError) -> Kind:
    """The kind of the nearest class in the tree; total, because the root has one."""
    return next(KINDS[cls] for cls in type(error).__mro__ if cls in KINDS)


def http_kind(status: int) -> tuple[str, Kind]:
    """Code and kind of an error that the web itself raised by its status."""
    known = _HTTP.get(status)
    if known is not None:
        return known
    return "bad-request", Kind(status, HTTPStatus(status).phrase, "Correct the request.")


def problem(
    kind: Kind,
    code: str,
    headers: Mapping[str, str] | None = None,
    **members: object,
) -> JSONResponse:
    """The response; `members` are extension members and must be free of ticket and issue text."""
    content: dict[str, Any] = {
        "type": f"urn:airlock:problem:{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": kind.detail,
        "code": code,
        **members,
    }
    return JSONResponse(content, kind.status, headers, media_type=PROBLEM_JSON)


def retry_headers(error: e.AirlockError) -> dict[str, str]:
    """`Retry-After` in whole seconds where waiting helps, the vendor's own number first."""
    if isinstance(error, e.VendorBusy | e.VendorFault) and error.retry_after is not None:
        return {"Retry-After": str(max(1, round(error.retry_after)))}
    if isinstance(error, e.LaneLost) or error.retryable:
        return {"Retry-After": str(RETRY_SECONDS)}
    return {}


def members_of(error: e.AirlockError) -> dict[str, object]:
    """What else may be told: the gate's reasons, and the names of fields that a vendor refused."""
    if isinstance(error, e.GateClosed):
        return {"reasons": list(error.reasons)}
    if isinstance(error, e.WriteRefused):
        return {"fields": list(error.fields)}
    return {}
