"""Postal addresses: a street and its number in the orders of many countries, and what follows.

A street's word alone says little: words that speech and software use too need a town, a code or
a word of living or sending beside them. Lines of one address are one find.
"""

from app.redaction.detectors.address_checks import (
    address,
    code_field,
    coded,
    compound,
    eircode,
    field,
    house,
    labelled,
    named,
    numbered,
    postcode,
    state_code,
    street,
    told,
)
from app.redaction.detectors.address_words import (
    BEHIND,
    BOXES,
    CODE_LABELS,
    FRENCH,
    LABELS,
    NAMED_FIRST,
    PERHAPS_NAMED_FIRST,
    PERHAPS_STREETS,
    PERHAPS_SUFFIXES,
    STATES,
    STREETS,
    SUFFIXES,
    ZONES,
)
from app.redaction.detectors.any_case import any_case, capital, escaped, literals
from app.redaction.hits import Rank
from app.redaction.patterns import Check, Pattern

_UP = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_LETTER = r"[A-Za-zÀ-ɏΆ-ϿЀ-ӿא-תء-يก-๛Ạ-ỹ]"
_WORD = rf"{_LETTER}[A-Za-zÀ-ɏΆ-ϿЀ-ӿא-תء-يก-๛Ạ-ỹ'.-]*"
_NUMBER = r"\d{1,5}(?: ?[A-Za-z]\b)?(?: ?[-/] ?\d{1,4}[A-Za-z]?){0,3}"
_DIGIT = "[0123456789]"
_DIGITS = "0123456789"


def _pattern(
    name: str, regex: str, literals: tuple[str, ...], check: Check, rank: int = Rank.SHAPE
) -> Pattern:
    return Pattern("postal_address", name, regex, literals, rank=rank, check=check)


_STATED = (*STATES, "NSW", "VIC", "QLD", "TAS", "ACT", "WA", "SA", "NT")
_ENDS = r"[ .,\n\");:!?]"
_FIRST = (
    rf"(?:^|[^\w.:/-])({_NUMBER},?(?: {_UP}[\wÀ-ɏ'.-]*| \d{{1,3}}(?:st|nd|rd|th)| [a-z'-]+){{1,4}} "
)
_PARTICLE = (
    r"(?:de |du |des |la |le |les |l'|d'|del |della |dell'|dei |degli |di |da |do |dos |das |los |"
    r"las |el |y |e |i |na |an |yr |il-|l-)"
)
_WRAP = r"(?: |\n[ \t>]{0,6})"
"""A line may break in front of the number; then a code or a town must follow."""

_NAMES = (
    rf"(?:{_DIGIT}\d? )?(?:{_PARTICLE}{{0,3}}\"?{_WORD}\"?,? ){{0,4}}"
    rf"{_PARTICLE}{{0,3}}\"?{_WORD}\"?,?{_WRAP}"
)
"""Streets are called by days too: `Calle 5 de Mayo 12`."""

_AMONG = r"(?:№ ?|n[.ºo°r]{1,3} ?|[Nn]o[.:]{0,2} ?|[Nn]r\.? ?|д\. ?|дом |số |#)?"
_FLOOR = r"(?:hs|huis|bis|boven|rood|[IV]{1,3})\b"
"""What the Dutch add to a house's number."""

