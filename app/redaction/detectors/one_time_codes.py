"""Codes that open once or with another secret: one-time codes, PINs, recovery codes, seeds."""

import re

from app.redaction.detectors.secret_shapes import is_worded
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import QUANTITY

_CODE = re.compile(r"\d{4} \d{4}\b|[A-Za-z0-9]{3,12}(?:-[A-Za-z0-9]{3,12}){0,7}")
_BETWEEN = re.compile(r"[ \t]*(?:[,;/|]|and|und|\n)?[\s]*(?:(?:\d{1,2}[.)]|[-*•])[ \t]+)?")
_BASE32 = re.compile(r"[A-Z2-7]{4,}(?:[ -]?[A-Z2-7]{2,}){0,20}")


def _code(candidate: Candidate) -> Candidate | None:
    """Not how many of something there are, and no error's number."""
    if QUANTITY.match(candidate.after(16)) is not None or (
        candidate.after(1) in {"%", "."} and (candidate.after(2)[1:].isdigit())
    ):
        return None
    if _ROUND.fullmatch(candidate.text) and _SAID.search(candidate.before(24)) is None:
        return None
    return candidate if sum(map(str.isdigit, candidate.text)) > 3 else None


_ROUND = re.compile(r"(?:19|20)\d\d|\d{1,2}00")
_SAID = re.compile(r"(?:code|pin|otp|tan|token|passcode|passwor[dt]|kod|\bis|\bist|[:=#])\W{0,4}$")
_OTHER_CODES = re.compile(
    r"\b(?:error|status|exit|response|country|area|zip|postal|post|http|fehler|return|product|"
    r"colou?r|language|lang|currency|order|item|article|promo|discount|reason|result|key)\b"
)


def _of_thing(candidate: Candidate) -> Candidate | None:
    """`Code for the alarm: 4821`, unless it is an error's."""
    front = candidate.view.folded[max(0, candidate.start - 80) : candidate.start]
    other = _OTHER_CODES.search(front[max(0, front.rfind("code") - 12) :])
    return None if other else _code(candidate)


def _of_login(candidate: Candidate) -> Candidate | None:
    """`448120 is the code`, unless it is an error's or a country's."""
    return None if _OTHER_CODES.search(candidate.after(40)) else candidate


def _list(candidate: Candidate) -> Candidate | None:
    """All codes of a list, as long as they look like codes, behind a word for codes or keys."""
    if _CODES.search(candidate.before(110)) is None:
        return None
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


_CODES = re.compile(r"cod|key|schlussel|kod|cle|clave|chiave|chave|sleutel|nyckel|nogle")


def _is_code(text: str) -> bool:
    return len(text) >= 6 and any(map(str.isdigit, text)) and not is_worded(text)


def _grouped(candidate: Candidate) -> Candidate | None:
    """Groups of letters and digits that are no words."""
    text = candidate.text
    return candidate if any(map(str.isdigit, text)) and not is_worded(text) else None


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
    r"door|from|authenticator|user|card|device|tablet|terminal|el|la|que|me|llegó|recibí|enviaron|"
    r"mandaron|he|recibido|j'ai|m'a|été|reçu|envoyé|den|ich|bekommen|erhalten|habe|kam|che|ho|mi|"
    r"ricevuto|arrivato|recebi|chegou|dat|ik|kreeg|keeps|still|"
    r"right now|just now|at the moment|currently|eben|gerade|jetzt|aktuell|derzeit|momentan|"
    r"maintenant|actuellement|ahora|adesso|agora|teraz|brzmi|jest|"
    r"(?:came|comes|arrived|shown|kam|kommt|llegó|arrivato|chegou|reçu) (?:as|als|como|come|comme)|"
    r"был|это|пришел|мой))*"
)
_DIGITS = (
    r"[ \t]*(?:[:=#]|-)?[ \t]*[\"'`*(]{0,2}(\d{3}[ -]\d{3}|\d\d(?:[ -]\d\d){2,3}|"
    r"\d(?:[ -]\d){3,7}|[*#]?\d{2,8}[*#]\d{0,6}|\d{4,8}[*#]?)(?:\b|[^\w]|$)"
)

