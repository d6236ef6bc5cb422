"""Names of people that the context does not know, told by where they stand."""

import re

from app.redaction.canonical import fold
from app.redaction.company_words import LIKELY
from app.redaction.detectors.address_words import CITIES
from app.redaction.detectors.closings import CLOSED, CLOSED_GATES
from app.redaction.detectors.name_desks import is_desk
from app.redaction.detectors.name_particles import PARTICLES, is_family, unknown_pair, with_surname
from app.redaction.given_names import GIVEN_NAMES, SPOKEN_TO
from app.redaction.hits import Rank
from app.redaction.name_cues import MARKERS, PLACES_OF_WORK
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases, words

# Letters by a few wide ranges: with Unicode's own classes RE2's programs are far larger.
UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_LETTER = r"[A-Za-zÀ-ɏΆ-ϿЀ-ӿ'-]"
_WORD = rf"{UPPER}{_LETTER}+"
_NEXT = rf"[ \t]{PARTICLES}(?:{_WORD}|{UPPER}\.)"
NAME = rf"{_WORD}(?:{_NEXT}){{0,3}}"
_FULL = rf"{_WORD}(?:{_NEXT}){{1,3}}"

_GREETINGS = phrases(
    """hi, hello, hey, dear, good morning, good afternoon, good evening, hallo, liebe,
    guten tag, guten morgen, lieber, bonjour, hola, ciao, moin, salut,
    hi again, hello again, hi there,
    cher, chère, estimado, estimada, querido, querida, gentile, caro, cara, beste,
    geachte, hej"""
)
_SPOKEN = phrases(
    """spoke to, spoke with, speak to, speak with, talked to, talked with, talk to, talk with,
    call with, called by, call from, reported by, raised by, opened by, requested by, according to,
    on behalf of, met with, meeting with, forwarded by, escalated by, signed by, written by,
    approved by, assigned to, ask for, asked for, reach out to, get hold of, cc, cc:, attn, attn:,
    attention:, c/o, chatted with, email from, mail from, message from, word from, pinged,
    copying in, looping in, please contact, please call, please email, please ask"""
)
_ASKED = phrases(
    """ask, asked, asking, tell, told, telling, contact, contacted, call, called, ping, email,
    emailed, invite, invited, notify, notified, inform, informed, meet, met, adding, include,
    including, user, users, customer, client, employee, member, agent, requester, reporter,
    guest, patient, resident, tenant, pupil, student, policyholder, insured, citizen"""
)
_OFFICES = (
    r"(?i:head|ceo|cto|cfo|coo|ciso|chief|manager|director|engineer|developer|analyst|consultant|"
    r"sales|support|founder|president|vp|owner|administrator|assistant|leiter|geschäftsführer)"
)
_ROLES = phrases(
    """colleague, manager, boss, cto, ceo, cfo, cio, coo, ciso, director, assistant, administrator,
    admin, team lead, lead, project manager, accountant, contact, account manager, csm, engineer,
    developer, analyst, owner, supervisor, coworker, co-worker, teammate, intern, consultant"""
)
_ADDRESSED = phrases(
    """hi, hello, hey, dear, hallo, liebe, lieber, moin, thanks, thank you, thx, cheers, danke,
    merci, bonjour, hola, regards, cc, ask, asked, tell, told, spoke to, spoke with, talked to,
    talked with, ciao, salut, hej, kind regards, best regards, w/"""
)
_OWN = phrases(
    """my name is, my name's, i am called, mein name ist, ich bin, je m'appelle, me llamo,
    mi nombre es, mi chiamo, mijn naam is"""
)
_INTRODUCED = phrases("this is, i am, i'm, here is, here's")
_TITLES = (
    "Mr|Mrs|Ms|Mx|Miss|Mister|Dr|Prof|Professor|Herr|Herrn|Frau|Madame|Monsieur|Mme|Mlle|Señor|"
    "Señora|Señorita|Sra|Srta|Sr|Signor|Signora|Sig|Sig\\.ra|Sig\\.na|Dott|Dott\\.ssa|Dhr|Mevr|"
    "Mevrouw|Meneer|Pan|Pani|Panem|Panu|Domnul|Doamna|Dl|Dna|Bay|Bayan|Gospodin|Gospodja|Fröken|"
    "Doña"
)
_TITLE_WORDS = words(fold(_TITLES).replace("|", " ").replace("\\", "") + " med ing")
_HEAD = one_of(
    phrases("from, to, cc, bcc, sender, von, an, de, para, kopie, reply-to, da, till, från")
)
_FIELDS = phrases(
    """name, full name, contact name, first name, last name, surname, customer name, user name,
    requester name, reporter name, agent name, contact, contact person, requester, reporter, caller,
    attendee, attendees, participant, participants, ansprechpartner, nom, nombre, kontakt,
    first name(s), forename(s), given name(s), preferred name, your name, your full name, pupil,
    pupil concerned, student, student concerned, child, child concerned, child's name, resident,
    tenant, insured, policyholder, policy holder, next of kin, emergency contact, account holder"""
)
_FIRM = rf"(?:{_WORD}|{UPPER}{{2,}}|&)"
_COMPANIES = (
    r"GmbH|AG|KG|Ltd|Limited|LLC|Inc|PLC|Pty Ltd|S\.A\.|S\.L\.|SARL|SAS|S\.p\.A\.|S\.r\.l\.|"
    r"LLP|PLLC|SRL|Srl|SpA|Zrt|Pvt Ltd|Pte Ltd|Sdn Bhd|EIRL|OHG|eG|"
    r"B\.V\.|BV|N\.V\.|Oy|AB|A/S|ApS|s\.r\.o\.|a\.s\.|Sp\. z o\.o\.|Kft|d\.o\.o\.|Lda|Ltda|Corp"
)
_SURE_FORMS = words(
    "LLP PLLC GmbH Ltd LLC Inc s.r.o. S.p.A. S.r.l. d.o.o. o.o. ApS Ltda Kft S.A. S.L. B.V."
)
_SAYS = phrases(
    """said, says, told, called, reported, confirmed, wrote, asked, mentioned, complained, replied,
    explained, thinks, believes, emailed, phoned, rang"""
)
_WROTE = phrases(
    """wrote:, schrieb:, a écrit:, a écrit :, escribió:, ha scritto:, skrev:, schreef:, escreveu:,
    kirjoitti:, napisał:, napisała:, napisał(a):, napsal:, napsala:, napsal(a):, yazdı:, írta:,
    a scris:, napísal:"""
)
_TRAILING = words("from at of with calling speaking here again and")
_LONGEST_ACRONYM = 5
_PIECE = re.compile(r"\S+")
_CAMEL = re.compile("[a-zà-ÿ][A-Z]")
_ANSWER = re.compile(
    r"\b(?:call|phone|tel|mobile|reach|contact|ring|thanks?|please|e-?mail|write|answer|reply|"
    r"anruf\w*|ruf\w*|bitte|danke|appel\w*|merci|llam\w*|gracias)\b"
)


