"""Lines that platforms and tools print: functions in a cloud, clusters, databases, version control.

Each is a block of its own form, so that it goes whole and the sentence behind it stays.
"""

import re

from app.redaction.detectors.log_lines import CLOCK, STAMP, START, quoted, to_sentence
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_SERVING = (
    r"(?:api|web|app|db|pg|redis|mq|node|worker|wrk|gw|lb|edge|proxy|cache|queue|mail|smtp|imap|es|"
    r"kafka|k8s|srv|vm|host|svc|cron|job|ingest|relay|pod|runner)"
)
_LINE = r"(?m)^[ \t>]*"
_PLAN = (
    r"->|(?:Filter|[A-Z][a-z]+ Cond|Join Filter): \(|Rows Removed by |Sort (?:Key|Method): |"
    r"Group Key: |Buffers: |Heap (?:Fetches|Blocks): |Workers? |Output: |Planning |Execution |"
    r"Batches: |Buckets: |Cache Key: |I/O Timings"
)


_HASH = re.compile(r"\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}\W{0,4}\Z")


_PAIR = r"\"[^\"\n]{1,60}\"\s*:\s*(?:\"(?:[^\"\\\n]|\\.)*\"|[\w.+-]+),?\s*"
_SAID = re.compile(r"\"(?:message|msg|event|text|body)\"", re.IGNORECASE)


def _record(candidate: Candidate) -> Candidate | None:
    """A record of a log in JSON over several lines says something."""
    return candidate if _SAID.search(candidate.text) is not None else None


def _numbered(candidate: Candidate) -> Candidate | None:
    """A mail's number in a queue has figures in it."""
    return candidate if any(map(str.isdigit, candidate.text)) else None


def _of_commit(candidate: Candidate) -> Candidate | None:
    """Quoted behind a hash, as `git` tells a commit; plain numbers and words are none."""
    return candidate if _HASH.search(candidate.before(48)) is not None else None


def _block(name: str, regex: str, *gates: str) -> Pattern:
    return Pattern("log_line", name, regex, gates, rank=Rank.REGION)


