"""Passwords that stand apart from the word for one: in brackets or behind a colon at the end of a
clause, alone on the line below, and as the older of two.

Since much else can stand there, only what looks like a password and like nothing else is taken.
"""

import re

from app.redaction.detectors.failed_logins import is_code, is_mailbox
from app.redaction.detectors.password_words import GO_ON, NOT_A_SECRET, PASSWORDS
from app.redaction.detectors.secret_shapes import (
    is_looked_up,
    is_mixed,
    is_placeholder,
    is_technical,
)
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import gates, one_of

_AROUND = "\"'`*(),;:.!?<>[]{}«»„“”"
_SIGNS = re.compile(r"[!@#$%^&*+=~?_]")
_ELSE = re.compile(
    r"v?\d+(?:\.\d+)+.*|[A-Z]{2,10}-\d{1,7}|.*\.[a-z]{2,4}\d?|.*(?://|\\|::|\().*|"
    r"\w+(?:[-/][A-Za-z]+)+|[A-Z]+(?:_[A-Z0-9]+)+|"
    r"(?:.*[^A-Za-z])?(?i:sha|md|argon|b?scrypt|pbkdf|tls|ssl|aes|rsa|v)-?\d.*"
)
"""A version, an issue's key, a file, an address, a call, words with a hyphen between them, a
constant, a method of encryption."""

_FEWEST = 6


def _bare(candidate: Candidate) -> Candidate | None:
    """Without the sentence's signs, where it may be a password."""
    text = candidate.text
    bare = text.strip(_AROUND)
    start = candidate.start + len(text) - len(text.lstrip(_AROUND))
    found = candidate._replace(start=start, end=start + len(bare))
    other = bare.lower() in NOT_A_SECRET or is_placeholder(bare) or is_looked_up(bare)
    other = other or is_technical(bare) or is_mailbox(bare) or is_code(bare)
    return None if other or len(bare) < _FEWEST or not is_mixed(bare) else found


def _alone(candidate: Candidate) -> Candidate | None:
    """What a password may look like and nothing else that has a figure in it does."""
    found = _bare(candidate)
    return None if found is None or _ELSE.fullmatch(found.text) is not None else found


def _strange(candidate: Candidate) -> Candidate | None:
    """The same with a sign that only passwords have, or small and large letters and figures."""
    found = _alone(candidate)
    return found if found is not None and _is_strange(found.text) else None


def _strange_at_end(candidate: Candidate) -> Candidate | None:
    """The same where no sentence goes on: `so Windows11 shows the lock`."""
    after = candidate.after(12).lstrip(" ")
    word = re.match(r"[a-zà-ÿ]+", after)
    goes_on = word is not None and word.group() not in GO_ON
    return None if goes_on and candidate.text[-1] not in _AROUND else _strange(candidate)


def looks_like_password(candidate: Candidate) -> Candidate | None:
    """The same, but for what a full stop parts as it does a version's figures."""
    found = _strange(candidate)
    plain = found is not None and "." in found.text and _SIGNS.search(found.text) is None
    return None if plain else found


