"""The signed URL token with which an agent's page opens the sidebar app (docs/vendors.md)."""

import secrets
from urllib.parse import quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig

_LIFE_SECONDS = 300


class SidebarKey:
    """The app's RSA key, made anew with each sandbox; the public half is served as PEM."""

    def __init__(self, config: ZendeskSandboxConfig, clock: SandboxClock) -> None:
        self._config = config
        self._clock = clock
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.guid = secrets.token_hex(16)

    def public_pem(self) -> str:
        """Return the public key in PEM."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self._key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()

    @property
    def audience(self) -> str:
        """The `aud` claim: the app's installation."""
        host = f"https://{self._config.subdomain}.zendesk.com"
        return f"{host}/api/v2/apps/installations/{self._config.installation_id}.json"

    def token(self, user_id: int) -> str:
        """Return the token of this agent, good for five minutes. It names no ticket."""
        now = int(self._clock.now().timestamp())
        claims = {
            "iss": f"{self._config.subdomain}.zendesk.com",
            "aud": self.audience,
            "sub": str(user_id),
            "iat": now,
            "nbf": now - 5,
            "exp": now + _LIFE_SECONDS,
            "qsh": secrets.token_hex(16),
            "context": {"product": "support", "location": "ticket_sidebar"},
        }
        return jwt.encode(claims, self._key, algorithm="RS256")

    def frame_url(self, sidebar_url: str, origin: str) -> str:
        """Return the iframe's address with the query that the apps framework adds."""
        query = urlencode({"origin": origin, "app_guid": self.guid}, quote_via=quote)
        return f"{sidebar_url}{'&' if urlsplit(sidebar_url).query else '?'}{query}"
