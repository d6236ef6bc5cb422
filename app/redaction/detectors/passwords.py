"""Passwords that sentences tell, in the languages of the cues."""

import re

from app.redaction.detectors import command_lines, config_secrets, one_time_codes
from app.redaction.detectors.failed_logins import begins_message, ends_login, is_code, is_mailbox
from app.redaction.detectors.password_words import (
    FUNCTION_WORDS,
    GO_ON,
    MESSAGE,
    NOT_A_SECRET,
    PASSWORDS,
)
from app.redaction.detectors.secret_shapes import (
    is_looked_up,
    is_mixed,
    is_placeholder,
    is_technical,
)
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import gates, one_of, words

_AROUND = "\"'`*_.,;:!?()[]{}<>"
_OPENING, _CLOSING = "\"'`*(", "\"'`*,;).]}>:?"
_FEWEST_OF_BARE, _FEWEST_OF_SEED = 6, 11
_PHRASE = re.compile(r"(?: [a-z]+){3,7}(?=[.,;!\n]|$)")


def _bare(text: str) -> str:
    return text.strip(_AROUND).lower()


def _narrowed(candidate: Candidate) -> Candidate | None:
    """Without quotes and the signs of the sentence."""
    text = candidate.text
    start = candidate.start + len(text) - len(text.lstrip(_OPENING))
    end = candidate.end - len(text) + len(text.rstrip(_CLOSING))
    return candidate._replace(start=start, end=end) if end > start else None


_FIELDS = re.compile(r"[\"']\s{0,3}[:,]\s{0,3}[\"'{\[]|[|;&]\w{1,40}=|^[a-z]+_[a-z_]+=[A-Z]")
"""Stands in several fields of data, or in one with its name: `Type":"String`,
`401|src=10.0.0.1`."""


def _is_said(text: str) -> bool:
    """Whether a word tells nothing: a state, a placeholder, what code looks up, an address."""
    said = _bare(text) in NOT_A_SECRET or is_placeholder(text) or is_looked_up(text)
    return said or "://" in text or text.startswith("[") or _FIELDS.search(text) is not None


def _is_result(candidate: Candidate) -> bool:
    """Whether it is a test that is said to pass."""
    before = candidate.view.text[max(0, candidate.start - 7) : candidate.start]
    return before.rstrip().endswith("PASS:")


def _told(candidate: Candidate) -> Candidate | None:
    """What stands behind `the password is`: anything but what prose says of a password."""
    found = _narrowed(candidate)
    if found is None or _is_said(candidate.text) or _is_result(candidate) or begins_message(found):
        return None
    text = found.text
    if is_mixed(text) or (text.isdigit() and len(text) > 3):
        return found
    if not text.isalpha():
        return None
    return found if _ends_there(candidate, found) else _words(found)


def _words(found: Candidate) -> Candidate | None:
    """Several words that make no sentence and say nothing of passwords."""
    more = _PHRASE.match(found.view.text, found.end)
    parts = (found.text + (more.group() if more is not None else "")).lower().split()
    if more is None or not FUNCTION_WORDS.isdisjoint(parts) or not GO_ON.isdisjoint(parts):
        return None
    said = len(NOT_A_SECRET.intersection(parts)) > 1
    return None if said else found._replace(end=more.end())


def _ends_there(candidate: Candidate, found: Candidate) -> bool:
    """Whether a mere word is the value: what goes on with it would be more of a sentence."""
    if candidate.end > found.end:
        return True
    following = candidate.after(40).lstrip(" \t")
    word = following.split(maxsplit=1)[0] if following[:1].isalpha() else ""
    inner = found.text != found.text.lower() and not found.text.istitle()
    return not word or word.strip(_AROUND) in GO_ON or inner


def _mixed(candidate: Candidate) -> Candidate | None:
    """A value that no verb ties to the word must look like a password."""
    found = _narrowed(candidate)
    if found is None or _is_said(candidate.text) or not is_mixed(found.text):
        return None
    if len(found.text) < _FEWEST_OF_BARE or found.text.startswith("-"):
        return None
    return None if is_technical(found.text.rstrip("!?.")) else found


