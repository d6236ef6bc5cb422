"""Passwords inside addresses: URLs with a user and a password, database and queue addresses.

The host goes with them, lest the password and the host be taken for an e-mail address; port and
path are left in the text.
"""

import re

from app.redaction.detectors.secret_shapes import is_mixed, is_placeholder, is_random
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_PORT_AND_PATH = re.compile(r"\d{1,5}(?:$|[/?#])")
_HOST = re.compile(r"@[\w.-]*")
_SAMPLES = frozenset({"password", "pass", "passwd", "pwd", "secret", "port", "passwort"})


def _userinfo(candidate: Candidate) -> Candidate | None:
    """`user:password`; not a host with its port before a path with an `@`, and no sample."""
    text = _before_path(candidate.text)
    _, colon, password = text.partition(":")
    host = _HOST.match(candidate.view.text, candidate.start + len(text))
    narrowed = candidate._replace(end=host.end() if host is not None else candidate.end)
    if not colon:
        return narrowed if is_random(text) else None
    if _PORT_AND_PATH.match(password) or password.startswith("//"):
        return None
    return None if _is_sample(password) else narrowed


def _before_path(text: str) -> str:
    """What stands before the host, where a path behind it holds another `@`."""
    authority = re.split("[/?#]", text, maxsplit=1)[0]
    return authority.rpartition("@")[0] if "@" in authority and authority != text else text


def _is_sample(password: str) -> bool:
    return password.lower() in _SAMPLES or is_placeholder(password)


def _password(candidate: Candidate) -> Candidate | None:
    return None if _is_sample(candidate.text) else candidate


def _meaningless(candidate: Candidate) -> Candidate | None:
    """What has nothing to read in it."""
    return candidate if is_random(candidate.text) else None


def _login(candidate: Candidate) -> Candidate | None:
    """Where nothing but a colon parts user and password, it must look like a password."""
    return candidate if is_mixed(candidate.text) and not _is_sample(candidate.text) else None


def _address(name: str, regex: str, *gates: str, check: Check = _password) -> Pattern:
    return Pattern(
        "credential", name, regex, gates, rank=Rank.SECRET, ignore_case=True, check=check
    )


_CALL = (
    r"\b(?:login|log_in|signin|sign_in|authenticate|auth|connect|basic_auth|set_credentials|logon)"
    r"\([ \t]*(?:(?:user(?:name)?|email|"
    r"login)[ \t]*[=:][ \t]*)?[\"'][^\"'\n]{1,80}[\"'][ \t]*,[ \t]*"
    r"(?:(?:password|passwd|pass|pwd|pw)[ \t]*[=:][ \t]*)?[\"']([^\"'\n]{4,64})[\"']"
)
"""`client.login("ann@roe.example", "…")`: the second of two texts."""


def _passed(candidate: Candidate) -> Candidate | None:
    """No placeholder and no plain word."""
    text = candidate.text
    plain = text.isalpha() and text.islower()
    return None if plain or is_placeholder(text) else candidate


PATTERNS = (
    Pattern(
        "password",
        "password-in-call",
        _CALL,
        ("login(", "log_in(", "signin(", "sign_in(", "authenticate(", "auth(", "connect(",
         "credentials(", "logon("),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_passed,
    ),
    Pattern(
        "credential",
        "url-with-password",
        r"://([^\s/:@\"'<>\[\]]*:[^\s\"'<>]+|[\w.~-]{16,})@[\w\[.-]+",
        ("://",),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_userinfo,
    ),
    _address("link-that-lets-in",
             r"/(?:magic|magic-?link|reset|reset-?password|password-?reset|verify|verify-?email|"
             r"invite|invitation|invites|confirm|confirmation|activate|activation|unsubscribe|"
             r"set-?password|share|shared|join|token|one-?time)/([\w.~-]{16,})",
             "/magic", "/reset", "/password", "/verify", "/invit", "/confirm", "/activat",
             "/unsubscribe", "/set", "/share", "/join/", "/token/", "/one", check=_meaningless),
    _address("oracle-address", r"\bjdbc:oracle:\w{2,6}:[\w.$#-]+/([^\s@\"'/]{3,})@",
             "jdbc:oracle:"),
    _address("database-login",
             r"\b(?:sqlplus|sqlldr|expdp|impdp|rman target|connect)[ \t]+(?:-\w+[ \t]+){0,3}[\"']?"
             r"(?:userid=)?[\w.$#-]+/([^\s@\"'/]{3,})@\S",
             "sqlplus", "sqlldr", "expdp", "impdp", "rman target", "connect"),
    _address("driver-login", r"(?:^|[\s\"'=(])[\w.-]+:([^\s\"'<>]+)@(?:tcp|unix)\(",
             "@tcp(", "@unix("),
    _address("schemeless-login",
             r"(?:^|[\s\"'=(])[\w.-]+:([^\s@:/\"'<>]{4,})@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}"
             r"(?::\d{2,5}|/\w)",
             "@", check=_login),
    _address("connection-string",
             r";[ \t]?(?:password|pwd)[ \t]?=[ \t]?[\"']?([^;\s\"'\x02]{2,})", "password", "pwd"),
    _address("netrc-line",
             r"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(\S{3,})",
             "machine"),
    _address("pgpass-line", r"(?m)^[\w.*-]{1,100}:(?:5432|5433|6432|\*):[\w.*-]{1,63}:"
             r"[\w.*-]{1,63}:([^\s:]{3,})$", ":5432:", ":5433:", ":6432:", ":*:"),
)  # fmt: skip
