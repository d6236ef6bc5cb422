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
_COLONS = re2.compile(
    (
        rf"(?:^|[^\w:.-])({_PAIR}(?:(?::{_PAIR}){{5}}|(?:-{_PAIR}){{5}})\b|"
        r"(?:[0-9A-Fa-f]{1,4}:){5,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})|"
        r"(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::"
        r"(?:(?:[0-9A-Fa-f]{1,4}:){0,6}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{1,4}))?)"
    ).encode(),
    quiet_options(),
)
_FEWEST_SIGNS = 5
_LARGEST_PART = 31
_ZEROS = re.compile(r"\b0+(?=\d)")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def find_addresses(view: Canonical) -> Iterator[Hit]:
    """Every address. Texts without enough signs for one are not looked through."""
    data = view.data
    if b"." in data:
        yield from _found(_DOTTED, view)
    if b"::" in data or data.count(b":") >= _FEWEST_SIGNS or data.count(b"-") >= _FEWEST_SIGNS:
        yield from _found(_COLONS, view)


def _found(regex: Any, view: Canonical) -> Iterator[Hit]:
    for match in regex.finditer(view.data):
        start, end = view.characters(*match.span(1))
        hit = _hit(Candidate(view, start, end))
        if hit is not None:
            yield hit


def _hit(candidate: Candidate) -> Hit | None:
    text = candidate.text
    if re.fullmatch(rf"{_PAIR}(?:[:-]{_PAIR}){{5}}|{_QUAD}(?:\.{_QUAD}){{2}}", text) is not None:
        found = None if text.replace(".", "").isdigit() else _mac(candidate)
        entity = "mac_address"
    else:
        address = _parse(text)
        if address is None or _is_nobody(address) or _is_no_address(candidate, address):
            return None
        entity = "internal_address" if _is_inner(address) else "ip_address"
        found = candidate._replace(value=str(address))
    if found is None:
        return None
    return Hit(found.start, found.end, entity, entity, Rank.CHECKED, value=found.value)


def _parse(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text if ":" in text else _ZEROS.sub("", text.replace("-", ".")))
    except ValueError:
        return None


_EVERYWHERE = frozenset(
    {"10.0.0.0", "172.16.0.0", "192.168.0.0", "100.64.0.0", "169.254.0.0", "169.254.169.254"}
)
"""The names of whole private networks, and where a machine in any cloud asks about itself."""


def _is_nobody(address: Address) -> bool:
    """Addresses that every machine has, groups, masks, and names of whole networks."""
    text = str(address)
    common = address.is_loopback or address.is_unspecified or address.is_multicast
    return common or text.startswith(("255.", "0.")) or text in _EVERYWHERE


def _is_no_address(candidate: Candidate, address: Address) -> bool:
    """Versions and sections have four parts too; colons stand in code and times."""
    if address.version != 4:
        after, text = candidate.after(1), candidate.text
        bare = len(text) < 6 and not any(map(str.isdigit, text))
        return after.isalnum() or after in {"_", ":"} or bare
    before = candidate.before(40)
    if _VERSION.search(before) is not None:
        return True
    small = all(part <= _LARGEST_PART for part in address.packed)
    return small and not _is_inner(address) and _ADDRESSED.search(before) is None


_INNER = tuple(
    ipaddress.ip_network(name)
    for name in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


def _is_inner(address: Address) -> bool:
    return address.is_link_local or any(
        address in network for network in _INNER if network.version == address.version
    )


def _mac(candidate: Candidate) -> Candidate | None:
    plain = re.sub("[^0-9a-f]", "", candidate.text.lower())
    if plain in {"0" * 12, "f" * 12} or candidate.after(1) in {":", "-"}:
        return None
    return candidate._replace(value=":".join(re.findall("..", plain)))


def _dashed(candidate: Candidate) -> Candidate | None:
    address = _parse(candidate.text)
    if address is None or _is_nobody(address):
        return None
    return candidate._replace(value=str(address))


_BARE = (
    rf"[0-9A-Fa-f]{{12}}|[0-9A-Fa-f]{{6}}[-:][0-9A-Fa-f]{{6}}|{_PAIR}(?: {_PAIR}){{5}}|"
    rf"{_QUAD}[.:-]{_QUAD}[.:-]{_QUAD}"
)
PATTERNS = (
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
        rf"\b({_BARE}) (?i:(?:is|as|=) (?:the |a |its |our )?(?:mac|bssid)\b)",
        ("mac", "bssid"),
        rank=Rank.CHECKED,
        check=_mac,
    ),
)
