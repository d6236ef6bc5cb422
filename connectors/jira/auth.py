"""How the service proves to Jira who it is (docs/vendors.md).

A site takes basic authentication with an API token; a service account is OAuth client credentials
and works only at `https://api.atlassian.com/ex/jira/{cloudId}`; a Data Center takes a personal
access token.
"""

import asyncio
import base64
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.errors import CredentialsRefused, VendorMisread
from connectors.jira.failures import of_exception, of_response

TOKEN_URL = "https://auth.atlassian.com/oauth/token"  # noqa: S105 - an address, no secret
_MARGIN_SECONDS = 60.0
_DOING = "exchange the service account's credentials for a token"


@dataclass(frozen=True, slots=True)
class ApiToken:
    """An account's e-mail address and API token."""

    email: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """OAuth client credentials; `token_url` is where they are exchanged."""

    client_id: str
    client_secret: str = field(repr=False)
    token_url: str = TOKEN_URL


@dataclass(frozen=True, slots=True)
class PersonalToken:
    """A Data Center's personal access token."""

    token: str = field(repr=False)


Credentials = ApiToken | ServiceAccount | PersonalToken


class Authorizer:
    """Gives the `Authorization` header; a service account's token is kept until it runs out."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        credentials: Credentials,
        timeout: httpx.Timeout,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._credentials = credentials
        self._timeout = timeout
        self._now = now
        self._lock = asyncio.Lock()
        self._token: str | None = None
        self._until = 0.0

    async def header(self) -> str:
        """The header's value. Raises leaves of VendorError when no token can be had."""
        match self._credentials:
            case ApiToken(email, token):
                return basic(email, token)
            case PersonalToken(token):
                return f"Bearer {token}"
            case ServiceAccount() as account:
                return f"Bearer {await self._access_token(account)}"

    def forget(self, header: str) -> bool:
        """Drop the token that Jira refused; True when another one can be asked for."""
        if self._token is not None and header == f"Bearer {self._token}":
            self._token = None
        return isinstance(self._credentials, ServiceAccount)

    async def _access_token(self, account: ServiceAccount) -> str:
        async with self._lock:
            if self._token is None or self._now() >= self._until:
                self._token, lifetime = await self._exchange(account)
                self._until = self._now() + max(0.0, lifetime - _MARGIN_SECONDS)
            return self._token

    async def _exchange(self, account: ServiceAccount) -> tuple[str, float]:
        url, form = token_request(account)
        try:
            response = await self._http.post(url, data=form, timeout=self._timeout)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = of_exception(error, _DOING)
            failure.sent = False
            raise failure from error
        return read_token(response)


def token_request(account: ServiceAccount) -> tuple[str, dict[str, str]]:
    """The address and the form of the request for a token (RFC 6749, section 4.4)."""
    form = {
        "grant_type": "client_credentials",
        "client_id": account.client_id,
        "client_secret": account.client_secret,
    }
    return account.token_url, form


def basic(email: str, token: str) -> str:
    """The header's value for basic authentication."""
    return "Basic " + base64.b64encode(f"{email}:{token}".encode()).decode()


def read_token(response: httpx.Response) -> tuple[str, float]:
    """The token and how many seconds it lives. Raises VendorError with `sent` False."""
    if response.status_code in (400, 401, 403):
        raise CredentialsRefused(
            "Jira refused the service account's client id or secret. Renew them.",
            sent=False,
            status=response.status_code,
        )
    if (failed := of_response(response, _DOING)) is not None:
        failed.sent = False
        raise failed
    try:
        content: Any = response.json()
    except (ValueError, RecursionError):
        content = None
    token = content.get("access_token") if isinstance(content, dict) else None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token:
        raise VendorMisread("Jira's token endpoint answered without a token.", sent=False)
    lifetime = content.get("expires_in")
    known = isinstance(lifetime, int | float) and not isinstance(lifetime, bool)
    return token, float(lifetime) if known else 0.0
