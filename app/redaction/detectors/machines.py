"""Names of the customer's machines: in prompts, in the paths of shares, and behind the words that
say so. Hosts with a domain are found by the domain; the lines of a system's log stay as they are.
"""

import re

from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_ANY = words(
    """
    localhost server host hostname computer machine node ubuntu debian centos fedora
    raspberrypi kali
    archlinux alpine vagrant docker container database router switch fileserver share shares public
    example test none null unknown default name local nas dns cloud system kernel desktop laptop pc
    x86_64 amd64 arm64 aarch64 i386 i686 armv7l systemd syslog messages last
    """
)
_NAME = r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+){0,5}"
_HEXADECIMAL = re.compile(r"[0-9a-f]{8,}")
_DOMAIN = re.compile(r"\.[a-z]")
_TRIPLET = re.compile(r"(?:aarch64|armv?\d|i[3-6]86|x86_64|amd64|mips|powerpc|ppc64|riscv)")
_DIGIT = re.compile(r"[0-9]")


def _own(candidate: Candidate) -> Candidate | None:
    """A name that somebody has given: not a word for any machine, not what a container has got."""
    name = candidate.text.lower()
    if _DOMAIN.match(candidate.after(3)) is not None or _TRIPLET.match(name) is not None:
        return None
    if name in _ANY or name in stock().words or _HEXADECIMAL.fullmatch(name) or len(name) < 3:
        return None
    return candidate._replace(value=name)


def _numbered(candidate: Candidate) -> Candidate | None:
    """Where the word in front is used of much else, a name with a figure or in parts."""
    found = _own(candidate)
    told = "-" in candidate.text or "_" in candidate.text
    taken = _DIGIT.search(candidate.text) is not None and (told or candidate.text.isupper())
    return found if taken and candidate.after(1) not in {".", "/", ":", "("} else None


def _figured(candidate: Candidate) -> Candidate | None:
    """Right behind the word a name with a figure in it."""
    return _own(candidate) if _DIGIT.search(candidate.text) is not None else None


def _owner(candidate: Candidate) -> Candidate | None:
    """Whoever a device is called after; companies and people in general own devices as well."""
    name = candidate.view.folded[candidate.start : candidate.end]
    known = stock()
    plain = (
        name in NOT_A_NAME or name in _MAKERS or (name in known.words and not known.is_rare(name))
    )
    return None if plain and name not in known.given else candidate._replace(value=name)


def _named_owner(candidate: Candidate) -> Candidate | None:
    """Behind `of` and its like only who is called by a given name: much else is of something."""
    name = candidate.view.folded[candidate.start : candidate.end]
    return candidate._replace(value=name) if name in stock().given else None


_MAKERS = words("apple google samsung microsoft lenovo dell huawei xiaomi")


def _machine(name: str, regex: str, *gates: str, check: Check = _own) -> Pattern:
    return Pattern("device_id", name, regex, gates, rank=Rank.CUE, check=check)


PATTERNS = (
    _machine("machine-prompt",
             rf"(?m)^[\w.-]{{1,32}}@({_NAME})(?:\.[\w.-]{{1,60}})?:[~/][^\s$#]{{0,80}}[$#%]", "@"),
    _machine("machine-before-user",
             r"(?:^|[\s\"'(=:])([A-Z0-9]{2,15}-(?:PC|LAPTOP|DESKTOP|NB|NOTEBOOK|MAC|WS|HP|DELL))\\",
             "-", check=_own),
    _machine("machine-of-person",
             r"\b([A-ZÀ-Þ][a-zà-ÿ]{2,20})['’]s[ -](?:new |old )?(?:iPhone|iPad|iMac|MacBook|Mac|"
             r"AirPods|Apple Watch|Galaxy|Pixel|Surface|laptop|phone|PC|tablet|computer)\b",
             "'s ", "'s-", "’s ", "’s-", check=_owner),
    _machine("machine-from-person",
             r"\b(?:Galaxy|iPhone|iPad|MacBook|Pixel|Redmi|Xiaomi|Huawei|OnePlus|Handy|Laptop|Tablet|"
             r"Telefon|Phone|Notebook|PC|Mac|Mi)(?:[- ][A-Z]?[0-9]{1,3}[A-Za-z]{0,5}|"
             r"[- ](?:Pro|Air|Plus|Ultra|mini|Mini|Note|Tab)){0,3}"
             r"[- ](?:von|de|di|van|do|da|av|af|od|for|of)[- ]([A-ZÀ-Þ][a-zà-ÿ]{2,20})\b",
             *(f"{gap}{of}{end}" for gap in "- " for end in "- "
               for of in ("von", "de", "di", "van", "do", "da", "av", "af", "od", "for", "of")),
             check=_named_owner),
    _machine("machine-bracket", rf"(?m)^\[[\w.-]{{1,32}}@({_NAME}) [^\]\n\x02]{{1,60}}\][$#%]",
    "@"),
    _machine("machine-label",
             r"(?i:\b(?:host ?name|computer ?name|machine ?name|device ?name|pc ?name|"
             r"[sd]host|dvchost|rechnername|computername|nom de la machine|nombre del equipo)"
             r"(?: ?\.){0,20}[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"'`]?)"
             rf"(?:[A-Z][A-Z0-9-]{{1,14}}\\{{1,2}})?({_NAME})\b",
             "host", "name", "equipo", "nom de la machine"),
    _machine("machine-figured",
             r"\b(?i:machine|workstation)[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"'`]?"
             rf"(?:[A-Z][A-Z0-9-]{{1,14}}\\{{1,2}})?({_NAME})\b", "machine", "workstation",
             check=_figured),
    _machine("machine-hostname", rf"(?m)^[ \t]{{0,8}}(?:set system )?host-?name ({_NAME})[ \t]*$",
             "hostname", "host-name"),
    _machine("machine-told", rf"\b(?i:host ?name|computer ?name) ({_NAME})\b", "host", "computer",
             check=_figured),
    _machine("machine-host",
    rf"\b(?i:host|server|node|pc|laptop)[ \t]?[:=][ \t]?[\"'`]?({_NAME})\b",
             "host", "server", "node", "pc", "laptop", check=_numbered),
    _machine("machine-share", rf"(?:^|[^\\\w:])\\\\({_NAME})(?:\.[\w.-]{{1,60}})?\\[\w$]", "\\\\",
             check=_numbered),
    _machine("machine-with-address",
             rf"\b(?i:from|on|von|auf|host|de) ({_NAME}) [(\[](?:[0-9]{{1,3}}\.|"
             rf"[0-9A-Fa-f]{{2,4}}:)",
             "from ", "on ", "von ", "auf ", "host ", "de ", check=_numbered),
)  # fmt: skip
