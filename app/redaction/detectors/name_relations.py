"""Names behind whom somebody is to the writer, at home and at work: `my brother-in-law Jo Roe`,
`dochter Marloes:`, `the Roe family`, `Muhasebeden …`, `… Bey'in`, `frau …` in small letters.
"""

import re

from app.redaction.canonical import fold
from app.redaction.company_words import LIKELY
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.detectors.name_roles import borne_words
from app.redaction.hits import Rank
from app.redaction.name_cues import HUMAN, LABELS
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſ]"
_LETTER = r"[A-Za-zÀ-ɏ]"
_WORD = rf"{_UPPER}{_LETTER}+(?:['’-]{_LETTER}+){{0,2}}"
_PARTICLE = r"(?:de|da|di|do|dos|del|della|van|von|der|den|ten|ter|el|al|bin|ben|la|le)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,2}}"
_FULL = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,2}}"
_EDGE = r"(?:^|[^\w'’-])"

_IN_LAWS = listed(
    """brother-in-law, sister-in-law, mother-in-law, father-in-law, son-in-law, daughter-in-law,
    stepmother, stepfather, stepson, stepdaughter, half-brother, half-sister, godmother, godfather,
    godson, goddaughter, grandson, granddaughter, grandmother, grandfather,
    beau-frère, belle-sœur, belle-soeur, beau-père, belle-mère, beau-fils, belle-fille,
    demi-frère, demi-sœur, grand-mère, grand-père, petit-fils, petite-fille, ma nièce, mon neveu,
    ma tante, mon oncle, ma cousine, mon cousin, ma bru, mon gendre, ma marraine, mon parrain,
    mon conjoint, ma conjointe, mon compagnon, ma compagne, mon épouse, mon époux,
    schwager, schwägerin, schwiegermutter, schwiegervater, schwiegersohn, schwiegertochter,
    stiefmutter, stiefvater, stiefsohn, stieftochter, neffe, nichte, enkel, enkelin, enkelsohn,
    enkeltochter, tante, onkel, oma, opa, großmutter, großvater, cousine, lebensgefährte,
    lebensgefährtin, ehemann, ehefrau, verlobte, verlobter, lebenspartner, lebenspartnerin,
    cuñado, cuñada, suegro, suegra, yerno, nuera, sobrino, sobrina, nieto, nieta, abuelo, abuela,
    mi tío, mi tía, mi primo, mi prima, mi pareja, mi hermano, mi hermana, hermano, hermana,
    cunhado, cunhada, sogro, sogra, genro, minha nora, sobrinho, sobrinha, neto, neta, avó, avô,
    meu tio, minha tia, meu primo, minha prima, irmão, irmã, padrasto, madrasta, enteado, enteada,
    cognato, cognata, suocero, suocera, genero, nuora, nonno, nonna, cugino, cugina, mio nipote,
    mia nipote, compagno, compagna, mio zio, mia zia, fratello, sorella, fidanzato, fidanzata,
    zwager, schoonzus, schoonmoeder, schoonvader, schoonzoon, schoondochter, schoonbroer,
    kleinzoon, kleindochter, neefje, nichtje, mijn neef, mijn nicht, oom, broer, zus,
    svåger, svägerska, svärmor, svärfar, svärson, svärdotter, moster, faster, morbror, farbror,
    mormor, farmor, morfar, farfar, sambo, svoger, svigerinne, svigermor, svigerfar, svigersønn,
    svigersøn, svigerdatter, svigerdotter, søskenbarn, fætter, kusine, niese, nevø, samboer,
    szwagier, szwagierka, teściowa, teść, zięć, synowa, babcia, dziadek, ciocia, wujek, siostra,
    švagr, švagrová, tchyně, tchán, zeť, snacha, babička, dědeček, teta, strýc, sestra, svokra,
    svokor, zať, nevesta, sógor, sógornő, anyós, após, cumnat, cumnata, cumnată, soacra, socrul,
    kayınvalidem, kayınpederim, kayınbiraderim, eniştem, yengem, baldızım, görümcem, gelinim,
    damadım, amcam, dayım, teyzem, halam, yeğenim, kuzenim, ablam, ağabeyim, kardeşim, eşim,
    kızım, oğlum, annem, babam, lanko, lankomies, käly, anoppi, appi, miniä, vävy, siskoni,
    veljeni"""
)
_CHILDREN = listed(
    """dochter, zoon, tochter, sohn, fille, fils, hija, hijo, figlia, figlio, filha, filho, datter,
    dotter, son, daughter, sønn, søn, sonen, dottern, datteren, sønnen, córka, dcera, dcéra,
    mère, père, madre, padre, mãe, pai, mother, father, mum, mom, dad, moeder, vader, mutter,
    vater, mor, far, broer, zus, zuster, bruder, schwester, brother, sister, frère, sœur, wife,
    husband, nan, gran, grandma, grandpa, partner, mantelzorger, mantelzorgster, echtgenoot,
    echtgenote, mari, femme, marido, esposa, esposo, moglie, marito, man, vrouw, nichtje, neef,
    nicht, tante, oom, neighbour, neighbor, nachbarin, nachbar, voisin, voisine, vecino, vecina,
    vicino, vicina, vizinho, vizinha, buurman, buurvrouw, granne, nabo, naapuri, soused, sousedka,
    sąsiad, sąsiadka, syn, mama, tata, matka, otec, ojciec"""
)
_REACHED = (
    r"(?: ?[:(–—-] ?(?:\[|\+|\d|[(]|(?i:tel|mob|gsm|cell|ph|tlf)\b)|,? (?i:tel|mob|mobiel|gsm|"
    r"cell|phone|mobile|handy|tlf)\b|,? [+0]\d)"
)
"""How a number begins that somebody is reached at."""

