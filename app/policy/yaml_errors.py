"""Why a file is no YAML, in words for somebody who does not write YAML every day."""

from ruamel.yaml.error import MarkedYAMLError

_ANY = "look at this line and the one before: indentation, quotes, a colon"
_CURES = (
    ("character '\\t'", "begin the line with spaces; YAML takes no tabs there"),
    ("mapping values are not allowed", "put a text that holds `: ` in quotes, or mend the indent"),
    ("found another document", "take away the line `---` and what is behind it, or use two files"),
    ("unknown escape character", "put the text in single quotes: 'a\\d'"),
    ("cannot start any token", "put the text in quotes"),
)


def explain(error: MarkedYAMLError) -> tuple[int, str, str]:
    """The line from 1, what is wrong there, and the cure."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "quoted scalar" in str(error.context) and _ends(error):
        return error.context_mark.line + 1, "this quote is never closed", "close it on this line"
    line = mark.line + 1 if mark else 1
    told = str(error.problem)
    cure = next((cure for part, cure in _CURES if part in told), _ANY)
    return line, f"this is no YAML: {told}", cure


def _ends(error: MarkedYAMLError) -> bool:
    return "unexpected end of stream" in str(error.problem)
