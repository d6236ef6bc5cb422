"""Names in East Asian and Thai scripts and Arabic that stand by themselves, beside labels, or again
without the surname."""

import re
from collections.abc import Iterable, Iterator

from app.redaction.detectors.name_mixed import (
    DOUBLES,
    KOREAN_SURNAMES,
    MORE_SURNAMES,
    SURNAMES,
    THINGS,
)
from app.redaction.words import words

_HAN, _KANA = r"\u3400-\u9fff々ヶ", r"\u3041-\u30fa\u30fcー"
_KOREAN_FIRST = f"{KOREAN_SURNAMES}탁독국금기도라마맹모목반봉사승여예옥위은인장전제편피함형"
_SPACED = re.compile(
    rf"(?<![{_HAN}{_KANA}])(?:担当の|上司の|同僚の|弊社の|社員の|部下の|"
    r"[夫妻父母娘兄弟姉妹](?:の|[(])|(?:息子|主人|家内|同僚|上司|部下|担当)[(]|"
    rf"(?:担当者?|責任者|氏名|名前|連絡先|窓口)は|氏名[:=] ?|名前[:=] ?|"
    rf"様[:=] ?)([{_HAN}]{{1,4}}[ \u3000][{_HAN}{_KANA}]{{1,6}}?)"
    r"(?=[\s()<、。,\x02]|様|さん|氏|です|と申|まで|より|$)"
)
"""A surname and a given name, parted by a space, behind a word for people."""

_OF_DESK = re.compile(
    r"(?:[部課室係店科局社院校]|センター|チーム|グループ)の"
    rf"([{_HAN}]{{1,4}}[ \u3000][{_HAN}{_KANA}]{{1,6}}?)(?=です|と申|でござい|さん|様)"
)
"""Whoever is of a department or a firm: `経理部の山田 花子です`."""

_IN_FIELD = re.compile(
    rf"(?<![{_HAN}{_KANA}])(?:氏名|名前|社員名|患者名|顧客名|利用者名|保護者名|申込者名?|契約者名?|担当者名?)"
    rf"[:=| \u3000]{{1,3}}([{_HAN}]{{1,4}}[ \u3000][{_HAN}]{{1,4}})(?=[\s()、。,\x02]|様|さん|$)"
)

_LABELLED = re.compile(
    r"(?:社員|従業員|職員|担当者?|患者|生徒|児童|学生|園児|顧客|"
    r"お客様|利用者|保護者|申込者|申請者|契約者|"
    r"受取人|会員|受講者|入居者|運転手|ドライバー|看護師|医師|先生|上司|部下|管理者|責任者|差出人|受信者|対象者|本人|当事者|入院者|"
    r"被保険者|宿泊者|乗客|配達員|店長|後任|前任者?)(?:さん|様)?(?:の?(?:氏名|名前|名))?[:=|] ?"
    rf"([{_HAN}]{{1,4}}[ \u3000][{_HAN}{_KANA}]{{1,6}})(?=[\s()<|、。,\x02]|様|さん|氏|です|$)"
)
_CHINESE_LABELLED = re.compile(
    r"(?:员工|員工|职员|職員|负责人|負責人|"
    r"联系人|聯絡人|聯繫人|患者|病人|学生|學生|"
    r"学员|客户|客戶|顾客|顧客|会员|會員|"
    r"收件人|寄件人|收货人|司机|司機|护士|護士|医生|醫生|家长|家長|用户|用戶|经理|經理|管理员|管理員|投保人|被保险人|"
    r"申请人|申請人|乘客|住户|租客|租户|老师|老師|业主|業主|"
    r"持卡人|受益人|当事人)(?:的?(?:姓名|名字))?[:=|] ?"
    rf"((?:{DOUBLES})[{_HAN}]{{1,2}}|[{SURNAMES}{MORE_SURNAMES}][{_HAN}]{{1,2}})(?![{_HAN}])"
)
_KOREAN_LABELLED = re.compile(
    r"(?:직원|사원|담당자|환자|학생|원생|고객님?|회원|"
    r"보호자|신청자|수신인|수령인|발신인|기사|간호사|의사|관리자|"
    r"책임자|근로자|대상자|계약자|피보험자|입주자|임차인|승객|점장|"
    r"선생님|교사|운전자)(?: ?(?:성함|이름|성명|명))?[:=|] ?"
    rf"((?:남궁|황보|선우|제갈|독고)[가-힣]{{1,2}}|[{_KOREAN_FIRST}][가-힣]{{1,2}})(?![가-힣])"
)
"""Labels of people in front of a name."""

