"""Whoever signs below a closing of Thai, Arabic, Persian or Hebrew, in that script or in Latin
letters, and Balinese names, which begin with a letter that is a word elsewhere.
"""

from app.redaction.canonical import fold
from app.redaction.detectors.any_case import listed
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_THAI_CLOSINGS = listed(
    """ขอบคุณ, ขอบพระคุณ, ขอบใจ, ด้วยความเคารพ, ด้วยความนับถือ, ขอแสดงความนับถือ, จาก, นับถือ"""
)
_CLOSINGS = listed(
    """الاحترام, التقدير, التحية, التحيات, تحياتي, الشكر, الامتنان, تعاونكم, شكرا, شكراً, وشكراً,
    احترام, تشکر, سپاس, سپاسگزارم, ممنون, ممنونم, متشکرم, ارادت, با تشکر فراوان, בברכה, בתודה,
    תודה, תודה רבה, בכבוד רב, बधाई, धन्यवाद, सादर, भवदीय, निवेदक"""
)
_BALINESE = words("Putu Wayan Made Kadek Nyoman Komang Ketut Gede Luh Nengah Gusti Iluh Ayu")
_NOBODY = words(
    """
    شركة مؤسسة فريق إدارة قسم دعم مكتب شرکت تیم واحد مرکز بخش חברת צוות מחלקת टीम कंपनी विभाग
    บริษัท ฝ่าย ทีม แผนก ร้าน หจก
    """
)
_ENDS = r"[ \t]*(?:[\n(\x{02}]|$)"
_LETTERS = r"\x{0590}-\x{05FF}\x{0620}-\x{06FF}\x{0900}-\x{0DFF}\x{200C}"
_BREAK = r"[،,.!:]{0,2}[ \t]*\n[ \t\n]{0,4}"
_LATIN = r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,24}){0,2}"


def _signer(candidate: Candidate) -> Candidate | None:
    """A name, and no company or team."""
    first = candidate.text.split()[0]
    told = first.startswith(tuple(_NOBODY)) or fold(first) in NOT_A_NAME
    ordinary = all(fold(part) in stock().common for part in candidate.text.split())
    return None if told or ordinary else candidate


def _pattern(
    name: str, regex: str, gates: tuple[str, ...], check: Check | None = _signer
) -> Pattern:
    return Pattern("person_name", name, regex, gates, rank=Rank.CUE, check=check)


PATTERNS = (
    _pattern(
        "name-signed-thai",
        rf"(?m)(?:{'|'.join(_THAI_CLOSINGS)})[ก-๛]{{0,10}}{_BREAK}"
        rf"({_LATIN}|(?:คุณ)?[ก-๛]{{2,20}} [ก-๛]{{2,24}}){_ENDS}",
        _THAI_CLOSINGS,
    ),
    _pattern(
        "name-signed-abroad",
        rf"(?m)(?:{'|'.join(_CLOSINGS)}){_BREAK}"
        rf"([{_LETTERS}]{{2,20}}(?: [{_LETTERS}]{{2,20}}){{0,3}}|{_LATIN}){_ENDS}",
        _CLOSINGS,
    ),
    _pattern(
        "name-balinese",
        rf"\b((?:I|Ni) (?:{'|'.join(sorted(_BALINESE))})(?: [A-Z][a-z]{{2,20}}){{1,3}})\b",
        tuple(sorted(f"i {name.lower()} " for name in _BALINESE)),
        None,
    ),
)
