"""What a word in capitals can be, as one letter; see `NameRuns`."""

import re

from app.redaction.given_names import GIVEN_NAMES
from app.redaction.name_cues import CASES, LABELS, SHAPES, SYLLABLES
from app.redaction.name_stock import Stock
from app.redaction.words import words

_CAMEL = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]|^[A-Z]{2,}[a-z]|^[A-Z]{2,5}-[a-zà-ÿ]{3}")
_CAMEL_NAME = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|Von|Fitz|O')[A-Z]")
_ARTICLES = ("al-", "el-", "abu-", "bin-", "ibn-", "o'", "d'")
_DOUBLE = re.compile(r" [^\W\d_]{2,}-[A-ZÀ-ÖØ-ÞĀ-ſ][^\W\d_]+")
_SMALL = re.compile("-[a-zà-ÿ]")
_ENDINGS = frozenset({"ish", "based", "compatible", "serializable", "style", "like", "ready"})
_LONGEST_CASE = 3
_FINNISH = ("lle", "lta", "ltä")
"""To somebody and from somebody: hardly a word but a name ends so with a given name before it."""
_LEAST_OF_STEM = 4
_FEWEST = 3
_LONG_CAPITALS = 5
_SHAPES = {shape[-2:]: tuple(one for one in SHAPES if one[-2:] == shape[-2:]) for shape in SHAPES}
"""By their last two letters, since there are many."""


_HONOURED = ("-san", "-sama", "-kun", "-chan", "-sensei", "-ji", "-ssi", "-nim", "-bey")
_CASE = re.compile(
    r"(?<=\w{3})'(?:n?[ıiuü]n|[dt][ae](?:n|ki)?|[ny]?[ıiuüae]|y?l[ae]|y?m[ıiuü]ş|ll|d|ve)$"
)
"""What Turkish joins to a name by an apostrophe (`Karabulut'ta`), and what English shortens."""


_ASKED = re.compile(r"[a-z]-(?:t-)?(?:ils?|elles?|on|vous|nous|je|tu|ce)$")
"""A French verb with its subject behind it: `Faut-il`."""
_PRONOUN = "Sie"
"""How German speaks to a reader, far more often than anybody is called so."""


_SECOND = words(
    """
    ove arne erik eirik inge ake olof olav arvid gunnar magnus lennart goran jorgen henrik einar
    erling ivar oivind oystein geir tore terje helge morten anders petter sverre ragnar marie lise
    britt kristin kristine marit grethe berit solveig ingrid maria anne lena stina kerstin birgitta
    johan gustaf goran emil emilia liisa maija riitta pekka matti heikki juhani antero kalevi
    """
)
"""The second halves of Nordic names, of which the first may be a word: `Bent-Ove`, `Odd-Arvid`."""


_CHINESE = words(
    """
    ai an bao bei bin bing bo chang chen cheng chun cui da dan de dong fang fei fen feng fu gang
    guang gui guo hai han hao he hong hua hui jia jian jiang jie jin jing jiu juan jun kai kang ke
    kun lan lei li lian liang lin ling long lu mei meng min ming na nan ning pei peng ping qi qian
    qiang qin qing qiu qiang rong ru rui sha shan shao shi shu shuang shun si song su tao ting tong
    wei wen wu xi xia xian xiang xiao xin xing xiu xu xuan xue ya yan yang yao yi yin ying yong yu
    yuan yue yun ze zhen zheng zhi zhong zhu zi
    """
)
_NO_CHINESE = frozenset({"yin-yang", "feng-shui", "da-da", "na-na", "si-si", "long-bin", "bin-an"})
"""What two such syllables with a hyphen make that nobody is called."""


def stem_of(word: str) -> str:
    """A folded word without what says that it owns, an honorific, or an ending behind a sign."""
    if word.endswith("'s"):
        return word[:-2]
    if word.endswith(_HONOURED) and word.partition("-")[0] not in SYLLABLES:
        return word[: word.rindex("-")]
    return _CASE.sub("", word)


def kind_of_capitals(word: str, known: Stock) -> str:
    """The kind of a word that is written in capitals."""
    if word in GIVEN_NAMES:
        return "K"
    if word in known.words or len(word) < _FEWEST:
        return "N"
    if word in known.surnames or word in known.given:
        return "k"
    return "c" if len(word) >= _LONG_CAPITALS else "N"


def kind_of_word(word: str, text: str, known: Stock) -> str:
    """The kind of any other word; `text` is the word as it is written."""
    if "-" in word and _ASKED.search(word):
        return "N"
    if not text[1:].islower() and _CAMEL.search(text) and not _CAMEL_NAME.match(text):
        return "N"
    if word in known.given:
        return "G"
    if word in known.both:
        return "N" if text == _PRONOUN else "g"
    if word in known.words:
        if word in known.surnames:
            return "S" if known.is_rare(word) else "s"
        return "r" if known.is_rare(word) else "N"
    if word in known.surnames:
        return "S"
    return _kind_of_shape(word, text, known)


def kind_behind(text: str) -> str:
    """The kind of an ordinary word right behind a given name: two in capitals with a hyphen are a
    surname of two. `text` is the word with what parts it from the name."""
    double = _DOUBLE.fullmatch(text) is not None
    return "S" if double and LABELS.isdisjoint(text[1:].lower().split("-")) else "N"


def _kind_of_shape(word: str, text: str, known: Stock) -> str:
    if word.startswith(_ARTICLES):
        return "S"
    if "-" in word or "'" in word:
        parts = re.split("['-]", word)
        korean = len(parts) == 2 and parts[0] not in known.words and parts[1] in SYLLABLES
        double = parts[0] in known.both and parts[-1] in known.given
        nordic = len(parts) == 2 and parts[1] in _SECOND and _SMALL.search(text) is None
        chinese = len(parts) == 2 and _CHINESE.issuperset(parts) and _SMALL.search(text) is None
        chinese = chinese and word not in _NO_CHINESE
        if korean or double or nordic or chinese or parts[0] in known.given:
            return "G"
        if _SMALL.search(text) and (parts[-1] in known.words or parts[-1] in _ENDINGS):
            return "N"
        if any(part in known.given or part in known.surnames for part in parts):
            return "N" if parts[0] in known.words and parts[-1] in known.words else "S"
        return "N" if any(part in known.words for part in parts) else "U"
    if len(word) < _FEWEST:
        return "N"
    if len(word) > _LONG_CAPITALS and word.endswith(_SHAPES.get(word[-2:], ())):
        return "S"
    return _kind_of_inflected(word, known)


def _kind_of_inflected(word: str, known: Stock) -> str:
    if word.endswith(_FINNISH) and word[:-3] in known.given and len(word) > _LONG_CAPITALS + 1:
        return "G"
    return "S" if _is_inflected(word, known) else "U"


def _is_inflected(word: str, known: Stock) -> bool:
    """A given name or surname with a Slavic, Baltic or Finnish ending: `Grażyny`, `Markovi`."""
    for length in range(1, min(_LONGEST_CASE, len(word) - _LEAST_OF_STEM) + 1):
        stem = word[:-length]
        for base in CASES.get(word[-length:], ()):
            if stem + base in known.given:
                return True
    return False
