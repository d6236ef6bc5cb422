"""What stands around a stack trace's frames, and what may stand for it alone.

A `head` is a cause that says enough to be withheld without frames; a `cause` belongs to a trace
only where a frame or a head is near, since people write such words too.
"""

from app.redaction.patterns import Pattern

_LINE = r"(?m)^[ \t>|│+*-]*"
_ERROR = r"(?:Error|Exception|Failure|Fault)"
_MOBILE = (
    "incident identifier:|crashreporter key:|exception type:|exception subtype:|"
    "exception codes:|termination reason:|termination signal:|triggered by thread:|"
    "crashed thread:|binary images:|build fingerprint:|fatal exception:|anr in |"
    "faulting_ip|exception_code:|stack_text|bugcheck|faulting application|faulting module|"
    "event id:|log name:"
)
_DIGITS = "0123456789"
_IN_NAME = f"abcdefghijklmnopqrstuvwxyz{_DIGITS}_$"
"""What may stand in front of `Error` where it ends the name of a class."""

_KEYS = (
    "reason:|source:|computer:|description:|task category:|keywords:|opcode:|subject:|"
    "identifier:|code type:|parent process:|hardware model:|os version:|report version:|"
    "message:|error code:|status:|fault offset:|process:|path:|cause:|date/time:|role:|"
    "cpu usage|load:|abort message:|revision:|abi:|version:|user:|level:|state:|initial call:|"
    "ancestors:|message queue length:|last message:|last message (from"
)
"""What reports of a crash tell line by line; near a head alone."""


def _head(name: str, regex: str, gates: str) -> Pattern:
    return Pattern("head", name, regex, tuple(gates.split("|")))


def _after(signs: str, *endings: str) -> str:
    return "|".join(f"{sign}{ending}" for ending in endings for sign in signs)


def _before(signs: str, *beginnings: str) -> str:
    return "|".join(f"{beginning}{sign}" for beginning in beginnings for sign in signs)


def _cause(name: str, regex: str, gates: str) -> Pattern:
    return Pattern("cause", name, regex, tuple(gates.split("|")))