def _login(candidate: Candidate) -> Candidate | None:
    """A letter, a figure and a sign or both cases: no path and no name is written so."""
    found = _mixed(candidate)
    digits = sum(map(str.isdigit, found.text)) if found is not None else 0
    if found is None or not digits:
        return None
    signed = any(sign in "!@#$%^&*+=~?" for sign in found.text)
    cased = not found.text.islower() and not found.text.isupper()
    return found if signed or (cased and (digits > 1 or not found.text.istitle())) else None


def _beside(candidate: Candidate) -> Candidate | None:
    """What stands behind a user's name and the word: anything but what is said of passwords."""
    found = _narrowed(candidate)
    said = found is None or _is_said(found.text) or len(found.text) < 4 or begins_message(found)
    return None if said else found


def _grouped(candidate: Candidate) -> Candidate | None:
    """Sixteen letters in fours, as mail providers make passwords for programs; no four words."""
    parts = candidate.text.split()
    return (
        None if any(part in NOT_A_SECRET or part in FUNCTION_WORDS for part in parts) else candidate
    )


def _quoted(candidate: Candidate) -> Candidate | None:
    """What stands in quotes, where it is no message of a page."""
    parts = candidate.text.lower().split()
    bare = [part.strip(_AROUND) for part in parts]
    sentence = len(parts) > 1 and not MESSAGE.isdisjoint(bare)
    only_said = all(part in NOT_A_SECRET for part in bare)
    return None if sentence or only_said or is_placeholder(candidate.text) else candidate


def _phrase(candidate: Candidate) -> Candidate | None:
    """Words that make no sentence."""
    parts = candidate.text.lower().split()
    taken = len(parts) >= _FEWEST_OF_SEED or FUNCTION_WORDS.isdisjoint(parts)
    return candidate if taken else None


def _after_user(candidate: Candidate) -> Candidate | None:
    """The second of a pair behind `log in with`."""
    found = _narrowed(candidate)
    if found is None or _is_said(candidate.text) or len(found.text) < 4:
        return None
    if is_mailbox(found.text) or ends_login(candidate) or begins_message(found):
        return None
    users = candidate.before(40).rstrip(" /|:,").rsplit(None, 1)[-1:]
    default = bool(users) and users[0].strip(_AROUND) in _USERS
    return found if default or is_mixed(found.text) else None


def _given_for_login(candidate: Candidate) -> Candidate | None:
    """What one logs in with, and not what logging in fails with, nor a fault's code."""
    found = None if ends_login(candidate) else _mixed(candidate)
    return None if found is None or is_code(found.text) or is_mailbox(found.text) else found


def _after_letter(candidate: Candidate) -> Candidate | None:
    """The second of two that stand for user and password."""
    found = _narrowed(candidate)
    if found is None or _is_said(candidate.text) or len(found.text) < 4:
        return None
    return found if is_mixed(found.text) or found.text.isdigit() else None


_DEFAULT = re.compile(
    r"\b(?:log(?:in|on|s)?|log in|sign|credentials?|creds|default|still works?|passwords?|zugang)\b"
)
_NEAR = 40


def _default(candidate: Candidate) -> Candidate | None:
    """What looks like a password, or is told to be a default."""
    found = _mixed(candidate)
    return found if found is not None else _default_pair(candidate)


def _default_pair(candidate: Candidate) -> Candidate | None:
    """A word behind a default user's name, where logging in is spoken of."""
    found = _narrowed(candidate)
    if found is None or _is_said(candidate.text) or len(found.text) < 4:
        return None
    near = f"{candidate.before(_NEAR).rpartition(' ')[0]} | {candidate.after(_NEAR)}"
    return found if _DEFAULT.search(near) is not None else None


def _both(candidate: Candidate) -> Candidate | None:
    """An old and a new one."""
    words_of = candidate.text.split(" ")
    return candidate if all(is_mixed(word) for word in (words_of[0], words_of[-1])) else None


