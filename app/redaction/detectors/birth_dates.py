"""Birth dates and ages of people, told by the words beside them in many languages.

What may be told of a birth date is its month, where the date says which that is.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.any_case import any_case, listed, literals
from app.redaction.generalise import round_date
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_CUES = listed(
    """date of birth, dateofbirth, date_of_birth, birth date, birthdate, birth_date, birthday,
    bday, b-day, dob, d.o.b., d.o.b, born on, born in, born, geboren am, geboren, geburtsdatum,
    geburtstag, geb. am, geb., geb, né le, née le, né en, née en, né(e) le, né·e le, nasc.,
    d. tarihi, нар., gim., dz.,
    birth, dob (dd/mm/yyyy),
    date de naissance, naissance, anniversaire, nacido el, nacida el, nacido en, nacida en, nacido,
    nacida, nací el, nació el, nació, nacieron, nasceu em, nasceu a, nasceu, nato, nata, è nato, né,
    née, narodil se, narodila se, narodil sa, narodila sa, urodził się, urodziła się, született,
    fecha de nacimiento, nacimiento, f. nac., cumpleaños, nato il, nata il,
    nato nel, nata nel, data di nascita, nascita, nascido em, nascida em, nasci em,
    nascido a, nascida a, nasci a,
    data de nascimento, nascimento, aniversário, geboortedatum, geboren op, geb.datum, gebdat,
    data urodzenia, urodzony, urodzona, urodziłem się, urodziłam się, ur., datum narození,
    narozen, narozena, nar., dátum narodenia, narodený, narodená, születési dátum, született,
    születési idő, szül., data nașterii, născut, născută, datum rođenja, rođen, rođena,
    född, födelsedatum, født, fødselsdato, fødselsdag, syntymäaika, syntynyt, synt., fæðingardagur,
    doğum tarihi, doğum tarihim, doğum günüm, doğum, doğdum, doğumlu,
    дата рождения, родился, родилась, рожд., д.р.,
    дата народження, народився, народилася, дата на раждане, роден на, родена на,
    ημερομηνία γέννησης, γεννήθηκε, γεννηθείς, 生年月日, 誕生日, 出生日期, 出生, 生日, 생년월일,
    생일,
    تاريخ الميلاد, ولد في, ולד ב, תאריך לידה, נולד ב, tanggal lahir, tgl lahir, lahir,
    tarikh lahir, ngày sinh, sinh ngày, วันเกิด, เกิดวันที่, जन्म तिथि, जन्मतिथि, syntymäpäivä,
    gimimo data, dzimšanas datums, sünniaeg, sünnikuupäev"""
)
HEADS = listed(
    """date of birth, birth date, birthdate, birthday, dob, d.o.b, d.o.b., born, born on, geboren,
    geburtsdatum, geburtstag, geb., geb.datum, gebdatum, date de naissance, naissance, né le,
    né(e) le,
    fecha de nacimiento, nacimiento, data di nascita, nascita, nato il, data de nascimento,
    nascimento, geboortedatum, data urodzenia, datum narození, dátum narodenia, születési dátum,
    data nașterii, datum rođenja, födelsedatum, født, fødselsdato, fødselsdag, syntymäaika,
    doğum tarihi, дата рождения, дата народження, дата на раждане, ημερομηνία γέννησης, 生年月日,
    出生日期, 생년월일, tanggal lahir, ngày sinh,
    dateofbirth, gebdat, geb. datum, date naissance, fecha nacimiento, data nascita, 誕生日"""
)
"""Heads of columns in which dates of birth stand."""

_MONTHS = """
    tammikuuta, ιανουαρίου, ianuarie, siječnja, stycznia, gennaio, janeiro, januari,
    january, janvier, styczeń, januar, január, jänner, января, януари, enero, leden, ledna,
    січня, ocak, jan;
    φεβρουαρίου, helmikuuta, februarie, fevereiro, febbraio, februari, february, февруари,
    febrero, februar, február, fevrier, février, февраля, lutego, лютого, feber, února,
    şubat, luty, únor, feb, fév;
    maaliskuuta, március, μαρτίου, березня, březen, března, martie, marzec, maart, marca,
    march, marzo, março, марта, mars, mart, märz, март, mar, mrz;
    huhtikuuta, kwiecień, kwietnia, απριλίου, aprilie, április, aprile, apríla, апреля,
    квітня, abril, april, avril, duben, dubna, nisan, април, abr, apr, avr;
    toukokuuta, květen, května, maggio, травня, mayıs, május, μαΐου, maio, maja, mayo, mája,
    mai, maj, may, mei, май, мая;
    kesäkuuta, czerwiec, czerwca, haziran, ιουνίου, giugno, június, červen, června, червня,
    iunie, junho, junio, juin, june, juni, júna, июня, jun, юни;
    heinäkuuta, července, červenec, juillet, ιουλίου, július, lipiec, luglio, temmuz, iulie,
    julho, julio, lipca, липня, juli, july, júla, июля, jul, юли;
    augusztus, αυγούστου, augustus, elokuuta, sierpień, sierpnia, augusta, augusti, ağustos,
    августа, agustus, agosto, august, август, серпня, srpen, srpna, aout, août, ago, aug;
    σεπτεμβρίου, septembrie, septiembre, szeptember, september, septembra, septembre,
    settembre, syyskuuta, септември, setembro, wrzesień, września, сентября, вересня, eylül,
    sept, září, sep, set;
    października, październik, lokakuuta, octombrie, οκτωβρίου, октомври, october, octobre,
    octubre, oktober, október, októbra, ottobre, outubro, октября, жовтня, říjen, října,
    ekim, oct, okt, out;
    marraskuuta, listopada, listopadu, noiembrie, noviembre, νοεμβρίου, листопада, listopad,
    november, novembra, novembre, novembro, ноември, ноября, kasım, nov;
    joulukuuta, δεκεμβρίου, decembrie, diciembre, december, decembra, dezember, dezembro,
    dicembre, décembre, grudzień, prosince, prosinec, декември, grudnia, декабря, aralık,
    грудня, dec, dez, dic, déc
