"""Names made of single syllables, which are words too: Vietnamese ones above all.

`Thanh` is somebody's name and the first half of `thanh toán` (to pay). Alone it counts where a word
of address stands in front, or where nothing of a Vietnamese word can follow.
"""

import re

from app.redaction.canonical import Canonical, fold
from app.redaction.words import words

SURE_SURNAMES = words(
    """
    Nguyễn Trần Phạm Huỳnh Phan Bùi Đặng Đỗ Ngô Trịnh Trương Đinh Vũ Võ Lê Đoàn Hoàng Dương Phùng
    """
)
"""Surnames that hardly any other words in capitals begin with."""

SURNAMES = SURE_SURNAMES | words(
    "Hồ Lý Lâm Mai Đào Lương Tạ Cao Hà Châu Thái Tống Kiều Lưu Tô Vương Triệu Chu Giang Từ Đàm Tăng"
)
MIDDLES = words(
    "Thị Văn Hữu Đức Ngọc Minh Thanh Quang Xuân Hồng Kim Thùy Thuỳ Bảo Quốc Gia Hoài Mỹ"
)
"""What stands between a surname and a given name, and tells a name behind the other surnames."""

_FOLDED_SURNAMES = frozenset(map(fold, SURNAMES))
_PLAIN_SURNAMES = words("nguyen huynh pham")
"""Syllables that are nothing but surnames."""

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|th|tr|ph|kh|gi|qu|ch|gh|[bcdđghklmnpqrstvxy])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_KOREAN_SURNAMES = words(
    """
    kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song yoo
    hong bae baek ryu nam noh ha kwak sung cha joo ko moon yang son heo min jin
    """
)
_PIECES, _LONGEST_PIECE = 2, 5
_OWN = (
    "ăđơưĂĐƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬ"
    "ẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
_VIETNAMESE = re.compile(f"[{_OWN}]")
_SHARED = re.compile("[âêôàáãèéìíòóõùúý]")
_TITLE = re.compile(
    r"(?:^|[^\w])(?:anh|chi|ong|ba|em|co|chu|bac|thay|di|cau|ban|nguoi yeu|vo|chong|con|me|bo|"
    r"(?:toi|minh|em|anh|chi|ten) la|gui|chao|kinh gui|cam on|tran trong|mr|mrs|ms|miss|dr)[.,:]? $"
)
_WORD_BEHIND = re.compile(r" [a-zà-ỹđ]")
_ALONE = re.compile(r"[ \t]*[.,!:]?[ \t]*(?:\n|\x02|$)|,|'s\b|:")
_AROUND, _FEWEST = 60, 3


def is_syllabic(name: str) -> bool:
    """Whether a person's name is Vietnamese: a surname at either end, and syllables alone; or one
    syllable, which may be anybody's."""
    parts = name.split()
    if len(parts) == 1:
        return _SYLLABLE.fullmatch(fold(name)) is not None
    if len(parts) < 2 or (_VIETNAMESE.search(name) is None and not name.isascii()):
        return False
    folded = [fold(part) for part in parts]
    known = folded[0] in _FOLDED_SURNAMES or folded[-1] in _FOLDED_SURNAMES
    if name.isascii():
        known = not _PLAIN_SURNAMES.isdisjoint(folded)
    return known and all(map(_SYLLABLE.fullmatch, folded))


def is_sure_part(part: str) -> bool:
    """Whether a folded syllable of such a name is a surname and no other word."""
    return part in _PLAIN_SURNAMES


def is_korean(parts: list[str]) -> bool:
    """Whether a folded name is Korean as it is written in Latin letters: `Kim Min-ji`."""
    pieces = [part.split("-") for part in parts if "-" in part]
    short = len(pieces) == 1 and len(pieces[0]) == _PIECES and all(map(_is_short, pieces[0]))
    return short and not _KOREAN_SURNAMES.isdisjoint(parts)


def _is_short(piece: str) -> bool:
    return 1 < len(piece) <= _LONGEST_PIECE


def is_word_part(view: Canonical, start: int, end: int) -> bool:
    """Whether one syllable alone is a Vietnamese word's, and nobody's name: `Thanh toán`, `thì`."""
    text = view.text
    if view.text.isascii() or " " in text[start:end] or not _is_vietnamese(view, start, end):
        return False
    if _SYLLABLE.fullmatch(view.folded, start, end) is None:
        return False
    if not text[start].isupper():
        return True
    if _TITLE.search(view.folded[max(0, start - 16) : start]) is not None:
        return False
    line = text.rfind("\n", 0, start) + 1
    alone = not text[line:start].strip() and _ALONE.match(text, end) is not None
    return not alone and _WORD_BEHIND.match(text, end) is not None


def _is_vietnamese(view: Canonical, start: int, end: int) -> bool:
    """Whether letters that Vietnamese has stand around the place, one of its own among them."""
    before, after = view.text[max(0, start - _AROUND) : start], view.text[end : end + _AROUND]
    around = f"{before} {after}"
    own = len(_VIETNAMESE.findall(around))
    return bool(own) and own + len(_SHARED.findall(around)) >= _FEWEST
