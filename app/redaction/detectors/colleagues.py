"""Whom engineers speak of: colleagues by handle, teams, channels, and other customers by cue."""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.name_kinds import kind_of_word
from app.redaction.hits import Rank
from app.redaction.name_cues import MARKERS
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_LETTER = r"\wÀ-ɏ"
_WORD = rf"[A-ZÀ-ÖØ-Þ][{_LETTER}&.'’-]*[{_LETTER}]"
_NAME = rf"{_WORD}(?: (?:(?:&|and|of|the|de|du|von|van) )?{_WORD}){{0,3}}"
_CAMEL = re.compile("[a-z][A-Z]")
_OTHER = (
    r"(?i:another|other|different|second|third|one other|two other|three other|several "
    r"other|some other|many other|our other|a big|one of our)"
)
_CLIENT = (
    r"(?i:customers?|clients?|accounts?|tenants?|compan(?:y|ies)|kunden?|clientes?|"
    r"klant(?:en)?|clienti|klient(?:a|ów)?|orgs?)"
)
_NOT_NAMES = words(
    """I It We They He She You The This That These Those There Please What When Where Which If In
    On At Microsoft Google Apple Excel Slack Salesforce Stripe PayPal Jira Zendesk Windows
    Linux Android Chrome Firefox Safari Edge Outlook SAP Oracle AWS Azure API Support
    Success Service Center Centre Portal Relations Groups Group ID Number Name Care Data
    Management Account Accounts Manager Team Type Types Field Fields List Lists Settings
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December Europe Germany France Spain
    Italy Poland London Berlin Paris EU US UK USA PDF CSV Today Yesterday Tomorrow Version
    Engineering Sales Legal Finance Marketing Product QA Ops DevOps Your Our My Error
    Errors Exception Library App Server Side Secret Certificate Credentials Key Keys Token
    Code Request Response Name Names Address Area Login Page Menu WHERE AND OR ON AS IN ORDER GROUP
    LIMIT JOIN LEFT INNER SET VALUES HAVING UNION FROM SELECT UPDATE DELETE"""
)


def _is_person(text: str) -> bool:
    """A given name and a surname, which are found as a person's."""
    known = stock()
    kinds = [kind_of_word(fold(part), part, known) for part in text.split()]
    return kinds == ["G", "S"] and known.common.isdisjoint(fold(text).split())


def _other(candidate: Candidate) -> Candidate | None:
    """A name that is no word of the language, cut where the sentence goes on."""
    first = re.split(r"[\s.]", candidate.text)[0].strip("'’")
    if first in _NOT_NAMES or len(candidate.text) < 2 or _is_person(candidate.text):
        return None
    return _with_others(candidate)


_AND_OTHERS = re.compile(
    rf"(?:,? (?:and|und|et|y|e|en|or|&) |, )({_NAME})(?=(?:,? (?:and|und|et|y|e|en|or|&) |"
    rf"[,.;)]| (?!\d)|$))"
)


def _with_others(candidate: Candidate) -> Candidate:
    """With the names that are listed behind it: companies, of two words and more."""
    text, end = candidate.view.text, candidate.end
    while found := _AND_OTHERS.match(text, end, end + 120):
        parts = found[1].split()
        if len(parts) < 2 or not _NOT_NAMES.isdisjoint(parts):
            break
        end = found.end()
    return candidate._replace(end=end)


def _customer(name: str, regex: str, *gates: str) -> Pattern:
    return Pattern("other_customer", name, regex, gates, rank=Rank.CUE, check=_other)


_BEHIND = re.compile(rf" ({_WORD})")


def _surname_behind(candidate: Candidate) -> bool:
    """Whether a mention goes on with a surname: half of a name is not the other's handle."""
    found = _BEHIND.match(candidate.view.text, candidate.end)
    word = found[1] if found is not None else "The"
    folded, known = word.lower(), stock()
    return word not in _NOT_NAMES and (folded not in known.words or folded in known.surnames)


