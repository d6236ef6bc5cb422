"""Names told by what the words themselves are and what stands beside them.

One pass takes the words in capitals, tells of each what it can be (a given name, a surname, a word,
a product, unknown) and joins neighbours to runs; a run is a name if its words or its place say so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from string import ascii_uppercase
from typing import NamedTuple

from app.redaction.canonical import Canonical, fold
from app.redaction.company_words import HOLLOW
from app.redaction.detectors.name_kinds import kind_behind, kind_of_capitals, kind_of_word, stem_of
from app.redaction.detectors.name_marks import is_mark, is_of_time
from app.redaction.detectors.name_particles import with_particles
from app.redaction.detectors.name_places import Language, Place, is_cued
from app.redaction.detectors.name_scripts import find_in_scripts
from app.redaction.eponyms import is_eponym, is_made, is_thing
from app.redaction.given_names import SPOKEN_TO
from app.redaction.hits import Hit, Rank
from app.redaction.name_cues import ARTICLES, ASKING, LABELS, PEOPLE, PLACES, TITLES
from app.redaction.name_stock import stock
from app.redaction.words import NOT_A_NAME

_REST = r"(?<![\w@#/\\._$=+&°-].)[^\W\d_]*(?:['-][^\W\d_]+){0,3}(?![\w@\\=(]|[./_-]\w)"
_TOKEN = re.compile(f"[A-ZÀ-ÖØ-ÞĀ-ſƠ-ưȘ-țΆ-ΫЀ-ЯҐԱ-Ֆ]{_REST}")
_SAME = bytes.maketrans(ascii_uppercase.encode(), b"A" * len(ascii_uppercase))
_SAME_TOKEN = re.compile(f"A{_REST}".encode())
"""As `_TOKEN`, with all capitals the same: `re` is far faster at looking for one sign."""

_JOINT = re.compile(
    r" (?:(?:van|von|de|der|den|del|della|la|le|da|di|do|dos|das|bin|ibn|al|el|ben|zu|y|af|av|'t)"
    r" ){0,3}|\. ?|, (?=[A-Z]\.)"
)
_LONGEST_JOINT = 16
_LONGEST_GAP = 40
_LIST = re.compile(
    r"(?: \([^()\n]{1,30}\))?"
    r"(?:,? (?:and|or|&|und|et|y|e|i|og|och|ja|ve|en|и|та|oder|ou|o) |[,;] |/| → )"
)
_NOWHERE = -2
_NUMBER = re.compile(r"[ #:=]{1,3}\d")
_ON = re.compile(r"(?:'s)?(?:,? [a-zà-ÿ]|[.,;)])")
_ENDS_LINE = re.compile(r"[ \t]*(?:\n|$)")
_CHECKED = frozenset({"person_name", "other_customer", "writer_organization", "handle"})
_LETTER_WORDS = frozenset("aeoiyuwzvksаовукісея") | {"η", "ο"}
_MOST = 5
_TOLD = TITLES | PEOPLE | ASKING | NOT_A_NAME | LABELS
"""Words that are in one list or another of what is near people, or no name."""


class Token(NamedTuple):
    """A word in capitals; `kind` is one letter, see `kind_of`."""

    start: int
    end: int
    word: str
    kind: str
    owns: bool


class NameRuns:
    """Safe to share: it is never changed. `products` are folded words that are nobody's name."""

    def __init__(self, products: frozenset[str], *, strict: bool) -> None:
        self._products = products
        self._strict = strict

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words, as they are written, that are no part of a name and tell nothing of the next."""
        words = stock().common | NOT_A_NAME | LABELS | TITLES | PEOPLE | ASKING
        forms = [form for word in words - PLACES for form in (word.capitalize(), word.upper())]
        folded = fold("\n".join(forms)).split("\n")
        return frozenset(
            form
            for word, form in zip(folded, forms, strict=True)
            if form.isalpha() and self.kind_of(word, form) in "NC"
        )

    def find(self, view: Canonical) -> Iterator[Hit]:
        """Every name, with the person's whole name as its value."""
        segments = list(_segments(self._tokens(view), view))
        if segments:
            yield from self._named(segments, view)
        yield from find_in_scripts(view)

    def _named(self, segments: list[list[Token]], view: Canonical) -> Iterator[Hit]:
        language = Language(view, strict=self._strict)
        names = [_name_of(segment, view, language) for segment in segments]
        _spread(segments, names, view, language)
        for name in names:
            if name:
                yield _hit(name, view, language)

    def find_whole(self, view: Canonical) -> Iterator[Hit]:
        """Names of more than one word, which are no chance where letters stand apart."""
        for hit in self.find(view):
            if hit.detector == "name-run" and " " in hit.value:
                yield hit._replace(rank=Rank.HOUSE)

    def sift(self, hits: Iterable[Hit], view: Canonical) -> Iterator[Hit]:
        """Without what a pattern took for a name and is nothing but products."""
        for hit in hits:
            if hit.entity not in _CHECKED or not self._is_no_one(hit, view):
                yield hit

    def _is_no_one(self, hit: Hit, view: Canonical) -> bool:
        return is_made(hit, view) or self.is_product(view.folded[hit.start : hit.end])

    def is_product(self, name: str) -> bool:
        """Whether all that tells of the folded name is what products are called."""
        return self._products.issuperset(part for part in name.split() if part not in HOLLOW)

    def _tokens(self, view: Canonical) -> Iterator[Token]:
        """The words in capitals that are not ordinary ones."""
        folded, ordinary = view.folded, self.ordinary
        place_ends = _NOWHERE
        for found in _in_capitals(view):
            start, end = found.span()
            written = view.text[start:end]
            if written in ordinary or written[0].islower():
                continue
            word = folded[start:end]
            owns = word.endswith("'s")
            if "'" in word or "-" in word:
                word = stem_of(word)
                end = start + len(word)
            kind = self.kind_of(word, written) if start != place_ends + 1 else "N"
            if is_of_time(word, folded, start, end) or is_mark(word, folded, start):
                kind = "N"
            place_ends = end + (folded[end : end + 1] == ".") if word in PLACES else _NOWHERE
            yield Token(start, end, word, kind, owns)

    def kind_of(self, word: str, text: str) -> str:
        """One letter for what the word can be.

        G given name, g that and a word, p that and a product; S surname, s that and a word;
        r a rare word; K and k a given name and a surname in large letters, c unknown in them;
        I initial; C a cue; U unknown; N none of these."""
        if len(word) == 1:
            return "I" if text.isupper() else "N"
        if word in _TOLD or word in self._products or is_eponym(word):
            return self._kind_told(word)
        if text.isupper():
            return kind_of_capitals(word, stock())
        return kind_of_word(word, text, stock())

    def _kind_told(self, word: str) -> str:
        if word in TITLES or word in PEOPLE or word in ASKING:
            return "g" if word in SPOKEN_TO else "C"
        if word in NOT_A_NAME or word in LABELS:
            return "g" if word in SPOKEN_TO else "N"
        return "p" if stock().is_name(word) else "N"


