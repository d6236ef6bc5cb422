"""What tells a rule of the house from a hole: the qualifier behind, the term, the maker.

`Accepts any password with eight characters` says what is asked for; `accepts any password` says
that nothing is. Where the sentence speaks of harm besides, no qualifier excuses it.
"""

import re

from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.patterns import Candidate, Check

_HARM = re.compile(
    r"\b(?:expired|unsigned|forged|stale|revoked|tampered|spoofed|stolen|replayed|attack\w*|"
    r"hack\w*|"
    r"pen-?test\w*|embargo\w*|vulnerab\w*|security (?:hole|issue|bug|flaw|gap)|hole|loophole|"
    r"debug|(?:maintenance|service) (?:port|console)|without (?:a |any )?(?:password|login|"
    r"check\w*|"
    r"signature|key)|wrong|whoever|take over|read along|any account|(?:other|another|foreign) "
    r"(?:customer|tenant|user|compan|client|guest)\w*|bypass\w*|back ?door|not (?:yet )?(?:public|"
    r"fixed|patched|disclosed)|unpatched|undisclosed|keep(?:ing)? (?:it|this|that) (?:quiet|"
    r"internal|secret|under wraps)|"
    r"bounty|even (?:after|when|if|though)|should(?: not|n't)|must not|by mistake|"
    r"abgelaufen\w*|gefälscht\w*|lücke|ohne prüfung|fremde\w*|wartungsport|falsche\w*|"
    r"expirée?s?|faille|autres clients|sans (?:vérif\w+|contrôle)|"
    r"caducad\w+|vencid\w+|fallo de seguridad|otros clientes|sin (?:verificar|comprobar)|"
    r"expirad\w+|falha|outros clientes|sem verificar|scadut\w+|falla|altri clienti|"
    r"senza (?:verifica|controllo)|verlopen|andere klanten|zonder controle|wygas\w+|przetermin\w+|"
    r"luka|prošl\w+|utgång\w*|udløb\w*|utløp\w*|просроч\w+|уязвим\w+)\b|未公開|脆弱|过期|漏洞|未公开",
    re.IGNORECASE,
)
TAKES_MILD = re.compile(
    r"\b(?:of|on|in|for|from) your\b|\bas long as\b|\bprovided (?:that|it)\b", re.IGNORECASE
)
TAKES_QUALIFIED = re.compile(
    r"^(?: an)?,? (?:(?:with|that (?:has|have|is|are|was|you|your|contains?|meets?|matches)|"
    r"which|issued|created|made|generated|signed by|of (?:your|the list|known)|you|from (?:known|"
    r"your|trusted|the|public)|listed|set (?:in|by|up)|up to|between|longer|shorter|known|between|"
    r"die|der|das|den|welche|von|vom|mit|aus|ab|qui|que|dont|émise?s?|créée?s?|avec|de (?:votre|"
    r"vos|su|sus|tu|barras)|d'au moins|connue?s?|signée?s?|délivrée?s?|con|com|emitid\w+|"
    r"cread\w+|criad\w+|firmad\w+|conocid\w+|conhecid\w+|d[oa] (?:seu|sua)|che|a barre|emess\w+|"
    r"creat\w+|rilasciat\w+|del(?:la)? (?:suo|vostro|sua|vostra)|met|van|uit|afgegeven|dat|"
    r"któr\w+|wydan\w+|kter\w+|vydan\w+|som|med|från|fra|utfärdad\w*|udstedt\w*|"
    r"ean|qr|isbn|gs1|z|od|котор\w+|від|от|выдан\w+)\b|(?:valid|gültig|geldig|válid|ważn|platn|"
    r"giltig|gyldig|действ|чинн))",
    re.IGNORECASE,
)
"""What is asked of it after all, right behind the word."""

