"""Keys without a shape of their own, told by what stands near: a word for a key, or the name of a
service whose keys look like any other number. Only what has no meaning to read is taken.
"""

import re

from app.redaction.detectors.secret_names import Role, role_of
from app.redaction.detectors.secret_shapes import (
    is_hexadecimal,
    is_keylike,
    is_placeholder,
    is_random,
    is_uuid,
)
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_REACH = 70
"""Characters behind the word in which its value begins."""

_LONGEST = 600
_TOKEN = re.compile(r"[A-Za-z0-9+/_=~.$-]{16,}")
_OTHER = re.compile(
    r"\b(?:commit|sha-?\d*|md5|checksum|hash|hashes|hashed|digest|etag|revision|rev|fingerprint|request|correlation|"
    r"trace|span|ids?|image|build|version|file|path|url|order|ticket|row|record|object|uuid|guid|ref|"
    r"branch|blob|cache|host|pod|container|node|deployment|called|see|thumbprint|serial|event|"
    r"session id|tag|head|parent|merge|message|public|integrity|layer|index|column|table|field|"
    r"page|cursor|next|primary|foreign|partition|idempotency)\b|[.!?] |://"
)
_DIGEST_LENGTHS = frozenset({7, 8, 10, 12, 40})
_IDS = re.compile(
    r"(?:ch|cus|pi|req|evt|sub|in|prod|price|acct|txn|re|seti|pm|cs|si|src|card|po|tr|pk|price|"
    r"sandbox|usr|msg|org|proj|run|thread|asst|file|batch)_|[A-Z]{2}[0-9a-f]{32}$|AADSTS|ORA-|"
    r"arn:|i-|vol-|sg-|vpc-|ami-|subnet-|sha\d*[:-]|U[A-Z0-9]{8,}$"
)
_FILE = re.compile(r"\.[a-z]{2,5}$|^\.|//|^/|@")
_UUID_NEAR = re.compile(r"[\s:=\"'`(*]{1,4}(?:(?:is|was|ist|est|es|=|:)[\s:\"'`(*]{1,3})?")


def _near(candidate: Candidate) -> Candidate | None:
    """The first token behind a word for a key that has no meaning to read."""
    role = role_of(
        candidate.text, candidate.view.text[max(0, candidate.start - 24) : candidate.start]
    )
    if role is Role.NONE:
        return None
    found = _first(candidate, _REACH)
    if found is None:
        return None
    between = candidate.view.folded[candidate.end : found.start]
    if _OTHER.search(between) is not None:
        return None
    if is_uuid(found.text):
        strong = role in {Role.KEY, Role.SECRET} and _UUID_NEAR.fullmatch(between)
        return found if strong else None
    if is_hexadecimal(found.text) and len(found.text) in _DIGEST_LENGTHS:
        return found if role in {Role.KEY, Role.SECRET} else None
    return found


def _told(candidate: Candidate) -> Candidate | None:
    """A shorter key, right behind its word."""
    found = _TOLD.fullmatch(candidate.text)
    if found is None:
        return None
    before = candidate.view.text[max(0, candidate.start - 24) : candidate.start]
    role, text = role_of(found[1], before), found[3].rstrip(".:!?*")
    start = candidate.start + found.start(3)
    least = 8 if found[2] else 10
    taken = role in {Role.KEY, Role.SECRET} and is_keylike(text) and is_random(text, least)
    if not taken or is_uuid(text) or is_placeholder(text) or _IDS.match(text) or _FILE.search(text):
        return None
    return candidate._replace(start=start, end=start + len(text))


_TOLD = re.compile(
    r"(.+?)[\"'`]?( (?:is|was|are|ist|lautet|war|est|es|è|é|to)(?: (?:now|set to|jetzt|still))?:?)?"
    r"[ \t]+[\"'`(*]{0,3}(\S+)",
    re.DOTALL | re.IGNORECASE,
)


