"""Looks a text up in what the context knows: one pass for all forms, then who may count."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from app.model import Audience, Context
from app.redaction.canonical import Canonical
from app.redaction.context import Entry, Known, Lexicon, know_context, know_table
from app.redaction.detectors.phone import digits_of
from app.redaction.forms import Form
from app.redaction.guard import is_called_a_thing, is_name_here
from app.redaction.hits import Hit, Rank
from app.redaction.pseudonyms import Pseudonym
from app.redaction.spellings import ENDINGS
from app.redaction.syllables import is_word_part

_NUMBER = re.compile(r"\+?\(?\d(?:[ ()./\-]{0,3}\d){5,20}")
_NO_DIGITS = bytes(code for code in range(256) if code not in b"0123456789")
_FIGURES = re.compile(r"\d{1,3}[ \n]+(?=[\d(+])")
_TAIL = 6
"""No known number is shorter."""
_FEW = 32

_GAP = re.compile(r"[ \t,.]{1,3}")
_LONG_ENOUGH = 4
_LONGEST_ENDING = 6
_SURELY_A_NAME = 7
_OF_MACHINES = frozenset(
    (
        "prod",
        "stage",
        "stg",
        "test",
        "dev",
        "qa",
        "uat",
        "demo",
        "db",
        "srv",
        "app",
        "crm",
        "erp",
        "svc",
    )
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff々〆ヶ]{2,}")
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._%+-")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
_REST = re.compile(r"(?::\d{1,5})?(?:[/?#][^\s<>\"'\x02)\]]*)?")


class Dictionary:
    """Safe to share: it is never changed."""

    def __init__(self, known: Known, rank: Rank = Rank.CONTEXT, detector: str = "context") -> None:
        self._rank = rank
        self._detector = detector
        self._forms = known.forms
        self._names = AhoCorasick([form.text for form, _ in known.forms]) if known.forms else None
        self._domains = known.domains
        self._hosts = AhoCorasick([name for name, _ in known.domains]) if known.domains else None
        self._numbers: dict[str, list[tuple[str, Entry]]] = {}
        for number, entry in known.numbers:
            self._numbers.setdefault(number[-_TAIL:], []).append((number, entry))

    def find(self, view: Canonical) -> Iterator[Hit]:
        """Everything known that the text names."""
        if self._names is not None:
            yield from _merge(list(self._find_forms(view, self._names)), view)
        if self._hosts is not None:
            yield from self._find_hosts(view, self._hosts)
        if self._numbers and self._may_hold_number(view):
            yield from self._find_numbers(view)

    def _find_forms(self, view: Canonical, names: AhoCorasick) -> Iterator[Hit]:
        found = names.find_matches_as_indexes(view.folded, overlapping=True)
        for number, start, end in found:
            form, entry = self._forms[number]
            word_end = _end_of(form, view, start, end)
            if (
                word_end
                and (_is_code(form.text) or _initials_stand(view.text, start, end))
                and not (form.phrase and is_called_a_thing(view, start))
                and not (form.syllable and is_word_part(view, start, word_end))
                and (not form.guarded or is_name_here(view, start, word_end, plural=word_end > end))
            ):
                yield self._hit(start, word_end, entry)

    def _find_hosts(self, view: Canonical, hosts: AhoCorasick) -> Iterator[Hit]:
        done = 0
        for number, start, end in hosts.find_matches_as_indexes(view.folded):
            entry = self._domains[number][1]
            if start < done or not _ends_host(view.folded, end):
                continue
            whole = _whole_host(view.folded, start, end, done)
            done = whole[1]
            yield self._hit(*whole, entry)

    def _may_hold_number(self, view: Canonical) -> bool:
        """Whether the last digits of any stand in the text's digits, whatever parts them."""
        if len(self._numbers) > _FEW:
            return True
        digits = view.data.translate(None, _NO_DIGITS)
        return any(tail.encode() in digits for tail in self._numbers)

    def _find_numbers(self, view: Canonical) -> Iterator[Hit]:
        for found in _NUMBER.finditer(view.text):
            digits = digits_of(found.group())
            for known, entry in self._numbers.get(digits[-_TAIL:], ()):
                if digits.endswith(known) or (
                    len(digits) > _LONG_ENOUGH * 2 and known.endswith(digits)
                ):
                    yield self._hit(_start_of(view.text, found, known), found.end(), entry)
                    break

    def _hit(self, start: int, end: int, entry: Entry) -> Hit:
        return Hit(
            start, end, entry.entity, self._detector, self._rank, entry.value, entry.original
        )


