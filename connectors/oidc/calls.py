"""One HTTP call to the identity provider, and what it may be made to."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx

from app.errors import (
    AccessRefused,
    VendorFault,
    VendorMisread,
    VendorTimeout,
    VendorUnreachable,
)

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_NAME = "The identity provider"


async def ask(http: httpx.AsyncClient, method: str, url: str, **options: Any) -> Mapping[str, Any]:
    """The JSON object of the answer. Redirects are not followed.

    Raises AccessRefused for an answer of 4xx, else a leaf of VendorError; neither quotes it.
    """
    try:
        response = await http.request(
            method, url, timeout=TIMEOUT, follow_redirects=False, **options
        )
    except httpx.TimeoutException as error:
        raise VendorTimeout(f"{_NAME} did not answer in time.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise VendorUnreachable(f"{_NAME} is out of reach.", sent=False) from error
    if 400 <= response.status_code < 500:
        raise AccessRefused(f"the identity provider answered {response.status_code}")
    if response.status_code != httpx.codes.OK:
        raise VendorFault(f"{_NAME} failed.", status=response.status_code)
    return _object(response)


def _object(response: httpx.Response) -> Mapping[str, Any]:
    try:
        answer = response.json()
    except (ValueError, RecursionError) as error:
        raise VendorMisread(f"{_NAME}'s answer is not JSON.") from error
    if not isinstance(answer, dict):
        raise VendorMisread(f"{_NAME}'s answer is no JSON object.")
    return answer


def is_safe(url: str) -> bool:
    """Whether it is https, or of this machine itself."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return True
    try:
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        local = False
    return parts.scheme == "http" and local
