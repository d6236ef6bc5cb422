"""Names of people that the context does not know, told by where they stand."""

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases, words

# Letters by a few wide ranges: with Unicode's own classes RE2's programs are far larger.
_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_LETTER = r"[A-Za-zÀ-ɏΆ-ϿЀ-ӿ'-]"
_WORD = rf"{_UPPER}{_LETTER}+"
_PARTICLE = r"(?:van|von|de|der|den|del|della|la|le|da|di|bin|al|el)"
_NEXT = rf"[ \t](?:{_PARTICLE}[ \t]){{0,2}}(?:{_WORD}|{_UPPER}\.)"
_NAME = rf"{_WORD}(?:{_NEXT}){{0,3}}"
_FULL = rf"{_WORD}(?:{_NEXT}){{1,3}}"

_GREETINGS = phrases(
    """hi, hello, hey, dear, good morning, good afternoon, good evening, hallo, liebe,
    guten tag, guten morgen, lieber, bonjour, hola, ciao, moin, salut,
    hi again, hello again, hi there,
    cher, chère, estimado, estimada, querido, querida, gentile, caro, cara, beste,
    geachte, hej"""
)
_CLOSINGS = phrases(
    """regards, thanks, thank you, thx, cheers, sincerely, wishes, grüßen, grüße, gruß, gruesse,
    cordialement, saludos, saluti, mvh, yours, many thanks, thanks again, all the best, best,
    vg, lg, warmly, respectfully, groeten"""
)
_SPOKEN = phrases(
    """spoke to, spoke with, speak to, speak with, talked to, talked with, talk to, talk with,
    call with, called by, call from, reported by, raised by, opened by, requested by, according to,
    on behalf of, met with, meeting with, forwarded by, escalated by, signed by, written by,
    approved by, assigned to, ask for, asked for, reach out to, get hold of, cc, cc:, attn, attn:,
    attention:, c/o, chatted with, email from, mail from, message from, word from, pinged,
    copying in, looping in, adding, include, please contact, please call, please email,
    please ask"""
)
_ROLES = phrases(
    """colleague, manager, boss, cto, ceo, cfo, cio, coo, ciso, director, assistant, administrator,
    admin, team lead, lead, project manager, accountant, contact, account manager, csm, engineer,
    developer, analyst, owner, supervisor, coworker, co-worker, teammate, intern, consultant"""
)
_OWN = phrases(
    """my name is, my name's, i am called, mein name ist, ich bin, je m'appelle, me llamo,
    mi nombre es, mi chiamo, mijn naam is"""
)
_INTRODUCED = phrases("this is, i am, i'm, here is, here's")
_TITLES = "Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Herrn|Frau|Madame|Monsieur|Mme|Señor|Señora|Sra|Sr|Signor"
_HEADERS = phrases("from, to, cc, bcc, sender, von, an, de, para, kopie, reply-to, da, till, från")
_FIELDS = phrases(
    """name, full name, contact name, first name, last name, surname, customer name, user name,
    requester name, reporter name, agent name, contact, contact person, requester, reporter, caller,
    attendee, attendees, participant, participants, ansprechpartner, nom, nombre, kontakt"""
)
_SAYS = phrases(
    """said, says, told, called, reported, confirmed, wrote, asked, mentioned, complained, replied,
    explained, thinks, believes, emailed, phoned, rang"""
)
_WROTE = phrases("wrote:, schrieb:, a écrit:, a écrit :, escribió:, ha scritto:, skrev:")
_TRAILING = words("from at of with calling speaking here again and")


def _read(candidate: Candidate) -> Candidate | None:
    """Take off what is no name at either end; nothing left means no name."""
    start, end = candidate.start, candidate.end
    parts = candidate.text.split()
    while parts and parts[0].strip(".'").lower() in NOT_A_NAME:
        start += len(parts.pop(0)) + 1
    while parts and parts[-1].strip(".'").lower() in NOT_A_NAME | _TRAILING:
        end -= len(parts.pop()) + 1
    if not any(len(part.strip(".'-")) > 1 for part in parts):
        return None
    name = " ".join(candidate.view.folded[start:end].split())
    if name.endswith("'s"):
        return candidate._replace(start=start, end=end - 2, value=name[:-2])
    return candidate._replace(start=start, end=end, value=name)


def _cue(name: str, regex: str, *literals: str) -> Pattern:
    return Pattern("person_name", name, regex, literals, rank=Rank.CUE, check=_read)


PATTERNS = (
    Pattern(
        "mentioned_person",
        "name-at-sign",
        rf"(?m)(?:^|[\s(])@({_NAME})",
        ("@",),
        rank=Rank.CUE,
        check=_read,
    ),
    _cue(
        "name-greeting",
        rf"(?m)^[ \t>]*{one_of(_GREETINGS)}[ ,\t]+({_NAME})[ \t]*(?:[,!.:;\n-]|$)",
        *gates(_GREETINGS),
    ),
    _cue(
        "name-signature",
        rf"(?m){one_of(_CLOSINGS)}[,.!]{{0,2}}[ \t]*\n[ \t\n]{{0,4}}-{{0,2}}[ \t]*({_NAME})"
        r"[ \t]*(?:[,|/(-][^\n]*)?(?:\n|$)",
        *gates(_CLOSINGS),
    ),
    _cue(
        "name-signature-line",
        rf"(?m)(?:^|[.!?,] ?){one_of(_CLOSINGS)},? -{{0,2}}[ \t]*({_NAME})[.!]?[ \t]*(?:\n|$)",
        *gates(_CLOSINGS),
    ),
    _cue("name-spoken", rf"\b{one_of(_SPOKEN)} ({_NAME})", *gates(_SPOKEN)),
    _cue(
        "name-role",
        rf"\b(?i:my|our|their|his|her|the) {one_of(_ROLES)},? ({_NAME})",
        *gates(_ROLES),
    ),
    _cue("name-own", rf"\b{one_of(_OWN)} ({_NAME})", *gates(_OWN)),
    _cue(
        "name-introduced",
        rf"\b{one_of(_INTRODUCED)} ({_NAME})(?:,? (?i:from|at|of|with|calling|speaking|here)\b|,)",
        *gates(_INTRODUCED),
    ),
    _cue("name-title", rf"\b(?:{_TITLES})\.? ({_NAME})", *gates(tuple(_TITLES.split("|")))),
    _cue("name-mail-header", rf'(?m)^[ \t>]*{one_of(_HEADERS)}[ \t]*:[ \t]*"?({_NAME})', ":"),
    _cue("name-address", rf'({_FULL})"?[ \t]*[<(\[](?:mailto:)?[^\s<>@]{{1,64}}@', "@"),
    _cue(
        "name-wrote",
        rf"(?m)(?:, |\d |^)({_FULL})(?: <[^>\n]{{1,80}}>)? ?{one_of(_WROTE)}",
        *gates(_WROTE),
    ),
    _cue("name-field", rf"(?m)^[ \t>*-]*{one_of(_FIELDS)}[ \t]*[:=][ \t]*({_NAME})", ":", "="),
    _cue("name-says", rf"(?m)(?:^|[.!?] |, )({_FULL}) {one_of(_SAYS)}\b", *gates(_SAYS)),
)
