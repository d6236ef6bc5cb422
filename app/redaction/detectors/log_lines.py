"""Lines of log files in the usual styles, whole, also quoted inside a sentence."""

import re

from app.redaction.canonical import Canonical
from app.redaction.detectors.instructions import is_for_reader
from app.redaction.detectors.turns import reader_from
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_LEVELS = "trace|debug|info|notice|warn|err|fatal|critical|severe|panic|crit|emerg"
_LEVEL = (
    r"(?i:trace|debug|info|notice|warn|warning|error|err|fatal|critical|crit|severe|panic|emerg)"
)
_LOUD = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|CRIT|SEVERE|PANIC)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_MONTH_ABROAD = (
    r"(?:Jän|Mär|Mrz|März|Mai|Okt|Dez|janv|févr|mars|avril|avr|mai|juin|juil|août|sept|oct|nov|déc|"
    r"ene|feb|mar|abr|may|jun|jul|ago|sep|dic|Fev|fev|Abr|Ago|Set|set|Out|out|dez|"
    r"gen|mag|giu|lug|ott|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|mrt|mei|okt|dec)"
)
"""As a system log has them where the machine's language is another."""

_MONTH_ANY = r"(?:[A-Za-zÀ-žΑ-ωЀ-ӿ]{3,7}\.?|\d{1,2}[月월])"
"""In any language: behind it stands what only a system's log has, a program with its process."""

CLOCK = r"\d\d:[012345]\d:[012345]\d"
_DATE = (
    rf"(?:\d\d {_MONTH} \d{{4}}|\d{{4}}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{{4}}|"
    rf"\d\d[/-]{_MONTH}[/-]\d{{4}}|"
    r"\d{8}|\d\d[-/]\d\d)"
)
STAMP = rf"{_DATE}[T :]{{1,2}}{CLOCK}"
START = r"(?m)(?:^[ \t>|│*-]*(?:\d{1,2}[.)][ \t]+)?|[\"'`“\t]|: |\()"
_ORIGIN = r"(?:[\w./-]+-\w+ +\| )?"
"""The container that a line is of, as tools put it in front."""

_MINUTES = ":0|:1|:2|:3|:4|:5"
_CLOSING = {'"': '"', "'": "'", "`": "`", "“": '"', "(": ")"}


def quoted(candidate: Candidate) -> Candidate:
    """A line that was quoted inside a sentence ends with its quotation, one in a row with its
    cell."""
    candidate = _to_reader(candidate)
    text = candidate.text
    opened = candidate.view.text[candidate.start - 1 : candidate.start]
    if opened == "\t" and _is_cell(candidate):
        return candidate._replace(end=candidate.start + len(text.partition("\t")[0]))
    closing = _CLOSING.get(opened)
    at = text.rfind(closing) if closing is not None else -1
    return candidate if at < 1 else candidate._replace(end=candidate.start + at)


def _to_reader(candidate: Candidate) -> Candidate:
    """Without what is said to the reader behind the line; a logger writes hyphens of its own."""
    turned = reader_from(candidate.text)
    if turned < 0 or _is_hyphen(candidate.view, candidate.start + turned):
        return candidate
    return candidate._replace(end=candidate.start + turned)


def _is_hyphen(view: Canonical, at: int) -> bool:
    """Whether a hyphen stands behind the blank at `at`, and no dash, which the view shows alike."""
    if view.text[at : at + 3] != " - ":
        return False
    shown, _ = view.to_source(at + 1, at + 2)
    return view.source[shown : shown + 1] == "-"


def _is_cell(candidate: Candidate) -> bool:
    """Whether a cell stands in front on the line; a tab in front of all is an indented line."""
    text = candidate.view.text
    return bool(text[text.rfind("\n", 0, candidate.start) + 1 : candidate.start].strip())


_IN_TAG = re.compile(r"<[a-z][a-z0-9-]* (?:[^<>\n]* )?$")


def _no_tag(candidate: Candidate) -> Candidate | None:
    """Attributes of HTML are written as the fields of a log are."""
    return None if _IN_TAG.search(candidate.before(80)) else candidate


_TOLD_ON = re.compile(
    r"[.!?][\"')\]]* (?=[A-Z][a-z])|; |, (?:so|which|and|but|that)\b| - | (?:from|for|on|"
    r"in) (?:the|our|"
    r"your|this|these|\d+)\b| (?:so|which|when|because|that(?:'?s)?|meaning|means|i\.e\.)\b|"
    r" and (?:the|then|that|we|so|it)\b"
)