_FAMILIES = listed(
    """familie, familien, familjen, familia, família, famiglia, famille, rodzina, rodziny, rodzinie,
    rodina, rodiny, rodinu, družina, obitelj, porodica, perhe, familia lui, les époux, ehepaar,
    eheleute, matrimonio, matrimonio formado por, echtpaar, coppia, casal, herrschaften"""
)
_OFFICES = (
    r"(?:[Mm]uhasebe|[Dd]epo|[Ss]atış|[Ss]atın ?[Aa]lma|[Bb]ilgi [İi]şlem|[Ll]ojistik|[Üü]retim|"
    r"[Pp]azarlama|[Dd]estek|[Rr]esepsiyon|[Ff]inans|[Yy]önetim|[Mm]ağaza|[Şş]ube|[Oo]fis|[Kk]asa|"
    r"[İi]nsan [Kk]aynakları|İK|[Pp]ersonel|[Ss]evkiyat|[Oo]kul|[Kk]alite|[Ii]T|[Tt]eknik|"
    r"[Ss]ekreterlik|[Ff]abrika|[Bb]anka|[Hh]astane|[Ee]kip|[Ee]kib)(?:['’]?[a-zçğıöşü]{0,3}d[ae]n|"
    r"['’]?[a-zçğıöşü]{0,3}t[ae]n|nd[ae]n)"
)
"""Turkish departments that somebody is from: `Muhasebeden`, `Depodan`, `İK'dan`."""