def _is_strange(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    cased = not text.islower() and not text.isupper()
    return _SIGNS.search(text) is not None or (cased and digits > 1)


def _both(candidate: Candidate) -> Candidate | None:
    """An old and a new one."""
    pair = candidate.text.split(" ")
    bare = [word.strip(_AROUND) for word in (pair[0], pair[-1])]
    whole = all(is_mixed(word) and _ELSE.fullmatch(word) is None for word in bare)
    kept = candidate.text.rstrip(_AROUND)
    return candidate._replace(end=candidate.start + len(kept)) if whole else None


def _both_strange(candidate: Candidate) -> Candidate | None:
    """The same where the word for a password stands far off."""
    pair = candidate.text.split(" ")
    strange = all(_SIGNS.search(word.strip(_AROUND)) for word in (pair[0], pair[-1]))
    return _both(candidate) if strange else None


_QUOTED = re.compile(r"[\"'“„«‘`][^\s\"'”“»’`]+[\"'”“»’`]")


def _spoken_of(candidate: Candidate) -> Candidate | None:
    """What `the old one was` tells, where a password was spoken of shortly before."""
    if _PASSWORD.search(candidate.before(_FAR)) is None:
        return None
    if _QUOTED.match(candidate.text) is not None:
        return _bare(candidate)
    told = _TRIED.search(candidate.before(40)) is not None
    return _alone(candidate) if told else _strange(candidate)


_TRIED = re.compile(
    r"\b(?:try|use|tried|used|with|takes?|versuch\w*|probier\w*|nimm|nehmen sie|essaye[rz]?|"
    r"utilise[rz]?|prueb[ae]|intenta|usa|prova|tente|use|probeer|gebruik|sprobuj|zkus|prova|testa)\b"
    r"[^.;\n]{0,24}: $"
)
"""In front of an old one that is told behind a colon: `try the old one: …`."""

_FAR = 200
_PASSWORD = re.compile(one_of(PASSWORDS))
_WORD = rf"(?:(?:^|[^a-z\x{{C0}}-\x{{24F}}]){one_of(PASSWORDS)}(?:s|'s|en)?|арол[ьяюеі]м?)"
_NAMED = (*gates(tuple(name for name in PASSWORDS if not name.startswith("hasł"))), "hasł", "арол")
_BEFORE = (
    r"(?:it was|this was|was|previously|formerly|before(?: that)?|until now|earlier|"
    r"the old one(?: was)?|old(?: one)?|früher|vorher|zuvor|bisher|alt(?:es)?|"
    r"das alte(?: war)?|avant|auparavant|"
    r"l'ancien(?: était)?|ancien|c'était|antes|antigua|la anterior|anterior|prima|la vecchia|"
    r"vecchia|precedente|anterior|antiga|eerder|voorheen|vroeger|oud|wcześniej|poprzednio|stare|"
    r"dříve|předtím|korábban|раньше|ранее|прежний|старый|до этого|раніше|tidigare|förut|tidligere|"
    r"før|önceden|eskisi)"
)
_WAS = r"(?:(?:was|is|war|était|era|byl|było|był|был|была|був|var|volt)[: ]{1,2})?"
_FROM = r"(?:from|von|vom|de|du|da|dal|van|från|fra|z|ze|с|со|з)"
_TO = r"(?:to|auf|zu|in|en|à|a|al|para|naar|till|til|na|на)"
_CHANGE = (
    r"(?:chang|reset|switch|rotat|updat|änder|geänder|umgestellt|modifi|cambi|alter|wijzig|"
    r"gewijzigd|ändra|zmieni|změni|смени|измени|поменя|зміни)"
)
_ABROAD = (
    r"\b[Ll]ösen(?:ord)?|\b[Ll]ykilorð|\b[Aa]ðgangsorð|\b[Ss]alasõna|\b[Pp]arool|\b[Pp]arole|"
    r"\b(?i:kata laluan|kata sandi|sandi|tunnussana)|رمز عبور|رمز ورود|گذرواژه|پسورد|كلمة السر|"
    r"كلمة المرور|رمز المرور|الرقم السري|[Mm]ật khẩu|סיסמה|סיסמא"
)
_ABROAD_GATES = (
    *("ösen", "ykilor", "gangsor", "alasõna", "arool", "arole", "kata laluan", "sandi"),
    *("tunnussana", "رمز عبور", "رمز ورود", "گذرواژه", "پسورد", "كلمة السر", "كلمة المرور"),
    *("رمز المرور", "الرقم السري", "ật khẩu", "סיסמה", "סיסמא"),
)
"""What passwords are called in languages in which little else of the sentence tells one."""

_SINCE = (
    r"because|since|as|for|want|omdat|denn|weil|da|car|puisque|parce que|porque|pues|pois|perché|"
    r"poiché|bo|gdyż|ponieważ|protože|потому что|так как|бо|eftersom|fordi|koska|mert|çünkü"
)
_STOOD = (
    r"(?:was|is|has|had|stands?|stood|got|went|stond|staat|stand|steht|war|ist|wurde|était|est|"
    r"a été|estaba|está|era|è|foi|stava|był[oa]?|jest|stał[oa]?|stod|står|bylo?|был[оа]?|oli|volt)"
)
_READ = (
    r"[^\n.;\[\]*\x02]{0,40}?(?:ticket|mail|chat|screenshot|capture|\blog|comment|thread|plain|clear|"
    r"visible|klartext|anhang|nachricht|bericht|bijlage|message|issue|post|leak|adjunto|zgłoszeni|"
    r"ärende|тикет|заявк|письм)"
)
"""Why a password is to be changed, and where it was to be read."""

_NAMELY = (
    r"(?:it's|it is|that's|that is|which is|i\.e\.|namely|das ist|es ist|nämlich|d\.h\.|c'est|est|"
    r"soit|à savoir|"
    r"es|o sea|es decir|è|cioè|ossia|é|ou seja|het is|namelijk|det är|det er|jest|to jest)"
)
"""Behind a comma, in front of what the clause spoke of: `she has the password, it's ...`."""

_COPULA = r"(?:is|was|ist|war|lautet|est|era|es|è|é|jest|är|er)"
_THERE = (
    r"there|here|dort|hier|da|là(?:-bas)?|ici|ahí|allí|aquí|lá|ali|aqui|lì|qui|daar|tam|tu|tady|där|"
    r"här|der|her|dér|siellä|täällä|ott|itt|acolo|aici|orada|burada|там|тут|здесь"
)
_SO = (
    r"(?:so|thus|meaning|hence|also|donc|así que|quindi|dunque|portanto|então|dus|altså|alltså|"
    r"czyli)"
)
_PAIR = rf"([^\s\x02]{{5,}} {_TO} [^\s\x02]{{5,}})"
_TOLD = r"([^\s\x02]{6,})"


def _prose(name: str, regex: str, check: Check) -> Pattern:
    return Pattern("password", name, regex, _NAMED, rank=Rank.SECRET, ignore_case=True, check=check)


PATTERNS = (
    _prose("password-placed",
           rf"{_WORD} (?:{_THERE}) {_COPULA}[: ]{{1,2}}{_TOLD}", _strange),
    _prose("password-of-it",
           rf"(?:hasł\w|hesl(?:o|a|em)|арол\w{{1,2}}) (?:do|dla|na|od|pro|ke?|для|до|от|к|на)"
           rf"(?: [\w\x{{C0}}-\x{{4FF}}.-]+){{1,4}}? (?:to|je|jest|brzmi|это|це) {_TOLD}", _bare),
    _prose("password-older",
           rf"{_WORD}[^\n\x02]{{0,90}}?[(,;–—-] ?{_BEFORE}[: ]{{1,2}}{_WAS}{_TOLD}", _alone),
    _prose("password-at-end",
           rf"{_WORD}[^\n().;:\x02]{{1,70}}(?: \((?:(?:it|this|that) (?:is|was) )?|: |, {_NAMELY} )"
           rf"{_TOLD}", _strange),
    _prose("password-at-last",
           rf"{_WORD}(?: [^\n().;:,\x02]{{1,40}}?)? {_COPULA} [^\n().;:\x02]{{1,70}}, {_SO} "
           rf"{_TOLD}", _strange_at_end),
    _prose("password-reasoned",
           rf"{_WORD}[^\n.;\x02]{{0,90}}?,? (?:{_SINCE}) {_TOLD} {_STOOD} {_READ}", _strange),
    _prose("password-below",
           rf"(?m)^[ \t>*|-]*(?:[\w'-]+ ){{0,2}}{one_of(PASSWORDS)}[ \t]*:?[ \t]*\n[ \t]*"
           rf"{_TOLD}[ \t]*$", _alone),
    _prose("password-in-romanian",
           rf"\bparola(?: [a-zăâîșț]{{2,12}})? este[: ]{{1,2}}{_TOLD}", _alone),
    _prose("password-from-to", rf"{_WORD}[^\n.;:\x02]{{0,60}}? {_FROM} {_PAIR}", _both),
    Pattern("password", "password-abroad",
            rf"(?:{_ABROAD})[ \t]?(?::|=|är|er|on|ir|yra|est|is|هو|هي|است|है|คือ|adalah|ialah)?"
            rf"[ \t]{{0,3}}{_TOLD}", _ABROAD_GATES, rank=Rank.SECRET, check=_alone),
    Pattern("password", "password-one",
            rf"\b(?i:(?:old|new|current|previous|last|first|temporary|second|other|right) one"
            rf"(?: (?:is|was|should be|i (?:used|tried|set)))?:?|"
            rf"(?:das|die) (?:alte|neue|aktuelle) (?:war|ist|lautete?)|"
            rf"(?:el|la|le|il|o|l') ?(?:anterior|vieja|nueva|ancien|nouveau|vecchia|nuova|antiga|"
            rf"nova)(?: (?:era|es|était|est|è|é)|:)) {_TOLD}",
            ("one ", "das ", "die ", "anterior", "vieja", "nueva", "ancien", "nouveau", "vecchia",
             "nuova", "antiga", "nova"), rank=Rank.SECRET, check=_spoken_of),
    Pattern("password", "login-abroad",
            r"(?:^|[^\w])(?i:(?:dane )?(?:do )?logowani[ea]|logowaniu|logujemy się|prihlásenie|"
            r"prihlasenie|přihlášení|prihlaseni|pålogging|innlogging|inloggning|kirjautuminen|"
            r"connexion|accès|acceso|accesso|acesso|bejelentkezés|belépés|autentificare|giriş|"
            r"вход|логин|логін|вхід|login|log-in|dostęp|přístup|zugang|anmeldung|toegang|inlog)"
            r"(?: (?:to|is|jest|est|es|è|é|ist|auf|na|do|w|for|für)){0,2}[ :]{1,3}"
            r"[\w.@+-]{2,60} ?[/|] ?([^\s/\x02]{6,})",
            ("logowani", "loguj", "prihl", "ihl", "logging", "inlog", "kirjaut", "connexion", "acc",
             "acesso", "bejel", "bel", "autentif", "giri", "вход", "логин", "логін", "вхід", "log",
             "dost", "stup", "zugang", "anmeld", "toegang"), rank=Rank.SECRET,
            check=looks_like_password),
    _prose("changed-before", rf"{_CHANGE}\w*[^\n.;\x02]{{0,40}}? {_FROM} {_PAIR}"
           rf"[^\n.;\x02]{{0,120}}{one_of(PASSWORDS)}", _both_strange),
)  # fmt: skip
