"""Who calls, at which version of the API; every route takes its `Call` from here."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from connectors.sandbox.jira.config import Account
from connectors.sandbox.jira.gateway import GATEWAY
from connectors.sandbox.jira.problems import JiraError, gateway_unauthorized, unauthorized
from connectors.sandbox.jira.records import User
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.jira.views import Shape

_VERSIONS = {"2": 2, "3": 3, "latest": 2}


@dataclass(frozen=True)
class Call:
    """One request: the state, the caller and the shape of the answer."""

    state: JiraState
    user: User
    shape: Shape
    by_oauth: bool

    @property
    def version(self) -> int:
        return self.shape.version


def state_of(request: Request) -> JiraState:
    state: JiraState = request.app.state.jira
    return state


def open_call(request: Request) -> Call:
    """Return the call; 401 without credentials that hold, 404 for an unknown API version."""
    state = state_of(request)
    by_oauth, user = _caller(state, request)
    if user is None:
        raise gateway_unauthorized() if request.scope.get(GATEWAY) else unauthorized()
    named = request.path_params.get("version")
    version = _VERSIONS.get(named or "3")
    if version is None or (named == "3" and state.config.data_center):
        raise JiraError(404, "null for uri: this API version does not exist")
    base = str(request.base_url).rstrip("/")
    return Call(state, user, Shape(state, base, version, user), by_oauth)


CallIn = Annotated[Call, Depends(open_call)]
StartAt = Annotated[int, Query(alias="startAt")]
MaxResults = Annotated[int, Query(alias="maxResults")]
NextPageToken = Annotated[str, Query(alias="nextPageToken")]
ProjectKey = Annotated[str | None, Query(alias="projectKey")]
IssueKey = Annotated[str | None, Query(alias="issueKey")]
AccountId = Annotated[str, Query(alias="accountId")]
GroupId = Annotated[str, Query(alias="groupId")]
GroupNames = Annotated[list[str] | None, Query(alias="groupName")]


def _caller(state: JiraState, request: Request) -> tuple[bool, User | None]:
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return False, _by_password(state, credential)
    if scheme.lower() != "bearer":
        return False, None
    if request.scope.get(GATEWAY):
        return True, _by_oauth(state, credential)
    return False, state.account(lambda one: _same(one.personal_token, credential))


def _by_password(state: JiraState, credential: str) -> User | None:
    try:
        text = base64.b64decode(credential, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    email, _, token = text.partition(":")
    return state.account(lambda one: email in (one.email, one.login) and _same(one.token, token))


def _by_oauth(state: JiraState, token: str) -> User | None:
    account_id, expires = state.oauth_tokens.get(token, ("", state.now()))
    return state.users.get(account_id) if expires > state.now() else None


def _same(known: str, given: str) -> bool:
    return bool(known) and hmac.compare_digest(known.encode(), given.encode())


def client_account(state: JiraState, client_id: str, secret: str) -> User | None:
    """Return the service account that these client credentials prove."""

    def proves(account: Account) -> bool:
        return account.client_id == client_id and _same(account.client_secret, secret)

    return state.account(proves)
