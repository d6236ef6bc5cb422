"""Lines of stack traces that tell the place of a call: they anchor a region.

A frame is found where its own signs stand, not by the whole line, so that a trace that was pasted
into one line, quoted or indented is found as one that was not.
"""

from app.redaction.patterns import Candidate, Check, Pattern

_LINE = r"(?m)^[ \t>|│+*-]*"
_CALL = r"[\w$.<>/`\[\],~@#+-]+"
_TYPE = r"[\w`<>\[\],+|]+"
_ABROAD = "bei|bij|à|em|en|in|w|в|场所|場所|在"
"""How .NET says `at` in other languages."""

_LINE_ABROAD = "zeile|ligne|línea|linea|linha|riga|wiersz|linia|regel|řádek|строка|行号|行|줄"
"""How .NET says `line` in other languages, in front of its number."""

_DIGIT = "[0123456789]"
_SOURCE = (
    "py|pyx|java|kt|kts|scala|groovy|clj|cs|fs|vb|go|js|jsx|mjs|cjs|ts|tsx|vue|svelte|rb|erb|haml|"
    "rake|php|rs|c|cc|cpp|cxx|h|hpp|hxx|swift|mm|m|ex|exs|erl|hrl|eex|heex|pl|pm|lua|hs|ml|jl|dart|"
    "nim|zig|cr|sh|ps1|psm1|sql"
)
_SOURCE_GATES = "|".join(f".{ending}{sign}" for ending in _SOURCE.split("|") for sign in ":(")
_MANAGED = "Native Method|Unknown Source|<anonymous>|<generated>|native|index \\d+"


def _frame(name: str, regex: str, gates: str, check: Check | None = None) -> Pattern:
    return Pattern("frame", name, regex, tuple(gates.split("|")), check=check)


def _whole_path(candidate: Candidate) -> Candidate | None:
    """No rest of a path that a sentence's line has broken."""
    before = candidate.before(8).rstrip(" \t>\n")
    return None if before.endswith("/") else candidate


