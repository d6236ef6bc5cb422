"""Companies that the context does not know: by what they call themselves, by cue, in signatures."""

import re
from collections.abc import Iterable

from app.redaction.canonical import fold
from app.redaction.company_words import FIRMS, LEADING, LEADING_ABROAD, LIKELY, SURE
from app.redaction.detectors.any_case import literals, lowered
from app.redaction.detectors.name_places import begins_something
from app.redaction.hits import Rank
from app.redaction.name_cues import ASKING, LABELS
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases, words

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_WORD = rf"{_UPPER}(?:[0-9A-Za-zÀ-ɏΆ-ϿЀ-ӿ'’-]*[0-9A-Za-zÀ-ɏΆ-ϿЀ-ӿ])?"
_JOINT = r"(?:&|\+|and|of|the|de|du|des|di|del|della|von|und|y|et|e|i)"
FIRM = rf"{_WORD}(?: (?:{_JOINT} )?{_WORD}){{0,4}}"
FORM = re.compile(
    r",? (?:gmbh|ag|kg|ltd|limited|llc|llp|inc|plc|sarl|sas|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|oy|ab|"
    r"a/s|aps|s\.r\.o|a\.s|kft|ltda|corp|s\.?a|s\.?l)\b\.?"
)
_PIECE = re.compile(r"[^\s&+]+")
_LEAST = 3


def _spelled(words: Iterable[str]) -> str:
    return "|".join(
        sorted((word.capitalize() for word in words), key=lambda word: (-len(word), word))
    )


def pieces_of(text: str) -> list[str]:
    """The folded words of a name, without joints."""
    found = (piece.strip(".,'’") for piece in _PIECE.findall(fold(text)))
    return [piece for piece in found if piece and not _SMALL.fullmatch(piece)]


_SMALL = re.compile(r"and|of|the|de|du|des|di|del|della|von|und|y|et|e|i")
NOT_FIRST = (
    NOT_A_NAME
    | ASKING
    | LABELS
    | frozenset(
        fold("danke bitte neben the our your c'est it's that's there's here's what's").split()
    )
)


def is_telling(word: str) -> bool:
    """Whether it is no ordinary word."""
    known = stock()
    told = word not in known.words or known.is_rare(word) or word in known.surnames
    return told and word not in NOT_A_NAME and len(word) >= _LEAST


def _trimmed(candidate: Candidate) -> Candidate | None:
    """Without the words in front that belong to the sentence."""
    start = candidate.start
    for piece in re.finditer(r"\S+", candidate.text):
        word = fold(piece.group()).strip(".,'’")
        if word not in NOT_FIRST and not _SMALL.fullmatch(word) and piece.group() != "&":
            start += piece.start()
            return candidate._replace(start=start)
    return None


def valued(candidate: Candidate) -> Candidate:
    """With its value, and without the s of whoever owns something."""
    text = candidate.text
    if text.endswith(("'s", "’s")):
        candidate = candidate._replace(end=candidate.end - 2)
    return candidate._replace(value=" ".join(fold(candidate.text).split()))


def _behind_of(candidate: Candidate) -> Candidate:
    """The company that somebody is of: `Jane Roe of Northwind Traders`."""
    front, of, _ = candidate.text.rpartition(" of ")
    if not of or pieces_of(front)[-1:] == [] or pieces_of(front)[-1] in LIKELY:
        return candidate
    return candidate._replace(start=candidate.start + len(front) + len(of))


_EVERYBODYS = re.compile(
    r"(?:the )?(?:(?:european|swiss|german) (?:central |national |federal )bank|world bank|"
    r"european investment bank|federal reserve bank|(?:european|african) union|"
    r"international telecommunication union|"
    r"(?:linux|apache|apache software|mozilla|eclipse|python software|free software|wikimedia)"
    r" foundation)|"
    r"(?:[\w.]+ ){0,3}(?:app|apps|web|play|plug-?in|extension|add-?on|theme|microsoft|galaxy|"
    r"windows|integration|template) store|"
    r"(?:bath|(?:royal )?leamington|droitwich|cheltenham|boston) spa"
)
"""Whoever sets rates and standards for all is nobody's customer, nor is a town."""


