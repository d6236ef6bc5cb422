"""Names made of single syllables, which are words too: Vietnamese ones above all.

`Thanh` is somebody's name and the first half of `thanh toán` (to pay). Alone it counts with a
capital, or where a word of address stands in front; never as the first half of such a word.
"""

import re

from app.redaction.canonical import Canonical, fold
from app.redaction.words import phrases, words

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
    r"(?:toi|minh|em|anh|chi|ten) la|khach hang|khach|cua|voi|boi|gui|chao|kinh gui|"
    r"cam on|tran trong|mr|mrs|ms|miss|dr)[.,:]? $"
)
_COMPOUNDS = phrases(
    """
    thanh toan, thanh ly, thanh cong, thanh pho, thanh vien, thanh phan, thanh tra, minh hoa,
    minh bach, huong dan, huong vi, huong toi, an toan, an ninh, binh thuong, binh luan,
    binh chon, bao cao, bao gom, bao hanh, bao mat, bao tri, bao hiem, dung luong, dung thu,
    duc tinh, gia dinh, gia han, gia tri, gia ca, hai quan, hai san, hanh phuc, hanh dong,
    hoa don, hoa hong, hoa chat, hoan thanh, hoan tien, khanh thanh, kien nghi, kim loai,
    lan dau, lan can, linh hoat, linh kien, lam viec, lam moi, mai sau, mai mai, my pham,
    nam nay, nam sau, nam ngoai, ngan hang, ngan sach, ngan chan, nghia la, nghia vu, nguyen nhan,
    nguyen tac, nguyen lieu, nguyen ban, nhan vien, nhan su, nhan duoc, nhat ky, phong cach,
    phong ban, phuc hoi, phuc loi, phuc vu, phuong phap, phuong thuc, phuong tien, phuong an,
    quang cao, quan ly, quan trong, quoc gia, quoc te, quyen han, quyen truy, tai khoan,
    tai lieu, tai chinh, tai xuong, tai len, tai sao, tam thoi, tang len, thai do, thao tac,
    thao luan, thi truong, thi nghiem, thien tai, thong tin, thong bao, thong ke, thu nhap,
    thu muc, thu vien, thuy tinh, tien do, tien hanh, tin nhan, tin dung, toan bo, toan quyen,
    tri tue, trung tam, trung binh, truong hop, truong du, van ban, van phong, van de,
    van con, van khong, viet nam, xuan nay
    """
)
"""Words of two syllables of which the first is somebody's name as well."""

_PLAIN_WORDS = words(
    """
    khong duoc cua voi nhung nguoi chua roi neu nay cung va trong tren hang xuat dong truoc sau khi
    lam loi vao ra nhieu tat ca cho nhe giup voi bao gio ngay thang dang bi thi thoi het mat phai
    """
)
"""Words of Vietnamese as they are typed without its marks, none of them English."""

_PAIR = re.compile(r"[a-z]+ [a-z]+(?![a-z])")
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
    if " " in text[start:end] or not _is_vietnamese(view, start, end):
        return False
    if _SYLLABLE.fullmatch(view.folded, start, end) is None:
        return False
    pair = _PAIR.match(view.folded, start)
    if pair is not None and pair.group() in _COMPOUNDS:
        return True
    told = _TITLE.search(view.folded[max(0, start - 16) : start]) is not None
    return not (told or text[start].isupper())


def _is_vietnamese(view: Canonical, start: int, end: int) -> bool:
    """Whether letters that Vietnamese has stand around the place, one of its own among them."""
    before, after = view.text[max(0, start - _AROUND) : start], view.text[end : end + _AROUND]
    around = f"{before} {after}"
    if around.isascii():
        return len(_PLAIN_WORDS.intersection(around.lower().split())) >= _FEWEST
    own = len(_VIETNAMESE.findall(around))
    return bool(own) and own + len(_SHARED.findall(around)) >= _FEWEST
