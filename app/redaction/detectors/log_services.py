"""What services say without a time in front, and commands with a pipe behind them."""

import re

from app.redaction.detectors.instructions import is_for_reader
from app.redaction.detectors.log_lines import START, quoted, to_sentence
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_DAEMONS = (
    r"systemd(?:-\w+)?|kernel|sshd|cron|crond|CRON|sudo|dockerd|containerd|kubelet|haproxy|nginx|"
    r"postgres|mysqld|mariadbd|redis-server|rabbitmq|postfix/\w+|dovecot|rsyslogd|named|dhclient|"
    r"NetworkManager|auditd|chronyd|ntpd|supervisord|gunicorn|uwsgi|dnsmasq|keepalived|php-fpm"
)
"""Who says something behind the number of their process."""

_BARE = "systemd|sshd|dockerd|containerd|kubelet|rsyslogd|dhclient|auditd|supervisord"
"""Who does so without it as well: `nginx: restart it` is said by a person."""

_DAEMON_GATES = ("]: ", *(f"{name}: " for name in _BARE.split("|")))
_UNIT = (
    r"(?:Main process exited|Control process exited|Failed with result|Scheduled restart job|"
    r"Start request repeated|Service (?:Restart|hold-off)|Unit entered failed|State '|"
    r"Consumed \d|Deactivated successfully|Succeeded\.|A process of this unit|Watchdog timeout|"
    r"Killing process|start(?:-pre|-post)? operation timed out|Changed dead|Triggering OnFailure)"
)
"""How systemd goes on behind the name of a unit."""

_FILTERS = (
    r"(?:[efz]?grep|zcat|rg|ag|jq|yq|awk|sed|cut|sort|uniq|wc|tail|head|less|tee|xargs|column)"
)
_SOURCES = (
    r"(?:curl|wget|cat|zcat|tail|head|dmesg|ps|netstat|ss|lsof|docker|podman|ls|find|nc|dig|echo|"
    r"env|printenv|journalctl|kubectl|ssh|psql|mysql|redis-cli|git|du|df|top|ip|iptables|zgrep|"
    r"grep|http|openssl|tcpdump)"
)
_SOURCE_GATES = ("| ", "|")


_SHELL = re.compile(
    r"[ \t]-{1,2}\w|://|[ \t][\w.~]*/[\w.-]+[/.]|[$\"'=]|grep|\| ?(?:jq|awk|sed|xargs|wc)\b"
)
"""What a command has and a row of a table has not: `top speed | less than 20`."""


def _pipe(candidate: Candidate) -> Candidate | None:
    """What the reader is asked to run is the answer; a command in a sentence ends with it."""
    if is_for_reader(candidate) or _SHELL.search(candidate.text) is None:
        return None
    return to_sentence(quoted(candidate))


_PART = re.compile(r"[A-Za-z0-9]+(?:[._:-][A-Za-z0-9]+)+|/")


def _search(candidate: Candidate) -> Candidate | None:
    """A search for a name of ours, or in a file: `grep the report` is said by a person."""
    if is_for_reader(candidate) or _PART.search(candidate.text) is None:
        return None
    return quoted(candidate)


_ADVICE = re.compile(
    r"[\w.@/-]+(?:\[\d+\])?: (?:it|please|you|your|this|that|bitte|es|sie|veuillez|il|elle|"
    r"por favor|per favore)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"(?:item|table|printer|row|cell|array|list|entry|page|line|step|order|room|seat|figure|section|"
    r"field|column|user|file|note|part|chapter|version|product|article)s?\[",
    re.IGNORECASE,
)


def _said_by_service(candidate: Candidate) -> Candidate | None:
    """Not what a person says of a service, or of the thing of a number: `item[2024]: too dear`."""
    said = candidate.text
    if _ADVICE.match(said) is not None or _THINGS.match(said) is not None:
        return None
    return quoted(candidate)


def _ended(candidate: Candidate) -> Candidate | None:
    """Not what a page answered: `status=200/OK`."""
    return None if candidate.text.endswith("/OK") else candidate


def _log(name: str, regex: str, *gates: str) -> Pattern:
    whole = rf"{START}({regex})"
    return Pattern("log_line", name, whole, gates, rank=Rank.REGION, check=_said_by_service)


PATTERNS = (
    _log("log-daemon",
         rf"(?:[\w.-]+ )?(?:(?:{_DAEMONS})\[\d+\]|{_BARE}): \S[^\n]*", *_DAEMON_GATES,
         "postfix/"),
    _log("log-process", r"[a-z][\w./@-]*\[\d{3,7}\]: \S[^\n]*", *(f"{n}]: " for n in "0123456789")),
    _log("log-unit", rf"[\w@.\\-]+\.(?:service|socket|timer|mount|scope|slice): {_UNIT}[^\n]*",
         ".service: ", ".socket: ", ".timer: ", ".mount: ", ".scope: ", ".slice: "),
    Pattern("log_line", "process-ended",
            r"\b(?:code=(?:exited|killed|dumped), ?)?status=\d{1,3}/[A-Z_]{2,20}\b|"
            r"\bcode=(?:exited|killed|dumped), ?(?:status|signal)=\w+",
            ("status=", "code="), rank=Rank.REGION, check=_ended),
    Pattern("log_line", "command-piped",
            rf"(?m)(?:^[ \t>]*(?:[$#%] )?|[`\"'(]|: )((?:sudo )?{_SOURCES} [^\n|]{{1,300}}"
            rf"\| ?{_FILTERS}\b[^\n]*)",
            _SOURCE_GATES, rank=Rank.REGION, check=_pipe),
    Pattern("log_line", "command-search",
            r"(?m)^[ \t>]*(?:[$#%] )?((?:sudo )?(?:[efz]?grep|rg|ag|ack|tail|jq|awk|sed) "
            r"(?:-{1,2}\w[\w=-]* |[\"'.])[^\n]*)",
            ("grep ", "rg ", "ag ", "ack ", "tail ", "jq ", "awk ", "sed "),
            rank=Rank.REGION, check=_search),
)  # fmt: skip
