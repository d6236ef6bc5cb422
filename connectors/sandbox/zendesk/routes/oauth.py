"""The OAuth token endpoint."""

import hmac
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request

from connectors.sandbox.zendesk.auth import issue_token
from connectors.sandbox.zendesk.errors import Refusal
from connectors.sandbox.zendesk.model import Record
from connectors.sandbox.zendesk.routes.common import desk_of, json_body

router = APIRouter()


@router.post("/oauth/tokens", status_code=201)
async def token(request: Request) -> Record:
    """Exchange client credentials for a token that expires; other grants are refused."""
    desk = desk_of(request)
    given = await _form(request)
    grant = given.get("grant_type")
    if grant != "client_credentials":
        _refuse_grant(str(grant))
    known = desk.config.oauth_client_id == given.get("client_id")
    secret = str(given.get("client_secret") or "").encode()
    if not known or not hmac.compare_digest(secret, desk.config.oauth_client_secret.encode()):
        raise _refused(401, "invalid_client", "The client is unknown or its secret is wrong.")
    scope = given.get("scope") or "read write"
    if not isinstance(scope, str):
        raise _refused(400, "invalid_scope", "The scope is not a string.")
    return issue_token(desk, scope)


async def _form(request: Request) -> Record:
    """Read the parameters, as JSON or as a form."""
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl((await request.body()).decode()))
    return await json_body(request)


def _refuse_grant(grant: str) -> None:
    if grant in ("authorization_code", "refresh_token", "password"):
        text = "The provided grant is invalid, expired or revoked."
        raise _refused(400, "invalid_grant", text)
    text = "The grant type is not supported by the authorization server."
    raise _refused(400, "unsupported_grant_type", text)


def _refused(status: int, error: str, text: str) -> Refusal:
    return Refusal(status, {"error": error, "error_description": text})
