"""Addresses of machines: IP (public, and those of inner networks) and MAC."""

import ipaddress
import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_VERSION = re.compile(r"(?:v|version|release|build|section|chapter|§)[\s:=]*$")
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IPV4 = rf"(?:^|[^\w.])({_OCTET}(?:\.{_OCTET}){{3}})(?:[^\w.]|\.[^\w]|\.?$)"


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_nobody(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Addresses that every machine has, and masks."""
    return address.is_loopback or address.is_unspecified or str(address).startswith("255.")


def _public(candidate: Candidate) -> Candidate | None:
    address = _parse(candidate.text)
    if address is None or _is_nobody(address) or _is_inner(address):
        return None
    if _VERSION.search(candidate.before(10)) is not None:
        return None
    return candidate._replace(value=str(address))


def _inner(candidate: Candidate) -> Candidate | None:
    address = _parse(candidate.text)
    if address is None or _is_nobody(address) or not _is_inner(address):
        return None
    return candidate._replace(value=str(address))


def _is_inner(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_link_local or any(
        address in network for network in _INNER if network.version == address.version
    )


_INNER = tuple(
    ipaddress.ip_network(name)
    for name in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
_IPV6 = (
    r"(?:^|[^\w:.])((?:[0-9A-Fa-f]{1,4}:{1,2}){2,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)"
)


def _mac(candidate: Candidate) -> Candidate:
    return candidate._replace(value=candidate.text.lower().replace("-", ":"))


PATTERNS = (
    Pattern("ip_address", "ipv4", _IPV4, rank=Rank.CHECKED, check=_public),
    Pattern("internal_address", "ipv4-inner", _IPV4, rank=Rank.CHECKED, check=_inner),
    Pattern("ip_address", "ipv6", _IPV6, (":",), rank=Rank.CHECKED, check=_public),
    Pattern("internal_address", "ipv6-inner", _IPV6, (":",), rank=Rank.CHECKED, check=_inner),
    Pattern(
        "mac_address",
        "mac",
        r"(?:^|[^\w:-])([0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5}))\b",
        (":", "-"),
        rank=Rank.CHECKED,
        check=_mac,
    ),
)