_SCRIPTS = (
    _frame("python", r"File \\?\"[^\"\n]+\", line \d+(?:, in [\w<>.]+)?", 'file "|file \\"'),
    _frame("ruby", r"[^\s:]+\.(?:rb|erb|haml|rake):\d+(?::in\b)?", ".rb:|.erb:|.haml:|.rake:"),
    _frame("perl", r"\bat (?:\S+\.(?:pl|pm|t|cgi)|\(eval \d+\)|-e) line \d+\.?", " line "),
    _frame("lua", r"\S+\.lua:\d+: ", ".lua:"),
    _frame("lua-in", r": in (?:function|main chunk|upvalue|local|method|field)\b", ": in "),
    _frame("powershell", r"\bAt (?:\S[^\n]{0,200}\.psm?1|line):\d+ char:\d+", "char:"),
    _frame("elixir", r"[^\s:]+\.(?:exs?|erl):\d+: [^\n]+", ".ex:|.exs:|.erl:"),
    _frame("erlang", r"\{file,\"[^\"\n]*\"\},\{line,\d+\}", "{file,"),
    _frame(
        "julia",
        rf"{_LINE}\[{_DIGIT}+\] [^\n]{{1,200}}(?: at | @ )[^\n]*:\d+",
        "[0|[1|[2|[3|[4|[5|[6|[7|[8|[9",
    ),
)
_MANAGED_CODE = (
    _frame(
        "call",
        rf"(?m)(?:\bat |^[ \t]{{2,}}(?:{_ABROAD}) )(?:async |new )?(?:"
        rf"{_CALL}(?: \[as \w+\])? ?\((?:[^()\s]+\.\w{{1,6}}:\d+[\d:]*|{_MANAGED}|"
        rf"[^()\n]*(?:\([^()\n]*\))?[^()\n]*:\d+:\d+)\)"
        rf"|(?:{_TYPE}\.)+{_TYPE}\([^()\n]{{0,200}}\)(?: in \S[^\n]*:(?:line|Zeile|ligne|"
        rf"línea|linha|riga) \d+)?)",
        "(",
    ),
    _frame(
        "call-abroad",
        rf"(?:\b(?:bei|bij|em|en|in|na|w|a) |(?:à|в|场所|場所|在|위치) ?)(?:{_TYPE}\.)+{_TYPE}"
        rf"\([^()\n]{{0,200}}\) [^\s()]{{1,8}} [^\s:](?::[^\s:])?[^\n:]{{0,200}}"
        rf":(?i:{_LINE_ABROAD}) ?\d+",
        "|".join(f":{word}" for word in _LINE_ABROAD.split("|")),
    ),
    _frame(
        "call-place",
        rf"\bat (?:async )?[^\s()]*[^\s():0-9]:{_DIGIT}+:\d+",
        ":0|:1|:2|:3|:4|:5|:6|:7|:8|:9",
    ),
    _frame(
        "firefox",
        r"(?m)^[ \t>|]*[^\n@]{0,200}@(?:https?|file|webpack|app|capacitor)[^\s]*:\d+(?::\d+)?",
        "@http|@file|@webpack|@app|@capacitor",
    ),
    _frame("webpack", r"webpack(?:-internal)?:///?[^\s)]*", "webpack"),
    _frame(
        "numbered",
        rf"{_LINE}#\d+ +(?:\S+\(\d+\)|\{{main\}}|\[internal function\]|0x[0-9a-f]+|pc [0-9a-f]+|"
        r"\S[^\n]* \((?:package|dart|file):|[\w:~<>]+ ?\([^\n]*\) (?:at|from) )[^\n]*",
        "#",
    ),
)
_NATIVE_CODE = (
    _frame("go", r"[^\s:]+\.go:\d+ \+0x[0-9a-f]+", "+0x"),
    _frame(
        "go-created", rf"{_LINE}created by [\w./()*-]+(?: in goroutine \d+)?[ \t]*$", "created by"
    ),
    _frame(
        "go-call",
        r"(?m)^[\w./*()-]+\((?:0x[0-9a-f?]+|\.\.\.|[,{} ]){1,40}\)$",
        "(0x|(...|(,|({|(}|( ",
    ),
    _frame("offset", r"[\w?@<>~.:$!-]+\+0x[0-9a-f]+(?:/0x[0-9a-f]+)?", "+0x"),
    _frame("module", r"\b[\w.-]+![\w:~<>@?$]+\+[0-9a-f]+", "!"),
    _frame("addresses", r"(?m)^[ \t>|]*[0-9a-f`]{8,17} [0-9a-f`]{8,17} \S+![\w:~<>]+", "!"),
    _frame("native", r"(?m)^[ \t>|]*\d+ +\S+[ \t]+0x[0-9a-f]{6,16} \S+", "0x"),
    _frame("rust-symbol", r"(?m)^[ \t]*\d+: +(?:0x[0-9a-f]+ - )?<?[\w<>]+::[^\n]+", "::"),
    _frame("haskell", r"[\w.']+, called at \S+:\d+:\d+ in [\w.:-]+", "called at"),
    _frame("ocaml", r"(?:Raised|Called|Re-raised) (?:at|from|by)[^\n]{0,200} file \"", 'file "'),
    _frame("unity", r"[\w.$<>`+]+(?: ?\([^()\n]*\))? \(at [^()\n]+:\d+\)", "(at "),
    _frame("delphi", r"(?m)^[ \t>|]*\[[0-9A-F]{8}\]\{[^}\n]+\}", "]{"),
)
_PLACES = (
    _frame(
        "source-place",
        rf"(?m)^[ \t>|]*(?:at |from |in |-+> )?[\w.@~<>\\/:-]*\.(?:{_SOURCE})"
        r"(?::\d+(?::\d+)?|\(\d+(?:,\d+)?\))(?:[:,)]|[ \t]*$|[ \t]+in\b|[ \t]+-)",
        _SOURCE_GATES,
        _whole_path,
    ),
)
FRAMES = (*_SCRIPTS, *_MANAGED_CODE, *_NATIVE_CODE, *_PLACES)