def _to_prose(candidate: Candidate) -> Candidate:
    """A line without a mark in the middle of prose ends where the sentence goes on."""
    stop = _TOLD_ON.search(candidate.text, len(candidate.text.partition(" ")[0]))
    return candidate if stop is None else candidate._replace(end=candidate.start + stop.start())


def to_sentence(candidate: Candidate) -> Candidate:
    """A line that stands in the middle of prose ends with its sentence."""
    stop = re.search(r"[.!?] (?=[A-Z][a-z])", candidate.text)
    return candidate if stop is None else candidate._replace(end=candidate.start + stop.start())


_TELLS_ON = re.compile(r"[.!?] (?=[A-Z][a-z])|, (?:so|which|and|but|because) ")


def _in_prose(candidate: Candidate) -> Candidate:
    """A line with a head that no prose has, told in a sentence, ends where its teller goes on."""
    candidate = quoted(candidate)
    for stop in _TELLS_ON.finditer(candidate.text):
        if candidate.text.count('"', 0, stop.start()) % 2 == 0:
            return candidate._replace(end=candidate.start + stop.start())
    return candidate


_OF_ANYBODY = re.compile(
    r"[`\"']?(?:systemctl|journalctl)(?: -\w+| --[\w-]+(?:=\w+)?| status| start| stop| restart|"
    r" reload| enable| disable)+ (?:apache2?|auditd|avahi-daemon|bind9|chronyd?|containerd|crond?|"
    r"cups|docker|dovecot|fail2ban|firewalld|haproxy|httpd|mariadb|memcached|mongod|mosquitto|"
    r"mysqld?|named|network|networking|networkmanager|nfs-server|nginx|ntpd?|php[\d.]*-fpm|postfix|"
    r"postgresql|rabbitmq-server|redis|redis-server|rsyslog|samba|smbd|snmpd|squid|sshd?|"
    r"systemd-resolved|tomcat\d*|ufw|wpa_supplicant)(?:\.service)?",
    re.IGNORECASE,
)


def _of_ours(candidate: Candidate) -> Candidate | None:
    """What is done with a program that every machine has, or what the reader is to do, says nothing
    of our services."""
    anybodys = _OF_ANYBODY.fullmatch(candidate.text.rstrip()) is not None
    return None if anybodys or is_for_reader(candidate) else candidate


_MOST_LINES, _LOOK = 60, 300
_ENDING = re.compile(r"[ \t>|]*[$#%>] |\x02")
"""The next command, or the end of the paragraph's own text."""

_PROSE = re.compile(
    r"(?:[a-z']{2,20}[ ,]{1,2}){4}|\b(?:please|you|your|we|thanks?|bitte|danke)\b|"
    r"^[ >]*[A-Z]\w*(?: [\w']+){2,}[.!?]$",
)


def _with_output(candidate: Candidate) -> Candidate | None:
    """A command with the lines below it that are what it printed: up to an empty line or prose."""
    if is_for_reader(candidate):
        return None
    inside = quoted(candidate)
    text, end = candidate.view.text, candidate.end
    if inside.end < end:
        return inside
    for _ in range(_MOST_LINES):
        stop = text.find("\n", end + 1)
        line = text[end + 1 : stop if stop >= 0 else len(text)]
        if not line.strip() or _ENDING.match(line) or _PROSE.search(line[:_LOOK]):
            break
        end += 1 + len(line)
    return candidate._replace(end=end)


def _log(name: str, regex: str, gates: str, check: Check = quoted) -> Pattern:
    whole = rf"{START}({_ORIGIN}(?:{regex}))"
    return Pattern("log_line", name, whole, tuple(gates.split("|")), rank=Rank.REGION, check=check)


