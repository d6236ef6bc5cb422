"""Health in languages that inflect their words or part them by no gap: a word that names nothing
but an illness, and somebody or a reason in the same sentence.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.ailments import ENDED, WHOLE
from app.redaction.detectors.any_case import capital, escaped, listed, lowered
from app.redaction.detectors.clauses import unwrapped
from app.redaction.detectors.health import is_of_somebody
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.sought import Sought

_BEFORE, _AFTER = 110, 60
_SOMEBODY = listed(
    """én, vagyok, feleségem, férjem, fiam, lányom, anyám, apám, kolléga, kolléganő, kollégánk,
    beteg, ügyfél, vevő, utas, után, miatt, műtét, kezelés, gyermek, gyerek,
    eu, sunt, am, soția, soțul, fiul, fiica, mama, tata, doamna, domnul, pacient, pacientul,
    pacienta, colega, colegul, după, din cauza, pentru că, internată, internat, suferă, copilul,
    аз, съм, имам, има, жена ми, съпругът, съпругата, дъщеря, син, майка, баща, пътник, пътува,
    клиентът, клиентката, колегата, заради, поради, след, лечение на, дете, детето, той, тя,
    ja, sam, imam, ima, moj, moja, žena, muž, suprug, supruga, sin, kći, kćer, ćerka, majka,
    otac, dijete, dete, kolega, kolegica, korisnik, korisnica, zbog, nakon, posle, bolujem, boluje,
    operacija, bolnici, liječenje, lečenje, nemam, on, ona, njegov, njezin, mama, tata,
    ја, сам, мој, моја, муж, супруг, ћерка, мајка, отац, дете, због, после, након, болујем,
    otrok, otroka, hči, mati, oče, sodelavec, sodelavka, zaradi, po operaciji, sem, bolnik,
    mám, má, mít, jsem, som, manžel, manželka, dcera, dcéra, matka, otec, dítě, dieťa, kolega,
    kolegyně, kolegyňa, kvůli, kvôli, pro, po operaci, po operácii, trpím, trpí, léčím, liečim,
    pacient, pacientka, klient, paní, pani, pán, pan, s, se,
    έχω, έχει, είμαι, είναι, μου, λόγω, εξαιτίας, μετά, πάσχω, πάσχει, πελάτης, ασθενής, γιος,
    κόρη, σύζυγος, μητέρα, πατέρας, λείπει, παιδί, συνάδελφος, κύριος, κυρία, λογιστής,
    ben, benim, eşim, oğlum, kızım, annem, babam, hasta, hastayım, hastası, vardı, var, nedeniyle,
    yüzünden, dolayı, oldum, geçirdim, geçirdi, müşteri, müşterimiz, arkadaşım, kontrolüm,
    sonrası, sonra, çok merak, çocuğum, çocuğumuz, muhasebecimiz, tedavisi, tedavim,
    я, у меня, у нас, мой, моя, муж, жена, сын, дочь, мать, мама, отец, папа, он, она, клиент,
    клиентка, пациент, пациентка, коллега, бухгалтер, ребёнок, ребенок, ребёнка, гость, водитель,
    после, из-за, по причине, болею, болеет, лечение, лечится, сотрудник, на больничном,
    мене, мій, моя, чоловік, дружина, син, дочка, мати, мами, мамі, батько, він, вона, клієнт,
    клієнтка, пацієнт, пацієнтка, колега, дитина, гість, водій, після, через, лікування, рецепт,
    військовий, хворію, хворіє,
    laps, lapsel, mul, mul on, minul, mees, naine, abikaasa, poeg, tütar, ema, isa, kolleeg,
    klient, patsient, tõttu, pärast, ravi, põhjus, põen, poeb, olen, tal, temal,
    es, man, man ir, vīrs, sieva, dēls, meita, māte, tēvs, bērns, bērnam, kolēģe, kolēģis,
    klients, klientei, pacients, dēļ, pēc, slimo, slimoju, iemesls, viņa, viņš, viņai, viņam,
    aš, man, vyras, žmona, sūnus, duktė, motina, tėvas, vaikas, vaikui, kolegė, kolega, klientas,
    klientė, pacientas, dėl, po, sergu, serga, priežastis, ji, jis, jai, jam, darbuotoja,
    darbuotojas, turiu,
    jag, han, hon, min, mitt, hans, hennes, är, har, på grund av, efter, pga, chauffören, sonen,
    dottern, hustru, kunden, patienten, kollega, lider av, barnet, barnen,
    jeg, hun, kone, mand, mann, datter, sønn, søn, kollega, kunden, pasienten, etter, på grunn av,
    på grund af, lider, barnet, selv, er selv, sjåføren, chaufføren,
    minä, minulla, olen, hän, hänellä, vaimoni, mieheni, poikani, tyttäreni, äitini, isäni,
    asiakas, potilas, kollega, takia, vuoksi, jälkeen, lapsi, lapsella, kuljen, sairastan,
    sairastaa,
    ég, hún, hann, konan mín, maðurinn minn, sonur, dóttir, vegna, eftir, er með, viðskiptavinur,
    saya, aku, anak, istri, isteri, suami, ibu, ayah, bapak, pasien, pesakit, pelanggan, karena,
    kerana, akibat, keluhan, menderita, sakit, mengidap, kena, dia, beliau, rekan, bos, kami,
    tôi, em, anh, chị, vợ, chồng, con, con trai, con gái, mẹ, bố, ba, bé, khách, bệnh nhân, vì,
    do, bị, đang, sau khi, mắc, ông, bà, đồng nghiệp"""
)
_UNSPACED = Sought(
    r"ฉัน|ผม|ดิฉัน|ลูก|แม่|พ่อ|ภรรยา|สามี|ลูกค้า|ผู้ป่วย|คนไข้|เพราะ|เนื่องจาก|เป็น|ป่วย|หลัง|พี่|น้อง|"
    r"אני|שלי|אשתי|בעלי|בני|בתי|אמי|אבי|אמא|אבא|הלקוח|המטופל|בגלל|בשל|אחרי|סובל|חולה|לאחר|הילד|"
    r"أنا|انا|عندي|لدي|زوجتي|زوجي|ابني|ابنتي|أمي|والدتي|والدي|أبي|العميل|المريض|بسبب|بعد|يعاني|"
    r"أعاني|مصاب|زميل|الطفل|طفلي|من|"
    r"من|همسر|پسر|دختر|مادر|پدر|مشتری|بیمار|به خاطر|به دلیل|بخاطر|بعد از|مبتلا|همکار|دارم|"
    r"دارد|هستم|"
    r"पति|पत्नी|बेटा|बेटी|बेटे|माँ|मां|पिता|मुझे|मेरे|मेरी|मरीज|ग्राहक|कारण|वजह|को|के बाद|सहकर्मी|बच्चे|"
    r"私|夫|妻|母|父|娘|息子|子供|患者|お客様|社員|同僚|先生|ため|ので|中|入る前|です|持病|治療|"
    r"저|제가|아내|남편|아들|딸|어머니|아버지|환자|고객|손님|때문|입원|수술|인해|중이|있어|직원|동료|"
    r"我|他|她|丈夫|妻子|老公|老婆|太太|儿子|兒子|女儿|女兒|母亲|母親|父亲|父親|妈|媽|爸|客户|客戶|客人|"
    r"病人|患者|因|由于|由於|刚|剛|做完|同事|老板|老闆|孩子|小孩",
    ignore_case=False,
)
_PEOPLE = Sought(
    rf"(?:^|[^\w'])(?:{'|'.join(map(re.escape, map(fold, _SOMEBODY)))})(?:\W|$)",
    ignore_case=False,
)
"""No English possessive is the Czech word `s`: a placeholder may hold one."""

_ENDS = re.compile(r"[.!?]\s|[!?\n\x02。！？]")
_ENDS_BEHIND = re.compile(rf"{_ENDS.pattern}|\[(?!customer|person|contact|colleague)[a-z]")
"""A placeholder ends it too: who stands beyond was near to what it replaced."""

_QUOTES = "\"'“„«「『‘`"
_ASIDE = re.compile(r" \([^\W\d_][^()\n\x02]{2,30}\)")
"""What is said of it in brackets: `szívműtét (bypass)`."""

_THING = re.compile(
    r"\W{0,2}(?:app|modul\w*|form\w*|field|report\w*|statist\w*|kategor\w*|kateg\w*|module|"
    r"модул\w*|отч[её]т\w*|категор\w*|справочник\w*|статистик\w*|rapport\w*|lista|list\b|lomake|"
    r"アプリ|検査キット|外来|科\b|モジュール|앱|모듈|模块|模組|科室|门诊|門診)"
)


def _ailment(candidate: Candidate) -> Candidate | None:
    """Of somebody, or the reason of something; what a screen calls so stands in quotes."""
    view, start, end = candidate.view, candidate.start, candidate.end
    before, after = unwrapped(candidate, _BEFORE), candidate.after(_AFTER)
    if (before[-1:] in _QUOTES and before) or _THING.match(after) is not None:
        return None
    front, behind = _ENDS.split(before)[-1], _ENDS_BEHIND.split(after)[0]
    original = view.text[start - len(front) : start]
    sentence = f"{front} {behind}"
    aside = _ASIDE.match(view.text, end)
    if aside is not None:
        candidate = candidate._replace(end=aside.end())
    told = _PEOPLE.search(sentence) or _UNSPACED.search(f"{original}{view.text[end : end + 24]}")
    return candidate if told or is_of_somebody(sentence, original) else None


def _in_script(candidate: Candidate) -> Candidate | None:
    """No part of a longer word, in scripts that part words; with the months of a pregnancy."""
    view, start, end = candidate.view, candidate.start, candidate.end
    left, right = view.text[max(0, start - 1) : start], view.text[end : end + 1]
    parted = view.text[start] < _SPACELESS
    if parted and (right.isalpha() or (left.isalpha() and left not in _PREFIXES)):
        return None
    found = _ailment(candidate)
    month = _MONTHS.match(view.text, end)
    return found if found is None or month is None else found._replace(end=month.end())


_SPACELESS = "\u0e00"
_PREFIXES = frozenset("בהלמוכשوبلكف")
"""Semitic prepositions and articles, which stand in front of a word without a gap."""

_MONTHS = re.compile(
    r" ?\d{1,2} ?(?:か月|ヶ月|カ月|週|개월|주|个月|個月|周|週)目?|手術|手术| בסיכון גבוה| בסיכון"
)


def _beginnings() -> dict[str, re.Pattern[str]]:
    """How the words begin, none with another in front, and all words that begin so."""
    words: dict[str, list[str]] = {}
    for word in sorted(ENDED, key=lambda word: len(word.partition("*")[0])):
        first = word.partition("*")[0]
        known = next((one for one in words if first.startswith(one)), first)
        words.setdefault(known, []).append(_ENDING.join(map(re.escape, word.split("*"))))
    return {first: re.compile(f"(?:{'|'.join(of)}){_STOPS}") for first, of in words.items()}


_ENDING, _STOPS = r"[^\W\d_]{0,9}", r"(?![^\W\d_])"
_LONGEST = 60
_WORDS = _beginnings()


def _with_ending(candidate: Candidate) -> Candidate | None:
    """The whole word or phrase, where it is one of the list."""
    start = candidate.start
    text = candidate.view.text[start : start + _LONGEST].lower()
    found = _WORDS[candidate.text.lower()].match(text)
    return None if found is None else _ailment(candidate._replace(end=start + found.end()))


def _spelled(word: str) -> str:
    return "|".join(map(escaped, dict.fromkeys((word, capital(word)))))


def _gate(word: str) -> str:
    """What stands in both its forms, small and with a capital, as gates see it."""
    return lowered(word if word[0].isascii() else word[1:])


_OF_SCRIPTS = tuple(word for word in WHOLE if not word.isascii())
_MALAY = tuple(word for word in WHOLE if word.isascii())

PATTERNS = (
    Pattern(
        "health",
        "health-abroad",
        rf"(?:^|[\s(,;:\"'„“«–—>|/])({'|'.join(map(_spelled, _WORDS))})",
        tuple(sorted(set(map(_gate, _WORDS)))),
        rank=Rank.CUE,
        check=_with_ending,
    ),
    Pattern(
        "health",
        "health-of-scripts",
        rf"({'|'.join(map(escaped, _OF_SCRIPTS))})",
        _OF_SCRIPTS,
        rank=Rank.CUE,
        check=_in_script,
    ),
    Pattern(
        "health",
        "health-malay",
        rf"\b((?i:{'|'.join(map(escaped, _MALAY))}))\b",
        _MALAY,
        rank=Rank.CUE,
        check=_ailment,
    ),
)
