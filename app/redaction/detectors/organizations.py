"""Companies that the context does not know: by what they call themselves, by cue, in signatures."""

import re
from collections.abc import Iterable

from app.redaction.canonical import fold
from app.redaction.company_words import AT_WORK, FIRMS, LEADING, LIKELY, SURE
from app.redaction.detectors.name_places import START
from app.redaction.hits import Rank
from app.redaction.name_cues import ASKING, LABELS
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases, words

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_WORD = rf"{_UPPER}(?:[0-9A-Za-zÀ-ɏΆ-ϿЀ-ӿ'’-]*[0-9A-Za-zÀ-ɏΆ-ϿЀ-ӿ])?"
_JOINT = r"(?:&|\+|and|of|the|de|du|des|di|del|della|von|und|y|et|e|i)"
_FIRM = rf"{_WORD}(?: (?:{_JOINT} )?{_WORD}){{0,4}}"
_FORM = re.compile(
    r",? (?:gmbh|ag|kg|ltd|limited|llc|llp|inc|plc|sarl|sas|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|oy|ab|"
    r"a/s|aps|s\.r\.o|a\.s|kft|ltda|corp|s\.?a|s\.?l)\b\.?"
)
_PIECE = re.compile(r"[^\s&+]+")
_LEAST = 3


def _spelled(words: Iterable[str]) -> str:
    return "|".join(
        sorted((word.capitalize() for word in words), key=lambda word: (-len(word), word))
    )


def _pieces(text: str) -> list[str]:
    """The folded words, without joints."""
    found = (piece.strip(".,'’") for piece in _PIECE.findall(fold(text)))
    return [piece for piece in found if piece and not _SMALL.fullmatch(piece)]


_SMALL = re.compile(r"and|of|the|de|du|des|di|del|della|von|und|y|et|e|i")
_NOT_FIRST = (
    NOT_A_NAME | ASKING | LABELS | frozenset(fold("danke bitte neben the our your").split())
)


def _is_telling(word: str) -> bool:
    """Whether it is no ordinary word."""
    known = stock()
    told = word not in known.words or word in known.rare or word in known.surnames
    return told and word not in NOT_A_NAME and len(word) >= _LEAST


def _trimmed(candidate: Candidate) -> Candidate | None:
    """Without the words in front that belong to the sentence."""
    start = candidate.start
    for piece in re.finditer(r"\S+", candidate.text):
        word = fold(piece.group()).strip(".,'’")
        if word not in _NOT_FIRST and not _SMALL.fullmatch(word) and piece.group() != "&":
            start += piece.start()
            return candidate._replace(start=start)
    return None


def _valued(candidate: Candidate) -> Candidate:
    text = candidate.text
    if text.endswith(("'s", "’s")):
        candidate = candidate._replace(end=candidate.end - 2)
    return candidate._replace(value=" ".join(fold(candidate.text).split()))


def _by_noun(candidate: Candidate) -> Candidate | None:
    """What ends as companies' names do, of which a word tells that it is one."""
    named = _trimmed(candidate)
    if named is None:
        return None
    parts = _pieces(named.text)
    others = [part for part in parts if part not in LIKELY]
    if not others:
        return None
    told = any(map(_is_telling, others))
    inside = START.search(named.before(40)) is None and named.start == candidate.start
    if not told and not (parts[-1] in SURE and inside and len(parts) > 2):
        return None
    return _valued(named)


def _by_lead(candidate: Candidate) -> Candidate | None:
    """What begins as companies' names do."""
    return _valued(candidate) if any(map(_is_telling, _pieces(candidate.text)[1:])) else None


def _told(candidate: Candidate) -> Candidate | None:
    """A company behind a cue: not a person, and not ordinary words alone."""
    named = _trimmed(candidate)
    parts = _pieces(named.text) if named is not None else []
    if named is None or not parts or not _is_firm(parts):
        return None
    form = _FORM.match(named.view.folded, named.end)
    return _valued(named if form is None else named._replace(end=form.end()))


def _is_firm(parts: list[str]) -> bool:
    ends = parts[-1] in LIKELY and len(parts) > 1
    if parts[0] in stock().given and not ends:
        return False
    return ends or any(map(_is_telling, parts))


def _own(name: str, regex: str, literals: tuple[str, ...], check: Check = _told) -> Pattern:
    return Pattern("writer_organization", name, regex, literals, rank=Rank.SHAPE, check=check)