_FROM = listed(
    """aus der buchhaltung, von der buchhaltung, in der buchhaltung, aus dem lager, vom einkauf,
    aus dem vertrieb, vom vertrieb, aus dem einkauf, von der verwaltung, aus der verwaltung,
    von der personalabteilung, aus der it, von der it, vom empfang, aus der produktion,
    vom kundendienst, aus der werkstatt,
    de la comptabilité, à la comptabilité, de la compta, à la compta, du service achats,
    du magasin, de l'entrepôt, de l'accueil, à l'accueil, du secrétariat, au secrétariat,
    de contabilidad, en contabilidad, de compras, de ventas, de almacén, del almacén, de recepción,
    de administración, de recursos humanos, de sistemas, de la tienda, de la oficina,
    dalla contabilità, della contabilità, in contabilità, dell'amministrazione, dal magazzino,
    del magazzino, dell'ufficio acquisti, dalla segreteria, della segreteria,
    da contabilidade, na contabilidade, do armazém, da receção, da recepção, do financeiro,
    das compras, do secretariado, da secretaria,
    van de boekhouding, uit de boekhouding, op de boekhouding, van inkoop, van verkoop,
    van het magazijn, uit het magazijn, van de receptie, van de administratie,
    z księgowości, w księgowości, z magazynu, z działu sprzedaży, z recepcji, z kadr,
    z účtárny, v účtárně, ze skladu, z recepce, z účtovníctva, zo skladu,
    från ekonomi, på ekonomi, från lagret, på lagret, i receptionen, fra regnskab, i regnskab,
    fra lageret, på lageret, fra regnskap, i regnskap, i resepsjonen, i receptionen,
    from accounts, from accounting, in accounts, in accounting, from payroll, in payroll,
    from the warehouse, in the warehouse, from reception, on reception, at reception,
    from procurement, from purchasing, from finance, in finance, from dispatch, in dispatch"""
)
_TITLES = listed(
    """frau, herr, herrn, familie, fam., madame, monsieur, mme, mlle, señor, señora, señorita, sra,
    sra., srta., signora, signor, signorina, sig.ra, mevrouw, mevr, mevr., mw., meneer, dhr, dhr.,
    fru, fröken, dona, sr., pani, pan, panem, frau dr., herr dr., herrn dr."""
)
_LOWER = r"[a-zà-öø-ÿā-ſ]{2,20}(?:['’-][a-zà-öø-ÿā-ſ]{2,20}){0,2}"
_ENDED = words(
    """ist hat war und sagt sagte meint meinte will wollte kann konnte hatte wird wurde wartet
    von vom der die des dem den du di da de del van aus im am zum zur mit ohne bei in auf an am
    braucht est a était et dit veut peut es tiene dice quiere y ha dice vuole e is heeft zegt wil
    en har sagde och og är er var die der das den""",
)
_PLAIN_END = re.compile(r"(?:t|te|ten|en|st|ent|ait|aba|ava|ieren|iert|uje|sz|ła|ie)$")
_PART = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def _parts(text: str) -> list[str]:
    return [fold(part) for part in _PART.findall(text)]


def _pieces(part: str) -> list[str]:
    return [part, *part.split("-")]


def _is_told(part: str) -> bool:
    """Whether a folded word says something else than who somebody is."""
    known = stock()
    told = part in NOT_A_NAME or part in LABELS or part in LIKELY
    return told or (part in known.words and not known.is_name(part))


def _is_borne(part: str) -> bool:
    """Whether anybody bears a folded word, or half of it, and hardly anybody says it."""
    known = stock()
    return any(known.is_name(piece) and piece not in known.common for piece in _pieces(part))


def _valued(candidate: Candidate) -> Candidate:
    return candidate._replace(value=" ".join(_parts(candidate.text)))


_GERMAN_NOUN = re.compile(
    r"[a-z]{2,}(?:ungen|ung|heit|keit|schaft|tion|nummer|liste|datei|konto|daten|arten|feld|seite)$"
)


def _of_kin(candidate: Candidate) -> Candidate | None:
    """The words behind kin, as far as each may be one of a name."""
    end = 0
    for found in _PART.finditer(candidate.text):
        part, shouted = fold(found.group()), found.group().isupper() and len(found[0]) > 1
        if _is_told(part) or shouted or _GERMAN_NOUN.search(part):
            break
        end = found.end()
    return _valued(candidate._replace(end=candidate.start + end)) if end else None


