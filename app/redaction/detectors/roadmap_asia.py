"""Promises of what is to come in Asian languages: the whole sentence.

The sentence says that something is planned, that it is a fix or a release, and when.
"""

import re

from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_PLANNED = (
    r"予定|見込み|見込ん|目指し|計画し|预计|預計|计划在|計劃在|计划于|将于|將於|将在|將在|"
    r"争取|安排在|会在|會在|会修复|会修正|會修復|会解决|会更新|会发布|会上线|会推出|将随|將隨|将会|將會|"
    r"リリースします|リリースされます|リリースいたします|リリースできる|公開します|公開されます|"
    r"配信します|配信されます|反映します|反映されます|適用します|提供します|入ります|修正します|"
    r"対応します|直します|"
    r"예정|목표로|배포합니다|배포됩니다|배포할|출시합니다|출시됩니다|출시할|나옵니다|반영됩니다|"
    r"반영합니다|릴리스합니다|릴리스됩니다|들어갑니다|수정합니다|수정됩니다|"
    r"約束しました|約束した|約束してい|約束済|答应了|答應了|答应在|答應在|承诺了|承諾了|약속했|약속드렸|"
    r"계획입니다|سيصدر|ستصدر|سيتم|سنصلح|سنطلق|سيكون|ستكون|יתוקן|תתוקן|ישוחרר|תשוחרר|נתקן|"
    r"נשחרר|צפוי|"
    r"יעלה ב|จะแก้ไข|จะปล่อย|จะออก|คาดว่าจะ|sẽ phát hành|sẽ sửa|sẽ được|sẽ có|dự kiến|akan dirilis|"
    r"akan rilis|akan diperbaiki|akan dikeluarkan|akan tersedia|direncanakan|dijadwalkan|"
    r"जारी होगा|जारी करेंगे|ठीक करेंगे|ठीक होगा|منتشر خواهد|رفع خواهد"
)
_RELEASE = re.compile(
    r"直[すしり]|고[치칠쳐친]|修好|リリ[-ー]ス|恒久対応|改修|修正|アップデ[-ー]ト|バ[-ー]ジョン|次期|版本|发布|發布|發佈|上线|上線|"
    r"修复|修復|更新|릴리스|릴리즈|"
    r"배포|출시|버전|수정|패치|업데이트|إصدار|الإصلاح|إصلاح|تحديث|גרס|תיקון|התיקון|עדכון|"
    r"เวอร์ชัน|แก้ไข|อัปเดต|"
    r"phiên bản|bản vá|bản cập nhật|sửa|phát hành|rilis|versi|perbaik|pembaruan|संस्करण|"
    r"रिलीज|अपडेट|ठीक|"
    r"نسخه|منتشر"
)
_WHEN = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月|来月|来週|来年|年内|年度|四半期|[上中下]旬|"
    r"下个?月|下個月|下周|下週|明年|"
    r"年底|月底|季度|\d{1,2}월|다음 ?(?:달|주|분기)|내년|연말|분기|يناير|فبراير|مارس|أبريل|"
    r"ابريل|مايو|يونيو|"
    r"يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|أيلول|تشرين|"
    r"الشهر (?:القادم|المقبل)|الأسبوع (?:القادم|المقبل)|العام (?:القادم|المقبل)|الربع|ינואר|פברואר|"
    r"במרץ|אפריל|במאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר|בחודש הבא|בשבוע הבא|ברבעון|"
    r"เดือน|ปีหน้า|สัปดาห์หน้า|ไตรมาส|tháng (?:\d|sau|tới)|quý|năm sau|tuần (?:sau|tới)|"
    r"\b(?:januari|februari|maret|mac|april|mei|juni|jun|juli|julai|agustus|ogos|september|oktober|"
    r"november|desember|disember)\b|bulan depan|minggu depan|tahun depan|kuartal|suku tahun|"
    r"जनवरी|फरवरी|मार्च|अप्रैल|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर|अगले (?:महीने|"
    r"हफ्ते|साल)|ماه آینده",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"請求|支払|配送|発送|納品|返金|予約|メンテナンス|契約|ご入力|ください|请您|請您|更新料|"
    r"订单|訂單|发货|發貨|配送|退款|发票|發票|账单|帳單|"
    r"付款|续费|會議|会议|예약|배송|결제|환불|청구|점검|계약|طلب|شحن|فاتورة|الدفع|استرداد|"
    r"صيانة|הזמנה|משלוח|"
    r"חשבונית|תשלום|החזר|đơn|giao hàng|hóa đơn|thanh toán|hoàn|pesanan|pengiriman|tagihan|"
    r"pembayaran|"
    r"kiriman|คำสั่งซื้อ|จัดส่ง|ใบแจ้งหนี้|คืนเงิน|भुगतान|बिल"
)


def _promise(candidate: Candidate) -> Candidate | None:
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    told = candidate.view.judge(_tells_of_plans, *place)
    return withheld(candidate, *place) if told else None


def _tells_of_plans(sentence: str) -> bool:
    if _RELEASE.search(sentence) is None or _WHEN.search(sentence) is None:
        return False
    return _THEIRS.search(sentence) is None


_MONTHLY = (
    "月发布|月上线|月推出|周发布|周上线|底发布|底上线|初发布|初上线|日发布|日上线|月發布|月上線|月推出|"
    "週發布|週上線|底發布|底上線"
)
_PASSED = re.compile("已经|已經|上个?月|上個月|昨|去年|[的了]")


def _coming(candidate: Candidate) -> Candidate | None:
    """`version 9 out in March`, and not what was released in March."""
    start, end = sentence_around(candidate.view.text, candidate.start, candidate.end)
    passed = _PASSED.search(candidate.view.text, start, end) is not None
    return None if passed else _promise(candidate)


PATTERNS = (
    Pattern(
        "roadmap",
        "promise-chinese",
        _MONTHLY,
        tuple(_MONTHLY.split("|")),
        Rank.REGION,
        check=_coming,
    ),
    Pattern(
        "roadmap", "promise-asia", _PLANNED, tuple(_PLANNED.split("|")), Rank.REGION, check=_promise
    ),
)
