"""The ways in which one name is spelled: without diacritics, in Latin letters, with endings."""

from collections.abc import Iterator

from app.redaction.canonical import fold
from app.redaction.words import words

_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"}
)
_SHARP = str.maketrans({"ß": "ss"})
_CONTRACTED = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_ROMAN = dict(
    zip(
        "абвгдезиклмнопрстуфыэіїєґ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "y",
            "e",
            "i",
            "i",
            "ie",
            "g",
        ],
        strict=True,
    )
)
_HARD = {
    "ё": "e", "ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_SOFT = _HARD | {"ё": "yo", "й": "i", "х": "h", "ц": "c", "ю": "iu", "я": "ia", "щ": "sch"}
_GREEK = {
    **dict(
        zip(
            "αβγδεζηικλμνξοπρσςτυφχψω",
            [
                "a",
                "v",
                "g",
                "d",
                "e",
                "z",
                "i",
                "i",
                "k",
                "l",
                "m",
                "n",
                "x",
                "o",
                "p",
                "r",
                "s",
                "s",
                "t",
                "y",
                "f",
                "ch",
                "ps",
                "o",
            ],
            strict=True,
        )
    ),
    "θ": "th",
}
_DIGRAPHS = (("ου", "ou"), ("μπ", "b"), ("ντ", "nt"), ("γγ", "ng"), ("αυ", "af"), ("ευ", "ef"))
_CYRILLIC = range(0x400, 0x530)
_GREEKS = range(0x370, 0x400)
_TABLES = tuple(str.maketrans(_ROMAN | table) for table in (_HARD, _SOFT))
_GREEK_TABLE = str.maketrans(_GREEK)
_FEWEST_OF_STEM = 4
_CHANGING = (
    "οσ", "ησ", "ασ", "nen", "ski", "ska", "cki", "cka", "ыи", "ии", "ая",
    "skas", "ckas", "aitis", "utis", "ytis", "icius", "unas",
)  # fmt: skip
"""How names end of which the last two letters change: Greek, Finnish, Slavic, Lithuanian ones."""

_SOFTENED = (
    ("ta", "ci"), ("da", "dzi"), ("ra", "rz"), ("ka", "c"), ("ga", "dz"), ("cha", "sz"),
    ("ка", "ц"), ("га", "з"), ("ха", "с"),
)  # fmt: skip
"""What Polish, Czech and Ukrainian make of a name's last sounds in front of an ending:
`Marta`, `Marcie`."""


ENDINGS = words(
    fold(
        """
    s es n en ns ens er ers e em a u y i o om ie iem owi ow ami ach ovi ova ovy ove ovo ovu ovou ou
    ho ego eho emu im ym mi owie ina ine in un an aan en iin een ssa sta lla lta lle ksi na nsa
    nak nek val vel tol rol nal nel hoz hez ban ben ba be bol ig ert ra re t ot et at ka ke kom kou
    elle ella elta essa esta eksi ena een illa ille ilta issa ista iksi itta le lt
    st sse um ech ove sche scher schen sches sch eva evu ul ului lui ei ului ą ę iej iego iemu
    imi ich ji jee ui iui
    а у ом ем е ы и ой ей ою ю я ью ям ах ях ов ова ову овой ами ями ого ому им ым ых ій єм ові еві
    ου ο η α ε ων ους ες οι ς ν ης ην ας
    і ї є ії ією ею єю ів їв ами ям ах іва іву івім еві єві
    """
    )
)
"""What languages put behind a name."""


def spellings(name: str) -> tuple[str, ...]:
    """The name folded, in each spelling that other keyboards and other alphabets give it."""
    lowered = name.replace("İ", "i").lower()
    if lowered.isascii():
        return tuple(dict.fromkeys((lowered, _contracted(lowered))))
    plain = fold(name)
    found = [plain, fold(lowered.translate(_SPELLED_OUT)), fold(lowered.translate(_SHARP))]
    if plain.isascii():
        found.append(_contracted(plain))
    found.extend(_romanised(lowered))
    return tuple(dict.fromkeys(found))


def _contracted(name: str) -> str:
    """`Mueller` is written for Müller, which folds to `muller`."""
    for long, short in _CONTRACTED:
        name = name.replace(long, short)
    return name


def _romanised(lowered: str) -> Iterator[str]:
    codes = set(map(ord, lowered))
    if any(code in _CYRILLIC for code in codes):
        for table in _TABLES:
            spelled = fold(lowered.translate(table))
            yield spelled
            yield spelled.replace("iy", "y").replace("ii", "i")
    elif any(code in _GREEKS for code in codes):
        plain = fold(lowered)
        for pair, roman in _DIGRAPHS:
            plain = plain.replace(pair, roman)
        yield plain.translate(_GREEK_TABLE)


def stems(part: str, fewest: int = _FEWEST_OF_STEM) -> Iterator[str]:
    """What stays of the name before an ending, where the name itself changes."""
    for stem in _stems(part):
        if len(stem) >= fewest and stem != part:
            yield stem


def _stems(part: str) -> Iterator[str]:
    if part[-1:] in "aeoiyаяйьиοση":
        yield part[:-1]
    if part.endswith(_CHANGING):
        yield part[:-2]
    if part.endswith(("nne", "lle", "rre")):
        yield part[:-2] + "tee"
    if part.endswith("nen"):
        yield part[:-3] + "s"
    if part[-2:-1] in "eoеоё" and part[-1:] in "cklnrtкцлнрт":
        yield part[:-2] + part[-1]
    if part.endswith(("kko", "tto", "ppo", "kka", "tta", "ppa", "kki", "tti", "ppi", "kku")):
        yield part[:-3] + part[-2:]
        yield part[:-2] + part[-1]
    if part.endswith(("si", "ti")):
        yield part[:-2] + "d"
        yield part[:-2] + "t"
    yield from (part[: -len(end)] + soft for end, soft in _SOFTENED if part.endswith(end))