def _start_of(text: str, found: re.Match[str], known: str) -> int:
    """Where the number begins: behind a word's last figures, where it is whole without them."""
    start = found.start()
    if start and text[start - 1].isalpha():
        rest = _FIGURES.match(text, start, found.end())
        if rest is not None and digits_of(text[rest.end() : found.end()]).endswith(known):
            return rest.end()
    return start


def _is_code(form: str) -> bool:
    """A value with figures, whose single letters are no initials: `kf 77120 q`."""
    return any(map(str.isdigit, form))


def _initials_stand(text: str, start: int, end: int) -> bool:
    """Whether the single letters that the form begins or ends with are initials here.

    The m of "I'm", the O of "O'Brien", a and I of a sentence are none; j in `j.roe` is a user's.
    """
    first, last = text[start : start + 2], text[end - 2 : end]
    if first[1:] in _SIGNS and not _initial_stands(text, start, first[1] + text[start + 2]):
        return False
    return last[:1] not in _SIGNS or _initial_stands(text, end - 1, last[0])


def _initial_stands(text: str, at: int, joint: str) -> bool:
    """`joint` is what stands between the letter and the rest of the name."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 3]
    if (before and before in _APOSTROPHES) or (
        after[:1] in {*_APOSTROPHES} and after[1:].isalpha()
    ):
        return False
    if joint[0] != " " and not joint.endswith(" "):
        return True
    if after[:1] == "." and not after[1:].isalnum() and before != ".":
        return True
    return text[at].isupper() and text[at] not in "AI"


_APOSTROPHES = "'\u2019"
_SIGNS = frozenset(" ._-")


def _end_of(form: Form, view: Canonical, start: int, end: int) -> int:
    """Where the word ends that the form makes up here, or 0 when it does not stand here."""
    if form.acronym and not _is_acronym(view.text, start, end):
        return 0
    if form.stem:
        return _with_ending(view, start, end) if _opens(view.text, start) else 0
    return _whole_word(view, start, end, bare=form.guarded)


def _is_acronym(text: str, start: int, end: int) -> bool:
    """In capitals, or as a part of a compound: `nti-prod`."""
    return text[start:end].isupper() or (
        text[end : end + 1] in {"-", "_"} and text[end + 1 : end + 2].isalnum()
    )


def _opens(text: str, start: int) -> bool:
    return not start or not text[start - 1].isalnum()


def _with_ending(view: Canonical, start: int, end: int) -> int:
    """Where the ending stops that a language puts behind a name; 0 when there is none."""
    stop = end
    while stop < len(view.text) and stop - end <= _LONGEST_ENDING and view.text[stop].isalpha():
        stop += 1
    named = view.text[start].isupper() or end - start >= _SURELY_A_NAME
    if not named or view.folded[end:stop] not in ENDINGS:
        return 0
    return 0 if view.text[stop : stop + 1].isalnum() else stop


def _whole_word(view: Canonical, start: int, end: int, *, bare: bool) -> int:
    """Where the word ends that the form makes up, or 0 when it is only a part of a word.

    Digits may touch a longer form (`acme01`), and so may the other half of a compound in capitals.
    Scripts without spaces have no word's ends. `bare` forms take no ending but an s.
    """
    text, long_enough = view.text, end - start >= _LONG_ENOUGH
    compound = long_enough and not bare
    if _UNSPACED.fullmatch(text, start, end):
        return end
    opens = not start or _parts(text[start - 1], text[start], compound)
    if not opens and not (compound and _hangs_on(view.folded, start)):
        return 0
    if end == len(text) or _parts(text[end - 1], text[end], compound):
        return end
    if not long_enough:
        return 0
    if bare:
        ends = view.folded[end] == "s" and not view.text[end + 1 : end + 2].isalnum()
        return end + 1 if ends else 0
    return _with_ending(view, start, end)


def _hangs_on(folded: str, start: int) -> bool:
    """Whether a word for what a machine is for stands right in front: `prodacme02`."""
    first = start
    while first and folded[first - 1].isalpha() and start - first <= _LONGEST_ENDING:
        first -= 1
    return folded[first:start] in _OF_MACHINES


def _parts(left: str, right: str, long_enough: bool) -> bool:
    """Whether a word may end between these two characters."""
    if not left.isalnum() or not right.isalnum():
        return True
    if not long_enough:
        return False
    return left.isdigit() != right.isdigit() or (left.islower() and right.isupper())


def _merge(hits: list[Hit], view: Canonical) -> Iterator[Hit]:
    """First name and surname of one person are one find."""
    hits.sort()
    last: Hit | None = None
    for hit in hits:
        if last is not None and hit.value == last.value and _touch(last, hit, view):
            last = last._replace(end=max(last.end, hit.end))
            continue
        if last is not None:
            yield last
        last = hit
    if last is not None:
        yield last


def _touch(left: Hit, right: Hit, view: Canonical) -> bool:
    return right.start <= left.end or (_GAP.fullmatch(view.text, left.end, right.start) is not None)


def _ends_host(text: str, end: int) -> bool:
    following = text[end : end + 2]
    return not following[:1].isalnum() and not (following[:1] in "-_." and following[1:].isalnum())


def _whole_host(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    """The host, address or URL that the domain is part of."""
    while start > floor and text[start - 1] in _HOST:
        start -= 1
    if start > floor and text[start - 1] == "@":
        start -= 1
        while start > floor and text[start - 1] in _LOCAL:
            start -= 1
    if text[max(floor, start - 3) : start] == "://":
        start -= 3
        while start > floor and text[start - 1].isalnum():
            start -= 1
    rest = _REST.match(text, end)
    return start, end if rest is None else end + len(rest.group().rstrip(".,;:!?'"))


class Dictionaries:
    """What the pair's context knows, and what its texts named before."""

    def __init__(self, context: Dictionary, table: Sequence[Dictionary]) -> None:
        self._context, self._table = context, table

    def find(self, view: Canonical) -> Iterator[Hit]:
        """Everything that any knows; of the table's entries, the first that is so called."""
        yield from self._context.find(view)
        if len(self._table) == 1:
            yield from self._table[0].find(view)
            return
        seen = set[tuple[int, int]]()
        for dictionary in self._table:
            for hit in dictionary.find(view):
                if (hit.start, hit.end) not in seen:
                    seen.add((hit.start, hit.end))
                    yield hit


