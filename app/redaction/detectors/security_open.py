"""What lets people in that should not be let in, as it is told before it is disclosed.

A thing that takes any code, what never runs out after a logout, what a researcher has reported, and
an advisory that is not out yet: the whole sentence.
"""

import re

from app.redaction.detectors import security_found
from app.redaction.detectors.security import PUBLIC
from app.redaction.detectors.security_mild import (
    ALIVE_MILD,
    LIVES_ON,
    NAMES_HOLE,
    SHARED_MILD,
    TAKES_MILD,
    TAKES_QUALIFIED,
    TOLD_MILD,
    mildly,
)
from app.redaction.hits import Rank
from app.redaction.patterns import Check, Pattern

_NO_HARM = re.compile(
    rf"{PUBLIC.pattern}|\bif you\b|\bunless you\b|\bwhen you\b|\byour (?:own|settings?|"
    rf"administrator)\b|"
    r"\b(?:field|box|column|form|feld|spalte|champ|campo|pole|veld|kolumn|поле|поля)\b|フィールド|字段|"
    r"\bplease\b|\bno longer\b|\bas documented\b|\bis intended\b|\bon purpose\b",
    re.IGNORECASE,
)
"""Of what the reader set, of a field to fill in, and of what is no more."""

_TAKES = (
    r"(?:accepts?|accepted|accepting|takes|took|honou?rs|allows|lets through|swallows|trusts|"
    r"opens "
    r"(?:with|to|on)|unlocks (?:with|on)|answers (?:to|with))"
)
_KEY = (
    r"(?:(?:unlock|access|door|pin|service|login|activation|debug|confirmation|verification|"
    r"recovery|"
    r"one-time|sms|2fa|reset|security|maintenance|pairing) (?:codes?|keys?|pins?)|pins?|"
    r"passwords?|"
    r"passphrases?|passcodes?|tokens?|assertions?|signatures?|certificates?|certs?|jwts?|"
    r"credentials?|"
    r"cookies?|session ids?|otps?|api keys?)"
)
_GUARD = (
    r"(?:port|lock|door|gate|barrier|login|firmware|bootloader|console|modem|gateway|controller|"
    r"safe|api|endpoint|vault)"
)
_UNSIGNED = (
    r"(?:unsigned|forged|expired|stale|revoked|tampered|replayed|spoofed|unverified|self-signed) "
    r"(?:\w+ )?(?:assertions?|tokens?|jwts?|firmware|updates?|packages?|requests?|webhooks?|"
    r"commands?|"
    r"responses?|messages?|cookies?|sessions?|licen[cs]es?|images?|saml)"
)
_ACCEPTS = (
    rf"\b{_TAKES} (?:just |literally |simply |basically )?(?:any|every|all|whatever|arbitrary|"
    rf"(?:an? )?(?:wrong|empty|blank|random)) (?:old )?{_KEY}\b|"
    rf"\b{_GUARD} (?:\w+ )?{_TAKES} (?:any|every|all) (?:\w+ )?codes?\b|"
    rf"\b{_TAKES} {_UNSIGNED}|\b{_UNSIGNED} (?:\w+ )?(?:is|are|get|gets) (?:still |also |simply "
    rf"|just )?"
    r"(?:accepted|honou?red|taken|installed|trusted|let through)\b|"
    r"\b(?:port|endpoint|console|shell|api|socket|interface|service) (?:\w+ )?(?:answers|opens|"
    r"responds|can be "
    r"(?:used|opened|reached)) without (?:a |any )?(?:password|login|token|credentials|key)\b|"
    r"\b(?:does|do) not (?:check|verify|validate|look at) (?:the |any |its |their "
    r")?(?:signatures?|"
    r"certificates?|tokens?|issuer|audience|caller|sender's identity|permissions?|who is "
    r"calling)\b"
)
_ACCEPTS_GATES = (
    *("accept", "takes ", "took ", "honor", "honour", "allows ", "lets through ", "swallows "),
    *("trusts ", "opens ", "unlocks ", "answers ", "unsigned ", "forged ", "expired ", "stale "),
    *("revoked ", "tampered ", "replayed ", "spoofed ", "unverified ", "self-signed "),
    *("responds ", " can be ", " not check", " not verif", " not valid", " not look"),
)