_HOUSE_NUMBER = (
    rf"{_DIGIT}\d{{0,4}}(?: ?[A-Za-z]\b)?"
    rf"(?:[-/](?:\d{{1,4}}[A-Za-z]?|[A-Za-z]\b|{_FLOOR})){{0,3}}"
)
_COMPOUND = rf"{_UP}{_LETTER}*(?:[ -]{_UP}{_LETTER}*)?"
_COUNTRY = "D|A|CH|F|B|I|E|L|NL|DK|FI|SE|S|N|CZ|SK|PL|HU|H|RO|BG|GR|HR|SI|LT|LV|EE|DE|AT|BE|FR"
_DUTCH = (
    "Amsterdam|Rotterdam|Den Haag|Utrecht|Eindhoven|Groningen|Tilburg|Almere|Breda|Nijmegen|Arnhem|"
    "Haarlem|Enschede|Zwolle|Leiden|Delft|Maastricht|Dordrecht|Amersfoort|Apeldoorn|Hilversum"
)
_COUNTIES = (
    "Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Donegal|Down|Dublin|Durham|Fermanagh|Galway|Kerry|"
    "Kildare|Kilkenny|Laois|Leitrim|Limerick|Londonderry|Longford|Louth|Mayo|Meath|Monaghan|Offaly|"
    "Roscommon|Sligo|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow"
)
_CAPITALS = rf"(?:\d{{1,4}} )?{_UP}[\wÀ-ɏ'’-]+(?: {_UP}[\wÀ-ɏ'’-]+){{0,3}}"
_EIRCODE = r"[A-Z]\d[\dW] ?[A-Z0-9]{4}"
_FIRST_HALF, _SECOND_HALF = "ABDEFGHJ", "LNPQRSTUWXYZ"
"""Letters of inward codes, in two classes that are small enough to be followed one by one."""
_EIRCODES = (
    "A41|A42|A45|A63|A67|A75|A81|A82|A83|A84|A85|A86|A91|A92|A94|A96|A98|C15|D01|D02|D03|D04|D05|"
    "D06|D07|D08|D09|D10|D11|D12|D13|D14|D15|D16|D17|D18|D20|D22|D24|D6W|E21|E25|E32|E34|E41|E45|"
    "E53|E91|F12|F23|F26|F28|F31|F35|F42|F45|F52|F56|F91|F92|F93|F94|H12|H14|H16|H18|H23|H53|H54|"
    "H62|H65|H71|H91|K32|K34|K36|K45|K56|K67|K78|N37|N39|N41|N91|P12|P14|P17|P24|P25|P31|P32|P36|"
    "P43|P47|P51|P56|P61|P67|P72|P75|P81|P85|R14|R21|R32|R35|R42|R45|R51|R56|R93|R95|T12|T23|T34|"
    "T45|T56|V14|V15|V23|V31|V35|V42|V92|V93|V94|V95|W12|W23|W34|W91|X35|X42|X91|Y14|Y21|Y25|Y34|Y35"
)
"""Areas of Irish codes (An Post)."""

_CJK = r"一-鿿々〆ヶぁ-んァ-ヶー"