def _of_service(candidate: Candidate) -> Candidate | None:
    """The same behind a service's name, nearer and longer."""
    found = _first(candidate, _REACH // 2)
    if found is None or len(found.text) < 20 or is_uuid(found.text):
        return None
    between = candidate.view.folded[candidate.end : found.start]
    digest = is_hexadecimal(found.text) and len(found.text) in _DIGEST_LENGTHS
    return None if digest or _OTHER.search(between) is not None else found


def _first(candidate: Candidate, reach: int) -> Candidate | None:
    text, end = candidate.view.text, candidate.end
    line = text.find("\n", end, end + reach)
    last = line if line >= 0 else min(len(text), end + reach)
    found = _TOKEN.search(text, end, min(len(text), last + _LONGEST))
    if found is None or found.start() >= last:
        return None
    token = found.group().strip("./=-+~") if not found.group().endswith("=") else found.group()
    start = found.start() + found.group().index(token)
    if "\n" in text[end:start] or _IDS.match(token) or _FILE.search(token):
        return None
    plain = token.lstrip("=:/")
    start += len(token) - len(plain)
    if not (is_random(plain) or is_uuid(plain)) or is_placeholder(plain):
        return None
    return candidate._replace(start=start, end=start + len(plain))


_SERVICES = (
    "adyen", "airtable", "algolia", "amplitude", "asana", "auth0", "braintree", "buildkite",
    "bugsnag", "calendly", "clickup", "cloudflare", "cloudinary", "codecov", "cohere", "coinbase",
    "contentful", "datadog", "deepl", "digitalocean", "discord", "docusign", "dropbox", "elastic",
    "fastly", "figma", "firebase", "freshdesk", "gandi", "godaddy", "grafana", "heroku", "hetzner",
    "honeycomb", "hubspot", "intercom", "jenkins", "jfrog", "klaviyo", "launchdarkly", "linode",
    "logdna", "loggly", "logz", "mailchimp", "mailgun", "mailjet", "mandrill", "mapbox",
    "messagebird", "mistral", "mixpanel", "monday.com", "netlify", "new relic", "newrelic", "ngrok",
    "nuget", "okta", "onelogin", "opsgenie", "ovh", "pagerduty", "papertrail", "paypal", "pipedrive",
    "plaid", "postmark", "pusher", "rollbar", "salesforce", "segment", "sendbird", "sendgrid",
    "sentry", "shodan", "snowflake", "snyk", "sparkpost", "splunk", "statuspage", "sumologic",
    "sumo logic", "supabase", "telegram", "terraform", "travis", "trello", "twilio", "twitter",
    "typesense", "unsplash", "vercel", "virustotal", "vonage", "nexmo", "vultr", "wise", "wix",
    "zapier", "zendesk", "zoho", "zoom",
)  # fmt: skip
_KEY_WORDS = (
    r"(?:api|secret|access|admin|unseal|auth|bearer|client|account|server|private|master|license|"
    r"licence|encryption|signing|webhook|session|ingestion|integration|write|read|deploy|service)"
    r"[ _-]?(?:api[ _-]?)?(?:key|token|secret|id)s?|"
    r"(?:token|secret|credential|key|pat|dsn|password|passphrase|seed|licen[cs]e|bearer)s?"
)
_ABROAD = (
    "schlüssel", "zugangsschlüssel", "clé", "jeton", "clave", "chiave", "chave", "sleutel",
    "klucz", "nyckel", "anahtar", "токен", "ключ", "ト-クン", "キ-", "密钥", "令牌", "키", "토큰",
)  # fmt: skip


def _abroad(candidate: Candidate) -> Candidate | None:
    found = _first(candidate, _REACH // 2)
    if found is None or is_uuid(found.text):
        return None
    between = candidate.view.folded[candidate.end : found.start]
    digest = is_hexadecimal(found.text) and len(found.text) in _DIGEST_LENGTHS
    return None if digest or _OTHER.search(between) is not None else found


def _cued(name: str, regex: str, *gates: str, check: Check) -> Pattern:
    return Pattern(
        "credential", name, regex, gates, rank=Rank.CHECKED, ignore_case=True, check=check
    )


PATTERNS = (
    _cued("token-by-word", rf"\b({_KEY_WORDS})\b",
          "key", "token", "secret", "credential", "pat", "dsn", "pass", "seed", "licen", "bearer",
          "client", "session", "account", "server", "private", "master", "webhook", "service",
          "api", "access", "admin", "unseal", "auth", "encryption", "signing", "ingestion",
          "integration", "write", "read", "deploy",
          check=_near),
    _cued("key-told",
          rf"\b((?:{_KEY_WORDS})[\"'`]?(?:(?: (?:is|was|are|ist|lautet|war|est|es|è|é|to))"
          r"(?: (?:now|set to|jetzt|still))?:?)?[ \t]+[\"'`(*]{0,3}[^\s\"'`,;()\x02]{8,})",
          "key", "token", "secret", "credential", "pat", "dsn", "pass", "seed", "licen", "bearer",
          "id", check=_told),
    _cued("token-by-service",
          rf"\b({'|'.join(name.replace('.', '[.]') for name in _SERVICES)})\b", *_SERVICES,
          check=_of_service),
    _cued("token-by-word-abroad", rf"({'|'.join(_ABROAD)})", *_ABROAD, check=_abroad),
)  # fmt: skip