_ALIVE = (
    r"\b(?:(?:session|login|auth|access|refresh|bearer|remember-me|sso|jwt|reset|invitation|"
    r"magic|password "
    r"reset) (?:tokens?|cookies?|links?|ids?)|sessions|cookies|jwts?) (?:\w+ )?(?:(?:do not|"
    r"don't|does "
    r"not|doesn't|never|are not|aren't|is not|isn't|are never|is never) (?:really |ever |"
    r"actually )?"
    r"(?:expire[sd]?|time out|get (?:revoked|invalidated)|revoked|invalidated|killed|cleared|"
    r"ended|"
    r"terminated|destroyed|rotated|bound|tied)\b|can be (?:re-?used|used (?:twice|again|more|"
    r"several|"
    r"many)|replayed|forged|guessed|stolen))|"
    r"\b(?:sessions?|tokens?|cookies?|logins?|jwts?|links?) (?:still )?(?:stays?|remains?|"
    r"keeps? working|lives? on|"
    r"(?:is|are) still) ?(?:valid|alive|usable|active|live|good|accepted|open)? (?:even )?after "
    r"(?:the |a |an |you |"
    r"users? )?(?:log|sign|password|reset|account|user|deletion|employee|admin|logout|they|"
    r"(?:the )?(?:first )?use\b|being used|one use)\w*|"
    r"\blog(?:-|ging )?out (?:does not|doesn't|never|fails to) (?:\w+ )?(?:kill|end|invalidate|"
    r"revoke|clear|"
    r"destroy|delete)\w*\b|"
    r"\breset links? can be (?:re-?used|used (?:twice|again|more|several))"
)
_ALIVE_GATES = (
    *(" do not ", " don't ", " does not ", " doesn't ", " never ", " are not ", " aren't "),
    *(" is not ", " isn't ", " can be ", " after ", " fails to "),
)

_WHO = (
    r"(?:researchers?|(?:independent|external|outside|security) (?:testers?|auditors?)|"
    r"white[- ]?hats?(?: hackers?)?|ethical hackers?|red team(?:ers)?)"
)
_SAID = (
    r"(?:reported|reports|told|found|got|managed|e?-?mailed|wrote|showed|disclosed|claims|"
    r"demonstrated|pointed out|discovered|contacted us|notified|noticed|flagged|says?)"
)
_SOMEBODY = rf"\b{_WHO} (?:\w+ )?{_SAID}\b|\bfound by (?:an? |the |our )?(?:\w+ )?{_WHO}\b"
"""Somebody who looks for holes: told where the sentence names one."""

_SOMEBODY_GATES = (
    *("researcher", "tester", "auditor", "whitehat", "white hat", "white-hat", "ethical hacker"),
    "red team",
)
_TOLD = (
    r"\bsecurity researchers? (?:\w+ )?(?:reported|told us|mailed|e-?mailed|wrote to us|showed|"
    r"disclosed|demonstrated|pointed out|contacted us|notified)\b|"
    r"\bbounty (?:program|report|hunter|submission|platform)|\bvia the bounty\b|\bsecurity "
    r"community\b|"
    r"\bfound by (?:the |a |our )?pen-?test\w*|"
    r"\bresponsibl[ey] disclos|\bintigriti\b|\byeswehack\b|\bdisclosure (?:deadline|window|"
    r"date)\b|"
    r"\badvisory (?:is |will be |still |comes )?(?:not (?:yet )?(?:out|public|published|"
    r"written)|pending|"
    r"follows|to follow|in draft|being|after)|\bno (?:cve|advisory)(?: number| id)? (?:yet|"
    r"assigned|so far|out|"
    r"requested)|\breported internally\b|"
    r"\bsicherheitsforscher|\bchercheur\w* en sécurité|\binvestigador\w* de segur|"
    r"\bpesquisador\w* de segur|"
    r"\bricercator\w* di sicurezza|\bbeveiligingsonderzoeker|\bbadacz\w* bezpieczeństwa|"
    r"\bbezpečnostní výzkumn|säkerhetsforskare|sikkerhedsforsker|sikkerhetsforsker|"
    r"tietoturvatutkija|"
    r"biztonsági kutató|cercetător\w* (?:de|în) securitate|güvenlik araştırmac|"
    r"исследовател\w{0,3} безопасности|дослідник\w{0,3} безпеки|セキュリティ研究者|安全研究|白帽"
)
_TOLD_GATES = (
    *(
        "security researcher",
        "bounty",
        "security community",
        "pentest",
        "pen-test",
        "responsibl",
        "intigriti",
    ),
    *("yeswehack", "disclosure ", "advisory ", "no cve", "reported internally", "forscher"),
    *("chercheur", "investigador", "pesquisador", "ricercator", "onderzoeker", "badacz", "zkumn"),
    *("forskare", "forsker", "tutkija", "kutat", "cercet", "ara", "исследовател", "сследовател"),
    *("дослідник", "ослідник", "セキュリティ研究者", "安全研究", "白帽"),
)

