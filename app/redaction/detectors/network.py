"""Addresses of machines: IP (public, and those of inner networks) and MAC."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Any

import re2

from app.redaction.canonical import Canonical
from app.redaction.hits import Hit, Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.policy import quiet_options

_VERSION = re.compile(
    r"(?:\b(?:v|ver|version|versions|release|build|section|chapter|clause|oid|oids|firmware)|§)"
    r"(?: (?:is|was|of|from|to|the|version|release|number))*[\s:=v/-]*"
    r"(?:\d+(?:\.\d+){3}(?:, | and | or | to |/))*$|"
    r"(?:chrom[a-z]*|edga?|edge|firefox|opr|opera|safari|webkit|electron|brave|vivaldi|crios|java|"
    r"jre|jdk|mozilla|agent|client|curl|python)/$"
)
_ADDRESSED = re.compile(
    r"\b(?:ips?|ipv4|address(?:es)?|hosts?|ping|gateway|dns|server|subnet|route|adresse|direccion|"
    r"indirizzo|endpoint|peer|listen(?:s|ing)?|client|remote|source|src|dst|node|proxy|firewall)\b"
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|[01]?\d?\d)"
_QUAD = r"[0-9A-Fa-f]{4}"
_PAIR = "[0-9A-Fa-f]{2}"
_DOTTED = re2.compile(
    (
        rf"(?:^|[^\w.])({_OCTET}(?:\.{_OCTET}){{3}}|{_QUAD}\.{_QUAD}\.{_QUAD})"
        r"(?:[^\w.]|\.[^\w]|\.?$)"
    ).encode(),
    quiet_options(),
)
_ADDRESS = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_PACKET = tuple(
    re2.compile(form.encode(), quiet_options())
    for form in (
        rf"(?:^|[^\w.])({_ADDRESS})\.[0-9]{{1,5}} > ",
        rf"[0-9] > ({_ADDRESS})\.[0-9]{{1,5}}(?:[^\w.]|\.?$)",
    )
)
"""In dumps of packets a full stop parts an address from its port."""

_COLONS = re2.compile(
    (
        rf"(?:^|[^\w:.-])({_PAIR}(?:(?::{_PAIR}){{5}}|(?:-{_PAIR}){{5}})\b|"
        r"(?:[0-9A-Fa-f]{1,4}:){5,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})|"
        r"(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::"
        r"(?:(?:[0-9A-Fa-f]{1,4}:){0,6}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{1,4}))?)"
    ).encode(),
    quiet_options(),
)
_HEX = "[0-9A-Fa-f]"
_MAY_BE_DOTTED = re.compile(rf"\.(?:\d{{1,3}}\.\d{{1,3}}\.|{_HEX}{{4}}\.)".encode())
_MAY_HAVE_COLONS = re.compile(rf":(?::|{_HEX}{{1,4}}:{_HEX}{{1,4}}:)".encode())
_MAY_HAVE_DASHES = re.compile(rf"-(?:{_HEX}{{2}}-){{4}}".encode())
"""Stand wherever an address does. Each begins with its sign, so that `re` finds it fast."""

_LARGEST_PART = 31
_HARDWARE = re.compile(rf"{_PAIR}(?:[:-]{_PAIR}){{5}}|{_QUAD}(?:\.{_QUAD}){{2}}")
_MAY_VERSION = re.compile("v|release|build|section|chapter|clause|oid|firmware|§|/$")
"""Stands wherever `_VERSION` does, and is faster to look for."""


def find_addresses(view: Canonical) -> Iterator[Hit]:
    """Every address. Texts without the middle of one are not looked through."""
    data = view.data
    if _MAY_BE_DOTTED.search(data) is not None:
        yield from _found(_DOTTED, view)
        for form in _PACKET if b" > " in data else ():
            yield from _found(form, view)
    if _MAY_HAVE_COLONS.search(data) is not None or _MAY_HAVE_DASHES.search(data) is not None:
        yield from _found(_COLONS, view)


def _found(regex: Any, view: Canonical) -> Iterator[Hit]:
    for match in regex.finditer(view.data):
        start, end = view.characters(*match.span(1))
        hit = _hit(Candidate(view, start, end))
        if hit is not None:
            yield hit


def _hit(candidate: Candidate) -> Hit | None:
    text = candidate.text
    if _HARDWARE.fullmatch(text) is not None:
        found = None if text.replace(".", "").isdigit() else _mac(candidate)
        return None if found is None else _found_as("mac_address", found, found.value)
    if ":" not in text:
        return _of_four(candidate, tuple(map(int, text.split("."))))
    address = _parse(text)
    if address is None or _is_nobody(address) or _is_code(candidate):
        return None
    entity = "internal_address" if _is_inner(address) else "ip_address"
    return _found_as(entity, candidate, str(address))


def _found_as(entity: str, found: Candidate, value: str) -> Hit:
    return Hit(found.start, found.end, entity, entity, Rank.CHECKED, value)


def _of_four(candidate: Candidate, octets: tuple[int, ...]) -> Hit | None:
    """An address of four numbers, which versions and sections have too."""
    inner, before = is_inner(octets), candidate.before(40)
    if is_everybodys(octets) or _is_version(before):
        return None
    small = max(octets) <= _LARGEST_PART
    if small and not inner and _ADDRESSED.search(before) is None:
        return None
    value = ".".join(map(str, octets))
    return _found_as("internal_address" if inner else "ip_address", candidate, value)


def _is_version(before: str) -> bool:
    return _MAY_VERSION.search(before) is not None and _VERSION.search(before) is not None


_EVERYWHERE = frozenset(
    {
        *((10, 0, 0, 0), (172, 16, 0, 0), (192, 168, 0, 0), (100, 64, 0, 0), (169, 254, 0, 0)),
        (169, 254, 169, 254),
    }
)
"""The names of whole private networks, and where a machine in any cloud asks about itself."""


def is_everybodys(octets: tuple[int, ...]) -> bool:
    """Addresses that every machine has, groups, masks, and names of whole networks."""
    first = octets[0]
    return first in {0, 127, 255} or 224 <= first < 240 or octets in _EVERYWHERE


def is_inner(octets: tuple[int, ...]) -> bool:
    """Addresses of inner networks (RFC 1918, 3927, 6598)."""
    first, second = octets[:2]
    if first in {172, 100}:
        return 16 <= second < 32 if first == 172 else 64 <= second < 128
    return first == 10 or (first, second) in {(192, 168), (169, 254)}


def _parse(text: str) -> ipaddress.IPv6Address | None:
    try:
        return ipaddress.IPv6Address(text)
    except ValueError:
        return None


def _is_nobody(address: ipaddress.IPv6Address) -> bool:
    return address.is_loopback or address.is_unspecified or address.is_multicast


def _is_code(candidate: Candidate) -> bool:
    """Colons stand in code and times."""
    after, text = candidate.after(1), candidate.text
    bare = len(text) < 6 and not any(map(str.isdigit, text))
    return after.isalnum() or after in {"_", ":"} or bare


_UNIQUE_LOCAL = ipaddress.IPv6Network("fc00::/7")


def _is_inner(address: ipaddress.IPv6Address) -> bool:
    return address.is_link_local or address in _UNIQUE_LOCAL


def _mac(candidate: Candidate) -> Candidate | None:
    plain = re.sub("[^0-9a-f]", "", candidate.text.lower())
    if plain in {"0" * 12, "f" * 12} or candidate.after(1) in {":", "-"}:
        return None
    return candidate._replace(value=":".join(re.findall("..", plain)))


def _dashed(candidate: Candidate) -> Candidate | None:
    octets = tuple(map(int, candidate.text.split("-")))
    if is_everybodys(octets):
        return None
    return candidate._replace(value=".".join(map(str, octets)))


def _numbered(candidate: Candidate) -> Candidate | None:
    """What a provider calls a customer's line holds its address, in figures of some sort."""
    return candidate if sum(map(str.isdigit, candidate.text)) > 2 else None


