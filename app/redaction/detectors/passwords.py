"""Passwords and keys that are told by the words around them: assignments, `.env` lines, prose."""

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import gates, one_of, phrases, words

_NOT_A_SECRET = words(
    """
    a able about accepted again all already also always an and any applied are as asked at auth been
    before being blank blocked broken but by cached can cannot case changed checked correct does
    correctly created date different disabled done email empty encrypted enabled enough entered
    error exactly expired expiring false field fine for form forgotten from function generated given
    good gone has hashed have here hidden i if in incorrect input invalid is it its just known ok
    leaked length less limited link locked login long longer lost manager masked maybe missing more
    must my needed never new no none not nothing now null okay old on one only optional or our out
    over page plain policies policy prompt prompted protected rejected reset required requirement
    requirements rotated rules safe saved screen secret secure sent set short shown so still stored
    strong string supported the their them then there they this to too true type typed undefined
    unchanged unclear unknown unset updated used user valid value verified via visible was weak what
    when where which why will with working would wrong yes you your
    """
)
_PASSWORDS = phrases(
    """password, passwort, passwd, passphrase, passcode, pwd, pw, pass, kennwort, contraseña,
    mot de passe, pin, pin code, wachtwoord, senha"""
)
_CUES = phrases(
    """api key, api-key, api_key, apikey, access key, access_key, access-key, secret key,
    secret_key, secret access key, secret_access_key, client secret, client_secret,
    app secret, app_secret,
    signing key, signing_key, signing secret, signing_secret, webhook secret, webhook_secret,
    access token, access_token, auth token, auth_token, refresh token, refresh_token, bearer token,
    session token, session_token, csrf token, csrf_token, id_token, api token, api_token, token,
    private key, private_key, encryption key, encryption_key, license key, session id, session_id,
    sessionid, jsessionid, phpsessid, secret, credential, credentials, security token"""
)
_IS = (
    r"(?:(?:is|was|lautet|ist|es|est|to|will be)(?: (?:now|still|set to|simply|just))?:? +|"
    r"[:=]+>? *)"
)
_QUOTES = "\"'`*("


def _password(candidate: Candidate) -> Candidate | None:
    """Refuse what prose says of a password (`the password is wrong`)."""
    text = candidate.text
    if text.strip("\"'`*_.,;:!?()[]{}<>").lower() in _NOT_A_SECRET | {""}:
        return None
    start = candidate.start + len(text) - len(text.lstrip(_QUOTES))
    end = candidate.end - len(text) + len(text.rstrip("\"'`*,;).]}>"))
    return candidate._replace(start=start, end=end) if end > start else None


def _key(candidate: Candidate) -> Candidate | None:
    """A key holds a digit, mixed case or much variety; a word of prose does not."""
    text = candidate.text.strip("\"'`.,;:")
    mixed = text.lower() != text and text.upper() != text and not text.istitle()
    varied = len(text) >= 16 and len(set(text)) >= 10
    if text.lower() in _NOT_A_SECRET or not (any(map(str.isdigit, text)) or mixed or varied):
        return None
    return candidate


PATTERNS = (
    Pattern(
        "password",
        "password-prose",
        rf"(?:^|[^a-z]){one_of(_PASSWORDS)}[\"']?[ \t]*{_IS}([^\s\x02]{{3,}})",
        gates(_PASSWORDS),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_password,
    ),
    Pattern(
        "password",
        "env-line",
        r"(?m)^[ \t>]*(?:export[ \t]+|set[ \t]+|-[ \t]+)?[A-Z][A-Z0-9_]*"
        r"(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PWD|CREDENTIALS?|DSN|PRIVATE)[A-Z0-9_]*"
        r"[ \t]*[=:][ \t]*([^\s\x02][^\n\x02]*)",
        ("key", "secret", "token", "passw", "passphrase", "pwd", "credential", "dsn", "private"),
        rank=Rank.SECRET,
    ),
    Pattern(
        "credential",
        "secret-assigned",
        rf"(?:^|[^a-z]){one_of(_CUES)}[\"'`]?[ \t]*(?:{_IS}|[ \t]+)[\"'`]?"
        r"([\w.~+/=!@#$%^&*-]{8,})",
        gates(_CUES),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_key,
    ),
    Pattern(
        "password",
        "command-line",
        r"(?:^|\s)(?:--(?:password|token|secret|api-key)(?:=|[ \t]+)|-u[ \t]+[^\s:]+:)"
        r"([^\s\x02]{3,})",
        ("--password", "--token", "--secret", "--api-key", "-u"),
        rank=Rank.SECRET,
    ),
)
