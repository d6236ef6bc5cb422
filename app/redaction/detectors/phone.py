"""Phone numbers: international ones, national shapes, and anything dialled after a cue.

Shapes are those that countries' numbering plans and habits give (E.164, national trunk prefixes);
what has no shape of its own needs a word that says what it is.
"""

import re

import phonenumbers

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors import phone_letters
from app.redaction.detectors.phone_cues import Cue, cue_before, is_called_behind
from app.redaction.detectors.phone_rows import is_in_row
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import QUANTITY

_DATE = re.compile(
    r"[1-9]\d{3}([-./])\d\d?\1\d\d?(?!\d)|0\d{3}([-./])\d\d?\2\d\d?(?![-./]?\d)|"
    r"\d\d?([-./ ])\d\d?\3(?:19|20)\d\d(?!\d)"
)
_TIMED = re.compile(r"\d\d?([./-])\d\d?\1\d\d,? \d\d?:\d")
SIGNIFICANT = 8
"""The last digits, which a number keeps with and without its country code."""

_DIGITS = re.compile(r"\D+")
_SHAPE = re.compile(
    r"(?:1[-. ]?)?(?:\([2-9]\d{2}\)[ -]?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}"  # North America
    r"|\(0\d{1,4}\)(?:[ /.-]{0,3}\d{2,8}){1,4}"  # area code in brackets
    r"|\(\d{2}\) ?9?\d{4}[- ]\d{4}|\d{2} 9 ?\d{4}-\d{4}"  # Brazil
    r"|\(\d{3,4}\) ?\d{3}[- ]?\d{2}[- ]?\d{2}"  # Russia, Ukraine, Turkey
    r"|8[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]\d{2}[ -]\d{2}"  # Russia with its trunk prefix
    r"|3[2-9]\d[ ./-]\d{3}[ .]?\d{3,4}"  # Italy, Colombia
    r"|(?:[67]\d|9[1-8])\d(?: \d{2}){3}"  # Spain
    r"|[6-9]\d{4}[ -]\d{5}"  # India
    r"|1[3-9]\d[ -]\d{4}[ -]\d{4}"  # China
    r"|9 \d{4}[ -]\d{4}"  # Chile
    r"|0 [2-5]\d{2} \d{3}(?: \d{2}){2}|0 \d{2} \d{3}(?: \d{1,3}){2}"  # Turkey, Ukraine
    r"|06[ -/]?1[ -/]\d{3}[ -]\d{4}|06[ -/][2-9]0[ -/]\d{3}[ -]\d{4}"  # Hungary
)
_TRUNK = re.compile(r"0[1-9]\d{0,4}(?:[ ./-]{1,3}\d{2,8}){1,4}")
_COMPACT = re.compile(r"0[67]\d{8}|07\d{9}|01[567]\d{8,9}|04\d{8}|05\d{8}|\+\d{9,15}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ]000)+|\d{1,2}(?:[. ]\d{3})+")
_PLAIN_GROUPS = re.compile(
    r"[(+]?\d{1,5}\)?(?:[ ./-]{1,3}\d{2,8}){1,5}|\+\d{1,3} \(?\d{1,4}\)?(?:[ ./-]\d{2,8}){2,4}"
)
_RANGE = re.compile(r"(?!\d{3}-\d{4}$)\d{3,}-\d{3,}")
_ROUND = re.compile(r"\d\d000[ -]\d\d000")
_COUNTED = re.compile(r"(?:\d{1,2}00[ ,-]?){2,}")
_YEARLY = re.compile(r"\d\d[ ./-](?:19|20)\d\d[ ./-]")
_LISTED = re.compile(
    r"(?:\+\d[\d ()./-]{6,20}\d|\[phone-\d+\])(?:[,;/]| or| and| oder| und| ou| et| o| y| e| vagy|"
    r" lub| of| eller| tai| или| або)[^\d\n.]{1,20}$|"
    r"(?:^|\n)[ \t>]*\[(?:person-\d+|customer)\][ \t]*\n[ \t>]*$|"
    r"\b(?:tag|fang|ta|få tak i|fa fat i|ota|pak|bel) (?:fat i )?\S{2,20} (?:på|pa|op|på nr)\.? $"
)
"""In front of the next of several numbers, which is written as at home."""

