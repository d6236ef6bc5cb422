"""Codes that open once or with another secret: one-time codes, PINs, recovery codes, seeds."""

import re

from app.redaction.detectors.secret_shapes import is_worded
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import QUANTITY

_CODE = re.compile(r"[A-Za-z0-9]{3,12}(?:-[A-Za-z0-9]{3,12}){0,7}")
_BETWEEN = re.compile(r"[ \t]*(?:[,;/|]|and|und|\n)?[\s]*(?:(?:\d{1,2}[.)]|[-*•])[ \t]+)?")
_BASE32 = re.compile(r"[A-Z2-7]{4,}(?:[ -]?[A-Z2-7]{2,}){0,20}")


def _code(candidate: Candidate) -> Candidate | None:
    """Not how many of something there are, and no error's number."""
    if QUANTITY.match(candidate.after(16)) is not None or (
        candidate.after(1) in {"%", "."} and (candidate.after(2)[1:].isdigit())
    ):
        return None
    return candidate if sum(map(str.isdigit, candidate.text)) > 3 else None


def _list(candidate: Candidate) -> Candidate | None:
    """All codes of a list, as long as they look like codes."""
    text, at, end = candidate.view.text, candidate.start, candidate.start
    for _ in range(40):
        found = _CODE.match(text, at)
        if found is None or not _is_code(found.group()):
            break
        end = found.end()
        between = _BETWEEN.match(text, end, end + 12)
        at = between.end() if between is not None else end
        if at == end:
            break
    return candidate._replace(end=end) if end > candidate.start else None


def _is_code(text: str) -> bool:
    return len(text) >= 6 and any(map(str.isdigit, text)) and not is_worded(text)


def _seed(candidate: Candidate) -> Candidate | None:
    """Base32 of at least ten bytes, in groups or not."""
    plain = re.sub("[ -]", "", candidate.text).upper()
    mixed = any(map(str.isdigit, plain)) or not is_worded(plain.title())
    return candidate if len(plain) >= 16 and mixed else None


def _pattern(name: str, regex: str, *gates: str, check: Check | None) -> Pattern:
    return Pattern("password", name, regex, gates, rank=Rank.SECRET, ignore_case=True, check=check)


_LINK = (
    r"(?: (?:i|we|you|they|he|she|got|get|gets|receive|received|was|is|were|the|my|your|our|his|"
    r"her|"
    r"number|code|for|of|on|sent|by|via|sms|e-?mail|text|message|app|came|said|says|reads|shown|"
    r"here|now|ist|war|lautet|der|die|das|est|es|era|é|è|het|to|är|kiosk|phone|login|this|that|"
    r"door|from|authenticator|user|card|device|tablet|terminal))*"
)
_DIGITS = r"[ \t]*(?:[:=#]|-)?[ \t]*[\"'`*(]{0,2}(\d{3}[ -]\d{3}|\d{4,8})\b"

PATTERNS = (
    _pattern("one-time-code",
             r"(?:\b(?:otp|totp|2fa|mfa|[mi]?tan|one[- ]?time|verification|security|authentication|"
             r"auth|"
             r"confirmation|access|login|sign-in|activation|unlock|passcode|sms|pairing|reset)"
             r"(?:[ -](?:code|pass(?:word|code)?|pin|token|number))?|"
             r"(?:your|my|door|gate|alarm|entry|building|safe|locker|garage|keypad) code|"
             r""
             r"bestätigungscode|sicherheitscode|verifizierungscode|einmalcode|einmalpasswort|"
             r"zugangscode|freischaltcode|code de (?:vérification|sécurité|confirmation|"
             r"validation)|"
             r"código de (?:verificación|seguridad|acceso|confirmación|verificação|segurança)|"
             r"codice di (?:verifica|sicurezza|accesso)|verificatiecode|kod weryfikacyjny|"
             r"verifieringskod|doğrulama kodu|код подтверждения|"
             r"認証コ[-ー]ド|確認コ[-ー]ド|验证码|驗證碼)"
             rf"s?{_LINK}{_DIGITS}",
             "otp", "2fa", "mfa", "tan", "time", "verif", "security", "authentication", "auth",
             "confirmation", "access", "login", "sign-in", "activation", "unlock", "passcode",
             "sms", "pairing", "reset", "code",
              "passwort", "cod", "digo", "kod", "код", "認証", "確認", "证码",
             "證碼", check=_code),
    _pattern("pin",
             rf"\b(?:pin(?:[ -]?(?:code|nummer|number|no))?|geheimzahl|code pin|kod pin|puk){_LINK}"
             rf"{_DIGITS}",
             "pin", "geheimzahl", "puk", check=_code),
    _pattern("recovery-codes",
             r"(?:recovery|backup|scratch|emergency|bypass|single-use|wiederherstellungs|notfall|"
             r"reserve|secours|récupération|recuperación|recupero|recuperação)"
             r"[- ]?(?:codes?|keys?|schlüssel)?(?: (?:are|is|was|were|for \w+|i have|left|sind|ist|"
             r"lautet|lauten|de \w+)){0,3}"
             r"[ \t]*[:=-]?\s*(?:(?:1[.)]|[-*•])[ \t]+)?([a-z0-9]{3,12}(?:-[a-z0-9]{3,12}){0,7})",
             "recovery", "backup", "scratch", "emergency", "bypass", "single-use",
             "wiederherstellungs", "notfall", "reserve", "secours", "recup", "récup", check=_list),
    _pattern("otpauth", r"otpauth(?:-migration)?://[^\s\"'<>\x02]*?(?:secret|data)="
             r"([\w%+/=-]{8,})", "otpauth", check=None),
    _pattern("one-time-seed",
             r"(?:\b(?:2fa|mfa|totp|otp|two[- ]factor|authenticator|setup|seed|manual entry)"
             r"(?:[ -]?(?:seed|secret|key|code|app|setup|entry)){0,3}"
             r"(?: (?:is|was|key|the|my|for \w+|manually)){0,3}[ \t]*[:=]?[ \t]*[\"'`]?)"
             r"((?-i:[A-Z2-7]{4,}(?:[ -]?[A-Z2-7]{4}){0,15}[A-Z2-7]*))\b",
             "2fa", "mfa", "totp", "otp", "factor", "authenticator", "setup", "seed",
             "manual entry", check=_seed),
)  # fmt: skip