# ---- signatures ----------------------------------------------------------------------------------

_CLOSED = (
    r"(?i:regards|thanks|thank you|thx|cheers|sincerely|wishes|best|grüßen|grüße|gruß|gruessen|"
    r"gruesse|cordialement|saludos|atentamente|saluti|mvh|mfg|yours|lg|vg|warmly|respectfully|"
    r"groeten|groet|hälsningar|hilsen|terveisin|pozdrawiam|poważaniem|pozdravem|pozdravom|"
    r"üdvözlettel|saygılarımla|saygilarimla|stimă|atenciosamente|abraços|obrigad[oa]|gracias|merci|grazie|"
    r"danke|faithfully|truly)|уважением|повагою|εκτίμηση"
)
_CLOSED_GATES = (
    "regards", "thanks", "thank you", "thx", "cheers", "sincerely", "wishes", "best", "gr", "mvh",
    "mfg", "yours", "lg", "vg", "warmly", "respectfully", "lsningar", "hilsen", "terveisin",
    "pozdr", "powa", "dv", "sayg", "stim", "aten", "abra", "obrigad", "merci", "danke", "truly",
    "faithfully", "cordialement", "salu", "уважением", "повагою", "εκτίμηση", "--",
)  # fmt: skip
_MOST_LINES, _LONGEST_LINE, _LONGEST_BLOCK = 9, 90, 800
_PARTS = re.compile(r"[^|·•,;\t/@]+")
_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[a-z0-9äöüß-]{1,63}\.){1,3}[a-z]{2,12})(?=[\s/|,;)]|$)"
)
_NETWORKS = re.compile(r"(?:linkedin|twitter|facebook|instagram|xing|youtube|github|t\.me|x\.com)")
_NAME_LINE = re.compile(rf"{_FIRM}")


def _lines(candidate: Candidate) -> list[tuple[int, str]]:
    """The short lines below: where each begins, and its text."""
    text, start = candidate.view.text, candidate.end
    block = text[start : start + _LONGEST_BLOCK].partition("\x02")[0]
    found: list[tuple[int, str]] = []
    for line in block.split("\n"):
        if len(line) > _LONGEST_LINE or len(found) >= _MOST_LINES or _is_sentence(line):
            break
        if line.strip(" \t>-*_"):
            found.append((start, line))
        start += len(line) + 1
    return found


def _is_sentence(line: str) -> bool:
    small = sum(word[:1].islower() for word in line.split())
    return small > 4 or (small > 2 and line.rstrip().endswith((".", "?", "!", ":")))


def _signed(candidate: Candidate) -> Candidate | None:
    """The company in the signature that begins here."""
    best: Candidate | None = None
    for number, (start, line) in enumerate(_lines(candidate)):
        for part in _PARTS.finditer(line):
            text = part.group().strip(" \t>*_-–—()")
            pieces = _pieces(text)
            rest = line.strip(" \t>*_-–—()").removesuffix(text).strip(" ,;|·•@–—-")
            whole = number > 0 and (not rest or not AT_WORK.isdisjoint(_pieces(rest)))
            rank = _signs(text, pieces, whole=whole, first=number == 0)
            if rank == 0:
                continue
            at = start + line.index(text, part.start())
            named = _valued(candidate._replace(start=at, end=at + len(text)))
            if rank > 1:
                return named
            best = best or named
    return best


def _signs(text: str, pieces: list[str], *, whole: bool, first: bool) -> int:
    """2 for a company's name, 1 for what may be one, 0 for anything else."""
    if not pieces or len(pieces) > 7 or any(map(str.isdigit, text)) or "@" in text or "://" in text:
        return 0
    if not text[0].isupper() or _NAME_LINE.match(text) is None:
        return 0
    formed = _FORM.search(f" {fold(text)}") is not None and len(pieces) > 1
    if not formed and "." in text.rstrip("."):
        return 0
    if formed or (len(pieces) > 1 and (pieces[-1] in LIKELY or pieces[0] in LEADING)):
        return 0 if not formed and AT_WORK.intersection(pieces) else 2
    if first or not whole or AT_WORK.intersection(pieces) or pieces[0] in stock().given:
        return 0
    if _NAME_LINE.fullmatch(text) is None or _NOT_FIRST.issuperset(pieces):
        return 0
    return int(len(pieces) > 1 or _is_telling(pieces[0]))