_TWO_NUMBERS = re.compile(r" [/-] | {2,}|[ /](?=\(?0\d{1,4}\)?[ /-]|\+\d)")
_DECIMAL = re.compile(r"\+?(?!0\d)\d+\.\d+")
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_GOES_ON = re.compile(r"[_=@%\\]|[-/:][^\W_]|[.,]\d|'\d")
_BEGAN_BEFORE = re.compile(r"(?:[\w\]]-|[#$€£¥\\%] ?|@|\d[:,/]|[\w.]/|(?<![a-z])v\.? )$")
_DIALLED_PATH = re.compile(r"(?:wa\.me/|/phone/|tel://|callto://|tel/)$")
_KEY = re.compile(r"([\w.-]+)[\"']?\s?[=:]\s?[\"']?$")
_SOFT_KEY = re.compile(r"tel|phone|mobil|cell|fax|sms|whatsapp|msisdn|caller|number$|contact")
_EXTENSION = re.compile(
    r",?;? ?[-/]? ?\(?(?:ext(?:n|ension)?|x|durchwahl|dw|poste|interno|int|anexo|ramal|toestel|tst|"
    r"доб|вн|内線|内线|分機|内線番号|wew|belső|mellék|klapka)\.? ?[:=]? ?\d{1,6}\b\)?"
)
_CLOCK = re.compile(r"(?<=\d\d)[ ,]{1,2}\d{1,2}:\d\d$")
"""The time of the next message, in a row of them."""

_VERSION_BEHIND = re.compile(r"[ \t]+\d{1,3}(?:\.\d{1,3}){1,3}$")
"""What stands in the next cell of a row: `8.2.1`."""

_DROPS = 3
_TOUCHING, _PATH = 3, 10
"""Characters in front that tell whether the number began before, and what path leads to it."""
_LONGEST = 18
_SHORTEST = 7
"""Characters of the longest number that is one, and of the shortest."""


def digits_of(text: str) -> str:
    """The digits alone."""
    return _DIGITS.sub("", text)


def _phone(candidate: Candidate) -> Candidate | None:
    """Cheap refusals first, then the form, then the words around."""
    ended = _ended(candidate)
    if ended is None:
        return None
    candidate = _uncounted(_unbracketed(ended))
    text, view = candidate.text, candidate.view
    if _DATE.match(text.lstrip("(")) or _TIMED.match(view.text, candidate.start):
        return None
    if "." in text and (_DECIMAL.fullmatch(text) or _IPV4.fullmatch(text)):
        return None
    before = view.folded[max(0, candidate.start - 40) : candidate.start]
    if _BEGAN_BEFORE.search(before[-_TOUCHING:]) and not _DIALLED_PATH.search(before[-_PATH:]):
        return None
    if text.lstrip("(").startswith(("+", "00", "011")):
        found = _international(candidate)
        if found is not None:
            return _with_extension(found)
    candidate = _first_of_two(candidate)
    if QUANTITY.match(candidate.after(24)) is not None or not _is_dialled(candidate, before):
        return None
    return _with_extension(_valued(candidate))


def _ended(candidate: Candidate) -> Candidate | None:
    """The number, or the first of two, where nothing goes on right behind it."""
    if _GOES_ON.match(candidate.view.text, candidate.end) is None:
        return candidate
    clock = _CLOCK.search(f"{candidate.text}{candidate.after(3)}")
    if clock is not None:
        return candidate._replace(end=candidate.start + clock.start())
    first = _first_of_two(candidate)
    return None if first is candidate else first


def _unbracketed(candidate: Candidate) -> Candidate:
    """Without a bracket that the sentence opens, not the number."""
    if candidate.text[0] != "(" or ")" in candidate.text:
        return candidate
    return candidate._replace(start=candidate.start + 1)


_COUNT = re.compile(r" \d{1,2}$")
_LEAST_WITH_CODE, _LEAST_WHOLE = 7, 10
"""Figures of a number that is one without the count behind it: `030 12345678 2 times`."""


def _uncounted(candidate: Candidate) -> Candidate:
    """Without the figure that counts what is said behind it."""
    count = _COUNT.search(candidate.text)
    if count is None or QUANTITY.match(candidate.after(24)) is None:
        return candidate
    whole = len(digits_of(candidate.text[: count.start()])) >= _LEAST_WHOLE
    return candidate._replace(end=candidate.start + count.start()) if whole else candidate


