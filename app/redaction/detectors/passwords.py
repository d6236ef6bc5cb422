"""Passwords and keys that are told by the words around them: assignments, `.env` lines, prose."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import gates, one_of, phrases, words

_NOT_A_SECRET = words(
    """
    a able about accepted again all already also always an and another any applied are as asked at
    auth been before being blank blocked broken but by cached can cannot case changed checked
    correct correctly created date default different disabled does done email empty enabled
    encrypted enough entered error exactly expire expired expires expiring factory false field
    fine for forgotten form from function generated given gone good has hashed have here hidden i
    if in incorrect input invalid is it its just known leaked length less limited link locked
    login long longer lost manager masked maybe missing more must my needed never new no none not
    nothing now null ok okay old on one only optional or our out over page plain policies policy
    prompt prompted protected rejected required requirement requirements reset rotated rules safe
    saved screen secret secure sent set short shown so something still stored string strong
    supported temp temporary the their them then there they this to too true type typed unchanged
    unclear undefined unknown unset updated used user valid value verified via visible was weak
    what when where which why will with working would wrong yes you your
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
    r"(?:(?:(?:is|was|has been|got|wurde) )?(?:changed|set|reset|updated|geändert|gesetzt)"
    r"(?: back)? (?:to|auf):? +|"
    r"(?:is|was|lautet|ist|es|est|to|will be)(?: (?:now|still|set to|simply|just))?:? +|"
    r"[:=]+>? *)"
)
_NAMED = phrases("password, passwort, passwd, pwd, pw, kennwort, contraseña, wachtwoord, senha")
_ALGORITHM = re.compile(r"(?:sha|md|base|utf|oauth|bcrypt|argon|pbkdf|aes|rsa|ntlm|v|http)-?\d+")
_PART = re.compile(r"(?:field|policy|column|input|step|rule|option|attempt|reset|page|test)s?\d+")
_MEASURE = re.compile(r"\d+[a-z]{1,8}$|\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
_FEWEST_OF_BARE = 6
_FUNCTION_WORDS = words(
    """
    a about after again an and any are as at be because been before but by can cannot contains do
    does for from had has have here how i if in is isn it its my must needs no not of on or our
    please shall should since so than that the then there these they this to too until was we were
    what when where which who why will with without would you your
    """
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


def _bare(candidate: Candidate) -> Candidate | None:
    """A value that stands right behind the word, or far from it, must look like a password."""
    found = _password(candidate)
    text = "" if found is None else found.text.rstrip("!?.")
    mixed = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    if len(text) < _FEWEST_OF_BARE or not mixed:
        return None
    named = _ALGORITHM.fullmatch(text.lower()) or _MEASURE.match(text) or _PART.fullmatch(text)
    return None if named or "://" in text else found


def _phrase(candidate: Candidate) -> Candidate | None:
    """Words that make no sentence."""
    return None if _FUNCTION_WORDS & set(candidate.text.lower().split()) else candidate


def _quoted(candidate: Candidate) -> Candidate | None:
    """What stands in quotes, where it is no message of a page."""
    parts = candidate.text.lower().split()
    sentence = len(parts) > 1 and not _FUNCTION_WORDS.isdisjoint(parts)
    return None if sentence or _password(candidate) is None else candidate


def _assigned(candidate: Candidate) -> Candidate | None:
    """Whatever is assigned but what code calls or looks up, and words that say there is none."""
    text = candidate.text
    named = text.lower() in _NOT_A_SECRET or candidate.after(1) in {"(", "[", "."}
    return None if named or text.startswith(("process.env", "os.environ")) else candidate


def _key(candidate: Candidate) -> Candidate | None:
    """A key holds a digit, mixed case or much variety; a word of prose does not."""
    text = candidate.text.strip("\"'`.,;:")
    mixed = text.lower() != text and text.upper() != text and not text.istitle()
    varied = len(text) >= 16 and len(set(text)) >= 10
    called = candidate.after(1) == "("
    if (
        called
        or text.lower() in _NOT_A_SECRET
        or not (any(map(str.isdigit, text)) or mixed or varied)
    ):
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
        "password-behind",
        rf"(?:^|[^a-z]){one_of(_NAMED)}[ \t]{{1,3}}([^\s\x02]{{6,}})",
        gates(_NAMED),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_bare,
    ),
    Pattern(
        "password",
        "password-of",
        rf"(?:^|[^a-z]){one_of(_NAMED)} (?:for|of|on|to|from|für|von) (?:[\w.@'-]+ ){{1,5}}"
        r"(?:is|was|ist|lautet|[:=])[: ]+([^\s\x02]{6,})",
        gates(_NAMED),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_bare,
    ),
    Pattern(
        "password",
        "password-quoted",
        rf"(?:^|[^a-z]){one_of(_PASSWORDS)}[\"']?[ \t]*{_IS}(?:\"([^\"\n\x02]{{3,80}})\")",
        gates(_PASSWORDS),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_quoted,
    ),
    Pattern(
        "password",
        "passphrase",
        r"(?:passphrase|pass phrase|recovery phrase|seed phrase|mnemonic)[\"']?[ \t]*(?:is|[:=])"
        r"[ \t\"']*([a-z]+(?:[ -][a-z]+){2,23})",
        ("phrase", "mnemonic"),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_phrase,
    ),
    Pattern(
        "credential",
        "secret-in-assignment",
        rf"(?:^|[^a-z]){one_of(_CUES)}[\"'`]?=[\"'`]?([\w~+/!@#$%^&*-]{{6,}})",
        gates(_CUES),
        rank=Rank.CHECKED,
        ignore_case=True,
        check=_assigned,
    ),
    Pattern(
        "password",
        "database-client",
        r"(?:\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n\x02]{0,200}? -p|\bsshpass -p ?)[\"']?"
        r"([^\s\"'\x02]{3,})",
        ("mysql", "mariadb", "sshpass"),
        rank=Rank.SECRET,
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
