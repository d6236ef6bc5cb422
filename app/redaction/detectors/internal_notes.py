"""Lines that their writer marks as internal: all that stands behind the mark."""

import re

from app.redaction.detectors.sentences import REACH, sentence_around
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_INTERNAL = (
    r"internal(?: (?:only|note|notes|comment|use only|eyes only|info|stuff))?|nur intern|intern|"
    r"interne|interno|interna|wewnętrzne|(?:eng|engineers?|engineering|devs?|staff|team)[ -]only|"
    r"not for (?:the )?(?:customers?|clients?|zendesk|zd)|do not (?:share|forward)|don't share"
)
_TOLD = (
    r"internal (?:only|note|notes|comment|use only|eyes only|info|remark)|nur intern|"
    r"interne (?:notiz|anmerkung|info|bemerkung)|nota interna|note interne|notatka wewnętrzna|"
    r"interne notitie|not for (?:the )?customers?"
)
_ALONE = "internal|internally|intern|interne|interno|interna|internamente|wewnętrznie"
_GATES = (
    "intern",
    "wewn",
    "only",
    "not for ",
    "share",
    "forward",
)

FOR_THEM = re.compile(
    r"(?<![\w,] )(?<![\w,])(?:(?:for|to|tell) (?:the )?(?:customers?|clients?|user|requester)|"
    r"(?:customer|public|external) (?:reply|answer|note|text)|"
    r"(?:customer|public|external)(?= ?[:–—][ \t]*\n)|"
    r"für (?:den kunden|die kundin|kunden|extern)|an den kunden|extern|"
    r"pour (?:le|la) cliente?|para (?:el|la|o) cliente|per il cliente|voor de klant|"
    r"dla klienta|pro zákazníka|для клиента|müşteri için|till kunden|til kunden|asiakkaalle)"
    r" ?[:–—]",
    re.IGNORECASE,
)


_OF_OTHERS = re.compile(
    r"\b(?:we|they|them|he|she|customer|client|wir|kunde|nous)\b", re.IGNORECASE
)

_BRACKETED = re.compile(r"[\[(<{]+[^\])>},:]{0,40}[\])>}]")
SPOKEN_TO = re.compile(r"\b(?:you|your|sie|ihnen|ihr\w*|vous|votre)\b", re.IGNORECASE)


_WORD_ALONE = re.compile(rf"(?:{_ALONE})(?: ?:| [–—-] )[ \t]*(?P<said>.*)", re.IGNORECASE)
_FEWEST_WORDS = 3
"""Of a sentence behind the bare word: `Internal: yes` is a field."""
_COUNTERPART = re.compile(
    r"^[ \t>*#-]*(?:extern|public|öffentlich|públic|pubbl)[^\n:]{0,20}:[ \t]*(?P<word>\w+)",
    re.IGNORECASE | re.MULTILINE,
)
_NEAR = 400


def _line(candidate: Candidate) -> Candidate | None:
    """What speaks in brackets to the reader, and of nobody else, is for the reader."""
    opened = candidate.text[0] in "[(<{" and _BRACKETED.match(candidate.text) is None
    spoken = SPOKEN_TO.search(candidate.text) and not _OF_OTHERS.search(candidate.text)
    alone = _WORD_ALONE.match(candidate.text)
    if (opened or alone) and spoken:
        return None
    if alone:
        return _first_sentence(candidate) if _is_said(alone["said"], candidate) else None
    return _up_to_theirs(candidate, 12)


def _first_sentence(candidate: Candidate) -> Candidate:
    """Up to the end of what the bare word introduces: sentences behind it may be the reader's."""
    start = candidate.start + len(candidate.text.split(maxsplit=1)[0]) + 2
    end = sentence_around(candidate.view.text, start + 1, start + 2)[1]
    if end - start >= REACH:
        return candidate
    return candidate._replace(end=min(end, candidate.end))


def _is_said(said: str, candidate: Candidate) -> bool:
    """Whether it is a sentence, and not what a list says of the word beside its counterpart, in
    words that begin the same."""
    words = said.lower().split()
    start, end = max(0, candidate.start - _NEAR), candidate.end + _NEAR
    others = _COUNTERPART.finditer(candidate.view.text, start, end)
    listed = any(words[:1] == [other["word"].lower()] for other in others)
    return len(words) >= _FEWEST_WORDS and not listed


def _up_to_theirs(candidate: Candidate, mark: int) -> Candidate:
    """Without what stands behind a second mark: `Internal only: … For the customer: …`. The first
    is `mark` characters long."""
    found = FOR_THEM.search(candidate.view.text, candidate.start + mark, candidate.end)
    if found is None:
        return candidate
    kept = candidate.view.text[candidate.start : found.start()].rstrip()
    return candidate._replace(end=candidate.start + len(kept))


