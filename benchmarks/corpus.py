"""A support corpus: comments of about 2 KiB, none like another, the same for the same seed.

What people write in tickets that reach engineering: what they did and what happened, versions and
figures, lines of a log, rows of a report, a stack trace, a name, an address or a number here and
there, a signature. Names and values are made by chance, so that no automaton can be warm for them.
"""

import random
from collections.abc import Iterator

COMMENT_BYTES = 2048

_OPENINGS = (
    "Hi team,", "Hello {given},", "Good morning,", "Hi again,", "Dear support,", "Hi {given},",
)  # fmt: skip
_SENTENCES = (
    "Since {day} the {thing} of the {place} {fails} after {number} seconds.",
    "We {did} the {thing} twice and the {other} still {fails}.",
    "The screen shows error {code} and the {thing} stays at {number} per cent.",
    "I spoke to {given} {surname} about the {thing}, who had seen it on {number} machines.",
    "Before the update to {version} the {other} took {number} ms, now it takes {number} seconds.",
    "Steps: open the {place}, choose the {thing}, press {button}, wait for the {other}.",
    "It happens for about {number} of {number} rows, always when the {other} is {state}.",
    "You can reach me at {mail} or {phone} during the afternoon.",
    "Our gateway {ip} answers, so the network does not seem to be the reason.",
    "The {thing} was {state} when {given} looked at it, which was not so in {version}.",
    "What we expect: the {thing} is {state} and the {other} is written once.",
    "What we see: the {other} is written {number} times and the {thing} is {state}.",
    "The file {word}_{number}.csv has {number} lines and the import takes {number} of them.",
    "Request {hex} and request {hex} are two of those that never came back.",
    "Nothing was changed on our side apart from the {other}, which we {did} on {day}.",
    "Is there a way to {verb} the {thing} without losing the {other}?",
    "For {number} people in the {place} this means that no {other} goes out before noon.",
    "A restart of the {thing} helped for {number} minutes, then the {other} was {state} again.",
    "With {button} switched off the {thing} works, but the {place} is {state} then.",
    "The documentation says that {number} {other}s are allowed; we have {number}.",
    "Could you tell us by {day} whether {version} mends this, please?",
)
_LOG_LINES = (
    "{time},{number} WARN [{thing}-{number}] {word}.{word} retry {number} of the {thing}",
    "{time} ERROR {word}: {thing} {number} failed after {number} ms (request {hex})",
    "{time} INFO {word}.{word} id={number} rows={number} took={number}ms from {ip}",
)
_ROWS = (
    "{number} | {thing} | {number}.{number} | {time} | {state}",
    "{word}_{number},{number},{number},{number}.{number},{state}",
    "- {thing} {number} of {time}: {number} of {number}, order {order}",
)
_FRAMES = ("    at com.{word}.{thing}.{word}({word}.java:{number})",)
_CLOSINGS = (
    "Best regards,\n{given} {surname}\n{phone}", "Thanks,\n{given}", "Many thanks and kind regards",
    "Regards,\n{given} {surname}\n{mail}",
)  # fmt: skip
_WORDS = {
    "day": "Monday Tuesday Wednesday Thursday Friday yesterday today",
    "thing": "export import report dashboard invoice queue filter session upload backup calendar "
    "template workflow index archive attachment notification widget search column",
    "other": "summary log mail result preview record total header balance receipt copy draft",
    "place": "overview warehouse office editor portal settings inbox cluster browser basket",
    "fails": "stops fails hangs disappears freezes restarts times_out",
    "did": "repeated restored changed removed moved checked deployed replaced",
    "button": "Save Export Apply Continue Retry Refresh Publish",
    "state": "empty locked missing wrong pending outdated slow blank",
    "verb": "repair repeat export restore rename move",
}
_CHOICES = {key: tuple(words.replace("_", " ").split()) for key, words in _WORDS.items()}
_CHOICES["fails"] = tuple(word.replace("_", " ") for word in _WORDS["fails"].split())
_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "br", "kr", "st")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "l", "n", "r", "s", "t", "nd", "rk")


def make_comments(total_bytes: int, seed: int = 7) -> Iterator[str]:
    """Comments of `COMMENT_BYTES` each, until they make up the total."""
    chance = random.Random(seed)
    for _ in range(-(-total_bytes // COMMENT_BYTES)):
        yield make_text(chance, COMMENT_BYTES)


def make_text(chance: random.Random, length: int) -> str:
    """One text of exactly that many bytes (all of it is ASCII)."""
    lines = [_fill(chance, chance.choice(_OPENINGS)), ""]
    closing = _fill(chance, chance.choice(_CLOSINGS))
    size = sum(map(len, lines)) + len(closing) + 4
    while size < length:
        passage = _passage(chance)
        lines.append(passage)
        size += len(passage) + 1
    body = "\n".join(lines)[: length - len(closing) - 2]
    return f"{body}\n\n{closing}".ljust(length, ".")


def _passage(chance: random.Random) -> str:
    """Half of it prose; else a few lines of a log, of a report, or of a stack."""
    templates, parting = chance.choice(
        ((_SENTENCES, " "), (_SENTENCES, " "), (_SENTENCES, " "), (_LOG_LINES, "\n"), (_ROWS, "\n"),
         (_FRAMES, "\n"))
    )  # fmt: skip
    return parting.join(_fill(chance, chance.choice(templates)) for _ in range(3))


def _fill(chance: random.Random, template: str) -> str:
    parts = template.split("{")
    made = [parts[0]]
    for part in parts[1:]:
        slot, _, rest = part.partition("}")
        made += (_value(chance, slot), rest)
    return "".join(made)


def _value(chance: random.Random, slot: str) -> str:
    if slot in _CHOICES:
        return chance.choice(_CHOICES[slot])
    return _MAKERS[slot](chance)


def _word(chance: random.Random) -> str:
    syllables = chance.randint(2, 3)
    return "".join(
        chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
        for _ in range(syllables)
    )


def _mail(chance: random.Random) -> str:
    return f"{_word(chance)}.{_word(chance)}@{_word(chance)}.example"


def _phone(chance: random.Random) -> str:
    return f"+49 {chance.randint(30, 89)} {chance.randint(1000000, 9999999)}"


def _ip(chance: random.Random) -> str:
    return f"203.0.113.{chance.randint(1, 254)}"


def _time(chance: random.Random) -> str:
    return (
        f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} 10:{chance.randint(10, 59)}:07"
    )


_MAKERS = {
    "given": lambda chance: _word(chance).title(),
    "surname": lambda chance: _word(chance).title(),
    "word": _word,
    "mail": _mail,
    "phone": _phone,
    "ip": _ip,
    "time": _time,
    "order": lambda chance: str(chance.randint(10**8, 10**9)),
    "number": lambda chance: str(chance.randint(2, 4000)),
    "code": lambda chance: f"E{chance.randint(100, 9999)}",
    "version": lambda chance: (
        f"{chance.randint(2, 9)}.{chance.randint(0, 20)}.{chance.randint(0, 9)}"
    ),
    "hex": lambda chance: f"{chance.getrandbits(64):016x}",
}
