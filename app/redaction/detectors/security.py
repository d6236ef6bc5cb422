"""Security findings before they are disclosed: the whole sentence.

What was published, and what says that nothing is wrong, may be read.
"""

import re

from app.redaction.detectors.sentences import whole_sentence
from app.redaction.hits import Rank
from app.redaction.patterns import Pattern

PUBLIC = re.compile(
    r"\b(?:not|un)[ -]?affected\b|\b(?:was|were|has been|have been|is|are|already) "
    r"(?:published|publicly known)\b|"
    r"\bpublic (?:advisory|bulletin|announcement)|\bsecurity (?:bulletin|advisory|page|"
    r"whitepaper)\b|"
    r"\bwe (?:have )?published\b|\brelease notes\b|\bno (?:known )?(?:security "
    r")?vulnerabilit|\bprotects?\b|"
    r"\bnot vulnerable\b|\b(?:any|every)(?:one|body|\s\w+)? (?:can|could|may|might)\b[^.;]*"
    r"\btheir own\b|\bnot aware of\b|\bhow to report\b|\bfixe[sd] (?:in|by|with) version\b|"
    r"\bnicht betroffen\b|\bpas (?:affect|concern)|\bno (?:está|se ve) afectad|"
    r"(?<!nicht )\bveröffentlicht",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\b(?:not|never|un)[ -]?(?:yet )?(?:public|publish|disclos|announc)|\bembargo|"
    r"\bpending\b|\breserved\b|"
    r"\binternal|\bbefore (?:anyone|they|we|it)|\bunpatched\b|\bdo not\b|\bdon't\b",
    re.IGNORECASE,
)
_FLAW = (
    r"XSS|CSRF|XSRF|SSRF|XXE|IDOR|RCE|LFI|SQLi|BOLA|TOCTOU|CVSS|"
    r"(?i:cross[- ]site (?:scripting|request forgery)|(?:sql|command|code|template|header|"
    r"ldap|log|prompt|"
    r"crlf|xml|os|html)[ -]injection|(?:path|directory) traversal|"
    r"(?:remote|arbitrary) code execution|"
    r"privilege escalation|escalation of privilege|(?:auth|authentication|authorization|"
    r"login|mfa|2fa|sso|access control|"
    r"permission) bypass|bypass(?:es|ed|ing)? (?:the )?(?:auth|authentication|"
    r"authorization|login|mfa|2fa|sso|access|permission)\w*|"
    r"zero[- ]day|0[- ]day|open redirect|insecure deseriali[sz]ation|session fixation|"
    r"prototype pollution|(?:deseriali[sz]ation|injection|traversal|auth|upload|escalation|"
    r"memory|sandbox|session|token|permission|crypto) (?:hole|flaw|vulnerability|weakness)|"
    r"(?:heap|stack|integer|buffer)[- ](?:based )?(?:buffer )?(?:overflow|overrun|overread|"
    r"over-read|"
    r"corruption) (?:is|was|sits|lives|in|via|through|by|lets|allows|can)\b|"
    r"heap[- ](?:overflow|corruption|spray)|"
    r"buffer[- ](?:overflow|overrun|over-?read)|out[- ]of[- ]bounds (?:read|write)|type confusion|"
    r"double[- ]free|request smuggling|cache poisoning|broken access control|"
    r"insecure direct object|timing attack|"
    r"hard-?coded (?:password|secret|key|token|credential)s?|use[- ]after[- ]free)"
)
_FLAW_GATES = (
    "xss",
    "csrf",
    "xsrf",
    "ssrf",
    "xxe",
    "idor",
    "rce",
    "lfi",
    "sqli",
    "bola",
    "toctou",
    "cvss",
    "scripting",
    "forgery",
    "injection",
    "traversal",
    "execution",
    "escalation",
    "bypass",
    "day",
    "redirect",
    "insecure",
    "fixation",
    "pollution",
    " hole",
    " flaw",
    "vulnerability",
    "weakness",
    "smuggling",
    "overflow",
    "overrun",
    "overread",
    "over-read",
    "corruption",
    "heap spray",
    "heap-spray",
    "out of bounds",
    "out-of-bounds",
    "out of-bounds",
    "out-of bounds",
    "confusion",
    "double free",
    "double-free",
    "poisoning",
    "broken access",
    "timing attack",
    "hardcoded",
    "hard-coded",
    "use after free",
    "use-after free",
    "use after-free",
    "use-after-free",
)
_EXPOSED = (
    r"vulnerabilit\w+|vulnerable to|(?:is|are|was|were|still) vulnerable|security (?:hole|"
    r"flaw|bug|finding|issue|defect|"
    r"incident|breach|gap)|data breach|world[- ]?(?:readable|writable)|"
    r"public(?:ly)?[- ](?:readable|accessible|exposed|writable)|unauthenticated|without "
    r"(?:any )?(?:authentication|being logged in|logging in)|"
    r"(?:leak|expos|disclos|return|show|reveal)(?:s|ed|ing|es)? (?:\w+ ){0,3}(?:other|"
    r"another|different|foreign) (?:tenants?|customers?|accounts?|users?|orgs?|"
    r"organi[sz]ations?)|cross[- ]tenant|tenant isolation|(?:other|another) tenants?'?s?'? "
    r"(?:data|invoices?|files?|records?|tickets?|"
    r"tokens?)|leak(?:s|ed|ing)? (?:\w+ ){0,2}(?:pii|tokens?|credentials?|passwords?|"
    r"secrets?|session|keys|personal data)|"
    r"(?:row|tenant|access|permission|scope|org|ownership|acl) (?:filter|check|guard|isolation|"
    r"scoping)s? (?:\w+ )?(?:leaks?|leaking|is missing|was missing|is skipped|was skipped|"
    r"is bypassed|"
    r"fails open|does not (?:apply|work|hold)|doesn't (?:apply|work|hold))\b|"
    r"(?:secrets?|tokens?|reset links?|session ids?|signatures?)\b[^.\n]{0,40} can be (?:guessed|"
    r"predicted|forged|replayed|brute[- ]?forced)|"
    r"vulnerable (?:version|release|dependency|library|package|component|copy|build|lib\w+|"
    r"openssl|log4j)|"
    r"(?:anyone|anybody|everybody|everyone|any (?:user|visitor|tenant|guest)) "
    r"(?:can|could|may|might) (?:\w+ )?(?:crash|take over|read (?:all|any|every|other|anything)|"
    r"delete any|download any|steal|dump|spoof|forge|impersonate|inject|brute[- ]force|enumerate)|"
    r"(?:keys?|secrets?|tokens?|credentials?|passwords?|certificates?)(?: for \w+| \S{8,80})? "
    r"(?:is|are|was|were|got|ended up|landed|sat|sits) (?:\w+ ){0,3}(?:in|on|to|into) "
    r"(?:a |the |our |some )?public "
    r"(?:git |github |s3 |js |javascript )?(?:repo|repository|bucket|gist|channel|image|bundle|"
    r"build|package|paste|pastebin|snippet|file|page|log|container|wiki|docs?|app)|"
    r"(?:lacks?|lacking|missing|has no|have no) (?:the )?(?:httponly|samesite|secure flag|hsts|"
    r"csrf|"
    r"rate limit(?:ing)? (?:on|for) (?:the )?(?:login|sign-?in|password|otp|reset))|"
    r"password(?:s| hashes) (?:are|were|is|was) (?:\w+ ){0,3}(?:md5|sha-?1|unsalted|plain ?text)\b|"
    r"exploit(?:able|ed|ation|s)?\b|proof[- ]of[- ]concept|hackerone|bugcrowd|bug bounty|"
    r"pen-?tests?(?:er|ers)? (?:\w+ )?"
    r"(?:found|shows?|showed|reported|flagged|finding|report)|responsible disclosure|"
    r"coordinated disclosure|unpatched|"
    r"embargo(?:ed)?|cve(?:-id)? (?:is )?(?:pending|requested|reserved)|(?:reserved|"
    r"pending|requested|unpublished) cve|"
    r"attackers? (?:can|could|may|might|would|is|was|needs?|only|with)|"
    r"(?:passwords?|tokens?|credentials?|secrets?|api keys) (?:is|are|was|were|got|being|end up|"
    r"ended up) (?:\w+ )?(?:written|logged|stored|sent|exposed|visible|readable|printed|shown)"
    r"(?: \w+){0,4} (?:plain|clear)[- ]?text|"
    r"(?:passwords?|tokens?|credentials?|secrets?|api keys) (?:\w+ ){1,4}to (?:the|our) logs?\b|"
    r"before anyone notices|not (?:yet )?(?:been )?(?:public(?:ly)?|disclosed)\b|"
    r"(?:decided|decision) on disclosure|until disclosure"
)
_EXPOSED_GATES = (
    "vulnerab",
    " can",
    " could",
    " may",
    " might",
    "certificate",
    "lack",
    " leak",
    " skipped",
    " bypass",
    " fails open",
    " not ",
    " doesn't ",
    "missing",
    "has no",
    "have no",
    "key",
    "security ",
    "breach",
    "readable",
    "writable",
    "accessible",
    "exposed",
    "authentic",
    "logged in",
    "logging in",
    "tenant",
    "customer",
    "account",
    "user",
    "org",
    "pii",
    "token",
    "credential",
    "password",
    "secret",
    "session",
    "keys",
    "personal data",
    "exploit",
    "concept",
    "hackerone",
    "bugcrowd",
    "bounty",
    "test",
    "disclos",
    "unpatched",
    "embargo",
    "cve",
    "before anyone",
    "attacker",
    "api keys",
    "public",
)
_ABROAD = (
    r"sicherheitslücken?|schwachstellen?|datenleck|faille (?:de sécurité|critique|xss|sql)|"
    r"faille|vulnérabilités?|fuite de données|"
    r"vulnerabilidad(?:es)?|vulnerabilidades?|fallo de seguridad|brecha de (?:seguridad|"
    r"datos)|falha de segurança|vazamento de dados|"
    r"vulnerabilità|falla di sicurezza|kwetsbaarhe(?:id|den)|beveiligingslek|datalek|luka "
    r"(?:w zabezpieczeniach|bezpieczeństwa)|"
    r"podatność|podatności|wyciek danych"
)
_ABROAD_GATES = (
    "sicherheitsl",
    "schwachstelle",
    "datenleck",
    "faille",
    "vuln",
    "fuite de",
    "fallo de",
    "brecha de",
    "falha de",
    "vazamento",
    "falla di",
    "kwetsbaarhe",
    "beveiligingslek",
    "datalek",
    "luka ",
    "podatno",
    "wyciek",
)
_CVE = r"\bCVE-(?:\d{4}-\d{4,7}|\d{4}-[Xx?]+)"


def _unpublished(name: str, regex: str, gates: tuple[str, ...], *, ignore_case: bool) -> Pattern:
    check = whole_sentence(unless=PUBLIC)
    return Pattern(
        "security_finding", name, regex, gates, Rank.REGION, ignore_case=ignore_case, check=check
    )


PATTERNS = (
    _unpublished("flaw", rf"\b(?:{_FLAW})\b", _FLAW_GATES, ignore_case=False),
    _unpublished("exposure", rf"\b(?:{_EXPOSED})", _EXPOSED_GATES, ignore_case=True),
    _unpublished("exposure-abroad", rf"(?:{_ABROAD})", _ABROAD_GATES, ignore_case=True),
    Pattern(
        "security_finding",
        "cve-reserved",
        _CVE,
        ("cve-",),
        Rank.REGION,
        check=whole_sentence(only=_SECRET),
    ),
)
