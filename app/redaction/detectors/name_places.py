"""Where a word stands: what the words in front of it and behind it say of it."""

import re
from typing import NamedTuple

from app.redaction.canonical import Canonical
from app.redaction.name_cues import (
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
from app.redaction.words import words

_REACH = 40
_LAST_WORD = re.compile(r"([^\W\d_][\w.'-]*)([ ,:\"(\[]{0,3})$")
_NEXT_WORDS = re.compile(r"(['\w-]*)[ ]?([,:(]?)[ ]?([\w'-]*)[ ]?([\w'-]*)")
_START = re.compile(r"(?:^|[.!?:\n\x02>*|•-]|[\"'(\[])[ \t]*$")
_BY = re.compile(
    r"\b(?:report|rais|open|clos|request|approv|sign|review|assign|creat|escalat|submit|fil|"
    r"prepar|author|forward|contact|call|ask|test|confirm|own|manag|add|remov|delet|chang)\w*"
    r"(?:ed|off)[- ]by[: ]{0,2}$|\b(?:written|taken|seen|told|done|led|given|sent|made)[- ]by:? $"
)
_FIELD = re.compile(
    r"\b(?:owner|owners|contact|contacts|person|people|reporter|requester|assignee|attendees?|"
    r"participants?|present|name|surname|caller|customer|user|users|manager|author|approver|"
    r"reviewer|lead|agent|sender|recipient|creator|watchers?|followers?|members?|employee|employees|"
    r"who to contact|staff|teilnehmer|ansprechpartner|kontakt|nom|contacto|asistentes|"
    r"participantes|presents|deltagare|deltakere|deltagere|osallistujat|katilimcilar|obecni|"
    r"uczestnicy|aanwezig|deelnemers|presenti|partecipanti|участники|присутствовали|контакт|имя)"
    r"[ \t\"*_]*(?:[|:=–-]|\n)[ \t\"*_]*$"
)
_GIVEN = re.compile(
    r"\b(?:sen[dt]|gave|give|given|forward\w*|wrote|written|talk\w*|spoken?|speak\w*|wait\w*|"
    r"hand\w*|assign\w*|escalat\w*|belong\w*|show\w*|pass\w*|explain\w*|grant\w*|hear[ds]?|"
    r"listen\w*|copied|report\w*|mention\w*|meeting|calls?|chat\w*|e?-?mails?|emailed|messages?|"
    r"agree\w*|sits?|discuss\w*|went|words?|news|feedback|questions?|requests?|thanks) "
    r"(?:(?:it|this|that|them|him|over|back|up|on|the|a|ticket|copy|today|yesterday) ){0,3}"
    r"(?:to|with|from|by|for) $"
)
_LISTED = re.compile(r" ?(?:[:–→—|]| - )")
_QUOTED = "\"'“„«»`"
_PRONOUNS = words("she he who they sie er elle il ella lei lui her his hij zij ona han hon")
_WORKS = words("from in at aus von del de du da z fra från iz из van der dalla")
_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|of|during|early|mid|late|last|next|this|before|after|by|from)|\d)"
    r"[ .-]{1,2}$"
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
    non per sono een het van niet de op och att inte som jag nie jest na się je se ve bir bu"""
)


class Language(NamedTuple):
    """`nouns` are written in capitals; `strict`: what is unknown is taken for a name."""

    english: bool
    nouns: bool
    strict: bool


class Place(NamedTuple):
    """What is told of a word by its neighbours; see `name_cues` for each."""

    starts: bool
    labelled: bool
    title: bool
    asked: bool
    person: bool
    field: bool
    given: bool
    listed: bool
    toward: bool
    english: bool
    month: bool
    human: bool
    doing: bool
    owner: bool
    honoured: bool


def language_of(view: Canonical, *, strict: bool) -> Language:
    """The text's language as far as capitals go; a short text counts as English."""
    found = set(view.folded.split())
    english, nouns = len(found & _ENGLISH), len(found & _NOUNS_LARGE)
    mostly = english >= max(nouns, len(found & _OTHER))
    return Language(mostly, nouns > english, strict and mostly)


def place_of(view: Canonical, start: int, end: int, *, owns: bool) -> Place:
    """What the neighbours of the words from `start` to `end` tell."""
    before = view.folded[max(0, start - _REACH) : start]
    last = _LAST_WORD.search(before)
    left, sign = (last[1], last[2]) if last else ("", "")
    near = sign in {" ", ", ", "."} or sign == ""
    human, doing, owner, honoured = _behind(view.folded[end : end + _REACH], owns=owns)
    starts = not before or _START.search(before) is not None
    return Place(
        starts=starts,
        labelled=(left in LABELS and near) or before.rstrip()[-1:] == ">" or _is_quoted(before),
        title=(left.strip(".") in TITLES and sign in {" ", ". "})
        or (left in TITLES and sign == " "),
        asked=left in ASKING and sign in {" ", ": ", ", "},
        person=(left in PEOPLE and near) or _BY.search(before) is not None,
        field=_FIELD.search(before) is not None,
        given=_GIVEN.search(before) is not None,
        listed=starts and _LISTED.match(view.folded, end) is not None,
        toward=left in TOWARD and sign == " ",
        english=(left in TOWARD_IN_ENGLISH and sign == " ") or doing in DOING_IN_ENGLISH,
        month=_MONTH.search(before) is not None,
        human=human,
        doing=doing in DOING,
        owner=owner,
        honoured=honoured,
    )


def _is_quoted(before: str) -> bool:
    return before[-1:] in _QUOTED and before[-1:] != ""


def _behind(after: str, *, owns: bool) -> tuple[bool, str, bool, bool]:
    """Whether people's verbs follow; the word that follows; what people have; an honorific."""
    if owns:
        thing = _NEXT_WORDS.match(after[2:].lstrip())
        return False, "", thing is not None and thing[1] in BELONGINGS, False
    found = _NEXT_WORDS.match(after)
    if found is None:
        return False, "", False, False
    joined, sign, first, second = found.groups()
    if joined.startswith("-"):
        return False, "", False, joined[1:] in HONORIFICS
    honoured = not sign and first in HONORIFICS
    if sign:
        return first in _PRONOUNS, "", False, False
    human = first in HUMAN or (first in _WORKS and second in PLACES_OF_WORK)
    human = human or (first in {"logs", "logged", "signs"} and second in {"in", "out", "into"})
    return human, first, False, honoured
