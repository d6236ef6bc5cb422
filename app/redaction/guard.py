"""Whether a word that is also a name is used as a name here."""

import re

from app.redaction.abroad_words import EVERYDAY_ABROAD
from app.redaction.canonical import Canonical
from app.redaction.detectors.name_places import Place
from app.redaction.name_stock import stock
from app.redaction.namesakes import is_namesake
from app.redaction.words import words

_CUE = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thank you|thx|regards|cheers|best|mr|mrs|ms|dr|from|cc|"
    r"ask|tell|told|asked|with|by|for|client|customer|contact|colleague)[ ,.:]{1,3}|@)$"
)
_STRONG_CUE = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thx|regards|cheers|mr|mrs|ms|dr)[ ,.:]{1,3}|@|-)$"
)
_START = re.compile(r"(?:^|[.!?:\n\x02>*-]|[\"'(\[])\s*$")
_VERB = re.compile(
    r"'s\b|,| (?:is|was|has|had|said|says|wrote|writes|called|cannot|can't|can|could|did|does|do|"
    r"reported|tried|asked|confirmed|needs|wants|thinks|from|and|told|mentioned|will|would|gets|got|"
    r"sees|saw|sent|here|again|also|just|at|who|still|uses)\b"
)
_SELF = re.compile(
    r"\b(?:(?P<named>my name is|my name's|mein name ist|ich heisse|je m'appelle|me llamo|mi chiamo|"
    r"mijn naam is|nazywam sie|meu nome e)|this is|it's|it is|i'm|i am|im|hier ist|hier spricht|"
    r"ici|soy|sono|hier is|aqui e) $"
)
_GOES_ON = re.compile(
    r",? (?:from|at|again|here|with|over at|von|aus|bei|de chez|de|da|van|bij|z)\b"
)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff々]+")
_HAN_HONOURS = frozenset("様氏君殿先部課係主社女小总经老反说")
_MACHINE = re.compile(
    r"[-_](?:(?:prod|prd|stage|staging|stg|uat|qa|dev)(?![a-z])|(?:ad|app|api|db|dc|erp|fs|fw|gw|host|"
    r"k8s|laptop|mail|nas|node|pc|pos|print|printer|rds|router|server|sql|srv|sw|test|ts|vm|vpn|web|ws)"
    r"[-_]?\d)"
)
_HYPHENED = re.compile(r"(?<![\w-])([a-z]+)-$")
_OF_MACHINES = words("api app corp db dev ops org prd prod qa srv staging stg tenant uat vpn")
_PARTICLES = ("de ", "del ", "de la ", "della ", "dello ", "la ", "las ", "los ", "el ")
_WITHIN = ("-", "_", "$", "{")
_JOINED = re.compile(r"[-_][A-Z]*\d|[-_][A-Z]{2}")
_ACCOUNT = re.compile(
    r"\b(?:tenant|workspace|subdomain|slug|realm|instance|mandant)(?: (?:is|name|id|called|named))?"
    r"[ :=\"'`/]{1,3}$"
    r"|\b(?:user|username|login|logon|uid|benutzer|benutzername|usuario|utilisateur|utente|gebruiker|"
    r"uzytkownik|uzivatel|kayttaja|anvandare)(?: (?:name|id))?[\"']? ?[:=][ \"'`]{0,2}$"
)
_HOST = re.compile(r"\.(?:[a-z0-9-]{2,30}\.){1,3}[a-z]{2,10}\b")
_ASKS = re.compile(r"may (?:i|we)\b|will (?:the|this|that|these|it|they|there)\b")
_ALONE = re.compile(r"[ \t]*[.!]?[ \t]*(?:\n|\x02|$)")
_REACH = 24
_LINE = 80
_ENGLISH = re.compile(
    r"\b(?:the|and|says|said|with|from|since|please|they|she|your|our|this|that|been|cannot|can't|"
    r"asked|spoke|sent|could|would|should|have|does|when|which)\b"
)
_MONTHS = words(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday summer autumn winter spring
    januar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag
    sonnabend sonntag sommer herbst fruhling fruhjahr ostern pfingsten weihnachten
    janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi
    mercredi jeudi vendredi samedi dimanche printemps hiver automne
    enero febrero marzo abril mayo junio agosto septiembre octubre noviembre diciembre lunes
    martes miercoles jueves viernes sabado verano invierno otono primavera
    gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre lunedi martedi
    mercoledi giovedi venerdi sabato estate inverno autunno
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag zomer lente herfst
    maj lipiec sierpien marzec piatek sobota niedziela zima wiosna lato jesien"""
)
_WHEN = re.compile(
    r"(?:\b(?:in|since|until|till|of|during|early|mid|late|last|next|this|before|after|every|on|"
    r"im|am|seit|ab|bis|vor|nach|zum|vom|letzten|letztem|letzter|nachsten|nachstem|diesen|diesem|"
    r"jeden|ganzen|anfang|mitte|ende|en|depuis|jusqu'en|le|desde|hasta|el|este|pasado|dal|nel|"
    r"fino a|il|w|vanaf|sinds|tot|afgelopen|deze|vorige)"
    r"|\d(?:st|nd|rd|th|\.)?"
    r"|\b(?:reports?|statements?|figures|numbers|data|sales|totals?|payslips?|payroll|"
    r"calendar|schedule|rota|timesheets?|bookings|exports?|entries|budget|forecast)"
    r"(?: (?:view|page|tab|sheet|list|overview|screen|data|totals?))? for)[ -]$"
)
_LISTED_MONTH = re.compile(
    rf"\b(?:{'|'.join(sorted(_MONTHS))})"
    r"(?:,? (?:and|or|to|through|und|oder|bis|et|ou|y|e|i|en|of) |, ?| ?[-–/&] ?)$"
)
_MONTH_BEHIND = re.compile(
    r"(?:,? (?:and|or|to|through|und|oder|bis|et|ou|y|e|i|en) | ?[–/&] ?)"
    rf"(?:{'|'.join(sorted(_MONTHS))})\b"
)
_DATED = re.compile(
    r" (?:statements?|invoice|figures|payroll|payslips?|period|batch|edition|totals|newsletter|"
    r"campaign|rechnung\w*|abrechnung\w*|zahlen|bericht)\b"
)
"""What is of a month, `the June statement`, and nothing that June does: `June reports`."""

_DAY = re.compile(r",? \d")
_COUNTED = words(
    """page box field line lane key bank grade hall day week case cell ward bay gate dock port
    park court lot room block floor step stage phase level row house stone block unit chapter part
    note table wing tower point bridge"""
)
_NUMBERED = re.compile(r" (?:#|no\.? ?)?\d{1,4}\b(?![.:/]\d)")


def is_name_here(view: Canonical, start: int, end: int, *, plural: bool = False) -> bool:
    """Capitals inside a sentence, greetings and verbs of people tell a name from a word.

    At a sentence's start a `plural` is the word's: `Fields in the second tab`.
    """
    before = view.folded[max(0, start - _REACH) : start]
    if _is_thing(view, start, end):
        return False
    if _HAN.fullmatch(view.text, start, end) is not None:
        return _is_han_name(view.text, start, end)
    told = _told_by_last_word(view, start, end)
    if told is not None:
        return told
    if not view.text[start].isupper():
        return _is_small_name(view, before, start, end)
    if _JOINED.match(view.text, end) is not None or view.folded[start:end] in EVERYDAY_ABROAD:
        return True
    place = Place(view, start, end, owns=view.folded[end : end + 2] == "'s")
    if place.labelled and not place.reached:
        return False
    if _START.search(before) is None or (place.human and not plural) or place.asked or place.title:
        return True
    after = view.folded[end : end + _REACH]
    return (
        _CUE.search(before) is not None
        or _VERB.match(after) is not None
        or _ALONE.match(after) is not None
    )


def _is_thing(view: Canonical, start: int, end: int) -> bool:
    """A day, a thing that is counted, or a part of what is called so: `Apple Watch`."""
    told = _is_date(view, start, end) or _is_numbered(view, start, end)
    told = told or _is_phrase(view, start, end)
    return told or is_namesake(view, start, end)


_PHRASES = {
    "grace": r"days?|time|window|note",
    "mark": r"as(?! usual| always| well| i\b| he\b| we\b)|all|up|for|down(?! in| at| here| there)|"
    r"(?:un)?read(?= ?(?:$|[\"'.,)>\]]|button|option|action))|complete|done|selected",
    "bill": r"to|of|payer|payments?|date|run|numbers?|total|cycle|amounts?|id|pay",
    "grant": r"types?|access|permissions?|all|table|options?|codes?|rights?|consent",
    "rose": r"plots?",
    "ray": r"trac\w*|cast\w*",
    "max": r"values?|age|users|rows|items|attempts",
    "norm": r"values?|data",
    "dash": r"boards?|cam|pattern|array",
    "rich": r"results?",
    "art": r"boards?|works?|nr|numbers?",
    "chip": r"sets?|group|label",
    "amber": r"alerts?|lights?|status|zone|state",
    "crystal": r"reports?(?! (?:that|a|an|the|no|it|this|to)\b)",
    "jasper": r"reports?(?! (?:that|a|an|the|no|it|this|to)\b)",
    "ruby": r"versions?|scripts?",
    "olive": r"green",
    "penny": r"differences?",
    "faith": r"groups?",
    "will": r"call",
    "drop": r"downs?|zone",
    "dale": r"chip",
}
"""A name that is a word, and the words with which it is a term where nobody's name would stand."""
_SURE_PHRASES = {
    "grace": r"periods?",
    "mark": r"(?:all )?as (?:un)?read",
    "bill": r"of (?:materials?|lading|exchange|quantities)",
    "rose": r"charts?|diagrams?|gold",
    "max": r"length|size|width|height|retries|connections",
    "norm": r"curve",
    "rich": r"texts?|media|content|snippets?",
    "chip": r"cards?|readers?",
    "ruby": r"gems?",
    "olive": r"oil",
    "penny": r"rounding",
    "iris": r"scan|recognition",
}
"""The words with which it is a term wherever it stands: `Grace period`, `Rich text`."""
_TERMS = {name: re.compile(rf"[ -](?:{ends})\b") for name, ends in _PHRASES.items()}
_SURE_TERMS = {name: re.compile(rf"[ -](?:{ends})\b") for name, ends in _SURE_PHRASES.items()}
_NO_PLACE_OF_NAMES = re.compile(
    r"(?:^|[.!?:>*|/\u2022\u2192\u203a\x02]|[\"'(\[`\u201c\u201e\u00ab]|(?:^|[\n\x02])[ \t]*-|"
    r"\b(?:the|a|an|this|each|every|your|its|which|per|click|clicked|click on|press|pressed|tap|"
    r"hit|field|button|option|action|column|label|box|menu|entry|link))[ \t]*$"
)
_WRAPPED = re.compile(r"[a-z,][ \t]?\n[ \t]*$")


def _is_phrase(view: Canonical, start: int, end: int) -> bool:
    """Whether a term's first word stands here: `Grace period`, `Mark as read`, `Bill to`."""
    word = view.folded[start:end]
    sure, term = _SURE_TERMS.get(word), _TERMS.get(word)
    if sure is not None and sure.match(view.folded, end) is not None:
        return True
    if term is None or term.match(view.folded, end) is None:
        return False
    return view.text[start].islower() or _stands_apart(view, start, end)


def _stands_apart(view: Canonical, start: int, end: int) -> bool:
    """At a sentence's or line's head, in a menu's path, as a label, or large as in `Max Users`."""
    before = view.folded[max(0, start - _LINE) : start]
    if before.rstrip(" \t").endswith("\n"):
        return not _is_wrapped(before)
    titled = view.text[end + 1].isupper()
    return titled or _NO_PLACE_OF_NAMES.search(before) is not None


def _is_wrapped(before: str) -> bool:
    """Whether a long line of prose goes on below: what leads the line leads no sentence."""
    long = before.rstrip().rfind("\n") < len(before) - _SHORT_LINE
    return long and _WRAPPED.search(before) is not None


_SHORT_LINE = 45


def is_called_a_thing(view: Canonical, start: int) -> bool:
    """Whether words in small letters are called the something: `open the bill page`."""
    before = view.folded[max(0, start - _REACH) : start]
    return view.text[start].islower() and _DETERMINED.search(before) is not None


_DETERMINED = re.compile(
    r"\b(?:the|a|an|this|that|each|every|any|another|next|last|first|second|same|new|your|its|which|"
    r"no|one|per) $"
)


def _told_by_last_word(view: Canonical, start: int, end: int) -> bool | None:
    """`de la Fuente` is a name and `may will` behind `in` none; None where that tells nothing."""
    last = view.text.rfind(" ", start, end) + 1
    if not last:
        return None
    large = view.text[last].isupper()
    if large and view.folded.startswith(_PARTICLES, start):
        return True
    return False if view.text[start].isupper() and not large else None


def _is_small_name(view: Canonical, before: str, start: int, end: int) -> bool:
    """In small letters, as people type; `hello, may I ask` calls nobody."""
    if _ASKS.match(view.folded, start) is not None:
        return False
    if view.folded[start:end] in EVERYDAY_ABROAD and _is_english(view, start, end):
        return True
    told = _is_called(before) or _is_account(view, before, end)
    machine = _MACHINE.match(view.folded, end) is not None and before[-1:] not in _WITHIN
    return told or machine or _introduces_itself(view, before, end)


def _is_english(view: Canonical, start: int, end: int) -> bool:
    """Whether the line around is English, where a word of another language is the name."""
    line = view.folded[max(0, start - _LINE) : end + _LINE]
    begin = line.rfind("\n", 0, min(start, _LINE)) + 1
    finish = line.find("\n", min(start, _LINE))
    return _ENGLISH.search(line[begin : finish if finish >= 0 else len(line)]) is not None


def _is_called(before: str) -> bool:
    """A strong cue, but for a hyphen behind a common word: `border-box`, `text-box`."""
    left = _HYPHENED.search(before)
    worded = left is not None and left[1] in stock().common and left[1] not in _OF_MACHINES
    return not worded and _STRONG_CUE.search(before) is not None


def _is_han_name(text: str, start: int, end: int) -> bool:
    """Whether two signs of Chinese or Japanese are no part of a longer word."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return _HAN.fullmatch(before) is None and (
        after in _HAN_HONOURS or _HAN.fullmatch(after) is None
    )


def _introduces_itself(view: Canonical, before: str, end: int) -> bool:
    """`this is mark from ...`, `my name is rose`, in small letters as people type."""
    called = _SELF.search(before)
    return called is not None and (called["named"] or _GOES_ON.match(view.folded, end)) is not None


def _is_account(view: Canonical, before: str, end: int) -> bool:
    """Whether a small letter's word is what somebody's account is called, or leads a host."""
    return _ACCOUNT.search(before) is not None or _HOST.match(view.folded, end) is not None


def _is_numbered(view: Canonical, start: int, end: int) -> bool:
    """`Page 3` and `Gate 12`, which are things that are counted, whoever bears the name."""
    told = view.folded[start:end] in _COUNTED
    return told and _NUMBERED.match(view.folded, end) is not None


def _is_date(view: Canonical, start: int, end: int) -> bool:
    """Months and days of the week, where a time is told."""
    if view.folded[start:end] not in _MONTHS:
        return False
    before, after = view.folded[max(0, start - _REACH) : start], view.folded[end : end + _REACH]
    listed = _LISTED_MONTH.search(before) or _MONTH_BEHIND.match(after) or _DATED.match(after)
    return listed is not None or _WHEN.search(before) is not None or _DAY.match(after) is not None
