"""Other customers in more languages: whoever is called another customer, and what that one pays."""

import re

from app.redaction.detectors import customers_beside
from app.redaction.detectors.prices import MONEY, others
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME

_SPACED = (
    r"(?:(?:інш|другий)[а-яіїє]{0,4} (?:наш[а-яіїє]{0,3} )?(?:клієнт|замовник)[а-яіїє]{0,3}|"
    r"друг[а-яіїє]{1,3} (?:наш[а-яіїє]{0,3} )?(?:клиент|заказчик|купац|купц)[а-яіїє]{0,3}|"
    r"(?:diğer|başka|bir başka|başka bir|öteki) müşteri[a-zığüşö]{0,5}|"
    r"(?:toinen|toisen|toisella|eräs|erään) asiak[a-zäö]{2,6}|en (?:annan|anden|"
    r"annen) kund(?:e|s)?|"
    r"drug(?:i|a|og|om|e|ega|emu) (?:kupac|kupca|kupcu|klijent\w{0,2}|strank[aie])|"
    r"(?:jiný|jiného|iný|iného) zákazník\w{0,2}|másik ügyf[eé]l[a-zéőö]{0,4}|"
    r"(?:un )?alt(?:ui)? client|"
    r"άλλο[ςν]υ? πελάτης?|kitas klientas|cits klients|teine klient|một khách hàng khác|"
    r"khách hàng khác|(?:klien|pelanggan) lain(?:nya)?|다른 고객사?|타 고객사|العميل الآخر|"
    r"عميل آخر|"
    r"زبون آخر|לקוח אחר|הלקוח השני|दूसरे ग्राहक|अन्य ग्राहक)"
)
_GATES = (
    *("нш", "ругий", "друг", "Друг", "diğer", "başka", "öteki", "asiak", "en annan", "en anden"),
    *("en annen", "drugi ", "druga ", "drugog ", "drugom ", "druge ", "drugega", "drugemu"),
    *("zákazn", "másik", "άλλο", "kitas klientas", "cits klients", "teine klient"),
    *(
        "khách hàng khác",
        "klien lain",
        "pelanggan lain",
        "다른 고객",
        "타 고객사",
        "العميل",
        "عميل",
    ),
    *("زبون", "לקוח אחר", "הלקוח השני", "ग्राहक", "alt client", "altui client", "Άλλο"),
)
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽƠƯẠ-Ỹ"
_LATIN = rf"[{_UPPER}][\wß-öø-ÿĀ-žơưạ-ỹ&'’.-]+(?: (?:& )?[{_UPPER}][\wß-öø-ÿĀ-žơưạ-ỹ&'’-]+){{0,4}}"
_CYRILLIC = (
    r"(?:(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОВ|ПП|ФОП|ЕООД|ООД|АД|ДОО|"
    r"[а-яёіїє]{4,9}) ?)?[«\"„][^»\"“\n]{2,50}[»\"“]|"
    r"(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОВ|ПП|ФОП|ЕООД|ООД|АД|"
    r"ДОО) [А-ЯЁІЇЄ][\wа-яёіїє-]+(?: [А-ЯЁІЇЄ][а-яёіїє-]+){0,3}"
)
_ARABIC = r"(?:شركة|مؤسسة|مجموعة|مصنع|مستشفى|مطعم) [ء-ي]+(?: ال[ء-ي]+){0,2}"
_NAME = rf"(?:{_LATIN}|{_CYRILLIC}|{_ARABIC})"
_UNSPACED = (
    r"(?:別の|他の|ほかの)(?:お客様|顧客|お客さん|取引先)(?:の|である|、|で)?|"
    r"(?:别的|別的|另一个|另一個|另一家|另一位|其他)(?:客户|客戶)(?:是|,|:|,)?"
)
_UNSPACED_GATES = ("お客様", "お客さん", "顧客", "取引先", "客户", "客戶", "다른 고객", "타 고객사")
_HOUSES = "センタ[-ー]|クリニック|病院|大学|銀行|製作所|研究所|学園|ホテル|商事|工業|物産|商店|組合"
_BARE = r"[^\s()「」『』、。,.!?\[\]*\x02]"
_NO_NAME = re.compile(
    r"複数|数社|多数|一部|匿名|非公開|社名|同業|含む|以下|およそ|\d ?[社名件]|多家|部分|若干|"
    r"여러|일부|[業系界]\Z"
)


def _named(candidate: Candidate) -> Candidate | None:
    """How many they are names nobody; what honours a name is no part of it."""
    if _NO_NAME.search(candidate.text) is not None:
        return None
    bare = re.sub(r"(?:様|さま|さん|殿|御中|님)$", "", candidate.text)
    return candidate._replace(end=candidate.start + len(bare))


