"""How a text is built: words, steps, sentences and paragraphs. All counts are linear in it."""

import re
from collections.abc import Iterator

from app.gate.words import ABBREVIATIONS

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NUMBERED = re.compile(r"(?:^|\s)(?:step\s*)?\d{1,2}[.):]\s*(?=[^\W\d_])", re.IGNORECASE)
_ARROW = re.compile(r"->|=>|→|⇒|➜|\s>\s")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
# One sign, not a run of them: looking for the run's end from each of its signs is quadratic.
_STOP = re.compile(r"[.!?][\"')\]»”]{0,3}\s+(?=(\S))|[。！？]")
_LONGEST_ABBREVIATION = 8
PARAGRAPH_WORDS = 8
"""Fewer different words are a salutation or a signature, and no paragraph."""
LONGEST_SIGNATURE_LINE = 7


def count_words(text: str) -> int:
    """Different words; in scripts without spaces, two characters count as one."""
    words = {word.casefold() for word in WORD.findall(text)}
    if text.isascii():
        return len(words)
    return sum(max(1, len(_UNSPACED.findall(word)) // 2) for word in words)


def count_steps(text: str) -> int:
    """Different steps, one a line, numbered, or with arrows between."""
    lines = {_plain(line) for line in text.splitlines() if count_words(line) >= 2}
    numbered = _different(_NUMBERED.split(text)[1:])
    arrows = _different(_ARROW.split(text)) if _ARROW.search(text) else 0
    return max(len(lines), numbered, arrows)


def count_paragraphs(text: str) -> int:
    """Blocks between blank lines, salutations and signatures left out."""
    return sum(_is_paragraph(block) for block in _BLANK_LINE.split(text.strip()))


def _is_paragraph(block: str) -> bool:
    """A signature may have many words too, but they stand on several short lines."""
    lines = [len(WORD.findall(line)) for line in block.splitlines()]
    signed = len(lines) > 1 and max(lines) <= LONGEST_SIGNATURE_LINE
    return not signed and count_words(block) >= PARAGRAPH_WORDS


def count_sentences(text: str) -> int:
    """Sentences of two words or more. A line of its own is one; an abbreviation ends none."""
    return sum(
        len(WORD.findall(sentence)) >= 2 or bool(_UNSPACED.search(sentence))
        for line in text.splitlines()
        for sentence in _sentences(line)
    )


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(line):
        before = line[max(start, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
        if stop[1] is None or _ends(before, stop[1]):
            yield line[start : stop.end()]
            start = stop.end()
    yield line[start:]


def _ends(before: str, following: str) -> bool:
    """What goes on in small letters is the same sentence."""
    last = (before.split() or [""])[-1]
    return not following.islower() and last.casefold().lstrip("(\"'") not in ABBREVIATIONS


def _different(parts: list[str]) -> int:
    return len({plain for part in parts if (plain := _plain(part))})


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))