ALIVE_MILD = re.compile(
    r"\byour (?:session|token|cookie|login|link)s?\b|\bwithin (?:an?|one|two|\d+) |\buntil\b|"
    r"\bfor (?:an?|one|two|\d+) (?:minute|hour|day|week|month)s?\b|\bso (?:sign|log) in\b|"
    r"\bnot (?:tied|bound) to (?:the|a|one|any) (?:device|phone|browser|computer|seat)\b|"
    r"\bbis (?:sie|du|man|zum|zur)\b|\bjusqu'|\bhasta (?:que|el|la)\b|\baté (?:que|ao?)\b|"
    r"\bfino (?:a|al|alla)\b|\btot(?:dat)? (?:u|je|de|het)\b|\bdopóki\b|\bdokud\b|\btills\b|"
    r"\bindtil\b|\binntil\b|\bпока\b|\bдоки\b|まで|直到|까지",
    re.IGNORECASE,
)
LIVES_ON = re.compile(
    rf"{_HARM.pattern}|abmeld|auslogg|log-?out|log-?in\b|déconne|cerrar (?:la )?sesi|"
    r"cierre de sesi|terminar (?:a )?sess|disconness|uitlog|afmeld|wylogow|odhláš|utlogg|logga ut|"
    r"logge? u[dt]|выход|виход|passwor|mot de passe|contraseña|senha|wachtwoord|hasł|hesl|"
    r"lösenord|adgangskode|парол|ログアウト|パスワード|登出|退出|注销|登錄|密码|로그아웃|비밀번호|"
    r"sitzungs-?token|session-?token|sessie-?token|jetons? de session|tokens? de se[ss]|"
    r"token di sess|токен\w* се[сс]",
    re.IGNORECASE,
)
"""After what it lives on, or that it is the key to a session."""

TOLD_MILD = re.compile(
    r"\beasy to use\b|\b(?:our|your|my|their|some|many|all) researchers?\b|"
    r"\bresearchers? [\w ]{0,24}(?:cannot|can't|could not|couldn't)\b|\b(?:is|was|are|were|"
    r"looks?) (?:fine|clean|in order|good)\b|"
    r"\bfound (?:nothing|no )|\bthe cause of\b|\byou (?:can|may|could) (?:also )?(?:report|submit|"
    r"send)\b|\bdisclosure (?:page|policy|programme?)\b|"
    r"\b(?:yet|out|published|pending|follows) from (?-i:[A-Z])",
    re.IGNORECASE,
)
NAMES_HOLE = re.compile(
    rf"{_HARM.pattern}|{LIVES_ON.pattern}|\b(?:flaws?|weakness\w*|holes|tokens?|sessions?|cookies?|"
    r"log(?:ged)? in|sign(?:ed)? in|auth\w*|access\w*|keys?|inject\w*|leak\w*|expos\w+|exploit\w*|"
    r"disclos\w*|cve|advisory|unpatched|patch|accounts?|expires?|certificates?|signatures?|"
    r"firmware|api|encrypt\w*|decrypt\w*|admin\w*|privileges?|permissions?|xss|csrf|ssrf|idor|"
    r"sandbox|root|shell|upload|url|id|ids|unlocked?|overflow|plain ?text|anyone|anybody|"
    r"somebody else's|takeover|brute[- ]force\w*|guess\w*|rce|way (?:in|into|around)|security)\b",
    re.IGNORECASE,
)
SHARED_MILD = re.compile(
    r"[;:,.] (?:please |so |and |then )?change (?:it|them|the password)\b|\bcast\b|"
    r"\bof (?:that|this|the) (?:brand|make|maker|model|vendor|manufacturer)\b|"
    r"\b(?:reviews?|ratings?|shared (?:folder|drive|calendar|printer))\b",
    re.IGNORECASE,
)


def mildly(
    never: re.Pattern[str],
    mild: re.Pattern[str] | None = None,
    behind: re.Pattern[str] | None = None,
    only: re.Pattern[str] | None = None,
) -> Check:
    """A check that widens a find to its sentence.

    It stays with `never` in its sentence, and without `only`; with `mild` in it or `behind` right
    behind the find it stays too, unless the sentence speaks of harm.
    """

    def check(candidate: Candidate) -> Candidate | None:
        judge = candidate.view.judge
        place = sentence_around(candidate.view.text, candidate.start, candidate.end)
        if judge(never.search, *place) or (only and not judge(only.search, *place)):
            return None
        excused = mild is not None and judge(mild.search, *place)
        if not excused and behind is not None:
            excused = behind.match(candidate.after(60)) is not None
        if excused and not judge(_HARM.search, *place):
            return None
        return withheld(candidate, *place)

    return check
