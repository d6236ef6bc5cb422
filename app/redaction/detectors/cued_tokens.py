"""Keys without a shape of their own, told by what stands near: a word for a key, or the name of a
service whose keys look like any other number. Only what has no meaning to read is taken.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.secret_names import Role, role_of
from app.redaction.detectors.secret_shapes import (
    is_hexadecimal,
    is_keylike,
    is_placeholder,
    is_random,
    is_uuid,
)
from app.redaction.detectors.tokens import find_form
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import words

_REACH = 70
"""Characters behind the word in which its value begins."""

_FEWEST, _FEWEST_OF_SERVICE, _FEWEST_OF_FORM = 16, 20, 20
_OTHER = re.compile(
    r"\b(?:commit|sha-?\d*|md5|checksum|hash|hashes|hashed|digest|etag|revision|rev|fingerprint|request|correlation|"
    r"trace|span|ids?|image|build|version|file|path|url|order|ticket|row|record|object|uuid|guid|ref|"
    r"branch|blob|cache|host|pod|container|node|deployment|called|see|thumbprint|serial|event|"
    r"session id|tag|head|parent|merge|message|public|integrity|layer|index|column|table|field|"
    r"page|cursor|next|primary|foreign|partition|idempotency)\b|[.!?] |://"
)
_PERMIT = re.compile(r"(?:driv(?:ing|er)\W?s?\W?|vehicle) licen[cs]e\b[^.;]*$")
_DIGEST_LENGTHS = frozenset({7, 8, 10, 12, 40})
_IDS = re.compile(
    r"(?:ch|cus|pi|req|evt|sub|in|prod|price|acct|txn|re|seti|pm|cs|si|src|card|po|tr|pk|price|"
    r"sandbox|usr|msg|org|proj|run|thread|asst|file|batch)_|[A-Z]{2}[0-9a-f]{32}$|AADSTS|ORA-|"
    r"arn:|i-|vol-|sg-|vpc-|ami-|subnet-|sha\d*[:-]|U[A-Z0-9]{8,}$"
)
_FILE = re.compile(r"\.[a-z]{2,5}$|^\.|//|^/|@|^[Xx](?:-[A-Z]?[a-z]+){2,}(?:-\d{1,4})?$")
"""The name of a file, an address or a header (`X-Hub-Signature-256`)."""

_UUID_NEAR = re.compile(r"[\s:=\"'`(*]{1,4}(?:(?:is|was|ist|est|es|=|:)[\s:\"'`(*]{1,3})?")


def _long_token(candidate: Candidate) -> Candidate | None:
    """A long token that has a service's form, or no meaning to read and a cue in front of it."""
    core = candidate.text
    if core.isalpha() and (core.islower() or core.istitle()):
        return None
    if _DIGIT.search(core) is None and _TURNS.search(core) is None:
        return None
    cued = _may_be_cued(_line_before(candidate))
    if not cued and len(core) < _FEWEST_OF_FORM:
        return None
    whole = _widened(candidate)
    formed = find_form(whole)
    return formed if formed is not None or not cued else _with_cue(whole)


