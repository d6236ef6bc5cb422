"""Letters that are drawn like other letters.

Within one script the answer comes from the characters' own names in Unicode (`LATIN LETTER SMALL
CAPITAL S` is an s); across scripts from a table of pairs that look the same in common typefaces.
Everything here is one character for one character.
"""

import re
import unicodedata

_CHEROKEE = "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏒᏚᎢᏙᎳᏔᏃᎽᏼᏂᏧᏎᏳ", "ABCDEGHiJKLMPRRSTVWWZYBhd4G"
_TWINS = (
    # Cyrillic
    ("АВЕЅЗІЈКМНОРСТУХҮЅԌԚԜѴӀԀҺЁЇЬЭ", "ABES3IJKMHOPCTYXYSGQWVIDhEIbE"),
    ("авеѕзіјкмнорстухүԍԛԝѵӏԁһёїьгпилҫҽ", "abes3ijkmhopctyxygqwvldheibrnunce"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "ABEZHIKMNOPTYXCJ"),
    ("αβγεηικμνορστυχωϲϳ", "abyenikuvopotuxwcj"),
    # Armenian
    ("ՍՕՏԼՈՀոսօհցզյաքգ", "UOSLNZnuohgqjwpq"),
    # Cherokee
    _CHEROKEE,
    (_CHEROKEE[0].lower(), _CHEROKEE[1].lower()),
    # Coptic
    ("ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲟⲣⲥⲭⲕⲙⲓ", "ABEHIKMNOPCTYXopcxkmi"),
    # Lisu
    ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU"),
)
_LATIN_TWIN = {
    ord(foreign): ord(latin)
    for foreigns, latins in _TWINS
    for foreign, latin in zip(foreigns, latins, strict=True)
}
_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2212\u02d7\u2043", "-"),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u02d0\ua789\u2236\u05c3", ":"),
    **dict.fromkeys("\u3002\u2219\u22c5\u00b7\u06d4\ua4f8", "."),
    **dict.fromkeys("\u3001\u060c", ","),
    "\u0131": "i",
    "\u0237": "j",
    "\u0251": "a",
    "\u0261": "g",
    "\u0269": "i",
    "\u017f": "s",
}
_SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])")
_SMALL_SCRIPT = re.compile(r"LATIN SMALL LETTER (?:SCRIPT|DOTLESS|OPEN|REVERSED|CLOSED) ([A-Z])")
_IN_A_BOX = re.compile(
    r"(?:NEGATIVE |CROSSED NEGATIVE )?(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])"
    r"|REGIONAL INDICATOR SYMBOL LETTER ([A-Z])"
)
_WITH_STROKE = re.compile(r"LATIN (CAPITAL|SMALL) LETTER ([A-Z]) WITH .*")

_OTHER_SCRIPT = re.compile(f"[{''.join(map(chr, _LATIN_TWIN))}]")
_LATIN = re.compile("[A-Za-z]")
_TOKEN = re.compile(r"\w+")
_FEWEST = 3


def plain_sign(character: str) -> str:
    """The plain character that this one is drawn like, within its own script; else itself."""
    named = _SIGNS.get(character)
    if named is not None:
        return named
    name = unicodedata.name(character, "")
    small = _SMALL_CAPITAL.fullmatch(name) or _SMALL_SCRIPT.fullmatch(name)
    if small is not None:
        return small[1].lower()
    boxed = _IN_A_BOX.fullmatch(name)
    return (boxed[1] or boxed[2]) if boxed is not None else character


def base_letter(character: str) -> str:
    """A Latin letter without what is drawn through or onto it; else the character itself."""
    found = _WITH_STROKE.fullmatch(unicodedata.name(character, ""))
    if found is None:
        return character
    return found[2] if found[1] == "CAPITAL" else found[2].lower()


def resolve_mixed(text: str) -> str:
    """Latin letters for their twins, in tokens that mix scripts. As long as the text."""
    if _OTHER_SCRIPT.search(text) is None:
        return text
    return _TOKEN.sub(_resolve_mixed, text)


def _resolve_mixed(found: re.Match[str]) -> str:
    token = found.group()
    if token.isascii() or _LATIN.search(token) is None:
        return token
    return token.translate(_LATIN_TWIN)


def resolve_whole(text: str) -> str | None:
    """Latin letters for tokens that wholly consist of their twins; None where there are none.

    Ordinary words of other scripts are among them: what is found in such a text must be known.
    """
    if _OTHER_SCRIPT.search(text) is None:
        return None
    resolved = _TOKEN.sub(_resolve_whole, text)
    return resolved if resolved != text else None


def _resolve_whole(found: re.Match[str]) -> str:
    token = found.group()
    if token.isascii() or len(token) < _FEWEST:
        return token
    resolved = token.translate(_LATIN_TWIN)
    return resolved if resolved.isascii() else token
