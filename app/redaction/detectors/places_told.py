"""Names of machines, environments and services that their form or a word near them tells."""

import re

from app.redaction.detectors.edges import FILE_ENDING
from app.redaction.detectors.services import PUBLIC_LABELS
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_TOOLS = (
    "jenkins|gitlab|grafana|kibana|sonarqube|nexus|artifactory|argocd|prometheus|rundeck|teamcity|"
    "bamboo|graylog|zabbix|nagios|spinnaker|harbor|rancher|gerrit|airflow|metabase|superset|"
    "splunk|sentry|consul|rabbitmq|zookeeper"
)
_OF_TOOLS = words(
    """
    ci cli plugin plugins agent agents runner runners operator exporter server client style based
    like compatible hosted integration integrations job jobs api ui sdk webhook webhooks import
    export sync app apps connector pages data type only ee ce oss native enterprise cloud user
    users side in to and or related format flavored account admin driven managed alertmanager
    """
)
"""Behind a tool's name in what anybody may install or say."""

_LOUD = words(
    """
    web app db sql api gw srv svr svc dc fs mq mx ldap sso nas san vm esx k8s prd prod stg uat
    qa dev tst preprod dr lb fw sw edge proxy cache node worker iis ora rds jmp jump bastion
    """
)
_STAGES = words("prd prod stg uat qa dev tst preprod dr")
_PADDED = (
    "db|web|app|api|node|worker|host|gw|lb|proxy|cache|mq|mail|mx|ns|vm|sql|es|redis|kafka|build|"
    "runner|batch|cron|etl|esx|nas|san|fw|vpn|mon|log|backup"
)
"""Of hosts with a zero in their number; without one it may be a version."""

_ROOMS = (
    r"(?i:sits?|lives?|located|spent|stuck|slow|bug|problem|issue|error|fault|fails?|failing|"
    r"hangs?|leak|crash\w*|steckt|liegt|zit|ligt|siedzi|\d ?(?:s|ms|sec|seconds))"
)
_THEIRS = re.compile(r"\b(?:your|you|create|add|new|ihr\w*|votre|su|vos)\b[^.\n]{0,20}\Z")
_SLUG = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+"
_INNER = "int|intern|internal|intra|corp|infra|mgmt|priv|ops|prod|prd|stg|staging|preprod"


def _of_tool(candidate: Candidate) -> Candidate | None:
    """`gitlab-runner` is anybody's; `jenkins-north` is ours."""
    parts = candidate.text.split("-")[1:]
    return None if _OF_TOOLS.intersection(parts) else candidate


_CODE_TOLD = re.compile(
    r"\b(?:error|errors|code|codes|message|fault|warning|fehler|fehlercode|meldung|erreur|errore|"
    r"codigo|fout|foutcode|kod|blad)(?: is| was| ist)?\W{1,3}\Z"
)
"""What is shown to the reader as an error's code is no host."""


def _loud(candidate: Candidate) -> Candidate | None:
    """Two parts that hosts have, a stage among them or a number with a zero in front."""
    parts = [part.lower() for part in candidate.text.split("-")]
    if _CODE_TOLD.search(candidate.before(24)) is not None:
        return None
    known = [part for part in parts[:-1] if part in _LOUD]
    padded = parts[-1].startswith("0")
    if len(known) > 1 or (known and padded) or (known and _STAGES.intersection(parts[:-1])):
        return candidate
    return None


def _ours(candidate: Candidate) -> Candidate | None:
    """What the reader has made, or is to make, has a name that they chose."""
    theirs = _THEIRS.search(candidate.before(40)) or " your " in candidate.after(20)
    return None if theirs else candidate


def _no_file(candidate: Candidate) -> Candidate | None:
    """A file's name may begin as a host's does."""
    return None if FILE_ENDING.search(candidate.text) is not None else candidate


def _made_up(candidate: Candidate) -> Candidate | None:
    """A word of the language joins words of it; a service's name has a part that is none."""
    parts = candidate.text.split("-")
    if stock().has_all(part for part in parts if not part.isdigit()):
        return None
    return _ours(candidate)


def _inner(candidate: Candidate) -> Candidate | None:
    """A public page has a first label that says so."""
    host = candidate.text.partition("://")[2]
    if host.partition(".")[0].lower() in PUBLIC_LABELS:
        return None
    return candidate._replace(end=candidate.start + len(candidate.text.rstrip(".,;:!?")))


def _is_numbered(candidate: Candidate) -> Candidate | None:
    """In other languages the word is of every sentence; a name has a number."""
    return candidate if any(map(str.isdigit, candidate.text)) and "-" in candidate.text else None


