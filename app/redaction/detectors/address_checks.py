"""Whether what looks like an address is one, and how far it reaches.

Words that speech and software use too need a town, a code or a word of living or sending beside
them.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.address_lines import (
    numbered_before,
    street_in_line,
    town_above,
)
from app.redaction.detectors.address_parts import prose_behind_code, reach
from app.redaction.detectors.address_words import CITIES, country_of
from app.redaction.patterns import Candidate, Check
from app.redaction.words import NOT_A_NAME, QUANTITY, words

_UP = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_LIVING = re.compile(
    r"\b(?:live[sd]? (?:at|in|on)|living (?:at|in|on)|address(?: is|:)?(?: still| now)?|"
    r"located (?:at|on)|based at|"
    r"ship(?:ped|ping)? (?:it |them |this )?to|sent to|send (?:it |them )?to|deliver(?:ed)? to|"
    r"home (?:at|is)|"
    r"office (?:at|is|on)|moved to|site (?:is )?at|wohn\w+ (?:in|an)(?: der)?|abit[oa] in|"
    r"habit\w+ (?:au|à)|viv[eo] en|mor[oa] na|mieszka\w* (?:przy|na)|woo?n\w* (?:op|in|aan)|"
    r"bor på|asun|reside\w* at|house (?:at|on)|visit(?: us)? at|"
    r"pick(?: it)? up (?:at|from)|collect (?:it )?(?:at|from)|adres\w*:?|domicilio:?|"
    r"street[=:]|(?:depot|shop|store|salon|practice|surgery|clinic|branch|premises|workshop|"
    r"warehouse|studio|restaurant|caf[eé]|pub|bar|garage|school|home|flat|farm) (?:is )?(?:at|on)|"
    r"premises:?|install(?:ation)? address|"
    r"(?:addr\w*|street|line)[ _-]?(?:line)?[ _-]?\d?\"?[=:])[ \t\"']*$"
)
_SOFTWARE = re.compile(
    r"\b(?:google|one|hard|flash|usb|shared|disk|team|my|c|network|storage|ssd|in|no|any|this|"
    r"that|the|other|another|same|right|wrong|best|only|long|data|test|work|take|takes|took|"
    r"of|and|or|to|is|are|was|a|per|each|every|first|second|third|clock|steps?|days?|hours?|"
    r"minutes?|"
    r"seconds?|times?|users?|rows?|x|th|by|from|with|for|on|at|street)$"
)
_LONE_STREET = 3
_BROKEN = re.compile(r"\n[ \t>]*\d\S*$")
"""The number alone on the next line, which may count anything."""


def street(*, sure: bool) -> Check:
    """A street that is one by its word alone (`sure`), or needs something beside it."""

    def check(candidate: Candidate) -> Candidate | None:
        found = reach(candidate.view, candidate.start, candidate.end)
        if not (sure or found.sure or _is_told(candidate, found.end)):
            return None
        if not found.sure and _BROKEN.search(candidate.text) is not None:
            return None
        return address(candidate._replace(start=found.start, end=found.end))

    return check


def _is_told(candidate: Candidate, end: int) -> bool:
    """Whether somebody lives or gets something there, or the line holds nothing else."""
    if _LIVING.search(candidate.before(40)):
        return True
    alone = candidate.before(1) in {"", "\n"}
    return alone and candidate.view.text[end : end + 1] in {"", "\n"}


def address(candidate: Candidate) -> Candidate:
    """The find with its value for comparison, and the country that may be told of it."""
    text = candidate.text
    value = "".join(filter(str.isalnum, fold(text)))
    return candidate._replace(value=value, general=country_of(text))


def numbered(*, sure: bool) -> Check:
    """A number, some words and the street's word: the words must be a name."""
    settle = street(sure=sure)

    def check(candidate: Candidate) -> Candidate | None:
        words = candidate.text.split()
        name = [word.strip(",.") for word in words[1:-1]]
        if not name or _SOFTWARE.search(fold(name[-1])):
            return None
        capital = [word for word in name if word[0].isupper() or word[0].isdigit()]
        if len(capital) == len(name) and not all(fold(word) in NOT_A_NAME for word in name):
            return settle(candidate)
        if len(name) < _LONE_STREET and _is_told(candidate, candidate.end):
            return settle(candidate)
        return None

    return check


