"""Long tokens that are text in disguise: base64 whose content holds something private."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from app.redaction.canonical import Canonical, canonicalise, neutralise
from app.redaction.hits import Hit, Rank

_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_LONGEST = 100_000


def find_encoded(view: Canonical, is_private: Callable[[Canonical], bool]) -> Iterator[Hit]:
    """Each token whose decoded text is private. Texts inside such a text are not looked for."""
    decoded_length = 0
    for found in _TOKEN.finditer(view.text):
        text = _decode(found.group())
        if text is None or decoded_length > _LONGEST:
            continue
        decoded_length += len(text)
        if is_private(canonicalise(neutralise(text))):
            yield Hit(found.start(), found.end(), "encoded_text", "base64", Rank.SECRET)


def _decode(token: str) -> str | None:
    """The text that the token stands for, or None when it is no text."""
    plain = token.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        text = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return text if all(char.isprintable() or char.isspace() for char in text) else None
