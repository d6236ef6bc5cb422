"""Lines beside a stack trace that a person wrote without a capital, as one does in a chat."""

import re

from app.redaction.words import words

_STAMP = re.compile(r"\[?\d\d?:[012345]\d(?::[012345]\d)?\]?[ \t]+")
_PLAIN = re.compile(
    r"[\"'“„«(]*(?:[^\W\d_]?[^\W\d_A-Z]*(?:['’-][^\W\d_]+)*|\d{1,4}%?)[.,;:!?…)\"'”»]*"
)
_AROUND = ".,;:!?…\"'“”„«»()"
_TALK = words(
    """
    i we they them their he she us our i'm i've i'd we're we've they're they've they'd he's she's
    it's that's there's what's ok okay yes yeah yep nope just somebody someone nobody anybody btw
    fyi wir uns unser unsere ich ihnen jemand niemand einfach halt doch nous notre ils elles leur
    oui voilà quelqu'un c'est ellos ellas nuestro nosotros alguien nadie vale eles elas nosso alguém
    ninguém loro noi nostro qualcuno nessuno oni my nasz ktoś nikt zij wij ze hun onze iemand
    gewoon мы они наш кто-то никто просто
    """
)
"""What no machine says of itself or of others."""

_FEWEST = 5

_LEADS_ON = re.compile(r"[:=(,\[{\\]\s*$")


def is_spoken(line: str, above: str = "") -> bool:
    """Whether the line is said by a person: plain words, with one that only people say. Behind a
    colon a machine says what is wrong."""
    if line.startswith(("  ", "\t")) or _LEADS_ON.search(above) is not None:
        return False
    if is_opened(line):
        return True
    tokens = line[_said_from(line) :].split()
    plain = sum(_PLAIN.fullmatch(token) is not None for token in tokens)
    if plain < _FEWEST or plain * 7 < len(tokens) * 6:
        return False
    return not _TALK.isdisjoint(token.strip(_AROUND).lower() for token in tokens)


_OPENER = re.compile(
    r"(?:so|ok(?:ay)?|note|nb|n\.b\.|hint|tip|ps|p\.s\.|btw|fyi|tl;?dr|in short|"
    r"short version|summary|meaning|means|result|answer|workaround|solution|fix|cure|what helps|"
    r"what to do|to do|todo|next|"
    r"(?:for|to|tell) (?:the |your )?(?:customers?|clients?|users?|them|you|guests?|staff)|"
    r"also|kurz|kurzum|fazit|hinweis|tipp|abhilfe|lösung|umgehung|für (?:den kunden|sie|euch)|"
    r"donc|bref|en bref|astuce|remarque|solution|contournement|pour (?:vous|le client)|"
    r"entonces|en resumen|resumen|nota|consejo|solución|para (?:usted|el cliente|o cliente|você)|"
    r"então|resumindo|resumo|dica|solução|quindi|allora|in breve|soluzione|per (?:voi|il cliente)|"
    r"dus|kortom|oplossing|voor (?:u|de klant)|czyli|więc|rozwiązanie|uwaga|dla klienta|"
    r"alltså|kort sagt|lösning|altså|løsning|eli|ratkaisu|takže|řešení|yani|çözüm|"
    r"итак|короче|значит|совет|решение|для клиента) ?(?::|[-–—] )[ \t]*",
    re.IGNORECASE,
)
"""How a person goes on to the reader in small letters: `so: enter 0.1 t instead`."""

_SAID_WORDS = 4


_ASKED = re.compile(
    r"(?:enter|press|open|choose|click|leave|set|add|use|try|save|export|restart|reload|refresh|"
    r"select|switch|turn|wait|send|type|pick|delete|remove|clear|sign|log|check|tick|untick|keep|"
    r"unplug|plug|scan|print|upload|download|install|update|pull|hold|push) "
    r"(?=.*\b(?:instead|again|then|until|the|your|once|before|after|first)\b)"
)
_ASKED_WORDS = 7
"""Of a line that tells the reader what to do; messages of machines are shorter."""


def is_opened(line: str) -> bool:
    """Whether a word for the reader opens the line, or one of what to do, with plain words."""
    opened = _OPENER.match(line)
    if opened is None and _ASKED.match(line) is None:
        return False
    least = _SAID_WORDS if opened is not None else _ASKED_WORDS
    tokens = line[opened.end() if opened is not None else 0 :].split()
    plain = sum(_PLAIN.fullmatch(token) is not None for token in tokens)
    return plain >= least and plain * 4 >= len(tokens) * 3


def is_chat(line: str) -> bool:
    """Whether a person says the line behind the time that a chat puts in front."""
    return _said_from(line) > 0 and is_spoken(line)


def _said_from(line: str) -> int:
    stamp = _STAMP.match(line)
    return 0 if stamp is None else stamp.end()
