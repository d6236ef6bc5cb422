"""Keys of one purpose each, derived from the service's secret key.

A key made for one purpose tells nothing of another, so that a leaked session key cannot open the
vault (HKDF, RFC 5869).
"""

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