PATTERNS = (
    _block(
        "log-function",
        rf"{_LINE}(?:(?:START|END|REPORT) RequestId: |INIT_START Runtime Version: )[^\n]*",
        "requestid: ",
        "runtime version: ",
    ),
    _block(
        "log-events",
        rf"{_LINE}(?:LAST SEEN +TYPE +REASON[^\n]*|(?:\d{{1,4}}[smhd]){{1,2}} +"
        r"(?:\(x\d+ over [^)\n]*\) +)?(?:Normal|Warning) +[A-Z]\w+ +\S[^\n]*)",
        "last seen",
        "normal ",
        "warning ",
    ),
    _block(
        "log-level-short",
        rf"{START}(\[{CLOCK}(?:\.\d{{3,7}})? (?:VRB|DBG|INF|WRN|ERR|FTL)\] [^\n]*)",
        " vrb]",
        " dbg]",
        " inf]",
        " wrn]",
        " err]",
        " ftl]",
    ),
    _block(
        "log-category",
        rf"{_LINE}(?:trce|dbug|info|warn|fail|crit): [A-Za-z_][\w.`+]*\[\d+\][ \t]*"
        r"(?:\n[ \t]{4,}[^\n]*)*",
        "trce: ",
        "dbug: ",
        "info: ",
        "warn: ",
        "fail: ",
        "crit: ",
    ),
    _block(
        "log-of-host",
        rf"{_LINE}{STAMP} (?:[a-z0-9]+-)*{_SERVING}(?:-[a-z0-9]+)*-?\d+:? [^\n]*",
        ":0",
        ":1",
        ":2",
        ":3",
        ":4",
        ":5",
    ),
    _block(
        "plan-of-changes",
        rf"{_LINE}(?:[~+-]|-/\+|\+/-) (?:resource|data|module) \"[\w.-]+\"(?: \"[\w.-]+\")? \{{"
        r"[^\x02]{0,800}?\n[ \t>]*\}",
        'resource "',
        'data "',
        'module "',
    ),
    _block(
        "log-request",
        rf"{_LINE}{STAMP} [^\n]{{0,80}}\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /[^\n]*",
        " /",
    ),
    _block(
        "log-proxy",
        r"(?m)^[ \t>]*\[(?:error|warn|crit|alert|emerg|notice)\] \d+#\d+: [^\n]*",
        "#",
    ),
    _block(
        "log-machine",
        r"\b\d{10}\.\d{3} +\d+ \S+ (?:TCP_|UDP_|NONE_)[A-Z_]+/\d{3} [^\n\[\]*]*|"
        r"\btype=[A-Z_]+ msg=audit\([^\n\[\]*]*|"
        r"%[A-Z][A-Z0-9_]+-[01234567]-[A-Z0-9_]+: [^\n\[\]*]*|"
        r"\b(?:backend|server|proxy|frontend) [\w.-]*[_/][\w/.-]+ (?:has no server available|is "
        r"(?:going )?(?:DOWN|UP)\b|(?:started|stopped)\b)",
        "tcp_",
        "udp_",
        "none_",
        "msg=audit(",
        "-0-",
        "-1-",
        "-2-",
        "-3-",
        "-4-",
        "-5-",
        "-6-",
        "-7-",
        "backend ",
        "server ",
        "proxy ",
        "frontend ",
    ),
    Pattern(
        "log_line",
        "mail-queued",
        r"\b(?:(?:UTF8|L|E)?SMTPS?A? id|[Qq]ueued as|[Qq]ueue[ -]?[Ii][Dd](?: is|:|=)?) ?"
        r"([A-Za-z0-9][\w-]{4,}(?:\.\w+)*)",
        ("smtp", "queued as", "queue id", "queue-id", "queueid"),
        check=_numbered,
    ),
    Pattern(
        "log_line",
        "log-upstream",
        rf"{START}((?:\*\d+ |[45]\d\d )?(?:connect\(\) failed|upstream (?:timed out|"
        rf"prematurely closed|"
        rf"sent (?:too "
        r"big|invalid))|no live upstreams)[^\n]*)",
        ("connect() failed", "upstream ", "no live upstreams"),
        rank=Rank.REGION,
        check=quoted,
    ),
    Pattern(
        "log_line",
        "log-record",
        rf"\{{\s*(?:{_PAIR})*\"(?i:(?:log)?level|severity|levelname)\"\s*:\s*\"[A-Za-z]+\",?\s*"
        rf"(?:{_PAIR})*\}}",
        ('level"', 'severity"', 'levelname"'),
        rank=Rank.REGION,
        check=_record,
    ),
    _block(
        "system-call",
        r"\b[a-z][a-z0-9_]*\([^()\n]*(?:0x[0-9a-f]+|[A-Z]+_[A-Z_]+)[^()\n]*\) = -?\d+"
        r"(?: E[A-Z]+(?: \([^)\n]*\))?)?",
        ") = ",
    ),
    Pattern(
        "log_line",
        "application-command",
        r"(?:\./|\bbin/|\bpython3? )?\b(?:manage\.py|rails runner|php artisan|bundle exec|"
        r"bin/console|"
        r"sidekiqctl|celery -A|mix run|rake [a-z_]+:[a-z_]+) ?[^\n`;\x02]{0,200}",
        (
            "manage.py",
            "rails runner",
            "php artisan",
            "bundle exec",
            "bin/console",
            "sidekiqctl",
            "celery -a",
            "mix run",
            "rake ",
        ),
        rank=Rank.REGION,
        check=to_sentence,
    ),
    _block(
        "log-transfer",
        rf"{_LINE}(?:\* (?:Connected to |Trying |TLSv1|SSL |ALPN|Server certificate|"
        r"Connection #|Closing connection|Could not resolve|connect to |TCP_NODELAY|CAfile|"
        r"(?:\w+ )?[Hh]ost[ :]|Mark bundle|Using HTTP|old SSL |Recv failure|Send failure|"
        r"OpenSSL |schannel|subject: |issuer: |start date: |expire date: |subjectAltName)|"
        r"curl: \(\d+\))[^\n]*",
        "* connected",
        "* trying",
        "* tls",
        "* ssl",
        "* alpn",
        "* server cert",
        "* connection #",
        "* closing",
        "* could not",
        "* connect to",
        "* tcp_",
        "* cafile",
        "host ",
        "host:",
        "* mark b",
        "* using h",
        "* old ssl",
        "* recv",
        "* send f",
        "* openssl",
        "* schannel",
        "* subject",
        "* issuer",
        "* start d",
        "* expire",
        "curl: (",
    ),
    Pattern(
        "log_line",
        "call-failed",
        r"(?:[\w=./-]+(?: [\w=./-]+){0,4}: ){0,4}rpc error: code = \w+ desc = "
        r"(?:[^\n`\"'\[\]*]|[ =]\"[^\"\n\[\]*]*\")*",
        ("rpc error: code",),
        rank=Rank.REGION,
        check=to_sentence,
    ),
    Pattern(
        "log_line",
        "dial-failed",
        r"(?:(?:transport: )?[Ee]rror while dialing:? |(?:Get|Post|Put|Head|Patch|Delete) "
        r"\"[^\"\n\[\]*]{1,300}\": )?"
        r"(?:\b(?:dial|read|write) (?:tcp|udp|unix)[46]?:? [^\n,;\[\]*]{0,160}?|"
        r"\b(?:ipv[46]|unix):[\w./:%-]{3,80}: )"
        r"(?i:connection re(?:fused|set by peer)|connect(?:ion)? timed out|i/o timeout|"
        r"no such (?:host|file or directory)|"
        r"no route to host|network is unreachable|broken pipe|server misbehaving|"
        r"context deadline exceeded)\b",
        (
            "dial tcp",
            "dial udp",
            "dial unix",
            "read tcp",
            "read udp",
            "write tcp",
            "write udp",
            "read unix",
            "write unix",
            "ipv4:",
            "ipv6:",
            "unix:",
        ),
        rank=Rank.REGION,
    ),
    _block(
        "result-table",
        r"(?m)^[^\n|]*(?:\|[^\n]*)?\n[ \t>]*-{2,}(?:\+-{2,})*[ \t]*\n(?:[^\n]*\n){0,40}?"
        r"[ \t>]*\([0-9]+ rows?\)",
        " rows)",
        " row)",
    ),
    _block(
        "result-grid",
        rf"{_LINE}\+--+(?:\+-+)*\+[ \t]*\n(?:[ \t>]*[|+][^\n]*\n?){{1,60}}"
        r"(?:[0-9]+ rows? in set[^\n]*)?",
        "+--",
    ),
    _block(
        "history",
        rf"{_LINE}[0-9a-f]{{7,12}} \((?:HEAD|origin/|tag: )[^)\n]*\)[^\n]*|"
        r"\bgit (?:log|reflog|shortlog|cherry)\b[^\n]*(?:\n[ \t>*|/\\]*[0-9a-f]{7,12} [^\n]*)+",
        "git log",
        "git reflog",
        "git shortlog",
        "git cherry",
        " (head",
        " (origin/",
        " (tag: ",
    ),
    _block(
        "log-slow-query",
        rf"{_LINE}# (?:Time: \d{4}|User@Host: |Query_time: |Thread_id: |Schema: )[^\n]*",
        "# time: ",
        "# user@host: ",
        "# query_time: ",
        "# thread_id: ",
        "# schema: ",
    ),
    _block(
        "plan",
        rf"{_LINE}[^\n(]*\(cost=\d[^\n]*rows=\d[^\n]*(?:\n[ \t>]*(?:{_PLAN})[^\n]*)*",
        "(cost=",
    ),
    _block(
        "patch",
        rf"{_LINE}(?:diff --git |--- a/|@@ -\d+,\d+ \+\d+)[^\n]*(?:\n(?:index |new file |deleted |"
        r"old mode|new mode|similarity |rename |copy |@@ |[+ -])[^\n]*)*",
        "diff --git ",
        "--- a/",
        "@@ -",
    ),
    _block(
        "commit-shown",
        rf"{_LINE}commit [0-9a-f]{{7,64}}\b[^\n]*(?:\n(?:Merge|Author|AuthorDate|Commit|"
        r"CommitDate|Date): [^\n]*){1,6}(?:\n{1,2}[ \t]{2,}[^\n]*)*",
        "commit ",
    ),
    Pattern(
        "log_line",
        "commit-subject",
        r"\b[0-9a-f]{7,40}[`,:]? ?\(?\"([^\"\n\x02]{4,120})\"",
        ('"',),
        rank=Rank.REGION,
        check=_of_commit,
    ),
)
