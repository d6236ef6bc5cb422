"""Passwords behind a log-in's name and a stroke: `still has the debug user debug / Sauna#4040`.

A word for a user, an account or a log-in stands in front of the name. Since a stroke parts much
else, what stands behind it is taken only where it looks like a password and like nothing else.
"""

import re

from app.redaction.detectors.password_asides import looks_like_password
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_DEVICE = re.compile(
    r"(?:iphone|ipad|galaxy|pixel|windows|win|office|macbook|surface|thinkpad|excel|chrome|"
    r"firefox|android|ios|outlook|q[1-4]|h[12])\w*",
    re.IGNORECASE,
)


_OF_USERS = re.compile(
    r"(?:users?|user ?name|accounts?|log-?ins?|logons?|credentials?|creds)[ :=]{1,3}"
    r"(?:lists?|guides?|manuals?|page|pages|menu|settings?|tables?|groups?|roles?|types?|profiles?|"
    r"exports?|imports?|reports?|overview|details?|stories|story|interface|management|admin ?panel|"
    r"administration|directory|handbook|screen|tab|section|files?|folder)"
    r"[ \t]?[/|][ \t]?$"
)
"""What is of users and no log-in's name: `user list / Export#2024`."""


def _behind(candidate: Candidate) -> Candidate | None:
    """A password, and no device that the user has: `user anna / iPhone15Pro`."""
    if _OF_USERS.search(candidate.before(60)) is not None:
        return None
    found = looks_like_password(candidate)
    return None if found is None or _DEVICE.match(found.text) is not None else found


_CUE = (
    r"(?i:users?|user ?name|accounts?|log-?ins?|logons?|credentials?|creds|benutzer(?:name|in)?|"
    r"nutzer|konto|zugang(?:sdaten)?|anmeldung|utilisateur|compte|identifiants?|accès|usuario|"
    r"cuenta|credenciales|acceso|conta|credenciais|acesso|utente|credenziali|accesso|gebruiker|"
    r"inlog|użytkownik\w*|konta|logowanie|uživatel\w*|účet|användare|bruger|bruker|käyttäjä|"
    r"tunnus|felhasználó|utilizator(?:ul)?|kullanıcı|пользовател\w{1,2}|учётка|учетка|логин|"
    r"користувач\w{0,2}|логін)"
)

PATTERNS = (
    Pattern(
        "password",
        "login-pair",
        rf"(?:^|[^\w\x{{C0}}-\x{{4FF}}]){_CUE}"
        r"(?: (?:is|named|called|ist|est|es|è|é|jest|je|är|er))?"
        r"(?: [\w\x{C0}-\x{4FF}-]{2,20})?[ :=]{1,3}[\"'`(]{0,2}"
        r"[\w.@+-]{2,60}[\"'`]? ?[/|] ?([^\s/|\x02]{6,})",
        ("/", "|"),
        Rank.SECRET,
        check=_behind,
    ),
    Pattern(
        "password",
        "login-pair-unspaced",
        r"(?:ユーザー?名?|アカウント|ログイン|用户名?|用戶名?|账号|帳號|账户|登录|사용자|계정|로그인)"
        r"[ :：は]{0,3}[\w.@+-]{2,60} ?[/|／] ?([!-~]{6,})",
        ("/", "|", "／"),
        Rank.SECRET,
        check=_behind,
    ),
)
