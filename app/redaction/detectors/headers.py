"""Secrets in the headers of requests and answers: authorization, cookies, keys."""

import binascii
import re
from base64 import b64decode

from app.redaction.detectors.secret_shapes import is_keylike, is_mixed, is_placeholder, is_random
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import words

_SCHEMES = words(
    """
    basic bearer token apikey api-key digest negotiate ntlm ssws splunk zoho-oauthtoken oauth hmac
    signature sharedaccesssignature sharedkey sso-key genie-key geniekey key aws4-hmac-sha256 jwt
    hawk kerberos awsv4 pve-apitoken discogs discord bot snowflake zoho-enczapikey mac vapid
    deepl-auth-key klaviyo-api-key app-key accesskey access-key elastic splunk-token private-token
    job-token deploy-token api_key api-token apitoken x-api-key session sessionkey goog-api-key
    """
)
_DIGEST = re.compile(
    r"(?:response|cnonce|signature|credential|oauth_[a-z_]+|mac|sig)=\"?([^\s\",]+)"
)
_BASE64 = re.compile(r"[\w+/-]+={0,2}")
_PAIR = re.compile(r"\s*;?\s*([^\s=;,]{1,80})=(\"[^\"\n]*\"|[^\s;,\"']*)")
_SECRET_COOKIE = re.compile(
    r"sess|sid$|sid_|token|auth|jwt|csrf|xsrf|remember|secret|login|sso|\.aspnet|connect\.|"
    r"identity|_ga_secret|key|pass|credential|ticket|bearer|cf_clearance|user"
)
_VISIT = re.compile(r"sess|sid$|sid_|jwt|csrf|xsrf|remember|\.aspnet|connect\.|cf_clearance")
_HARMLESS_COOKIE = re.compile(
    r"path|domain|expires|max-age|samesite|version|lang|locale|theme|tz|timezone|consent|mode"
)


def _authorization(candidate: Candidate) -> Candidate | None:
    """The value behind the scheme; more of it where it has several parts."""
    scheme, space, rest = candidate.text.partition(" ")
    if not space:
        taken = is_keylike(scheme) and not is_placeholder(scheme)
        return candidate if taken and scheme.lower() not in _SCHEMES else None
    parts = list(_DIGEST.finditer(rest))
    start = candidate.start + len(scheme) + 1
    if parts:
        return candidate._replace(start=start + parts[0].start(1), end=start + parts[-1].end(1))
    value = rest.split(" ", 1)[0].rstrip("\"'`,;.)")
    if scheme.lower() == "basic" and (encoded := _BASE64.match(value)) is not None:
        value = encoded.group()
    if scheme.lower() not in _SCHEMES or not _is_secret(value):
        return None
    return candidate._replace(start=start, end=start + len(value))


def _is_secret(value: str) -> bool:
    if is_placeholder(value) or len(value) < 6:
        return False
    return is_keylike(value) or is_mixed(value) or value.endswith("=")


def _bearer(candidate: Candidate) -> Candidate | None:
    """Names that only begin like a token have no digit."""
    text = candidate.text
    taken = _is_secret(text) and (any(map(str.isdigit, text)) or is_random(text))
    return candidate if taken else None


def _cookies(candidate: Candidate) -> Candidate | None:
    """From the first cookie that is a secret to the last one."""
    secret = list[tuple[int, int]]()
    at = 0
    while (found := _PAIR.match(candidate.text, at)) is not None:
        at = found.end()
        if is_secret_cookie(found[1].lower(), found[2].strip('"')):
            secret.append(found.span(2))
    if not secret:
        return None
    start = candidate.start
    return candidate._replace(start=start + secret[0][0], end=start + secret[-1][1])


def is_secret_cookie(name: str, value: str) -> bool:
    if len(value) < 6 or is_placeholder(value) or _HARMLESS_COOKIE.fullmatch(name):
        return False
    return is_random(value) or (_SECRET_COOKIE.search(name) is not None and is_keylike(value))


def is_of_visit(name: str, value: str) -> bool:
    """As for a cookie, where the name alone tells that it is one of a visit."""
    return _VISIT.search(name) is not None and is_secret_cookie(name, value)


def _meaningless(candidate: Candidate) -> Candidate | None:
    """The value that a sentence gives a cookie, where there is nothing to read in it."""
    text = candidate.text.rstrip(".")
    return candidate._replace(end=candidate.start + len(text)) if is_random(text) else None


def _named_key(candidate: Candidate) -> Candidate | None:
    """The header's value where it can be a key."""
    text = candidate.text
    return candidate if is_keylike(text) and not is_placeholder(text) else None


def _header(name: str, regex: str, *gates: str, check: Check) -> Pattern:
    return Pattern(
        "credential", name, regex, gates, rank=Rank.SECRET, ignore_case=True, check=check
    )


def _basic(candidate: Candidate) -> Candidate | None:
    """What is a user and a password when it is decoded."""
    padded = candidate.text.rstrip("=") + "=" * (-len(candidate.text.rstrip("=")) % 4)
    try:
        decoded = b64decode(padded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    user, colon, password = decoded.partition(":")
    return candidate if colon and user.isprintable() and password.isprintable() else None


PATTERNS = (
    _header("basic", r"\bbasic[ \t:=\"']{1,3}([a-z0-9+/]{8,}={0,2})", "basic", check=_basic),
    _header("bearer", r"\bbearer[ \t:=\"']{1,4}([\w.~+/-]{12,}={0,3})", "bearer", check=_bearer),
    _header("authorization-header",
            r"\b(?:proxy-)?authori[sz]ation[\"']?[ \t]*\]?(?:[:=]|=>)[ \t]*[\"']?"
            r"([^\s\"'][^\n\x02']*)",
            "authori", check=_authorization),
    _header("cookie-header",
            r"\b(?:set-)?cookies?[\"']?[ \t]*[:=][ \t]*[\"']?([^\s=;]+=[^\n\x02]+)",
            "cookie", check=_cookies),
    _header("curl-cookie", r"\bcurl\b[^\n\x02]*? (?:-b|--cookie)[ =][\"']?([^\s=;]+=[^\n\x02\"']+)",
            "curl", check=_cookies),
    _header("key-header",
            r"\bx-[a-z-]{0,40}(?:key|token|secret|auth|signature|session|password)(?:-id)?"
            r"[\"']?[ \t]*[:=][ \t]*[\"']?([^\s\"',;]{6,})",
            "x-", check=_named_key),
    _header("cookie-told",
            r"\bcookies?\b[^\n\[\]*\x02]{0,120}?\b(?:value|content|contains|wert|inhalt|valeur|valore?|"
            r"waarde)(?: of| is| was| ist| est| es| è| é)?[ \t:=(\"'`]{1,4}([\w.:%~+/=-]{16,})",
            "cookie", check=_meaningless),
)  # fmt: skip
