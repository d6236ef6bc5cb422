"""How far an address reaches once a street was found: floors, codes, towns, further lines."""

import re
from typing import NamedTuple

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors.address_words import CITIES, COUNTRY_NAMES, STATES
from app.redaction.name_cues import PLACES
from app.redaction.words import NOT_A_NAME

_UP = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-ЯȘȚ]"
_LETTER = r"[^\W\d_]"
_TOWN = (
    rf"{_UP}{_LETTER}+(?:['.-]{_LETTER}+)*(?:[ -](?:(?:an|am|im|ob|sur|sous|de|del|la|le|les|"
    rf"do|da|of|"
    rf"the|den|der|upon|by|an der|bei) )?(?:{_UP}{_LETTER}*)){{0,3}}"
)
_GAP = (
    r"(?:\.(?=,))?(?:[ \t]+\.[ \t]+|[ \t]*[,;|·•][ \t]*\n?[ \t>]*|[ \t]*\n[ \t>]*|[ \t]+-[ \t]+|"
    r"[ \t]+in[ \t]+(?=\d{4,5} [A-ZÄÖÜ])|[ \t]+)"
)
_CODE_TOWN = (
    r"(?:[A-Z]{1,3}-)?(?:\d{2}-\d{3}|\d{3,6}(?:[ -]\d{2,4})?)(?: [A-Z]{2})?,? "
    rf"(?P<of>{_TOWN})(?: \d{{1,2}})?"
)
_STATE_CODE = rf"(?:{_TOWN},? )?(?:[A-Z]{{2,3}}|{_TOWN}),? \d{{4,6}}(?:-\d{{3,4}})?"
_MARKED = (
    rf"(?:LV|LT|SI|HR|MD|AZ)-\d{{4,5}}\b|{_TOWN},? \d{{3}} \d{{2}}\b|"
    rf"(?:{_TOWN},? (?:[A-Z]{{2}},? )?)?[A-Z]\d[A-Z] ?\d[A-Z]\d\b|"
    rf"{_TOWN},? [A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}\b|"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|[A-Z]\d[\dW] [A-Z\d]{4}\b|"
    r"[A-Z]\d{4}[A-Z]{3}\b|(?:C\.?P\.?|CEP|PIN|PLZ|ZIP|Z\.C\.)[ :.-]{1,3}\d{4,6}(?:-\d{3})?|"
    r"[A-Z]\d{4}\b(?= [A-Z])|\(우\) ?\d{5}|S ?\(\d{6}\)|"
    r"\d{2}(?:\d\d)?-\d{3}\b(?=[ \t]*(?:[\n,]|$))|\d{5}-\d{3,4}\b|"
    r"\d{3}-\d{4}\b|\d{7}\b|\d{6}\b|\d{5}\b"
)
_UNIT = (
    r"(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|[Ll]evel|[Rr]oom|"
    r"[Bb]uilding|[Bb]ldg|bus|lgh|"
    r"[Aa]pp|[Aa]ppt|[Aa]pto|[Aa]partamento|[Pp]iso|[Pp]lanta|[Pp]uerta|[Ee]sc|[Bb]loco|"
    r"[Bb]loque|int|interno|"
    r"[Ss]cala|Stiege|Top|Tür|Etage|Wohnung|Whg|[Dd]aire|[Kk]at|кв|корп|стр|оф|подъезд|д|дом|ет|ап|вх|бл|"
    r"bte|boîte|"
    r"[Bb]âtiment|[Bb]ât|[Cc]ol|[Cc]olonia|[Nn]o|nr|bl|sc|ap|et|[Ss]ector|[Pp]hase|[Bb]lock|RT|"
    r"RW|Kec|Kel|"
    r"[Ww]arehouse|[Gg]odown|[Ss]hed|[Hh]angar|[Oo]ffice|[Ss]hop|[Ss]howroom|[Pp]lot|[Vv]illa|"
    r"[Cc]j|[Cc]onj|[Ss]ala|[Ll]oja|[Aa]ndar|[Cc]asa|[Qq]uadra|[Ll]ote|[Dd]epto|[Oo]ficina|[Ll]ocal|"
    r"[Tt]ower|RD|R\.D\.|[Pp]arcela|[Nn]ave|[Hh]alle|[Ll]ot|"
    r"[Bb]rgy|[Bb]arangay|phường|quận|[Pp]\.?O\.? [Bb]ox|P\.O\. Box|[Dd](?!\d[\dW] [A-Z\d]{4}\b)|m)"
    r"(?:[.:]? ?#?\d{1,5}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?)?\b|[.:]? #?[A-Z\d]{1,4}\b|"
    r"[.:] [A-ZÁ-Ž][^\W\d_]+(?: [A-ZÁ-Ž][^\W\d_]+){0,2})"
)
_STOREY = (
    r"#\d{1,3}-\d{1,4}|\d{1,3}(?:\.?[ºªoa°])?\.?(?: ?(?:OG|Stock|em\.|tv\.?|th\.?|mf\.?|sal|"
    r"emelet|piso|izq\.?|"
    r"izda\.?|izqda\.?|dcha\.?|dr?cha\.?|ctro\.?|Esq\.?|Dto\.?|Dt\.?|Frt\.?|[A-Z])(?=[,;\s.]|$)|(?=[,;]))|\d{1,3}(?:st|nd|rd|"
    r"th) [Ff]loor|Nr\.? \d+|"
    r"(?:\d{1,2}e )étage|[A-Z] \d{1,3}\b|\([A-Z]{2}\)|- [A-Z]{2}\b|[A-Z]{2,3}\b(?!-\w)|"
    r"\d{1,2} ?tr\b\.?|\d{1,2}(?:r|n|t|è|a|º|ª)\b|"
    r"\d{1,4}[A-Za-z]?(?=[,\n]| #)|"
    rf"{_TOWN} \d{{1,2}}(?:st|nd|rd|th) (?:Stage|Phase|Block|Main|Cross|Sector|Layout)\b|"
    r"Co\. [A-Z]\w+|(?:г|м|гр|с|смт|п)\. ?[А-ЯІЇЄ][\w-]+(?: [А-ЯІЇЄ][\w-]+)?"
)
_STEP = re.compile(
    rf"{_GAP}(?:(?P<unit>{_UNIT})|(?P<code>{_MARKED}|{_CODE_TOWN})|(?P<state>{_STATE_CODE})|"
    rf"(?P<storey>{_STOREY})|(?P<town>{_TOWN}(?:/{_TOWN})?)\b"
    r"(?:(?:(?<=Cedex)|(?<=CEDEX)|(?<=cedex)) \d{1,2}\b)?)"
)
_ENDS = re.compile(r"[ \t]*(?:[.;\n!?)\"]|$)")
_SAID_ON = re.compile(
    r" (?:has|have|had|is|was|are|were|and|but|since|with|for|because|where|when|which|who|that|"
    r"today|again|still|now|ist|war|und|seit|est|et|depuis|es|y|desde|e|da)\b"
)
"""How a sentence goes on behind a town."""