_USERS = words(
    "admin administrator root user test demo guest sa postgres superuser sysadmin support"
)
_CHANGED = (
    r"(?:(?:(?:is|was|has been|got|wurde|est|es|è|é) )?(?:changed|set|reset|updated|geändert|"
    r"gesetzt|changé|cambiada|cambiata|alterada)(?: back)? (?:to|auf|en|a|in|para|zu):? +)"
)
_IS = (
    r"(?:(?:\b(?:is|was|are|lautet|ist|war|est|c'est|es|era|brzmi|mam|var|er|on|je|olarak|"
    r"will be|should be|would be|has to be|had been|wäre|sei|sollte|serait|sería|seria|sarebbe|"
    r"sera|será|sarà|bude|byl[oa]?|volt)|était|è|é|är|=|:)"
    r"(?: (?:now|still|set to|simply|just|currently|again|actually|btw|by the way|jetzt|weiterhin|"
    r"übrigens|damals|bisher|früher|immer|eigentlich|d'ailleurs|avant|antes|siempre|sempre|prima|"
    r"trouwens|nog|noch|neu|maintenant|"
    r"toujours|ahora|adesso|ora|agora|nu|teraz|obecnie|nu|immer noch)){0,3}:? +)"
)
_EDGE = r"[^a-z\x{C0}-\x{24F}]"
_WORD = rf"(?:^|{_EDGE}){one_of(PASSWORDS)}(?:s|'s|en|et|et's|\d)?"
_OF = (
    r"(?: (?:for|of|on|to|from|in|at|under|für|von|zu|zum|"
    r"bei|pour|de|du|del|della|dello|des|para|per|di|voor|van|av|af|till|för|do|da|vom|der)"
    r"(?: [\w\x{C0}-\x{24F}.@'-]+){1,5})?(?: \([^()\n\x02]{1,30}\))?"
)
_SENT = (
    r"(?: (?:you|we|i|they|he|she) (?:sent|gave|set|chose|got|created|provided|have|use|used|tried)"
    r"(?: me| us| him| her| them)?)?"
)
_KIND = (
    r"(?: (?:temporal|provisional|inicial|antigua|vieja|nueva|actual|temporaire|provisoire|actuel|"
    r"initial|temporanea|provvisoria|vecchia|nuova|attuale|temporária|provisória|antiga|nova))?"
)
"""What stands behind the word in Romance languages: `la clave temporal era`."""
_TOLD = r"([^\s\x02]{3,})"
_USERS_WORD = (
    r"(?:user ?name|user|login|benutzer(?:name)?|brukernavn|användarnamn|brugernavn|usuario|"
    r"utilisateur|"
    r"identifiant|utente|gebruiker(?:snaam)?|käyttäjätunnus|usuário|użytkownik|account)"
)


def _prose(
    name: str, regex: str, gated: tuple[str, ...], check: Check, rank: Rank = Rank.SECRET
) -> Pattern:
    return Pattern("password", name, regex, gated, rank=rank, ignore_case=True, check=check)


_LOCAL = frozenset({"hasło", "hasło to", "hasła", "hasłem"})
"""Phrases whose ASCII parts alone would open too many texts; the whole word opens instead."""

_NAMED = (*gates(tuple(name for name in PASSWORDS if name not in _LOCAL)), "hasł")

