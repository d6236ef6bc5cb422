"""What makes the audit hard to edit unseen: a keyed stamp on each entry, keyed links over all.

The stamp is made with the entry, in the same statement, and says that the service wrote it. The
link is made afterwards and says after which other entry it came. Neither can be made without a key
that the database does not hold. Nothing here reads or writes anything.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from app.store.tables import EPOCH

NONCE_BYTES = 12
_COLUMNS = ("actor", "action", "subject", "audience", "policy", "findings", "detail")
_STAMP = b"airlock/audit/stamp/1"
_LINK = b"airlock/audit/link/1"


def make_stamp(key: bytes, key_id: str, values: Mapping[str, object]) -> str:
    """The stamp of a new entry: key's name, nonce, and a MAC over the nonce and all columns."""
    nonce = secrets.token_hex(NONCE_BYTES)
    return f"{key_id}.{nonce}.{_mac_of(key, nonce, values)}"


def is_stamped(keys: Mapping[str, bytes], stamp: str | None, values: Mapping[str, object]) -> bool:
    """Whether one of the keys made this stamp for these very values."""
    key_id, _, rest = (stamp or "").partition(".")
    nonce, _, mac = rest.partition(".")
    key = keys.get(key_id)
    if key is None:
        return False
    return hmac.compare_digest(mac.encode(), _mac_of(key, nonce, values).encode())


def make_link(
    key: bytes, before: bytes, position: int, entry_id: int, values: Mapping[str, object]
) -> bytes:
    """The digest of a link: over the one before, its place, and all that the entry's row holds."""
    stamp = values.get("stamp")
    parts = [position, entry_id, stamp, *_plain(values)] if values else [position, entry_id]
    return hmac.digest(key, _LINK + before + json.dumps(parts).encode(), "sha256")


def _mac_of(key: bytes, nonce: str, values: Mapping[str, object]) -> str:
    message = _STAMP + json.dumps([nonce, *_plain(values)]).encode()
    return hmac.digest(key, message, "sha256").hex()


def _plain(values: Mapping[str, object]) -> list[object]:
    """The columns as they stand in the database, in a fixed order."""
    at = values["at"]
    micros = (at - EPOCH) // timedelta(microseconds=1) if isinstance(at, datetime) else at
    return [micros, *(values[name] for name in _COLUMNS)]
