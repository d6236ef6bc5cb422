"""Names of statuses, compared as a person reads them."""

import re
import unicodedata

# Drawn as nothing although Unicode does not file them under format characters: the combining
# grapheme joiner, the Hangul and Khmer fillers, and the variation selectors.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def plain_name(text: str) -> str:
    """The name as the eye reads it: NFKC, nothing invisible, single spaces, no case.

    Empty when nothing can be seen. Letters that only look alike stay different.
    """
    if text.isascii():
        return " ".join(text.split()).casefold()  # nothing in ASCII is invisible or compatible
    folded = unicodedata.normalize("NFKC", text)
    seen = (char for char in _UNSEEN.sub("", folded) if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFKC", " ".join("".join(seen).split()).casefold())
