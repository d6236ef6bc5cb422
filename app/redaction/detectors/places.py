"""Where engineering works: files, hosts, addresses of internal systems."""

import re

from app.redaction.detectors.services import PUBLIC_LABELS
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.policy import InternalPlaces

_CODE = (
    r"(?:py|pyi|java|kt|kts|scala|cs|fs|vb|go|js|jsx|mjs|cjs|ts|tsx|rb|erb|php|rs|c|cc|cpp|"
    r"cxx|h|hpp|"
    r"swift|m|mm|ex|exs|erl|pl|pm|lua|sql|sh|tf|vue|svelte|proto|gradle|yaml|yml|toml|"
    r"rego|groovy|clj|cljs|hs|zig|nim|cr|ml|mli|elm|fsx|pas|f90|sol|coffee|haml|slim|pug|heex|leex|"
    r"hrl|pyx|pxd|jsp|aspx|gd|lisp|rkt|abap|cob|dart|jl|ps1|psm1|bash|hcl|tfvars|bzl|bazel|cmake|"
    r"graphql|"
    r"avsc|thrift|scss|twig|jinja2?|j2|ejs|hbs|cshtml|razor|ipynb)"
)
_CODE_ALONE = r"(?:py|pyi|java|kt|kts|scala|go|ts|tsx|jsx|rb|erb|cc|cpp|cxx|hpp|swift|exs|gradle)"
"""Of these, a file's name alone is nothing else: no host, product or file of the customer's."""

_AT_LINE = (
    r"(?:,? (?:at |on |à la |a la |en la |in |alla |na |w |på )?(?i:lines?|zeilen?|lignes?|líneas?|"
    r"linhas?|rig(?:a|he)|regel|wierszu?|linii|linia|rad|řádek|řádku|строк[аеи]) \d+|"
    r",? ?の? ?第?\d+ ?行)"
)
"""Where in a file, told in a language of our engineers."""

_LINE_GATES = (
    *(" zeile", " ligne", " línea", " linha", " riga", " righe", " regel", " wiersz", " linii"),
    *(" linia", " rad ", " řád", " строк", "行"),
)
_MARKED_ENDINGS = "xml|html|css|json|less|properties|xaml|qml|storyboard|resx"
_MARKED = rf"(?:{_MARKED_ENDINGS})"
"""Of these only a number of a line tells that it is a source file."""

_URL_REST = r"(?:[/?#][^\s<>\"'\x02)\]]*)?"
_PAGE = r"(?:/[^\s<>\"'\x02)\]]*)?"
_HOST_LABEL = r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)"
_EVERYWHERE = frozenset({"/dev/null", "/etc/hosts"})
_COMMON = (
    "C:\\Users\\Public",
    "C:\\Windows",
    "C:\\Temp",
    "C:\\Program Files",
    "C:\\ProgramData\\Microsoft",
)
"""Places that every machine has, which readers are told to look at."""

_OF_READER = re.compile(
    r"(?:\b(?:please|your|you|bitte|ask (?:them|him|her|the \w+)|have them|tell them|(?:they|"
    r"customers?|"
    r"users?) (?:should|can|must|may|needs? to|has to|have to)|customers?['’]?s? (?:pc|machine|"
    r"computer|laptop|server))\b(?:[^.!?\n]|\.\w){0,90}|"
    r"\b(?:please|ask|have|they|you|customer|bitte)\b[^.!?]{0,40}\b(?:run|execute|enter|paste|"
    r"type|ausführen)\b[^.!?]{0,60}:\s[^\x02]{0,250})\Z"
)
"""In front of a place that is on the reader's machine."""

_DRIVE = re.compile(r"[A-Za-z]:\\[A-Z][A-Za-z]*\\?")
"""A folder of a drive, of which every office has one such."""


def _windows_path(candidate: Candidate) -> Candidate | None:
    """Where the reader is asked to look on a machine of theirs; a person's folder is private."""
    own = "\\Users\\" not in candidate.text and _OF_READER.search(candidate.before(360))
    return None if own else _path(candidate)


def _path(candidate: Candidate) -> Candidate | None:
    text = candidate.text.rstrip(".,;:!?")
    if text in _EVERYWHERE or text.startswith(_COMMON) or _DRIVE.fullmatch(text):
        return None
    return candidate._replace(end=candidate.start + len(text))


_BREAK = r"(?:\n[ \t>]*)?"
"""A long path is broken behind one of its strokes."""