_OF_THINGS_TOO = re.compile(
    r"\b(?:net[oa]|enkel|oma|opa|nichte|neffe|tante|herman[oa]|son|syn|padre|madre|mere|pere|"
    r"mutter|vater|fils|fille|hijo|hija|filho|filha|figlio|figlia|mother|father|brother|sister|"
    r"child|kind|barn|datter|dotter)\W{1,2}$"
)
"""Kin that is also said of nodes, records, sums and nuts, or that is another word."""


def _of_kin_or_thing(candidate: Candidate) -> Candidate | None:
    """The same; behind a word that is said of things, a name that somebody bears."""
    first = _PART.search(candidate.text)
    borne = first is not None and any(map(stock().is_name, _pieces(fold(first.group()))))
    if _OF_THINGS_TOO.search(candidate.before(16)) is not None and not borne:
        return None
    return _of_kin(candidate)


_FONTS = re.compile(
    r"\b(?:fonts?|typeface|product|device|chip|cpu|processor|protocol|model|series|parser|language|"
    r"schrift\w*|produkt\w*|polices?|gamme|tarif\w*|plan|abo\w*|tariff\w*|standards?)\b"
)


def _family(candidate: Candidate) -> Candidate | None:
    """A surname behind `Familie`; no fonts and no products that are akin."""
    parts = _parts(candidate.text)
    around = candidate.before(40) + candidate.after(40)
    thing = _FONTS.search(around) or _GERMAN_NOUN.search(parts[-1])
    if thing or _is_told(parts[0]) or candidate.text[:2].isupper():
        return None
    return _of_kin(candidate)


_AT_HOME = re.compile(
    r"\b(?:mum|mom|dad|mother|father|kids?|child(?:ren)?|sons?|daughters?|guests?|tenants?|booked|"
    r"bookings?|stay(?:ing|ed)?|arriv\w*|moved|rooms?|cabin|cottage|pitch|house|home|flat|"
    r"apartment|neighbou?rs?|live[sd]?|visit\w*|table|party|patients?|school|"
    r"pupils?|wedding|funeral|holiday|check(?:ed)?[ -]in|complain\w*|waiting|angry|upset|plot|"
    r"address|phone[ds]?|call(?:ed|s)?|rang|emailed|allerg\w*|nanny|owners?|member\w*)\b"
)


def _english_family(candidate: Candidate) -> Candidate | None:
    """The same between `the` and `family`: a surname, or a strange word where homes are told of."""
    parts = _parts(candidate.text)
    around = f"{candidate.before(90)} {candidate.after(90)}"
    of_things = _FONTS.search(around) or candidate.after(10).startswith(" family of")
    if any(map(_is_told, parts)) or of_things:
        return None
    home = _AT_HOME.search(around) is not None
    return _valued(candidate) if home or any(map(_is_borne, parts)) else None


def _of_office(candidate: Candidate) -> Candidate | None:
    """Behind a department: two words at least, of which one is borne by somebody."""
    found = borne_words(candidate)
    borne = found is not None and any(map(_is_borne, _parts(found.text)))
    return found if borne else None


_DID = re.compile(r" (?:ile|ve|de|da|aradi|yazdi|dedi|sordu|girdi|bildirdi)\b|['’,]")


def _of_turkish_office(candidate: Candidate) -> Candidate | None:
    """The same; words that nobody is known to bear where somebody does something."""
    if _DID.match(candidate.after(12)) is not None:
        return borne_words(candidate)
    return _of_office(candidate)


def _honoured(candidate: Candidate) -> Candidate | None:
    """In front of `Hanım` and `Bey`: the last word, and those in front that are no other word."""
    parts = list(_PART.finditer(candidate.text))
    if _is_told(fold(parts[-1].group())):
        return None
    first = len(parts) - 1
    while first and _may_lead(fold(parts[first - 1].group())):
        first -= 1
    return _valued(candidate._replace(start=candidate.start + parts[first].start()))


