"""Reads a file from Zendesk, never sending our credentials or the reader anywhere else.

A `content_url` may lead to the vendor's file hosts or, in a hostile comment, anywhere (vendor's
OpenAPI document, attachments: "take care not to inadvertently send credentials").
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx

from app.errors import UnreadableContent, VendorError
from app.model import Attachment
from connectors.zendesk.faults import HTTPX_ERRORS, fault_of_exception, fault_of_status
from connectors.zendesk.transport import Transport

VENDOR_HOSTS = (".zendesk.com", ".zdusercontent.com", ".zendeskusercontent.com", ".zdassets.com")
MAX_HOPS = 5
_CALL = "GET an attachment"


async def read_file(transport: Transport, attachment: Attachment) -> AsyncIterator[bytes]:
    """Yield the file's bytes. Raises UnreadableContent off the vendor's hosts, else VendorError."""
    url = _follow(httpx.URL(), attachment.url, attachment)
    async with AsyncExitStack() as stack:
        response = await _open(transport, url, attachment, stack)
        try:
            async for chunk in response.aiter_bytes():
                yield chunk
        except HTTPX_ERRORS as error:
            raise fault_of_exception(_CALL, error) from error


async def _open(
    transport: Transport, url: httpx.URL, attachment: Attachment, stack: AsyncExitStack
) -> httpx.Response:
    for _ in range(MAX_HOPS):
        home = _same_origin(url, transport.base)
        if not home and not _is_vendor(url):
            raise _elsewhere(attachment)
        response = await stack.enter_async_context(transport.stream(url, signed_in=home))
        if response.is_success:
            return response
        if not response.has_redirect_location:
            raise _fault(response)
        url = _follow(url, response.headers["location"], attachment)
    raise _elsewhere(attachment)


def _fault(response: httpx.Response) -> VendorError:
    return fault_of_status(_CALL, response.status_code, response.headers)


def _follow(base: httpx.URL, target: str, attachment: Attachment) -> httpx.URL:
    try:
        return base.join(target)
    except httpx.InvalidURL as error:
        raise _elsewhere(attachment) from error


def _same_origin(url: httpx.URL, base: httpx.URL) -> bool:
    return (url.scheme, url.host, url.port) == (base.scheme, base.host, base.port)


def _is_vendor(url: httpx.URL) -> bool:
    usual = url.scheme == "https" and url.port is None
    return usual and url.host.endswith(VENDOR_HOSTS)


def _elsewhere(attachment: Attachment) -> UnreadableContent:
    return UnreadableContent(
        f"attachment {attachment.id} does not stand on Zendesk's hosts: it was not read"
    )
