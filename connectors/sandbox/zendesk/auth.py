"""Who calls: OAuth bearer tokens and legacy API tokens."""

import base64
import binascii
import hmac
import secrets

from fastapi import Request

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import Refusal, forbidden, unauthenticated
from connectors.sandbox.zendesk.model import Record

_READS = ("GET", "HEAD", "OPTIONS")


def caller(request: Request) -> int:
    """Return the id of the calling user; 401 without a valid credential, 403 without the right."""
    desk: Desk = request.app.state.desk
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return _by_token(desk, value.strip(), request.method)
        case "basic":
            return _by_password(desk, value.strip())
        case _:
            raise unauthenticated()


def user_of(desk: Desk, authorization: str) -> str:
    """Return whom a header names, to count by; a header that names nobody stands for itself."""
    known = desk.oauth_tokens.get(authorization.partition(" ")[2].strip())
    return str(known["user_id"]) if known is not None else authorization


def issue_token(desk: Desk, scope: str) -> Record:
    """Make an access token of the OAuth client's owner that expires."""
    token = secrets.token_hex(32)
    seconds = desk.config.oauth_token_seconds
    desk.oauth_tokens[token] = {
        "scope": scope.split(),
        "expires": desk.clock.monotonic() + seconds,
        "user_id": service_user(desk),
    }
    return {
        "access_token": token,
        "token_type": "bearer",
        "scope": scope,
        "expires_in": seconds,
    }


def service_user(desk: Desk) -> int:
    """Return the administrator that owns the OAuth client and the API token."""
    user = desk.user_by_email(desk.config.api_email)
    if user is None:
        raise unauthenticated()
    return int(user["id"])


def _by_token(desk: Desk, token: str, method: str) -> int:
    known = desk.oauth_tokens.get(token)
    if known is None or known["expires"] <= desk.clock.monotonic():
        text = "The access token provided is expired, revoked, malformed or invalid"
        raise Refusal(401, {"error": "invalid_token", "error_description": text})
    needed = "read" if method in _READS else "write"
    if not any(scope in (needed, f"tickets:{needed}") for scope in known["scope"]):
        raise forbidden()
    return int(known["user_id"])


def _by_password(desk: Desk, encoded: str) -> int:
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise unauthenticated() from error
    email, _, kind = name.rpartition("/")
    user = desk.user_by_email(email)
    if kind != "token" or user is None:
        raise unauthenticated()
    if not hmac.compare_digest(password.encode(), desk.config.api_token.encode()):
        raise unauthenticated()
    if not desk.is_staff(user["id"]):
        raise forbidden()
    return int(user["id"])
