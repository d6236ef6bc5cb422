"""Where engineering runs things: environments, hosts by their short names, pods, shards, zones."""

import re

from app.redaction.detectors import stages
from app.redaction.detectors.edges import AFTER_STOP, FILE_ENDING, OPEN
from app.redaction.detectors.services import PUBLIC_LABELS
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_REGION = (
    r"(?:eu|us|ap|nl|pl|ch|ie|par|dub|sgp|emea|apac|na|sa|de|fr|uk|gb|in|jp|au|br|ca|fra|ams|lon|nyc|sin|iad|east|"
    r"west|central|north|south|weu|neu|eus|wus|gwc|uks|sea|blue|"
    r"green|a|b)"
)
_STAGE = (
    r"(?:prod|prd|tst|production|staging|stage|stg|preprod|pre-prod|preproduction|qa|uat|dev|test|"
    r"int|integration|perf|loadtest|canary|"
    r"sandbox|nightly|edge|dr|live|beta)"
)
_KIND = (
    "canary|lab|mirror|shadow|replica|sandbox|standby|hot|cold|internal|staging|prod|preview|main|"
    "primary|secondary|backup|next|live|demo|load|perf|smoke|pilot|tenant|shared|dedicated|gov"
)
"""Of which of an environment's several it is."""

_HOST_WORDS = words(
    """db web app api gw gateway edge node worker broker kafka redis mysql pg postgres mongo es
    elastic cache queue mq ro rw rabbit rabbitmq traefik envoy istio kong
    varnish minio keycloak lb balancer proxy nginx haproxy host srv server
    vm k8s kube master primary secondary replica shard bastion jump jumpbox jumphost build
    builder ci runner mx smtp dns vpn fw sw cron batch etl ingest relay stream prod stg
    staging qa uat dev dc cluster cell pod log logs metrics prom prometheus grafana consul
    vault etcd zk zookeeper hub core backend frontend svc solr sql spark hadoop nas san
    nfs esx hypervisor storage ldap sso idp memcached cassandra scylla clickhouse celery
    sidekiq fanout scheduler search indexer gke eks aks rds ec2 i ip wrk wkr imap pop3"""
)
_REST_OF_HOST = re.compile(r"(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w(])(?::\d{2,5}\b)?")
"""The labels behind the first one, down to the top level."""

_INNER = sorted(
    words(
        """
        int internal intern intra corp infra lan dmz mgmt priv svc k8s prod prd stg staging preprod
        dev qa uat ops eng rds
        """
    )
)
_INNER_REGIONS = ("eu", "us", "ap", "na", "sa", "dc")
"""Labels in the middle of a name that only inner networks have."""

_SERVICES = (
    "svc|db|gw|api|gateway|worker|workers|consumer|producer|daemon|broker|indexer|scheduler|"
    "sidecar|microservice|queue|topic|bucket|lambda|operator|fanout|cron|ingest|relay|backend|mq|dlq|"
    "redis|kafka|postgres|pg|mysql|mongo|es|lb|proxy"
)
_GENERAL = words(
    """
    rest web soap json xml rpc open public private sub e self mail print customer full http https
    sign client file in on app end data time multi single two three one first second third next
    job message mail work task print test service cloud user admin partner payment shop store
    search graph graphql map maps the a our your my new old local remote reverse forward cross
    call support wait waiting ticket chat send server night day co pre re non post bulk partner
    proxy main master back front micro key value no sql time-series in-memory embedded document
    vector your-own off cups dead-letter fifo squid vpn dns socks nginx apache javascript js fetch
    """
)
_PADDED = re.compile(r"^[a-z]{2,}(?:-[a-z]+)*-?0\d$")
_SERVING = re.compile(
    r"\A[a-z]{2,}(?:server|srv|svc|worker|cache|broker|proxy|gateway|queue|sql)\Z"
)
"""Compounds that only what serves is called, as `mailserver` is."""

_NUMBERED = re.compile(r"\d")
_NOT_PLACES = re.compile(
    r"\A(?:go-live|live-chat|live-view|test-\w+|dev-tools|beta-\w+|edge-case\w*|i-\d|app-\d)\Z"
)


def _host(candidate: Candidate) -> Candidate | None:
    """A name with a number is a host's when one of its parts says so."""
    parts = re.split(r"[-_]|(?<=[a-z])(?=\d)", candidate.text)
    if len(parts) < 2 or _NOT_PLACES.match(candidate.text) is not None:
        return None
    if FILE_ENDING.match(candidate.after(6)) is not None:
        return None
    told = (
        _HOST_WORDS.intersection((*parts, *re.split("[-_]", candidate.text)))
        or any(map(_SERVING.search, parts[:-1]))
        or _PADDED.search(candidate.text) is not None
    )
    return _whole_host(candidate) if told else None