_PEOPLE = (
    r"(?:customer|tenant|user|guest|patient|student|pupil|client|account|visitor|member|school|"
    r"clinic|resident|employee|organi[sz]ation|household)s?'?s?'?"
)
_DO = r"(?:see|read|change|delete|download|open|edit|export|view|list|fetch)"
_NETWORK = (
    r"\b(?:anyone|anybody|everyone|everybody|whoever is|any device|any machine) (?:on|in|inside) "
    r"(?:the |that |our )?(?:same )?(?:network|lan|wi-?fi|wlan|internet|segment|subnet) "
    r"(?:can|could|may|is able to) "
)
_SHARED = (
    r"\bdefault password[\w ,'-]{0,40} the same (?:on|for|in|across) (?:all|every|each)\b|"
    r"\bshares? (?:the same|one|a single) (?:private|encryption|signing|root|master|ssh|tls|"
    r"admin|default) "
    r"(?:keys?|passwords?|certificates?|account)\b|"
    r"\b(?:encryption|private|signing|master|root|license|ssh|tls) keys? (?:is|are|was|were|sits?|"
    r"lies?|lives?|ships?) (?:[\w-]+ )?(?:in|inside|into|with|part of) (?:the|every|each|our) "
    r"(?:\w+ )?(?:firmware|image|app|apk|bundle|binary|client|installer|executable|source)\b|"
    r"\b(?:database|sql|query|shell|command line) (?:unescaped|unfiltered|unchecked|unsanitised|"
    r"unsanitized|without escaping)\b|"
    rf"{_NETWORK}(?:\w+ ){{0,2}}(?:read along|log in|sign in|take over|control|intercept|listen|"
    r"steal|unlock|execute|impersonate|spoof|sniff|flash|dump|get in|change|delete|wipe|reboot)\b|"
    rf"{_NETWORK}(?:\w+ ){{0,2}}(?:read|see|open|reach|get|use|send|run|connect|access|view|watch|"
    r"download|call|query|fetch)\b[\w ,'-]{0,40} (?:passwords?|tokens?|data|records?|messages?|"
    r"traffic|streams?|cameras?|admin\w*|settings|config\w*|databases?|backups?|api|ports?|"
    r"doors?|locks?|sessions?|accounts?|endpoints?|shell|commands?|everything|without|"
    r"unencrypted)\b|"
    r"\bdownloadable by (?:anyone|anybody|everyone|everybody|any user)\b|"
    r"\b(?:guest|visitor|student|pupil|read-only user|normal user|ordinary user|regular user) "
    rf"(?:account )?(?:can|could|is able to) (?:\w+ )?{_DO} [\w ,'-]{{0,40}}of (?:all|every) "
    rf"(?:the )?{_PEOPLE}\b|"
    r"\b(?:guest|visitor|student|pupil|tenant|read-only user|normal user|ordinary user|regular "
    rf"user|customer) (?:account )?(?:can|could|is able to) (?:\w+ )?{_DO} (?:"
    rf"[\w ,'-]{{0,40}}(?:belonging to (?:others|other)|of others|of (?:the )?(?:any )?(?:other|"
    rf"another) {_PEOPLE})\b|"
    rf"(?:\w+ ){{0,4}}(?:other|another) {_PEOPLE} [a-z]|"
    r"[\w ,'-]{0,40}by (?:editing|changing|altering|tampering)[\w ,'-]{0,24} (?:ids?|numbers?|"
    r"address|url|link|parameters?|digits?|cookie|token|request|header|query|path)\b)"
)
_SHARED_GATES = (
    *(
        "default password",
        "share ",
        "shares ",
        " key ",
        " keys ",
        "unescaped",
        "unfiltered",
        "unchecked",
    ),
    *(
        "unsaniti",
        "without escaping",
        "anyone ",
        "anybody ",
        "everyone ",
        "everybody ",
        "whoever is ",
    ),
    *("any device ", "any machine ", "downloadable by", "guest ", "visitor ", "student ", "pupil "),
    *("tenant ", "user ", "customer "),
)