def _by_noun(candidate: Candidate) -> Candidate | None:
    """What ends as companies' names do, of which a word tells that it is one."""
    named = _trimmed(_behind_of(candidate))
    if named is None or _EVERYBODYS.fullmatch(fold(named.text)):
        return None
    parts = pieces_of(named.text)
    others = [part for part in parts if part not in LIKELY]
    if not others:
        return None
    told = any(map(is_telling, others))
    inside = not begins_something(named.before(40)) and named.start == candidate.start
    if not told and not (parts[-1] in SURE and inside and len(parts) > 2):
        return None
    return valued(named)


def _by_lead(candidate: Candidate) -> Candidate | None:
    """What begins as companies' names do."""
    return valued(candidate) if any(map(is_telling, pieces_of(candidate.text)[1:])) else None


def _told(candidate: Candidate) -> Candidate | None:
    """A company behind a cue: not a person, and not ordinary words alone."""
    named = _trimmed(candidate)
    parts = pieces_of(named.text) if named is not None else []
    if named is None or not parts or not _is_firm(parts):
        return None
    form = FORM.match(named.view.folded, named.end)
    return valued(named if form is None else named._replace(end=form.end()))


def _is_firm(parts: list[str]) -> bool:
    ends = parts[-1] in LIKELY and len(parts) > 1
    if parts[0] in stock().given and not ends:
        return False
    return ends or any(map(is_telling, parts))


def _own(name: str, regex: str, literals: tuple[str, ...], check: Check = _told) -> Pattern:
    return Pattern("writer_organization", name, regex, literals, rank=Rank.SHAPE, check=check)


def _own_host(candidate: Candidate) -> Candidate | None:
    return candidate._replace(
        value=candidate.text.lower().partition("://")[2] or candidate.text.lower()
    )


def _registered(candidate: Candidate) -> Candidate | None:
    """A company's number in a register; years and dates are none."""
    digits = "".join(filter(str.isdigit, candidate.text))
    if len(digits) < _FEWEST_DIGITS:
        return None
    return candidate._replace(value=digits)


_FEWEST_DIGITS = 5
_NOUNS = rf"(?:{_spelled(LIKELY)})"
_STEP = rf"{_WORD}(?: (?:{_JOINT} )?{_WORD}){{0,3}}?"
_WORK = phrases(
    """i am, i'm, i work, i run, i manage, i write, i am writing, i speak, i call, i look after,
    i lead, i maintain, i administer, i handle, i joined, i do, we work, we write, i represent,
    i head, i teach, i support, i also work, i currently work"""
)
_RUN = phrases("i run, i own, i manage, i represent, i lead, we run, we represent, i founded")

_SITES = (
    "instance|server|website|site|shop|store|portal|intranet|domain|host|page|subdomain|instanz|seite|"
    "sito|sitio|tienda|boutique|address|gateway|proxy|system|erp|crm"
)
_REGISTERS = phrases(
    """registered in, registered number, company number, company no, company registration,
    handelsregister, companies house, registernummer, kvk, cvr, krs, regon, siren, siret, rcs,
    orgnr, org.nr, y-tunnus, registro mercantil, hra, hrb, hr a, hr b"""
)
_FIRM_GATES = tuple(
    sorted(
        words(
            """company firm business organi charity employer practice agency start group school
            clinic hospital shop store studio bank university restaurant hotel club"""
        )
    )
)

_BALTIC = ("SIA", "UAB", "VšĮ", "OÜ", "TÜ", "KÜ", "MTÜ", "EOOD")
"""Legal forms that stand in front of a name in quotes, and hardly anything else."""

