"""Secrets in the settings of network devices and of their management, which no sign assigns:
`password 7 094F…`, `snmp-server community …`, `pre-shared-key …`.
"""

import re

from app.redaction.detectors import codes_of_doors, secrets_told
from app.redaction.detectors.password_words import NOT_A_SECRET
from app.redaction.detectors.secret_shapes import is_mixed, is_placeholder
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_AROUND = "\"'`,;.)"


def _given(candidate: Candidate) -> Candidate | None:
    text = candidate.text.rstrip(_AROUND)
    if len(text) < 3 or text.lower() in NOT_A_SECRET or is_placeholder(text):
        return None
    return candidate._replace(end=candidate.start + len(text))


def _coded(candidate: Candidate) -> Candidate | None:
    """Behind the number of a code: `password 7 characters` is none."""
    found = _given(candidate)
    return found if found is not None and re.search(r"\d", found.text) else None


def _mixed(candidate: Candidate) -> Candidate | None:
    found = _given(candidate)
    quoted = candidate.before(1) in {'"', "'", "`"}
    return found if found is not None and (quoted or is_mixed(found.text)) else None


def _setting(name: str, regex: str, *gates: str, check: Check = _given) -> Pattern:
    return Pattern("password", name, regex, gates, rank=Rank.SECRET, ignore_case=True, check=check)


PATTERNS = (
    _setting("device-coded",
    r"\b(?:password|secret|key|key-string)[ \t]+[0-9][ \t]+([^\s\x02]{6,})",
             "password", "secret", "key", check=_coded),
    _setting("device-encoded",
             r"\b(?:[\w-]{0,20}secret|passwd|password|passphrase|key|psk)[ \t]+ENC[ \t]+"
             r"([^\s\x02]{6,})", " enc", "\tenc"),
    _setting("device-community",
    r"\bsnmp-server (?:community|host \S+(?: version \S+)?)[ \t]+([^\s\x02]{3,})",
             "snmp-server"),
    _setting("device-community-told",
             r"\bcommunity(?:[ -]string)?(?:(?: is| was)?[ \t]*[:=][ \t]*|(?: is| was)?[ \t]+)"
             r"[\"'`]?([^\s\"'`\x02]{4,})", "community", check=_mixed),
    _setting("device-shared-key",
             r"\b(?:isakmp key|pre-shared-key(?: (?:local|remote|ascii-text))*|ikev[12] key|"
             r"(?:tacacs|radius)(?:-server)? (?:host \S+ )?key)"
             r"[ \t]+(?:[0-9] )?[\"']?([^\s\"'\x02]{4,})",
             "isakmp key", "pre-shared-key", "ikev", "tacacs", "radius"),
    _setting("device-user-keys",
             r"\b(?:auth|priv|encryption)[ _-]?(?:pass(?:word|phrase)?|key)"
             r"[ \t]+[\"']?([^\s\"'\x02]{8,})",
             "auth", "priv", "encryption", check=_mixed),
    *codes_of_doors.PATTERNS,
    *secrets_told.PATTERNS,
)  # fmt: skip