def _may_be_cued(line: str) -> bool:
    """A quick look, which says yes too often."""
    if _PERMIT.search(line) is not None:
        return False
    if any(stem in line for stem in _STEMS):
        return True
    return not _SERVICES.isdisjoint(_NAME.findall(line[-_REACH // 2 :]))


def _widened(candidate: Candidate) -> Candidate:
    """With the signs that keys have and words are parted by."""
    text, start, end = candidate.view.text, candidate.start, candidate.end
    before = text[max(0, start - _WIDEST) : start]
    start -= len(before) - len(before.rstrip(_SIGNS))
    after = _WIDER.match(text, end, end + _WIDEST)
    return candidate._replace(start=start, end=after.end() if after is not None else end)


def _with_cue(whole: Candidate) -> Candidate | None:
    found = _meaningless(whole)
    if found is None:
        return None
    line = _line_before(whole)
    return found if _is_cued(found, line) or _is_a_services(found, line) else None


def _meaningless(candidate: Candidate) -> Candidate | None:
    """The token without the signs around it, where there is nothing to read in it."""
    whole = candidate.text
    token = whole.lstrip("./=-+~:").rstrip("./-+~:,")
    name, assigned, value = token.partition("=")
    if assigned and value.strip("="):
        token = value if len(value) >= _FEWEST else name
    named = _IDS.match(token) is not None and not _is_called_secret(candidate)
    if len(token) < _FEWEST or named or _FILE.search(token):
        return None
    if not (is_random(token) or is_uuid(token)) or is_placeholder(token):
        return None
    start = candidate.start + whole.index(token)
    return candidate._replace(start=start, end=start + len(token))


def _is_called_secret(candidate: Candidate) -> bool:
    """Whether a word right in front says so, whatever else begins like the token."""
    return _SECRET_BEFORE.search(candidate.before(24)) is not None


_SECRET_BEFORE = re.compile(r"\bsecret(?: key)?(?: is| was)?[\s:=\"'`(]{1,4}$")


def _line_before(found: Candidate) -> str:
    """What stands in front on the line; the line above where that ends with a colon."""
    above, line_end, line = found.before(_REACH).rpartition("\n")
    heads = line_end and not line.strip() and above.rstrip().endswith(":")
    return above.rpartition("\n")[2] if heads else line


def _is_cued(found: Candidate, line: str) -> bool:
    """Whether a word for a key is the last one that says what the token is."""
    cues = list(_CUE.finditer(line))
    cue = cues[-1] if cues else None
    if cue is None or _OTHER.search(line, cue.end()) is not None:
        return False
    abroad = cue.group() in _FOLDED or cue.group() in {"pat", "pats"}
    role = Role.RANDOM if abroad else role_of(cue.group(), line[: cue.start()])
    sure = role in {Role.KEYLIKE, Role.ASSIGNED, Role.ALWAYS}
    if is_uuid(found.text):
        return sure and _UUID_NEAR.fullmatch(line, cue.end()) is not None
    digest = is_hexadecimal(found.text) and len(found.text) in _DIGEST_LENGTHS
    return sure or (role is Role.RANDOM and not digest)


def _is_a_services(found: Candidate, line: str) -> bool:
    """The same for a service's name, nearer and for longer tokens."""
    if len(found.text) < _FEWEST_OF_SERVICE or is_uuid(found.text):
        return False
    digest = is_hexadecimal(found.text) and len(found.text) in _DIGEST_LENGTHS
    at = _service_in(line)
    return at >= 0 and not digest and _OTHER.search(line, at) is None


def _service_in(line: str) -> int:
    """Where behind a service's name the line goes on; -1 where none is near its end."""
    near = line[-_REACH // 2 :]
    for word in _NAME.finditer(near):
        if word.group() in _SERVICES:
            return len(line) - len(near) + word.end()
    return -1


def _told(candidate: Candidate) -> Candidate | None:
    """A shorter key, right behind its word."""
    found = _TOLD.fullmatch(candidate.text)
    if found is None:
        return None
    before = candidate.view.text[max(0, candidate.start - 24) : candidate.start]
    if _PERMIT.search(f"{before}{found[1]}".lower()) is not None:
        return None
    role, text = role_of(found[1], before), found[3].rstrip(".:!?*")
    start = candidate.start + found.start(3)
    least = 8 if found[2] or found[1].lower().startswith(("secret", "pass")) else 10
    taken = role in {Role.KEYLIKE, Role.ASSIGNED} and is_keylike(text) and is_random(text, least)
    if not taken or is_uuid(text) or is_placeholder(text) or _IDS.match(text) or _FILE.search(text):
        return None
    return candidate._replace(start=start, end=start + len(text))


_TOLD = re.compile(
    r"(.+?)[\"'`]?( (?:is|was|are|ist|lautet|war|est|es|è|é|to)(?: (?:now|set to|jetzt|still))?:?)?"
    r"[ \t]+[\"'`(*]{0,3}(\S+)",
    re.DOTALL | re.IGNORECASE,
)


_SERVICES = words(
    """
    adyen airtable algolia amplitude asana auth0 braintree bugsnag buildkite calendly clickup
    cloudflare cloudinary codecov cohere coinbase contentful datadog deepl digitalocean discord
    docusign dropbox elastic fastly figma firebase freshdesk gandi godaddy grafana heroku hetzner
    honeycomb hubspot intercom jenkins jfrog klaviyo launchdarkly linode logdna loggly logic logz
    mailchimp mailgun mailjet mandrill mapbox messagebird mistral mixpanel monday.com netlify
    newrelic nexmo ngrok nuget okta onelogin opsgenie ovh pagerduty papertrail paypal pipedrive
    plaid postmark pusher relic rollbar salesforce segment sendbird sendgrid sentry shodan
    snowflake snyk sparkpost splunk statuspage sumologic supabase telegram terraform travis trello
    twilio twitter typesense unsplash vercel virustotal vonage vultr wise wix zapier zendesk zoho
    zoom
    """
)
_KEY_WORDS = (
    r"(?:(?:api|auth|access|secret|account|client|private)?(?:key|token)|secret|credential|pat|dsn|"
    r"password|passphrase|seed|licen[cs]e|bearer)s?"
)
_ABROAD = (
    "schlüssel", "zugangsschlüssel", "clé", "jeton", "clave", "chiave", "chave", "sleutel",
    "klucz", "nyckel", "anahtar", "токен", "ключ", "ト-クン", "キ-", "密钥", "令牌", "키", "토큰",
)  # fmt: skip


_FOLDED = tuple(map(fold, _ABROAD))
_STEMS = (
    "key",
    "token",
    "secret",
    "cred",
    "pat",
    "dsn",
    "pass",
    "seed",
    "licen",
    "bearer",
    *_FOLDED,
)
_CUE = re.compile(rf"(?<![a-z])(?:{_KEY_WORDS})(?![a-z])|{'|'.join(_FOLDED)}")
_NAME = re.compile(r"[a-z][a-z0-9]+(?:\.com)?")
_DIGIT, _TURNS = re.compile(r"[0-9]"), re.compile(r"[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]")
_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:+=~$-"
_WIDER = re.compile(r"[\w./:+=~$*#-]*", re.ASCII)
_WIDEST = 100


def _cued(name: str, regex: str, *gates: str, check: Check) -> Pattern:
    return Pattern(
        "credential", name, regex, gates, rank=Rank.CHECKED, ignore_case=True, check=check
    )


PATTERNS = (
    Pattern(
        "credential",
        "long-token",
        r"[\w+=~$-]{14,}",
        rank=Rank.CHECKED,
        check=_long_token,
    ),
    _cued(
        "key-told",
        r"(?:^|[^a-z])((?:key|token|secret|credential|pat|dsn|passphrase|licen[cs]e|bearer)s?[\"'`]?"
        r"(?: (?:is|was|are|ist|lautet|war|est|es|è|é|to)(?: (?:now|set to|jetzt|still))?:?)?"
        r"[ \t]+[\"'`(*]{0,3}[!#-&*+.-:<-~]*[0-9][^\s\"'`,;()\x02]+)",
        "key", "token", "secret", "credential", "pat", "dsn", "pass", "licen", "bearer",
        check=_told,
    ),
)  # fmt: skip