def _in_capitals(view: Canonical) -> Iterator[re.Match[bytes]] | Iterator[re.Match[str]]:
    if view.text.isascii():
        return _SAME_TOKEN.finditer(view.data.translate(_SAME))
    return _TOKEN.finditer(view.text)


def _segments(tokens: Iterator[Token], view: Canonical) -> Iterator[list[Token]]:
    """Neighbours that could be one name."""
    segment: list[Token] = []
    for found in tokens:
        token = found
        if found.kind == "N" and segment and segment[-1].kind == "G":
            token = found._replace(kind=kind_behind(view.text[segment[-1].end : found.end]))
        if segment and (
            token.kind in "NC"
            or (token.kind == "r" and segment[-1].kind not in "GIUgp")
            or segment[-1].owns
            or len(segment) >= _MOST
            or not _joined(segment[-1], token, view.text)
        ):
            yield segment
            segment = []
        if token.kind not in "NC" and (segment or token.kind != "r" or is_cued(view, token.start)):
            segment.append(token)
    if segment:
        yield segment


def _joined(left: Token, right: Token, text: str) -> bool:
    if right.start - left.end > _LONGEST_JOINT:
        return False
    gap = text[left.end : right.start]
    if gap.startswith("."):
        inside = left.kind == "I" and "\n" not in gap
        return inside and _TOKEN.search(text, left.end, right.start) is None
    if gap == "\n":
        return _goes_on(left, right, text)
    return gap == " " or (_JOINT.fullmatch(gap) is not None)