_FIELD = re.compile(r"[ \t>]*(?:[^\n\t:]{1,30}\t|[^\W\d_][^\n\t:,\d]{1,24}: ?\S)")
_CODE_CELL = re.compile(r"[ \t]*\t\d")
"""A state may have a cell of its own, with the code's behind it; another cell's text is none."""

_STEPS = 9
_STATE = re.compile(rf"[,\s](?:{'|'.join(STATES)}|NSW|VIC|QLD|TAS|ACT|[A-Z]{{2}}),? \d{{4,5}}")
_BEFORE = re.compile(
    r"(?:(?:apt|apartment|suite|flat|unit|floor|room|villa|house|block|blk|no|"
    r"level)\.? ?(?:no\.? ?)?#?\d*[a-z]?(?:-\d{1,4})?"
    r"[,/]? ?|\d{4,6}(?:[ -]\d{2,3})? [^\W\d_]+,? |c/o [^\n,]{2,40}[,\n] ?)$"
)
_CODE_BEFORE = re.compile(
    r"\b(?:\d{4,6},? (?:(?:г|м|гр|с|смт|п|обл)\. ?)?(?:[^\W\d_]+(?:-[^\W\d_]+)*,? )?)$"
)
_NUMBERED_ON = re.compile(
    r"(?:(?<=km \d)|(?<=km \d\d)|(?<=km \d\d\d))[.,]\d{1,3}\b|"
    r"(?<=[^\W\d_])-[^\W\d_]+(?:-[^\W\d_]+)*|"
    r"\.? (?:[IVX]{1,4}|\d{1,2})\. ?(?:em|emelet|lh|lph)\b\.?(?: ?\d{1,3}\b\.?)?(?: ?ajtó)?|"
    r" (?:N|S|E|W|NE|NW|SE|SW)\b\.?(?!\()|"
    r"(?<=\d m)\. ?\d{1,4}[A-Za-z]?\b|"
    r"\.? ?(?:Sok(?:ak|ağı)?|Sk|Cad(?:de|desi)?|Cd)\b\.?"
)
"""What still belongs to a street's number: a part of a kilometre, a Turkish side street's word."""