PATTERNS = (
    _log(
        "log-time-level",
        rf"(?:[DIWEFU], |\d+:[A-Z] )?[\[(]?{STAMP}(?:[.,]\d{{3,9}}[^\n]*|"
        rf"[^\n]{{0,90}}?(?:\b{_LOUD}\b|"
        rf"[\[<(]{_LEVEL}[\])>]|\b{_LEVEL}:|\w\[\d+\]:)[^\n]*)",
        _MINUTES,
    ),
    _log(
        "log-minute", rf"[\[(]?{_DATE}[T ]\d\d:[012345]\d[^\n]{{0,40}}?\b{_LOUD}\b[^\n]*", _MINUTES
    ),
    _log(
        "log-clock",
        rf"\[?{CLOCK}(?:[.,]\d{{3,6}})?\]? (?:(?:[^\n]{{0,60}}?[\[ ])?{_LOUD}\b|\[[\w.-]+\])[^\n]*",
        _MINUTES,
    ),
    _log(
        "log-level-time",
        rf"\[?{_LEVEL}\]?:?[ \t]+[^\n]{{0,90}}?{CLOCK}(?:[.,]\d|\])[^\n]*|"
        rf"\[?{_LOUD}\]?:?[ \t]+\[?{STAMP}\b[^\n]*",
        _LEVELS,
    ),
    Pattern(
        "log_line",
        "log-inline",
        rf"\w,? (\[?{STAMP}(?:[.,]\d{{3,9}})?(?:Z|"
        rf"[+-]\d\d:?\d\d)?[\]:,]{{0,2}} +(?:[\[<(]?{_LOUD}\b|[\[<(]{_LEVEL}[\])>])[^\n]*)",
        tuple(_MINUTES.split("|")),
        rank=Rank.REGION,
        check=_to_prose,
    ),
    _log(
        "log-level-clock",
        rf"\[?{_LOUD}\]?:?[ \t]+\[?{CLOCK}\]? [\w./-]+(?:\[\d+\])?: [^\n]*",
        _LEVELS,
    ),
    _log(
        "log-level-origin",
        rf"\[?{_LOUD}\]?[ :\t]+(?:\[[^\]\n]{{1,80}}\]|[\w$]+(?:\.[\w$]+){{2,}}|\w+(?:::|"
        rf"\[)\w+|\([\w.-]+\)|\w+=)[^\n]*",
        _LEVELS,
    ),
    _log(
        "log-python",
        r"(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):[\w.]+:[^\n]*",
        "debug:|info:|warning:|error:|critical:",
    ),
    _log(
        "log-syslog",
        rf"<\d{{1,3}}>1 {STAMP}[^\n]*|"
        rf"(?:<\d+>)?(?:{_MONTH}|{_MONTH_ABROAD}\.?) [ \d]?\d {CLOCK}(?:\.\d+)? "
        r"[\w.-]+ [\w./()@-]+(?:\[\d+\])?:[^\n]*|"
        rf"{_MONTH_ANY} [ \d]?\d {CLOCK}(?:\.\d+)? (?:[\w.-]+ )?"
        r"(?:[\w./()@-]+\[\d+\]|kernel|systemd|sudo):[^\n]*",
        _MINUTES,
    ),
    _log(
        "log-apache",
        rf"\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) {_MONTH} [ \d]\d {CLOCK}[\d. ]*\][^\n]*",
        _MINUTES,
    ),
    _log(
        "log-access",
        rf"(?:(?:\S+ )?\S+ - \S+ |\S+ \S+ \S+ |(?:\w+\[\d+\]: )?\S*\d[.:]\S*\d )?"
        rf"\[\d\d/{_MONTH}/\d{{4}}[: ]\d\d:[012345]\d[^\]\n]*\] [^\n]*",
        _MINUTES,
    ),
    _log("log-klog", rf"[IWEF]\d{{4}} {CLOCK}\.\d+ +\d+ [^\n]*", _MINUTES),
    Pattern(
        "log_line",
        "log-told",
        rf"\w,? ([IWEF](?:20\d\d)?\d{{4}} {CLOCK}\.\d{{3,9}} +\d+ [^\n]*|"
        rf"{_MONTH} [ \d]?\d {CLOCK}(?:\.\d+)? [\w.-]+ [\w./()@-]+\[\d+\]:[^\n]*)",
        tuple(_MINUTES.split("|")),
        rank=Rank.REGION,
        check=_in_prose,
    ),
    _log(
        "log-logcat",
        r"(?:[VDIWEF]/[\w.-]+(?:\(\s*\d+\))?: [^\n]*)",
        "v/|d/|i/|w/|e/|f/",
    ),
    Pattern(
        "log_line",
        "log-kernel-told",
        r"(?:\b[\w.-]+ kernel: |\b(?i:dmesg|syslog|"
        r"console)\b[^\n\[]{0,20})\[ {0,6}\d{1,7}\.\d{2,6}\] [^\n]*",
        (" kernel: [", "dmesg", "syslog", "console"),
        rank=Rank.REGION,
        check=to_sentence,
    ),
    _log("log-kernel", r"\[ {0,6}\d{1,7}\.\d{3,6}\] [^\n]*", "] "),
    _log(
        "log-rails",
        r"(?:Started (?:GET|POST|PUT|PATCH|DELETE) \"[^\n]*|Processing by \S+#\w+[^\n]*|"
        r"Completed \d{3} [^\n]* in \d+[^\n]*|"
        r"(?:\w+(?:::\w+)* )(?:Load|Update|Create|Exists\?|Count) \(\d+\.\d+ms\)[^\n]*|"
        r"Internal Server Error: /[^\n]*)",
        "started |processing by|completed |ms)|server error: /",
    ),
    _log(
        "log-json",
        r"\{[^\n]*\"(?:level|severity|lvl|levelname|errors|stack|stacktrace|stack_trace|"
        r"traceback|exception|trace_id|traceId|logger|jsonPayload|textPayload|protoPayload|insertId|"
        r"@timestamp)\" ?:[^\n]*\}",
        'level"|severity"|lvl"|levelname"|errors"|stack"|stacktrace"|stack_trace"|'
        'traceback"|exception"|trace_id"|traceid"|logger"|jsonpayload"|textpayload"|protopayload"|'
        'insertid"|@timestamp"',
    ),
    Pattern(
        "log_line",
        "log-logfmt",
        r"(?:\b[a-z][\w.]*=(?:\"[^\"\n]*\"|[^\s\",;()]+) +){2,}[a-z][\w.]*=(?:\"[^\"\n]*\"|"
        r"[^\s\",;()]+)(?: [^\n=.]{0,40}[\w.]+=[^\n]*)?",
        ("=",),
        rank=Rank.REGION,
        check=_no_tag,
    ),
    Pattern(
        "log_line",
        "log-compose",
        r"(?m)^[ \t>]*[\w.]+(?:-[\w.]+)*-\d+ +\| [^\n]*",
        ("| ",),
        rank=Rank.REGION,
    ),
    _log(
        "log-cluster",
        r"(?:NAME +READY +STATUS[^\n]*|Type +Reason +Age +From +Message[ \t]*(?:\n[ -]+$)?|"
        r"[a-z][\w.-]* +\d+/\d+ +(?:Running|CrashLoopBackOff|"
        r"Pending|Error|Completed|OOMKilled|"
        r"Terminating|ImagePullBackOff|ContainerCreating|Evicted|Init\S*)[^\n]*|(?:Normal|"
        r"Warning) +\w+ +\S+(?: \(x\d+ over [^)\n]{1,12}\))? +[\w-]+ +\S[^\n]*)",
        "ready|reason |running|crashloop|pending|error|completed|oomkilled|terminating|imagepull|"
        "containercr|evicted|init|normal|warning",
    ),
    _log(
        "log-command",
        r"[$#%>] (?:sudo )?(?:kubectl|helm|psql|redis-cli|ssh|journalctl|terraform|gcloud|"
        r"aws|az|git|systemctl|docker|mysql|mongosh|strace|gdb|jstack|jmap|crictl|stern|etcdctl|"
        r"argocd|nomad|consul|docker-compose|dmesg|tcpdump|lsof) [^\n]*",
        " kubectl| helm| psql| redis-cli| ssh| journalctl| terraform| gcloud| aws| az | "
        "git | systemctl| docker| mysql| mongosh| strace| gdb| jstack| jmap| crictl| stern| "
        "etcdctl| argocd| nomad| consul| dmesg| tcpdump| lsof",
        _with_output,
    ),
    Pattern(
        "log_line",
        "figure",
        r"(?i:\bp(?:50|75|90|95|99)(?:\.9+|9+)?(?: (?:latency|response time|write|read|query|wait|"
        r"lag))*(?: (?:is|was|at|of|went|rose|jumped|spiked|dropped|fell|hit|climbed|up|down|back|"
        r"now|only|over|above|under|below|from|to)){0,5}[ :=~<>]{1,3}\d[\d.,]*(?: ?(?:ms|µs|us|s|"
        r"sec|seconds|minutes|min|%|k|x))?\b(?: to \d[\d.,]* ?(?:ms|s|seconds|minutes)\b)?)",
        ("p50", "p75", "p90", "p95", "p99"),
        rank=Rank.REGION,
    ),
    Pattern(
        "log_line",
        "command-inline",
        r"(?:\+ |[`\"'])?\b(?:kubectl|helm|psql|redis-cli|journalctl|terraform|systemctl|"
        r"jstack|jmap) (?:-{1,2}\w|\w+ (?:-|\w+))[^\n`\"',.;]*(?:\.[^\s.][^\n`\"',.;]*)*",
        (
            "kubectl ",
            "helm ",
            "psql ",
            "redis-cli ",
            "journalctl ",
            "terraform ",
            "systemctl ",
            "jstack ",
            "jmap ",
        ),
        rank=Rank.REGION,
        check=_of_ours,
    ),
)
