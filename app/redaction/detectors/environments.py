"""Where engineering runs things: environments, hosts by their short names, pods, shards, zones."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_REGION = (
    r"(?:eu|us|ap|emea|apac|na|sa|de|fr|uk|gb|in|jp|au|br|ca|fra|ams|lon|nyc|sin|iad|east|"
    r"west|central|north|south|blue|"
    r"green|a|b)"
)
_STAGE = (
    r"(?:prod|production|staging|stage|stg|preprod|pre-prod|preproduction|qa|uat|dev|test|"
    r"int|integration|perf|loadtest|canary|"
    r"sandbox|nightly|edge|dr|live|beta)"
)
_HOST_WORDS = words(
    """db web app api gw gateway edge node worker broker kafka redis mysql pg postgres mongo es
    elastic cache queue mq rabbit rabbitmq lb balancer proxy nginx haproxy host srv server
    vm k8s kube master primary secondary replica shard bastion jump jumpbox jumphost build
    builder ci runner mx smtp dns vpn fw sw cron batch etl ingest relay stream prod stg
    staging qa uat dev dc cluster cell pod log logs metrics prom prometheus grafana consul
    vault etcd zk zookeeper hub core backend frontend svc solr sql spark hadoop nas san
    nfs esx hypervisor storage ldap sso idp memcached cassandra scylla clickhouse celery
    sidekiq fanout scheduler search indexer gke eks aks rds ec2 i ip"""
)
_NUMBERED = re.compile(r"\d")
_NOT_PLACES = re.compile(
    r"\A(?:go-live|live-chat|live-view|test-\w+|dev-tools|beta-\w+|edge-case\w*|i-\d|app-\d)\Z"
)


def _host(candidate: Candidate) -> Candidate | None:
    """A name with a number is a host's when one of its parts says so."""
    parts = re.split(r"[-_]|(?<=[a-z])(?=\d)", candidate.text)
    if len(parts) < 2 or _NOT_PLACES.match(candidate.text) is not None:
        return None
    return candidate if _HOST_WORDS.intersection(parts) else None


def _pod(candidate: Candidate) -> Candidate | None:
    name, middle, last = candidate.text.rsplit("-", 2)
    mixed = [part for part in (middle, last) if _NUMBERED.search(part) is not None]
    wordless = not re.search(r"[aeiou]", middle) or _NUMBERED.search(middle) is not None
    return candidate if name and mixed and wordless else None


def _is_named(candidate: Candidate) -> Candidate | None:
    """What follows a word such as `cluster` is a name where it is none of the language."""
    text = candidate.text
    return candidate if _NUMBERED.search(text) or "-" in text or "_" in text else None


PATTERNS = (
    Pattern(
        "environment",
        "environment",
        rf"(?:^|[^\w./-])((?:{_STAGE}(?:[-_](?:[a-z]*\d[a-z0-9]*|{_REGION}))+|"
        rf"(?:{_REGION}[-_])+{_STAGE}(?:[-_]?\d+)?|"
        r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+){0,3}[-_](?:prod|staging|stg|preprod|qa|"
        r"uat)(?:[-_][a-z0-9]+){0,3}|"
        rf"(?:prod|staging|stage|stg|preprod|qa|uat|perf)\d{{1,3}}))(?:[^\w]|$)",
        (
            "prod",
            "stag",
            "stg",
            "qa",
            "uat",
            "dev",
            "test",
            "int",
            "perf",
            "canary",
            "sandbox",
            "nightly",
            "edge",
            "dr",
            "live",
            "beta",
        ),
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
        r"northeast|southeast|northwest|southwest)-?\d[a-f]\b",
        ("us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "cn-"),
    ),
    Pattern(
        "environment",
        "named-place",
        r"\b(?i:shard|cluster|cell|node ?pool|namespace|replica set|partition|k8s|rack|"
        r"data ?cent(?:er|re)|dc|env|environment|"
        r"vpc|stack|deployment|statefulset|daemonset)[ "
        r":=`\"']{1,3}([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\d?)\b",
        (
            "shard",
            "cluster",
            "cell",
            "node",
            "namespace",
            "replica set",
            "partition",
            "k8s",
            "rack",
            "data",
            "dc",
            "env",
            "vpc",
            "stack",
            "deployment",
            "statefulset",
            "daemonset",
        ),
        check=_is_named,
    ),
    Pattern(
        "internal_host",
        "host-numbered",
        r"(?:^|[^\w@./=-])([a-z][a-z0-9]*(?:[-_][a-z0-9]+){0,5}[-_][a-z]{0,6}\d{1,4}[a-z]?)"
        r"(?:[^\w/@-]|$)",
        ("-", "_"),
        check=_host,
    ),
    Pattern(
        "internal_host",
        "pod",
        r"(?:^|[^\w./-])([a-z][a-z0-9-]*-[a-z0-9]{8,10}-[a-z0-9]{5})\b",
        ("-",),
        check=_pod,
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
