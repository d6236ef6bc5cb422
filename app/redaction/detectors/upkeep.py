"""What the house pays, carries and lacks: bills, loads, staff. The whole sentence goes."""

import re

from app.redaction.detectors.sentences import sentence_around, whole_sentence, withheld
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern

_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|half (?:of )?(?:the|our)|several|some)"
_SUM = (
    r"(?:[$€£] ?\d[\d.,]*[km]?|"
    r"\d[\d.,]*[km]? ?(?:[$€£]|usd|eur|gbp|dollars|euros?|bucks|grand|cents?))"
)
_OURS = (
    r"primary|replicas?|database|db|cluster|nodes?|disks?|broker|brokers|cache|queue|cpu|heap|"
    r"memory|fleet|storage|quota|pool|workers?|capacity|shards?|servers?|hosts?|data ?cent(?:er|re)"
)
_YOURS = re.compile(
    r"\b(?:your (?:account|plan|subscription|budget|invoice|disk|computer|device|machine|server)|"
    r"you (?:pay|paid|are charged|will be charged)|we (?:refund|credit|charge|bill)|"
    r"contract with you)",
    re.IGNORECASE,
)


_SERVICE_PACK = re.compile(r"windows|server|office|service pack|\bsp ?\d", re.IGNORECASE)


def _colleague_away(candidate: Candidate) -> Candidate | None:
    """`Employee is on sick leave` is a state to set; a name is nobody's business."""
    word = candidate.text.lower()
    if word in stock().words and not stock().is_name(word):
        return None
    return withheld(
        candidate, *sentence_around(candidate.view.text, candidate.start, candidate.end)
    )


def _talk(name: str, regex: str, *gates: str) -> Pattern:
    check = whole_sentence(unless=_YOURS)
    return Pattern(
        "remark", name, rf"\b(?:{regex})", gates, Rank.REGION, ignore_case=True, check=check
    )