def _may_lead(part: str) -> bool:
    """Whether it is no greeting, no department and no other word: `Sayın`, `Muhasebeden`."""
    said = part in _GREETED or part.endswith(("den", "dan", "ten", "tan"))
    return not said and not _is_told(part)


_GREETED = words(
    "sayin merhaba merhabalar selam selamlar sevgili degerli bugun dun ayrica iyi gunler"
)


_SPOUSE = re.compile(
    r"\b(?:min|mina|vores|meine?|meiner|deine?|seine?|unsere?|mijn|din|hans|sin) \w+ $"
)
"""`min fru`, `meine frau`: whose wife she is, and no title."""


def _small(candidate: Candidate) -> Candidate | None:
    """Behind a title in small letters: a known name, or a word that goes on as names do."""
    words_, known = _parts(candidate.text), stock()
    first = words_[0]
    if _SPOUSE.search(candidate.before(16)) is not None:
        return None
    if _is_told(first) or first in known.common or first in HUMAN or first in _ENDED:
        return None
    cut = candidate.text.partition(" ")[0]
    alone = candidate._replace(end=candidate.start + len(cut))
    last = words_[-1] if len(words_) > 1 else ""
    pair = last and not _is_told(last) and last not in known.common and last not in _ENDED
    if pair and (_is_borne(first) or _is_borne(last)) and last not in HUMAN:
        return _valued(candidate)
    sure = _is_borne(first) or (_PLAIN_END.search(first) is None and last in _ENDED)
    return _valued(alone) if sure else None


def _cue(name: str, regex: str, gates: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("person_name", name, regex, gates, rank=Rank.CUE, check=check)


_LAW_WORDS, _LAW_GATES = spell(_IN_LAWS)
_CHILD_WORDS, _CHILD_GATES = spell(_CHILDREN)
_FAMILY_WORDS, _FAMILY_GATES = spell(_FAMILIES)
_FROM_WORDS, _FROM_GATES = spell(_FROM)
_TITLE_WORDS, _TITLE_GATES = spell(_TITLES)

PATTERNS = (
    _cue("name-of-in-law", rf"{_EDGE}{_LAW_WORDS}(?:, ?| \(|:? )({_NAME})", _LAW_GATES,
         _of_kin_or_thing),
    _cue(
        "name-kin-reached",
        rf"{_EDGE}{_CHILD_WORDS}(?:, ?| \(| )({_NAME}){_REACHED}",
        _CHILD_GATES,
        _of_kin_or_thing,
    ),
    _cue(
        "name-of-family",
        rf"{_EDGE}{_FAMILY_WORDS} ((?:(?:{_PARTICLE}) ){{0,2}}{_WORD})",
        _FAMILY_GATES,
        _family,
    ),
    _cue(
        "name-of-family-english",
        rf"\b[Tt]he ({_WORD}) (?:family|household|twins|kids|children|brothers|sisters|wedding)\b",
        (" family", " household", " twins", " kids", " children", " brothers", " sisters",
         " wedding"),
        _english_family,
    ),
    _cue(
        "name-from-office-turkish",
        rf"(?:^|[^\w]){_OFFICES} ({_FULL})",
        ("dan ", "den ", "tan ", "ten "),
        _of_turkish_office,
    ),
    _cue("name-from-office", rf"{_EDGE}{_FROM_WORDS},? ({_FULL})", _FROM_GATES, _of_office),
    _cue(
        "name-honoured-turkish",
        rf"(?:^|[^\w])({_WORD}(?: {_WORD}){{0,2}}) (?:Hanım|Hanim|Bey|Beyefendi|Hanımefendi)"
        r"(?:['’][a-zçğıöşü]{1,6})?(?:[^\w]|$)",
        (" han", " bey"),
        _honoured,
    ),
    _cue(
        "name-title-small-abroad",
        rf"{_EDGE}{_TITLE_WORDS} ({_LOWER}(?: {_LOWER})?)(?:[^\w@-]|$)",
        _TITLE_GATES,
        _small,
    ),
)  # fmt: skip
