"""Which address is called that somebody else named: a public one, and that very one is connected.

A name may resolve to an inside address, or to another one at the second look (DNS rebinding). So a
host that is not our base's is looked up once for each hop, every address must be public, and the
connection goes to the address that was checked. The certificate is still checked by the name.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpx

from app.errors import UnreadableContent, VendorUnreachable

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""All addresses of a host, for a port. Raises OSError."""
_UNICAST = IPv6Network("2000::/3")
_LOOKUP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Pinned:
    """A URL by its address, with what makes the request be for its host all the same."""

    url: httpx.URL
    headers: Mapping[str, str]
    extensions: Mapping[str, Any]


async def resolve(host: str, port: int) -> Sequence[str]:
    """As the system resolves it."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


async def pin(url: httpx.URL, look_up: Resolve) -> Pinned:
    """The URL with the address that is to be connected.

    Raises UnreadableContent when any address of the host is not public, and VendorUnreachable when
    it has none.
    """
    try:
        async with asyncio.timeout(_LOOKUP_SECONDS):
            addresses = await look_up(url.host, url.port or 443)
    except (OSError, TimeoutError) as error:
        raise VendorUnreachable("Zendesk's file host has no address now", sent=False) from error
    if not addresses or not all(map(is_public, addresses)):
        raise UnreadableContent(
            "a file's host leads to an address that is not public: it was not read"
        )
    # A connection to an address alone must not be taken for another host's.
    headers = {"Host": url.netloc.decode("ascii"), "Connection": "close"}
    return Pinned(url.copy_with(host=addresses[0]), headers, {"sni_hostname": url.host})


def is_public(address: str) -> bool:
    """Whether anybody on the internet reaches it: no private, loopback, link-local, shared,
    reserved or multicast address, and none that only wraps one of IPv4."""
    try:
        known: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(known, IPv6Address):
        return known.is_global and known in _UNICAST and known.sixtofour is None
    return known.is_global and not known.is_multicast
