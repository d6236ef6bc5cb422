"""Where, behind what a machine printed, a person goes on to the reader on the same line.

Only what no machine prints tells it: words for the reader, behind a full stop, a dash or an arrow.
"""

import re

_POLITE = (
    r"please|pls|kindly|bitte|veuillez|merci de|por favor|per favore|prego|proszę|prosimy|"
    r"alstublieft|graag|prosím|lütfen|vänligen|venligst|vennligst|vă rog|kérjük|пожалуйста|"
    r"будь ласка|ask (?:them|him|her|the)|tell (?:them|him|her|the)"
)
_ASKS = (
    rf"{_POLITE}|we|you|your|our|they|he|she|ask|tell|have (?:them|the)|sorry|"
    r"wir|sie|ihre?|unsere?|kunden?|sagen|"
    r"merci|nous|vous|votre|notre|dites|demandez|"
    r"pida|dígale|hemos|nuestr[oa]|su|usted|pedimos|peça|nosso|nossa|você|"
    r"abbiamo|chieda|nostr[oa]|potete|"
    r"nasz[ae]?|państw\w+|wij|uw|onze|мы|вы|ваш\w*|наш\w*|попросите"
)
_TELLS = (
    r"that(?:'s| is| was| means)|this (?:is|was|means)|it(?:'s| is| was)|which|so|but|because|"
    r"means|meaning|(?:now )?(?:fixed|done|solved|resolved)|behoben|erledigt|corrigé|résolu|"
    r"resuelto|solucionado|arreglado|resolvido|corrigido|risolto|opgelost|naprawion[eoy]|"
    r"the (?:customers?|users?|file|fix|reason|answer|account|page)|"
    r"das (?:war|ist|liegt|heißt|bedeutet|lag|kam)|dies|also|weil|daher|deshalb|"
    r"c'est|c'était|cela|donc|car|"
    r"es[to]o|es(?: que)?|era|fue|porque|isso|isto|foi|"
    r"questo|è|perché|quindi|"
    r"to (?:jest|był[ao]?|znaczy)|więc|ponieważ|dat|dit|dus|omdat|"
    r"это|так|потому"
)
_UP = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-Ω"
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_ARROW = r"(?:[→⇒➜»]|=+>|--?>?)"
_ARTICLE = r"(?i:das|de[rnm]|die|es|c[eo]|l[aeo]s?|el|o|os|as|i|gli|il|het)\s"
"""Begins a sentence for the reader, and a machine's words as well."""

_NEXT = rf"[{_UP}][^\W\d_A-Z]*,?\s(?:[^\W\d_A-Z]+,?\s){{2}}"
_WHOLE = (
    r"(?:The|These|This|You|Your|We|As?|Os?|L[aeo]s?|El|Il|Gli|I|De[rt]?|Die|Das|Het)\s"
    r"(?:[^\W\d_A-Z]+,?\s){5,}[^\W\d_A-Z]+[.!?](?:\s|\Z)"
)
"""A sentence of plain words alone, which stood on a line of its own before lines were joined."""

_TURN = re.compile(
    rf"\s(?={_ARROW}\s+(?i:{_ASKS}|{_TELLS})[\s,])|"
    rf"\s(?=[→⇒➜»]\s+{_ARTICLE})|\s(?==+>\s+{_ARTICLE})|"
    rf"(?<=[.!?)\]\"'»”}}])[ \t](?=[{_UP}](?:[^\W\d_A-Z]|\s))(?=(?i:{_ASKS})[\s,]|{_ARTICLE})|"
    rf"(?<=[a-zà-ÿ])[ \t](?={_WHOLE})|"
    rf"(?<=:)[ \t](?=(?i:{_POLITE})[\s,])|"
    rf"(?<=[{_CJK}][.!?])[ \t]*(?=[\"「『]?[{_CJK}])"
)
_BEHIND_PLACE = re.compile(
    rf"(?:\A|(?<=[)\]\d]))[ \t]*[.,]?[ \t]*(?=[{_CJK}][{_CJK}-])|"
    rf"\s(?={_ARROW}\s+(?:[^\W\d_]+[,:]?\s){{3}})|(?<=[.!?)\]\"'])\s(?={_NEXT})|"
    rf"(?<=[)\]\d]:)\s(?={_NEXT})"
)
"""Behind the place of a call no message goes on: whatever is written there is said by a person."""


def reader_from(text: str) -> int:
    """Where the reader is spoken to, in what a machine's words began; -1 if nowhere."""
    found = _TURN.search(text)
    return -1 if found is None else found.start()


def said_from(rest: str) -> int:
    """As `reader_from`, for what stands behind the place of a call."""
    found = _BEHIND_PLACE.search(rest)
    at = -1 if found is None else len(rest[: found.end()].rstrip())
    other = reader_from(rest)
    return max(at, other) if -1 in (at, other) else min(at, other)
