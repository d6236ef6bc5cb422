"""Where a word stands: what the words in front of it and behind it say of it."""

import re
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick

from app.redaction.canonical import Canonical
from app.redaction.name_cues import (
    ARTICLES,
    ASKING,
    BELONGINGS,
    DOING,
    DOING_IN_ENGLISH,
    HONORIFICS,
    HUMAN,
    LABELS,
    PEOPLE,
    PLACES_OF_WORK,
    TITLES,
    TOWARD,
    TOWARD_IN_ENGLISH,
)
from app.redaction.name_stock import stock
from app.redaction.words import words

_REACH = 40
_SIGNS = ' ,:"(['
_UP_TO_LAST = re.compile(r'.*[ \n\t"(>*]', re.DOTALL)
_NEXT_WORDS = re.compile(r"(['\w-]*)[ ]?([,:(]?)[ ]?([\w'-]*)[ ]?([\w'-]*)")
_STARTING = ".!?:\n\x02>*|•-\"'(["
_BY = re.compile(
    r"\b(?:report|rais|open|clos|request|approv|sign|review|assign|creat|escalat|submit|fil|"
    r"prepar|author|forward|contact|call|ask|test|confirm|own|manag|add|remov|delet|chang)\w*"
    r"(?:ed|off)[- ]by[: ]{0,2}$|\b(?:written|taken|seen|told|done|led|given|sent|made)[- ]by:? $"
)
_BY_ONES = (" door", " von", " par", " por", " da", " przez", " av", " af", " de")
_BY_ABROAD = re.compile(
    r"\b(?:gemeld|aangemaakt|gevonden|gezien|ingediend|gemeldet|erstellt|gefunden|bemerkt|erfasst|"
    r"signalee?|creee?|trouvee?|envoyee?|reportad[oa]|cread[oa]|enviad[oa]|encontrad[oa]|"
    r"relatad[oa]|criad[oa]|segnalat[oa]|creat[oa]|inviat[oa]|zgloszon[eay]|utworzon[eay]|"
    r"rapporterat|rapporterad|skapad|skapat|meldt|rapportert|opprettet|oprettet|rapporteret)"
    r" (?:door|von|par|por|da|przez|av|af|de)[: ]{1,2}$"
)
"""By whom something was told or made, in other languages."""

_FIELD = re.compile(
    r"\b(?:owner|owners|contact|contacts|person|people|reporter|requester|assignee|attendees?|"
    r"participants?|present|name|surname|caller|customer|user|users|manager|author|approver|"
    r"reviewer|lead|agent|sender|recipient|creator|watchers?|followers?|members?|employee|employees|"
    r"who to contact|staff|teilnehmer|ansprechpartner|kontakt|nom|contacto|asistentes|"
    r"participantes|presents|deltagare|deltakere|deltagere|osallistujat|katilimcilar|obecni|"
    r"uczestnicy|aanwezig|deelnemers|presenti|partecipanti|участники|присутствовали|контакт|имя)"
    r"[ \t\"*_]*(?:[|:=–-]|\n)[ \t\"*_]*$"
)
_FIELD_BLANKS, _FIELD_SIGNS = ' \t"*_', ("|", ":", "=", "–", "-", "\n")
_GIVEN = re.compile(
    r"\b(?:sen[dt]|gave|give|given|forward\w*|wrote|written|talk\w*|spoken?|speak\w*|wait\w*|"
    r"hand\w*|assign\w*|escalat\w*|belong\w*|show\w*|pass\w*|explain\w*|grant\w*|hear[ds]?|"
    r"listen\w*|copied|report\w*|mention\w*|meeting|calls?|chat\w*|e?-?mails?|emailed|messages?|"
    r"agree\w*|sits?|discuss\w*|went|words?|news|feedback|questions?|requests?|thanks) "
    r"(?:(?:it|this|that|them|him|over|back|up|on|the|a|ticket|copy|today|yesterday) ){0,3}"
    r"(?:to|with|from|by|for) $"
)
_GIVING = (" to", " with", " from", " by", " for")
_OBJECTS = words("a an the your our this that these those all every each any it")
"""Behind a word that tells the reader what to do: `Add an address`."""