PATTERNS = (
    Pattern(
        "other_customer",
        "company-noun",
        rf"\b({_STEP} {_NOUNS}(?: {_NOUNS}| Trust| Group)?)(?:\W|$)",
        tuple(f" {word}" for word in sorted(LIKELY)),
        rank=Rank.CUE,
        check=_by_noun,
    ),
    Pattern(
        "other_customer",
        "company-quoted",
        r"(?:ООО|ЗАО|ОАО|ПАО|НАО|АО|ТОВ|ТОО|ИП|ФГУП|МУП|ГК|ПрАТ|ПП|ФОП|АТ|КП|ЕООД|ООД|АД|ЕТ|ДОО|"
        r"[Кк]омпан[иі](?:[яиюійї]|ей|єю|ята)|[Фф]ирм(?:а|ы|е|у|ой|ата)|[Фф]ірм(?:а|и|і|у|ою)|"
        r"[Пп]ідприємств[оаі]|[Пп]редприяти[еяию]|[Мм]агазин[аеу]?(?:ът)?|[Гг]отел[ьюі]|[Хх]отел(?:ът)?|"
        r"[Дд]ружеств(?:о|ото)|[Кк]лин[иі]к[аиіуе]|[Рр]есторан[аеу]?|[Кк]афе|[Аа]птек[аиіуе])"
        r"(?: (?:е|є|називається|називаємося|се казва|се нарича|называется))? ?"
        r"[«„“\"]([^«»“”\"\n]{2,60})[»“”\"]",
        ("«", "„", "“", '"'),
        rank=Rank.SHAPE,
    ),
    Pattern(
        "other_customer",
        "company-quoted-baltic",
        rf"(?:^|[^\w])(?:{'|'.join(_BALTIC)}) [«„“\"]([^«»“”„\"\n]{{2,60}})[»“”\"]",
        tuple(f"{lowered(form)} {sign}" for form in _BALTIC for sign in '«„“"'),
        rank=Rank.SHAPE,
    ),
    Pattern(
        "other_customer",
        "company-of",
        rf"\b((?:Bank|University|College|Diocese|Museum|Church) of (?:the )?{FIRM})",
        ("bank of", "university of", "college of", "diocese of", "museum of", "church of"),
        rank=Rank.CUE,
        check=_by_lead,
    ),
    Pattern(
        "other_customer",
        "company-lead",
        rf"(?:^|\W)((?:{_spelled(LEADING)}|{'|'.join(LEADING_ABROAD)}|EHPAD|CHU|EARL|GAEC|SCEA|PT|"
        r"CV|Messrs\.?|M/s\.?|SC) "
        rf"(?:(?:di|de|del|della|du|des|da|am|im|zum|zur|van|la|le|u|kod|pri|t) )?"
        rf"{FIRM})",
        (
            *(f"{word} " for word in sorted(LEADING)),
            *literals(tuple(map(lowered, LEADING_ABROAD))),
            *("pt ", "cv ", "sc ", "messrs", "m/s", "chu ", "earl ", "gaec ", "scea "),
        ),
        rank=Rank.CUE,
        check=_by_lead,
    ),
    _own(
        "own-at",
        rf"\b(?i:we|us|here|people|colleagues|everyone|everybody|staff|employees)(?: all)?"
        rf"(?: here)? at ({FIRM})",
        (" at ",),
    ),
    _own(
        "own-quoted",
        rf"\b(?i:we are|we're|this is|here is|wir sind|nous sommes|somos|siamo) "
        rf"[\"“„«]({FIRM})[\"”“»]",
        ("we are", "we're", "this is", "here is", "wir sind", "nous sommes", "somos", "siamo"),
    ),
    _own(
        "own-work",
        rf"\b{one_of(_WORK)} (?:[\w'/-]+ ){{0,9}}?(?:at|for|of|from) "
        rf"(?:(?:the|a|an) (?:{FIRMS}) )?({FIRM})",
        gates(_WORK),
    ),
    _own(
        "own-run",
        rf"\b{one_of(_RUN)} (?:(?:the|a|an) (?:{FIRMS}) )?({FIRM})",
        gates(_RUN),
    ),
    _own(
        "own-called",
        rf"\b(?i:our|my) (?i:{FIRMS})(?:,| is| \(| called| named| is called)* ({FIRM})",
        _FIRM_GATES,
    ),
    _own(
        "own-behalf",
        r"\b(?i:on behalf of|im auftrag (?:von|der|des)|per conto di|pour le compte de|au nom de|"
        r"en nombre de|namens|w imieniu|em nome de|my employer|our employer)"
        r"(?: (?i:the company|our company|the firm|firma|firmy|der firma|la empresa|la société|"
        rf"de la société|l'azienda|della ditta|our client|my client))?,? ({FIRM})",
        (
            "behalf",
            "auftrag",
            "conto di",
            "compte de",
            "nom de",
            "nombre de",
            "namens",
            "imieniu",
            "nome de",
            "employer",
        ),
    ),
    _own(
        "own-department",
        rf"({FIRM})['’]s? (?i:it|hr|accounting|finance|legal|purchasing|warehouse|logistics|"
        r"procurement|compliance|head) (?i:department|dept|team|desk|office|admin|manager|people|"
        r"staff)\b",
        (
            "department",
            " dept",
            " team",
            " desk",
            " office",
            " admin",
            " manager",
            " people",
            " staff",
        ),
    ),
    _own(
        "own-introduced",
        rf"\b(?i:my name is|this is|i am|i'm|here is|mein name ist|mi chiamo|me llamo|je suis|"
        rf"je m'appelle|ich bin|sono|ik ben|soy) {_WORD}(?: {_WORD}){{0,2}},? "
        rf"(?:(?:calling|writing|speaking|phoning|ringing|here|again|over|out)[ ,]{{1,2}}){{0,2}}"
        rf"(?:from|at|of|with|von|bei|da|di|de|van|der|del|dell'|del|del la|der firma) ({FIRM})",
        (
            "name is",
            "this is",
            "i am",
            "i'm",
            "here is",
            "name ist",
            "chiamo",
            "llamo",
            "je suis",
            "appelle",
            "ich bin",
            "sono",
            "ik ben",
            "soy",
        ),
    ),
    _own("own-here", rf"\b(?:from|at|of|with) ({FIRM}) here\b", (" here",)),
    _own(
        "own-kind",
        rf"\b(?i:we are|we're|i run|i own|wir sind|nous sommes|somos|siamo) "
        rf"(?:a|an|the|ein|eine|une|un|una) (?:[a-zà-ÿ'-]+ ){{0,3}}[a-zà-ÿ'-]+"
        rf"(?:,| called| named| –| -|:| \() ?({FIRM})",
        ("we are", "we're", "i run", "i own", "wir sind", "nous sommes", "somos", "siamo"),
    ),
    _own(
        "own-firm",
        r"\b(?i:firma|ditta|azienda|empresa|société|entreprise|bedrijf|spółka|spółki|firmy|firmie|firmę|firmą|firmě|"
        rf"företaget|firmaet|şirketi|companhia|compañía)(?: (?:is|ist|è|es|est))? ({FIRM})",
        (
            "firma",
            "firmy",
            "ditta",
            "azienda",
            "empresa",
            "soci",
            "entreprise",
            "bedrijf",
            "sp",
            "firm",
            "retaget",
            "irketi",
            "companhia",
            "compa",
        ),
    ),
    Pattern(
        "writer_site",
        "own-host",
        r"\b(?i:our|unser(?:e|er|em|en)?|notre|nuestr[ao]|nostr[ao]|onze|nasz[aey]?) "
        rf"(?:[\w-]+ ){{0,3}}(?i:{_SITES})(?:[ :(]| is| at| on| under| läuft| ist| auf| unter)*"
        rf"((?i:https?://)?(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}[a-z]{{2,12}})(?:[/:?#\s,;)]|\.?$|\. )",
        tuple(sorted(_SITES.replace(" ?", "").split("|"))),
        rank=Rank.SHAPE,
        check=_own_host,
    ),
    Pattern(
        "tax_number",
        "company-register",
        rf"\b{one_of(_REGISTERS)}\b[^\d\n]{{0,24}}?"
        r"((?:[A-Z]{1,3}[ -]?)?\d[\d .]{3,14}\d)\b",
        gates(_REGISTERS),
        rank=Rank.SHAPE,
        check=_registered,
    ),
)
