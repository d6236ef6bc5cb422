"""What a line is, next to a stack trace: technical, or a sentence for a reader.

Only lines beside an anchor are asked about, each once, and no more of a long one than its start.
"""

import re
from typing import Any

import re2

from app.redaction.detectors.spoken_lines import is_chat, is_opened, is_spoken
from app.redaction.policy import quiet_options

_LOOK = 400
_MARKS = " \t>|│+*"


class _Anywhere:
    """A pattern that is looked for in all of a line: by RE2, which takes a hundredth of the time,
    where it means the same, that is in ASCII."""

    def __init__(self, regex: str, *, ignore_case: bool = False) -> None:
        self.slow = re.compile(regex, re.IGNORECASE if ignore_case else 0)
        self._fast: Any = re2.compile(regex.encode(), quiet_options(ignore_case=ignore_case))

    def starts(self, line: str) -> int:
        """Where the first match starts, or -1."""
        plain = line.isascii()
        found = self._fast.search(line.encode()) if plain else self.slow.search(line)
        return -1 if found is None else found.start()


_CODE = _Anywhere(r"0x[0-9a-f]{3,}|\w::\w|\w\(\)|\w->\w|^\s*│|^\s*#\d+ |^==\d+==|\+0x[0-9a-f]")
_SIGNS = _Anywhere(
    r"0x[0-9a-f]{3,}|\w::\w|\w\(\)|\w->\w|=>|[{};,\\]\s*$|^[^\w\"'(]*[\^~═=*-]{3,}|^\W*[\^~|]+\s*$|"
    r"[a-z]\w*\.\w+\(|^\s*[│|+] |^\s*#\d+ |^==\d+==|^\*\*+ |^\[[\w :./-]+\]|<\w[^>]*>|^\s*<?/?\w+>|"
    r"\b\w+=\S+[ ,]+\w+=|\w![a-z_]\w*|\"\w+\" ?:|`[^`]*[(:._][^`]*`|^\s*\.\.\. |^\s*\d+: |"
    r"\b[a-z]+_[a-z_]+\b|^\s*(?:raise|return|throw|throws|await|yield|def|fn|func|let|const|var)\b|"
    r"\b\w+\[\w+\]|[\w)\]] ?[!=]= ?\w|\b\w+ = [\w('\"\[{]|\w\((?:[\w.\"' ]+, ?)*[\w.\"' "
    r"]*\)\s*$|^\s+[a-z]+ \w+\($|"
    r"^\s*(?:thread|process|pid|tid|rip|rsp|eip|eax|rax|cpu|code|comm|signal|build|"
    r"registers?)\b ?\w*:",
    ignore_case=True,
)
_CAUSE = re.compile(
    r"(?:[A-Za-z_][\w$]*(?:\.|::|\\))*(?:[A-Za-z_][\w$]*[a-z][A-Z][\w$]*|[A-Z]\w*(?:Error|"
    r"Exception))"
    r"(?:: ?|\s*\(|\s*$)|(?:[a-z_][\w$]*\.)+[\w$]+(?:: |\s*$)|[a-z][\w-]*: (?:[\w.-]+: "
    r")?[a-z\w]|\w+ error:"
)
_QUALIFIED = re.compile(r"(?:[A-Za-z_][\w$]*\.){2,}[A-Z][\w$]*(?:: |\s*$)")
_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[-•–])\s+")
_ARROW = re.compile(r"^(?:[-=]{1,3}>|[→⇒➜»]|>>+)\s*")
_UNSPACED = re.compile("^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af-]{4}.*[.!?]")
"""A sentence of a language that does not part its words."""

_KEYED = re.compile(r"[A-Z][a-z]+: (?:\S+ ){4}")
_WORD = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*[,.;:!?)]*$")
_PLAIN = re.compile(r"^[^\W\d_][^\W\d_A-Z]*(?:['’-][^\W\d_A-Z]+)*[,.;:!?)]*$")
_SPOKEN = re.compile(
    r"(?:please|pls|thanks|thank you|hi|hello|sorry|bitte|danke|you (?:can|should|need|may|will)|"
    r"your \w+ (?:is|are|was|were|has|have|will|can|should)|we(?:'ve| have| are| will| can)) "
)
"""How a sentence for a reader begins where it has no capital."""

_END = re.compile(r"[.!?:][\"')]*\s*$")


def is_row(line: str) -> bool:
    """Whether the line is a row of a table, whose cells are no part of each other's texts."""
    return line.startswith("\t") and "\t" in line.strip()


def is_technical(line: str) -> bool:
    """Whether the line has the signs of code, of a dump or of a cause, and opens to no reader."""
    line = line[:_LOOK]
    return not is_opened(line) and _has_signs(line)


def _has_signs(line: str) -> bool:
    inner = line.lstrip(_MARKS)
    if _CAUSE.match(inner) is not None or _QUALIFIED.match(inner) is not None:
        return True
    if _CODE.starts(line) >= 0:
        return True
    return _SIGNS.starts(line) >= 0 and not _is_sentence(inner) and not is_chat(line)


def is_cause(line: str) -> bool:
    """Whether the line begins with the full name of a class, as a cause does."""
    return _QUALIFIED.match(line[:_LOOK].lstrip(_MARKS)) is not None


def is_said(line: str) -> bool:
    """Whether a sentence for a reader stands behind a word such as `Cause:`."""
    inner = line[:_LOOK].lstrip(">│| ") if line[:1] != " " else ""
    return (
        _KEYED.match(inner) is not None and _is_sentence(inner) and _END.search(inner) is not None
    )


def goes_on(line: str, above: str = "", *, wordy: bool | None = None) -> bool:
    """Whether the line, right after a trace, can only be more of it: indented, or begun small and
    not ended. Plain words alone are more only of what is `wordy`, and none that a person says.
    Where nothing is told of that, more of the trace stands behind the line."""
    line, within = line[:_LOOK], wordy is None
    if _has_signs(line) if within else is_technical(line):
        return True
    inner = line.lstrip(_MARKS)
    if not inner or _is_sentence(inner) or is_spoken(line, above, within=within):
        return False
    if line.startswith(("  ", "\t")):
        return True
    return inner[0].islower() and (within or wordy or not all(map(_PLAIN.match, inner.split())))


def told(prefix: str) -> int:
    """How much of what stands in front of a cause on its line is said to a reader."""
    if len(prefix) > _LOOK:
        return len(prefix)
    start = _SIGNS.starts(prefix)
    sentence = prefix if start < 0 else prefix[:start]
    if start >= 0:
        sentence = sentence[: sentence.rfind(" ") + 1]
    words = sum(map(_is_word, sentence.split()))
    return len(sentence) if words > 1 else 0


def _is_word(token: str) -> bool:
    return token.isalpha() or _WORD.match(token) is not None


def _is_sentence(inner: str) -> bool:
    """Several plain words, begun large or ended as sentences are."""
    if _UNSPACED.match(inner) is not None:
        return True
    bare = _ARROW.sub("", inner)
    pointed, inner = bare != inner, _ITEM.sub("", bare)
    tokens = inner.split()
    least = max(3, -(-len(tokens) * 7 // 10))
    if sum(map(str.isalpha, tokens)) < least and sum(map(_is_word, tokens)) < least:
        return False
    begun = pointed or inner[0].isupper()
    return begun or bool(_SPOKEN.match(inner) or _END.search(inner))
