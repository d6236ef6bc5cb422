"""Who is at the sidebar: Zendesk's signed URL token once, then short-lived bearers of our own.

The token is a form field of the iframe's first request, signed RS256 with the key of the installed
app (docs/vendors.md). It names the agent, never the ticket: which ticket is shown is
the browser's claim, and `app.web.access` asks Zendesk whether this agent may see it.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from app.errors import AccessRefused, SettingsError
from app.model import Agent
from app.ports import Clock
from app.web.access import Remembered
from app.web.parts import WebConfig, origin_of
from app.web.services import AgentDirectory, Session

LOCATION = "ticket_sidebar"
BEARER_LIFE = timedelta(minutes=15)
SIGN_IN_LIFE = timedelta(hours=12)
DIRECTORY_LIFE = timedelta(minutes=5)
LEEWAY = timedelta(seconds=30)
_AUDIENCE = "airlock:sidebar"
_SUBJECT = re.compile(r"(?:.*/users/)?(\d{1,20})(?:\.json)?")


class SignedUrlTokens:
    """Checks Zendesk's token: RS256 only, one of our keys, our audience, our account, our place.

    The account is the one that the audience names: `zendesk_url` may be a test system's address.
    Raises SettingsError when a key that is set is no RSA public key.
    """

    def __init__(self, config: WebConfig) -> None:
        host = _account_of(config)
        account = host.partition("://")[2]
        self._issuers = {account, f"https://{account}", host}
        self._keys = tuple(_public_key(pem) for pem in config.app_public_keys)
        self._audience = config.audience

    def user_id(self, token: str) -> str:
        """The Zendesk user who opened the app. Raises AccessRefused."""
        claims = self._verified(token)
        context = claims.get("context")
        if not isinstance(context, Mapping) or context.get("location") != LOCATION:
            raise AccessRefused("the signed URL token was not made for the ticket sidebar")
        subject = _SUBJECT.fullmatch(str(claims.get("sub", "")))
        if subject is None:
            raise AccessRefused("the signed URL token names no user id")
        return subject[1]

    def _verified(self, token: str) -> Mapping[str, Any]:
        if not self._audience:
            raise AccessRefused("no audience is set: AIRLOCK_SIDEBAR__AUDIENCE")
        for key in self._keys:
            claims = self._decode(token, key)
            if claims is not None:
                return claims
        raise AccessRefused("the signed URL token does not verify with any key that is set")

    def _decode(self, token: str, key: RSAPublicKey) -> Mapping[str, Any] | None:
        # The subject's type is not documented, so that its check is ours (`user_id`).
        try:
            return jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self._audience,
                issuer=self._issuers,
                leeway=LEEWAY,
                options={"require": ["exp", "aud", "iss", "sub"], "verify_sub": False},
            )
        except jwt.InvalidTokenError:
            return None


def _account_of(config: WebConfig) -> str:
    try:
        return origin_of(config.audience or config.zendesk_url)
    except ValueError as error:
        raise SettingsError(
            "AIRLOCK_SIDEBAR__AUDIENCE: must be "
            "https://SUB.zendesk.com/api/v2/apps/installations/ID.json"
        ) from error


def _public_key(pem: str) -> RSAPublicKey:
    problem = "AIRLOCK_SIDEBAR__APP_PUBLIC_KEY: must be the PEM of the app's RSA public key"
    try:
        key = load_pem_public_key(pem.encode())
    except ValueError as error:
        raise SettingsError(problem) from error
    if not isinstance(key, RSAPublicKey):
        raise SettingsError(problem)
    return key


class SidebarSessions:
    """Bearers of 15 minutes, renewed by each call, for 12 hours after the sign-in at most.

    A bearer holds the agent's id and the time of sign-in; name, role and whether the agent is still
    active are asked of the directory again every few minutes.
    """

    def __init__(self, config: WebConfig, directory: AgentDirectory, clock: Clock) -> None:
        self._tokens = SignedUrlTokens(config)
        self._key = config.session_key
        self._clock = clock
        self._agents = Remembered(directory.agent, clock, DIRECTORY_LIFE)

    async def sign_in(self, token: str) -> Session:
        """Take Zendesk's signed URL token. Raises AccessRefused."""
        user_id = self._tokens.user_id(token)
        return await self._session(user_id, self._clock.now())

    async def resume(self, bearer: str) -> Session:
        """Take a bearer of ours and renew it. Raises AccessRefused."""
        user_id, signed_in = self._read(bearer)
        return await self._session(user_id, signed_in)

    async def _session(self, user_id: str, signed_in: datetime) -> Session:
        agent: Agent | None = await self._agents.ask(user_id)
        if agent is None:
            raise AccessRefused(f"user {user_id} is no active agent of this Zendesk account")
        return Session(agent, self._bearer(user_id, signed_in))

    def _bearer(self, user_id: str, signed_in: datetime) -> str:
        expires = min(self._clock.now() + BEARER_LIFE, signed_in + SIGN_IN_LIFE)
        claims = {
            "aud": _AUDIENCE,
            "sub": user_id,
            "auth_time": int(signed_in.timestamp()),
            "exp": int(expires.timestamp()),
        }
        return jwt.encode(claims, self._key, algorithm="HS256")

    def _read(self, bearer: str) -> tuple[str, datetime]:
        # Expiry is read on the service's clock, the one that set it.
        try:
            claims = jwt.decode(
                bearer,
                self._key,
                algorithms=["HS256"],
                audience=_AUDIENCE,
                options={"require": ["exp", "aud", "sub", "auth_time"], "verify_exp": False},
            )
        except jwt.InvalidTokenError as error:
            raise AccessRefused("the session is not one of ours") from error
        if self._clock.now().timestamp() >= claims["exp"]:
            raise AccessRefused("the session has expired")
        return claims["sub"], datetime.fromtimestamp(claims["auth_time"], UTC)
