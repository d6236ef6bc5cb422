"""What says nothing of anybody: ordinary words in small letters, as a picture is described."""

import re

from app.redaction.name_stock import stock

_LONGEST = 120
_PART = re.compile(r"[a-z]+")
_PLAIN = re.compile(r"[a-z :,_-]+(?:\.(?:png|jpe?g|gif|webp|svg|pdf|txt|csv))?")
_SHORT = 3


def are_plain(text: str) -> bool:
    """Whether a short text holds English words alone, none of them a given name."""
    if not text or len(text) > _LONGEST or _PLAIN.fullmatch(text) is None:
        return False
    known = stock()
    parts = _PART.findall(text.rpartition(".")[0] or text)
    return all(len(part) < _SHORT or part in known.words for part in parts)