def _goes_on(left: Token, right: Token, text: str) -> bool:
    """Whether a line breaks within a name: inside a sentence, or each half on a line of its own."""
    before = text[max(0, left.start - 1) : left.start]
    named = before in {" ", "\n", ""} and left.kind in "GK" and right.kind in "SU"
    on = _ON if before == " " else _ENDS_LINE
    return named and on.match(text, right.end) is not None


def _name_of(segment: list[Token], view: Canonical, language: Language) -> Sequence[Token]:
    """The part of the segment that is a name; empty when there is none."""
    segment = _core(segment, view.text)
    if not segment:
        return ()
    kinds = "".join(token.kind for token in segment)
    place = Place(view, segment[0].start, segment[-1].end, owns=segment[-1].owns)
    named = _named_in(segment, kinds, place, view, language)
    told = place.title or place.asked
    placed = len(kinds) == 1 and not told and place.among_places
    full = told or (len(named) > 1 and named[0].kind in "GK")
    thing = named and is_thing(view, named[0].start, named[-1].end, full=full)
    return () if placed or thing else named


def _named_in(
    segment: list[Token], kinds: str, place: Place, view: Canonical, language: Language
) -> Sequence[Token]:
    if kinds[0] in "GK":
        return segment
    if place.article and not set("GKS").intersection(kinds):
        return ()
    if _is_known_pair(segment, place) and language.english:
        return segment
    if kinds[0] in "sg" and len(kinds) > 1 and place.starts and _given_at(kinds) is None:
        return _name_behind(segment, view, language, place)
    given = _given_at(kinds)
    if given is not None:
        first = _first_of(kinds, given, place)
        return segment[first:]
    accepted = _pair_stands if len(segment) > 1 else _single_stands
    return segment if accepted(kinds, segment[0].word, place, language) else ()


def _core(segment: list[Token], text: str) -> list[Token]:
    """Without a letter behind it and an article in front."""
    while segment and segment[-1].kind == "I" and not _is_initial(segment[-1], text):
        segment = segment[:-1]
    while segment and (segment[0].word in ARTICLES or _is_small_word(segment, text)):
        segment = segment[1:]
    return segment


def _is_small_word(segment: list[Token], text: str) -> bool:
    """Whether a sentence begins with a letter that is a word of its own: `O João`, `У Оксани`."""
    first = segment[0]
    if first.kind != "I" or len(segment) < 2 or text[first.end] != " ":
        return False
    return first.word in _LETTER_WORDS and segment[1].kind == "G"


def _is_known_pair(segment: list[Token], place: Place) -> bool:
    """Two words of which each is borne by somebody and hardly ever said: `Mei Chen`."""
    if len(segment) != 2 or place.labelled:
        return False
    first, last = segment[0].word, segment[1].word
    known = stock()
    if last in known.common or not known.is_name(last) or not known.is_name(first):
        return False
    return first not in known.common or (first in SPOKEN_TO and not place.starts)


def _name_behind(
    segment: list[Token], view: Canonical, language: Language, place: Place
) -> Sequence[Token]:
    """The first word of a sentence has its capital anyway."""
    whole = "".join(token.kind for token in segment)
    if _pair_stands(whole, "", place, language) and (place.human or place.listed or place.title):
        return segment
    if segment[0].kind == "g" and "S" in whole:
        return segment
    return _name_of(segment[1:], view, language)


def _is_initial(token: Token, text: str) -> bool:
    """Whether a letter at the end is an initial: `Ann I.`, and not `I told Ann I`."""
    return (
        text[token.end : token.end + 1] == "." and not text[token.end + 1 : token.end + 2].isalnum()
    )


