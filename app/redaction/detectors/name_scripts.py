"""Names in scripts that have no capitals: told by titles, closings and lists."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors.company_scripts import find_companies
from app.redaction.detectors.name_asia import find_again, find_alone
from app.redaction.detectors.name_dialled import find_dialled
from app.redaction.detectors.name_mixed import (
    DOUBLES,
    KOREAN_SURNAMES,
    MORE_SURNAMES,
    SURNAMES,
    THINGS,
    find_mixed,
)
from app.redaction.hits import Hit, Rank
from app.redaction.name_stock import stock
from app.redaction.words import words

_ANY = re.compile("[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\u3040-\ud7af]")
_LETTERS = "\u0590-\u05ff\u0620-\u06ff\u0900-\u0dff\u10a0-\u10ff"
_WORD = re.compile(rf"[{_LETTERS}'\"]+")
_GAP = re.compile(r"[ \t.:]{1,2}")
_CLOSED = re.compile(
    rf"(?:تحياتي|مع التحية|مع تحيات|مع خالص التحية|مع الشكر|وشكرا|شكرا لكم|המון תודה|בתודה|בברכה|"
    rf"תודה מראש|תודה רבה|सादर|धन्यवाद|आपका|शुभकामनाओं सहित|პატივისცემით|ধন্যবাদ|நன்றி)"
    r"[,،:\-]?[ \t]{0,4}\n?[ \t]{0,4}"
    rf"([{_LETTERS}'\"]+(?: [{_LETTERS}'\"]+){{0,3}})(?=[ \t]{{0,4}}(?:[\n.,،।\x02]|$))"
)
_CUES = words(
    """
    زميلي زميلتي زميلنا زميلتنا السيد السيدة الأستاذ الأستاذة المهندس المهندسة الدكتور الدكتورة
    الموظف الموظفة المستخدم المستخدمة أستاذ أستاذة اسمي عزيزي عزيزتي المدير المديرة
    מר גברת גב' ד"ר דר' שמי הקולגה עמיתי עמיתתי המנהל המנהלת העובד העובדת
    श्री श्रीमती सुश्री डॉ डॉ. सहकर्मी सहयोगी प्रबंधक
    """
)
_BEHIND = words("जी साहब")
_COURTESY = frozenset(map(fold, words("الاحترام التقدير التحية التحيات الشكر الامتنان التوفيق")))
"""What is offered at the end of a letter: `فائق الاحترام`."""

_FOLDED_CUES = frozenset(map(fold, _CUES))
_ARTICLES = tuple(map(fold, ("ال", "آل", "बिन")))

_JAPANESE = re.compile(
    r"((?:(?<=[の:])[\u4e00-\u9fff々ヶ]{1,4}[ \u3000])?[\u4e00-\u9fff々ヶ]{1,4}|"
    r"[\u30a1-\u30faー]{2,8})"
    r"(?=さん| ?様|さま|氏|部長|課長|係長|社長|主任|先生|と申します|でございます|より$)",
    re.MULTILINE,
)
_HERE = re.compile(
    r"(?:^|[。.、, \nの]|(?:担当者?|責任者)は)([\u4e00-\u9fff々]{2,5})(?=です(?:[。.、,\s]|$))",
    re.MULTILINE,
)
_NOBODY = words(
    """
    客 皆 皆々 疲れ 方 神 仏 王 奥 娘 息子 学生 御社 貴社 各位 同 彼 本人
    取引先 代理店 殿 仕 上 外 何
    無 有 苦労 馳走 世話 世 模 多 異 一 当 担当
    営業 開発 総務 経理 人事 新 元 前 現 副 旧 各 弊社
    """
)
_DESKS = words(
    "支持 客服 支援 服务 服務 サポート カスタマーサポート ヘルプデスク 고객지원 지원팀 "
    "고객센터 技术支持"
)
_SURNAMES = f"{SURNAMES}{MORE_SURNAMES}"
_CHINESE_CUE = re.compile(
    r"(?:客服|司机|司機|收货人|收貨人|家长|家長|护士|護士|同事|同僚|客户经理|联系人|聯絡人|我是|我叫|姓名|负责人|負責人|经办人|主管|领导|請找|请找|问|問)"
    rf"[: ]?((?:{DOUBLES}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})"
)
_JAPANESE_END = re.compile(
    r"(?:敬具|草々|以上|お願い(?:いた|致)?し(?:ます|上げます))[。.]?[ \t]*\n(?:[^\n]{0,30}\n){0,3}?"
    r"[ \t]*([\u3400-\u9fff々]{1,4}[ \u3000][\u3040-\u30ff\u3400-\u9fff々]{1,4})[ \t]*(?=\n|$)"
)
_ASIDE = re.compile(
    rf"[A-Za-zÀ-ɏ] ?[(]((?:{DOUBLES}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}|"
    rf"[{KOREAN_SURNAMES}][가-힣]{{2}})[)]"
)
_CHINESE_USER = re.compile(
    rf"(?:用户|用戶|客户|客戶|会员|會員|员工|員工)((?:{DOUBLES}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=反馈|反饋|反映|报告|報告|表示|说|說|提出|称|无法|無法|不能|[,:])"
)
_SPEAKING = re.compile(
    rf"^[ \t>]*((?:{DOUBLES}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})(?=:)", re.MULTILINE
)
_CHINESE_ASIDE = re.compile(
    rf"(?:用户|用戶|客户|客戶|会员|會員|员工|員工|联系人|聯絡人|患者|病人|学生|學生|司机|司機|业主|業主|"
    rf"同事) ?"
    rf"[(]((?:{DOUBLES}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})[)]"
)
_CHINESE_TITLE = re.compile(
    rf"((?:{DOUBLES}|[{_SURNAMES}])[\u4e00-\u9fff]{{0,2}}?)(?=先生|女士|小姐|经理|經理|老师|老師|工程师|工程師|总监|師傅|师傅|主任)"
)
_CHINESE_SPACED = re.compile(
    rf"(?<![\u4e00-\u9fff])((?:{DOUBLES}|[{_SURNAMES}])[ \u3000][\u4e00-\u9fff]{{1,2}})"
    r"(?= ?[(]?(?:先生|女士|小姐|太太|经理|經理|老师|老師|同学|同學))"
)
_CHINESE_END = re.compile(
    rf"(?:谢谢|謝謝|此致|敬上|祝好|敬礼|敬禮|顺祝商祺)[,!.]?\s*\n?\s*((?:{DOUBLES}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})\s*$",
    re.MULTILINE,
)
_KOREAN_TITLES = (
    "님|씨|대리|과장|차장|부장|팀장|사원|이사|대표|주임|실장|입니다|드림|올림|매니저|선생님|이라고|"
    "고객|사용자|담당자|직원|회원|교수|박사|간호사|학생|환자|기사|상담원|책임|수석|본부장|원장"
)
_KOREAN_COMMON = frozenset("한된인의는은던할적용형급별자")
_SURELY_KOREAN = frozenset("김박")
_KOREAN = re.compile(
    rf"(?<![가-힣])([{KOREAN_SURNAMES}][가-힣]{{2}}|(?:남궁|황보|선우|제갈|독고) ?[가-힣]{{1,2}})"
    rf"(?= ?(?:{_KOREAN_TITLES}))"
)


_NAME = (
    r"(?:남궁|황보|선우|제갈|독고|사공|서문|동방) [가-힣]{1,2}|"
    r"[\u3400-\u9fff々]{1,5} [\u3040-\u30ff\u3400-\u9fff々]{1,5}|[\u3400-\u9fff々]{2,5}|"
    r"[\u30a1-\u30faー・]{3,12}|[가-힣]{2,5}"
)
_LABELLED = re.compile(
    r"(?:差出人|送信者|宛先|氏名|お客様|お客様名|ご契約者|名義人?|宛名|お名前|名前|担当者?|ご担当|依頼者|発注者|申込者|お届け先|受取人|契約者|"
    r"发件人|發件人|寄件者|寄件人|收件人|收件者|抄送|副本|联系人|聯絡人|姓名|经办人|客户|"
    r"성함|예약자|수신인|보호자|환자명|신청인|"
    r"보낸 ?사람|받는 ?사람|참조|이름|성명|담당자|고객명|작성자|신청자) ?[:=] ?"
    rf"({_NAME})(?=[\s<(,;、。\x02]|様|さん|님|$)"
)
_ADDRESSED = re.compile(rf"(?<![\u3040-\u9fff가-힣])({_NAME}) ?[<(\[]?[\w.+-]{{1,64}}@")
_READING = re.compile(
    r"(?:ふりがな|フリガナ|よみがな|ヨミガナ|読み仮名|カナ氏名|氏名カナ|お名前\(カナ\)|カナ)"
    r" ?[:=\t|] ?"
    r"([\u3041-\u30faー]{1,8}(?:[ \u3000][\u3041-\u30faー]{1,8})?)(?=[\s(|,、。\x02]|$)"
)
"""How a name is read, beside the name in a form."""

_FORM_NAME = re.compile(
    r"(?:الاسم(?: (?:الكامل|بالكامل|الأول|الثلاثي))?|اسم (?:العميل|المستخدم|المريض|الموظف|المتصل)|"
    r"المرسل|نام(?: و نام خانوادگی)?|שם(?: (?:מלא|הלקוח|הלקוחה|העובד|העובדת|המטופל|פרטי))?|"
    rf"नाम|নাম|სახელი|பெயர்) ?[:=] ?([{_LETTERS}'\"]{{2,16}}(?: [{_LETTERS}'\"-]{{2,16}}){{0,4}})"
    r"(?=[ \t]*(?:[\n,،.|(\x02]|$))"
)
_HEBREW_SELF = re.compile(
    r"(?:שמי|קוראים לי|מדבר|מדברת|כאן) ([א-ת'\"-]{2,14}(?: (?:בן|בר|בת|אבו|אל))? [א-ת'\"-]{2,16})"
    r"(?=[ ,.](?:מ|מחברת|מ-|ואני|אני|$)|[,.]|\n)"
)
_KOREAN_SIGNED = re.compile(
    r"^[ \t>*]*([가-힣]{2,5})(?= (?:대리|과장|차장|부장|팀장|사원|이사|대표|주임|실장|매니저|책임|"
    r"수석)"
    r"[ *]*(?:[/|,·]|$))",
    re.MULTILINE,
)
_WROTE = re.compile(rf"(?<![\u3040-\u9fff가-힣])({_NAME})(?=(?:于|在)[^\n]{{1,40}}(?:写道|寫道))")
_FAMILY = re.compile(
    r"(?:保護者|受付|患者|会員|契約者|利用者)の([\u4e00-\u9fff々]{2,4})(?=です|と申|でござ)|"
    r"(?:娘|息子|母|父|妻|夫|子供)の([\u4e00-\u9fff々]{2,5}[\u3041-\u3093]{2,3})(?=[(（])"
)
_HEBREW_KIN = re.compile(
    r"(?:בעלה|אשתו|אמו|אמה|בנה|בתה|אביו|אביה|אחותו|אחיו|בעלי|אשתי|בני|בתי|אמי|אבי),? "
    r"([א-ת]{2,12})(?=[,.])"
)
_HEBREW_FULL = re.compile(r"(?:גב'|מר|גברת|ד\"ר) ([א-ת'\"]{2,14} [א-ת'\"]{2,14})(?= ?[(,.])")
_HINDI = re.compile(
    r"(?:मेरा नाम|मेरे बेटे|मेरी बेटी|मेरे पति|मेरी पत्नी|मेरी माता|मेरे पिता) "
    r"([\u0900-\u0963]{2,16}(?: (?!है|को|की|का|के|ने|से)[\u0900-\u0963]{2,16})?)(?= |$|[,(।])"
)
_GREETED = re.compile(
    r"^[ \t>]*([\u3400-\u9fff々]{1,5}(?: [\u3400-\u9fff々]{1,3})?)(?=様[、,\s])", re.MULTILINE
)


def find_in_scripts(view: Canonical) -> Iterator[Hit]:
    """Each name in a script without capitals, and the companies that people say they are of."""
    if view.text.isascii() or _ANY.search(view.text) is None:
        return
    spans = [*_spans(view), *find_alone(view.text), *find_dialled(view.text)]
    spans += find_again(view.text, [view.text[start:end] for start, end in spans])
    for start, end in spans:
        yield _hit(view, start, end, "person_name")
    for start, end in find_companies(view.text):
        yield _hit(view, start, end, "writer_organization")
    for found in _GREETED.finditer(view.text):
        if found[1] not in _NOBODY:
            yield _hit(view, *found.span(1), "customer_contact")


def _hit(view: Canonical, start: int, end: int, entity: str) -> Hit:
    value = " ".join(view.folded[start:end].split())
    return Hit(start, end, entity, "name-script", Rank.CUE, value)


def _spans(view: Canonical) -> Iterator[tuple[int, int]]:
    for found in _SPEAKING.finditer(view.text):
        if found[1][:2] not in THINGS:
            yield found.span(1)
    for pattern in (
        _CLOSED,
        _CHINESE_CUE,
        _CHINESE_USER,
        _CHINESE_ASIDE,
        _READING,
        _FORM_NAME,
        _KOREAN_SIGNED,
        _HEBREW_SELF,
        _CHINESE_TITLE,
        _CHINESE_SPACED,
        _CHINESE_END,
        _JAPANESE_END,
        _ASIDE,
    ):
        yield from (found.span(1) for found in pattern.finditer(view.text))
    for pattern in (_LABELLED, _ADDRESSED, _WROTE):
        for found in pattern.finditer(view.text):
            if found[1] not in _NOBODY and found[1] not in _DESKS:
                yield found.span(1)
    yield from _of_kin(view.text)
    yield from _japanese(view.text)
    yield from _korean(view.text)
    yield from _spaced(view)
    yield from find_mixed(view)


def _of_kin(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_FAMILY, _HEBREW_KIN, _HEBREW_FULL, _HINDI):
        for found in pattern.finditer(text):
            yield found.span(found.lastindex or 0)


def _japanese(text: str) -> Iterator[tuple[int, int]]:
    surnames = stock().surnames
    for found in _JAPANESE.finditer(text):
        if found[1] not in _NOBODY and found[1][-1] not in "者客皆員社様":
            yield found.span(1)
    for found in _HERE.finditer(text):
        if any(fold(found[1][:length]) in surnames for length in (1, 2, 3)):
            yield found.span(1)


def _korean(text: str) -> Iterator[tuple[int, int]]:
    for found in _KOREAN.finditer(text):
        if found[1][0] in _SURELY_KOREAN or found[1][-1] not in _KOREAN_COMMON:
            yield found.span(1)


def _spaced(view: Canonical) -> Iterator[tuple[int, int]]:
    """Of the scripts that part words: who follows a cue, and a given name with a surname."""
    found = list(_WORD.finditer(view.text))
    for left, right in pairwise(found):
        if _GAP.fullmatch(view.text, left.end(), right.start()) is None:
            continue
        first, second = (view.folded[word.start() : word.end()] for word in (left, right))
        if first in _FOLDED_CUES and len(second) > 1:
            yield right.span()
        elif "." in view.text[left.end() : right.start()]:
            continue  # a sentence ends there
        elif _is_given(first) and _is_surname(second) and second not in _COURTESY:
            yield left.start(), right.end()


def _is_given(word: str) -> bool:
    return word in stock().given or word[1:] in stock().given


def _is_surname(word: str) -> bool:
    known = stock()
    return word in known.surnames or word in known.given or word.startswith(_ARTICLES)
