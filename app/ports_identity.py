"""What the console's sign-in needs of an identity provider (OpenID Connect)."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SignInRound:
    """What one round through the provider is known by; each but the address is kept secret.

    `verifier` is of PKCE (RFC 7636), `address` is where the provider sends the browser back to.
    """

    address: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider names: `subject` is its own id of the person, the same for ever."""

    subject: str
    name: str
    groups: tuple[str, ...]


class IdentityProvider(Protocol):
    @property
    def host(self) -> str:
        """For people."""
        ...

    @property
    def proof(self) -> str:
        """What changes when another provider or client is set up."""
        ...

    async def address(self, asked: SignInRound) -> str:
        """Where the browser shall go. Raises leaves of VendorError."""
        ...

    async def identify(self, asked: SignInRound, code: str) -> Identity:
        """Whom the code was given for.

        Raises AccessRefused for a code or a token that does not hold, leaves of VendorError when
        the provider does not answer.
        """
        ...