PATTERNS = (
    _talk(
        "upkeep-cost",
        rf"(?:costs?|costing) us (?:[a-z]+ ){{0,3}}?(?:{_SUM}|a lot|too much|dearly|money)|"
        r"(?:costs?|spend(?:s|ing)?|bill|burn(?:s|ing)?|eats?|pay(?:s|ing)?) "
        rf"(?:\w+ ){{0,3}}{_SUM} (?:\w+ ){{0,3}}?(?:in|on|for|of|to|worth of) (?:\w+ )?"
        r"(?:egress|aws|gcp|azure|compute|s3|bandwidth|storage|cloud|hosting|licen[cs]es|infra\w*|gpus?|datadog|snowflake)\b|"
        rf"we (?:currently |already |only )?(?:pay|spend|burn) (?:[a-z]+ ){{0,3}}(?:{_SUM}|\d)|"
        r"(?:our|the) (?:aws|gcp|azure|cloud|hosting|infra\w*|datadog|snowflake|egress) "
        r"(?:bill|spend|costs?|budget)\b|(?:our|the) budget (?:for|of) [^.\n]{1,40} (?:is|was|ran) "
        r"(?:gone|spent|exhausted|used up|cut|frozen|out)\b|"
        r"(?:internal|our|goodwill|refund|credit|discount|kulanz\w*) (?:\w+ ){0,2}?(?:limit|"
        r"cap|budget|"
        r"ceiling|threshold|allowance|rahmen|obergrenze)(?: (?:for|of|on) [\w ]{2,30}?)?"
        rf"(?: (?:is|was|are|ist|liegt bei)|:)? (?:only |at |up to |max\.? ?)?{_SUM}|"
        rf"(?:don't|do not|never|not) (?:offer|give|refund|credit|pay) (?:them |him |"
        rf"her )?more than {_SUM}|"
        r"our (?:\w+ ){0,2}contract with\b|we (?:lose|are losing|make|do not make|don't make) "
        r"(?:no |any |a lot of )?money\b|our margins? (?:on|is|are|of)\b[^.\n]{0,40}\b(?:thin|low|"
        r"negative|"
        r"bad|tiny|gone|\d+ ?%)",
        "contract",
        "money",
        "margin",
        "cost",
        "spend",
        "bill",
        "burn",
        "eat",
        "pay",
        "budget",
        " limit",
        " cap",
        "ceiling",
        "threshold",
        "allowance",
        "rahmen",
        "obergrenze",
        "more than",
    ),
    Pattern(
        "remark",
        "upkeep-paid",
        rf"\b[A-Z][a-z]+ (?:(?:&|and|of) )?[A-Z][a-z]+ pays (?:us )?(?:\w+ ){{0,2}}?(?i:{_SUM}) "
        r"(?:a|per|each|every) (?:year|quarter)\b",
        (" pays ",),
        Rank.REGION,
        check=whole_sentence(unless=_YOURS),
    ),
    _talk(
        "upkeep-blame",
        r"git blame\b|(?:time|outage|incident|expired|happened|failed|broke|bug|mess|down)\b"
        r"[^.\n\[\]*]{0,40} (?:under|on) (?:your|his|her|their) watch\b|"
        r"(?:had|have|has) (?:only |just |even |actually |ever )?bothered to\b|"
        r"(?:never|not even|doesn't|don't|didn't) (?:even )?bother(?:ed|s)? to (?:read|look|check|"
        r"test|ask|open|reply|answer|write|update|run)\b|"
        r"(?:would|could|'d) have saved (?:us|everyone) ",
        "git blame",
        " watch",
        "bother",
        "have saved",
    ),
    _talk(
        "upkeep-load",
        rf"our (?:[a-z]+ )?(?:{_OURS}) (?:is|are|was|were|runs?|sits?|peaks?|ran|sat) (?:\w+ )?"
        r"(?:at|above|over|around|near|close to|beyond) \d{1,3} ?%|"
        r"(?:we|have|has|had|with|no|enough|little|of) headroom\b|"
        r"we (?:are|were|will be) (?:running )?(?:out of|low on|short of|short on|over) (?:\w+ )?"
        r"(?:capacity|iops|disk|memory|nodes|servers|quota|ips|gpus?)\b",
        "%",
        "headroom",
        "we ",
    ),
    _talk(
        "upkeep-staff",
        rf"{_COUNT} (?:of us|of the team|people|persons|engineers?|devs?|developers?|colleagues)"
        r"(?: of ours)? (?:are |is |were )?(?:out(?: sick)?|short|down|sick|on (?:leave|vacation|"
        r"holiday|call)|left(?: the company)?|away|quit)(?:[.,;!)]|$| (?:and|so|this|until|after|"
        r"since|today|for|now)\b)|"
        r"(?:not worth|worth|costs?|takes?|spend|burn|waste) (?:\w+ ){0,3}(?:engineer(?:ing)?|"
        r"dev(?:eloper)?|man|person)[ -](?:days?|hours?|weeks?|months?)\b|under-?staffed|"
        r"short-?staffed|(?:whoever|the (?:guy|person|dev|engineer|one)) who (?:wrote|built|knew|"
        r"owned|maintained) (?:it|this|that|the \w+) (?:left|quit|is gone|was fired|has left)",
        "us ",
        "team",
        "people",
        "person",
        "engineer",
        "dev",
        "colleagues",
        "man",
        "staffed",
        "whoever",
        "who ",
    ),
    _talk(
        "upkeep-losses",
        rf"(?:we|team|they|dev) (?:just |only |have |has |already |recently ){{0,2}}(?:lost|"
        rf"are down to) "
        rf"(?:\w+ )?{_COUNT} (?:\w+ ){{0,3}}?(?:people|persons|engineers?|devs?|developers?|"
        rf"testers?)\b|"
        r"(?:hiring|recruiting) (?:is|was|got|has been) (?:frozen|stopped|paused|on hold|cut)\b|"
        r"(?:contractor|freelancer|consultant|intern|architect|tech lead|"
        r"maintainer)s? (?:from|of|at) "
        r"[^.\n\[\]*]{2,40} (?:left|quit|is gone|is leaving|was fired|got fired|has left)\b",
        "lost",
        "down to",
        "hiring",
        "recruiting",
        "left",
        "quit",
        "is gone",
        "is leaving",
        "fired",
    ),
    _talk(
        "upkeep-worth",
        r"not worth (?:fixing|maintaining|supporting|keeping|the (?:effort|trouble|hassle|"
        r"money))\b|"
        r"(?:only|just|barely) \d{1,3} (?:customers|clients|tenants|accounts) (?:\w+ )?(?:use|uses|"
        r"ask|asked|care|pay|have|want)\b",
        "not worth ",
        "only ",
        "just ",
        "barely ",
    ),
    _talk(
        "upkeep-size",
        r"we (?:currently |now |only )?(?:run|operate|host) "
        r"(?:\w+ )?\d{1,4} (?:\w+ )?(?:clusters?|"
        r"nodes|brokers|shards|replicas|pods|servers|data ?cent(?:er|re)s|hosts|vms)\b|"
        r"\d{2,5} (?:other )?(?:tenants|customers) (?:each|per (?:\w+ )?(?:shard|cluster|"
        r"node|pod|cell))\b",
        "we ",
        " each",
        " per ",
    ),
    _talk(
        "upkeep-loss",
        r"(?:runs?|ran|sold|sell|is|are|was) at a loss\b|"
        r"\d+(?:[.,]\d)? (?:person|man|dev|developer|engineer)-(?:hours?|days?|weeks?|months?)\b|"
        r"nobody (?:else )?has (?:prod|production|admin|root|db|database|deploy) (?:access|"
        r"rights)\b",
        "at a loss",
        "person-",
        "man-",
        "dev-",
        "developer-",
        "engineer-",
        "nobody ",
    ),
    Pattern(
        "remark",
        "upkeep-leaving",
        r"\b([A-Z][a-zà-ÿ]{2,}) (?:[A-Z][a-zà-ÿ]+ )?(?:just |has |has just )?(?:quit(?:[.,;]|$)|"
        r"resigned|gave notice|handed in (?:his|her|their) notice|is leaving (?:us|"
        r"the (?:company|team))|"
        r"left the (?:company|team))",
        (" quit", " resigned", " notice", " is leaving ", " left the "),
        Rank.REGION,
        check=_colleague_away,
    ),
    _talk(
        "upkeep-vendor",
        r"(?:vendor|supplier|subcontractor)s?\b[^.\n\[\]*]{0,50}\b(?:contract|renewal|renegotiat\w+)\b",
        "vendor",
        "supplier",
        "subcontractor",
    ),
    Pattern(
        "remark",
        "story-points",
        r"(?:^|[^\w.])\d{1,3} SP\b",
        (" sp",),
        Rank.REGION,
        check=whole_sentence(unless=_SERVICE_PACK),
    ),
    Pattern(
        "remark",
        "upkeep-away",
        r"\b([A-Z][a-zà-ÿ]{2,}) (?:[A-Z][a-zà-ÿ]+ )?(?:is|was|goes|will be) (?:away |out |off )?on "
        r"(?:parental|maternity|paternity|sick|family|annual|unpaid|medical) leave\b",
        (" leave",),
        Rank.REGION,
        check=_colleague_away,
    ),
    _talk(
        "upkeep-revenue",
        r"(?:they|customer|client|account|tenant|these guys|this one|worth|only|deal|at)\b"
        r"[^.\n]{0,40}? "
        r"[$€£]?\d[\d.,]*[km]? (?:[$€£] )?(?:in )?(?:arr|mrr|acv|tcv|annual revenue)\b",
        "arr",
        "mrr",
        "acv",
        "tcv",
        "annual revenue",
    ),
    _talk(
        "upkeep-incident",
        r"blast radius|mttr\b|mttd\b|(?:merged|deployed|ran|shipped|pushed|released|migrated)\b"
        r"[^.\n\[\]*]{0,40} without (?:a |any )?"
        r"(?:tests?|testing|dry run|code review|review|rollback plan|canary)\b",
        "blast radius",
        "mttr",
        "mttd",
        " without ",
    ),
)