_IN_FRONT = NOT_A_NAME | _TITLE_WORDS
_BEHIND = NOT_A_NAME | _TRAILING


def _read(candidate: Candidate) -> Candidate | None:
    """Take off what is no name at either end; nothing left means no name."""
    parts = list(_PIECE.finditer(candidate.text))
    while parts and _bare(parts[0].group()) in _IN_FRONT:
        parts.pop(0)
    while parts and (_bare(parts[-1].group()) in _BEHIND or not _lettered(parts[-1].group())):
        parts.pop()
    if not any(len(part.group().strip(".'-")) > 1 for part in parts):
        return None
    if all(_is_acronym(part.group()) for part in parts):
        return None
    return _named(candidate, parts[0].start(), parts[-1].end())


def _is_acronym(part: str) -> bool:
    """A few capitals that nobody is called: VAT, HMRC."""
    return part.isupper() and len(part) <= _LONGEST_ACRONYM and not stock().is_name(_bare(part))


def _lettered(part: str) -> bool:
    return any(map(str.isalpha, part))


def _bare(part: str) -> str:
    return part.strip(".'").lower()


def _named(candidate: Candidate, first: int, last: int) -> Candidate:
    """The part of the candidate from `first` to `last` is the name."""
    start, end = candidate.start + first, candidate.start + last
    name = " ".join(candidate.view.folded[start:end].split())
    if name.endswith("'s"):
        return candidate._replace(start=start, end=end - 2, value=name[:-2])
    return candidate._replace(start=start, end=end, value=name)


