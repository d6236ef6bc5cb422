"""What a secret looks like, and what only stands where one would stand."""

import math
import re
from collections import Counter
from itertools import pairwise

from app.redaction.words import words

_WRAPPING = "\"'`*_()<>[]{}.,;:!? \t"
_MASKED = re.compile(r"[x*•●…_.#?-]+|.*(?:[xX]{4,}|\*{3,}|•{2,}|●{2,}|…|\.\.\.).*")
_FILLED_IN = re.compile(
    r"<.*>?|\[.*\]|\{.*\}?|[$#%@]\{.*|\$\(.*|%\(?[a-z_]{1,30}\)?s?|%[A-Z][A-Z0-9_]*%|"
    r"\$(?:env:)?[A-Z_][A-Z0-9_]*|\$[a-z_]{1,40}|:[a-z_]{2,30}|!\w[\w:.-]*|@\w+\(.*|&\w+",
    re.DOTALL,
)
_SAMPLE = re.compile(
    r"(?:your|enter|insert|replace|paste|put|add|choose|some|any|the|my|a|new|old|example|sample|"
    r"dummy|fake|placeholder|todo|fixme)?[-_ ]*"
    r"(?:(?:your|own|new|real|actual|api|app|auth|access|account|admin|bearer|client|consumer|db|"
    r"database|private|public|refresh|secret|session|signing|user|webhook|me|with|it|this|super|"
    r"[a-z]{2,12})[-_ ]*){0,4}"
    r"(?:key|token|secret|password|passwort|passwd|pass|pwd|value|credentials?|string|id)s?"
    r"(?:[-_ ]*(?:here|goes[-_ ]here|value|name|string))?",
)
_LOOKED_UP = re.compile(
    r"(?:process\.env|os\.environ|env\.|env\[|import\.meta|config[.(\[]|settings[.(\[]|self\.|"
    r"this\.|request\.|req\.|params[.\[]|args\.|var\.|local\.|data\.|secrets?\.|vault:|ref\+|"
    r"arn:aws|kubernetes\.|System\.|Environment\.|getenv|keyvault|@microsoft|/run/|/etc/|/var/|"
    r"file:|\./|\.\./|~/)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"[A-Za-z_][\w.:>-]*\(")
_NOTHING = words(
    """
    - n/a na nil none null undefined nan true false yes no on off empty blank tbd todo unset void
    hidden masked redacted filtered removed scrubbed sensitive protected encrypted hashed secured
    required optional missing invalid valid expired expiring rejected accepted changed reset
    rotated revoked unknown default string str text char varchar nvarchar bool boolean number int
    integer uint8array buffer object array bytes byte any uuid guid securestring optional[str]
    """
)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_HEX = re.compile(r"(?:0x)?[0-9a-f]+", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{3,}(?![a-z])")
_SPOKEN = re.compile(r"(?=.{0,4}[aeiouyäöüéèåø])(?!.*[^aeiouyäöüéèåø]{6}).{3,20}", re.IGNORECASE)
_TECHNICAL = re.compile(
    r"(?:sha|md|base|utf|oauth|bcrypt|argon|pbkdf|aes|rsa|ntlm|http|tls|ssl|ed|x|v|hs|rs|es|ps|p|"
    r"ascii|iso|latin|cp|int|uint|float|ipv|win|windows|outlook|exchange|excel|iphone|java|python|php|log\d?j|web|step|attempt|line|row|"
    r"microsoft|office|[mo]|chrome|firefox|edge|opera|ios|android|macos|node|saml|s|k|angular|"
    r"field|column|policy|rule|option|input|test|page|part|reset|id)s?[-_]?\d+(?:[-_.x]\d+)*"
    r"(?:[-_](?:bit|gcm|cbc|hmac|rsa|with|id))*\d*",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[<>~=]*\d+(?:[.,:/-]\d+)*(?:[a-z%]{0,4}|st|nd|rd|th|bit|bits|chars?|characters|times|days?|"
    r"hours?|minutes?|seconds?|weeks?|months?|years?|users?|-digit|-char)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?")
_ENOUGH = 400
"""Characters of a value that are looked at."""

_LEAST_ENTROPY, _LEAST_HEX_ENTROPY = 3.2, 2.5
_MOSTLY = 0.62
_LONG = 16


def is_placeholder(text: str) -> bool:
    """Whether a value only stands for one: `<YOUR_KEY>`, `xxxx`, `${VAR}`, `null`."""
    bare = text[:_ENOUGH].strip("\"'`")
    plain = bare.strip(_WRAPPING).lower()
    return (
        not any(map(str.isalnum, bare))
        or plain in _NOTHING
        or _MASKED.fullmatch(bare) is not None
        or _FILLED_IN.fullmatch(bare.rstrip(",;.)")) is not None
        or (len(plain) <= 60 and _SAMPLE.fullmatch(plain) is not None)
    )


def is_looked_up(text: str) -> bool:
    """Whether a value is what code calls or looks up, so that the secret stands elsewhere."""
    return _LOOKED_UP.match(text) is not None or _CALLED.match(text) is not None


def is_worded(text: str) -> bool:
    """Whether a token is made of words, as identifiers and host names are."""
    text = text[:_ENOUGH]
    written = sum(len(word) for word in _WORD.findall(text) if _SPOKEN.fullmatch(word))
    return written >= _MOSTLY * sum(map(str.isalnum, text))


def is_random(text: str, least: int = _LONG) -> bool:
    """Whether a token of at least `least` characters has no meaning to read in it."""
    text = text[:_ENOUGH]
    if len(text) < least or text.isdigit() or _DATE.match(text) is not None:
        return False
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    if not letters or is_worded(text):
        return False
    if _HEX.fullmatch(text):
        return digits > 1 and _entropy(text) >= _LEAST_HEX_ENTROPY
    turns = sum(one.islower() and other.isupper() for one, other in pairwise(text))
    return (digits > 1 or turns > 2) and _entropy(text) >= min(
        _LEAST_ENTROPY, math.log2(len(text)) - 0.8
    )


def is_uuid(text: str) -> bool:
    """Whether a token has the form of a UUID."""
    return _UUID.fullmatch(text) is not None


def is_hexadecimal(text: str) -> bool:
    """Whether a token is a hexadecimal number, as digests and commits are."""
    return _HEX.fullmatch(text) is not None


def is_technical(text: str) -> bool:
    """Whether a token names an algorithm, a version, a measure or a date."""
    return any(shape.fullmatch(text) for shape in (_TECHNICAL, _MEASURE, _DATE))


def is_mixed(text: str) -> bool:
    """Whether a token has letters and something else, as passwords have and words have not."""
    text = text[:_ENOUGH]
    if not any(map(str.isalpha, text)) or is_technical(text):
        return False
    inner = text.rstrip("!?.")
    return any(map(str.isdigit, text)) or any(sign in "!@#$%^&*+=~" for sign in inner)


def is_keylike(text: str) -> bool:
    """Whether a token can be a key: a digit among letters, mixed case or much variety."""
    text = text[:_ENOUGH]
    if is_technical(text) or len(text) < 6 or is_looked_up(text):
        return False
    if any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
        return not is_worded(text) or len(text) < _LONG or any(map(str.isdigit, text[1:-3]))
    if text.isdigit():
        return False
    varied = len(text) >= _LONG and len(set(text)) >= 10
    mixed = not text.isupper() and not text.islower() and not text.istitle()
    return (varied or mixed) and not is_worded(text)


def _entropy(text: str) -> float:
    """Bits for each character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
