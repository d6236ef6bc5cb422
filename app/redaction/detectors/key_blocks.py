"""Private keys as files hold them: PEM, OpenSSH, PGP, PuTTY, JWK and XML, whole or cut off, on
lines, on one line with written line ends, or in base64 once more.
"""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_LONGEST = 40_000
"""Characters in which a block ends; RSA keys of 16,384 bits have 13,000."""

_BREAK = r"(?:\\+[nrt]|[\s>|\"'+,\\]){0,12}"
_BODY = re.compile(
    r"(?:(?:\\+n|\s{0,4}\n[\s>]{0,8})[A-Za-z0-9+/=]{12,}(?![\w.,:;!?-]))?"
    rf"(?:{_BREAK}(?:[A-Z][A-Za-z-]{{2,30}}: [^\n\\]{{1,200}}(?=[\n\\])|[A-Za-z0-9+/=]{{24,}}))*"
    rf"(?:{_BREAK}[A-Za-z0-9+/]{{2,23}}={{1,2}}|{_BREAK}=[A-Za-z0-9+/]{{4}})*",
)
_LINE = re.compile(r"[ \t>|]{0,8}[A-Za-z0-9+/=]{4,}\s{1,3}")
_PROSE = re.compile(r"(?:[a-z]{1,12}[ ,.]{1,2}){4}")
_FOOT = re.compile(r"-----END [A-Z0-9 ]{0,40}KEY(?: BLOCK)?-{0,5}")
_PUTTY = re.compile(
    r"(?:\s*(?:(?:Encryption|Comment|Public-Lines|Private-Lines|Private-MAC|Private-Hash|"
    r"Key-Derivation|Argon2-[A-Za-z]+): [^\n]*|[A-Za-z0-9+/=]{24,}|[A-Za-z0-9+/]{2,23}={1,2}$))+",
    re.MULTILINE,
)


def _block(candidate: Candidate) -> Candidate | None:
    """From the head to the foot, or as far as lines of the key go. A head alone is no key."""
    text, end = candidate.view.text, candidate.end
    foot = text.find("-----", end, end + _LONGEST)
    found = _FOOT.match(text, foot) if foot >= 0 else None
    if found is not None and _PROSE.search(text, end, foot) is None:
        return candidate._replace(end=found.end())
    body = _BODY.match(text, end, end + _LONGEST)
    return candidate._replace(end=body.end()) if body and body.group() else None


def _putty(candidate: Candidate) -> Candidate | None:
    found = _PUTTY.match(candidate.view.text, candidate.end, candidate.end + _LONGEST)
    return candidate if found is None else candidate._replace(end=found.end())


def _tail(candidate: Candidate) -> Candidate | None:
    """The lines of a key above its foot, where the head is cut off."""
    text, start = candidate.view.text, candidate.start
    floor = max(0, start - _LONGEST)
    while start > floor:
        before = text.rfind("\n", floor, start - 1) + 1
        if _LINE.fullmatch(text, before, start) is None or before == start:
            break
        start = before
    return candidate._replace(start=start) if start < candidate.start else None


def _headless(candidate: Candidate) -> Candidate | None:
    """The lines that follow belong to it."""
    found = _BODY.match(candidate.view.text, candidate.end, candidate.end + _LONGEST)
    return candidate if found is None else candidate._replace(end=found.end())


def _inside_json(candidate: Candidate) -> Candidate | None:
    """A member of a key in JSON (RFC 7517); elsewhere `d` and `k` mean many things."""
    around = candidate.before(3000) + candidate.after(3000)
    return candidate if '"kty"' in around else None


def _is_public_key(candidate: Candidate) -> Candidate | None:
    """Behind the length stands the algorithm's name."""
    return candidate if _ALGORITHM.search(candidate.text) is not None else None


_ALGORITHM = re.compile(
    r"AAAA(?:B3NzaC1|C3NzaC1lZDI1NTE5|E2VjZHNhLXNoYTI|[A-Za-z0-9]{1,3}c2tb?)|^(?:ssh|ecdsa|sk)-"
)


def _key(name: str, regex: str, *gates: str, check: Check | None = None) -> Pattern:
    return Pattern("private_key", name, regex, gates, rank=Rank.REGION, check=check)


PATTERNS = (
    _key("private-key", r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----", "-----begin ",
         check=_block),
    Pattern(
        "credential", "ssh-public-key",
        r"\b(?:(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh|ecdsa)-[\w@.-]{5,40})"
        r"[ \t]+)?"
        r"AAAA[BCEI][A-Za-z0-9+/]{12,}={0,3}(?:[ \t]+[\w.+-]+@[\w.-]*\w)?",
        ("aaaab", "aaaac", "aaaae", "aaaai"), rank=Rank.SECRET, check=_is_public_key,
    ),
    _key("ssh2-key", r"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----[^-]*",
         "---- begin "),
    _key("putty-key", r"PuTTY-User-Key-File-\d:[^\n]*", "putty-user-key-file", check=_putty),
    _key("private-key-tail", r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----", "-----end ",
         check=_tail),
    _key("private-key-in-base64",
         r"LS0tLS1CRUdJTi(?:BSU0Eg|BFQyBQ|BQUklW|BPUEVO|BFTkNS|BEU0Eg|BQR1Ag)[A-Za-z0-9+/=]{20,}",
         "ls0tls1crudjti", check=_headless),
    _key("openssh-key-body", r"\bb3BlbnNzaC1rZXktdjE[A-Za-z0-9+/=]{20,}", "b3blbnnzac1rzxktdje",
         check=_headless),
    _key("rsa-key-body", r"\bMII[A-Za-z0-9+/]{2,4}IBA(?:AKCA|DANBgkq)[A-Za-z0-9+/=]{40,}",
         "ibaakca", "ibadanbgkq", check=_headless),
    _key("ec-key-body", r"\bM(?:HcCAQEEI|IG[HT]AgEAM[BG]MG)[A-Za-z0-9+/=]{40,}",
         "hccaqeei", "ageam", check=_headless),
    _key("xml-key", r"<RSAKeyValue>[^\x02]*?<(?:D|P|Q)>[A-Za-z0-9+/=\s]{20,}</",
         "<rsakeyvalue>"),
    _key("json-key", r"\"(?:d|p|q|dp|dq|qi|k)\"\s{0,3}:\s{0,3}\"([\w-]{20,})\"",
         '"d"', '"p"', '"q"', '"dp"', '"dq"', '"qi"', '"k"', check=_inside_json),
)  # fmt: skip
