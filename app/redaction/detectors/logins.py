"""What people are called by machines: in paths of their folders, log-ins, queries and emoji."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.redaction.canonical import Canonical
from app.redaction.hits import Hit, Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_NOBODY = NOT_A_NAME | words(
    """
    public default defaultuser0 all administrator admin user username users runner runneradmin
    ubuntu ec2-user node app apps www-data www root deploy deployer git jenkins circleci vagrant pi
    linuxbrew me you myname yourname name shared guest debian centos azureuser vsts vsts_azpipelines
    build builder travis gitlab-runner github postgres mysql oracle tomcat nginx apache backup
    service svc daemon nobody system local localadmin test tester testuser demo demouser example
    somebody someone foo bar baz alice bob student jovyan coder codespace container docker jboss
    hadoop spark airflow elasticsearch kibana grafana prometheus redis rabbitmq mongodb superuser
    klappt geht funktioniert scheitert haengt hängt streikt bricht zeigt meldet bleibt verlangt
    spinnt werkt lukt faalt marche bloque fonctionne funciona falla fungerar virker fungerer
    toimii dziala
    nefunguje sysadmin webmaster support info sales help api bot robot anonymous null
    none undefined true false string text id sa dbo superadmin owner operator master
    readonly reader writer
    nuevo nueva nuevos nuevas novo nova novos novas nouveau nouvelle neuer neuen neue nieuw nieuwe
    nuovo nuova nuovi final finale actual actuel attuale mismo meme stesso otro autre altro outro
    """
)
_SERVICE = re.compile(
    r"(?:svc|srv|sys|app|api|bot|test|demo|ci|k8s|db)[._-]|.*[._-](?:svc|bot|app)$"
)
_PARTS = re.compile(r"[._%+-]+|\d+")
_LEAST, _LEAST_OF_NAME = 3, 4
_KEYS = (
    r"(?i:user(?:[ _-]?(?:name|id|login))?|samaccountname|mailnickname|"
    r"login(?:[ _-]?name)?|log-in|logon|uid|usr|"
    r"account[ _-]name|owner|assignee|author|created_by|updated_by|modified_by|reporter|"
    r"benutzer(?:name|kennung)?|nutzername|anmeldename|usuario|utilisateur|identifiant|utente|"
    r"nome utente|gebruiker(?:snaam)?|användarnamn|brugernavn|użytkownik|"
    r"kullan[ıi]c[ıi] ad[ıi]|brukernavn)"
)
_LOGIN = r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+){0,3}"


def is_login(text: str) -> bool:
    """Whether somebody's name is in it: `tperkins`, `rosalind.achterberg`, `perkins02`."""
    known = stock()
    if text in _NOBODY or _SERVICE.match(text) is not None or text in known.words:
        return False
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) > 1:
        return any(_is_borne(part) for part in parts) or _is_shortened(parts)
    word = parts[0] if parts else ""
    return any(map(_is_borne, (word, word[1:], word[2:], word[:-1])))


def is_somebody(name: str) -> bool:
    """Whether a log-in may be a person's: no service's, not everybody's and no plain word."""
    return name not in _NOBODY and not _SERVICE.match(name) and name not in stock().words


def _is_shortened(parts: list[str]) -> bool:
    """An initial and a word that no dictionary has: `k.achterberg`, `wojcik.h`."""
    first, last = sorted(parts, key=len)[:: len(parts) - 1] if len(parts) == 2 else ("", "")
    ordinary = last in stock().words and not stock().is_rare(last)
    return len(first) == 1 and len(last) >= _LEAST_OF_NAME and not ordinary


def _is_borne(part: str) -> bool:
    known = stock()
    least = len(part) >= _LEAST_OF_NAME
    return part in known.given or (least and known.is_name(part) and part not in known.common)


def _path(candidate: Candidate) -> Candidate | None:
    """The folder of a person; those of services and of everybody are nobody's."""
    name = candidate.text.strip().lower()
    if name in _NOBODY or _SERVICE.match(name) is not None or len(name) < _LEAST:
        return None
    return candidate._replace(value=name)


_REACH = 40
_OF_ROLE = re.compile(
    r"\b(?:role|rol|ruolo|rolle|papel|type|tipo|langue|idioma|lingua)"
    r" (?:de(?:l| l')? ?|d'|dell')?(?:utilisateur|usuario|utente)\b[\"' \t]{0,3}[:=][\"' \t]{0,3}$"
)
"""What a user is, and not who: `Rôle utilisateur : comptable`."""