def _whole_host(candidate: Candidate) -> Candidate:
    """With its domain, where one stands behind the first label."""
    rest = _REST_OF_HOST.match(candidate.view.text, candidate.end, candidate.end + 120)
    return candidate if rest is None else candidate._replace(end=rest.end())


def _handled(candidate: Candidate) -> Candidate | None:
    """Whom one restarts has a number or two parts of a host: `restarted re-using it` is nobody."""
    parts = candidate.text.split("-")
    told = _NUMBERED.search(candidate.text) or sum(part in _HOST_WORDS for part in parts) > 1
    if not told or "to" in parts or FILE_ENDING.match(candidate.after(6)):
        return None
    return _whole_host(candidate)


def _inner_host(candidate: Candidate) -> Candidate | None:
    """A tool's public page has a first label that says so."""
    return None if candidate.text.partition(".")[0].lower() in PUBLIC_LABELS else candidate


def _service(candidate: Candidate) -> Candidate | None:
    """`web-server` is a word; `ledger-db` is a service of ours."""
    first = candidate.text.split("-")[0]
    return None if first in _GENERAL and candidate.text.count("-") == 1 else candidate


_JOINING = words("to in of as a the on per for and or at by end customer client full self time")


def _of_parts(candidate: Candidate) -> Candidate | None:
    """`basket-sync-service` runs somewhere, `software-as-a-service` is sold."""
    return None if _JOINING.intersection(candidate.text.split("-")) else candidate


def _pod(candidate: Candidate) -> Candidate | None:
    name, middle, last = candidate.text.rsplit("-", 2)
    mixed = [part for part in (middle, last) if _NUMBERED.search(part) is not None]
    wordless = not re.search(r"[aeiou]", middle) or _NUMBERED.search(middle) is not None
    return candidate if name and mixed and wordless else None


_READING = re.compile(r"(?:read|multi|single|coffee|pea|tide|cold|warm|hot|stand)-|.*-only\Z")


def _of_pods(candidate: Candidate) -> Candidate | None:
    """`read-only replicas` are of a kind."""
    return None if _READING.match(candidate.text) is not None else candidate


_BUCKET = re.compile(r"bucket[ :=`\"']+\Z")


def _is_named(candidate: Candidate) -> Candidate | None:
    """What follows a word such as `cluster` is a name where it is none of the language."""
    text = candidate.text
    if _BUCKET.search(candidate.before(10)) and stock().has_all(text.split("-")):
        return candidate if text.count("-") > 1 else None
    return candidate if _NUMBERED.search(text) or "-" in text or "_" in text else None