@lru_cache(maxsize=64)
def _context_dictionary(context: Context, lexicon: Lexicon) -> Dictionary:
    return Dictionary(know_context(context, lexicon))


@lru_cache(maxsize=64)
def _table_dictionary(
    entries: tuple[Pseudonym, ...], audience: Audience, lexicon: Lexicon
) -> Dictionary:
    return Dictionary(know_table(entries, audience, lexicon), Rank.HOUSE)


def forget_tables() -> None:
    """Let the tables' dictionaries go: a long file would leave one for each of its passages."""
    _table_dictionary.cache_clear()


def forget_people() -> None:
    """Let all dictionaries go: somebody whom one names was erased."""
    _context_dictionary.cache_clear()
    _table_dictionary.cache_clear()


def dictionaries_of(
    context: Context, entries: tuple[Pseudonym, ...], audience: Audience, lexicon: Lexicon
) -> Dictionaries:
    """The pair's dictionaries, kept in memory for its next text."""
    return Dictionaries(
        _context_dictionary(context, lexicon),
        [_table_dictionary(block, audience, lexicon) for block in _blocks(entries)],
    )


_BLOCK = 32


def _blocks(entries: tuple[Pseudonym, ...]) -> Iterator[tuple[Pseudonym, ...]]:
    """A long table in blocks of which most stay as they are when it grows: each a power of two."""
    done = 0
    while done < len(entries):
        rest = len(entries) - done
        size = rest if rest <= _BLOCK else 1 << rest.bit_length() - 1
        yield entries[done : done + size]
        done += size