PATTERNS = (
    _pattern(
        "address-street",
        rf"{_FIRST}(?:{any_case(STREETS)})){_ENDS}",
        literals(STREETS, ' .,\n");:!?', " "),
        numbered(sure=True),
    ),
    _pattern(
        "address-perhaps",
        rf"{_FIRST}(?:{any_case(PERHAPS_STREETS)})){_ENDS}",
        literals(PERHAPS_STREETS, ' .,\n");:!?', " "),
        numbered(sure=False),
    ),
    _pattern(
        "address-highway",
        r"(?:^|[^\w.:/#-])(\d{1,5} (?:[NSEW]{1,2}\.? )?(?:Old |New |Upper |Lower )?"
        r"(?:(?:US|State|County|Farm|Ranch|Rural|Interstate)[ -])?"
        r"(?:Hwy|Highway|Rte|Route|Road|Rd) \d{1,4}[A-Z]?)\b",
        ("hwy ", "highway ", "rte ", "route ", "road ", "rd "),
        street(sure=False),
    ),
    _pattern(
        "address-polish-bare",
        rf"\b([Uu]l {_UP}{_LETTER}+(?: {_UP}{_LETTER}+){{0,2}} \d{{1,4}}[A-Za-z]?"
        rf"(?: ?(?:m|/|lok|m\.|lok\.) ?\d{{1,4}})?,? \d{{2}}-\d{{3}}(?: {_LETTER}+){{0,2}})",
        ("ul ",),
        address,
    ),
    _pattern(
        "address-french",
        rf"\b(\d{{1,4}}(?: ?(?:bis|ter|quater|"
        rf"[A-D])\b)?,? (?:{any_case(FRENCH)}){_WRAP}{_PARTICLE}{{0,3}}(?:des?\n|du\n)?"
        rf"{_UP}{_LETTER}*(?:[ '-]{_PARTICLE}{{0,2}}{_UP}{_LETTER}*){{0,4}})",
        literals(FRENCH, " \n", " "),
        street(sure=True),
    ),
    _pattern(
        "address-named",
        rf"(?:^|[^\w/.-])((?:{any_case(NAMED_FIRST)}) {_NAMES}{_AMONG}{_HOUSE_NUMBER})",
        literals(NAMED_FIRST),
        named(sure=True),
    ),
    _pattern(
        "address-perhaps-named",
        rf"(?:^|[^\w/.-])((?:{'|'.join(escaped(capital(word)) for word in PERHAPS_NAMED_FIRST)}|c/)"
        rf" {_NAMES}{_AMONG}{_HOUSE_NUMBER})",
        literals(PERHAPS_NAMED_FIRST),
        named(sure=False),
    ),
    _pattern(
        "address-suffix",
        rf"(?:^|[^\w-])({_COMPOUND}(?:{any_case(SUFFIXES)}){_WRAP}{_HOUSE_NUMBER})",
        (
            *literals(tuple(f"{word} " for word in SUFFIXES), _DIGITS),
            *literals(SUFFIXES, "\n"),
        ),
        compound,
    ),
    _pattern(
        "address-perhaps-suffix",
        rf"(?:^|[^\w-])({_COMPOUND}(?:{any_case(PERHAPS_SUFFIXES)}) {_HOUSE_NUMBER})",
        literals(tuple(f"{word} " for word in PERHAPS_SUFFIXES), _DIGITS),
        street(sure=False),
    ),
    _pattern(
        "address-behind",
        rf"(?:^|[^\w-])((?:{_UP}{_WORD} ){{1,3}}(?:{any_case(BEHIND)}),? {_AMONG}"
        rf"(?:\d{{1,4}}(?:[ ,/]{{1,2}}(?:[Dd](?:aire)?|[Kk](?:at)?)[.: ]{{1,2}}\d{{1,3}}){{1,2}}|"
        rf"{_HOUSE_NUMBER}))",
        literals(BEHIND, " ,"),
        street(sure=True),
    ),
    _pattern(
        "address-lithuanian",
        r"\b([A-ZĄČĘĖĮŠŲŪŽ][a-ząčęėįšųūž]{3,20}(?:o|os|ų|ės|io) (?:pr|g|al)\. \d{1,3}[A-Z]?"
        r"(?:-\d{1,3})?)",
        (" pr. ", " g. ", " al. "),
        street(sure=True),
    ),
    _pattern(
        "address-perhaps-behind",
        rf"(?:^|[^\w-])((?:{_UP}{_WORD} ){{1,2}}(?:Straße|Strasse|STRASSE|Platz|Allee|Weg|"
        rf"Gasse|Ufer|Street|Road|Rd|Avenue|Ave|St),? {_HOUSE_NUMBER})",
        literals(
            (
                *("straße", "strasse", "platz", "allee", "weg", "gasse", "ufer"),
                *("street", "road", "rd", "avenue", "ave", "st"),
            ),
            " ,",
        ),
        street(sure=False),
    ),
    _pattern(
        "address-box",
        rf"(?:^|\W)((?:{any_case(BOXES)}),? (?:n[.ºo°r]{{1,3}} ?|No\. ?|#)?\d[\d -]{{0,9}})",
        literals(BOXES, " ,"),
        street(sure=True),
    ),
    _pattern(
        "address-code-town",
        rf"({_UP}{_LETTER}*(?:[ -](?:{_PARTICLE}|"
        rf"de[rnm] ){{0,2}}{_UP}{_LETTER}+){{0,3}} \d{{1,4}} ?[A-Za-z]?"
        rf"(?:[/-](?:\d{{1,4}}|{_FLOOR})){{0,3}}(?:(?:, ?|\n)(?:(?:{_COUNTRY})-)?"
        rf"{_DIGIT}\d{{2,5}}(?: \d{{2,3}})?| [.|•-] (?:(?:{_COUNTRY})-)?{_DIGIT}\d{{4}}) "
        rf"{_UP}{_LETTER}+(?: (?:[A-Z]|\d{{1,2}}))?)(?:[^A-Za-z0-9_]|$)",
        tuple(
            f"{gap}{begin}"
            for gap in (", ", ",", "\n", " . ", " | ", " • ", " - ")
            for begin in (*_DIGITS, *(f"{code.lower()}-" for code in _COUNTRY.split("|")))
        ),
        coded,
    ),
    _pattern(
        "address-state-code",
        rf"[a-z],? ((?:{'|'.join(STATES)}),? {_DIGIT}\d{{4}}(?:-\d{{4}})?|(?:NSW,? [12]|VIC,? [38]|"
        r"QLD,? [49]|TAS,? 7|ACT,? [02]|WA,? 6|SA,? 5|NT,? 0)\d{3})\b",
        literals(
            tuple(f"{state.lower()}{gap}" for state in _STATED for gap in (" ", ", ")), _DIGITS, " "
        ),
        state_code,
    ),
    _pattern(
        "address-postcode",
        rf"(?:^|[^\w.:/#-])((?:[A-Z]{{1,2}}\d[A-Z\d]?|[A-Z]\d[A-Z]) {_DIGIT}"
        rf"(?:[{_FIRST_HALF}][A-Z\d]|[{_SECOND_HALF}][A-Z\d]|[CKMV]\d))\b",
        tuple(f" {d}{x}" for d in _DIGITS for x in f"{_FIRST_HALF}{_SECOND_HALF}CKMV".lower()),
        postcode,
    ),
    _pattern(
        "address-county",
        rf"((?:{_CAPITALS}, ){{2,5}}(?:Co\.?|County) (?:{_COUNTIES})(?:,? {_EIRCODE})?|"
        rf"{_CAPITALS}, (?:Co\.?|County) (?:{_COUNTIES}),? {_EIRCODE})\b",
        ("co ", "co. ", "county "),
        address,
    ),
    _pattern(
        "address-zone",
        rf"\b((?:{any_case(ZONES)}),? (?:{_PARTICLE}{{0,3}}{_UP}{_LETTER}+[ '-]){{0,4}}"
        rf"{_PARTICLE}{{0,3}}{_UP}{_LETTER}+(?:['’]{_LETTER}{{1,8}})?(?: {_DIGIT}\d{{0,2}}\b)?)",
        literals(ZONES, " ,"),
        street(sure=False),
    ),
    _pattern(
        "address-eircode",
        rf"(?:^|[^\w.:/#-])((?:{_EIRCODES}) [AC-FHKNPRTV-Y\d]{{4}})\b",
        tuple(f"{area.lower()} " for area in _EIRCODES.split("|")),
        eircode,
    ),
    _pattern(
        "address-dutch",
        rf"\b([1-9]\d{{3}} ?[A-Z]{{2}},? (?:{_DUTCH}))\b",
        tuple(sorted(_DUTCH.lower().split("|"))),
        postcode,
    ),
    _pattern(
        "address-house",
        r"\b((?:Flat|Plot|House|Villa|Door|Blk|Block|Shop|Apartment|Apt|H\.No|H No|"
        r"H\. No)\.? ?(?:[Nn]o\.? ?)?"
        r"#?\d{1,5}[A-Za-z]?(?:[/-]\d{1,4})?[, ][^\n;]{8,160})",
        (
            "flat",
            "plot",
            "house",
            "villa",
            "door",
            "blk",
            "block",
            "shop",
            "apartment",
            "apt",
            "h.no",
            "h no",
            "h. no",
        ),
        house,
    ),
    _pattern(
        "address-japan",
        rf"((?:〒? ?\d{{3}}-\d{{4}}[ \n]{{0,2}})?(?:[{_CJK}]{{1,6}}[都道府県])"
        rf"[{_CJK}\d 　-]{{2,40}}?\d+"
        rf"(?:(?:丁目|番地?|号|-|の)\d*)+(?: ?[{_CJK}A-Za-z]+ ?\d{{1,4}}号?室?)?|"
        rf"〒 ?\d{{3}}-\d{{4}}(?:[ \n　]{{0,2}}[{_CJK}]{{2,24}}[市区町村郡][{_CJK}の-]{{0,24}}?"
        rf"\d{{1,4}}(?:(?:丁目|番地?|号|-|の)\d*){{0,4}})?)",
        ("都", "道", "府", "県", "〒"),
        address,
    ),
    _pattern(
        "address-romaji",
        rf"\b(\d{{1,2}}-\d{{1,3}}(?:-\d{{1,3}})?,? {_UP}[\w-]*-(?:ku|cho|shi|machi|chome|dori|"
        rf"gun)\b)",
        ("-ku", "-cho", "-shi", "-machi", "-chome", "-dori", "-gun"),
        street(sure=True),
    ),
    _pattern(
        "address-thailand",
        r"(\d{1,4}(?:/\d{1,4})? ?(?:ถนน|ซอย|หมู่|ถ\.|ซ\.|ม\.)(?: ?\d{1,3})?"
        r"(?: ?[ก-๛.]+){1,8}(?: \d{5})?)",
        ("ถนน", "ซอย", "หมู่", "ถ.", "ซ.", "ม."),
        address,
    ),
    _pattern(
        "address-bulgarian",
        r"((?:ж\.? ?к\.?|жк\.?|кв\.|мкр\.?) ?[„\"«“]?[А-Я][А-Яа-я -]{2,24}[”“\"»]?(?:[ -]\d{1,2})?"
        r"(?:, ?(?:бл|вх|ет|ап|д|кв|дом|буд|№)\.? ?[А-Я0-9]{1,4}){1,5}"
        r"(?:, ?\d{4,6} [А-Я][А-Яа-я-]{2,20})?)",
        ("ж.к", "ж. к", "жк", "ж к", "кв.", "мкр"),
        address,
    ),
    _pattern(
        "address-colombia",
        r"\b((?i:calle|carrera|cra\.?|kr\.?|cll\.?|diagonal|transversal|avenida) \d{1,3}"
        r" ?[A-Za-z]? ?(?:#|No\.?|N°) ?\d{1,3}[A-Za-z]? ?- ?\d{1,3})\b",
        ("calle", "carrera", "cra", "kr", "cll", "diagonal", "transversal", "avenida"),
        address,
    ),
    _pattern(
        "address-china",
        rf"([{_CJK}]{{2,24}}(?:路|街|道|巷|弄|段|村|坊|里|苑|邨|徑|圍)"
        rf"(?: ?\d+ ?[段巷弄衖])* ?\d+ ?(?:[号號弄]|之\d+)"
        rf"(?:(?: ?[A-Z\d]+ ?[樓楼层層室座栋幢])+|[{_CJK}\dA-Za-z]{{0,12}}))",
        ("号", "號", "弄", "之"),
        address,
    ),
    _pattern(
        "address-korea",
        r"((?:[가-힣]+(?:시|도|구|군|동|읍|면) ){1,4}[가-힣0-9]+(?:로|"
        r"길)(?: ?\d+(?:번)?길)? ?\d+(?:-\d+)?(?:,? ?\d+(?:동|호|층))*"
        r"(?: ?[(]?(?:우[)]? ?)?\d{5}[)]?)?)",
        ("로", "길"),
        address,
    ),
    _pattern(
        "address-korean-lot",
        r"((?:[가-힣]+(?:시|도|구|군|읍|면) ){1,3}[가-힣0-9]+(?:동|리|가) ?\d+(?:-\d+)? ?번지)",
        ("번지",),
        address,
    ),
    _pattern(
        "address-label",
        rf"(?:^|[^\w@\[-])(?:{any_case(LABELS)})(?: (?:do|for|de|der|des|the|van|til|"
        rf"is)\b[^\n:=]{{0,20}})?"
        rf"[ \t\"']*(?:[:=：]|是|は|는|은|"
        rf"\t)[ \t\"']*(?:\n[ \t>]*)?([^\n]{{3,160}}(?:\n[^\n]{{2,60}}){{0,4}})",
        literals(LABELS, ("",)),
        labelled,
        Rank.CUE,
    ),
    _pattern(
        "address-told",
        r"(?:^|[^\w\[])(?i:(?:ship|send|sent|deliver|courier|dispatch|live|living|located|based|office|warehouse|"
        r"branch|store|site|address|moved|visit|pick(?:ed)? up|collect|resid)[a-z]*)"
        r"[^\n.;:]{0,40}?(?i: to| at| is| in|:| on)[ :\n]{1,2}"
        rf"((?:[#№\d]|{_UP})[^\n;]{{5,120}}(?:\n[^\n]{{2,60}}){{0,2}})",
        (
            *("ship", "send", "sent", "deliver", "courier", "dispatch", "live", "living"),
            *("located", "based", "office", "warehouse", "branch", "store", "site", "address"),
            *("moved", "visit", "pick", "collect", "resid"),
        ),
        told,
    ),
    _pattern(
        "address-code-field",
        rf"(?:^|[^\w@-])(?:{any_case(CODE_LABELS)})(?: (?:for|of|von|für|pour|de|para)\b"
        rf"[^\n\x02.;:=0-9]{{1,32}}?(?:[:=]| is\b))?[\"']?[ \t]*(?:[:=\t ]|是)[ \t]*(?:is |"
        rf"ist |est |es )?[\"']?"
        r"((?:[A-Z]{1,2}-)?(?:\d{2}-\d{3}|\d{3,6}(?:[ -]\d{2,4})?(?: [A-Z]{2}\b)?|"
        r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|"
        r"[AC-FHKNPRTV-Y]\d[\dW] ?[AC-FHKNPRTV-Y\d]{4}))\b",
        literals(CODE_LABELS, ("",)),
        code_field,
        Rank.CUE,
    ),
    _pattern(
        "address-code-marked",
        r"(?:邮编|邮政编码|郵遞區號|郵便番号|우편번호)[ :是]*(\d{3,7}(?:-\d{4})?)",
        ("邮编", "邮政编码", "郵遞區號", "郵便番号", "우편번호"),
        code_field,
        Rank.CUE,
    ),
    _pattern(
        "address-street-field",
        r"(?i:\bstreet|\bstra(?:ss|ß)e|\brue|\bcalle|\bstraat|\bulica)"
        r"(?i:(?:,| und| &|/| \+|,? et| y| e| en| i)? ?(?:haus-? ?)?(?:nr|nummer|number|"
        r"numéro|número|huisnummer|no|n°|nº|numer)\.?)?[\"']?(?:[ \t]?[:=|]|"
        r"\t)[ \t]?[\"']?([^\n\"',;]{3,60}\d[^\n\"',;]{0,8}|"
        r"\d[^\n\"',;]{3,60})",
        ("street", "strasse", "straße", "rue", "calle", "straat", "ulica"),
        field,
        Rank.CUE,
    ),
)