PATTERNS = (
    *stages.PATTERNS,
    Pattern(
        "environment",
        "environment",
        rf"(?:^|[^\w/-])((?:{_STAGE}(?:[-_](?:[a-z]*\d[a-z0-9]*|{_REGION}))+|"
        rf"(?:prod|production|staging|stage|stg|preprod|qa|uat|perf)[-_](?:{_KIND})(?:[-_]\w+)?|"
        rf"(?:{_REGION}[-_])+{_STAGE}(?:[-_]?\d+)?|"
        r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+){0,3}[-_](?:prod|prd|staging|stg|preprod|qa|"
        r"uat)(?:[-_][a-z0-9]+){0,3}|"
        r"(?:perf|qa|dev|staging|stg|load|uat|chaos)-(?:lab|farm|rig|bench|playground|env)\d{0,3}|"
        rf"(?:accp?|pprd|sbx)[-_]{_REGION}(?:[-_]?\d+)?|"
        r"(?:prod|prd|stage|staging|stg|preprod|qa|uat|perf)-[a-z]{2,12}-\d{1,3}|"
        rf"(?:prod|staging|stage|stg|preprod|qa|uat|perf)\d{{1,3}}))(?:[^\w]|$)",
        (
            "prod",
            "stag",
            "stg",
            "qa",
            "uat",
            "dev",
            "test",
            "tst",
            "int",
            "perf",
            "canary",
            "sandbox",
            "nightly",
            "edge",
            "dr",
            "live",
            "beta",
            "acc",
            "pprd",
            "prd",
            "load-",
            "chaos-",
            "sbx",
        ),
    ),
    Pattern(
        "environment",
        "environment-loud",
        rf"{OPEN}((?:PROD|PRODUCTION|STAGING|STAGE|STG|PREPROD|UAT|QA|DEV|TEST|CANARY|DR|LIVE)"
        rf"(?:[-_](?:{_REGION.upper()})\d{{0,2}})+(?:[-_]\d{{1,3}})?|"
        rf"(?:PROD|PRODUCTION|STAGING|STAGE|STG|PREPROD|UAT)[-_ ]?\d{{1,3}}|"
        rf"(?:{_REGION.upper()})\d{{0,2}}[-_](?:PROD|PRODUCTION|STAGING|STAGE|STG|PREPROD|UAT)"
        r"(?:[-_]?\d{1,3})?)(?:[^\w-]|$)",
        ("prod", "stag", "stg", "uat", "qa", "dev", "test", "canary", "dr", "live"),
    ),
    Pattern(
        "environment",
        "environment-word",
        r"(?:^|[^\w-])(preprod|pre-prod|preproduction|pre-production|UAT|(?:[Tt]he |on |in "
        r"|to )(?:canary|canaries|QA|PROD|STAGING)(?: (?:env|environment|box|cluster|node|"
        r"hosts?|deploy(?:ment)?|release|build))?)\b",
        ("preprod", "pre-prod", "uat", "canar", " qa", " prod", " staging"),
        check=lambda candidate: None if candidate.after(9).startswith(" islands") else candidate,
    ),
    Pattern(
        "environment",
        "zone",
        r"\b(?:us|eu|ap|sa|ca|me|af|il|cn)-(?:gov-)?(?:east|west|north|south|central|"
        r"northeast|southeast|northwest|southwest)-?\d-?[a-f]\b|"
        r"\b(?:us|europe|asia|australia|northamerica|southamerica|me|africa)-(?:east|west|north|south|"
        r"central|northeast|southeast|northwest|southwest)\d{1,2}-[a-f]\b|"
        r"\b(?:us[ew]|eu[cnsw]|ap(?:ne|se|s|e)|ca[cnw]|sae|mes|mec|afs|ilc)\d-az\d\b",
        (
            *("us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "cn-"),
            *("europe-", "asia-", "australia-", "america-", "africa-", "-az"),
        ),
    ),
    Pattern(
        "environment",
        "place-joined",
        r"(?:^|[^\w./-])((?:cluster|shard|nodepool|cell|rack)-[a-z]{2,8}-(?:[a-z]\d?|\d{1,2}))(?:[^\w./-]|[.](?:\s|$)|$)",
        ("cluster-", "shard-", "nodepool-", "cell-", "rack-"),
    ),
    Pattern(
        "environment",
        "named-place",
        r"\b(?i:shard|cluster|cell|node ?pool|namespace|in ns|replica set|partition|k8s|rack|"
        r"data ?cent(?:er|re)|dc|env|environment|"
        r"vpc|stack|argo(?:cd)? app|helm (?:release|chart)|consumer group|lambda|deployment|"
        r"statefulset|daemonset|pods?|bucket)[ "
        r":=`\"']{1,3}([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\d?)\b",
        (
            "shard",
            "cluster",
            "cell",
            "node",
            "namespace",
            "in ns",
            "replica set",
            "partition",
            "k8s",
            "rack",
            "data",
            "dc",
            "env",
            "vpc",
            "argo app",
            "argocd app",
            "helm ",
            "consumer group",
            "lambda",
            "stack",
            "deployment",
            "statefulset",
            "daemonset",
            *(f"{word}{gap}" for word in ("pod", "pods", "bucket") for gap in " :=`\"'"),
        ),
        check=_is_named,
    ),
    Pattern(
        "environment",
        "place-beside",
        r"\b(?i:shard|cluster|node ?pool|namespace|rack|data ?cent(?:er|re)|vpc|bucket)s?"
        r"[ :=`\"']{1,3}[a-z][\w-]*\d[`\"']?"
        r" ?(?:to|and|or|und|et|y|nach|vers|auf|->|→|,|/) ?[`\"']?"
        r"([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)\b",
        ("shard", "cluster", "node", "namespace", "rack", "data", "vpc", "bucket"),
        check=lambda candidate: candidate if _NUMBERED.search(candidate.text) else None,
    ),
    Pattern(
        "internal_host",
        "host-numbered",
        rf"(?:^|[^\w@./=-]|{AFTER_STOP})"
        r"([a-z][a-z0-9]*(?:[-_][a-z0-9]+){0,5}[-_][a-z]{0,6}\d{1,4}[a-z]?)(?:[^\w/@-]|$)",
        ("-", "_"),
        check=_host,
    ),
    Pattern(
        "internal_host",
        "host-inner",
        rf"(?:^|[^\w@./=-]|{AFTER_STOP})((?:[a-z0-9_][a-z0-9_-]*\.){{0,3}}"
        rf"[a-z0-9_][a-z0-9_-]*\.(?:{'|'.join(_INNER)}|(?:{'|'.join(_INNER_REGIONS)})[123456789]\d?)"
        r"(?:\.[a-z0-9-]+){1,4}\.[a-z]{2,}(?::\d{2,5})?\b(?:/[^\s<>\"'\x02)\]]*\w)?)",
        (
            *(f".{label}." for label in _INNER),
            *(f".{region}{digit}" for region in _INNER_REGIONS for digit in "123456789"),
        ),
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_inner_host,
    ),
    Pattern(
        "internal_host",
        "host-range",
        r"\b[a-z][a-z0-9-]*\[[0123456789]+(?:[-:,.]+\d+)+\](?:\.[a-z0-9-]+)*",
        tuple(f"[{digit}" for digit in "0123456789"),
    ),
    Pattern(
        "internal_host",
        "unit-instance",
        r"\b(?i:restart(?:ed|ing|s)?|started|stopp?ed|killed|drained|bounced|redeployed|scaled|"
        r"reloaded|failed over|systemctl \w+|unit|daemon|service) (?:the )?[`\"']?"
        r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*@[a-z0-9-]+)\b",
        ("@",),
    ),
    Pattern(
        "internal_host",
        "unit-file",
        r"(?:^|[^\w@./-])([a-z][a-z0-9_]*(?:-[a-z0-9_]+)*(?:@[\w-]+)?\.(?:service|timer|socket))"
        r"(?:[^\w@.-]|[.](?:\s|$)|$)",
        (".service", ".timer", ".socket"),
    ),
    Pattern(
        "internal_host",
        "host-handled",
        r"\b(?i:restart(?:ed|ing|s)?|reboot(?:ed|ing|s)?|drain(?:ed|ing)?|bounced|cordoned|"
        r"redeployed|scaled(?: up| down)?|failed over(?: from| to)?|moved (?:off|to|from))"
        r" (?:the )?[`\"']?([a-z][a-z0-9]*(?:-[a-z0-9]+)+|[a-z]{2,}\d{1,3})\b",
        (
            "restart",
            "reboot",
            "drain",
            "bounced",
            "cordoned",
            "redeploy",
            "scaled",
            "failed over",
            "moved ",
        ),
        check=_handled,
    ),
    Pattern(
        "internal_host",
        "service-named",
        rf"(?:^|[^\w@./=:-]|{AFTER_STOP})([a-z][a-z0-9]*(?:-[a-z0-9]+){{0,3}}-(?:{_SERVICES})"
        r"(?:-(?:blue|green|canary|primary|secondary|replica|standby|shadow))?)"
        r"(?:[^\w/@.-]|[.:](?:\s|$)|$)",
        tuple(f"-{word}" for word in _SERVICES.split("|")),
        check=_service,
    ),
    Pattern(
        "internal_host",
        "service-of-parts",
        rf"(?:^|[^\w@./=:-]|{AFTER_STOP})([a-z][a-z0-9]*(?:-[a-z0-9]+){{1,3}}-service)"
        r"(?:[^\w/@.-]|[.:](?:\s|$)|$)",
        ("-service",),
        check=_of_parts,
    ),
    Pattern(
        "internal_host",
        "pod",
        r"(?:^|[^\w./-])([a-z][a-z0-9-]*-[a-z0-9]{8,10}-[a-z0-9]{5})\b",
        ("-",),
        check=_pod,
    ),
    Pattern(
        "internal_host",
        "pods-of",
        r"(?:^|[^\w@./-])([a-z][a-z0-9]*(?:-[a-z0-9]+)+)[`\"']? (?:pods?|replicas|statefulset)\b",
        (" pod", " replicas", " statefulset"),
        check=_of_pods,
    ),
    Pattern("internal_host", "address-name", r"\bip-\d{1,3}(?:-\d{1,3}){3}\b", ("ip-",)),
    Pattern(
        "internal_host",
        "instance",
        r"\b(?:i|vpc|subnet|sg|vol|ami|eni|snap|igw|rtb)-[0-9a-f]{8,17}\b",
        ("i-", "vpc-", "subnet-", "sg-", "vol-", "ami-", "eni-", "snap-", "igw-", "rtb-"),
    ),
    Pattern(
        "internal_host",
        "resource-name",
        r"\barn:aws[\w-]*:[^\s\"'<>)]+",
        ("arn:aws",),
        rank=Rank.HOUSE,
    ),
    Pattern(
        "internal_host",
        "login",
        r"\bssh (?:-\w \S+ )?([\w.-]+@[\w.-]*\w)",
        ("ssh ",),
        rank=Rank.HOUSE,
    ),
)