_THING = (
    r"(?:pin|passwor\w+|kennwort|passwörter|token|zertifikate?|signatur\w*|assertions?|"
    r"(?:entsperr|zugangs|freischalt|service)-?codes?|schlüssel|mots? de passe|jetons?|"
    r"certificats?|"
    r"signatures?|contraseñas?|senhas?|certificados?|firmas?|assinaturas?|tokens?|"
    r"certificat[oi]|firm[ae]|wachtwoord\w*|certifica\w+|handtekening\w*|"
    r"has[łl]\w*|certyfikat\w*|podpis\w*|hesl\w+|certifikát\w*|lösenord)"
)
_CODE = r"(?:codes?|códigos?|codic[ei]|kody?|kódy?|koder?|kod|kode)"
_DOOR = (
    r"(?:ports?|tür\w*|tor|schloss|anmeldung|login|tresor|schranke|konsole|schnittstelle|api|"
    r"firmware|porte|serrure|connexion|coffre|console|barrière|puerta|cerradura|puerto|consola|"
    r"portão|fechadura|porta|cofre|serratura|cancello|cassaforte|deur|slot|poort|kluis|drzwi|"
    r"zamek|brama|dveře|zámek|brána|dörr\w*|lås\w*|grind\w*|dør\w*|port\w*)"
)
_ANY = (
    r"(?:jeden|jedes|jede|beliebige[nrs]?|alle|n'importe quel(?:le)?s?|tous les|toute?s?|"
    r"cualquier|"
    r"todos los|qualquer|todos os|qualsiasi|qualunque|ogni|elke?|iedere?|willekeurige|dowoln\w+|"
    r"każd\w+|jakýkoli\w*|libovoln\w+|jakoukoli\w*|vilken som helst|vilket som helst|hvilken "
    r"som helst)"
)
_TAKEN = (
    r"(?:akzeptiert|nimmt|erlaubt|öffnet mit|accepte|acepta|aceita|accetta|accepteert|przyjmuje|"
    r"akceptuje|přijímá|přijme|akceptuje|accepterar|godtar|accepterer|godkender|godtager)"
)
_ABROAD = (
    rf"{_TAKEN} (?:auch |einfach |aussi |también |também |anche |ook |też |i )?{_ANY} "
    rf"(?:\w+ )?{_THING}\b|"
    rf"\b{_DOOR} (?:\w+ ){{0,3}}?{_TAKEN} (?:auch |einfach |aussi |também |también |anche |ook |"
    rf"też )?"
    rf"{_ANY} {_CODE}\b|"
    rf"{_TAKEN} (?:\w+ ){{0,2}}?(?:unsigniert|nicht signiert|abgelaufen|gefälscht|ongetekend|"
    rf"niepodpisan|"
    r"nepodepsan|osignera|usignere)\w*|"
    rf"{_TAKEN} (?:\w+ ){{0,3}}?(?:non signé|sans signature|expiré|sin firmar|no firmad|caducad|"
    r"não assinad|sem assinatura|expirad|non firmat|senza firma|scadut)|"
    r"(?:принимает|приймає) (?:любой|любые|любую|будь-який|будь-які|неподписан|непідписан|"
    r"просроченн)|"
    r"(?:任意の|どんな|未署名の|署名のない)(?:コード|パスワード|トークン|証明書|PIN|アサーション)[^。\n\[\]*]{0,8}"
    r"(?:受け付け|受け入れ|通)|"
    r"接受任[何意][^。\n\[\]*]{0,6}(?:码|密码|令牌|证书)|接受(?:未签名|过期|伪造)"
)
_ABROAD_GATES = (
    *("akzeptiert", "nimmt ", "erlaubt ", "ffnet mit", "accepte", "acepta", "aceita", "accetta"),
    *("przyjmuje", "akceptuje", "ijím", "ijme", "accepterar", "godtar", "accepterer", "godkender"),
    *(
        "godtager",
        "принимает",
        "ринимает",
        "приймає",
        "риймає",
        "任意の",
        "どんな",
        "署名の",
        "接受",
    ),
)
_LASTS = (
    r"(?:sitzungs-?tokens?|session-?tokens?|sitzung(?:en)?|sessions?|sessie-?tokens?|sessies|"
    r"jetons?|tokens?|"
    r"tokeny|cookies?|sesiones|sesje|sessões|sessioni|токены|токен|сессии|токени|сесії)"
    r"[^.!?\n\[\]*]{0,40}(?:nicht ungültig|nie ungültig|laufen nie ab|läuft nie ab|laufen nicht ab|"
    r"bleib\w* (?:[\w-]+ ){0,6}gültig|n'expirent (?:jamais|pas)|n'expire (?:jamais|pas)|"
    r"restent valides|reste valide|no caducan|no expiran|nunca caducan|nunca expiran|siguen "
    r"siendo válid|"
    r"nunca expiram|não expiram|continuam válid|non scadono|non scade|restano valid|rimangono "
    r"valid|"
    r"verlopen (?:nooit|niet)|blijven geldig|nigdy nie wygasaj|nie wygasaj|pozostaj\w+ ważn|"
    r"nikdy nevyprš|nevyprší|zůstáv\w+ platn|går aldrig ut|udløber aldrig|utløper aldrig|"
    r"не истека|никогда не истека|остаются действ|не закінчу|залишаються дійсн)|"
    r"(?:トークン|セッション|クッキー)[^。\n\[\]*]{0,16}(?:失効しません|失効しない|無効になりません|無効にならない|有効のまま)|"
    r"(?:令牌|会话|會話)[^。\n\[\]*]{0,10}(?:永不过期|不会过期|不失效|不会失效|仍然有效|依然有效)|"
    r"(?:토큰|세션)[^.\n\[\]*]{0,16}(?:만료되지 않|무효화되지 않)"
)
_LASTS_GATES = (
    *("token", "sitzung", "session", "sessie", "jeton", "cookie", "sesion", "sesje", "sess"),
    *("токен", "сессии", "сесії", "окен", "ессии", "есії"),
    *("トークン", "セッション", "クッキー", "令牌", "会话", "會話", "토큰", "세션"),
)