_BEFORE_SIGN = re.compile(
    rf"(?:(?<![{_HAN}{_KANA}\w])|(?<=の))([{_HAN}]{{1,4}}[ \u3000][{_HAN}{_KANA}]{{1,5}})"
    r"(?= ?[(<](?:[\w.+-]{1,64}@|\+?\d[\d -]{7,}|内線|携帯)|様|さん)"
)
_BEHIND_DESK = re.compile(
    rf"^[ \t>]*[{_HAN}{_KANA}A-Z]{{1,14}}(?:[部課室係店]|センター|チーム|グループ)"
    r"(?:[ \u3000](?:部長|課長|係長|店長|主任|担当|マネージャー))?[ \u3000]"
    rf"([{_HAN}]{{1,4}}[ \u3000][{_HAN}{_KANA}]{{1,4}})(?<![部課室係店])[ \t]*$",
    re.MULTILINE,
)
"""A name behind its department, alone in the line, as in signatures."""

_HOLDER = re.compile(
    r"(?:普通|当座|口座|口座番号|名義|口座名義|口座名義人)[^\n\x02]{0,24}?[ \u3000:]"
    r"([\u30a1-\u30faー]{2,10}[ \u3000]?[\u30a1-\u30faー]{2,10})(?![\u30a1-\u30faー])"
)
_KOREAN = _KOREAN_FIRST
_KOREAN_END = re.compile(
    rf"^[ \t>]*[-~*] ?([{_KOREAN}][가-힣]{{2}}|(?:남궁|황보|선우|제갈|독고)[가-힣]{{1,2}})"
    r"(?=\s*(?:\x02|\Z)|[ \t]*\n(?![ \t>]*[-~*]))",
    re.MULTILINE,
)
_BEFORE_LATIN = re.compile(
    rf"^[ \t>]*([{_KOREAN}][가-힣]{{2}}|[{_HAN}]{{1,3}}[ \u3000][{_HAN}]{{1,3}}|"
    rf"[{SURNAMES}{MORE_SURNAMES}][{_HAN}]{{1,2}})"
    r"(?= ?[/|(] ?[A-Z][a-z]+(?:[ -][A-Za-z]+){1,3}[)]?[ \t]*$)",
    re.MULTILINE,
)
"""A line that holds a name and how it is spelled in Latin letters."""

_KOREAN_HOLDER = re.compile(r"예금주[ :]{1,2}([가-힣]{2,4})(?![가-힣])")
_THAI = re.compile(
    r"(?:(?:ดิฉัน|ผม|ฉัน|หนู|กระผม|ข้าพเจ้า|ลูกค้า|พนักงาน|คุณ) ?ชื่อ|นางสาว|น\.ส\.|ชื่อ-สกุล|"
    r"ชื่อ-นามสกุล|ชื่อบัญชี|(?:^|[ \n])(?:คุณ|นาย|นาง))[ :]{0,2}([ก-๛]{2,20}"
    r"(?: (?!เลข|เบอร์|โทร|อีเมล|อายุ|ที่อยู่|จาก|ค่ะ|ครับ|ไม่|แจ้ง)[ก-๛]{2,20})?)"
)
_ARABS = r"[\u0620-\u06ff]{2,14}"
_ARABIC = re.compile(
    r"(?:^|[\s،.])(?:أنا|انا|اسمي|معكم|المرسل|مع تحيات) "
    rf"((?:عبد |أبو |ابو |بن |بنت )?{_ARABS}(?: (?:بن |بنت |آل )?ال{_ARABS}){{1,2}})"
)
_CHINESE = re.compile(rf"[{_HAN}]{{3,4}}")
_CALLED = re.compile(
    rf"^[ \t>]*([{_HAN}]{{2}})(?=[,:][^\n]|[ \t]*$)|"
    rf"(?:请|請|找|问|問|让|讓|给|給|跟)([{_HAN}]{{2}})(?=[,。\s]|说|確認|确认)",
    re.MULTILINE,
)


