"""Numbers that are read out digit by digit: `five five five, zero one seven six`."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from app.redaction.canonical import fold
from app.redaction.detectors.any_case import any_case
from app.redaction.detectors.phone import SIGNIFICANT
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_SPOKEN = (
    "zero one two three four five six seven eight nine",
    "null eins zwei drei vier fünf sechs sieben acht neun",
    "zéro un deux trois quatre cinq six sept huit neuf",
    "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "zero uno due tre quattro cinque sei sette otto nove",
    "zero um dois três quatro cinco seis sete oito nove",
    "nul een twee drie vier vijf zes zeven acht negen",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "nula jedna dva tři čtyři pět šest sedm osm devět",
    "noll ett två tre fyra fem sex sju åtta nio",
    "nul en to tre fire fem seks syv otte ni",
    "null en to tre fire fem seks sju åtte ni",
    "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
    "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "nulla egy kettő három négy öt hat hét nyolc kilenc",
    "zero unu doi trei patru cinci șase șapte opt nouă",
    "ноль один два три четыре пять шесть семь восемь девять",
    "нуль один два три чотири п'ять шість сім вісім дев'ять",
    "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα",
)
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "diez once doce trece catorce quince",
    "dix onze douze treize quatorze quinze seize",
    "dieci undici dodici tredici quattordici quindici sedici",
)
_TENS_OF = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "vingt trente quarante cinquante soixante",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
)
_TENS = {
    word: digit
    for first, lines in ((10, _TEENS), (2, _TENS_OF))
    for line in lines
    for digit, word in enumerate(line.split(), first)
}
"""Numbers are read out in tens too; what they say together is not reckoned, only heard."""

_LINKS = ("y", "et", "e", "hundred", "cien", "cent", "cento")
_ALSO = {"oh": 0, "o": 0, "zwo": 2, "meia": 6, "une": 1, "efta": 7, "εφτά": 7, "οχτώ": 8}
_TIMES = {"double": 2, "triple": 3, "treble": 3, "doppel": 2, "doble": 2, "doppio": 2}
_BESIDE = {fold(word): digit for word, digit in (_ALSO | _TENS).items()}
_LANGUAGES = tuple(
    {fold(word): digit for digit, word in enumerate(line.split())} | _BESIDE for line in _SPOKEN
)
_FEWEST, _MOST = 7, 20
_Run = tuple[list[re.Match[str]], list[int]]
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ONE = any_case(tuple(sorted({*" ".join(_SPOKEN).split(), *_ALSO, *_TENS, *_LINKS})))
_TWICE = rf"(?:(?i:{'|'.join(_TIMES)})[ -])?"


def _read(candidate: Candidate) -> Candidate | None:
    """The digits that are read out, unless somebody counts: `one two three four five six seven`."""
    words = [*_WORD.finditer(candidate.view.folded, candidate.start, candidate.end)]
    runs = [run for language in _LANGUAGES for run in _runs(words, language)]
    words, digits = max(runs, key=lambda run: len(run[1]), default=([], []))
    steps = {right - left for left, right in pairwise(digits)}
    if not _FEWEST <= len(digits) <= _MOST or len(steps) < 2:
        return None
    value = "".join(map(str, digits))[-SIGNIFICANT:]
    return candidate._replace(start=words[0].start(), end=words[-1].end(), value=value)


def _runs(words: list[re.Match[str]], language: dict[str, int]) -> Iterator[_Run]:
    """What is read out in the language: `um` is a digit in Portuguese and goes on in German."""
    for told, run in groupby(
        words,
        lambda word: word.group() in language or word.group() in _TIMES or word.group() in _LINKS,
    ):
        if told:
            matched = [*run]
            yield matched, _digits([word.group() for word in matched], language)


def _digits(words: list[str], language: dict[str, int]) -> list[int]:
    digits, times = list[int](), 1
    for word in words:
        if word in language:
            digits += [language[word]] * times
        times = _TIMES.get(word, 1)
    return digits


_HUNDREDS = "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset"
_SAID = {word for language in _LANGUAGES for word in language} | set(map(fold, _HUNDREDS.split()))


def _half_read(candidate: Candidate) -> Candidate | None:
    """Words for numbers in front of figures: `five oh two 555 019`."""
    words = [*_WORD.finditer(candidate.view.folded, candidate.start, candidate.end)]
    if not all(word.group() in _SAID or word.group() in _TIMES for word in words):
        return None
    return candidate


_ASKED = re.compile(
    r"\b(?:account|customer|contract|client|member\w*|policy|reference|ref|meter|subscriber|card|"
    r"booking|number|konto\w*|kunden\w*|vertrags\w*|zahler\w*|nummer|compte|numero|contrat|cuenta|"
    r"contrato|conto|contratto|conta|rekening|klantnummer|numer|konta)\b"
)
_ANSWERED = re.compile(
    r"(?:\b(?:it's|it is|is|was|number|no|nr|nummer|numero|reference|ref|account|konto|compte|"
    r"cuenta|ist|lautet|es|est|so|ok|okay|yes|yeah|sure|um|uh|ja|si|oui)|[:=#?,\n])\W{0,3}$"
)
_FAR, _NEAR = 120, 16


def _one_by_one(candidate: Candidate) -> Candidate | None:
    """Figures that are read out behind a word for an account or a number, no counting."""
    digits = [int(sign) for sign in candidate.text if sign.isdigit()]
    steps = {right - left for left, right in pairwise(digits)}
    asked = _ASKED.search(candidate.before(_FAR)) and _ANSWERED.search(candidate.before(_NEAR))
    if len(set(digits)) < 3 or len(steps) < 3 or not asked:
        return None
    return candidate._replace(value="".join(map(str, digits)))


PATTERNS = (
    Pattern(
        "account_id",
        "digits-one-by-one",
        r"(?:^|[^\w.,/-])(\d(?: (?:- ?)?\d){6,19})(?:[^\w/]|$)",
        tuple(f"{digit} " for digit in range(10)),
        rank=Rank.CUE,
        check=_one_by_one,
    ),
    Pattern(
        "phone",
        "phone-half-spoken",
        r"(?i:\b(?:telefon\w{0,2}|tel\.?|tel[eé]fono|t[eé]l[eé]phone|telefone|phone|mobile|cell|handy|"
        r"komórka|kom\.?|numer|number|nummer|n[uú]mero)(?: (?:is|to|ist|es|est|è|é))?[ :]{1,2})"
        r"((?:[A-Za-zÀ-ɏ]{2,14}[ -]){1,5}\d{2,4}(?:[ -]\d{2,4}){1,3})\b",
        ("tel", "phone", "mobile", "cell", "handy", "kom", "numer", "number", "nummer", "mero"),
        rank=Rank.CHECKED,
        check=_half_read,
    ),
    Pattern(
        "phone",
        "phone-spoken",
        rf"(?:^|[^\w'-])({_TWICE}(?:{_ONE})(?:[ ,./;-]{{1,3}}{_TWICE}(?:{_ONE})){{4,}})"
        r"(?:[^\w'-]|$)",
        rank=Rank.CHECKED,
        check=_read,
    ),
)