def _in_header(candidate: Candidate) -> Candidate | None:
    """Who writes or is written to; desks and teams are no people."""
    return None if is_desk(candidate.text) else _read(candidate)


def _called(candidate: Candidate) -> Candidate | None:
    """Behind an at sign: neither what marks a function nor an ordinary word."""
    word = candidate.text.split()[0]
    if candidate.after(1) in {"(", "/"} or _CAMEL.search(word) or _bare(word) in MARKERS:
        return None
    if " " not in candidate.text and is_ordinary(_bare(word)):
        return None
    return _read(candidate)


def _likely(candidate: Candidate) -> Candidate | None:
    """Of a cue that things follow too, words of which one at least is in no dictionary."""
    named = _read(candidate)
    if named is None or stock().has_all(map(_bare, named.text.split())):
        return None
    return named


def _strict(candidate: Candidate) -> Candidate | None:
    """Of a cue that things follow too, two words that are both no ordinary ones."""
    parts = candidate.text.split()
    if any(is_ordinary(_bare(part)) for part in parts[:2]):
        return None
    return _read(candidate)


def _signed(candidate: Candidate) -> Candidate | None:
    """Two words alone behind the last sentence, which asks for an answer."""
    if fold(candidate.text) in CITIES or not _ANSWER.search(candidate.before(80)):
        return None
    return _strict(candidate)


def _versus(candidate: Candidate) -> Candidate | None:
    """The parties of a case: none of their words is an ordinary one but for `Homes` behind."""
    sides = re.split(r" vs?\.? ", candidate.text)
    words_ = [[_bare(word) for word in side.split()] for side in sides]
    told = [word for side in words_ for word in side[:1] + [w for w in side[1:] if w not in LIKELY]]
    return None if any(map(is_ordinary, told)) else candidate


def is_ordinary(word: str) -> bool:
    """Whether a folded word is one of the language, and nobody's name."""
    known = stock()
    return word in NOT_A_NAME or (word in known.words and not known.is_name(word))


_TALKED = re.compile(r"(?:w/|\b(?:spoke|talked|chatted|met) (?:to|with)) $")


def _spoken_to(candidate: Candidate) -> Candidate | None:
    """A name in small letters, where nothing but a name is likely."""
    name, known = fold(candidate.text), stock()
    ends = candidate.after(1) in {"", "\n", *",.!:;-"}
    if name in GIVEN_NAMES or (ends and (name in SPOKEN_TO or name in known.given)):
        return with_surname(candidate)
    return unknown_pair(candidate) if _TALKED.search(candidate.before(16)) else None


def _introduced(candidate: Candidate) -> Candidate | None:
    """A name in small letters of somebody who says where they are from."""
    name, known = fold(candidate.text), stock()
    return candidate if name in SPOKEN_TO or known.is_name(name) else None


def _of_title(candidate: Candidate) -> Candidate | None:
    """What stands behind a title; behind particles no ordinary word, which tells where from."""
    named = _read(candidate)
    if named is None or not named.text[0].islower():
        return named
    if named.text.split()[0] in _DAYS:
        return None
    return named if is_family(named.text.split()[-1]) else None


