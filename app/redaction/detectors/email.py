"""E-mail addresses, also as people spell them to hide them from machines."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import words

_CHARACTER = r"0-9A-Za-z\x{C0}-\x{10FFFF}"
_LOCAL = rf"[{_CHARACTER}_](?:[{_CHARACTER}_.%+'!$*^~-]*[{_CHARACTER}_+-])?"
_QUOTED = r"\"[\w.,()&+'-][\w .,()&+'-]{0,40}\""
_DOMAIN = rf"(?:[{_CHARACTER}][{_CHARACTER}-]*\.)+[{_CHARACTER}-]*[{_CHARACTER}]"
_PLAIN = r"[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_+-])?"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_TOP = (
    "(?:com|net|org|io|de|fr|uk|eu|co|example|test|info|biz|us|ch|at|nl|it|es|pl|se|dev|app|ca|au"
    "|nz|br|mx|jp|cn|kr|za|ie|fi|dk|cz|pt|gr|ro|hu|ru|tr|ai|cloud)"
)

# How the sign and the dot are called, where they are not simply called so. What is not ASCII is
# matched in small letters only: gates know no other case of it.
_FOREIGN_AT = (
    *("arroba", "arobase", "chiocciola", "klammeraffe", "apenstaartje", "snabel-a", "kukac"),
    *("afna", "arond", "(?-i:małpa)", "(?-i:zavináč)", "(?-i:krøllalfa)"),
    *("(?-i:собака)", "(?-i:παπάκι)", "アットマーク", "アット"),
)
_DOTS = (
    *("dot", "punto", "punkt", "ponto", "point", "punt", "punktum", "punct", "piste", "kropka"),
    *("pont", "pika", "nokta", "(?-i:tečka)", "(?-i:točka)", "(?-i:точка)"),
    *("(?-i:τελεία)", "ドット"),
)
_AT = rf"(?:at(?: sign)?|(?-i:ät)|{'|'.join(_FOREIGN_AT)})"
_DOT = f"(?:{'|'.join(_DOTS)})"
_DASHES = (
    *("dash", "hyphen", "minus", "bindestrich", "tiret", "trait d'union", "trattino", "streepje"),
    *("koppelteken", "hífen", "guión", "guion", "myślnik", "bindestreck", "bindestrek"),
)
_UNDERSCORES = (
    *("underscore", "unterstrich", "tiret bas", "guión bajo", "guion bajo", "sottolineato"),
    *("podkreślnik", "understreck", "understrek", "alt çizgi"),
)
_DASH = f"(?:{'|'.join((*_UNDERSCORES, *_DASHES))})"
_CLOSERS = tuple("])}>|*_\"'~-")

_IN_SIGNS = r"[\[({{<|*_\"'~-]{{1,2}} ?{0} ?[\])}}>|*_\"'~-]{{1,2}}"
_BRACKETED_AT = rf"[ \t]{{0,3}}{_IN_SIGNS.format(rf'(?:{_AT}|@)')}[ \t]{{0,3}}"
_BRACKETED_DOT = rf"[ \t]{{0,3}}{_IN_SIGNS.format(rf'(?:{_DOT}|[.])')}[ \t]{{0,3}}"
_SPOKEN_AT = rf"(?:{_BRACKETED_AT}|[ \t]{{1,3}}{_AT}[ \t]{{1,3}}|[ \t]{{0,3}}@[ \t]{{0,3}})"
_SPOKEN_DOT = rf"(?:[ \t]{{1,3}}{_DOT}[ \t]{{1,3}})"
_SPOKEN_DASH = f"(?: {_DASH} )"
_SPOKEN_JOINT = f"(?:{_SPOKEN_DOT}|{_SPOKEN_DASH})"
_SPOKEN_LABEL = rf"{_LABEL}(?:{_SPOKEN_DASH}{_LABEL}){{0,3}}"
# A space behind the dot alone ends a sentence: the next word is no top-level domain.
_SPLIT_DOT = r"(?:\.| \. ?)"
_MAIL_CUE = (
    r"\b(?:e-?mails?|mails?|write|contact|reach|address|adresse|correo|courriel)"
    r"(?:[ :]{1,2}(?:me|us|him|her|them|to|at|on|out|is|the|address)){0,3}[ :]{1,2}"
)


def _closed(*signs: str) -> tuple[str, ...]:
    """The literals of which one stands in every bracketed form of the signs."""
    return tuple(f"{sign}{gap}{end}" for sign in signs for gap in ("", " ") for end in _CLOSERS)


def _bare(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.removeprefix("(?-i:").removesuffix(")") for name in names)


_AT_GATES = _bare(_FOREIGN_AT)
_DOT_GATES = _bare(_DOTS)
_AT_CLOSED = (*_closed("@", "at", "ät"), "at sign", *_AT_GATES)

_PY_AT = f"(?:at(?: sign)?|ät|{'|'.join(_AT_GATES)})"
_PY_DOT = f"(?:{'|'.join(_DOT_GATES)})"
_SIGNS = r"[\s\[\](){}<>|*_\"'~-]"
_SAID_AT = re.compile(
    rf"\s*{_SIGNS}+(?:{_PY_AT}|@|a){_SIGNS}+|\s*@\s*|(?<=[a-z0-9])AT(?=[a-z0-9])", re.IGNORECASE
)
_SAID_DOT = re.compile(
    rf"{_SIGNS}+(?:{_PY_DOT}|\.){_SIGNS}+|\s*\.\s*|(?<=[a-z0-9])DOT(?=[a-z0-9])", re.IGNORECASE
)
_PERSON = re.compile(r"[a-z]{1,20}(?:[._][a-z]{2,20}){1,3}\d{0,4}")
_NOT_PEOPLE = words(
    """py js ts css html htm php java go rb cs cpp txt log csv json xml yaml yml md pdf png jpg zip
    exe dll sh sql conf cfg ini com net org io app dev www index main test"""
)
_SAID_DASH = re.compile(f" (?:{'|'.join(_DASHES)}) ", re.IGNORECASE)
_SAID_UNDERSCORE = re.compile(f" (?:{'|'.join(_UNDERSCORES)}) ", re.IGNORECASE)
_VERSION = re.compile(r"[a-z]{0,2}\d+(?:\.\d+){1,2}|\d(?:\.\d)?x(?:~\w+)?\.[a-z]{3,4}")
"""What stands behind the sign in `package@1.6.0`, `Main@L4.1`, `icon@2x.png` for dense screens."""

_MANUALS = words("example.com example.org example.net domain.com yourdomain.com")
_ANYBODY = words("user username name you someone somebody foo bar test email mail me your.name")
_LINES = words("queue trunk conference conf voicemail park pickup service sip proxy registrar echo")
"""Whom a telephone calls where it calls nobody."""

_NOT_HOSTS = words(
    "a an the this that these those our your my their his her its one any some every each which"
)


def _read(candidate: Candidate) -> Candidate:
    """The address as it is meant."""
    at = _SAID_AT.search(candidate.text)
    if at is None:
        return candidate._replace(value=candidate.text.lower())
    local = _joined(candidate.text[: at.start()])
    host = _joined(candidate.text[at.end() :])
    return candidate._replace(value=f"{local}@{host}".lower())


def _joined(said: str) -> str:
    """A half of an address without the words for its signs."""
    said = _SAID_DASH.sub("-", _SAID_UNDERSCORE.sub("_", said))
    return _SAID_DOT.sub(".", said)


_RUN_ON = re.compile(
    r"@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,20}(?=[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
"""A host of Latin letters behind which Japanese or Chinese goes on without a gap."""


def _plain(candidate: Candidate) -> Candidate | None:
    """Neither `package@1.6.0` or `icon@2x.png` nor the address that manuals give as an example."""
    run_on = _RUN_ON.search(candidate.text)
    if run_on is not None:
        candidate = candidate._replace(end=candidate.start + run_on.end())
    address = candidate.text.lower()
    local, _, host = address.rpartition("@")
    if _VERSION.fullmatch(host) or (host in _MANUALS and local in _ANYBODY):
        return None
    if local in _LINES and candidate.after(8) == " sip/2.0":
        return None
    return candidate._replace(value=address)


def _split(candidate: Candidate) -> Candidate | None:
    return _read(candidate) if " " in candidate.text else _plain(candidate)


def _spoken(candidate: Candidate) -> Candidate | None:
    """`looked at the dot com bubble` names no host."""
    read = _read(candidate)
    host = read.value.partition("@")[2]
    return None if host.partition(".")[0] in _NOT_HOSTS else read


def _of_a_person(candidate: Candidate) -> Candidate | None:
    """`first.last at host`; not `report.py at host`."""
    local = candidate.text.lower().split()[0]
    if _PERSON.fullmatch(local) is None or not _NOT_PEOPLE.isdisjoint(re.split("[._]", local)):
        return None
    return _read(candidate)


def _email(
    name: str, regex: str, *gates: str, check: Check = _read, ignore_case: bool = True
) -> Pattern:
    return Pattern("email", name, regex, gates, Rank.CHECKED, ignore_case=ignore_case, check=check)


PATTERNS = (
    _email(
        "email", rf"(?:{_LOCAL}|{_QUOTED})@(?:{_DOMAIN}|\[\d+(?:\.\d+){{3}}\])", "@", check=_plain
    ),
    _email(
        "email-spelled",
        rf"{_PLAIN}(?:{_BRACKETED_DOT}{_LABEL})*{_SPOKEN_AT}{_LABEL}(?:{_BRACKETED_DOT}{_LABEL})+",
        *_closed(*_DOT_GATES, "."),
    ),
    _email(
        "email-spoken",
        rf"{_PLAIN}(?:{_SPOKEN_JOINT}{_PLAIN}){{0,4}}{_SPOKEN_AT}{_SPOKEN_LABEL}"
        rf"(?:(?:{_SPOKEN_DOT}|\.){_SPOKEN_LABEL})*{_SPOKEN_DOT}{_TOP}\b",
        *_DOT_GATES,
        check=_spoken,
    ),
    _email(
        "email-spelled-at",
        rf"{_PLAIN}{_BRACKETED_AT}{_LABEL}(?:\.{_LABEL})*\.{_TOP}\b",
        *_AT_CLOSED,
    ),
    _email(
        "email-foreign-at",
        rf"{_PLAIN}[ \t]{{1,3}}(?:{'|'.join(_FOREIGN_AT)})[ \t]{{1,3}}{_LABEL}(?:\.{_LABEL})+",
        *_AT_GATES,
    ),
    _email(
        "email-at-in-capitals",
        r"\b[a-z0-9][a-z0-9._-]*AT_?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*(?:_?DOT_?[a-z]{2,12})+\b",
        "dot",
        ignore_case=False,
    ),
    _email(
        "email-circled-a",
        rf"(?:[a-z0-9]+[._][a-z0-9._]*[a-z0-9] ?\(a\) ?|{_PLAIN}(?:\(a\)|\[a\]|\{{a\}}))"
        rf"{_LABEL}(?:\.{_LABEL})*\.{_TOP}\b",
        "(a)",
        "[a]",
        "{a}",
    ),
    _email(
        "email-person-at",
        rf"\b[a-z]+[._][a-z._]*[a-z]\d{{0,4}} at {_LABEL}(?:\.{_LABEL})*\.{_TOP}\b",
        " at ",
        check=_of_a_person,
    ),
    _email(
        "email-told",
        rf"{_MAIL_CUE}({_PLAIN} (?:at|\(a\)) {_LABEL}(?:\.{_LABEL})*\.{_TOP})\b",
        *(" at ", " (a) "),
        check=_spoken,
    ),
    _email(
        "email-split",
        rf"{_PLAIN} ?@ ?{_LABEL}(?:{_SPLIT_DOT}{_LABEL})*{_SPLIT_DOT}{_TOP}\b",
        "@",
        check=_split,
    ),
)