class Reach(NamedTuple):
    """Where an address begins and ends, and whether more than a street was seen."""

    start: int
    end: int
    sure: bool


def reach(view: Canonical, start: int, end: int) -> Reach:
    """The address around a street and its number."""
    text = view.text
    end, sure = _forward(text, end)
    found = _BEFORE.search(view.folded[max(0, start - 60) : start])
    if found is not None and found.group().strip():
        start -= len(found.group())
        sure = True
    code = _CODE_BEFORE.search(text[max(0, start - 40) : start])
    if code is not None:
        start, sure = start - len(code.group()), True
    return Reach(start, end, sure)


def _forward(text: str, end: int) -> tuple[int, bool]:
    """Step by step; towns count when something of an address, or the line's end, is behind them."""
    more = _NUMBERED_ON.match(text, end)
    end = more.end() if more is not None else end
    sure, pending = False, end
    for _ in range(_STEPS):
        found = _STEP.match(text, pending)
        if found is None:
            break
        if "\n" in found.group() and _is_field(text, text.index("\n", pending) + 1):
            break
        kind, value = found.lastgroup or "", found.group().strip(" ,;\t\n|·>")
        if kind == "of":
            kind = "code"
        if not _counts(kind, value, found):
            break
        pending = found.end()
        if kind != "town" or _is_place(value):
            end = pending
            sure = sure or kind in {"code", "state", "unit"} or kind == "town"
        elif "\n" not in found.group() and (
            _ENDS.match(text, pending)
            or (found.group().startswith(",") and _SAID_ON.match(text, pending))
        ):
            end = pending
    return end, sure


_PROSE_BEHIND = re.compile(
    r"(?:\b\d{5,6}|\b\d{3} \d{3}|\b(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT) \d{4}|\b\d{5}-\d{3,4}|"
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\b[A-Z]\d[A-Z] ?\d[A-Z]\d|\b\d{2}-\d{3}|"
    r"\b\d{4} [A-ZÄÖÜ][a-zäöüß]{2,20}|\b\d{5} [A-ZÀ-Þ][a-zß-ÿ]{2,20})"
    r"(?= [-–—] [a-zß-ÿ]{2,20} [a-zß-ÿ\d]| (?:and|but|so|or|while|when|because|since|then|the|this|"
    r"my|your|our|not|only|waiting|which|who|that|is|are|was|were|has|have|had|does|did|will|"
    r"shows?|shipping|still|again|keeps?|gets?|und|aber|ist|sind|war|hat|wird|et|mais|est|sont|a|"
    r"y|pero|es|son|e|ma|en|maar|heeft|i|ale|jest|och|men|og|är|er) [a-zß-ÿ\d])"
)
"""A postal code, also with its town, behind which the sentence goes on in small letters."""


def prose_behind_code(text: str) -> int:
    """Where the address ends, at the latest: where a sentence goes on behind a postal code."""
    found = _PROSE_BEHIND.search(text)
    return len(text) if found is None else found.end()


def _is_field(text: str, start: int) -> bool:
    """Whether the next line is another field of a form or a row of a table."""
    return _FIELD.match(text, start) is not None


def _counts(kind: str, value: str, found: re.Match[str]) -> bool:
    if kind == "town" and not _is_place(value):
        return not any(word in NOT_A_NAME for word in fold(value).split())
    if kind == "state" and _STATE.search(f" {value}") is None:
        return fold(value).split()[0] not in NOT_A_NAME
    if kind == "code" and found["of"] is not None:
        town = fold(found["of"]).split()
        return town[0] not in NOT_A_NAME or (len(town) > 1 and town[0] in PLACES)
    if kind == "storey" and "\t" in found.group():
        return _CODE_CELL.match(found.string, found.end()) is not None
    return not (kind == "storey" and "\n" in found.group() and value.isdigit())


def _is_place(value: str) -> bool:
    folded = fold(value)
    if " cedex" in folded:
        return True
    return folded in CITIES or folded in COUNTRY_NAMES or folded.split("/")[-1] in CITIES
