"""What a failed call to Zendesk means: a leaf of VendorError for every status and exception.

A message says which call failed and what to do. It is built from the method, the path (ids only)
and the status; the vendor's own words stay in `WriteRefused.messages`.
"""

import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import httpx

from app.errors import (
    CredentialsRefused,
    NotFound,
    PermissionRefused,
    VendorBusy,
    VendorConflict,
    VendorError,
    VendorFault,
    VendorMisread,
    VendorTimeout,
    VendorUnreachable,
    WriteRefused,
)

HTTPX_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict)
"""Every root of httpx's exceptions."""

# No byte of the request left this machine.
_NOT_SENT = (
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ConnectError,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    httpx.CookieConflict,
)
# An answer came, but none that can be read.
_UNREADABLE = (httpx.DecodingError, httpx.TooManyRedirects, httpx.HTTPStatusError)
_FIELD = re.compile(r"[a-z0-9_]{1,60}", re.ASCII)
_RESETS = re.compile(r"resets=(\d{1,6})", re.ASCII)


def fault_of_exception(call: str, error: Exception) -> VendorError:
    """The leaf for an exception of httpx; `call` is the method and the path without its query."""
    kind = type(error).__name__
    if isinstance(error, _NOT_SENT):
        return VendorUnreachable(
            f"Zendesk cannot be reached for {call} ({kind}): check AIRLOCK_ZENDESK__BASE_URL "
            "and the network",
            sent=False,
        )
    if isinstance(error, _UNREADABLE):
        return VendorMisread(f"Zendesk's answer to {call} cannot be read ({kind})")
    return VendorTimeout(f"Zendesk's answer to {call} did not come ({kind}): its outcome is open")


def fault_of_status(
    call: str, status: int, headers: Mapping[str, str], body: object = None
) -> VendorError:
    """The leaf for any status that is not the success that `call` asked for.

    `headers` must find names in any case; `body` is the decoded JSON, if it was any.
    """
    said = f"Zendesk answered {status} to {call}"
    if status in (408, 425, 429) or status >= 500 or status < 400:
        return _fault_of_service(said, status, headers)
    if status == 401:
        return CredentialsRefused(
            f"{said}: the credentials are wrong or were revoked; see AIRLOCK_ZENDESK__ settings",
            sent=False,
            status=status,
        )
    if status == 403:
        return PermissionRefused(
            f"{said}: the account lacks a right; `airlock doctor` names it",
            sent=False,
            status=status,
        )
    if status in (404, 410):
        return NotFound(f"{said}: it is deleted or was never there", sent=False, status=status)
    if status == 409:
        return VendorConflict(f"{said}: someone else wrote first", sent=False, status=status)
    return _refusal(said, status, body)


def _fault_of_service(said: str, status: int, headers: Mapping[str, str]) -> VendorError:
    if status in (425, 429):
        return VendorBusy(
            f"{said}: too many calls", retry_after=retry_after(headers), status=status
        )
    if status == 408:
        return VendorTimeout(f"{said}: its outcome is open", status=status)
    if 500 <= status <= 599:
        return VendorFault(
            f"{said}: a fault on its side", status=status, retry_after=retry_after(headers)
        )
    return VendorMisread(f"{said}, which its documentation does not describe", status=status)


def _refusal(said: str, status: int, body: object) -> WriteRefused:
    fields, messages = _details(body)
    named = f" (fields: {', '.join(fields)})" if fields else ""
    return WriteRefused(f"{said}: refused{named}", status=status, fields=fields, messages=messages)


def _details(body: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`{"details": {field: [{"description": …}]}}`; whatever else stands there is left alone."""
    details = body.get("details") if isinstance(body, dict) else None
    if not isinstance(details, dict):
        return (), ()
    fields = tuple(name for name in details if _FIELD.fullmatch(str(name)))
    entries = [entry for value in details.values() for entry in _entries(value)]
    return fields, tuple(entries)


def _entries(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    words = [item.get("description") if isinstance(item, dict) else item for item in items]
    return [word for word in words if isinstance(word, str)]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait as the vendor says, or None.

    `Retry-After` first, in seconds or as a date (counted from the answer's own `Date`), then the
    window's reset that Zendesk names in its own headers (docs/vendors.md).
    """
    stated = headers.get("retry-after")
    if stated is not None:
        seconds = _seconds(stated)
        return _until(stated, headers.get("date")) if seconds is None else seconds
    window = _RESETS.search(headers.get("zendesk-rate-limit-tickets-update", ""))
    return float(window.group(1)) if window else _seconds(headers.get("ratelimit-reset", ""))


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _until(text: str, now: str | None) -> float | None:
    try:
        gap = parsedate_to_datetime(text) - parsedate_to_datetime(now or "")
    except (ValueError, TypeError):
        return None
    return max(0.0, gap.total_seconds())
