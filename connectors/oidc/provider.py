"""An identity provider: OpenID Connect Core 1.0, the authorization code flow with PKCE (RFC 7636).

What the provider says of itself is read from its discovery document. Authlib makes the address and
checks the claims; the calls go through the service's own HTTP client.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import (  # type: ignore[import-untyped] # it has no types
    prepare_grant_uri,
)
from authlib.oauth2.rfc7636 import (  # type: ignore[import-untyped] # it has no types
    create_s256_code_challenge,
)
from authlib.oidc.discovery import (  # type: ignore[import-untyped] # it has no types
    get_well_known_url,
)

from app.errors import AccessRefused, SettingsError, VendorMisread
from app.ports import Clock
from app.ports_identity import Identity, SignInRound
from connectors.oidc.calls import ask, is_safe
from connectors.oidc.tokens import IdTokens, groups_of, name_of

KNOWN_FOR = timedelta(minutes=10)
SCOPE = "openid profile email"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Client:
    """What the provider knows us by. `groups_claim` lists a person's groups."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    groups_claim: str

    def __post_init__(self) -> None:
        if not is_safe(self.issuer):
            raise SettingsError("AIRLOCK_ADMIN__OIDC_ISSUER: must be an https address")


class OidcProvider:
    """The port `IdentityProvider`."""

    def __init__(self, http: httpx.AsyncClient, client: Client, clock: Clock) -> None:
        self._http = http
        self._client = client
        self._clock = clock
        self._known: tuple[datetime, Mapping[str, Any]] | None = None

    @property
    def host(self) -> str:
        """The provider's host."""
        return urlsplit(self._client.issuer).netloc

    @property
    def proof(self) -> str:
        """Changes with issuer and client."""
        whole = f"{self._client.issuer} {self._client.client_id}"
        return hashlib.sha256(whole.encode()).hexdigest()

    async def address(self, asked: SignInRound) -> str:
        """Where the browser shall go. Raises leaves of VendorError."""
        about = await self._about()
        address: str = prepare_grant_uri(
            about["authorization_endpoint"],
            client_id=self._client.client_id,
            response_type="code",
            redirect_uri=asked.address,
            scope=SCOPE,
            state=asked.state,
            nonce=asked.nonce,
            code_challenge=create_s256_code_challenge(asked.verifier),
            code_challenge_method="S256",
        )
        return address

    async def identify(self, asked: SignInRound, code: str) -> Identity:
        """Whom the code was given for. Raises AccessRefused, leaves of VendorError."""
        about = await self._about()
        answer = await self._exchange(about, asked, code)
        keys = await ask(self._http, "GET", about["jwks_uri"])
        tokens = IdTokens(self._client.issuer, self._client.client_id, keys)
        access = str(answer.get("access_token", ""))
        claims = tokens.read(str(answer.get("id_token", "")), asked.nonce, access, self._clock)
        groups = groups_of(claims, self._client.groups_claim)
        if groups is None:
            groups = await self._groups_elsewhere(about, access, claims["sub"])
        return Identity(claims["sub"], name_of(claims), groups)

    async def _exchange(
        self, about: Mapping[str, Any], asked: SignInRound, code: str
    ) -> Mapping[str, Any]:
        """The tokens for the code. A refused code is AccessRefused."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": asked.address,
            "code_verifier": asked.verifier,
        }
        headers: dict[str, str] = {}
        client_id, secret = self._client.client_id, self._client.secret
        methods = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if secret and "client_secret_basic" in methods:
            headers["Authorization"] = _basic(client_id, secret)
        else:
            form |= {"client_id": client_id} | ({"client_secret": secret} if secret else {})
        return await ask(self._http, "POST", about["token_endpoint"], data=form, headers=headers)

    async def _groups_elsewhere(
        self, about: Mapping[str, Any], access: str, subject: str
    ) -> tuple[str, ...]:
        """Some providers leave groups out of the ID token and tell them to who asks."""
        endpoint = about.get("userinfo_endpoint")
        if not access or not isinstance(endpoint, str) or not is_safe(endpoint):
            return ()
        bearer = {"Authorization": f"Bearer {access}"}
        claims = await ask(self._http, "GET", endpoint, headers=bearer)
        if claims.get("sub") != subject:
            raise AccessRefused("the identity provider told of another person than it signed in")
        return groups_of(claims, self._client.groups_claim) or ()

    async def _about(self) -> Mapping[str, Any]:
        """The discovery document, asked for again after ten minutes."""
        now = self._clock.now()
        if self._known is not None and now - self._known[0] < KNOWN_FOR:
            return self._known[1]
        about = await ask(self._http, "GET", get_well_known_url(self._client.issuer, external=True))
        if about.get("issuer") != self._client.issuer:
            raise VendorMisread("The identity provider calls itself by another name than we do.")
        for name in _ENDPOINTS:
            if not isinstance(about.get(name), str) or not is_safe(about[name]):
                raise VendorMisread(f"The identity provider has no `{name}` that is https.")
        self._known = (now, about)
        return about


def _basic(client_id: str, secret: str) -> str:
    """RFC 6749, 2.3.1: each is form-encoded before both go into the header."""
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    return f"Basic {b64encode(pair.encode()).decode()}"