_SHORT_LINE = 50
_COUNTS_BELOW = re.compile(r"[ \t>]*\d{1,3}(?=[ \t]+[^\W\d_]|[.:)%/][\d ])")


def is_whole_above(view: Canonical, start: int, end: int) -> bool:
    """Whether the number is whole where its line ends, and the next line begins with a count: a
    line that was broken is longer."""
    above = view.text.find("\n", start, end)
    if above < 0 or _COUNTS_BELOW.match(view.text, above + 1) is None:
        return False
    head = len(view.text[start:above].rstrip())
    line = view.text.rfind("\n", 0, start) + 1
    counted = QUANTITY.match(view.folded, end) is not None
    if not _may_be_whole(view.text[start:above]):
        return False
    found = _phone(Candidate(view, start, start + head))
    return found is not None and (counted or above - line < _SHORT_LINE)


def _may_be_whole(text: str) -> bool:
    """Whether its country lets a number end here; of another's it is not known."""
    digits = digits_of(text)
    if not text.startswith("+"):
        return len(digits) >= _LEAST_WHOLE
    number = _split(digits) if len(digits) > _LEAST_WITH_CODE else None
    return number is not None and phonenumbers.is_valid_number(number)


def _first_of_two(candidate: Candidate) -> Candidate:
    """Two numbers that stand together: the other is found when this one is gone."""
    if len(candidate.text) < _LONGEST:
        return candidate
    found = _TWO_NUMBERS.search(candidate.text, _SHORTEST)
    if found is None:
        return candidate
    return candidate._replace(end=candidate.start + found.start())


def _valued(candidate: Candidate) -> Candidate:
    return candidate._replace(value=digits_of(candidate.text)[-SIGNIFICANT:])


def _international(candidate: Candidate) -> Candidate | None:
    """A number with its country's code; what is written behind it is given back, bit by bit."""
    version = _VERSION_BEHIND.search(candidate.text)
    if version is not None and _is_international(candidate.text[: version.start()]):
        candidate = candidate._replace(end=candidate.start + version.start())
    for _ in range(_DROPS):
        if _is_international(candidate.text):
            return _valued(candidate)
        shorter = re.sub(r"[ ()./-]+\d+$", "", candidate.text)
        candidate = candidate._replace(end=candidate.start + len(shorter))
    return None


def _is_international(text: str) -> bool:
    digits, explicit = digits_of(text.replace("(0)", "")), "+" in text
    if not explicit:
        digits = digits.removeprefix("011") if digits.startswith("011") else digits[2:]
    least = 9 if text[1:].isdigit() else 8
    if not least <= len(digits) <= 15 or digits[0] == "0":
        return False
    number = _split(digits)
    if number is None or not phonenumbers.is_possible_number(number):
        return False
    return explicit or phonenumbers.is_valid_number(number)


def _split(digits: str) -> phonenumbers.PhoneNumber | None:
    """The country's code and the rest; `phonenumbers.parse` does the same at a higher cost."""
    for length in (1, 2, 3):
        code, rest = int(digits[:length]), digits[length:]
        if code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            zeros = len(rest) - len(rest.lstrip("0"))
            return phonenumbers.PhoneNumber(
                country_code=code,
                national_number=int(rest),
                italian_leading_zero=zeros > 0 or None,
                number_of_leading_zeros=zeros if zeros > 1 else None,
            )
    return None


def _is_dialled(candidate: Candidate, before: str) -> bool:
    text = candidate.text
    count = sum(map(str.isdigit, text))
    shaped = _is_shaped(text, count)
    if not shaped and not before.strip() and not is_called_behind(candidate):
        return False
    key = _KEY.search(before)
    if key is not None and before[-1] in "=\"'":
        return _SOFT_KEY.search(key[1]) is not None
    cue = cue_before(candidate)
    if shaped or cue is Cue.REFUSED:
        return cue is not Cue.REFUSED
    if cue >= Cue.BESIDE:
        counts = _THOUSANDS.fullmatch(text) is not None
        long = cue is Cue.LABELLED and count > 7 and "000" not in text
        return 6 <= count <= 15 and (long or not counts)
    if is_called_behind(candidate) or _LISTED.search(before) is not None:
        return 7 <= count <= 12
    if 8 <= count <= 12 and _is_grouped(text) and is_in_row(candidate):
        return True
    return cue is Cue.NEAR and 7 <= count <= 15 and _is_grouped(text)


