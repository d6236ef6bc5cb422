"""By what two tickets are known to tell of one cause: stack traces and error codes. Pure.

What is returned is still text of the ticket: it is not for storing or showing, but for a keyed
digest (`app.services.suspects`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.sync.frames import Frame, normal_frame

MAX_LINES = 5_000
MAX_TRACES = 8
MAX_CODES = 10
MAX_TEXT = 400_000
_DEPTH = 5
_GAP = 3

_ERROR = r"(?:Error|Exception|Failure|Fault|Panic|Interrupt|Exit)"
_LEAD = re.compile(
    r"(?:Caused by: |Suppressed: |Uncaught (?:\(in promise\) )?|Unhandled [Ee]xception[.:] *|"
    r"Exception in thread \"[^\"]*\" |(?:PHP )?Fatal error: +Uncaught |\*\* \(|-+> |"
    r"Wrapped by: |\[[^\]]*\] |E/AndroidRuntime[^:]*: )+"
)
_TYPE = re.compile(rf"(?:[A-Za-z_][\w$]*(?:\.|::|\\))*(?P<type>[A-Za-z_][\w$]*{_ERROR})(?![\w.$])")
_RUBY_TYPE = re.compile(r"\.(?:rb|erb|rake):\d+:.*\((?P<type>(?:\w+::)*[A-Z]\w+)\)\s*$")
_QUOTED = re.compile(r"(?:[>|│] ?)+")
_LAST_LINE = re.compile(r"(?:[A-Za-z_]\w*\.)*(?P<type>[A-Z]\w+)(?::|\s*$)")
_PANIC = re.compile(r"panic: |thread '[^']*' (?:\(\d+\) )?panicked at|goroutine \d+ \[")
_SIGNAL = re.compile(r"\b(?P<type>SIG[A-Z]{3,5}|EXC_[A-Z_]+|[Ss]egmentation fault)\b")
_BREAK = re.compile(
    r"Caused by:|Suppressed:|Traceback \(most recent|During handling of|The above exception|"
    r"goroutine \d+ \[|--- End of (?:inner|stack)|Exception in thread|thread '[^']*'|-+> "
)


def fingerprints(text: str) -> tuple[str, ...]:
    """One for each trace of the text: the error's type and its innermost calls.

    The same crash of another run, build or machine gives the same. A trace that is all library
    counts only where the text has no other.
    """
    runs = list(_runs(text.splitlines()[:MAX_LINES]))
    found = [(_fingerprint(kind, frames), any(one.own for one in frames)) for kind, frames in runs]
    own = [print_ for print_, is_own in found if print_ and is_own]
    return tuple(dict.fromkeys(own or [print_ for print_, _ in found if print_]))[:MAX_TRACES]


def _fingerprint(kind: str, frames: Sequence[Frame]) -> str:
    """Empty where there is too little to tell one cause from another."""
    inner = [*reversed(frames)] if frames[0].rising else [*frames]
    own = [frame.call for frame in inner if frame.own]
    calls = own if len(own) > 1 else [frame.call for frame in inner]
    if len(calls) < (1 if kind and own else 2):
        return ""
    return "\n".join((kind, *calls[:_DEPTH]))


def _runs(lines: Sequence[str]) -> Iterator[tuple[str, list[Frame]]]:
    """Each trace's error type and frames, in the order of the text."""
    frames: list[Frame] = []
    first = last = 0
    for number, line in enumerate(lines):
        frame = normal_frame(line)
        if frames and (_BREAK.search(line[:200]) or number - last > _GAP):
            yield _kind(lines, first, last, frames), frames
            frames = []
        if frame is not None:
            first = first if frames else number
            last = number
            frames.append(frame)
    if frames:
        yield _kind(lines, first, last, frames), frames


def _kind(lines: Sequence[str], first: int, last: int, frames: Sequence[Frame]) -> str:
    """The type of what was thrown: above the frames, or below those of a rising trace."""
    if frames[0].rising:
        below = lines[last + 1 : last + 5]
        return next(filter(None, map(_type_below, below)), "")
    above = reversed(lines[max(0, first - 4) : first + 1])
    return next(filter(None, map(_type_of, above)), "")


def _type_of(line: str) -> str:
    line = line[:400].strip(" \t>|│")
    bare = _LEAD.sub("", line, count=1)
    found = _TYPE.match(bare) or _RUBY_TYPE.search(line) or _SIGNAL.search(line)
    if found is not None:
        return re.split(r"::|\\", found["type"])[-1]
    if _PANIC.search(line):
        return "panic"
    named = _TYPE.search(bare)
    return named["type"] if named is not None else ""


def _type_below(line: str) -> str:
    line = _QUOTED.sub("", line[:400], count=1)
    found = _LAST_LINE.match(line) if line[:1].strip() else None
    return found["type"] if found is not None else ""


_SIGNS_OF_CODES = (
    "err", "fehler", "failure", "exception", "stop", "code", "number", "no.", "nr", "0x",
    "ora-", "tns-", "pls-", "rman-", "sql", "dsra", "cwwk", "aadsts",
)  # fmt: skip
"""One of these stands in every text that names a code: most texts are not looked at further."""

_CODES = (
    re.compile(r"\b(ERR_[A-Z0-9_]{3,60})\b"),
    re.compile(r"\b((?:ORA|TNS|PLS|RMAN|SQL|DSRA|CWWK[A-Z]?|AADSTS)-?\d{4,7}[A-Z]?)\b"),
    re.compile(r"\bSQLSTATE\W{1,3}([0-9A-Z]{5})\b"),
    re.compile(r"\b(0x[89A-Fa-f][0-9A-Fa-f]{7})\b"),
    re.compile(
        r"\b(?i:error|fehler|erreur|errore|failure|exception|stop)"
        r"(?:[ -](?i:code|number|no\.?|id|nr\.?))?(?: is| was)?[ \t]{0,2}[:=#(\[]?[ \t]{0,2}"
        r"([A-Z][A-Z0-9]{0,11}(?:[-_][A-Z0-9]{1,12}){1,4}|[A-Z]{1,6}\d{3,7})\b"
    ),
    re.compile(
        r"(?i:\b(?:error|status|exit|fault|result)[ -]?(?:code|number|no\.?)(?: is| was)?"
        r"[ \t]{0,2}[:=#]?[ \t]{0,2})(-?\d{4,10})\b"
    ),
)


def error_codes(text: str) -> tuple[str, ...]:
    """The error codes that the text names, in capitals, each once.

    A number alone counts only where it is called a code and has four digits or more: three are
    HTTP's, which everything answers with.
    """
    text = text[:MAX_TEXT]
    folded = text.lower()
    if not any(word in folded for word in _SIGNS_OF_CODES):
        return ()
    found = (code.upper() for pattern in _CODES for code in pattern.findall(text))
    return tuple(dict.fromkeys(_with_digit(found)))[:MAX_CODES]


def _with_digit(codes: Iterable[str]) -> Iterator[str]:
    return (code for code in codes if code.startswith("ERR_") or any(map(str.isdigit, code)))