PATTERNS = (
    _pattern("one-time-code",
             r"(?:\b(?:otp|totp|2fa|mfa|[mi]?tan|one[- ]?time|verification|security|authentication|"
             r"auth|"
             r"confirmation|access|login|sign-in|activation|unlock|passcode|sms|pairing|reset)"
             r"(?:[ -](?:code|pass(?:word|code)?|pin|token|number|pattern))?|"
             r"(?:your|my|door|gate|alarm|entry|building|safe|locker|garage|keypad|key ?box|box|"
             r"lock|vault|tür|schließfach)[ -]?(?:code|combination|kombination)|"
             r"\b(?:the|a|this|that) (?:\w+-digit )?code (?:i|we|he|she|they) (?:got|get|received|"
             r"was|were|see|entered|typed)|"
             r"\b(?:the|a|this|that) code (?:for|of|to|on) (?:the|my|our|your|her|his)? ?"
             r"(?:\w+ )?(?:box|door|gate|safe|lock|locker|alarm|garage|building|vault|keypad|phone|"
             r"tablet|sms|text|app|lift|barrier)|"
             r"\b(?:the|a|this|that|my|your|our) (?:[\w-]+ )?code (?:from|in|out of|by|via|on) "
             r"(?:(?:the|my|your|our|an?|his|her) )?(?:e-?mail|mail|sms|text(?: message)?|app|"
             r"authenticator|letter|message|phone),?|"
             r"bestätigungscode|sicherheitscode|verifizierungscode|einmalcode|einmalpasswort|"
             r"zugangscode|freischaltcode|code de (?:vérification|sécurité|confirmation|"
             r"validation)|"
             r"código de (?:verificación|seguridad|acceso|confirmación|verificação|segurança)|"
             r"codice di (?:verifica|sicurezza|accesso)|verificatiecode|kod weryfikacyjny|"
             r"verifieringskod|doğrulama kodu|код подтверждения|"
             r"認証コ[-ー]ド|確認コ[-ー]ド|验证码|驗證碼)"
             r"s?(?: (?:for|para|für|pour|per|voor|dla) (?:(?:the|our|my|el|la|den|die|le|il) )?"
             r"[a-zà-ž]{4,16})?"
             rf"{_LINK}{_DIGITS}",
             "otp", "2fa", "mfa", "tan", "time", "verif", "security", "authentication", "auth",
             "confirmation", "access", "login", "sign-in", "activation", "unlock", "passcode",
             "sms", "pairing", "reset", "code", "combination", "kombination",
              "passwort", "cod", "digo", "kod", "од", "認証", "確認", "证码",
             "證碼", check=_code),
    _pattern("code-to-use",
             r"\b(?:second[- ]factor|two[- ]factor|2fa|mfa|authenticator|one[- ]time code|"
             r"verification)[ \w,'-]{0,24}? (?:use|enter|type|take|put in|try)"
             r" (\d{3} \d{3}|\d{4,8})\b",
             "factor", "2fa", "mfa", "authenticator", "time code", "verif", check=_code),
    _pattern("code-with-sign",
             r"\b(?:code|combination|pin|kombination|código|codice)"
             r"(?: (?:is|was|ist|lautet|est|es|è|é)|[:=])?[ \t]+"
             r"([*#]?\d{2,8}[*#]\d{0,8}[*#]?|[*#]\d{4,8})(?:[^\w]|$)",
             "code", "combination", "pin", "kombination", "digo", "codice", check=_code),
    _pattern("code-in-front",
             r"(?:^|[^\w.-])(?:[a-z]-)?(\d{4,8}|\d{3}[ -]\d{3}) (?:is|was|ist|est|es|è|é) "
             r"(?:the|my|your|our|der|dein|ihr|le|votre|mon|el|tu|su|il|o) (?:[\w-]+ ){0,2}"
             r"(?:code|otp|pin|tan|passcode|código|codice)\b",
             "code", "otp", "pin", "tan", "digo", "codice", check=_of_login),
    _pattern("code-typed",
             r"(?:^|[^\w.-])(?:[a-z]-)?(\d{6}|\d{3}[ -]\d{3}) (?:as (?:the|a|my|our) (?:[\w-]+ )?"
             r"(?:code|otp)|from (?:the|my|our|an?) (?:[\w-]+ )?(?:authenticator|sms|"
             r"text message))\b",
             "code", "otp", "authenticator", "sms", "text message", check=_of_login),
    _pattern("code-received",
             r"(?:\b(?:code|codice|código|kod)\b|код[аи]?)[^\n.;:\d\[\]*\x02]{0,40}?(?:\b(?:received|got|"
             r"arrived|came|sent|typed|entered|reçu|saisi|bekommen|erhalten|bekam|kam|eingegeben|"
             r"ricevuto|arrivato|inserito|recebi|chegou|recibí|llegó|kreeg|ontvangen|ontving|"
             r"dostał|otrzymał|przyszedł|fick|fikk)|пришел|пришёл|смс|sms|получил)"
             r"[^\n.;:\d\[\]*\x02]{0,24}?[ \"'«(:](\d{3}[ -]\d{3}|\d\d \d\d \d\d|\d{6,8})\b",
             "code", "codice", "digo", "kod", "од", check=_of_thing),
    _pattern("code-of-mine",
             r"\b(?:my|your|our|his|her) (?:[\w-]+ )code (?:is|was|reads?)[: ]{1,2}"
             r"(?:[a-z]-)?(\d{3}[ -]\d{3}|\d{6,8})\b", "code", check=_of_thing),
    _pattern("code-of-last",
             r"\b(?:last|latest|newest|second|first|current|previous|letzte[rn]?|dernier|[uú]ltimo|"
             r"laatste) (?:(?:sms|otp|mail|login) )?(?:code|otp|código|codice)(?: was| is|"
             r" received)?"
             r"[: ]{1,2}[\"'`]?(\d{3}[ -]\d{3}|\d{6,8})\b",
             "code", "otp", "digo", "codice", check=_code),
    _pattern("code-told-later",
             r"\b(?:code|otp|tan|passcode|código|codice|einmalcode)s?\b[^\n\[\]*\x02]{0,90}?\b"
             r"(?:(?:last|latest|newest|first|second|third|other|new|one before|next)(?: one)? "
             r"(?:was|is|being|said)|(?:it|this|that|which|mine) (?:was|is|said|reads?)|"
             r"(?:letzte|erste|zweite|er) (?:war|lautete|ist)|(?:dernier|premier) (?:était|est)|"
             r"(?:último|primero) (?:era|fue|es)|(?:ultimo|primo) (?:era|è)|c'était|era el)"
             r"[: ]{1,2}[\"'`]?(?:[a-z]-)?(\d{3}[ -]\d{3}|\d{4,8})\b",
             "code", "otp", "tan", "digo", "codice", check=_of_thing),
    _pattern("lockbox",
             r"\b(?:lock ?box|key ?safe|key ?box|schlüsselsafe|schlüsseltresor|bo[iî]te à clés)"
             r"(?: code)?(?: is|:)? (\d{4,6}[#*]?)\b",
             "lockbox", "lock box", "keysafe", "key safe", "keybox", "key box", "safe", "tresor",
             "te à cl", check=None),
    _pattern("pin-in-brackets",
             r"\b(?:pin|passcode|puk|geheimzahl)\b[^\n.;()\x02]{0,40}\((?:(?:it|das|der|c')[ ]?)?"
             r"(?:(?:was|is|war|ist|était|est|era|es) )?(\d{4,8}|\d\d \d\d(?: \d\d)?|"
             r"\d{3} \d{3})\)",
             "pin", "passcode", "puk", "geheimzahl", check=None),
    _pattern("licence-abroad",
             r"\b(?:lizenz(?:schlüssel|key|nummer)?|licence|licencia|licenza|licença|licentie|licens|"
             r"licencja|licenční klíč|лицензия|ключ лицензии)(?: (?:key|code|nr|no|n°|clave)"
             r"\.?)?[ :]{1,3}"
             r"([a-z0-9]{2,8}(?:-[a-z0-9]{3,8}){2,7})\b",
             "lizenz", "licen", "лицензи", check=_grouped),
    _pattern("gift-code",
             r"\b(?:gift[ -]?card|voucher|license|activation|prepaid|top-?up)(?: (?:code|pin|"
             r"number|no))\.?(?: is|:)?[ \t]+([a-z0-9]{4,6}(?:-[a-z0-9]{4,6}){2,5})\b",
             "gift", "voucher", "license", "activation", "prepaid", "top", check=_grouped),
    _pattern("recovery-key",
             r"\b(?:bitlocker|filevault|recovery|wiederherstellungs|recuperación|récupération)"
             r"[^\n\x02]{0,40}?\b(\d{6}(?:-\d{6}){3,7}|[a-z0-9]{4}(?:-[a-z0-9]{4}){5})\b",
             "bitlocker", "filevault", "recovery", "wiederherstellungs", "recup", "récup",
             check=None),
    _pattern("wifi-digits",
             r"\b(?:wi-?fi|wlan|wpa[23]?|netzwerk|network)[ -]?(?:key|schlüssel|code|sleutel|"
             r"nyckel)(?: (?:is|ist|lautet))?[ \t]*:?[ \t]*(\d{4}(?:[ -]?\d{4}){1,4})\b",
             "wifi", "wi-fi", "wlan", "wpa", "netzwerk", "network", check=None),
    _pattern("pin",
             rf"\b(?:pin(?:[ -]?(?:code|nummer|number|no))?|geheimzahl|code pin|kod pin|puk){_LINK}"
             rf"{_DIGITS}",
             "pin", "geheimzahl", "puk", check=_code),
    _pattern("pin-of-thing",
             r"\bpin(?:[ -]?(?:code|nummer|number))? (?:for|of|to|on|at|für|zu|vom|der|pour|de|del|"
             r"della|van|voor|do|da)[ '’][^\n.;:\x02]{1,40}?"
             r"(?: (?:is|was|ist|lautet|est|es|è|é)|:|=)"
             r"[ \t]*[\"'`]?(\d{4,8}[*#]?)(?:[^\w]|$)",
             "pin", check=_code),
    _pattern("code-of-thing",
             r"\bcode (?:for|of|to|on|für|pour|de|della|van)[ '’](?:[^\n.;:\d\x02]{1,20} )?"
             r"(?:box|door|gate|safe|lock|locker|alarm|garage|building|vault|keypad|phone|tablet|"
             r"lift|barrier|entrance|tür|tor|tresor|porte|alarme|puerta|alarma|porta|deur)"
             r"(?: (?:is|was|ist|lautet|est|es|è|é)|:|=)[ \t]*[\"'`]?(\d{4,8}[*#]?)(?:[^\w]|$)",
             "code", check=_of_thing),
    _pattern("recovery-codes",
             r"(?:recovery|backup|scratch|emergency|bypass|single-use|wiederherstellungs|notfall|"
             r"reserve|secours|récupération|recuperación|recupero|recuperação)"
             r"[- ]?(?:codes?|keys?|schlüssel)?(?: (?:are|is|was|were|for \w+|i have|left|sind|ist|"
             r"lautet|lauten|de \w+|"
             r"(?:that |which )?(?:i|we|he|she|they) (?:have |had )?"
             r"(?:used|use|typed|entered|tried|got))){0,3}"
             r"[ \t]*[:=-]?\s*(?:(?:1[.)]|[-*•])[ \t]+)?([a-z0-9]{3,12}(?:-[a-z0-9]{3,12}){0,7})",
             "recovery", "backup", "scratch", "emergency", "bypass", "single-use",
             "wiederherstellungs", "notfall", "reserve", "secours", "recup", "récup", check=_list),
    _pattern("recovery-codes-below",
             r"\b(?:recovery|backup|scratch|emergency|bypass|single-use|one-time|reserve|"
             r"wiederherstellungs|notfall|ersatz)[ -]?(?:codes?|keys)\b[^\n:\x02]{0,90}:\s{0,4}"
             r"(?:(?:1[.)]|[-*•])[ \t]+)?([a-z0-9]{3,12}(?:-[a-z0-9]{3,12}){0,7})",
             "recovery", "backup", "scratch", "emergency", "bypass", "single-use", "one-time",
             "reserve", "wiederherstellungs", "notfall", "ersatz", check=_list),
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