def _named(*, surely: bool) -> Check:
    """A log-in behind a word that says so; `surely` where a sign parts them."""

    def check(candidate: Candidate) -> Candidate | None:
        name = candidate.text.lower()
        if name.isalpha() and _OF_ROLE.search(candidate.before(_REACH)) is not None:
            return None
        if candidate.after(1) in {"(", "/", "@", "=", "["} or len(name) < _LEAST:
            return None
        if not is_login(name) and not (surely and _is_strange(name)):
            return None
        return candidate._replace(value=name)

    return check


def _is_strange(name: str) -> bool:
    """A word of letters alone that no dictionary has."""
    ordinary = name in _NOBODY or name in stock().words or _SERVICE.match(name) is not None
    return name.isalpha() and name.isascii() and len(name) > _LEAST_OF_NAME and not ordinary


def _in_parts(candidate: Candidate) -> Candidate | None:
    """A person's name in parts; a single word is what the field says it is."""
    parted = any(sign in candidate.text for sign in "._-")
    return _named(surely=False)(candidate) if parted else None


_GOES_ON = re.compile(r"[(/@]|\.\w")


def _initial(candidate: Candidate) -> Candidate | None:
    """An initial and a surname: `m.devereux`; not the first part of a host."""
    name = candidate.text.lower()
    last = name[2:].partition("-")[0].rstrip("0123456789")
    ordinary = last in stock().words and not stock().is_rare(last)
    if ordinary or _GOES_ON.match(candidate.after(2)) is not None:
        return None
    return candidate._replace(value=name)


def _said(candidate: Candidate) -> Candidate | None:
    """What somebody says to be called by: no word, and not what is wrong with the name."""
    name = candidate.text.lower()
    marked = any(sign.isdigit() or sign == "_" for sign in name)
    strange = marked or is_login(name) or _is_strange(name)
    return candidate._replace(value=name) if strange and name not in _NOBODY else None


def _somebody(candidate: Candidate) -> Candidate | None:
    name = candidate.text.lower()
    return candidate._replace(value=name) if is_somebody(name) else None


def _commanded(candidate: Candidate) -> Candidate | None:
    name = candidate.text.lower()
    return candidate._replace(value=name) if is_login(name) or _is_strange(name) else None


def _query(candidate: Candidate) -> Candidate | None:
    name = candidate.text.lower()
    return candidate._replace(value=name) if is_login(name) else None


