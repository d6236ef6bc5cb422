"""The value of Jira's gate field: a keyed MAC over issue and packet.

Bound to the issue id, so that a value copied, cloned or moved to another issue is known; keyed, so
that a typed one is. Jira's validator checks the shape only (docs/vendors.md); who wrote it is
checked by us whenever the field changes.
"""

import hashlib
import hmac

from app.effects import GateToken

TOKEN_PATTERN = "^ok:[0-9a-f]{64}$"  # noqa: S105 - the shape of a token, for Jira's validator
_DOMAIN = b"airlock/gate-token/1"


def make_token(key: bytes, issue_id: str, digest: str) -> GateToken:
    """Make the value that opens the gate of this issue for this packet: `ok:` and 64 hex digits.

    `key` is 16 bytes or more; ValueError on a shorter one, which would make tokens guessable.
    """
    if len(key) < 16:
        raise ValueError("The gate's key must have 16 bytes or more.")
    parts = (_DOMAIN, issue_id.encode(), digest.encode())
    # Lengths go before the parts, so that no two pairs of issue and digest read the same.
    message = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return GateToken("ok:" + hmac.new(key, message, hashlib.sha256).hexdigest())


def verify_token(key: bytes, issue_id: str, digest: str, value: str | None) -> bool:
    """Whether a field's value is the token of this issue and packet, in constant time."""
    expected = make_token(key, issue_id, digest).value
    return hmac.compare_digest(expected.encode(), (value or "").encode())