def _given_at(kinds: str) -> int | None:
    """Where a given name stands that needs nothing beside it."""
    places = [place for place in (kinds.find("G"), kinds.find("K")) if place >= 0]
    return min(places, default=None)


def _first_of(kinds: str, given: int, place: Place) -> int:
    """Surnames stand in front of given names too; at a sentence's start only known ones count."""
    first = given
    while first and (
        kinds[first - 1] in "SIk" or (kinds[first - 1] in "Ugps" and not place.starts)
    ):
        first -= 1
    return first


def _pair_stands(kinds: str, first: str, place: Place, language: Language) -> bool:
    if place.labelled and not place.title:
        return False
    told = place.title or place.asked or place.person or place.field or place.reached
    told = told or (place.acting and not language.nouns) or (place.listed and language.strict)
    if "S" in kinds or (kinds.strip("k") == "" and told):
        return told or not language.nouns or "g" in kinds or kinds.count("S") > 1
    if kinds in {"kc", "kk"} and not language.nouns and first in stock().given:
        return True
    if "c" in kinds or "k" in kinds:
        return told and ("g" in kinds or "U" in kinds)
    if kinds == "IU":
        return not language.nouns
    if kinds in {"gU", "pU"} and not language.nouns and not place.starts:
        return True
    if "U" in kinds:
        return told or (place.english and not place.starts and language.strict)
    return told and kinds[0] in "gp"


def _single_stands(kind: str, word: str, place: Place, language: Language) -> bool:
    if place.title or place.honoured:
        return kind in "SUgsp"
    if place.labelled or kind in "ckI":
        return False
    if place.asked or place.person or place.field:
        return kind in "SgUp"
    if kind == "S":
        return place.human or place.doing or place.owner or (place.toward and not language.nouns)
    if kind == "p":
        return place.telling or place.owner
    if kind == "g":
        return _both_stands(word, place)
    if kind == "U":
        return _unknown_stands(place, language)
    return kind == "s" and (place.human or place.given) and not place.starts


def _both_stands(word: str, place: Place) -> bool:
    """A name that is a word too."""
    if place.month and not place.human:
        return False
    if place.human or place.owner:
        return True
    return word in SPOKEN_TO and not place.starts and (place.toward or place.english)


def _unknown_stands(place: Place, language: Language) -> bool:
    """A word that no list has: in a language that writes nouns in capitals it tells nothing."""
    if place.given:
        return not language.nouns
    if place.human or place.owner:
        return not language.nouns and (language.english or not place.starts)
    return place.english and not place.starts and language.strict and not language.nouns


def _spread(
    segments: list[list[Token]],
    names: list[Sequence[Token]],
    view: Canonical,
    language: Language,
) -> None:
    """Whoever is named in one breath with a person is one: `Ann, Mbali and Li`."""
    order = range(len(segments))
    for indexes, step in ((order[1:], -1), (order[-2::-1], 1)):
        for index in indexes:
            if names[index] or not names[index + step]:
                continue
            left, right = sorted((index, index + step))
            gap = slice(segments[left][-1].end, segments[right][0].start)
            listed = gap.stop - gap.start < _LONGEST_GAP and _LIST.fullmatch(view.text[gap])
            if listed and _may_spread(segments[index], view, language):
                names[index] = segments[index]


def _may_spread(segment: list[Token], view: Canonical, language: Language) -> bool:
    kinds = {token.kind for token in segment}
    thing = kinds & set("IckKp") or is_thing(view, segment[0].start, segment[-1].end, full=False)
    if thing and len(segment) == 1:
        return False
    if kinds & {"S", "G"}:
        return True
    unsure = bool(kinds & {"U", "g"}) and not language.nouns
    return unsure and _NUMBER.match(view.text, segment[-1].end) is None


def _hit(name: Sequence[Token], view: Canonical, language: Language) -> Hit:
    start, end = name[0].start, name[-1].end
    if not name[-1].owns:
        start, end = with_particles(view, start, end, english=language.english)
    value = " ".join(view.folded[start:end].split())
    return Hit(start, end, "person_name", "name-run", Rank.CUE, value)
