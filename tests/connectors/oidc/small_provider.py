"""A small OpenID Connect provider that keeps what was asked of it, behind an httpx transport.

It checks what a real one checks: redirect address, PKCE, the client's secret, a code used once.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://id.example.com/realms/staff"
CLIENT, SECRET = "airlock console", "s3cret:with/odd+chars"


@cache
def provider_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def strangers_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class SmallProvider:
    """`claims` are of the next ID token over the usual ones, None leaves one out."""

    now: datetime
    claims: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    key: Any = None
    algorithm: str = "RS256"
    kid: str | None = "k1"
    failure: httpx.Response | Exception | None = None
    asked: dict[str, list[str]] = field(default_factory=dict)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def visit(self, address: str) -> Mapping[str, str]:
        """What the browser brings back when a person signs in at this address."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{ISSUER}/authorize"
        self.asked = parse_qs(parts.query)
        assert self.asked["response_type"] == ["code"]
        assert self.asked["code_challenge_method"] == ["S256"]
        assert "openid" in self.asked["scope"][0].split()
        return {"code": "code-1", "state": self.asked["state"][0]}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if isinstance(self.failure, Exception):
            raise self.failure
        if self.failure is not None:
            return self.failure
        path = str(request.url).removeprefix(ISSUER)
        known = {
            "/.well-known/openid-configuration": self._about,
            "/token": self._token,
            "/keys": self._keys,
            "/userinfo": self._userinfo,
        }
        return known[path](request)

    def _about(self, _request: httpx.Request) -> httpx.Response:
        endpoints = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
        }
        return httpx.Response(200, json=endpoints | self.about)

    def _keys(self, _request: httpx.Request) -> httpx.Response:
        shared = json.loads(RSAAlgorithm.to_jwk(provider_key().public_key()))
        return httpx.Response(200, json={"keys": [shared | {"kid": "k1", "use": "sig"}]})

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        made = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(made).decode().rstrip("=")
        right = (
            form["code"] == "code-1"
            and self._is_client(request, form)
            and form["redirect_uri"] == self.asked["redirect_uri"][0]
            and challenge == self.asked["code_challenge"][0]
        )
        if not right:
            return httpx.Response(400, json={"error": "invalid_grant"})
        return httpx.Response(
            200, json={"access_token": "a1", "token_type": "Bearer", "id_token": self.id_token()}
        )

    def _is_client(self, request: httpx.Request, form: Mapping[str, str]) -> bool:
        basic = "airlock+console:s3cret%3Awith%2Fodd%2Bchars"
        header = f"Basic {base64.b64encode(basic.encode()).decode()}"
        given = (form.get("client_id"), form.get("client_secret"))
        return request.headers.get("authorization") == header or given == (CLIENT, SECRET)

    def id_token(self) -> str:
        now = int(self.now.timestamp())
        usual = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "u-17",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"][0],
            "name": "Ada Example",
            "groups": ["support-leads", "everyone"],
        }
        body = {name: value for name, value in (usual | self.claims).items() if value is not None}
        headers = {"kid": self.kid} if self.kid is not None else {}
        key = self.key if self.key is not None else provider_key()
        return jwt.encode(body, key, algorithm=self.algorithm, headers=headers)

    def _userinfo(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == "Bearer a1"
        return httpx.Response(200, json={"sub": "u-17"} | self.userinfo)