def _handle(candidate: Candidate) -> Candidate | None:
    """`@` in front of a rule of a style sheet, a decorator's or a package's name is no person."""
    if candidate.text.istitle() and _surname_behind(candidate):
        return None
    word = candidate.text.split(".")[0]
    if word.lower() in MARKERS or _CAMEL.search(word) or candidate.after(1) in {"/", "("}:
        return None
    return candidate._replace(value=candidate.text.lower())


_COMPOUND = re.compile(
    r"(?:non|pre|re|self|two|multi|third|single|over|half|part|full)-|"
    r".*-(?:party|only|side|time|based|free|wide|in|up|out|off|end|step|page|line|day|hour|error)$"
)


def _slug(candidate: Candidate) -> Candidate | None:
    """What is said stands behind a colon too: `the customer: third-party cookies`."""
    said = candidate.before(2) == ": " and _COMPOUND.match(candidate.text)
    return None if said else candidate


PATTERNS = (
    Pattern(
        "engineer_person",
        "handle",
        r"(?:^|[\s(\[,;:>])@([A-Za-z][\w-]*(?:\.[\w-]+)*)\b",
        ("@",),
        check=_handle,
    ),
    Pattern(
        "engineer_person",
        "note-owner",
        r"\b(?:[T]ODO|[F]IXME|[X]XX|HACK|NOTE)\(@?([a-z][\w.-]+)\)",
        ("todo(", "fixme(", "xxx(", "hack(", "note("),
        check=_handle,
    ),
    _customer(
        "customer-other",
        rf"\b{_OTHER} {_CLIENT}(?:,| \(| named| called| like| such as|:| -| –|,? namely|,? "
        rf"e\.g\.)? ({_NAME})",
        "another",
        "other",
        "different",
        "second",
        "third",
        "big",
        "our",
    ),
    _customer(
        "customer-after",
        rf"({_NAME}),? \(?(?i:another|an other|our other|one of our|also a|also one of our|"
        rf"a different|our biggest|our largest|a big|a second|otr[oa]|un autre|une autre|"
        rf"outr[oa]|ein anderer|eine andere|"
        rf"un altro|een andere|inny|inna) {_CLIENT}\b",
        " another",
        " an other",
        " our other",
        " one of our",
        " also ",
        " a different",
        " our biggest",
        " our largest",
        " a big",
        " a second",
        "(another",
        "(our other",
        "(one of our",
        "(also ",
        "(a ",
        "(an other",
        "(our biggest",
        "(our largest",
        "otro",
        "otra",
        "un autre",
        "une autre",
        "outro",
        "outra",
        "ein",
        "un altro",
        "een andere",
        "inny",
        "inna",
    ),
    _customer(
        "customer-saw",
        rf"\b(?i:same (?:\w+ )?as(?: what)?|similar to(?: what)?|identical to(?: what)?|"
        rf"like|exactly what|just what|as|what)(?: the one| that)? ({_NAME}) (?i:saw|had|"
        rf"has|have|reported|sees|hit|got|experienced|ran into|is seeing|complained|raised|"
        rf"did|was seeing)\b",
        " saw",
        " had",
        " has",
        " have",
        " reported",
        " sees",
        " hit",
        " got",
        " experienced",
        " ran into",
        " is seeing",
        " complained",
        " raised",
        " did",
        " was seeing",
    ),
    _customer(
        "customer-called",
        rf"\b(?:[Cc]ustomers?|[Cc]lients?|[Tt]enants?|[Kk]unden?|[Cc]lientes?|[Kk]lant|"
        rf"[Kk]lient(?:a|owi|em)?|[Aa]ccounts?) ({_NAME})",
        "customer ",
        "customers ",
        "client ",
        "clients ",
        "tenant ",
        "tenants ",
        "kunde ",
        "kunden ",
        "cliente ",
        "clientes ",
        "klant ",
        "klient",
        "account ",
        "accounts ",
    ),
    _customer(
        "customer-same",
        rf"\b(?i:same|similar|identical) (?i:symptoms?|issue|problem|error|thing|bug|"
        rf"behaviou?r|pattern|"
        rf"story|case|crash|failure|report) (?i:as|at|with|for|from|like)(?i: the one)?"
        rf"(?i: at| of| from| for)? ({_NAME})",
        " as ",
        " at ",
        " with ",
        " for ",
        " from ",
        " like ",
    ),
    _customer(
        "customer-reported",
        rf"\b(?i:(?:also |previously |first |already |originally |same )*(?:reported|seen|"
        rf"raised|hit|confirmed|escalated|filed|observed|complained) (?:by|at|from|about "
        rf"by|for)|happened (?:at|to|for)|happens (?:at|for)|rolled out (?:to|for)|enabled "
        rf"(?:for|at)|leaked (?:to|from)|data (?:of|from)|belongs to|dup(?:licate)? from|"
        rf"ticket from|escalation (?:from|by)) ({_NAME})",
        "reported",
        "seen ",
        "raised",
        "hit ",
        "confirmed",
        "escalated",
        "filed",
        "observed",
        "complained",
        "happened",
        "happens",
        "rolled out",
        "enabled",
        "leaked",
        "data of",
        "data from",
        "dup",
        "ticket from",
        "escalation",
        "belongs to",
    ),
    _customer(
        "customer-reports",
        rf"({_NAME}) (?i:(?:has |have |also |had |already |just |is |are )*(?:reported|"
        rf"complained|escalated|raised|sees|saw|seeing|hit|hits|hitting) (?:this|it|the "
        rf"same|that|about it|about this|the very same)(?: \w+)? ?(?:too|as well|also|"
        rf"again|last|yesterday|today|in|on|,|\.|;|$))",
        "reported",
        "complained",
        "escalated",
        "raised",
        "sees",
        "saw",
        "seeing",
        "hit",
    ),
    _customer(
        "customer-seen-at",
        r"\b(?i:(?:saw|seen|had|met|found|fixed|reproduced|know) (?:this|it|that|the same|the very "
        r"same|something similar)|(?:sees?|seeing|have|has|got) (?:exactly )?the (?:very )?same)"
        rf"(?: \w+)? (?i:at|with|from) ({_NAME})",
        "this",
        "it",
        "that",
        "the same",
        "the very same",
        "similar",
    ),
    _customer(
        "customer-kind",
        rf"\b(?i:with|at|for|from|by) (?i:the|a|an) (?:[\w-]+ ){{0,3}}(?:chain|retailer|agency|"
        rf"hospital|insurer|startup|manufacturer|clinic|publisher|distributor|hotel) ({_NAME})",
        "chain ",
        "retailer ",
        "agency ",
        "hospital ",
        "insurer ",
        "startup ",
        "manufacturer ",
        "clinic ",
        "publisher ",
        "distributor ",
        "hotel ",
    ),
    _customer(
        "customer-of",
        rf"\b(?i:tenant|instance|workspace|org|shard|cell|csm|account manager) of ({_NAME})\b",
        " of ",
    ),
    _customer(
        "customer-too",
        rf"\b(?i:also|too|as well) (?:at|for|from|by|with) ({_NAME})\b",
        "also ",
        "too ",
        "as well ",
    ),
    Pattern(
        "other_customer",
        "tenant-number",
        r"(?:\b(?i:of|from|for|in|on|with|as|other|another|and) |[(\[])((?:org|"
        r"tenant)(?: id)?[ =:#]{1,2}\d{2,9})\b",
        ("org", "tenant"),
        rank=Rank.CUE,
    ),
    Pattern(
        "other_customer",
        "tenant-name",
        r"\b(?i:tenant|customer|org|workspace|account)[ "
        r"=:`\"']{1,3}([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\b",
        ("tenant", "customer", "org", "workspace", "account"),
        rank=Rank.CUE,
        check=_slug,
    ),
)