_CHINESE_SELF = re.compile(
    rf"(?:我是|我係|我叫|这是|這是|我们是|本人是?)(?:[{_HAN}]{{1,8}}?的)?"
    r"(?:租户|租戶|租客|房东|房東|业主|業主|家属|家屬)?"
    rf"((?:{DOUBLES}|[{SURNAMES}{MORE_SURNAMES}])[{_HAN}]{{1,2}})(?=[,，.。、:：;\s(（!！]|$)",
    re.MULTILINE,
)
_CHINESE_ROLE = re.compile(
    r"(?:租户|租戶|租客|房东|房東|业主|業主|学生|學生|病人|患者|家属|家屬|孩子|儿子|女儿|兒子|女兒)"
    rf"((?:{DOUBLES})[{_HAN}]{{1,2}}|[{SURNAMES}{MORE_SURNAMES}][{_HAN}]{{1,2}}?)"
    r"(?=[,，.。、:：;\s(（]|的|在|说|說|$)",
    re.MULTILINE,
)
_JAPANESE_CALLED = re.compile(
    rf"(?:お?名前|氏名)は([{_HAN}]{{2,6}})(?=です|と申|でござ|[。、.,\s]|$)"
)
_READ_ALOUD = re.compile(
    rf"(?:退職した|入社した|異動した|担当の|弊社の|上司の|社員の|同僚の|部下の|前任の|後任の)([{_HAN}]{{1,6}})"
    r"(?=[(（][\u3041-\u3093 ]{2,12}[)）])"
)
"""A name with its reading in brackets."""

_KOREAN_SELF = re.compile(
    r"(?:저는|전|제 이름은|안녕하세요[,.!]?|안녕하십니까[,.!]?) "
    rf"((?:남궁|황보|선우|제갈|독고)[가-힣]{{1,2}}?|[{_KOREAN}][가-힣]{{2}}?)"
    r"(?=(?:이?예요|이에요|이고|이며|인데|이라고|라고|입니다|이라 합니다)[\s,.])"
)
_SAID_OF_SELF = words(
    """
    고객 신규 관리 기존 사용 담당 학생 회원 직원
    必須 任意 不要 不明 空欄 未入 同一 同名 漢字 全角 半角
    画面 一覧 項目 入力 検索 部署 所属 番号 名称 住所 電話
    変更 表示 非表 英数 以下 上記 正式 重複 省略
    """
)
"""First signs of what people say of themselves, or a form of a name, that is none."""


def find_alone(text: str) -> Iterator[tuple[int, int]]:
    """Where such names stand."""
    for found in _KOREAN_END.finditer(text):
        line_before = text[: found.start()].rstrip("\n").rpartition("\n")[2].lstrip(" \t>")
        if found[1][:2] not in THINGS and not line_before.startswith(("-", "~", "*")):
            yield found.span(1)
    for pattern in (
        _SPACED,
        _BEFORE_SIGN,
        _BEHIND_DESK,
        _BEFORE_LATIN,
        _HOLDER,
        _KOREAN_HOLDER,
        _THAI,
        _ARABIC,
    ):
        yield from (found.span(1) for found in pattern.finditer(text))
    for pattern in (
        _OF_DESK,
        _IN_FIELD,
        _CHINESE_SELF,
        _CHINESE_ROLE,
        _JAPANESE_CALLED,
        _READ_ALOUD,
        _KOREAN_SELF,
        _LABELLED,
        _CHINESE_LABELLED,
        _KOREAN_LABELLED,
    ):
        for found in pattern.finditer(text):
            if found[1][:2] not in THINGS and found[1][:2] not in _SAID_OF_SELF:
                yield found.span(1)


def find_again(text: str, named: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Given names of those Chinese names alone, where somebody is spoken to or signs."""
    given = set(filter(None, map(_given_of, named)))
    if given:
        for found in _CALLED.finditer(text):
            group = 1 if found[1] is not None else 2
            if found[group] in given:
                yield found.span(group)


def _given_of(name: str) -> str:
    """The last two of three or four signs that begin with a surname."""
    if _CHINESE.fullmatch(name) is None or name[:2] in THINGS:
        return ""
    double = len(name) == 4 and name[:2] in DOUBLES
    single = len(name) == 3 and (name[0] in SURNAMES or name[0] in MORE_SURNAMES)
    return name[-2:] if double or single else ""
