"""Names in the source: functions, methods, classes, as engineers speak of them."""

from app.redaction.patterns import Pattern

_PRODUCTS = frozenset({"JavaScript", "TypeScript", "PowerShell", "WordPress", "GitHub", "LinkedIn"})


PATTERNS = (
    Pattern(
        "source_path",
        "function",
        r"(?:^|[^\w./])([A-Za-z_][\w]*(?:(?:\.|::|#|->)[A-Za-z_]\w*)*\(\))",
        ("()",),
    ),
    Pattern(
        "source_path",
        "method",
        r"(?:^|[^\w./:])([A-Za-z_]\w*(?:::[A-Za-z_~]\w*)+|[A-Z][a-z]+[A-Z]\w*(?:\.|"
        r"#)[a-z_]\w*|[A-Z]\w+#[a-z_]\w*)\b",
        ("::", ".", "#"),
    ),
    Pattern(
        "source_path",
        "class-cue",
        r"\b(?i:class|method|function|module|interface|struct|enum|handler|controller|"
        r"middleware|mixin|trait|decorator|component|hook)[ "
        r":`\"']{1,3}([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z]+(?:_[a-z0-9]+)+|"
        r"[a-z]+[A-Z]\w+)\b",
        (
            "class",
            "method",
            "function",
            "module",
            "interface",
            "struct",
            "enum",
            "handler",
            "controller",
            "middleware",
            "mixin",
            "trait",
            "decorator",
            "component",
            "hook",
        ),
    ),
    Pattern(
        "source_path",
        "class-named",
        r"(?:^|[^\w./])([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[a-z]+(?:_[a-z0-9]+)+)[`\"']? "
        r"(?:class|method|function|module|interface|struct|handler|controller|middleware|"
        r"mixin|trait|decorator|component|hook)\b",
        (
            " class",
            " method",
            " function",
            " module",
            " interface",
            " struct",
            " handler",
            " controller",
            " middleware",
            " mixin",
            " trait",
            " decorator",
            " component",
            " hook",
        ),
        check=lambda candidate: None if candidate.text in _PRODUCTS else candidate,
    ),
)