def _is_shaped(text: str, count: int) -> bool:
    """Whether the number looks like some country's, and like little else."""
    if _SHAPE.fullmatch(text) or _COMPACT.fullmatch(text):
        return _ROUND.fullmatch(text) is None
    trunk = 9 <= count <= 13 and _TRUNK.fullmatch(text) is not None
    return trunk and _YEARLY.match(text) is None


def _is_grouped(text: str) -> bool:
    if _THOUSANDS.fullmatch(text) or _RANGE.fullmatch(text) or _COUNTED.fullmatch(text):
        return False
    return _PLAIN_GROUPS.fullmatch(text) is not None


def _with_extension(candidate: Candidate) -> Candidate:
    found = _EXTENSION.match(candidate.view.folded, candidate.end)
    return candidate if found is None else candidate._replace(end=found.end())


def _extension(candidate: Candidate) -> Candidate:
    return candidate._replace(value=f"ext {digits_of(candidate.text)}")


def _messaged(candidate: Candidate) -> Candidate | None:
    """Whom a message goes to: a country's code and the rest, as services write it."""
    return _valued(candidate) if _is_international(f"+{candidate.text}") else None


def _behind_name(candidate: Candidate) -> Candidate | None:
    """Ten figures behind a given name: `my sister Ann, 2125550178`."""
    name = re.split(r"[ ,]", candidate.text)[0]
    digits = re.search(r"\d[\d -]+$", candidate.text)
    if digits is None or fold(name) not in stock().given:
        return None
    start = candidate.start + digits.start()
    return candidate._replace(start=start, value=digits_of(digits.group()))


PATTERNS = (
    Pattern(
        "phone",
        "phone",
        r"(?:^|[^\w.+])(?:\d{4}-\d\d-\d\d[ T]\d\d:|"  # when, which logs say on each line
        r"(\(?(?:\+ ?)?\(?\d(?:[ ()./-]{0,3}\d){5,18})\b)",
        rank=Rank.CHECKED,
        check=_phone,
    ),
    Pattern(
        "phone",
        "message-to",
        r"\b(?i:sms|mms|whatsapp|voice call|text message)\b[^0-9\n\x02]{0,40}"
        r"(?i:\b(?:to|from|for|an|von|à|a|para|per|do)|[:=>])[ \t]*([1-9][0-9]{9,14})\b",
        ("sms", "mms", "whatsapp", "voice call", "text message"),
        rank=Rank.CHECKED,
        check=_messaged,
    ),
    Pattern(
        "phone",
        "phone-behind-name",
        r"\b([A-ZÀ-Þ][a-zà-ÿ]{2,20},? [(]?(?:0\d{9,10}|[2-9]\d{2}[2-9]\d{6}|"
        r"\d{2,3} \d{3,4}-\d{4}))\b",
        ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
        check=_behind_name,
    ),
    Pattern(
        "phone",
        "phone-extension",
        r"\b(?i:my|our|his|her|their|direct|office|desk|phone|durchwahl|interno|poste) "
        r"(?i:ext(?:ension|n)?|durchwahl|poste)\.?:? ?"
        r"(?i:is |number |no\.? |ext\.? |x ?)*(\d{3,6})\b",
        ("ext", "durchwahl", "poste"),
        check=_extension,
    ),
    Pattern(
        "phone",
        "phone-extension-abroad",
        r"(?i:\b(?:durchwahl|nebenstelle|toestel|toestelnummer|ramal|anexo|klapka|anknytning|"
        r"lokalnummer|wewn(?:ętrzny)?\.?|dahili)|内線|内线|分機|分机|내선)(?:番号|号|번호)?"
        r"(?:[ .:]{0,2}(?:nr|nº|no)\.?)?[ :]{0,3}[-–]? ?(\d{3,6})\b",
        (
            "durchwahl",
            "nebenstelle",
            "toestel",
            "ramal",
            "anexo",
            "klapka",
            "anknytning",
            "lokalnummer",
            "wewn",
            "dahili",
            "内線",
            "内线",
            "分機",
            "分机",
            "내선",
        ),
        check=_extension,
    ),
    *phone_letters.PATTERNS,
)
