"""What engineering named itself and only the word in front tells: queues, keys, jobs, libraries."""

import re

from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_IS = r"(?: (?:is|was|named|called|heißt|ist|est|s'appelle))?[ :=`\"'\x02]{1,3}"
_JOINING = words("a an and as at by de end for in la le no not of off on or out the to up with")
"""Words in the middle of what language joins by hyphens: `up-to-date`, `end-of-life`."""

_DESCRIBING = re.compile(
    r"(?:ing|ed|able|ible|ive|al|ic|ful|less|only|free|safe|wide|known|based|time|ready|level|"
    r"like|bound|specific|term|scale|size|sided|mode|end|way|shot|day|side|time|friendly)\Z"
)
_CALLED = re.compile(r"\b(?:named|called|heißt|heisst|s'appelle)[\s:`\"']+\Z")
_FARING = re.compile(
    r"[`\"']? (?:was |is |has |got |had )?(?:restart|crash|hang|hung|died|fail|deploy|scal|"
    r"stall|down\b|stuck|back up|oom|rolled)"
)
_THEIRS = re.compile(r"\b(?:your|ihr\w*|votre|vos|su|sus)(?: [\w-]+)?\Z")


def _made_up(candidate: Candidate) -> Candidate | None:
    """`is read-only` describes; `nightly-price-sync` is a name, as is one with an underscore."""
    text = candidate.text
    parts = re.split(r"[-_.]", text)
    if "_" in text or "." in text:
        return candidate
    if _JOINING.intersection(parts) or _DESCRIBING.search(text) is not None:
        return None
    told = _CALLED.search(candidate.before(10)) or _FARING.match(candidate.after(24))
    plain = len(parts) == 2 and stock().has_all(parts)
    return candidate if told is not None or not plain else None


def _library(candidate: Candidate) -> Candidate | None:
    """`liberty` is a word, `libraster` is none."""
    return None if re.split("[-_]", candidate.text)[0] in stock().words else candidate


def _ours(candidate: Candidate) -> Candidate | None:
    """A stage, or a ticket, that the reader has is no name of ours."""
    return None if _THEIRS.search(candidate.before(40).rstrip()) is not None else candidate


_OF_ALL = re.compile(
    r"-(?:only|free|wide|based|level|ready|service|specific|off|on)\Z|(?:ing|able)\Z"
)
_SLUG = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+"


def _tenants(candidate: Candidate) -> Candidate | None:
    """`customers self-service and read-only` describes; names of tenants stand in a list."""
    slugs = re.findall(_SLUG, candidate.text)
    describing = any(_OF_ALL.search(slug) for slug in slugs)
    joined = any(_JOINING.intersection(slug.split("-")) for slug in slugs)
    return None if describing or joined else candidate


_STANDARDS = words(
    """utf iso sha md rfc ipv ip tls ssl http mp aes rsa win mac ios cp ean gtin covid vat usb
    hdmi din en
    iec ieee ansi ascii ecma cve pci mpeg jpeg png gpt step page part section chapter rev ver
    version
    build line port channel slot unit err error code type model level phase day week year"""
)


def _key_small(candidate: Candidate) -> Candidate | None:
    """`utf-8` and `step-12` are no keys; a word of the language only where work is spoken of."""
    project = re.split("[-_]", candidate.text)[0]
    if project not in _STANDARDS and _WORKED.search(candidate.before(16)) is not None:
        return candidate
    return None if project in _STANDARDS or project in stock().common else candidate


_WORKED = re.compile(
    r"\b(?:tracked (?:in|as|by|under)|filed (?:as|under)|dup(?:licate)? of|duplicates?|blocked by|"
    r"logged as|raised as|jira|epic|story)[ :]+\[?\Z",
    re.IGNORECASE,
)


def _key_joined(candidate: Candidate) -> Candidate | None:
    """Where keys are spoken of; `ERR_404` is a code, and so is what an error is called."""
    if candidate.text.partition("_")[0].lower() in _STANDARDS:
        return None
    return candidate if _TRACKED.search(candidate.before(60)) is not None else None


