"""One line of a stack trace in its normal form: what was called, and not where or when it ran.

Line numbers, addresses, hashes, argument values, counters of generated code and the folders of an
installation differ from run to run and from machine to machine; they are left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_LINE = 400


@dataclass(frozen=True, slots=True)
class Frame:
    """`call` is the normal form. `own` says that it is the application's and no library's.

    `rising` is true where the trace begins with the outermost call, as Python's do.
    """

    call: str
    own: bool = True
    rising: bool = False


_LIBRARY_CALL = re.compile(
    r"(?:java|javax|jakarta|jdk|sun|com\.sun|kotlinx?|scala|clojure|groovy|dalvik|android|androidx)"
    r"\.|org\.(?:springframework|apache|hibernate|eclipse|jboss|junit)\.|io\.netty\.|reactor\.|"
    r"(?:System|Microsoft|Newtonsoft|Npgsql)\.|(?:runtime|reflect|syscall|testing|net/http)[./]|"
    r"<?(?:std|core|alloc|tokio|hyper|rayon)::|(?:__libc_|_start\b|clone3?\b|start_thread\b)|"
    r"(?:libsystem_|libdispatch|libobjc|UIKit|CoreFoundation|ntdll|kernel32|libc\.)"
)
_LIBRARY_PLACE = re.compile(
    r"node_modules|node:|^internal/|site-packages|dist-packages|/lib/python\d|/gems/|/vendor/|"
    r"zone\.js|webpack/bootstrap|<frozen |package:flutter|dart:"
)
_COUNTED = (
    (re.compile(r"\$\$Lambda[\w$]*(?:/[\w.]+)?"), "$$Lambda"),
    (re.compile(r"lambda\$(\w+)\$\d+"), r"lambda$\1"),
    (re.compile(r"\$\$\w*CGLIB\$\$[0-9a-f]+"), "$$CGLIB"),
    (re.compile(r"(Accessor|\$Proxy)\d+"), r"\1"),
    (re.compile(r"::h[0-9a-f]{16}\b"), ""),
    (re.compile(r"`\d+|(?<=[$@#])\d+|(?<=__)\d+|(?<=\|)\d+_\d+|\.func\d+(?:\.\d+)*"), ""),
    (re.compile(r"0x[0-9a-fA-F]+|(?<=@)[0-9a-f]{5,}\b"), ""),
)
_HASH = re.compile(r"(?<![^\W_])(?=\w*\d)(?=\w*[A-Za-z])[0-9A-Za-z_]{8,}(?![^\W_])")
_WORDY = re.compile(r"[A-Za-z]{5,}")


def normal_frame(line: str) -> Frame | None:
    """The frame that stands on this line, or None. No more than 400 characters are looked at."""
    line = line[:_LINE].strip(" \t\r>|│")
    if not line:
        return None
    return next((frame for read in _READERS if (frame := read(line)) is not None), None)


def _frame(call: str, place: str = "", *, rising: bool = False) -> Frame | None:
    call = " ".join(call.split())
    for pattern, replacement in _COUNTED:
        call = pattern.sub(replacement, call)
    if not re.search(r"[^\W\d_]", call):
        return None
    own = _LIBRARY_CALL.match(call) is None and _LIBRARY_PLACE.search(place) is None
    return Frame(call, own, rising)


def _file(path: str) -> str:
    """A file's name without its folders, its query and the hash that a build put into it."""
    name = re.split(r"[/\\]", path.partition("?")[0])[-1]
    return _HASH.sub(_without_hash, name)


def _without_hash(found: re.Match[str]) -> str:
    return found[0] if _WORDY.search(found[0]) else "#"


_PYTHON = re.compile(r'File \\?"(?P<file>[^"\\]+)\\?", line \d+(?:, in (?P<call>[^\n]+))?')


def _python(line: str) -> Frame | None:
    found = _PYTHON.match(line)
    if found is None:
        return None
    call = found["call"] or "<module>"
    return _frame(f"{_file(found['file'])}:{call.strip()}", found["file"], rising=True)


_AT = re.compile(r"(?:at|bei|à|en|in)\s+(?:async\s+|new\s+)*(?P<rest>\S.*)")
_CALL = re.compile(r"(?P<name>[^\s()][^()]*?)\s*\((?P<inside>.*)\)(?P<tail>[^()]*)$")
_PLACE = re.compile(r"(?P<file>.+?):\d+(?::\d+)?$")
_JVM = re.compile(r"(?:[^()\s:]+\.(?:java|kt|kts|scala|groovy|clj)(?::\d+)?|Native Method|"
                  r"Unknown Source|SourceFile(?::\d+)?)$")  # fmt: skip
_DOTTED = re.compile(r"[\w$<>`+\[\],|/@~-]+(?:[.:]+[\w$<>`+\[\],|~-]+)+")


