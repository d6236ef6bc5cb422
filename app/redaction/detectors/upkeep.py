"""What the house pays, carries and lacks: bills, loads, staff. The whole sentence goes."""

import re

from app.redaction.detectors.sentences import whole_sentence
from app.redaction.hits import Rank
from app.redaction.patterns import Pattern

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


def _talk(name: str, regex: str, *gates: str) -> Pattern:
    check = whole_sentence(unless=_YOURS)
    return Pattern(
        "remark", name, rf"\b(?:{regex})", gates, Rank.REGION, ignore_case=True, check=check
    )


PATTERNS = (
    _talk(
        "upkeep-cost",
        rf"(?:costs?|costing) us (?:[a-z]+ ){{0,3}}?(?:{_SUM}|a lot|too much|dearly|money)|"
        r"(?:costs?|spend(?:ing)?|bill|burn(?:ing)?|pay(?:ing)?) "
        rf"(?:\w+ ){{0,3}}{_SUM} (?:\w+ ){{0,3}}?(?:in|on|for|of|to) (?:\w+ )?"
        r"(?:egress|aws|gcp|azure|compute|s3|bandwidth|storage|cloud|hosting|licen[cs]es|infra\w*|gpus?|datadog|snowflake)\b|"
        rf"we (?:currently |already |only )?(?:pay|spend|burn) (?:[a-z]+ ){{0,3}}(?:{_SUM}|\d)|"
        r"(?:our|the) (?:aws|gcp|azure|cloud|hosting|infra\w*|datadog|snowflake|egress) "
        r"(?:bill|spend|costs?|budget)\b|(?:our|the) budget (?:for|of) [^.\n]{1,40} (?:is|was|ran) "
        r"(?:gone|spent|exhausted|used up|cut|frozen|out)\b|"
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
        "pay",
        "budget",
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
        r"[^.\n]{0,40} without (?:a |any )?"
        r"(?:dry run|code review|review|rollback plan|canary)\b",
        "blast radius",
        "mttr",
        "mttd",
        " without ",
    ),
)
