"""Who is at the sidebar: Zendesk's signed URL token once, then short-lived bearers of our own.

The token is a form field of the iframe's first request, signed RS256 with the key of the installed
app (docs/vendors.md). It names the agent, never the ticket: which ticket is shown is
the browser's claim, and `app.web.access` asks Zendesk whether this agent may see it.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
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
from app.web.services import AgentDirectory, Session, SignOuts

LOCATION = "ticket_sidebar"
BEARER_LIFE = timedelta(minutes=15)
SIGN_IN_LIFE = timedelta(hours=12)
DIRECTORY_LIFE = timedelta(minutes=5)
LEEWAY = timedelta(seconds=30)
_AUDIENCE = "airlock:sidebar"
_CLAIMS = ("exp", "aud", "sub", "auth_time", "token", "token_exp")
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

    def read(self, token: str) -> "SignedToken":
        """The token's content, once it is verified. Raises AccessRefused."""
        claims = self._verified(token)
        context = claims.get("context")
        if not isinstance(context, Mapping) or context.get("location") != LOCATION:
            raise AccessRefused("the signed URL token was not made for the ticket sidebar")
        subject = _SUBJECT.fullmatch(str(claims.get("sub", "")))
        if subject is None:
            raise AccessRefused("the signed URL token names no user id")
        expires, issued = float(claims["exp"]), float(claims["iat"])
        return SignedToken(subject[1], digest_of(token), expires, issued)

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
                options={"require": ["exp", "iat", "aud", "iss", "sub"], "verify_sub": False},
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


@dataclass(frozen=True, slots=True)
class SignedToken:
    """Zendesk's token as we know it afterwards: who, its digest, when it expires (epoch).

    `issued` is when it was made; known where it matters, at the sign-in.
    """

    user_id: str
    digest: str
    expires: float
    issued: float | None = None

    def is_older(self, moment: datetime) -> bool:
        """Whether it was made before then; only for one that was just read."""
        return self.issued is not None and self.issued < moment.timestamp()


def digest_of(token: str) -> str:
    """SHA-256 of what is signed: a signature can be spelled in several ways, that cannot."""
    return hashlib.sha256(token.rpartition(".")[0].encode()).hexdigest()


class SidebarSessions:
    """Bearers of 15 minutes, renewed by each call, for 12 hours after the sign-in at most.

    A bearer holds the agent's id, the time of sign-in and the digest of the token that it came
    from; name, role and whether the agent is still active are asked of the directory again every
    few minutes, and at every call whether the agent has signed out since.
    """

    def __init__(
        self, config: WebConfig, directory: AgentDirectory, sign_outs: SignOuts, clock: Clock
    ) -> None:
        self._tokens = SignedUrlTokens(config)
        self._key = config.session_key
        self._readable = (config.session_key, *config.previous_session_keys)
        self._sign_outs = sign_outs
        self._clock = clock
        self._agents = Remembered(directory.agent, clock, DIRECTORY_LIFE)

    async def sign_in(self, token: str) -> Session:
        """Take Zendesk's signed URL token. Raises AccessRefused.

        One from before the agent signed out is refused: by its digest if it was used then, else by
        its time, which Zendesk's clock has set.
        """
        signed = self._tokens.read(token)
        if await self._sign_outs.is_refused(signed.digest):
            raise AccessRefused("the signed URL token was used before its agent signed out")
        ended = await self._sign_outs.ended_at(signed.user_id)
        if ended is not None and signed.is_older(ended - LEEWAY):
            raise AccessRefused("the signed URL token is older than its agent's sign-out")
        return await self._session(signed, self._clock.now())

    async def resume(self, bearer: str) -> Session:
        """Take a bearer of ours and renew it. Raises AccessRefused."""
        return await self._session(*await self._read_current(bearer))

    async def sign_out(self, bearer: str) -> None:
        """End all sessions of the agent that began by now, and the token of this one.

        Raises AccessRefused for a bearer that does not hold, StoreUnavailable when nothing ended.
        """
        signed, _ = await self._read_current(bearer)
        until = datetime.fromtimestamp(signed.expires, UTC) + LEEWAY
        await self._sign_outs.end(signed.user_id, signed.digest, until)

    async def _session(self, signed: SignedToken, signed_in: datetime) -> Session:
        agent: Agent | None = await self._agents.ask(signed.user_id)
        if agent is None:
            raise AccessRefused(f"user {signed.user_id} is no active agent of this account")
        return Session(agent, self._bearer(signed, signed_in))

    def _bearer(self, signed: SignedToken, signed_in: datetime) -> str:
        expires = min(self._clock.now() + BEARER_LIFE, signed_in + SIGN_IN_LIFE)
        claims = {
            "aud": _AUDIENCE,
            "sub": signed.user_id,
            "auth_time": signed_in.timestamp(),
            "exp": int(expires.timestamp()),
            "token": signed.digest,
            "token_exp": signed.expires,
        }
        return jwt.encode(claims, self._key, algorithm="HS256")

    async def _read_current(self, bearer: str) -> tuple[SignedToken, datetime]:
        signed, signed_in = self._read(bearer)
        ended = await self._sign_outs.ended_at(signed.user_id)
        if ended is not None and signed_in <= ended:
            raise AccessRefused("the agent has signed out of this session")
        return signed, signed_in

    def _read(self, bearer: str) -> tuple[SignedToken, datetime]:
        claims = next(filter(None, (_claims_of(bearer, key) for key in self._readable)), None)
        if claims is None:
            raise AccessRefused("the session is not one of ours")
        if self._clock.now().timestamp() >= claims["exp"]:
            raise AccessRefused("the session has expired")
        signed = SignedToken(claims["sub"], claims["token"], claims["token_exp"])
        return signed, datetime.fromtimestamp(claims["auth_time"], UTC)


def _claims_of(bearer: str, key: bytes) -> Mapping[str, Any] | None:
    """What the bearer says, if it was signed with this key.

    Its end is not looked at here: it is read on the service's clock, the one that set it.
    """
    try:
        return jwt.decode(
            bearer,
            key,
            algorithms=["HS256"],
            audience=_AUDIENCE,
            options={"require": list(_CLAIMS), "verify_exp": False},
        )
    except jwt.InvalidTokenError:
        return None