def _pattern(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("handle", name, regex, literals, rank=Rank.SHAPE, check=check)


PATTERNS = (
    _pattern(
        "login-told",
        r"\b(?i:login|log-in|user ?name|user ?id|benutzername|kennung|identifiant|usuario)"
        r"(?i:'s| je| jest| ist| är| er| est| es| è| é| is| was| був| to) [\"'`]?"
        r"([a-z][a-z0-9._-]{3,30})\b",
        ("login", "log-in", "user", "benutzername", "kennung", "identifiant", "usuario"),
        _said,
    ),
    _pattern(
        "login-told-in-japanese",
        r"(?:ID|ログイン名|ユーザー名|アカウント)は ?([A-Za-z][A-Za-z0-9._-]{3,30})",
        ("idは", "名は", "アカウントは"),
        _somebody,
    ),
    _pattern(
        "login-folder",
        r"(?i:\\(?:users|home)\$?\\+|\\documents and settings\\+|\\profiles\\+)"
        r"([^\\/\s\"'<>|:*?%$]{2,40}(?: [A-Z][^\\/\s\"'<>|:*?%$]{1,30})?)(?:\\|[\s\"'.,;)]|$)",
        ("\\users\\", "\\users$\\", "\\home\\", "\\home$\\", "\\documents and settings\\",
         "\\profiles\\"),
        _path,
    ),
    _pattern(
        "login-home",
        r"/(?:home|Users|export/home)/([A-Za-z][\w.-]{1,31})(?:/|[\s\"':,;)]|$)",
        ("/home/", "/users/"),
        _path,
    ),
    _pattern(
        "login-key",
        rf"(?:\b[sd]?|_){_KEYS}[\"']?[ \t]{{0,12}}[:=][ \t]{{0,3}}[\"'`]?({_LOGIN})\b",
        ("user", "samaccountname", "mailnickname", "login", "log-in", "logon", "uid", "usr",
         "account", "owner", "assignee", "author", "_by", "reporter",
         "nutzer", "anmeldename", "usuario", "utilisateur", "identifiant",
         "utente", "gebruiker", "ndarnamn", "brugernavn", "brukernavn", "ytkownik", "kullan"),
        _named(surely=True),
    ),
    _pattern(
        "login-of-person",
        r"\b(?i:subscriber|contact|member|customer|employee|actor|operator|recipient|attendee|approver|"
        r"requester|submitter|agent|sender|viewer|editor)[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"'`]?"
        rf"({_LOGIN})\b",
        ("subscriber", "contact", "member", "customer", "employee", "actor", "operator",
        "recipient",
         "attendee", "approver", "requester", "submitter", "agent", "sender", "viewer", "editor"),
        _in_parts,
    ),
    _pattern(
        "login-abroad",
        r"(?:[Лл]огин|[Кк]ористувач|ユ[-ー]ザ[-ー](?:ID|名)|ログインID|用户名|用戶名|帐号|아이디|"
        r"(?i:brukernavn|användarnamn|brugernavn|käyttäjätunnus|kullan[ıi]c[ıi] ad[ıi]|użytkownik|"
        r"benutzername|gebruikersnaam|nome utente|usuario|usuário|identifiant|käyttäjä|"
        r"kasutajanimi|"
        r"kasutaja|lietotājvārds|lietotājs|vartotojo vardas|vartotojas|uživatelské jméno|uživatel|"
        r"používateľ|felhasználónév|felhasználó|utilizator|korisničko ime|korisnik|kullanıcı|"
        r"użytkownika|notandanafn|username po|tên đăng nhập|nama pengguna))"
        r"[ \t]?(?:は|が|:|：|=|-|是|为|는|은|가|er|är|is|on|to|to jest|ist|es|è|é|"
        r"est)?[ \t「\"'`]{0,3}"
        rf"({_LOGIN})\b",
        ("огин", "ористувач", "ユ", "ログイン", "用户", "用戶", "帐号", "아이디", "brukernavn",
        "ndarnamn",
         "brugernavn", "tunnus", "kullan", "ytkownik", "benutzername", "gebruikersnaam", "utente",
         "usu", "identifiant", "ytt", "kasutaja", "lietot", "vartotoj", "vate", "felhaszn",
         "utilizator", "korisni", "kullan", "notandanafn", "username po", "ng nh", "nama pengguna"),
        _named(surely=True),
    ),
    _pattern(
        "login-in-log",
        r"(?m)(?:^|[ \t])[0-9A-Fa-f.:]{3,39} \S{1,40} ([A-Za-z][\w.@-]{2,40})"
        r" \[[0-9]{2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/[0-9]{4}",
        ("/jan/", "/feb/", "/mar/", "/apr/", "/may/", "/jun/", "/jul/", "/aug/", "/sep/", "/oct/",
         "/nov/", "/dec/"),
        _named(surely=True),
    ),
    _pattern(
        "login-spoken",
        r"\b(?i:users?|user ?name|login|log-in|account|benutzer|nutzer|usuario|utilisateur|utente|"
        rf"gebruiker|logged in as|signed in as|log in as|sign in as)(?: (?:is|was))? [\"'`]?"
        rf"({_LOGIN})\b",
        ("user", "login", "log-in", "account", "nutzer", "usuario", "utilisateur", "utente",
         "gebruiker", "in as"),
        _named(surely=False),
    ),
    _pattern(
        "login-quoted",
        r"\b(?i:users?|user ?name|login|log-in|account|benutzer|usuario|utilisateur|utente) "
        rf"[\"'`]({_LOGIN})[\"'`]",
        ("user", "login", "log-in", "account", "benutzer", "usuario", "utilisateur", "utente"),
        _named(surely=True),
    ),
    _pattern(
        "login-said",
        r"\b(?i:(?:my|our|his|her|their|mein|mon|mi|mio|il mio|meu|mijn) (?:user ?name|user id|"
        r"log-?in(?: name)?|nick(?:name)?|handle|screen name|gamer ?tag|player name|benutzername|"
        r"identifiant|pseudo|usuario|nome utente|gebruikersnaam)"
        r"(?: is| was|:| ist| est| es| è| é)+) [\"'`]?([a-z0-9][\w.-]{2,30}\w)",
        ("user", "log", "nick", "handle", "screen name", "gamer", "player", "benutzer",
         "identifiant", "pseudo", "usuario", "utente", "gebruiker"),
        _said,
    ),
    _pattern(
        "login-command",
        r"(?:\b(?:sudo (?:-\w+ )*-u|su -|chown(?: -R)?|runas /user:|net user|usermod|passwd)|"
        r"\s-(?:Identity|SamAccountName|UserName|LogonName)) ?"
        rf"({_LOGIN})\b(?:[^(]|$)",
        ("sudo ", "-identity", "-samaccountname", "-username", "-logonname", "su -", "chown",
         "runas ", "net user", "usermod", "passwd"),
        _commanded,
    ),
    _pattern(
        "login-domain",
        rf"(?:^|[\s\"'(=:])(?:[A-Z][A-Z0-9-]{{1,14}}|AzureAD)\\(?:\\)?"
        rf"({_LOGIN}|[A-Z][a-zà-ÿ]+[A-Z][a-zà-ÿ]+)\b",
        ("\\",),
        _named(surely=True),
    ),
    _pattern(
        "login-refused",
        rf"\b(?i:password|credentials?|log-?[io]n|auth(?:entication|orization)?|certificate) for "
        rf"[\"'`]({_LOGIN})[\"'`]",
        ("password for", "credential", "login for", "log-in for", "logon for", "log-on for",
         "auth", "certificate"),
        _named(surely=True),
    ),
    _pattern(
        "login-of-shell",
        r"\b(?:(?:Failed|Accepted) [\w/-]{2,40} for (?:(?:invalid|illegal) user )?|"
        rf"[Ii]nvalid user )({_LOGIN}) from ",
        ("failed ", "accepted ", "invalid user "),
        _path,
    ),
    _pattern(
        "login-on-machine",
        r"-(?:PC|LAPTOP|DESKTOP|NB|NOTEBOOK|WS)\\{1,2}([A-Z][a-zà-ÿ]{1,20} [A-Z][a-zà-ÿ]{1,20})\b",
        ("\\",),
        _path,
    ),
    _pattern(
        "login-initial",
        r"\b(?i:by|with|from|cc|ask|user) ([a-z]\.[a-z]{4,20}(?:-[a-z]{3,20})?\d{0,4})\b",
        ("by ", "with ", "from ", "cc ", "ask ", "user "),
        _initial,
    ),
    _pattern(
        "login-as",
        r"\b(?i:(?:as|for|of|by|our|my|named) (?:the )?(?:user|login|account|benutzer|usuario)|"
        r"(?:logged|signed|log|sign|logging|signing)(?: me| him| her| us| them)? in as|"
        rf"user ?name(?: is)?|als benutzer) [\"'`]?({_LOGIN})\b",
        ("user", "login", "account", "usuario", "benutzer", "in as"),
        _named(surely=True),
    ),
    _pattern(
        "login-on-portal",
        rf"\b(?i:i'?m|i am|me as|(?:know|list|register|sav)(?:n|ed) as) [\"'`]?({_LOGIN})[\"'`]? "
        r"(?i:on|in|at) (?i:the|your|our|this) (?i:\w{2,12} )?"
        r"(?i:portal|forum|community|platform)\b",
        ("portal", "forum", "community", "platform"),
        _said,
    ),
    _pattern(
        "login-beside-password",
        rf"(?:^|[\s:(])({_LOGIN}) ?[/|,] ?(?i:pw|pwd|pass|passwor[dt]|mdp|kennwort|hasło|"
        r"wachtwoord|contraseña|senha)\b",
        ("pw", "pass", "mdp", "kennwort", "has", "wachtwoord", "contrase", "senha"),
        _somebody,
    ),
    _pattern(
        "login-owned",
        r"\b(?i:my|his|her|our|their|the) (?i:login|log-in|user ?name|user ?id|user account)"
        rf"(?: [a-z]{{2,8}}| [A-Z][a-z]{{2,8}}){{0,3}}(?:: ?| \()[\"'`]?({_LOGIN})\b",
        ("login", "log-in", "user name", "username", "user id", "userid", "user account"),
        _said,
    ),
    _pattern(
        "login-query",
        rf"[?&](?:u|by|q|usr|user|username|login|uid|owner|author|assignee|member|name|"
        rf"profile)=({_LOGIN})\b",
        ("u=", "by=", "q=", "usr=", "user=", "name=", "login=", "id=", "owner=", "author=",
         "assignee=", "member=", "profile="),
        _query,
    ),
)  # fmt: skip

_EMOJI = re.compile(r":([a-z]{2,20}(?:[-_.][a-z]{2,20}){1,4}):")


def find_emoji(view: Canonical) -> Iterator[Hit]:
    """Emoji that are named after a person: `:jane-roe-approves:`."""
    if ":" not in view.text:
        return
    for found in _EMOJI.finditer(view.folded):
        parts = [part for part in _PARTS.split(found[1]) if part]
        if any(_is_person(left, right) for left, right in pairwise(parts)):
            yield Hit(*found.span(1), "handle", "emoji", Rank.CUE, found[1])


def _is_person(left: str, right: str) -> bool:
    known = stock()
    return left in known.given and right not in known.common and right not in _NOBODY
