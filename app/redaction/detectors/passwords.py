"""Passwords that sentences tell, in the languages of the cues, and those on command lines."""

from app.redaction.detectors import config_secrets, one_time_codes
from app.redaction.detectors.broken_lines import over_lines
from app.redaction.detectors.password_words import (
    FUNCTION_WORDS,
    GO_ON,
    NOT_A_SECRET,
    PASSWORDS,
)
from app.redaction.detectors.secret_shapes import (
    is_keylike,
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
_FEWEST_OF_BARE = 6


def _bare(text: str) -> str:
    return text.strip(_AROUND).lower()


def _narrowed(candidate: Candidate) -> Candidate | None:
    """Without quotes and the signs of the sentence."""
    text = candidate.text
    start = candidate.start + len(text) - len(text.lstrip(_OPENING))
    end = candidate.end - len(text) + len(text.rstrip(_CLOSING))
    return candidate._replace(start=start, end=end) if end > start else None


def _is_said(text: str) -> bool:
    """Whether a word tells nothing: a state, a placeholder, what code looks up, an address."""
    said = _bare(text) in NOT_A_SECRET or is_placeholder(text) or is_looked_up(text)
    return said or "://" in text or text.startswith("[")


def _told(candidate: Candidate) -> Candidate | None:
    """What stands behind `the password is`: anything but what prose says of a password."""
    found = _narrowed(candidate)
    if found is None or _is_said(candidate.text):
        return None
    text = found.text
    if is_mixed(text) or (text.isdigit() and len(text) > 3):
        return found
    return found if text.isalpha() and _ends_there(candidate, found) else None


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


def _quoted(candidate: Candidate) -> Candidate | None:
    """What stands in quotes, where it is no message of a page."""
    parts = candidate.text.lower().split()
    sentence = len(parts) > 1 and not FUNCTION_WORDS.isdisjoint(parts)
    only_said = all(part.strip(_AROUND) in NOT_A_SECRET for part in parts)
    return None if sentence or only_said or is_placeholder(candidate.text) else candidate


def _phrase(candidate: Candidate) -> Candidate | None:
    """Words that make no sentence."""
    return candidate if FUNCTION_WORDS.isdisjoint(candidate.text.lower().split()) else None


def _words(candidate: Candidate) -> Candidate | None:
    """Words that make no sentence and say nothing of passwords."""
    parts = candidate.text.lower().split()
    said = len(NOT_A_SECRET.intersection(parts)) > 1 or parts[0] in NOT_A_SECRET - {"correct"}
    return None if said else _phrase(candidate)


def _after_user(candidate: Candidate) -> Candidate | None:
    """The second of a pair behind `log in with`."""
    found = _narrowed(candidate)
    if found is None or _is_said(candidate.text) or len(found.text) < 4:
        return None
    users = candidate.before(40).rstrip(" /|:,").rsplit(None, 1)[-1:]
    default = bool(users) and users[0].strip(_AROUND) in _USERS
    return found if default or is_mixed(found.text) else None


def _given(candidate: Candidate) -> Candidate | None:
    """What a tool takes as a password, unless it is another option or a variable."""
    text = candidate.text
    return None if text.startswith("-") or is_placeholder(text) else _narrowed(candidate)


def _keylike(candidate: Candidate) -> Candidate | None:
    found = _narrowed(candidate)
    return found if found is not None and is_keylike(found.text) else None


_USERS = words(
    "admin administrator root user test demo guest sa postgres superuser sysadmin support"
)
_CHANGED = (
    r"(?:(?:(?:is|was|has been|got|wurde|est|es|è|é) )?(?:changed|set|reset|updated|geändert|gesetzt|"
    r"changé|cambiada|cambiata|alterada)(?: back)? (?:to|auf|en|a|in|para|zu):? +)"
)
_IS = (
    r"(?:(?:is|was|are|lautet|ist|war|est|était|c'est|es|era|è|é|to|brzmi|är|var|er|on|je|olarak|"
    r"will be|should be|=|:)"
    r"(?: (?:now|still|set to|simply|just|currently|again|jetzt|weiterhin|noch|neu|maintenant|"
    r"toujours|ahora|adesso|ora|agora|nu|teraz|obecnie|nu))?:? +)"
)
_EDGE = r"[^a-z\x{C0}-\x{24F}]"
_WORD = rf"(?:^|{_EDGE}){one_of(PASSWORDS)}(?:s|'s|en|et|et's)?"
_OF = r"(?: (?:for|of|on|to|from|in|für|von|zu|zum|bei|pour|de|du|para|per|di|voor|till|för|do)(?: [\w.@'-]+){1,5})?"
_TOLD = r"([^\s\x02]{3,})"
_TOOLS = (
    r"\b(?:(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump)\b[^\n\x02]*? -p"
    r"|sshpass[ \t]+-p[ \t]?"
    r"|(?:redis-cli|valkey-cli)\b[^\n\x02]*? -a[ \t]+"
    r"|ldap(?:search|modify|add|delete|whoami|passwd)\b[^\n\x02]*? -w[ \t]+"
    r"|(?:docker|podman|helm|az|oc|skopeo|crane|nerdctl|buildah|acr|cf|argocd|registry)\b"
    r"[^\n\x02]*? login\b[^\n\x02]*? -p[ \t]+"
    r"|(?:sqlcmd|bcp|osql|isql|mosquitto_(?:pub|sub)|ipmitool)\b[^\n\x02]*? -P[ \t]*"
    r"|(?:zip|unzip)\b[^\n\x02]*? -P[ \t]*"
    r"|(?:7z|7za|rar|unrar)\b[^\n\x02]*? -h?p"
    r"|mongo(?:sh|dump|restore|export|import)?\b[^\n\x02]*? -p[ \t]+"
    r"|htpasswd[ \t]+-\w*b\w*[ \t]+\S+[ \t]+\S+[ \t]+"
    r"|openssl\b[^\n\x02]*? -(?:passin|passout|pass|k)[ \t]+(?:pass:)?"
    r"|keytool\b[^\n\x02]*? -(?:store|key|deststore|srcstore)pass[ \t]+"
    r"|smbclient\b[^\n\x02]*? -U[ \t]*[^\s%]+%"
    r"|xfreerdp\b[^\n\x02]*? /p:"
    r"|cmdkey\b[^\n\x02]*? /pass:"
    r"|net (?:use|user)\b[^\n\x02]*? /user:\S+[ \t]+"
    r"|wpa_passphrase[ \t]+\S+[ \t]+)[\"']?([^\s\"'\x02]{3,})"
)


def _prose(
    name: str, regex: str, gated: tuple[str, ...], check: Check, rank: Rank = Rank.SECRET
) -> Pattern:
    return Pattern("password", name, regex, gated, rank=rank, ignore_case=True, check=check)


_NAMED = gates(PASSWORDS)

_PROSE = (
    _prose("password-changed", rf"{_WORD}{_OF} {_CHANGED}{_TOLD}", _NAMED, _told),
    _prose("password-told", rf"{_WORD}{_OF}[\"'`]?[ \t]+{_IS}{_TOLD}", _NAMED, _told),
    _prose("password-behind", rf"{_WORD}[\"']?[ \t,(]{{1,3}}{_TOLD}", _NAMED, _mixed),
    _prose("password-quoted", rf"{_WORD}{_OF}[\"']?[ \t]*(?:{_IS}|[:=]*[ \t]*)"
           r"[\"“«„]([^\"”»“\n\x02]{3,80})[\"”»“]", _NAMED, _quoted),
    _prose("password-words", rf"{_WORD}[\"']?[ \t]*(?:{_IS}|[:=][ \t]*)"
           r"([a-z]+(?: [a-z]+){3,7})(?:[.,;!\n]|$)", _NAMED, _words),
    _prose("password-in-front",
           rf"(?:^|{_EDGE})(?:use|using|with|try|enter|typed?|verwende|mit|avec|con|com|met)"
           rf" {_TOLD} (?:as|als|comme|como|come|for) (?:the |my |your |our |das |le |la |el |"
           rf"het |a |o )?(?:\w+ )?{one_of(PASSWORDS)}",
           _NAMED, _told),
    _prose("word-as-password",
           rf"(?:^|[\s\"'`(])([^\s\"'`\x02]{{5,}})[\"'`]? (?:is|as|was|ist|als|est|es|è|é) "
           rf"(?:the|my|your|our|das|mein|unser|le|la|mon|el|il|o|a) (?:\w+ ){{0,2}}"
           rf"{one_of(PASSWORDS)}(?:{_EDGE}|$)",
           _NAMED, _mixed),
    _prose("passphrase",
           r"(?:passphrase|pass phrase|recovery phrase|seed phrase|seed words|mnemonic(?: phrase)?)"
           r"[\"']?[ \t]*(?:is|[:=])[ \t\"']*([a-z]+(?:[ ,-]{1,2}[a-z]+){2,23})",
           ("phrase", "seed words", "mnemonic"), _phrase),
    _prose("login-with",
           r"(?:log(?:ged|ging)? ?(?:in|on)|sign(?:ed|ing)? ?in|login|log-in|logon|anmelden|"
           r"einloggen|anmeldung|zugangsdaten|zugang|credentials?|creds|identifiants|credenciales|"
           r"credenziali|credenciais|inloggegevens|dane logowania|inloggning|account|user(?:name)?/"
           r"pass(?:word|wd)?|user/pw)"
           r"(?: (?:with|as|using|are|is|to|it|mit|als|avec|con|com|met|sind|the|user|username|for|"
           r"test|demo|staging|admin area)){0,4}[ \t]{0,2}[:=]?[ \t]+[\"'`]?"
           r"[\w.@+-]{2,60}[\"'`]?[ \t]{0,2}(?:/|\||:|,| and| with| und| mit| et| y| e)[ \t]{0,2}"
           r"([^\s\x02]{4,})",
           ("log", "sign", "anmeld", "zugang", "cred", "identifiant", "inlog", "account", "user"),
           _after_user),
    _prose("use-to-log-in",
           r"\b(?:use|try|enter|type)[ \t]+([^\s\x02]{5,})[ \t]+(?:to|when|for|and)[ \t]+"
           r"(?:(?:you|we|i)[ \t]+)?(?:log|sign|unlock|authenticate|connect|logging|signing)",
           ("use", "try", "enter", "type"), _mixed),
    _prose("log-in-with",
           r"\b(?:log(?:ged|ging)?|sign(?:ed|ing)?)[ -]?(?:in|on|into)[^\n\x02.]{0,40}? "
           r"(?:with|using|via)[ \t]+([^\s\x02]{5,})",
           ("log", "sign"), _mixed),
    _prose("password-of-language", r"(?:[Пп]ароль|[Кк]лючове слово|[Пп]арола)(?:[ -]*(?::|=|—|-|это|от \S+|"
           r"для \S+)){0,3}[ \t]*([^\s\x02]{4,})", ("ароль", "лючове", "арола"), _mixed),
    _prose("password-of-east-asia",
           r"(?:パスワ[-ー]ド|暗証番号|合言葉|密码|密碼|口令|비밀번호|암호|รหัสผ่าน|mật khẩu|كلمة المرور|कूटशब्द|पासवर्ड)"
           r"[ \t]*(?:は|が|를|는|은|가|是|为|為|設為|là|:|=|หลัก|คือ|هي|है|、|「|『|\"|“)*[ \t]*[「『\"“]?([!-~]{4,})",
           ("パスワ", "暗証番号", "合言葉", "密码", "密碼", "口令", "비밀번호", "암호", "รหัสผ่าน",
            "mật khẩu", "كلمة المرور", "कूटशब्द", "पासवर्ड"), _told),
)  # fmt: skip

_COMMANDS = (
    Pattern("password", "command-password", _TOOLS,
            ("mysql", "mariadb", "sshpass", "redis-cli", "valkey-cli", "ldap", "login", "sqlcmd",
             "bcp", "osql", "isql", "mosquitto", "ipmitool", "zip", "7z", "rar", "mongo",
             "htpasswd", "openssl", "keytool", "smbclient", "xfreerdp", "cmdkey", "net use",
             "wpa_passphrase"),
            rank=Rank.SECRET, check=_given),
    Pattern("password", "command-login",
            r"\b(?:curl|wget|http|https|xh|lftp|aria2c|restic|jfrog|nuget)\b[^\n\x02]*? "
            r"(?:-u|--user|-a|--auth|--proxy-user|-U)[ =]?[\"']?[^\s:\"']*:([^\s\"'\x02]{2,})",
            (" -u", "--user", " -a", "--auth", "--proxy-user"),
            rank=Rank.SECRET, check=_given),
    Pattern("password", "sql-password",
            r"(?i:identified (?:by|with \w+ by)|with (?:encrypted )?password|password for \S+)[ =]*"
            r"N?['\"]([^'\"\n\x02]{3,100})['\"]",
            ("identified by", "identified with", "password"),
            rank=Rank.SECRET, check=_given),
    Pattern("password", "piped-password",
            r"\becho[ \t]+[\"']?(?:[\w.-]{1,40}:)?([^\s\"'|\x02]{4,})[\"']?[ \t]*\|[ \t]*(?:sudo -S|"
            r"(?:sudo )?chpasswd|passwd|docker login|openssl)",
            ("echo",), rank=Rank.SECRET, check=_given),
    Pattern("password", "secure-string", r"(?i:securestring)[ \t]+(?:-String[ \t]+)?[\"']([^\"'\n]{3,100})[\"']",
            ("securestring",), rank=Rank.SECRET, check=_given),
)  # fmt: skip

PATTERNS = over_lines((*_PROSE, *_COMMANDS, *config_secrets.PATTERNS, *one_time_codes.PATTERNS))