_SPACELESS = "\u0e00"
"""Below stand the scripts in which a letter in front means the middle of a word, which a pattern
takes for its beginning where the letter is not ASCII."""


def named(*, sure: bool) -> Check:
    """The street's word first, then its name: not inside a path or an identifier."""
    settle = street(sure=sure)

    def check(candidate: Candidate) -> Candidate | None:
        before = candidate.view.text[candidate.start - 1 : candidate.start]
        inside = before.isalpha() and before < _SPACELESS
        return None if inside or (before in {"/", "_", "#"} and before) else settle(candidate)

    return check


_STATION = re.compile(
    r"(?:pack|arbeits|stell|kassen|liege|lade|montage|pruf|bedien|kommissionier|telefon|bildschirm|"
    r"speicher|steck|regal|sitz|steh|mess|wiege|bedien)platz[ -]"
)
_CODE_BEHIND = re.compile(r",? ?\n?(?:[a-z]{1,2}-)?\d{4,5} [a-z]")


def compound(candidate: Candidate) -> Candidate | None:
    """A street in one word; `Packplatz 2` is where somebody works, unless a code follows."""
    station = _STATION.match(fold(candidate.text)) is not None
    if station and _CODE_BEHIND.match(candidate.after(20)) is None:
        return None
    return street(sure=True)(candidate)


_THOUSANDS = re.compile(r"\d,\d{3} [A-Z]{3}$")


def coded(candidate: Candidate) -> Candidate | None:
    """Something with a number, then a code and a town; not thousands and their currency."""
    if _THOUSANDS.search(candidate.text) is not None:
        return None
    letters = [fold(word.strip(",")) for word in re.split(r"[ \n]", candidate.text)]
    town = next(word for word in reversed(letters) if word[:1].isalpha() and len(word) > 1)
    if town in NOT_A_NAME or letters[0] in _NO_STREET:
        return None
    return street(sure=True)(candidate)


def postcode(candidate: Candidate) -> Candidate | None:
    """A code that shows its country, unless it names a part, a plate or an error."""
    text = candidate.text
    if not text[0].isdigit() and not _OUTWARD.fullmatch(text):
        return None
    if not text[0].isdigit() and _NAMES_A_THING.search(candidate.before(24)):
        return None
    found = reach(candidate.view, candidate.start, candidate.end)
    start = min(town_above(candidate), street_in_line(candidate))
    return address(candidate._replace(start=start, end=found.end))


def eircode(candidate: Candidate) -> Candidate | None:
    """An Irish code with letters and figures behind its area, unless it names a part or an
    error."""
    unit = candidate.text.partition(" ")[2]
    mixed = any(map(str.isdigit, unit)) and any(map(str.isalpha, unit))
    if not mixed or _NAMES_A_THING.search(candidate.before(24)):
        return None
    found = reach(candidate.view, candidate.start, candidate.end)
    return address(candidate._replace(end=found.end))


_PREPOSITIONS = words("am an auf im in zum zur unter old new best long high medium low")
_NO_STREET = NOT_A_NAME - _PREPOSITIONS
_OUTWARD = re.compile(
    r"(?:[BEGLMNSW]|A[BL]|B[ABDHLNRST]|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]|F[KY]|G[LUY]|H[ADGPRSUX]|"
    r"I[GMPV]|JE|K[ATWY]|L[ADELNSU]|M[EKL]|N[EGNPRW]|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]|"
    r"T[ADFNQRSW]|UB|W[ACDFNRSV]|YO|Z[E])\d[A-Z\d]? \d[A-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d"
)
"""Areas of British codes (Royal Mail) and first letters of Canadian ones."""


_NAMES_A_THING = re.compile(
    r"\b(?:code|error|model|part|version|sku|plate|registration|reg|licen[cs]e|number|no|id|"
    r"rev|slot|"
    r"bay|cell|gate|flight|kennzeichen|vehicle|car|van|batch|serial|order|ref|key|hex|bytes)"
    r"[ .:#=,(]{0,3}(?:is |was )?$"
)


