"""Security findings before they are disclosed, in more languages: the whole sentence.

A word for a hole in the system, or that anybody at all gets at something without a password.
"""

import re

from app.redaction.detectors import security_open
from app.redaction.detectors.security import PUBLIC
from app.redaction.detectors.sentences import whole_sentence
from app.redaction.hits import Rank
from app.redaction.patterns import Pattern
from app.redaction.words import one_of, phrases

_HOLES = phrases(
    """ernstig lek, groot lek, kritiek lek, serieus lek, lelijk lek, gapend gat, veiligheidslek,
    kritische lücke, offene lücke, schwere lücke, lücke gefunden, lücke entdeckt, luka:, lukę:,
    bezpečnostní díra, bezpečnostní díru, bezpečnostní chyba, bezpečnostní chybu, zranitelnost,
    zraniteľnost, säkerhetshål, säkerhetslucka, säkerhetsbrist, sårbarhet, sårbarhed,
    sikkerhedshul, sikkerhetshull, haavoittuvuu, tietoturva-aukko, tietoturva-auko,
    tietoturvareikä, biztonsági rés, biztonsági hib, sebezhetőség, vulnerabilitate,
    breșă de securitate, güvenlik açi, güvenlik zaf, agujero de seguridad,
    buco di sicurezza, trou de sécurité, falha grave de segurança, ne pas divulguer,
    no divulgar, não divulgar, non divulgare, nie ujawniać, nog niet melden, nog niet bekendmaken,
    noch nicht bekannt geben, noch nicht offenlegen, noch nicht melden, nezveřejňovat,
    avslöja inte, ikke offentliggør, ikke offentliggjør, älä julkista, nu divulga"""
)
_UNSPACED = "脆弱性|セキュリティホール|セキュリティホ-ル|漏洞|취약점|보안 허점"
_NO_HARM = re.compile(
    rf"{PUBLIC.pattern}|(?:påverkas inte|(?:er |)ikke (?:berørt|påvirket|sårbar)|niet (?:getroffen|"
    r"kwetsbaar)|не (?:подвержен|затронут|затрагива|уязвим|вразлив)|не зачіпа|"
    r"не стосується|nie (?:dotyczy|jest podatn|są podatn)|není (?:zranitel|postižen|dotčen)|"
    r"nem érint|nu (?:este|sunt) (?:afectat|vulnerab)|etkilenm|ei (?:koske|vaikuta)|"
    r"不受.{0,8}影响|不受.{0,8}影響|影響を受けま?せん|影響はありません|영향을? (?:받지|없)|"
    r"\byou (?:set|chose|made)\b|comme vous l'avez)(?!.*(?:\b(?:but|only|aber|nur|maar|alleen|mais|"
    r"men|bara|kun|mutta|vain|ale|jen|csak|dar|ama|но|только|але)\b|但|ただし|だけ|하지만))",
    re.IGNORECASE | re.DOTALL,
)
"""Told to a reader who is not concerned, or of what the reader chose."""

_CYRILLIC = (
    r"язвимост|дыр[ау] в безопасности|разлив(?:іст|ост)|дірк[ау] в безпеці|не разглаша|не розголошу"
)
_FOUND = (
    r"(?:odkryl|odkryt|znale|wykryl|wykryt|zauważyl|mamy|jest)\S{0,6} (?:\S+ ){0,2}luk[ęa]"
    r"(?:[:.!]| (?:w (?:zabezp|system|portal|aplikacj|logow|autoryz|uprawn|api)|pozwala|umożliwia))"
)
_GAP = r"[^.\n\x02\[\]*]{0,40}"
_REACHES = (
    "read|see|open|access|download|view|get|fetch|list|export|call|query|reach|delete|edit|change|"
    "upload|post|log|sign|enter|run|reset"
)
"""What an intruder does; who has no password and asks for one does none of it."""

_ANYBODY = (
    rf"\b(?:iedereen|iemand|wie dan ook){_GAP} zonder (?:wachtwoord|inlog|aanmeld|authenti)|"
    rf"\b(?:jeder|jedermann|wer will){_GAP} ohne (?:passwort|anmeldung|login|auth)|"
    rf"(?:tout le monde|n'importe qui){_GAP} sans (?:mot de passe|auth|se connecter)|"
    rf"cualquiera{_GAP} sin (?:contraseña|auten|iniciar)|"
    rf"qualquer (?:um|pessoa){_GAP} sem (?:senha|auten|login)|"
    rf"chiunque{_GAP} senza (?:password|auten|accesso)|"
    rf"każdy{_GAP} bez (?:hasła|logowania|uwierzyt)|"
    rf"kdokoli{_GAP} bez (?:hesla|přihl)|"
    rf"v?hvem som helst{_GAP} u[dt]en (?:passord|innlogg|adgangskode|login)|"
    rf"vem som helst{_GAP} utan (?:lösenord|inlogg)|"
    rf"kuka tahansa{_GAP} ilman (?:salasana|kirjautu)|"
    rf"bárki{_GAP} jelszó nélkül|oricine{_GAP} fără (?:parolă|autent)|"
    rf"herkes{_GAP} (?:şifresiz|parolasiz)|"
    rf"(?:anyone|anybody|everyone|everybody){_GAP} (?:{_REACHES})\w*{_GAP} without (?:a |any )?"
    r"(?:password|login|logging|auth)|"
    rf"(?:anyone|anybody|everyone|everybody) without (?:a |any )?(?:password|login|account) (?:can|"
    r"could|is able to) (?:read|see|open|access|download|view|list|export|delete|edit|change)"
)
_ANYBODY_GATES = (
    *("iedereen", "iemand", "wie dan ook", "jeder", "jedermann", "wer will"),
    *("tout le monde", "n'importe qui", "cualquiera", "qualquer ", "chiunque", "każdy", "kdokoli"),
    *("vem som helst", "kuka tahansa", "bárki", "oricine", "herkes", "anyone", "anybody"),
    *("everyone", "everybody"),
)


def _finding(name: str, regex: str, gates: tuple[str, ...]) -> Pattern:
    check = whole_sentence(unless=_NO_HARM)
    return Pattern(
        "security_finding", name, regex, gates, Rank.REGION, ignore_case=True, check=check
    )


PATTERNS = (
    _finding("hole-of-language", one_of(_HOLES), tuple(hole.lstrip("ä") for hole in _HOLES)),
    _finding("hole-unspaced", _UNSPACED, tuple(_UNSPACED.split("|"))),
    _finding(
        "hole-cyrillic",
        _CYRILLIC,
        ("язвимост", "безопасности", "разлив", "безпеці", "не разглаша", "не розголошу"),
    ),
    _finding("hole-found", _FOUND, ("luk",)),
    _finding("open-to-all", _ANYBODY, _ANYBODY_GATES),
    *security_open.PATTERNS,
)
