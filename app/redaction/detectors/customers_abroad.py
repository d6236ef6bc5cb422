"""Other customers in more languages: whoever is called another customer, and what that one pays."""

from app.redaction.detectors.prices import MONEY, others
from app.redaction.hits import Rank
from app.redaction.patterns import Pattern

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
_KANJI = "[\u30a1-\u30faー\u3400-\u9fff々A-Za-z0-9]"
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

PATTERNS = (
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
        ("お客様", "お客さん", "顧客", "取引先", "客户", "客戶"),
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
