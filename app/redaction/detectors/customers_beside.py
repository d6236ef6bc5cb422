"""Other customers by what is said beside their name: that they had it too, or their issue's key.

`Norrby Bibliotek hade samma fel`, `when Ostergaard Aggregates had it`, `who else: Pembrey Lime
(OPS-12)`.
"""

import re

from app.redaction.company_words import LIKELY
from app.redaction.detectors.sentences import sentence_around
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.technical_words import TECHNICAL
from app.redaction.words import NOT_A_NAME, words

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ɏ0-9&'’-]+"
_NAME = rf"{_WORD}(?: (?:(?:of|de|du|van|og|och|und|y|&) )?{_WORD}){{1,3}}"
_KEY = r"[A-Z][A-Z0-9]{1,9}-\d{1,6}"

_HAD_SAME = (
    r"(?:had|has|have|saw|sees|hit|hits|reported|reports|got|ran into|runs into|complained about)"
    r" (?:exactly |just |precisely )?(?:the |this |that )?(?:very )?same\b|"
    r"(?:hade|har|havde|hadde|fick|fikk|fik|såg|så|meldte|rapporterade) "
    r"(?:exakt |precis |præcis |nøyaktig |den |det )?samm[ae]\b|"
    r"(?:hatte|hat|meldete|sah|bekam|hatten) (?:auch |genau )?(?:das ?selbe|den ?selben|die ?selbe|"
    r"das gleiche|den gleichen|die gleichen?)\b|"
    r"(?:a eu|avait|a signalé|avait signalé|a rencontré) (?:aussi |exactement )?l[ea] même\b|"
    r"(?:tuvo|tenía|tiene|reportó|vio|sufrió) (?:también |exactamente )?(?:el|la|lo) mism[oa]\b|"
    r"(?:teve|tinha|tem|reportou|viu|relatou) (?:também |exatamente )?[oa] mesm[oa]\b|"
    r"(?:ha avuto|aveva|ha segnalato|ha visto) (?:anche |esattamente )?l[oa] stess[oa]\b|"
    r"(?:had|heeft|kreeg|meldde|zag) (?:ook |precies )?(?:hetzelfde|dezelfde)\b|"
    r"(?:miał[aoy]?|zgłosił[aoy]?|widział[aoy]?) (?:też |dokładnie )?(?:ten sam|to samo|tę samą|"
    r"taki sam)|"
    r"(?:měl[aoiy]?|hlásil[aoiy]?|viděl[aoiy]?) (?:také |úplně )?(?:stejn|totéž|to samé)"
)
_TROUBLE = (
    r"(?:[A-Za-zà-ÿ-]{1,20} )?(?:problem|issue|bug|error|fault|thing|outage|symptom|"
    r"trouble|fel|fejl|feil|vika|"
    r"fehler|ausfall|störung|souci|panne|erreur|bogue|problème|fallo|error|incidencia|incidente|"
    r"erro|falha|errore|guasto|fout|storing|probleem|błąd|usterk|awari|chyb|potíž)"
)
_SAME_GATES = (
    *(" same", " samm", "gleiche", "elbe", " même", " mism", " mesm", " stess", "zelfde"),
    *("ten sam", "to sam", "samą", "taki sam", " stejn", "totéž"),
)
_OTHERS = re.compile(
    r"\b(?:who else|anyone else|others?|also|too|as well|customers?|tenants?|clients?|affected|"
    r"(?:two|three|four|some|\d+) more|same (?:issue|bug|problem|error|thing|fault)|seen at|"
    r"happened (?:to|at)|auch|weitere|kunden?|betroffen\w*|aussi|autres?|également|también|otros?|"
    r"también|também|outros?|anche|altri|clienti|clientes?|ook|andere|klanten|też|również|inni|"
    r"klien\w+|också|även|också|også|kunder?|myös|také|další|zákazní\w+)\b",
    re.IGNORECASE,
)
_NOT_FIRST = words(
    """this that these those it we they you he she all both some the a an please yes no and but so
    internet microsoft google apple mozilla android windows safari firefox chrome edge opera samsung
    outlook excel adobe amazon oracle linux ubuntu ios macos visual der die das den dem ein eine
    mein meine unser unsere ihr ihre le la les un une mon ma notre votre el los las mi su il lo gli
    o os as um uma de het een onze uw ten ta te nasz en ett det min din mit vår"""
)


def _company(candidate: Candidate) -> Candidate | None:
    """Words that are no English ones, or that end as companies' names do; no maker's product."""
    parts = [part.lower().strip("'’") for part in candidate.text.split() if part != "&"]
    if parts[0] in _NOT_FIRST or parts[0] in NOT_A_NAME or not TECHNICAL.isdisjoint(parts):
        return None
    return candidate if parts[-1] in LIKELY or not stock().has_all(parts) else None


_STANDARDS = re.compile(r" \((?:aes|sha|iso|covid|rfc|cve|utf|http|en|din|iec|ieee|md|rsa|usb)-")


def _with_key(candidate: Candidate) -> Candidate | None:
    if _STANDARDS.match(candidate.after(12)):
        return None
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    told = candidate.view.judge(_OTHERS.search, *place)
    return _company(candidate) if told else None


def _beside(name: str, regex: str, gates: tuple[str, ...], check: Check = _company) -> Pattern:
    return Pattern("other_customer", name, regex, gates, rank=Rank.CUE, check=check)


_PLACES = words(
    """march april june july august monday sunday easter christmas new old next last first original
    whole main parent child sibling duplicate linked other same related internal external zendesk
    jira github gitlab support urgent open closed escalated vip enterprise english german french"""
)


def _of_ticket(candidate: Candidate) -> Candidate | None:
    """Whose ticket it is: words of which none is said otherwise, and no product's."""
    parts = [part.lower().strip("'’") for part in candidate.text.split()]
    known = any(part in _PLACES or part in _NOT_FIRST or part in NOT_A_NAME for part in parts)
    if known or not TECHNICAL.isdisjoint(parts):
        return None
    return None if stock().has_all(parts) and parts[-1] not in LIKELY else candidate


PATTERNS = (
    _beside(
        "customer-of-ticket",
        rf"\b(?i:from|with|in|see|as|like|of|on) (?i:the|that) ({_WORD}(?: {_WORD})?) "
        r"(?:ticket|case|escalation|incident)\b",
        (" ticket", " case", " escalation", " incident"),
        _of_ticket,
    ),
    _beside(
        "customer-had-same",
        rf"\b({_NAME}) (?i:(?:{_HAD_SAME})[a-zà-ÿąę]{{0,3}} {_TROUBLE})",
        _SAME_GATES,
    ),
    _beside(
        "customer-when-had",
        rf"\b(?i:when) ({_NAME}) (?i:had|hit|saw|reported|ran into|complained about|raised) "
        r"(?i:it|this|that)\b",
        ("when ",),
    ),
    _beside(
        "customer-got-around",
        rf"\b({_NAME}) (?i:(?:has |have |had )?(?:(?:got|gets|worked|works) around|"
        r"(?:lived|lives) with|(?:ran|runs) into|solved|avoid(?:ed|s)|suffered|reported|escalated)"
        r" (?:it|this|that|them)\b)",
        (" around ", " with ", "into ", "solved ", "avoid", "suffered ", "reported ", "escalated "),
    ),
    _beside("customer-with-key", rf"\b({_NAME}) \({_KEY}\)", (" (",), _with_key),
)
