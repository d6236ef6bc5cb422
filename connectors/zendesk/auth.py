"""How we sign in to Zendesk: OAuth client credentials, a ready bearer token, or an API token.

A credential gives the value of the `Authorization` header and is told when the vendor refused it.
Secrets never show in a repr, a message or a log.
"""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.errors import CredentialsRefused, VendorMisread

Exchange = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""Posts a grant to `/oauth/tokens` and returns the answer's JSON."""

TOKEN_SECONDS = 7200
"""The life that we ask for; the vendor allows 300 to 172,800 seconds."""
MARGIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class BearerToken:
    """A ready OAuth access token; it is used until it is refused."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """E-mail and API token. Legacy: the vendor ends API tokens on 30 April 2027."""

    email: str = field(repr=False)
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """An OAuth client with the client credentials grant, the recommended way."""

    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "read write"

    def grant(self) -> Mapping[str, Any]:
        """The body of `POST /oauth/tokens`."""
        return {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "scope": self.scope,
            "expires_in": TOKEN_SECONDS,
        }


Credentials = BearerToken | ApiToken | OAuthClient


def fixed_header(credentials: BearerToken | ApiToken) -> str:
    """The header's value of a credential that needs no exchange."""
    if isinstance(credentials, BearerToken):
        return f"Bearer {credentials.token}"
    pair = f"{credentials.email}/token:{credentials.token}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def read_grant(answer: Mapping[str, Any]) -> tuple[str, float]:
    """The token and its life in seconds. Raises VendorMisread when there is no token."""
    token, life = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(token, str) or not token:
        raise VendorMisread(
            "Zendesk's answer to POST /oauth/tokens holds no access token", sent=False
        )
    known = isinstance(life, int | float) and not isinstance(life, bool) and life > 0
    return token, float(life) if known and life is not None else float(TOKEN_SECONDS)


class SignIn(Protocol):
    async def header(self) -> str:
        """The value of the `Authorization` header."""
        ...

    def refused(self, header: str) -> bool:
        """Tell that the vendor answered 401 to this header; True when a new one may be had."""
        ...


class FixedSignIn:
    """Nothing to renew: a refusal is final."""

    def __init__(self, credentials: BearerToken | ApiToken) -> None:
        self._header = fixed_header(credentials)

    async def header(self) -> str:
        return self._header

    def refused(self, header: str) -> bool:
        return False


class OAuthSignIn:
    """Exchanges the client's credentials for a token and keeps it until shortly before its end."""

    def __init__(
        self, client: OAuthClient, exchange: Exchange, monotonic: Callable[[], float]
    ) -> None:
        self._client = client
        self._exchange = exchange
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._token: str | None = None
        self._until = 0.0

    async def header(self) -> str:
        """One exchange at a time; whoever waited takes the token that came."""
        async with self._lock:
            if self._token is None or self._monotonic() >= self._until:
                self._token, life = read_grant(await self._exchange(self._client.grant()))
                self._until = self._monotonic() + max(0.0, life - MARGIN_SECONDS)
            return f"Bearer {self._token}"

    def refused(self, header: str) -> bool:
        if header == f"Bearer {self._token}":
            self._token = None
        return True


def refused_grant(status: int) -> CredentialsRefused:
    """What 400, 401 and 403 mean at `/oauth/tokens`."""
    return CredentialsRefused(
        f"Zendesk answered {status} to POST /oauth/tokens: check AIRLOCK_ZENDESK__CLIENT_ID and "
        "AIRLOCK_ZENDESK__CLIENT_SECRET, and that the client may use client credentials",
        sent=False,
        status=status,
    )
