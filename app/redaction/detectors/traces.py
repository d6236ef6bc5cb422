"""Stack traces of the major languages and log lines: whole regions of lines.

A line is a frame, a cause, or neither. A region is a run of frames with the causes around them and
with the few lines between (echoed source, carets); it begins where the cause begins, so that a
sentence in front of a cause on the same line stays.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator

from app.redaction.canonical import Canonical
from app.redaction.hits import Hit, Rank
from app.redaction.patterns import Pattern, PatternSet

_GAP = 2
_AT = r"(?m)^[ \t>|]*at "


def _frame(name: str, regex: str, *gates: str) -> Pattern:
    return Pattern("frame", name, regex, gates)


_FRAMES = (
    _frame("python", r'(?m)^[ \t>|]*File "[^"\n]+", line \d+(?:, in [^\n]*)?', 'file "'),
    _frame("java", rf"{_AT}(?:[\w$.<>-]+/)*[\w$.<>]+\([^()\n]*\)[^\n]*", "at "),
    _frame("dotnet", rf"{_AT}[\w`<>\[\],+]+(?:\.[\w`<>\[\],+]+)+\([^\n]*", "at "),
    _frame("node", rf"{_AT}(?:[^\n()]+ \()?[^\s()]+:\d+:\d+\)?", "at "),
    _frame("firefox", r"(?m)^[\w$./<>*]*@[^\s@]+:\d+:\d+$", "@"),
    _frame("ruby", r"(?m)^[ \t>|]*(?:from )?[^\s:]+\.rb:\d+:in [`'][^\n]*", ".rb:"),
    _frame(
        "php", r"(?m)^[ \t>|]*#\d+ (?:[^\s(]+\(\d+\): |\{main\}|\[internal function\])[^\n]*", "#"
    ),
    _frame("go", r"(?m)^[ \t>|]*[^\s:]+\.go:\d+(?: \+0x[0-9a-f]+)?[ \t]*$", ".go:"),
    _frame("rust", r"(?m)^[ \t>|]*(?:at )?[^\s:]+\.rs:\d+(?::\d+)?:?[ \t]*$", ".rs:"),
    _frame("rust-symbol", r"(?m)^[ \t]*\d+: +(?:0x[0-9a-f]+ - )?[\w<>]+::[^\n]+", "::"),
    _frame(
        "native",
        r"(?m)^[ \t>|]*#\d+ +(?:0x[0-9a-fA-F]+ (?:in )?)?[^\n]*(?:\.\w+:\d+|\+0x)[^\n]*",
        "#",
    ),
    _frame("kernel", r"(?m)^[^\n]*\[<?[0-9a-f]{8,16}>?\] [^\n]+\+0x[0-9a-f]+[^\n]*", "+0x"),
)
_CAUSES = (
    _frame("python-head", r"Traceback \(most recent call last\):?[^\n]*", "traceback"),
    _frame("java-thread", r'Exception in thread "[^"\n]*"[^\n]*', "exception in thread"),
    _frame(
        "caused-by", r"(?m)^[ \t>|]*(?:Caused by|Suppressed): [^\n]+", "caused by", "suppressed"
    ),
    _frame("more", r"(?m)^[ \t>|]*\.\.\. \d+ (?:more|common frames)[^\n]*", "..."),
    _frame(
        "dotnet-head", r"Unhandled exception[.:][^\n]*|--- End of [^\n]*", "unhandled", "--- end"
    ),
    _frame("dotnet-inner", r"(?m)^[ \t]*-+> [\w.]+(?:Exception|Error)[^\n]*", "> "),
    _frame(
        "error",
        r"(?m)(?:\b[\w$]+[.:]{1,2})*\b[A-Z][\w$]*(?:Error|Exception|Failure|Fault)\b(?::[^\n]*|$)",
        "error",
        "exception",
        "failure",
        "fault",
    ),
    _frame(
        "error-line",
        r"(?m)^[ \t>|]*(?:[\w$]+[.:]{1,2})*[A-Z][\w$]*(?:Error|Exception)\b(?::[^\n]*|[ \t]*$)",
        "error",
        "exception",
    ),
    _frame("ruby-head", r"(?m)^[^\s:]+\.rb:\d+:in [`'][^\n]*", ".rb:"),
    _frame(
        "php-head", r"PHP (?:Fatal error|Warning|Notice)[^\n]*|Stack trace:", "php ", "stack trace"
    ),
    _frame(
        "go-head",
        r"(?m)^(?:panic: [^\n]+|goroutine \d+ \[[^\]]*\]:|created by [^\n]+)",
        "panic",
        "goroutine",
        "created by",
    ),
    _frame("go-call", r"(?m)^[\w./*()-]+\((?:0x[0-9a-f?]+|\.\.\.|[,{} ])*\)$", "("),
    _frame(
        "rust-head",
        r"thread '[^'\n]*' panicked at [^\n]*|stack backtrace:",
        "panicked at",
        "backtrace",
    ),
    _frame("signal", r"(?m)^==\d+==[^\n]*|Segmentation fault[^\n]*", "==", "segmentation fault"),
    _frame(
        "kernel-head",
        r"(?:BUG:|Oops:|Call Trace:|Kernel panic)[^\n]*",
        "bug:",
        "oops:",
        "call trace",
        "kernel panic",
    ),
)
_LEVEL = r"(?i:trace|debug|info|notice|warn|warning|error|err|fatal|critical|severe)"
_ORIGIN = r"(?:(?:\[[^\]\n]{0,60}\]|[\w$-]*[.:/$\d][\w.:/$-]*)[ \t]+){0,2}"
_DAY = r"[\[(]?(?:\d{4}[-/.]\d\d[-/.]\d\d[T ])?"
_LEVELS = ("trace", "debug", "info", "notice", "warn", "err", "fatal", "critical", "severe")


def _log(name: str, regex: str, *gates: str) -> Pattern:
    return Pattern("log_line", name, rf"(?m)^[ \t>|]*{regex}", gates, rank=Rank.REGION)


PATTERNS = (
    _log(
        "log-time-level",
        rf"\[?\d{{4}}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?[^\n]{{0,80}}?\b{_LEVEL}\b[^\n]*",
        *_LEVELS,
    ),
    _log("log-level-time", rf"\[?{_LEVEL}\]?:?[ \t]+{_ORIGIN}{_DAY}\d\d:\d\d:\d\d[^\n]*", *_LEVELS),
    _log(
        "log-syslog",
        r"(?:<\d+>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]+ [\w./-]+(?:\[\d+\])?:[^\n]*",
        ":",
    ),
    _log("log-access", r'\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:[^\]\n]*\] "[^\n]*', '] "'),
    _log(
        "log-json",
        r'\{[^\n]*"(?:level|severity|lvl|levelname)" ?:[^\n]*\}[ \t]*$',
        'level"',
        'severity"',
        'lvl"',
        'levelname"',
    ),
    _log(
        "log-logfmt",
        r"(?:time|ts|level)=\S+ [^\n]*\b(?:level|msg|caller)=[^\n]*",
        "level=",
        "msg=",
        "caller=",
    ),
)

_HEADS = (
    _frame(
        "exception-name",
        r"\b(?:[a-z][\w$]*\.){2,}[A-Z][\w$]*(?:Error|Exception)\b(?::[^\n.]*)?",
        "error",
        "exception",
    ),
    _frame(
        "exception-short",
        r"\b[A-Z][\w$]+(?:Error|Exception)\b(?:: [^\n.]+)?"
        r"(?: (?:at|in|from|on) (?:[a-z][\w$]*\.)*[A-Z][a-z0-9]+[A-Z][\w$]*"
        r"(?:[.#:]+[\w$]+)*(?:\(\))?)?",
        "error",
        "exception",
    ),
    _frame("go-panic", r"(?m)^panic: runtime error[^\n]*", "panic: runtime"),
    _frame("rust-panic", r"thread '[^'\n]*' panicked at [^\n]*", "panicked at"),
    _frame("python-head", r"Traceback \(most recent call last\):?[^\n]*", "traceback"),
    _frame(
        "source-location",
        r"\b[A-Z]\w*\.(?:java|kt|scala|cs):\d+\b",
        ".java:",
        ".kt:",
        ".scala:",
        ".cs:",
    ),
)
_FRAME_SET = PatternSet(_FRAMES)
_CAUSE_SET = PatternSet(_CAUSES)
_HEAD_SET = PatternSet(_HEADS)


def find_traces(view: Canonical) -> Iterator[Hit]:
    """Each stack trace with its causes, as one region; and causes that stand alone."""
    yield from _lone_heads(view)
    frames = {_line(view, hit.start): hit.start for hit in sorted(_FRAME_SET.find(view))[::-1]}
    if not frames:
        return
    causes = {_line(view, hit.start): hit.start for hit in sorted(_CAUSE_SET.find(view))[::-1]}
    lines = sorted(frames | causes)
    for first, last in _runs(lines, frames.keys()):
        start = frames[first] if first in frames else causes[first]
        yield Hit(start, _line_end(view, last), "stack_trace", "stack-trace", Rank.REGION)


def _lone_heads(view: Canonical) -> Iterator[Hit]:
    """A cause that stands without frames, by its full name."""
    for hit in _HEAD_SET.find(view):
        yield hit._replace(entity="stack_trace", rank=Rank.REGION)


def _runs(lines: list[int], frames: Collection[int]) -> Iterator[tuple[int, int]]:
    """Runs of lines with small gaps that hold at least one frame."""
    run: list[int] = []
    for line in [*lines, 1 << 60]:
        if run and line - run[-1] > _GAP + 1:
            if any(member in frames for member in run):
                yield run[0], run[-1]
            run = []
        run.append(line)


def _line(view: Canonical, offset: int) -> int:
    return bisect_right(view.line_starts, offset) - 1


def _line_end(view: Canonical, line: int) -> int:
    starts = view.line_starts
    return starts[line + 1] - 1 if line + 1 < len(starts) else len(view.text)