def labelled(candidate: Candidate) -> Candidate | None:
    """What a field of that name holds, up to the end of its sentence or the next empty line."""
    text = candidate.text.partition('"')[0] if candidate.before(1) == '"' else candidate.text
    if _NO_PLACE.search(text) or not _PLACE.search(text):
        return None
    end = candidate.start + _sentence_end(text[: _last_line(text)])
    short = candidate._replace(end=end)
    return address(short) if any(map(str.isdigit, short.text)) else None


_NO_PLACE = re.compile(
    r"^\W*(?:0x|0{6}|[0-9a-f]*\d[0-9a-f]{9,}\b|[0-9a-f]{1,4}:|\d{1,3}\.\d{1,3}\.|[0-9a-fA-F]{2}[:-]|https?:|[\w.+-]+@|localhost|\S+$|null|"
    r"none|\{|\[)|::|=|@"
)
_PLACE = re.compile(r"\d.*[^\W\d_]{3}|[^\W\d_]{3}.*\d", re.DOTALL)
_OWN_FIELD = (
    r"(?i:kat|daire|blok|apt|kapı|bina|cap|cep|piso|puerta|block|flat|unit|floor|room|building|pin|"
    r"zip|code|kod|city|town|state|district|ort|plz|ilçe|semt|mahalle|landmark|near|stiege|top|tür)\b"
)
"""What stands before a colon within an address."""

_STOP = re.compile(
    rf"([^\W_]*[\u0900-\u0dff]*)[.!?](?=\s|$|[^\x00-\x7f])|"
    rf"()(?: (?!{_OWN_FIELD})(?=[^\W\d_]{{3,18}}: )|\n[ \t]*\n|\n[^\n\d,]*[:?!]|;|\x02)"
)
_PROSE = re.compile(rf"{_UP}[^\W\d_]* [a-zà-ÿα-ωа-яά-ώ]")
_SHORTENED = words(
    """
    str ul pr per av avda c col apt app apto no nr n st ste rd ave blvd bd jl jln kec kel mah cad
    sok em tv th esq dto p o b co sta sto fl bldg ap et sc bl jud lt gen mt ft s r ул пр пер д кв
    корп стр обл г р вул буд ж к бл вх ап ет мкр нас ул нам ถ ต อ จ ซ ม नं सं मं al
    os pl m lok sq hr dr
    """
)


_LINE_WORDS = 6


_NEXT_FIELD = re.compile(r"[ \t>*-]{0,4}[^\W\d_]{2,20}(?:[ .][^\W\d_]{1,20}){0,2}: \S")


def _last_line(text: str) -> int:
    """Where the lines end that can be an address's: short, with a number or all capitalised."""
    end = text.find("\n")
    while end >= 0:
        following = text.find("\n", end + 1)
        row = text[end + 1 : following if following >= 0 else len(text)]
        line = row.split()
        if _NEXT_FIELD.match(row) is not None:
            return end
        named = all(word[0].isupper() or not word[0].isalpha() for word in line)
        numbered = any(map(str.isdigit, "".join(line)))
        if len(line) > _LINE_WORDS or not (named or numbered) or "\t" in row:
            return end
        end = following
    return len(text)


def _sentence_end(text: str) -> int:
    """Where the address ends: not at the full stop of an abbreviation or of an ordinal."""
    for found in _STOP.finditer(text):
        word, behind = found[1], text[found.end() :].lstrip()
        goes_on = word and (
            (word.lower() in _SHORTENED and not _PROSE.match(behind))
            or (word.isdigit() and (behind[:1].isdigit() or behind[:1].islower()))
        )
        if not goes_on:
            return prose_behind_code(text[: found.end(1) if word else found.start()])
    return prose_behind_code(text.rstrip(" ,;"))


_SMALL = words(
    """
    of the de la le les du des del della di da do dos das den der an am im auf op het van und y e
    tv mf to i sur sous na no n nr apt unit flat floor st nd rd th c o bis ter a b p
    """
)
_CODED = re.compile(
    r"\d{4,6}(?:[ -]\d{2,4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[\dW] [A-Z\d]{4}|"
    r"\d{3} \d{2}|\d{2}-\d{3}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{3}-\d{4}"
)
_LETTERED = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TRAILING = re.compile(r"(?:[ –—-]{1,3}[a-z]{1,4})*[ –—-]{0,3}$")
_MOST_PARTS = 7


