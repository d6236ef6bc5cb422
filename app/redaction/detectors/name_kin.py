"""Names behind whose they are: `daughter of`, `my daughter is`, `Estate of`, as registers, letters
and lawyers' folders write them."""

from app.redaction.canonical import fold
from app.redaction.detectors import name_beside, name_relations, name_small
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.detectors.name_particles import PARTICLES
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſ]"
_WORD = rf"{_UPPER}[A-Za-zÀ-ɏ'’-]+"
_NAME = rf"(?:{_UPPER}\. ?){{0,3}}{_WORD}(?: {PARTICLES}(?:{_WORD}|{_UPPER}\.)){{0,3}}"
_OF = listed(
    """daughter of, son of, wife of, husband of, widow of, widower of, mother of, father of,
    fille de, fils de, épouse de, époux de, veuve de, veuf de, mère de, père de,
    hija de, hijo de, esposa de, viuda de, madre de, padre de, figlia di, figlio di, moglie di,
    marito di, vedova di, filha de, filho de, viúva de, mãe de, pai de, tochter von, sohn von,
    tochter des, sohn des, ehefrau von, ehemann von, witwe von, mutter von, vater von, dochter van,
    zoon van, echtgenote van, echtgenoot van, weduwe van, moeder van, vader van, dotter till,
    son till, datter av, sønn av, datter af, søn af"""
)
_LEFT = listed(
    """estate of, estate of the late, probate of, probate for, matter of,
    guardianship of, conservatorship of, last will of"""
)
_LEFT_ABROAD = listed(
    """nachlass, nachlasssache, nachlass von, succession, succession de, herencia de, sucesión de,
    eredità di, successione di, nalatenschap, nalatenschap van, dödsbo efter"""
)
_KIN = listed(
    """son, daughter, mum, mom, mother, dad, father, wife, husband, brother, sister, child, kid,
    grandson, granddaughter, nephew, niece, cousin, uncle, aunt, girlfriend, boyfriend"""
)
_TITLE = r"(?:(?:M|Mme|Mlle|Mr|Mrs|Ms|Herrn?|Frau|Sra?|Dhr|Mevr|Sig|Sig\.ra)\.? )?"
_EDGE = r"(?:^|[^\w'-])"


def _borne(candidate: Candidate) -> Candidate | None:
    """A name, or words of which none is English; no word that tells what somebody is."""
    parts, known = [fold(part) for part in candidate.text.split()], stock()
    whole = [part for part in parts if not part.endswith(".")]
    if not NOT_A_NAME.isdisjoint(whole):
        return None
    told = known.is_name(whole[0]) or whole[0] not in known.words
    return candidate._replace(value=" ".join(parts)) if told else None


def _known(candidate: Candidate) -> Candidate | None:
    """The same with an initial or a part that is known: `Herencia de Clases` is none."""
    parts = fold(candidate.text).split()
    borne = parts[0].endswith(".") or any(map(stock().is_name, parts))
    return _borne(candidate) if borne else None


def _at_end(candidate: Candidate) -> Candidate | None:
    """The same where the clause ends: `My daughter is Breton by birth` goes on."""
    if candidate.after(1).isalnum() or candidate.after(1) in {" ", "-"}:
        return None
    text = candidate.text.removesuffix("'s")
    return _borne(candidate._replace(end=candidate.start + len(text)))


def _pattern(name: str, regex: str, gates: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("person_name", name, regex, gates, rank=Rank.CUE, check=check)


_OF_WORDS, _OF_GATES = spell(_OF)
_LEFT_WORDS, _LEFT_GATES = spell(_LEFT)
_LEFT_ABROAD_WORDS, _LEFT_ABROAD_GATES = spell(_LEFT_ABROAD)
_KIN_WORDS, _KIN_GATES = spell(tuple(f"{kin} is" for kin in _KIN))

PATTERNS = (
    _pattern(
        "name-of-kin",
        rf"{_EDGE}(?:{_OF_WORDS} |[Ff]il(?:le|s) d['’]){_TITLE}({_NAME})",
        (*_OF_GATES, "fille d", "fils d"),
        _borne,
    ),
    _pattern("name-of-estate", rf"{_EDGE}{_LEFT_WORDS}:? {_TITLE}({_NAME})", _LEFT_GATES, _borne),
    _pattern(
        "name-of-estate-abroad",
        rf"{_EDGE}{_LEFT_ABROAD_WORDS}:? {_TITLE}({_NAME})",
        _LEFT_ABROAD_GATES,
        _known,
    ),
    _pattern(
        "name-kin-is",
        rf"\b(?i:my|our|his|her|their) {_KIN_WORDS}(?: called| named)? ({_NAME})",
        _KIN_GATES,
        _at_end,
    ),
    *name_beside.PATTERNS,
    *name_relations.PATTERNS,
    *name_small.PATTERNS,
)
