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
    tokens = line[_said_from(line) :].split()
    plain = sum(_PLAIN.fullmatch(token) is not None for token in tokens)
    if plain < _FEWEST or plain * 7 < len(tokens) * 6:
        return False
    return not _TALK.isdisjoint(token.strip(_AROUND).lower() for token in tokens)


def is_chat(line: str) -> bool:
    """Whether a person says the line behind the time that a chat puts in front."""
    return _said_from(line) > 0 and is_spoken(line)


def _said_from(line: str) -> int:
    stamp = _STAMP.match(line)
    return 0 if stamp is None else stamp.end()
