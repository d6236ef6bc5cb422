"""Companies in scripts that have no capitals: by their legal form, and by whoever is of them."""

import re
from collections.abc import Iterator

from app.redaction.words import words

_KANJI = r"\u30a1-\u30faー\u3400-\u9fff々A-Za-z0-9&"
_FORMED = re.compile(
    rf"(?:株式会社|有限会社|合同会社|\(株\)|\(有\))[{_KANJI}]{{2,16}}"
    rf"|[{_KANJI}]{{2,16}}?(?:株式会社|有限会社|合同会社|\(株\)|\(有\)|ホールディングス)"
    r"|(?:주식회사|유한회사|\(주\)) ?[가-힣A-Za-z0-9]{2,16}"
    r"|[가-힣A-Za-z0-9]{2,16} ?(?:주식회사|\(주\))"
)
_OF_JAPANESE = re.compile(
    rf"(?:^|[。、.,!\s])([{_KANJI}]{{2,16}})の"
    r"(?=[\u30a1-\u30faー\u3400-\u9fff々]{1,6}(?: [\u3400-\u9fff々]{1,4})?"
    r"(?:です|でございます|と申します|ともうします))",
    re.MULTILINE,
)
_OF_CHINESE = re.compile(
    r"(?:我们是|我們是|我是|来自|來自|这里是|這裡是|代表|我司|我们公司|我就职于|任职于)"
    r"([\u3400-\u9fffA-Za-z0-9]{2,16}?(?:有限公司|股份|集团|集團|公司|银行|銀行|医院|醫院|大学|大學|"
    r"物流|科技|酒店|超市|药业|食品|诊所|学校|工厂|事务所))"
)
_CHINESE_FORM = re.compile(
    r"(?:^|[。,、:\s])([\u3400-\u9fffA-Za-z0-9]{2,16}?(?:有限责任公司|股份有限公司|有限公司))",
    re.MULTILINE,
)
_OF_KOREAN = re.compile(
    r"(?:^|[.,!\s])([가-힣A-Za-z0-9]{2,12}(?:물류|상사|산업|전자|건설|병원|은행|식품|그룹|테크|"
    r"시스템즈|시스템|제약|화학|무역|호텔|학원|대학교|의원|약국))(?:의|에서)? "
    r"(?=[가-힣]{2,4}(?:입니다|라고|이라고|드림|올림))",
    re.MULTILINE,
)
_GREETING_KOREAN = re.compile(
    r"(?:안녕하세요|안녕하십니까|수고하십니다)[,.! ]{1,3}([가-힣A-Za-z0-9]{2,12}) "
    r"(?=(?:[가-힣]{2,4}|\[person-\d+\]) ?(?:대리|과장|차장|부장|팀장|사원|이사|대표|주임|실장|"
    r"매니저|책임|수석)(?:입니다|이라고|라고|이에요|예요))"
)
_ALONE = re.compile(
    r"^[ \t>]*((?:[\u30a1-\u30faー\u3400-\u9fff々A-Za-z]{2,12})(?:物流|運輸|運送|商事|商店|工業|"
    r"製作所|製薬|電機|建設|工務店|不動産|銀行|信用金庫|病院|医院|クリニック|薬局|大学|学園|ホテル|旅館|酒造|"
    r"食品|水産|農園|書店|法律事務所|会計事務所))[ \t]*$",
    re.MULTILINE,
)
_ARABIC = re.compile(
    r"(?:^[ \t>]*|(?:من|في|لدى|باسم|عن) )((?:شركة|مؤسسة|مجموعة|مصنع|مستشفى|مصرف|مخبز|مطعم) "
    r"[\u0620-\u064a]+(?: [\u0620-\u064a]+){0,2})(?=[ \t]*(?:$|[.,،]))",
    re.MULTILINE,
)
_HEBREW = re.compile(r"((?:[\u05d0-\u05ea]+ ){1,3}בע[\"'״]+מ)")
_OF_HEBREW = re.compile(
    r"(?:מחברת|בחברת|חברת|מטעם|מטעם חברת|עמותת|ממשרד|רשת) "
    r"([\u05d0-\u05ea][\u05d0-\u05ea'\"-]+(?: [\u05d0-\u05ea][\u05d0-\u05ea'\"-]+){0,2}?)"
    r"(?=[ \t]*(?:[.,\n(\x02]|$))"
)
_SIGNED_KOREAN = re.compile(
    r"^[ \t>*]*(?:[가-힣]{2,5}|\[person-\d+\])[ *]*"
    r"(?:대리|과장|차장|부장|팀장|사원|이사|대표|주임|실장|매니저|책임|수석)[ *]*[/|,·] ?"
    r"([가-힣A-Za-z0-9]{2,14})(?=[ \t\n]|$)",
    re.MULTILINE,
)
_INSIDE = words(
    "営業 開発 総務 経理 人事 広報 情報システム サポート 担当 購買 物流 倉庫 弊社 当社 御社 貴社 "
    "本社 支社 技術 品質 管理 法務 財務 カスタマーサポート "
    "店長 店主 社長 部長 課長 係長 主任 院長 園長 校長 代表 先日 本日 "
    "昨日 今回 以下 上記 下記 IT QA"
)
_DEPARTMENTS = ("部", "課", "係", "室", "担当", "チーム", "センター", "事業部")


def find_companies(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends."""
    yield from (found.span() for found in _FORMED.finditer(text))
    for pattern in (
        _OF_CHINESE,
        _CHINESE_FORM,
        _OF_KOREAN,
        _GREETING_KOREAN,
        _ALONE,
        _ARABIC,
        _HEBREW,
        _OF_HEBREW,
        _SIGNED_KOREAN,
    ):
        yield from (found.span(1) for found in pattern.finditer(text))
    for found in _OF_JAPANESE.finditer(text):
        if found[1] not in _INSIDE and not found[1].endswith(_DEPARTMENTS):
            yield found.span(1)