_DAYS = words("środa środę środy środzie śr čtvrtek čtvrtok štvrtok žádost święta świąt łatwo")
"""In small letters behind a title, as in `Czy pasuje Pani środa?`: the pattern's letters with a
sign are of both cases."""

_COUNTED = re.compile(r"\d ?ms $")


def _titled(candidate: Candidate) -> Candidate | None:
    """A surname in small letters behind a title; milliseconds are none."""
    name, known = fold(candidate.text), stock()
    written = candidate.view.text[max(0, candidate.start - 8) : candidate.start]
    if _COUNTED.search(written) is not None:
        return None
    ordinary = name in known.words and name not in known.surnames
    return None if ordinary or name in NOT_A_NAME else candidate


def _company(candidate: Candidate) -> Candidate | None:
    """A company's name with its legal form, which no ordinary sentence ends with."""
    parts = candidate.text.split()
    while len(parts) > 1 and _bare(parts[0]) in NOT_A_NAME:
        parts.pop(0)
    told = parts[-1] in _SURE_FORMS or not stock().has_all(map(_bare, parts[:-1]))
    if len(parts) < 2 or not told:
        return None
    start = candidate.end - len(candidate.text) + candidate.text.index(parts[0])
    return candidate._replace(start=start, value=fold(candidate.view.text[start : candidate.end]))


def _cue(name: str, regex: str, *literals: str, check: Check = _read) -> Pattern:
    return Pattern("person_name", name, regex, literals, rank=Rank.CUE, check=check)


