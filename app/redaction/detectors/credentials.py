"""Credentials of widely used services, told by their own prefixes and shapes.

The shapes are those that the vendors publish or that secret scanners agree on; each has a row of
hits and near misses in the tests.
"""

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern


def _token(name: str, regex: str, *gates: str) -> Pattern:
    return Pattern("credential", name, regex, gates, rank=Rank.SECRET)


def _with_digit(candidate: Candidate) -> Candidate | None:
    """Names that only begin like a token have no digit."""
    return candidate if any(map(str.isdigit, candidate.text)) else None


_TOKENS = (
    _token("aws", r"\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})\b", "akia", "asia", "abia", "acca"),
    _token("github", r"\b(gh[pousr]_[A-Za-z0-9]{20,255})", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
    _token("github-fine", r"\b(github_pat_\w{20,255})", "github_pat_"),
    _token("gitlab", r"\b(gl(?:pat|dt|rt|ft|ptt|cbt)-[\w.=-]{16,})", "gl"),
    _token("slack", r"\b(xox[abeoprs]-[A-Za-z0-9-]{10,})", "xox"),
    _token("slack-app", r"\b(xapp-\d-[A-Za-z0-9-]{10,})", "xapp-"),
    _token("slack-hook", r"(hooks\.slack\.com/(?:services|workflows)/[\w/+-]+)", "hooks.slack.com"),
    _token("stripe", r"\b((?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,})", "k_live_", "k_test_"),
    _token("stripe-hook", r"\b(whsec_[A-Za-z0-9+/=]{16,})", "whsec_"),
    _token("google", r"\b(AIza[\w-]{30,})", "aiza"),
    _token("google-oauth", r"\b(ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})", "ya29.", "gocspx-"),
    _token("openai", r"\b(sk-(?:proj-|ant-|svcacct-|or-v1-)?[\w-]{20,})", "sk-"),
    _token("sendgrid", r"\b(SG\.[\w-]{16,}\.[\w-]{16,})", "sg."),
    _token("twilio", r"\b((?:AC|SK)[0-9a-f]{32})\b", "ac", "sk"),
    _token("npm", r"\b(npm_[A-Za-z0-9]{30,})", "npm_"),
    _token("pypi", r"\b(pypi-[\w-]{40,})", "pypi-"),
    _token("docker", r"\b(dckr_pat_[\w-]{20,})", "dckr_pat_"),
    _token("digitalocean", r"\b(do[opr]_v1_[a-f0-9]{40,})", "_v1_"),
    _token("huggingface", r"\b(hf_[A-Za-z0-9]{30,})", "hf_"),
    _token("vault", r"\b(hv[sbr]\.[\w-]{20,})", "hvs.", "hvb.", "hvr."),
    _token("shopify", r"\b(shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32})", "shp"),
    _token("atlassian", r"\b(AT[AC]TT3[\w=-]{20,})", "tt3"),
    _token("square", r"\b(sq0[a-z]{3}-[\w-]{22,}|EAAA[\w-]{40,})", "sq0", "eaaa"),
    _token("telegram", r"\b(\d{8,10}:AA[\w-]{32,34})", ":aa"),
    _token("azure-storage", r"SharedAccessKey=([A-Za-z0-9+/=]{30,})", "sharedaccesskey="),
    _token("azure-account", r"AccountKey=([A-Za-z0-9+/=]{30,})", "accountkey="),
    _token(
        "signed-url", r"[?&](?:sig|X-Amz-Signature|Signature|sv)=([\w%+/=-]{16,})", "sig", "sv="
    ),
    _token("jwt", r"\b(eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3})", "eyj"),
)

_HEADERS = (
    Pattern(
        "credential",
        "bearer",
        r"\bbearer[ \t]+([\w.~+/=-]{16,})",
        ("bearer",),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_with_digit,
    ),
    Pattern(
        "credential",
        "authorization-header",
        r"\b(?:proxy-)?authorization[\"']?[ \t]*[:=][ \t]*[\"']?"
        r"((?:(?:basic|bearer|token|apikey|digest|negotiate)[ \t]+)?[^\s\"',;]{8,})",
        ("authorization",),
        rank=Rank.SECRET,
        ignore_case=True,
    ),
    Pattern(
        "credential",
        "cookie-header",
        r"\b(?:set-)?cookie[ \t]*:[ \t]*([^\s=;]{1,80}=[^\n]+)",
        ("cookie",),
        rank=Rank.SECRET,
        ignore_case=True,
    ),
    Pattern(
        "credential",
        "key-header",
        r"\bx-[a-z-]{0,40}(?:key|token|secret|auth)[\"']?[ \t]*[:=][ \t]*[\"']?([^\s\"',;]{8,})",
        ("x-",),
        rank=Rank.SECRET,
        ignore_case=True,
    ),
)

_CONNECTIONS = (
    Pattern(
        "credential",
        "url-with-password",
        r"\b[a-z][a-z0-9+.-]{1,30}://([^\s/:@\"'<>]*:[^\s/@\"'<>]+@[^\s\"'<>]+)",
        ("://",),
        rank=Rank.SECRET,
        ignore_case=True,
    ),
    Pattern(
        "credential",
        "connection-string",
        r"\b((?:server|data source|host|user id|uid|endpoint|addr)[ ]?=[^;\n]+;"
        r"(?:[^;\n]*;)*?[ ]?(?:password|pwd|sharedaccesskey|accountkey)[ ]?=[^;\n\s]+)",
        ("password", "pwd", "accesskey", "accountkey"),
        rank=Rank.SECRET,
        ignore_case=True,
    ),
)

_KEYS = (
    Pattern(
        "private_key",
        "private-key",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[\w+/=:,. \t\r\n-]*?"
        r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|[\w+/=\s]*)",
        ("-----begin ",),
        rank=Rank.REGION,
    ),
    Pattern(
        "private_key",
        "putty-key",
        r"PuTTY-User-Key-File-\d:[^\n]*(?:\n[^\n]+){0,200}",
        ("putty-user-key-file",),
        rank=Rank.REGION,
    ),
)

PATTERNS = (*_TOKENS, *_HEADERS, *_CONNECTIONS, *_KEYS)
