"""Keys of one purpose each, derived from the service's secret key.

A key made for one purpose tells nothing of another, so that a leaked session key cannot open the
vault (HKDF, RFC 5869).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Purpose(StrEnum):
    VAULT = "vault"
    SESSION = "session"
    GATE = "gate"
    DIGEST = "digest"
    TRAIT = "trait"


def derive_key(secret: bytes, purpose: Purpose) -> bytes:
    """32 bytes for the purpose; the same for the same secret."""
    label = f"airlock/v1/{purpose.value}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=label).derive(secret)


@dataclass(frozen=True, slots=True)
class ServiceKeys:
    """The keys of a running service, but the vault's.

    `gate` and the first of `sessions` follow the secret key; the other sessions' keys are still
    read. `digest` and `trait` stay what they were when the vault was new, whatever becomes of the
    secret key: a copy, a release or a trait that is kept must be known again.
    """

    gate: bytes = field(repr=False)
    sessions: tuple[bytes, ...] = field(repr=False)
    digest: bytes = field(repr=False)
    trait: bytes = field(repr=False)


def fixed_keys(secret: bytes) -> ServiceKeys:
    """All keys straight from one secret, for a service that has no store."""
    return ServiceKeys(
        gate=derive_key(secret, Purpose.GATE),
        sessions=(derive_key(secret, Purpose.SESSION),),
        digest=derive_key(secret, Purpose.DIGEST),
        trait=derive_key(secret, Purpose.TRAIT),
    )