_BARE = (
    rf"[0-9A-Fa-f]{{12}}|[0-9A-Fa-f]{{6}}[-:][0-9A-Fa-f]{{6}}|{_PAIR}(?: {_PAIR}){{5}}|"
    rf"{_QUAD}[.:-]{_QUAD}[.:-]{_QUAD}"
)
PATTERNS = (
    Pattern(
        "ip_address",
        "line-name",
        r"\b([a-z]{0,6}[0-9a-f][0-9a-z-]{5,40}(?:\.[0-9a-z-]{1,20}){0,2})\.(?:dip0?|dyn|dynamic|dynip|pool|pools|adsl|dsl|vdsl|cust|"
        r"customer|res|broadband|pppoe|ppp|cpe|dhcp|fiber|ftth|cable)(?:\.[0-9a-z-]{1,40}){1,4}\b",
        (
            ".dip",
            ".dyn",
            ".pool",
            ".adsl",
            ".dsl",
            ".vdsl",
            ".cust",
            ".res.",
            ".broadband",
            ".ppp",
            ".cpe",
            ".dhcp",
            ".fiber",
            ".ftth",
            ".cable",
        ),
        rank=Rank.CUE,
        check=_numbered,
    ),
    Pattern(
        "internal_address",
        "dashed-address",
        rf"\b(?:ip|ec2|host|ip4|static|dynamic|dsl|pool)-({_OCTET}(?:-{_OCTET}){{3}})\b",
        ("ip-", "ec2-", "host-", "ip4-", "static-", "dynamic-", "dsl-", "pool-"),
        rank=Rank.CHECKED,
        check=_dashed,
    ),
    Pattern(
        "mac_address",
        "mac-cue",
        r"(?i:\b(?:mac|bssid|hwaddr|ether|wlan|bluetooth|ethernet)(?:-adresse)?"
        r"(?:[ _-]?(?:address|addr|id))?[\"']?[ \t:=(\"']{1,4}(?:is |of )?)"
        rf"({_BARE})\b",
        ("mac", "bssid", "hwaddr", "ether", "wlan", "bluetooth"),
        rank=Rank.CHECKED,
        check=_mac,
    ),
    Pattern(
        "mac_address",
        "mac-behind",
        rf"\b({_BARE}) (?i:(?:(?:is|as|=) (?:the |a |its |our )?|[(])(?:mac|bssid)\b)",
        ("mac", "bssid"),
        rank=Rank.CHECKED,
        check=_mac,
    ),
)
