"""Sealing of private values: AES-256-GCM with keys that wrap keys.

What a value is bound to (its table, its pair, its kind) is authenticated with it, so that a sealed
value moved to another row does not open.
"""

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import StoreUnavailable, UnreadableContent

FORM = b"\x01"
"""First byte of everything sealed, so that another form can follow one day."""
NONCE_BYTES = 12
KEY_BYTES = 32


class Key:
    """32 secret bytes that seal values and wrap other keys."""

    __slots__ = ("_aead", "_raw")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._aead = AESGCM(raw)

    @classmethod
    def make(cls) -> "Key":
        """A new random key."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def seal(self, value: bytes, *bound: str) -> bytes:
        """Encrypt and authenticate the value together with what it is bound to."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORM + nonce + self._aead.encrypt(nonce, value, _join(bound))

    def open(self, sealed: bytes, *bound: str) -> bytes:
        """The value. Raises UnreadableContent when it was changed, moved or sealed otherwise."""
        start = len(FORM) + NONCE_BYTES
        if not sealed.startswith(FORM):
            raise _unreadable(bound)
        try:
            return self._aead.decrypt(sealed[len(FORM) : start], sealed[start:], _join(bound))
        except InvalidTag as error:
            raise _unreadable(bound) from error

    def wrap_in(self, outer: "Key", *bound: str) -> bytes:
        """This key, sealed by another."""
        return outer.seal(self._raw, *bound)

    def unwrap(self, wrapped: bytes, *bound: str) -> "Key":
        """The key that `wrap_in` sealed. Raises UnreadableContent."""
        return Key(self.open(wrapped, *bound))

    def digest(self, *parts: str) -> bytes:
        """A keyed digest by which equal values are known without being read."""
        lookup = hmac.digest(self._raw, b"airlock/vault/lookup/v1", "sha256")
        return hmac.digest(lookup, _join(parts), "sha256")


class MasterKey(Key):
    """The key that wraps customers' keys. `id` names it and tells nothing of it.

    `audit` is the key of the audit's stamps and links. `others` are the master keys that are still
    read while the secret key is being changed; nothing new is wrapped with them.
    """

    __slots__ = ("audit", "id", "others")

    def __init__(self, secret: bytes, *others: bytes) -> None:
        super().__init__(_derive(secret, b"airlock/vault/master/v1"))
        self.id = _derive(secret, b"airlock/vault/master-id/v1")[:8].hex()
        self.audit = _derive(secret, b"airlock/audit/v1")
        self.others = tuple(MasterKey(other) for other in others)

    @property
    def all(self) -> Mapping[str, "MasterKey"]:
        """This key and the others, by name."""
        return {key.id: key for key in (*self.others, self)}

    def named(self, key_id: str) -> "MasterKey":
        """The key of this name. Raises StoreUnavailable when this process was not given it."""
        key = self.all.get(key_id)
        if key is None:
            raise StoreUnavailable(
                "The vault is sealed with a secret key that this process was not given: nothing "
                "was stored. Set AIRLOCK_PREVIOUS_SECRET_KEYS here too, and start it again."
            )
        return key


def make_master(secrets_given: bytes | Sequence[bytes]) -> MasterKey:
    """The master key of one secret, or of several: the first seals, the others are still read."""
    if isinstance(secrets_given, bytes):
        return MasterKey(secrets_given)
    return MasterKey(*secrets_given)


def _derive(secret: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=label).derive(secret)


def _join(parts: tuple[str, ...]) -> bytes:
    return json.dumps(parts).encode()


def _unreadable(bound: tuple[str, ...]) -> UnreadableContent:
    return UnreadableContent(
        f"A sealed row of {bound[0]} does not open: it was changed or damaged outside the "
        "service. Restore the database from a backup."
    )
