"""The sentence around a find, for what is withheld as a whole sentence."""

import re
from collections.abc import Iterator

from app.redaction.detectors.clauses import without_address
from app.redaction.patterns import Candidate, Check

REACH = 600
"""No sentence is looked for further than this many characters each way, and a block."""

_BLOCK = 300
"""Finds of a block look equally far, so that they share what has no end (and is judged once)."""

_END = re.compile(
    r"[.!?]+[\"')\]]*(?=\s|$)|(?<=[\u3040-\u9fff])[.!?]+[\"')\]]*(?=[^\x00-\x7f]|[A-Z])|[;:]-?[)(DP](?=\s+[A-ZÀ-Ý])|[。！？]|\n+|\x02|\t"
)
_RUN = re.compile(r"[.!?]+")
"""Of which no later sign ends a sentence where the first does not."""
_SIGN = re.compile(r"[.!?;:。！？\n\x02\t]")
"""What every end of a sentence begins with: sought first, for it is sought fast."""

_SHORT = re.compile(
    r"\b(?:[Ee]\.g|[Ii]\.e|cf|vs|approx|incl|Mr|Mrs|Ms|Dr|St|z\.B|bzw|ca|p\.ej|Sra?)\.$|"
    r"(?:^|\s)[A-Z]\.$"
)
_ORDINAL = re.compile(
    r" (?:quartal|halbjahr|jahreshälfte|kvartal|kvartál|čtvrtlet|pololet|kwarta|neljänne|"
    r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
    r"led(?:na|en)\b|únor|březn|dubn|květn|červn|červenc|srpn|září\b|říjn|listopad|prosin|január|"
    r"február|március|április|május|máj\b|mája\b|június|jún|július|júl|szeptember|október|marca\b|"
    r"marts\b|mars\b|maj\b|december|desember|\w{3,6}kuu(?:n|ta|ssa|hun)?\b|siječ|velja[čc]|ožuj|"
    r"travn|svibn|lipnj|kolovoz|rujn|studeno|jaanuar|veebruar|märts|detsember)",
    re.IGNORECASE,
)
"""Behind a number and its point, which end no sentence: `im 2. Quartal`."""

_ADDRESSED = re.compile(
    r"(?:for|to|tell|reply to|answer (?:for|to)|für|an|pour|para|per|voor|dla)(?: [\w.'-]+){1,4}: |"
    r"(?:(?:public |customer )?(?:reply|answer)|antwort|réponse|respuesta|risposta|antwoord): |"
    r"what (?:to|(?:they|you|he|she|we|the (?:customer|client|user)) (?:should|can|could|must|may|"
    r"need to|have to)) (?:do|try|check|tell|say)[^.:\n]{0,30}: |"
    r"(?:workaround|next steps?|todo|to do|solution|summary)(?: for (?:now|them|the customer))?: "
)
"""Begins a line that says whom it is for, or what is to be done."""

_LETTER = re.compile(r"[^\W\d_]")
_WRAPPED = 40
"""A line of this length that goes on small was wrapped, not ended."""


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the sentence goes that holds a passage."""
    floor = max(0, start - start % _BLOCK - REACH)
    begin = floor
    for found in _find_ends(text, floor, start):
        if _ends(text, found, begin):
            begin = found.end()
    finish = min(len(text), end - end % _BLOCK + _BLOCK + REACH)
    for found in _find_ends(text, end, finish):
        if _ends(text, found, begin):
            finish = found.start() if found.group()[0] in "\n\x02\t" else found.end()
            break
    while begin < start and (text[begin].isspace() or text[begin] in ">-*•"):
        begin += 1
    return begin, finish


def _find_ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What may end a sentence there, in order and apart."""
    for sign in _SIGN.finditer(text, start, end):
        if sign.start() < start:
            continue
        found = _END.match(text, sign.start(), end)
        if found is not None:
            start = found.end()
            yield found
        elif (run := _RUN.match(text, sign.start(), end)) is not None:
            start = run.end()


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each sentence of a text goes, in order."""
    begin = 0
    for found in _find_ends(text, 0, len(text)):
        if _ends(text, found, begin):
            yield begin, found.end()
            begin = found.end()
    yield begin, len(text)


def _ends(text: str, found: re.Match[str], begin: int) -> bool:
    mark = found.group()
    if mark == "\n":
        wrapped = found.start() - max(begin, text.rfind("\n", begin, found.start())) >= _WRAPPED
        on = text[found.end() : found.end() + 1].islower() and not _begins_small(text, begin)
        return not (wrapped and on) or _ADDRESSED.match(text, found.end()) is not None
    if mark == ".":
        if text[found.start() - 1 : found.start()].isdigit() and _ORDINAL.match(text, found.end()):
            return False
        return _SHORT.search(text, max(begin, found.start() - 8), found.end()) is None
    return True


def _begins_small(text: str, begin: int) -> bool:
    """Whether its writer writes sentences without capitals: then a line that goes on small is the
    next one."""
    first = _LETTER.search(text, begin, begin + _WRAPPED)
    return first is not None and first.group().islower()


def withheld(candidate: Candidate, start: int, end: int) -> Candidate:
    """A find widened to its sentence, without what the sentence asks of the reader."""
    place = (candidate.start, candidate.end)
    start, end = without_address(candidate.view.text, start, end, *place)
    return candidate._replace(start=start, end=end)


def whole_sentence(
    unless: re.Pattern[str] | None = None, only: re.Pattern[str] | None = None
) -> Check:
    """A check that widens a find to its sentence.

    A sentence that holds `unless` stays; with `only`, so does one that does not hold that.
    """

    def check(candidate: Candidate) -> Candidate | None:
        view = candidate.view
        place = sentence_around(view.text, candidate.start, candidate.end)
        if unless is not None and view.judge(unless.search, *place):
            return None
        if only is not None and not view.judge(only.search, *place):
            return None
        return withheld(candidate, *place)

    return check
