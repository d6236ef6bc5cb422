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


def is_spoken(line: str, above: str = "", *, within: bool = False) -> bool:
    """Whether the line is said by a person: plain words, with one that only people say. Behind a
    colon a machine says what is wrong, and `within` a trace an opener alone says nothing."""
    if line.startswith(("  ", "\t")) or _LEADS_ON.search(above) is not None:
        return False
    if not within and is_opened(line):
        return True
    tokens = line[_said_from(line) :].split()
    plain = sum(_PLAIN.fullmatch(token) is not None for token in tokens)
    if plain < _FEWEST or plain * 7 < len(tokens) * 6:
        return False
    return not _TALK.isdisjoint(token.strip(_AROUND).lower() for token in tokens)


_OPENER = re.compile(
    r"(?:so|btw|fyi|tl;?dr|in short|short version|what helps|what to do|"
    r"(?:for|tell) (?:(?:the|your) (?:customers?|clients?|users?|guests?|staff)|them|you|"
    r"customers|clients|guests)|"
    r"kurz|kurzum|fazit|für (?:den kunden|die kundin|sie|euch)|"
    r"donc|bref|en bref|pour (?:vous|le client)|"
    r"entonces|en resumen|para (?:usted|el cliente|o cliente|você)|"
    r"então|resumindo|quindi|allora|in breve|per (?:voi|il cliente)|"
    r"dus|kortom|voor (?:u|de klant)|czyli|więc|dla klienta|"
    r"alltså|kort sagt|altså|eli|takže|yani|"
    r"итак|короче|значит|для клиента) ?(?::|[-–—] )[ \t]*",
    re.IGNORECASE,
)
"""How a person goes on to the reader in small letters: `so: enter 0.1 t instead`."""

_NOTED = re.compile(
    r"(?:ok(?:ay)?|also|note|nb|n\.b\.|hint|tip|ps|p\.s\.|summary|meaning|means|result|answer|"
    r"workaround|solution|fix|cure|to do|todo|next|"
    r"to (?:the |your )?(?:customers?|clients?|users?)|"
    r"hinweis|tipp|abhilfe|lösung|umgehung|astuce|remarque|solution|contournement|resumen|nota|"
    r"consejo|solución|resumo|dica|solução|soluzione|oplossing|rozwiązanie|uwaga|lösning|løsning|"
    r"ratkaisu|řešení|çözüm|совет|решение) ?(?::|[-–—] )[ \t]*",
    re.IGNORECASE,
)
"""What a machine puts in front of its lines as well; only with a sign of the reader it is said."""

_SAID_WORDS = 4

_ASKED = re.compile(
    r"(?:enter|press|open|choose|click|leave|set|add|use|try|save|export|restart|reload|refresh|"
    r"select|switch|turn|wait|send|type|pick|delete|remove|clear|sign|log|check|tick|untick|keep|"
    r"unplug|plug|scan|print|upload|download|install|update|pull|hold|push) "
)
_INSTEAD = re.compile(r"\binstead\b(?! of (?:a|an|the) (?:tenant|shard|pointer|reference)\b)")
_READER = re.compile(
    r"\b(?:(?<!if )(?<!perhaps )(?<!maybe )you(?! (?:meant|may|might)\b)|your|yours|yourselves|"
    r"please|pls|kindly|on your side|[Bb]itte|Sie|Ihnen|Ihre[mnrs]?|euch|eure[mnrs]?|stattdessen|"
    r"vous|votre|vos|veuillez|plutôt|usted(?:es)?|por favor|en su (?:lugar|lado)|você|vocês|"
    r"em vez|per favore|vostr[aeio]|invece|alstublieft|alsjeblieft|uw|in plaats|proszę|państwa|"
    r"zamiast|snälla|vennligst|venligst|i stället|i stedet|вы|вам|ваш\w*|пожалуйста|вместо)\b"
)
"""What speaks to the reader; a machine's guess (`perhaps you meant`) does not."""

_ASKED_WORDS = 7
"""Of a line that tells the reader what to do; messages of machines are shorter."""


def is_opened(line: str) -> bool:
    """Whether a word to the reader opens the line, or one of what to do, with plain words; what
    machines begin their lines with as well only where the reader is spoken to."""
    opened = _OPENER.match(line)
    if opened is not None:
        return _is_plain(line[opened.end() :], _SAID_WORDS)
    noted = _NOTED.match(line)
    rest = line if noted is None else line[noted.end() :]
    asked = _ASKED.match(rest) is not None
    if _READER.search(rest) is None and not (asked and _INSTEAD.search(rest)):
        return False
    if noted is None:
        return asked and _is_plain(rest, _ASKED_WORDS)
    return _is_plain(rest, _SAID_WORDS)


def _is_plain(said: str, least: int) -> bool:
    tokens = said.split()
    plain = sum(_PLAIN.fullmatch(token) is not None for token in tokens)
    return plain >= least and plain * 4 >= len(tokens) * 3


def is_chat(line: str) -> bool:
    """Whether a person says the line behind the time that a chat puts in front."""
    return _said_from(line) > 0 and is_spoken(line)


def _said_from(line: str) -> int:
    stamp = _STAMP.match(line)
    return 0 if stamp is None else stamp.end()