def _open(name: str, regex: str, gates: tuple[str, ...], check: Check) -> Pattern:
    return Pattern(
        "security_finding", name, regex, gates, Rank.REGION, ignore_case=True, check=check
    )


PATTERNS = (
    _open("accepts-any", _ACCEPTS, _ACCEPTS_GATES, mildly(_NO_HARM, TAKES_MILD, TAKES_QUALIFIED)),
    _open("never-ends", _ALIVE, _ALIVE_GATES, mildly(_NO_HARM, ALIVE_MILD)),
    _open("reported-hole", _TOLD, _TOLD_GATES, mildly(_NO_HARM, TOLD_MILD)),
    _open("reported-by", _SOMEBODY, _SOMEBODY_GATES, mildly(_NO_HARM, TOLD_MILD, only=NAMES_HOLE)),
    _open("shared-secret-told", _SHARED, _SHARED_GATES, mildly(_NO_HARM, SHARED_MILD)),
    _open("accepts-any-abroad", _ABROAD, _ABROAD_GATES, mildly(_NO_HARM, behind=TAKES_QUALIFIED)),
    _open("never-ends-abroad", _LASTS, _LASTS_GATES, mildly(_NO_HARM, ALIVE_MILD, only=LIVES_ON)),
    *security_found.PATTERNS,
)
