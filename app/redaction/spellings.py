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

ENDINGS = words(
    fold(
        """
    s es n en ns ens er ers e em a u y i o om ie iem owi ow ami ach ovi ova ovy ove ovo ovu ovou ou
    ho ego eho emu im ym mi owie ina ine in un an aan en iin een ssa sta lla lta lle ksi na nsa
    nak nek val vel tol rol nal nel hoz hez ban ben ra re t ot et at ban ka ke kom kou sche scher
    schen sches sch eva evu ul ului lui ei ului ą ę iej iego iemu imi ich
    а у ом ем е ы и ой ей ою ю я ью ям ах ях ов ова ову овой ами ями ого ому им ым ых ій єм ові еві
    ου ο η α ε ων ους
    """
    )
)
"""What languages put behind a name."""


def spellings(name: str) -> tuple[str, ...]:
    """The name folded, in each spelling that other keyboards and other alphabets give it."""
    lowered = name.lower()
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
    if part[-1:] in "aeoiyаяйьиοςη":
        yield part[:-1]
    if part.endswith(("ος", "ης", "ας", "nen", "ski", "ska", "cki", "cka", "ыи", "ии", "ая")):
        yield part[:-2]
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


_CALLED = """
    robert: rob bob bobby robbie bert
    william: will bill billy liam willy
    richard: rick dick rich ricky
    michael: mike mick mikey micha
    james: jim jimmy jamie
    john: jack johnny jon
    joseph: joe joey sepp
    thomas: tom tommy
    charles: charlie chuck chas
    edward: ed eddie ted ned
    henry: harry hank
    david: dave davey
    daniel: dan danny
    matthew: matt
    andrew: andy drew
    anthony: tony
    christopher: chris kit topher
    nicholas: nick nicky
    alexander: alex sascha sasha xander lex
    benjamin: ben benny
    samuel: sam sammy
    steven: steve
    stephen: steve
    patrick: pat paddy
    peter: pete
    philip: phil
    phillip: phil
    gregory: greg
    jonathan: jon johnny
    joshua: josh
    kenneth: ken kenny
    lawrence: larry
    leonard: len lenny leo
    ronald: ron ronnie
    donald: don donnie
    timothy: tim
    raymond: ray
    jeffrey: jeff
    geoffrey: geoff
    frederick: fred freddy
    francis: frank
    theodore: ted theo
    vincent: vince
    zachary: zach zack
    gerald: gerry jerry
    elizabeth: liz lizzie beth betty eliza lisa
    katherine: kate kathy katie kat
    catherine: cathy kate katie cat
    margaret: maggie meg peggy
    jennifer: jen jenny
    rebecca: becky becca
    susan: sue susie
    deborah: deb debbie
    patricia: pat patty
    barbara: barb babs
    christine: chris tina
    christina: chris tina
    victoria: vicky tori
    alexandra: alex sandra sasha
    samantha: sam
    kimberly: kim
    pamela: pam
    sandra: sandy
    theresa: terry tess
    abigail: abby
    madeleine: maddie
    josephine: jo josie
    isabella: bella izzy
    francisco: paco pancho
    jose: pepe
    ignacio: nacho
    maria: mia
    johannes: hannes hans
    matthias: matze
    sebastian: basti seb
    maximilian: max
    katharina: kathi kati
    wojciech: wojtek
    malgorzata: gosia
    katarzyna: kasia
    agnieszka: aga
    krzysztof: krzysiek
    tomasz: tomek
    aleksandra: ola
    joanna: asia
    barbora: bara
    dmitry: dima
    aleksandr: sasha
    mikhail: misha
    ekaterina: katya
    evgenia: zhenya
    giuseppe: beppe peppe
"""
NICKNAMES = dict(line.strip().split(": ") for line in _CALLED.strip().splitlines())
"""What people of these names are called, folded."""