_UPON = words("pa op auf su en sur na w em σε στο")
_PRESSED = re.compile(
    r"\b(?:klick\w*|klik\w*|tryc?k\w*|click\w*|clic|clicca\w*|clique\w*|druk\w*|tik|tippen|"
    r"appuy\w*|premere|pulsa\w*|presiona\w*|nacisn\w*|stuknij|paina|napsauta)(?: sie)? "
    r"(?:pa|op|auf|su|en|sur|na|w|em) $"
)
"""Words for pressing a button, in front of what it is called."""

_MEASURED = re.compile(r"\d ?m[ms]\.? $")
"""Milliseconds and millimetres, which are no title at the end of a sentence."""

_IN_MENU = re.compile(r"[^\s>][^\n>]*>[ \t]*$")
_ANYBODYS = words("your our their the my another it")
_TEAMS = words(
    """storage infra infrastructure platform backend frontend network networking database devops sre
    mobile data web core search on-call oncall api tier level staff him her they she he"""
)
_WORKPLACE = re.compile(
    rf",? \((?:{'|'.join(sorted((PLACES_OF_WORK - _ANYBODYS) | _TEAMS))}|it dept)\b"
)
_MAIL = re.compile(r'"?,? {0,2}[<(\[]?(?:mailto:)?[\w.+-]{1,64}@')
_LISTED = re.compile(r" ?(?:[:–→—|]| - )")
_OF_PLACES = re.compile(
    r"\b(?:cities|city|towns?|villages|countries|regions?|provinces|counties|districts|suburbs|"
    r"airports?|ports|destinations?|locations?|branches|stores?|warehouses?|depots?|sites|"
    r"städte|stadt|villes?|ciudad(?:es)?|citta|cidades?)[\"'”»)\]]{0,2}(?: ?[:=(]|,| like| such as|"
    r" of| named)[ \"'“„«]{0,2}(?:[\w-]{2,20}(?:,| and| or| &) ){0,2}$"
)
_PLACED = re.compile(
    "cit|town|vill|countr|region|provinc|counties|district|suburb|port|destination|location|branch|"
    "store|warehouse|depot|site|stadt|städte|ciudad|cidade"
)
"""Stands wherever `_OF_PLACES` does, and is faster to look for."""

_WAY = re.compile(r"(?:\A|[\n\x02>*•-])[ \t]*([^\W\d_]+) (?:to|til|till|naar|via) $")
"""A line of a list that goes from one place to the next."""

_QUOTED = "\"'“„«»`"
_PRONOUNS = words("she he who they sie er elle il ella lei lui her his hij zij ona han hon")
_LOGGING = words("logs logged signs")
_OF_PROGRAMS = words("writes reads says calls reports asks wants needs tries")
_TOLD_SO = words("that the it he she they we i you us me him her them to in about back there this")
_WORKS = words("from in at aus von del de du da z fra från iz из van der dalla")
_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|of|during|early|mid|late|last|next|this|before|after|by|from|for)|\d)"
    r"[ .-]{1,2}$"
    r"|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
    r"(?:,? (?:and|or|to|through|vs\.?) |, | ?[-–/&] ?)$"
)
_ENGLISH = words(
    "the is and to of in we i it not on for with this that when are was have has but you my our"
)
_NOUNS_LARGE = words(
    """der die das und ist nicht ein eine mit wir ich auf den dem im zu von bei wird werden sind
    beim keine seit nach haben kann bitte"""
)
_OTHER = words(
    """le la les des est une dans pour pas nous que el los las es en con para por una no il di che
    non per sono een het van niet de op och att inte som jag nie jest na je se ve bir bu"""
)


_TELLING = sorted(_ENGLISH | _NOUNS_LARGE | _OTHER)
_FINDER = BytesAhoCorasick([f" {word} ".encode() for word in _TELLING])
_BLANK = bytes.maketrans(b"\t\n\r", b"   ")


