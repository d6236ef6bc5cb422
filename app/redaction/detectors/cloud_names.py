"""What engineering calls its parts in clouds, clusters and stores of secrets."""

import re

from app.redaction.detectors.edges import OPEN
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_YOURS = re.compile(r"\A(?:your|my|example|user|host|server|some|the)\b|\b(?:example|localhost)\b")
_EVERYBODYS = re.compile(
    r"\A(?:system|launch|timedate|hostname|locale|bluetooth|journal|login|network|resolve|boot|"
    r"coredump|udisks|power|sys|ipp|lpad|kube|pactl|alsa|pulse|key|firewall|net|bps|ap|ios|ulimi|"
    r"fc|diskutil|info|rndc|supervisor|rabbitmq|asadmin|dm|ab|con|pg|apache2?|http)ctl\Z"
)
"""Tools of every machine, which readers are told to run."""

_SCOPES = (
    r"locations|regions|zones|topics|subscriptions|secrets|instances|global|databases|clusters|"
    r"serviceAccounts|datasets|logs|buckets|repositories|networks|queues|services|functions"
)
_TERRAFORM = (
    r"aws|google|azurerm|azuread|kubernetes|helm|cloudflare|datadog|vault|consul|github|fastly|"
    r"digitalocean|hcloud|random|pagerduty|grafana|snowflake|postgresql|mysql"
)


_DESCRIBES = re.compile(
    r"-(?:only|based|wide|level|time|up|in|out|off|on|specific)\Z|(?:able|ed)\Z"
)
_OPTIONS = re.compile(r".* --?[a-z][\w-]*(?:[ =][^\s-]\S*)?")
"""Up to the last option of a command, and what it is given."""


def _ours(candidate: Candidate) -> Candidate | None:
    """Hosts of an example are nobody's."""
    return None if _YOURS.search(candidate.text) is not None else candidate


def _own_tool(candidate: Candidate) -> Candidate | None:
    """A tool of every machine is named freely; and what the reader is asked to run is theirs."""
    tool = candidate.text.split(" ", 1)[0]
    before = candidate.before(40)
    if _EVERYBODYS.match(tool) or re.search(r"\b(?:please|you|your|bitte)\b", before):
        return None
    if before.endswith(("`", "$ ", "'", '"')):
        return candidate
    options = _OPTIONS.match(candidate.text)
    if options is None:
        return None
    return candidate._replace(end=candidate.start + options.end())


PATTERNS = (
    Pattern(
        "internal_host",
        "host-entered",
        r"\b(?:ssh|scp|mosh|rsync|telnet|sftp) (?:-\w+ (?:\S+ )?)?"
        r"([a-z][a-z0-9]*(?:-[a-z0-9]+)+(?:\.[a-z0-9-]+)*)",
        ("ssh ", "scp ", "mosh ", "rsync ", "telnet ", "sftp "),
        check=_ours,
    ),
    Pattern(
        "internal_host",
        "service-account",
        rf"{OPEN}((?:svc|sa|srvc)[-_][a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)\b",
        ("svc-", "svc_", "sa-", "sa_", "srvc-", "srvc_"),
        check=lambda candidate: None if candidate.text in {"sa-tool"} else candidate,
    ),
    Pattern(
        "internal_host",
        "cloud-resource",
        rf"(?:^|[^\w/])((?:projects/[\w-]+/(?:{_SCOPES})(?:/[\w.-]+)*|"
        r"/?subscriptions/[0-9a-fA-F-]{8,36}/resourceGroups(?:/[\w.-]+)*))",
        ("projects/", "subscriptions/"),
        rank=Rank.CUE,
    ),
    Pattern(
        "config_key",
        "secret-path",
        r"(?:\b(?i:vault)(?: (?:path|key|secret|under|at|in|entry|mount))*[ :=`\"']{1,3}|"
        r"(?:^|[^\w./-]))((?:kv|secret|secrets|ssm|cubbyhole)(?:/[\w.-]+){2,8})",
        ("kv/", "secret/", "secrets/", "ssm/", "cubbyhole/"),
    ),
    Pattern(
        "config_key",
        "secret-told",
        r"\b(?i:vault)(?: (?:path|key|secret|under|at|in|entry|mount))*[ :=`\"']{1,3}"
        r"([a-z][\w-]*(?:/[\w.-]+){2,8})",
        ("vault",),
    ),
    Pattern(
        "config_key",
        "terraform-address",
        r"(?:^|[^\w.-])((?:module\.[\w-]+(?:\[[^\]\n\x02]{1,60}\])?\.(?:[\w-]+(?:\[[^\]\n\x02]{1,60}"
        r"\])?\.)*)?"
        rf"(?:data\.)?(?:{_TERRAFORM})_[a-z0-9_]+\.[\w-]+(?:\[[^\]\n\x02]{{1,60}}\])?)",
        tuple(f"{provider}_" for provider in _TERRAFORM.split("|")),
    ),
    Pattern(
        "environment",
        "map-named",
        r"\b(?i:svc|config ?maps?|service ?account|pvc|storage ?class|sealed ?secret|"
        r"node ?group|instance group|auto ?scaling group|security group|target group)"
        r"[ :=`\"'/]{1,3}([a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?:[^\w/@-]|$)",
        (
            "svc",
            "config",
            "account",
            "sealed",
            "pvc",
            "storage",
            "group",
        ),
        check=lambda candidate: None if _DESCRIBES.search(candidate.text) else candidate,
    ),
    Pattern(
        "internal_host",
        "failing-part",
        r"\b(?i:ooms?|oom-?kill(?:s|ed)?|memory leak|goroutine leak|heap dump|core dump|"
        r"thread dump|segfaults?|crash ?loops?|restart loop|backpressure|gc pauses?|"
        r"lock contention|panics?) (?:in|of|on|for|from) [`\"']?"
        r"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)[`\"']?(?:[.,;:!?)]|$| (?:and|is|was|has|had|shows?|"
        r"again|after|since|at|on|every|which|that|today|yesterday)\b| \()",
        (
            "oom",
            "leak",
            "dump",
            "segfault",
            "crash",
            "restart",
            "backpress",
            "gc ",
            "lock ",
            "panic",
        ),
        check=lambda candidate: None if _DESCRIBES.search(candidate.text) else candidate,
    ),
    Pattern(
        "issue_key",
        "alert-key",
        r"\b(?i:alerts?|alarm|slo|sli|runbook|playbook)[ :#`\"'(]{1,3}"
        r"((?:[A-Z][A-Z0-9]{1,9}-){1,3}\d{1,5})\b",
        ("alert", "alarm", "slo", "sli", "runbook", "playbook"),
    ),
    Pattern(
        "log_line",
        "own-tool",
        r"\b([a-z][a-z0-9]{1,12}ctl(?: [\w./=:@-]+){1,14})",
        ("ctl ",),
        rank=Rank.REGION,
        check=_own_tool,
    ),
)
