"""A file's address may lead to the vendor's hosts and to public addresses, nowhere else."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.errors import UnreadableContent, VendorUnreachable
from app.model import Attachment
from connectors.guard import Pinned, Resolve, is_public, pin
from connectors.zendesk.auth import BearerToken
from connectors.zendesk.client import ZendeskClient

HOST = "p8.zdusercontent.com"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::7f00:1",
        "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "", "host",
    ],
)  # fmt: skip
def test_an_inside_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "104.16.51.111", "2606:4700::6810:336f"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def always(*addresses: str) -> Resolve:
    async def look_up(host: str, port: int) -> Sequence[str]:
        return addresses

    return look_up


class Rebinding:
    """Gives a public address at the first look and the machine's own at each later one."""

    def __init__(self) -> None:
        self.looks = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.looks += 1
        return ("1.1.1.1",) if self.looks == 1 else ("127.0.0.1",)


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    look_up = Rebinding()
    pinned = await pin(httpx.URL(f"https://{HOST}/a?b=c"), look_up)
    assert str(pinned.url) == "https://1.1.1.1/a?b=c"
    assert (pinned.headers["Host"], pinned.extensions["sni_hostname"]) == (HOST, HOST)
    assert look_up.looks == 1


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("1.1.1.1", "10.0.0.1"), ()])
async def test_a_host_with_an_inside_address_among_its_own_is_refused(
    addresses: tuple[str, ...],
) -> None:
    with pytest.raises(UnreadableContent):
        await pin(httpx.URL(f"https://{HOST}/a"), always(*addresses))


async def test_a_host_without_an_address_is_tried_again_later() -> None:
    async def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("no such host")

    with pytest.raises(VendorUnreachable):
        await pin(httpx.URL(f"https://{HOST}/a"), unknown)


# ---- over real connections -----------------------------------------------------------------------


@asynccontextmanager
async def serving(answer: str, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server on loopback that gives everyone the same answer; its port."""

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer.encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(respond, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


def redirect(location: str) -> str:
    return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"


INSIDE = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ninside"


async def read(port: int, look_up: Resolve) -> bytes:
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient() as http:
        client = ZendeskClient(http, base, BearerToken("t"), look_up=look_up)
        file = Attachment(id="1", file_name="a", url=f"{base}/a")
        return b"".join([chunk async for chunk in client.read_attachment(file)])


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{inside}/a",
        "http://localhost:{inside}/a",
        "http://[::1]:{inside}/a",
        "http://2130706433:{inside}/a",
        "https://127.0.0.1:{inside}/a",
        "https://p8.zdusercontent.com:{inside}/a",
        "https://p8.zdusercontent.com@127.0.0.1:{inside}/a",
        "https://169.254.169.254/latest/meta-data",
        "https://p8.zdusercontent.com/a",
        "//p8.zdusercontent.com.evil.example/a",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{inside}/",
    ],
)
async def test_a_hostile_redirect_reaches_nothing_inside(location: str) -> None:
    async with (
        serving(INSIDE) as inside,
        serving(redirect(location.format(inside=inside))) as port,
    ):
        with pytest.raises(UnreadableContent):
            await read(port, always("127.0.0.1"))


async def test_the_base_itself_may_stand_inside_as_a_test_system_does() -> None:
    async with serving(INSIDE) as port:
        assert await read(port, always("127.0.0.1")) == b"inside"


def certificate(host: str, folder: Path) -> Path:
    """A certificate for the host, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.mark.parametrize(("host", "accepted"), [(HOST, True), ("other.example", False)])
async def test_the_certificate_is_checked_by_the_name_though_the_address_is_connected(
    tmp_path: Path, host: str, accepted: bool
) -> None:
    path = certificate(host, tmp_path)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(path)
    trust = ssl.create_default_context(cafile=path)
    async with serving(INSIDE, server) as port, httpx.AsyncClient(verify=trust) as http:
        to = Pinned(httpx.URL(f"https://127.0.0.1:{port}/"), {"Host": HOST}, {"sni_hostname": HOST})
        call = http.get(to.url, headers=to.headers, extensions=to.extensions)
        if accepted:
            assert (await call).content == b"inside"
        else:
            with pytest.raises(httpx.ConnectError):
                await call