"""
_BY_NAME = {
    fold(name): number
    for number, names in enumerate(_MONTHS.split(";"), 1)
    for name in listed(names)
}
_NAMED = r"[A-Za-zÀ-ɏΆ-ϿЀ-ӿ]{3,14}\.?"
_YEAR = r"(?:1[89]|20)\d{2}"
_DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?[. ]{{0,2}}(?:de |of |d')?{_NAMED},? (?:de |del |"
    rf"do )?(?:{_YEAR}|'?\d{{2}}\b)|"
    rf"\d{{1,2}}[-/]{_NAMED}[-/](?:{_YEAR}|\d{{2}}\b)|"
    rf"{_NAMED} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|{_YEAR},? {_NAMED} \d{{1,2}}|"
    rf"{_YEAR}[-/. ]{{1,2}}\d{{1,2}}[-/. ]{{1,2}}\d{{1,2}}|"
    rf"\d{{1,2}}[-/. ]{{1,2}}\d{{1,2}}[-/. ]{{1,2}}(?:{_YEAR}|\d{{2}}\b)|"
    rf"(?:明治|大正|昭和|平成|令和) ?(?:\d{{1,2}}|元)年 ?\d{{1,2}}月 ?\d{{1,2}}日|"
    rf"{_YEAR}年 ?\d{{1,2}}月 ?\d{{1,2}}日|{_YEAR}년 ?\d{{1,2}}월 ?\d{{1,2}}일|"
    rf"{_YEAR}[01]\d[0-3]\d|[0-3]\d[01]\d{_YEAR}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[. ]{{1,2}}(?:of |de )?{_NAMED}|{_NAMED} \d{{1,2}}(?:st|nd|rd|"
    rf"th)?\b|{_YEAR}"
)
_TYPED = (
    rf"\d{{1,2}}[-/. ](?:\d{{1,2}}|{_NAMED})[-/. ](?:{_YEAR}|\d{{2}}\b)|"
    rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
)
_ASIDE = (
    r"(?: ?\((?:[DdMmYyJjAaTtGg]{1,4}[-/. ]?){3}\)|"
    r" (?:of|for|on|in|von|für|im|pour|de|du|del|para|per)\b[^\n\x02.;:=0-9]{1,32}?"
    r"(?:[:=]| (?:is|was|ist|est|es|era|è|é)\b)|"
    r" (?:a|à|en|in|em|w|we|v|ve|i|te|zu|at) [^\n\x02.;:=0-9]{2,30}?"
    r"(?:,| il| le| el| am| em| op| den| dnia| on| a| dne)|"
    r" (?:клиента|клиентки|пациента|пациентки|сотрудника|сотрудницы|пользователя|абонента|"
    r"заявителя|клієнта|пацієнта))?"
)
"""Between the words and the date: `for the check is`."""
_PARTS, _YEAR_DIGITS, _MOST_MONTHS, _OLDEST, _OLDEST_PERSON = 3, 4, 12, 1900, 120
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_YEARS = re.compile(_YEAR)
_THINGS = re.compile(
    r"\b(?:project|product|company|feature|idea|tool|service|startup|business|bug|issue|"
    r"release|firm|"
    r"module|team|cloud|format|protocol|language|app|software)\b[^.\n]{0,24}$"
)
_PEOPLE = re.compile(
    r"\b(?:i|she|he|who|they|was|were|am|is|patient|member|employee|user|customer|client|child|son|"
    r"daughter|wife|husband|mother|father|person|colleague|applicant|insured|holder|student|guest|"
    r"geboren|ne|nee|nacid[oa]|nat[oa])\b[^.\n]{0,30}$"
)


def _date(candidate: Candidate) -> Candidate | None:
    """A whole date is one; a year alone or a day alone needs a person in front."""
    text = candidate.text
    months = [_BY_NAME[word] for word in map(fold, _WORD.findall(text)) if word in _BY_NAME]
    letters = [w for w in _WORD.findall(text) if w.lower() not in _ORDINALS]
    if letters and not months and not _is_cjk(text):
        return None
    numbers = [number.group() for number in _NUMBER.finditer(text)]
    vague = len(numbers) + len(months) < _PARTS and len(numbers[0]) != 8
    if vague and not _PEOPLE.search(candidate.before(48)) and not _is_labelled(candidate):
        return None
    if _THINGS.search(candidate.before(48)):
        return None
    year = next((int(n) for n in numbers if _YEARS.fullmatch(n)), None)
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = _split(numbers[0])
        year = int(max(numbers, key=len))
    month = months[0] if months else _month(numbers, dotted="." in text)
    general = round_date(year, month) if year is not None and year >= _OLDEST else ""
    value = "-".join([*numbers, *map(str, months)])
    return candidate._replace(value=value, general=general)


def in_cell(candidate: Candidate) -> Candidate | None:
    """A cell that holds nothing but a date."""
    return _date(candidate) if _ALONE.fullmatch(candidate.text) is not None else None


_ALONE = re.compile(_DATE)
_ORDINALS = frozenset(
    ("st", "nd", "rd", "th", "de", "of", "d", "del", "do", "年", "月", "日", "년", "월", "일")
)


def _is_labelled(candidate: Candidate) -> bool:
    """`Birthday: 3 May`, where the words stand right in front."""
    return re.search(r"[:=]\s*[\"']?$|\b(?:is|am|on)\s$", candidate.before(4)) is not None


def _is_cjk(text: str) -> bool:
    return "年" in text or "년" in text


def _split(digits: str) -> list[str]:
    """Eight figures with the year at either end."""
    if _YEARS.match(digits):
        return [digits[:4], digits[4:6], digits[6:]]
    return [digits[:2], digits[2:4], digits[4:]]


def _month(numbers: list[str], *, dotted: bool) -> int | None:
    """The month of a date in figures, where the order of day and month is plain."""
    if len(numbers) != _PARTS:
        return None
    first, second, _ = numbers
    if len(first) == _YEAR_DIGITS or dotted or int(first) > _MOST_MONTHS or first == second:
        return _valid(second)
    return _valid(first) if int(second) > _MOST_MONTHS else None


def _whole(candidate: Candidate) -> Candidate | None:
    """Behind a bare `b.` or asterisk only a day, a month and a year are a birth date."""
    parts = len(_NUMBER.findall(candidate.text)) + any(
        fold(word) in _BY_NAME for word in _WORD.findall(candidate.text)
    )
    return _date(candidate) if parts >= _PARTS else None


def _valid(month: str) -> int | None:
    return int(month) if 1 <= int(month) <= _MOST_MONTHS else None


def _age(candidate: Candidate) -> Candidate | None:
    return candidate if 0 < int(candidate.text) < _OLDEST_PERSON else None


_PERSON = (
    r"(?:she|he|i|patient|customer|man|woman|boy|girl|son|daughter|mother|father|wife|husband|"
    r"child|person|lady|gentleman|user|member|employee|caller|resident|student|colleague)"
)


def _pattern(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("birth_date", name, regex, literals, rank=Rank.CHECKED, check=check)


PATTERNS = (
    _pattern(
        "birth-date",
        rf"(?:^|[^A-Za-z0-9_])(?:{any_case(_CUES)}){_ASIDE}"
        rf"(?:[\"'*)\]]{{0,3}}[ \t]*(?:[:=\-|\t>]|is|was|ist|"
        rf"est|era|es|è|é|on|am|the|"
        rf"le|el|il|em|op|dnia|den|på|은|는|は|是|"
        rf":)?){{0,3}}[ \t\"'(\[]{{0,4}}\n?({_DATE})(?:[^\d]|$)",
        literals(_CUES, ("",)),
        _date,
    ),
    _pattern(
        "birth-date-behind",
        rf"(?:^|[^\w.-])({_DATE})[ ,]{{0,2}}[(\[]?(?i:dob|d\.o\.b|date of birth|birth date|"
        rf"birthday|geb\.|geburtsdatum|"
        r"doğumlu|tarihinde doğ|生まれ|出生|"
        r"р\. ?н\.|г\. ?р\.|року народж|года рожд|р\.нар|г\.рожд|مواليد)",
        (
            "dob",
            "d.o.b",
            "date of birth",
            "birth date",
            "birthday",
            "geb.",
            "geburtsdatum",
            "生まれ",
            "出生",
            *("р.н", "р. н", "г.р", "г. р", "року народж", "года рожд", "р.нар", "г.рожд"),
            "مواليد",
            "do\u011fumlu",
            "tarihinde do",
        ),
        _date,
    ),
    _pattern(
        "birth-typed",
        rf"(?:^|[^A-Za-z0-9_])(?i:my|her|his|their) "
        r"(?i:dob|d\.o\.b\.?|date of birth|birth ?date|birthday)"
        rf"[^\d\n.!?\x02]{{0,48}}?[ (\"'=:>]({_TYPED})(?:[^\d]|$)",
        ("dob", "d.o.b", "date of birth", "birthdate", "birth date", "birthday"),
        _whole,
    ),
    _pattern(
        "birth-of-era",
        rf"西暦(?:の|で|は|では|だと|:|：)?[ 「『]?({_DATE})(?:[^\d]|$)",
        ("西暦",),
        _whole,
    ),
    _pattern(
        "birth-short",
        rf"[ ,(](?:b\.|f\.|р\.|\*) ?({_DATE})(?:[^\d]|$)",
        ("b.", "f.", "р.", "*"),
        _whole,
    ),
    _pattern(
        "age-person",
        rf"\b(?:(?i:{_PERSON}),? (?:is |was |turned |am |\()?|[A-Z][a-z]+(?: is | was |"
        rf" turned | \(|, ))(?:aged? |now )?(\d{{1,3}})(?:[ -]years?[ -]old\b|"
        r" y/?o\b)",
        ("year-old", "years-old", "year old", "years old", " yo", " y/o"),
        _age,
    ),
    _pattern(
        "age-attribute",
        rf"\b(\d{{1,3}})(?:[ -]years?[ -]old|[ -]y/?o) (?:fe)?(?:male|(?i:{_PERSON}))\b",
        ("years-old", "year-old", "year old", "years old", " yo ", " y/o ", "-yo ", "-y/o "),
        _age,
    ),
    _pattern(
        "age-aged",
        rf"\b(?i:{_PERSON})(?: [A-Z][a-z]+)?(?:,| \(| is| was)? ?(?:aged?:?) (\d{{1,3}})\b",
        ("age",),
        _age,
    ),
)