_HANDED = re.compile(
    r"\b(?:your?|please|edit|open|creat\w+|sav\w+|put|add|upload\w*|download\w*|attach\w*|called|"
    r"named|bitte|ihre?)\b"
)


def _not_theirs(candidate: Candidate) -> Candidate | None:
    """A file of settings that the reader has, or is to make, is theirs."""
    return None if _HANDED.search(candidate.before(50)) is not None else candidate


_TO_CONNECT = re.compile(rf"{_HANDED.pattern}|\b(?:connect|mount|map|go)(?: it)? (?:to )?\W*\Z")


def _share(candidate: Candidate) -> Candidate | None:
    """A share that the reader is to open, or has, is theirs; `localhost` is every machine's own."""
    theirs = _TO_CONNECT.search(candidate.before(50)) or _OF_READER.search(candidate.before(360))
    anybodys = re.search(r"://(?:localhost|your|<|server/|nas/|example)", candidate.text.lower())
    return None if theirs or anybodys else _path(candidate)


PATTERNS = (
    Pattern(
        "source_path",
        "source-line",
        rf"(?:[A-Za-z]:\\)?(?:[\w.@~-]*[/\\]{_BREAK})*[\w.-]+\.{_CODE}"
        rf"(?::\d+(?:[:-]\d+)?|\(\d+(?:,\d+)?\)|#L\d+(?:-L\d+)?|[`\"')]?{_AT_LINE})",
        (":", "(", "#l", " line", *_LINE_GATES),
    ),
    Pattern(
        "source_path",
        "source-marked-up",
        rf"\b(?:[\w.@~-]+[/\\])*[\w-]+\.{_MARKED}:\d+(?::\d+)?\b",
        tuple(f".{ending}:" for ending in _MARKED_ENDINGS.split("|")),
        check=_not_theirs,
    ),
    Pattern(
        "source_path",
        "source-file",
        rf"(?:[\w.@~-]+/{_BREAK})+[\w.-]+\.{_CODE}\b",
        ("/",),
        check=lambda candidate: None if candidate.before(3) == "://" else candidate,
    ),
    Pattern(
        "source_path",
        "source-tree",
        r"(?:^|[^\w.@/:-])((?:\.?/)?(?:[\w.@-]+/)*(?:src|lib|libs|packages|apps|services|internal|pkg|cmd|"
        r"modules|components|migrations|i18n|locales|charts|helm|deploy|infra|terraform|ansible|tests?|"
        r"spec|fixtures|templates|assets|scripts|config|conf)/(?:[\w.@-]+/)+[\w.-]+\.(?:json|xml|html|css|txt|"
        r"md|properties|ini|conf|cfg|env|lock|csv|po|pot|strings|resx|plist|svg|tpl|tmpl|snap))\b",
        (
            ".json",
            ".xml",
            ".html",
            ".css",
            ".txt",
            ".md",
            ".properties",
            ".ini",
            ".conf",
            ".cfg",
            ".env",
            ".lock",
            ".csv",
            ".po",
            ".strings",
            ".resx",
            ".plist",
            ".svg",
            ".tpl",
            ".tmpl",
            ".snap",
        ),
        check=_not_theirs,
    ),
    Pattern(
        "source_path",
        "source-setting",
        r"(?:^|[^\w.@/-])([a-z0-9]+(?:_[a-z0-9]+)+\.(?:ya?ml|toml|tf|sql|proto|graphql|hcl))"
        r"(?:[^\w./-]|\.?$|[.][^\w])",
        (".y", ".toml", ".tf", ".sql", ".proto", ".graphql", ".hcl"),
        check=_not_theirs,
    ),
    Pattern(
        "source_path",
        "source-name",
        rf"(?:^|[^\w.@/-])([\w-]+\.{_CODE_ALONE})(?:[^\w./-]|\.?$|[.][^\w])",
        (".",),
    ),
    Pattern(
        "source_path",
        "qualified-name",
        r"\b(?:com|org|net|io|dev|java|javax|jakarta|kotlin|scala|android|sun|jdk|akka)"
        r"(?:\.[a-z_][a-z0-9_]*)+\.[A-Z]\w*(?:[.#$]\w+)*(?:\(\))?",
        (".",),
    ),
    Pattern(
        "file_path",
        "unix-path",
        r"(?:^|[\s\"'`(=:,\[])(/(?:home|usr|var|opt|etc|srv|mnt|tmp|root|app|apps|data|"
        r"Users|Library|"
        r"proc|run|dev|bin|lib|workspace|builds|private|Applications|media|www)/[^\s\"'`<>|"
        r",;)\]\x02]*)",
        ("/",),
        check=_path,
    ),
    Pattern(
        "file_path",
        "home-path",
        r"(?:^|[\s\"'`(=])(~/[\w.-]+(?:/[\w.-]+)*)",
        ("~/",),
        check=_path,
    ),
    Pattern(
        "file_path",
        "windows-path",
        r"(?:^|[^\w])([A-Za-z]:\\[^\s\"'<>|*?\x02]+)",
        (":\\",),
        check=_windows_path,
    ),
    Pattern(
        "file_path",
        "share-path",
        r"(?:^|\s)(\\\\[\w.-]+\\[^\s\"'<>|*?\x02]+)",
        ("\\\\",),
        check=_path,
    ),
    Pattern(
        "file_path",
        "share-url",
        r"\b((?:file|smb|cifs|nfs|afp)://[a-z0-9_/][\w.-]*(?:/[^\s<>\"'\x02()*\[\]]*)?)",
        ("file://", "smb://", "cifs://", "nfs://", "afp://"),
        ignore_case=True,
        check=_share,
    ),
    Pattern(
        "internal_url",
        "bare-host-url",
        rf"\b[a-z][a-z0-9+.-]*://(?:[^\s/@\"'<>]*@)?[a-z0-9_-]+(?::\d+)?(?:{_URL_REST}|$)",
        ("://",),
        ignore_case=True,
        check=lambda candidate: None if _is_word_url(candidate) else candidate,
    ),
    Pattern(
        "internal_url",
        "private-address-url",
        r"\b[a-z][a-z0-9+.-]*://(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|"
        r"169\.254)(?:\.\d+)+(?::\d+)?"
        rf"{_URL_REST}",
        ("://",),
        ignore_case=True,
    ),
)
_FIRST = re.compile(r"(?:\w+://)?(?:[^/@]*@)?([\w-]+)\.")
_OF_INTERNET = re.compile(
    r"(?:\w+://)?[\w.@-]+\.(?:com|io|net|org|dev|app|cloud|co|ai)(?![\w.-])", re.IGNORECASE
)
"""Hosts that anybody can reach; `docs.corp` is none."""
_DOTTED = re.compile(r"://[^/]*\.")