def _site(candidate: Candidate) -> Candidate | None:
    """The site in the signature that begins here."""
    for start, line in _lines(candidate):
        found = _HOST.search(line.lower())
        at = found.start() if found is not None else 0
        if found is None or _NETWORKS.search(line.lower()) or line[at - 1 : at] in {"@", "."}:
            continue
        return _valued(candidate._replace(start=start + found.start(1), end=start + found.end(1)))
    return None


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
_CLOSING = rf"(?m)(?:^[ \t>]*--[ \t]*\n|(?:{_CLOSED})[ \t]*[,.!]{{0,3}}[ \t]*\n)"
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
        r"(?:ООО|ЗАО|ОАО|ПАО|НАО|АО|ТОВ|ТОО|ИП|ФГУП|МУП|ГК|ПрАТ|ЕООД|ООД|компани[яию]|фирм[аыеу])"
        r" ?[«„“\"]([^«»“”\"\n]{2,60})[»“”\"]",
        ("«", "„", "“", '"'),
        rank=Rank.SHAPE,
    ),
    Pattern(
        "other_customer",
        "company-lead",
        rf"\b((?:{_spelled(LEADING)}) (?:(?:di|de|del|della|du|des|da|am|im|zum|zur|van|la|le) )?"
        rf"{_FIRM})",
        tuple(f"{word} " for word in sorted(LEADING)),
        rank=Rank.CUE,
        check=_by_lead,
    ),
    _own(
        "own-at",
        rf"\b(?i:we|us|here|people|colleagues|everyone|everybody|staff|employees)(?: all)?"
        rf"(?: here)? at ({_FIRM})",
        (" at ",),
    ),
    _own(
        "own-work",
        rf"\b{one_of(_WORK)} (?:[\w'/-]+ ){{0,9}}?(?:at|for|of|from) "
        rf"(?:(?:the|a|an) (?:{FIRMS}) )?({_FIRM})",
        gates(_WORK),
    ),
    _own(
        "own-run",
        rf"\b{one_of(_RUN)} (?:(?:the|a|an) (?:{FIRMS}) )?({_FIRM})",
        gates(_RUN),
    ),
    _own(
        "own-called",
        rf"\b(?i:our|my) (?i:{FIRMS})(?:,| is| \(| called| named| is called)* ({_FIRM})",
        _FIRM_GATES,
    ),
    _own(
        "own-behalf",
        r"\b(?i:on behalf of|im auftrag (?:von|der|des)|per conto di|pour le compte de|au nom de|"
        r"en nombre de|namens|w imieniu|em nome de|my employer|our employer)"
        r"(?: (?i:the company|our company|the firm|firma|firmy|der firma|la empresa|la société|"
        rf"de la société|l'azienda|della ditta|our client|my client))?,? ({_FIRM})",
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
        rf"({_FIRM})['’]s? (?i:it|hr|accounting|finance|legal|purchasing|warehouse|logistics|"
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
        rf"(?:from|at|of|with|von|bei|da|di|de|van|der|del|dell'|del|del la|der firma) ({_FIRM})",
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
    _own("own-here", rf"\b(?:from|at|of|with) ({_FIRM}) here\b", (" here",)),
    _own(
        "own-kind",
        rf"\b(?i:we are|we're|i run|i own|wir sind|nous sommes|somos|siamo) "
        rf"(?:a|an|the|ein|eine|une|un|una) (?:[a-zà-ÿ'-]+ ){{0,3}}[a-zà-ÿ'-]+"
        rf"(?:,| called| named| –| -|:| \() ?({_FIRM})",
        ("we are", "we're", "i run", "i own", "wir sind", "nous sommes", "somos", "siamo"),
    ),
    _own(
        "own-firm",
        r"\b(?i:firma|ditta|azienda|empresa|société|entreprise|bedrijf|spółka|spółki|firmy|firmie|firmę|firmą|firmě|"
        rf"företaget|firmaet|şirketi|companhia|compañía)(?: (?:is|ist|è|es|est))? ({_FIRM})",
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
    _own("own-signature", _CLOSING, _CLOSED_GATES, _signed),
    Pattern("writer_site", "own-site", _CLOSING, _CLOSED_GATES, rank=Rank.SHAPE, check=_site),
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