_BARE = (
    r"internal|nur intern|ab hier intern|intern|alleen intern|enkel intern|usage interne|"
    r"uso interno|s[óo]lo interno|somente interno|interno|interna|interne|"
    r"tylko wewnętrznie|wewnętrznie|wewnętrzne|"
    r"(?:eng|engineers?|engineering|devs?|dev team|staff|team) only"
)
_EXPLICIT = (
    r"internal (?:from here(?: on)?|notes?|only|use(?: only)?|comments?|part|section|info|"
    r"details?)|(?:ab hier |ab jetzt )?nur für uns|"
    r"interne (?:notiz(?:en)?|anmerkung(?:en)?|notities?)|notes? internes?|notas? internas?|"
    r"ne pas transmettre|note interne|notatk[ai] wewnętrzn[ae]|"
    r"not for (?:the )?customers?|do not (?:send|forward|pass on) to (?:the )?customers?"
)
_SIGNS = r"[-=#~<(\[{*_]{1,5}"
_SIGNS_BEHIND = r"[-=#~>)\]}*_:]{1,5}"
_CLOSED = (":", "-", "*", ")", "]", ">", "=", "#", "~", "}")
_OPENED = ("-", "*", "(", "[", "<", "=", "#", "~", "{", "_")
_LAST = "end|ende|eind|einde|fim|fin|fine|koniec|konec|slut|loppu"
_END = re.compile(
    rf"[ \t>]*[-=#~<(\[{{*/_]{{1,5}}[ \t/]*(?:{_LAST}|internal)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"[^\w\n]*(?:{_LAST})\b", re.IGNORECASE)
_SAID = re.compile(r":[ \t]*\w")
"""A mark that goes on behind its colon is a note of one line."""

_MOST_LINES = 40
BLOCK = "internal-block"
"""The detector's name on notes of several lines."""


def _block(candidate: Candidate) -> Candidate | None:
    """The mark, alone on its line, with the lines below it: up to the mark that ends it, else to
    the next empty line."""
    text, mark = candidate.view.text, candidate.text.strip(" \t>")
    if _ENDS.match(mark) or _SAID.search(mark):
        return None
    if not (mark.endswith(_CLOSED) or mark.startswith(_OPENED)):
        return None
    stop = text.find("\x02", candidate.end)
    below = text[candidate.end + 1 : stop if stop >= 0 else len(text)]
    rows = below.split("\n", _MOST_LINES)[:_MOST_LINES]
    count = _length(rows, signed=mark.startswith(_OPENED))
    if not count:
        return None
    end = candidate.end + sum(len(row) + 1 for row in rows[:count])
    return _up_to_theirs(candidate._replace(end=min(end, len(text))), len(candidate.text))


def _length(rows: list[str], *, signed: bool) -> int:
    """How many rows a note has; one with signs may have empty rows before the mark of its end."""
    count = _marked_end(rows) if signed else 0
    if count:
        return count
    filled = next((at for at, row in enumerate(rows) if not row.strip(" \t>")), len(rows))
    return _marked_end(rows[:filled]) or filled


def is_ended(note: str) -> bool:
    """Whether the last line of a note is the mark that ends it."""
    return _END.match(note.rstrip().rpartition("\n")[2]) is not None


def _marked_end(rows: list[str]) -> int:
    """How many rows there are up to the mark of an end; 0 where there is none."""
    return next((at + 1 for at, row in enumerate(rows) if _END.match(row)), 0)


PATTERNS = (
    Pattern(
        "remark",
        "marked-internal",
        rf"(?m)^[ \t>*#-]*((?:[\[(<{{]{{1,2}}(?i:{_INTERNAL})[\])>}}]{{1,2}}:?|(?i:{_TOLD})"
        rf" ?[:–—-]|(?i:{_ALONE})(?: ?:| [–—-] ))[^\n\x02]+|"
        rf"[\[(<{{]{{1,2}}(?i:{_INTERNAL})(?:[,:]| [-–—] )[^\n\x02()]+[)\]>}}]*)",
        _GATES,
        rank=Rank.REGION,
        check=_line,
    ),
    Pattern(
        "remark",
        BLOCK,
        rf"(?m)^[ \t>]*((?i:(?:{_SIGNS}[ \t]*)?(?:{_BARE})[ \t]*(?:{_SIGNS_BEHIND})?|"
        rf"(?:[-=#~<({{_*]{{1,5}}[ \t]*)?(?:[^\n.!?:\[\]\x02]{{0,30}}[^\w\n.!?:\[\]\x02])?"
        rf"(?:{_EXPLICIT})[^\n.!?\[\]\x02]{{0,40}}))$",
        (*_GATES, "für uns", "transmettre", "send to", "pass on"),
        rank=Rank.REGION,
        check=_block,
    ),
)