PATTERNS = (
    Pattern(
        "mentioned_person",
        "name-at-sign",
        rf"(?m)(?:^|[\s(])@({NAME})",
        ("@",),
        rank=Rank.CUE,
        check=_called,
    ),
    _cue(
        "name-greeting",
        rf"(?m)^[ \t>]*{one_of(_GREETINGS)}[ ,\t]+({NAME})[ \t]*(?:[,!.:;\n-]|$)",
        *gates(_GREETINGS),
    ),
    _cue(
        "name-signature",
        rf"(?m)(?:^|[^A-Za-z]){CLOSED}[,.!:]{{0,2}}[ \t🙏🌸😊🙂👍]*\n[ \t\n]{{0,4}}-{{0,2}}[ \t]*"
        rf"(?:{UPPER}[a-z]{{0,3}}\. ){{0,3}}({NAME})"
        r"[ \t]*(?:[,|/(@-][^\n]*)?(?:\n|$)",
        *CLOSED_GATES,
    ),
    _cue(
        "name-signature-line",
        rf"(?m)(?:^|[.!?,] ?){CLOSED}[,.]? -{{0,2}}[ \t]*(?:(?:{UPPER}[a-z]{{0,3}}\.){{1,3}} )?"
        rf"({NAME})[.!]?[ \t]*(?:\n|$|,[ \t]?(?i:tel|mob|cel|ph|tlf|gsm|ext)\b)",
        *CLOSED_GATES,
    ),
    _cue(
        "name-signature-part",
        rf"(?m)^[ \t>]*{CLOSED},? ({_FULL}), {UPPER}",
        *CLOSED_GATES,
    ),
    _cue("name-spoken", rf"\b{one_of(_SPOKEN)} ({NAME})", *gates(_SPOKEN), check=_in_header),
    _cue(
        "name-role",
        rf"\b(?i:my|our|their|his|her|the) {one_of(_ROLES)},?"
        rf"(?: is called| is named| called)? ({NAME})",
        *gates(_ROLES),
        check=_likely,
    ),
    _cue("name-own", rf"\b{one_of(_OWN)} ({NAME})", *gates(_OWN)),
    _cue(
        "name-introduced",
        rf"\b{one_of(_INTRODUCED)} ({NAME})"
        r"(?:,? (?i:from|at|of|with|and|calling|speaking|here)\b|,)",
        *gates(_INTRODUCED),
    ),
    _cue(
        "name-me",
        rf"(?m)\b(?i:i'm|i am|ich bin) ({NAME})[.!]?[ \t]*(?:\n|$)",
        "i'm",
        "i am",
        "ich bin",
    ),
    _cue("name-asked", rf"\b{one_of(_ASKED)} ({_FULL})", *gates(_ASKED), check=_strict),
    _cue("name-here", rf"(?m)(?:^|[.,!] )({_FULL}) here\b", " here", check=_strict),
    _cue(
        "name-last",
        rf"[.!?] ({_WORD} {_WORD})[ \t]*(?:\n\n|\x02|$)",
        ". ",
        "! ",
        "? ",
        check=_signed,
    ),
    _cue("name-after-dashes", rf"(?m)^--[ \t]?\n[ \t]*({NAME})[ \t]*$", "--"),
    _cue(
        "name-office", rf"(?m)^[ \t>]*({_FULL})[ \t]?[|,/-][ \t]?{_OFFICES}\b", "|", ",", "/", "-"
    ),
    _cue(
        "name-spoken-to",
        rf"(?:^|[^A-Za-z]){one_of(_ADDRESSED)}[ ,]{{1,2}}([a-zà-ÿ]+)",
        *gates(_ADDRESSED),
        check=_spoken_to,
    ),
    _cue(
        "name-from-small",
        rf"\b{one_of(_INTRODUCED)} ([a-zà-ÿ]{{3,20}}(?: [a-zà-ÿ'-]{{3,20}})?),? "
        rf"(?i:(?:from|in|at|with|of) "
        rf"(?:{'|'.join(sorted(PLACES_OF_WORK))})|here|speaking)\b",
        *gates(_INTRODUCED),
        check=_introduced,
    ),
    _cue(
        "name-title-small",
        r"\b(?i:mr|mrs|ms|miss)\.? ([a-zà-ÿ'-]{2,30})\b",
        "mr",
        "ms",
        "miss",
        check=_titled,
    ),
    _cue(
        "name-title",
        rf"\b(?:{_TITLES})\.? (?:(?:{_TITLES}|med|Ing)\.? ){{0,2}}({PARTICLES}{NAME})",
        *gates(tuple(_TITLES.split("|"))),
        check=_of_title,
    ),
    _cue("name-mail-header", rf'(?m)^[ \t>]*{_HEAD}[ \t]*:[ \t]*"?({NAME})', ":", check=_in_header),
    _cue("name-address", rf'({_FULL})"?[ \t]*[<(\[](?:mailto:)?[^\s<>@]{{1,64}}@', "@"),
    _cue(
        "name-wrote",
        rf"(?m)(?:[,:] |\d |^[ \t>]*)({_FULL})"
        rf"(?: <[^>\n]{{1,80}}>| [\w.+-]{{1,64}}@[\w.-]{{1,60}})? ?{one_of(_WROTE)}",
        *gates(_WROTE),
    ),
    _cue(
        "name-field",
        rf"(?m)^[ \t>*-]*{one_of(_FIELDS)}[ \t]*[:=][ \t]*"
        rf"({_FULL}|{NAME}[ \t]*(?:[,;|<(\n]|$))",
        ":",
        "=",
    ),
    _cue(
        "name-says",
        rf"(?m)(?:^|[.!?] |, )({_FULL}) {one_of(_SAYS)}\b",
        *gates(_SAYS),
        check=_strict,
    ),
    _cue(
        "name-versus",
        rf"\b({_WORD}(?: {_WORD})? (?:v|vs)\.? {_WORD}(?: {_WORD})?)",
        " v ",
        " vs ",
        " v. ",
        " vs. ",
        check=_versus,
    ),
    Pattern(
        "other_customer",
        "company-form",
        rf"({_FIRM}(?: {_FIRM}){{0,3}},? (?:\((?:Pty|Pvt|Pte|Private)\) )?(?:{_COMPANIES}))"
        r"\.?(?:[\s,;:)]|$)",
        gates(phrases(_COMPANIES.replace("|", ",").replace("\\", ""))),
        rank=Rank.CUE,
        check=_company,
    ),
)