def _at(line: str) -> Frame | None:
    found = _AT.match(line)
    if found is None:
        return None
    call = _CALL.match(found["rest"])
    if call is None:
        return _bare_place(found["rest"]) if line.startswith("at") else None
    name, inside = call["name"], call["inside"]
    if _JVM.match(inside):
        return _frame(name.rpartition("/")[2])
    place = _PLACE.match(inside)
    if place is not None and line.startswith("at"):
        name = re.sub(r" \[as .*", "", name)
        return _frame(f"{name}@{_file(place['file'])}", place["file"])
    if _DOTTED.fullmatch(name) is None:
        return _frame(name) if inside in ("<anonymous>", "native") else None
    return _frame(re.sub(r"<[\w, ]+>$|\[[\w., ]+\]$", "", name))


def _bare_place(rest: str) -> Frame | None:
    place = _PLACE.match(rest)
    if place is None or " " in place["file"].strip() or place["file"].endswith(".rs"):
        return None
    return _frame(f"@{_file(place['file'])}", place["file"])


_FIREFOX = re.compile(
    r"(?P<call>[^@\s]{0,200})@(?P<file>(?:https?|file|webpack|app|capacitor)[^\s]*?):\d+(?::\d+)?$"
)


def _firefox(line: str) -> Frame | None:
    found = _FIREFOX.match(line)
    if found is None:
        return None
    return _frame(f"{found['call'] or '<anonymous>'}@{_file(found['file'])}", found["file"])


_GO = re.compile(r"(?P<call>[\w./*()%-]+\.[\w.()*-]+)\([0-9a-fx?, .{}]*\)$|created by (?P<by>\S+)")


def _go(line: str) -> Frame | None:
    found = _GO.match(line)
    return _frame(found["call"] or found["by"]) if found is not None else None


_RUST = re.compile(r"\d+:\s+(?:0x[0-9a-f]+ - )?(?P<call><?[\w&][^\n]*::[^\n]+)$")
_RUBY = re.compile(
    r"(?:from )?(?P<file>\S+\.(?:rb|erb|rake|haml)):\d+:in [`'\"](?:block (?:\(\d+ levels\) )?in )?"
    r"(?P<call>[^'`\"]+)['`\"]"
)
_ELIXIR = re.compile(r"\([\w-]+ [\d.]+\) [^\s:]+\.(?:exs?|erl):\d+: (?P<call>\S+)")
_PERL = re.compile(r"(?:.* )?at (?P<file>\S+\.p[lm]) line \d+")
_NATIVE = re.compile(r"\d+\s+(?P<file>\S+)\s+0x[0-9a-f]{6,16}\s+(?P<call>.+?)(?: \+ \d+)?$")
_OFFSET = re.compile(r"(?:\[<[0-9a-f]+>\] )?\??\s*(?P<call>[\w?@<>~.:$!-]+)\+0x[0-9a-f]+")


def _rust(line: str) -> Frame | None:
    found = _RUST.match(line)
    return _frame(found["call"].strip()) if found is not None else None


def _ruby(line: str) -> Frame | None:
    found = _RUBY.match(line)
    if found is None:
        return None
    call = re.split(r"[#.]", found["call"])[-1]
    return _frame(f"{_file(found['file'])}:{call}", found["file"])


def _elixir(line: str) -> Frame | None:
    found = _ELIXIR.match(line)
    return _frame(found["call"]) if found is not None else None


def _perl(line: str) -> Frame | None:
    found = _PERL.match(line)
    return _frame(f"@{_file(found['file'])}", found["file"]) if found is not None else None


_NUMBERED = re.compile(r"#\d+\s+(?:0x[0-9a-f]+ (?:in )?|pc [0-9a-f]+ +)?(?P<rest>\S.*)")
_PHP = re.compile(r"(?P<file>\S+)\(\d+\): (?P<call>[^(]+)\(")
_DART = re.compile(r"(?P<call>[\w.<>]+) +\((?P<file>(?:package|dart|file):\S+?):\d+(?::\d+)?\)")
_SANITIZED = re.compile(r"(?P<call>[\w:~<>*&]+) (?P<file>/\S+?):\d+(?::\d+)?$")
_DEBUGGED = re.compile(
    r"(?P<call>[\w:~<>*&, ]+?) ?\(.*\)(?: (?:at|from) (?P<file>\S+?)(?::\d+)?)?$"
)


def _numbered(line: str) -> Frame | None:
    found = _NUMBERED.match(line)
    if found is None:
        return None
    for pattern in (_PHP, _DART, _SANITIZED, _DEBUGGED):
        frame = pattern.match(found["rest"])
        if frame is not None:
            return _frame(frame["call"], frame["file"] or "")
    return None


def _native(line: str) -> Frame | None:
    found = _NATIVE.match(line)
    return _frame(f"{found['file']} {found['call']}") if found is not None else None


def _offset(line: str) -> Frame | None:
    found = _OFFSET.match(line)
    return _frame(found["call"]) if found is not None else None


_READERS: tuple[Callable[[str], Frame | None], ...] = (
    _python, _at, _firefox, _numbered, _ruby, _elixir, _native, _rust, _go, _offset, _perl,
)  # fmt: skip