_TRACKED = re.compile(
    r"\b(?:tracked|duplicates?|dup|filed|linked|blocked|related|jira|ticket|issue|epic|see|closes|"
    r"refs?|siehe|voir|fixed (?:in|by|with))\b[^.\n]*\Z",
    re.IGNORECASE,
)


def _not_yours(candidate: Candidate) -> Candidate | None:
    """The number of the reader's own ticket is theirs."""
    theirs = re.search(
        r"\b(?:your|ihr\w*|votre|su|seu|vostro|uw|this|dieser?)\W+(?:\w+\W+){0,3}$",
        candidate.before(30),
    )
    return None if theirs is not None else candidate


PATTERNS = (
    Pattern(
        "issue_key",
        "key-small",
        r"\b(?i:tracked (?:in|as|by|under)|see(?: also)?|cf\.?|dup(?:licate)? of|duplicates?|"
        r"fixe[sd] "
        r"(?:in|by|with|as)|filed (?:as|under)|linked to|blocked by|blocks|related to|relates to|"
        r"part of|parent|epic|story|closes|refs?|ticket|issue|bug|jira|case|under|logged as|"
        r"raised as|"
        r"moved to|continues in|follow-?up(?: in)?|siehe|voir|ver|vedi|zie|"
        r"zob\.?)[ :]{1,2}(?:our )?"
        r"([a-z]{2,9}[-_][1-9]\d{1,5}(?:(?:,| and| &| und| et| y| e| en| i|/) ?"
        r"(?i:[a-z]{2,9}[-_][1-9]\d{1,5}))*)(?:[\s),.;:!?]|$)",
        ("-", "_"),
        check=_key_small,
    ),
    Pattern(
        "issue_key",
        "key-joined",
        r"(?:^|[\s(\[,;:])([A-Z]{2,6}_[1-9]\d{2,5})(?:[\s)\],.;:!?]|$)",
        ("_",),
        check=_key_joined,
    ),
    Pattern(
        "issue_key",
        "ticket-parted",
        r"\b(?i:ticket|case|vorgang|incident|sr|caso|dossier|zgłoszenie|chamado)(?: no\.?| nr\.?|"
        r" n°| number)?"
        r"[ :#]{1,2}#?(\d{1,6}-\d{3,8})\b",
        (
            "ticket",
            "case",
            "vorgang",
            "incident",
            "sr ",
            "sr:",
            "sr#",
            "caso",
            "dossier",
            "zgłoszenie",
            "chamado",
        ),
        check=_not_yours,
    ),
    Pattern(
        "other_customer",
        "tenants-listed",
        rf"\b(?i:tenants|customers|orgs|workspaces|accounts|clients)(?: (?:hit|affected|impacted|"
        r"involved|concerned|so far|with (?:this|it)|that (?:saw|see|have|had|hit) (?:this|"
        r"it)|broken|"
        r"seen|reporting|are|were|today|still|down)){0,3}[ :`\"']{1,3}"
        rf"({_SLUG}(?:(?:,| and|, and|/|,? or) ?{_SLUG})+)",
        ("tenants", "customers", "orgs", "workspaces", "accounts", "clients"),
        rank=Rank.CUE,
        check=_tenants,
    ),
    Pattern(
        "issue_key",
        "ticket-desk",
        r"\b(?:ZD|FD|BZ)[ -]?\d{4,9}\b|\b(?:Zendesk|Freshdesk|ZD) (?:ticket|case|issue|request)s? "
        r"(?:no\.? ?)?#?\d{3,9}\b",
        ("zd", "fd", "bz", "zendesk ", "freshdesk "),
        check=_ours,
    ),
    Pattern(
        "internal_host",
        "queue-named",
        rf"\b(?i:queue|topic|dead[- ]letter|dlq|exchange|consumer|warteschlange|"
        rf"la file){_IS}([a-z][a-z0-9]*(?:[._-][a-z0-9]+)+)",
        ("queue", "topic", "letter", "dlq", "exchange", "consumer", "schlange", "la file"),
        check=_made_up,
    ),
    Pattern(
        "internal_host",
        "queue-shape",
        r"\b[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\.(?:dlq|dlx|dlt|deadletter|dead-letter|retry)\b",
        (".dlq", ".dlx", ".dlt", ".dead", ".retry"),
    ),
    Pattern(
        "internal_host",
        "job-named",
        rf"\b(?i:job|cron ?job|service|microservice|container|worker|daemon|scheduler|consumer|"
        rf"dienst|conteneur){_IS}([a-z][a-z0-9]*(?:[_-][a-z0-9]+)+)",
        (
            "job",
            "service",
            "contain",
            "worker",
            "daemon",
            "scheduler",
            "consumer",
            "dienst",
            "conten",
        ),
        check=_made_up,
    ),
    Pattern(
        "internal_host",
        "resource-kind",
        r"\b(?:deployment|statefulset|daemonset|replicaset|cronjob|configmap|ingress|job)"
        r"(?:\.[a-z0-9.]+)?/[a-z0-9][a-z0-9.-]*[a-z0-9]",
        (
            "deployment",
            "statefulset",
            "daemonset",
            "replicaset",
            "cronjob",
            "configmap",
            "ingress",
            "job",
        ),
        check=lambda candidate: candidate if set(".-0123456789") & set(candidate.text) else None,
    ),
    Pattern(
        "config_key",
        "cache-key",
        rf"\b(?i:keys?|prefix|schlüssel|clé|clave|chiave){_IS}"
        r"([a-z][\w-]*(?::[\w*{}<>-]+){2,6}|[a-z][\w-]*:[a-z_-]*[*{<\d_][\w*{}<>:-]*)",
        ("key", "prefix", "schl", "cl", "chiave"),
    ),
    Pattern(
        "team",
        "squad-named",
        r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)? (?:squad|tribe|guild)|"
        r"(?i:squad|tribe|guild) [A-Z][a-z]+)\b",
        ("squad", "tribe", "guild"),
        rank=Rank.CUE,
    ),
    Pattern(
        "repository",
        "library-named",
        r"\b(?i:owns?|owned|owner of|fork of|maintains?|maintained|wrote|rewrote|patched|forked|"
        r"our|bug in|inside|library|bibliothek|bibliothèque|biblioteca|libreria|biblioteka|"
        r"bibliotheek|package|module|dependency|wrapper) [`\"'(]?"
        r"(lib[a-z0-9]{3,}(?:[-_][a-z0-9]+)*)\b",
        (" lib", "`lib", "'lib", '"lib', "(lib"),
        check=_library,
    ),
    Pattern(
        "log_line",
        "trace-cue",
        r"\b(?i:trace|span|parent span)(?i:[ _-]?(?:id|context))?[ :=#`\"']{1,3}"
        r"([0-9a-f]{16}(?:[0-9a-f]{16})?)\b",
        ("trace", "span"),
        rank=Rank.CUE,
    ),
    Pattern(
        "log_line",
        "trace-parent",
        r"\b00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]\b",
        ("00-",),
        rank=Rank.CUE,
    ),
    Pattern(
        "environment",
        "environment-abroad",
        r"\b(?i:sur|en|vers|depuis|dans|environnement|auf|von|op|su|em|entorno)(?: la| de| l')? ?"
        r"(recette[-_]?\d{1,2}|(?i:intégration|homologation|homologação|qualif|abnahme|"
        r"acceptatie|collaudo)[-_]\d{1,2}|"
        r"(?i:pré-?prod(?:uction)?|préproducción|preprod)(?:[-_]?\d{1,2})?)\b",
        ("recette", "prod", "ration", "homolog", "qualif", "abnahme", "acceptatie", "collaudo"),
    ),
    Pattern(
        "environment",
        "environment-bare",
        r"\b(?i:valid|deployed|works?|worked|reproduced?|reproducible|tested|fails?|failed|"
        r"same|live|only|out|running|runs|seen|happens|broken|fixed|verified|confirmed|there|"
        r"it|fix)(?i: (?:on|in|to|from|also on|also in|both in|both on)) "
        r"(staging(?: and prod(?:uction)?)?|prod)"
        r"(?:[.,;:!?)]| (?:too|and|but|as|also|since|now|only|already|today|yesterday|with)\b|$)",
        ("staging", "prod"),
        check=_ours,
    ),
)