_SCRIPTS = (
    _head(
        "python-head",
        r"(?:Exception Group )?Traceback \(most recent call last\):?|stack traceback:|Stack trace:|"
        r"\[stacktrace\]|stack backtrace:|Call ?Stack \(from HasCallStack\)|Driver stacktrace:|"
        r"Call Trace:|Backtrace:\s*$",
        "trace|callstack|call stack",
    ),
    _head(
        "python-chain",
        r"During handling of the above exception|The above exception was the direct cause",
        "above exception",
    ),
    _cause("suggestion", rf"{_LINE}Did you mean(?:: |\?  )", "did you mean"),
    _head(
        "php-head",
        r"PHP (?:Fatal|Parse|Recoverable|Warning|Notice|Deprecated)\b[^\n:]*:|Fatal error: "
        r"+Uncaught|\bUncaught (?:PHP )?(?:Exception|Error) \w+(?:\\\w+)*:",
        "php |uncaught",
    ),
    _head(
        "php-warning",
        r"(?:Warning|Notice|Deprecated|Parse error|Fatal error): +[^\n]{1,300} in /?\S+ on "
        r"line \d+",
        " on line ",
    ),
    _head("php-thrown", r"thrown in \S+ on line \d+", "thrown in"),
    _head(
        "perl-head",
        r"Can't (?:locate (?:object method|\S+\.pm)|call method|use an? )|Use of "
        r"uninitialized value|"
        r"Undefined subroutine|Global symbol \"",
        "can't |uninitialized|undefined sub|global symbol",
    ),
    _head(
        "ruby-head",
        r"undefined (?:local variable or )?method [`'\"]|uninitialized constant \w+|"
        r"[`'][\w!?]+': [^\n`]{1,200} \((?:[A-Z]\w*::)*[A-Z]\w*(?:Error|Exception)\)",
        "undefined |uninitialized|error)|exception)",
    ),
    _head(
        "lua-head",
        r"attempt to (?:index|call|compare|perform arithmetic on|concatenate) (?:a |an |"
        r"local|global|field|upvalue)|lua entry thread aborted",
        "attempt to|lua entry",
    ),
    _head(
        "elixir-head",
        r"\*\* \((?:[A-Z]\w*(?:\.\w+)*|exit|stop|throw|EXIT)[^)\n]*\)|=(?:ERROR|CRASH|"
        r"SUPERVISOR|INFO|WARNING)[ _]REPORT=+|"
        r"\*\* (?:Generic server|Last message|When Server state|Reason for termination|"
        r"State machine)|"
        r"GenServer \S+ terminating",
        "** |report=|genserver ",
    ),
    _head(
        "powershell-head",
        r"\+ (?:CategoryInfo|FullyQualifiedErrorId) +:",
        "categoryinfo|fullyqualifiederrorid",
    ),
    _cause("powershell-said", rf"{_LINE}[A-Z][a-z]+-[A-Z]\w+ : ", " : "),
)
_MANAGED = (
    _head("java-thread", r"Exception in thread \\?\"[^\"\n]*\"", "exception in thread"),
    _head(
        "dotnet-head", r"Unhandled [Ee]xception[.:]|--- End of (?:inner|stack)", "unhandled|--- end"
    ),
    _head("dotnet-inner", r"-+> [\w.]+(?:Exception|Error)\b", "> "),
    _head(
        "error-name",
        rf"\b(?:[A-Za-z_][\w$]*(?:\.|::|\\{{1,2}}))+[A-Z][\w$]*{_ERROR}\b",
        _after(_IN_NAME, "error", "exception", "failure", "fault"),
    ),
    _head(
        "error-of-module",
        r"\b(?:[a-z_][\w$]*\.)+(?:errors|exceptions|exc)\.[A-Z][\w$]+\b",
        "errors.|exceptions.|exc.",
    ),
    _head(
        "error-short",
        r"\b[A-Z][a-z]\w*(?:Error|Exception)\b",
        _after(_IN_NAME, "error", "exception"),
    ),
    _head(
        "js-head",
        r"Uncaught \(in promise\)|Minified React error #\d+|Uncaught [A-Z]\w+:|"
        r"Cannot (?:read|set) propert(?:y|ies) [^\n]{0,60}of (?:undefined|null)"
        r"(?: \((?:reading|setting) '[^'\n]*'\))?|\bnode:[a-z]\w*(?:/\w+)*:\d+|"
        r"\btriggerUncaughtException\(",
        "uncaught|minified|cannot read prop|cannot set prop|node:",
    ),
    _head(
        "android-lock",
        r"- (?:waiting to lock|locked|waiting on) <0x[0-9a-f]+>|\"[^\"\n]+\" (?:daemon "
        r")?prio=\d+ tid=\w+",
        "<0x|prio=",
    ),
    _head(
        "dart-head",
        r"EXCEPTION CAUGHT BY|Another exception was thrown:|The following \w+ was thrown",
        "exception caught|was thrown|another exception",
    ),
    _cause("caused-by", rf"{_LINE}(?:Caused by|Suppressed):", "caused by|suppressed"),
    _head("causes-counted", r"(?m)^[ \t>|]*Caused by:[ \t]*\n[ \t]+(?:0: )?\S", "caused by"),
    _cause(
        "more",
        rf"{_LINE}\.\.\. \d+ (?:more|common frames)|\[CIRCULAR REFERENCE|\(Coroutine "
        rf"boundary\)|\[native code\]",
        f"{_before(_DIGITS, '... ')}|[circular|(coroutine|[native",
    ),
    _cause(
        "error-line",
        rf"{_LINE}(?:Error|Fehler|Uncaught|thrown|nested exception is):",
        "error:|fehler:|uncaught|thrown|nested",
    ),
    _cause("node-version", r"(?m)^Node\.js v\d+[\d.]*[ \t]*$", "node.js v"),
)
_NATIVE = (
    _head(
        "go-panic",
        r"\bpanic: runtime error|goroutine \d+ \[[^\]\n]*\]:|\[signal SIG|fatal error: all "
        r"goroutines",
        "panic: runtime|goroutine|[signal",
    ),
    _cause(
        "go-head",
        r"(?m)^[ \t>|]*(?:panic|fatal error): |^exit status \d+",
        "panic|fatal error|exit status",
    ),
    _head(
        "rust-head",
        r"thread '[^'\n]*' (?:\(\d+\) )?panicked at|called `(?:Result|Option)::\w+\(\)` on an?|"
        r"note: run with `RUST_BACKTRACE",
        "panicked at|called `|rust_backtrace",
    ),
    _head(
        "sanitizer",
        r"==\d+==|\b(?:Address|Thread|Memory|Leak|UndefinedBehavior)Sanitizer\b|: runtime error: |"
        r"Shadow bytes around|Shadow byte legend",
        "==|sanitizer|runtime error|shadow byte",
    ),
    _head(
        "signal",
        r"Program (?:received|terminated with) signal|signal \d+ \(SIG[A-Z]+\)|"
        r"\bSegmentation fault\b|"
        r"\(core dumped\)|\((?:gdb|lldb)\) |\bEXC_(?:BAD_ACCESS|CRASH|BREAKPOINT|"
        r"BAD_INSTRUCTION)\b|\bSIG(?:SEGV|ABRT|BUS|ILL|FPE)\b",
        "signal|segmentation fault|core dumped|(gdb)|(lldb)|exc_|sig",
    ),
    _head(
        "swift",
        r"\bFatal error: [A-Z]|Terminating app due to uncaught exception|[-+]\[\w+ [\w:]+\]",
        "fatal error:|terminating app|-[|+[",
    ),
    _head(
        "dynamic-linker",
        r"\bdyld(?:\[\d+\])?: |\bLibrary not loaded: \S*/|\bSymbol not found: _",
        "dyld|library not loaded|symbol not found",
    ),
    _cause(
        "linker-told",
        rf"{_LINE}(?:Referenced from: |Reason: tried: |Expected in: )",
        "referenced from:|reason: tried|expected in:",
    ),
    _head("mobile", rf"{_LINE}(?:\[[\d. ]*\] )?(?i:{_MOBILE})", _MOBILE),
    _cause(
        "driver-key",
        r"(?m)^[>|]?[ \t]{2,}(?:Detail|Hint|Where|Position): ",
        "detail:|hint:|where:|position:",
    ),
    _cause("report-key", rf"{_LINE}(?i:{_KEYS.replace('(', '[(]')})", _KEYS),
    _head(
        "mobile-thread",
        rf"{_LINE}(?:Thread \d+ (?:Crashed|crashed|name)|pid: \d+, tid: \d+|backtrace:[ \t]*$|"
        rf"PID: \d+)",
        "thread |pid: |backtrace:",
    ),
    _head(
        "kernel-head",
        r"\bBUG: (?:kernel|unable|soft lockup|KASAN)|\bOops: \d|\bOut of memory: Kill|"
        r"\bsegfault at [0-9a-f]+ ip|\boom[-_]kill(?:er)?:|[\w.-]+ invoked oom-killer|"
        r"RIP: [0-9a-f]{4}:|Kernel panic - not|-+\[ (?:end|cut)|"
        r"INFO: (?:task \S+:\d+ blocked for|(?:rcu|possible|suspicious)\w* [^\n]{0,40}detect)|"
        r"WARNING: (?:CPU: \d+ PID: \d|possible \w+ locking)|\bNot tainted \d|\bTainted: [A-Z]+ ",
        "bug: |oops: |out of memory: kill|segfault at|oom-kill|oom_kill|"
        "rip: |kernel panic|[ end|[ cut|info: task |info: rcu|info: possible|info: suspicious|"
        "warning: cpu: |warning: possible |tainted",
    ),
)
_TOOLS = (
    _head(
        "compiler",
        r"\berror (?:TS|CS|MSB|LNK|C)\d{3,5}: |\berror\[E\d{4}\]: |:\d+: (?:fatal )?error: ",
        f"error ts|error cs|error msb|error lnk|error[e|: error: |fatal error: |"
        f"{_before(_DIGITS, 'error c')}",
    ),
    _head(
        "terraform",
        r"(?:module|data|aws|google|azurerm)[\w.\[\]\"-]*\.[\w.\[\]\"-]+: (?:Still |Creating|"
        r"Creation|Destr|Modif|Refresh|Read)[^\n]*|│ Error:",
        ": still |: creati|: destr|: modif|: refresh|: read|│ error",
    ),
    _head(
        "shell",
        r"\S+: line \d+: [^\n]*|\b(?:make|ninja|gradle|npm): \*\*\*|npm ERR!|##\[error\]",
        ": line |: ***|npm err|##[error",
    ),
)
_DATABASES = (
    _head("oracle", r"\bORA-\d{5}\b|\bPLS-\d{5}\b|\bTNS-\d{5}\b", "ora-|pls-|tns-"),
    _head(
        "sql-state",
        r"\bSQLSTATE\b|\bMsg \d+, Level \d+|\bERROR \d{4} \(\w{5}\)|\bSQLCODE=-?\d+",
        f"sqlstate|, level |sqlcode=|{_before(_DIGITS, 'error ')}",
    ),
    _head("mysql-pair", r"\(\d{4}, ['\"][^\n]{1,400}['\"]\)", ", '|, \""),
    _head(
        "constraint",
        r"violates (?:unique|foreign key|not-null|check|exclusion) constraint|foreign key "
        r"constraint fails|"
        r"deadlocked on lock resources|duplicate key value|Duplicate entry '|relation "
        r"\"[^\"\n]+\" does not exist|"
        r"(?i:unknown column '|no such table: |deadlock detected)",
        "constraint|deadlock|duplicate |does not exist|unknown column|no such table",
    ),
    _head(
        "postgres",
        rf"{_LINE}(?:ERROR|FATAL|PANIC|DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOG): {{1,2}}\S",
        "error:|fatal:|panic:|detail:|hint:|statement:|context:|query:|log:",
    ),
)
CAUSES = (*_SCRIPTS, *_MANAGED, *_NATIVE, *_TOOLS, *_DATABASES)
