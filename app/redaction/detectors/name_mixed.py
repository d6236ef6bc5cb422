"""Names in scripts without capitals that stand in a sentence of Latin letters."""

import re
from collections.abc import Iterator

from app.redaction.canonical import Canonical
from app.redaction.detectors.name_places import Place
from app.redaction.name_stock import stock
from app.redaction.words import words

_HAN, _HANGUL = "\u3400-\u9fff々", "가-힣"
_SPACED = "\u0590-\u05ff\u0620-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff"
_RUN = re.compile(
    rf"(?<![\w\"'“„«「『])(?:[{_HAN}]{{2,5}}|[\u30a1-\u30faー・]{{3,12}}|[{_HANGUL}]{{2,4}}|"
    rf"[{_SPACED}'\"]{{2,20}}(?: [{_SPACED}'\"]{{2,20}}){{0,2}})"
    rf"(?![{_HAN}{_HANGUL}\u3040-\u30ff{_SPACED}])"
)
_THING = re.compile(
    r"[\"'”»」』]|-?(?: \w+)? (?:button|field|column|page|menu|tab|label|text|option|list|screen|"
    r"dialog|template|report|folder|file|view|section|box|link|status|tag|category|row|sheet|font|"
    r"characters?|version|product|item|order)s?\b"
)
_OF_SCREEN = re.compile(
    r"(?:buttons?|fields?|columns?|pages?|menus?|tabs?|labels?|texts?|options?|titles?|headings?|"
    r"words?|phrases?|characters?|terms?|strings?|categor(?:y|ies)|status|keywords?|products?|"
    r"items?|search(?:ed|ing)? for|typ(?:e|ed|ing)|called|named|reads?|shows?|says)[ :,]{1,2}$"
)
_BESIDE = re.compile(
    r"\b(?:users?|customers?|colleagues?|members?|employees?|clients?|agents?|patients?|students?|"
    r"drivers?|guests?|requesters?|add|adding|added|invited?|inviting|include|including|remove|"
    r"removed|assign|cc|meet|met|names?|ask|asked|tell|told)[ :]{1,2}$"
)
_CLOSED = re.compile(r"(?:regards|thanks|thank you|cheers|best|sincerely|wishes)[,.! ]*\n\s*$")
_LISTED = re.compile(r",? (?:and|or|&|und|et|y|e) |, |/")
SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
    "肖萧蕭田董袁潘蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方"
    "白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵钱錢严嚴覃武戴莫孔汤湯"
)
MORE_SURNAMES = "于万萬向鲁魯祝齐齊"
"""Surnames that are ordinary signs too: they count behind a word for people alone."""

DOUBLES = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|公孙|公孫|令狐|慕容|司徒|夏侯|端木|南宫|独孤|"
    "范姜|張簡|张简"
)
"""Surnames of two signs, as a choice."""

KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양"
    "손배백허유남심노하곽성차주우구나민진지엄채원천방"
)
THINGS = words(
    """
    高级 高級 高度 高亮 高清 高温 金额 金額 金融 金属 金币 方案 方法 方式 方向 方便 马上 馬上 马来
    黄色 黃色 黄金 白色 白天 白名 石油 程序 程式 程度 任务 任務 任意 任何 任命 顾客 顧客 顾问 顧問
    余额 余下 史上 何时 何處 何处 何种 罗马 罗列 谢谢 謝謝 许可 許可 许多 許多 陈述 陈列 周期 周一
    周二 周三 周四 周五 周六 周日 周末 周报 周边 周转 郑州 韩国 韓國 韩文 韩语 林业 宋体 曾经 曾用
    萧条 董事 叶子 苏州 沈阳 卢布 钟表 陆续 陆地 范围 范例 范本 夏天 夏季 夏令 付款 付费 付出 孟加
    江苏 江西 段落 雷达 龙头 陶瓷 贺卡 顾虑 毛利 毛重 钱包 錢包 严重 严格 武汉 武器 王国 张贴 张数
    田地 客户 客戶 用户 用戶 系统 系統 管理 经理 老板 同事 服务 服務 订单 訂單 注文 設定 设置 设定
    番号 語言 语言 顧客 担当 会社 公司 部门 주문 배송 장바 이메 전화 정보 고객 문의 문서 문제 구매
    이용 이름 이동 이상 신청 신규 신용 지원 지점 지불 지정 한국 한글 안내 안전 권한 조회 조건 주소
    주의 최근 최종 최대 최소 최신 임시 강제 강의 양식 오류 오전 오후 서비 서울 서버 서류 서명 성명
    성공 유형 유효 유저 심사 노트 하위 하단 우편 우선 구분 나라 민원 진행 지역 지급 지도 채널 원본
    원화 방법 방문 방식 정상 정산 정책 정렬 전체 전송 전자 장비 장애 한도 임대 황색 송금 송장 홍보
    손실 백업 허용 허가 남은 성별 차단 차량 구성 구독 민감 사용 시스 관리 설정 검색
    """
)
"""What words for things and for anybody begin with."""


def find_mixed(view: Canonical) -> Iterator[tuple[int, int]]:
    """Where names stand, told by the Latin words beside them, or by their form and less."""
    runs = [found.span() for found in _RUN.finditer(view.text)]
    named = [_is_person(view, *run) for run in runs]
    for index in (*range(1, len(runs)), *range(len(runs) - 2, -1, -1)):
        named[index] = named[index] or _in_one_breath(view, runs, named, index)
    yield from (run for run, taken in zip(runs, named, strict=True) if taken)


def _is_person(view: Canonical, start: int, end: int) -> bool:
    if _is_thing(view, start, end):
        return False
    place = Place(view, start, end, owns=view.text[end : end + 2] == "'s")
    if place.article or place.labelled:
        return False
    told = place.human or place.asked or place.person or place.field or place.given or place.title
    if told or place.owner or place.honoured:
        return True
    before = view.folded[max(0, start - 40) : start]
    if _CLOSED.search(before) is not None:
        return True
    beside = place.toward or place.doing or _BESIDE.search(before) is not None
    return beside and _has_form(view.folded[start:end])


def _is_thing(view: Canonical, start: int, end: int) -> bool:
    """What a screen shows, or what is quoted."""
    return (
        view.text[start : start + 2] in THINGS
        or _THING.match(view.folded, end) is not None
        or _OF_SCREEN.search(view.folded, max(0, start - 24), start) is not None
    )


def _has_form(run: str) -> bool:
    """Whether it is made as names are: a known name, or a surname and one or two signs."""
    known = stock()
    if any(known.is_name(part) for part in run.split()):
        return True
    if re.fullmatch(f"[{_HANGUL}]+", run):
        return len(run) == 3 and run[0] in KOREAN_SURNAMES
    if re.fullmatch(f"[{_HAN}]+", run):
        chinese = run[0] in SURNAMES and len(run) <= 3
        return chinese or (len(run) <= 5 and any(run[:size] in known.surnames for size in (2, 3)))
    return False


def _in_one_breath(
    view: Canonical, runs: list[tuple[int, int]], named: list[bool], index: int
) -> bool:
    """Whether it is listed with a person."""
    for other in (index - 1, index + 1):
        if 0 <= other < len(runs) and named[other]:
            left, right = sorted((runs[index], runs[other]))
            if _LISTED.fullmatch(view.text, left[1], right[0]) is not None:
                return not _is_thing(view, *runs[index])
    return False
