"""Names in East Asian scripts that stand with a number to call, behind what somebody is, or behind
whoever a parcel is for.
"""

import re
from collections.abc import Iterator
from itertools import chain

from app.redaction.canonical import fold
from app.redaction.detectors.name_mixed import (
    DOUBLES,
    KOREAN_SURNAMES,
    MORE_SURNAMES,
    SURNAMES,
    THINGS,
)
from app.redaction.name_stock import stock
from app.redaction.words import words

_HAN = r"\u3400-\u9fff々"
_NUMBER = r"(?:\+?[(]?\d{2,4}[) -]{0,2}\d|\[phone)"
_CHINESE_NAME = rf"(?:(?:{DOUBLES})[{_HAN}]{{1,2}}|[{SURNAMES}{MORE_SURNAMES}][{_HAN}]{{1,2}})"
_CHINESE = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=[的是叫人员員工理长長师師生户戶客主找系給给]))({_CHINESE_NAME})"
    r"(?= ?[,:(、]? ?(?:(?:联系|聯絡)?(?:手机|手機|电话|電話)|微信|分机|分機|tel|TEL|Tel)[号號]?"
    rf"[: ]{{0,2}}{_NUMBER}| ?[,:(、] ?{_NUMBER})"
)
_CHINESE_ROLE = re.compile(
    r"(?:收件人|寄件人|发件人|收货人|收貨人|快递员|快遞員|会计|會計|财务|財務|店员|店員|医生|醫生|护士|護士|"
    rf"师傅|師傅|主管|经理|經理|助理|采购|採購|文员|前台|店长|店長|老板|老闆|同事|司机|司機)({_CHINESE_NAME})"
    r"(?=[,.。、:;\s(!]|的(?:手机|电话|账号|電腦|电脑)|说|說|反馈|反映|$)",
    re.MULTILINE,
)
_JAPANESE = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=の))([{_HAN}]{{2,5}})"
    rf"(?= ?[(,、:] ?(?:(?:内線|携帯|電話|直通|連絡先|tel|TEL)[番号: ]{{0,4}})?{_NUMBER})"
)
_JAPANESE_ROLE = re.compile(
    r"(?:担当|上司|同僚|部下|社員|店長|部長|課長|係長|主任|前任|後任|妻|夫|娘|息子|[部課室係局]|店)の"
    rf"([{_HAN}]{{3,5}})(?=が|は|です|に|も|から|まで|より|[,、]|と申|でござ|[(])"
)
_JAPANESE_SELF = re.compile(
    r"(?:店主|店長|社長|部長|課長|係長|主任|院長|園長|校長|代表|オーナー|責任者)[,、]"
    rf"([{_HAN}]{{2,5}})(?=です|と申|でござ)"
)
"""Who says of themselves what they are, by the surname alone too."""

_KOREAN = re.compile(
    rf"(?<![가-힣])([{KOREAN_SURNAMES}][가-힣]{{2}})"
    rf"(?= ?[(,:/]? ?(?:(?:전화|휴대폰|핸드폰|연락처|내선|tel|TEL)[: ]{{0,2}})?{_NUMBER})"
)
_KOREAN_ROLE = re.compile(
    rf"(?:담당자|동료|직원|고객|환자|기사|점장|매니저|수령인|보호자|회계|경리) "
    rf"([{KOREAN_SURNAMES}][가-힣]{{2}})(?=에게|께서|께|한테| ?[(])"
)
_NOBODY = words(
    """
    연락처 문의처 안내처 사무실 이메일 고객님 상담실 본사는 매장은 전화는 주문번 조회수 이용자
    신청자     주문자 관리자 이름은 주소는 임직원 전직원 신규자
    """
)
_SAID = words("問題 確認 以上 必要 至急 不要 了解 承知 結構 無理 大変 緊急 質問 連絡 報告 相談")
_PLACES = re.compile(r".*(?:店|社|部|課|県|市|区|駅|港|線|校|院|所|場|局|室|館|品|機|側|者|員)$")


def find_dialled(text: str) -> Iterator[tuple[int, int]]:
    """Where such names begin and end."""
    for patterns, is_name in (
        ((_CHINESE, _CHINESE_ROLE), _is_chinese),
        ((_JAPANESE, _JAPANESE_ROLE), _is_japanese),
        ((_JAPANESE_SELF,), _is_surname),
        ((_KOREAN, _KOREAN_ROLE), _is_korean),
    ):
        found = chain.from_iterable(pattern.finditer(text) for pattern in patterns)
        yield from (one.span(1) for one in found if is_name(one[1]))


def _is_chinese(name: str) -> bool:
    return name[:2] not in THINGS


def _is_korean(name: str) -> bool:
    return name not in _NOBODY


def _is_surname(name: str) -> bool:
    return _PLACES.match(name) is None and name[:2] not in THINGS | _SAID


def _is_japanese(name: str) -> bool:
    """A surname of two signs or more and a given name; no office of that name."""
    if _PLACES.match(name) is not None:
        return False
    surnames = stock().surnames
    return any(fold(name[:length]) in surnames for length in (2, 3) if length < len(name))