PATTERNS = (
    Pattern(
        "internal_host",
        "host-alone",
        rf"(?:^|[^\w@./=:-])((?:(?:bastion|jump(?:box|host)?|srv|(?:db|app|web)server)\d{{1,3}}|"
        rf"(?:{_PADDED})0\d)(?:\.[a-z0-9-]+)*)(?:[^\w/@-]|$)",
        (
            *("bastion", "jump", "srv", "dbserver", "appserver", "webserver"),
            *(f"{word}0" for word in _PADDED.split("|")),
        ),
        check=_no_file,
    ),
    Pattern(
        "environment",
        "named-place-abroad",
        r"(?:\b(?i:entorno|ambiente|environnement|umgebung|omgeving|środowisko|miljö|miljø|grappe|"
        r"clúster|knoten|nodo|nœud|noeud|węzeł|serveur|servidor|serwer|maschine)[ \t:=`\"'«„]{1,3}|"
        r"(?:环境|节点|集群|環境|ノード|서버|노드)[ :：`\"']{0,2})"
        r"([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)\b",
        (
            "entorno",
            "ambiente",
            "environnement",
            "umgebung",
            "omgeving",
            "środowisko",
            "miljö",
            "miljø",
            "grappe",
            "clúster",
            "knoten",
            "nodo",
            "nœud",
            "noeud",
            "węzeł",
            "serveur",
            "servidor",
            "serwer",
            "maschine",
            "环境",
            "节点",
            "集群",
            "環境",
            "ノード",
            "서버",
            "노드",
        ),
        check=_is_numbered,
    ),
    Pattern(
        "internal_host",
        "tool-instance",
        rf"(?:^|[^\w./@-])((?:{_TOOLS})-[a-z0-9]+(?:-[a-z0-9]+){{0,3}})(?:[^\w/@-]|$)",
        tuple(f"{tool}-" for tool in _TOOLS.split("|")),
        check=_of_tool,
    ),
    Pattern(
        "internal_host",
        "host-loud",
        r"(?:^|[^\w./@-])([A-Z][A-Z0-9]{1,7}(?:-[A-Z][A-Z0-9]{1,7}){0,3}-\d{1,3})(?:[^\w/-]|$)",
        tuple(f"-{digit}" for digit in "0123456789"),
        check=_loud,
    ),
    Pattern(
        "internal_host",
        "host-called",
        r"\b(?i:box|host|machine|vm|server|node|cluster|instance)s? (?i:called|named|nicknamed) "
        r"[`\"']?([a-z][a-z0-9-]{2,30})\b",
        (" called ", " named ", " nicknamed "),
        check=_ours,
    ),
    Pattern(
        "internal_host",
        "service-in",
        rf"{_ROOMS} in (?:the |de |der |dem )?[`\"']?({_SLUG})(?:[^\w/@.-]|[.](?:\s|$)|$)",
        (" in ",),
        check=_made_up,
    ),
    Pattern(
        "internal_host",
        "account-told",
        r"\b(?i:break-?glass|emergency|service|shared|ops|functional|technical) "
        rf"(?i:login|account|user|credentials?)(?: is)?[ :`\"']{{1,3}}({_SLUG})\b",
        ("login", "account", "user", "credential"),
        check=_ours,
    ),
    Pattern(
        "internal_host",
        "cron-user",
        r"(?m)^[ \t>]*(?:[0-9/,-]+[ \t]+){0,4}\*[0-9*/, \t-]{2,40}[ \t]"
        r"([a-z][a-z0-9_-]{2,30})[ \t]+[/.\w]",
        ("*",),
        check=lambda found: None if found.text in {"root", "nobody"} else found,
    ),
    Pattern(
        "internal_url",
        "url-inner",
        rf"\bhttps?://(?:[a-z0-9_-]+\.)+(?:{_INNER})(?:\.[a-z0-9-]+){{1,4}}(?::\d{{2,5}})?"
        r"(?:[/?#][^\s<>\"\x02\]]*(?:\"[^\s\"<>\x02]*\"[^\s<>\"\x02]*)?)?",
        tuple(f".{label}." for label in _INNER.split("|")),
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_inner,
    ),
    Pattern(
        "environment",
        "environment-numbered",
        r"(?:^|[^\w./@-])((?:perf|loadtest|uat|preprod|stg|staging|canary|prod|sandbox)-[a-z]{2,10}-"
        r"\d{1,3}|(?:homolog|homol|hml|recette|abnahme|acceptatie|collaudo)[-_]?\d{1,2})"
        r"(?:[^\w/-]|$)",
        ("perf-", "loadtest-", "uat-", "preprod-", "stg-", "staging-", "canary-", "prod-",
         "sandbox-", "homol", "hml", "recette", "abnahme", "acceptatie", "collaudo"),
    ),
)  # fmt: skip