_LETTER = "[\u3041-\u30faー\u3400-\u9fff々A-Za-z0-9-]"
_KANJI = "[\u30a1-\u30faー\u3400-\u9fff々A-Za-z0-9-]"
_FORMED = (
    rf"(?:株式会社|有限会社|合同会社){_KANJI}{{2,16}}|{_KANJI}{{2,16}}(?:株式会社|有限会社|"
    rf"合同会社|"
    rf"有限公司|公司|集团|集團|酒店|医院|醫院)"
)
_SUM = (
    r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d\d)? ?(?:TL|₺|lei|RON|kr|SEK|NOK|DKK|руб[а-я.]{0,4}|₽|"
    r"грн|₴|лв|"
    r"дин|Ft|HUF|Kč|zł|PLN|тенге|₸|円|元|원|đồng|đ|rupiah|ريال|دينار|جنيه|₪|บาท|฿|₹)|"
    r"(?:Rp|RM|NT\$|฿|₫|₹|¥) ?\d[\d.,]{2,14}|\d{1,6}(?:[.,]\d)? ?(?:万円|万元|萬元|만 ?원)"
)
_ALIKE = (
    r"(?:ander(?:e[rnms]?)? (?:klant|kund(?:e|in|en))|autre client|otro cliente|outro cliente|"
    r"altro cliente|inny klient|(?:jiný|iný) zákazník|annan kund|anden kunde|annen kunde|"
    r"toinen asiakas|másik ügyfél|alt client|başka müşteri|(?:other|another) customer)"
)
_ALIKE_GATES = (
    *("ander", "autre client", "otro cliente", "outro cliente", "altro cliente", "inny klient"),
    *("zákazník", "annan kund", "anden kunde", "annen kunde", "toinen asiakas", "ügyfél"),
    *("alt client", "başka müşteri", "other customer"),
)
_ORDINARY = re.compile(
    r"環境|場合|画面|端末|デ[-ー]タ|アカウント|店舗|事例|報告|担当|システム|サ[-ー]バ|サイト|帳票|拠点|"
    r"支店|設定|ログ|案件|[方例件者]\Z|チケット|問い合わせ|テナント|本番|現場|製品|要望|契約|情報|"
    r"환경|화면|계정|데이터|서버|사이트|시스템|사례|문의|담당|"
    r"环境|系统|系統|数据|帳號|账号|情况|服务器|问题|反馈|[那这這里裡的]"
)


def _called(candidate: Candidate) -> Candidate | None:
    """What another customer has as all have is no name of theirs."""
    return None if _ORDINARY.search(candidate.text) is not None else _named(candidate)


def _firm(candidate: Candidate) -> Candidate | None:
    """Behind the colon, no sentence's first word."""
    first = candidate.text.split()[0].lower().strip(".,'’")
    single = " " not in candidate.text
    return None if first in NOT_A_NAME or (single and first in stock().common) else candidate


PATTERNS = (
    *customers_beside.PATTERNS,
    Pattern(
        "other_customer",
        "customer-alike",
        rf"\b(?i:{_ALIKE})\b[^\n.:\[\]*\x02]{{0,40}}: ({_NAME})(?:[,;(]|[.](?:\s|$)|\n|$)",
        _ALIKE_GATES,
        rank=Rank.CUE,
        check=_firm,
    ),
    Pattern(
        "other_customer",
        "customer-other-japanese",
        rf"(?:別の|他の|ほかの)(?:お客様|顧客|お客さん|取引先)(?:の|である|、|で、)({_KANJI}{{2,16}})"
        r"(?:でも|にも|からも|も同|で同|が同|さん)",
        _UNSPACED_GATES,
        rank=Rank.CUE,
        check=_called,
    ),
    Pattern(
        "other_customer",
        "customer-other-chinese",
        r"(?:另一[个個家位]|别的|其他)(?:客户|客戶)[,: 、]?([㐀-鿿]{2,12}?)"
        r"(?:也|同样|同樣|遇到|出现|出現)",
        ("客户", "客戶"),
        rank=Rank.CUE,
        check=_called,
    ),
    Pattern(
        "other_customer",
        "customer-other-korean",
        r"(?:다른|타) 고객(?:사)?(?:인|,)? ([가-힣]{2,12}?)(?:에서도|에서|도|의|은|는|이|가) ",
        ("다른 고객", "타 고객"),
        rank=Rank.CUE,
        check=_called,
    ),
    Pattern(
        "other_customer",
        "customer-other-of-language",
        rf"(?i:{_SPACED})[ ,:(–-]{{1,3}}({_NAME})",
        _GATES,
        rank=Rank.CUE,
    ),
    Pattern(
        "other_customer",
        "customer-and-other",
        rf"({_NAME})[,(–-]{{1,2}} ?[(–-]?(?: ?(?:một|egy|bir) )?(?i:{_SPACED})",
        _GATES,
        rank=Rank.CUE,
    ),
    Pattern(
        "other_customer",
        "customer-other-unspaced",
        rf"(?:{_UNSPACED})({_FORMED})",
        _UNSPACED_GATES,
        rank=Rank.CUE,
    ),
    Pattern(
        "other_customer",
        "customer-other-bracketed",
        rf"(?:{_UNSPACED}|다른 고객(?:사|님)?|타 고객사)(?:様|さま|さん|殿)?[(「『:] ?"
        rf"({_BARE}{{2,24}}(?: {_BARE}{{1,16}})?)[)」』]",
        _UNSPACED_GATES,
        rank=Rank.CUE,
        check=_named,
    ),
    Pattern(
        "other_customer",
        "customer-other-honoured",
        rf"(?:{_UNSPACED})({_LETTER}{{1,20}}(?:{_HOUSES}))"
        r"(?:様|さま|さん|御中)",
        _UNSPACED_GATES,
        rank=Rank.CUE,
    ),
    Pattern(
        "other_price",
        "money-of-others-abroad",
        rf"(?i:{_SPACED}|{_UNSPACED})[^\n\x02]{{0,80}}?({MONEY}|{_SUM})",
        (*_GATES, "お客様", "お客さん", "顧客", "取引先", "客户", "客戶"),
        check=others,
    ),
)
