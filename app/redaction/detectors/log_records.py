"""What build servers, event logs and shells print in a form of their own: each block goes whole."""

from app.redaction.detectors import log_services
from app.redaction.detectors.log_lines import START, quoted
from app.redaction.hits import Rank
from app.redaction.patterns import Check, Pattern

_LINE = r"(?m)^[ \t>]*"
_BUILD = (
    r"(?:> )?Task :[\w:.-]+|Execution failed for task ':|\* What went wrong:|"
    r"BUILD (?:FAILED|SUCCESSFUL|SUCCESS|FAILURE)\b|FAILURE: Build failed|"
    r"Started by (?:upstream project \"|an SCM change|(?:timer|user \S+(?: \S+)?)$)|"
    r"Building (?:remotely )?(?:on|in) [\w. ()-]+ in workspace |Running on [\w.-]+ in /|"
    r"\[Pipeline\] |Finished: (?:SUCCESS|FAILURE|UNSTABLE|ABORTED)|"
    r"Running with gitlab-runner |Preparing the \"\w+\" executor|Using (?:Docker|Shell|Kubernetes) "
    r"executor|Running on runner-|Uploading artifacts(?: for |\.\.\.)|ERROR: Job failed|"
    r"##\[(?:group|command|section|warning)\]|Error: Process completed with exit code|"
    r"\[(?:INFO|ERROR)\] (?:Building |Failed to execute goal |Reactor Summary|BUILD |-{6})"
)
"""How lines begin that Gradle, Jenkins, GitLab, Azure, GitHub and Maven print."""

_BUILD_GATES = (
    *("task :", "for task '", "went wrong:", "build failed", "build success", "build failure"),
    *("started by ", "in workspace ", "running on ", "[pipeline] ", "finished: "),
    *("gitlab-runner ", 'preparing the "', " executor", "uploading artifacts", "job failed"),
    *("##[", "process completed with", "[info] ", "[error] "),
)
_EVENT_KEY = (
    r"TimeCreated|TimeGenerated|TimeWritten|ProviderName|LogName|MachineName|LevelDisplayName|"
    r"EntryType|InstanceId|RecordId"
)
"""How PowerShell calls what an event of Windows says."""

_RECORD_KEY = (
    r"insertId|jsonPayload|textPayload|protoPayload|logName|logStream|logGroup|@timestamp|@message|"
    r"log\.level|trace_id|traceId|span_id|spanId|stack_trace|stacktrace|cluster_name|"
    r"pod_name|container_name|namespace_name|levelname|RenderedMessage|MessageTemplate"
)
"""How platforms call what a record of a log says, over several lines."""


def _gates(keys: str, ends: str) -> tuple[str, ...]:
    return tuple(f"{key.lower()}{ends}".replace("\\", "") for key in keys.split("|"))


def _block(name: str, regex: str, *gates: str, check: Check | None = None) -> Pattern:
    return Pattern("log_line", name, regex, gates, rank=Rank.REGION, check=check)


PATTERNS = (
    *log_services.PATTERNS,
    _block(
        "log-build",
        rf"{_LINE}(?:{_BUILD})[^\n]*(?:\n[ \t>]*(?:{_BUILD}|[+$] )[^\n]*)*",
        *_BUILD_GATES,
    ),
    _block(
        "log-event-fields",
        rf"{_LINE}(?:(?:{_EVENT_KEY}) *: [^\n]*"
        r"(?:\n[ \t>]*(?:[A-Z]\w+ *: |[ \t]{8}\S)[^\n]*)*|"
        r"TimeCreated +Id +LevelDisplayName +Message[^\n]*(?:\n[^\n]*\S[^\n]*)*)",
        *_gates(_EVENT_KEY, ""),
    ),
    _block(
        "log-event-line",
        rf"{START}(Event(?: ID)? \d{{1,5}}, [^\n,]{{2,60}}, [^\n]{{0,60}}"
        r"(?:Computer|Source|Level|Provider|User): [^\n]*)",
        "computer: ",
        "source: ",
        "level: ",
        "provider: ",
        "user: ",
        check=quoted,
    ),
    _block(
        "log-event-xml",
        r"<Event(?: [^<>\n]*)?>\s*<System>[^\x02]*?(?:</Event>|\n[ \t]*\n|$)",
        "<system>",
    ),
    _block(
        "log-record-nested",
        rf"{_LINE}\{{[ \t]*\n(?:[ \t]+\S[^\n]*\n){{0,40}}?[ \t]+\"(?:{_RECORD_KEY})\" ?:[^\n]*\n"
        r"(?:[ \t]+\S[^\n]*\n){0,80}?\}",
        *_gates(_RECORD_KEY, '"'),
    ),
    _block(
        "log-calls",
        rf"{_LINE}Call [Ss]tack:?[ \t]*"
        r"(?:\n[ \t>|]*(?:#[ \t|]+Time[ \t|]|\d+\.\d{4}[ \t]|\d+[ \t|]+\d+\.\d{4}[ \t|])[^\n]*)+",
        "call stack",
    ),
    _block(
        "shell-shown",
        rf"{_LINE}(?:[A-Z]\w+-[A-Z]\w+|\w+Exception): [^\n]*\nLine \|[ \t]*"
        r"(?:\n[ \t]*\d* \|[^\n]*)*",
        "line |",
    ),
)
