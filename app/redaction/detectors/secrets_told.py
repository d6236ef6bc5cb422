"""Passwords told with words between the cue and `is`, and the log-in in front of a password:
`shared secret according to Ann is …`, `user smdadmin, password …`.
"""

import re

from app.redaction.detectors.password_words import PASSWORDS
from app.redaction.detectors.secret_shapes import is_mixed, is_placeholder, is_worded
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import gates, one_of, words

_AROUND = "\"'`,;.)!?”»"
_MORE = ("shared secret", "secret", "pre-shared key", "preshared key", "psk", "community string")
_CUES = (*PASSWORDS, *_MORE)
_SOURCE = (
    r"(?:according to|as told by|as given by|as per|per|from|by|given by|told by|sent by|laut|"
    r"gemäß|von|selon|d'après|según|secondo|segundo|conforme|volgens|enligt|ifølge|według|podle|podľa|"
    r"mukaan|szerint|conform|göre|for|on|of|für|pour|para|voor|till|til|dla|that|which|die|das|"
    r"que|che|som|we|they|he|she)"
)
_IS = r"(?:is|was|are|lautet|ist|war|est|était|es|era|è|é|er|är|var|brzmi|to|je|on|este)"
_NO_SECRET = re.compile(r"[\d.,:/-]+|v?\d+(?:\.\d+)+.*|https?:.*|.*[/\\].*|[a-z]+(?:_[a-z]+)+")
"""Numbers, versions, addresses, paths and the names of settings."""


def _told(candidate: Candidate) -> Candidate | None:
    """Letters with figures or signs, of which no sentence is made."""
    text = candidate.text.rstrip(_AROUND).lstrip("\"'`“«(")
    start = candidate.start + candidate.text.index(text) if text else candidate.start
    if len(text) < 6 or _NO_SECRET.fullmatch(text) is not None or is_placeholder(text):
        return None
    figured = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    taken = is_mixed(text) and (figured or not is_worded(text))
    return candidate._replace(start=start, end=start + len(text)) if taken else None


_EVERYBODY = words(
    """
    admin administrator root user test demo guest sa postgres superuser sysadmin support name names
    and und et og och id or with the a field fields is not no own same new old login password
    without any each per every account accounts
    """
)
_LEAST = 4


def _login(candidate: Candidate) -> Candidate | None:
    """Whoever it is, unless everybody is called so."""
    name = candidate.text.lower().strip("\"'`")
    if name in _EVERYBODY or name in stock().words or len(name) < _LEAST or is_placeholder(name):
        return None
    return candidate._replace(value=name)


_USERS = (
    r"(?:user ?names?|user|usr|log-?in(?: name)?|logon|benutzer(?:name|kennung)?|nutzer(?:name)?|"
    r"kennung|utilisateur|nom d'utilisateur|identifiant|usuario|nombre de usuario|usuário|utente|"
    r"nome utente|gebruiker(?:snaam)?|användare?(?:namn)?|brukernavn|bruger(?:navn)?|bruker|"
    r"käyttäjä(?:tunnus)?|użytkownik|uživatel|felhasználó|utilizator|korisnik|kullanıcı)"
)
_USER_GATES = (
    "us", "log", "nutzer", "kennung", "utili", "identifiant", "utente", "gebruiker", "nvändar",
    "bruker", "bruger", "yttäjä", "ytkownik", "živatel", "felhaszn", "korisnik", "kullan",
)  # fmt: skip
_LINKS = r"(?:(?:and|og|und|et|y|e|och|en|i|a|ja|és|si|with|mit|avec|con|com|met|with the) )?"

PATTERNS = (
    Pattern(
        "password",
        "secret-told-of",
        rf"\b{one_of(_CUES)} {_SOURCE} [^\n.;:=\x02]{{1,60}}? {_IS}[: ]{{1,2}}"
        r"[\"'`“«(]?([^\s\x02]{6,})",
        gates(_CUES),
        rank=Rank.SECRET,
        ignore_case=True,
        check=_told,
    ),
    Pattern(
        "handle",
        "login-before-password",
        rf"(?:^|[^\w]){_USERS}[ \t]*(?:[:=]|is|ist)?[ \t]{{0,3}}[\"'`]?"
        rf"([a-z][\w.+-]{{2,40}}\w)[\"'`]?"
        rf"[ \t]*[,;/|&]?[ \t]{{1,3}}{_LINKS}(?:the |das |le |la |el |il |a )?"
        rf"{one_of(PASSWORDS)}(?:[^a-z]|$)",
        _USER_GATES,
        rank=Rank.CUE,
        ignore_case=True,
        check=_login,
    ),
)