_PROSE = (
    _prose("password-changed", rf"{_WORD}{_OF} {_CHANGED}{_TOLD}", _NAMED, _told),
    _prose("password-changed-abroad",
           r"(?:nulstillet|ændret|skiftet|endret|byttet|tilbakestilt|ändrat|återställt|bytt)"
           r"[^\n\x02]{0,20}? (?:koden?|adgangskoden?|passord(?:et)?|lösenord(?:et)?|koder)"
           rf" (?:til|till) {_TOLD}", ("kode", "passord", "lösenord"), _mixed),
    _prose("password-changed-to",
           rf"(?:chang|set|reset|updat|rotat)\w*[^\n\x02]{{0,30}}?{_WORD}{_OF} (?:back )?to "
           rf"{_TOLD}",
           _NAMED, _told),
    _prose("password-changed-it",
           rf"(?:{one_of(PASSWORDS)}|\bpw)[^\n\x02]{{0,80}}?\b(?:chang|reset|set|updat)"
           rf"\w* (?:it|this|that)"
           rf" (?:back )?to {_TOLD}", (*_NAMED, "pw"), _mixed),
    _prose("password-beside-user",
           rf"\b{_USERS_WORD}[ \t:=]{{1,3}}[\"'`]?[\w.@+\\-]{{2,60}}[\"'`]?[ \t,;/|&]{{1,4}}"
           rf"(?:(?:and|og|und|et|y|e|och|en|i) )?{one_of(PASSWORDS)}[ \t:=]{{1,3}}{_TOLD}",
           _NAMED, _beside),
    _prose("app-password",
           rf"{_WORD}s?[^\n\x02a-z]{{1,12}}((?-i:[a-z]{{4}} [a-z]{{4}} [a-z]{{4}} [a-z]{{4}}))\b",
           _NAMED, _grouped),
    _prose("password-told", rf"{_WORD}{_KIND}{_OF}[\"'`]?[ \t]*{_IS}{_TOLD}", _NAMED, _told),
    _prose("password-then",
           rf"(?:{one_of(PASSWORDS)}) (?:itself|then|now|currently|still|dann|jetzt|derzeit|"
           rf"ahora|maintenant|adesso|agora|nu) (?:is|was|=|ist|es|est|è|é)[: ]{{1,2}}{_TOLD}",
           _NAMED, _mixed),
    _prose("password-behind",
           rf"{_WORD}{_KIND}{_SENT}[\"']?[ \t]*(?:[ \t,(]|->|-[ \t]|=>|→)[ \t(→]*"
           rf"{_TOLD}", _NAMED, _mixed),
    _prose("password-in-quotes",
           rf"{_WORD}{_OF}[\"']?[ \t]*(?:{_IS}|[:=]*[ \t]+)'([^'\n\x02]{{3,80}})'(?:[^a-z]|$)",
           _NAMED, _quoted),
    _prose("password-quoted", rf"{_WORD}{_OF}[\"']?[ \t]*(?:{_IS}|[:=]*[ \t]*)"
           r"[\"“«„]([^\"”»“\n\x02]{3,80})[\"”»“]", _NAMED, _quoted),
    _prose("password-in-front",
           rf"(?:^|{_EDGE})(?:use|using|with|try|enter|typed?|verwende|mit|avec|con|com|met)"
           rf" {_TOLD} (?:as|als|comme|como|come) (?:the |my |your |our |das |le |la |el |"
           rf"het |a |o )?(?:\w+ )?{one_of(PASSWORDS)}",
           _NAMED, _told),
    _prose("word-as-password",
           rf"(?:^|[\s\"'`(])([^\s\"'`\x02]{{5,}})[\"'`]? (?:is|as|was|ist|als|est|es|è|é) "
           rf"(?:the|my|your|our|das|mein|unser|le|la|mon|el|il|o|a) (?:\w+ ){{0,2}}"
           rf"{one_of(PASSWORDS)}(?:{_EDGE}|$)",
           _NAMED, _mixed),
    _prose("passphrase",
           r"(?:passphrase|pass phrase|recovery phrase|seed phrase|seed words|mnemonic(?: phrase)?)"
           r"(?: (?:for|of|to) [^\n\x02.;:=]{1,30})?"
           r"[\"']?[ \t]*(?:is|[:=])[ \t\"']*([a-z]+(?:[ ,-]{1,2}[a-z]+){2,23})",
           ("phrase", "seed words", "mnemonic"), _phrase),
    _prose("login-with",
           r"(?:log(?:ged|ging)? ?(?:in|on)|sign(?:ed|ing)? ?in|login|log-in|logon|anmelden|"
           r"einloggen|anmeldung|zugangsdaten|zugang|credentials?|creds|identifiants|credenciales|"
           r"credenziali|credenciais|inloggegevens|dane logowania|inloggning|account|user(?:name)?/"
           r"pass(?:word|wd)?|user/pw)"
           r"(?: (?:with|as|using|are|is|to|it|mit|als|avec|con|com|met|sind|the|user|username|for|"
           r"test|demo|staging|admin area)){0,4}[ \t]{0,2}[:=]?[ \t]+[\"'`]?"
           r"[\w.@+-]{2,60}(?: [a-z][\w.'-]{1,30}){0,2}[\"'`]?[ \t]{0,2}(?:/|\||:|,| and|"
           r" with| und| mit| et| y| e)[ \t]{0,2}"
           r"([^\s\x02]{4,})",
           ("log", "sign", "anmeld", "zugang", "cred", "identifiant", "inlog", "account", "user"),
           _after_user),
    _prose("pass-of-user",
           r"\b(?:user(?:name)?|login|account|usr|id)\b[^\n\x02]{0,60}?\bpass(?: is|:|=)?[ \t]+"
           r"([^\s\x02]{4,})", ("pass",), _mixed),
    _prose("pass-is", r"\bpass (?:is|was|=)[: ]{1,2} ?([^\s\x02]{5,})", ("pass ",), _mixed),
    _prose("default-login",
           r"(?:^|[\s\"'`(])(?:admin|administrator|root|sysadmin|superuser):([^\s:@/\x02]{4,})",
           ("admin:", "administrator:", "root:", "sysadmin:", "superuser:"), _default),
    _prose("default-pair",
           r"(?:^|[\s\"'`(])(?:admin|administrator|root|sysadmin|superuser|user|guest|pi) ?/ ?"
           r"([^\s:@/\x02]{4,})(?:[\s,.;)\"'`]|$)",
           ("admin", "administrator", "root", "sysadmin", "superuser", "user", "guest", "pi"),
           _default_pair),
    _prose("pass-of-tool",
           r"\b(?:vnc|ssh|s?ftp|vpn|wi-?fi|wlan|db|database|root|admin|smtp|imap|mail|router|rdp|"
           r"nas|camera|ilo|idrac|bios|sql) pass(?:code)?[ \t]*[:=]?[ \t]+([^\s\x02]{4,})",
           ("pass",), _mixed),
    _prose("key-of-network",
           r"\b(?:hotspot|ssid|wi-?fi|wlan|wpa[23]?)\b[^\n.;\x02]{0,40}?\b(?:key|schlüssel|pw|"
           r"code|clé|clave|chiave)[ \t]*[:=]?[ \t]+([^\s\x02]{6,})",
           ("hotspot", "ssid", "wifi", "wi-fi", "wlan", "wpa"), _mixed),
    _prose("used-as-password",
           rf"(?:use|using|used|typed|tried|entered) {_TOLD} [^\n.;\x02]{{0,40}}?\bas (?:the |my |"
           rf"our |a )?{one_of(PASSWORDS)}(?:{_EDGE}|$)", _NAMED, _mixed),
    _prose("word-used-as",
           rf"(?:^|[\s\"'`(])([^\s\"'`\x02]{{5,}})[\"'`]? (?:as|als|comme|como|come|som|jako) "
           rf"(?:a |ein |mot de )?{one_of(PASSWORDS)}(?:{_EDGE}|$)", _NAMED, _mixed),
    _prose("word-with-aside",
           rf"(?:^|[\s\"'`])([^\s\"'`\x02]{{5,}})[\"'`]?,? ?[(—–-] ?(?:(?:is|that's|it's|as) )?"
           rf"(?:the |my |your |our |their |das |le |la |el |il |o )?(?:\w+ )?{one_of(PASSWORDS)}"
           rf"(?:{_EDGE}|$)", _NAMED, _mixed),
    _prose("login-behind",
           r"(?:^|[\s\"'`(])[\w.@+-]{2,60} ?[/|] ?([^\s/\x02]{6,})[\"'`]?,? (?:[-–—(] ?)?"
           r"(?:that|this|it|which|das|to|c)?(?:'s|'est| is| are| ist| są)? ?"
           r"(?:(?:the|my|our|your|a|der|mein|unser|le|mon|mój) )?(?:\w+ )?"
           r"(?:log-?in|logins|credentials|creds|zugang|zugangsdaten|identifiants|credenciales|"
           r"credenziali)(?: (?:for|of|to|to the|für|de|per|para)\b|[.,;)!]|$)",
           ("login", "log-in", "cred", "zugang", "identifiants"), _login),
    _prose("password-of-all",
           rf"(?:^|[\s\"'`(])([^\s\"'`\x02]{{5,}})[\"'`]? (?:is|was|as) "
           rf"[^\n.;\x02]{{0,40}}?\b(?:as|is) (?:the|a|our|their|my|his|her) {one_of(PASSWORDS)}"
           rf"(?:{_EDGE}|$)", _NAMED, _mixed),
    _prose("password-in-brackets",
           r"\b(?:ssh|sftp|scp|rdp|vnc|telnet|ftp)[ \t]+[\w.-]+@[\w.:-]+[ ,]{1,2}"
           r"\(([^\s()\x02]{5,})\)",
           ("ssh", "sftp", "scp", "rdp", "vnc", "telnet", "ftp"), _mixed),
    _prose("password-after-clause",
           rf"{one_of(PASSWORDS)},[^\n.:;\x02]{{3,80}}: ([^\s\x02]{{6,40}})", _NAMED, _login),
    _prose("user-and-letter",
           r"(?:^|[^a-z])u(?:ser(?:name)?|sr|n)? ?[:=] ?[\w.@+-]{2,60}[ \t,;/|\n]{1,4}"
           r"p(?:ass(?:word|wd)?|wd?)? ?[:=] ?([^\s\x02]{4,})",
           ("u:", "u :", "u=", "u =", "user", "usr", "un:", "un :", "un=", "un ="), _after_letter),
    _prose("access-in-three",
           r"\b(?:ftp|sftp|ssh|vpn|rdp|smtp|imap|webdav|wifi|wi-fi|wlan|ssid|portal|server|router|nas)"
           r"(?: (?:access|login|is|zugang|credentials|accès|acceso|accesso|network|netz))?"
           r"[ \t]{0,2}:?[ \t]+(?:[\w.:-]{2,80} / )?[\w.@+-]{2,60} / ([^\s\x02]{5,})",
           ("ftp", "ssh", "vpn", "rdp", "smtp", "imap", "webdav", "wifi", "wi-fi", "wlan", "ssid",
            "portal", "server", "router", "nas"), _after_letter),
    _prose("changed-from-to",
           rf"(?:changed?|reset|switched|rotated|geändert)[^\n.;\x02]{{0,40}}? (?:from|von|de|da) "
           rf"([^\s\x02]{{5,}} (?:to|auf|zu|en|a|à) [^\s\x02]{{5,}})[^\n.;\x02]{{0,40}}"
           rf"{one_of(PASSWORDS)}", _NAMED, _both),
    _prose("answer-told",
           r"(?:secret|security) question(?:'s|s)?(?: answer)?[^\n.;\x02]{0,40}?\b(?:answer )?"
           r"(?:is|was|:)[ \t]+[\"'`]?([^\s\x02]{3,})", ("question",), _mixed),
    _prose("use-to-log-in",
           r"\b(?:use|try|enter|type)[ \t]+([^\s\x02]{5,})[ \t]+(?:to|when|for|and)[ \t]+"
           r"(?:(?:you|we|i)[ \t]+)?(?:log|sign|unlock|authenticate|connect|logging|signing)",
           ("log", "sign", "unlock", "authenticate", "connect"), _mixed),
    _prose("log-in-with",
           r"\b(?:log(?:ged|ging)?|sign(?:ed|ing)?)[ -]?(?:in|on|into)[^\n\x02.]{0,40}? "
           r"(?:with|using|via)[ \t]+([^\s\x02]{5,})",
           ("log", "sign"), _given_for_login),
    _prose("password-of-language",
           r"(?:[Пп]арол[ьяюеі]м?|[Кк]лючове слово|[Пп]арола|[Κκ]ωδικ[όο]ς(?: πρόσβασης)?|סיסמ[הא])"
           r"(?:[ -]*(?::|=|—|-|это|мой|на|был|стал|теперь|сейчас|новый|е|μου|είναι|ήταν|שלי|היא|"
           r"от \S+|для \S+)){0,3}"
           r"[ \t]*([^\s\x02]{4,})", ("арол", "лючове", "ωδικ", "סיסמ"), _mixed),
    _prose("password-of-east-asia",
           r"(?:パスワ[-ー]ド|暗証番号|合言葉|密码|密碼|口令|비밀번호|암호|รหัสผ่าน|"
           r"mật khẩu|كلمة المرور|कूटशब्द|पासवर्ड)[ \t]*"
           r"(?:は|が|를|는|은|가|是|为|為|設為|là|:|=|หลัก|คือ|هي|है|、|「|『|\"|“)*[ \t]*"
           r"[「『\"“]?([!-~]{4,})",
           ("パスワ", "暗証番号", "合言葉", "密码", "密碼", "口令", "비밀번호", "암호", "รหัสผ่าน",
            "mật khẩu", "كلمة المرور", "कूटशब्द", "पासवर्ड"), _told),
)  # fmt: skip

PATTERNS = (
    *_PROSE,
    *command_lines.PATTERNS,
    *config_secrets.PATTERNS,
    *one_time_codes.PATTERNS,
)
