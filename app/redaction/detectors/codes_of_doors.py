"""PINs and codes that open a thing, told with the thing between the word and the figures:
`PIN fürs Gerät: 4482`, `código de la puerta: 7719`, `code for the side door is 5508`.
"""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import QUANTITY

_OF = (
    r"(?:for|of|to|on|at|from|f[üu]rs?|fuers?|zum|zur|vom|von|am|beim|an|auf|der|des|pour|du|de|"
    r"d'|para|del|per|dello|della|dell'|do|da|dos|das|no|na|van|voor|bij|op|p[åa]|till|til|av|af|"
    r"i|dla|w|z|ze|od|k|ke|pro|za|u|la|le|a|pentru|od|ot|untuk|cho|от|для|на|к|за|до|για|της|του)"
)
_BETWEEN = r"[^\n.;:=\d\[\]*\x02]{1,40}?"
_SIGN = (
    r"(?:[ \t]*[:=][ \t]*|[ \t](?:is|was|ist|war|lautet|est|es|era|è|é|er|är|jest|to|je|on|este|"
    r"είναι|это)[ \t:]{1,2})[\"'`(]?"
)
_FIGURES = r"([*#]?\d{4,8}[*#]?|\d{3,6}[a-f]|\d\d \d\d(?: \d\d)?)(?:[^\w.,-]|[.,](?:[^\d]|$)|$)"
_THINGS = re.compile(
    r"door|gate|lock|box|alarm|safe|lift|garage|entrance|keypad|barrier|device|tablet|phone|"
    r"terminal|scanner|till|locker|panel|handset|kiosk|printer|tur\b|tür|tor\b|gerat|gerät|"
    r"haus|schloss|tresor|kasse|eingang|schranke|handy|porte|portail|alarme|appareil|coffre|"
    r"caisse|entr[ée]e|serrure|garage|puerta|alarma|entrada|cerradura|dispositivo|caja|port[ao]\b|"
    r"portone|cancello|cassaforte|ingresso|allarme|port[ãa]o|cofre|fechadura|aparelho|deur|poort|"
    r"kluis|apparaat|ingang|slot\b|d[öo]rr|d[øo]r|l[åa]s|enhet|l[aå]get|ovi|laite|port[ei]n|"
    r"drzwi|bram|sejf|urz[ąa]dzeni|domofon|dve[rř]|bran|trezor|za[rř][ií]zen|ajt|kapu|eszk|u[sș][aă]|"
    r"vrata|ure[dđ]aj|kap[ıi]|cihaz|двер|ворот|домофон|сейф|устройств|терминал|подъезд|πορτ|πόρτ|"
    r"συσκευ|pintu|perangkat|c[ửu]a"
)
_OTHER = re.compile(
    r"error|status|exit|country|area|zip|postal|post|product|colou?r|langu|currency|order|item|"
    r"artic|promo|discount|reason|result|fehler|erreur|rabatt|model|part|serial|firmware|version"
)
_REACH = 64


def _counted(candidate: Candidate) -> bool:
    return QUANTITY.match(candidate.after(16)) is not None


def _pin(candidate: Candidate) -> Candidate | None:
    return None if _counted(candidate) else candidate


def _code(candidate: Candidate) -> Candidate | None:
    """What a code opens stands between, and it is no error's, article's or country's."""
    before = candidate.before(_REACH).rpartition("\n")[2]
    named = _THINGS.search(before) is not None and _OTHER.search(before) is None
    return candidate if named and not _counted(candidate) else None


def _pattern(name: str, regex: str, *gates: str) -> Pattern:
    check = _pin if name.startswith("pin") else _code
    return Pattern("password", name, regex, gates, rank=Rank.SECRET, ignore_case=True, check=check)


_PIN = (
    r"(?:pin(?:[ -]?(?:code|kode?|koodi|nummer|number|cod|no\.?))?(?:'?[a-z]{1,3})?|puk|geheimzahl|"
    r"(?-i:[Пп]ин|ПИН)(?:-?(?-i:код|КОД))?)"
)
_WORD = (
    r"(?:(?:zutritts|zugangs|toegangs)?code|kode?n?|codice|c(?-i:[oó])digo|k(?-i:ó)d|koodi|codul?|"
    r"kodu|(?-i:[Кк]од|[Κκ]ωδικός))"
)
_COMPOUND = (
    r"(?:(?:t[üu]r|haust[üu]r|tor|ger[äa]te|deur|poort|d[öo]rr|port|d[øo]r|ovi|låse|alarm|safe|"
    r"kluis|tresor|schloss|kassen|inngangs|entré)-?(?:code|kode?n?|koodi|pin)|"
    r"(?:kapı|cihaz|bina) kodu|(?:kapu|ajtó)k(?-i:ó)d|"
    r"(?-i:[Кк]од) (?:двери|домофона|подъезда|сейфа)|"
    r"(?:codice|c(?-i:[oó])digo|code|kod) (?:porta|puerta|porte|cancello|alarma|alarme|portão|"
    r"do bramy|domofonu))"
)

PATTERNS = (
    _pattern(
        "pin-for-thing",
        rf"(?:^|[^\w]){_PIN}[ \t]{_OF}[ \t']{_BETWEEN}{_SIGN}{_FIGURES}",
        *("pin", "puk", "geheimzahl", "ин", "ИН"),
    ),
    _pattern(
        "pin-with-letters",
        r"\bpin(?: is|:|=)? ([a-z]{2,}[a-z0-9]*[#@!$%&*+][a-z0-9#@!]{2,})(?:[\s.,;)]|$)",
        "pin",
    ),
    _pattern(
        "code-for-door",
        rf"(?:^|[^\w]){_WORD}[ \t](?:{_OF}[ \t']|d['’]){_BETWEEN}{_SIGN}{_FIGURES}",
        *("cod", "kod", "digo", "kód", "koodi", "од", "ωδικ"),
    ),
    _pattern(
        "code-of-door-compound",
        rf"(?:^|[^\w]){_COMPOUND}(?:[ \t]{_BETWEEN})?{_SIGN}{_FIGURES}",
        *("cod", "kod", "koodi", "pin", "kód", "од", "digo"),
    ),
)