def told(candidate: Candidate) -> Candidate | None:
    """Where something is sent or somebody lives: names and numbers between commas, as far as a
    town that is known or a postal code."""
    text = candidate.text[: _sentence_end(candidate.text)]
    end, place, numbered_part = 0, 0, False
    for found in list(re.finditer(r"[^,\n;]+", text))[:_MOST_PARTS]:
        part = _named_part(found.group())
        if not _is_named(part.strip()):
            break
        numbered_part = numbered_part or any(map(str.isdigit, part))
        end = found.start() + len(part.rstrip())
        part = part.strip()
        if end and found.start() and _is_town(part):
            place = end
    taken = place and numbered_part
    return address(candidate._replace(end=candidate.start + place)) if taken else None


def _named_part(part: str) -> str:
    """As far as names go: what is said of the place follows."""
    for found in _LETTERED.finditer(part):
        word = found.group()
        if word.islower() and word.isascii() and word not in _SMALL:
            return _TRAILING.sub("", part[: found.start()])
    return part


def _is_named(part: str) -> bool:
    """Whether a part holds names and numbers alone, and begins with one."""
    if not part or not (part[0].isupper() or part[0].isdigit() or part[0] in "#№"):
        return False
    parts = _LETTERED.findall(part)
    if parts and fold(parts[0]) in NOT_A_NAME:
        return False
    said = [word for word in parts if not word[0].isupper()]
    return all(fold(word) in _SMALL or not word.islower() for word in said)


def _is_town(part: str) -> bool:
    folded = fold(part)
    named = any(city in folded for city in (folded, folded.partition(" ")[2]) if city in CITIES)
    bare = " ".join(_LETTERED.findall(folded))
    return named or bare in CITIES or (_CODED.search(part) is not None and len(part) > 4)


def code_field(candidate: Candidate) -> Candidate | None:
    """What stands in a field for postal codes: no quantity and no file."""
    text = candidate.text
    if len(text.strip()) < 4 or QUANTITY.match(candidate.after(24)):
        return None
    if re.match(r"[.,:_-]?[A-Za-z0-9_]", candidate.after(2)):
        return None
    return address(candidate)


_TOWN_BEFORE = re.compile(rf"((?:{_UP}[\w'.-]+ ){{0,2}}{_UP}[\w'.-]+),? $")


def state_code(candidate: Candidate) -> Candidate | None:
    """`Springfield, IL 62704`; words of software in front of two capitals and a number are none."""
    town = _TOWN_BEFORE.search(candidate.view.text[max(0, candidate.start - 40) : candidate.start])
    if town is None or QUANTITY.match(candidate.after(24)):
        return None
    name = fold(town[1])
    if name not in CITIES and name.split(" ")[-1] in NOT_A_NAME:
        return None
    start = candidate.start - len(town.group())
    return street(sure=True)(candidate._replace(start=numbered_before(candidate.view, start)))


def field(candidate: Candidate) -> Candidate | None:
    """What stands in a field named street: a name and a number."""
    text = candidate.text.rstrip()
    if not _PLACE.search(text) or _NO_PLACE.search(text):
        return None
    return address(candidate._replace(end=candidate.start + len(text)))


def house(candidate: Candidate) -> Candidate | None:
    """`Flat 402, Shanti Residency, 7th Cross, …`: names between commas, then a code or a town."""
    text = candidate.text
    ended = re.search(r"(?<!\b[Nn]o)[.!?](?:\s|$)|;", text)
    text = text[: prose_behind_code(text[: ended.start()] if ended else text)]
    parts = [part.strip() for part in text.split(",")]
    named = sum(1 for part in parts if part[:1].isupper() or part[:1].isdigit())
    place = re.search(
        r"\b\d{5,6}\b|\b\d{3} \d{3}\b|\b(?:Street|Road|Cross|Nagar|Marg|Colony|Sector)\b", text
    )
    known = any(fold(part) in CITIES for part in parts)
    if named < len(parts) or len(parts) < 3 or not (place or known):
        return None
    return address(candidate._replace(end=candidate.start + len(text)))
