"""Vietnamese names in full, which no list of words tells: syllables in capitals behind a surname.

Many of the syllables are words; what is named so is a person only behind a surname that is none, or
with a middle name between the two.
"""

import re

from app.redaction.detectors.any_case import lowered
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.syllables import MIDDLES, SURE_SURNAMES, SURNAMES

_UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ"
_SYLLABLE = rf"[{_UPPER}][a-zà-ỹđ]{{1,6}}"
_ORDER = sorted(SURNAMES)
_REACH = 14
_PLACE = re.compile(
    r"(?:đường|phố|phường|quận|huyện|xã|ngõ|hẻm|cầu|chợ|trường|bệnh viện|công ty|tnhh|tp\.?|"
    r"thành phố|tỉnh|đ\.|p\.|q\.|gốm) $"
)


def _name(candidate: Candidate) -> Candidate | None:
    """No street, town or school called after somebody."""
    view, start = candidate.view, candidate.start
    first, second = candidate.text.split()[:2]
    if _PLACE.search(view.text[max(0, start - _REACH) : start].lower()) is not None:
        return None
    if first not in SURE_SURNAMES and second not in MIDDLES:
        return None
    return None if candidate.text.startswith("Hồ Chí") else candidate


def _addressed(candidate: Candidate) -> Candidate | None:
    """Whom a word of address stands in front of, in a Vietnamese text."""
    around = slice(max(0, candidate.start - _AROUND), candidate.end + _AROUND)
    told = _VIETNAMESE.search(candidate.view.text[around])
    return None if told is None or candidate.text in _NOBODY else candidate


_AROUND = 40
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_NOBODY = frozenset({"Quốc", "Chị", "Em", "Hai", "Ba", "Bạn"})

PATTERNS = (
    Pattern(
        "person_name",
        "name-vietnamese",
        rf"(?:^|[^\w-])((?:{'|'.join(_ORDER)})(?: {_SYLLABLE}){{1,4}})",
        tuple(lowered(f"{surname} ") for surname in _ORDER),
        rank=Rank.CUE,
        check=_name,
    ),
    Pattern(
        "person_name",
        "name-vietnamese-addressed",
        rf"(?:^|[\s(,.:])(?:[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Cc]ô|[Cc]hú|[Bb]ác|[Tt]hầy) "
        rf"({_SYLLABLE}(?: {_SYLLABLE}){{0,3}})(?:[^\w-]|$)",
        ("anh ", "hị ", "ng ", "bà ", "cô ", "chú ", "bác ", "thầy "),
        rank=Rank.CUE,
        check=_addressed,
    ),
)