def _is_word_url(candidate: Candidate) -> bool:
    """A host with dots that the pattern saw only the start of; and the reader's own machine."""
    if re.search(r"://localhost\b", candidate.text) is not None:
        return True
    return candidate.after(1) in {".", "-", "@"} or _DOTTED.search(candidate.text) is not None


def _internal(candidate: Candidate) -> Candidate | None:
    """Not a service's public pages, nor the full stop of the sentence."""
    text = candidate.text.rstrip(".,;:!?")
    first = _FIRST.match(text) if _OF_INTERNET.match(text) is not None else None
    if first is not None and first[1].lower() in PUBLIC_LABELS and text.count(".") < 3:
        return None
    return candidate._replace(end=candidate.start + len(text))


def patterns_of(internal: InternalPlaces) -> tuple[Pattern, ...]:
    """Patterns for the hosts that the policy calls internal."""
    if not internal.hosts:
        return ()
    hosts = "|".join(_host_regex(host) for host in internal.hosts)
    gates = tuple(sorted({host.removeprefix("*.").lower() for host in internal.hosts}))
    host = rf"(?:{hosts})(?:\.[a-z0-9-]{{2,30}}){{0,3}}(?::\d{{2,5}})?"
    return (
        Pattern(
            "internal_url",
            "internal-url",
            rf"\b[a-z][a-z0-9+.-]*://(?:[^\s/@\"'<>]*@)?{host}{_URL_REST}",
            gates,
            rank=Rank.HOUSE,
            ignore_case=True,
            check=_internal,
        ),
        Pattern(
            "internal_host",
            "internal-host",
            rf"(?:^|[^\w@.-]){'(' + host + _PAGE + ')'}(?:[^\w-]|$)",
            gates,
            rank=Rank.HOUSE,
            ignore_case=True,
            check=_internal,
        ),
    )


def _host_regex(host: str) -> str:
    name = re.escape(host.removeprefix("*."))
    return rf"{_HOST_LABEL}+{name}" if host.startswith("*.") else name