class Language:
    """The text's language as far as capitals go; a short text counts as English.

    `nouns` are written in capitals; `strict`: what is unknown is taken for a name. Worked out when
    it is asked for, since most texts do not need it.
    """

    def __init__(self, view: Canonical, *, strict: bool) -> None:
        self._view = view
        self._strict = strict

    @cached_property
    def _counts(self) -> tuple[int, int, int]:
        found = _telling(self._view)
        return len(found & _ENGLISH), len(found & _NOUNS_LARGE), len(found & _OTHER)

    @property
    def english(self) -> bool:
        return self._counts[0] >= max(self._counts[1:])

    @property
    def nouns(self) -> bool:
        return self._counts[1] > self._counts[0]

    @property
    def strict(self) -> bool:
        return self._strict and self.english


def _telling(view: Canonical) -> set[str]:
    """The words of the text that tell its language, parted by white space."""
    if not view.text.isascii():
        return {*view.folded.split()}
    spaced = b" %b " % view.lowered.translate(_BLANK)
    found = _FINDER.find_matches_as_indexes(spaced, overlapping=True)
    return {_TELLING[number] for number in {hit[0] for hit in found}}


class Place:
    """What is told of the words from `start` to `end` by their neighbours; see `name_cues`.

    Each answer is worked out when it is asked for: most words need few of them. `_left` is the
    word in front and what stands between; `_right` what is joined to the words (to what they own,
    if they own something), a sign, and the next two words.
    """

    __slots__ = ("_after", "_before", "_left", "_next_ones", "_owns")

    def __init__(self, view: Canonical, start: int, end: int, *, owns: bool) -> None:
        self._before = view.folded[max(0, start - _REACH) : start]
        self._after = view.folded[end : end + _REACH]
        self._owns = owns
        self._left = _last_word(self._before)
        self._next_ones: tuple[str, str, str, str] | None = None

    @property
    def _right(self) -> tuple[str, str, str, str]:
        if self._next_ones is None:
            self._next_ones = _next_words(self._after[2:].lstrip() if self._owns else self._after)
        return self._next_ones

    def _next(self) -> str:
        joined, sign, first, _ = self._right
        return "" if self._owns or sign or joined.startswith("-") else first

    def _is_near(self) -> bool:
        return self._left[1] in {"", " ", ", ", "."}

    @property
    def starts(self) -> bool:
        """A sentence, a line or a quotation begins here."""
        return begins_something(self._before)

    @property
    def labelled(self) -> bool:
        """It is told to be on a screen, or quoted."""
        if self._before[-1:] in _QUOTED:
            return bool(self._before)
        on_screen = self._left[0] in LABELS and self._is_near()
        on_screen = on_screen or (self._left[0] in _UPON and bool(_PRESSED.search(self._before)))
        if on_screen or not self._before.rstrip().endswith(">"):
            return on_screen
        return _IN_MENU.search(self._before) is not None

    @property
    def among_places(self) -> bool:
        """It is listed behind a word for places: `Cities: Florence and Charlotte`."""
        placed = _PLACED.search(self._before) is not None
        return placed and _OF_PLACES.search(self._before) is not None

    @property
    def article(self) -> bool:
        """It is called the something."""
        return self._left[0] in ARTICLES and self._left[1] == " "

    @property
    def reached(self) -> bool:
        """An address for mail stands behind, or where they work in brackets."""
        return _MAIL.match(self._after) is not None or _WORKPLACE.match(self._after) is not None

    @property
    def title(self) -> bool:
        """A title stands in front."""
        left, sign = self._left
        if sign not in {" ", ". "} or _MEASURED.search(self._before) is not None:
            return False
        return left in TITLES or left.strip(".") in TITLES

    @property
    def asked(self) -> bool:
        """It is spoken to, or asked."""
        left, sign = self._left
        return left in ASKING and sign in {" ", ": ", ", "}

    @property
    def person(self) -> bool:
        """What stands in front says that a person follows."""
        if self._left[0] in PEOPLE and self._is_near():
            return True
        near = self._before.rstrip(" :\n")
        if near.endswith("by"):
            return _BY.search(self._before) is not None
        return near.endswith(_BY_ONES) and _BY_ABROAD.search(self._before) is not None

    @property
    def field(self) -> bool:
        """It is the value of a person's field."""
        ended = self._before.rstrip(_FIELD_BLANKS).endswith(_FIELD_SIGNS)
        if not ended or self._next() in _OBJECTS:
            return False
        return _FIELD.search(self._before) is not None

    @property
    def given(self) -> bool:
        """Something is given to it, or comes from it."""
        near = self._before.rstrip().endswith(_GIVING)
        return near and _GIVEN.search(self._before) is not None

    @property
    def listed(self) -> bool:
        """It begins a line and is told more of."""
        return self.starts and _LISTED.match(self._after) is not None

    @property
    def toward(self) -> bool:
        """A preposition of people and things stands in front, and no place one comes from."""
        return self._left[0] in TOWARD and self._left[1] == " " and not self._is_way()

    def _is_way(self) -> bool:
        found, known = _WAY.search(self._before), stock()
        if found is None or known.is_name(found[1]) or found[1].endswith("ed"):
            return False
        return found[1] not in known.words or known.is_rare(found[1])

    @property
    def english(self) -> bool:
        """An English preposition of people in front, or an English verb behind."""
        left, sign = self._left
        toward = left in TOWARD_IN_ENGLISH and sign == " " and not self._is_way()
        return toward or self._next() in DOING_IN_ENGLISH

    @property
    def month(self) -> bool:
        """A time is told."""
        return _MONTH.search(self._before) is not None

    @property
    def doing(self) -> bool:
        """A verb of anybody's and anything's stands behind."""
        return self._next() in DOING

    @property
    def human(self) -> bool:
        """A verb of people stands behind, or where they work, or he or she."""
        joined, sign, first, second = self._right
        if self._owns or joined.startswith("-"):
            return False
        if sign:
            return first in _PRONOUNS
        if first in HUMAN or (first in _WORKS and second in PLACES_OF_WORK):
            return True
        return first in _LOGGING and second in {"in", "out", "into"}

    @property
    def telling(self) -> bool:
        """As `human`, of what programs are called too: they write, read and say, but not that."""
        _, _, first, second = self._right
        return self.human and (first not in _OF_PROGRAMS or second in _TOLD_SO)

    @property
    def owner(self) -> bool:
        """What it has is what people have."""
        return self._owns and self._right[0] in BELONGINGS

    @property
    def acting(self) -> bool:
        """It does what people do, or has what they have."""
        return self.human or self.owner

    @property
    def honoured(self) -> bool:
        """An honorific stands behind."""
        joined, sign, first, _ = self._right
        if joined.startswith("-"):
            return joined[1:] in HONORIFICS
        return not self._owns and not sign and first in HONORIFICS


def is_cued(view: Canonical, start: int) -> bool:
    """Whether a word for people stands in front, or one of asking, or a title."""
    before = view.folded[max(0, start - _REACH) : start].rstrip(" :,").split()
    return bool(before) and any(before[-1] in cues for cues in (PEOPLE, ASKING, TITLES))


def begins_something(before: str) -> bool:
    """Whether a sentence, a line or a quotation begins behind this."""
    told = before.rstrip(" \t")
    return not told or told[-1] in _STARTING


def _last_word(before: str) -> tuple[str, str]:
    tail = before.rstrip(_SIGNS)
    parted = _UP_TO_LAST.match(tail)
    return tail[parted.end() if parted is not None else 0 :], before[len(tail) :]


def _next_words(after: str) -> tuple[str, str, str, str]:
    found = _NEXT_WORDS.match(after)
    return (found[1], found[2], found[3], found[4]) if found else ("", "", "", "")
