"""What a name says of the value that it is given: `DB_PASSWORD`, `apiKey`, `token_count`."""

import re
from enum import Enum

from app.redaction.memory import remembered
from app.redaction.words import words


class Role(Enum):
    """How much a name alone says."""

    NONE = "no secret"
    ALWAYS = "a password, whatever it looks like"
    MIXED = "a password, or how a test went"
    ASSIGNED = "a secret, which may be words where it is assigned"
    KEYLIKE = "a key, which does not look like a word"
    RANDOM = "a key if it has no meaning to read"


_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zà-ÿąćęłńóśźżşğı]+|\d+")
_PASSWORD = re.compile(
    r".*(?:passw(?:or[dt])?|passwd|passphrase|passcode|kennwort|contrase[nñ]a|senha|wachtwoord|"
    r"storepass|keypass|l[oö]senord)|pwd|[a-z]{0,6}pwd|pw|pass|psk|mdp|haslo|hasło|parola|pgpass|"
    r"userpass|dbpass|smtppass"
)
_SECRET = re.compile(r".*secret")
_KEY = re.compile(
    r".*token|.*apikey|.*accesskey|.*secretkey|.*privatekey|.*sharedkey|.*accountkey|.*authkey|"
    r"jwt|bearer|dsn|credentials?|creds?"
)
_PERHAPS = re.compile(
    r"keys|tokens|secrets|passwords|auth|authorization|sid|session|sessions|sessionid|jsessionid|"
    r"phpsessid|signature|sig|licen[cs]e|licen[cs]ekey|seed|salt|webhook|cookie"
)
_KEYED = words(
    """
    api access secret private signing sign signature encryption encrypt decryption auth account
    shared master admin app application client consumer server service write read readonly ingest
    ingestion integration webhook deploy deployment subscription ssh hmac jwt session storage sas
    functions function host cookie crypto aes rsa rest user personal customer developer dev test
    live sandbox production project org organization tenant license licence product activation
    registration security unseal recovery wifi wpa wep network pre preshared presharedkey
    symmetric data management monitoring publish publishable upload sdk rum browser search
    instrumentation mobile partner merchant broadcast push vapid google maps map stripe openai
    azure aws gcp github gitlab slack twilio sendgrid mailgun datadog sentry algolia zendesk jira
    shopify cloudflare heroku root oauth sync event hub agent enrollment fleet cluster join
    """
)
_NO_KEY = words(
    """
    primary foreign partition sort sorting cache cached object row issue project-key map unique
    composite surrogate natural public publickey hot registry translation i18n l10n message
    messages dictionary dict index lookup idempotency dedup deduplication group shard hash range
    arrow enter escape shift ctrl control alt function-key tab up down left right home any each
    every hotkey short shortcut s3 blob bucket json yaml config configuration setting option
    feature flag storage-key localstorage redis routing binding column field table business
    candidate alternate super legend answer map-key locale host-key fingerprint
    """
)
_NO_TOKEN = words(
    """
    next previous prev page pagination continuation continue cursor unexpected illegal invalid max
    num number total completion prompt syntax lexer input output stop eos bos pad unk start end
    per sync-page resume skip current first last bad
    """
)
_ABOUT = words(
    """
    count counts type types typ length len size sizes limit limits url uri urls endpoint expiry
    expires expiration expire expired ttl lifetime timeout age policy policies field fields file
    files filename path paths dir name names enabled disabled required valid status state
    algorithm alg algo method mode reset strength rotation format prefix suffix header headers
    provider manager store ring board version scheme grant scope scopes index column columns usage
    ops mgmt bits hint source ref refs reference class label title placeholder help text error
    errors message messages min max date time timestamp minutes seconds hours days bucket budget
    used remaining left input output kind arn location issuer audience env var variable encoding
    check checks validation validator generator rate event events request requests response
    responses page pages screen dialog form link mail email user username users login logins pair
    pairs set sets word words change changed changes retry retries attempts attempt update updated
    created at by on in of policyid exchange refresh handler service client factory interceptor
    filter parser parsed family range press pressed down up code bindings binding mapping mappings
    chain frame frames stroke strokes vault
    """
)
_BESIDE = words(
    """
    prod production staging stage dev development test live local base old new current previous
    primary secondary value val b64 base64 plain plaintext raw string str data default main my the
    eu us id hex enc encrypted
    """
)
_HALVES = frozenset({"phrase", "word", "code"})
"""Behind `pass` in names that are written in two: `pass_phrase`, `passCode`."""


@remembered(4096)
def role_of(name: str, before: str) -> Role:
    """What the name says; `before` is what stands in front of it (`API key`, `primary key`)."""
    parts = [part.lower() for part in _HUMP.findall(name)]
    while parts and (parts[-1].isdigit() or parts[-1] in _BESIDE):
        parts.pop()
    if len(parts) > 2 and parts[-1] == "id" and parts[-2] in {"key", "secret", "token"}:
        return Role.KEYLIKE if parts[-3] in {"private", "secret"} else Role.RANDOM
    if parts[-1:] and parts[-1] in _HALVES and parts[-2:-1] == ["pass"]:
        return Role.ALWAYS
    if not parts or parts[-1] in _ABOUT:
        return Role.NONE
    last = parts[-1]
    qualifiers = parts[:-1] or [part.lower() for part in _HUMP.findall(before)][-2:]
    return _of_word(last, qualifiers, alone=len(parts) == 1)


def _of_word(last: str, qualifiers: list[str], *, alone: bool) -> Role:
    if _PASSWORD.fullmatch(last):
        return Role.MIXED if last == "pass" and alone else Role.ALWAYS
    if _SECRET.fullmatch(last):
        return Role.ASSIGNED
    nearest = qualifiers[-1] if qualifiers else ""
    if last == "key":
        return _of_key(nearest, set(qualifiers))
    if _KEY.fullmatch(last):
        published = qualifiers[-2:] == ["public", "key"]
        return Role.NONE if nearest in _NO_TOKEN or published else Role.KEYLIKE
    return Role.RANDOM if _PERHAPS.fullmatch(last) else Role.NONE


def _of_key(nearest: str, qualifiers: set[str]) -> Role:
    if nearest in _NO_KEY:
        return Role.NONE
    return Role.KEYLIKE if qualifiers & _KEYED else Role.RANDOM
